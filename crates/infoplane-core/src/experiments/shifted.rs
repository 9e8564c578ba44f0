//! A trained network on data that are not quite those it was trained for, and beside another network.

use crate::experiments::training::problem::{Problem, Samples};
use crate::experiments::training::{Classification, Evaluation, TrainingSpec, log_softmax};
use crate::learner::dataset::{self, Dataset};
use crate::learner::network::Network;
use crate::learner::passes::Batch;
use crate::learner::spec::{Range, SpecError};
use crate::math::rng::{Purpose, Stream};
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// How the test inputs are moved. Their labels, and what is known of the labels' distribution, go with them.
    ///
    /// ```
    /// use infoplane_core::experiments::shifted::Shift;
    /// assert_eq!(Shift::from_name("noise"), Some(Shift::Noise));
    /// ```
    pub enum Shift {
        /// Gaussian noise of that standard deviation on every coordinate, or on every feature where there is no plane.
        Noise = "noise",
        /// That much is added to the first coordinate, or to every feature where there is no plane.
        Offset = "offset",
        /// A turn of the plane by so many degrees.
        Rotation = "rotation",
    }
}

impl Shift {
    /// The strengths it can have.
    ///
    /// ```
    /// use infoplane_core::experiments::shifted::Shift;
    /// assert_eq!((Shift::Noise.range().max, Shift::Rotation.range().max), (2.0, 180.0));
    /// ```
    pub const fn range(self) -> Range {
        match self {
            Self::Noise => Range { field: "noise", min: 0.0, max: 2.0 },
            Self::Offset => Range { field: "offset", min: 0.0, max: 2.0 },
            Self::Rotation => Range { field: "rotation", min: 0.0, max: 180.0 },
        }
    }

    /// Steps from no shift to the strongest, all to strengths that are quickly said.
    ///
    /// ```
    /// use infoplane_core::experiments::shifted::Shift;
    /// assert_eq!(Shift::Noise.range().max / f64::from(Shift::Noise.steps()), 0.1);
    /// ```
    pub const fn steps(self) -> u32 {
        match self {
            Self::Noise | Self::Offset => 20,
            Self::Rotation => 24,
        }
    }
}

/// A network, how its test data are moved, and perhaps another network to compare it with.
///
/// ```
/// use infoplane_core::experiments::shifted::{Shift, ShiftSpec};
/// use infoplane_core::experiments::training::TrainingSpec;
/// let spec = ShiftSpec::new(TrainingSpec::default(), vec![0.0; 123], Shift::Offset);
/// // In 20 steps to the strongest shift.
/// assert_eq!((spec.strengths.len(), spec.strengths[3], spec.strengths[20]), (21, 0.3, 2.0));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShiftSpec {
    /// The run the snapshot belongs to.
    pub training: TrainingSpec,
    /// The parameters of the network.
    pub snapshot: Vec<f32>,
    /// How the inputs are moved.
    pub shift: Shift,
    /// By how much, one after the other.
    pub strengths: Vec<f64>,
    /// A network on the same data: its run, and its parameters.
    pub other: Option<(TrainingSpec, Vec<f32>)>,
}

impl ShiftSpec {
    /// Range of the number of [`ShiftSpec::strengths`].
    ///
    /// ```
    /// # use infoplane_core::experiments::shifted::ShiftSpec;
    /// assert!(ShiftSpec::STRENGTHS.check(25.0).is_ok());
    /// ```
    pub const STRENGTHS: Range = Range { field: "strengths", min: 1.0, max: 1_000.0 };

    /// From no shift to the strongest in [`Shift::steps`], with no other network.
    ///
    /// ```
    /// use infoplane_core::experiments::shifted::{Shift, ShiftSpec};
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let spec = ShiftSpec::new(TrainingSpec::default(), vec![0.0; 123], Shift::Rotation);
    /// assert_eq!(spec.strengths[1], 7.5);
    /// ```
    pub fn new(training: TrainingSpec, snapshot: Vec<f32>, shift: Shift) -> Self {
        let (max, n) = (shift.range().max, shift.steps());
        let strengths = (0..=n).map(|step| max * f64::from(step) / f64::from(n)).collect();
        Self { training, snapshot, shift, strengths, other: None }
    }
}

