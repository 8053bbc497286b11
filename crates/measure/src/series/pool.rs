//! Means over the windows of each frame.

/// Collects powers of bands and keeps one row per frame.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    sums: Vec<f64>,
    windows: u32,
    frame: u64,
    /// Mean powers, row by row.
    rows: Vec<f32>,
}

impl Pool {
    pub(super) fn new(bands: usize) -> Self {
        Self { sums: vec![0.0; bands], windows: 0, frame: 0, rows: Vec::new() }
    }

    /// Adds the powers of one window; frames come in order.
    pub(super) fn push(&mut self, frame: u64, powers: &[f32]) {
        if frame != self.frame {
            self.close();
            self.frame = frame;
        }
        self.sums.iter_mut().zip(powers).for_each(|(sum, power)| *sum += f64::from(*power));
        self.windows += 1;
    }

    fn close(&mut self) {
        if self.windows > 0 {
            let windows = f64::from(self.windows);
            self.rows.extend(self.sums.iter().map(|sum| (sum / windows) as f32));
        }
        self.sums.fill(0.0);
        self.windows = 0;
    }

    /// All rows.
    pub(super) fn finish(mut self) -> Vec<f32> {
        self.close();
        self.rows
    }
}
