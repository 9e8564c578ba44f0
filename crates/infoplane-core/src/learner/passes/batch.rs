//! The values of a batch in every layer, and room for its gradients.

use super::bottleneck::Encoder;
use super::normalization::Normalized;
use crate::learner::kernels::{Groups, Panel, Strips};
use crate::learner::layer::{Kind, Layer};
use crate::learner::network::{Network, Output};
use crate::math::lanes::{LANES, Lanes};
use crate::math::real::Real;

/// Samples on their way through a network.
///
/// ```
/// use infoplane_core::learner::activation::Activation;
/// use infoplane_core::learner::{network::{Network, NetworkSpec, Output}, passes::Batch};
/// // One ReLU of 2 x + 1, and 3 times that: 3 → 7 → 21, and −3 → 0 → 0.
/// let (activation, output) = (Activation::Relu, Output::Gaussian);
/// let spec = NetworkSpec { hidden: vec![1], activation, output, ..NetworkSpec::default() };
/// let network = Network::new(&spec, 1, 1, vec![2.0, 1.0, 3.0, 0.0])?;
/// let mut batch = Batch::new(&network, 2);
/// batch.load([(&[3.0][..], 0), (&[-3.0][..], 0)].into_iter());
/// batch.forward(&network, None);
/// for (layer, values) in [(0, [3.0, -3.0]), (1, [7.0, 0.0]), (2, [21.0, 0.0])] {
///     assert!(batch.values(layer, 0).chain(batch.values(layer, 1)).eq(values));
/// }
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Batch<T: Real> {
    pub(super) capacity: usize,
    pub(super) n_samples: usize,
    pub(super) output: Output,
    pub(super) inputs: Groups<T::Lanes>,
    pub(super) layers: Vec<LayerBuffers<T::Lanes>>,
    /// What the outputs should be.
    pub(super) targets: Groups<T::Lanes>,
    /// One, and zero for lanes beyond the last sample.
    pub(super) present: Vec<T::Lanes>,
    /// The logits: the values of the last layer, of which its layer holds probabilities or means.
    pub(super) logits: Groups<T::Lanes>,
    /// The largest logit of each sample, for a softmax.
    pub(super) largest: Vec<T::Lanes>,
    /// ln Σ e^(z − z*) of the logits z of a softmax, of which z* is the largest.
    pub(super) log_sums: Vec<T::Lanes>,
    pub(super) delta: Groups<T::Lanes>,
    pub(super) next_delta: Groups<T::Lanes>,
    pub(super) panel: Panel<T>,
    pub(super) strips: Strips<T::Lanes>,
}

/// What one layer keeps from the forward pass.
#[derive(Clone, Debug)]
pub(super) struct LayerBuffers<V> {
    pub(super) values: Groups<V>,
    /// The derivative of each value with respect to what the activation was applied to.
    pub(super) slopes: Groups<V>,
    pub(super) normalized: Option<Normalized<V>>,
    pub(super) encoder: Option<Encoder<V>>,
}

