//! Laws of the optimizers, on random parameters, gradients and hyper-parameters.

use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
use infoplane_core::learner::optimizer::clipping::{Limit, clip_to_norm, clip_values};
use infoplane_core::learner::optimizer::schedule::{RateFactor, Schedule};
use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec, Precision, Rule};
use infoplane_core::math::real::Real;
use proptest::prelude::*;

const N: usize = 5;

/// Any double: every sign, exponent and payload, and NaN; half of the time one that may be accepted.
fn any_bits() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![any::<u64>().prop_map(f64::from_bits), 0.0..1.0_f64, Just(0.0), Just(1.0)]
}

fn constructors() -> Vec<OptimizerSpec> {
    let of = |convention| {
        [
            OptimizerSpec::sgd(),
            OptimizerSpec::momentum(convention),
            OptimizerSpec::nesterov(convention),
            OptimizerSpec::rms_prop(convention),
            OptimizerSpec::adagrad(convention),
            OptimizerSpec::adam(convention),
            OptimizerSpec::adam_w(convention),
            OptimizerSpec::nadam(convention),
        ]
    };
    Convention::ALL.iter().flat_map(|convention| of(*convention)).collect()
}

/// Specs of every rule with numbers from a strategy.
fn spec<S: Strategy<Value = f64> + Clone>(number: S) -> impl Strategy<Value = OptimizerSpec> {
    let numbers = [(); 6].map(|()| number.clone());
    (numbers, 0..Rule::ALL.len(), any::<bool>(), any::<bool>()).prop_map(|(numbers, rule, keras, single)| {
        let [learning_rate, weight_decay, beta_1, beta_2, epsilon, initial_accumulator] = numbers;
        OptimizerSpec {
            rule: Rule::ALL[rule],
            convention: if keras { Convention::Keras } else { Convention::PyTorch },
            correction: if single { Precision::Single } else { Precision::Double },
            learning_rate,
            weight_decay,
            beta_1,
            beta_2,
            epsilon,
            initial_accumulator,
        }
    })
}

fn gradients() -> impl Strategy<Value = Vec<[f64; N]>> {
    let number = prop_oneof![-10.0..10.0_f64, Just(0.0), -1e-12..1e-12_f64, -1e6..1e6_f64];
    prop::collection::vec(prop::array::uniform5(number), 1..20)
}

/// The parameters after these gradients, from zero.
fn descend<T: Real>(spec: &OptimizerSpec, gradients: &[[f64; N]]) -> Vec<f64> {
    let mut optimizer = Optimizer::<T>::new(spec, N).expect("a valid spec");
    let mut parameters = [T::ZERO; N];
    for gradient in gradients {
        optimizer.update(&mut parameters, &gradient.map(T::from_f64));
    }
    parameters.iter().map(|p| p.to_f64()).collect()
}

