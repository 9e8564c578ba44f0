//! A whole run in the plane is training and estimates, one record after the other.

use super::{finish, start};
use infoplane_core::experiments::information_plane::{InformationPlane, InformationPlaneSpec};
use infoplane_core::experiments::layer_information::{
    DEFAULT_NOISE_VARIANCE, LayerInformation, LayerInformationSpec,
};
use infoplane_core::experiments::training::{RunState, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::spec::SpecError;

#[test]
fn the_plane_has_every_record_with_the_estimates_that_a_worker_makes_of_it() {
    let training = TrainingSpec { n_epochs: 22, ..TrainingSpec::default() };
    let plain = finish(&mut start(&training));
    let noise_variance = DEFAULT_NOISE_VARIANCE;
    let spec = InformationPlaneSpec { training: training.clone(), noise_variance };
    let mut whole = InformationPlane::start(&spec, None).expect("valid");
    while whole.step() == Progress::Running {
        assert!(whole.frame().plane.is_empty(), "the way is told at its end");
    }
    let frame = whole.frame();
    assert_eq!((frame.state, frame.plane.len()), (RunState::Finished, plain.records.len()));
    assert_eq!((frame.n_records, frame.n_estimated), (plain.records.len(), plain.records.len()));
    for (record, placed) in plain.records.iter().zip(&frame.plane) {
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
    assert_eq!(run.frame().n_records, 212);
    while run.frame().n_estimated == 0 {
        assert_eq!(run.step(), Progress::Running);
    }
    let mut short = spec;
    short.training.n_epochs = 1;
    let mut run = InformationPlane::start(&short, None).expect("valid");
    while run.step() == Progress::Running {}
    let plane = run.frame().plane;
    assert_eq!((plane.len(), plane[0].layers.len(), plane[0].n_samples), (2, 6, 4_096));
}

#[test]
fn a_run_that_diverges_has_its_way_up_to_there() {
    let mut training = TrainingSpec { n_epochs: 50, ..TrainingSpec::default() };
    training.optimizer = Rule::Sgd.at(10.0);
    training.network.activation = Activation::Relu;
    training.network.hidden = vec![64; 8];
    let spec = InformationPlaneSpec { training, noise_variance: DEFAULT_NOISE_VARIANCE };
    let mut run = InformationPlane::start(&spec, None).expect("valid");
    while run.step() == Progress::Running {}
    let frame = run.frame();
    assert!(matches!(frame.state, RunState::Diverged { .. }), "{:?}", frame.state);
    assert!(frame.n_estimated < frame.n_records && frame.plane.len() == frame.n_estimated);
    assert_eq!(frame.plane[0].epoch, 0);
}

#[test]
fn a_noise_variance_out_of_range_is_refused() {
    let spec = InformationPlaneSpec { training: TrainingSpec::default(), noise_variance: -1.0 };
    let Err(SpecError::OutOfRange { field, value, .. }) = InformationPlane::start(&spec, None) else {
        panic!()
    };
    assert_eq!((field.as_str(), value), ("noise_variance", -1.0));
}
