//! A run that goes back goes on with the same bits.

use super::{finish, start};
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::training::{RunState, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::layer::{Deviation, LayerOptions, Noise, Units};
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::optimizer::averaging::Averaging;
use infoplane_core::learner::optimizer::schedule::Schedule;
use infoplane_core::learner::spec::SpecError;

/// Trains to the end; then for each of some epochs goes back, and must find there what was recorded, and afterward
/// every later record and the last state again, bit for bit.
fn assert_rewinds(spec: &TrainingSpec, epochs: &[u32]) {
    let mut run = start(spec);
    let plain = finish(&mut run);
    for epoch in epochs {
        let n_repeated = run.rewind(*epoch).expect("reached");
        (0..n_repeated).for_each(|_| _ = run.finish_epoch());
        let there = run.frame();
        assert_eq!(there.epoch, *epoch);
        assert!(there.records.is_empty(), "what is known is not recorded again");
        if let Some(record) = plain.records.iter().find(|record| record.epoch == *epoch) {
            assert_eq!((&there.snapshot, &there.test), (&record.snapshot, &record.test), "epoch {epoch}");
        }
        let again = finish(&mut run);
        let later: Vec<_> = plain.records.iter().filter(|record| record.epoch > *epoch).cloned().collect();
        assert_eq!(again.records, later, "from epoch {epoch}");
        assert_eq!(
            (again.snapshot, again.steps, again.samples),
            (plain.snapshot.clone(), plain.steps, plain.samples)
        );
    }
}

#[test]
fn every_recorded_epoch_is_restored_whatever_the_optimizer_remembers() {
    for rule in Rule::ALL {
        let optimizer = rule.at(0.02);
        let spec = TrainingSpec { optimizer, n_epochs: 45, ..TrainingSpec::default() };
        assert_rewinds(&spec, &[0, 1, 7, 19, 20, 25, 40, 45]);
    }
}

#[test]
fn noise_dropout_averages_and_schedules_go_on_where_they_were() {
    let noisy = |noise| LayerOptions { units: Units::Shared, noise };
    let bottleneck = LayerOptions { units: Units::Bottleneck(Deviation::Softplus), noise: Noise::None };
    let options =
        vec![noisy(Noise::Dropout { rate: 0.2 }), noisy(Noise::Gaussian { deviation: 0.1 }), bottleneck];
    let network = NetworkSpec { hidden: vec![8, 8, 3], options, ..NetworkSpec::default() };
    for averaging in [None, Some(Averaging::Mean), Some(Averaging::Exponential { momentum: 0.9 })] {
        let mut spec = TrainingSpec { network: network.clone(), n_epochs: 30, ..TrainingSpec::default() };
        spec.objective.averaging = averaging;
        spec.objective.schedule = Schedule::cosine(300, 0.0).expect("valid");
        spec.objective.loss.beta = 0.01;
        assert_rewinds(&spec, &[0, 3, 25]);
    }
}

#[test]
fn epochs_between_the_recorded_ones_are_trained_again() {
    let spec = TrainingSpec { recording: Recording::Every(10), n_epochs: 35, ..TrainingSpec::default() };
    let mut run = start(&spec);
    finish(&mut run);
    assert_eq!((run.rewind(29), run.rewind(30), run.rewind(9)), (Ok(9), Ok(0), Ok(9)));
    assert_rewinds(&spec, &[29, 9, 34]);
}

/// A state of this network takes 16 bytes for each of 529,247 parameters, hence 7 of them fit, where there are 12 records.
#[test]
fn states_of_large_networks_are_kept_at_some_of_the_records_only() {
    let mut spec = TrainingSpec { n_epochs: 11, batch_size: 300, ..TrainingSpec::default() };
    spec.network.hidden = vec![724, 724];
    assert!(16 * spec.n_parameters() * 8 > TrainingSpec::MAX_SNAPSHOT_BYTES);
    assert!(16 * spec.n_parameters() * 7 < TrainingSpec::MAX_SNAPSHOT_BYTES);
    let mut run = start(&spec);
    let plain = finish(&mut run);
    let repeated: Vec<_> = (0..=11).map(|epoch| run.rewind(epoch).expect("reached")).collect();
    assert_eq!(repeated, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    (0..run.rewind(9).expect("reached")).for_each(|_| _ = run.finish_epoch());
    let ninth = plain.records.iter().find(|record| record.epoch == 9).expect("a recorded epoch");
    assert_eq!(run.frame().snapshot, ninth.snapshot);
    assert_eq!(finish(&mut run).snapshot, plain.snapshot);
}

#[test]
fn a_run_that_diverged_diverges_again_at_the_same_step() {
    let mut spec = TrainingSpec { n_epochs: 500, ..TrainingSpec::default() };
    spec.network =
        NetworkSpec { hidden: vec![16, 16, 16], activation: Activation::Identity, ..NetworkSpec::default() };
    spec.optimizer = Rule::Momentum.at(0.5);
    let mut run = start(&spec);
    let first = finish(&mut run);
    assert!(matches!(first.state, RunState::Diverged { .. }), "{:?}", first.state);
    assert!(first.records.len() > 1, "some epochs before it diverges");
    assert_eq!(run.rewind(1), Ok(0));
    let again = finish(&mut run);
    assert_eq!((again.state, again.snapshot), (first.state, first.snapshot));
}

/// Slices of this run end within an epoch, and even within a mini-batch, whose begun gradient must be forgotten.
#[test]
fn a_run_may_be_rewound_between_any_two_slices() {
    let mut spec = TrainingSpec { n_epochs: 4, batch_size: 300, ..TrainingSpec::default() };
    spec.network.hidden = vec![96, 96];
    let plain = finish(&mut start(&spec));
    let mut run = start(&spec);
    assert_eq!(run.finish_epoch(), Progress::Running);
    for n_slices in 1..=5 {
        (0..n_slices).for_each(|_| _ = run.step());
        assert_eq!(run.rewind(1), Ok(0));
    }
    assert_eq!(finish(&mut run).snapshot, plain.snapshot);
}

#[test]
fn only_epochs_that_have_been_reached_can_be_gone_back_to() {
    let mut run = start(&TrainingSpec::default());
    (0..3).for_each(|_| assert_eq!(run.finish_epoch(), Progress::Running));
    let refused = run.rewind(4).expect_err("not reached");
    assert_eq!(refused, SpecError::OutOfRange { field: "epoch".into(), value: 4.0, min: 0.0, max: 3.0 });
    // A refusal changes nothing, and forth is a way too.
    assert_eq!(run.frame().epoch, 3);
    assert_eq!((run.rewind(1), run.rewind(3)), (Ok(0), Ok(0)));
    assert_eq!(run.frame().epoch, 3);
}