proptest! {
    #[test]
    fn a_spec_is_refused_or_takes_finite_gradients_to_finite_parameters(
        spec in prop_oneof![spec(any_bits()), spec(1e-30..1.0_f64), spec(0.0..1.0_f64)],
        gradients in gradients(),
    ) {
        prop_assert_eq!(Optimizer::<f64>::new(&spec, N).is_ok(), spec.validate().is_ok());
        if spec.validate().is_ok() {
            let found = [descend::<f64>(&spec, &gradients), descend::<f32>(&spec, &gradients)].concat();
            prop_assert!(found.iter().all(|p| p.is_finite()), "{spec:?} {found:?}");
        }
    }

    #[test]
    fn parameters_with_the_same_gradients_move_alike_wherever_they_stand(
        which in 0..constructors().len(),
        gradients in gradients(),
    ) {
        let spec = constructors()[which];
        let reversed: Vec<[f64; N]> =
            gradients.iter().map(|g| core::array::from_fn(|i| g[N - 1 - i])).collect();
        let mut found = descend::<f32>(&spec, &reversed);
        found.reverse();
        prop_assert_eq!(found, descend::<f32>(&spec, &gradients));
    }

    #[test]
    fn rules_that_divide_by_the_size_of_gradients_hardly_see_their_scale(gradients in gradients()) {
        // Exactly, were ε zero; numbers far above it.
        let large: Vec<[f64; N]> =
            gradients.iter().map(|g| g.map(|g| (g.abs() + 1.0) * if g < 0.0 { -1.0 } else { 1.0 })).collect();
        let larger: Vec<[f64; N]> = large.iter().map(|g| g.map(|g| 1024.0 * g)).collect();
        for spec in [
            OptimizerSpec::adam(Convention::PyTorch),
            OptimizerSpec::nadam(Convention::PyTorch),
            OptimizerSpec::rms_prop(Convention::PyTorch),
            OptimizerSpec::adagrad(Convention::PyTorch),
        ] {
            let pair = descend::<f64>(&spec, &large).into_iter().zip(descend::<f64>(&spec, &larger));
            for (one, other) in pair {
                prop_assert!((one - other).abs() <= 1e-7, "{spec:?}: {one}, {other}");
            }
        }
    }

    #[test]
    fn what_a_velocity_holds_makes_no_difference_while_the_rate_stays(
        mu in 0.0..0.99_f64,
        gradients in gradients(),
        nesterov in any::<bool>(),
    ) {
        let rule = if nesterov { Rule::Nesterov } else { Rule::Momentum };
        let [steps, gradients] = [Convention::Keras, Convention::PyTorch].map(|convention| {
            descend::<f64>(&OptimizerSpec { beta_1: mu, ..OptimizerSpec::new(rule, convention) }, &gradients)
        });
        let largest = steps.iter().fold(1.0, |largest: f64, p| largest.max(p.abs()));
        for (a, b) in steps.iter().zip(gradients) {
            prop_assert!((a - b).abs() <= 1e-12 * largest, "{a}, {b}");
        }
    }

    #[test]
    fn momentum_without_memory_is_plain_descent(gradients in gradients(), nesterov in any::<bool>()) {
        let rule = if nesterov { Rule::Nesterov } else { Rule::Momentum };
        let spec = OptimizerSpec { beta_1: 0.0, ..rule.at(0.01) };
        prop_assert_eq!(descend::<f64>(&spec, &gradients), descend::<f64>(&OptimizerSpec::sgd(), &gradients));
    }

    #[test]
    fn decay_alone_shrinks_every_weight_by_its_share(which in 0..constructors().len(), p in -9.0..9.0_f64) {
        let spec = OptimizerSpec { weight_decay: 0.5, learning_rate: 0.1, ..constructors()[which] };
        let mut parameters = [p];
        let mut optimizer = Optimizer::new(&spec, 1).expect("a valid spec");
        optimizer.update(&mut parameters, &[0.0]);
        prop_assert!((parameters[0] - 0.95 * p).abs() <= 1e-15 * p.abs(), "{}", parameters[0]);
    }

    #[test]
    fn schedules_are_refused_or_stay_between_zero_and_one(
        number in any_bits(),
        length in prop_oneof![any::<u32>(), 0..10_u32],
        warm_up in prop_oneof![any::<u32>(), 0..10_u32],
        t in prop_oneof![any::<u32>(), 0..30_u32],
    ) {
        let all = [
            Schedule::step(length, number),
            Schedule::exponential(length, number),
            Schedule::cosine(length, number),
        ];
        for schedule in all {
            prop_assert_eq!(schedule.is_ok(), length > 0 && (0.0..=1.0).contains(&number));
            let Ok(schedule) = schedule else { continue };
            let factor = |t| schedule.after_warm_up(warm_up).factor(t).get();
            prop_assert!((0.0..=1.0).contains(&factor(t)), "{schedule:?} {t}: {}", factor(t));
            let rises = t < warm_up;
            let next = factor(t.saturating_add(1));
            prop_assert!(if rises { next >= factor(t) } else { next <= factor(t) }, "{schedule:?} {t}");
            prop_assert_eq!(factor(warm_up), 1.0);
        }
    }

    #[test]
    fn a_clipped_gradient_has_the_direction_of_the_other_and_at_most_the_norm(
        numbers in prop::collection::vec(any_bits().prop_filter("finite", |x| x.is_finite()), 0..8),
        limit in 1e-3..1e3_f64,
    ) {
        let mut clipped = numbers.clone();
        let norm = clip_to_norm(&mut clipped, Limit::new(limit).expect("a valid limit"));
        prop_assert!(norm >= numbers.iter().fold(0.0, |largest: f64, x| largest.max(x.abs())) * (1.0 - 1e-15));
        if norm <= limit {
            prop_assert_eq!(&clipped, &numbers);
        } else {
            let after = clipped.iter().map(|x| x * x).sum::<f64>().sqrt();
            prop_assert!((after - limit).abs() <= 1e-14 * limit, "{after}");
            let (at, largest) = numbers.iter().enumerate().fold((0, 0.0_f64), |best, (at, x)| {
                if x.abs() > best.1.abs() { (at, *x) } else { best }
            });
            for (clipped_x, x) in clipped.iter().zip(&numbers) {
                prop_assert!((clipped_x / clipped[at] - x / largest).abs() <= 1e-14);
            }
        }
    }

    #[test]
    fn values_are_clipped_one_by_one(number in any_bits(), limit in 1e-3..1e3_f64) {
        let mut clipped = [number, -number];
        clip_values(&mut clipped, Limit::new(limit).expect("a valid limit"));
        let expected = if number.is_nan() { number } else { number.clamp(-limit, limit) };
        prop_assert_eq!(clipped.map(f64::to_bits), [expected, -expected].map(f64::to_bits));
    }

    #[test]
    fn limits_and_averages_are_refused_or_valid(number in any_bits()) {
        if let Ok(limit) = Limit::new(number) {
            prop_assert!(limit.get() > 0.0 && (limit.get() as f32).is_normal());
        }
        let mut average = WeightAverage::new(Averaging::Exponential { momentum: number }, &[1.0_f32]);
        prop_assert_eq!(average.is_ok(), (0.0..=1.0 - f64::from(f32::EPSILON) / 2.0).contains(&number));
        if let Ok(average) = &mut average {
            average.add(&[3.0]);
            prop_assert_eq!(average.weights(), [3.0]);
            average.add(&[5.0]);
            prop_assert!(average.weights()[0] > 3.0 && average.weights()[0] <= 5.0);
        }
    }

    #[test]
    fn an_average_lies_between_what_was_averaged(
        weights in prop::collection::vec(-9.0..9.0_f64, 1..20),
        momentum in 0.0..0.999_f64,
    ) {
        let mut mean = WeightAverage::new(Averaging::Mean, &[100.0]).expect("no hyper-parameter");
        let mut recent = WeightAverage::new(Averaging::Exponential { momentum }, &[100.0]).expect("in range");
        // Keras multiplies α by whether an update came before.
        let mut keras = 100.0;
        for (iterations, weight) in weights.iter().enumerate() {
            mean.add(&[*weight]);
            recent.add(&[*weight]);
            let momentum = if iterations == 0 { 0.0 } else { momentum };
            keras = momentum * keras + (1.0 - momentum) * weight;
        }
        prop_assert!((recent.weights()[0] - keras).abs() <= 1e-13, "{} {keras}", recent.weights()[0]);
        let expected = weights.iter().sum::<f64>() / weights.len() as f64;
        prop_assert!((mean.weights()[0] - expected).abs() <= 1e-13, "{}", mean.weights()[0]);
        let (low, high) = weights.iter().fold((f64::MAX, f64::MIN), |(l, h), w| (l.min(*w), h.max(*w)));
        let recent = recent.weights()[0];
        prop_assert!((low - 1e-13..=high + 1e-13).contains(&recent), "{recent}");
    }
}

