//! The service as its clients see it: the real binary, over HTTP.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod albums;
mod analyses;
mod client;
mod contract;
mod events;
mod faults;
mod journey;
mod keys;
mod limits;
mod load;
mod mode;
mod names;
mod people;
mod recipes;
mod refusals;
mod talk;
mod tls;
mod traces;
mod uploads;
mod versions;
mod web;
mod webhooks;
