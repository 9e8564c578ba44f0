//! Laws that hold for all distributions and all layers, on random ones.

mod generators;

use generators::{ROUNDING, close, pair, pmf};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::measures::renyi_order::Order;
use infoplane_core::measures::{divergence, entropy, renyi, tsallis};
use proptest::prelude::*;

fn triple() -> impl Strategy<Value = (Pmf, Pmf, Pmf)> {
    (1..40_usize).prop_flat_map(|n| (pmf(n), pmf(n), pmf(n)))
}

/// A layer as its parts: activations, units per sample, labels.
fn layer() -> impl Strategy<Value = (Vec<f32>, usize, Vec<u8>)> {
    (1..60_usize, 1..6_usize).prop_flat_map(|(n, d)| {
        let value = prop_oneof![-1.0..1.0_f32, Just(1.0_f32), Just(-1.0_f32), -9.0..9.0_f32];
        (prop::collection::vec(value, n * d), Just(d), prop::collection::vec(0..3_u8, n))
    })
}

proptest! {
    #[test]
    fn entropy_is_between_zero_and_the_logarithm_of_n(p in (1..40_usize).prop_flat_map(pmf)) {
        let h = entropy::entropy(&p);
        prop_assert!(h >= 0.0 && h <= (p.len() as f64).ln() + ROUNDING);
        let perplexity = entropy::perplexity(&p);
        prop_assert!(perplexity >= 1.0 && perplexity <= p.len() as f64 * (1.0 + ROUNDING));
    }

    #[test]
    fn divergences_are_never_negative_nor_nan((p, q) in pair()) {
        for d in [
            divergence::kl(&p, &q)?,
            divergence::js(&p, &q)?,
            divergence::total_variation(&p, &q)?,
            divergence::hellinger(&p, &q)?,
        ] {
            prop_assert!(d >= 0.0, "{d}");
        }
        prop_assert!(divergence::bhattacharyya(&p, &q)? >= -ROUNDING);
        prop_assert_eq!(divergence::kl(&p, &p)?, 0.0);
        prop_assert_eq!(divergence::js(&p, &p)?, 0.0);
    }

    #[test]
    fn cross_entropy_is_entropy_plus_kl((p, q) in pair()) {
        let sum = entropy::entropy(&p) + divergence::kl(&p, &q)?;
        prop_assert!(close(entropy::cross_entropy(&p, &q)?, sum));
    }

    #[test]
    fn contributions_sum_to_their_measure((p, q) in pair()) {
        let sum = |terms: Vec<f64>| terms.into_iter().sum::<f64>();
        prop_assert!(close(sum(entropy::entropy_terms(&p)), entropy::entropy(&p)));
        prop_assert!(close(sum(entropy::cross_entropy_terms(&p, &q)?), entropy::cross_entropy(&p, &q)?));
        prop_assert!(close(sum(divergence::kl_terms(&p, &q)?), divergence::kl(&p, &q)?));
    }

    #[test]
    fn pinsker_bounds_kl_by_total_variation((p, q) in pair()) {
        let tv = divergence::total_variation(&p, &q)?;
        prop_assert!(divergence::kl(&p, &q)? >= 2.0 * tv * tv - ROUNDING);
    }

    #[test]
    fn hellinger_brackets_total_variation((p, q) in pair()) {
        let (h, tv) = (divergence::hellinger(&p, &q)?, divergence::total_variation(&p, &q)?);
        prop_assert!(h * h <= tv + ROUNDING && tv <= h * 2.0_f64.sqrt() + ROUNDING);
    }

    #[test]
    fn js_is_symmetric_and_at_most_one_bit((p, q) in pair()) {
        let js = divergence::js(&p, &q)?;
        prop_assert_eq!(js, divergence::js(&q, &p)?);
        prop_assert!(js <= core::f64::consts::LN_2 + ROUNDING);
        prop_assert!(js <= divergence::total_variation(&p, &q)? * core::f64::consts::LN_2 + ROUNDING);
    }

    #[test]
    fn js_is_the_mean_kl_from_the_mixture((p, q) in pair()) {
        let mixed: Vec<f64> = p.as_slice().iter().zip(q.as_slice()).map(|(p, q)| 0.5 * p + 0.5 * q).collect();
        let m = Pmf::normalized(&mixed).expect("a mixture of pmfs");
        let mean = 0.5 * divergence::kl(&p, &m)? + 0.5 * divergence::kl(&q, &m)?;
        prop_assert!(close(divergence::js(&p, &q)?, mean));
    }

    #[test]
    fn js_distance_hellinger_and_total_variation_obey_the_triangle_inequality((p, q, r) in triple()) {
        for distance in [divergence::js_distance, divergence::hellinger, divergence::total_variation] {
            prop_assert!(distance(&p, &r)? <= distance(&p, &q)? + distance(&q, &r)? + 1e-7);
        }
    }

    #[test]
    fn merging_outcomes_never_adds_information((p, q) in pair()) {
        let merge = |p: &Pmf| {
            let merged: Vec<f64> = p.as_slice().chunks(2).map(|c| c.iter().sum()).collect();
            Pmf::normalized(&merged).expect("a coarser pmf")
        };
        let (coarse_p, coarse_q) = (merge(&p), merge(&q));
        prop_assert!(entropy::entropy(&coarse_p) <= entropy::entropy(&p) + ROUNDING);
        for measure in [divergence::kl, divergence::js, divergence::total_variation, divergence::hellinger] {
            let (coarse, fine) = (measure(&coarse_p, &coarse_q)?, measure(&p, &q)?);
            prop_assert!(coarse <= fine || close(coarse, fine), "{coarse} > {fine}");
        }
    }

    #[test]
    fn renyi_entropy_falls_and_divergence_rises_with_the_order(
        (p, q) in pair(), a in 0.0..20.0_f64, b in 0.0..20.0_f64,
    ) {
        let (low, high) = (Order::new(a.min(b))?, Order::new(a.max(b))?);
        let (h_low, h_high) = (renyi::renyi_entropy(&p, low), renyi::renyi_entropy(&p, high));
        prop_assert!(h_high <= h_low || close(h_low, h_high));
        prop_assert!(h_high >= -ROUNDING && tsallis::tsallis_entropy(&p, high) >= -ROUNDING);
        let d_low = renyi::renyi_divergence(&p, &q, low)?;
        let d_high = renyi::renyi_divergence(&p, &q, high)?;
        prop_assert!(d_low <= d_high || close(d_low, d_high), "{d_low} > {d_high}");
        prop_assert!(d_low >= -ROUNDING && tsallis::tsallis_divergence(&p, &q, low)? >= -ROUNDING);
    }

    #[test]
    fn coarser_bins_never_say_more((values, n_units, labels) in layer()) {
        let layer = Activations::new(&values, n_units, &labels, 3)?;
        // Edges of width 1/2 are among those of width 1/4, as powers of two divide exactly.
        let fine = Binning::width(0.25)?.information(&layer);
        let coarse = Binning::width(0.5)?.information(&layer);
        prop_assert!(coarse.i_xt <= fine.i_xt + ROUNDING && coarse.i_ty <= fine.i_ty + ROUNDING);
    }

    #[test]
    fn layer_estimates_stay_under_their_ceilings((values, n_units, labels) in layer(), v in 1e-4..10.0_f64) {
        let layer = Activations::new(&values, n_units, &labels, 3)?;
        let (ln_n, h_y) = ((labels.len() as f64).ln(), layer.label_entropy());
        for binning in [Binning::idnns(), Binning::ibsgd()] {
            let i = binning.information(&layer);
            prop_assert!(i.i_xt >= 0.0 && i.i_xt <= ln_n + ROUNDING);
            prop_assert!(i.i_ty >= -ROUNDING && i.i_ty <= h_y + ROUNDING && i.i_ty <= i.i_xt + ROUNDING);
        }
        let plain = kde::bounds_plain(&layer, NoiseVariance::new(v)?);
        prop_assert!(plain.i_xt_lower >= -ROUNDING && plain.i_xt_lower <= plain.i_xt_upper + ROUNDING);
        prop_assert!(plain.i_xt_upper <= ln_n + ROUNDING);
        prop_assert!(plain.i_ty_upper <= h_y + ROUNDING && plain.i_ty_lower <= h_y + ROUNDING);
    }

    #[test]
    fn the_fast_kde_agrees_with_the_plain_one((values, n_units, labels) in layer(), v in 1e-4..10.0_f64) {
        let layer = Activations::new(&values, n_units, &labels, 3)?;
        let (plain, fast) = (kde::bounds_plain(&layer, NoiseVariance::new(v)?), kde::bounds(&layer, NoiseVariance::new(v)?));
        let bits_1e_4 = 1e-4 * core::f64::consts::LN_2;
        for (a, b) in [
            (plain.i_xt_upper, fast.i_xt_upper),
            (plain.i_xt_lower, fast.i_xt_lower),
            (plain.i_ty_upper, fast.i_ty_upper),
            (plain.i_ty_lower, fast.i_ty_lower),
        ] {
            prop_assert!((a - b).abs() < bits_1e_4, "{a} {b}");
        }
    }
}
