//! Probabilities that miss one by what `SUM_TOLERANCE` allows: what its documentation says of every measure.

mod generators;

use generators::{ROUNDING, close, f_divergences, nearly_joint, nearly_pair};
use infoplane_core::dist::joint::Joint;
use infoplane_core::dist::pmf::{Pmf, SUM_TOLERANCE};
use infoplane_core::measures::conditional_entropy::conditional_entropy;
use infoplane_core::measures::divergence::{bhattacharyya, hellinger, js, kl, kl_terms, total_variation};
use infoplane_core::measures::entropy::{cross_entropy, entropy, perplexity};
use infoplane_core::measures::f_divergence::{FDivergence, f_divergence};
use infoplane_core::measures::maximal_correlation::maximal_correlation;
use infoplane_core::measures::mutual_information::{
    Normalization, mutual_information, normalized_mutual_information,
};
use infoplane_core::measures::pointwise::pointwise_mutual_information;
use infoplane_core::measures::renyi::{renyi_divergence, renyi_entropy};
use infoplane_core::measures::renyi_order::Order;
use infoplane_core::measures::tsallis::{tsallis_divergence, tsallis_entropy};
use proptest::prelude::*;

/// The largest that may be missed, with its square.
const MOST: f64 = SUM_TOLERANCE * (1.0 + 1e-6);

/// The sum s, and the pmf that sums to one.
fn parts(p: &Pmf) -> (f64, Pmf) {
    (sum_of(p.as_slice()), Pmf::normalized(p.as_slice()).expect("a pmf"))
}

fn sum_of(p: &[f64]) -> f64 {
    p.iter().sum()
}

fn order(alpha: f64) -> Order {
    Order::new(alpha).expect("not negative")
}

/// Orders on both sides of one, away from it.
fn orders() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..0.9_f64, 1.1..20.0_f64]
}

