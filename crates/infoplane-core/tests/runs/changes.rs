//! Changes in the middle of a run.

use crate::{finish, start};
use infoplane_core::experiments::Experiment;
use infoplane_core::experiments::training::{Change, Record, Training, TrainingSpec, What};
use infoplane_core::learner::optimizer::averaging::Averaging;
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};

const AT: u32 = 7;

fn spec(changes: &[What]) -> TrainingSpec {
    let changes = changes.iter().map(|what| Change { epoch: AT, what: *what }).collect();
    TrainingSpec { n_epochs: 20, optimizer: Rule::Adam.at(0.01), changes, ..TrainingSpec::default() }
}

fn records(spec: &TrainingSpec) -> Vec<Record> {
    finish(&mut start(spec)).records
}

#[test]
fn a_branch_is_the_run_up_to_the_change_and_another_after_it() {
    let plain = records(&spec(&[]));
    for what in [
        What::LearningRate(0.05),
        What::Rule(Rule::Sgd),
        What::BatchSize(8),
        What::L2(0.1),
        What::Weight { index: 5, value: 2.0 },
    ] {
        let branch = records(&spec(&[what]));
        let first_other = plain.iter().zip(&branch).find(|(a, b)| a.snapshot != b.snapshot);
        let is_seen_at_once = matches!(what, What::Weight { .. });
        let expected = if is_seen_at_once { AT } else { AT + 1 };
        assert_eq!(first_other.map(|(a, _)| a.epoch), Some(expected), "{what:?}");
    }
}

#[test]
fn a_change_to_what_is_already_so_changes_nothing() {
    let same = spec(&[What::LearningRate(0.01), What::Rule(Rule::Adam), What::BatchSize(32), What::L2(0.0)]);
    assert_eq!(records(&same), records(&spec(&[])));
}

/// What a run does after a change is what a trainer does that is given its weights then.
#[test]
fn a_changed_weight_is_where_the_run_goes_on() {
    let plain = spec(&[]);
    let before = start(&TrainingSpec { n_epochs: AT, ..plain.clone() });
    let mut snapshot = finish(&mut before.clone()).snapshot;
    snapshot[5] = 2.0;
    let seen = records(&spec(&[What::Weight { index: 5, value: 2.0 }]));
    assert_eq!(seen[AT as usize].snapshot, snapshot);
    let evaluated = Training::start_from(&plain, None, snapshot).expect("valid").frame().test;
    assert_eq!(seen[AT as usize].test, evaluated);
}

#[test]
fn the_least_rate_hardly_moves_the_weights() {
    let least = OptimizerSpec::LEARNING_RATE.min;
    let still = records(&spec(&[What::LearningRate(least)]));
    let (at, end) = (&still[AT as usize].snapshot, &still[20].snapshot);
    let moved = at.iter().zip(end).map(|(a, b)| f64::from((a - b).abs())).fold(0.0, f64::max);
    // Adam moves by about the rate in each of the 13 · 10 updates.
    assert!(moved <= 2.0 * least * 130.0 + 1e-6, "{moved}");
}

#[test]
fn going_back_across_changes_leads_to_the_same_bits() {
    let mut changed = spec(&[What::BatchSize(8), What::L2(0.1), What::Rule(Rule::RmsProp)]);
    changed.changes.push(Change { epoch: 0, what: What::Weight { index: 0, value: 1.0 } });
    changed.changes.push(Change { epoch: 12, what: What::Weight { index: 3, value: -1.0 } });
    changed.changes.push(Change { epoch: 12, what: What::BatchSize(64) });
    let once = records(&changed);
    let mut run = start(&changed);
    finish(&mut run);
    for epoch in [0, 3, AT, AT + 1, 12, 15] {
        let missing = run.rewind(epoch).expect("an epoch that has been reached");
        (0..missing).for_each(|_| _ = run.finish_epoch());
        assert_eq!(run.frame().snapshot, once[epoch as usize].snapshot, "{epoch}");
        assert_eq!(finish(&mut run).snapshot, once[20].snapshot, "{epoch}");
    }
}

#[test]
fn an_epoch_with_a_change_is_recorded() {
    let changes = vec![Change { epoch: 1_003, what: What::L2(0.1) }];
    let spec = TrainingSpec { changes, ..TrainingSpec::default() };
    assert!(spec.is_recorded(1_003));
    assert!(!TrainingSpec::default().is_recorded(1_003));
}

