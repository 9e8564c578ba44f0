//! Networks as golden files write them: weights by layer, (inputs, units), and biases.

use super::report::{Report, Tolerance, numbers};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::loss::{Loss, LossSpec};
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::math::real::Real;
use serde_json::Value;

/// The rows of a matrix, as numbers of a precision.
pub(crate) fn rows<T: Real>(matrix: &Value) -> Vec<Vec<T>> {
    let row = |row| numbers(row).into_iter().map(T::from_f64).collect();
    matrix.as_array().expect("a matrix").iter().map(row).collect()
}

/// Whole numbers of a list.
pub(crate) fn sizes(list: &Value) -> Vec<usize> {
    let size = |x: &Value| x.as_u64().and_then(|x| usize::try_from(x).ok()).expect("a whole number");
    list.as_array().expect("a list of whole numbers").iter().map(size).collect()
}

/// Weights and biases in the order of [`Network::parameters`]: layer by layer, output-major, then biases.
pub(crate) fn parameters(weights: &Value, biases: &Value) -> Vec<f64> {
    let layers = weights.as_array().expect("weights by layer").iter();
    let biases = biases.as_array().expect("biases by layer").iter();
    let mut parameters = Vec::new();
    for (weights, biases) in layers.zip(biases) {
        let (weights, biases) = (rows::<f64>(weights), numbers(biases));
        for unit in 0..biases.len() {
            parameters.extend(weights.iter().map(|row| row[unit]));
        }
        parameters.extend(biases);
    }
    parameters
}

/// A network of plain layers.
pub(crate) fn network_of<T: Real>(
    widths: &[usize],
    activation: Activation,
    parameters: Vec<T>,
) -> Network<T> {
    let [n_features, hidden @ .., n_outputs] = widths else { panic!("fewer than two widths") };
    let spec = NetworkSpec { hidden: hidden.to_vec(), activation, ..NetworkSpec::default() };
    Network::new(&spec, *n_features, *n_outputs, parameters).expect("a parameter for every weight")
}

/// The loss that all golden files have: the mean of the cross-entropy.
pub(crate) fn cross_entropy<T: Real>(network: &Network<T>) -> Loss<T> {
    Loss::new(&LossSpec::default(), network.n_outputs()).expect("a valid loss")
}

/// The network of a case, with the weights that it starts from.
pub(crate) fn network<T: Real>(case: &Value) -> Network<T> {
    let activation = case["activation"].as_str().and_then(Activation::from_name).expect("an activation");
    let parameters = parameters(&case["W0"], &case["b0"]).into_iter().map(T::from_f64).collect();
    network_of(&sizes(&case["dims"]), activation, parameters)
}

/// Compares numbers, one per parameter, with golden weights and biases.
pub(crate) fn check_parameters<T: Real>(
    group: &'static str,
    name: &str,
    found: &[T],
    golden: (&Value, &Value),
    within: Tolerance,
    report: &mut Report,
) {
    let golden = parameters(golden.0, golden.1);
    if found.len() != golden.len() {
        report.fail(&format!("{name}: {} numbers should be {}", found.len(), golden.len()));
    }
    for (index, (found, golden)) in found.iter().zip(golden).enumerate() {
        report.check(group, &format!("{name} [{index}]"), found.to_f64(), &golden.into(), within);
    }
}
