//! Short runs whose bits are known: the same natively and in every browser.
//!
//! Together they have every activation, every kind of units, noise, output, loss and penalty, every
//! rule that a learner is offered, a schedule, clipping and a mean of weights. The numbers are compared
//! by a native test, and can be compared in a browser by whatever has this crate there.

use crate::experiments::training::{Training, TrainingSpec};
use crate::experiments::{Experiment, Progress, SpecError, digest};
use crate::learner::activation::Activation;
use crate::learner::dataset::Source;
use crate::learner::init::{Init, Shape};
use crate::learner::layer::{Deviation, LayerOptions, Noise, Units};
use crate::learner::loss::{LossKind, RateForm};
use crate::learner::network::Output;
use crate::learner::optimizer::Rule;
use crate::learner::optimizer::averaging::Averaging;
use crate::learner::optimizer::clipping::{Clipping, Limit};
use crate::learner::optimizer::schedule::Schedule;

/// A run and the [`digest`] of its last weights.
#[derive(Clone, Debug)]
pub struct ReferenceRun {
    /// What is special about it.
    pub name: &'static str,
    /// The run.
    pub spec: TrainingSpec,
    /// The digest that every platform must find.
    pub expected: u64,
}

impl ReferenceRun {
    /// Runs it to its end and gives the digest of the weights; `digits` is the file of the digits.
    ///
    /// # Errors
    /// Those of [`Training::start`].
    pub fn digest(&self, digits: &[u8]) -> Result<u64, SpecError> {
        let mut run = Training::start(&self.spec, Some(digits))?;
        while run.step() == Progress::Running {}
        Ok(digest(&run.frame().snapshot))
    }
}

/// Epochs of a run: enough for every sum to have been rounded many times.
const N_EPOCHS: u32 = 20;

/// All of them. A change of a digest changes what everybody's links show: it needs a line in the change log.
///
/// # Errors
/// None: the limits they are made of are in range.
pub fn reference_runs() -> Result<Vec<ReferenceRun>, SpecError> {
    let mut runs = plain_runs();
    runs.extend(noisy_runs()?);
    runs.extend(penalized_runs()?);
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
    ReferenceRun { name, spec, expected }
}

/// Every activation and rule.
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

/// Every kind of noise and of units.
fn noisy_runs() -> Result<Vec<ReferenceRun>, SpecError> {
    let with = |name, expected, options: LayerOptions| {
        let mut run = run(name, expected, Source::Moons, (Rule::Adam, 0.01), Activation::Tanh);
        run.spec.network.options = vec![options];
        run
    };
    let noise = |noise| LayerOptions { units: Units::Shared, noise };
    let units = |units| LayerOptions { units, noise: Noise::None };
    let mut bottleneck =
        with("bottleneck", 0xc5f1_401f_a5ec_5858, units(Units::Bottleneck(Deviation::Softplus)));
    bottleneck.spec.objective.loss.beta = 0.01;
    let mut squared =
        with("squared rate", 0x559c_f463_e4ea_2d5e, units(Units::Bottleneck(Deviation::Softplus)));
    squared.spec.objective.loss.beta = 0.01;
    squared.spec.objective.loss.rate = RateForm::Squared;
    squared.spec.batch_size = 300;
    Ok(vec![
        with("dropout", 0x5318_9065_ca97_5fbe, noise(Noise::Dropout { rate: 0.3 })),
        with("noise", 0xbca6_a7e8_44ba_04fe, noise(Noise::Gaussian { deviation: 0.1 })),
        with("gaussian dropout", 0xe5b5_2ee3_8b89_5cfd, noise(Noise::GaussianDropout { rate: 0.3 })),
        with("layer normalization", 0x4c1b_54bc_4f67_85ff, units(Units::Normalized(Activation::Elu))),
        bottleneck,
        squared,
    ])
}

/// Every output, loss and penalty, and what is done with the gradient.
fn penalized_runs() -> Result<Vec<ReferenceRun>, SpecError> {
    let start =
        |name, expected| run(name, expected, Source::Circles, (Rule::Momentum, 0.02), Activation::Tanh);
    let mut sigmoid = start("sigmoid outputs", 0x6816_49af_6674_8579);
    sigmoid.spec.network.output = Output::Sigmoid;
    sigmoid.spec.objective.loss.label_smoothing = 0.1;
    sigmoid.spec.network.init = Some(Init::PyTorchLinear);
    let mut squared = start("squared error", 0x37f9_3c8d_d4f9_21a6);
    squared.spec.network.output = Output::Gaussian;
    squared.spec.objective.loss.kind = LossKind::SquaredError;
    squared.spec.network.init = Some(Init::Orthogonal { gain: 1.0 });
    let mut penalized = start("penalties", 0x5a55_c9d2_d849_dcc2);
    penalized.spec.objective.loss.confidence_penalty = 0.1;
    penalized.spec.objective.loss.class_weights = vec![1.0, 2.0, 0.5];
    penalized.spec.objective.regularization.l1 = 1e-4;
    penalized.spec.objective.regularization.l2 = 1e-3;
    penalized.spec.network.init = Some(Init::he(Shape::TruncatedNormal));
    let mut clipped = start("clipping, schedule, mean", 0x0771_de5a_e83e_c686);
    clipped.spec.objective.clipping = Clipping::Norm(Limit::new(0.5)?);
    clipped.spec.objective.schedule = Schedule::cosine(200, 0.1)?.after_warm_up(20);
    clipped.spec.objective.averaging = Some(Averaging::Exponential { momentum: 0.9 });
    clipped.spec.network.init = Some(Init::lecun(Shape::Normal));
    Ok(vec![sigmoid, squared, penalized, clipped])
}
