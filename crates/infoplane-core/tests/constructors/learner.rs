//! Constructors of the learner.

use crate::generators::any_bits;
use crate::{any_list, any_size, rows};
use infoplane_core::learner::dataset::own::{Names, OwnData};
use infoplane_core::learner::dataset::student_teacher::{StudentTeacherSpec, Teacher};
use infoplane_core::learner::loss::{Loss, LossSpec, RateForm};
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::learner::optimizer::OptimizerSpec;
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::trainer::{Objective, Trainer};
use proptest::prelude::*;

proptest! {
    #[test]
    fn trainers(
        x in [any_bits(), any_bits(), any_bits(), any_bits()], class_weights in any_list(), k in any_size(),
        parameters in prop::collection::vec(any_bits(), 4), batch_size in any_size(), seed in any::<u64>(), squared: bool,
    ) {
        let [a, b, c, d] = x;
        let loss = LossSpec {
            label_smoothing: a, class_weights, confidence_penalty: b, beta: c,
            rate: if squared { RateForm::Squared } else { RateForm::Linear },
            ..LossSpec::default()
        };
        let made: Result<Loss<f64>, _> = Loss::new(&loss, k);
        prop_assert!(made.is_err() || loss.validate().is_ok());
        let objective = Objective { loss, regularization: Regularization { l1: d, l2: a }, ..Objective::default() };
        let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
        let network = Network::new(&spec, 1, 2, parameters)?;
        let descent = OptimizerSpec { learning_rate: d, ..OptimizerSpec::sgd() };
        for objective in [objective, Objective::default()] {
            let all_valid = objective.validate().is_ok() && descent.validate().is_ok();
            let Ok(mut trainer) = Trainer::new(network.clone(), &descent, &objective, batch_size, seed) else { continue };
            prop_assert!(all_valid && batch_size > 0);
            // Whatever the weights are: a finite loss, or the name of what is not.
            prop_assert!(trainer.step(&[0], |_| (&[2.0], 1)).map_or(true, f64::is_finite));
        }
    }

    #[test]
    fn teachers(x in [any_bits(), any_bits()], weights in any_list(), sizes in [any_size(), any_size()], seed in any::<u64>()) {
        let [weight_variance, noise_variance] = x;
        let spec = StudentTeacherSpec { n_inputs: sizes[0], n_outputs: sizes[1], weight_variance, noise_variance };
        let made = [Teacher::new(&spec, seed), Teacher::with_weights(&rows(&weights, sizes[0]), noise_variance)];
        for teacher in made.into_iter().flatten() {
            prop_assert!(teacher.information() >= 0.0 && teacher.information().is_finite(), "{teacher:?}");
        }
    }

    #[test]
    fn own_data(
        values in prop::collection::vec(any::<u32>(), 0..12), labels in prop::collection::vec(any_size(), 0..6),
        n_classes in 0..4_usize, n_features in 0..4_usize, bytes in prop::collection::vec(any::<u8>(), 0..40), cut in 0..60_usize,
    ) {
        let values: Vec<f32> = values.into_iter().map(f32::from_bits).collect();
        let classes: Vec<usize> = labels.iter().map(|label| label % n_classes.max(1)).collect();
        let fitting = values.iter().copied().cycle().take(if values.is_empty() { 0 } else { labels.len() * n_features }).collect();
        let points: Vec<_> = values.as_chunks().0.iter().copied().zip(labels.iter().copied()).collect();
        let made = [
            OwnData::new(values.clone(), &labels, Names::numbered(n_classes, n_features)),
            OwnData::new(fitting, &classes, Names::numbered(n_classes, n_features)),
            OwnData::painted(&points, n_classes),
            OwnData::unpack(&bytes),
            OwnData::unpack(&[&b"IPO1"[..], &bytes].concat()),
        ];
        for data in made.into_iter().flatten() {
            prop_assert!(data.inputs().iter().all(|value| value.is_finite()));
            prop_assert_eq!(data.inputs().len(), data.labels().len() * data.n_features());
            prop_assert!(data.labels().iter().all(|label| usize::from(*label) < data.n_classes()));
            let packed = data.pack();
            prop_assert_eq!(OwnData::unpack(&packed)?, data);
            prop_assert!(cut >= packed.len() || OwnData::unpack(&packed[..cut]).is_err());
        }
    }
}
