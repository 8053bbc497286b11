//! FLAC, MP3 and Ogg Vorbis, decoded by the symphonia library packet by packet.
//!
//! What we add: limits, gapless lengths, a change of rate or channels refused, damaged packets
//! handled so that nothing after them shifts (an error in a lossless file, silence of the same
//! length and a warning in a lossy one), and a rewind that starts afresh, so that a second pass
//! gives the same bits as the first.

use std::io::{self, Seek};
use std::panic::{self, AssertUnwindSafe};

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::common::Limit;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use crate::input::Source;
use crate::{Codec, DecodeError, Info, Tags, Warning, limits};

/// Reads coded audio.
pub(crate) struct CodedReader {
    /// `None` only after a rewind that failed.
    stream: Option<Stream>,
    /// The format that the file's mark promised.
    codec: Codec,
    /// Whether damage is concealed or refused.
    lossy: bool,
    channels: usize,
    sample_rate_hz: u32,
    /// Length claimed by the header, in frames.
    claimed_frames: Option<u64>,
    /// Decoded samples of the current packet, one vector a channel.
    decoded: Vec<Vec<f32>>,
    /// Frames of it already handed out.
    taken: usize,
    /// Frames decoded since the start.
    frames: u64,
    /// Frames replaced by silence.
    concealed_frames: u64,
}

/// The library's two halves.
struct Stream {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track_id: u32,
    /// Whether the encoder's delay and padding are known, and cut off.
    gapless: bool,
}

impl CodedReader {
    pub(crate) fn open(source: Source, codec: Codec) -> Result<(Self, Info), DecodeError> {
        guarded(0, || Self::try_open(source, codec))
    }

    fn try_open(source: Source, codec: Codec) -> Result<(Self, Info), DecodeError> {
        let input = MediaSourceStream::new(Box::new(source), Default::default());
        let (mut stream, mut track) = open_stream(input, codec)?;
        if !stream.gapless {
            let frames = count_frames(&mut stream)?;
            let mut input = stream.format.into_inner();
            input.rewind()?;
            (stream, track) = open_stream(input, codec)?;
            track.num_frames = Some(frames);
        }
        let tags = read_tags(stream.format.as_mut());
        let params = stream.decoder.codec_params().clone();
        let info = describe(codec, &track, &params, tags)?.check()?;
        let mut reader = Self {
            stream: Some(stream),
            codec,
            lossy: info.codec.is_lossy(),
            channels: info.channels,
            sample_rate_hz: info.sample_rate_hz,
            claimed_frames: info.frames,
            decoded: vec![Vec::new(); info.channels],
            taken: 0,
            frames: 0,
            concealed_frames: 0,
        };
        // The first packet shows whether there is any audio at all.
        if !reader.refill()? {
            return Err(DecodeError::NoFrames);
        }
        Ok((reader, info))
    }

    /// Fills the slices (of equal length) as far as the stream goes. Returns the frames written.
    pub(crate) fn read(&mut self, out: &mut [&mut [f32]]) -> Result<usize, DecodeError> {
        let wanted = out[0].len();
        let mut done = 0;
        while done < wanted {
            let ready = self.decoded[0].len() - self.taken;
            if ready == 0 {
                if !self.refill()? {
                    break;
                }
                continue;
            }
            let frames = ready.min(wanted - done);
            for (to, from) in out.iter_mut().zip(&self.decoded) {
                to[done..done + frames].copy_from_slice(&from[self.taken..self.taken + frames]);
            }
            self.taken += frames;
            done += frames;
        }
        Ok(done)
    }

