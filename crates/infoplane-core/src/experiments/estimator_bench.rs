//! One layer of one frozen network under every estimator, each with what it says of itself.

mod knobs;
pub(super) mod samples;

use crate::estimators::estimate::{Assumption, Caution, Estimate, Side, Spread};
use crate::experiments::training::TrainingSpec;
use crate::learner::spec::SpecError;
use knobs::Knobs;
use samples::Samples;
use serde::{Deserialize, Serialize};

/// Of more samples than these as many are taken, evenly spaced: what compares all pairs takes their square.
///
/// ```
/// // The whole 12-bit task.
/// assert_eq!(infoplane_core::experiments::estimator_bench::MOST_SAMPLES, 1 << 12);
/// ```
pub const MOST_SAMPLES: usize = 4096;

/// Samples in the batch of the critic, whose scores are held at once: its ceiling is the logarithm of that.
///
/// ```
/// assert_eq!(infoplane_core::experiments::estimator_bench::BATCH, 1 << 10);
/// ```
pub const BATCH: usize = 1024;

crate::named_enum! {
    /// Which samples are looked at.
    ///
    /// ```
    /// use infoplane_core::experiments::estimator_bench::Part;
    /// assert_eq!(Part::from_name("test"), Some(Part::Test));
    /// ```
    pub enum Part {
        /// Training and test samples.
        All = "all",
        /// Those the network learns from.
        Train = "train",
        /// Those it does not.
        Test = "test",
    }
}

crate::named_enum! {
    /// An estimator of the bench.
    ///
    /// ```
    /// use infoplane_core::experiments::estimator_bench::Method;
    /// assert_eq!((Method::ALL.len(), Method::Ksg.name()), (11, "ksg"));
    /// ```
    pub enum Method {
        /// 30 edges on [-1, 1], the code of Shwartz-Ziv & Tishby.
        Idnns = "idnns",
        /// Bins of width 0.07, the code of Saxe et al.
        Ibsgd = "ibsgd",
        /// As many edges as asked for, on a range of one's own.
        Edges = "edges",
        /// Bins of a width of one's own.
        Width = "width",
        /// In each unit as many samples in every bin.
        EqualMass = "equal-mass",
        /// Kolchinsky-Tracey upper bound.
        KdeUpper = "kde-upper",
        /// Kolchinsky-Tracey lower bound.
        KdeLower = "kde-lower",
        /// The layer with Gaussian noise, by drawing.
        NoisyNet = "noisy-net",
        /// The layer with that noise, by the critic that knows it.
        InfoNce = "infonce",
        /// Kraskov's nearest neighbors, of input and layer.
        Ksg = "ksg",
        /// Ross's nearest neighbors, of layer and label.
        Ross = "ross",
    }
}

/// Which layer of which network, which samples, and the knobs of the estimators.
///
/// ```
/// use infoplane_core::experiments::{estimator_bench::BenchSpec, training::TrainingSpec};
/// let training = TrainingSpec::default();
/// let snapshot = training.first_network()?.parameters().to_vec();
/// let spec = BenchSpec::new(training, snapshot, 0);
/// assert_eq!((spec.n_edges, spec.low, spec.high, spec.width), (30, -1.0, 1.0, 0.07));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchSpec {
    /// The run the snapshot belongs to.
    pub training: TrainingSpec,
    /// The parameters of the network.
    pub snapshot: Vec<f32>,
    /// The layer, from 0; the softmax comes last.
    pub layer: usize,
    /// Which samples.
    pub part: Part,
    /// Variance of the Gaussian noise in every unit, for the bounds, the drawing and the critic.
    pub noise_variance: f64,
    /// Edges of [`Method::Edges`].
    pub n_edges: u32,
    /// The first of them.
    pub low: f64,
    /// The last of them.
    pub high: f64,
    /// Width of [`Method::Width`].
    pub width: f64,
    /// Bins of [`Method::EqualMass`], in each unit.
    pub n_equal: u32,
    /// Neighbors of [`Method::Ksg`] and [`Method::Ross`].
    pub k: u32,
    /// Draws of [`Method::NoisyNet`] for each sample.
    pub n_draws: u32,
    /// Seed of all draws of noise.
    pub seed: u64,
}

impl BenchSpec {
    /// A layer of a network under the knobs of the published codes.
    ///
    /// ```
    /// use infoplane_core::experiments::{estimator_bench::BenchSpec, training::TrainingSpec};
    /// let spec = BenchSpec::new(TrainingSpec::default(), vec![0.0; 123], 1);
    /// assert_eq!((spec.layer, spec.noise_variance), (1, 1e-3));
    /// ```
    pub fn new(training: TrainingSpec, snapshot: Vec<f32>, layer: usize) -> Self {
        Self {
            training,
            snapshot,
            layer,
            part: Part::All,
            noise_variance: super::layer_information::DEFAULT_NOISE_VARIANCE,
            n_edges: 30,
            low: -1.0,
            high: 1.0,
            width: 0.07,
            n_equal: 30,
            k: 3,
            n_draws: 4,
            seed: 1,
        }
    }
}

