//! `g_optimizer_steps_torch.json` and `g_optimizer_steps_keras.json`: four networks under every
//! update rule, a hundred updates on the whole batch, in double and in single precision.
//!
//! Some of these runs magnify rounding until nothing is left of it: SGD at 0.5 on the deep nets turns
//! a last bit of the initial weights into 1e-5 within a hundred updates in double precision, and
//! PyTorch's own two precisions part by 0.04. There, and for weights and scaled gradients in single
//! precision, a value must be as near as the run itself is to runs from weights one rounding away; and once these are
//! farther away than 1e-3, the rest of the run is left out, and counted.

use super::nets::{check_parameters, cross_entropy, network, rows, sizes};
use super::report::{Report, Tolerance};
use infoplane_core::learner::loss::Loss;
use infoplane_core::learner::network::Network;
use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
use infoplane_core::learner::passes::Batch;
use infoplane_core::math::real::Real;
use serde_json::Value;

const N_STEPS: usize = 100;

/// How often initial weights are disturbed to learn what rounding does to a run, and what multiple of
/// the largest effect is allowed: a run rounds at every step, the disturbance is one of the first.
const N_DISTURBED: u32 = 4;
const ROUNDINGS: f64 = 20.0;
/// The largest effect of a rounding with which values are still compared: times [`ROUNDINGS`] a fiftieth of a weight.
const LARGEST_EFFECT: f64 = 1e-3;
/// The most steps of all runs under one heading that may be left out so: those of PyTorch's SGD at 0.5 on the deep nets,
/// and of the weights, which the file has after 100 updates alone, also those of its RMSprop and Adagrad on one of them.
const MOST_LEFT_OUT: usize = 4;

/// PyTorch's file: it holds the networks and the data of both.
pub(crate) fn check_torch(case: &Value, report: &mut Report) {
    for field in case.as_object().expect("a case is an object").keys() {
        match field.as_str() {
            "dims" | "activation" | "X" | "y" | "W0" | "b0" | "note" => {}
            "float64" => check_precision::<f64>(Convention::PyTorch, case, &case["float64"], report),
            "float32" => check_precision::<f32>(Convention::PyTorch, case, &case["float32"], report),
            unknown => report.not_understood(unknown),
        }
    }
}

/// Keras' file: `same_net_as` names a case of PyTorch's.
pub(crate) fn check_keras(case: &Value, report: &mut Report) {
    let reference = case["same_net_as"].as_str().expect("the name of a case");
    let index = reference
        .strip_prefix("g_optimizer_steps_torch.json cases[")
        .and_then(|rest| rest.strip_suffix("] (X, y, W0, b0)"))
        .and_then(|index| index.parse::<usize>().ok())
        .expect("a case of PyTorch's file");
    let torch = crate::load("g_optimizer_steps_torch.json");
    let net = &torch["cases"][index];
    for field in case.as_object().expect("a case is an object").keys() {
        match field.as_str() {
            "same_net_as" | "note" => {}
            "float64" => check_precision::<f64>(Convention::Keras, net, &case["float64"], report),
            "float32" => check_precision::<f32>(Convention::Keras, net, &case["float32"], report),
            unknown => report.not_understood(unknown),
        }
    }
}

/// A rule by the name that the files have for it.
fn spec(name: &str, convention: Convention) -> Option<OptimizerSpec> {
    let at = |learning_rate, spec| OptimizerSpec { learning_rate, ..spec };
    Some(match name {
        "sgd" => OptimizerSpec::sgd(),
        "sgd_lr0.5" => at(0.5, OptimizerSpec::sgd()),
        "momentum0.9" => OptimizerSpec::momentum(convention),
        "nesterov0.9" => OptimizerSpec::nesterov(convention),
        "adam" => OptimizerSpec::adam(convention),
        "adam_lr4e-4" => at(4e-4, OptimizerSpec::adam(convention)),
        "adamw" => OptimizerSpec::adam_w(convention),
        "nadam" => OptimizerSpec::nadam(convention),
        "rmsprop" => OptimizerSpec::rms_prop(convention),
        "adagrad" => OptimizerSpec::adagrad(convention),
        _ => return None,
    })
}

