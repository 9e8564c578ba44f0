//! R at a given D and D at a given R: against closed forms, against each other, and on any input.

use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::entropy::entropy;
use infoplane_core::measures::rate_distortion::blahut::{Slope, rate_point};
use infoplane_core::measures::rate_distortion::curve::{distortion_at, rate_at};
use infoplane_core::measures::rate_distortion::distortion::Distortion;
use infoplane_core::measures::rate_distortion::{RateError, closed_forms};
use proptest::prelude::*;

const GAP: f64 = 1e-10;

fn source_and_distortion() -> impl Strategy<Value = (Pmf, Distortion)> {
    (1..5_usize, 1..5_usize).prop_flat_map(|(n, m)| {
        let rows = prop::collection::vec(prop::collection::vec(0.0..2.0_f64, m), n);
        let pmf = prop::collection::vec(1e-2..1.0_f64, n);
        (pmf, rows).prop_map(|(pmf, rows)| {
            (Pmf::normalized(&pmf).expect("positive"), Distortion::new(&rows).expect("not negative"))
        })
    })
}

proptest! {
    #[test]
    fn hamming_formulas_are_reached_at_any_distortion(p in 0.05..0.95_f64, k in 2..6_usize, d in 0.0..1.0_f64) {
        let coin = Pmf::new(vec![p, 1.0 - p])?;
        let found = rate_at(&coin, &Distortion::hamming(2)?, d, GAP)?;
        let exact = closed_forms::bernoulli_hamming(p, d)?;
        prop_assert!(found.gap() <= GAP && (found.lower - exact).abs() <= 2.0 * GAP, "{found:?} {exact}");
        let die = Pmf::normalized(&vec![1.0; k])?;
        let found = rate_at(&die, &Distortion::hamming(k)?, d, GAP)?;
        let exact = closed_forms::uniform_hamming(k, d)?;
        prop_assert!(found.gap() <= GAP && (found.lower - exact).abs() <= 2.0 * GAP, "{found:?} {exact}");
    }

    #[test]
    fn what_a_rate_allows_is_what_asks_for_that_rate((p, d) in source_and_distortion(), share in 0.01..0.99_f64) {
        let ends = (distortion_at(&p, &d, f64::MAX, GAP)?.upper, distortion_at(&p, &d, 0.0, GAP)?.upper);
        let wanted = ends.0 + share * (ends.1 - ends.0);
        let rate = rate_at(&p, &d, wanted, GAP)?;
        prop_assert!(rate.lower >= 0.0 && rate.upper <= entropy(&p) + GAP, "{rate:?}");
        let back = distortion_at(&p, &d, rate.upper, GAP)?;
        prop_assert!(back.gap() <= GAP, "{back:?}");
        // A rate that is known to a gap leaves the distortion uncertain by the gap over the slope.
        let uncertain = 4.0 * GAP * (1.0 + 1.0 / rate.slope);
        prop_assert!((back.upper - wanted).abs() <= uncertain, "{wanted} {back:?} {rate:?}");
    }

    #[test]
    fn no_point_of_blahuts_is_below_the_curve((p, d) in source_and_distortion(), s in 0.1..20.0_f64) {
        let point = rate_point(&p, &d, Slope::new(s)?, GAP)?;
        let found = rate_at(&p, &d, point.distortion, GAP)?;
        prop_assert!(found.lower <= point.upper + GAP && point.lower <= found.upper + GAP, "{point:?} {found:?}");
    }

    #[test]
    fn any_bits_are_bounded_or_refused(bits in any::<u64>(), gap in any::<u64>()) {
        let (asked, gap) = (f64::from_bits(bits), f64::from_bits(gap));
        let (p, d) = (Pmf::new(vec![0.3, 0.7])?, Distortion::hamming(2)?);
        for found in [rate_at(&p, &d, asked, gap), distortion_at(&p, &d, asked, gap)] {
            match found {
                Ok(found) => prop_assert!(found.lower <= found.upper + 1e-12, "{found:?}"),
                Err(error) => prop_assert!(asked.is_nan() || asked < 0.0 || gap.is_nan() || gap <= 1e-12, "{error}"),
            }
        }
    }
}

#[test]
fn a_distortion_is_found_where_the_curve_is_flat() {
    let p = Pmf::new(vec![0.53, 0.47]).expect("a pmf");
    let d = Distortion::new(&[vec![1.48, 0.32], vec![0.56, 1.87]]).expect("not negative");
    let most = distortion_at(&p, &d, 0.0, GAP).expect("found").upper;
    let rate = rate_at(&p, &d, most - 0.012, GAP).expect("found");
    assert!(rate.slope < 0.1, "{rate:?}");
    assert!(distortion_at(&p, &d, rate.upper, GAP).expect("found").gap() <= GAP);
}

#[test]
fn a_straight_piece_is_reached_by_sharing_time() {
    // Erasure distortion: 0 if right, 1 if erased, and wrong is (nearly) forbidden: R(D) = (1 − D) ln 2.
    let d = Distortion::new(&[vec![0.0, 1e6, 1.0], vec![1e6, 0.0, 1.0]]).expect("distortions");
    let p = Pmf::new(vec![0.5, 0.5]).expect("a coin");
    for wanted in [0.1, 0.5, 0.9] {
        let found = rate_at(&p, &d, wanted, 1e-9).expect("reachable");
        assert!((found.upper - (1.0 - wanted) * core::f64::consts::LN_2).abs() < 1e-9, "{wanted} {found:?}");
    }
}

#[test]
fn less_than_the_least_distortion_is_refused() {
    let d = Distortion::new(&[vec![0.25, 1.0], vec![1.0, 0.25]]).expect("distortions");
    let p = Pmf::new(vec![0.5, 0.5]).expect("a coin");
    assert_eq!(rate_at(&p, &d, 0.2, 1e-9), Err(RateError::Unreachable { distortion: 0.2, least: 0.25 }));
    assert!((rate_at(&p, &d, 0.25, 1e-9).expect("the least").lower - core::f64::consts::LN_2).abs() < 1e-9);
    assert!(matches!(rate_at(&p, &d, -1.0, 1e-9), Err(RateError::Parameter { name: "D", .. })));
}
