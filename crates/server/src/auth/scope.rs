//! What a key may do: scopes, and the roles that bring them together.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing that a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub enum Scope {
    /// See jobs and get their results.
    #[serde(rename = "jobs:read")]
    JobsRead,
    /// Upload, make jobs, change and delete them.
    #[serde(rename = "jobs:write")]
    JobsWrite,
    /// Make, change and delete profiles of one's own.
    #[serde(rename = "profiles:write")]
    ProfilesWrite,
    /// Say where events are sent.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
    /// Read `/metrics`.
    #[serde(rename = "metrics:read")]
    MetricsRead,
    /// Everything, of everybody.
    #[serde(rename = "admin")]
    Admin,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyRole {
    /// Runs the service: everything.
    Admin,
    /// Makes records.
    Producer,
    /// Hears what others of the same owner made.
    Listener,
    /// A program that makes jobs for its own users, or scrapes metrics.
    Service,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::JobsRead,
        Self::JobsWrite,
        Self::ProfilesWrite,
        Self::WebhooksWrite,
        Self::MetricsRead,
        Self::Admin,
    ];

    /// As written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::JobsRead => "jobs:read",
            Self::JobsWrite => "jobs:write",
            Self::ProfilesWrite => "profiles:write",
            Self::WebhooksWrite => "webhooks:write",
            Self::MetricsRead => "metrics:read",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|scope| scope.name() == word);
        known.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("found the scope `{word}`, expected one of {names}")
        })
    }
}

impl KeyRole {
    const ALL: [Self; 4] = [Self::Admin, Self::Producer, Self::Listener, Self::Service];

    /// As written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Producer => "producer",
            Self::Listener => "listener",
            Self::Service => "service",
        }
    }

    /// What it may do where a key does not narrow it.
    #[must_use]
    pub const fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Admin => &Scope::ALL,
            Self::Producer => {
                &[Scope::JobsRead, Scope::JobsWrite, Scope::ProfilesWrite, Scope::WebhooksWrite]
            }
            Self::Listener => &[Scope::JobsRead],
            Self::Service => {
                &[Scope::JobsRead, Scope::JobsWrite, Scope::WebhooksWrite, Scope::MetricsRead]
            }
        }
    }
}

impl FromStr for KeyRole {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|role| role.name() == word);
        known.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("found the role `{word}`, expected one of {names}")
        })
    }
}