fn check_precision<T: Precision>(convention: Convention, net: &Value, runs: &Value, report: &mut Report) {
    for (name, run) in runs.as_object().expect("runs by name") {
        if name == "initial_gradient" {
            report.know_fields(run, &["dW", "db"]);
            let gradient = Run::<T>::start(net).gradient();
            check_parameters(T::GRADIENT, name, &gradient, (&run["dW"], &run["db"]), T::BASE, report);
        } else if let Some(spec) = spec(name, convention) {
            let kind = T::kind(name, convention, Depth::of(net));
            check_run::<T>(name, &Compared::new(net, &spec), &kind, run, report);
        } else {
            report.not_understood(name);
        }
    }
}

fn check_run<T: Precision>(name: &str, found: &Compared<T>, kind: &Kind, run: &Value, report: &mut Report) {
    report.require_fields(run, &["loss", "params_after", "params_after/100"]);
    // A hundred updates from the start, of which single precision and deep networks have three or four losses at least.
    if by_step(&run["loss"]).len() < 4 {
        report.fail(&format!("{name}: losses are missing"));
    }
    for (field, golden) in run.as_object().expect("a run is an object") {
        let (run, rounding) = (&found.run, &found.rounding);
        match field.as_str() {
            "loss" => {
                check_numbers((name, field), &kind.losses, (&run.losses, &rounding.losses), golden, report)
            }
            "grad_norm" => {
                check_numbers((name, field), &kind.losses, (&run.norms, &rounding.norms), golden, report);
            }
            "params_after" => {
                let Heading { name: heading, .. } = kind.weights;
                for (step, golden, within) in
                    steps_to_compare(&kind.weights, &rounding.weights, golden, report)
                {
                    report.know_fields(golden, &["W", "b"]);
                    let golden = (&golden["W"], &golden["b"]);
                    let what = format!("{name} after {step}");
                    check_parameters(heading, &what, &run.weights[step], golden, within, report);
                }
            }
            unknown => report.not_understood(unknown),
        }
    }
}

/// One number for each step.
fn check_numbers(
    (name, field): (&str, &str),
    heading: &Heading,
    (found, rounding): (&[f64], &[f64]),
    golden: &Value,
    report: &mut Report,
) {
    for (step, golden, within) in steps_to_compare(heading, rounding, golden, report) {
        report.check(heading.name, &format!("{name} {field} {step}"), found[step], golden, within);
    }
}

/// The steps before rounding has too large an effect, with the tolerance at each; the others are counted.
fn steps_to_compare<'a>(
    heading: &Heading,
    rounding: &[f64],
    golden: &'a Value,
    report: &mut Report,
) -> Vec<(usize, &'a Value, Tolerance)> {
    let mut steps = by_step(golden);
    steps.sort_by_key(|(step, _)| *step);
    let n_compared = match heading.rounds {
        true => steps.iter().take_while(|(step, _)| rounding[*step] <= LARGEST_EFFECT).count(),
        false => steps.len(),
    };
    report.leave_out_steps(heading.name, steps.len() - n_compared, MOST_LEFT_OUT);
    let compared = steps.into_iter().take(n_compared);
    compared.map(|(step, golden)| (step, golden, heading.within(rounding[step]))).collect()
}

/// What a list has for every step, or an object for some.
fn by_step(golden: &Value) -> Vec<(usize, &Value)> {
    match golden {
        Value::Array(list) => list.iter().enumerate().collect(),
        _ => {
            let steps = golden.as_object().expect("values by step").iter();
            steps.map(|(step, golden)| (step.parse().expect("a step"), golden)).collect()
        }
    }
}

