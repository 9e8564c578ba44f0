//! Gaussian bottleneck: jointly normal X and Y, in closed form.

use super::{Beta, BottleneckError};
use crate::dist::families::{FamilyError, multivariate_normal::covariance_factor};
use nalgebra::DMatrix;

/// The spectrum that decides everything: the squared canonical correlations of X and Y.
///
/// Source: [Chechik, Globerson, Tishby and Weiss 2005](crate::citations::CHECHIK_2005), theorem 3.1, the optimal projection. The
/// eigenvalues λ of Σ(x|y) Σ(x)⁻¹ are one minus them; the correlations are kept because 1 − λ
/// loses digits when λ is next to 1.
///
/// ```
/// use infoplane_core::bottleneck::gaussian::GaussianIb;
/// // Y has a correlation of 1/2 with the first of two coordinates: it becomes active at 1 / (1/2)², the other never.
/// let covariance = [vec![1.0, 0.0, 0.5], vec![0.0, 1.0, 0.0], vec![0.5, 0.0, 1.0]];
/// let critical = GaussianIb::new(&covariance, 2)?.critical_betas();
/// assert!((critical[0] - 4.0).abs() < 1e-14 && critical[1] == f64::INFINITY);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GaussianIb {
    /// Descending, one for each dimension of X, in [0, 1].
    correlations_squared: Vec<f64>,
}

/// A point of the curve.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, gaussian::{GaussianIb, GaussianPoint}};
/// // With ρ² = 1/4 nothing is worth keeping below β = 4, and one coordinate above.
/// let ib = GaussianIb::new(&[vec![1.0, 0.5], vec![0.5, 1.0]], 1)?;
/// assert_eq!(ib.point(Beta::new(3.0)?), GaussianPoint { i_xt: 0.0, i_ty: 0.0, n_active: 0 });
/// assert_eq!(ib.point(Beta::new(5.0)?).n_active, 1);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GaussianPoint {
    /// I(X;T) in nats.
    pub i_xt: f64,
    /// I(T;Y) in nats.
    pub i_ty: f64,
    /// How many dimensions of the projection are in use.
    pub n_active: usize,
}

impl GaussianIb {
    /// Of the covariance of (X, Y), row by row, the first `n_x` dimensions being X. A canonical correlation that rounding
    /// puts above one is taken as one: none of a positive definite covariance is.
    /// Cost: O((d_x + d_y)³).
    ///
    /// ```
    /// use infoplane_core::bottleneck::{Beta, gaussian::GaussianIb};
    /// let ib = GaussianIb::new(&[vec![1.0, 0.5], vec![0.5, 1.0]], 1)?; // ρ² = 1/4
    /// assert!((ib.critical_betas()[0] - 4.0).abs() < 1e-14);
    /// assert_eq!(ib.point(Beta::new(3.9)?).i_xt, 0.0);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    ///
    /// # Errors
    /// [`BottleneckError::Dimensions`] unless 0 < n_x < size; [`BottleneckError::Covariance`] for what is none of a
    /// [`MultivariateNormal`](crate::dist::families::multivariate_normal::MultivariateNormal::from_covariance): it must be
    /// square, positive definite, and symmetric within 1e-9.
    pub fn new(covariance: &[Vec<f64>], n_x: usize) -> Result<Self, BottleneckError> {
        let n = covariance.len();
        if n_x == 0 || n_x >= n {
            return Err(BottleneckError::Dimensions { n_x, n });
        }
        let l = covariance_factor(covariance).map_err(BottleneckError::Covariance)?;
        let y: Vec<Vec<f64>> = covariance[n_x..].iter().map(|row| row[n_x..].to_vec()).collect();
        let l_y = covariance_factor(&y).map_err(BottleneckError::Covariance)?;
        let (l_x, l_y) = (lower(&l[..n_x]), lower(&l_y));
        let c_xy = DMatrix::from_fn(n_x, n - n_x, |i, j| covariance[n_x + j][i]);
        let whitened = l_x.solve_lower_triangular(&c_xy);
        let whitened = whitened.and_then(|w| l_y.solve_lower_triangular(&w.transpose()));
        Self::of_whitened(&whitened.expect("the diagonals of the factors are positive"), n_x)
    }

