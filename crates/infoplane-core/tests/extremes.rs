//! Order one as a limit, and outcomes that are impossible, nearly so, or a thousand.

mod generators;

use generators::{ROUNDING, at_most, close, f_divergences, pair};
use infoplane_core::dist::catalogue::uniform;
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::divergence::{hellinger, js, kl, total_variation};
use infoplane_core::measures::entropy::{cross_entropy, entropy, perplexity, surprisal};
use infoplane_core::measures::f_divergence::f_divergence;
use infoplane_core::measures::renyi::{renyi_divergence, renyi_entropy};
use infoplane_core::measures::renyi_order::Order;
use infoplane_core::measures::tsallis::{tsallis_divergence, tsallis_entropy};
use proptest::prelude::*;

fn order(alpha: f64) -> Order {
    Order::new(alpha).expect("not negative")
}

/// Σ p x²: twice the slope of a measure at order one, where x is the logarithm it is the mean of.
fn mean_square(p: &Pmf, x: impl Fn(usize) -> f64) -> f64 {
    let term = |(i, &p): (usize, &f64)| if p == 0.0 { 0.0 } else { p * x(i) * x(i) };
    p.as_slice().iter().enumerate().map(term).sum()
}

/// Room for what is beyond the slope: step · |ln p| is below 0.03, and its square counts.
const SECOND_ORDER: f64 = 1.01;

/// How far from order one: from where the closed forms lose no digits to where they would lose all.
fn steps() -> impl Strategy<Value = f64> {
    (-15.0..-4.0_f64).prop_map(|exponent| 10.0_f64.powf(exponent))
}

proptest! {
    #[test]
    fn entropies_approach_shannon_from_both_sides((p, _) in pair(), step in steps()) {
        let h = entropy(&p);
        let gap = SECOND_ORDER * step * mean_square(&p, |i| p.as_slice()[i].ln()) + ROUNDING * (1.0 + h);
        for of in [renyi_entropy, tsallis_entropy] {
            prop_assert_eq!(of(&p, order(1.0)), h);
            let (below, above) = (of(&p, order(1.0 - step)), of(&p, order(1.0 + step)));
            prop_assert!(at_most(above, h) && at_most(h, below), "{above} {h} {below}");
            prop_assert!(below - above <= gap, "{below} - {above} > {gap}");
        }
    }

    #[test]
    fn divergences_approach_kullback_and_leibler_from_both_sides((p, q) in pair(), step in steps()) {
        let d = kl(&p, &q)?;
        let ratio = |i: usize| (p.as_slice()[i] / q.as_slice()[i]).ln();
        let gap = SECOND_ORDER * step * mean_square(&p, ratio) + ROUNDING * (1.0 + d);
        for of in [renyi_divergence, tsallis_divergence] {
            prop_assert_eq!(of(&p, &q, order(1.0))?, d);
            let (below, above) = (of(&p, &q, order(1.0 - step))?, of(&p, &q, order(1.0 + step))?);
            prop_assert!(at_most(below, d) && at_most(d, above), "{below} {d} {above}");
            // Where q rules something out the limit from below is infinite, too, but slowly.
            prop_assert!(d.is_infinite() || above - below <= gap, "{above} - {below} > {gap}");
        }
    }

    #[test]
    fn a_renyi_divergence_is_its_formula((p, q) in pair(), alpha in 0.05..8.0_f64) {
        prop_assume!((alpha - 1.0).abs() > 0.05);
        let outcomes = || p.as_slice().iter().zip(q.as_slice()).filter(|(p, _)| **p > 0.0);
        let sum: f64 = outcomes().map(|(p, q)| (alpha * p.ln() + (1.0 - alpha) * q.ln()).exp()).sum();
        let (found, plain) = (renyi_divergence(&p, &q, order(alpha))?, sum.ln() / (alpha - 1.0));
        // The logarithm of a sum near one keeps no digits that are relative to a small value.
        prop_assert!(found == plain || (found - plain).abs() <= 1e-12 * (1.0 + plain.abs()), "{found} {plain}");
        let largest = outcomes().map(|(p, q)| p / q).fold(0.0, f64::max).ln();
        prop_assert!(close(renyi_divergence(&p, &q, order(f64::INFINITY))?, largest));
    }

    #[test]
    fn a_thousand_equal_parts_are_as_far_apart_as_the_whole(a in 0.001..0.999_f64, b in 0.001..0.999_f64, f in f_divergences(), alpha in 0.0..5.0_f64) {
        let (p, q) = (Pmf::new(vec![a, 1.0 - a])?, Pmf::new(vec![b, 1.0 - b])?);
        let split = |p: &Pmf| Pmf::new((0..1000).map(|i| p.as_slice()[i % 2] / 500.0).collect());
        let (parts_p, parts_q) = (split(&p)?, split(&q)?);
        prop_assert!(close(f_divergence(&parts_p, &parts_q, f)?, f_divergence(&p, &q, f)?), "{f:?}");
        let alpha = order(alpha);
        prop_assert!(close(renyi_divergence(&parts_p, &parts_q, alpha)?, renyi_divergence(&p, &q, alpha)?));
        prop_assert!(close(entropy(&parts_p), entropy(&p) + 500.0_f64.ln()));
        prop_assert!(close(renyi_entropy(&parts_p, alpha), renyi_entropy(&p, alpha) + 500.0_f64.ln()));
    }
}

