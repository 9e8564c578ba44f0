//! What a record holds, beside the same numbers found another way.

use super::{finish, start};
use infoplane_core::experiments::Experiment;
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::training::{ECE_BINS, GradientStatistics, Training, TrainingSpec};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::spec::SpecError;
use infoplane_core::learner::trainer::Trainer;
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::measures::calibration::reliability::Reliability;
use infoplane_core::measures::calibration::scores::Predictions;

fn epochs(recording: Recording, n_epochs: u32) -> Vec<u32> {
    let spec = TrainingSpec { recording, n_epochs, ..TrainingSpec::default() };
    finish(&mut start(&spec)).records.iter().map(|record| record.epoch).collect()
}

#[test]
fn readers_choose_the_epochs() {
    assert_eq!(epochs(Recording::Every(4), 10), [0, 4, 8, 10]);
    assert_eq!(epochs(Recording::Epochs(vec![3, 4, 9, 50]), 10), [0, 3, 4, 9, 10]);
    assert_eq!(epochs(Recording::Epochs(vec![]), 10), [0, 10]);
}

#[test]
fn schedules_that_cannot_be_are_refused_by_name() {
    for (recording, field) in [
        (Recording::Every(0), "record_every"),
        (Recording::Epochs(vec![3, 3]), "record_epochs"),
        (Recording::Epochs(vec![200_000]), "record_epochs"),
    ] {
        let spec = TrainingSpec { recording, ..TrainingSpec::default() };
        let Err(SpecError::OutOfRange { field: found, .. }) = Training::start(&spec, None) else {
            panic!("{field}")
        };
        assert_eq!(found, field);
    }
}

/// 100,000 epochs, all of them asked for, of a network whose snapshot is 14 KB.
#[test]
fn the_snapshots_of_chosen_epochs_fit_the_memory_too() {
    let mut spec =
        TrainingSpec { recording: Recording::Every(1), n_epochs: 100_000, ..TrainingSpec::default() };
    spec.network.hidden = vec![64, 48];
    let recorded: Vec<u32> = (0..=spec.n_epochs).filter(|epoch| spec.is_recorded(*epoch)).collect();
    let bytes = recorded.len() * 4 * spec.n_parameters();
    assert!(bytes <= TrainingSpec::MAX_SNAPSHOT_BYTES, "{bytes}");
    assert!(2 * bytes > TrainingSpec::MAX_SNAPSHOT_BYTES, "{bytes}");
    assert!(recorded.windows(3).all(|e| e[2] == spec.n_epochs || e[2] - e[1] == e[1] - e[0]));
}

#[test]
fn the_expected_cross_entropy_is_its_floor_plus_what_can_still_be_learned() {
    let data = DataSpec { label_noise: 0.2, ..DataSpec::default() };
    let frame = finish(&mut start(&TrainingSpec { data, n_epochs: 60, ..TrainingSpec::default() }));
    for record in &frame.records {
        for (evaluation, floor) in [(record.train, frame.train_floor), (record.test, frame.floor)] {
            let (kl, floor) = (evaluation.kl.expect("known"), floor.expect("known"));
            assert!(kl > 0.0, "{kl}");
            assert!((evaluation.expected_cross_entropy.expect("known") - (floor + kl)).abs() < 1e-13);
        }
    }
    assert!(frame.test.kl < frame.records[0].test.kl);
}

#[test]
fn the_calibration_error_is_that_of_the_predictions() {
    let data = DataSpec { source: Source::Digits, n_classes: 10, ..DataSpec::default() };
    let mut run = start(&TrainingSpec { data, n_epochs: 3, ..TrainingSpec::default() });
    let frame = finish(&mut run);
    let q: Vec<f64> = frame.test_probabilities.iter().map(|q| f64::from(*q)).collect();
    let labels: Vec<usize> = run.data().test.iter().map(|sample| run.data().labels[*sample]).collect();
    let predictions = Predictions::new(&q, 10, &labels).expect("probabilities");
    let ece = Reliability::new(&predictions, ECE_BINS).ece();
    assert!((frame.test.ece - ece).abs() < 1e-6, "{} {ece}", frame.test.ece);
    assert!(ece > 0.01, "{ece}");
}

