//! `bench speed`.
use crate::args::SpeedArgs;
use crate::errors::Fault;
pub(crate) fn speed(_: &SpeedArgs) -> Result<(), Fault> {
    Ok(())
}