    /// K = Σ_y^(−1/2) Σ_yx Σ_x^(−1/2), whose singular values are the canonical correlations.
    fn of_whitened(k: &DMatrix<f64>, n_x: usize) -> Result<Self, BottleneckError> {
        let left = |row: usize| 1.0 - k.row(row).norm_squared();
        if let Some(row) = (0..k.nrows()).find(|&row| !left(row).is_finite()) {
            let error = FamilyError::NotPositiveDefinite { row: n_x + row, variance: left(row) };
            return Err(BottleneckError::Covariance(error));
        }
        let mut squared: Vec<f64> = k.singular_values().iter().map(|s| (s * s).min(1.0)).collect();
        squared.sort_by(|a, b| b.total_cmp(a));
        squared.resize(k.ncols(), 0.0);
        Ok(Self { correlations_squared: squared })
    }

    /// λ of Σ(x|y) Σ(x)⁻¹, ascending.
    ///
    /// ```
    /// use infoplane_core::bottleneck::gaussian::GaussianIb;
    /// let ib = GaussianIb::new(&[vec![1.0, 0.5], vec![0.5, 1.0]], 1)?; // ρ² = 1/4
    /// assert!((ib.eigenvalues()[0] - 0.75).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn eigenvalues(&self) -> Vec<f64> {
        self.correlations_squared.iter().map(|r| 1.0 - r).collect()
    }

    /// β at which each dimension becomes active, 1 / (1 − λ), ascending; infinite for never.
    ///
    /// ```
    /// use infoplane_core::bottleneck::gaussian::GaussianIb;
    /// let ib = GaussianIb::new(&[vec![1.0, 0.5], vec![0.5, 1.0]], 1)?; // ρ² = 1/4
    /// assert!((ib.critical_betas()[0] - 4.0).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn critical_betas(&self) -> Vec<f64> {
        self.correlations_squared.iter().map(|r| 1.0 / r).collect()
    }

    /// I(X;Y) = −½ Σ ln λ in nats.
    ///
    /// ```
    /// use infoplane_core::bottleneck::gaussian::GaussianIb;
    /// let ib = GaussianIb::new(&[vec![1.0, 0.5], vec![0.5, 1.0]], 1)?; // ρ² = 1/4
    /// assert!((ib.mutual_information() + 0.5 * 0.75_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn mutual_information(&self) -> f64 {
        -0.5 * self.correlations_squared.iter().map(|&r| libm::log1p(-r)).sum::<f64>()
    }

    /// The point of the curve at β (their information curve):
    /// I(X;T) = ½ Σ ln((β − 1)(1 − λ)/λ), I(T;Y) = I(X;T) − ½ Σ ln(β(1 − λ)), over the active λ.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{Beta, gaussian::GaussianIb};
    /// let ib = GaussianIb::new(&[vec![1.0, 0.5], vec![0.5, 1.0]], 1)?; // ρ² = 1/4
    /// // I(X;T) = ½ ln(1 + (8/4 − 1) / (3/4)), and ½ ln(8/4) of it says nothing of Y.
    /// let point = ib.point(Beta::new(8.0)?);
    /// assert!((point.i_xt - 0.5 * (7.0_f64 / 3.0).ln()).abs() < 1e-14);
    /// assert!((point.i_xt - point.i_ty - 0.5 * 2.0_f64.ln()).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn point(&self, beta: Beta) -> GaussianPoint {
        let beta = beta.get();
        let active = self.correlations_squared.iter().filter(|&&r| beta * r > 1.0 && r < 1.0);
        let start = GaussianPoint { i_xt: 0.0, i_ty: 0.0, n_active: 0 };
        active.fold(start, |sum, &r| {
            // (β − 1) r / (1 − r) = 1 + (β r − 1)/(1 − r): nothing cancels next to critical β.
            let i_xt = 0.5 * libm::log1p((beta * r - 1.0) / (1.0 - r));
            let i_ty = i_xt - 0.5 * libm::log(beta * r);
            GaussianPoint { i_xt: sum.i_xt + i_xt, i_ty: sum.i_ty + i_ty, n_active: sum.n_active + 1 }
        })
    }
}

/// The lower triangular matrix of those rows up to the diagonal.
fn lower(rows: &[Vec<f64>]) -> DMatrix<f64> {
    DMatrix::from_fn(rows.len(), rows.len(), |i, j| rows[i].get(j).copied().unwrap_or(0.0))
}
