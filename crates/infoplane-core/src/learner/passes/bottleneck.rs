//! The stochastic bottleneck: t = μ + σ ε with ε from N(0, 1), and its rate KL(N(μ, σ²) ‖ N(0, 1)).

use super::noise::Randomness;
use crate::learner::activation::softplus;
use crate::learner::kernels::Groups;
use crate::learner::layer::Deviation;
use crate::math::lanes::Lanes;

/// Subtracted from ρ before the softplus (Alemi et al. 2017, section 4.1).
const SHIFT: f64 = 5.0;

/// What a bottleneck keeps for its gradient.
#[derive(Clone, Debug)]
pub(super) struct Encoder<V> {
    form: Deviation,
    /// The affine map: all μ, then all ρ.
    pub(super) affine: Groups<V>,
    /// σ of ρ.
    deviations: Groups<V>,
    /// dσ/dρ.
    slopes: Groups<V>,
    /// ε of the last pass.
    draws: Groups<V>,
}

impl<V: Lanes> Encoder<V> {
    pub(super) fn new(form: Deviation, n_units: usize, n_groups: usize) -> Self {
        let room = |n_units| Groups::new(n_units, n_groups);
        Self {
            form,
            affine: room(2 * n_units),
            deviations: room(n_units),
            slopes: room(n_units),
            draws: room(n_units),
        }
    }

    /// Draws the values; without randomness they are the means. Their derivatives are those by the draw, 1.
    pub(super) fn draw(
        &mut self,
        values: &mut Groups<V>,
        value_slopes: &mut Groups<V>,
        n_groups: usize,
        mut randomness: Option<&mut Randomness>,
    ) {
        let n_units = values.n_units();
        let kept = self.deviations.iter_mut().zip(self.slopes.iter_mut()).zip(self.draws.iter_mut());
        let groups = values.iter_mut().zip(self.affine.iter()).zip(kept);
        for ((values, affine), ((deviations, slopes), draws)) in groups.take(n_groups) {
            for unit in 0..n_units {
                (deviations[unit], slopes[unit]) = deviation(self.form, affine[n_units + unit]);
                draws[unit] = randomness.as_deref_mut().map_or(V::zero(), |randomness| randomness.normal());
                values[unit] = affine[unit] + deviations[unit] * draws[unit];
            }
        }
        value_slopes.iter_mut().take(n_groups).for_each(|slopes| slopes.fill(V::one()));
    }

    /// Σ over units of KL = ½ (μ² + σ² − 1) − ln σ, in nats, for each lane of a group.
    pub(super) fn rate(&self, group: usize) -> V {
        let means = self.affine.group(group);
        self.deviations.group(group).iter().zip(means).fold(V::zero(), |sum, (deviation, mean)| {
            let squares = *mean * *mean + *deviation * *deviation;
            sum + (squares - V::one()) * V::of(0.5) - deviation.ln()
        })
    }

    /// From the gradient by the values to that by μ and ρ, with `weight` of each group times that of the rate.
    pub(super) fn backward(
        &self,
        delta: &Groups<V>,
        delta_affine: &mut Groups<V>,
        weights: impl Iterator<Item = V>,
        n_groups: usize,
    ) {
        let n_units = delta.n_units();
        let groups = delta.iter().zip(delta_affine.iter_mut()).zip(weights).take(n_groups);
        for (group, ((delta, delta_affine), weight)) in groups.enumerate() {
            let (deviations, slopes) = (self.deviations.group(group), self.slopes.group(group));
            let (means, draws) = (self.affine.group(group), self.draws.group(group));
            for unit in 0..n_units {
                let deviation = deviations[unit];
                delta_affine[unit] = delta[unit] + weight * means[unit];
                let by_deviation = delta[unit] * draws[unit] + weight * (deviation - V::one() / deviation);
                delta_affine[n_units + unit] = by_deviation * slopes[unit];
            }
        }
    }
}

/// σ of ρ, and its slope there.
fn deviation<V: Lanes>(form: Deviation, rho: V) -> (V, V) {
    match form {
        Deviation::Softplus => softplus(rho - V::of(SHIFT)),
        Deviation::LogVariance => {
            let deviation = (rho * V::of(0.5)).exp();
            (deviation, deviation * V::of(0.5))
        }
    }
}
