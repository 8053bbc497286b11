//! The states of a job and the kinds of work.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Some of its audio is still missing.
    AwaitingUpload,
    /// Waits for a worker.
    Queued,
    /// A worker is at it.
    Processing,
    /// Its results can be downloaded.
    Complete,
    /// It ended without results; `error` says why.
    Failed,
    /// It was called off.
    Cancelled,
}

impl Status {
    /// As stored and told.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AwaitingUpload => "awaiting_upload",
            Self::Queued => "queued",
            Self::Processing => "processing",
            Self::Complete => "complete",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// From its name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [
            Self::AwaitingUpload,
            Self::Queued,
            Self::Processing,
            Self::Complete,
            Self::Failed,
            Self::Cancelled,
        ]
        .into_iter()
        .find(|status| status.name() == name)
    }

    /// Whether nothing more will happen by itself.
    pub(crate) const fn is_final(self) -> bool {
        matches!(self, Self::Complete | Self::Failed | Self::Cancelled)
    }
}

/// What is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// Stems to a mix and a master.
    #[default]
    Mix,
    /// One finished mix to a master.
    Master,
    /// A recipe, made to sound again: `POST /v1/recipes/{id}/render`.
    Render,
    /// A span of a recipe's master: `POST /v1/recipes/{id}/preview`.
    Preview,
    /// Songs that belong together: `POST /v1/albums`.
    Album,
    /// Measurements alone.
    Analyze,
}

impl Kind {
    /// As stored and told; also the command that does it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Mix => "mix",
            Self::Master => "master",
            Self::Render => "render",
            Self::Preview => "preview",
            Self::Album => "album",
            Self::Analyze => "analyze",
        }
    }
}
