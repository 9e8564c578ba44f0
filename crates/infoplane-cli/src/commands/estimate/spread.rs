//! How much an estimate would vary with other samples, as far as that is asked for.

use crate::failure::{About, Failure};
use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::estimate::{Estimate, Level};
use infoplane_core::estimators::interval::Interval;
use infoplane_core::estimators::resampling::bootstrap;
use infoplane_core::math::rng::{Purpose, Stream};

/// An interval by the jackknife.
#[derive(clap::Args)]
pub(crate) struct SpreadOptions {
    /// Print an interval that holds the mean of the estimate for this share of all samples, as 0.95.
    #[arg(long = "interval", value_name = "LEVEL", allow_hyphen_values = true)]
    level: Option<f64>,
    /// Groups of samples that are left out for it, one after the other; counts have each of their observations left out.
    #[arg(long, default_value_t = Interval::default().n_groups, requires = "level")]
    groups: usize,
    /// Seed of the groups and of all draws.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
}

/// An interval by the jackknife or the bootstrap.
#[derive(clap::Args)]
pub(crate) struct Resampling {
    #[command(flatten)]
    spread: SpreadOptions,
    /// Find the interval by drawing all samples again so many times. Each draw repeats some samples and misses outcomes,
    /// so that entropies are lower and information is higher than on the samples: the interval is shifted by the bias once more.
    #[arg(long, value_name = "RESAMPLES", requires = "level")]
    bootstrap: Option<usize>,
}

/// What is wrong with an estimate, its samples counted from 1.
fn counted(error: EstimateError) -> Failure {
    Failure::from(match error {
        EstimateError::Coincident { sample, k } => EstimateError::Coincident { sample: sample + 1, k },
        other => other,
    })
}

impl SpreadOptions {
    /// The interval that is asked for.
    pub(super) fn interval(&self) -> Result<Option<Interval>, Failure> {
        let level = self.level.map(Level::new).transpose().about("--interval")?;
        Ok(level.map(|level| Interval { n_groups: self.groups, level, seed: self.seed }))
    }

    /// Estimates by themselves, or with the interval that is asked for.
    pub(super) fn estimate<T>(
        &self,
        alone: impl FnOnce() -> Result<T, EstimateError>,
        within: impl FnOnce(Interval) -> Result<T, EstimateError>,
    ) -> Result<T, Failure> {
        match self.interval()? {
            None => alone().map_err(counted),
            Some(interval) => within(interval).about("--interval"),
        }
    }
}

impl Resampling {
    /// The estimate on all samples, with its interval if that is asked for.
    pub(super) fn estimate(
        &self,
        n_samples: usize,
        of: impl Fn(&[usize]) -> Result<Estimate, EstimateError>,
    ) -> Result<Estimate, Failure> {
        let all: Vec<usize> = (0..n_samples).collect();
        match (self.spread.interval()?, self.bootstrap) {
            (None, _) => Ok(of(&all)?),
            (Some(interval), None) => {
                let [estimate] =
                    interval.of_indices(n_samples, |kept| Ok([of(kept)?])).about("--interval")?;
                Ok(estimate)
            }
            (Some(interval), Some(n_resamples)) => {
                let mut stream = Stream::new(self.spread.seed, Purpose::Estimates);
                let value = |drawn: &[usize]| Ok(of(drawn)?.value);
                let found = bootstrap(n_samples, n_resamples, interval.level, &mut stream, value);
                Ok(of(&all)?.with_spread(found.about("--bootstrap")?))
            }
        }
    }
}