#[test]
fn the_defaults_of_both_libraries_are_valid() {
    for spec in constructors() {
        assert_eq!(spec.validate(), Ok(()), "{spec:?}");
    }
    assert_eq!(OptimizerSpec::default(), OptimizerSpec::adam(Convention::Keras));
}

#[test]
fn the_first_step_of_adam_is_as_long_as_the_learning_rate() {
    for convention in Convention::ALL {
        for gradient in [1e-2, -3.0, 500.0] {
            let found = descend::<f64>(&OptimizerSpec::adam(*convention), &[[gradient; N]]);
            assert!((found[0] + 0.001 * gradient.signum()).abs() < 1e-6 * 0.4, "{found:?}");
        }
    }
}

#[test]
fn a_new_rate_acts_on_old_gradients_only_where_the_velocity_holds_gradients() {
    // Two gradients of 1 under μ = ½, the second at a tenth of the rate.
    let [tenth] = [Schedule::exponential(1, 0.1).expect("in range")].map(|s| s.factor(1));
    for (convention, expected) in [(Convention::Keras, -1.0 - 0.5 - 0.1), (Convention::PyTorch, -1.0 - 0.15)]
    {
        let spec = OptimizerSpec { beta_1: 0.5, learning_rate: 1.0, ..OptimizerSpec::momentum(convention) };
        let mut optimizer = Optimizer::new(&spec, 1).expect("a valid spec");
        let mut p = [0.0_f64];
        optimizer.update_at(RateFactor::FULL, &mut p, &[1.0]);
        optimizer.update_at(tenth, &mut p, &[1.0]);
        assert!((p[0] - expected).abs() < 1e-15, "{convention:?}: {}", p[0]);
    }
}

