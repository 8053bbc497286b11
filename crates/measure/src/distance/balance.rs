//! Balance recovery: how far the stems of a mix stand from where a person put them.
//!
//! Per-stem loudness difference after the common offset is taken away, root mean square over the
//! stems. A common offset is a matter of the volume knob, not of balance.

/// A stem mixed almost to silence may be off by 30 LU and say little: its error counts up to this.
pub const STEM_ERROR_CAP_LU: f64 = 8.0;

/// Balance error of one mix, in LU.
#[derive(Clone, Debug, PartialEq)]
pub struct BalanceError {
    /// Root mean square over the stems.
    pub rms_lu: f64,
    /// The same with each stem's error held within ±[`STEM_ERROR_CAP_LU`].
    pub capped_lu: f64,
    /// Each stem's own error, without the common offset; NaN never, 0 where it is not known.
    pub stems_lu: Vec<f64>,
}

/// Balance error from what each stem is louder than it should be, in LU. Stems without a finite
/// difference (silent in either mix) are left out; fewer than two stems have no balance.
#[must_use]
pub fn balance_error(louder_lu: &[f64]) -> Option<BalanceError> {
    let known: Vec<f64> = louder_lu.iter().copied().filter(|lu| lu.is_finite()).collect();
    if known.len() < 2 {
        return None;
    }
    let count = known.len() as f64;
    let offset = known.iter().sum::<f64>() / count;
    let rms = |cap: f64| {
        let squares = known.iter().map(|lu| {
            let off = (lu - offset).clamp(-cap, cap);
            off * off
        });
        (squares.sum::<f64>() / count).sqrt()
    };
    let own = |lu: &f64| if lu.is_finite() { lu - offset } else { 0.0 };
    Some(BalanceError {
        rms_lu: rms(f64::INFINITY),
        capped_lu: rms(STEM_ERROR_CAP_LU),
        stems_lu: louder_lu.iter().map(own).collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_stem_of_two_up_by_six_is_three_off_each_way() {
        let error = balance_error(&[6.0, 0.0]).unwrap();
        assert!((error.rms_lu - 3.0).abs() < 1e-12);
        assert_eq!(error.stems_lu, [3.0, -3.0]);
    }

    #[test]
    fn a_stem_in_silence_counts_as_far_as_the_cap() {
        // Offset −10: one stem 30 under it, three 10 over it, all held at 8.
        let error = balance_error(&[0.0, 0.0, 0.0, -40.0]).unwrap();
        assert!((error.capped_lu - STEM_ERROR_CAP_LU).abs() < 1e-12);
        assert!((error.rms_lu - 300.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn silence_is_left_out_and_one_stem_has_no_balance() {
        let with = balance_error(&[1.0, f64::NEG_INFINITY, 3.0, f64::NAN]).unwrap();
        assert!((with.rms_lu - 1.0).abs() < 1e-12);
        assert_eq!(with.stems_lu, [-1.0, 0.0, 1.0, 0.0]);
        assert_eq!(balance_error(&[1.0, f64::NAN]), None);
        assert_eq!(balance_error(&[]), None);
    }

    proptest! {
        /// The volume knob changes nothing, and a cap never makes an error larger.
        #[test]
        fn a_common_offset_is_no_error(
            stems in prop::collection::vec(-40.0_f64..40.0, 2..20),
            knob in -60.0_f64..60.0,
        ) {
            let plain = balance_error(&stems).unwrap();
            let turned: Vec<f64> = stems.iter().map(|lu| lu + knob).collect();
            // Sums of 20 values under 100 round by less than 1e-12.
            prop_assert!((balance_error(&turned).unwrap().rms_lu - plain.rms_lu).abs() < 1e-9);
            prop_assert!(plain.capped_lu <= plain.rms_lu + 1e-12);
            prop_assert!(plain.stems_lu.iter().sum::<f64>().abs() < 1e-9);
        }
    }
}
