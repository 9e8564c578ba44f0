//! The estimators on the two workloads by which they are compared with other programs.

#[path = "../benches/workloads/mod.rs"]
mod workloads;

use core::f64::consts::LN_2;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::kde::{self, NoiseVariance};

/// From NumPy 2.4 in single precision and from JavaScript in double, in bits.
#[test]
fn kde_bounds_of_ten_units_are_those_of_other_programs() {
    let (values, labels) = workloads::spread_layer(10);
    let layer = Activations::new(&values, 10, &labels, 2).expect("a layer");
    let noise = NoiseVariance::new(0.1).expect("positive");
    let (fast, plain) = (kde::bounds(&layer, noise), kde::bounds_plain(&layer, noise));
    for bounds in [fast, plain] {
        assert!((bounds.i_xt_upper / LN_2 - 11.86235).abs() < 1e-5, "{bounds:?}");
        assert!((bounds.i_ty_upper / LN_2 - 0.98045).abs() < 1e-5, "{bounds:?}");
    }
    for (fast, plain) in [
        (fast.i_xt_upper, plain.i_xt_upper),
        (fast.i_xt_lower, plain.i_xt_lower),
        (fast.i_ty_upper, plain.i_ty_upper),
        (fast.i_ty_lower, plain.i_ty_lower),
    ] {
        assert!((fast - plain).abs() < 4e-6, "{fast} {plain}");
    }
}

/// 1,024 different samples, four times each: in ten units with 30 bins none shares its cell with another.
#[test]
fn binned_layers_tell_their_samples_apart() {
    let (layers, labels) = workloads::repeating_layers();
    let binning = Binning::edges(31).expect("more than two edges");
    let (n_units, values) = &layers[0];
    let layer = Activations::new(values, *n_units, &labels, 2).expect("a layer");
    let information = binning.information(&layer);
    assert!((information.i_xt - 10.0 * LN_2).abs() < 1e-14, "{information:?}");
    assert!((information.i_ty - layer.label_entropy()).abs() < 1e-14, "{information:?}");
}
