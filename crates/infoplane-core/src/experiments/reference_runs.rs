//! Short runs whose bits are known: the same natively and in every browser.
//!
//! Together they have every source of data and every option of them, every activation, every kind of units, noise,
//! output, loss and penalty, every schedule, clipping and mean of weights, changes in the middle of a run, streams of
//! their own, layers of one and of 1,024 units, a β-VAE and a linear student. The numbers are compared by a native
//! test, and can be compared in a browser by whatever has this crate there.

mod branched;

use crate::experiments::beta_vae::{BetaVae, BetaVaeSpec};
use crate::experiments::linear_student::{LinearStudent, LinearStudentSpec};
use crate::experiments::training::{Order, Training, TrainingSpec};
use crate::experiments::{Experiment, Progress, digest};
use crate::learner::activation::Activation;
use crate::learner::dataset::{Feature, Features, Scaling, Source, Split};
use crate::learner::init::{Fan, Init, Shape};
use crate::learner::layer::{Deviation, LayerOptions, Noise, Units};
use crate::learner::loss::{LossKind, RateForm};
use crate::learner::network::Output;
use crate::learner::optimizer::averaging::Averaging;
use crate::learner::optimizer::clipping::{Clipping, Limit};
use crate::learner::optimizer::schedule::Schedule;
use crate::learner::optimizer::{Convention, OptimizerSpec, Rule};
use crate::learner::regularization::Regularization;
use crate::learner::spec::SpecError;

/// A run and the [`digest`] of its last weights.
///
/// ```
/// use infoplane_core::experiments::reference_runs::reference_runs;
/// let runs = reference_runs()?;
/// let names: std::collections::HashSet<&str> = runs.iter().map(|run| run.name).collect();
/// assert_eq!(names.len(), runs.len());
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReferenceRun {
    /// What is special about it.
    pub name: &'static str,
    /// The run.
    pub spec: ReferenceSpec,
    /// The digest that every platform must find.
    pub expected: u64,
}

/// What a reference run trains.
///
/// ```
/// use infoplane_core::experiments::reference_runs::{ReferenceSpec, reference_runs};
/// // All are classifiers but an autoencoder and a linear student.
/// let runs = reference_runs()?;
/// let n_classifiers = runs.iter().filter(|run| matches!(run.spec, ReferenceSpec::Training(_))).count();
/// assert_eq!(n_classifiers, runs.len() - 2);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub enum ReferenceSpec {
    /// A classifier.
    Training(TrainingSpec),
    /// An autoencoder.
    BetaVae(BetaVaeSpec),
    /// A student of a linear teacher.
    LinearStudent(LinearStudentSpec),
}

impl ReferenceRun {
    /// Runs it to its end and gives the digest of the weights; `digits` is the file of the digits.
    ///
    /// ```
    /// use infoplane_core::experiments::reference_runs::reference_runs;
    /// // The first needs no digits.
    /// let tanh = &reference_runs()?[0];
    /// assert_eq!(tanh.digest(&[])?, tanh.expected);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Training::start`], [`BetaVae::start`] and [`LinearStudent::start`].
    pub fn digest(&self, digits: &[u8]) -> Result<u64, SpecError> {
        let snapshot = match &self.spec {
            ReferenceSpec::Training(spec) if spec.data.source == Source::Own => {
                last_frame::<Training>(spec, &branched::own_points()?)?.snapshot
            }
            ReferenceSpec::Training(spec) => last_frame::<Training>(spec, digits)?.snapshot,
            ReferenceSpec::BetaVae(spec) => last_frame::<BetaVae>(spec, digits)?.snapshot,
            ReferenceSpec::LinearStudent(spec) => last_frame::<LinearStudent>(spec, digits)?.snapshot,
        };
        Ok(digest(&snapshot))
    }
}

fn last_frame<E: Experiment>(spec: &E::Spec, digits: &[u8]) -> Result<E::Frame, SpecError> {
    let mut run = E::start(spec, Some(digits))?;
    while run.step() == Progress::Running {}
    Ok(run.frame())
}

/// Epochs of a run: enough for every sum to have been rounded many times.
const N_EPOCHS: u32 = 20;

/// All of them. A change of a digest changes what everybody's links show: it needs a line in the change log.
///
/// ```
/// use infoplane_core::experiments::reference_runs::reference_runs;
/// assert!(reference_runs()?.iter().any(|run| run.name == "12 bits, stochastic rule"));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
///
/// # Errors
/// None: the limits they are made of are in range.
pub fn reference_runs() -> Result<Vec<ReferenceRun>, SpecError> {
    let mut runs = plain_runs();
    runs.extend(optimized_runs());
    runs.extend(noisy_runs()?);
    runs.extend(penalized_runs()?);
    runs.extend(scheduled_runs()?);
    runs.extend(branched::runs());
    runs.extend([beta_vae(), branched::linear_student()]);
    Ok(runs)
}

