//! What a trainer promises: no allocation, each part of its objective, noise from named streams.

#[path = "trainer/allocations.rs"]
mod allocations;
#[path = "trainer/objective.rs"]
mod objective;

use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::layer::{Deviation, LayerOptions, Noise, Units};
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
use infoplane_core::learner::passes::{Batch, Randomness};
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::trainer::{NonFinite, Objective, Trainer};

const N_FEATURES: usize = 5;
const N: usize = 37;

fn network(options: Vec<LayerOptions>) -> Network<f32> {
    let spec = NetworkSpec { hidden: vec![9, 6], options, ..NetworkSpec::default() };
    let parameters = Init::glorot(Shape::Uniform).draw(&spec.layers(N_FEATURES, 3), 2);
    Network::new(&spec, N_FEATURES, 3, parameters).expect("a valid network")
}

fn inputs() -> Vec<f32> {
    (0..N * N_FEATURES).map(|i| ((i * 29 % 83) as f32 - 41.0) / 40.0).collect()
}

fn trainer(options: Vec<LayerOptions>, optimizer: &OptimizerSpec, objective: &Objective) -> Trainer<f32> {
    Trainer::new(network(options), optimizer, objective, N, 7).expect("a valid trainer")
}

fn step(trainer: &mut Trainer<f32>, inputs: &[f32]) -> Result<f64, NonFinite> {
    let samples: [usize; N] = core::array::from_fn(|sample| sample);
    trainer.step(&samples, |s| sample(inputs, s))
}

/// A sample, whose class the first feature tells.
fn sample(inputs: &[f32], sample: usize) -> (&[f32], usize) {
    let x = &inputs[sample * N_FEATURES..][..N_FEATURES];
    (x, usize::from(x[0] > -0.3) + usize::from(x[0] > 0.3))
}

fn all_options() -> Vec<Vec<LayerOptions>> {
    let units = |units| LayerOptions { units, noise: Noise::None };
    let noise = |noise| LayerOptions { units: Units::Shared, noise };
    vec![
        vec![],
        vec![units(Units::Activation(Activation::Sin)), units(Units::Activation(Activation::Softplus))],
        vec![units(Units::Normalized(Activation::Gelu))],
        vec![units(Units::Bottleneck(Deviation::Softplus))],
        vec![LayerOptions {
            units: Units::Bottleneck(Deviation::Softplus),
            noise: Noise::Gaussian { deviation: 0.1 },
        }],
        vec![noise(Noise::Dropout { rate: 0.5 }), noise(Noise::GaussianDropout { rate: 0.5 })],
        vec![noise(Noise::Gaussian { deviation: 0.5 })],
    ]
}

#[test]
fn training_lowers_the_loss_whatever_the_layers() {
    for options in all_options() {
        let mut trainer =
            trainer(options.clone(), &OptimizerSpec::nesterov(Convention::Keras), &Objective::default());
        let first = step(&mut trainer, &inputs()).expect("finite");
        let last = (0..1_000).map(|_| step(&mut trainer, &inputs()).expect("finite")).last();
        assert!(last < Some(0.8 * first), "{options:?}: {first} {last:?}");
    }
}

#[test]
fn a_seed_decides_the_noise() {
    let options = vec![LayerOptions { units: Units::Shared, noise: Noise::Dropout { rate: 0.5 } }];
    let after = |seed| {
        let objective = Objective::default();
        let mut trainer = Trainer::new(network(options.clone()), &OptimizerSpec::sgd(), &objective, N, seed)
            .expect("a valid trainer");
        step(&mut trainer, &inputs()).expect("finite");
        trainer.network().parameters().to_vec()
    };
    assert_eq!(after(1), after(1));
    assert_ne!(after(1), after(2));
}

#[test]
fn dropout_and_gaussian_noise_draw_from_streams_of_their_own() {
    let hidden = |second: Noise| {
        let first = LayerOptions { units: Units::Shared, noise: Noise::Gaussian { deviation: 0.5 } };
        let second = LayerOptions { units: Units::Shared, noise: second };
        let (network, inputs) = (network(vec![first, second]), inputs());
        let mut batch = Batch::new(&network, N);
        batch.load(inputs.chunks(N_FEATURES).map(|x| (x, 0)));
        let mut randomness = Randomness::new(3);
        batch.forward(&network, Some(&mut randomness));
        batch.forward(&network, Some(&mut randomness));
        batch.values(1, 0).collect::<Vec<f32>>()
    };
    // A dropout elsewhere does not change the draws of the Gaussian noise.
    assert_eq!(hidden(Noise::None), hidden(Noise::Dropout { rate: 0.5 }));
    assert_ne!(hidden(Noise::None), hidden(Noise::Gaussian { deviation: 0.5 }));
}

