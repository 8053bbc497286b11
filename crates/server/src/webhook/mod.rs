//! Events sent to places that clients name: signed after Standard Webhooks, tried again with
//! growing rests, and never sent into the network behind the service.

mod address;
mod send;

pub(crate) use address::{Addresses, check};
pub(crate) use send::deliver;
