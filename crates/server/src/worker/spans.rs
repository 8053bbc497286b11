//! Spans of a job: the whole, its fetching and storing, and the stages of the command.

use tracing::Span;
use tracing::field::Empty;

use crate::database::{Claim, Event};
use crate::traces;

/// The span of a try, in the trace that the job was asked for in.
pub(super) fn of_job(claim: &Claim) -> Span {
    let kind = claim.order.kind.name();
    let span = tracing::info_span!(
        "job",
        otel.name = format!("job {kind}"),
        otel.kind = "consumer",
        otel.status_code = Empty,
        job = claim.job,
        kind,
        attempt = claim.attempt,
        end = Empty,
    );
    traces::follow_order(&span, claim.order.trace.as_deref());
    span
}

/// A part of the job that is at hand.
pub(super) fn step(name: &str) -> Span {
    tracing::info_span!("step", otel.name = name)
}

/// How the job that is at hand ends.
pub(super) fn ended(event: &Event) {
    let span = Span::current();
    span.record("end", event.kind.as_str());
    if event.kind == "job.failed" {
        span.record("otel.status_code", "ERROR");
    }
}

/// The stage of a command that is under way: it ends where the next one begins.
pub(super) struct Stages {
    name: String,
    span: Span,
}

impl Stages {
    /// Before the first.
    pub(super) fn new() -> Self {
        Self { name: String::new(), span: Span::none() }
    }

    /// The command is at the stage `name`.
    pub(super) fn at(&mut self, name: &str) {
        if name != self.name && !name.is_empty() {
            name.clone_into(&mut self.name);
            self.span = step(name);
        }
    }
}

impl Drop for Stages {
    fn drop(&mut self) {
        self.span = Span::none();
    }
}
