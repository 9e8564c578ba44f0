//! Samples made without a generator of random numbers, the same in every language.

/// Number `k` of stream `seed` of Mulberry32, in [0, 1).
fn random(seed: u32, k: u32) -> f64 {
    let t = seed.wrapping_add(k.wrapping_add(1).wrapping_mul(0x6d2b_79f5));
    let t = (t ^ (t >> 15)).wrapping_mul(t | 1);
    let t = t ^ t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
    f64::from(t ^ (t >> 14)) / 4_294_967_296.0
}

/// A number of samples.
pub(crate) const N_SAMPLES: usize = 4_096;

/// Activations spread evenly over [-1, 1]; the class is the sign of the first unit.
pub(crate) fn spread_layer(n_units: usize) -> (Vec<f32>, Vec<u8>) {
    let n_values = (N_SAMPLES * n_units) as u32;
    let values: Vec<f32> = (0..n_values).map(|k| (2.0 * random(11, k) - 1.0) as f32).collect();
    let labels = values.chunks_exact(n_units).map(|sample| u8::from(sample[0] > 0.0)).collect();
    (values, labels)
}

/// Five layers of 1,024 different samples, each four times, and their classes.
#[allow(dead_code, reason = "every user of this module compiles all of it")]
pub(crate) fn repeating_layers() -> ([(usize, Vec<f32>); 5], Vec<u8>) {
    const N_DIFFERENT: usize = 1_024;
    let layer = |(index, n_units): (u32, usize)| {
        let value = |k: usize| (2.0 * random(20 + index, (k % (N_DIFFERENT * n_units)) as u32) - 1.0) as f32;
        (n_units, (0..N_SAMPLES * n_units).map(value).collect())
    };
    let label = |i: usize| u8::from(random(19, (i % N_DIFFERENT) as u32) >= 0.5);
    ([(0, 10), (1, 7), (2, 5), (3, 4), (4, 3)].map(layer), (0..N_SAMPLES).map(label).collect())
}
