//! Cost of the layer estimators on 4,096 samples of ten tanh units with two classes.

use criterion::{Criterion, criterion_group, criterion_main};
use infoplane_core::estimators::{
    activations::Activations,
    binning::Binning,
    kde::{self, NoiseVariance},
};
use std::hint::black_box;

const N_SAMPLES: usize = 4_096;
const N_UNITS: usize = 10;

/// Activations spread over [-1, 1] and balanced labels, without a generator: a Weyl sequence.
fn layer() -> (Vec<f32>, Vec<u8>) {
    let weyl = |i: usize| (i as f64 * 0.618_033_988_749_894_9).fract();
    let values = (0..N_SAMPLES * N_UNITS).map(|i| (4.0 * weyl(i) - 2.0).tanh() as f32).collect();
    let labels = (0..N_SAMPLES).map(|i| u8::from(weyl(i * 7 + 3) < 0.517)).collect();
    (values, labels)
}

fn estimators(c: &mut Criterion) {
    let (values, labels) = layer();
    let layer = Activations::new(&values, N_UNITS, &labels, 2).expect("finite values, labels below 2");
    for variance in [1e-3, 0.1] {
        let noise = NoiseVariance::new(variance).expect("positive");
        c.bench_function(&format!("kde bounds, noise variance {variance}"), |b| {
            b.iter(|| kde::bounds(black_box(&layer), noise));
        });
    }
    for (name, binning) in [("30 edges", Binning::idnns()), ("width 0.07", Binning::ibsgd())] {
        c.bench_function(&format!("binning, {name}"), |b| b.iter(|| binning.information(black_box(&layer))));
    }
}

criterion_group!(benches, estimators);
criterion_main!(benches);
