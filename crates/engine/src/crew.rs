//! Who does the work: the engine names independent tasks, the edge brings the threads.

use crate::EngineError;

/// One piece of work. Tasks handed over together never touch the same data.
pub type Task<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Runs tasks, in any order and on any number of threads, and returns when all are done.
pub trait Crew: Sync {
    /// Does all `tasks`. Long ones come first.
    fn run(&self, tasks: Vec<Task<'_>>);
}

/// What each of `work` gives, in its order; the first that went wrong, if any did.
pub(crate) fn all<T, W>(crew: &dyn Crew, work: Vec<W>) -> Result<Vec<T>, EngineError>
where
    T: Send,
    W: FnOnce() -> Result<T, EngineError> + Send,
{
    let mut done: Vec<Option<Result<T, EngineError>>> = work.iter().map(|_| None).collect();
    let mut tasks: Vec<Task<'_>> = Vec::new();
    for (place, work) in done.iter_mut().zip(work) {
        tasks.push(Box::new(move || *place = Some(work())));
    }
    crew.run(tasks);
    done.into_iter().flatten().collect()
}

/// A crew of one: every task in turn on the calling thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Crew for Alone {
    fn run(&self, tasks: Vec<Task<'_>>) {
        for task in tasks {
            task();
        }
    }
}
