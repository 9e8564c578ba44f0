//! Laws of divergences and channels, on random inputs.

mod generators;

use generators::{ROUNDING, at_most, channel, close, f_divergences, is_pmf, joint, pair, pmf};
use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::channels;
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::conditional_entropy::conditional_entropy;
use infoplane_core::measures::entropy::entropy;
use infoplane_core::measures::f_divergence::{FDivergence, f_divergence, f_divergence_terms};
use infoplane_core::measures::mutual_information::{conditional_mutual_information, mutual_information};
use proptest::prelude::*;

fn two_pairs() -> impl Strategy<Value = [Pmf; 4]> {
    (1..20_usize).prop_flat_map(|n| [pmf(n), pmf(n), pmf(n), pmf(n)])
}

fn mixture(p: &Pmf, q: &Pmf, share: f64) -> Pmf {
    let mixed = p.as_slice().iter().zip(q.as_slice()).map(|(p, q)| share * p + (1.0 - share) * q);
    Pmf::normalized(&mixed.collect::<Vec<_>>()).expect("a mixture of pmfs")
}

/// An input, and the rows of two channels for it side by side.
fn input_and_rows() -> impl Strategy<Value = (Pmf, Vec<(Pmf, Pmf)>)> {
    (1..6_usize, 1..5_usize).prop_flat_map(|(n, m)| (pmf(n), prop::collection::vec((pmf(m), pmf(m)), n)))
}

