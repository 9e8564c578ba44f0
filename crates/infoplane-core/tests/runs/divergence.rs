//! Runs that leave the finite numbers say at which step and by what, and keep their last finite state.

use super::{finish, start};
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::training::{RunState, Training, TrainingFrame, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::trainer::NonFinite;
use infoplane_core::learner::trainer::Trainer;
use infoplane_core::math::rng::{Purpose, Stream};

/// A linear network with steps much too long.
fn diverging(hidden: Vec<usize>) -> TrainingSpec {
    TrainingSpec {
        network: NetworkSpec { hidden, activation: Activation::Identity, ..NetworkSpec::default() },
        optimizer: Rule::Sgd.at(100.0),
        n_epochs: 500,
        ..TrainingSpec::default()
    }
}

/// Step and quantity of a run, which must show the last epoch whose evaluation is finite, recorded or not.
fn diverges(spec: &TrainingSpec) -> (u64, NonFinite, TrainingFrame) {
    let with = |recording| finish(&mut start(&TrainingSpec { recording, ..spec.clone() }));
    let recorded = with(Recording::Every(1));
    let last = recorded.records.last().expect("the record before training at least");
    for frame in [&recorded, &with(Recording::Epochs(vec![]))] {
        assert!(matches!(frame.state, RunState::Diverged { .. }), "{:?}", frame.state);
        assert_eq!((frame.epoch, &frame.snapshot, &frame.test), (last.epoch, &last.snapshot, &last.test));
        assert!(frame.snapshot.iter().all(|weight| weight.is_finite()));
        assert!(frame.test.cross_entropy.is_finite() && frame.train.loss.is_finite());
    }
    let RunState::Diverged { step, quantity } = recorded.state else { panic!("{:?}", recorded.state) };
    (step, quantity, recorded)
}

/// The same updates by a trainer alone, until one fails.
fn first_failure(spec: &TrainingSpec) -> (u64, NonFinite) {
    let data = start(spec).data().clone();
    let network = spec.first_network().expect("valid");
    let mut trainer =
        Trainer::new(network, &spec.optimizer, &spec.objective, spec.batch_size, spec.seed).expect("valid");
    let (mut stream, mut order) = (Stream::new(spec.seed, Purpose::Batches), data.train.clone());
    let mut step = 0;
    loop {
        stream.shuffle(&mut order);
        for batch in order.chunks(spec.batch_size) {
            step += 1;
            if let Err(quantity) = trainer.step(batch, |sample| (data.input(sample), data.labels[sample])) {
                return (step, quantity);
            }
        }
    }
}

/// In a deep network the logits overflow first.
#[test]
fn a_loss_that_overflows_is_named_with_its_step() {
    let spec = diverging(vec![16; 16]);
    let (step, quantity, frame) = diverges(&spec);
    assert_eq!((step, quantity), first_failure(&spec));
    assert_eq!((quantity, frame.steps), (NonFinite::Loss, 0));
}

/// Without hidden layers and with a decay that overshoots by two orders of magnitude at each step, the weights leave
/// the finite numbers while loss and gradient are still finite.
#[test]
fn weights_that_overflow_are_named_with_their_step() {
    let mut spec = diverging(vec![]);
    spec.optimizer.weight_decay = 1.0;
    let (step, quantity, _) = diverges(&spec);
    assert_eq!((step, quantity), first_failure(&spec));
    assert_eq!(quantity, NonFinite::Weights);
}

/// The gradient of a penalty that overshoots by four orders of magnitude at each step overflows before the weights do.
#[test]
fn a_gradient_that_overflows_is_named_with_its_step() {
    let mut spec = diverging(vec![]);
    spec.objective.regularization.l2 = 100.0;
    let (step, quantity, _) = diverges(&spec);
    assert_eq!((step, quantity), first_failure(&spec));
    assert_eq!(quantity, NonFinite::Gradient);
}

/// With one mini-batch per epoch the weights after the first are evaluated before the next can fail.
#[test]
fn a_loss_that_overflows_in_a_record_is_named_with_the_step_before() {
    let mut spec = diverging(vec![16; 16]);
    spec.batch_size = 10_000;
    let (step, quantity, frame) = diverges(&spec);
    assert_eq!((step + 1, NonFinite::Loss), first_failure(&spec));
    assert_eq!((quantity, frame.records.len()), (NonFinite::Loss, step as usize));
}

/// Momentum that builds up over the first epochs: the state shown is that of the last of them.
#[test]
fn a_run_that_goes_well_at_first_keeps_what_it_has_learned() {
    let mut spec = diverging(vec![16, 16, 16]);
    spec.optimizer = Rule::Momentum.at(0.5);
    let (step, quantity, frame) = diverges(&spec);
    assert_eq!((step, quantity), first_failure(&spec));
    assert!(
        frame.epoch >= 1 && frame.steps == 10 * u64::from(frame.epoch),
        "{} {}",
        frame.epoch,
        frame.steps
    );
}

/// A run that is looked at after every slice, and whose present state is often not finite: all that a frame says is
/// said of the weights it shows.
#[test]
fn a_frame_is_of_one_state() {
    let mut spec = diverging(vec![16; 16]);
    (spec.batch_size, spec.recording) = (10_000, Recording::Epochs(vec![]));
    let mut run = start(&spec);
    let mut n_past = 0;
    loop {
        let progress = run.step_within_epoch();
        let frame = run.frame();
        n_past += u32::from(frame.epoch < run.epoch());
        let again = Training::start_from(&spec, None, frame.snapshot).expect("finite weights").frame();
        assert_eq!((frame.train, frame.test, frame.regions), (again.train, again.test, again.regions));
        if progress == Progress::Finished {
            break;
        }
    }
    assert!(n_past > 0, "no state was shown in place of the present one");
}
