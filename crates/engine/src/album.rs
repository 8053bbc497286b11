//! Masters one after another: silence trimmed, fades, gaps, and the whole measured as read back.

use audio::StreamSpec;
use measure::{Measurement, Meter, MeterOptions, Oversampling};

use crate::console::Planar;
use crate::reader::StemReader;
use crate::{EngineError, Io, Progress, Sink, Slot, Stage, Store};

/// What is louder is music, linear: −72 dBFS.
const SOUNDS_ABOVE: f32 = 2.5e-4;

/// Silence that stays before the first sound and after the last, in seconds.
const HEAD_KEPT_S: f64 = 0.05;
const TAIL_KEPT_S: f64 = 0.5;

/// Most silence that is taken away at either end, in seconds: more was meant.
const TRIM_MAX_S: f64 = 10.0;

/// A cue sheet counts in frames of 1/75 s.
const CUE_HZ: u64 = 75;

/// Frames that are moved at a time.
const BLOCK_FRAMES: usize = 8_192;

/// How masters become an album.
#[derive(Clone, Debug, PartialEq)]
pub struct AlbumLayout {
    /// Rate of all masters and tracks, in Hz.
    pub sample_rate_hz: u32,
    /// The tracks in their order.
    pub tracks: Vec<TrackLayout>,
    /// Take silence away at both ends.
    pub trim: bool,
    /// Write the whole album as one file, too.
    pub image: bool,
}

/// The ends of one track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackLayout {
    /// Silence before the next track, in seconds; a little more, so that every track starts at a
    /// frame of a cue sheet.
    pub gap_s: f64,
    /// Length of the fades at both ends, in seconds; 0 is none.
    pub fades_s: [f64; 2],
}

/// One track, as it lies on the album.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidTrack {
    /// Where its music starts, in frames.
    pub start_frame: u64,
    /// Length of the music, in frames.
    pub frames: u64,
    /// Silence after it, in frames.
    pub gap_frames: u64,
    /// What was taken away before and after it, in frames.
    pub trimmed_frames: [u64; 2],
    /// The music as read back, true peak at 8 times the rate.
    pub measured: Measurement,
}

/// A whole album.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidAlbum {
    /// In their order.
    pub tracks: Vec<LaidTrack>,
    /// All of it as one programme, gaps included; sample peaks only.
    pub programme: Measurement,
}

/// Writes [`Slot::Track`] from the master of each track, which is [`Slot::Stem`], with the silence
/// that follows it: the files, one after another, are the album.
///
/// # Errors
///
/// Files that cannot be read or written, or cancellation.
pub fn lay_album(layout: &AlbumLayout, (store, _, job): Io<'_>) -> Result<LaidAlbum, EngineError> {
    let (rate_hz, tracks) = (layout.sample_rate_hz, layout.tracks.len());
    let image = layout.image.then(|| store.create(Slot::Image, rate_hz)).transpose()?;
    let stream = stream(rate_hz);
    let options = MeterOptions { true_peak: None, spectrum: false };
    let mut album = Album {
        layout,
        image,
        programme: Meter::new(stream, options)?,
        at: 0,
        store,
        block: Planar::new(2, BLOCK_FRAMES),
    };
    let mut laid = Vec::new();
    for (track, ends) in layout.tracks.iter().enumerate() {
        laid.push(album.lay(track, *ends, track + 1 == tracks)?);
        let share = (track + 1) as f64 / tracks as f64;
        job.progress(Progress { stage: Stage::Verify, share })?;
    }
    if let Some(image) = album.image {
        image.finish()?;
    }
    Ok(LaidAlbum { tracks: laid, programme: album.programme.finish() })
}

fn stream(rate_hz: u32) -> StreamSpec {
    StreamSpec { sample_rate_hz: f64::from(rate_hz), block_frames_max: BLOCK_FRAMES, channels: 2 }
}

struct Album<'a> {
    layout: &'a AlbumLayout,
    image: Option<Box<dyn Sink>>,
    programme: Meter,
    /// Frames so far.
    at: u64,
    store: &'a dyn Store,
    block: Planar,
}

