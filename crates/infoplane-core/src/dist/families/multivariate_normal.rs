//! The normal distribution of several numbers.

use super::multivariate::Multivariate;
use super::parameter::{FamilyError, each, location, of_length, positive};
use crate::math::exp_excess::exp_excess;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::TAU;

/// How far apart, relative to the standard deviations, a covariance may be above and below the diagonal.
///
/// ```
/// use infoplane_core::dist::families::multivariate_normal::MultivariateNormal;
/// let with = |below: f64| MultivariateNormal::from_covariance(vec![0.0; 2], &[vec![1.0, 0.5], vec![below, 1.0]]);
/// assert!(with(0.5 + 1e-10).is_ok() && with(0.6).is_err());
/// ```
pub const SYMMETRY_TOLERANCE: f64 = 1e-9;

/// N(μ, Σ): density exp(−½ (x − μ)ᵀ Σ⁻¹ (x − μ)) / √det(2πΣ), with μ = loc; Σ by its Cholesky factor L, as Σ = L Lᵀ.
///
/// H = ½ d (1 + ln 2π) + Σ ln Lᵢᵢ, the most of all distributions of that covariance; mean μ, variances Σᵢᵢ.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 8.4.1. Accuracy: H d · 2e-16 relative to its terms,
/// given L; from a covariance L loses as many digits as the condition number has. Cost: the density and a draw d²/2 operations;
/// from a covariance d³/3, once.
///
/// ```
/// use infoplane_core::dist::families::{multivariate::Multivariate, multivariate_normal::MultivariateNormal};
/// // Correlation r costs −½ ln(1 − r²): here ln(5/4).
/// let p = MultivariateNormal::from_covariance(vec![0.0; 2], &[vec![1.0, 0.6], vec![0.6, 1.0]])?;
/// let independent = MultivariateNormal::diagonal(vec![0.0; 2], &[1.0, 1.0])?;
/// assert!((independent.entropy() - p.entropy() - 1.25_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MultivariateNormal {
    loc: Vec<f64>,
    /// Row i has i + 1 entries, the last of which is positive.
    cholesky: Vec<Vec<f64>>,
}

