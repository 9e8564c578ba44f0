//! Changes in the middle of a run as a link has them: `40:lr:0.001;60:w12:-0.5`.

use crate::state::decimal;
use infoplane_core::experiments::training::{Change, TrainingSpec, What};
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::spec::Range;

/// The text of these changes.
pub fn text(changes: &[Change]) -> String {
    let of = |change: &Change| {
        let (name, value) = match change.what {
            What::LearningRate(rate) => ("lr".to_owned(), decimal::text(rate)),
            What::Rule(rule) => ("opt".to_owned(), rule.name().to_owned()),
            What::BatchSize(size) => ("batch".to_owned(), decimal::text(size as f64)),
            What::L2(weight) => ("l2".to_owned(), decimal::text(weight)),
            What::Weight { index, value } => (format!("w{index}"), decimal::text(value)),
        };
        format!("{}:{name}:{value}", change.epoch)
    };
    changes.iter().map(of).collect::<Vec<_>>().join(";")
}

/// The changes that a text tells of.
pub fn parse(text: &str) -> Option<Vec<Change>> {
    text.split(';').filter(|change| !change.is_empty()).map(parse_one).collect()
}

fn parse_one(text: &str) -> Option<Change> {
    let (epoch, rest) = text.split_once(':')?;
    let (name, value) = rest.split_once(':')?;
    if name == "opt" {
        return Some(Change { epoch: whole(epoch)?, what: What::Rule(Rule::from_name(value)?) });
    }
    let number = decimal::parse(value)?;
    let what = match name {
        "lr" => What::LearningRate(number),
        "batch" => What::BatchSize(whole(value)? as usize),
        "l2" => What::L2(number),
        _ => What::Weight { index: whole(name.strip_prefix('w')?)? as usize, value: number },
    };
    Some(Change { epoch: whole(epoch)?, what })
}

/// A whole number that a text stands for, and not a negative one.
pub(super) fn whole(text: &str) -> Option<u32> {
    decimal::parse(text).filter(|x| *x == f64::from(*x as u32)).map(|x| x as u32)
}

/// Whether a run with so many parameters can have this change.
pub fn fits(change: &Change, n_parameters: usize) -> bool {
    let is_in = |range: Range, value: f64| value >= range.min && value <= range.max;
    match change.what {
        What::LearningRate(rate) => is_in(OptimizerSpec::LEARNING_RATE, rate),
        What::Rule(_) => true,
        What::BatchSize(size) => is_in(TrainingSpec::BATCH, size as f64),
        What::L2(weight) => is_in(Regularization::WEIGHT, weight),
        What::Weight { index, value } => index < n_parameters && is_in(TrainingSpec::WEIGHT, value),
    }
}

/// Puts a change in place of any other of the same at the same epoch, or behind all.
pub fn put(changes: &mut Vec<Change>, new: Change) {
    changes.retain(|old| old.epoch != new.epoch || !is_same(old.what, new.what));
    changes.push(new);
}

/// Whether both change the same.
fn is_same(a: What, b: What) -> bool {
    match (a, b) {
        (What::Weight { index: a, .. }, What::Weight { index: b, .. }) => a == b,
        _ => core::mem::discriminant(&a) == core::mem::discriminant(&b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "40:lr:0.001;40:opt:sgd;41:batch:8;50:l2:0.5;60:w12:-0.1";

    #[test]
    fn changes_survive_their_text() {
        let changes = parse(TEXT).expect("changes");
        assert_eq!(changes[4].what, What::Weight { index: 12, value: -0.1 });
        assert_eq!(parse(&text(&changes)), Some(changes));
        assert_eq!((parse(""), text(&[])), (Some(vec![]), String::new()));
    }

    #[test]
    fn what_is_no_change_is_not_taken_for_one() {
        for bad in
            ["40", "40:lr", "x:lr:1", "40:lr:", "40:w:1", "40:w-1:1", "40:opt:none", "-1:lr:1", "40:size:3"]
        {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_fits_is_what_the_run_accepts() {
        let texts = [
            TEXT,
            "1:lr:-1",
            "1:lr:0.5",
            "1:batch:0",
            "1:l2:-1",
            "1:l2:101",
            "1:w122:3",
            "1:w123:3",
            "1:w1:1e39",
        ];
        for text in texts {
            let changes = parse(text).expect("changes");
            let fits = changes.iter().all(|change| fits(change, TrainingSpec::default().n_parameters()));
            let spec = TrainingSpec { changes, ..TrainingSpec::default() };
            assert_eq!(fits, spec.validate_changes().is_ok(), "{text}");
        }
    }

    #[test]
    fn a_later_value_takes_the_place_of_an_earlier_one() {
        let mut changes = parse(TEXT).expect("changes");
        put(&mut changes, Change { epoch: 40, what: What::LearningRate(0.5) });
        put(&mut changes, Change { epoch: 60, what: What::Weight { index: 11, value: 1.0 } });
        assert_eq!(text(&changes), "40:opt:sgd;41:batch:8;50:l2:0.5;60:w12:-0.1;40:lr:0.5;60:w11:1");
    }
}
