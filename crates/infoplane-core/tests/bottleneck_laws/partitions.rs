//! Deterministic encoders: the best of all, and what searches for it.

use super::*;

/// Every partition, as restricted growth strings: f(0) = 0, and f(x) at most one above all before it.
fn first_best_of_all(source: &Source, b: f64) -> (Vec<usize>, f64) {
    fn try_all(f: &mut Vec<usize>, n: usize, value: &dyn Fn(&[usize]) -> f64, best: &mut (Vec<usize>, f64)) {
        if f.len() == n {
            let l = value(f);
            if l < best.1 {
                *best = (f.clone(), l);
            }
            return;
        }
        let n_used = f.iter().max().map_or(0, |t| t + 1);
        for t in 0..=n_used {
            f.push(t);
            try_all(f, n, value, best);
            f.pop();
        }
    }
    let n = source.n_x();
    let value = |f: &[usize]| {
        let row = |t: &usize| (0..n).map(|u| f64::from(u8::from(u == *t))).collect();
        let hard = Encoder::from_weights(&f.iter().map(row).collect::<Vec<_>>()).expect("weights");
        let point = hard.plane_point(source);
        point.h_t - b * point.i_ty
    };
    let mut best = (Vec::new(), f64::INFINITY);
    try_all(&mut Vec::new(), n, &value, &mut best);
    best
}

proptest! {
    #[test]
    fn hard_assignments_descend_and_end_no_lower_than_the_best_partition(
        source in source(), b in 0.0..30.0_f64, seed: u64
    ) {
        let solver = DeterministicIb::new(&source, beta(b), start(&source, seed)).expect("fits");
        let states: Vec<State> = solver.take(1_000).collect();
        prop_assert!(states.len() < 1_000, "it does not end");
        assert_descends(&source, b, &states)?;
        let best = partition::exact(&source, beta(b)).expect("a small joint");
        if states.len() > 1 {
            prop_assert!(best.l <= states[states.len() - 1].l + ROUNDING * (1.0 + b));
        }
        prop_assert!(best.l <= ROUNDING, "one cluster costs nothing");
    }

    #[test]
    fn the_exact_partition_is_the_best_of_all_and_the_search_finds_it(
        source in source(), b in 0.0..30.0_f64, seed: u64
    ) {
        let rounding = ROUNDING * (1.0 + b);
        let best = partition::exact(&source, beta(b)).expect("a small joint");
        prop_assert_eq!(best.method, Method::Exact);
        let (first, l) = first_best_of_all(&source, b);
        prop_assert!((best.l - l).abs() <= rounding, "{best:?} {l} {first:?}");
        let found = partition::search(&source, beta(b), 6, &mut Stream::new(seed, Purpose::Init));
        prop_assert_eq!(found.method, Method::LocalSearch);
        prop_assert!((found.l - l).abs() <= rounding, "{found:?} {best:?}");
    }
}

#[test]
fn the_exact_partition_refuses_what_does_not_fit_in_memory_and_the_best_is_searched() {
    let rows: Vec<Vec<f64>> =
        (0..16).map(|x| (0..300).map(|y| f64::from((x * y) % 7 + 1)).collect()).collect();
    let source = Source::from_weights(&rows).expect("a positive weight");
    assert_eq!(partition::exact(&source, beta(2.0)), Err(BottleneckError::TooMany { n_x: 16, n_y: 300 }));
    let found = partition::best(&source, beta(2.0), 1, &mut Stream::new(1, Purpose::Init));
    assert_eq!(found.method, Method::LocalSearch);
}
