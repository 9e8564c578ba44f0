//! Whether a run overshoots without leaving the finite numbers: its loss has risen far above the first, or its
//! weights have grown while nothing was learned, as in a network whose units are saturated or dead.

use core::borrow::Borrow;
use infoplane_core::experiments::training::Record;

/// What too large steps have done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Overshoot {
    /// The training loss is this many times the first.
    LossRose(f64),
    /// The weights are this many times as large as at first, and the training loss is no better than then.
    NothingLearned(f64),
}

/// The last records must agree on it: a single one may be a passing jolt.
const N_RECORDS: usize = 3;
/// A loss this many times the first has risen: guessing blindly costs about as much as the first loss.
const RISEN: f64 = 2.0;
/// A loss above this share of the first shows that next to nothing has been learned.
const UNLEARNED: f64 = 0.97;
/// Weights grow slowly on a plateau that will be left; a growth like this is that of steps too large.
const GROWN: f64 = 4.0;
/// A loss this near to the floor has nothing left to learn.
const NEAR_FLOOR: f64 = 1.05;

/// Judges a run by its records, oldest first; `floor` is H(Y|X) of the training set, in nats, if it is known.
pub fn overshoot<R: Borrow<Record>>(records: &[R], floor: Option<f64>) -> Option<Overshoot> {
    let (first, later) = records.split_first()?;
    let first: &Record = first.borrow();
    let latest = later.get(later.len().checked_sub(N_RECORDS)?..)?;
    let losses = latest.iter().map(|record| record.borrow().train.cross_entropy);
    let least = losses.fold(f64::INFINITY, f64::min);
    let last: &Record = latest.last()?.borrow();
    let growth = size(&last.snapshot) / size(&first.snapshot);
    let loss = first.train.cross_entropy;
    let is_at_floor = floor.is_some_and(|floor| least <= NEAR_FLOOR * floor);
    if least > RISEN * loss {
        Some(Overshoot::LossRose(last.train.cross_entropy / loss))
    } else if least > UNLEARNED * loss && growth > GROWN && !is_at_floor {
        Some(Overshoot::NothingLearned(growth))
    } else {
        None
    }
}

/// The root of the mean square of the parameters.
fn size(parameters: &[f32]) -> f64 {
    let squares: f64 = parameters.iter().map(|w| f64::from(*w) * f64::from(*w)).sum();
    (squares / parameters.len().max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::training::Evaluation;

    fn record(cross_entropy: f64, weight: f32) -> Record {
        let on = Evaluation {
            loss: cross_entropy,
            cross_entropy,
            expected_cross_entropy: None,
            kl: None,
            accuracy: 0.5,
            predictive_entropy: 0.5,
            ece: 0.0,
            bottleneck: None,
        };
        Record { epoch: 0, train: on, test: on, layers: Vec::new(), snapshot: vec![weight, -weight] }
    }

    fn judged(states: &[(f64, f32)], floor: Option<f64>) -> Option<Overshoot> {
        let records: Vec<Record> = states.iter().map(|(loss, weight)| record(*loss, *weight)).collect();
        overshoot(&records, floor)
    }

    #[test]
    fn a_loss_that_stays_far_above_the_first_has_risen() {
        let states = [(1.0, 0.5), (7.0, 9.0), (6.0, 9.0), (5.0, 9.0)];
        assert_eq!(judged(&states, None), Some(Overshoot::LossRose(5.0)));
        assert_eq!(judged(&[(1.0, 0.5), (0.9, 0.6), (7.0, 9.0), (0.8, 0.7)], None), None);
    }

    #[test]
    fn large_weights_that_do_not_help_have_learned_nothing() {
        let states = [(1.1, 0.5), (1.1, 20.0), (1.2, 20.0), (1.1, 20.0)];
        assert_eq!(judged(&states, None), Some(Overshoot::NothingLearned(40.0)));
    }

    #[test]
    fn a_plateau_learning_and_a_reached_floor_are_no_overshoot() {
        assert_eq!(judged(&[(0.69, 0.3), (0.69, 0.3), (0.688, 0.31), (0.687, 0.31)], None), None);
        assert_eq!(judged(&[(1.1, 0.5), (0.5, 3.0), (0.4, 3.5), (0.3, 4.0)], None), None);
        assert_eq!(judged(&[(1.1, 0.5), (1.09, 3.0), (1.09, 3.5), (1.09, 4.0)], Some(1.08)), None);
    }

    #[test]
    fn a_run_that_has_hardly_begun_is_not_judged() {
        assert_eq!(judged(&[], None), None);
        assert_eq!(judged(&[(1.0, 0.5), (9.0, 9.0), (9.0, 9.0)], None), None);
    }
}