    /// Oddities met so far, at the end of the stream.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = Warning> {
        let cut = self.claimed_frames.filter(|claimed| *claimed > self.frames).map(|claimed| {
            Warning::Truncated { claimed_frames: claimed, found_frames: self.frames }
        });
        let concealed = (self.concealed_frames > 0)
            .then_some(Warning::Concealed { frames: self.concealed_frames });
        cut.into_iter().chain(concealed)
    }

    fn refill(&mut self) -> Result<bool, DecodeError> {
        let frame = self.frames;
        let done = guarded(frame, || self.try_refill());
        if done.is_err() {
            // What follows a fault would not be in its place.
            self.decoded.iter_mut().for_each(Vec::clear);
            self.taken = 0;
        }
        done
    }

    /// Decodes packets until there are samples. `false` at the end.
    fn try_refill(&mut self) -> Result<bool, DecodeError> {
        self.taken = 0;
        self.decoded.iter_mut().for_each(Vec::clear);
        while self.decoded[0].is_empty() {
            let Some(stream) = &mut self.stream else { return Ok(false) };
            let Some(packet) = stream.next_packet(self.frames)? else { return Ok(false) };
            // The library skips FLAC frames that are damaged: what follows would shift.
            if self.codec == Codec::Flac && packet.pts.get() > self.frames.cast_signed() {
                let reason = format!("audio is missing up to frame {}", packet.pts.get());
                return Err(DecodeError::Damaged { frame: self.frames, reason });
            }
            match stream.decoder.decode(&packet) {
                Ok(buffer) => {
                    check_spec(&buffer, self.sample_rate_hz, self.channels, self.frames)?;
                    buffer.copy_to_vecs_planar(&mut self.decoded);
                }
                Err(Error::DecodeError(_) | Error::IoError(_)) if self.lossy => {
                    let frames = stream.frames_of(&packet).min(PACKET_FRAMES_MAX) as usize;
                    self.concealed_frames += frames as u64;
                    self.decoded.iter_mut().for_each(|channel| channel.resize(frames, 0.0));
                }
                Err(error) => return Err(damage(error, self.frames)),
            }
        }
        self.frames += self.decoded[0].len() as u64;
        Ok(true)
    }

    /// Back to the first frame.
    pub(crate) fn rewind(&mut self) -> Result<(), DecodeError> {
        let Some(stream) = self.stream.take() else { return Err(lost()) };
        self.stream = Some(guarded(0, || {
            let mut input = stream.format.into_inner();
            input.rewind()?;
            Ok(open_stream(input, self.codec)?.0)
        })?);
        (self.taken, self.frames, self.concealed_frames) = (0, 0, 0);
        self.decoded.iter_mut().for_each(Vec::clear);
        Ok(())
    }
}

/// Longest packet of any coding here, in frames: a FLAC block.
const PACKET_FRAMES_MAX: u64 = 65_535;

impl Stream {
    /// Frames that a packet stands for.
    fn frames_of(&self, packet: &Packet) -> u64 {
        match self.decoder.codec_params().sample_rate {
            _ if self.gapless => packet.dur.get(),
            // Layer III: 1152 in MPEG-1, 576 at the lower rates of MPEG-2 and 2.5. The packet
            // itself is no help: it is cut to the length that the library guesses.
            Some(32_000..) => 1_152,
            _ => 576,
        }
    }

    /// The next packet of our track. `None` at the end, also where the file is cut short.
    fn next_packet(&mut self, at_frame: u64) -> Result<Option<Packet>, DecodeError> {
        loop {
            match self.format.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.track_id => return Ok(Some(packet)),
                Ok(Some(_)) => {}
                Ok(None) => return Ok(None),
                Err(Error::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Ok(None);
                }
                Err(error) => return Err(damage(error, at_frame)),
            }
        }
    }
}

/// Turns a panic of the library, which only hostile bytes could cause, into an error.
pub(crate) fn guarded<T>(
    frame: u64,
    work: impl FnOnce() -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let reason = "the decoder could make nothing of it".into();
        Err(DecodeError::Damaged { frame, reason })
    })
}

fn open_stream(
    input: MediaSourceStream<'static>,
    codec: Codec,
) -> Result<(Stream, Track), DecodeError> {
    let tag_limits = MetadataOptions::default()
        .limit_tag_bytes(Limit::Maximum(limits::TAG_CHUNK_BYTES_MAX as usize))
        .limit_visual_bytes(Limit::Maximum(0));
    let format = symphonia::default::get_probe()
        .probe(&Hint::new(), input, FormatOptions::default(), tag_limits)
        .map_err(|error| header_fault(codec, error))?;
    let track = format
        .default_track(TrackType::Audio)
        .cloned()
        .ok_or_else(|| header_fault(codec, Error::DecodeError("no audio track")))?;
    let params =
        track.codec_params.as_ref().and_then(|params| params.audio()).ok_or_else(|| {
            header_fault(codec, Error::DecodeError("no description of the audio"))
        })?;
    // Only a tag with the delay makes the length of an MP3 known; else it is an estimate.
    let gapless = codec != Codec::Mp3 || track.delay.is_some();
    let decoder = symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default().gapless(gapless))
        .map_err(|_| DecodeError::Unsupported {
            found: "an Ogg file that holds neither Vorbis nor Opus".into(),
            hint: "export it as WAV, AIFF or FLAC",
        })?;
    let track_id = track.id;
    Ok((Stream { format, decoder, track_id, gapless }, track))
}

