//! Writes the generated song, bar by bar: a 60-minute one needs no more memory than a short one.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use engine::Crew;
use media::{Dither, EncodeSettings, Encoder};

use super::song::{self, BAR_FRAMES, PARTS};
use super::voices::{Noise, RATE_HZ, Voice};
use crate::errors::{Code, Fault, output_words, unwritable};
use crate::{inputs, stop};

/// The longest voice, a crash, fades out after its bar has ended.
const TAIL_FRAMES: usize = 3 * RATE_HZ as usize;

/// A floor of noise, so that gates have something to do: −80 dBFS.
const FLOOR: f32 = 1e-4;

/// Writes `stems` stereo stems of `minutes` into `folder`.
pub(crate) fn stems(
    folder: &Path,
    stems: usize,
    minutes: f64,
    crew: &dyn Crew,
) -> Result<(), Fault> {
    let frames = (minutes * 60.0 * f64::from(RATE_HZ)) as usize;
    let indices: Vec<usize> = (0..stems).collect();
    inputs::each(&indices, crew, |&index| {
        let name = format!("{:02}_{}.wav", index + 1, PARTS[index % PARTS.len()]);
        stem(&folder.join(name), index, frames)
    })?;
    Ok(())
}

fn stem(path: &Path, index: usize, frames: usize) -> Result<(), Fault> {
    let name = path.to_string_lossy();
    let fault = |words: String| Fault::worded(Code::Output, &words);
    let file = File::create(path).map_err(|error| fault(output_words(&name, &error)))?;
    let settings =
        EncodeSettings { dither: Dither::None, ..EncodeSettings::new(RATE_HZ as u32, 2) };
    let unwritten = |error| fault(unwritable(&name, &error));
    let mut encoder = Encoder::new(BufWriter::new(file), &settings).map_err(unwritten)?;
    let mut player = Player::new(index, frames.div_ceil(BAR_FRAMES));
    let mut left = frames;
    while left > 0 {
        stop::check()?;
        let count = left.min(BAR_FRAMES);
        let [l, r] = player.bar();
        encoder.write(&[&l[..count], &r[..count]]).map_err(unwritten)?;
        left -= count;
    }
    let written = encoder.finish().map_err(unwritten)?;
    written.sink.into_inner().map(drop).map_err(|error| fault(output_words(&name, error.error())))
}

/// One stem as it is played.
struct Player {
    part: usize,
    bar: usize,
    bars: usize,
    voices: BTreeMap<Voice, Vec<f32>>,
    chance: Noise,
    floor: Noise,
    /// This bar, and what rings on after it.
    sounding: [Vec<f32>; 2],
    out: [Vec<f32>; 2],
}

impl Player {
    fn new(part: usize, bars: usize) -> Self {
        let seed = part as u32;
        Self {
            part,
            bar: 0,
            bars,
            voices: BTreeMap::new(),
            chance: Noise::new(2 * seed + 101),
            floor: Noise::new(2 * seed + 102),
            sounding: [vec![0.0; BAR_FRAMES + TAIL_FRAMES], vec![0.0; BAR_FRAMES + TAIL_FRAMES]],
            out: [vec![0.0; BAR_FRAMES], vec![0.0; BAR_FRAMES]],
        }
    }

    /// The next bar.
    fn bar(&mut self) -> &[Vec<f32>; 2] {
        for event in song::events(self.part, self.bar, self.bars, &mut self.chance) {
            let voice = self.voices.entry(event.voice).or_insert_with(|| event.voice.play());
            for (channel, gain) in self.sounding.iter_mut().zip(event.gain) {
                if gain > 0.0 {
                    let to = &mut channel[event.at..];
                    to.iter_mut().zip(&*voice).for_each(|(to, from)| *to += gain * from);
                }
            }
        }
        for (out, sounding) in self.out.iter_mut().zip(&mut self.sounding) {
            for (out, sample) in out.iter_mut().zip(&*sounding) {
                *out = sample + FLOOR * self.floor.next();
            }
            sounding.copy_within(BAR_FRAMES.., 0);
            sounding[TAIL_FRAMES..].fill(0.0);
        }
        self.bar += 1;
        &self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn song(part: usize, bars: usize) -> Vec<f32> {
        let mut player = Player::new(part, bars);
        (0..bars).flat_map(|_| player.bar().concat()).collect()
    }

    #[test]
    fn every_part_plays_below_full_scale_and_the_same_every_time() {
        for (part, name) in PARTS.iter().enumerate() {
            let samples = song(part, 32);
            let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
            assert!(peak > 0.1 && peak < 1.0, "{name}: {peak}");
            assert!(samples == song(part, 32), "{name} differs from run to run");
        }
    }
}
