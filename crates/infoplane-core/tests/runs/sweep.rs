//! Sweeps give the same results in the same order, whoever works on them.

use super::DIGITS;
use infoplane_core::experiments::sweep::{self, Spread};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::learner::dataset::Source;
use infoplane_core::learner::spec::{Asset, SpecError};
use std::num::NonZeroUsize;

fn run(specs: &[TrainingSpec], n_workers: usize) -> Vec<Result<Vec<f32>, SpecError>> {
    let n_workers = NonZeroUsize::new(n_workers).expect("not 0");
    sweep::run::<Training>(specs, Some(DIGITS), n_workers)
        .into_iter()
        .map(|f| f.map(|f| f.snapshot))
        .collect()
}

/// The same bits from any number of workers and in either order, and another run for every spec.
fn check_independence(mut specs: Vec<TrainingSpec>) {
    let alone = run(&specs, 1);
    for n_workers in [2, 3, 16] {
        assert_eq!(run(&specs, n_workers), alone);
    }
    specs.reverse();
    let mut reversed = run(&specs, 3);
    reversed.reverse();
    assert_eq!(reversed, alone);
    assert!(alone.windows(2).all(|pair| pair[0] != pair[1]), "every spec is a run of its own");
}

/// Runs of different lengths, so that they are not done in the order in which they were begun.
#[test]
fn neither_the_number_of_workers_nor_the_order_changes_a_bit_of_any_seed() {
    let mut specs = sweep::seeds(&TrainingSpec::default(), 1..=6);
    specs.iter_mut().zip([40, 1, 9, 25, 2, 13]).for_each(|(spec, n_epochs)| spec.n_epochs = n_epochs);
    check_independence(specs);
}

#[test]
fn neither_the_number_of_workers_nor_the_order_changes_a_bit_of_any_beta() {
    let mut specs = sweep::betas(&TrainingSpec::alemi_2017(0.0), [0.0, 0.01, 0.1, 1.0]);
    specs.iter_mut().zip([3, 1, 2, 1]).for_each(|(spec, n_epochs)| spec.n_epochs = n_epochs);
    check_independence(specs);
}

#[test]
fn what_is_refused_leaves_the_others_alone() {
    let mut specs = sweep::seeds(&TrainingSpec { n_epochs: 1, ..TrainingSpec::default() }, [1, 2]);
    specs[0].batch_size = 0;
    let results = run(&specs, 2);
    assert!(matches!(&results[0], Err(SpecError::OutOfRange { field, .. }) if field == "batch"));
    assert!(results[1].is_ok());
    specs[1].data.source = Source::Digits;
    let without = sweep::run::<Training>(&specs[1..], None, NonZeroUsize::MIN);
    assert!(matches!(without[0], Err(SpecError::MissingAsset(Asset::Digits))));
    assert!(run(&[], 2).is_empty());
}

#[test]
fn a_spread_of_one_has_no_deviation() {
    let Spread { n, mean, deviation } = Spread::of(&[2.5]);
    assert_eq!((n, mean), (1, 2.5));
    assert!(deviation.is_nan());
}
