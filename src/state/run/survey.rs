//! How far the plane of a run has been surveyed, and at which resolution; no browser in it.
//!
//! The plane never shows two noise variances at once. After a change its old points stay as they are
//! until the first new one is there, so that the picture does not flicker while a slider is dragged;
//! then they all go.

use core::ops::Range;
use infoplane_core::experiments::layer_information::{DEFAULT_NOISE_VARIANCE, LayerInformationFrame};

/// The state of a survey.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Survey {
    noise_variance: f64,
    /// Records for which an estimate has been asked, from the first on.
    asked: usize,
    /// The points on the plane were estimated at another noise variance.
    outdated: bool,
    /// Changes of the noise variance; while the last has not settled, nothing is asked.
    changes: u32,
    settled: u32,
}

/// How many records of a run have their place in the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimates {
    /// Records of the run so far.
    pub records: usize,
    /// Those that have been estimated.
    pub done: usize,
    /// Those that will not be, because their workers died.
    pub lost: usize,
}

impl Estimates {
    /// Records that still wait for their estimate.
    pub const fn waiting(self) -> usize {
        self.records.saturating_sub(self.done + self.lost)
    }
}

impl Default for Survey {
    fn default() -> Self {
        Self { noise_variance: DEFAULT_NOISE_VARIANCE, asked: 0, outdated: false, changes: 0, settled: 0 }
    }
}

impl Survey {
    /// The noise variance of the estimates to be asked for.
    pub const fn noise_variance(&self) -> f64 {
        self.noise_variance
    }

    /// Another noise variance, to be [settled](Self::settle) when the hand has come to rest. Returns
    /// the number of this change; `None` when it is none.
    pub fn change_noise_variance(&mut self, noise_variance: f64) -> Option<u32> {
        if noise_variance == self.noise_variance {
            return None;
        }
        *self = Self { noise_variance, asked: 0, outdated: true, changes: self.changes + 1, ..*self };
        Some(self.changes)
    }

    /// Lets the estimates begin if this change is still the last; whether it is.
    pub const fn settle(&mut self, change: u32) -> bool {
        if change == self.changes {
            self.settled = change;
        }
        self.settled == self.changes
    }

    /// The records to be asked for now, of as many as there are.
    pub fn ask(&mut self, n_records: usize) -> Range<usize> {
        if self.settled != self.changes {
            return 0..0;
        }
        let first = self.asked.min(n_records);
        self.asked = n_records;
        first..n_records
    }

    /// All that has been asked for and is not on the plane has been dropped.
    pub const fn forget(&mut self) {
        self.asked = 0;
    }

    /// Another run, whose plane is empty.
    pub const fn restart(&mut self) {
        self.asked = 0;
        self.outdated = false;
    }

    /// Whether the plane has an epoch's estimate at the present noise variance.
    pub fn has(&self, plane: &[LayerInformationFrame], epoch: u32) -> bool {
        !self.outdated && plane.binary_search_by_key(&epoch, |placed| placed.epoch).is_ok()
    }

    /// How many of the records have an estimate at the present noise variance.
    pub const fn estimates(&self, plane: &[LayerInformationFrame], records: usize, lost: usize) -> Estimates {
        Estimates { records, done: if self.outdated { 0 } else { plane.len() }, lost }
    }

    /// Puts new estimates in their places by epoch, and takes outdated ones away.
    pub fn place(&mut self, plane: &mut Vec<LayerInformationFrame>, frames: Vec<LayerInformationFrame>) {
        if self.outdated && !frames.is_empty() {
            plane.clear();
            self.outdated = false;
        }
        for frame in frames {
            match plane.binary_search_by_key(&frame.epoch, |placed| placed.epoch) {
                Ok(at) => plane[at] = frame,
                Err(at) => plane.insert(at, frame),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(epoch: u32) -> LayerInformationFrame {
        LayerInformationFrame { epoch, layers: Vec::new(), n_samples: 1, h_y: 0.0 }
    }

    fn epochs(plane: &[LayerInformationFrame]) -> Vec<u32> {
        plane.iter().map(|frame| frame.epoch).collect()
    }

    #[test]
    fn every_record_is_asked_for_once() {
        let mut survey = Survey::default();
        assert_eq!(survey.ask(3), 0..3);
        assert_eq!(survey.ask(3), 3..3);
        assert_eq!(survey.ask(5), 3..5);
    }

    #[test]
    fn the_same_noise_variance_changes_nothing() {
        let mut survey = Survey::default();
        survey.ask(3);
        assert_eq!(survey.change_noise_variance(DEFAULT_NOISE_VARIANCE), None);
        assert_eq!(survey.ask(3), 3..3);
    }

    #[test]
    fn of_many_changes_only_the_last_is_estimated_and_with_it_every_record() {
        let mut survey = Survey::default();
        survey.ask(3);
        let changes = [0.01, 0.02].map(|variance| survey.change_noise_variance(variance).expect("new"));
        assert!(!survey.settle(changes[0]));
        assert_eq!(survey.ask(4), 0..0);
        assert!(survey.settle(changes[1]));
        assert_eq!((survey.ask(4), survey.noise_variance()), (0..4, 0.02));
    }

    #[test]
    fn old_points_stay_until_the_first_new_one_comes() {
        let mut survey = Survey::default();
        let mut plane = Vec::new();
        survey.place(&mut plane, vec![frame(8), frame(0), frame(4)]);
        assert_eq!(epochs(&plane), [0, 4, 8]);
        survey.change_noise_variance(0.01);
        survey.place(&mut plane, Vec::new());
        assert_eq!(epochs(&plane), [0, 4, 8]);
        assert!(!survey.has(&plane, 4));
        survey.place(&mut plane, vec![frame(4)]);
        assert_eq!(epochs(&plane), [4]);
        assert!(survey.has(&plane, 4) && !survey.has(&plane, 0));
    }

    #[test]
    fn what_is_outdated_still_waits() {
        let mut survey = Survey::default();
        let mut plane = Vec::new();
        survey.place(&mut plane, vec![frame(0), frame(1)]);
        assert_eq!(survey.estimates(&plane, 5, 1), Estimates { records: 5, done: 2, lost: 1 });
        assert_eq!(survey.estimates(&plane, 5, 1).waiting(), 2);
        survey.change_noise_variance(0.01);
        assert_eq!(survey.estimates(&plane, 5, 0).waiting(), 5);
    }

    #[test]
    fn an_epoch_has_one_point() {
        let mut survey = Survey::default();
        let mut plane = Vec::new();
        survey.place(&mut plane, vec![frame(1), LayerInformationFrame { h_y: 0.5, ..frame(1) }]);
        assert_eq!((plane.len(), plane[0].h_y), (1, 0.5));
    }

    #[test]
    fn a_new_run_keeps_the_noise_variance_and_starts_from_its_first_record() {
        let mut survey = Survey::default();
        let change = survey.change_noise_variance(0.01).expect("new");
        survey.settle(change);
        survey.ask(7);
        survey.restart();
        assert_eq!((survey.ask(2), survey.noise_variance()), (0..2, 0.01));
        assert!(survey.has(&[frame(3)], 3));
    }
}
