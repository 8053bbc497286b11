//! The service: takes jobs over HTTP, keeps them, and has them carried out by workers.
//!
//! It computes nothing: a worker runs the command `mixmaster` as a process of its own.

mod api;
mod app;
mod auth;
mod clock;
mod database;
mod job;
mod keys;
mod log;
mod problem;
mod queue;
mod service;
mod settings;
mod storage;
mod sweep;
mod tls;
mod traces;
mod webhook;
mod worker;

pub use auth::{KeyRole, Scope};
pub use keys::{KeyError, KeyLine, KeyWish, add_key, list_keys, revoke_key};
pub use service::{ServeError, serve, work};
pub use settings::{Options, Settings, SettingsError};
pub use tls::TlsError;

/// The OpenAPI document of this version, as JSON.
#[must_use]
pub fn openapi() -> String {
    api::document()
}
