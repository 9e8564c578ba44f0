//! Laws of estimators, on random samples and on any bits.

mod generators;

use generators::{any_bits, correlated, ksg_of, stream};
use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::counts::{Counts, JointCounts, LARGEST_TOTAL};
use infoplane_core::estimators::entropy_from_counts::{self as from_counts, EntropyEstimator};
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::estimate::{Estimate, Level};
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::{LARGEST_COORDINATE, Points};
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
use infoplane_core::estimators::{layer_estimates, ross};
use proptest::prelude::*;

/// Rounding in sums of a few hundred terms of order one.
const ROUNDING: f64 = 1e-11;

/// A value is not NaN and at most its ceiling.
fn is_within_ceiling(estimate: &Estimate) -> bool {
    estimate.value <= estimate.ceiling.unwrap_or(f64::INFINITY) + ROUNDING
}

/// Coordinates of all magnitudes, with ties.
fn coordinate() -> impl Strategy<Value = f64> {
    let wide = any::<u64>().prop_map(f64::from_bits);
    let usable = wide.prop_filter("usable", |v| v.abs() <= LARGEST_COORDINATE);
    prop_oneof![-2.0..2.0_f64, Just(0.0), Just(1.0), usable]
}

/// Samples and how many dimensions they have.
fn samples() -> impl Strategy<Value = (Vec<f64>, usize)> {
    (2..40_usize, 1..4_usize).prop_flat_map(|(n, d)| (prop::collection::vec(coordinate(), n * d), Just(d)))
}

fn table() -> impl Strategy<Value = (Vec<u64>, usize)> {
    let count = prop_oneof![Just(0_u64), 1..5_u64, 1..1000_u64, 1..(LARGEST_TOTAL / 64)];
    (1..6_usize, 1..6_usize).prop_flat_map(move |(rows, columns)| {
        (prop::collection::vec(count.clone(), rows * columns), Just(columns))
    })
}

