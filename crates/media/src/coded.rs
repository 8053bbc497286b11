//! AIFF, FLAC, MP3 and Ogg Vorbis, decoded by the symphonia library packet by packet.
//!
//! What we add: limits, gapless lengths, a change of rate or channels refused, damaged packets
//! handled so that nothing after them shifts (an error in a lossless file, silence of the same
//! length and a warning in a lossy one), and a rewind that starts afresh, so that a second pass
//! gives the same bits as the first.

use std::io::{self, Seek};

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::well_known as codec_id;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::common::Limit;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use crate::input::Source;
use crate::sniff::Kind;
use crate::{Codec, DecodeError, Info, Tags, Warning, limits};

/// Reads coded audio.
pub(crate) struct CodedReader {
    /// `None` only while rewinding fails.
    stream: Option<Stream>,
    kind: Kind,
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
}

impl CodedReader {
    pub(crate) fn open(source: Source, kind: Kind) -> Result<(Self, Info), DecodeError> {
        let input = MediaSourceStream::new(Box::new(source), Default::default());
        let (mut stream, track) = open_stream(input, kind)?;
        let tags = read_tags(stream.format.as_mut());
        let params = stream.decoder.codec_params().clone();
        let info = describe(kind, &track, &params, tags)?.check()?;
        let mut reader = Self {
            stream: Some(stream),
            kind,
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

    /// Decodes packets until there are samples. `false` at the end.
    fn refill(&mut self) -> Result<bool, DecodeError> {
        self.taken = 0;
        self.decoded.iter_mut().for_each(Vec::clear);
        while self.decoded[0].is_empty() {
            let Some(stream) = &mut self.stream else { return Ok(false) };
            let Some(packet) = stream.next_packet(self.frames)? else { return Ok(false) };
            match stream.decoder.decode(&packet) {
                Ok(buffer) => {
                    check_spec(&buffer, self.sample_rate_hz, self.channels, self.frames)?;
                    buffer.copy_to_vecs_planar(&mut self.decoded);
                }
                Err(Error::DecodeError(_) | Error::IoError(_)) if self.lossy => {
                    let frames = packet.dur.get().min(PACKET_FRAMES_MAX) as usize;
                    self.concealed_frames += frames as u64;
                    self.decoded.iter_mut().for_each(|channel| channel.resize(frames, 0.0));
                }
                Err(error) => {
                    let damage = self::damage(error, self.frames);
                    // A file cut short ends inside its last packet: that is a warning.
                    return match stream.next_packet(self.frames) {
                        Ok(None) => Ok(false),
                        _ => Err(damage),
                    };
                }
            }
        }
        self.frames += self.decoded[0].len() as u64;
        Ok(true)
    }

    /// Back to the first frame.
    pub(crate) fn rewind(&mut self) -> Result<(), DecodeError> {
        let Some(stream) = self.stream.take() else { return Err(lost()) };
        let mut input = stream.format.into_inner();
        input.rewind()?;
        self.stream = Some(open_stream(input, self.kind)?.0);
        (self.taken, self.frames, self.concealed_frames) = (0, 0, 0);
        self.decoded.iter_mut().for_each(Vec::clear);
        Ok(())
    }
}

/// Longest packet of any coding here, in frames: a FLAC block.
const PACKET_FRAMES_MAX: u64 = 65_535;

impl Stream {
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

fn open_stream(
    input: MediaSourceStream<'static>,
    kind: Kind,
) -> Result<(Stream, Track), DecodeError> {
    let mut hint = Hint::new();
    hint.with_extension(match kind {
        Kind::Wav => "wav",
        Kind::Aiff => "aiff",
        Kind::Flac => "flac",
        Kind::Mpeg => "mp3",
        Kind::Ogg => "ogg",
    });
    let tag_limits = MetadataOptions::default()
        .limit_tag_bytes(Limit::Maximum(limits::TAG_CHUNK_BYTES_MAX as usize))
        .limit_visual_bytes(Limit::Maximum(0));
    let format = symphonia::default::get_probe()
        .probe(&hint, input, FormatOptions::default(), tag_limits)
        .map_err(|error| header_fault(kind, error))?;
    let track = format
        .default_track(TrackType::Audio)
        .cloned()
        .ok_or_else(|| header_fault(kind, Error::DecodeError("no audio track")))?;
    let params = track
        .codec_params
        .as_ref()
        .and_then(|params| params.audio())
        .ok_or_else(|| header_fault(kind, Error::DecodeError("no description of the audio")))?;
    let decoder = symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default())
        .map_err(|error| header_fault(kind, error))?;
    let track_id = track.id;
    Ok((Stream { format, decoder, track_id }, track))
}

fn describe(
    kind: Kind,
    track: &Track,
    params: &AudioCodecParameters,
    tags: Tags,
) -> Result<Info, DecodeError> {
    let codec = match kind {
        Kind::Wav => Codec::Wav,
        Kind::Aiff => Codec::Aiff,
        Kind::Flac => Codec::Flac,
        Kind::Mpeg => Codec::Mp3,
        Kind::Ogg => Codec::Vorbis,
    };
    let missing = |what| header_fault(kind, Error::DecodeError(what));
    let channels = params.channels.as_ref().ok_or_else(|| missing("no number of channels"))?;
    let float_bits = match params.codec {
        codec_id::CODEC_ID_PCM_F32BE | codec_id::CODEC_ID_PCM_F32LE => Some(32),
        codec_id::CODEC_ID_PCM_F64BE | codec_id::CODEC_ID_PCM_F64LE => Some(64),
        _ => None,
    };
    Ok(Info {
        codec,
        sample_rate_hz: params.sample_rate.ok_or_else(|| missing("no sample rate"))?,
        channels: channels.count(),
        bits: if codec.is_lossy() { None } else { float_bits.or(params.bits_per_sample) },
        float: float_bits.is_some(),
        frames: track.num_frames,
        delay_frames: track.delay.unwrap_or(0),
        tags,
        warnings: Vec::new(),
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

fn header_fault(kind: Kind, error: Error) -> DecodeError {
    let container = match kind {
        Kind::Wav => "WAV",
        Kind::Aiff => "AIFF",
        Kind::Flac => "FLAC",
        Kind::Mpeg => "MP3",
        Kind::Ogg => "Ogg",
    };
    match error {
        Error::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => error.into(),
        Error::IoError(_) => DecodeError::Header {
            container,
            found: "the end of the file".into(),
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

fn lost() -> DecodeError {
    DecodeError::Io(io::Error::other("an earlier rewind failed"))
}
