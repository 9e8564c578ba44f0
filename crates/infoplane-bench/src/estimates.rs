//! Estimates of what a layer says about input and label, in bits.

use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::measures::units::Unit;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Classes of the labels.
const N_CLASSES: usize = 2;

/// I(X;T) and I(T;Y) by the upper Kolchinsky-Tracey bound with that noise variance, in bits.
///
/// # Errors
/// What the estimator refuses.
#[wasm_bindgen]
pub fn kde_information(values: &[f32], labels: &[u8], noise_variance: f64) -> Result<Vec<f64>, JsError> {
    let bounds = kde::bounds(&layer(values, labels)?, NoiseVariance::new(noise_variance)?);
    Ok(bits(bounds.i_xt_upper, bounds.i_ty_upper))
}

/// H(T) and I(T;Y) of activations in that many equal bins on [-1, 1], in bits.
///
/// # Errors
/// What the estimator refuses.
#[wasm_bindgen]
pub fn binned_information(values: &[f32], labels: &[u8], n_bins: usize) -> Result<Vec<f64>, JsError> {
    let information = Binning::edges(n_bins + 1)?.information(&layer(values, labels)?);
    Ok(bits(information.i_xt, information.i_ty))
}

fn layer<'a>(values: &'a [f32], labels: &'a [u8]) -> Result<Activations<'a>, EstimateError> {
    let n_units = values.len().checked_div(labels.len()).unwrap_or_default();
    Activations::new(values, n_units, labels, N_CLASSES)
}

fn bits(i_xt: f64, i_ty: f64) -> Vec<f64> {
    [i_xt, i_ty].map(|nats| Unit::Bits.from_nats(nats)).to_vec()
}
