//! The same suite on PostgreSQL, an S3 server and NATS, and what only a fleet can go through.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/servers.rs"]
mod servers;

#[path = "../serve/albums.rs"]
mod albums;
#[path = "../serve/analyses.rs"]
mod analyses;
#[path = "../serve/client.rs"]
mod client;
#[path = "../serve/events.rs"]
mod events;
#[path = "../serve/journey.rs"]
mod journey;
#[path = "../serve/keys.rs"]
mod keys;
mod mode;
#[path = "../serve/names.rs"]
mod names;
#[path = "../serve/people.rs"]
mod people;
#[path = "../serve/recipes.rs"]
mod recipes;
#[path = "../serve/refusals.rs"]
mod refusals;
#[path = "../serve/talk.rs"]
mod talk;
#[path = "../serve/uploads.rs"]
mod uploads;
#[path = "../serve/versions.rs"]
mod versions;
#[path = "../serve/webhooks.rs"]
mod webhooks;
mod workers;