/// A network and its batch.
struct Run<T: Real> {
    network: Network<T>,
    batch: Batch<T>,
    loss: Loss<T>,
    n: usize,
}

/// One entry per number of updates done.
struct Trajectory<T> {
    losses: Vec<f64>,
    norms: Vec<f64>,
    weights: Vec<Vec<T>>,
}

/// The largest effect of one rounding of the initial weights; one entry per number of updates done.
struct Rounding {
    losses: Vec<f64>,
    norms: Vec<f64>,
    weights: Vec<f64>,
}

/// A run, and how near it is to its neighbors.
struct Compared<T> {
    run: Trajectory<T>,
    rounding: Rounding,
}

impl<T: Precision> Compared<T> {
    fn new(net: &Value, spec: &OptimizerSpec) -> Self {
        let run = Run::<T>::start(net).descend(spec);
        let zeros = || vec![0.0; N_STEPS + 1];
        let mut rounding = Rounding { losses: zeros(), norms: zeros(), weights: zeros() };
        for pattern in 0..N_DISTURBED {
            let mut neighbor = Run::<T>::start(net);
            neighbor.disturb(pattern);
            rounding.widen(&run, &neighbor.descend(spec));
        }
        Self { run, rounding }
    }
}

impl Rounding {
    fn widen<T: Real>(&mut self, run: &Trajectory<T>, neighbor: &Trajectory<T>) {
        let apart = |a: f64, b: f64| (a - b).abs();
        for step in 0..=N_STEPS {
            let weights = run.weights[step].iter().zip(&neighbor.weights[step]);
            let weight = weights.map(|(a, b)| apart(a.to_f64(), b.to_f64())).fold(0.0, f64::max);
            self.losses[step] = self.losses[step].max(apart(run.losses[step], neighbor.losses[step]));
            self.norms[step] = self.norms[step].max(apart(run.norms[step], neighbor.norms[step]));
            self.weights[step] = self.weights[step].max(weight);
        }
    }
}

impl<T: Precision> Run<T> {
    fn start(net: &Value) -> Self {
        let (inputs, labels) = (rows::<T>(&net["X"]), sizes(&net["y"]));
        let network = network(net);
        let mut batch = Batch::new(&network, labels.len());
        batch.load(inputs.iter().map(Vec::as_slice).zip(labels.iter().copied()));
        Self { loss: cross_entropy(&network), network, batch, n: labels.len() }
    }

    /// Rounds every weight up or down by one unit, as the bits of a hash say.
    fn disturb(&mut self, pattern: u32) {
        for (index, weight) in (0_u32..).zip(self.network.parameters_mut()) {
            let hash = (index * N_DISTURBED + pattern + 1).wrapping_mul(0x9e37_79b9);
            let sign = if hash >> 31 == 0 { 1.0 } else { -1.0 };
            *weight *= T::from_f64(1.0 + sign * T::UNIT);
        }
    }

    fn gradient(&mut self) -> Vec<T> {
        let mut gradient = vec![T::ZERO; self.network.parameters().len()];
        self.batch.forward(&self.network, None);
        self.batch.backward(&self.network, &self.loss, self.n, &mut gradient);
        gradient
    }

    fn descend(mut self, spec: &OptimizerSpec) -> Trajectory<T> {
        let mut optimizer = Optimizer::new(spec, self.network.parameters().len()).expect("a valid spec");
        let mut trajectory = Trajectory { losses: Vec::new(), norms: Vec::new(), weights: Vec::new() };
        for _ in 0..=N_STEPS {
            let gradient = self.gradient();
            let squares = gradient.iter().map(|g| g.to_f64() * g.to_f64());
            trajectory.losses.push(self.batch.objective(&self.loss, self.n));
            trajectory.norms.push(squares.sum::<f64>().sqrt());
            trajectory.weights.push(self.network.parameters().to_vec());
            optimizer.update(self.network.parameters_mut(), &gradient);
        }
        trajectory
    }
}

