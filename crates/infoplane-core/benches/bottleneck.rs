//! Cost of the bottleneck curve of a 32 × 16 joint at 200 trade-offs, with the default search.

use criterion::{Criterion, criterion_group, criterion_main};
use infoplane_core::bottleneck::{
    Beta, accelerated, annealing::curve, descent, encoder::Encoder, iterative::IterativeIb,
    iterative::SelfConsistent, partition, search::Search, source::Source,
};
use infoplane_core::math::rng::{Purpose, Stream};
use std::hint::black_box;

const N_X: usize = 32;
const N_Y: usize = 16;
const N_BETAS: i32 = 200;

/// Sixteen overlapping classes of x, with weights that differ: no two outcomes are alike.
fn source() -> Source {
    let mut stream = Stream::new(1, Purpose::Data);
    let weight = |x: usize, y: usize, u: f64| {
        let distance = (x as f64 / 2.0 - y as f64).abs();
        (-0.5 * distance).exp() * (0.2 + u)
    };
    let rows: Vec<Vec<f64>> =
        (0..N_X).map(|x| (0..N_Y).map(|y| weight(x, y, stream.uniform())).collect()).collect();
    Source::from_weights(&rows).expect("positive weights")
}

/// From 1 to 100 in equal ratios.
fn betas() -> Vec<Beta> {
    let beta = |i: i32| Beta::new(100.0_f64.powf(f64::from(i) / f64::from(N_BETAS - 1)));
    (0..N_BETAS).map(|i| beta(i).expect("a trade-off")).collect()
}

fn bottleneck(c: &mut Criterion) {
    let source = source();
    let betas = betas();
    let search = Search::default();
    let mut group = c.benchmark_group("bottleneck");
    group.sample_size(10);
    group.bench_function("curve of 32 x 16 at 200 betas", |b| {
        b.iter(|| curve(black_box(&source), &betas, &search, &mut Stream::new(1, Purpose::Init)));
    });
    group.bench_function("200 plain steps from T = X at beta 10", |b| {
        let beta = Beta::new(10.0).expect("a trade-off");
        b.iter(|| {
            let states = IterativeIb::new(black_box(&source), beta, Encoder::identity(&source));
            states.expect("it fits").nth(200)
        });
    });
    // One task, to the same tolerance: the fixed point that T = X leads to.
    let beta = Beta::new(10.0).expect("a trade-off");
    let patient = Search { max_steps: 1_000_000, ..search };
    group.bench_function("fixed point from T = X at beta 10, accelerated", |b| {
        b.iter(|| accelerated::converge(black_box(&source), beta, Encoder::identity(&source), &patient));
    });
    group.bench_function("fixed point from T = X at beta 10, by plain steps", |b| {
        let start = || Encoder::identity(&source);
        b.iter(|| descent::converge::<SelfConsistent>(black_box(&source), beta, start(), &patient));
    });
    group.bench_function("best partition of 32 outcomes at beta 10", |b| {
        let beta = Beta::new(10.0).expect("a trade-off");
        b.iter(|| partition::best(black_box(&source), beta, 10, &mut Stream::new(1, Purpose::Init)));
    });
    group.finish();
}

criterion_group!(benches, bottleneck);
criterion_main!(benches);
