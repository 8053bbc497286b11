//! Who does the work: the engine names independent tasks, the edge brings the threads.

/// One piece of work. Tasks handed over together never touch the same data.
pub type Task<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Runs tasks, in any order and on any number of threads, and returns when all are done.
pub trait Crew: Sync {
    /// Does all `tasks`. Long ones come first.
    fn run(&self, tasks: Vec<Task<'_>>);
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
