//! What a client sends to make a job, as it comes off the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Kind;

/// A job to be done.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CreateJob {
    /// What to do; a mix unless said.
    pub(crate) kind: Kind,
    /// Any name of yours, to find jobs again.
    #[schema(example = "album-7/song-3", max_length = 200)]
    pub(crate) project_id: Option<String>,
    /// A profile by its name as a preset; wins over `style` and `genre`.
    #[schema(example = "Electro House")]
    pub(crate) preset: Option<String>,
    /// A profile by its name as a style.
    pub(crate) style: Option<String>,
    /// A profile by its genre.
    pub(crate) genre: Option<String>,
    /// Numbers that win over the profile.
    pub(crate) targets: Targets,
    /// How it is done.
    pub(crate) options: JobOptions,
    /// The stems: names, roles, and finished uploads.
    pub(crate) stems_meta: Vec<StemMeta>,
    /// Takes the stems of this analysis; `stems_meta` then says by `index` what is to be different.
    pub(crate) analysis_id: Option<String>,
    /// Finished uploads of records to come near.
    pub(crate) reference_upload_ids: Vec<String>,
    /// Of a master: takes the song of this job, of a mix its mix, of a master its input; there is no
    /// `stems_meta` then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source_job_id: Option<String>,
    /// An album that it belongs to, a job that is complete: the tone of that album, and its loudness
    /// and ceiling where no others are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_job_id: Option<String>,
    /// 0 (when nothing else is to do) to 9 (first).
    #[schema(minimum = 0, maximum = 9, example = 5)]
    pub(crate) priority: Option<u8>,
}

/// What is to be another of a job.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditJob {
    /// The name of its project, of all jobs of the song; null or nothing forgets it.
    #[serde(deserialize_with = "said")]
    #[schema(example = "Blue/Rain", max_length = 200, required)]
    pub(crate) project_id: Option<String>,
}

/// A field that may be null but has to be there.
fn said<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(value)
}

/// A recipe to be rendered.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RenderJob {
    /// 0 (when nothing else is to do) to 9 (first).
    #[schema(minimum = 0, maximum = 9, example = 5)]
    pub(crate) priority: Option<u8>,
    /// Whether gain and ceiling are solved anew, so that the master has the loudness that the recipe
    /// asks for whatever was changed before them. Left out: only where the recipe asks for another
    /// loudness or ceiling than its job made; else it is rendered as it stands, to the bit.
    pub(crate) hold_loudness: Option<bool>,
    /// Delivery and retention; what shapes the sound is in the recipe.
    pub(crate) options: JobOptions,
}

/// Numbers that win over the profile.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Targets {
    /// Loudness of the master, in LUFS.
    #[schema(minimum = -40.0, maximum = -5.0, example = -10.0)]
    pub(crate) lufs: Option<f64>,
    /// Highest true peak of the master, in dBTP.
    #[serde(rename = "ceiling_dbTP", alias = "ceiling_dbtp")]
    #[schema(minimum = -24.0, maximum = 0.0, example = -1.0)]
    pub(crate) ceiling_dbtp: Option<f64>,
    /// Stereo width; 100 leaves it as mixed.
    #[schema(minimum = 0.0, maximum = 140.0, example = 120.0)]
    pub(crate) width_pct: Option<f64>,
    /// Largest loudness range, in LU.
    #[schema(minimum = 1.0, maximum = 40.0, example = 8.0)]
    pub(crate) lra_max: Option<f64>,
}

/// How it is done.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct JobOptions {
    /// The stems come at the levels that are wanted: no faders, no rides.
    pub(crate) respect_user_gains: bool,
    /// No parallel compression anywhere.
    pub(crate) bypass_parallel_comp: bool,
    /// Leave faults of the stems as they are.
    pub(crate) no_repair: bool,
    /// Reach the loudness even where it costs more dynamics than the guardrails allow.
    pub(crate) loudness_priority: bool,
    /// Also give back every stem as it sits in the mix.
    pub(crate) export_stems: bool,
    /// Also give back a session for a DAW, with the stems inside: `dawproject`, `reaper`, or both.
    pub(crate) session: Option<Words>,
    /// How much of everything, 0 to 150, as `80` or `tone=50,space=120`.
    pub(crate) amount: Option<String>,
    /// Rate of the master, in Hz.
    #[schema(minimum = 8000, maximum = 192_000)]
    pub(crate) sample_rate: Option<u32>,
    /// Depth of the master: `16`, `24` or `32f`.
    pub(crate) bit_depth: Option<String>,
    /// Kind of file of the master: `wav`, `flac` or `aiff`.
    pub(crate) format: Option<String>,
    /// Several files of the master: `wav`, `flac`, `aiff` (`:16`, `:24`, `:32f`), `mp3`, `ogg`,
    /// `opus` (`:KBPS`); the first that loses nothing is the master.
    #[schema(example = json!(["wav", "mp3:320"]))]
    pub(crate) formats: Vec<String>,
    /// Lower the ceiling until the master is not over it after MP3, Vorbis and Opus: `true`, or a
    /// true peak in dBTP.
    pub(crate) codec_safe: Option<CodecSafe>,
    /// What the files say: `title`, `artist`, `album`, `album_artist`, `track`, `year`, `genre`,
    /// `isrc`, `copyright`, `comment`.
    #[schema(example = json!({"title": "Overture"}))]
    pub(crate) tags: BTreeMap<String, String>,
    /// How far to go towards the references, in percent: `60`, or `tone=80,dynamics=50`.
    #[schema(example = "60")]
    pub(crate) r#match: Option<String>,
    /// A record to come near, fetched by the service; only from hosts that it allows.
    pub(crate) reference_track_url: Option<String>,
    /// How long the job is kept: days, or `none` to forget it once the master was downloaded.
    #[schema(example = "none")]
    pub(crate) retention: Option<String>,
    /// Tempo, where it is known, in beats per minute.
    #[schema(minimum = 20.0, maximum = 400.0)]
    pub(crate) bpm: Option<f64>,
}

