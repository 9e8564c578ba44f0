//! Samples per second of a training step: the four networks that the peers of the bench page train too.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::trainer::{Objective, Trainer};
use std::hint::black_box;

/// Widths, activation, rule, batch size and number of samples.
struct Workload {
    name: &'static str,
    widths: &'static [usize],
    activation: Activation,
    rule: Rule,
    batch_size: usize,
}

const WORKLOADS: [Workload; 4] = [
    Workload {
        name: "W1 2-4-2-2 tanh, SGD, batch 10",
        widths: &[2, 4, 2, 2],
        activation: Activation::Tanh,
        rule: Rule::Sgd,
        batch_size: 10,
    },
    Workload {
        name: "W2 12-10-7-5-4-3-2 tanh, Adam, batch 256",
        widths: &[12, 10, 7, 5, 4, 3, 2],
        activation: Activation::Tanh,
        rule: Rule::Adam,
        batch_size: 256,
    },
    Workload {
        name: "W3 64-64-32-10 ReLU, Adam, batch 32",
        widths: &[64, 64, 32, 10],
        activation: Activation::Relu,
        rule: Rule::Adam,
        batch_size: 32,
    },
    Workload {
        name: "W4 784-256-128-10 ReLU, Adam, batch 128",
        widths: &[784, 256, 128, 10],
        activation: Activation::Relu,
        rule: Rule::Adam,
        batch_size: 128,
    },
];

impl Workload {
    fn trainer(&self) -> Trainer<f32> {
        let [n_features, hidden @ .., n_outputs] = self.widths else { unreachable!("several widths") };
        let spec =
            NetworkSpec { hidden: hidden.to_vec(), activation: self.activation, ..NetworkSpec::default() };
        let layers = spec.layers(*n_features, *n_outputs);
        let parameters = Init::glorot(Shape::Uniform).draw(&layers, 1);
        let network = Network::new(&spec, *n_features, *n_outputs, parameters).expect("valid widths");
        let optimizer = self.rule.at(1e-3);
        Trainer::new(network, &optimizer, &Objective::default(), self.batch_size, 1).expect("a valid spec")
    }
}

fn steps(c: &mut Criterion) {
    let mut group = c.benchmark_group("training step");
    for workload in &WORKLOADS {
        let mut trainer = workload.trainer();
        let (n, n_features) = (workload.batch_size, workload.widths[0]);
        // A Weyl sequence over [-1, 1].
        let inputs: Vec<f32> = (0..n * n_features)
            .map(|i| ((i as f64 * 0.618_033_988_749_894_9).fract() * 2.0 - 1.0) as f32)
            .collect();
        let n_classes = workload.widths[workload.widths.len() - 1];
        let samples: Vec<usize> = (0..n).collect();
        group.throughput(Throughput::Elements(n as u64));
        group.bench_function(workload.name, |b| {
            b.iter(|| {
                let sample = |s: usize| (&inputs[s * n_features..][..n_features], s % n_classes);
                trainer.step(black_box(&samples), sample)
            });
        });
    }
}

criterion_group!(benches, steps);
criterion_main!(benches);
