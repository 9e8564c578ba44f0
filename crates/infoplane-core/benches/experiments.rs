//! Whole experiments against the clock, once each: they take seconds, and there is nothing to average over.
//!
//! The experiment of Saxe et al. (2018), training and estimates apart, and digits until 97 % of the test set are right,
//! from five seeds.

use infoplane_core::experiments::information_plane::{InformationPlane, InformationPlaneSpec};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::Rule;
use std::time::Instant;

const DIGITS: &[u8] = include_bytes!("../../../assets/digits/digits.bin");

/// What the digits may take from any seed. Tests check what they reach, and never the time.
const DIGITS_SECONDS: f64 = 3.0;

/// What the same experiment takes in NumPy on one quiet core.
const NUMPY_SECONDS: f64 = 81.0;

fn main() {
    for activation in [Activation::Tanh, Activation::Relu] {
        saxe(activation);
    }
    digits();
}

fn saxe(activation: Activation) {
    let spec = InformationPlaneSpec::saxe_2018(activation, 1);
    let (training, _) = timed::<Training>(&spec.training);
    let (whole, frame) = timed::<InformationPlane>(&spec);
    println!(
        "Saxe et al. 2018, {}: {whole:.2} s (training alone {training:.2} s), {} epochs in the plane, {:.1} times as fast as NumPy",
        activation.name(),
        frame.plane.len(),
        NUMPY_SECONDS / whole
    );
}

/// # Panics
/// When the digits are not learned, or not in time.
fn digits() {
    let data = DataSpec { source: Source::Digits, train_fraction: 0.8, ..DataSpec::default() };
    let network = NetworkSpec { hidden: vec![256], activation: Activation::Relu, ..NetworkSpec::default() };
    for seed in 1..=5 {
        let spec = TrainingSpec {
            data: data.clone(),
            network: network.clone(),
            optimizer: Rule::Adam.at(0.003),
            n_epochs: 60,
            seed,
            ..TrainingSpec::default()
        };
        let (seconds, frame) = timed::<Training>(&spec);
        let accuracy = frame.test.accuracy;
        println!("digits, seed {seed}: {seconds:.3} s, {:.1} % of the test set right", 100.0 * accuracy);
        assert!(seconds < DIGITS_SECONDS && accuracy >= 0.97, "wanted: 97 % within {DIGITS_SECONDS} s");
    }
}

fn timed<E: Experiment>(spec: &E::Spec) -> (f64, E::Frame) {
    let start = Instant::now();
    let mut experiment = E::start(spec, Some(DIGITS)).expect("a valid spec");
    while experiment.step() == Progress::Running {}
    let frame = experiment.frame();
    (start.elapsed().as_secs_f64(), frame)
}
