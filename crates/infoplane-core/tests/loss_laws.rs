//! Laws that hold for all losses and all predictions, on random ones.

use infoplane_core::dist::pmf::Pmf;
use infoplane_core::losses::LossError;
use infoplane_core::losses::keras::{self, Version};
use infoplane_core::losses::reduction::{Losses, Reduction};
use infoplane_core::losses::rows::{Logits, Prediction, Probabilities, Smoothing};
use infoplane_core::losses::torch::{self, ClassWeights, Target};
use infoplane_core::measures::calibration::ensemble::Ensemble;
use infoplane_core::measures::calibration::reliability::Reliability;
use infoplane_core::measures::calibration::scores::{self, Predictions};
use infoplane_core::measures::{divergence, entropy};
use proptest::prelude::*;
use std::num::NonZeroU16;

/// Rounding in sums of a few dozen terms of order one.
const ROUNDING: f64 = 1e-12;

/// The step of central differences; their error is its square times a third derivative.
const STEP: f64 = 1e-5;

/// Rows that sum to one, none of them near an edge where a library clips.
fn inner_rows(n: usize, k: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.05..1.0_f64, n * k).prop_map(move |weights| {
        weights
            .chunks(k)
            .flat_map(|row| row.iter().map(|w| w / row.iter().sum::<f64>()).collect::<Vec<_>>())
            .collect()
    })
}

/// n, K, logits, targets, predictions, labels and weights.
type Batch = (usize, Vec<f64>, Vec<f64>, Vec<f64>, Vec<usize>, Vec<f64>);

fn batch() -> impl Strategy<Value = Batch> {
    (1..5_usize, 2..6_usize).prop_flat_map(|(n, k)| {
        (
            Just(k),
            prop::collection::vec(-8.0..8.0_f64, n * k),
            inner_rows(n, k),
            inner_rows(n, k),
            prop::collection::vec(0..k, n),
            prop::collection::vec(0.0..3.0_f64, k),
        )
    })
}

/// The gradient of a loss against central differences of its value.
fn check_gradient(
    x: &[f64],
    losses: impl Fn(&[f64]) -> Result<Losses<f64>, LossError>,
) -> Result<(), TestCaseError> {
    for reduction in
        [Reduction::Sum, Reduction::MeanOverItems, Reduction::MeanOverWeights, Reduction::MeanOverRows]
    {
        let value = |x: &[f64]| losses(x).map(|losses| losses.reduce(reduction).value);
        let gradient = losses(x)?.reduce(reduction).gradient;
        prop_assert_eq!(gradient.len(), x.len());
        for (i, &slope) in gradient.iter().enumerate() {
            let (mut above, mut below) = (x.to_vec(), x.to_vec());
            above[i] += STEP;
            below[i] -= STEP;
            let difference = (value(&above)? - value(&below)?) / (2.0 * STEP);
            prop_assert!((slope - difference).abs() <= 1e-5 * (1.0 + slope.abs()), "{slope} {difference}");
        }
    }
    Ok(())
}

fn keras_from_logits(x: &[f64], k: usize) -> Result<Prediction<'_, f64>, LossError> {
    Logits::new(x, k).map(Prediction::Logits)
}

