//! What a run begins from, in what order it takes its samples, and how many of them at once.

use super::{finish, start};
use infoplane_core::experiments::Experiment;
use infoplane_core::experiments::training::{Order, Training, TrainingSpec};
use infoplane_core::learner::dataset::own::{Names, OwnData};
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::layer::{Deviation, LayerOptions, Units};
use infoplane_core::learner::loss::RateForm;
use infoplane_core::learner::spec::SpecError;
use infoplane_core::learner::trainer::Trainer;

#[test]
fn samples_as_given_come_in_the_order_of_the_data_in_every_epoch() {
    let spec = TrainingSpec { order: Order::AsGiven, n_epochs: 5, ..TrainingSpec::default() };
    let mut run = start(&spec);
    let data = run.data().clone();
    let network = spec.first_network().expect("valid");
    let mut trainer = Trainer::new(network, &spec.optimizer, &spec.objective, spec.batch_size, spec.seeds())
        .expect("a valid spec");
    for batch in (0..5).flat_map(|_| data.train.chunks(spec.batch_size)) {
        trainer.step(batch, |sample| (data.input(sample), data.labels[sample])).expect("finite");
    }
    let found = finish(&mut run).snapshot;
    assert_eq!(found, trainer.network().parameters());
    assert_ne!(found, finish(&mut start(&TrainingSpec { order: Order::Shuffled, ..spec })).snapshot);
}

#[test]
fn the_order_stays_as_given_after_going_back() {
    let spec = TrainingSpec { order: Order::AsGiven, n_epochs: 6, ..TrainingSpec::default() };
    let mut run = start(&spec);
    let plain = finish(&mut run).snapshot;
    for epoch in [0, 3] {
        run.rewind(epoch).expect("reached");
        assert_eq!(finish(&mut run).snapshot, plain);
    }
}

#[test]
fn a_run_begins_from_given_weights_and_goes_back_to_them() {
    let spec = TrainingSpec { n_epochs: 4, ..TrainingSpec::default() };
    let drawn = spec.first_network().expect("valid").parameters().to_vec();
    let from = |parameters: &[f32]| Training::start_from(&spec, None, parameters.to_vec()).expect("valid");
    assert_eq!(finish(&mut from(&drawn)), finish(&mut start(&spec)));
    let halved: Vec<f32> = drawn.iter().map(|weight| weight / 2.0).collect();
    let mut run = from(&halved);
    let there = finish(&mut run);
    assert_eq!(there.records[0].snapshot, halved);
    assert_ne!(there.snapshot, finish(&mut start(&spec)).snapshot);
    assert_eq!(run.rewind(0), Ok(0));
    assert_eq!(run.frame().snapshot, halved);
    assert_eq!(finish(&mut run).snapshot, there.snapshot);
}

#[test]
fn weights_that_are_no_network_are_refused() {
    let spec = TrainingSpec::default();
    let n = spec.n_parameters();
    let refused =
        |parameters| Training::start_from(&spec, None, parameters).map(|_| ()).expect_err("refused");
    assert_eq!(refused(vec![0.0; n - 1]), SpecError::SnapshotLength { expected: n, found: n - 1 });
    for weight in [f32::NAN, f32::INFINITY] {
        let mut parameters = vec![0.0; n];
        parameters[n / 2] = weight;
        let SpecError::OutOfRange { field, .. } = refused(parameters) else { panic!("{weight}") };
        assert_eq!(field, "weight");
    }
}

/// 22,000 samples of a reader's own, half of them for training: an update of all 11,000 at once.
#[test]
fn a_mini_batch_holds_all_of_large_data() {
    let n = 22_000;
    let inputs = (0..2 * n).map(|i| (i * 37 % 101) as f32 / 50.0 - 1.0).collect();
    let labels: Vec<usize> = (0..n).map(|sample| sample % 2).collect();
    let own = OwnData::new(inputs, &labels, Names::numbered(2, 2)).expect("valid").pack();
    let data = DataSpec { source: Source::Own, n_classes: 2, ..DataSpec::default() };
    let mut spec = TrainingSpec { data, batch_size: n, n_epochs: 2, ..TrainingSpec::default() };
    let mut run = Training::start(&spec, Some(&own)).expect("a valid spec");
    let frame = finish(&mut run);
    assert_eq!((frame.steps, frame.samples), (2, n as u64));
    // The square of a mean is of all samples at once, in memory at once.
    spec.network.options =
        vec![LayerOptions { units: Units::Bottleneck(Deviation::Softplus), ..LayerOptions::default() }];
    spec.objective.loss.beta = 0.1;
    assert_eq!(spec.validate(), Ok(()));
    spec.objective.loss.rate = RateForm::Squared;
    let refused = spec.validate().expect_err("too many at once").to_string();
    assert_eq!(refused, "invalid batch: 22000 (allowed: 1 to 10000)");
}