proptest! {
    #[test]
    fn a_channel_undone_and_redone_is_itself((p, channel) in (1..6_usize).prop_flat_map(|n| (pmf(n), channel(n)))) {
        let joint = channel.joint(&p)?;
        prop_assert!(close(entropy(&channel.output(&p)?), entropy(&joint.marginal_pmf(1)?)));
        if let Ok(back) = channel.backward(&p) {
            let again = back.joint(&channel.output(&p)?)?.marginal(&[1, 0])?;
            for (a, b) in again.as_slice().iter().zip(joint.as_slice()) {
                prop_assert!((a - b).abs() <= 1e-15);
            }
        }
        let twice = channel.then(&channels::noiseless(channel.n_outputs())?)?;
        prop_assert_eq!(twice, channel);
    }

    #[test]
    fn divergences_are_convex_in_the_pair([p, q, r, s] in two_pairs(), share in 0.0..=1.0_f64, f in f_divergences()) {
        let mixed = f_divergence(&mixture(&p, &r, share), &mixture(&q, &s, share), f)?;
        let (one, other) = (f_divergence(&p, &q, f)?, f_divergence(&r, &s, f)?);
        let mean = share * one + (1.0 - share) * other;
        // An infinite divergence bounds nothing, and its share may be 0 · ∞.
        let bounded = one.is_finite() && other.is_finite();
        prop_assert!(!bounded || mixed <= mean * (1.0 + 1e-9) + ROUNDING, "{f:?}: {mixed} {mean}");
    }

    #[test]
    fn entropy_is_concave((p, q) in pair(), share in 0.0..=1.0_f64) {
        let mean = share * entropy(&p) + (1.0 - share) * entropy(&q);
        prop_assert!(at_most(mean, entropy(&mixture(&p, &q, share))), "{mean}");
    }

    #[test]
    fn information_is_concave_in_the_input(
        (p, q, channel) in (1..6_usize).prop_flat_map(|n| (pmf(n), pmf(n), channel(n))), share in 0.0..=1.0_f64,
    ) {
        let of = |input: &Pmf| Ok::<_, TestCaseError>(mutual_information(&channel.joint(input)?, &[0], &[1])?);
        let mean = share * of(&p)? + (1.0 - share) * of(&q)?;
        prop_assert!(at_most(mean, of(&mixture(&p, &q, share))?), "{mean}");
    }

    #[test]
    fn information_is_convex_in_the_channel((p, rows) in input_and_rows(), share in 0.0..=1.0_f64) {
        let of = |rows: Vec<Pmf>| {
            let joint = Channel::from_pmfs(rows)?.joint(&p)?;
            Ok::<_, TestCaseError>(mutual_information(&joint, &[0], &[1])?)
        };
        let mixed = rows.iter().map(|(one, other)| mixture(one, other, share)).collect();
        let (one, other) = rows.into_iter().unzip();
        let mean = share * of(one)? + (1.0 - share) * of(other)?;
        prop_assert!(at_most(of(mixed)?, mean), "{mean}");
    }

    #[test]
    fn every_divergence_is_between_zero_and_its_largest((p, q) in pair(), f in f_divergences()) {
        let d = f_divergence(&p, &q, f)?;
        prop_assert!(d >= 0.0 && d <= f.largest() * (1.0 + ROUNDING), "{f:?}: {d}");
        prop_assert_eq!(f_divergence(&p, &p, f)?, 0.0);
        let terms = f_divergence_terms(&p, &q, f)?;
        prop_assert!(terms.iter().all(|term| *term >= 0.0), "{f:?}");
        // One by one here and eight side by side there: the same terms, rounded in another order.
        let sum = terms.iter().sum::<f64>();
        prop_assert!(sum == d || (sum - d).abs() <= 1e-14 * d, "{f:?}: {sum} {d}");
    }

    #[test]
    fn generators_are_the_terms_they_stand_for(p in 0.01..1.0_f64, q in 0.01..1.0_f64, f in f_divergences()) {
        let (a, b) = (Pmf::new(vec![p, 1.0 - p])?, Pmf::new(vec![q, 1.0 - q])?);
        let term = f_divergence_terms(&a, &b, f)?[0];
        prop_assert!((q * f.generator(p / q) - term).abs() <= 1e-12 * (term + p + q), "{f:?}");
    }

    #[test]
    fn divergences_bound_each_other((p, q) in pair()) {
        let d = |f| f_divergence(&p, &q, f);
        let (kl, chi) = (d(FDivergence::Kl)?, d(FDivergence::PearsonChiSquared)?);
        let (tv, hellinger) = (d(FDivergence::TotalVariation)?, d(FDivergence::SquaredHellinger)?);
        let (js, le_cam) = (d(FDivergence::JensenShannon)?, d(FDivergence::LeCam)?);
        prop_assert!(at_most(2.0 * tv * tv, kl), "Pinsker");
        prop_assert!(kl <= chi.ln_1p() * (1.0 + ROUNDING) + ROUNDING, "KL ≤ ln(1 + χ²)");
        prop_assert!(at_most(2.0 * hellinger, kl), "2 h² ≤ KL");
        prop_assert!(tv <= 1.0 - 0.5 * (-kl).exp() + ROUNDING, "Bretagnolle and Huber, in Tsybakov's form");
        prop_assert!(at_most(tv * tv, le_cam) && at_most(le_cam, tv), "TV² ≤ Le Cam ≤ TV");
        prop_assert!(at_most(hellinger, le_cam) && at_most(le_cam, 2.0 * hellinger), "h² ≤ Le Cam ≤ 2 h²");
        prop_assert!(at_most(0.5 * le_cam, js) && at_most(js, le_cam * core::f64::consts::LN_2), "Topsøe");
        prop_assert!(at_most(4.0 * js, d(FDivergence::Jeffreys)?), "Lin");
    }

    #[test]
    fn variables_of_any_number_are_an_error_or_a_value(
        joint in joint(1..=3), x in prop::collection::vec(0..5_usize, 0..3),
        y in prop::collection::vec(0..5_usize, 0..3), z in prop::collection::vec(0..5_usize, 0..3), k in 0..6_usize,
    ) {
        if let Ok(i) = conditional_mutual_information(&joint, &x, &y, &z) {
            prop_assert!(i >= 0.0 && i.is_finite());
        }
        if let Ok(h) = conditional_entropy(&joint, &x, &y) {
            prop_assert!(h >= 0.0 && h.is_finite());
        }
        if let Ok(grouped) = joint.grouped(&[&x, &y]) {
            prop_assert!(is_pmf(grouped.as_slice()));
        }
        if let Ok(given) = joint.given(k, x.first().copied().unwrap_or(k)) {
            prop_assert!(is_pmf(given.as_slice()));
        }
        if let Ok(channel) = joint.channel(&x, &y) {
            prop_assert!(channel.rows().iter().all(|row| is_pmf(row.as_slice())));
        }
        if let Ok(reshaped) = joint.reshaped(&x) {
            prop_assert_eq!(reshaped.pmf(), joint.pmf());
        }
    }
}