/// How the network does at one strength of the shift. Information in nats.
///
/// ```
/// use infoplane_core::experiments::shifted::{Shift, ShiftSpec, shifted};
/// use infoplane_core::experiments::training::TrainingSpec;
/// // A network of zeros finds three classes as probable, wherever the inputs are.
/// let spec = ShiftSpec::new(TrainingSpec::default(), vec![0.0; 123], Shift::Noise);
/// let points = shifted(&spec, None)?;
/// assert!(points.iter().all(|p| (p.test.predictive_entropy - 3_f64.ln()).abs() < 1e-12));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shifted {
    /// The strength.
    pub strength: f64,
    /// On the test set, moved.
    pub test: Evaluation,
    /// KL between the predictions of both networks, if there is another.
    pub between: Option<Between>,
}

impl Shifted {
    /// Mean over the inputs of KL(labels ‖ predictions): of the distribution of each input's label where it is known, of
    /// its one label where not; then that is the cross-entropy.
    ///
    /// ```
    /// use infoplane_core::experiments::shifted::{Shift, ShiftSpec, shifted};
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let mut training = TrainingSpec::default();
    /// training.data.source = infoplane_core::learner::dataset::Source::Xor;
    /// // Two classes told apart without doubt, and a network that knows nothing: ln 2.
    /// (training.data.noise, training.data.n_classes) = (0.0, 2);
    /// let snapshot = vec![0.0; training.n_parameters()];
    /// let points = shifted(&ShiftSpec::new(training, snapshot, Shift::Noise), None)?;
    /// assert!((points[0].kl() - 2_f64.ln()).abs() < 1e-9);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn kl(&self) -> f64 {
        self.test.kl.unwrap_or(self.test.cross_entropy)
    }
}

/// How far the predictions of two networks are from each other: the mean over the test inputs, in nats.
///
/// ```
/// use infoplane_core::experiments::shifted::{Shift, ShiftSpec, shifted};
/// use infoplane_core::experiments::training::TrainingSpec;
/// // A network and itself.
/// let training = TrainingSpec::default();
/// let other = Some((training.clone(), vec![0.5; 123]));
/// let spec = ShiftSpec { other, ..ShiftSpec::new(training, vec![0.5; 123], Shift::Noise) };
/// let between = shifted(&spec, None)?[3].between.expect("another network");
/// assert_eq!((between.other_from_this, between.this_from_other), (0.0, 0.0));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Between {
    /// KL(other ‖ this): what this network costs where the other is right.
    pub other_from_this: f64,
    /// KL(this ‖ other).
    pub this_from_other: f64,
}

/// Evaluates the network at every strength. The noise is drawn once, from the stream of the estimates, and scaled.
/// Cost: two forward passes of the test set for each strength, and one of the other network.
///
/// # Errors
/// [`SpecError`] for a run or a snapshot that cannot be; [`SpecError::OutOfRange`] with the name of the shift for a strength
/// outside [`Shift::range`] and for a rotation where there is no plane, with `snapshot` for weights under which the
/// predictions are not finite, with `strengths` for none or too many, and with `features` for another network that sees
/// other data.
///
/// ```
/// use infoplane_core::experiments::shifted::{Shift, ShiftSpec, shifted};
/// use infoplane_core::experiments::training::TrainingSpec;
/// let training = TrainingSpec::default();
/// let spec = ShiftSpec { strengths: vec![181.0], ..ShiftSpec::new(training, vec![0.0; 123], Shift::Rotation) };
/// let refused = shifted(&spec, None).expect_err("more than half a turn");
/// assert_eq!(refused.to_string(), "invalid rotation: 181 (allowed: 0 to 180)");
/// ```
pub fn shifted(spec: &ShiftSpec, asset: Option<&[u8]>) -> Result<Vec<Shifted>, SpecError> {
    spec.training.validate()?;
    ShiftSpec::STRENGTHS.check(spec.strengths.len() as f64)?;
    let range = spec.shift.range();
    spec.strengths.iter().try_for_each(|strength| range.check(*strength))?;
    let data = dataset::generate(&spec.training.data, spec.training.seeds(), asset)?;
    if spec.shift == Shift::Rotation && data.points.is_empty() {
        Range { max: 0.0, ..range }.check(range.max)?;
    }
    let network = spec.training.network_with(spec.snapshot.clone())?;
    let other = match &spec.other {
        Some((training, snapshot)) => Some(other_network(&spec.training, training, snapshot)?),
        None => None,
    };
    let problem = Classification::new(&spec.training, &data)?;
    let mut mover = Mover::new(spec, data);
    let mut batch = Batch::new(&network, CHUNK);
    let at = |&strength: &f64| {
        let data = mover.moved(strength);
        let test = problem.evaluate(&network, &mut batch, Samples { data, of: &data.test });
        let between = other.as_ref().map(|other| Between::of(&network, other, data));
        let distances = between.map_or(0.0, |between| between.other_from_this + between.this_from_other);
        if Classification::is_finite(&test) && distances.is_finite() {
            return Ok(Shifted { strength, test, between });
        }
        let (min, max) = (f64::from(f32::MIN), f64::from(f32::MAX));
        Err(SpecError::OutOfRange { field: "snapshot".into(), value: test.loss, min, max })
    };
    spec.strengths.iter().map(at).collect()
}

