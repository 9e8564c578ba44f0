//! Every solver is an iterator of states, and the function beside it is its end.

use super::*;
use infoplane_core::bottleneck::annealing::Annealing;
use infoplane_core::bottleneck::descent::{self, Descent, Rule};
use infoplane_core::bottleneck::deterministic::Deterministic;
use infoplane_core::bottleneck::iterative::SelfConsistent;
use infoplane_core::bottleneck::squared::Squared;

/// A search that is over soon.
const SHORT: Search = Search { n_restarts: 3, tolerance: 1e-7, max_steps: 300 };

/// The function ends at the first state at which it may, and at no other.
fn assert_ends_like_its_iterator<R: Rule>(source: &Source, b: f64, seed: u64) -> Result<(), TestCaseError> {
    let begin = start(source, seed);
    let last = descent::converge::<R>(source, beta(b), begin.clone(), &SHORT).expect("fits");
    let states: Vec<State> =
        Descent::<R>::new(source, beta(b), begin).expect("fits").take(SHORT.max_steps + 1).collect();
    let is_small = |state: &State| state.change <= SHORT.tolerance;
    let end = states.iter().skip(1).find(|state| is_small(state)).or(states.last()).expect("the start");
    prop_assert_eq!(&last, end);
    Ok(())
}

/// No start of the search ends lower than its best, and a T that says nothing is one of them.
fn assert_best<R: Rule>(source: &Source, b: f64, seed: u64) -> Result<State, TestCaseError> {
    let best =
        descent::best::<R>(source, beta(b), &SHORT, &mut Stream::new(seed, Purpose::Init)).expect("fits");
    prop_assert!(best.l <= ROUNDING, "nothing costs nothing: {}", best.l);
    let identity = descent::converge::<R>(source, beta(b), Encoder::identity(source), &SHORT).expect("fits");
    prop_assert!(best.l <= identity.l);
    let stream = &mut Stream::new(seed, Purpose::Init);
    for _ in 0..SHORT.n_restarts {
        let random = Encoder::random(source.n_x(), source.n_x(), stream).expect("outcomes");
        prop_assert!(best.l <= descent::converge::<R>(source, beta(b), random, &SHORT).expect("fits").l);
    }
    assert_possible(source, &best)?;
    Ok(best)
}

proptest! {
    #[test]
    fn the_function_beside_each_descent_is_its_end(source in source(), b in 0.0..30.0_f64, seed: u64) {
        assert_ends_like_its_iterator::<SelfConsistent>(&source, b, seed)?;
        assert_ends_like_its_iterator::<Deterministic>(&source, b, seed)?;
        assert_ends_like_its_iterator::<Squared>(&source, b, seed)?;
    }

    #[test]
    fn the_best_of_several_descents_is_below_each(source in source(), b in 0.0..30.0_f64, seed: u64) {
        assert_best::<Squared>(&source, b, seed)?;
        let hard = assert_best::<Deterministic>(&source, b, seed)?;
        let exact = partition::exact(&source, beta(b)).expect("a small joint");
        prop_assert!(exact.l <= hard.l + ROUNDING * (1.0 + b), "{exact:?} {hard:?}");
    }

    #[test]
    fn the_accelerated_states_begin_at_the_start_descend_and_end_where_the_function_does(
        source in source(), b in 0.0..30.0_f64, seed: u64, max_steps in 0..40_usize
    ) {
        let search = Search { max_steps, ..Search::default() };
        let begin = start(&source, seed);
        let states = AcceleratedIb::new(&source, beta(b), begin.clone(), &search).expect("fits");
        let states: Vec<State> = states.collect();
        prop_assert_eq!(&states[0].encoder, &begin);
        prop_assert!(states.len() <= max_steps + 2);
        assert_descends(&source, b, &states)?;
        let end = converge(&source, beta(b), begin, &search).expect("fits");
        prop_assert_eq!(states.last(), Some(&end));
    }

    #[test]
    fn the_search_for_a_curve_passes_every_beta_and_never_loses_the_best(source in source(), seed: u64) {
        let betas = [4.0, 1.5, 9.0].map(beta);
        let mut stream = Stream::new(seed, Purpose::Init);
        let mut annealing = Annealing::new(&source, &betas, &SHORT, &mut stream).expect("a tolerance");
        prop_assert_eq!(annealing.curve(), vec![]);
        let mut seen = Vec::new();
        for found in annealing.by_ref() {
            assert_possible(&source, &found.state)?;
            let value = found.state.point.i_xt - found.beta.get() * found.state.point.i_ty;
            prop_assert!((found.state.l - value).abs() <= ROUNDING * (1.0 + found.beta.get()));
            seen.push(found.beta);
        }
        prop_assert!(betas.iter().all(|beta| seen.contains(beta)), "{seen:?}");
        prop_assert!(annealing.next().is_none(), "it has ended");
        let stream = &mut Stream::new(seed, Purpose::Init);
        prop_assert_eq!(annealing.curve(), curve(&source, &betas, &SHORT, stream).expect("a tolerance"));
    }
}
