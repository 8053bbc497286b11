//! The recipe: every decision about a song, as versioned data.
//!
//! A [`Recipe`] is a header and an ordered list of [`Move`]s; the [`Console`] with every parameter
//! of every strip, bus and master stage is folded from them and never stored beside them.

mod action;
mod album;
mod amount;
mod analysis;
mod brief;
mod checkup;
mod console;
mod corridor;
mod delivered;
mod delivery;
mod diff;
mod diff_words;
mod error;
mod features;
mod fold;
mod guardrail;
mod json;
mod level;
mod levels;
mod manifest;
mod moves;
mod outline;
mod pictures;
mod platform;
mod profile;
mod profiles;
mod reference;
mod release;
mod report;
mod role;
mod role_names;
mod section;
mod settings;
mod tagging;
mod target;
mod targets;
mod tweak;
mod validate;
mod wish;

#[cfg(test)]
mod fold_tests;
#[cfg(test)]
mod sample;

pub use action::{ExtraParam, TargetKind};
pub use album::{
    ALBUM_TRACKS_MAX, AlbumManifest, AlbumReport, AlbumSignature, AlbumTone, AlbumTrack, Programme,
    TrackEnds,
};
pub use analysis::{Analysis, SectionAnalysis, StemAnalysis};
pub use brief::{Amounts, Brief};
pub use checkup::{Checkup, FindingLine, ProofLine};
pub use console::{
    AutomationPoint, Bus, BusStrip, Console, DynamicEqSlot, MasterChain, Returns, Strip,
};
pub use corridor::ToneCorridor;
pub use delivered::{CodedMaster, DeliveredFile};
pub use delivery::{BitDepth, Delivery, FileFormat, FileKind};
pub use diff::{FieldDiff, MoveDiff, RecipeDiff};
pub use diff_words::DiffSection;
pub use error::{MoveProblem, RecipeError};
pub use features::{FeatureSeries, Features, LongSpectrum, PartFeatures};
pub use fold::{fold, superseded};
pub use guardrail::{EqLimits, Guardrails, LoudnessCurve};
pub use levels::Levels;
pub use manifest::{Manifest, ManifestError, ManifestStem};
pub use moves::{Action, Evidence, Family, Move, Recipe, Scope, SessionSpec, StemSpec, Value};
pub use outline::short;
pub use pictures::{
    MaskingTable, PICTURE_FLOOR_DB, PICTURE_POINTS_MAX, Pictures, Player, ReductionTrack,
    SectionMark, Track,
};
pub use platform::{Platform, PlatformLine, PlatformVerdict, TurnsUp};
pub use profile::{
    Compression, CompressionCharacter, DelayCharacter, Note, Profile, ProfileKind, ReverbCharacter,
    RoleOffsets, Sends,
};
pub use profiles::{ProfileError, nearest};
pub use reference::{
    Matching, Picked, REFERENCE_BANDS, REFERENCES_MAX, ReferenceAim, ReferenceDynamics,
    ReferenceFigures, ReferenceLine, ReferenceReport, ReferenceSong,
};
pub use release::{ReleaseCheck, ReleaseLine};
pub use report::{
    BusReductions, EqApplied, InputAnalysis, LoudnessCost, MasteringReport, Measured, MixingReport,
    MoveLine, QcChecks, QcResults, Reduction, Report, Sidechain, StemLine,
};
pub use role::{Role, RoleGroup, RoleGuess, RoleSource};
pub use role_names::UnknownRole;
pub use section::{SectionKind, SectionSpec};
pub use tagging::{TagError, Tagging};
pub use target::Target;
pub use targets::{
    FrequencyBalance, ProcessingChains, TargetCompression, Targets, TargetsError, TargetsFile,
};
pub use tweak::{Replaced, Tweak};
pub use validate::{RecipeLimits, validate};
pub use wish::{Resolved, Source, Sources, Wish, WishError};
