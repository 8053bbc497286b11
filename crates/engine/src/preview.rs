//! The preview: telling passages, each heard first as the plain sum of the stems and then as the
//! master, at the same loudness.

use audio::StreamSpec;
use measure::{Measurement, Meter, MeterOptions};

use crate::console::Planar;
use crate::crew::all;
use crate::reader::StemReader;
use crate::{Crew, EngineError, Io, IoFault, Progress, Slot, Stage, Store};

/// Passages of a preview, and the seconds of each.
const PASSAGES: usize = 4;
const PASSAGE_S: f64 = 5.0;

/// Seconds over which one side hands over to the other.
pub(crate) const FADE_S: f64 = 0.03;

/// No peak of the preview is higher, in dBTP: room for what an encoder adds.
const PEAK_DBTP: f64 = -1.5;

/// A passage, in frames of the preview's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) from: u64,
    pub(crate) frames: usize,
}

/// One side of the comparison: its passages one after another.
pub(crate) struct Side {
    pub(crate) audio: Planar,
    pub(crate) measured: Measurement,
}

/// Writes [`Slot::Preview`] from [`Slot::Rough`] and [`Slot::Master`]; `master` is the measured
/// master at `rate_hz`.
pub(crate) fn preview(
    master: &Measurement,
    rate_hz: u32,
    (store, crew, job): Io<'_>,
) -> Result<(), EngineError> {
    let preview_hz = preview_rate(rate_hz);
    let passages = choose(master, preview_hz);
    let slots = [Slot::Rough, Slot::Master];
    let mut sides = Side::read_all(&slots, preview_hz, &passages, (store, crew))?;
    job.progress(Progress { stage: Stage::Preview, share: 0.8 })?;
    level(&mut sides);
    let mut sink = store.create(Slot::Preview, preview_hz)?;
    let mut from = 0;
    for passage in &passages {
        let to = from + passage.frames;
        for side in &mut sides {
            let fade = (FADE_S * f64::from(preview_hz)) as usize;
            side.audio.0.iter_mut().for_each(|channel| fade_ends(&mut channel[from..to], fade));
            let (left, right) = side.audio.stereo();
            sink.write(&left[from..to], &right[from..to])?;
        }
        from = to;
    }
    sink.finish()?;
    job.progress(Progress { stage: Stage::Preview, share: 1.0 })?;
    Ok(())
}

/// Brings all sides to one loudness, which is returned, in LUFS.
pub(crate) fn level(sides: &mut [Side]) -> f64 {
    let level_lufs = common_level_lufs(sides);
    for side in sides {
        let gain = audio::db_to_gain_f64(level_lufs - side.measured.loudness.integrated_lufs);
        let gain = if gain.is_finite() { gain as f32 } else { 0.0 };
        side.audio.block().each(|samples| samples.iter_mut().for_each(|sample| *sample *= gain));
    }
    level_lufs
}

/// MP3 goes no higher than 48 kHz: twice the rate of a family becomes the family's.
pub(crate) fn preview_rate(rate_hz: u32) -> u32 {
    match rate_hz {
        32_000 | 44_100 | 48_000 => rate_hz,
        88_200 | 176_400 => 44_100,
        _ => 48_000,
    }
}

/// The loudest passage of each quarter of the song; the whole song when it is short.
fn choose(master: &Measurement, rate_hz: u32) -> Vec<Passage> {
    let power = &master.envelope.k_power;
    let hops_per_s = 1e3 / measure::ENVELOPE_HOP_MS;
    let length = (PASSAGE_S * hops_per_s) as usize;
    let quarter = power.len() / PASSAGES;
    let hop_frames = f64::from(rate_hz) / hops_per_s;
    let passage = |from: usize, hops: usize| Passage {
        from: (from as f64 * hop_frames) as u64,
        frames: (hops as f64 * hop_frames) as usize,
    };
    if quarter < length {
        return vec![passage(0, power.len().min(PASSAGES * length))];
    }
    (0..PASSAGES)
        .map(|index| {
            let part = &power[index * quarter..(index + 1) * quarter];
            let from = loudest_window(part, length);
            passage(index * quarter + from, length)
        })
        .collect()
}

/// Where the sum over `length` values is largest; the first of equals.
pub(crate) fn loudest_window(power: &[f32], length: usize) -> usize {
    let mut sum: f64 = power[..length].iter().map(|power| f64::from(*power)).sum();
    let mut best = (sum, 0);
    for from in 1..=power.len() - length {
        sum += f64::from(power[from + length - 1]) - f64::from(power[from - 1]);
        if sum > best.0 {
            best = (sum, from);
        }
    }
    best.1
}

