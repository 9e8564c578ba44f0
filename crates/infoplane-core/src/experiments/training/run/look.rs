//! What is seen of a run: its present state, the last finite one, and what of them is recorded.

use super::Run;
use crate::experiments::training::gradients::norm_squared;
use crate::experiments::training::past::Past;
use crate::experiments::training::problem::{Problem, Samples};
use crate::experiments::training::record::{Shown, Time};
use crate::experiments::training::{LayerRecord, Record};
use crate::learner::dataset::Dataset;
use crate::learner::network::Network;
use crate::learner::passes::Batch;

impl<P: Problem> Run<P> {
    /// The present state, or the last finite one if a number has left the finite ones since.
    pub(in crate::experiments) fn present(&mut self) -> Shown<P::Evaluation> {
        let mut shown = self.look();
        if !is_finite::<P>(&shown) {
            shown = self.last_finite();
        }
        self.shown.parameters_mut().copy_from_slice(&shown.snapshot);
        shown
    }

    /// The records since the last call, oldest first.
    pub(in crate::experiments) fn take_records(&mut self) -> Vec<Record<P::Evaluation>> {
        core::mem::take(&mut self.records)
    }

    /// The data, the network of the last [`Run::present`], and a batch to evaluate it with.
    pub(in crate::experiments) fn shown(&mut self) -> (&Dataset, &Network<f32>, &mut Batch<f32>) {
        (&self.data, &self.shown, self.trainer.evaluated().1)
    }

    /// The present state, finite or not.
    pub(super) fn look(&mut self) -> Shown<P::Evaluation> {
        show(&self.problem, &self.data, self.trainer.evaluated(), self.time)
    }

    /// The newest of the past states whose evaluation is finite; without any, the oldest.
    pub(super) fn last_finite(&mut self) -> Shown<P::Evaluation> {
        let mut found = self.look_back(0);
        for age in 1..Past::LENGTH {
            if !is_finite::<P>(&found) {
                found = self.look_back(age);
            }
        }
        found
    }

    fn look_back(&mut self, age: usize) -> Shown<P::Evaluation> {
        let past = self.past.get(age);
        self.shown.parameters_mut().copy_from_slice(&past.parameters);
        let (_, batch) = self.trainer.evaluated();
        show(&self.problem, &self.data, (&self.shown, batch), past.time)
    }

    /// Records the present state.
    pub(super) fn record(&mut self, shown: Shown<P::Evaluation>) {
        let Shown { time, train, test, snapshot } = shown;
        let layers = self.first.layers();
        let norm = |weights: &[f32]| libm::sqrt(norm_squared(weights.iter().map(|w| f64::from(*w))));
        let layer = |index: usize| LayerRecord {
            weight_norm: norm(&snapshot[layers[index].weights()]),
            gradient: self.gradients.statistics(layers, index),
        };
        let layers = (0..layers.len()).map(layer).collect();
        self.records.push(Record { epoch: time.epoch, train, test, layers, snapshot });
    }
}

fn show<P: Problem>(
    problem: &P,
    data: &Dataset,
    (network, batch): (&Network<f32>, &mut Batch<f32>),
    time: Time,
) -> Shown<P::Evaluation> {
    let mut evaluate = |of| problem.evaluate(network, batch, Samples { data, of });
    Shown {
        time,
        train: evaluate(&data.train),
        test: evaluate(&data.test),
        snapshot: network.parameters().to_vec(),
    }
}

pub(super) fn is_finite<P: Problem>(shown: &Shown<P::Evaluation>) -> bool {
    P::is_finite(&shown.train) && P::is_finite(&shown.test)
}