impl Album<'_> {
    fn lay(
        &mut self,
        track: usize,
        ends: TrackLayout,
        is_last: bool,
    ) -> Result<LaidTrack, EngineError> {
        let (from, to, length) = self.ends(track)?;
        let frames = to - from;
        let rate_hz = self.layout.sample_rate_hz;
        let gap_frames = if is_last { 0 } else { gap(self.at + frames, ends.gap_s, rate_hz) };
        self.write(track, (from, frames), (gap_frames, ends.fades_s))?;
        let start_frame = self.at;
        let measured = self.read_back(track, frames)?;
        self.at += frames + gap_frames;
        let trimmed_frames = [from, length - to];
        Ok(LaidTrack { start_frame, frames, gap_frames, trimmed_frames, measured })
    }

    /// Where the music starts and ends, and how long the master is.
    fn ends(&mut self, track: usize) -> Result<(u64, u64, u64), EngineError> {
        let rate_hz = self.layout.sample_rate_hz;
        let mut reader = StemReader::open(self.store, Slot::Stem(track), rate_hz)?;
        let (mut first, mut last, mut length) = (None, 0, 0_u64);
        loop {
            let got = reader.read(&mut self.block.0, BLOCK_FRAMES)?;
            let (left, right) = self.block.stereo();
            for frame in 0..got {
                if left[frame].abs().max(right[frame].abs()) > SOUNDS_ABOVE {
                    last = length + frame as u64 + 1;
                    first = first.or(Some(last - 1));
                }
            }
            length += got as u64;
            if got == 0 {
                break;
            }
        }
        let Some(first) = first.filter(|_| self.layout.trim) else {
            return Ok((0, length, length));
        };
        let frames = |seconds: f64| (seconds * f64::from(rate_hz)) as u64;
        let from = first.saturating_sub(frames(HEAD_KEPT_S)).min(frames(TRIM_MAX_S));
        let to = (last + frames(TAIL_KEPT_S)).max(length.saturating_sub(frames(TRIM_MAX_S)));
        Ok((from, to.min(length), length))
    }

    fn write(
        &mut self,
        track: usize,
        (from, frames): (u64, u64),
        (gap_frames, fades_s): (u64, [f64; 2]),
    ) -> Result<(), EngineError> {
        let rate_hz = self.layout.sample_rate_hz;
        let mut reader = StemReader::open(self.store, Slot::Stem(track), rate_hz)?;
        let mut sink = self.store.create(Slot::Track(track), rate_hz)?;
        let mut skip = from;
        while skip > 0 {
            let part = skip.min(BLOCK_FRAMES as u64);
            reader.read(&mut self.block.0, part as usize)?;
            skip -= part;
        }
        let fades = fades_s.map(|s| (s * f64::from(rate_hz)) as u64);
        let mut at = 0;
        while at < frames + gap_frames {
            let inside = (frames.saturating_sub(at)).min(BLOCK_FRAMES as u64) as usize;
            let part = (frames + gap_frames - at).min(BLOCK_FRAMES as u64) as usize;
            let got = if inside > 0 { reader.read(&mut self.block.0, inside)? } else { 0 };
            for channel in &mut self.block.0 {
                channel[got.min(inside)..part].fill(0.0);
                fade(&mut channel[..inside], at, frames, fades);
            }
            let (left, right) = self.block.stereo();
            sink.write(&left[..part], &right[..part])?;
            if let Some(image) = &mut self.image {
                image.write(&left[..part], &right[..part])?;
            }
            at += part as u64;
        }
        sink.finish()?;
        Ok(())
    }

    /// What was written, as a listener gets it.
    fn read_back(&mut self, track: usize, frames: u64) -> Result<Measurement, EngineError> {
        let rate_hz = self.layout.sample_rate_hz;
        let mut reader = StemReader::open(self.store, Slot::Track(track), rate_hz)?;
        let options = MeterOptions { true_peak: Some(Oversampling::X8), spectrum: true };
        let mut meter = Meter::new(stream(rate_hz), options)?;
        let mut at = 0_u64;
        loop {
            let got = reader.read(&mut self.block.0, BLOCK_FRAMES)?;
            if got == 0 {
                return Ok(meter.finish());
            }
            let (left, right) = self.block.stereo();
            self.programme.push(&left[..got], Some(&right[..got]));
            let music = (frames.saturating_sub(at)).min(got as u64) as usize;
            meter.push(&left[..music], Some(&right[..music]));
            at += got as u64;
        }
    }
}

/// Silence after music that ends at frame `end`: what was asked for, and up to the next frame of a
/// cue sheet.
fn gap(end: u64, gap_s: f64, rate_hz: u32) -> u64 {
    let rate_hz = u64::from(rate_hz);
    let wanted = (gap_s * rate_hz as f64).round() as u64;
    let cue = if rate_hz % CUE_HZ == 0 { rate_hz / CUE_HZ } else { 1 };
    (end + wanted).div_ceil(cue) * cue - end
}

