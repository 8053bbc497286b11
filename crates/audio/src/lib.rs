//! The vocabulary every other crate speaks: streams, blocks, units, parameter tables, and the
//! arithmetic that the audio path may use.

mod block;
pub mod math;
mod param;

pub use block::{Block, StreamSpec};
pub use math::{SILENCE_DB, db_to_gain, db_to_gain_f64, gain_to_db, gain_to_db_f64, power_to_db};
pub use param::{ParamSpec, Params, Processor, RangeError, Scale, Unit};
