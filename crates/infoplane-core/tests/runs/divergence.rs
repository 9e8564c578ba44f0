//! Runs that leave the finite numbers say at which step and by what, and keep their last finite state.

use super::{finish, start};
use infoplane_core::experiments::training::{Quantity, RunState, TrainingFrame, TrainingSpec};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::Rule;
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

/// Step and quantity of a run, which must show its last record.
fn diverges(spec: &TrainingSpec) -> (u64, Quantity, TrainingFrame) {
    let frame = finish(&mut start(spec));
    let RunState::Diverged { step, quantity } = frame.state else { panic!("{:?}", frame.state) };
    let last = frame.records.last().expect("the record before training at least");
    assert_eq!((frame.epoch, &frame.snapshot, &frame.test), (last.epoch, &last.snapshot, &last.test));
    assert!(frame.snapshot.iter().all(|weight| weight.is_finite()));
    assert!(frame.test.cross_entropy.is_finite() && frame.train.loss.is_finite());
    (step, quantity, frame)
}

/// The same updates by a trainer alone, until one fails.
fn first_failure(spec: &TrainingSpec) -> (u64, Quantity) {
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
    assert_eq!((quantity, frame.steps), (Quantity::Loss, 0));
}

/// Without hidden layers and with a penalty that overshoots by four orders of magnitude at each step, the weights leave
/// the finite numbers while the loss is still one.
#[test]
fn weights_that_overflow_are_named_with_their_step() {
    let mut spec = diverging(vec![]);
    spec.objective.regularization.l2 = 100.0;
    let (step, quantity, _) = diverges(&spec);
    assert_eq!((step, quantity), first_failure(&spec));
    assert_eq!(quantity, Quantity::Weights);
}

/// With one mini-batch per epoch the weights after the first are evaluated before the next can fail.
#[test]
fn a_loss_that_overflows_in_a_record_is_named_with_the_step_before() {
    let mut spec = diverging(vec![16; 16]);
    spec.batch_size = 10_000;
    let (step, quantity, frame) = diverges(&spec);
    assert_eq!((step + 1, Quantity::Loss), first_failure(&spec));
    assert_eq!((quantity, frame.records.len()), (Quantity::Loss, step as usize));
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
