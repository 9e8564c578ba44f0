//! The NSB estimator against numbers of other programs, and what any mixture of Dirichlet priors must obey.

use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::counts::{Counts, LARGEST_TOTAL};
use infoplane_core::estimators::entropy_from_counts::{self as from_counts, EntropyEstimator};
use infoplane_core::estimators::estimate::Spread;
use infoplane_core::estimators::nsb::entropy;
use infoplane_core::math::rng::{Purpose, Stream};
use proptest::prelude::*;

/// Mean and standard deviation.
fn nsb(counts: &[u64], n_outcomes: u64) -> (f64, f64) {
    let found = entropy(&Counts::new(counts.to_vec()).expect("counts"), n_outcomes).expect("outcomes enough");
    let Spread::StandardError(deviation) = found.spread else { panic!("{found:?}") };
    (found.value, deviation)
}

/// The counts of the example of ndd, a Python package for NSB.
const NDD: [u64; 19] = [4, 12, 4, 5, 3, 1, 5, 1, 2, 2, 2, 2, 11, 3, 4, 12, 12, 1, 2];
const NDD_OF_20: [u64; 20] = [7, 3, 5, 8, 9, 1, 3, 3, 1, 0, 2, 5, 2, 11, 4, 23, 5, 0, 8, 0];

/// mpmath 1.4.1 on Python 3.11, 40 digits: `quad` over ln β in 24 parts of e^(ln w), where ln w is the sum of `loggamma`s and
/// of ln(K ψ′(Kβ + 1) − ψ′(β + 1)) as it reads (70 digits), and the first and second moment of H at
/// each β are Wolpert and Wolf's, as they read, with the standard deviation √(⟨H²⟩ − ⟨H⟩²).
#[test]
fn means_and_deviations_agree_with_forty_digits() {
    let mut undersampled = vec![1; 20];
    undersampled.extend([2; 3]);
    let cases: [(&[u64], u64, f64, f64); 11] = [
        (&[5, 3, 2], 3, 1.0126517450388317, 0.09014000724356791),
        (&[1, 1, 1, 1, 1], 5, 1.4984430196722913, 0.10839616484131367),
        (&[7, 3, 1, 1], 6, 1.255578291236329, 0.23220970701666926),
        (&[100, 1], 2, 0.06478085500816906, 0.046176742523188305),
        (&[10], 4, 0.10136468326297846, 0.1688575300445978),
        (&[1], 10, 1.151292546497023, 0.7236516058464015),
        (&NDD, 100, 2.806096916054329, 0.11947690919021678),
        (&NDD_OF_20, 20, 2.6236343447931287, 0.08130036074530018),
        (&undersampled, 1_000_000, 5.260628550934102, 0.6572632536821151),
        (&[400, 300, 200, 100, 50], 5, 1.4114911986473875, 0.01703078410728001),
        (&[3, 1, 1], 1000, 1.8989865147427891, 0.7917343671978934),
    ];
    for (counts, n_outcomes, mean, deviation) in cases {
        let found = nsb(counts, n_outcomes);
        assert!((found.0 / mean - 1.0).abs() < 1e-12, "{counts:?} {n_outcomes}: {} {mean}", found.0);
        assert!(
            (found.1 / deviation - 1.0).abs() < 1e-11,
            "{counts:?} {n_outcomes}: {} {deviation}",
            found.1
        );
    }
}

/// The examples on the pages of ndd (pypi.org/project/ndd, versions 1.4.1 and 1.10), within what its quadrature says of itself.
#[test]
fn means_agree_with_what_ndd_publishes() {
    assert!((nsb(&NDD, 100).0 - 2.806_092_252_993_122_5).abs() < 1e-5);
    assert!((nsb(&NDD, 100).1 - 0.119_455_011_497_433_58).abs() < 1e-4);
    assert!((nsb(&NDD_OF_20, 20).0 - 2.623_634_344_888_532).abs() < 1e-9);
}

#[test]
fn most_samples_and_most_outcomes_are_no_trouble() {
    // Of so many samples of two alike outcomes the entropy is known to the last digit but a few.
    let (mean, deviation) = nsb(&[LARGEST_TOTAL / 2, LARGEST_TOTAL / 2], 2);
    assert!((mean - core::f64::consts::LN_2).abs() < 1e-12 && deviation < 1e-12, "{mean} {deviation}");
    let (mean, deviation) = nsb(&[LARGEST_TOTAL / 4 * 3, LARGEST_TOTAL / 4], 2);
    let exact = 0.75 * (4.0_f64 / 3.0).ln() + 0.25 * 4.0_f64.ln();
    // The deviation is √(p q) ln(p/q) / √n.
    let expected = (0.1875 / LARGEST_TOTAL as f64).sqrt() * 3.0_f64.ln();
    assert!((mean - exact).abs() < 1e-12 && (deviation / expected - 1.0).abs() < 1e-3, "{mean} {deviation}");
    // One sample says nothing, however many outcomes there are: uniform between 0 and ln K.
    for n_outcomes in [2, 1000, u64::from(u32::MAX), 1 << 60] {
        let most = (n_outcomes as f64).ln();
        assert!((nsb(&[1], n_outcomes).0 / (0.5 * most) - 1.0).abs() < 1e-11, "{n_outcomes}");
    }
}

