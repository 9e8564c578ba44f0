//! The roof above all workloads: multiplications and additions on vectors that never leave the registers.

use wasm_bindgen::prelude::wasm_bindgen;

/// Independent sums: as many as hide the latency of an addition and still fit the registers.
const N_SUMS: usize = 12;
/// Numbers in a vector.
const LANES: usize = 4;

/// Multiplies and adds in every sum that many times; the number of floating-point operations.
#[wasm_bindgen]
pub fn peak(n_rounds: u32) -> f64 {
    core::hint::black_box(multiply_and_add(n_rounds));
    f64::from(n_rounds) * (2 * N_SUMS * LANES) as f64
}

#[cfg(target_arch = "wasm32")]
fn multiply_and_add(n_rounds: u32) -> f32 {
    use core::arch::wasm32::{f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat};
    let (factor, mut term) = (f32x4_splat(0.999), f32x4_splat(1e-3));
    let mut sums: [_; N_SUMS] = core::array::from_fn(|index| f32x4_splat(0.01 * index as f32));
    for _ in 0..n_rounds {
        for sum in &mut sums {
            *sum = f32x4_add(f32x4_mul(*sum, factor), term);
        }
        // Changes a little, so that no round can be computed ahead of the loop.
        term = f32x4_add(term, f32x4_splat(1e-9));
    }
    f32x4_extract_lane::<0>(sums.into_iter().fold(term, |total, sum| f32x4_add(total, sum)))
}

#[cfg(not(target_arch = "wasm32"))]
fn multiply_and_add(n_rounds: u32) -> f32 {
    let mut sums = [[0.0_f32; LANES]; N_SUMS];
    for _ in 0..n_rounds {
        sums.as_flattened_mut().iter_mut().for_each(|sum| *sum = *sum * 0.999 + 1e-3);
    }
    sums.as_flattened().iter().sum()
}