impl MultivariateNormal {
    /// Independent normal numbers of those means and standard deviations.
    ///
    /// # Errors
    /// [`FamilyError::Length`] without coordinates or unless there is one scale per coordinate; [`FamilyError::Element`]
    /// unless locations are finite and scales positive, all within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{multivariate_normal::MultivariateNormal, multivariate::Multivariate};
    /// let p = MultivariateNormal::diagonal(vec![1.0, 2.0], &[3.0, 1.0])?;
    /// assert_eq!(p.variance(), [9.0, 1.0]);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn diagonal(loc: Vec<f64>, scale_diag: &[f64]) -> Result<Self, FamilyError> {
        checked_loc(&loc)?;
        of_length("scale_diag", loc.len(), scale_diag.len())?;
        each("scale_diag", scale_diag, positive)?;
        let row = |(i, &scale): (usize, &f64)| {
            let mut row = vec![0.0; i + 1];
            row[i] = scale;
            row
        };
        Ok(Self { loc, cholesky: scale_diag.iter().enumerate().map(row).collect() })
    }

    /// μ + L z for independent standard normal z, with a square, lower triangular L.
    ///
    /// # Errors
    /// Those of [`diagonal`](Self::diagonal), for each row of L; [`FamilyError::AboveDiagonal`] unless it is zero there.
    ///
    /// ```
    /// use infoplane_core::dist::families::{multivariate_normal::MultivariateNormal, multivariate::Multivariate};
    /// let p = MultivariateNormal::from_cholesky(vec![0.0; 2], &[vec![2.0, 0.0], vec![1.0, 1.0]])?;
    /// assert_eq!(p.variance(), [4.0, 2.0]);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn from_cholesky(loc: Vec<f64>, scale_tril: &[Vec<f64>]) -> Result<Self, FamilyError> {
        checked_loc(&loc)?;
        let lower = lower_triangle("scale_tril", loc.len(), scale_tril)?;
        for (i, row) in scale_tril.iter().enumerate() {
            each("scale_tril", row, location)?;
            positive("scale_tril", row[i])?;
            if let Some(column) = (i + 1..row.len()).find(|&j| row[j] != 0.0) {
                return Err(FamilyError::AboveDiagonal { row: i, column, value: row[column] });
            }
        }
        Ok(Self { loc, cholesky: lower })
    }

    /// The normal distribution of that mean and covariance.
    ///
    /// # Errors
    /// Those of [`diagonal`](Self::diagonal), for each row of the covariance; [`FamilyError::NotSymmetric`] unless it is
    /// symmetric within [`SYMMETRY_TOLERANCE`]; [`FamilyError::NotPositiveDefinite`] if a variance is not positive
    /// once the coordinates before it are known.
    ///
    /// ```
    /// use infoplane_core::dist::families::{FamilyError, multivariate_normal::MultivariateNormal, multivariate::Multivariate};
    /// let p = MultivariateNormal::from_covariance(vec![0.0; 2], &[vec![4.0, 2.0], vec![2.0, 2.0]])?;
    /// assert_eq!(p.variance(), [4.0, 2.0]);
    /// let skewed = MultivariateNormal::from_covariance(vec![0.0; 2], &[vec![4.0, 2.0], vec![1.0, 2.0]]);
    /// assert_eq!(skewed, Err(FamilyError::NotSymmetric { row: 0, column: 1, above: 2.0, below: 1.0 }));
    /// # Ok::<(), FamilyError>(())
    /// ```
    pub fn from_covariance(loc: Vec<f64>, covariance: &[Vec<f64>]) -> Result<Self, FamilyError> {
        checked_loc(&loc)?;
        of_length("covariance_matrix", loc.len(), covariance.len())?;
        Ok(Self { loc, cholesky: covariance_factor(covariance)? })
    }

    /// KL(p‖q) = ½ (tr(Σ_q⁻¹ Σₚ) − d + (μₚ − μ_q)ᵀ Σ_q⁻¹ (μₚ − μ_q) + ln det Σ_q − ln det Σₚ) in nats.
    ///
    /// Source: [KULLBACK_1959](crate::citations::KULLBACK_1959), chapter 9, section 1. Accuracy: 1e-15 times the
    /// condition number of L_q, near p = q too: with M = L_q⁻¹ Lₚ it is ½ Σ (r² − 1 − ln r²) over the diagonal r of M,
    /// and half the squares below it and of L_q⁻¹ (μₚ − μ_q); no part is negative. Cost: d³/6 operations.
    ///
    /// # Errors
    /// [`FamilyError::Dimension`] if they have different numbers of coordinates.
    ///
    /// ```
    /// use infoplane_core::dist::families::multivariate_normal::MultivariateNormal;
    /// let p = MultivariateNormal::diagonal(vec![3.0, 4.0], &[1.0, 1.0])?;
    /// let q = MultivariateNormal::diagonal(vec![0.0, 0.0], &[1.0, 1.0])?;
    /// assert_eq!(p.kl(&q)?, 12.5);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> Result<f64, FamilyError> {
        self.check_dimension(q.n_coordinates())?;
        let away = self.loc.iter().zip(&q.loc).map(|(p, q)| p - q).collect();
        let mut twice = q.squared_deviations(away);
        for j in 0..self.n_coordinates() {
            // What is below the diagonal of column j of M: the diagonal is known without solving.
            let r = log_ratio(self.cholesky[j][j], q.cholesky[j][j]);
            let column = self.cholesky.iter().map(|row| row.get(j).copied().unwrap_or(0.0)).collect();
            twice += exp_excess(2.0 * r) + q.solve(column, j).iter().skip(j + 1).map(|m| m * m).sum::<f64>();
        }
        // A sum of squares is not a number only where one of them was too large for a number.
        Ok(if twice.is_nan() { f64::INFINITY } else { 0.5 * twice })
    }

    /// Σ ln Lᵢᵢ, half the logarithm of the determinant of the covariance.
    fn ln_volume(&self) -> f64 {
        self.cholesky.iter().enumerate().map(|(i, row)| libm::log(row[i])).sum()
    }

    /// |L⁻¹ x|², +∞ where it is too large for a number.
    fn squared_deviations(&self, x: Vec<f64>) -> f64 {
        let sum: f64 = self.solve(x, 0).iter().map(|y| y * y).sum();
        if sum.is_nan() { f64::INFINITY } else { sum }
    }

    /// y with L y = x, by forward substitution, for an x whose entries before `first` are zero.
    fn solve(&self, mut x: Vec<f64>, first: usize) -> Vec<f64> {
        for i in first..x.len() {
            let row = &self.cholesky[i];
            let known: f64 = (first..i).map(|j| row[j] * x[j]).sum();
            x[i] = (x[i] - known) / row[i];
        }
        x
    }
}

