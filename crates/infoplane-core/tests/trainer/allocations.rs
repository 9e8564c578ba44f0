//! No step allocates, whatever the network, its loss and what is done with the gradient.

use super::{N_FEATURES, all_options, sample};
use infoplane_core::experiments::Experiment;
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::layer::{Deviation, LayerOptions, Noise, Units};
use infoplane_core::learner::loss::{LossKind, RateForm};
use infoplane_core::learner::network::{Network, NetworkSpec, Output};
use infoplane_core::learner::optimizer::averaging::Averaging;
use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
use infoplane_core::learner::optimizer::schedule::Schedule;
use infoplane_core::learner::optimizer::{Convention, OptimizerSpec, Rule};
use infoplane_core::learner::trainer::{Objective, Trainer};

/// More samples than pass through a small network together.
const MANY: usize = 300;

/// One that takes a mini-batch whole, for the square of its rate, and one that takes it in parts.
fn objectives() -> [Objective; 2] {
    let mut whole = Objective {
        clipping: Clipping::Norm(Limit::new(0.1).expect("in range")),
        schedule: Schedule::cosine(100, 0.0).expect("in range"),
        averaging: Some(Averaging::Mean),
        ..Objective::default()
    };
    (whole.loss.beta, whole.loss.rate) = (0.1, RateForm::Squared);
    whole.loss.class_weights = vec![1.0, 2.0, 3.0];
    whole.regularization.l1 = 0.1;
    let mut in_parts = Objective {
        clipping: Clipping::Values(Limit::new(0.1).expect("in range")),
        schedule: Schedule::exponential(10, 0.5).expect("in range").after_warm_up(2),
        averaging: Some(Averaging::Exponential { momentum: 0.9 }),
        ..Objective::default()
    };
    in_parts.loss.beta = 0.1;
    (in_parts.loss.label_smoothing, in_parts.loss.confidence_penalty) = (0.1, 0.1);
    in_parts.regularization.l2 = 0.1;
    [whole, in_parts]
}

fn trainer(spec: &NetworkSpec, optimizer: &OptimizerSpec, objective: &Objective) -> Trainer<f32> {
    let parameters = Init::glorot(Shape::Uniform).draw(&spec.layers(N_FEATURES, 3), 2);
    let network = Network::new(spec, N_FEATURES, 3, parameters).expect("a valid network");
    let trainer = Trainer::new(network, optimizer, objective, MANY, 7).expect("a valid trainer");
    let is_whole = objective.loss.rate == RateForm::Squared;
    assert_eq!(trainer.chunk_size() >= MANY, is_whole, "{} at once", trainer.chunk_size());
    trainer
}

fn inputs() -> Vec<f32> {
    (0..MANY * N_FEATURES).map(|i| ((i * 29 % 83) as f32 - 41.0) / 40.0).collect()
}

/// Allocations of three steps on classes.
fn of_classes(trainer: &mut Trainer<f32>, inputs: &[f32]) -> u64 {
    let samples: [usize; MANY] = core::array::from_fn(|sample| sample);
    let steps = || (0..3).for_each(|_| _ = trainer.step(&samples, |s| sample(inputs, s)).expect("finite"));
    allocation_counter::measure(steps).count_total
}

/// Allocations of three steps on targets, the first three features of each sample.
fn of_targets(trainer: &mut Trainer<f32>, inputs: &[f32]) -> u64 {
    let chunk_size = trainer.chunk_size();
    let step = |_| {
        for chunk in inputs.chunks(chunk_size * N_FEATURES) {
            let samples = chunk.chunks_exact(N_FEATURES);
            trainer.accumulate(MANY, |batch| batch.load_targets(samples.map(|x| (x, &x[..3]))));
        }
        trainer.update().expect("finite");
    };
    allocation_counter::measure(|| (0..3).for_each(step)).count_total
}

#[test]
fn a_step_allocates_nothing_whatever_the_layers_and_the_optimizer() {
    let inputs = inputs();
    let conventions = [Convention::Keras, Convention::PyTorch];
    let mut optimizers: Vec<OptimizerSpec> = Rule::ALL.iter().map(|rule| rule.at(1e-3)).collect();
    optimizers.extend(conventions.map(OptimizerSpec::rms_prop));
    optimizers.extend(conventions.map(OptimizerSpec::nadam));
    for objective in objectives() {
        for options in all_options() {
            for optimizer in &optimizers {
                let spec =
                    NetworkSpec { hidden: vec![9, 6], options: options.clone(), ..NetworkSpec::default() };
                let n = of_classes(&mut trainer(&spec, optimizer, &objective), &inputs);
                assert_eq!(n, 0, "{options:?} {optimizer:?} {objective:?}");
            }
        }
    }
}

#[test]
fn a_step_allocates_nothing_whatever_the_output_and_the_loss() {
    let inputs = inputs();
    let bottleneck = LayerOptions { units: Units::Bottleneck(Deviation::Softplus), noise: Noise::None };
    for mut objective in objectives() {
        for output in Output::ALL {
            let spec = NetworkSpec {
                hidden: vec![9, 6],
                options: vec![bottleneck],
                output: *output,
                ..NetworkSpec::default()
            };
            for kind in [LossKind::CrossEntropy, LossKind::SquaredError] {
                objective.loss.kind = kind;
                let mut trainer = trainer(&spec, &OptimizerSpec::sgd(), &objective);
                let n = of_classes(&mut trainer, &inputs) + of_targets(&mut trainer, &inputs);
                assert_eq!(n, 0, "{output:?} {objective:?}");
            }
        }
    }
}

#[test]
fn an_epoch_of_a_run_that_is_not_recorded_allocates_nothing() {
    let plain = TrainingSpec { recording: Recording::Epochs(vec![]), ..TrainingSpec::default() };
    let mut noisy = plain.clone();
    noisy.objective.averaging = Some(Averaging::Mean);
    noisy.network.options = vec![LayerOptions { noise: Noise::Dropout { rate: 0.2 }, units: Units::Shared }];
    for spec in [plain, noisy] {
        let mut run = Training::start(&spec, None).expect("a valid spec");
        let epochs = || {
            (0..3).for_each(|_| _ = run.finish_epoch());
            run.step();
        };
        assert_eq!(allocation_counter::measure(epochs).count_total, 0, "{spec:?}");
        assert!(run.epoch() > 3);
    }
}
