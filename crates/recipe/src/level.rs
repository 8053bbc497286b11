//! Levels in JSON: what is not finite (the level of silence is −∞) is written as null.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) fn serialize<S: Serializer>(level: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    level.is_finite().then_some(*level).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NEG_INFINITY))
}
