//! Saying what is being done, and how long it took.

use anyhow::Result;
use std::time::{Duration, Instant};

/// Runs one phase of a command between a line that announces it and a line with its duration.
///
/// # Errors
/// Those of `work`.
pub fn phase<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("── {title}");
    let start = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "done" } else { "failed" };
    eprintln!("── {title}: {verdict} in {}", seconds(start.elapsed()));
    result
}

/// A duration for a reader: `0.4 s`, `2 min 5 s`.
pub fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        whole => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_for_a_reader() {
        assert_eq!(seconds(Duration::from_millis(440)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }
}