/// Samples that pass through a network together; without influence on the result.
const CHUNK: usize = 256;

fn other_network(
    this: &TrainingSpec,
    other: &TrainingSpec,
    snapshot: &[f32],
) -> Result<Network<f32>, SpecError> {
    other.validate()?;
    let n_same = if other.data == this.data { 1.0 } else { 0.0 };
    Range { field: "features", min: 1.0, max: 1.0 }.check(n_same)?;
    other.network_with(snapshot.to_vec())
}

/// The data, and the test inputs as they were.
struct Mover {
    shift: Shift,
    data: Dataset,
    points: Vec<[f32; 2]>,
    inputs: Vec<f32>,
    /// Standard normal numbers, two for each point or one for each feature of a test sample.
    noise: Vec<f32>,
}

impl Mover {
    fn new(spec: &ShiftSpec, data: Dataset) -> Self {
        let n = if data.points.is_empty() { data.n_features() } else { 2 } * data.test.len();
        let mut draws: Stream = spec.training.seeds().stream(Purpose::Estimates);
        let noise = (0..n).map(|_| draws.normal() as f32).collect();
        Self { shift: spec.shift, points: data.points.clone(), inputs: data.inputs.clone(), noise, data }
    }

    /// The data with the test inputs moved.
    fn moved(&mut self, strength: f64) -> &Dataset {
        let n_features = self.data.n_features();
        for index in 0..self.data.test.len() {
            let sample = self.data.test[index];
            let input = match self.points.get(sample) {
                Some(point) => self.data.encode(self.moved_point(*point, index, strength)),
                None => self.moved_features(sample, index, strength),
            };
            self.data.inputs[sample * n_features..][..n_features].copy_from_slice(&input);
        }
        &self.data
    }

    fn moved_point(&self, [x, y]: [f32; 2], index: usize, strength: f64) -> [f32; 2] {
        let by = strength as f32;
        match self.shift {
            Shift::Noise => [x + by * self.noise[2 * index], y + by * self.noise[2 * index + 1]],
            Shift::Offset => [x + by, y],
            Shift::Rotation => {
                let angle = strength.to_radians();
                let (sin, cos) = (libm::sin(angle) as f32, libm::cos(angle) as f32);
                [cos * x - sin * y, sin * x + cos * y]
            }
        }
    }

    fn moved_features(&self, sample: usize, index: usize, strength: f64) -> Vec<f32> {
        let (n, by) = (self.data.n_features(), strength as f32);
        let features = self.inputs[sample * n..][..n].iter().zip(&self.noise[index * n..]);
        let moved =
            |(x, noise): (&f32, &f32)| if self.shift == Shift::Noise { x + by * noise } else { x + by };
        features.map(moved).collect()
    }
}

impl Between {
    fn of(this: &Network<f32>, other: &Network<f32>, data: &Dataset) -> Self {
        let [mut this_batch, mut other_batch] = [this, other].map(|network| Batch::new(network, 1));
        let [mut log_q, mut log_r] = [(); 2].map(|()| vec![0.0; data.n_classes()]);
        let mut sums = [0.0; 2];
        for sample in &data.test {
            for (network, batch, log) in
                [(this, &mut this_batch, &mut log_q), (other, &mut other_batch, &mut log_r)]
            {
                batch.load([(data.input(*sample), 0)].into_iter());
                batch.forward(network, None);
                log_softmax(batch.logits(0), log);
            }
            sums[0] += kl(&log_r, &log_q);
            sums[1] += kl(&log_q, &log_r);
        }
        let [other_from_this, this_from_other] = sums.map(|sum| sum / data.test.len() as f64);
        Self { other_from_this, this_from_other }
    }
}

