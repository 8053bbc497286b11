//! Four `f32` that calculate side by side, as rustfft's element type.
//!
//! Each lane does exactly what a lone `f32` would, in the same order, so a batch of four
//! transforms gives the bits of four transforms. The compiler turns the arrays into vectors.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use rustfft::num_traits::{FromPrimitive, Num, One, Signed, Zero};

/// Numbers in one.
pub(crate) const LANES: usize = 4;

/// See the module.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(16))]
pub(crate) struct Lanes(pub(crate) [f32; LANES]);

impl Lanes {
    fn map(self, work: impl Fn(f32) -> f32) -> Self {
        Self(self.0.map(work))
    }
}

macro_rules! lane_wise {
    ($($name:ident $method:ident),*) => { $(
        impl $name for Lanes {
            type Output = Self;

            #[inline]
            fn $method(self, other: Self) -> Self {
                Self(std::array::from_fn(|lane| self.0[lane].$method(other.0[lane])))
            }
        }
    )* };
}

lane_wise!(Add add, Sub sub, Mul mul, Div div, Rem rem);

impl Neg for Lanes {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        self.map(|x| -x)
    }
}

impl Zero for Lanes {
    fn zero() -> Self {
        Self::default()
    }

    fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

impl One for Lanes {
    fn one() -> Self {
        Self([1.0; LANES])
    }
}

impl Num for Lanes {
    type FromStrRadixErr = <f32 as Num>::FromStrRadixErr;

    fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
        f32::from_str_radix(text, radix).map(|x| Self([x; LANES]))
    }
}

impl Signed for Lanes {
    fn abs(&self) -> Self {
        self.map(f32::abs)
    }

    fn abs_sub(&self, other: &Self) -> Self {
        (*self - *other).map(|x| x.max(0.0))
    }

    fn signum(&self) -> Self {
        self.map(f32::signum)
    }

    fn is_positive(&self) -> bool {
        self.0.iter().all(|x| *x > 0.0)
    }

    fn is_negative(&self) -> bool {
        self.0.iter().all(|x| *x < 0.0)
    }
}

/// What the transform's own constants (twiddles) come through.
impl FromPrimitive for Lanes {
    fn from_i64(n: i64) -> Option<Self> {
        Some(Self([n as f32; LANES]))
    }

    fn from_u64(n: u64) -> Option<Self> {
        Some(Self([n as f32; LANES]))
    }

    fn from_f64(n: f64) -> Option<Self> {
        Some(Self([n as f32; LANES]))
    }
}