#[test]
fn what_cannot_be_changed_so_is_named() {
    let refused = |what| spec(&[what]).validate().expect_err("refused").to_string();
    assert_eq!(
        refused(What::Weight { index: 123, value: 0.0 }),
        "invalid parameter: 123 (allowed: 0 to 122)"
    );
    assert!(refused(What::Weight { index: 0, value: f64::NAN }).starts_with("invalid weight: NaN"));
    assert!(refused(What::BatchSize(0)).starts_with("invalid batch: 0"));
    assert!(refused(What::LearningRate(-1.0)).starts_with("invalid lr: -1"));
    assert!(refused(What::L2(f64::INFINITY)).starts_with("invalid regularization: inf"));
}

#[test]
fn an_update_by_itself_is_one_of_the_run_taken_apart() {
    let plain = TrainingSpec { optimizer: Rule::Sgd.at(0.5), ..spec(&[]) };
    let mut run = start(&plain);
    let first = run.frame().snapshot;
    run.step_update();
    let frame = run.frame();
    let update = frame.update.expect("asked for");
    assert_eq!((update.samples.len(), frame.steps, &update.before), (32, 1, &first));
    // Plain descent: what moves a weight is the rate times its gradient.
    for ((before, after), slope) in first.iter().zip(&frame.snapshot).zip(&update.gradient) {
        assert!((before - 0.5 * slope - after).abs() < 1e-6, "{before} {after} {slope}");
    }
    let is_step = |((before, after), step): ((&f32, &f32), &f32)| after - before == *step;
    assert!(first.iter().zip(&frame.snapshot).zip(&update.step).all(is_step));
    // The mean point of the mini-batch goes in, and probabilities come out.
    let mean_x: f32 = update.samples.iter().map(|sample| run.data().points[*sample as usize][0] / 32.0).sum();
    assert!((update.means[0] - mean_x).abs() < 1e-5, "{} {mean_x}", update.means[0]);
    assert!((update.means[18..].iter().sum::<f32>() - 1.0).abs() < 1e-5);
    // It is shown once, and the run ends as if it had never been made by itself.
    assert_eq!(run.frame().update, None);
    assert_eq!(finish(&mut run).snapshot, finish(&mut start(&plain)).snapshot);
}

#[test]
fn an_update_is_not_shown_any_more_when_the_run_has_gone_on() {
    let mut run = start(&spec(&[]));
    run.step_update();
    assert_eq!(run.clone().frame().update.map(|update| update.samples.len()), Some(32));
    run.finish_epoch();
    assert_eq!(run.frame().update, None);
}

#[test]
fn with_averaging_the_step_is_that_of_the_trained_weights_and_not_of_their_average() {
    let mut averaged = TrainingSpec { optimizer: Rule::Sgd.at(0.5), ..spec(&[]) };
    averaged.objective.averaging = Some(Averaging::Mean);
    let mut run = start(&averaged);
    run.finish_epoch();
    run.step_update();
    let frame = run.frame();
    let update = frame.update.expect("asked for");
    for (step, slope) in update.step.iter().zip(&update.gradient) {
        assert!((step + 0.5 * slope).abs() < 1e-6, "{step} {slope}");
    }
}

#[test]
fn an_update_after_part_of_a_mini_batch_begins_with_the_next_one() {
    let mut wide = TrainingSpec { batch_size: 300, ..spec(&[]) };
    wide.network.hidden = vec![600, 600];
    let mut alone = start(&wide);
    alone.step_update();
    let after_one = alone.frame().snapshot;
    let mut run = start(&wide);
    run.step();
    assert_eq!(run.frame().steps, 0, "the slice is no part of a mini-batch");
    run.step_update();
    let frame = run.frame();
    let update = frame.update.expect("asked for");
    assert_eq!((frame.steps, update.samples.len()), (2, 300));
    assert!(update.before == after_one);
}

#[test]
fn a_later_change_holds_wherever_it_stands_in_the_list() {
    let change = |epoch, rate| Change { epoch, what: What::LearningRate(rate) };
    let changes = vec![change(60, 0.1), change(40, 0.2)];
    let spec = TrainingSpec { changes, ..TrainingSpec::default() };
    assert_eq!(
        [39, 40, 59, 60].map(|epoch| spec.phase(epoch).optimizer.learning_rate),
        [0.01, 0.2, 0.2, 0.1]
    );
}