impl<T: Real> Batch<T> {
    /// Room for up to `capacity` samples (rounded up to whole groups) in a network of this shape.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// let network = Network::new(&NetworkSpec::default(), 2, 3, vec![0.0; 123])?;
    /// // Two groups of four.
    /// assert_eq!(Batch::new(&network, 5).capacity(), 8);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn new(network: &Network<T>, capacity: usize) -> Self {
        let n_groups = capacity.div_ceil(LANES).max(1);
        let room = |n_units| Groups::new(n_units, n_groups);
        let (n_features, n_outputs) = (network.n_features(), network.n_outputs());
        let widest = network.layers().iter().map(|layer| layer.n_affine().max(layer.n_in)).max().unwrap_or(0);
        Self {
            capacity: n_groups * LANES,
            n_samples: 0,
            output: network.output(),
            inputs: room(n_features),
            layers: network.layers().iter().map(|layer| LayerBuffers::new(layer, n_groups)).collect(),
            targets: room(n_outputs),
            present: vec![T::Lanes::zero(); n_groups],
            logits: room(n_outputs),
            largest: vec![T::Lanes::zero(); n_groups],
            log_sums: vec![T::Lanes::zero(); n_groups],
            delta: room(widest),
            next_delta: room(widest),
            panel: Vec::with_capacity(widest),
            strips: Strips::new(widest, n_groups),
        }
    }

    /// Most samples it can hold.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// let mut batch = Batch::new(&network, 4);
    /// batch.load([(&[1.0][..], 0); 6].into_iter());
    /// // The last two had no room.
    /// assert_eq!((batch.capacity(), batch.n_samples()), (4, 4));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Samples it holds.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// let mut batch = Batch::new(&network, 100);
    /// batch.load([(&[1.0][..], 0); 6].into_iter());
    /// assert_eq!(batch.n_samples(), 6);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn n_samples(&self) -> usize {
        self.n_samples
    }

    /// Takes the samples in, feature values and class of each; at most `capacity` of them.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 2, 2, vec![0.0; 6])?;
    /// let mut batch = Batch::new(&network, 4);
    /// batch.load([(&[1.0, 2.0][..], 0), (&[3.0, 4.0][..], 1)].into_iter());
    /// assert!(batch.values(0, 1).eq([3.0, 4.0]));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn load<'a, S>(&mut self, samples: S)
    where
        T: 'a,
        S: ExactSizeIterator<Item = (&'a [T], usize)>,
    {
        self.load_by(samples, |targets, classes: [usize; LANES]| {
            for (output, target) in targets.iter_mut().enumerate() {
                *target = T::Lanes::from_array(classes.map(|c| if c == output { T::ONE } else { T::ZERO }));
            }
        });
    }

    /// Takes the samples in, feature values and target values of each; at most `capacity` of them. An
    /// autoencoder's targets are its features.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::{Loss, LossKind, LossSpec};
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec, Output}, passes::Batch};
    /// # let spec = NetworkSpec { hidden: vec![], output: Output::Gaussian, ..NetworkSpec::default() };
    /// // 2 · 3 + 1 should be 5: the squared error is (7 − 5)².
    /// let network = Network::new(&spec, 1, 1, vec![2.0, 1.0])?;
    /// let mut batch = Batch::new(&network, 1);
    /// batch.load_targets([(&[3.0][..], &[5.0][..])].into_iter());
    /// batch.forward(&network, None);
    /// let loss = Loss::new(&LossSpec { kind: LossKind::SquaredError, ..LossSpec::default() }, 1)?;
    /// assert_eq!(batch.objective(&loss, 1), 4.0);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn load_targets<'a, S>(&mut self, samples: S)
    where
        T: 'a,
        S: ExactSizeIterator<Item = (&'a [T], &'a [T])>,
    {
        self.load_by(samples, transpose);
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    fn load_by<'a, Y: Copy, S>(&mut self, mut samples: S, set: impl Fn(&mut [T::Lanes], [Y; LANES]))
    where
        T: 'a,
        S: ExactSizeIterator<Item = (&'a [T], Y)>,
    {
        self.n_samples = samples.len().min(self.capacity);
        let mut left = self.n_samples;
        let groups = self.inputs.iter_mut().zip(self.targets.iter_mut()).zip(&mut self.present);
        for ((inputs, targets), present) in groups {
            let Some(first) = samples.next().filter(|_| left > 0) else { break };
            let n = left.min(LANES);
            // Lanes beyond the last sample repeat it, and count for nothing.
            let (mut features, mut wanted) = ([first.0; LANES], [first.1; LANES]);
            for lane in 1..LANES {
                let next = if lane < n { samples.next() } else { None };
                (features[lane], wanted[lane]) = next.unwrap_or((features[lane - 1], wanted[lane - 1]));
            }
            transpose(inputs, features);
            set(targets, wanted);
            *present = T::Lanes::from_array(core::array::from_fn(|l| if l < n { T::ONE } else { T::ZERO }));
            left -= n;
        }
    }

    /// The values of a layer for one sample, unit by unit; layer 0 is the input, the last holds the
    /// probabilities of a softmax or sigmoid, or the means of a Gaussian output.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// # let mut batch = Batch::new(&network, 1);
    /// # batch.load([(&[5.0][..], 0)].into_iter());
    /// batch.forward(&network, None);
    /// // A network of zeros with two classes.
    /// assert!(batch.values(0, 0).eq([5.0]) && batch.values(1, 0).eq([0.5, 0.5]));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn values(&self, layer: usize, sample: usize) -> impl Iterator<Item = T> + '_ {
        let groups = match layer.checked_sub(1) {
            Some(index) => &self.layers[index].values,
            None => &self.inputs,
        };
        column::<T>(groups, sample)
    }

    /// The derivatives of the values of a hidden layer for one sample, unit by unit, with respect to what the activation was
    /// applied to; none for the input, and for an output, which has no activation.
    ///
    /// ```
    /// # use infoplane_core::learner::{activation::Activation, network::{Network, NetworkSpec}, passes::Batch};
    /// # let spec = NetworkSpec { hidden: vec![1], activation: Activation::Tanh, ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 6])?;
    /// # let mut batch = Batch::new(&network, 1);
    /// # batch.load([(&[5.0][..], 0)].into_iter());
    /// batch.forward(&network, None);
    /// // tanh is steepest at 0.
    /// assert!(batch.slopes(1, 0).eq([1.0]) && batch.slopes(2, 0).next().is_none());
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn slopes(&self, layer: usize, sample: usize) -> impl Iterator<Item = T> + '_ {
        let groups = layer.checked_sub(1).map(|index| &self.layers[index].slopes);
        groups.into_iter().flat_map(move |groups| column::<T>(groups, sample))
    }

    /// The logits of one sample.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// let network = Network::new(&spec, 1, 2, vec![1.0, -1.0, 0.5, 0.0])?;
    /// let mut batch = Batch::new(&network, 1);
    /// batch.load([(&[2.0][..], 0)].into_iter());
    /// batch.forward(&network, None);
    /// // 1 · 2 + 0.5 and −1 · 2 + 0.
    /// assert!(batch.logits(0).eq([2.5, -2.0]));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn logits(&self, sample: usize) -> impl Iterator<Item = T> + '_ {
        column::<T>(&self.logits, sample)
    }

    pub(super) fn n_groups(&self) -> usize {
        self.n_samples.div_ceil(LANES)
    }
}

