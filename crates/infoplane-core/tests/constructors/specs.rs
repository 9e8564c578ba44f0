//! Specs of experiments, and what is made of them.

use crate::any_size;
use crate::generators::any_bits;
use infoplane_core::experiments::Experiment;
use infoplane_core::experiments::layer_information::{LayerInformation, LayerInformationSpec};
use infoplane_core::experiments::neuron::information;
use infoplane_core::experiments::shifted::{Shift, ShiftSpec, shifted};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::learner::dataset::{self, DataSpec, digits, generate};
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
use infoplane_core::learner::optimizer::clipping::Limit;
use infoplane_core::learner::optimizer::schedule::Schedule;
use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
use infoplane_core::learner::spec::SpecError;
use proptest::prelude::*;

proptest! {
    #[test]
    fn specs(
        x in [any_bits(), any_bits(), any_bits(), any_bits()], sizes in prop::collection::vec(any_size(), 0..5),
        bytes in prop::collection::vec(any::<u8>(), 0..9), length in any::<u32>(), which in 0..5_usize,
    ) {
        let [a, b, c, d] = x;
        let size = |i: usize| sizes.get(i).copied().unwrap_or(2);
        let data = DataSpec {
            source: dataset::Source::ALL[which % dataset::Source::ALL.len()],
            n_classes: size(0), n_samples: size(1), noise: a, label_noise: b, train_fraction: c,
            imbalance: d, softness: d, n_own_features: size(2), ..DataSpec::default()
        };
        for made in [generate(&data, 1, Some(&bytes)), dataset::samples(&data, 1, None)] {
            prop_assert!(made.is_err() || data.validate().is_ok());
        }
        prop_assert!(digits::unpack(&bytes).is_err(), "nine bytes are no digits");
        let network = NetworkSpec { hidden: sizes.clone(), ..NetworkSpec::default() };
        let optimizer = OptimizerSpec { learning_rate: d, ..OptimizerSpec::default() };
        let (network_ok, optimizer_ok) = (network.validate().is_ok(), optimizer.validate().is_ok());
        let training = TrainingSpec { data, network, optimizer, batch_size: size(2), ..TrainingSpec::default() };
        prop_assert!(training.validate().is_err() || network_ok && optimizer_ok);
        let short = Training::start_from(&training, None, x.iter().map(|x| *x as f32).collect());
        prop_assert!(short.is_err(), "no network has four parameters");
        let layers = LayerInformationSpec { training, epoch: length, snapshot: vec![a as f32], noise_variance: b };
        prop_assert!(LayerInformation::start(&layers, None).is_err(), "no network has one parameter");
        let parameters: Vec<f32> = x.iter().map(|x| *x as f32).collect();
        let hidden = sizes.iter().map(|n| n.min(&64)).copied().collect();
        let narrow = NetworkSpec { hidden, ..NetworkSpec::default() };
        let made = Network::new(&narrow, size(3).min(64), size(4).min(64), parameters.clone());
        prop_assert!(made.is_err() || made.is_ok_and(|network| network.parameters().len() == parameters.len()));
        prop_assert_eq!(Limit::new(a).is_ok(), (1e-30..=1e30).contains(&a));
        let averaging = Averaging::Exponential { momentum: a };
        prop_assert_eq!(averaging.validate().is_ok(), WeightAverage::new(averaging, &[0.0_f64]).is_ok());
        for schedule in [Schedule::step(length, a), Schedule::exponential(length, a), Schedule::cosine(length, a)].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&schedule.factor(length / 2).get()));
        }
        let mut adam = OptimizerSpec::adam(Convention::Keras);
        (adam.learning_rate, adam.beta_1, adam.beta_2, adam.epsilon) = (a, b, c, d);
        let optimizer: Result<Optimizer<f64>, SpecError> = Optimizer::new(&adam, 3);
        prop_assert_eq!(adam.validate().is_ok(), optimizer.is_ok());
    }

    #[test]
    fn shifts_and_units(
        x in [any_bits(), any_bits(), any_bits()], strengths in prop::collection::vec(any_bits(), 0..4),
        labels in prop::collection::vec(any::<u8>(), 0..4), n_classes in any_size(), which in 0..3_usize,
    ) {
        let mut training = TrainingSpec::default();
        training.data.n_samples = 20;
        let snapshot = (0..training.n_parameters()).map(|i| x[i % 3] as f32).collect();
        let other = Some((training.clone(), vec![x[0] as f32; training.n_parameters()]));
        for strengths in [strengths, vec![0.5]] {
            let spec = ShiftSpec {
                strengths, other: other.clone(), ..ShiftSpec::new(training.clone(), Vec::clone(&snapshot), Shift::ALL[which])
            };
            for point in shifted(&spec, None).into_iter().flatten() {
                let between = point.between.expect("another network");
                let all = [point.kl(), point.test.predictive_entropy, between.other_from_this, between.this_from_other];
                prop_assert!(all.iter().all(|number| number.is_finite()), "{point:?}");
            }
        }
        let values: Vec<f32> = x.iter().map(|x| *x as f32).collect();
        for (_, answer) in information(&values, &labels, n_classes).into_iter().flatten() {
            prop_assert!(answer.is_err() || answer.is_ok_and(|estimate| !estimate.value.is_nan()));
        }
    }
}
