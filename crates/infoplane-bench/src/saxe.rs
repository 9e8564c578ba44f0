//! The whole experiment of Saxe et al. (2018): training, and the estimates of every recorded epoch.

use infoplane_core::experiments::information_plane::{
    InformationPlane, InformationPlaneFrame, InformationPlaneSpec,
};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::spec::SpecError;
use infoplane_core::measures::units::Unit;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// The experiment with tanh to that epoch: I(X;T) and I(T;Y) of each layer there by the upper bound of the kernel
/// density estimate, in bits, layer by layer.
///
/// # Errors
/// When the number of epochs is refused.
#[wasm_bindgen]
pub fn saxe_2018(n_epochs: u32) -> Result<Vec<f64>, JsError> {
    Ok(in_bits(&experiment(n_epochs)?))
}

fn experiment(n_epochs: u32) -> Result<InformationPlaneFrame, SpecError> {
    let mut spec = InformationPlaneSpec::saxe_2018(Activation::Tanh, 1);
    spec.training.n_epochs = n_epochs;
    let mut experiment = InformationPlane::start(&spec, None)?;
    while experiment.step() == Progress::Running {}
    Ok(experiment.frame())
}

/// The last point of every layer.
fn in_bits(frame: &InformationPlaneFrame) -> Vec<f64> {
    let layers = frame.plane.last().map_or(&[][..], |point| &point.layers);
    let points = layers.iter().flat_map(|layer| [layer.kde_upper.i_xt, layer.kde_upper.i_ty]);
    points.map(|nats| Unit::Bits.from_nats(nats)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recorded_epoch_is_estimated_and_the_last_one_given() {
        let frame = experiment(3).expect("a valid spec");
        assert_eq!(frame.plane.iter().map(|point| point.epoch).collect::<Vec<_>>(), [0, 1, 2, 3]);
        let bits = in_bits(&frame);
        assert_eq!(bits.len(), 12);
        assert_eq!(bits[0], Unit::Bits.from_nats(frame.plane[3].layers[0].kde_upper.i_xt));
    }
}
