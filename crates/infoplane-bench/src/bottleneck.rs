//! The information-bottleneck curve of 32 outcomes of X and 16 of Y at 200 trade-offs.

use infoplane_core::bottleneck::BottleneckError;
use infoplane_core::bottleneck::reference_curve::{curve, digest};
use infoplane_core::measures::units::Unit;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// I(X;T) and I(T;Y) at the largest β, in bits.
///
/// # Errors
/// When the curve is refused.
#[wasm_bindgen]
pub fn bottleneck_curve() -> Result<Vec<f64>, JsError> {
    let states = curve()?;
    let last = states.last().into_iter().flat_map(|state| [state.point.i_xt, state.point.i_ty]);
    Ok(last.map(|nats| Unit::Bits.from_nats(nats)).collect())
}

/// The digest of the curve, in hexadecimal digits.
///
/// # Errors
/// When the curve is refused.
#[wasm_bindgen]
pub fn bottleneck_digest() -> Result<String, JsError> {
    Ok(hexadecimal()?)
}

fn hexadecimal() -> Result<String, BottleneckError> {
    Ok(format!("{:x}", digest(&curve()?)))
}
