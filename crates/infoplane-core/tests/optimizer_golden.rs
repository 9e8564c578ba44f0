//! Trajectories of the update rules against Keras, from the same weights on the same batch.

use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::network::Network;
use infoplane_core::learner::optimizer::{Optimizer, OptimizerSpec, Rule};
use infoplane_core::learner::passes::Batch;
use infoplane_core::math::real::Real;
use serde_json::Value;

const GOLDEN: &str = include_str!("trajectories/optimizer_steps_keras.json");
const N_STEPS: usize = 100;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("an array").iter().map(|x| x.as_f64().expect("a number")).collect()
}

/// One case under one rule: the loss before each step and after the last, and the final parameters.
struct Trajectory {
    losses: Vec<f64>,
    after_1: Vec<f64>,
    after_100: Vec<f64>,
}

fn descend<T: Real>(case: &Value, run: &Value) -> Trajectory {
    let real = |value: &Value| numbers(value).into_iter().map(T::from_f64).collect::<Vec<T>>();
    let name = |value: &Value| value.as_str().expect("a name").to_owned();
    let widths: Vec<usize> = numbers(&case["widths"]).into_iter().map(|x| x as usize).collect();
    let activation = Activation::from_name(&name(&case["activation"])).expect("an activation");
    let rule = Rule::from_name(&name(&run["rule"])).expect("a rule");
    let spec = OptimizerSpec { rule, learning_rate: run["learning_rate"].as_f64().expect("a number") };
    let (inputs, labels) = (real(&case["inputs"]), numbers(&case["labels"]));
    let mut batch = Batch::new(&widths, labels.len());
    batch.load(inputs.chunks(widths[0]).zip(labels.iter().map(|label| *label as usize)));
    let mut network = Network::new(widths, activation, real(&case["initial"])).expect("matching length");
    let mut optimizer = Optimizer::new(&spec, network.parameters().len());
    let mut gradient = vec![T::ZERO; network.parameters().len()];
    let n = labels.len() as f64;
    let mut trajectory = Trajectory { losses: Vec::new(), after_1: Vec::new(), after_100: Vec::new() };
    let copy = |network: &Network<T>| network.parameters().iter().map(|x| x.to_f64()).collect();
    for step in 0..=N_STEPS {
        batch.forward(&network);
        trajectory.losses.push(batch.loss_sum() / n);
        if step == 1 {
            trajectory.after_1 = copy(&network);
        }
        gradient.fill(T::ZERO);
        batch.backward(&network, T::from_f64(1.0 / n), &mut gradient);
        if step < N_STEPS {
            optimizer.update(network.parameters_mut(), &gradient);
        }
    }
    trajectory.after_100 = copy(&network);
    trajectory
}

fn for_each_run(mut check: impl FnMut(&Value, &Value, &str)) {
    let golden: Value = serde_json::from_str(GOLDEN).expect("valid JSON");
    let mut n_runs = 0;
    for case in golden["cases"].as_array().expect("cases") {
        for run in case["runs"].as_array().expect("runs") {
            check(case, run, &format!("{}, {}", case["note"], run["rule"]));
            n_runs += 1;
        }
    }
    assert_eq!(n_runs, 12);
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (found - expected).abs() / expected.abs().max(1e-2);
        assert!(error <= tolerance, "{what}, {index}: {found}, not {expected}");
    }
}

#[test]
fn double_precision_follows_keras_to_rounding() {
    for_each_run(|case, run, what| {
        let found = descend::<f64>(case, run);
        assert_close(&found.losses, &numbers(&run["loss"]), 1e-12, what);
        assert_close(&found.after_1, &numbers(&run["after_1"]), 1e-12, what);
        assert_close(&found.after_100, &numbers(&run["after_100"]), 1e-11, what);
    });
}

#[test]
fn single_precision_follows_keras_to_single_rounding() {
    for_each_run(|case, run, what| {
        let found = descend::<f32>(case, run);
        for pair in run["float32_loss"].as_array().expect("pairs") {
            let (step, loss) = (pair[0].as_u64().expect("a step"), pair[1].as_f64().expect("a loss"));
            assert_close(&[found.losses[step as usize]], &[loss], 1e-6, what);
        }
    });
}