/// How much a network magnifies rounding.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    OneHiddenLayer,
    DeepTanh,
    DeepRelu,
}

impl Depth {
    fn of(net: &Value) -> Self {
        match net["activation"].as_str() {
            _ if sizes(&net["dims"]).len() == 3 => Self::OneHiddenLayer,
            Some("tanh") => Self::DeepTanh,
            _ => Self::DeepRelu,
        }
    }
}

/// What is asked of a run.
struct Kind {
    /// Of losses and norms of gradients.
    losses: Heading,
    weights: Heading,
}

/// How near numbers must be, and the heading that they are reported under.
struct Heading {
    name: &'static str,
    base: f64,
    /// Whether the effect of rounding is allowed for.
    rounds: bool,
}

impl Heading {
    fn within(&self, rounding: f64) -> Tolerance {
        let size = self.base + if self.rounds { ROUNDINGS * rounding } else { 0.0 };
        Tolerance { relative: self.base, absolute: size }
    }
}

/// Numbers that must be within the base, whatever rounding does.
const fn strict(name: &'static str, base: f64) -> Heading {
    Heading { name, base, rounds: false }
}

/// Numbers that may be as far off as rounding takes them.
const fn rounded(name: &'static str, base: f64) -> Heading {
    Heading { name, base, rounds: true }
}

trait Precision: Real {
    const GRADIENT: &'static str;
    /// The tolerance of values that no update has touched; they are of order one at most.
    const BASE: Tolerance;
    /// The unit of rounding, relative.
    const UNIT: f64;

    fn kind(rule: &str, convention: Convention, depth: Depth) -> Kind;
}

impl Precision for f64 {
    const GRADIENT: &'static str = "f64, first gradient";
    const BASE: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-12 };
    const UNIT: f64 = f64::EPSILON;

    /// 1e-12, but for PyTorch's RMSprop and Adagrad: their gradients are divided by roots near zero,
    /// and on the deep tanh net some gradients are themselves rounding noise.
    fn kind(rule: &str, convention: Convention, depth: Depth) -> Kind {
        let (losses, weights) = match (rule, convention) {
            ("sgd_lr0.5", _) if depth != Depth::OneHiddenLayer => (
                rounded("f64 losses, SGD at 0.5, deep", 1e-12),
                rounded("f64 weights, SGD at 0.5, deep", 1e-12),
            ),
            ("rmsprop", Convention::PyTorch) => (
                strict("f64 losses, PyTorch's RMSprop", 1e-9),
                strict("f64 weights, PyTorch's RMSprop", 1e-9),
            ),
            ("adagrad", Convention::PyTorch) if depth == Depth::DeepTanh => (
                strict("f64 losses, PyTorch's Adagrad, deep tanh", 1e-6),
                strict("f64 weights, PyTorch's Adagrad, deep tanh", 1e-6),
            ),
            _ => (strict("f64 losses", 1e-12), strict("f64 weights", 1e-12)),
        };
        Kind { losses, weights }
    }
}

impl Precision for f32 {
    const GRADIENT: &'static str = "f32, first gradient";
    const BASE: Tolerance = Tolerance { relative: 1e-6, absolute: 1e-6 };
    const UNIT: f64 = f32::EPSILON as f64;

    /// Losses 1e-6, but for RMSprop and Adagrad; weights only as near as rounding leaves them.
    fn kind(rule: &str, _: Convention, depth: Depth) -> Kind {
        let losses = match rule {
            "sgd_lr0.5" if depth != Depth::OneHiddenLayer => rounded("f32 losses, SGD at 0.5, deep", 1e-6),
            "rmsprop" | "adagrad" => rounded("f32 losses, RMSprop and Adagrad", 1e-6),
            _ => strict("f32 losses", 1e-6),
        };
        Kind { losses, weights: rounded("f32 weights", 1e-6) }
    }
}