/// Fades what lies from frame `at` of `frames` on, straight in amplitude.
fn fade(samples: &mut [f32], at: u64, frames: u64, [fade_in, fade_out]: [u64; 2]) {
    let is_inside = at >= fade_in && at + samples.len() as u64 + fade_out <= frames;
    if is_inside {
        return;
    }
    for (index, sample) in samples.iter_mut().enumerate() {
        let place = at + index as u64;
        let share = |frames: u64, length: u64| {
            if frames >= length { 1.0 } else { (frames as f64 + 0.5) / length as f64 }
        };
        let gain = share(place, fade_in) * share(frames - 1 - place.min(frames - 1), fade_out);
        *sample *= gain as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Alone, Clip, MemoryStore};

    const RATE_HZ: u32 = 48_000;

    fn layout(tracks: usize) -> AlbumLayout {
        let ends = TrackLayout { gap_s: 2.0, fades_s: [0.0, 0.0] };
        AlbumLayout { sample_rate_hz: RATE_HZ, tracks: vec![ends; tracks], trim: true, image: true }
    }

    /// Silence, a steady tone, silence; in seconds.
    fn master(before_s: f64, music_s: f64, after_s: f64) -> Clip {
        let frames = |s: f64| (s * f64::from(RATE_HZ)) as usize;
        let mut samples = vec![0.0; frames(before_s)];
        let tone = (0..frames(music_s)).map(|at| if at % 96 < 48 { 0.25 } else { -0.25 });
        samples.extend(tone);
        samples.resize(samples.len() + frames(after_s), 0.0);
        Clip { channels: vec![samples.clone(), samples], sample_rate_hz: RATE_HZ }
    }

    #[test]
    fn silence_goes_within_limits_and_tracks_start_at_frames_of_a_cue_sheet() {
        let masters = vec![master(1.0, 3.0, 4.0), master(0.0, 2.0101, 0.1), master(30.0, 3.0, 0.0)];
        let store = MemoryStore::new(masters);
        let album = lay_album(&layout(3), (&store, &Alone, &())).unwrap();
        let [one, two, three] = &album.tracks[..] else { panic!() };
        assert_eq!(one.trimmed_frames, [45_600, 3 * 48_000 + 24_000], "all but 50 and 500 ms");
        assert_eq!((one.start_frame, one.frames), (0, 3 * 48_000 + 2_400 + 24_000));
        assert_eq!(two.trimmed_frames, [0, 0], "there is less than is kept");
        assert_eq!(three.trimmed_frames, [480_000, 0], "ten seconds at most");
        for (track, next) in album.tracks.iter().zip(&album.tracks[1..]) {
            assert_eq!(next.start_frame, track.start_frame + track.frames + track.gap_frames);
            assert_eq!(next.start_frame % 640, 0, "a cue sheet has 75 frames a second");
            assert!((96_000..96_640).contains(&track.gap_frames), "{}", track.gap_frames);
        }
        assert_eq!(three.gap_frames, 0);
        let image = store.get(Slot::Image).unwrap();
        let files = (0..3).map(|track| store.get(Slot::Track(track)).unwrap());
        let joined: Vec<f32> = files.flat_map(|file| file.channels[0].clone()).collect();
        assert!(joined == image.channels[0], "the files, one after another, are the image");
        assert_eq!(album.programme.frames as usize, joined.len());
        let gap = one.frames as usize..two.start_frame as usize;
        assert!(joined[gap].iter().all(|x| x.to_bits() == 0), "the gap is silent");
    }

    #[test]
    fn fades_are_straight_and_end_where_they_should() {
        let store = MemoryStore::new(vec![master(0.0, 3.0, 0.0)]);
        let ends = TrackLayout { gap_s: 0.0, fades_s: [0.5, 1.0] };
        let layout = AlbumLayout { tracks: vec![ends], trim: false, ..layout(1) };
        lay_album(&layout, (&store, &Alone, &())).unwrap();
        let track = store.get(Slot::Track(0)).unwrap();
        let level = |s: f64| track.channels[0][(s * f64::from(RATE_HZ)) as usize].abs();
        for (s, expected) in [(0.25, 0.125), (0.75, 0.25), (1.9, 0.25), (2.5, 0.125)] {
            // Half a frame of a fade of half a second is 2e-5 of its height.
            assert!((level(s) - expected).abs() < 1e-5, "at {s} s: {}", level(s));
        }
    }

    #[test]
    fn every_track_has_ends_of_its_own() {
        let store = MemoryStore::new(vec![master(0.0, 2.0, 0.0); 3]);
        let ends = |gap_s: f64, fades_s: [f64; 2]| TrackLayout { gap_s, fades_s };
        let tracks = vec![ends(0.0, [0.0, 1.0]), ends(4.0, [0.0, 0.0]), ends(30.0, [1.0, 0.0])];
        let album = lay_album(&AlbumLayout { tracks, ..layout(3) }, (&store, &Alone, &())).unwrap();
        let gaps: Vec<u64> = album.tracks.iter().map(|track| track.gap_frames / 48_000).collect();
        assert_eq!(gaps, [0, 4, 0], "nothing follows the last");
        let level = |track: usize, s: f64| {
            let file = store.get(Slot::Track(track)).unwrap();
            file.channels[0][(s * f64::from(RATE_HZ)) as usize].abs()
        };
        // The tone is a quarter of full scale; half a fade of one second is half of it.
        for (track, at_start, at_end) in [(0, 0.25, 0.125), (1, 0.25, 0.25), (2, 0.125, 0.25)] {
            assert!((level(track, 0.5) - at_start).abs() < 1e-5, "{track}: {}", level(track, 0.5));
            assert!((level(track, 1.5) - at_end).abs() < 1e-5, "{track}: {}", level(track, 1.5));
        }
    }

    #[test]
    fn silence_stays_silence_and_is_not_cut() {
        let store = MemoryStore::new(vec![master(0.0, 0.0, 1.0)]);
        let album = lay_album(&layout(1), (&store, &Alone, &())).unwrap();
        assert_eq!(album.tracks[0].frames, 48_000);
    }
}
