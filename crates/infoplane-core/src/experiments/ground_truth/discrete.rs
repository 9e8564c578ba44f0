//! Symbols through a channel: the joint, and what the estimators from counts make of draws from it.

use super::task::DiscreteChannel;
use super::{Estimates, Method, Truth};
use crate::dist::channel::Channel;
use crate::dist::joint::Joint;
use crate::dist::{catalogue, channels};
use crate::estimators::EstimateError;
use crate::estimators::counts::JointCounts;
use crate::estimators::entropy_from_counts::{EntropyEstimator, mutual_information};
use crate::math::rng::{Purpose, Stream};
use crate::measures::mutual_information::mutual_information as exact;

/// p(x, t, y), and its running sums from which cells are drawn.
pub(super) struct Discrete {
    joint: Joint,
    sums: Vec<f64>,
}

impl Discrete {
    /// The joint of a channel whose knobs have been checked.
    pub(super) fn new(spec: &DiscreteChannel) -> Self {
        let m = spec.n_outcomes as usize;
        let label = |x: usize| {
            let wrong = spec.label_error;
            if 2 * x < m { vec![1.0 - wrong, wrong] } else { vec![wrong, 1.0 - wrong] }
        };
        let uniform = catalogue::uniform(m).expect("there are 2 symbols at least");
        let symbols = channels::symmetric(m, spec.error).expect("the error is a probability");
        let labels = Channel::new((0..m).map(label).collect()).expect("the label's error is a probability");
        let pairs = symbols.joint(&uniform).expect("both have m symbols");
        let joint = pairs.with_output(0, &labels).expect("the first variable is the symbol");
        let sums = joint.as_slice().iter().scan(0.0, |sum, p| {
            *sum += p;
            Some(*sum)
        });
        Self { sums: sums.collect(), joint }
    }

    /// The exact sums over the joint.
    pub(super) fn truth(&self) -> Truth {
        let of = |a, b| exact(&self.joint, &[a], &[b]).expect("there are three variables");
        Truth { i_xt: of(0, 1), i_ty: of(1, 2) }
    }

    /// What every estimator makes of the first n draws of a seed.
    pub(super) fn estimates(&self, n: usize, seed: u64) -> Estimates {
        let stream = &mut Stream::new(seed, Purpose::Data);
        let last = self.sums.len() - 1;
        let m = self.joint.shape()[0];
        let (mut of_xt, mut of_ty) = (vec![0; m * m], vec![0; m * 2]);
        for _ in 0..n {
            let u = stream.uniform();
            // The last sum may be rounded to less than 1.
            let cell = self.sums.partition_point(|sum| *sum <= u).min(last);
            of_xt[cell / 2] += 1;
            of_ty[cell / 2 % m * 2 + cell % 2] += 1;
        }
        let told = |counts: &Vec<u64>, n_columns, estimator| -> Result<_, EstimateError> {
            Ok(mutual_information(&JointCounts::new(counts.clone(), n_columns)?, estimator))
        };
        let both = |method: Method| {
            let estimator = EntropyEstimator::from_name(method.name());
            let of = |counts, n_columns| estimator.and_then(|e| told(counts, n_columns, e).ok());
            [of(&of_xt, m), of(&of_ty, 2)]
        };
        Method::OF_COUNTS.iter().map(|method| (*method, both(*method))).collect()
    }
}
