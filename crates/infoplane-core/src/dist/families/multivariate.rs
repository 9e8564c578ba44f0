//! What all families of several numbers have in common.

use super::parameter::FamilyError;
use crate::math::rng::Stream;

/// A distribution of several numbers.
///
/// ```
/// use infoplane_core::dist::families::{dirichlet::Dirichlet, multivariate::Multivariate};
/// let p = Dirichlet::new(vec![1.0, 1.0, 2.0])?;
/// assert_eq!((p.n_coordinates(), p.mean()), (3, vec![0.25, 0.25, 0.5]));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
pub trait Multivariate {
    /// The number of coordinates of an outcome.
    fn n_coordinates(&self) -> usize;

    /// ln of the density at a point, in nats: −∞ outside the support, NaN at NaN.
    ///
    /// # Errors
    /// [`FamilyError::Dimension`] unless the point has as many coordinates as the distribution.
    fn log_density(&self, x: &[f64]) -> Result<f64, FamilyError>;

    /// H in nats: differential, so it may be negative and changes with the unit of x.
    fn entropy(&self) -> f64;

    /// The mean of each coordinate.
    fn mean(&self) -> Vec<f64>;

    /// The variance of each coordinate.
    fn variance(&self) -> Vec<f64>;

    /// A random outcome.
    fn sample(&self, stream: &mut Stream) -> Vec<f64>;

    /// That a point or another distribution has as many coordinates.
    fn check_dimension(&self, found: usize) -> Result<(), FamilyError> {
        let expected = self.n_coordinates();
        if found == expected { Ok(()) } else { Err(FamilyError::Dimension { expected, found }) }
    }
}
