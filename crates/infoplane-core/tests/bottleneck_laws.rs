//! Laws of the bottleneck solvers, on random joints.

use infoplane_core::bottleneck::{
    Beta, BottleneckError,
    annealing::{Search, converge, curve},
    critical,
    deterministic::{self, DeterministicIb},
    encoder::Encoder,
    iterative::{IterativeIb, State},
    source::Source,
    squared::SquaredIb,
};
use infoplane_core::dist::joint::Joint;
use infoplane_core::math::rng::{Purpose, Stream};
use proptest::prelude::*;

/// Rounding in sums of a few dozen terms of order one.
const ROUNDING: f64 = 1e-12;

/// Enough steps to see any increase; the plain iteration never ends.
const N_STEPS: usize = 60;

/// Weights of a joint of 2 to 5 outcomes on each side, some of them zero.
fn source() -> impl Strategy<Value = Source> {
    (2..=5_usize, 2..=5_usize).prop_flat_map(|(n_x, n_y)| {
        let weight = prop_oneof![1 => Just(0.0), 5 => 0.0..1.0_f64, 1 => Just(5e-324)];
        prop::collection::vec(prop::collection::vec(weight, n_y), n_x).prop_map(|mut rows| {
            rows[0][0] += 0.1;
            Source::from_weights(&rows).expect("a positive weight")
        })
    })
}

fn beta(value: f64) -> Beta {
    Beta::new(value).expect("a trade-off")
}

fn start(source: &Source, seed: u64) -> Encoder {
    Encoder::random(source.n_x(), source.n_x(), &mut Stream::new(seed, Purpose::Init)).expect("outcomes")
}

/// The data-processing inequality, and what every encoder obeys.
fn assert_possible(source: &Source, state: &State) -> Result<(), TestCaseError> {
    let point = state.point;
    prop_assert!(point.i_xt >= -ROUNDING && point.i_ty >= -ROUNDING, "{point:?}");
    prop_assert!(point.i_ty <= point.i_xt + ROUNDING, "{point:?}");
    prop_assert!(point.i_ty <= source.mutual_information() + ROUNDING, "{point:?}");
    prop_assert!(point.i_xt <= point.h_t + ROUNDING, "{point:?}");
    for row in state.encoder.rows() {
        prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < ROUNDING, "{row:?}");
    }
    Ok(())
}

fn assert_descends(source: &Source, beta: f64, states: &[State]) -> Result<(), TestCaseError> {
    for pair in states.windows(2) {
        prop_assert!(pair[1].l <= pair[0].l + ROUNDING * (1.0 + beta), "{} after {}", pair[1].l, pair[0].l);
    }
    states.iter().try_for_each(|state| assert_possible(source, state))
}

