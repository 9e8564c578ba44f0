//! The information bottleneck: the core's reference curves.

use infoplane_core::bottleneck::BottleneckError;
use infoplane_core::bottleneck::reference::{ReferenceCurve, reference_curves};
use infoplane_core::measures::units::Unit;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// The reference curves of the core, computed here and now, whose digests are not those pinned.
///
/// # Errors
/// None: they are valid.
#[wasm_bindgen]
pub fn differing_curves() -> Result<Vec<String>, JsError> {
    let mut differing = Vec::new();
    for curve in reference_curves()? {
        if curve.digests()? != curve.expected {
            differing.push(curve.name.to_owned());
        }
    }
    Ok(differing)
}

/// The large reference curve, the whole of it: I(X;T) and I(T;Y) at its last trade-off, in bits.
///
/// # Errors
/// None: it is valid.
#[wasm_bindgen]
pub fn bottleneck_curve() -> Result<Vec<f64>, JsError> {
    let [_, large] = reference_curves()?;
    Ok(end_in_bits(&large)?)
}

fn end_in_bits(curve: &ReferenceCurve) -> Result<Vec<f64>, BottleneckError> {
    let states = curve.states()?;
    let last = states.last().map(|state| [state.point.i_xt, state.point.i_ty]);
    Ok(last.iter().flatten().map(|nats| Unit::Bits.from_nats(*nats)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_curve_is_that_of_its_last_state() {
        let [small, _] = reference_curves().expect("positive weights");
        let states = small.states().expect("a tolerance");
        let point = states[37].point;
        let expected = [point.i_xt, point.i_ty].map(|nats| Unit::Bits.from_nats(nats));
        assert_eq!(end_in_bits(&small).expect("a tolerance"), expected);
    }
}
