//! The threads that do the engine's work.

use engine::{Alone, Crew, Task};

use crate::errors::{Code, Fault};

/// A pool of threads, or the calling thread alone.
pub(crate) struct Threads(Option<rayon::ThreadPool>);

impl Threads {
    /// `wanted` threads; as many as the machine has where nothing is wanted.
    pub(crate) fn new(wanted: Option<u64>) -> Result<Self, Fault> {
        let threads = match wanted {
            Some(wanted) => usize::try_from(wanted).unwrap_or(1),
            None => std::thread::available_parallelism().map_or(1, usize::from),
        };
        if threads == 1 {
            return Ok(Self(None));
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("mixmaster-{index}"))
            .build()
            .map_err(|error| {
                let message = format!("{threads} threads could not be started: {error}");
                Fault::new(Code::Internal, message, "try --threads 1")
            })?;
        Ok(Self(Some(pool)))
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.0.as_ref().map_or(1, rayon::ThreadPool::current_num_threads)
    }
}

impl Crew for Threads {
    fn run(&self, tasks: Vec<Task<'_>>) {
        let Some(pool) = &self.0 else { return Alone.run(tasks) };
        // First in, first out: long tasks come first and shall start first.
        pool.in_place_scope_fifo(|scope| {
            for task in tasks {
                scope.spawn_fifo(|_| task());
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn every_task_is_done_once_on_any_number_of_threads() {
        for threads in [1, 2, 4] {
            let done: Vec<AtomicUsize> = (0..100).map(|_| AtomicUsize::new(0)).collect();
            let task = |one| -> Task<'_> {
                let one: &AtomicUsize = one;
                Box::new(move || {
                    one.fetch_add(1, Ordering::Relaxed);
                })
            };
            Threads::new(Some(threads)).unwrap().run(done.iter().map(task).collect());
            assert!(done.iter().all(|one| one.load(Ordering::Relaxed) == 1));
        }
    }

    #[test]
    fn a_task_that_panics_is_heard_of() {
        fn fail() {
            panic!("on purpose");
        }
        let crew = Threads::new(Some(2)).unwrap();
        let run = || crew.run(vec![Box::new(fail)]);
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
    }
}