proptest! {
    #[test]
    fn the_self_consistent_equations_never_increase_the_lagrangian(
        source in source(), b in 0.0..30.0_f64, seed: u64
    ) {
        let states = IterativeIb::new(&source, beta(b), start(&source, seed)).expect("fits");
        assert_descends(&source, b, &states.take(N_STEPS).collect::<Vec<_>>())?;
    }

    #[test]
    fn the_accelerated_iteration_ends_at_a_fixed_point_below_its_start(
        source in source(), b in 0.0..30.0_f64, seed: u64
    ) {
        let search = Search { tolerance: 1e-10, max_steps: 20_000, ..Search::default() };
        let begin = start(&source, seed);
        let first = IterativeIb::new(&source, beta(b), begin.clone()).expect("fits").next().expect("a state");
        let last = converge(&source, beta(b), begin, &search).expect("fits");
        prop_assert!(last.l <= first.l + ROUNDING * (1.0 + b));
        assert_possible(&source, &last)?;
        if last.change <= search.tolerance {
            let after = IterativeIb::new(&source, beta(b), last.encoder).expect("fits").nth(1).expect("a state");
            prop_assert!(after.change <= 1e-8, "{}", after.change);
        }
    }

    #[test]
    fn hard_assignments_descend_and_end_no_lower_than_the_best_partition(
        source in source(), b in 0.0..30.0_f64, seed: u64
    ) {
        let solver = DeterministicIb::new(&source, beta(b), start(&source, seed)).expect("fits");
        let states: Vec<State> = solver.take(1_000).collect();
        prop_assert!(states.len() < 1_000, "it does not end");
        assert_descends(&source, b, &states)?;
        let best = deterministic::exact(&source, beta(b)).expect("a small joint");
        if states.len() > 1 {
            prop_assert!(best.l <= states[states.len() - 1].l + ROUNDING * (1.0 + b));
        }
        prop_assert!(best.l <= ROUNDING, "one cluster costs nothing");
    }

    #[test]
    fn the_squared_bottleneck_descends(source in source(), b in 0.0..5.0_f64, seed: u64) {
        let states = SquaredIb::new(&source, beta(b), start(&source, seed)).expect("fits");
        assert_descends(&source, b, &states.take(N_STEPS).collect::<Vec<_>>())?;
    }

    #[test]
    fn below_one_nothing_is_worth_keeping(source in source(), b in 0.0..0.99_f64, seed: u64) {
        let search = Search::default();
        let states = curve(&source, &[beta(b)], &search, &mut Stream::new(seed, Purpose::Init));
        prop_assert!(states[0].l.abs() < 1e-6 && states[0].point.i_xt < 1e-4, "{:?}", states[0].point);
    }

    #[test]
    fn no_encoder_of_a_curve_is_better_than_the_one_at_its_beta(source in source(), seed: u64) {
        let betas = [1.5, 2.0, 3.0, 5.0, 8.0, 13.0];
        let search = Search { tolerance: 1e-8, ..Search::default() };
        let found = curve(&source, &betas.map(beta), &search, &mut Stream::new(seed, Purpose::Init));
        for (state, b) in found.iter().zip(betas) {
            assert_possible(&source, state)?;
            for other in &found {
                prop_assert!(state.l <= other.point.i_xt - b * other.point.i_ty + 1e-9);
            }
        }
        // Follows from the above: what is worth more is told more about, at a higher price.
        for pair in found.windows(2) {
            prop_assert!(pair[1].point.i_ty >= pair[0].point.i_ty - 1e-6);
        }
    }

    #[test]
    fn any_bits_are_refused_or_solved(
        cells in prop::collection::vec(any::<u64>().prop_map(f64::from_bits), 6), b in any::<u64>().prop_map(f64::from_bits)
    ) {
        let rows: Vec<Vec<f64>> = cells.chunks(3).map(<[f64]>::to_vec).collect();
        let (Ok(source), Ok(b)) = (Source::from_weights(&rows), Beta::new(b)) else { return Ok(()) };
        let encoder = start(&source, 1);
        for state in IterativeIb::new(&source, b, encoder).expect("fits").take(3) {
            prop_assert!(state.l.is_finite() && state.encoder.rows().flatten().all(|q| (0.0..=1.0).contains(q)));
        }
    }
}

#[test]
fn for_a_function_of_x_the_squared_bottleneck_keeps_half_of_beta() {
    // Four inputs, two labels: H(Y) = ln 2, and the bottleneck itself would jump there at beta 1.
    let rows = [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]].map(Vec::from);
    let source = Source::from_weights(&rows).expect("weights");
    for b in [0.2, 0.6, 1.0] {
        let solver = SquaredIb::new(&source, beta(b), start(&source, 3)).expect("fits");
        let last = solver.take(20_000).last().expect("a state");
        assert!((last.point.i_xt - b / 2.0).abs() < 1e-4, "{b}: {:?}", last.point);
        assert!((last.point.i_ty - b / 2.0).abs() < 1e-4, "{b}: {:?}", last.point);
    }
}

#[test]
fn just_above_the_critical_beta_something_is_worth_keeping() {
    let joint = Joint::from_rows(&[vec![0.45, 0.05], vec![0.05, 0.45]]).expect("a pmf");
    let source = Source::new(&joint).expect("two variables");
    let critical = critical::beta_trivial(&joint).expect("two variables");
    let search = Search { tolerance: 1e-12, max_steps: 20_000, ..Search::default() };
    let betas = [0.98 * critical, 1.02 * critical].map(beta);
    let found = curve(&source, &betas, &search, &mut Stream::new(1, Purpose::Init));
    assert!(found[0].point.i_xt < 1e-6, "{:?}", found[0].point);
    assert!(found[1].point.i_xt > 1e-3 && found[1].l < 0.0, "{:?}", found[1].point);
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    let source = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]]).expect("weights");
    let wide = Encoder::from_weights(&[vec![1.0], vec![1.0], vec![1.0]]).expect("weights");
    assert_eq!(IterativeIb::new(&source, beta(1.0), wide.clone()).err(), Some(BottleneckError::Shape));
    assert_eq!(DeterministicIb::new(&source, beta(1.0), wide.clone()).err(), Some(BottleneckError::Shape));
    assert_eq!(SquaredIb::new(&source, beta(1.0), wide).err(), Some(BottleneckError::Shape));
    let three = Joint::new(&[2, 1, 1], vec![0.5, 0.5]).expect("a pmf");
    assert_eq!(Source::new(&three).err(), Some(BottleneckError::Shape));
}

#[test]
fn a_joint_and_its_weights_are_the_same_source() {
    let joint = Joint::new(&[2, 2], vec![0.5, 0.0, 0.25, 0.25]).expect("a pmf");
    let weights = [vec![2.0, 0.0], vec![1.0, 1.0]];
    assert_eq!(Source::new(&joint), Source::from_weights(&weights));
}