fn run(
    name: &'static str,
    expected: u64,
    source: Source,
    rule: (Rule, f64),
    activation: Activation,
) -> ReferenceRun {
    let mut spec = TrainingSpec { n_epochs: N_EPOCHS, ..TrainingSpec::default() };
    spec.data.source = source;
    spec.network.activation = activation;
    spec.optimizer = rule.0.at(rule.1);
    ReferenceRun { name, spec: ReferenceSpec::Training(spec), expected }
}

impl ReferenceRun {
    /// The same run with some of its spec changed.
    fn with(mut self, change: impl FnOnce(&mut TrainingSpec)) -> Self {
        if let ReferenceSpec::Training(spec) = &mut self.spec {
            change(spec);
        }
        self
    }
}

/// Every activation, and every source that needs no options.
fn plain_runs() -> Vec<ReferenceRun> {
    use Activation::{Identity, Relu, Sigmoid, Softplus, Softsign, Tanh};
    let adam = (Rule::Adam, 0.01);
    vec![
        run("tanh", 0xcf79_267a_6747_0461, Source::Spirals, adam, Tanh),
        run("relu", 0x4524_b7c7_09e0_67a5, Source::Spirals, (Rule::Sgd, 0.1), Relu),
        run("sigmoid", 0x082b_00a3_2835_6208, Source::Moons, adam, Sigmoid),
        run("softplus", 0xab31_5c5c_4332_7bf5, Source::Xor, (Rule::Momentum, 0.02), Softplus),
        run("softsign", 0xff8d_0502_e5da_b63a, Source::Circles, adam, Softsign),
        run("linear", 0x126e_e4f2_4ef4_4438, Source::Gaussians, (Rule::Sgd, 0.1), Identity),
        run("leaky relu", 0x4d4d_f22c_b73e_efbe, Source::Spirals, adam, Activation::LeakyRelu),
        run("elu", 0x91d3_930c_4d14_94e2, Source::Spirals, adam, Activation::Elu),
        run("gelu", 0x0ff1_5a68_15a5_a85e, Source::Spirals, adam, Activation::Gelu),
        run("sin", 0x2df2_1126_9efd_3e70, Source::Spirals, adam, Activation::Sin),
        run("12 bits, tanh", 0x4ab0_1685_77ce_5bfa, Source::TwelveBit, (Rule::Adam, 4e-4), Tanh),
        run("12 bits, relu", 0xa5f7_f7e5_ffef_8549, Source::TwelveBit, (Rule::Sgd, 0.05), Relu),
        run("digits", 0xdb1a_3e8a_f05e_d6f6, Source::Digits, adam, Relu),
    ]
}

/// Every rule that no other run has, and PyTorch's conventions.
fn optimized_runs() -> Vec<ReferenceRun> {
    let start = |name, expected, optimizer: OptimizerSpec| {
        run(name, expected, Source::Spirals, (Rule::Adam, 0.01), Activation::Tanh)
            .with(move |spec| spec.optimizer = optimizer)
    };
    vec![
        start("nesterov", 0xa8dc_f780_9e71_017e, OptimizerSpec::nesterov(Convention::Keras)),
        start("nesterov, PyTorch", 0x858f_1d33_eca6_14db, OptimizerSpec::nesterov(Convention::PyTorch)),
        start("rmsprop", 0x1b23_eb2f_1d35_0785, OptimizerSpec::rms_prop(Convention::Keras)),
        start("rmsprop, PyTorch", 0xf46a_63e3_7804_d3b7, OptimizerSpec::rms_prop(Convention::PyTorch)),
        start("adagrad, PyTorch", 0x0d3e_17cf_a8bb_6df9, OptimizerSpec::adagrad(Convention::PyTorch)),
        start("nadam", 0x6f28_b97c_a67a_4a10, OptimizerSpec::nadam(Convention::Keras)),
        start("adamw, PyTorch", 0x20f3_c90e_ac53_45be, OptimizerSpec::adam_w(Convention::PyTorch)),
    ]
}

