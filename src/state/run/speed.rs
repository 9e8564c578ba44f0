//! How fast a run goes.

/// Time over which the speed is averaged. Shorter makes the digits flicker, longer makes them late.
const MEMORY_MS: f64 = 1_000.0;

/// Samples per second, averaged over about the last second.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Speed {
    last: Option<(u64, f64)>,
    per_second: Option<f64>,
}

impl Speed {
    /// The average after `samples` samples in all at `now_ms`; `None` until two frames have been seen.
    pub(super) fn observe(&mut self, samples: u64, now_ms: f64) -> Option<f64> {
        if let Some((last_samples, last_ms)) = self.last.replace((samples, now_ms))
            && now_ms > last_ms
        {
            let passed_ms = now_ms - last_ms;
            let present = samples.saturating_sub(last_samples) as f64 * 1_000.0 / passed_ms;
            let average = self.per_second.unwrap_or(present);
            let weight = passed_ms / (passed_ms + MEMORY_MS);
            self.per_second = Some(average + (present - average) * weight);
        }
        self.per_second
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_run_shows_its_rate() {
        let mut speed = Speed::default();
        assert_eq!(speed.observe(0, 0.0), None);
        assert_eq!(speed.observe(50, 100.0), Some(500.0));
        assert_eq!(speed.observe(100, 200.0), Some(500.0));
    }

    #[test]
    fn two_frames_at_the_same_time_do_not_divide_by_zero() {
        let mut speed = Speed::default();
        speed.observe(0, 5.0);
        assert_eq!(speed.observe(50, 5.0), None);
    }
}