impl Multivariate for MultivariateNormal {
    fn n_coordinates(&self) -> usize {
        self.loc.len()
    }

    fn log_density(&self, x: &[f64]) -> Result<f64, FamilyError> {
        self.check_dimension(x.len())?;
        if x.iter().any(|x| x.is_nan()) {
            return Ok(f64::NAN);
        }
        let away: Vec<f64> = x.iter().zip(&self.loc).map(|(x, m)| x - m).collect();
        Ok(-0.5 * self.squared_deviations(away)
            - self.ln_volume()
            - 0.5 * self.loc.len() as f64 * libm::log(TAU))
    }

    fn entropy(&self) -> f64 {
        self.ln_volume() + 0.5 * self.loc.len() as f64 * (1.0 + libm::log(TAU))
    }

    fn mean(&self) -> Vec<f64> {
        self.loc.clone()
    }

    fn variance(&self) -> Vec<f64> {
        self.cholesky.iter().map(|row| row.iter().map(|l| l * l).sum()).collect()
    }

    fn sample(&self, stream: &mut Stream) -> Vec<f64> {
        let z: Vec<f64> = self.loc.iter().map(|_| stream.normal()).collect();
        let coordinate =
            |(m, row): (&f64, &Vec<f64>)| m + row.iter().zip(&z).map(|(l, z)| l * z).sum::<f64>();
        self.loc.iter().zip(&self.cholesky).map(coordinate).collect()
    }
}

/// L with L Lᵀ that covariance, row by row up to the diagonal, which is positive.
pub(crate) fn covariance_factor(covariance: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, FamilyError> {
    let lower = lower_triangle("covariance_matrix", covariance.len(), covariance)?;
    for row in covariance {
        each("covariance_matrix", row, location)?;
    }
    for (i, row) in lower.iter().enumerate() {
        for (j, &below) in row.iter().enumerate() {
            let scale = libm::sqrt(lower[i][i].abs()) * libm::sqrt(lower[j][j].abs());
            let above = covariance[j][i];
            if (below - above).abs() > SYMMETRY_TOLERANCE * scale {
                return Err(FamilyError::NotSymmetric { row: j, column: i, above, below });
            }
        }
    }
    cholesky(&lower)
}

fn checked_loc(loc: &[f64]) -> Result<(), FamilyError> {
    if loc.is_empty() {
        return Err(FamilyError::Length { parameter: "loc", expected: 1, found: 0 });
    }
    each("loc", loc, location)
}

/// The rows of a square matrix up to the diagonal.
fn lower_triangle(
    parameter: &'static str,
    d: usize,
    rows: &[Vec<f64>],
) -> Result<Vec<Vec<f64>>, FamilyError> {
    of_length(parameter, d, rows.len())?;
    for row in rows {
        of_length(parameter, d, row.len())?;
    }
    Ok(rows.iter().enumerate().map(|(i, row)| row[..=i].to_vec()).collect())
}

/// L with L Lᵀ the symmetric matrix of that lower triangle, row by row.
fn cholesky(lower: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, FamilyError> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(lower.len());
    for (i, row) in lower.iter().enumerate() {
        let mut entries: Vec<f64> = Vec::with_capacity(i + 1);
        for (j, above) in factor.iter().enumerate() {
            let known: f64 = (0..j).map(|k| entries[k] * above[k]).sum();
            entries.push((row[j] - known) / above[j]);
        }
        let variance = row[i] - entries.iter().map(|l| l * l).sum::<f64>();
        let scale = positive("covariance_matrix", libm::sqrt(variance))
            .map_err(|_| FamilyError::NotPositiveDefinite { row: i, variance })?;
        entries.push(scale);
        factor.push(entries);
    }
    Ok(factor)
}
