//! Cost of the bottleneck curve of a 32 × 16 joint at 200 trade-offs, with the default search, and of parts of it.

use criterion::{Criterion, criterion_group, criterion_main};
use infoplane_core::bottleneck::{
    Beta, accelerated, descent, encoder::Encoder, iterative::IterativeIb, iterative::SelfConsistent,
    partition, reference::reference_curves, search::Search,
};
use infoplane_core::math::rng::{Purpose, Stream};
use std::hint::black_box;

fn bottleneck(c: &mut Criterion) {
    let [_, large] = reference_curves().expect("positive weights");
    let source = &large.source;
    let search = Search::default();
    let mut group = c.benchmark_group("bottleneck");
    group.sample_size(10);
    group.bench_function(format!("curve of {}", large.name), |b| {
        b.iter(|| black_box(&large).states());
    });
    group.bench_function("200 plain steps from T = X at beta 10", |b| {
        let beta = Beta::new(10.0).expect("a trade-off");
        b.iter(|| {
            let states = IterativeIb::new(black_box(source), beta, Encoder::identity(source));
            states.expect("it fits").nth(200)
        });
    });
    // One task, to the same tolerance: the fixed point that T = X leads to.
    let beta = Beta::new(10.0).expect("a trade-off");
    let patient = Search { max_steps: 1_000_000, ..search };
    group.bench_function("fixed point from T = X at beta 10, accelerated", |b| {
        b.iter(|| accelerated::converge(black_box(source), beta, Encoder::identity(source), &patient));
    });
    group.bench_function("fixed point from T = X at beta 10, by plain steps", |b| {
        let start = || Encoder::identity(source);
        b.iter(|| descent::converge::<SelfConsistent>(black_box(source), beta, start(), &patient));
    });
    group.bench_function("best partition of 32 outcomes at beta 10", |b| {
        let beta = Beta::new(10.0).expect("a trade-off");
        b.iter(|| partition::best(black_box(source), beta, 10, &mut Stream::new(1, Purpose::Init)));
    });
    group.finish();
}

criterion_group!(benches, bottleneck);
criterion_main!(benches);
