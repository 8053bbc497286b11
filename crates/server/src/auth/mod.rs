//! Who may do what: keys, the sessions made from them, and the rate at which each may ask.

mod guard;
mod key;
mod rate;
mod scope;
mod session;

pub(crate) use guard::{Principal, guard, known_key, known_session};
pub(crate) use key::{fresh_secret, new_key};
pub(crate) use rate::Rates;
pub use scope::{KeyRole, Scope};
pub(crate) use session::Sessions;