fn describe(
    codec: Codec,
    track: &Track,
    params: &AudioCodecParameters,
    tags: Tags,
) -> Result<Info, DecodeError> {
    let missing = |what| header_fault(codec, Error::DecodeError(what));
    let channels = params.channels.as_ref().ok_or_else(|| missing("no number of channels"))?;
    let codec = if params.codec == CODEC_ID_FLAC { Codec::Flac } else { codec };
    Ok(Info {
        codec,
        sample_rate_hz: params.sample_rate.ok_or_else(|| missing("no sample rate"))?,
        channels: channels.count(),
        bits: if codec.is_lossy() { None } else { params.bits_per_sample },
        float: false,
        frames: track.num_frames,
        delay_frames: track.delay.unwrap_or(0),
        tags,
        warnings: Vec::new(),
        bext: None,
    })
}

fn read_tags(format: &mut dyn FormatReader) -> Tags {
    let mut tags = Tags::new();
    let mut log = format.metadata();
    loop {
        if let Some(revision) = log.current() {
            let tracks = revision.per_track.iter().flat_map(|track| &track.metadata.tags);
            for tag in revision.media.tags.iter().chain(tracks) {
                if let Some(standard) = &tag.std {
                    tags.offer_standard(standard);
                }
            }
        }
        if log.pop().is_none() {
            return tags;
        }
    }
}

fn check_spec(
    buffer: &GenericAudioBufferRef<'_>,
    sample_rate_hz: u32,
    channels: usize,
    frame: u64,
) -> Result<(), DecodeError> {
    let spec = buffer.spec();
    if spec.rate() == sample_rate_hz && spec.channels().count() == channels {
        return Ok(());
    }
    let (rate, count) = (spec.rate(), spec.channels().count());
    let reason = format!(
        "it changes from {sample_rate_hz} Hz with {channels} channels to {rate} Hz with {count}"
    );
    Err(DecodeError::Damaged { frame, reason })
}

fn damage(error: Error, frame: u64) -> DecodeError {
    match error {
        Error::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => error.into(),
        Error::ResetRequired => {
            DecodeError::Damaged { frame, reason: "a second stream is chained to the first".into() }
        }
        error => DecodeError::Damaged { frame, reason: error.to_string() },
    }
}

fn header_fault(codec: Codec, error: Error) -> DecodeError {
    let container = codec.name();
    match error {
        Error::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => error.into(),
        Error::IoError(_) => DecodeError::Header {
            container,
            found: "the end of the file".into(),
            expected: "audio".into(),
        },
        // The library found the mark of the format, but no way into it.
        Error::Unsupported(what) if what.contains("probe") => DecodeError::Header {
            container,
            found: "nothing that can be decoded".into(),
            expected: "audio".into(),
        },
        Error::Unsupported(what) => DecodeError::Unsupported {
            found: format!("{container} with a coding not known here ({what})"),
            hint: "export it as WAV, AIFF or FLAC",
        },
        error => DecodeError::Header {
            container,
            found: error.to_string(),
            expected: "a sound one".into(),
        },
    }
}

/// Counts the frames of an MP3 that does not state its length, by walking over its packets.
///
/// The library would guess the length from the first few, and cut the audio there.
fn count_frames(stream: &mut Stream) -> Result<u64, DecodeError> {
    let mut frames = 0;
    while let Some(packet) = stream.next_packet(frames)? {
        frames += stream.frames_of(&packet);
    }
    Ok(frames)
}

fn lost() -> DecodeError {
    DecodeError::Io(io::Error::other("an earlier rewind failed"))
}
