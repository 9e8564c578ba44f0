//! How hard a solver looks for the minimum.

use super::BottleneckError;

/// How hard to look for the minimum.
///
/// ```
/// use infoplane_core::bottleneck::search::Search;
/// // Everything else as for a caller who has not thought about it.
/// let patient = Search { max_steps: 100_000, ..Search::default() };
/// assert_eq!((patient.n_restarts, patient.tolerance), (24, 1e-9));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// Random starts: of a curve in all, at trade-offs spread evenly over the list, where what one finds is tried at all others;
    /// of [`best`](super::descent::best) at its one trade-off.
    pub n_restarts: usize,
    /// Stop when no q(t|x) changes by more in a step; larger is sooner and farther from the fixed point.
    pub tolerance: f64,
    /// Steps after which to stop anyway.
    pub max_steps: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { n_restarts: 24, tolerance: 1e-9, max_steps: 2_000 }
    }
}

impl Search {
    pub(super) fn check(&self) -> Result<(), BottleneckError> {
        if self.tolerance >= 0.0 { Ok(()) } else { Err(BottleneckError::Tolerance(self.tolerance)) }
    }
}
