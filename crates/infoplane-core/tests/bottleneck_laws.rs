//! Laws of the bottleneck solvers, on random joints.

#[path = "bottleneck_laws/digests.rs"]
mod digests;
#[path = "bottleneck_laws/partitions.rs"]
mod partitions;
#[path = "bottleneck_laws/solvers.rs"]
mod solvers;
#[path = "bottleneck_laws/splits.rs"]
mod splits;

use infoplane_core::bottleneck::{
    Beta, BottleneckError,
    accelerated::{AcceleratedIb, converge},
    annealing::curve,
    critical,
    descent::State,
    deterministic::DeterministicIb,
    encoder::Encoder,
    gaussian::GaussianIb,
    iterative::IterativeIb,
    partition::{self, Method},
    search::Search,
    source::Source,
    squared::SquaredIb,
    transitions::{Kind, transitions},
};
use infoplane_core::dist::channel::ChannelError;
use infoplane_core::dist::families::FamilyError;
use infoplane_core::dist::joint::{Joint, JointError};
use infoplane_core::dist::pmf::PmfError;
use infoplane_core::math::rng::{Purpose, Stream};
use proptest::prelude::*;

/// Rounding in sums of a few dozen terms of order one.
const ROUNDING: f64 = 1e-12;

/// Enough steps to see any increase; the plain iteration never ends.
const N_STEPS: usize = 60;

/// Weights of a joint of 2 to 5 outcomes on each side, some of them zero.
fn weights() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2..=5_usize, 2..=5_usize).prop_flat_map(|(n_x, n_y)| {
        let weight = prop_oneof![1 => Just(0.0), 5 => 0.0..1.0_f64, 1 => Just(5e-324)];
        prop::collection::vec(prop::collection::vec(weight, n_y), n_x).prop_map(|mut rows| {
            rows[0][0] += 0.1;
            rows
        })
    })
}

fn source() -> impl Strategy<Value = Source> {
    weights().prop_map(|rows| Source::from_weights(&rows).expect("a positive weight"))
}

fn beta(value: f64) -> Beta {
    Beta::new(value).expect("a trade-off")
}

fn start(source: &Source, seed: u64) -> Encoder {
    Encoder::random(source.n_x(), source.n_x(), &mut Stream::new(seed, Purpose::Init)).expect("outcomes")
}

fn solve(source: &Source, betas: &[Beta], search: &Search, seed: u64) -> Vec<State> {
    curve(source, betas, search, &mut Stream::new(seed, Purpose::Init)).expect("a tolerance")
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
    fn the_trivial_encoder_splits_where_the_maximal_correlation_says(
        rows in prop::collection::vec(prop::collection::vec(prop_oneof![1 => Just(0.0), 5 => 0.01..1.0_f64], 3), 2..5)
    ) {
        let rows: Vec<Vec<f64>> = rows.into_iter().filter(|row| row.iter().any(|w| *w > 0.0)).collect();
        prop_assume!(rows.len() > 1);
        let source = Source::from_weights(&rows).expect("a positive weight");
        let trivial = Encoder::from_weights(&vec![vec![1.0]; source.n_x()]).expect("positive weights");
        let found = critical::splitting_betas(&source, &trivial).expect("fits")[0];
        let joint = Joint::normalized_rows(&rows).expect("a pmf");
        let expected = critical::beta_trivial(&joint).expect("two variables");
        prop_assert!(found == expected || (found / expected - 1.0).abs() < 1e-9, "{found} {expected}");
    }

    #[test]
    fn the_squared_bottleneck_descends(source in source(), b in 0.0..5.0_f64, seed: u64) {
        let states = SquaredIb::new(&source, beta(b), start(&source, seed)).expect("fits");
        assert_descends(&source, b, &states.take(N_STEPS).collect::<Vec<_>>())?;
    }

    #[test]
    fn below_one_nothing_is_worth_keeping(source in source(), b in 0.0..0.99_f64, seed: u64) {
        let search = Search::default();
        let states = solve(&source, &[beta(b)], &search, seed);
        prop_assert!(states[0].l.abs() < 1e-6 && states[0].point.i_xt < 1e-4, "{:?}", states[0].point);
    }

    #[test]
    fn no_encoder_of_a_curve_is_better_than_the_one_at_its_beta(source in source(), seed: u64) {
        let betas = [1.5, 2.0, 3.0, 5.0, 8.0, 13.0];
        let search = Search { tolerance: 1e-8, ..Search::default() };
        let found = solve(&source, &betas.map(beta), &search, seed);
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
    let found = solve(&source, &betas, &search, 1);
    assert!(found[0].point.i_xt < 1e-6, "{:?}", found[0].point);
    assert!(found[1].point.i_xt > 1e-3 && found[1].l < 0.0, "{:?}", found[1].point);
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    let source = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]]).expect("weights");
    let wide = Encoder::from_weights(&[vec![1.0], vec![1.0], vec![1.0]]).expect("weights");
    let rows = Some(BottleneckError::Rows { expected: 2, found: 3 });
    assert_eq!(IterativeIb::new(&source, beta(1.0), wide.clone()).err(), rows);
    assert_eq!(DeterministicIb::new(&source, beta(1.0), wide.clone()).err(), rows);
    assert_eq!(SquaredIb::new(&source, beta(1.0), wide.clone()).err(), rows);
    assert_eq!(AcceleratedIb::new(&source, beta(1.0), wide, &Search::default()).err(), rows);
    let three = Joint::new(&[2, 1, 1], vec![0.5, 0.5]).expect("a pmf");
    assert_eq!(Source::new(&three).err(), Some(BottleneckError::Variables(3)));
    let states = Some(BottleneckError::States { expected: 1, found: 0 });
    assert_eq!(transitions(&source, &[beta(1.0)], &[], &Search::default()).err(), states);
}

