//! What every layer of a network does with every sample, computed from a snapshot when it is wanted.
//!
//! The activations of a run are not recorded: of 4,096 samples and 31 units they would take 508 KB at each recorded
//! epoch, where the weights take 1 KB and give the same bits.

use crate::estimators::EstimateError;
use crate::estimators::activations::Activations;
use crate::learner::dataset::Dataset;
use crate::learner::network::Network;
use crate::learner::passes::Batch;

/// Samples that pass through the network together; without influence on the result.
const CHUNK: usize = 256;

/// The values of one layer.
///
/// ```
/// use infoplane_core::experiments::activations::LayerValues;
/// // Three samples of two units; labels of two classes.
/// let layer = LayerValues { n_units: 2, values: vec![0.1, 0.2, 0.3, 0.4, 0.5, 0.6] };
/// assert_eq!(layer.activations(&[0, 1, 1], 2)?.sample(2), [0.5, 0.6]);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LayerValues {
    /// Units of the layer.
    pub n_units: usize,
    /// Sample by sample.
    pub values: Vec<f32>,
}

impl LayerValues {
    /// The values as input of the estimators, with the class of each sample.
    ///
    /// ```
    /// use infoplane_core::experiments::activations::LayerValues;
    /// let layer = |value| LayerValues { n_units: 1, values: vec![0.5, value] };
    /// assert_eq!(layer(0.1).activations(&[0, 1], 2)?.class_counts(), [1, 1]);
    /// assert!(layer(f32::NAN).activations(&[0, 1], 2).is_err());
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    ///
    /// # Errors
    /// [`EstimateError`] when a value is not finite, or the labels are not those of as many samples.
    pub fn activations<'a>(
        &'a self,
        labels: &'a [u8],
        n_classes: usize,
    ) -> Result<Activations<'a>, EstimateError> {
        Activations::new(&self.values, self.n_units, labels, n_classes)
    }
}

/// The values of every layer on every sample of the data, training and test set together, without noise: the hidden
/// layers first, the probabilities of the output last.
///
/// ```
/// use infoplane_core::experiments::activations::layer_activations;
/// use infoplane_core::learner::dataset::{DataSpec, samples};
/// use infoplane_core::learner::network::{Network, NetworkSpec};
/// let data = samples(&DataSpec { n_classes: 2, ..DataSpec::default() }, 1, None)?;
/// let nothing_learned = Network::new(&NetworkSpec { hidden: vec![3], ..NetworkSpec::default() }, 2, 2, vec![0.0; 17])?;
/// let layers = layer_activations(&nothing_learned, &data);
/// assert_eq!((layers[0].n_units, layers[1].n_units), (3, 2));
/// assert!(layers[0].values.iter().all(|t| *t == 0.0) && layers[1].values.iter().all(|q| *q == 0.5));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub fn layer_activations(network: &Network<f32>, data: &Dataset) -> Vec<LayerValues> {
    let mut batch = Batch::new(network, CHUNK);
    let empty = |n_units| LayerValues { n_units, values: Vec::with_capacity(n_units * data.n_samples()) };
    let mut layers: Vec<LayerValues> = network.layers().iter().map(|layer| empty(layer.n_out)).collect();
    let samples: Vec<usize> = (0..data.n_samples()).collect();
    for chunk in samples.chunks(batch.capacity()) {
        batch.load(chunk.iter().map(|sample| (data.input(*sample), 0)));
        batch.forward(network, None);
        for (index, layer) in layers.iter_mut().enumerate() {
            (0..chunk.len()).for_each(|sample| layer.values.extend(batch.values(index + 1, sample)));
        }
    }
    layers
}