fn keras_from_probabilities(p: &[f64], k: usize) -> Result<Prediction<'_, f64>, LossError> {
    Probabilities::new(p, k).map(Prediction::Probabilities)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn gradients_of_keras_are_slopes((k, x, y, p, labels, _) in batch(), a in 0.0..1.0_f64) {
        let y = Probabilities::new(&y, k)?;
        let a = Smoothing::new(a)?;
        let weights: Vec<f64> = labels.iter().map(|&label| 0.5 + label as f64).collect();
        check_gradient(&x, |x| keras::categorical_crossentropy(&y, &keras_from_logits(x, k)?, a)?.weighted(&weights))?;
        check_gradient(&p, |p| keras::categorical_crossentropy(&y, &keras_from_probabilities(p, k)?, a)?.weighted(&weights))?;
        check_gradient(&x, |x| keras::sparse_categorical_crossentropy(&labels, &keras_from_logits(x, k)?))?;
        check_gradient(&p, |p| keras::sparse_categorical_crossentropy(&labels, &keras_from_probabilities(p, k)?))?;
        for version in [Version::Keras3, Version::Legacy] {
            check_gradient(&x, |x| keras::binary_crossentropy(&y, &keras_from_logits(x, k)?, a, version))?;
            check_gradient(&p, |p| keras::binary_crossentropy(&y, &keras_from_probabilities(p, k)?, a, version))?;
        }
        check_gradient(&p, |p| keras::kl_divergence(&y, &Probabilities::new(p, k)?))?;
    }

    #[test]
    fn gradients_of_torch_are_slopes((k, x, y, p, labels, weights) in batch(), a in 0.0..1.0_f64) {
        let a = Smoothing::new(a)?;
        let y = Probabilities::new(&y, k)?;
        for target in [Target::Labels(&labels), Target::Probabilities(y)] {
            for weights in [ClassWeights::Equal, ClassWeights::Each(&weights)] {
                check_gradient(&x, |x| torch::cross_entropy(&Logits::new(x, k)?, &target, weights, a))?;
            }
        }
        check_gradient(&x, |x| torch::binary_cross_entropy_with_logits(&Logits::new(x, k)?, &y))?;
        check_gradient(&p, |p| torch::binary_cross_entropy(&Probabilities::new(p, k)?, &y))?;
        check_gradient(&x, |x| torch::kl_div(&Logits::new(x, k)?, &y))?;
    }

    #[test]
    fn inside_the_clips_losses_are_the_measures((k, x, y, p, _, _) in batch()) {
        let (targets, q) = (Probabilities::new(&y, k)?, Probabilities::new(&p, k)?);
        let cross = keras::categorical_crossentropy(&targets, &Prediction::Probabilities(q), Smoothing::NONE)?;
        let divergence = keras::kl_divergence(&targets, &q)?;
        let from_logits = torch::cross_entropy(&Logits::new(&x, k)?, &Target::Probabilities(targets), ClassWeights::Equal, Smoothing::NONE)?;
        for (i, (y, (q, x))) in y.chunks(k).zip(p.chunks(k).zip(x.chunks(k))).enumerate() {
            let (y, q, soft) = (Pmf::new(y.to_vec())?, Pmf::new(q.to_vec())?, Pmf::softmax(x, 1.0)?);
            prop_assert!((cross.values()[i] - entropy::cross_entropy(&y, &q)?).abs() < ROUNDING);
            prop_assert!((divergence.values()[i] - divergence::kl(&y, &q)?).abs() < ROUNDING);
            prop_assert!((from_logits.values()[i] - entropy::cross_entropy(&y, &soft)?).abs() < ROUNDING);
        }
    }

    #[test]
    fn losses_do_not_change_when_all_logits_move((k, x, _, _, labels, _) in batch(), shift in -1e3..1e3_f64) {
        let moved: Vec<f64> = x.iter().map(|x| x + shift).collect();
        let (a, b) = (
            keras::sparse_categorical_crossentropy(&labels, &keras_from_logits(&x, k)?)?,
            keras::sparse_categorical_crossentropy(&labels, &keras_from_logits(&moved, k)?)?,
        );
        prop_assert!(a.values().iter().zip(b.values()).all(|(a, b)| (a - b).abs() < 1e-11 && *a >= 0.0));
        let gradient_sums = a.gradient().chunks(k).map(|row| row.iter().sum::<f64>().abs());
        prop_assert!(gradient_sums.fold(0.0, f64::max) < ROUNDING);
    }

    #[test]
    fn scores_stay_in_their_bounds((k, _, p, _, labels, _) in batch(), n_bins in 1..20_u16) {
        let predictions = Predictions::new(&p, k, &labels)?;
        let reliability = Reliability::new(&predictions, NonZeroU16::new(n_bins).expect("at least one"));
        let (ece, mce) = (reliability.ece(), reliability.mce());
        prop_assert!((0.0..=1.0).contains(&ece) && ece <= mce + ROUNDING && mce <= 1.0);
        let gap = (scores::accuracy(&predictions) - scores::mean_confidence(&predictions)).abs();
        prop_assert!(ece >= gap - ROUNDING);
        let n_binned: usize = reliability.bins().iter().filter_map(|bin| bin.content).map(|c| c.n_inputs.get()).sum();
        prop_assert_eq!(n_binned, labels.len());
        prop_assert!((0.0..=2.0).contains(&scores::brier(&predictions)) && scores::nll(&predictions) >= 0.0);
        let loss = keras::sparse_categorical_crossentropy(&labels, &keras_from_probabilities(&p, k)?)?;
        prop_assert!((loss.reduce(Reduction::MeanOverItems).value - scores::nll(&predictions)).abs() < ROUNDING);
    }

    #[test]
    fn epistemic_information_is_total_less_aleatoric(
        (m, k, p) in (1..6_usize, 1..6_usize, 1..4_usize).prop_flat_map(|(m, k, n)| (Just(m), Just(k), inner_rows(m * n, k))),
    ) {
        for i in Ensemble::new(&p, m, k)?.information() {
            prop_assert!((i.total - i.aleatoric - i.epistemic).abs() < ROUNDING);
            prop_assert!(i.epistemic >= 0.0 && i.epistemic <= (m as f64).ln().min((k as f64).ln()) + ROUNDING);
        }
    }
}