impl Side {
    /// The same passages of each of `slots`.
    pub(crate) fn read_all(
        slots: &[Slot],
        rate_hz: u32,
        passages: &[Passage],
        (store, crew): (&dyn Store, &dyn Crew),
    ) -> Result<Vec<Self>, EngineError> {
        let read = |slot: &Slot| {
            let slot = *slot;
            move || Self::read(store, slot, rate_hz, passages)
        };
        all(crew, slots.iter().map(read).collect())
    }

    /// Writes each of `sides` into its slot.
    pub(crate) fn write_all(
        sides: &[(Slot, &Self)],
        rate_hz: u32,
        (store, crew): (&dyn Store, &dyn Crew),
    ) -> Result<(), EngineError> {
        let write = |slot: Slot, audio: &Planar| -> Result<(), EngineError> {
            let mut sink = store.create(slot, rate_hz)?;
            let (left, right) = audio.stereo();
            sink.write(left, right)?;
            sink.finish()?;
            Ok(())
        };
        let work = sides.iter().map(|(slot, side)| || write(*slot, &side.audio));
        all(crew, work.collect())?;
        Ok(())
    }

    fn read(
        store: &dyn Store,
        slot: Slot,
        rate_hz: u32,
        passages: &[Passage],
    ) -> Result<Self, EngineError> {
        const BLOCK_FRAMES: usize = 8_192;
        let mut reader = StemReader::open(store, slot, rate_hz)?;
        let frames = passages.iter().map(|passage| passage.frames).sum();
        let mut audio = Planar::new(2, frames);
        let mut block = Planar::new(2, BLOCK_FRAMES);
        let end = passages.last().map_or(0, |last| last.from + last.frames as u64);
        let mut at = 0_u64;
        while at < end {
            read_block(&mut reader, &mut block, BLOCK_FRAMES)?;
            let mut target = 0;
            for passage in passages {
                copy_overlap(&block, at, *passage, &mut audio, target);
                target += passage.frames;
            }
            at += BLOCK_FRAMES as u64;
        }
        let stream = StreamSpec {
            sample_rate_hz: f64::from(rate_hz),
            block_frames_max: BLOCK_FRAMES,
            channels: 2,
        };
        let mut meter = Meter::new(stream, MeterOptions::loudness_and_peaks())?;
        let (left, right) = audio.stereo();
        meter.push(left, Some(right));
        Ok(Self { measured: meter.finish(), audio })
    }
}

fn read_block(reader: &mut StemReader, block: &mut Planar, frames: usize) -> Result<(), IoFault> {
    reader.read(&mut block.0, frames).map(|_| ())
}

/// Copies what `block`, which starts at frame `at`, shares with `passage` to `audio` from `target`.
fn copy_overlap(block: &Planar, at: u64, passage: Passage, audio: &mut Planar, target: usize) {
    let frames = block.0[0].len() as u64;
    let from = passage.from.max(at);
    let to = (passage.from + passage.frames as u64).min(at + frames);
    if from >= to {
        return;
    }
    let source = (from - at) as usize..(to - at) as usize;
    let start = target + (from - passage.from) as usize;
    for (channel, block) in audio.0.iter_mut().zip(&block.0) {
        channel[start..start + source.len()].copy_from_slice(&block[source.clone()]);
    }
}

/// The loudness that all sides can have without passing [`PEAK_DBTP`].
pub(crate) fn common_level_lufs(sides: &[Side]) -> f64 {
    let most = |side: &Side| {
        let Measurement { loudness, peaks, .. } = &side.measured;
        loudness.integrated_lufs.min(loudness.integrated_lufs + PEAK_DBTP - peaks.true_dbtp)
    };
    sides.iter().map(most).filter(|level| level.is_finite()).fold(f64::INFINITY, f64::min)
}

pub(crate) fn fade_ends(samples: &mut [f32], fade: usize) {
    let fade = fade.min(samples.len() / 2);
    for step in 0..fade {
        let gain = (step as f32 + 0.5) / fade as f32;
        samples[step] *= gain;
        let last = samples.len() - 1 - step;
        samples[last] *= gain;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loudest_window_is_found() {
        let mut power = vec![0.1_f32; 100];
        power[40..50].fill(1.0);
        assert_eq!(loudest_window(&power, 10), 40, "right over the loud part");
        assert_eq!(loudest_window(&[1.0; 20], 10), 0, "the first of equals");
    }

    #[test]
    fn overlaps_are_copied_to_their_place() {
        let block = Planar(vec![(0..8_u8).map(f32::from).collect(); 2]);
        let mut audio = Planar::new(2, 6);
        let passage = Passage { from: 5, frames: 6 };
        copy_overlap(&block, 0, passage, &mut audio, 0);
        copy_overlap(&block, 8, passage, &mut audio, 0);
        assert_eq!(audio.0[0], [5.0, 6.0, 7.0, 0.0, 1.0, 2.0], "two blocks make the passage");
    }
}
