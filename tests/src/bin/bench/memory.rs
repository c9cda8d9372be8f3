//! How much memory a process held at its peak.

use std::fs;

/// Forgets the peak of this process, so that the next one can be seen.
pub(crate) fn forget_peak() {
    // `5` resets the peak to what is held now.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// MiB of a line of a process's status; 0 where there is none.
fn mib(process: &str, line: &str) -> f64 {
    fs::read_to_string(format!("/proc/{process}/status"))
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|found| found.starts_with(line))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        })
        .unwrap_or(0.0)
        / 1024.0
}

/// MiB that this process holds now.
pub(crate) fn held() -> f64 {
    mib("self", "VmRSS:")
}

/// MiB that this process held at most since [`forget_peak`].
pub(crate) fn peak() -> f64 {
    mib("self", "VmHWM:")
}

/// MiB that another process held at most.
pub(crate) fn peak_of(process: u32) -> f64 {
    mib(&process.to_string(), "VmHWM:")
}

/// Forgets the peak of another process of ours.
pub(crate) fn forget_peak_of(process: u32) {
    let _ = fs::write(format!("/proc/{process}/clear_refs"), "5");
}
