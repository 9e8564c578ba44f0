//! Laws of divergences, and of the constructors of joints and channels, on random inputs and any bits.

use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::channels::{self, ChannelPreset};
use infoplane_core::dist::joint::Joint;
use infoplane_core::dist::pmf::{Pmf, SUM_TOLERANCE};
use infoplane_core::measures::conditional_entropy::conditional_entropy;
use infoplane_core::measures::entropy::entropy;
use infoplane_core::measures::f_divergence::{Alpha, FDivergence, f_divergence, f_divergence_terms};
use infoplane_core::measures::maximal_correlation::maximal_correlation;
use infoplane_core::measures::multivariate::{
    co_information, dual_total_correlation, residual_entropy, total_correlation,
};
use infoplane_core::measures::mutual_information::conditional_mutual_information;
use proptest::prelude::*;

/// Rounding in sums of a few hundred terms of order one.
const ROUNDING: f64 = 1e-13;

/// Weights over many orders of magnitude, some of them zero.
fn weight() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 4 => 0.0..1.0_f64, 2 => (-300.0..0.0_f64).prop_map(f64::exp2)]
}

fn weights(n: usize) -> impl Strategy<Value = Vec<f64>> {
    (prop::collection::vec(weight(), n), 0..n).prop_map(|(mut weights, certain)| {
        weights[certain] += 1e-3;
        weights
    })
}

fn pmf(n: usize) -> impl Strategy<Value = Pmf> {
    weights(n).prop_map(|weights| Pmf::normalized(&weights).expect("a positive weight"))
}

/// A joint of as many variables as the range says, of one to four outcomes each.
fn joint(n_variables: core::ops::RangeInclusive<usize>) -> impl Strategy<Value = Joint> {
    prop::collection::vec(1..5_usize, n_variables).prop_flat_map(|shape| {
        weights(shape.iter().product())
            .prop_map(move |weights| Joint::normalized(&shape, &weights).expect("a positive weight"))
    })
}

fn channel(n_inputs: usize) -> impl Strategy<Value = Channel> {
    (1..5_usize)
        .prop_flat_map(move |n_outputs| prop::collection::vec(pmf(n_outputs), n_inputs))
        .prop_map(|rows| Channel::from_pmfs(rows).expect("rows over the same outputs"))
}

fn pair() -> impl Strategy<Value = (Pmf, Pmf)> {
    (1..40_usize).prop_flat_map(|n| (pmf(n), pmf(n)))
}

fn two_pairs() -> impl Strategy<Value = [Pmf; 4]> {
    (1..20_usize).prop_flat_map(|n| [pmf(n), pmf(n), pmf(n), pmf(n)])
}

fn members() -> impl Strategy<Value = FDivergence> {
    prop_oneof![
        prop::sample::select(FDivergence::NAMED.to_vec()),
        (-3.0..4.0_f64).prop_map(|alpha| FDivergence::Alpha(Alpha::new(alpha).expect("a finite order"))),
    ]
}

/// Any double: every sign, exponent and payload, and NaN.
fn any_bits() -> impl Strategy<Value = f64> {
    prop_oneof![any::<u64>().prop_map(f64::from_bits), -2.0..2.0_f64, Just(0.0), Just(1.0), Just(0.25)]
}

/// a = b, or close; two infinities of one sign are equal.
fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= ROUNDING * (1.0 + a.abs().max(b.abs()))
}

fn at_most(a: f64, b: f64) -> bool {
    a <= b || close(a, b)
}

fn mixture(p: &Pmf, q: &Pmf, share: f64) -> Pmf {
    let mixed = p.as_slice().iter().zip(q.as_slice()).map(|(p, q)| share * p + (1.0 - share) * q);
    Pmf::normalized(&mixed.collect::<Vec<_>>()).expect("a mixture of pmfs")
}

