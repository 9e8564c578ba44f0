//! `g_ibnet_exact.json`: the network of Saxe et al. in double precision, from given weights over given
//! mini-batches to the information of every layer.

use super::nets::{check_parameters, cross_entropy, network, parameters, sizes};
use super::report::{Report, Tolerance};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::kde::{self, KdeBounds, NoiseVariance};
use infoplane_core::learner::dataset::twelve_bit::{self, N_BITS, N_PATTERNS};
use infoplane_core::learner::network::Network;
use infoplane_core::learner::optimizer::{Optimizer, OptimizerSpec, Precision, Rule};
use infoplane_core::learner::passes::Batch;
use infoplane_core::measures::units::Unit;
use serde_json::Value;

const BATCH_SIZE: usize = 256;
const WEIGHTS: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-12 };
const BINNED: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-12 };
const KDE: Tolerance = Tolerance { relative: 0.0, absolute: 1e-10 };
/// The single-precision kernel on activations rounded to single precision.
const FAST_KDE: Tolerance = Tolerance { relative: 0.0, absolute: 1e-4 };
const LOSS: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-12 };

/// What a case is made of beside golden values.
const INPUTS: &[&str] = &["activation", "dims", "W0", "b0", "note", "batches_epoch"];

/// What is compared of every layer.
const LAYER_VALUES: &[&str] = &[
    "I_XT_upper",
    "I_TY_upper",
    "I_XT_lower",
    "I_TY_lower",
    "I_XT_bin0.07",
    "I_TY_bin0.07",
    "I_XT_bins30",
    "I_TY_bins30",
];

/// All 4,096 patterns of bits 0 and 1, and their labels.
struct Task {
    inputs: Vec<[f64; N_BITS]>,
    labels: Vec<u8>,
}

pub(crate) fn check(case: &Value, report: &mut Report) {
    let bits = |pattern| core::array::from_fn(|bit| f64::from(u8::from(twelve_bit::bit(pattern, bit))));
    let task = Task {
        inputs: (0..N_PATTERNS).map(bits).collect(),
        labels: (0..N_PATTERNS).map(|pattern| twelve_bit::label(pattern) as u8).collect(),
    };
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "snapshots" => check_snapshots(case, golden, &task, report),
            "trained_10000_epochs" => {
                let weights = parameters(&golden["W"], &golden["b"]);
                let mut start = network::<f64>(case);
                start.parameters_mut().copy_from_slice(&weights);
                check_state("trained", &start, golden, None, &task, report);
            }
            input if INPUTS.contains(&input) => {}
            unknown => report.not_understood(unknown),
        }
    }
}

/// Trains over the given batches, and compares after as many epochs as there are snapshots of.
fn check_snapshots(case: &Value, snapshots: &Value, task: &Task, report: &mut Report) {
    let mut network = network::<f64>(case);
    let mut optimizer = Optimizer::new(&keras_adam(), network.parameters().len()).expect("a valid spec");
    let mut batch = Batch::new(&network, BATCH_SIZE);
    let epochs = case["batches_epoch"].as_array().expect("epochs");
    let snapshots = snapshots.as_object().expect("snapshots by epoch");
    let (mut n_steps, mut n_checked) = (0, 0);
    for epoch in 0..=epochs.len() {
        let name = epoch.to_string();
        if let Some(golden) = snapshots.get(&name) {
            check_state(&name, &network, golden, Some(n_steps), task, report);
            n_checked += 1;
        }
        for samples in epochs.get(epoch).map(sizes).unwrap_or_default().chunks(BATCH_SIZE) {
            step(&mut network, &mut optimizer, &mut batch, samples, task);
            n_steps += 1;
        }
    }
    if n_checked != snapshots.len() {
        report.fail("a snapshot is of no epoch");
    }
}

/// Keras' formula at the rate of the published code, with β in double precision throughout.
fn keras_adam() -> OptimizerSpec {
    OptimizerSpec { correction: Precision::Double, ..Rule::Adam.at(4e-4) }
}

fn step(
    network: &mut Network<f64>,
    optimizer: &mut Optimizer<f64>,
    batch: &mut Batch<f64>,
    samples: &[usize],
    task: &Task,
) {
    let mut gradient = vec![0.0; network.parameters().len()];
    batch.load(samples.iter().map(|&s| (task.inputs[s].as_slice(), usize::from(task.labels[s]))));
    batch.forward(network, None);
    batch.backward(network, &cross_entropy(network), samples.len(), &mut gradient);
    optimizer.update(network.parameters_mut(), &gradient);
}