/// Every kind of noise and of units.
fn noisy_runs() -> Result<Vec<ReferenceRun>, SpecError> {
    let with = |name, expected, options: LayerOptions| {
        run(name, expected, Source::Moons, (Rule::Adam, 0.01), Activation::Tanh)
            .with(|spec| spec.network.options = vec![options])
    };
    let noise = |noise| LayerOptions { units: Units::Shared, noise };
    let units = |units| LayerOptions { units, noise: Noise::None };
    let bottleneck = units(Units::Bottleneck(Deviation::Softplus));
    Ok(vec![
        with("dropout", 0x5318_9065_ca97_5fbe, noise(Noise::Dropout { rate: 0.3 })),
        with("noise", 0xbca6_a7e8_44ba_04fe, noise(Noise::Gaussian { deviation: 0.1 })),
        with("gaussian dropout", 0xe5b5_2ee3_8b89_5cfd, noise(Noise::GaussianDropout { rate: 0.3 })),
        with("layer normalization", 0x4c1b_54bc_4f67_85ff, units(Units::Normalized(Activation::Elu))),
        with("bottleneck", 0xc5f1_401f_a5ec_5858, bottleneck).with(|spec| spec.objective.loss.beta = 0.01),
        with("log-variance", 0x32e5_50db_fc05_4e54, units(Units::Bottleneck(Deviation::LogVariance)))
            .with(|spec| spec.objective.loss.beta = 0.01),
        with("squared rate", 0x559c_f463_e4ea_2d5e, bottleneck).with(|spec| {
            spec.objective.loss.beta = 0.01;
            spec.objective.loss.rate = RateForm::Squared;
            spec.batch_size = 300;
        }),
    ])
}

/// Every output, loss and penalty, and what is done with the gradient.
fn penalized_runs() -> Result<Vec<ReferenceRun>, SpecError> {
    let start =
        |name, expected| run(name, expected, Source::Circles, (Rule::Momentum, 0.02), Activation::Tanh);
    let limit = Limit::new(0.5)?;
    let schedule = Schedule::cosine(200, 0.1)?.after_warm_up(20);
    Ok(vec![
        start("sigmoid outputs", 0x6816_49af_6674_8579).with(|spec| {
            spec.network.output = Output::Sigmoid;
            spec.objective.loss.label_smoothing = 0.1;
            spec.network.init = Some(Init::PyTorchLinear);
        }),
        start("squared error", 0x37f9_3c8d_d4f9_21a6).with(|spec| {
            spec.network.output = Output::Gaussian;
            spec.objective.loss.kind = LossKind::SquaredError;
            spec.network.init = Some(Init::Orthogonal { gain: 1.0 });
        }),
        start("penalties", 0xb51d_fed3_2ac2_155e).with(|spec| {
            spec.objective.loss.confidence_penalty = 0.1;
            spec.objective.loss.class_weights = vec![1.0, 2.0, 0.5];
            spec.objective.regularization = Regularization { l1: 1e-4, l2: 1e-3 };
            spec.network.init = Some(Init::he(Shape::TruncatedNormal));
        }),
        start("clipping, schedule, mean", 0x231d_83ca_981c_8cd4).with(|spec| {
            spec.objective.clipping = Clipping::Norm(limit);
            spec.objective.schedule = schedule;
            spec.objective.averaging = Some(Averaging::Exponential { momentum: 0.9 });
            spec.network.init = Some(Init::lecun(Shape::Normal));
        }),
    ])
}

/// The options of data, the other schedules, clipping of values, the plain mean, and samples as given.
fn scheduled_runs() -> Result<Vec<ReferenceRun>, SpecError> {
    let start = |name, expected, source| run(name, expected, source, (Rule::AdamW, 0.01), Activation::Tanh);
    let limit = Limit::new(0.01)?;
    let (step, exponential) = (Schedule::step(50, 0.5)?, Schedule::exponential(100, 0.5)?);
    let features = Features::of(&[Feature::X, Feature::YSquared, Feature::Product, Feature::SinX]);
    Ok(vec![
        start("rings, features, step schedule, mean", 0xe4c8_64d5_7826_7f2f, Source::Rings).with(|spec| {
            (spec.data.features, spec.data.scaling) = (features, Scaling::Standard);
            (spec.data.label_noise, spec.data.imbalance) = (0.1, 3.0);
            spec.objective.schedule = step;
            spec.objective.averaging = Some(Averaging::Mean);
            spec.network.init = Some(Init::TruncatedNormal { fan: Fan::In });
        }),
        start("checkerboard as given, random split", 0xd00b_3fb1_3974_6ffa, Source::Checkerboard).with(
            |spec| {
                (spec.data.split, spec.order) = (Split::Random, Order::AsGiven);
                spec.objective.schedule = exponential;
                spec.objective.clipping = Clipping::Values(limit);
            },
        ),
        start("12 bits, stochastic rule", 0x25a0_bc14_16bb_e139, Source::TwelveBit).with(|spec| {
            (spec.data.softness, spec.data.label_noise) = (0.5, 0.05);
            (spec.data.split, spec.batch_size) = (Split::Random, 256);
        }),
    ])
}

fn beta_vae() -> ReferenceRun {
    let spec = BetaVaeSpec { beta: 0.5, n_epochs: 3, ..BetaVaeSpec::default() };
    ReferenceRun { name: "beta-vae", spec: ReferenceSpec::BetaVae(spec), expected: 0x2c29_4665_a6f3_9bd1 }
}
