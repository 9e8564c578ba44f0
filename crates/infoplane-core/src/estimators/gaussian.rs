//! Mutual information of variables that are known to be jointly Gaussian: of the covariances of the samples.
//!
//! The only estimator here that knows the family its samples come from, and the only one that many dimensions do not
//! frighten. What it says of other distributions is the information of the Gaussian with the same covariances.

use super::EstimateError;
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use super::neighbors::Points;
use crate::math::digamma::digamma;
use nalgebra::DMatrix;

/// ½ ln(det S_x det S_y / det S) with the covariances S of the samples, jointly and of either variable; in nats.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), example 8.5.1 with the true covariances. Bias: of
/// Gaussian samples exactly b(d_x + d_y) − b(d_x) − b(d_y) too high, with b(d) = −½ Σ_{i<d} ψ((n − 1 − i)/2), whatever
/// the truth is (ln det S of a Wishart matrix has the mean ln det Σ + Σ ψ((n − 1 − i)/2) + d ln 2/(n − 1)): to first order
/// d_x d_y / 2n. Accuracy: 1e-12 for well-conditioned covariances. Cost: n d².
///
/// # Errors
/// [`EstimateError::SampleSizes`] if x and y have different numbers of samples; [`EstimateError::Singular`] if there are
/// no more samples than dimensions, or a coordinate is a function of others.
///
/// ```
/// use infoplane_core::estimators::{gaussian::mutual_information, neighbors::Points};
/// // Variances 1 and 2 and covariance 1: half of the variance of y is explained by x, −½ ln ½.
/// let x = Points::new(&[-1.0, -1.0, 1.0, 1.0], 1)?;
/// let y = Points::new(&[-2.0, 0.0, 0.0, 2.0], 1)?;
/// assert!((mutual_information(&x, &y)?.value - 0.5 * 2.0_f64.ln()).abs() < 1e-14);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn mutual_information(x: &Points<'_>, y: &Points<'_>) -> Result<Estimate, EstimateError> {
    let n = x.n_samples();
    if y.n_samples() != n {
        return Err(EstimateError::SampleSizes { x: n, y: y.n_samples() });
    }
    let (d_x, d_y) = (x.n_dims(), y.n_dims());
    let joint: Vec<f64> = x.samples().zip(y.samples()).flat_map(|(x, y)| [x, y].concat()).collect();
    let covariance = covariance(&joint, d_x + d_y);
    let part = |from: usize, d: usize| covariance.view((from, from), (d, d)).into_owned();
    let ln_det = |of: DMatrix<f64>| ln_det(of, n);
    let value = 0.5 * (ln_det(part(0, d_x))? + ln_det(part(d_x, d_y))? - ln_det(part(0, d_x + d_y))?);
    let excess = |d: usize| -0.5 * (1..=d).map(|i| digamma(0.5 * (n - i) as f64)).sum::<f64>();
    Ok(Estimate {
        value,
        ceiling: None,
        bias: Bias::of_size(Side::High, excess(d_x + d_y) - excess(d_x) - excess(d_y)),
        spread: Spread::Unknown,
        n: n as u64,
        d: Some(d_x + d_y),
        assumption: Assumption::Gaussian,
        cost: Cost::Moments,
        n_tied: 0,
    })
}

/// Of so many dimensions, about the means of the samples; times their number, which ratios of determinants do not see.
fn covariance(values: &[f64], d: usize) -> DMatrix<f64> {
    let samples = DMatrix::from_column_slice(d, values.len() / d, values);
    let mean = samples.column_mean();
    let mut sum = DMatrix::zeros(d, d);
    for sample in samples.column_iter() {
        let from_mean = sample - &mean;
        sum.ger(1.0, &from_mean, &from_mean, 1.0);
    }
    sum
}

/// What is left of a variance when other coordinates have explained it is rounding below this share of it: smaller, and a
/// coordinate that is a function of others passes for one of its own; larger, and strong dependence is refused.
const LEAST_SHARE: f64 = 1e-14;

fn ln_det(covariance: DMatrix<f64>, n_samples: usize) -> Result<f64, EstimateError> {
    let n_dims = covariance.nrows();
    let singular = EstimateError::Singular { n_samples, n_dims };
    let variances = covariance.diagonal();
    let factor = covariance.cholesky().ok_or(singular)?.l_dirty().diagonal();
    let is_rounding = |(left, variance): (&f64, &f64)| left * left <= LEAST_SHARE * variance;
    if n_samples <= n_dims || factor.iter().zip(&variances).any(is_rounding) {
        return Err(singular);
    }
    Ok(2.0 * factor.iter().map(|left| libm::log(*left)).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::rng::{Purpose, Stream};

    #[test]
    fn the_bias_said_is_the_mean_of_the_error() {
        // Independent variables: the truth is 0.
        let (n, d_x, d_y, n_seeds) = (12, 3, 2, 4000);
        let (mut sum, mut squares, mut said) = (0.0, 0.0, 0.0);
        for seed in 0..n_seeds {
            let mut stream = Stream::new(seed, Purpose::Data);
            let mut draws = |d: usize| (0..n * d).map(|_| stream.normal()).collect::<Vec<f64>>();
            let (x, y) = (draws(d_x), draws(d_y));
            let found =
                mutual_information(&Points::new(&x, d_x).unwrap(), &Points::new(&y, d_y).unwrap()).unwrap();
            sum += found.value;
            squares += found.value * found.value;
            said = found.bias.size.unwrap();
        }
        let mean = sum / n_seeds as f64;
        let error = ((squares / n_seeds as f64 - mean * mean) / n_seeds as f64).sqrt();
        assert!((mean - said).abs() < 4.0 * error, "{mean} ± {error}, said {said}");
        // Far from the first order d_x d_y / 2n, which would be 0.25.
        assert!(said > 0.3, "{said}");
    }

    #[test]
    fn scale_and_place_change_nothing() {
        let mut stream = Stream::new(1, Purpose::Data);
        let x: Vec<f64> = (0..40).map(|_| stream.normal()).collect();
        let y: Vec<f64> = x.iter().map(|x| x + stream.normal()).collect();
        let moved: Vec<f64> = y.iter().map(|y| 1e3 - 20.0 * y).collect();
        let of = |y: &[f64]| {
            mutual_information(&Points::new(&x, 1).unwrap(), &Points::new(y, 1).unwrap()).unwrap().value
        };
        assert!((of(&y) - of(&moved)).abs() < 1e-10);
    }

    #[test]
    fn too_few_samples_and_functions_of_other_coordinates_are_refused() {
        let x = Points::new(&[0.0, 1.0, 3.0], 1).unwrap();
        let pairs = Points::new(&[0.0, 1.0, 2.0, 5.0, 4.0, 4.5], 2).unwrap();
        let singular = EstimateError::Singular { n_samples: 3, n_dims: 3 };
        assert_eq!(mutual_information(&x, &pairs), Err(singular));
        assert_eq!(singular.to_string(), "singular covariance: 3 samples of 3 dimensions");
        assert_eq!(mutual_information(&x, &x), Err(EstimateError::Singular { n_samples: 3, n_dims: 2 }));
    }
}