#[test]
fn what_are_no_weights_is_named_with_its_place() {
    let negative = [vec![1.0, 2.0], vec![-0.5, 1.0]];
    let value = JointError::Value { outcome: vec![1, 0], value: -0.5 };
    assert_eq!(Source::from_weights(&negative), Err(BottleneckError::Source(value)));
    let error = PmfError::Value { index: 0, value: -0.5 };
    let row = ChannelError::Row { input: 1, error };
    assert_eq!(Encoder::from_weights(&negative), Err(BottleneckError::Encoder(row)));
}

#[test]
fn a_covariance_may_miss_symmetry_by_rounding_and_what_is_none_is_named() {
    let with = |below: f64| GaussianIb::new(&[vec![1.0, 0.5], vec![below, 1.0]], 1);
    assert!(with(0.5 + 1e-10).is_ok());
    let skewed = FamilyError::NotSymmetric { row: 0, column: 1, above: 0.5, below: 0.6 };
    assert_eq!(with(0.6), Err(BottleneckError::Covariance(skewed)));
    let singular = GaussianIb::new(&[vec![1.0, 1.0], vec![1.0, 1.0]], 1);
    let left = FamilyError::NotPositiveDefinite { row: 1, variance: 0.0 };
    assert_eq!(singular, Err(BottleneckError::Covariance(left)));
    let all_of_x = GaussianIb::new(&[vec![1.0, 0.5], vec![0.5, 1.0]], 2);
    assert_eq!(all_of_x, Err(BottleneckError::Dimensions { n_x: 2, n: 2 }));
}

#[test]
fn a_joint_and_its_weights_are_the_same_source() {
    let joint = Joint::new(&[2, 2], vec![0.5, 0.0, 0.25, 0.25]).expect("a pmf");
    let weights = [vec![2.0, 0.0], vec![1.0, 1.0]];
    assert_eq!(Source::new(&joint), Source::from_weights(&weights));
}

/// X is two bits; Y sees the first with one error in ten and the second with one in five.
fn two_noisy_bits() -> Source {
    let row = |a: f64, b: f64| vec![a * b, a * (1.0 - b), (1.0 - a) * b, (1.0 - a) * (1.0 - b)];
    Source::from_weights(&[row(0.9, 0.8), row(0.9, 0.2), row(0.1, 0.8), row(0.1, 0.2)]).expect("weights")
}

#[test]
fn the_curve_of_two_noisy_bits_splits_where_each_becomes_worth_keeping() {
    let source = two_noisy_bits();
    let betas: Vec<Beta> = (10..=60).map(|i| beta(0.1 * f64::from(i))).collect();
    let search = Search::default();
    let states = solve(&source, &betas, &search, 1);
    let found = transitions(&source, &betas, &states, &search).expect("states of this source");
    assert!(found.iter().all(|transition| transition.kind == Kind::Split), "{found:?}");
    // The bits are independent in X and in Y: the second is worth keeping at 1 / 0.6², whatever T says of the first.
    for (transition, expected) in found.iter().zip([1.0 / 0.64, 1.0 / 0.36]) {
        assert!((transition.beta / expected - 1.0).abs() < 1e-5, "{found:?}");
    }
    assert_eq!(found.iter().map(|t| t.n_t_after).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_first_transition_before_the_critical_beta_is_an_exchange() {
    let rows = [[0.1, 0.8, 0.1], [0.1, 0.45, 0.45], [0.02, 0.49, 0.49], [0.3, 0.4, 0.3]].map(Vec::from);
    let source = Source::from_weights(&rows).expect("weights");
    let joint = Joint::normalized_rows(&rows).expect("a pmf");
    let search = Search::default();
    let betas: Vec<Beta> = (10..=120).map(|i| beta(0.1 * f64::from(i))).collect();
    let solve = |betas: &[Beta]| solve(&source, betas, &search, 1);
    let found = transitions(&source, &betas, &solve(&betas), &search).expect("states of this source");
    let first = found[0];
    assert_eq!((first.kind, first.n_t_before, first.n_t_after), (Kind::Exchange, 1, 2));
    assert!(first.beta < 0.9 * critical::beta_trivial(&joint).expect("two variables"), "{found:?}");
    // On one side nothing is worth keeping, on the other something is.
    let sides = solve(&[beta(first.beta * (1.0 - 1e-3)), beta(first.beta * (1.0 + 1e-3))]);
    assert!(sides[0].l > -1e-12 && sides[0].point.i_xt < 1e-9, "{sides:?}");
    assert!(sides[1].l < -1e-8 && sides[1].point.i_xt > 1e-3, "{sides:?}");
}