/// One stem.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct StemMeta {
    /// Its name; in a multipart body the name of its part, with or without ending.
    #[schema(example = "kick", max_length = 200)]
    pub(crate) name: String,
    /// What it is, like `kick`, `bass`, `lead_vocal`; heard from its sound unless said.
    #[schema(example = "kick")]
    pub(crate) role: Option<String>,
    /// A finished upload that holds its audio.
    pub(crate) upload_id: Option<String>,
    /// Its place in the analysis that `analysis_id` names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) index: Option<usize>,
    /// Leaves it out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) skip: bool,
}

/// One word or several.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) enum Words {
    One(String),
    Several(Vec<String>),
}

/// Whether the master shall survive lossy coding, and under which peak.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum CodecSafe {
    /// Under full scale, or not at all.
    Asked(bool),
    /// Under this true peak, in dBTP.
    Ceiling(f64),
}

/// Stems to be analysed.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CreateAnalysis {
    /// Any name of yours, to find it again.
    #[schema(max_length = 200)]
    pub(crate) project_id: Option<String>,
    /// The stems: names, roles, and finished uploads.
    pub(crate) stems_meta: Vec<StemMeta>,
}

/// Songs that belong together.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CreateAlbum {
    /// Any name of yours, to find it again.
    #[schema(max_length = 200)]
    pub(crate) project_id: Option<String>,
    /// The songs in their order: jobs that are complete, or finished uploads.
    pub(crate) tracks: Vec<AlbumTrack>,
    /// A profile by its name as a preset; wins over `style` and `genre`.
    pub(crate) preset: Option<String>,
    /// A profile by its name as a style.
    pub(crate) style: Option<String>,
    /// A profile by its genre.
    pub(crate) genre: Option<String>,
    /// Numbers that win over the profile; the loudness is that of the loudest song.
    pub(crate) targets: Targets,
    /// Delivery, tags of the album, and retention.
    pub(crate) options: JobOptions,
    /// 0 (when nothing else is to do) to 9 (first).
    #[schema(minimum = 0, maximum = 9, example = 5)]
    pub(crate) priority: Option<u8>,
    /// What makes an album of them.
    pub(crate) album: AlbumWish,
}

/// A song of an album: of a job, or of an upload.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AlbumTrack {
    /// The job that made it: of a mix its mix, of a master its input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) job_id: Option<String>,
    /// A finished upload that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) upload_id: Option<String>,
    /// Its title; of an upload the name of its file unless said.
    #[schema(example = "Rain", max_length = 190)]
    pub(crate) title: Option<String>,
    /// Length of its fade in, in seconds; none unless asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0.0, maximum = 30.0)]
    pub(crate) fade_in_s: Option<f64>,
    /// Length of its fade out, in seconds; none unless asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0.0, maximum = 30.0)]
    pub(crate) fade_out_s: Option<f64>,
    /// Silence after it, in seconds; that of the album unless asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0.0, maximum = 30.0)]
    pub(crate) gap_s: Option<f64>,
}

/// What makes an album of songs.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AlbumWish {
    /// Title of the album.
    #[schema(max_length = 200)]
    pub(crate) title: Option<String>,
    /// Who made it.
    #[schema(max_length = 200)]
    pub(crate) artist: Option<String>,
    /// Place of the song that the others are brought to, from 0; the most typical unless asked.
    pub(crate) anchor: Option<usize>,
    /// The same loudness for every song.
    pub(crate) even: bool,
    /// Silence between songs, in seconds; 2 unless asked.
    #[schema(minimum = 0.0, maximum = 30.0)]
    pub(crate) gap_s: Option<f64>,
    /// Also the whole album as one file.
    pub(crate) image: bool,
    /// How much of the album's tone, in percent; 100 unless asked, 0 leaves songs alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0.0, maximum = 100.0)]
    pub(crate) tone_pct: Option<f64>,
    /// Leave silence at the ends of songs.
    pub(crate) no_trim: bool,
}

/// A span of a recipe's master.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PreviewSpan {
    /// Second at which it begins; the most telling passage unless asked.
    #[schema(minimum = 0.0, maximum = 86_400.0)]
    pub(crate) start_s: Option<f64>,
    /// Its length, in seconds; 20 unless asked.
    #[schema(minimum = 1.0, maximum = 120.0)]
    pub(crate) length_s: Option<f64>,
    /// Whether it is a span of the master that a render with `hold_loudness` makes. Gain and ceiling
    /// are found over the whole song then, which takes as long as such a render. Left out: as a
    /// render decides it.
    pub(crate) hold_loudness: Option<bool>,
}

impl Words {
    /// All of them.
    pub(crate) fn all(&self) -> &[String] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Several(words) => words,
        }
    }
}
