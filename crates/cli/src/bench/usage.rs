//! What a child process uses, as the system counts it. Linux tells; elsewhere nothing is known.

use std::fs;
use std::process::{Child, ExitStatus};
use std::time::Duration;

/// Between two looks at the child. Its peak is kept by the system, so only what is allocated in
/// the last moment could be missed.
const LOOK: Duration = Duration::from_millis(5);

/// Ticks of the system's clock in a second: fixed for programs on Linux.
const TICKS_PER_S: f64 = 100.0;

/// Waits for `child`; returns the largest resident memory seen, in bytes.
pub(super) fn wait(child: &mut Child) -> std::io::Result<(ExitStatus, Option<u64>)> {
    let path = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status, peak));
        }
        peak = fs::read_to_string(&path).ok().and_then(|text| resident_peak(&text)).or(peak);
        std::thread::sleep(LOOK);
    }
}

/// `VmHWM:   123456 kB`.
fn resident_peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}

/// CPU seconds of all children that have been waited for.
pub(super) fn children_cpu_s() -> Option<f64> {
    cpu_ticks(&fs::read_to_string("/proc/self/stat").ok()?).map(|ticks| ticks as f64 / TICKS_PER_S)
}

/// Fields 16 and 17 of `/proc/self/stat`; the name in field 2 may hold anything, even blanks.
fn cpu_ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
    Some(field(16)? + field(17)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_tables_are_read() {
        let status = "Name:\tx\nVmPeak:\t  999 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n";
        assert_eq!(resident_peak(status), Some(2_097_152));
        let stat = "77 (a ) b) S 1 2 3 4 5 6 7 8 9 10 11 12 250 50 20 0 8";
        assert_eq!(cpu_ticks(stat), Some(300));
    }
}