/// Cross-entropy and, where there are any, what smoothing and penalties add.
#[test]
fn the_loss_is_what_training_makes_small() {
    let plain = TrainingSpec { n_epochs: 2, ..TrainingSpec::default() };
    let frame = finish(&mut start(&plain));
    assert!((frame.test.loss - frame.test.cross_entropy).abs() < 1e-6);
    let mut penalized = plain;
    penalized.objective.regularization.l2 = 0.1;
    penalized.objective.loss.confidence_penalty = 0.5;
    let frame = finish(&mut start(&penalized));
    let network = penalized.network_with(frame.snapshot).expect("a snapshot of this network");
    let penalty = penalized.objective.regularization.value(network.layers(), network.parameters());
    let expected = frame.test.cross_entropy - 0.5 * frame.test.predictive_entropy + penalty;
    assert!((frame.test.loss - expected).abs() < 1e-6, "{} {expected}", frame.test.loss);
}

/// The first epoch by hand: the same mini-batches through a trainer of our own, with means and deviations by their
/// definitions, in two passes.
#[test]
fn gradients_are_those_of_the_mini_batches_of_the_epoch() {
    let optimizer = Rule::Sgd.at(0.1);
    let spec = TrainingSpec { optimizer, n_epochs: 1, ..TrainingSpec::default() };
    let mut run = start(&spec);
    let record = finish(&mut run).records.pop().expect("the last epoch is recorded");

    let (data, network) = (run.data(), spec.first_network().expect("valid"));
    let layers = network.layers().to_vec();
    let mut trainer = Trainer::new(network, &spec.optimizer, &spec.objective, 32, spec.seed).expect("valid");
    let mut order = data.train.clone();
    Stream::new(spec.seed, Purpose::Batches).shuffle(&mut order);
    let mut gradients = Vec::new();
    for batch in order.chunks(32) {
        trainer.accumulate(batch.len(), |room| {
            room.load(batch.iter().map(|s| (data.input(*s), data.labels[*s])))
        });
        gradients.push(trainer.gradient().to_vec());
        trainer.update().expect("finite");
    }
    for (layer, recorded) in layers.iter().zip(&record.layers) {
        let n = gradients.len() as f64;
        let (mut mean_squared, mut variance) = (0.0, 0.0);
        for weight in layer.weights() {
            let g: Vec<f64> = gradients.iter().map(|gradient| f64::from(gradient[weight])).collect();
            let mean = g.iter().sum::<f64>() / n;
            mean_squared += mean * mean;
            variance += g.iter().map(|g| (g - mean) * (g - mean)).sum::<f64>() / n;
        }
        let GradientStatistics { mean, spread } = recorded.gradient.expect("after training");
        assert!(
            (mean / mean_squared.sqrt() - 1.0).abs() < 1e-9 && (spread / variance.sqrt() - 1.0).abs() < 1e-9
        );
        let norm = layer.weights().map(|w| f64::from(record.snapshot[w]).powi(2)).sum::<f64>().sqrt();
        assert!((recorded.weight_norm / norm - 1.0).abs() < 1e-12);
    }
}

#[test]
fn a_full_batch_has_no_spread_and_nothing_is_known_of_gradients_before_training() {
    let frame =
        finish(&mut start(&TrainingSpec { batch_size: 10_000, n_epochs: 1, ..TrainingSpec::default() }));
    assert!(frame.records[0].layers.iter().all(|layer| layer.gradient.is_none()));
    for layer in &frame.records[1].layers {
        let gradient = layer.gradient.expect("after training");
        assert!(gradient.mean > 0.0 && gradient.spread == 0.0 && gradient.snr().is_none(), "{gradient:?}");
    }
}

/// Drift before diffusion: what Shwartz-Ziv & Tishby found in figure 4, on their own task.
#[test]
fn the_signal_of_the_gradient_drowns_as_the_loss_saturates() {
    let spec = TrainingSpec { n_epochs: 800, ..TrainingSpec::saxe_2018(Activation::Tanh) };
    let frame = finish(&mut start(&spec));
    let snr = |index: usize| {
        let ratios = frame.records[index]
            .layers
            .iter()
            .map(|layer| layer.gradient.and_then(|g| g.snr()).expect("a spread"));
        ratios.fold(0.0, f64::max)
    };
    let (first, last) = (snr(3), snr(frame.records.len() - 1));
    assert!(first > 1.0 && last < 0.6 * first, "{first} {last}");
}