#[test]
fn a_gradient_that_is_not_finite_is_not_clipped() {
    let limit = Limit::new(1.0).expect("in range");
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for mut g in [vec![bad], vec![2.0, bad], vec![0.0, bad, 3.0]] {
            let before: Vec<u64> = g.iter().map(|x| x.to_bits()).collect();
            assert!(!clip_to_norm(&mut g, limit).is_finite());
            assert_eq!(g.iter().map(|x| x.to_bits()).collect::<Vec<_>>(), before);
        }
    }
    assert_eq!(clip_to_norm::<f32>(&mut [], limit), 0.0);
}

#[test]
fn refusals_name_the_field() {
    let refused = |spec: OptimizerSpec| spec.validate().expect_err("refused").to_string();
    let adam = OptimizerSpec::default();
    assert!(refused(OptimizerSpec { learning_rate: f64::NAN, ..adam }).starts_with("invalid lr: NaN"));
    assert!(refused(OptimizerSpec { weight_decay: -0.1, ..adam }).starts_with("invalid decay: -0.1"));
    assert!(refused(OptimizerSpec { beta_1: 1.0, ..adam }).starts_with("invalid beta_1: 1 "));
    assert!(refused(OptimizerSpec { beta_2: -0.5, ..adam }).starts_with("invalid beta_2: -0.5 "));
    assert!(refused(OptimizerSpec { epsilon: 0.0, ..adam }).starts_with("invalid epsilon: 0 "));
    assert!(
        refused(OptimizerSpec { initial_accumulator: -1.0, ..adam }).starts_with("invalid accumulator: -1 ")
    );
}

#[test]
fn nadam_equals_its_algorithm_written_plainly() {
    for convention in Convention::ALL {
        let spec = OptimizerSpec { correction: Precision::Double, ..OptimizerSpec::nadam(*convention) };
        let (beta_1, beta_2) = (spec.beta_1, spec.beta_2);
        let psi = if *convention == Convention::Keras { 1.0 } else { 0.004 };
        let mu = |t: i32| beta_1 * (1.0 - 0.5 * 0.96_f64.powf(psi * f64::from(t)));
        let (mut p, mut m, mut v, mut product) = (0.0, 0.0, 0.0, 1.0);
        let gradients: Vec<[f64; N]> = (1..=30).map(|t| [(f64::from(t) * 0.7).sin(); N]).collect();
        for (t, gradient) in (1..).zip(&gradients) {
            let g = gradient[0];
            m = beta_1 * m + (1.0 - beta_1) * g;
            v = beta_2 * v + (1.0 - beta_2) * g * g;
            product *= mu(t);
            let m_hat = mu(t + 1) * m / (1.0 - product * mu(t + 1)) + (1.0 - mu(t)) * g / (1.0 - product);
            let v_hat: f64 = v / (1.0 - beta_2.powi(t));
            p -= spec.learning_rate * m_hat / (v_hat.sqrt() + spec.epsilon);
        }
        let found = descend::<f64>(&spec, &gradients);
        assert!((found[0] - p).abs() < 1e-14, "{convention:?}: {}, not {p}", found[0]);
    }
}
