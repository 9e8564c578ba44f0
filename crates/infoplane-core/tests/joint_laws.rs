//! Laws that hold for all joints, channels and divergences, on random ones.

use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::channels::{self, ChannelPreset};
use infoplane_core::dist::joint::Joint;
use infoplane_core::dist::joints;
use infoplane_core::dist::pmf::{Pmf, SUM_TOLERANCE};
use infoplane_core::measures::conditional_entropy::{conditional_entropy, conditional_entropy_terms};
use infoplane_core::measures::divergence;
use infoplane_core::measures::entropy::entropy;
use infoplane_core::measures::f_divergence::{Alpha, FDivergence, f_divergence, f_divergence_terms};
use infoplane_core::measures::maximal_correlation::maximal_correlation;
use infoplane_core::measures::multivariate::{
    co_information, dual_total_correlation, interaction_information, o_information, residual_entropy,
    total_correlation,
};
use infoplane_core::measures::mutual_information::{
    Normalization, conditional_mutual_information, mutual_information, normalized_mutual_information,
    variation_of_information,
};
use infoplane_core::measures::pointwise;
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

/// A joint, and a channel that takes its last variable.
fn joint_and_channel() -> impl Strategy<Value = (Joint, Channel)> {
    joint(2..=3).prop_flat_map(|joint| {
        let n_inputs = joint.shape()[joint.n_variables() - 1];
        (Just(joint), channel(n_inputs))
    })
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
    fn entropy_follows_the_chain_rule(joint in joint(1..=4)) {
        let all: Vec<usize> = (0..joint.n_variables()).collect();
        let links = all.iter().map(|&i| conditional_entropy(&joint, &[i], &all[..i]));
        let sum: f64 = links.collect::<Result<Vec<_>, _>>()?.iter().sum();
        prop_assert!(close(sum, entropy(joint.pmf())));
    }

    #[test]
    fn information_follows_the_chain_rule(joint in joint(3..=3)) {
        let whole = mutual_information(&joint, &[0, 1], &[2])?;
        let parts = mutual_information(&joint, &[0], &[2])?
            + conditional_mutual_information(&joint, &[1], &[2], &[0])?;
        prop_assert!(close(whole, parts), "{whole} {parts}");
    }

    #[test]
    fn divergence_follows_the_chain_rule((a, b) in pair()) {
        // Pairs of outcomes as one variable of two, and what is left over as a pair with nothing.
        let table = |p: &Pmf| {
            let mut cells = p.as_slice().to_vec();
            cells.resize(cells.len().next_multiple_of(2), 0.0);
            Joint::new(&[cells.len() / 2, 2], cells)
        };
        let (p, q) = (table(&a)?, table(&b)?);
        let mut sum = divergence::kl(&p.marginal_pmf(0)?, &q.marginal_pmf(0)?)?;
        for (x, &p_x) in p.marginal_pmf(0)?.as_slice().iter().enumerate() {
            if p_x > 0.0 && sum.is_finite() {
                sum += p_x * divergence::kl(p.given(0, x)?.pmf(), q.given(0, x)?.pmf())?;
            }
        }
        prop_assert!(close(sum, divergence::kl(&a, &b)?), "{sum} {}", divergence::kl(&a, &b)?);
    }

    #[test]
    fn information_is_entropy_less_what_is_left(joint in joint(2..=2)) {
        let (h_x, h_y) = (entropy(&joint.marginal_pmf(0)?), entropy(&joint.marginal_pmf(1)?));
        let i = mutual_information(&joint, &[0], &[1])?;
        prop_assert!(close(i, h_y - conditional_entropy(&joint, &[1], &[0])?));
        prop_assert!(close(i, h_x + h_y - entropy(joint.pmf())));
        prop_assert!(i >= 0.0 && at_most(i, h_x.min(h_y)));
        prop_assert_eq!(i, mutual_information(&joint.marginal(&[1, 0])?, &[1], &[0])?);
        prop_assert!(close(i, mutual_information(&joint, &[1], &[0])?));
        prop_assert!(close(variation_of_information(&joint, &[0], &[1])? + i, entropy(joint.pmf())));
    }

    #[test]
    fn information_is_the_divergence_from_independence(joint in joint(2..=2)) {
        let independent = Joint::independent(&[joint.marginal_pmf(0)?, joint.marginal_pmf(1)?])?;
        let (p, q) = (joint.as_slice(), independent.as_slice());
        // Products below the range are zero, and would rule out what happens.
        prop_assume!(p.iter().zip(q).all(|(p, q)| *p == 0.0 || *q > 1e-300));
        let i = mutual_information(&joint, &[0], &[1])?;
        prop_assert!(close(i, divergence::kl(joint.pmf(), independent.pmf())?));
    }

    #[test]
    fn conditions_never_add_entropy(joint in joint(3..=3)) {
        let h = conditional_entropy(&joint, &[0], &[])?;
        let given_one = conditional_entropy(&joint, &[0], &[1])?;
        let given_two = conditional_entropy(&joint, &[0], &[1, 2])?;
        prop_assert!(given_two >= 0.0 && at_most(given_two, given_one) && at_most(given_one, h));
        prop_assert!(conditional_mutual_information(&joint, &[0], &[1], &[2])? >= 0.0);
    }

    #[test]
    fn processing_never_adds_information((joint, channel) in joint_and_channel()) {
        let last = joint.n_variables() - 1;
        let longer = joint.with_output(last, &channel)?;
        let before = mutual_information(&longer, &[0], &[last])?;
        let after = mutual_information(&longer, &[0], &[last + 1])?;
        prop_assert!(at_most(after, before), "{after} {before}");
        prop_assert!(conditional_mutual_information(&longer, &[0], &[last + 1], &[last])? <= ROUNDING);
        let (tight, loose) = (
            maximal_correlation(&longer, &[0], &[last + 1])?,
            maximal_correlation(&longer, &[0], &[last])?,
        );
        prop_assert!(tight <= loose + 1e-7, "{tight} {loose}");
    }

    #[test]
    fn processing_never_separates(
        ((p, q), channel) in (1..6_usize).prop_flat_map(|n| ((pmf(n), pmf(n)), channel(n))), f in members(),
    ) {
        let before = f_divergence(&p, &q, f)?;
        let after = f_divergence(&channel.output(&p)?, &channel.output(&q)?, f)?;
        prop_assert!(after <= before * (1.0 + 1e-9) + ROUNDING, "{f:?}: {after} {before}");
    }

    #[test]
    fn relabeling_changes_nothing(joint in joint(2..=3), turn in 1..4_usize) {
        let n = joint.shape()[0];
        let turned: Vec<usize> = (0..n).map(|x| (x + turn) % n).collect();
        let longer = joint.with_output(0, &Channel::deterministic(&turned, n)?)?;
        let last = joint.n_variables();
        prop_assert!(close(mutual_information(&longer, &[0], &[1])?, mutual_information(&longer, &[last], &[1])?));
        prop_assert_eq!(variation_of_information(&longer, &[0], &[last])?, 0.0);
        let h = entropy(&joint.marginal_pmf(0)?);
        prop_assert!(close(mutual_information(&longer, &[0], &[last])?, h));
    }

    #[test]
    fn the_order_of_variables_changes_nothing(joint in joint(3..=3), order in Just([0, 1, 2]).prop_shuffle()) {
        let shuffled = joint.marginal(&order)?;
        for measure in
            [total_correlation, dual_total_correlation, co_information, residual_entropy, o_information]
        {
            prop_assert!(close(measure(&joint), measure(&shuffled)));
        }
    }

    #[test]
    fn fano_bounds_what_is_left_by_the_errors_of_the_best_guess(joint in joint(2..=2)) {
        let (n_x, n_y) = (joint.shape()[0], joint.shape()[1]);
        let best = |y| (0..n_x).filter_map(|x| joint.get(&[x, y])).fold(0.0, f64::max);
        let error = (1.0 - (0..n_y).map(best).sum::<f64>()).clamp(0.0, 1.0);
        let coin = entropy(&Pmf::new(vec![error, 1.0 - error])?);
        let bound = coin + error * (n_x.max(2) as f64 - 1.0).ln();
        // At a tiny error the bound has the slope of x ln x: 1e-15 more of it are 4e-14.
        prop_assert!(conditional_entropy(&joint, &[0], &[1])? <= bound + 1e-12);
    }

    #[test]
    fn variation_of_information_is_a_metric(joint in joint(3..=3)) {
        let d = |x: usize, y: usize| variation_of_information(&joint, &[x], &[y]);
        prop_assert!(d(0, 1)? >= 0.0 && close(d(0, 1)?, d(1, 0)?));
        prop_assert!(at_most(d(0, 2)?, d(0, 1)? + d(1, 2)?));
    }

    #[test]
    fn normalized_information_is_ordered_between_zero_and_one(joint in joint(2..=2)) {
        let by = |by| normalized_mutual_information(&joint, &[0], &[1], by);
        let order = [
            by(Normalization::Joint)?,
            by(Normalization::Max)?,
            by(Normalization::Arithmetic)?,
            by(Normalization::Geometric)?,
            by(Normalization::Min)?,
        ];
        let defined: Vec<f64> = order.into_iter().flatten().collect();
        prop_assert!(defined.iter().all(|i| (0.0..=1.0).contains(i)), "{order:?}");
        // Entropies of next to nothing are rounded, and with them their quotients.
        let h = entropy(&joint.marginal_pmf(0)?).min(entropy(&joint.marginal_pmf(1)?));
        prop_assert!(h < 1e-6 || defined.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{order:?}");
    }

    #[test]
    fn maximal_correlation_bounds_the_share_of_information(joint in joint(2..=2)) {
        let rho = maximal_correlation(&joint, &[0], &[1])?;
        prop_assert!((0.0..=1.0).contains(&rho));
        // χ² of the joint from independence is the sum of squares of all correlations, and I ≤ ln(1 + χ²).
        let n = joint.shape()[0].min(joint.shape()[1]);
        let chi_squared = rho * rho * (n - 1) as f64;
        prop_assert!(mutual_information(&joint, &[0], &[1])? <= chi_squared.ln_1p() + 1e-9);
    }

    #[test]
    fn total_correlation_and_its_dual_bound_each_other(joint in joint(1..=4)) {
        let n = joint.n_variables() as f64;
        let (tc, dtc) = (total_correlation(&joint), dual_total_correlation(&joint));
        prop_assert!(tc >= 0.0 && dtc >= 0.0 && residual_entropy(&joint) >= 0.0);
        prop_assert!(at_most(tc, (n - 1.0) * dtc) && at_most(dtc, (n - 1.0) * tc), "{tc} {dtc}");
        let h = entropy(joint.pmf());
        prop_assert!(close(dtc + residual_entropy(&joint), h));
        let all: Vec<usize> = (0..joint.n_variables()).collect();
        let marginals = all.iter().map(|&i| joint.marginal_pmf(i).map(|p| entropy(&p)));
        let sum: f64 = marginals.collect::<Result<Vec<_>, _>>()?.iter().sum();
        prop_assert!(close(tc, sum - h));
        prop_assert!(close(o_information(&joint), tc - dtc));
    }

    #[test]
    fn han_averages_of_entropy_fall_with_the_size_of_the_group(joint in joint(3..=3)) {
        let h = |group: &[usize]| joint.marginal(group).map(|joint| entropy(joint.pmf()));
        let ones = (h(&[0])? + h(&[1])? + h(&[2])?) / 3.0;
        let twos = (h(&[0, 1])? + h(&[0, 2])? + h(&[1, 2])?) / 6.0;
        let all = entropy(joint.pmf()) / 3.0;
        prop_assert!(at_most(all, twos) && at_most(twos, ones));
    }

    #[test]
    fn co_information_is_the_alternating_sum_of_entropies(joint in joint(2..=4)) {
        let n = joint.n_variables();
        let mut sum = 0.0;
        for subset in 1..1_usize << n {
            let group: Vec<usize> = (0..n).filter(|i| subset >> i & 1 == 1).collect();
            let h = entropy(joint.marginal(&group)?.pmf());
            sum += if group.len() % 2 == 1 { h } else { -h };
        }
        prop_assert!(close(co_information(&joint), sum), "{} {sum}", co_information(&joint));
        let sign = if n % 2 == 0 { 1.0 } else { -1.0 };
        prop_assert!(close(interaction_information(&joint), sign * sum));
        if n == 3 {
            prop_assert!(close(o_information(&joint), co_information(&joint)));
        }
    }

    #[test]
    fn independent_variables_share_nothing((p, q) in pair()) {
        let joint = Joint::independent(&[p, q])?;
        prop_assert!(mutual_information(&joint, &[0], &[1])? < 1e-28);
        // Rounded cells of a rare row or column are correlated by a rounding over their size.
        prop_assert!(maximal_correlation(&joint, &[0], &[1])? < 1e-7 || joint.as_slice().iter().any(|p| *p > 0.0 && *p < 1e-300));
    }

    #[test]
    fn contributions_sum_to_their_measure(joint in joint(3..=3)) {
        let sum = |terms: &[f64]| terms.iter().sum::<f64>();
        let mi = pointwise::mutual_information_terms(&joint, &[0], &[1, 2])?;
        prop_assert!(close(sum(mi.as_slice()), mutual_information(&joint, &[0], &[1, 2])?));
        let cmi = pointwise::conditional_mutual_information_terms(&joint, &[0], &[1], &[2])?;
        prop_assert!(close(sum(cmi.as_slice()), conditional_mutual_information(&joint, &[0], &[1], &[2])?));
        let h = conditional_entropy_terms(&joint, &[1], &[0])?;
        prop_assert!(close(sum(h.as_slice()), conditional_entropy(&joint, &[1], &[0])?));
        let npmi = pointwise::normalized_pointwise_mutual_information(&joint, &[0], &[1])?;
        prop_assert!(npmi.as_slice().iter().all(|i| (-1.0 - ROUNDING..=1.0 + ROUNDING).contains(i)), "{npmi:?}");
    }

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
        prop_assert_eq!(terms.iter().sum::<f64>(), d);
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

#[test]
fn shannon_measures_cannot_tell_a_triangle_of_coins_from_a_shared_one() {
    let (dyadic, triadic) = (joints::dyadic(), joints::triadic());
    for measure in [total_correlation, dual_total_correlation, co_information, residual_entropy] {
        assert!((measure(&dyadic) - measure(&triadic)).abs() < 1e-15);
    }
    let pairwise = |joint: &Joint| mutual_information(joint, &[0], &[1]);
    assert_eq!(pairwise(&dyadic), pairwise(&triadic));
    assert_ne!(dyadic, triadic);
}

#[test]
fn a_parity_of_n_coins_is_all_synergy_and_a_giant_bit_all_redundancy() {
    let bit = core::f64::consts::LN_2;
    for n in 3..8 {
        let (parity, giant) =
            (joints::parity(n).expect("few coins"), joints::giant_bit(n).expect("few coins"));
        let rest = (n - 2) as f64;
        assert!((o_information(&parity) + rest * bit).abs() < 1e-13);
        assert!((o_information(&giant) - rest * bit).abs() < 1e-13);
    }
}
