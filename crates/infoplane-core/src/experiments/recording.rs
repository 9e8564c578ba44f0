//! Which epochs of a run are recorded.

use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// Most epochs of a run: ten times those of the published experiments, whose 10,000 are the longest in the field.
pub(super) const MOST_EPOCHS: f64 = 100_000.0;

/// The epochs that are recorded beside the first and the last, which always are.
///
/// ```
/// use infoplane_core::experiments::recording::Recording;
/// assert!(Recording::Epochs(vec![20, 9_901]).validate().is_ok());
/// let refused = Recording::Epochs(vec![20, 20]).validate().map_err(|error| error.to_string());
/// assert_eq!(refused, Err("invalid record_epochs: 20 (allowed: 21 to 100000)".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Recording {
    /// All below 20, every 5th below 100, every 20th below 2,000 and every 100th after: the schedule of the code of
    /// [Saxe et al.](crate::citations::SAXE_2018), which counts from 0 the epoch that is here the first.
    #[default]
    Dense,
    /// Every n-th.
    Every(u32),
    /// These, ascending.
    Epochs(Vec<u32>),
}

impl Recording {
    /// Range of the n of [`Recording::Every`].
    ///
    /// ```
    /// use infoplane_core::experiments::recording::Recording;
    /// assert!(Recording::Every(1).validate().is_ok() && Recording::Every(0).validate().is_err());
    /// ```
    pub const EVERY: Range = Range { field: "record_every", min: 1.0, max: MOST_EPOCHS };
    /// Range of an epoch of [`Recording::Epochs`].
    ///
    /// ```
    /// use infoplane_core::experiments::recording::Recording;
    /// assert!(Recording::Epochs(vec![100_000]).validate().is_ok());
    /// assert!(Recording::Epochs(vec![100_001]).validate().is_err());
    /// ```
    pub const EPOCH: Range = Range { field: "record_epochs", min: 0.0, max: MOST_EPOCHS };

    /// Checks the spacing, or that the epochs ascend.
    ///
    /// ```
    /// use infoplane_core::experiments::recording::Recording;
    /// assert!(Recording::Epochs(vec![3, 7]).validate().is_ok());
    /// let refused = Recording::Epochs(vec![7, 3]).validate().map_err(|error| error.to_string());
    /// assert_eq!(refused, Err("invalid record_epochs: 3 (allowed: 8 to 100000)".to_owned()));
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the spacing, or with the first epoch that does not come after the one before.
    pub fn validate(&self) -> Result<(), SpecError> {
        match self {
            Self::Dense => Ok(()),
            Self::Every(spacing) => Self::EVERY.check(f64::from(*spacing)),
            Self::Epochs(epochs) => {
                let mut range = Self::EPOCH;
                for epoch in epochs {
                    range.check(f64::from(*epoch))?;
                    range.min = f64::from(*epoch) + 1.0;
                }
                Ok(())
            }
        }
    }

    /// How many epochs of the schedule, epoch 0 not counted, come up to this one; whether it is one of them.
    pub(super) fn place(&self, epoch: u32) -> (usize, bool) {
        match self {
            Self::Dense => place_in_dense(epoch),
            // A spacing of 0 is refused, but asked all the same.
            Self::Every(spacing) => {
                let spacing = (*spacing).max(1);
                ((epoch / spacing) as usize, epoch.is_multiple_of(spacing))
            }
            Self::Epochs(epochs) => {
                let n_up_to = epochs.partition_point(|scheduled| *scheduled <= epoch);
                let is_scheduled = epoch == 0 || n_up_to > 0 && epochs[n_up_to - 1] == epoch;
                (n_up_to - usize::from(epochs.first() == Some(&0)), is_scheduled)
            }
        }
    }
}

const fn place_in_dense(epoch: u32) -> (usize, bool) {
    let (before, start, spacing) = match epoch {
        0..20 => (0, 0, 1),
        20..100 => (20, 20, 5),
        100..2000 => (36, 100, 20),
        _ => (131, 2000, 100),
    };
    let since = (epoch - start) as usize;
    (before + since / spacing, since.is_multiple_of(spacing))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places count the scheduled epochs up to each, one by one.
    #[test]
    fn places_count_the_scheduled_epochs() {
        let listed = Recording::Epochs(vec![0, 3, 4, 11]);
        for recording in [Recording::Dense, Recording::Every(1), Recording::Every(7), listed] {
            let mut n_scheduled = 0;
            for epoch in 0..3_000 {
                let (place, is_scheduled) = recording.place(epoch);
                n_scheduled += usize::from(is_scheduled && epoch > 0);
                assert_eq!(place, n_scheduled, "{recording:?} {epoch}");
            }
        }
    }

    #[test]
    fn spacings_and_lists_are_checked() {
        assert!(Recording::Every(0).validate().is_err());
        assert!(Recording::Every(100_001).validate().is_err());
        assert!(Recording::Epochs(vec![1, 100_001]).validate().is_err());
        assert!(Recording::Epochs(vec![5, 4]).validate().is_err());
        assert!(Recording::Epochs(Vec::new()).validate().is_ok());
    }
}