impl<V: Lanes> LayerBuffers<V> {
    fn new(layer: &Layer, n_groups: usize) -> Self {
        let room = |n_units| Groups::new(n_units, n_groups);
        let n_slopes = if layer.kind == Kind::Output { 0 } else { layer.n_out };
        Self {
            values: room(layer.n_out),
            slopes: room(n_slopes),
            normalized: matches!(layer.kind, Kind::Normalized(_))
                .then(|| Normalized::new(layer.n_out, n_groups)),
            encoder: match layer.kind {
                Kind::Bottleneck(form) => Some(Encoder::new(form, layer.n_out, n_groups)),
                _ => None,
            },
        }
    }
}

fn column<T: Real>(groups: &Groups<T::Lanes>, sample: usize) -> impl Iterator<Item = T> + '_ {
    groups.group(sample / LANES).iter().map(move |unit| unit.to_array()[sample % LANES])
}

/// Numbers sample by sample, of which those of one unit become a vector.
#[cfg_attr(infoplane_site, optimize(speed))]
fn transpose<T: Real>(units: &mut [T::Lanes], samples: [&[T]; LANES]) {
    let samples = samples.map(|sample| &sample[..units.len()]);
    let whole = units.len() / LANES * LANES;
    for (unit, units) in units.chunks_exact_mut(LANES).enumerate() {
        let rows = samples.map(|sample| {
            let four = <[T; LANES]>::try_from(&sample[unit * LANES..][..LANES]);
            T::Lanes::from_array(four.unwrap_or_default())
        });
        units.copy_from_slice(&T::Lanes::transpose(rows));
    }
    for (unit, lanes) in units.iter_mut().enumerate().skip(whole) {
        *lanes = T::Lanes::from_array(samples.map(|sample| sample[unit]));
    }
}