/// Compares a network, and what its layers say about all patterns. A trained net is given by its
/// weights: they are an input there, and the steps to it unknown.
fn check_state(
    name: &str,
    network: &Network<f64>,
    golden: &Value,
    n_steps: Option<u64>,
    task: &Task,
    report: &mut Report,
) {
    let mut batch = Batch::new(network, N_PATTERNS);
    batch.load(task.inputs.iter().map(|x| x.as_slice()).zip(task.labels.iter().map(|y| usize::from(*y))));
    batch.forward(network, None);
    report.require_fields(golden, &["loss_all_nats", "acc_all", "mi_bits"]);
    for (field, golden_value) in golden.as_object().expect("a snapshot is an object") {
        match field.as_str() {
            "steps" => {
                if golden_value.as_u64() != n_steps {
                    report.fail(&format!("{n_steps:?} steps should be {golden_value}"));
                }
            }
            "W" => {
                let golden = (golden_value, &golden["b"]);
                check_parameters("weights", name, network.parameters(), golden, WEIGHTS, report);
            }
            "b" if golden.get("W").is_some() => {}
            "loss_all_nats" => {
                report.check(
                    "loss",
                    name,
                    batch.objective(&cross_entropy(network), N_PATTERNS),
                    golden_value,
                    LOSS,
                );
            }
            "acc_all" => {
                let accuracy = accuracy(&batch, &task.labels);
                report.check(
                    "accuracy",
                    name,
                    accuracy,
                    golden_value,
                    Tolerance { relative: 0.0, absolute: 1e-15 },
                );
            }
            "mi_bits" if golden_value.as_array().is_none_or(|of| of.len() != network.layers().len()) => {
                report.fail(&format!("{name}: not {} layers", network.layers().len()));
            }
            "mi_bits" => check_layers(name, &batch, golden_value, task, report),
            unknown => report.not_understood(unknown),
        }
    }
}

fn accuracy(batch: &Batch<f64>, labels: &[u8]) -> f64 {
    let is_right = |(sample, label): (usize, &u8)| {
        let logits: Vec<f64> = batch.logits(sample).collect();
        infoplane_core::math::ranking::first_largest(&logits) == Some(usize::from(*label))
    };
    labels.iter().enumerate().filter(|at| is_right(*at)).count() as f64 / labels.len() as f64
}

/// What one layer says, by every estimator.
struct LayerValues {
    plain: KdeBounds,
    fast: KdeBounds,
    /// (I(X;T), I(T;Y)).
    width: (f64, f64),
    edges: (f64, f64),
}

fn check_layers(name: &str, batch: &Batch<f64>, golden: &Value, task: &Task, report: &mut Report) {
    let golden = golden.as_array().expect("a list of layers");
    let values = |layer: usize| -> Vec<f64> {
        (0..N_PATTERNS).flat_map(|sample| batch.values(layer + 1, sample)).collect()
    };
    let layers: Vec<Vec<f64>> = (0..golden.len()).map(values).collect();
    // The plain bounds take seconds each: every layer on a thread of its own.
    let found: Vec<LayerValues> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            layers.iter().map(|layer| scope.spawn(|| measure(layer, &task.labels))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a layer is measured")).collect()
    });
    for (index, (found, golden)) in found.iter().zip(golden).enumerate() {
        report.require_fields(golden, LAYER_VALUES);
        for (field, golden) in golden.as_object().expect("a layer is an object") {
            if check_value(&format!("{name} layer {index} {field}"), field, found, golden, report).is_none() {
                report.not_understood(field);
            }
        }
    }
}

fn measure(values: &[f64], labels: &[u8]) -> LayerValues {
    let n_units = values.len() / labels.len();
    let layer = Activations::new(values, n_units, labels, 2).expect("a layer");
    let rounded: Vec<f32> = values.iter().map(|t| *t as f32).collect();
    let single = Activations::new(&rounded, n_units, labels, 2).expect("a layer");
    let noise = NoiseVariance::new(1e-3).expect("a variance");
    let binned = |binning: Binning| {
        let information = binning.information(&layer);
        (information.i_xt, information.i_ty)
    };
    LayerValues {
        plain: kde::bounds_plain(&layer, noise),
        fast: kde::bounds(&single, noise),
        width: binned(Binning::ibsgd()),
        edges: binned(Binning::idnns()),
    }
}

fn check_value(
    name: &str,
    field: &str,
    found: &LayerValues,
    golden: &Value,
    report: &mut Report,
) -> Option<()> {
    let binned = |nats, report: &mut Report| {
        report.check("binned", name, Unit::Bits.from_nats(nats), golden, BINNED);
    };
    let bound = |of: fn(&KdeBounds) -> f64, report: &mut Report| {
        report.check("kde, plain", name, Unit::Bits.from_nats(of(&found.plain)), golden, KDE);
        report.check("kde, fast", name, Unit::Bits.from_nats(of(&found.fast)), golden, FAST_KDE);
    };
    match field {
        "I_XT_upper" => bound(|bounds| bounds.i_xt_upper, report),
        "I_TY_upper" => bound(|bounds| bounds.i_ty_upper, report),
        "I_XT_lower" => bound(|bounds| bounds.i_xt_lower, report),
        "I_TY_lower" => bound(|bounds| bounds.i_ty_lower, report),
        "I_XT_bin0.07" => binned(found.width.0, report),
        "I_TY_bin0.07" => binned(found.width.1, report),
        "I_XT_bins30" => binned(found.edges.0, report),
        "I_TY_bins30" => binned(found.edges.1, report),
        // Says how far activations may be off before the bins of width 0.07 change: no result.
        "min_distance_to_0.07_edge" => {}
        _ => return None,
    }
    Some(())
}
