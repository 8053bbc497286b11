//! What every process of a job is held to.

use tokio::process::Child;

use super::error;
use crate::job::view::JobError;

/// What a program says whose memory is at its end.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// Holds a process of a job to the memory that one may have, in bytes, and lets requests go first.
pub(super) fn restrain(child: &Child, most: Option<u64>) {
    limit(child, most);
    yield_to_answers(child);
}

/// The error of a process that said `words` at its end, where it was the limit of memory.
pub(super) fn out_of_memory(words: &str, most: Option<u64>) -> Option<JobError> {
    let most = most.filter(|_| words.contains(OUT_OF_MEMORY))?;
    Some(error(
        "memory",
        &format!("the job needs more memory than the {} MiB that one may have", most >> 20),
        "send fewer or shorter stems, or ask whoever runs the service for more (--job-memory-mib)",
    ))
}

/// Lets requests go before the work: a job that takes a tenth longer is not felt, an answer that
/// waits for the processor is.
fn yield_to_answers(child: &Child) {
    #[cfg(unix)]
    if let Some(pid) =
        child.id().and_then(|id| rustix::process::Pid::from_raw(i32::try_from(id).ok()?))
    {
        const NICE: i32 = 10;
        // A system that does not let us is as it was.
        let _ = rustix::process::setpriority_process(Some(pid), NICE);
    }
    #[cfg(not(unix))]
    let _ = child;
}

/// Holds the memory of the command to what one job may have.
fn limit(child: &Child, most: Option<u64>) {
    #[cfg(target_os = "linux")]
    if let Some(bytes) = most
        && let Some(pid) = child.id().and_then(|id| i32::try_from(id).ok())
    {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        // What is written to is counted, not what is only reserved: threads reserve a lot.
        let most = Rlimit { current: Some(bytes), maximum: Some(bytes) };
        if let Err(error) = prlimit(Pid::from_raw(pid), Resource::Data, most) {
            tracing::warn!(%error, "the memory of a job could not be limited");
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (child, most);
}
