//! Cost of the measures, each fast one beside the plain one: its terms one by one, and then their sum.

use criterion::{Criterion, criterion_group, criterion_main};
use infoplane_core::dist::{channel::Channel, english, joint::Joint, pmf::Pmf};
use infoplane_core::measures::capacity::capacity;
use infoplane_core::measures::codes::arithmetic::{Model, decode, encode};
use infoplane_core::measures::codes::{Radix, huffman::huffman, shannon::shannon};
use infoplane_core::measures::divergence::kl;
use infoplane_core::measures::entropy::{cross_entropy, cross_entropy_terms, entropy, entropy_terms};
use infoplane_core::measures::f_divergence::{FDivergence, f_divergence_terms};
use infoplane_core::measures::mutual_information::mutual_information;
use std::hint::black_box;

/// Positive weights without a pattern that a processor could learn: the multiples of a number that is no fraction.
fn weights(n: usize, step: f64) -> Vec<f64> {
    (0..n).map(|i| (i as f64 * step).fract() + 1e-3).collect()
}

fn pmf(n: usize, step: f64) -> Pmf {
    Pmf::normalized(&weights(n, step)).expect("positive weights")
}

/// The sum of the numbers, as fast as they can be read.
fn read_sum(x: &[f64]) -> f64 {
    let mut sums = [0.0; 32];
    for x in x.as_chunks::<32>().0 {
        sums.iter_mut().zip(x).for_each(|(sum, x)| *sum += x);
    }
    sums.iter().sum()
}

fn entropies(c: &mut Criterion) {
    let p = pmf(1_000_000, 0.618_033_988_749_894_9);
    let mut group = c.benchmark_group("entropy of 1e6 outcomes");
    group.sample_size(20);
    group.bench_function("entropy", |b| b.iter(|| entropy(black_box(&p))));
    group.bench_function("entropy, plain", |b| b.iter(|| entropy_terms(black_box(&p)).iter().sum::<f64>()));
    group.bench_function("sum of the probabilities", |b| {
        b.iter(|| black_box(p.as_slice()).iter().sum::<f64>());
    });
    group.bench_function("read of the probabilities", |b| b.iter(|| read_sum(black_box(p.as_slice()))));
    // So many copies do not stay in a cache: they are read from memory.
    let copies = vec![p; 12];
    let mut next = copies.iter().cycle();
    group.bench_function("entropy, from memory", |b| b.iter(|| next.next().map(entropy)));
    let mut next = copies.iter().cycle();
    group.bench_function("read, from memory", |b| b.iter(|| next.next().map(|p| read_sum(p.as_slice()))));
    group.finish();
}

fn divergences(c: &mut Criterion) {
    let (p, q) = (pmf(1_000, 0.618_033_988_749_894_9), pmf(1_000, 0.414_213_562_373_095));
    let mut group = c.benchmark_group("1,000 outcomes");
    group.bench_function("kl", |b| b.iter(|| kl(black_box(&p), &q)));
    group.bench_function("kl, plain", |b| {
        b.iter(|| {
            f_divergence_terms(black_box(&p), &q, FDivergence::Kl).map(|terms| terms.iter().sum::<f64>())
        });
    });
    group.bench_function("cross-entropy", |b| b.iter(|| cross_entropy(black_box(&p), &q)));
    group.bench_function("cross-entropy, plain", |b| {
        b.iter(|| cross_entropy_terms(black_box(&p), &q).map(|terms| terms.iter().sum::<f64>()));
    });
    group.finish();
}

fn information(c: &mut Criterion) {
    let joint = Joint::normalized(&[32, 16], &weights(512, 0.618_033_988_749_894_9)).expect("32 times 16");
    c.bench_function("mutual information of 32 x 16", |b| {
        b.iter(|| mutual_information(black_box(&joint), &[0], &[1]));
    });
    let rows: Vec<Vec<f64>> = (1..=16).map(|x| weights(16, 0.618_033_988_749_894_9 * f64::from(x))).collect();
    let channel = Channel::normalized(&rows).expect("positive weights");
    c.bench_function("capacity of 16 x 16 to 1e-10", |b| b.iter(|| capacity(black_box(&channel), 1e-10)));
}

fn codes(c: &mut Criterion) {
    let p = pmf(1_000, 0.618_033_988_749_894_9);
    c.bench_function("huffman, 1,000 outcomes", |b| b.iter(|| huffman(black_box(&p), Radix::BINARY)));
    c.bench_function("shannon, 1,000 outcomes", |b| b.iter(|| shannon(black_box(&p), Radix::BINARY)));
    let letters = english::letters();
    let model = Model::new(&letters).expect("26 letters");
    let message: Vec<usize> = (0..10_000).map(|i| i * 7_919 % 26).collect();
    let bits = encode(&model, &message).expect("letters of the model");
    assert_eq!(decode(&model, &bits, message.len()).as_deref(), Ok(message.as_slice()));
    c.bench_function("arithmetic encoding, 10,000 letters", |b| {
        b.iter(|| encode(&model, black_box(&message)))
    });
    c.bench_function("arithmetic decoding, 10,000 letters", |b| {
        b.iter(|| decode(&model, black_box(&bits), message.len()));
    });
}

criterion_group!(benches, entropies, divergences, information, codes);
criterion_main!(benches);
