//! Cost of the estimators, each fast one beside the plain one that its tests compare it with.

mod plain;
mod workloads;

use criterion::{Criterion, criterion_group, criterion_main};
use infoplane_core::estimators::{
    activations::Activations,
    binning::Binning,
    kde::{self, NoiseVariance},
    kozachenko_leonenko::differential_entropy,
    ksg::{self, Ksg},
    neighbors::Points,
    ross,
};
use std::hint::black_box;
use workloads::{N_SAMPLES, repeating_layers, spread_layer};

fn noise(variance: f64) -> NoiseVariance {
    NoiseVariance::new(variance).expect("positive")
}

/// Both bounds of I(X;T) and I(T;Y) for 4,096 samples in two classes.
fn kde(c: &mut Criterion) {
    let mut group = c.benchmark_group("kde bounds");
    group.sample_size(20);
    for n_units in [10, 7, 5, 4, 3, 2] {
        let (values, labels) = spread_layer(n_units);
        let layer = Activations::new(&values, n_units, &labels, 2).expect("finite values, labels below 2");
        for variance in [0.1, 1e-3] {
            group.bench_function(format!("d = {n_units}, v = {variance}"), |b| {
                b.iter(|| kde::bounds(black_box(&layer), noise(variance)));
            });
        }
    }
    let (values, labels) = spread_layer(10);
    let layer = Activations::new(&values, 10, &labels, 2).expect("finite values, labels below 2");
    let three = [noise(0.1), noise(0.03), noise(0.01)];
    group.bench_function("d = 10, three v at once", |b| {
        b.iter(|| kde::bounds_at_each(black_box(&layer), &three));
    });
    group.bench_function("d = 10, v = 0.1, plain", |b| {
        b.iter(|| kde::bounds_plain(black_box(&layer), noise(0.1)));
    });
    group.finish();
}

/// Five layers of 4,096 samples, by hashing and by sorting the rows of bins.
fn binning(c: &mut Criterion) {
    let (layers, labels) = repeating_layers();
    let layers: Vec<Activations<'_>> = layers
        .iter()
        .map(|(n_units, values)| Activations::new(values, *n_units, &labels, 2).expect("finite values"))
        .collect();
    let thirty_bins = Binning::edges(31).expect("more than two edges");
    for (name, binning) in [("30 bins", thirty_bins), ("width 0.07", Binning::ibsgd())] {
        c.bench_function(&format!("binning of five layers, {name}"), |b| {
            b.iter(|| layers.iter().map(|layer| binning.information(black_box(layer)).i_ty).sum::<f64>());
        });
    }
    c.bench_function("binning of five layers, 30 bins, plain", |b| {
        b.iter(|| {
            layers.iter().map(|layer| plain::binned(black_box(layer), plain::edge(31))[1]).sum::<f64>()
        });
    });
    c.bench_function("binning of five layers, width 0.07, plain", |b| {
        b.iter(|| {
            layers.iter().map(|layer| plain::binned(black_box(layer), plain::width(0.07))[1]).sum::<f64>()
        });
    });
}

/// The estimators by neighbors on two units of 4,096 samples, k = 3, with trees and by comparing all pairs.
fn neighbors(c: &mut Criterion) {
    let (values, labels) = spread_layer(2);
    let unit = |at: usize| -> Vec<f64> { values.iter().skip(at).step_by(2).map(|&x| f64::from(x)).collect() };
    let (x, noise) = (unit(0), unit(1));
    let y: Vec<f64> = x.iter().zip(&noise).map(|(x, noise)| x + noise).collect();
    let labels: Vec<usize> = labels.into_iter().map(usize::from).collect();
    let (x, y) = (Points::new(&x, 1).expect("finite"), Points::new(&y, 1).expect("finite"));
    assert_eq!(x.n_samples(), N_SAMPLES);
    let mut group = c.benchmark_group("neighbors");
    group.sample_size(10);
    for (name, variant) in [("ksg 1", Ksg::Cube), ("ksg 2", Ksg::Rectangle)] {
        group.bench_function(name, |b| b.iter(|| ksg::mutual_information(black_box(&x), &y, 3, variant)));
        group.bench_function(format!("{name}, plain"), |b| {
            b.iter(|| plain::ksg(black_box(&x), &y, 3, variant));
        });
    }
    group.bench_function("ross", |b| b.iter(|| ross::mutual_information(black_box(&x), &labels, 3)));
    group.bench_function("ross, plain", |b| b.iter(|| plain::ross(black_box(&x), &labels, 3)));
    group.bench_function("kozachenko-leonenko", |b| b.iter(|| differential_entropy(black_box(&x), 3)));
    group.bench_function("kozachenko-leonenko, plain", |b| {
        b.iter(|| plain::differential_entropy(black_box(&x), 3));
    });
    group.finish();
}

criterion_group!(benches, kde, binning, neighbors);
criterion_main!(benches);
