//! Gaussian sources with squared error: the one formula, and water poured over several.

use super::{RateError, non_negative};

/// ½ ln(σ²/D) for D < σ², else 0, in nats: a Gaussian source with mean squared error D. +∞ at D = 0 < σ².
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 10.3.2. Accuracy: relative 3e-16 (absolute near D = σ²,
/// where what rounding takes below 0 is given as 0).
///
/// # Errors
/// [`RateError::Parameter`] unless σ² is finite and ≥ 0, and D ≥ 0.
///
/// ```
/// use infoplane_core::measures::{rate_distortion::gaussian::gaussian, units::Unit};
/// // Half the standard deviation costs one bit.
/// assert_eq!(Unit::Bits.from_nats(gaussian(4.0, 1.0)?), 1.0);
/// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
/// ```
pub fn gaussian(variance: f64, d: f64) -> Result<f64, RateError> {
    Ok(component_rate(valid_variance(variance)?, non_negative("D", d)?))
}

/// How a total distortion is shared by independent Gaussian components at the least rate.
///
/// ```
/// use infoplane_core::measures::rate_distortion::gaussian::reverse_water_filling;
/// // Water up to 1 leaves the component of variance 1/2 under it.
/// let found = reverse_water_filling(&[4.0, 0.5], 1.5)?;
/// assert_eq!((found.distortions, found.rates[1]), (vec![1.0, 0.5], 0.0));
/// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct WaterFilling {
    /// The distortion of every component that is described at all; at least the largest variance if none is.
    pub water_level: f64,
    /// min(level, σᵢ²): the distortion of each component.
    pub distortions: Vec<f64>,
    /// The rate of each component, in nats; 0 for those under water.
    pub rates: Vec<f64>,
    /// R(D) = Σ ½ ln(σᵢ²/Dᵢ), in nats.
    pub rate: f64,
}

/// Reverse water-filling: the components lie under water up to a level at which Σ min(level, σᵢ²) = D.
///
/// Components weaker than the level are not described at all. The level is exact: it is linear in D
/// between the variances, which are sorted.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 10.3.3. Accuracy: relative n · 1e-16. Cost: a sort, n logarithms.
///
/// # Errors
/// [`RateError::Empty`] without components; [`RateError::Parameter`] unless the variances are finite and ≥ 0, and D ≥ 0.
///
/// ```
/// use infoplane_core::measures::{rate_distortion::gaussian::reverse_water_filling, units::Unit};
/// // The weak component is drowned; the strong one keeps 1 of 4.
/// let found = reverse_water_filling(&[4.0, 0.5], 1.5)?;
/// assert_eq!((found.water_level, Unit::Bits.from_nats(found.rate)), (1.0, 1.0));
/// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
/// ```
pub fn reverse_water_filling(variances: &[f64], d: f64) -> Result<WaterFilling, RateError> {
    if variances.is_empty() {
        return Err(RateError::Empty);
    }
    variances.iter().try_for_each(|&variance| valid_variance(variance).map(|_| ()))?;
    let water_level = level(variances, non_negative("D", d)?);
    let distortions: Vec<f64> = variances.iter().map(|v| v.min(water_level)).collect();
    let rates: Vec<f64> = variances.iter().map(|&v| component_rate(v, water_level)).collect();
    let rate = rates.iter().sum();
    Ok(WaterFilling { water_level, distortions, rates, rate })
}

/// Drowns the components from the weakest on, as long as an equal share of what is left of D would exceed them.
fn level(variances: &[f64], d: f64) -> f64 {
    let mut ascending = variances.to_vec();
    ascending.sort_unstable_by(f64::total_cmp);
    let mut left = d;
    for (n_drowned, &variance) in ascending.iter().enumerate() {
        let share = left / (ascending.len() - n_drowned) as f64;
        if share < variance {
            return share;
        }
        left -= variance;
    }
    ascending[ascending.len() - 1]
}

fn component_rate(variance: f64, d: f64) -> f64 {
    if d >= variance {
        0.0
    } else if d == 0.0 {
        f64::INFINITY
    } else {
        // The logarithms are rounded apart: those of neighboring numbers may be out of order.
        0.5 * (libm::log(variance) - libm::log(d)).max(0.0)
    }
}

fn valid_variance(variance: f64) -> Result<f64, RateError> {
    if variance >= 0.0 && variance.is_finite() {
        Ok(variance)
    } else {
        Err(RateError::Parameter { name: "σ²", value: variance })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_drowned_by_the_total_variance() {
        let found = reverse_water_filling(&[1.0, 3.0, 2.0], 6.0).unwrap();
        assert_eq!((found.water_level, found.rate), (3.0, 0.0));
        assert_eq!(reverse_water_filling(&[1.0, 3.0, 2.0], f64::INFINITY).unwrap().water_level, 3.0);
    }

    #[test]
    fn no_distortion_costs_infinitely_much_unless_nothing_varies() {
        assert_eq!(reverse_water_filling(&[1.0, 0.0], 0.0).unwrap().rates, [f64::INFINITY, 0.0]);
        assert_eq!(gaussian(0.0, 0.0), Ok(0.0));
        assert_eq!(gaussian(1.0, 0.0), Ok(f64::INFINITY));
    }

    #[test]
    fn invalid_parameters_are_named() {
        assert_eq!(gaussian(-1.0, 0.5), Err(RateError::Parameter { name: "σ²", value: -1.0 }));
        assert!(gaussian(f64::INFINITY, 1.0).is_err() && gaussian(1.0, f64::NAN).is_err());
        assert_eq!(reverse_water_filling(&[], 1.0), Err(RateError::Empty));
    }
}