/// An [`Estimate`] as it is told, in nats.
///
/// ```
/// use infoplane_core::estimators::{counts::Counts, entropy_from_counts::{EntropyEstimator, entropy}};
/// use infoplane_core::experiments::estimator_bench::Told;
/// let told = Told::from(entropy(&Counts::new(vec![1; 4])?, EntropyEstimator::PlugIn));
/// assert_eq!((told.n, told.cautions.len()), (4, 1));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The estimate.
    pub value: f64,
    /// What it cannot pass.
    pub ceiling: Option<f64>,
    /// On which side of the truth it is to be expected.
    pub side: Side,
    /// By how much, to first order.
    pub bias: Option<f64>,
    /// Its standard error, where that comes with it.
    pub error: Option<f64>,
    /// Number of samples.
    pub n: u64,
    /// What it assumes.
    pub assumption: Assumption,
    /// What a reader should be warned of.
    pub cautions: Vec<Caution>,
}

impl From<Estimate> for Told {
    fn from(estimate: Estimate) -> Self {
        Self {
            value: estimate.value,
            ceiling: estimate.ceiling,
            side: estimate.bias.side,
            bias: estimate.bias.size,
            error: match estimate.spread {
                Spread::StandardError(error) => Some(error),
                Spread::Unknown | Spread::Interval { .. } => None,
            },
            n: estimate.n,
            assumption: estimate.assumption,
            cautions: estimate.cautions(),
        }
    }
}

/// What one estimator says of the layer; of a coordinate that it does not estimate nothing.
///
/// ```
/// use infoplane_core::experiments::{estimator_bench::{BenchSpec, Line, Method, tell_all}, training::TrainingSpec};
/// let training = TrainingSpec::default();
/// let snapshot = training.first_network()?.parameters().to_vec();
/// let mut lines: Vec<Line> = Vec::new();
/// tell_all(&BenchSpec { n_draws: 2, ..BenchSpec::new(training, snapshot, 1) }, None, |line| lines.push(line))?;
/// let methods: Vec<Method> = lines.iter().map(|line| line.method).collect();
/// assert_eq!(methods, Method::ALL);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The estimator.
    pub method: Method,
    /// I(X;T).
    pub i_xt: Option<Told>,
    /// I(T;Y).
    pub i_ty: Option<Told>,
    /// Why there is neither: samples that coincide, or too few of them.
    pub refused: Option<Refusal>,
}

crate::named_enum! {
    /// Why an estimator does not estimate.
    ///
    /// ```
    /// use infoplane_core::experiments::estimator_bench::Refusal;
    /// assert_eq!(Refusal::Coincident.name(), "coincident");
    /// ```
    pub enum Refusal {
        /// Samples coincide with their neighbors.
        Coincident = "coincident",
        /// There are too few samples, or of no class enough.
        TooFew = "too-few",
    }
}

