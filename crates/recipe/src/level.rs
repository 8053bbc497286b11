//! Levels in JSON. The level of silence, −∞, is written as null, as is all that JSON cannot say;
//! null reads as −∞.

use serde::{Deserialize, Deserializer};

pub(crate) fn or_silence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NEG_INFINITY))
}