#[test]
fn where_half_the_outcomes_are_unseen_nsb_is_closer_than_plug_in() {
    let mut stream = Stream::new(1, Purpose::Estimates);
    let (n, k, n_runs) = (40, 64, 200);
    let truth = f64::from(64).ln();
    let (mut nsb_error, mut plug_in_error, mut within) = (0.0, 0.0, 0);
    for _ in 0..n_runs {
        let counts = Counts::tally((0..n).map(|_| stream.below(k)), k).expect("valid samples");
        let found = from_counts::entropy(&counts, EntropyEstimator::Nsb);
        let Spread::StandardError(deviation) = found.spread else { panic!("{found:?}") };
        nsb_error += (found.value - truth).abs() / f64::from(n_runs);
        let plug_in = from_counts::entropy(&counts, EntropyEstimator::PlugIn).value;
        plug_in_error += (plug_in - truth).abs() / f64::from(n_runs);
        within += usize::from((found.value - truth).abs() <= 3.0 * deviation);
    }
    assert!(nsb_error < 0.3 * plug_in_error, "{nsb_error} {plug_in_error}");
    assert!(within > 190, "{within}");
}

#[test]
fn the_error_falls_as_samples_grow() {
    // Zipf's law over 30 outcomes, whose entropy a sum tells.
    let weights: Vec<f64> = (1..=30).map(|i| 1.0 / f64::from(i)).collect();
    let total: f64 = weights.iter().sum();
    let truth: f64 = weights.iter().map(|w| -w / total * (w / total).ln()).sum();
    let mut stream = Stream::new(2, Purpose::Estimates);
    let mut draw = || {
        let u = stream.uniform() * total;
        let mut sum = 0.0;
        weights
            .iter()
            .position(|w| {
                sum += w;
                u < sum
            })
            .unwrap_or(29)
    };
    let mut error = |n: usize| {
        let runs = (0..40).map(|_| {
            let counts = Counts::tally((0..n).map(|_| draw()), 30).expect("valid samples");
            (from_counts::entropy(&counts, EntropyEstimator::Nsb).value - truth).powi(2)
        });
        (runs.sum::<f64>() / 40.0).sqrt()
    };
    let errors = [error(20), error(200), error(2000)];
    assert!(errors[1] < 0.6 * errors[0] && errors[2] < 0.5 * errors[1], "{errors:?}");
}

#[test]
fn fewer_outcomes_than_were_seen_are_refused() {
    let counts = Counts::new(vec![1, 1, 0]).expect("counts");
    assert_eq!(entropy(&counts, 1), Err(EstimateError::TooFewOutcomes { n_seen: 2, n_outcomes: 1 }));
}

proptest! {
    #[test]
    fn the_mean_is_an_entropy_and_grows_with_the_outcomes_there_may_be(
        counts in prop::collection::vec(0..50_u64, 1..8), more in 1..1000_u64
    ) {
        let Ok(seen) = Counts::new(counts.clone()) else { return Ok(()) };
        let k = counts.len() as u64;
        let (few, many) = (entropy(&seen, k).expect("enough"), entropy(&seen, k + more).expect("enough"));
        for (found, k) in [(few, k), (many, k + more)] {
            let Spread::StandardError(deviation) = found.spread else { panic!("{found:?}") };
            prop_assert!(found.value >= 0.0 && found.value <= (k as f64).ln() + 1e-12, "{found:?}");
            prop_assert!(deviation >= 0.0 && deviation <= (k as f64).ln(), "{found:?}");
        }
        prop_assert!(many.value > few.value, "{few:?} {many:?}");
    }

    #[test]
    fn the_order_of_the_outcomes_is_of_no_consequence(mut counts in prop::collection::vec(0..50_u64, 2..8)) {
        let Ok(seen) = Counts::new(counts.clone()) else { return Ok(()) };
        let k = counts.len() as u64;
        counts.reverse();
        let turned = Counts::new(counts).expect("the same counts");
        prop_assert_eq!(entropy(&seen, k), entropy(&turned, k));
    }
}