#[test]
fn noise_has_the_mean_and_variance_it_is_named_for() {
    for (noise, mean, variance) in [
        (Noise::Dropout { rate: 0.25 }, 1.0, 1.0 / 3.0),
        (Noise::GaussianDropout { rate: 0.25 }, 1.0, 1.0 / 3.0),
        (Noise::Gaussian { deviation: 0.5 }, 1.0, 0.25),
    ] {
        // One identity unit, whose value is its bias, 1.
        let options = vec![LayerOptions { units: Units::Activation(Activation::Identity), noise }];
        let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
        let network = Network::new(&spec, 1, 1, vec![0.0_f64, 1.0, 0.0, 0.0]).expect("a valid network");
        let mut batch = Batch::new(&network, 40_000);
        batch.load((0..40_000).map(|_| (&[0.0][..], 0)));
        batch.forward(&network, Some(&mut Randomness::new(1)));
        let values: Vec<f64> = (0..40_000).flat_map(|sample| batch.values(1, sample)).collect();
        let found = values.iter().sum::<f64>() / 4e4;
        let spread = values.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / 4e4;
        assert!((found - mean).abs() < 0.015, "{noise:?}: {found}");
        assert!((spread - variance).abs() < 0.015, "{noise:?}: {spread}");
    }
}

#[test]
fn the_rate_of_a_bottleneck_is_its_closed_form() {
    // One unit with μ = 0.6 and σ = softplus(ρ − 5) = ln 2 for ρ = 5.
    let options = vec![LayerOptions { units: Units::Bottleneck(Deviation::Softplus), noise: Noise::None }];
    let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
    let parameters = vec![0.0_f64, 0.0, 0.6, 5.0, 0.0, 0.0];
    let network = Network::new(&spec, 1, 1, parameters).expect("a valid network");
    let mut batch = Batch::new(&network, 5);
    batch.load((0..5).map(|_| (&[0.0][..], 0)));
    batch.forward(&network, None);
    let sigma = 2.0_f64.ln();
    let expected = 5.0 * (0.5 * (0.36 + sigma * sigma - 1.0) - sigma.ln());
    assert!((batch.rate_sum() - expected).abs() < 1e-12);
}

#[test]
fn what_leaves_the_finite_numbers_is_named() {
    let fast = OptimizerSpec { learning_rate: 100.0, ..OptimizerSpec::momentum(Convention::Keras) };
    let identity = LayerOptions { units: Units::Activation(Activation::Identity), noise: Noise::None };
    let mut trainer = trainer(vec![identity; 2], &fast, &Objective::default());
    let huge = vec![1e30; N * N_FEATURES];
    let outcome = (0..100).find_map(|_| step(&mut trainer, &huge).err());
    assert!(outcome.is_some(), "{outcome:?}");
    let mut trainer = self::trainer(vec![], &fast, &Objective::default());
    assert_eq!(step(&mut trainer, &with_nan()), Err(NonFinite::Loss));
}

fn with_nan() -> Vec<f32> {
    let mut inputs = inputs();
    inputs[17] = f32::NAN;
    inputs
}

/// Inputs of zero have a loss of ln 3 whatever the weights, and weights of 1e37 a penalty whose gradient is infinite;
/// of 1e20 one whose square is. Neither moves a weight.
#[test]
fn a_gradient_that_is_not_finite_is_named_before_it_is_clipped_or_divided_by() {
    let penalty = Regularization { l1: 0.0, l2: 100.0 };
    let none = Objective { regularization: penalty, ..Objective::default() };
    let values = Objective { clipping: Clipping::Values(Limit::new(1.0).expect("in range")), ..none.clone() };
    let outcome = |objective: &Objective, weight: f32| {
        let rule = OptimizerSpec::rms_prop(Convention::PyTorch);
        let mut trainer = trainer(vec![], &rule, objective);
        let parameters = vec![weight; trainer.network().parameters().len()];
        trainer.restore(&parameters);
        let outcome = step(&mut trainer, &[0.0; N * N_FEATURES]).map(|_| ());
        assert!(outcome.is_ok() || trainer.network().parameters() == parameters);
        outcome
    };
    assert_eq!(outcome(&none, 1e37), Err(NonFinite::Gradient));
    assert_eq!(outcome(&values, 1e37), Err(NonFinite::Gradient));
    assert_eq!(outcome(&none, 1e20), Err(NonFinite::Gradient));
    assert_eq!(outcome(&values, 1e20), Ok(()));
    assert_eq!(outcome(&none, 1e10), Ok(()));
}

#[test]
fn a_refused_step_leaves_nothing_behind() {
    let objective =
        Objective { regularization: Regularization { l1: 0.0, l2: 100.0 }, ..Objective::default() };
    let rule = OptimizerSpec::momentum(Convention::Keras);
    let mut plain = trainer(vec![], &rule, &objective);
    let mut tried = plain.clone();
    assert_eq!(step(&mut tried, &with_nan()), Err(NonFinite::Loss));
    assert!(tried.gradient().iter().all(|g| *g == 0.0));
    tried.restore(&vec![1e37; plain.network().parameters().len()]);
    assert_eq!(step(&mut tried, &[0.0; N * N_FEATURES]), Err(NonFinite::Gradient));
    assert!(tried.gradient().iter().all(|g| *g == 0.0));
    tried.restore(plain.network().parameters());
    for _ in 0..3 {
        assert_eq!(step(&mut tried, &inputs()), step(&mut plain, &inputs()));
        assert_eq!(tried.network().parameters(), plain.network().parameters());
    }
}