/// Tells what every estimator says, in the order of [`Method::ALL`].
///
/// Nearest neighbors take the activations in double precision, and the inputs as the network sees them. With T + ε for the
/// layer with noise, [`Method::NoisyNet`] finds I(T + ε; Y) = I(X; T + ε) − I(X; T + ε | Y), drawing within each class
/// too, and [`Method::InfoNce`] takes the scores −‖tᵢ + εᵢ − tⱼ‖² / 2v of [`BATCH`] samples: no critic knows more than
/// the logarithm of the density that the sample was drawn from.
/// Cost: that of the estimators, with 1 + 1 passes of drawing; Source: see each of them.
///
/// # Errors
/// [`SpecError`] for a spec of training, a layer or a knob that cannot be used.
///
/// ```
/// use infoplane_core::experiments::{estimator_bench::{BenchSpec, Method, tell_all}, training::TrainingSpec};
/// let training = TrainingSpec::default();
/// // A network of zeros: all samples coincide, and no estimator of the others finds anything.
/// let spec = BenchSpec { n_draws: 2, ..BenchSpec::new(training, vec![0.0; 123], 0) };
/// tell_all(&spec, None, |line| match line.method {
///     Method::Ksg | Method::Ross => assert!(line.i_ty.is_none_or(|told| !told.cautions.is_empty())),
///     _ => assert!(line.i_xt.is_some_and(|told| told.value.abs() < 1e-6)),
/// })?;
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub fn tell_all(spec: &BenchSpec, asset: Option<&[u8]>, mut tell: impl FnMut(Line)) -> Result<(), SpecError> {
    let knobs = Knobs::new(spec)?;
    let samples = Samples::new(spec, asset)?;
    for &method in Method::ALL {
        tell(samples.line(method, &knobs));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::samples::evenly;
    use super::*;
    use crate::learner::activation::Activation;

    fn lines(spec: &BenchSpec) -> Vec<Line> {
        let mut lines = Vec::new();
        tell_all(spec, None, |line| lines.push(line)).expect("a valid spec");
        lines
    }

    fn default_bench(layer: usize) -> BenchSpec {
        let training = TrainingSpec::default();
        let snapshot = training.first_network().expect("valid").parameters().to_vec();
        BenchSpec { noise_variance: 0.1, n_draws: 8, ..BenchSpec::new(training, snapshot, layer) }
    }

    #[test]
    fn with_noise_drawing_lies_between_the_bounds_and_the_critic_below() {
        for layer in 0..3 {
            let found = lines(&default_bench(layer));
            let of = |method: Method| found.iter().find(|line| line.method == method).expect("a line");
            let value = |method: Method| of(method).i_xt.as_ref().expect("a value").value;
            let drawn = of(Method::NoisyNet).i_xt.as_ref().expect("a value");
            let slack = 4.0 * drawn.error.expect("an error");
            assert!(value(Method::KdeLower) < drawn.value + slack, "{layer}");
            assert!(drawn.value < value(Method::KdeUpper) + slack, "{layer}");
            assert!(
                (value(Method::InfoNce) - drawn.value).abs() < 0.15,
                "{layer}: {}",
                value(Method::InfoNce)
            );
            let about_label = of(Method::NoisyNet).i_ty.as_ref().expect("a value");
            assert!(about_label.value < drawn.value && about_label.value > 0.0, "{layer}");
        }
    }

    #[test]
    fn own_bins_with_the_published_knobs_are_the_published_bins() {
        let found = lines(&default_bench(1));
        assert_eq!(found[0].i_xt, found[2].i_xt);
        assert_eq!(found[1].i_ty, found[3].i_ty);
    }

    #[test]
    fn parts_are_the_samples_of_the_split() {
        let mut spec = default_bench(0);
        spec.training.data.train_fraction = 0.75;
        let n = |part| lines(&BenchSpec { part, ..spec.clone() })[0].i_xt.as_ref().map(|told| told.n);
        assert_eq!([Part::All, Part::Train, Part::Test].map(n), [Some(600), Some(450), Some(150)]);
        let evens = evenly(&(0..10).collect::<Vec<_>>(), 4);
        assert_eq!(evens, [0, 2, 5, 7]);
    }

    #[test]
    fn bits_as_inputs_are_tied_and_said_to_be() {
        let training = TrainingSpec { n_epochs: 1, ..TrainingSpec::saxe_2018(Activation::Tanh) };
        let snapshot = training.first_network().expect("valid").parameters().to_vec();
        let found = lines(&BenchSpec { n_draws: 2, ..BenchSpec::new(training, snapshot, 0) });
        assert!(found.iter().all(|line| line.refused.is_none()), "{found:?}");
        assert_eq!(found[0].i_xt.as_ref().expect("a value").n, 4096);
        let ksg = found.iter().find(|line| line.method == Method::Ksg).and_then(|line| line.i_xt.as_ref());
        assert!(ksg.expect("a value").cautions.contains(&Caution::TiedSamples), "{ksg:?}");
    }

    #[test]
    fn knobs_out_of_range_are_named() {
        let refused = |spec: BenchSpec| match tell_all(&spec, None, |_| {}) {
            Err(SpecError::OutOfRange { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(BenchSpec { n_edges: 1, ..default_bench(0) }), "n_edges");
        assert_eq!(refused(BenchSpec { high: -1.0, ..default_bench(0) }), "high");
        assert_eq!(refused(BenchSpec { width: 0.0, ..default_bench(0) }), "width");
        assert_eq!(refused(BenchSpec { n_equal: 1, ..default_bench(0) }), "n_equal");
        assert_eq!(refused(BenchSpec { n_draws: 1, ..default_bench(0) }), "n_draws");
        assert_eq!(refused(default_bench(3)), "layer");
        assert_eq!(refused(BenchSpec { k: 0, ..default_bench(0) }), "k");
        let many = lines(&BenchSpec { k: 10_000, ..default_bench(0) });
        assert_eq!(many[9].refused, Some(Refusal::TooFew));
        // Of a class of 200 all others are neighbors then.
        assert_eq!(many[10].refused, None);
    }
}
