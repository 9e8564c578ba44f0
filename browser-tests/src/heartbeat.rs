//! How long the machine kept another thread waiting: what no page can be blamed for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long the thread rests, and how long it then works: a fifth of the time, so that it is kept waiting as a
/// thread of the page is and not only as one that sleeps, but takes little from the page.
const REST: Duration = Duration::from_micros(2_000);
const WORK: Duration = Duration::from_micros(500);

/// A wait of the thread: when it began, in milliseconds since 1970, and how long it was.
type Stall = (f64, f64);

/// A thread that notices when it is not run in time.
#[derive(Debug)]
pub struct Heartbeat {
    stalls: Arc<Mutex<Vec<Stall>>>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Heartbeat {
    /// Starts the thread; it ends with this value.
    pub fn start() -> Self {
        let (stalls, is_over) = (Arc::<Mutex<Vec<Stall>>>::default(), Arc::new(AtomicBool::new(false)));
        let (seen, stop) = (Arc::clone(&stalls), Arc::clone(&is_over));
        let thread = thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let (start, began_ms) = (Instant::now(), now_ms());
                thread::sleep(REST);
                while start.elapsed() < REST + WORK {
                    std::hint::spin_loop();
                }
                let late_ms = start.elapsed().saturating_sub(REST + WORK).as_secs_f64() * 1e3;
                seen.lock().unwrap_or_else(PoisonError::into_inner).push((began_ms, late_ms));
            }
        });
        Self { stalls, is_over, thread: Some(thread) }
    }

    /// For how much of the time from `start_ms`, `length_ms` long, the thread was kept waiting.
    pub fn stalled_within(&self, start_ms: f64, length_ms: f64) -> f64 {
        stalled(&self.stalls.lock().unwrap_or_else(PoisonError::into_inner), start_ms, length_ms)
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // It cannot have panicked.
            let _ = thread.join();
        }
    }
}

/// The sum of what the stalls share with an interval.
fn stalled(stalls: &[Stall], start: f64, length: f64) -> f64 {
    let shared = |(from, late): &Stall| ((from + late).min(start + length) - from.max(start)).max(0.0);
    stalls.iter().map(shared).sum()
}

fn now_ms() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stalls_within_the_interval_count() {
        let stalls = [(100.0, 10.0), (150.0, 20.0), (300.0, 50.0)];
        assert_eq!(stalled(&stalls, 105.0, 50.0), 5.0 + 5.0);
        assert_eq!(stalled(&stalls, 0.0, 50.0), 0.0);
    }

    #[test]
    fn a_thread_that_is_run_in_time_has_no_long_stall() {
        let heartbeat = Heartbeat::start();
        let start = now_ms();
        thread::sleep(Duration::from_millis(60));
        assert!(heartbeat.stalled_within(start, 60.0) < 60.0);
    }
}
