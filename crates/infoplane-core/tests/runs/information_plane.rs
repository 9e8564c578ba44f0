//! A whole run in the plane is training and estimates, one record after the other.

use super::{finish, start};
use infoplane_core::experiments::information_plane::{InformationPlane, InformationPlaneSpec};
use infoplane_core::experiments::layer_information::{
    DEFAULT_NOISE_VARIANCE, LayerInformation, LayerInformationSpec,
};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::spec::SpecError;

#[test]
fn the_plane_has_every_record_with_the_estimates_that_a_worker_makes_of_it() {
    let training = TrainingSpec { n_epochs: 22, ..TrainingSpec::default() };
    let plain = finish(&mut start(&training));
    let noise_variance = DEFAULT_NOISE_VARIANCE;
    let spec = InformationPlaneSpec { training: training.clone(), noise_variance };
    let mut whole = InformationPlane::start(&spec, None).expect("valid");
    let mut records = Vec::new();
    while whole.step() == Progress::Running {
        records.extend(whole.frame().training.records);
    }
    let frame = whole.frame();
    records.extend(frame.training.records);
    assert_eq!((&records, &frame.training.snapshot), (&plain.records, &plain.snapshot));
    assert_eq!(frame.plane.len(), records.len());
    for (record, placed) in records.iter().zip(&frame.plane) {
        let (epoch, snapshot) = (record.epoch, record.snapshot.clone());
        let spec = LayerInformationSpec { training: training.clone(), epoch, snapshot, noise_variance };
        let mut alone = LayerInformation::start(&spec, None).expect("valid");
        while alone.step() == Progress::Running {}
        assert_eq!(alone.frame(), *placed);
    }
}

#[test]
fn the_published_experiment_has_212_records_on_4_096_patterns() {
    let spec = InformationPlaneSpec::saxe_2018(Activation::Tanh, 1);
    assert_eq!((0..=10_000).filter(|epoch| spec.training.is_recorded(*epoch)).count(), 212);
    assert_eq!(spec.training.layer_widths(), [12, 10, 7, 5, 4, 3, 2]);
    let mut run = InformationPlane::start(&spec, None).expect("valid");
    while run.frame().plane.is_empty() {
        assert_eq!(run.step(), Progress::Running);
    }
    let plane = run.frame().plane;
    assert_eq!((plane.len(), plane[0].layers.len(), plane[0].n_samples), (1, 6, 4_096));
}

#[test]
fn a_noise_variance_out_of_range_is_refused() {
    let spec = InformationPlaneSpec { training: TrainingSpec::default(), noise_variance: -1.0 };
    let Err(SpecError::OutOfRange { field, value, .. }) = InformationPlane::start(&spec, None) else {
        panic!()
    };
    assert_eq!((field.as_str(), value), ("noise_variance", -1.0));
}