proptest! {
    #[test]
    fn entropies_and_perplexity((p, q) in nearly_pair()) {
        let ((s, exact_p), (t, exact_q)) = (parts(&p), parts(&q));
        let h = entropy(&p);
        prop_assert!(close(h, s * entropy(&exact_p) - s * s.ln()), "{h}");
        prop_assert!(h >= -MOST, "{h}");
        let (n, perplexity) = (p.len() as f64, perplexity(&p));
        prop_assert!(perplexity >= 1.0 - MOST && perplexity <= n * (1.0 + MOST * (1.0 + n.ln()) + ROUNDING));
        let crossed = cross_entropy(&p, &q)?;
        prop_assert!(close(crossed, s * cross_entropy(&exact_p, &exact_q)? - s * t.ln()));
        prop_assert!(crossed >= -MOST);
    }

    #[test]
    fn kullback_and_leibler((p, q) in nearly_pair()) {
        let ((s, exact_p), (t, exact_q)) = (parts(&p), parts(&q));
        let d = kl(&p, &q)?;
        // What s and t add is below rounding, where the plain sum of the terms would be off by all of s − t.
        prop_assert!(close(d, s * kl(&exact_p, &exact_q)?) && d >= 0.0, "{d}");
        prop_assert!(kl(&p, &exact_p)? <= 0.5 * MOST * MOST, "{}", kl(&p, &exact_p)?);
        prop_assert!(close(sum_of(&kl_terms(&p, &q)?), d - (t - s)));
    }

    #[test]
    fn bounded_divergences((p, q) in nearly_pair(), f in f_divergences()) {
        let (s, t) = (sum_of(p.as_slice()), sum_of(q.as_slice()));
        let mean = 0.5 * (s + t) * (1.0 + ROUNDING);
        let h2 = hellinger(&p, &q)?.powi(2);
        for (d, largest) in [
            (js(&p, &q)?, core::f64::consts::LN_2),
            (total_variation(&p, &q)?, 1.0),
            (h2, 1.0),
            (f_divergence(&p, &q, FDivergence::LeCam)?, 1.0),
        ] {
            prop_assert!(d >= 0.0 && d <= mean * largest, "{d}");
        }
        let d = f_divergence(&p, &q, f)?;
        prop_assert!(d >= 0.0 && d <= s.max(t) * f.largest() * (1.0 + ROUNDING), "{f:?}: {d}");
        let products = p.as_slice().iter().zip(q.as_slice()).map(|(p, q)| p.sqrt() * q.sqrt());
        let (distance, plain) = (bhattacharyya(&p, &q)?, -products.sum::<f64>().ln());
        prop_assert!(distance >= 0.0, "{distance}");
        prop_assert!(distance == plain || (distance - plain).abs() <= 2.0 * MOST, "{distance} {plain}");
    }

    #[test]
    fn entropies_of_an_order((p, _) in nearly_pair(), alpha in orders()) {
        let s = sum_of(p.as_slice());
        let possible = || p.as_slice().iter().filter(|p| **p > 0.0);
        let powers: f64 = possible().map(|p| p.powf(alpha)).sum();
        let (renyi, plain) = (renyi_entropy(&p, order(alpha)), powers.ln() / (1.0 - alpha));
        let allowed = 2.0 * MOST / (1.0 - alpha).abs() + ROUNDING * (1.0 + plain);
        prop_assert!((renyi - plain).abs() <= allowed && renyi >= -MOST, "{renyi} {plain}");
        let tsallis = tsallis_entropy(&p, order(alpha));
        prop_assert!(close(tsallis, (powers - s) / (1.0 - alpha)), "{tsallis}");
        prop_assert!(tsallis >= (s - s.powf(alpha)) / (alpha - 1.0) - ROUNDING, "{tsallis}");
        for near in [1.0 - f64::EPSILON, 1.0 + f64::EPSILON] {
            prop_assert!((renyi_entropy(&p, order(near)) - entropy(&p)).abs() <= 1e-11);
            prop_assert!((tsallis_entropy(&p, order(near)) - entropy(&p)).abs() <= 1e-11);
        }
    }

    #[test]
    fn divergences_of_an_order((p, q) in nearly_pair(), alpha in orders()) {
        let (s, t) = (sum_of(p.as_slice()), sum_of(q.as_slice()));
        let (_, exact) = parts(&p);
        for of in [renyi_divergence, tsallis_divergence] {
            prop_assert!(of(&p, &q, order(alpha))? >= -2.0 * MOST);
            prop_assert!(of(&p, &exact, order(alpha))?.abs() <= 1.1 * MOST * alpha.max(1.0));
            let d = kl(&p, &q)?;
            for near in [1.0 - f64::EPSILON, 1.0 + f64::EPSILON] {
                let limit = of(&p, &q, order(near))?;
                prop_assert!(d.is_infinite() || (limit - (d - (t - s))).abs() <= 1e-10 * (1.0 + d), "{limit} {d}");
            }
        }
    }

    #[test]
    fn measures_of_two_variables(joint in nearly_joint()) {
        let exact = Joint::normalized(joint.shape(), joint.as_slice())?;
        let s = sum_of(joint.as_slice());
        let (x, y): (&[usize], &[usize]) = (&[0], &[1]);
        let i = mutual_information(&joint, x, y)?;
        prop_assert!(close(i, s * mutual_information(&exact, x, y)?) && i >= 0.0);
        prop_assert!(i <= entropy(&joint.marginal_pmf(0)?) + s * s.ln() + ROUNDING);
        let left = conditional_entropy(&joint, y, x)?;
        prop_assert!(close(left, s * conditional_entropy(&exact, y, x)?) && left >= 0.0);
        for &by in Normalization::ALL {
            let share = normalized_mutual_information(&joint, x, y, by)?;
            prop_assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{share:?}");
        }
        let pointwise = [&joint, &exact].map(|joint| pointwise_mutual_information(joint, x, y));
        let [found, expected] = pointwise;
        prop_assert!(found?.as_slice().iter().zip(expected?.as_slice()).all(|(a, b)| close(*a, *b)));
        let correlation = maximal_correlation(&exact, x, y)?.max((s - 1.0).abs());
        prop_assert!((maximal_correlation(&joint, x, y)? - correlation).abs() <= 1e-11);
    }
}

#[test]
fn bounds_that_hold_for_sums_of_one_are_missed_by_what_is_stated() {
    let off = 5e-10;
    let pmf = |p: &[f64]| Pmf::new(p.to_vec()).expect("within the tolerance");
    let (sure, other) = (pmf(&[1.0 + off, 0.0]), pmf(&[0.0, 1.0 + off]));
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-15, "{found} {expected}");
    near(entropy(&sure), -off);
    near(perplexity(&sure), 1.0 - off);
    near(renyi_entropy(&sure, order(2.0)), -off);
    near(tsallis_entropy(&sure, order(2.0)), -off);
    near(total_variation(&sure, &other).expect("two outcomes"), 1.0 + off);
    near(f_divergence(&sure, &other, FDivergence::LeCam).expect("two outcomes"), 1.0 + off);
    near(hellinger(&sure, &other).expect("two outcomes"), 1.0 + 0.5 * off);
    let certain = pmf(&[1.0, 0.0]);
    near(renyi_divergence(&pmf(&[1.0 - off, 0.0]), &certain, order(2.0)).expect("two outcomes"), -off);
    // A copy says more of the original than there is to it.
    let copy = Joint::from_rows(&[vec![0.5 + off, 0.0], vec![0.0, 0.5]]).expect("within the tolerance");
    let excess = mutual_information(&copy, &[0], &[1]).expect("two variables")
        - entropy(&copy.marginal_pmf(0).expect("two variables"));
    near(excess, off);
}
