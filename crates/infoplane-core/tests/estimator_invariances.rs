//! What must not matter to estimators: the scale and the order of samples, where a layer lies and how it is turned.

mod generators;

use generators::{correlated, ksg_of, stream};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::kde::{self, KdeBounds, NoiseVariance};
use infoplane_core::estimators::ksg::Ksg;
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::ross;
use proptest::prelude::*;

/// Rounding of a mean over some hundred samples that is taken in another order.
const ROUNDING: f64 = 1e-12;

/// The same samples in another order.
fn shuffled<T: Copy>(samples: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|&i| samples[i]).collect()
}

fn order(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    stream(seed).shuffle(&mut order);
    order
}

/// Multiplied by a power of two, which rounds nothing.
fn scaled(samples: &[f64], exponent: i32) -> Vec<f64> {
    samples.iter().map(|x| x * 2.0_f64.powi(exponent)).collect()
}

fn ross_of(x: &[f64], labels: &[usize], k: usize) -> f64 {
    let x = Points::new(x, 1).expect("valid samples");
    ross::mutual_information(&x, labels, k).expect("classes of several samples").value
}

fn all_bounds(bounds: &KdeBounds) -> [f64; 4] {
    [bounds.i_xt_upper, bounds.i_xt_lower, bounds.i_ty_upper, bounds.i_ty_lower]
}

/// A layer of two units, in steps of 1/256 that single precision adds without rounding.
fn layer() -> impl Strategy<Value = (Vec<[f32; 2]>, Vec<u8>)> {
    let unit = || (-512..=512_i16).prop_map(|steps| f32::from(steps) / 256.0);
    prop::collection::vec(([unit(), unit()], 0..3_u8), 2..60).prop_map(|samples| samples.into_iter().unzip())
}

proptest! {
    #[test]
    fn neighbors_know_no_scale_and_no_order(
        seed in any::<u64>(), n in 10..60_usize, k in 1..6_usize, exponent in -40..40_i32, rho in -0.9..0.9_f64,
    ) {
        let ((x, y), order) = (correlated(n, rho, seed), order(n, seed));
        for &variant in Ksg::ALL {
            let i = ksg_of(&x, &y, k, variant);
            prop_assert_eq!(ksg_of(&scaled(&x, exponent), &scaled(&y, exponent), k, variant), i);
            prop_assert!((ksg_of(&shuffled(&x, &order), &shuffled(&y, &order), k, variant) - i).abs() < ROUNDING);
        }
        let labels: Vec<usize> = y.iter().map(|&y| usize::from(y > 0.0)).collect();
        prop_assume!(labels.iter().filter(|&&label| label == 0).count() > 1);
        let i = ross_of(&x, &labels, k);
        prop_assert_eq!(ross_of(&scaled(&x, exponent), &labels, k), i);
        prop_assert!((ross_of(&shuffled(&x, &order), &shuffled(&labels, &order), k) - i).abs() < ROUNDING);
    }

    #[test]
    fn kernels_know_no_place_and_no_direction(
        (samples, labels) in layer(), shift in (-2048..2048_i16), angle in 0.0..6.3_f64, v in 0.01..10.0_f64,
    ) {
        let noise = NoiseVariance::new(v)?;
        let shift = f32::from(shift) / 256.0;
        let values: Vec<f32> = samples.concat();
        let moved: Vec<f32> = samples.iter().flat_map(|[a, b]| [a + shift, b - shift]).collect();
        let [here, there] = [&values, &moved].map(|values| Activations::new(values, 2, &labels, 3));
        let (here, there) = (here?, there?);
        let plain = kde::bounds_plain(&here, noise);
        prop_assert_eq!(kde::bounds_plain(&there, noise), plain);
        let fast = [kde::bounds(&here, noise), kde::bounds(&there, noise)].map(|bounds| all_bounds(&bounds));
        // The accuracy that is stated, of both.
        prop_assert!(fast[0].iter().zip(fast[1]).all(|(a, b)| (a - b).abs() <= 1e-5), "{fast:?}");
        let (sin, cos) = angle.sin_cos();
        let turn = |[a, b]: [f64; 2]| [cos * a - sin * b, sin * a + cos * b];
        let turned: Vec<f64> = samples.iter().flat_map(|sample| turn(sample.map(f64::from))).collect();
        let turned = all_bounds(&kde::bounds_plain(&Activations::new(&turned, 2, &labels, 3)?, noise));
        prop_assert!(turned.iter().zip(all_bounds(&plain)).all(|(a, b)| (a - b).abs() <= 1e-10), "{turned:?}");
    }
}