#[test]
fn a_thousand_equal_outcomes_have_the_logarithm_of_a_thousand() {
    let p = uniform(1000).expect("outcomes");
    let ln_1000 = 1000.0_f64.ln();
    // n · 1e-16 is stated.
    assert!((entropy(&p) - ln_1000).abs() <= 1e-13 * ln_1000, "{:e}", entropy(&p) - ln_1000);
    // Its relative error is the absolute one of the entropy.
    assert!((perplexity(&p) / 1000.0 - 1.0).abs() <= 1e-13 * ln_1000);
    assert_eq!(kl(&p, &p), Ok(0.0));
    for alpha in [0.0, 0.5, 2.0, f64::INFINITY] {
        assert!((renyi_entropy(&p, order(alpha)) - ln_1000).abs() <= 1e-14 * ln_1000, "{alpha}");
    }
}

#[test]
fn the_impossible_is_infinitely_surprising_and_contributes_nothing() {
    let pmf = |p: &[f64]| Pmf::new(p.to_vec()).expect("a pmf");
    let (heads, tails) = (pmf(&[1.0, 0.0]), pmf(&[0.0, 1.0]));
    assert_eq!((surprisal(0.0), surprisal(1.0)), (f64::INFINITY, 0.0));
    assert_eq!((entropy(&heads), perplexity(&heads)), (0.0, 1.0));
    assert_eq!((kl(&heads, &tails), cross_entropy(&heads, &tails)), (Ok(f64::INFINITY), Ok(f64::INFINITY)));
    assert_eq!(js(&heads, &tails), Ok(core::f64::consts::LN_2));
    assert_eq!((total_variation(&heads, &tails), hellinger(&heads, &tails)), (Ok(1.0), Ok(1.0)));
    for alpha in [0.0, 0.5, 1.0, 2.0, f64::INFINITY] {
        assert_eq!(renyi_divergence(&heads, &tails, order(alpha)), Ok(f64::INFINITY), "{alpha}");
    }
    assert_eq!(cross_entropy(&heads, &pmf(&[0.5, 0.5])), Ok(core::f64::consts::LN_2));
}

#[test]
fn the_smallest_double_is_an_outcome_like_any_other() {
    let rare = Pmf::new(vec![5e-324, 1.0]).expect("a pmf");
    let sure = Pmf::new(vec![0.0, 1.0]).expect("a pmf");
    let fair = Pmf::new(vec![0.5, 0.5]).expect("a pmf");
    // 5e-324 is 2^−1074; TensorFlow Probability takes KL from it for infinite.
    let ln_rare = -1074.0 * core::f64::consts::LN_2;
    assert!((surprisal(5e-324) + ln_rare).abs() < 1e-12);
    let expected = -0.5 * ln_rare - core::f64::consts::LN_2;
    assert!((kl(&fair, &rare).expect("two outcomes") - expected).abs() < 1e-12);
    assert_eq!(kl(&rare, &sure), Ok(f64::INFINITY));
    assert_eq!(renyi_entropy(&rare, order(0.0)), core::f64::consts::LN_2);
    assert!(entropy(&rare) > 0.0 && entropy(&rare) < 1e-320);
}
