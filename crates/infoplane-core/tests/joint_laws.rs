//! Laws that hold for all joints, channels and divergences, on random ones.

mod generators;

use generators::{ROUNDING, at_most, channel, close, f_divergences, joint, pair, pmf};
use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::joint::Joint;
use infoplane_core::dist::joints;
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::conditional_entropy::{conditional_entropy, conditional_entropy_terms};
use infoplane_core::measures::divergence;
use infoplane_core::measures::entropy::entropy;
use infoplane_core::measures::f_divergence::f_divergence;
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

/// A joint, and a channel that takes its last variable.
fn joint_and_channel() -> impl Strategy<Value = (Joint, Channel)> {
    joint(2..=3).prop_flat_map(|joint| {
        let n_inputs = joint.shape()[joint.n_variables() - 1];
        (Just(joint), channel(n_inputs))
    })
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
        ((p, q), channel) in (1..6_usize).prop_flat_map(|n| ((pmf(n), pmf(n)), channel(n))), f in f_divergences(),
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
