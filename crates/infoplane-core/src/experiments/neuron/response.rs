//! What a unit does with inputs: samples, and the cells of the plane.

use super::Unit;
use crate::experiments::training::plane::Cells;
use crate::learner::dataset::{Dataset, Source};
use crate::learner::layer::Layer;
use crate::learner::network::Network;
use crate::learner::passes::Batch;
use serde::{Deserialize, Serialize};

/// Samples that pass through the network together; without influence on the result.
const CHUNK: usize = 256;

/// The activation of one unit on a square grid over the plane.
///
/// ```
/// use infoplane_core::experiments::estimator_bench::Part;
/// use infoplane_core::experiments::neuron::{Unit, look};
/// use infoplane_core::experiments::training::TrainingSpec;
/// use infoplane_core::learner::dataset::samples;
/// let spec = TrainingSpec::default();
/// let data = samples(&spec.data, spec.seed, None)?;
/// // A first weight of 1, and all else 0: the unit is tanh x₁, the largest at the right.
/// let mut parameters = vec![0.0; spec.n_parameters()];
/// parameters[0] = 1.0;
/// let network = spec.network_with(parameters)?;
/// let seen = look(&network, (spec.data.source, &data), Unit { layer: 0, index: 0 }, Part::Test)?;
/// let map = seen.response.expect("points of the plane");
/// assert_eq!(map.values.len(), map.side * map.side);
/// assert!(map.values[0] < -0.5 && map.values[map.side - 1] == -map.values[0]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResponseMap {
    /// Cells per side.
    pub side: usize,
    /// The square covers [-extent, extent] on both axes; cells are sampled at their centers.
    pub extent: f32,
    /// Row-major from the top left (largest second coordinate first).
    pub values: Vec<f32>,
}

impl ResponseMap {
    pub(super) fn new(pass: &mut Pass<'_>, source: Source, data: &Dataset) -> Self {
        let cells = Cells::new(source, data);
        let values = pass.of(cells.inputs.iter().map(Vec::as_slice)).into_iter().map(|(value, _)| value);
        Self { side: cells.side, extent: cells.extent, values: values.collect() }
    }
}

/// Passes of inputs through a network, of which one unit is watched.
pub(super) struct Pass<'a> {
    network: &'a Network<f32>,
    batch: Batch<f32>,
    unit: Unit,
}

impl<'a> Pass<'a> {
    /// The unit must be one of the network.
    pub(super) fn new(network: &'a Network<f32>, unit: Unit) -> Self {
        Self { network, batch: Batch::new(network, CHUNK), unit }
    }

    /// Value and slope of the unit for each input.
    pub(super) fn of<'b>(&mut self, inputs: impl Iterator<Item = &'b [f32]>) -> Vec<(f32, f64)> {
        let inputs: Vec<&[f32]> = inputs.collect();
        let mut seen = Vec::with_capacity(inputs.len());
        let Unit { layer, index } = self.unit;
        for chunk in inputs.chunks(self.batch.capacity()) {
            self.batch.load(chunk.iter().map(|input| (*input, 0)));
            self.batch.forward(self.network, None);
            seen.extend((0..chunk.len()).filter_map(|sample| {
                let value = self.batch.values(layer + 1, sample).nth(index)?;
                let q = f64::from(value);
                let slope = self.batch.slopes(layer + 1, sample).nth(index).map(f64::from);
                // The output has no activation, but a softmax.
                Some((value, slope.unwrap_or(q * (1.0 - q))))
            }));
        }
        seen
    }
}

/// The steepest slope that the activation of the layer has; of a softmax q (1 − q) at one half.
pub(super) fn steepest_slope(layer: &Layer) -> f64 {
    layer.activation().map_or(0.25, |activation| activation.steepest())
}
