//! How long a run has been at work.

/// Adds up the time in which a run trains or is estimated; pauses do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Stopwatch {
    passed_ms: f64,
    /// Since when it runs.
    since_ms: Option<f64>,
    is_void: bool,
}

impl Stopwatch {
    /// The run is at work, or is not, from now on.
    pub(super) fn observe(&mut self, is_at_work: bool, now_ms: f64) {
        if let Some(since_ms) = self.since_ms {
            self.passed_ms += now_ms - since_ms;
        }
        self.since_ms = is_at_work.then_some(now_ms);
    }

    /// What has been measured is no longer the time of one whole run, as when part of it was made again.
    pub(super) const fn give_up(&mut self) {
        self.is_void = true;
    }

    /// The time at work, if that is known.
    pub(super) fn seconds(self) -> Option<f64> {
        (!self.is_void).then_some(self.passed_ms / 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_do_not_count() {
        let mut watch = Stopwatch::default();
        for (is_at_work, now_ms) in [
            (false, 0.0),
            (true, 100.0),
            (true, 600.0),
            (false, 1_100.0),
            (false, 9_000.0),
            (true, 9_500.0),
            (false, 10_000.0),
        ] {
            watch.observe(is_at_work, now_ms);
        }
        assert_eq!(watch.seconds(), Some(1.5));
    }

    #[test]
    fn what_was_given_up_has_no_time() {
        let mut watch = Stopwatch::default();
        watch.observe(true, 0.0);
        watch.give_up();
        watch.observe(false, 5.0);
        assert_eq!(watch.seconds(), None);
    }
}