proptest! {
    #[test]
    fn entropies_are_numbers_below_their_ceilings((counts, n_columns) in table()) {
        let Ok(table) = JointCounts::new(counts, n_columns) else { return Ok(()) };
        for &estimator in EntropyEstimator::ALL {
            for counts in [table.pairs(), &table.rows(), &table.columns()] {
                let h = from_counts::entropy(counts, estimator);
                prop_assert!(h.value.is_finite() && is_within_ceiling(&h), "{}: {h:?}", estimator.name());
            }
            let i = from_counts::mutual_information(&table, estimator);
            prop_assert!(i.value.is_finite() && is_within_ceiling(&i), "{}: {i:?}", estimator.name());
        }
    }

    #[test]
    fn counting_nothing_more_changes_nothing((counts, n_columns) in table()) {
        let Ok(table) = JointCounts::new(counts.clone(), n_columns) else { return Ok(()) };
        let padded = Counts::new([counts, vec![0; 3]].concat()).expect("the same total");
        // NSB alone asks how many outcomes there may be.
        for &estimator in EntropyEstimator::ALL.iter().filter(|estimator| **estimator != EntropyEstimator::Nsb) {
            let values = [table.pairs(), &padded].map(|c| from_counts::entropy(c, estimator).value);
            prop_assert_eq!(values[0].to_bits(), values[1].to_bits());
        }
    }

    #[test]
    fn plug_in_and_shrinkage_are_entropies_and_shrinkage_is_larger((counts, n_columns) in table()) {
        let Ok(table) = JointCounts::new(counts, n_columns) else { return Ok(()) };
        let h = |estimator| from_counts::entropy(table.pairs(), estimator).value;
        let (plug_in, shrunk) = (h(EntropyEstimator::PlugIn), h(EntropyEstimator::JamesStein));
        prop_assert!(plug_in >= 0.0 && shrunk >= plug_in - ROUNDING, "{plug_in} {shrunk}");
        let i = from_counts::mutual_information(&table, EntropyEstimator::PlugIn).value;
        prop_assert!(i >= -ROUNDING, "{i}");
    }

    #[test]
    fn any_bits_are_points_or_refused(values in prop::collection::vec(any_bits(), 0..12), d in 0..4_usize) {
        if let Ok(points) = Points::new(&values, d) {
            prop_assert!(values.iter().all(|v| v.abs() <= LARGEST_COORDINATE));
            prop_assert_eq!(points.n_samples() * d, values.len());
        }
    }

    #[test]
    fn neighbor_estimates_are_numbers_for_all_points((x, d) in samples(), k in 1..6_usize, seed in any::<u64>()) {
        let x = Points::new(&x, d).expect("usable coordinates");
        let n = x.n_samples();
        let mut stream = stream(seed);
        let labels: Vec<usize> = (0..n).map(|_| stream.below(3)).collect();
        let y: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
        let y = Points::new(&y, 1).expect("normals are finite");
        for &variant in Ksg::ALL {
            match ksg::mutual_information(&x, &y, k, variant) {
                // Tied distances lift the cube above its ceiling, and never the rectangle.
                Ok(i) => prop_assert!(
                    i.value.is_finite() && (variant == Ksg::Cube || is_within_ceiling(&i)),
                    "{i:?}"
                ),
                Err(error) => prop_assert_eq!(error, EstimateError::Neighbors { k, n_samples: n }),
            }
        }
        match differential_entropy(&x, k) {
            Ok(h) => prop_assert!(h.value.is_finite()),
            Err(EstimateError::Coincident { .. } | EstimateError::Neighbors { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
        match ross::mutual_information(&x, &labels, k) {
            Ok(i) => prop_assert!(i.value.is_finite()),
            Err(error) => prop_assert_eq!(error, EstimateError::SingleSamples),
        }
    }

    #[test]
    fn neighbor_estimates_of_distinct_samples_stay_below_their_ceilings(
        seed in any::<u64>(), n in 10..60_usize, k in 1..6_usize, rho in -1.0..1.0_f64,
    ) {
        let (x, y) = correlated(n, rho, seed);
        let (x, y) = (Points::new(&x, 1).expect("normals"), Points::new(&y, 1).expect("normals"));
        let labels: Vec<usize> = (0..n).map(|i| usize::from(x.sample(i)[0] > 0.3)).collect();
        for &variant in Ksg::ALL {
            let i = ksg::mutual_information(&x, &y, k, variant).expect("n > k");
            prop_assert!(is_within_ceiling(&i), "{i:?}");
        }
        let i = ross::mutual_information(&y, &labels, k).expect("ten samples of two classes");
        prop_assert!(is_within_ceiling(&i), "{i:?}");
    }

    #[test]
    fn information_is_symmetric(seed in any::<u64>(), n in 10..60_usize, k in 1..6_usize) {
        let (x, y) = correlated(n, 0.7, seed);
        for &variant in Ksg::ALL {
            let (xy, yx) = (ksg_of(&x, &y, k, variant), ksg_of(&y, &x, k, variant));
            prop_assert!((xy - yx).abs() < ROUNDING, "{xy} {yx}");
        }
    }

    #[test]
    fn any_bits_are_scores_or_refused(values in prop::collection::vec(any_bits(), 4)) {
        let Ok(scores) = Scores::new(&values) else {
            prop_assert!(values.iter().any(|v| !v.is_finite()));
            return Ok(());
        };
        for &bound in Bound::ALL {
            let estimate = lower_bound(&scores, bound);
            prop_assert!(!estimate.value.is_nan() && is_within_ceiling(&estimate), "{estimate:?}");
        }
    }

    #[test]
    fn any_bits_are_a_level_or_refused(level in any_bits()) {
        prop_assert_eq!(Level::new(level).is_ok(), level > 0.0 && level < 1.0);
    }

    #[test]
    fn the_donsker_varadhan_value_is_at_least_that_of_nwj(values in prop::collection::vec(-9.0..9.0_f64, 25)) {
        // ln z ≤ z / e for every z.
        let scores = Scores::new(&values).expect("25 finite scores");
        let [nwj, dv] = [Bound::Nwj, Bound::DonskerVaradhan].map(|bound| lower_bound(&scores, bound).value);
        prop_assert!(nwj <= dv + ROUNDING, "{nwj} {dv}");
    }

    #[test]
    fn layer_estimates_stay_below_their_ceilings(
        (values, labels) in (1..40_usize).prop_flat_map(|n| {
            (prop::collection::vec(-1.0..1.0_f32, 2 * n), prop::collection::vec(0..3_u8, n))
        }),
        n_bins in 2..9_usize,
    ) {
        let layer = Activations::new(&values, 2, &labels, 3).expect("a layer");
        let bins = BinCount::new(n_bins).expect("two or more");
        let adaptive = equal_mass::information(&layer, bins, EntropyEstimator::PlugIn).expect("a layer");
        let binned = layer_estimates::binned(&Binning::ibsgd().information(&layer), &layer);
        let noise = NoiseVariance::new(0.01).expect("positive");
        let kde = layer_estimates::kde(&kde::bounds_plain(&layer, noise), &layer);
        for both in [adaptive, binned, kde.upper, kde.lower] {
            prop_assert!(is_within_ceiling(&both.i_xt) && is_within_ceiling(&both.i_ty), "{both:?}");
            prop_assert!(both.i_ty.value <= layer.label_entropy() + ROUNDING);
        }
    }
}