fn is_pmf(p: &[f64]) -> bool {
    let in_range = p.iter().all(|p| p.is_finite() && *p >= 0.0);
    in_range && (p.iter().sum::<f64>() - 1.0).abs() <= SUM_TOLERANCE
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
    fn divergences_are_convex_in_the_pair([p, q, r, s] in two_pairs(), share in 0.0..=1.0_f64, f in members()) {
        let mixed = f_divergence(&mixture(&p, &r, share), &mixture(&q, &s, share), f)?;
        let (one, other) = (f_divergence(&p, &q, f)?, f_divergence(&r, &s, f)?);
        let mean = share * one + (1.0 - share) * other;
        // An infinite divergence bounds nothing, and its share may be 0 · ∞.
        let bounded = one.is_finite() && other.is_finite();
        prop_assert!(!bounded || mixed <= mean * (1.0 + 1e-9) + ROUNDING, "{f:?}: {mixed} {mean}");
    }

    #[test]
    fn every_divergence_is_between_zero_and_its_largest((p, q) in pair(), f in members()) {
        let d = f_divergence(&p, &q, f)?;
        prop_assert!(d >= 0.0 && d <= f.largest() * (1.0 + ROUNDING), "{f:?}: {d}");
        prop_assert_eq!(f_divergence(&p, &p, f)?, 0.0);
        let terms = f_divergence_terms(&p, &q, f)?;
        prop_assert!(terms.iter().all(|term| *term >= 0.0), "{f:?}");
        // One by one here and four at a time there: the same terms, rounded in another order.
        let sum = terms.iter().sum::<f64>();
        prop_assert!(sum == d || (sum - d).abs() <= 1e-14 * d, "{f:?}: {sum} {d}");
    }

    #[test]
    fn generators_are_the_terms_they_stand_for(p in 0.01..1.0_f64, q in 0.01..1.0_f64, f in members()) {
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
    fn constructors_prove_what_they_promise_or_refuse(
        shape in prop::collection::vec(0..4_usize, 0..4), values in prop::collection::vec(any_bits(), 0..28),
        noise in any_bits(), k in 0..6_usize,
    ) {
        let rows: Vec<Vec<f64>> = values.chunks(k.max(1)).map(<[f64]>::to_vec).collect();
        let n: usize = shape.iter().product();
        let fitting: Vec<f64> = values.iter().copied().cycle().take(if values.is_empty() { 0 } else { n }).collect();
        for joint in [
            Joint::new(&shape, values.clone()),
            Joint::normalized(&shape, &values),
            Joint::normalized(&shape, &fitting),
            Joint::normalized(&shape, &fitting.iter().map(|v| v.abs()).collect::<Vec<_>>()),
            Joint::from_rows(&rows),
            Joint::normalized_rows(&rows),
        ].into_iter().flatten() {
            prop_assert!(is_pmf(joint.as_slice()), "{joint:?}");
            prop_assert_eq!(joint.shape().iter().product::<usize>(), joint.as_slice().len());
            prop_assert!(total_correlation(&joint) >= 0.0 && residual_entropy(&joint) >= 0.0);
            prop_assert!(co_information(&joint).is_finite() && dual_total_correlation(&joint).is_finite());
            if joint.n_variables() > 1 {
                prop_assert!(maximal_correlation(&joint, &[0], &[1])? <= 1.0);
            }
        }
        let made = [
            Channel::new(rows.clone()).ok(),
            Channel::normalized(&rows).ok(),
            Channel::normalized(&rows.iter().map(|row| row.iter().map(|w| w.abs()).collect()).collect::<Vec<_>>()).ok(),
            channels::symmetric(k, noise).ok(),
            channels::typewriter(k, noise).ok(),
        ];
        let presets = ChannelPreset::ALL.iter().map(|preset| preset.channel(noise).ok());
        for channel in made.into_iter().chain(presets).flatten() {
            prop_assert!(channel.rows().iter().all(|row| is_pmf(row.as_slice()) && row.len() == channel.n_outputs()));
        }
        if let Ok(alpha) = Alpha::new(noise) {
            let f = FDivergence::Alpha(alpha);
            prop_assert!(f_divergence(&Pmf::new(vec![0.5, 0.5, 0.0])?, &Pmf::new(vec![0.25, 0.0, 0.75])?, f)? >= 0.0);
            prop_assert!(f.generator(1.5) >= 0.0 && f.generator(5e-324) >= 0.0 && f.generator(f64::MAX) >= 0.0);
        }
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
