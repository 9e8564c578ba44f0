//! A state of a curve is stable against splits, and every search for one ends.

use super::*;
use infoplane_core::bottleneck::annealing::Annealing;
use infoplane_core::bottleneck::descent;
use infoplane_core::bottleneck::squared::Squared;

/// Above its critical β a value of T is unstable; for how little above it a curve need not have split it, relative.
const UNSPLIT: f64 = 1e-4;

/// An x that is rarer than this can be parted from others without L showing it.
const SHOWN: f64 = 1e-8;

fn source_without_rare_x() -> impl Strategy<Value = Source> {
    let every_x_shows = |rows: &Vec<Vec<f64>>| {
        let sums: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
        let total: f64 = sums.iter().sum();
        sums.iter().all(|sum| *sum == 0.0 || sum / total >= SHOWN)
    };
    weights()
        .prop_filter("every x shows in L", every_x_shows)
        .prop_map(|rows| Source::from_weights(&rows).expect("a positive weight"))
}

fn least_critical(source: &Source, state: &State) -> f64 {
    let critical = critical::splitting_betas(source, &state.encoder).expect("fits");
    critical.into_iter().fold(f64::INFINITY, f64::min)
}

fn assert_stable(source: &Source, betas: &[f64], states: &[State]) -> Result<(), TestCaseError> {
    prop_assert_eq!(betas.len(), states.len());
    for (b, state) in betas.iter().zip(states) {
        let critical = least_critical(source, state);
        prop_assert!(critical > b * (1.0 - UNSPLIT), "at {b}: {critical}, {} values", state.encoder.n_t());
    }
    Ok(())
}

proptest! {
    #[test]
    fn encoders_of_a_curve_are_stable_against_splits(source in source_without_rare_x(), share in 1e-4..1e-1_f64, seed: u64) {
        let search = Search::default();
        let mut betas = vec![1.1, 1.3, 2.0, 4.0, 9.0];
        let solve = |betas: &[f64]| {
            let betas: Vec<Beta> = betas.iter().map(|b| beta(*b)).collect();
            solve(&source, &betas, &search, seed)
        };
        let states = solve(&betas);
        assert_stable(&source, &betas, &states)?;
        // And on both sides of where they stop being stable.
        let critical = states.iter().map(|state| least_critical(&source, state)).filter(|b| *b < 1e4);
        betas = critical.flat_map(|b| [b * (1.0 - share), b * (1.0 + share)]).collect();
        assert_stable(&source, &betas, &solve(&betas))?;
    }

    #[test]
    fn any_search_ends_or_is_refused(
        source in source(),
        n_restarts in 0..3_usize,
        max_steps in prop_oneof![0..4_usize, Just(30)],
        tolerance in prop_oneof![Just(0.0), Just(5e-324), Just(1e-9), Just(f64::INFINITY), any::<u64>().prop_map(f64::from_bits)],
        betas in prop::collection::vec(prop_oneof![
            Just(0.0), Just(5e-324), Just(1.0), 0.0..30.0_f64, Just(1e4), Just(1e20), Just(Beta::LARGEST)
        ], 0..4),
    ) {
        let search = Search { n_restarts, tolerance, max_steps };
        let values: Vec<Beta> = betas.iter().map(|b| beta(*b)).collect();
        match curve(&source, &values, &search, &mut Stream::new(1, Purpose::Init)) {
            Ok(states) => {
                prop_assert!(tolerance >= 0.0);
                prop_assert_eq!(states.len(), betas.len());
                for (state, b) in states.iter().zip(&betas) {
                    prop_assert!(state.l.is_finite(), "{} at {b}", state.l);
                    prop_assert!(state.encoder.rows().flatten().all(|q| (0.0..=1.0).contains(q)));
                }
            }
            Err(error) => prop_assert!(matches!(error, BottleneckError::Tolerance(t) if t.is_nan() || t < 0.0), "{error}"),
        }
    }
}

#[test]
fn a_tolerance_that_is_none_is_refused_by_all_who_search() {
    let source = two_noisy_bits();
    let stream = &mut Stream::new(1, Purpose::Init);
    for tolerance in [-1.0, -5e-324, f64::NEG_INFINITY] {
        let search = Search { tolerance, ..Search::default() };
        let refused = Some(BottleneckError::Tolerance(tolerance));
        assert_eq!(curve(&source, &[beta(2.0)], &search, stream).err(), refused);
        assert_eq!(converge(&source, beta(2.0), Encoder::identity(&source), &search).err(), refused);
        assert_eq!(transitions(&source, &[], &[], &search).err(), refused);
        let start = || Encoder::identity(&source);
        assert_eq!(descent::converge::<Squared>(&source, beta(2.0), start(), &search).err(), refused);
        assert_eq!(AcceleratedIb::new(&source, beta(2.0), start(), &search).err(), refused);
        assert_eq!(Annealing::new(&source, &[], &search, stream).err(), refused);
    }
    let search = Search { tolerance: f64::NAN, ..Search::default() };
    assert!(matches!(curve(&source, &[], &search, stream), Err(BottleneckError::Tolerance(t)) if t.is_nan()));
}

#[test]
fn a_source_of_one_outcome_has_nothing_to_keep() {
    for weights in [vec![vec![1.0]], vec![vec![0.2, 0.8]], vec![vec![0.3], vec![0.7]]] {
        let source = Source::from_weights(&weights).expect("weights");
        let states = solve(&source, &[0.0, 1.0, 7.0, 1e50].map(beta), &Search::default(), 1);
        assert!(states.iter().all(|state| state.encoder.n_t() == 1 && state.l.abs() < 1e-12), "{states:?}");
    }
}

#[test]
fn a_rare_outcome_of_its_own_kind_splits_where_the_trivial_encoder_does() {
    // A copied bit of which one value has a chance of 5e-9: all of it is worth keeping above β = 1.
    let source = Source::from_weights(&[vec![1.0 - 5e-9, 0.0], vec![0.0, 5e-9]]).expect("a source");
    let all_in_one = Encoder::from_weights(&[vec![1.0], vec![1.0]]).expect("an encoder");
    let critical = critical::splitting_betas(&source, &all_in_one).expect("one row each");
    assert!(critical.iter().all(|beta| (beta - 1.0).abs() < 1e-7), "{critical:?}");
}
