//! Ctrl-C, or a polite signal to end: the run is called off and cleans up.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::errors::{Code, Fault};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// Listens from now on. The second signal ends the process at once.
pub(crate) fn listen() {
    let heard = || {
        if STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(Code::Cancelled as u8));
        }
    };
    // Without a handler the system's own applies: the run ends, only less tidily.
    let _ = ctrlc::set_handler(heard);
}

/// Also ends with standard input: the process that watches holds its other end, and nothing shall
/// go on when that is gone.
pub(crate) fn end_with_stdin() {
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        STOPPED.store(true, Ordering::Relaxed);
    });
}

/// Whether the run was called off.
pub(crate) fn asked() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// An error once the run was called off.
pub(crate) fn check() -> Result<(), Fault> {
    if asked() { Err(Fault::new(Code::Cancelled, "cancelled", "")) } else { Ok(()) }
}
