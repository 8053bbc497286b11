//! Room on the disk, looked for before any work: an hour of mixing is not lost to a full disk.

use std::path::Path;

use recipe::{BitDepth, Delivery, FileKind};

use crate::errors::{Code, Fault};

/// Bytes of a stereo frame in floating point.
const FLOAT_BYTES: u64 = 8;

/// What a run writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room<'a> {
    /// Length of the song, in s.
    pub(crate) seconds: f64,
    /// Rate of the session, in Hz.
    pub(crate) rate_hz: u32,
    /// Files in floating point that are exported besides.
    pub(crate) stems: usize,
    pub(crate) delivery: &'a Delivery,
}

impl Room<'_> {
    /// The least that it takes, in bytes: the mix, the plain sum, the master before its limiter, and
    /// the files of the master.
    fn bytes(&self) -> u64 {
        let frames = |rate_hz: u32| (self.seconds * f64::from(rate_hz)) as u64;
        let between = (3 + self.stems as u64) * FLOAT_BYTES * frames(self.rate_hz);
        let master_hz = self.delivery.sample_rate_hz.unwrap_or(self.rate_hz);
        let file = |kind: FileKind| match (kind.rate_kbps(), kind.depth(self.delivery.bit_depth)) {
            (Some(kbps), _) => (self.seconds * f64::from(kbps) * 125.0) as u64,
            (None, BitDepth::Int16) => 4 * frames(master_hz),
            (None, BitDepth::Int24) => 6 * frames(master_hz),
            (None, BitDepth::Float32) => FLOAT_BYTES * frames(master_hz),
        };
        // Where there are further files, the master lies there in floating point, too.
        let float = if self.delivery.also.is_empty() { 0 } else { FLOAT_BYTES * frames(master_hz) };
        between + float + self.delivery.files().map(file).sum::<u64>()
    }

    /// Refuses a run that cannot end well.
    pub(crate) fn check(&self, folder: &Path) -> Result<(), Fault> {
        // Where the system does not say, writing will.
        let Ok(free) = fs4::available_space(folder) else { return Ok(()) };
        enough(folder, free, self.bytes())
    }
}

fn enough(folder: &Path, free: u64, needed: u64) -> Result<(), Fault> {
    if free >= needed {
        return Ok(());
    }
    let mib = |bytes: u64| bytes.div_ceil(1 << 20);
    let (needed, free) = (mib(needed), mib(free));
    let message =
        format!("`{}` needs about {needed} MiB, {free} MiB are free there", folder.display());
    let hint = "make room on the disk, or choose a folder on another one with -o";
    Err(Fault::new(Code::Output, message, hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_song_needs_what_is_written_of_it() {
        let mut delivery = Delivery::default();
        let room = |delivery: &Delivery, stems| {
            Room { seconds: 10.0, rate_hz: 48_000, stems, delivery }.bytes()
        };
        assert_eq!(room(&delivery, 0), 480_000 * (3 * 8 + 6));
        assert_eq!(room(&delivery, 2), 480_000 * (5 * 8 + 6));
        delivery.also = vec![FileKind::usual(recipe::FileFormat::Mp3)];
        assert_eq!(room(&delivery, 0), 480_000 * (3 * 8 + 6 + 8) + 400_000);
    }

    #[test]
    fn a_full_disk_is_told_before_any_work() {
        assert_eq!(enough(Path::new("out"), 5, 5), Ok(()));
        let lines = enough(Path::new("out"), 3 << 20, 5 << 20).unwrap_err().lines();
        assert!(lines.contains("needs about 5 MiB, 3 MiB are free"), "{lines}");
    }
}
