//! Parameter tables: one row feeds the recipe's validation, the help, sliders, tests and errors.

use std::fmt;

use crate::{Block, StreamSpec};

/// A physical unit, as printed after a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Level relative to full scale.
    Dbfs,
    /// Level of the true peak relative to full scale.
    Dbtp,
    /// Level difference.
    Db,
    /// Frequency.
    Hz,
    /// Time in thousandths of a second.
    Milliseconds,
    /// Time in seconds.
    Seconds,
    /// A ratio `n : 1`.
    Ratio,
    /// A share or scale, 100 being the whole or the unchanged.
    Percent,
    /// Filter slope.
    DbPerOctave,
    /// A plain number: quality factors, counts.
    Plain,
    /// One of a list; the value is the index, a recipe holds the word.
    Choice(&'static [&'static str]),
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dbfs => "dBFS",
            Self::Dbtp => "dBTP",
            Self::Db => "dB",
            Self::Hz => "Hz",
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
            Self::Ratio => ":1",
            Self::Percent => "%",
            Self::DbPerOctave => "dB/oct",
            Self::Plain | Self::Choice(_) => "",
        })
    }
}

/// Everything the rest of the system needs to know about one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParamSpec {
    /// Stable identifier: persisted in recipes, so never renamed.
    pub id: &'static str,
    /// Smallest legal value.
    pub min: f32,
    /// Value that does the least harm.
    pub default: f32,
    /// Largest legal value.
    pub max: f32,
    /// Unit of the three values above.
    pub unit: Unit,
}

/// How a parameter is felt: by differences or by ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps are equal differences.
    Linear,
    /// Equal steps are equal ratios.
    Log,
}

impl Scale {
    /// In small letters.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
        }
    }
}

impl ParamSpec {
    /// How it is felt. Frequencies, times, ratios and quality factors are felt by ratios, as far as
    /// their range has no zero in it; levels are ratios already.
    #[must_use]
    pub fn scale(&self) -> Scale {
        /// From here on a plain number spans too much to be felt by differences.
        const WIDE: f32 = 20.0;
        let is_ratio = match self.unit {
            Unit::Hz | Unit::Milliseconds | Unit::Seconds | Unit::Ratio => true,
            Unit::Plain => self.max >= WIDE * self.min,
            _ => false,
        };
        if is_ratio && self.min > 0.0 { Scale::Log } else { Scale::Linear }
    }

    /// Returns `value` when it lies in the range.
    ///
    /// # Errors
    ///
    /// Returns a [`RangeError`] that names the parameter, the value and the range.
    pub fn check(&self, value: f32) -> Result<f32, RangeError> {
        if (self.min..=self.max).contains(&value) {
            Ok(value)
        } else {
            Err(RangeError { spec: *self, value })
        }
    }
}

/// A setting outside its legal range (NaN lies outside every range).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangeError {
    /// The parameter.
    pub spec: ParamSpec,
    /// The refused value.
    pub value: f32,
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ParamSpec { id, min, max, unit, .. } = self.spec;
        let space = if unit.to_string().is_empty() { "" } else { " " };
        write!(f, "`{id}` is {}{space}{unit}, expected {min} to {max}{space}{unit}", self.value)
    }
}

impl std::error::Error for RangeError {}

/// The settings of one processor: plain data, cheap to copy, meaningful without a sample rate.
///
/// Written by [`params!`](crate::params), which makes struct, table, defaults and conversions
/// from one list, so that they cannot drift apart.
pub trait Params: Copy + Default + fmt::Debug {
    /// The processor these settings become.
    type Processor: Processor<Params = Self>;

    /// One row per field. The recipe, the help, the policy and the tests all read this table.
    const SPECS: &'static [ParamSpec];

    /// The values, in the order of [`Self::SPECS`].
    fn values(&self) -> impl AsRef<[f32]>;

    /// The settings with these values, in the order of [`Self::SPECS`]; missing ones default.
    fn from_values(values: &[f32]) -> Self;

    /// Turns settings into a ready processor. The only place where a processor may allocate.
    ///
    /// # Errors
    ///
    /// Returns the first value outside its range.
    fn prepare(&self, stream: StreamSpec) -> Result<Self::Processor, RangeError>;

    /// Checks every value against the table.
    ///
    /// # Errors
    ///
    /// Returns the first value outside its range.
    fn check(&self) -> Result<(), RangeError> {
        let values = self.values();
        for (spec, value) in Self::SPECS.iter().zip(values.as_ref()) {
            spec.check(*value)?;
        }
        Ok(())
    }
}

/// A prepared processor: it owns its state, and nothing else can reach that state.
pub trait Processor: Send {
    /// The settings this processor understands.
    type Params: Params;

    /// Takes effect from the next block, without a click. Never allocates. Values outside their
    /// range are clamped: `prepare` refuses them, a live control may not stop the music.
    fn set_params(&mut self, params: &Self::Params);

    /// Processes one block in place. \[audio thread\] Never allocates, locks or panics.
    /// The result does not depend on how the stream is cut into blocks.
    fn process(&mut self, block: &mut Block<'_>);

    /// Forgets the past, keeps the settings.
    fn reset(&mut self);

    /// Frames by which the output lags the input. Constant between two `prepare`s.
    fn latency_frames(&self) -> usize {
        0
    }
}

/// Writes a settings struct and everything that must agree with it from one list of fields.
///
/// ```ignore
/// audio::params! {
///     /// Settings of a [`Compressor`].
///     pub struct CompressorParams {
///         /// Level at the centre of the knee.
///         threshold_db: -60.0, 0.0, 0.0, Dbfs;   // min, default, max, unit
///     }
/// }
/// ```
///
/// It makes the struct (public `f32` fields), `Default`, and an inherent `TABLE`, `list` and
/// `from_list` that the implementation of [`Params`] hands on with [`params_table!`](crate::params_table).
#[macro_export]
macro_rules! params {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident :
               $min:expr, $default:expr, $max:expr, $unit:expr; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name {
            $( $(#[$field_meta])* pub $field: f32, )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $field: $default, )* }
            }
        }

        impl $name {
            #[allow(unused_imports, reason = "a table may use only some units")]
            const TABLE: &'static [$crate::ParamSpec] = {
                use $crate::Unit::*;
                &[ $( $crate::ParamSpec {
                    id: stringify!($field), min: $min, default: $default, max: $max, unit: $unit,
                }, )* ]
            };

            fn list(&self) -> impl AsRef<[f32]> + use<> {
                [ $( self.$field, )* ]
            }

            fn from_list(values: &[f32]) -> Self {
                let mut given = values.iter().copied();
                let fallback = Self::default();
                Self { $( $field: given.next().unwrap_or(fallback.$field), )* }
            }
        }
    };
}

/// The three items of [`Params`] that [`params!`](crate::params) has already written.
#[macro_export]
macro_rules! params_table {
    () => {
        const SPECS: &'static [$crate::ParamSpec] = Self::TABLE;

        fn values(&self) -> impl AsRef<[f32]> {
            self.list()
        }

        fn from_values(values: &[f32]) -> Self {
            Self::from_list(values)
        }
    };
}