/// Σ p (ln p − ln q) from the logarithms, which are finite.
fn kl(log_p: &[f64], log_q: &[f64]) -> f64 {
    log_p.iter().zip(log_q).map(|(p, q)| libm::exp(*p) * (p - q)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::training::Training;
    use crate::experiments::{Experiment, Progress};
    use crate::learner::dataset::Source;

    fn trained(training: &TrainingSpec) -> (Vec<f32>, Evaluation) {
        let mut run = Training::start(training, None).expect("valid");
        while run.step() == Progress::Running {}
        let frame = run.frame();
        (frame.snapshot, frame.test)
    }

    fn short() -> TrainingSpec {
        TrainingSpec { n_epochs: 60, ..TrainingSpec::default() }
    }

    #[test]
    fn without_a_shift_the_evaluation_is_that_of_the_run() {
        let (snapshot, test) = trained(&short());
        for shift in Shift::ALL {
            let points = shifted(&ShiftSpec::new(short(), snapshot.clone(), *shift), None).expect("valid");
            assert_eq!((points[0].strength, points[0].test), (0.0, test), "{shift:?}");
            assert_ne!(points[12].test, test, "{shift:?}");
        }
    }

    /// Half a turn of a circle about the origin is the circle: its points are other ones, but a network that only sees the
    /// square of the radius does not notice.
    #[test]
    fn a_turn_is_not_seen_by_features_that_do_not_turn() {
        let mut training = short();
        training.data.source = Source::Circles;
        training.data.features =
            dataset::Features::of(&[dataset::Feature::XSquared, dataset::Feature::YSquared]);
        let (snapshot, test) = trained(&training);
        let spec =
            ShiftSpec { strengths: vec![90.0, 180.0], ..ShiftSpec::new(training, snapshot, Shift::Rotation) };
        let points = shifted(&spec, None).expect("valid");
        assert!((points[1].kl() - test.kl.expect("known")).abs() < 1e-4, "{} {:?}", points[1].kl(), test.kl);
    }

    #[test]
    fn noise_makes_a_trained_network_wrong_before_it_makes_it_unsure() {
        let training = TrainingSpec { n_epochs: 300, ..TrainingSpec::default() };
        let (snapshot, test) = trained(&training);
        let points = shifted(&ShiftSpec::new(training, snapshot, Shift::Noise), None).expect("valid");
        let last = points.last().expect("strengths");
        assert!(last.test.accuracy < 0.6 && test.accuracy > 0.85, "{} {}", last.test.accuracy, test.accuracy);
        assert!(last.kl() > last.test.predictive_entropy, "{last:?}");
    }

    #[test]
    fn two_networks_differ_as_their_predictions_do() {
        let mut other = short();
        other.network.hidden = vec![4];
        let this = ShiftSpec::new(short(), trained(&short()).0, Shift::Noise);
        let of = |other| ShiftSpec { strengths: vec![0.0], other, ..this.clone() };
        // Zero weights predict 1/3 of each class: KL(q ‖ 1/3) = ln 3 − H(q).
        let zeros = vec![0.0; other.n_parameters()];
        let point = shifted(&of(Some((other.clone(), zeros))), None).expect("valid")[0];
        let between = point.between.expect("another network");
        let expected = libm::log(3.0) - point.test.predictive_entropy;
        assert!((between.this_from_other - expected).abs() < 1e-9, "{between:?} {expected}");
        assert!(between.other_from_this > 0.0);
        other.data.noise += 0.1;
        let refused = shifted(&of(Some((other.clone(), vec![0.0; other.n_parameters()]))), None);
        assert!(refused.is_err_and(|error| error.to_string().starts_with("invalid features: 0")));
    }

    #[test]
    fn what_cannot_be_moved_so_is_refused() {
        let training = TrainingSpec::saxe_2018(crate::learner::activation::Activation::Tanh);
        let snapshot = vec![0.0; training.n_parameters()];
        let spec = ShiftSpec::new(training, snapshot, Shift::Rotation);
        let refused = |spec: ShiftSpec| shifted(&spec, None).expect_err("refused").to_string();
        assert!(refused(spec.clone()).starts_with("invalid rotation: 180 (allowed: 0 to 0)"));
        assert!(
            shifted(&ShiftSpec { shift: Shift::Offset, strengths: vec![0.5], ..spec.clone() }, None).is_ok()
        );
        assert!(refused(ShiftSpec { strengths: vec![], ..spec.clone() }).starts_with("invalid strengths: 0"));
        assert!(
            refused(ShiftSpec { strengths: vec![f64::NAN], ..spec.clone() })
                .starts_with("invalid rotation: NaN")
        );
        let spec = ShiftSpec { shift: Shift::Noise, strengths: vec![0.5], snapshot: vec![0.0], ..spec };
        assert!(refused(spec).contains("snapshot"));
    }
}
