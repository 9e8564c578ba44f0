//! The information plane of short runs.

use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::experiments::activations::layer_activations;
use infoplane_core::experiments::layer_information::{
    DEFAULT_NOISE_VARIANCE, LayerInformation, LayerInformationFrame, LayerInformationSpec,
};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset;
use infoplane_core::learner::spec::SpecError;

fn spec() -> LayerInformationSpec {
    let training = TrainingSpec { n_epochs: 200, ..TrainingSpec::default() };
    let mut run = Training::start(&training, None).expect("a valid spec");
    while run.step() == Progress::Running {}
    LayerInformationSpec {
        snapshot: run.frame().snapshot,
        training,
        epoch: 200,
        noise_variance: DEFAULT_NOISE_VARIANCE,
    }
}

fn finish(spec: &LayerInformationSpec) -> LayerInformationFrame {
    let mut run = LayerInformation::start(spec, None).expect("a valid spec");
    while run.step() == Progress::Running {}
    run.frame()
}

#[test]
fn every_layer_lies_under_its_ceilings() {
    let frame = finish(&spec());
    let (ln_n, rounding) = ((frame.n_samples as f64).ln(), 1e-6);
    assert_eq!((frame.epoch, frame.layers.len(), frame.n_samples), (200, 3, 600));
    assert!((frame.h_y - 3.0_f64.ln()).abs() < 1e-9);
    for layer in &frame.layers {
        for point in [layer.bins_30, layer.bins_007, layer.kde_upper, layer.kde_lower] {
            assert!(point.i_xt > 0.0 && point.i_xt <= ln_n + rounding, "{point:?}");
            assert!(point.i_ty > 0.0 && point.i_ty <= frame.h_y + rounding, "{point:?}");
        }
        assert!(layer.kde_lower.i_xt <= layer.kde_upper.i_xt + rounding);
    }
    // A trained classifier tells the class almost surely.
    assert!(frame.layers[2].bins_30.i_ty > 0.8 * frame.h_y);
}

#[test]
fn a_layer_of_few_samples_is_one_slice() {
    let mut run = LayerInformation::start(&spec(), None).expect("a valid spec");
    assert_eq!(run.step(), Progress::Running);
    assert_eq!(run.frame().layers.len(), 1);
    assert_eq!(run.step(), Progress::Running);
    assert_eq!(run.step(), Progress::Finished);
    assert_eq!(run.step(), Progress::Finished);
}

#[test]
fn a_layer_of_many_samples_takes_several_slices_and_they_change_no_bit() {
    let training = TrainingSpec::saxe_2018(Activation::Tanh);
    let network = training.first_network().expect("a valid spec");
    let spec = LayerInformationSpec {
        snapshot: network.parameters().to_vec(),
        training: training.clone(),
        epoch: 0,
        noise_variance: DEFAULT_NOISE_VARIANCE,
    };
    let mut run = LayerInformation::start(&spec, None).expect("a valid spec");
    assert_eq!(run.step(), Progress::Running);
    assert_eq!(run.frame().layers, []);
    while run.step() == Progress::Running {}
    let data = dataset::samples(&training.data, training.seed, None).expect("a valid spec");
    let labels: Vec<u8> = data.labels.iter().map(|label| *label as u8).collect();
    let noise = NoiseVariance::new(DEFAULT_NOISE_VARIANCE).expect("positive");
    let layers = layer_activations(&network, &data);
    for (values, found) in layers.iter().zip(run.frame().layers) {
        let layer = values.activations(&labels, 2).expect("finite values");
        let at_once = kde::bounds(&layer, noise);
        assert_eq!(
            [found.kde_lower.i_xt, found.kde_lower.i_ty, found.kde_upper.i_xt, found.kde_upper.i_ty],
            [at_once.i_xt_lower, at_once.i_ty_lower, at_once.i_xt_upper, at_once.i_ty_upper]
        );
    }
}

#[test]
fn hostile_snapshots_and_variances_are_refused() {
    let refused = |spec| LayerInformation::start(&spec, None).map(|_| ()).expect_err("refused").to_string();
    let good = spec();
    assert!(matches!(
        LayerInformation::start(&LayerInformationSpec { snapshot: vec![0.0; 5], ..good.clone() }, None),
        Err(SpecError::SnapshotLength { expected: 123, found: 5 })
    ));
    let mut broken = good.clone();
    broken.snapshot[3] = f32::NAN;
    assert!(refused(broken).starts_with("invalid snapshot: NaN"));
    assert!(
        refused(LayerInformationSpec { noise_variance: 0.0, ..good })
            .starts_with("invalid noise_variance: 0")
    );
}
