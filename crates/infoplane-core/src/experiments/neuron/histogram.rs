//! How often a unit has which activation, class by class.

use super::N_BINS;
use crate::estimators::activations::Activations;
use crate::estimators::binning::Binning;
use serde::{Deserialize, Serialize};

/// The activations of one unit in [`N_BINS`] equal bins of their range: the bins of the first estimator of
/// [`information`](super::information), so that its I(T;Y) is that of these counts.
///
/// ```
/// use infoplane_core::experiments::estimator_bench::Part;
/// use infoplane_core::experiments::neuron::{N_BINS, Unit, look};
/// use infoplane_core::experiments::training::TrainingSpec;
/// use infoplane_core::learner::dataset::samples;
/// let spec = TrainingSpec::default();
/// let data = samples(&spec.data, spec.seed, None)?;
/// let network = spec.first_network()?;
/// let seen = look(&network, (spec.data.source, &data), Unit { layer: 0, index: 0 }, Part::Test)?.histogram;
/// assert_eq!((seen.counts.len(), seen.counts.iter().flatten().sum::<u32>()), (N_BINS, 300));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// The smallest activation, where the first bin begins.
    pub low: f64,
    /// The largest one, where the last bin ends.
    pub high: f64,
    /// `[bin][class]`.
    pub counts: Vec<Vec<u32>>,
}

impl Histogram {
    /// Counts the values of one unit; the bins must be those of the range.
    pub(super) fn new(unit: &Activations<'_>, bins: &Binning) -> Self {
        let mut counts = vec![vec![0; unit.n_classes()]; N_BINS];
        for (code, label) in bins.codes(unit.values()).into_iter().zip(unit.labels()) {
            // The last edge is above the largest value, so the code is that of an edge before it.
            counts[(code as usize).min(N_BINS - 1)][usize::from(*label)] += 1;
        }
        let of_all = |choose: fn(f32, f32) -> f32, start| unit.values().iter().copied().fold(start, choose);
        Self {
            low: f64::from(of_all(f32::min, f32::INFINITY)),
            high: f64::from(of_all(f32::max, f32::NEG_INFINITY)),
            counts,
        }
    }
}
