//! All-passes that smear an onset: M. R. Schroeder, "Natural sounding artificial reverberation",
//! J. Audio Eng. Soc. 10(3), 1962.

/// All-passes in a row.
const STAGES: usize = 4;

/// Lengths in ms, left and right apart so that the sides differ from the start.
const LENGTHS_MS: [[f64; STAGES]; 2] = [[4.77, 3.59, 12.73, 9.31], [5.03, 3.37, 11.83, 8.69]];

/// Values below this are silence.
const SILENT: f32 = 1e-20;

/// The all-passes of one channel.
#[derive(Debug)]
pub(super) struct Diffuser {
    rings: [Vec<f32>; STAGES],
    places: [usize; STAGES],
}

impl Diffuser {
    pub(super) fn new(channel: usize, sample_rate_hz: f64) -> Self {
        let rings = LENGTHS_MS[channel % 2]
            .map(|ms| vec![0.0; (ms * 1e-3 * sample_rate_hz).max(1.0) as usize]);
        Self { rings, places: [0; STAGES] }
    }

    /// Smears `samples` in place; `gain` is 0 (a plain delay) to below 1.
    pub(super) fn process(&mut self, samples: &mut [f32], gain: f32) {
        for (ring, place) in self.rings.iter_mut().zip(&mut self.places) {
            let mut at = *place;
            for sample in samples.iter_mut() {
                let old = ring[at];
                let new = *sample + gain * old;
                let new = if new.abs() < SILENT { 0.0 } else { new };
                *sample = old - gain * new;
                ring[at] = new;
                at = if at + 1 == ring.len() { 0 } else { at + 1 };
            }
            *place = at;
        }
    }

    pub(super) fn reset(&mut self) {
        self.rings.iter_mut().for_each(|ring| ring.fill(0.0));
        self.places = [0; STAGES];
    }
}
