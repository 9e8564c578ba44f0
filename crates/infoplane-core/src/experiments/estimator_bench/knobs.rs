//! The knobs of the estimators.

use super::BenchSpec;
use crate::estimators::EstimateError;
use crate::estimators::binning::Binning;
use crate::estimators::equal_mass::BinCount;
use crate::estimators::kde::NoiseVariance;
use crate::learner::spec::SpecError;

/// The knobs, proven.
pub(super) struct Knobs {
    pub(super) noise: NoiseVariance,
    pub(super) edges: Binning,
    pub(super) width: Binning,
    pub(super) n_equal: BinCount,
    pub(super) k: usize,
    pub(super) n_draws: usize,
    pub(super) seed: u64,
}

impl Knobs {
    pub(super) fn new(spec: &BenchSpec) -> Result<Self, SpecError> {
        let out_of_range = |field: &str, value: f64, min: f64, max: f64| SpecError::OutOfRange {
            field: field.into(),
            value,
            min,
            max,
        };
        let edges = Binning::between(spec.low, spec.high, spec.n_edges as usize);
        let (n_edges, most) = (f64::from(spec.n_edges), f64::from(u32::MAX));
        Ok(Self {
            noise: super::super::layer_information::noise_variance(spec.noise_variance)?,
            edges: edges.map_err(|error| match error {
                EstimateError::BinEdges(_) => out_of_range("n_edges", n_edges, 2.0, 1_048_576.0),
                _ => {
                    let above = f64::from((spec.low as f32).next_up());
                    out_of_range("high", spec.high, above, f64::from(f32::MAX))
                }
            })?,
            width: Binning::width(spec.width).map_err(|_| {
                out_of_range("width", spec.width, f64::from(f32::MIN_POSITIVE), f64::from(f32::MAX))
            })?,
            n_equal: BinCount::new(spec.n_equal as usize)
                .map_err(|_| out_of_range("n_equal", f64::from(spec.n_equal), 2.0, most))?,
            k: match spec.k {
                0 => return Err(out_of_range("k", 0.0, 1.0, most)),
                k => k as usize,
            },
            seed: spec.seed,
            n_draws: match spec.n_draws {
                n @ 2..=64 => n as usize,
                n => return Err(out_of_range("n_draws", f64::from(n), 2.0, 64.0)),
            },
        })
    }
}
