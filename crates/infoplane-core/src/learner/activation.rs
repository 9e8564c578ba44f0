//! Activation functions, each with its derivative as one value.

use crate::learner::kernels::Groups;
use crate::math::lanes::Lanes;

crate::named_enum! {
    /// The activation of a hidden layer.
    ///
    /// ```
    /// use infoplane_core::learner::activation::Activation;
    /// let activations = [Activation::Relu, Activation::LeakyRelu, Activation::Softsign];
    /// assert_eq!(activations.map(|activation| activation.at(-1.0).0), [0.0, -0.01, -0.5]);
    /// ```
    pub enum Activation {
        /// tanh z.
        Tanh = "tanh",
        /// max(0, z).
        Relu = "relu",
        /// 1 / (1 + e^-z).
        Sigmoid = "sigmoid",
        /// z / (1 + |z|).
        Softsign = "softsign",
        /// ln(1 + e^z).
        Softplus = "softplus",
        /// z.
        Identity = "linear",
        /// z above 0, z / 100 below ([Maas et al.](crate::citations::MAAS_2013)).
        LeakyRelu = "leaky-relu",
        /// z above 0, e^z - 1 below ([Clevert et al.](crate::citations::CLEVERT_2016), equation 15, α = 1).
        Elu = "elu",
        /// z Φ(z), Φ the cumulative standard normal ([Hendrycks & Gimpel](crate::citations::HENDRYCKS_GIMPEL_2016)).
        Gelu = "gelu",
        /// sin z.
        Sin = "sin",
    }
}

/// The slope of the leaky ReLU below zero.
const LEAK: f64 = 0.01;
/// 1 / √2π.
const NORMAL_PEAK: f64 = 0.398_942_280_401_432_7;

impl Activation {
    /// Whether it grows without bound on one side only.
    ///
    /// ```
    /// # use infoplane_core::learner::activation::Activation;
    /// // The identity grows on both sides, tanh on none.
    /// let activations = [Activation::Relu, Activation::Identity, Activation::Tanh];
    /// assert_eq!(activations.map(Activation::is_one_sided), [true, false, false]);
    /// ```
    pub const fn is_one_sided(self) -> bool {
        matches!(self, Self::Relu | Self::LeakyRelu | Self::Elu | Self::Gelu | Self::Softplus)
    }

    /// The largest derivative: ¼ of the sigmoid, 1.1289 of GELU at z = √2, 1 of all others.
    ///
    /// ```
    /// # use infoplane_core::learner::activation::Activation;
    /// assert_eq!(Activation::Sigmoid.steepest(), Activation::Sigmoid.at(0.0).1);
    /// assert!((Activation::Gelu.steepest() - Activation::Gelu.at(2_f64.sqrt()).1).abs() < 1e-7);
    /// ```
    pub const fn steepest(self) -> f64 {
        match self {
            Self::Sigmoid => 0.25,
            Self::Gelu => 1.128_904_145,
            _ => 1.0,
        }
    }

    /// The value at z, and the derivative there.
    ///
    /// ```
    /// # use infoplane_core::learner::activation::Activation;
    /// assert_eq!(Activation::Sigmoid.at(0.0), (0.5, 0.25));
    /// ```
    pub fn at(self, z: f64) -> (f64, f64) {
        let (mut value, mut slope) = ([wide::f64x4::of(z)], [wide::f64x4::zero()]);
        self.apply(core::iter::once((&mut value[..], &mut slope[..])));
        (value[0].to_array()[0], slope[0].to_array()[0])
    }

    /// The same of every unit.
    pub(super) fn apply_groups<V: Lanes>(
        self,
        values: &mut Groups<V>,
        slopes: &mut Groups<V>,
        n_groups: usize,
    ) {
        self.apply(values.iter_mut().zip(slopes.iter_mut()).take(n_groups));
    }

    /// Replaces each z by its value, and sets the derivatives there.
    ///
    /// Accuracy in single precision, of values in units of the last place: tanh 6; sigmoid 3 for z ≥ −88.7, below which
    /// it is 0; softplus 3; softsign 3 for |z| ≤ 8e37; ELU 2; leaky ReLU 1. Absolute: sine 2e-7 for |z| ≤ 1e4, GELU
    /// 2e-7 max(1, |z|). Of slopes absolute: tanh 1e-6, all others 3e-7 (sine for |z| ≤ 1e4); so a slope that is smaller
    /// than that may be 0, as that of ELU is from z = −17 down. NaN stays NaN. Cost per number: one
    /// division for tanh, sigmoid and softsign, two for softplus.
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn apply<'a, V: Lanes + 'a>(self, groups: impl Iterator<Item = (&'a mut [V], &'a mut [V])>) {
        match self {
            Self::Tanh => apply(groups, tanh),
            Self::Relu => apply(groups, relu),
            Self::Sigmoid => apply(groups, sigmoid),
            Self::Softsign => apply(groups, softsign),
            Self::Softplus => apply(groups, softplus),
            Self::Identity => apply(groups, identity),
            Self::LeakyRelu => apply(groups, leaky_relu),
            Self::Elu => apply(groups, elu),
            Self::Gelu => apply(groups, gelu),
            Self::Sin => apply(groups, sine),
        }
    }
}

/// All groups within one curve, which is not chosen anew for each.
#[inline(always)]
fn apply<'a, V: Lanes + 'a>(
    groups: impl Iterator<Item = (&'a mut [V], &'a mut [V])>,
    curve: impl Fn(V) -> (V, V),
) {
    for (values, slopes) in groups {
        for (value, slope) in values.iter_mut().zip(slopes) {
            (*value, *slope) = curve(*value);
        }
    }
}

#[inline(always)]
fn identity<V: Lanes>(z: V) -> (V, V) {
    (z, V::one())
}

#[inline(always)]
fn tanh<V: Lanes>(z: V) -> (V, V) {
    let value = z.tanh();
    (value, V::one() - value * value)
}

#[inline(always)]
fn relu<V: Lanes>(z: V) -> (V, V) {
    (z.at_least(V::zero()), V::zero().if_less(z, V::one(), V::zero()))
}

#[inline(always)]
fn leaky_relu<V: Lanes>(z: V) -> (V, V) {
    let slope = V::zero().if_less(z, V::one(), V::of(LEAK));
    (z * slope, slope)
}

#[inline(always)]
fn elu<V: Lanes>(z: V) -> (V, V) {
    let below = z.at_most(V::zero()).exp_m1();
    (V::zero().if_less(z, z, below), below + V::one())
}

#[inline(always)]
#[cfg_attr(infoplane_site, optimize(speed))]
fn sigmoid<V: Lanes>(z: V) -> (V, V) {
    let value = logistic(z);
    (value, value * (V::one() - value))
}

/// 1 / (1 + e^−z). Not inlined, nor is [`softplus`]: each has several users, and the worker must stay small.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn logistic<V: Lanes>(z: V) -> V {
    V::one() / (V::one() + (-z).exp())
}

#[inline(always)]
fn softsign<V: Lanes>(z: V) -> (V, V) {
    let scale = V::one() / (V::one() + z.abs());
    (z * scale, scale * scale)
}

/// ln(1 + e^z) and its slope.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn softplus<V: Lanes>(z: V) -> (V, V) {
    // ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|), without overflow.
    let value = z.at_least(V::zero()) + (-z.abs()).exp().ln_1p_unit();
    (value, logistic(z))
}

#[inline(always)]
fn gelu<V: Lanes>(z: V) -> (V, V) {
    let cumulative = (z * V::of(core::f64::consts::FRAC_1_SQRT_2)).erf() * V::of(0.5) + V::of(0.5);
    let density = (z * z * V::of(-0.5)).exp() * V::of(NORMAL_PEAK);
    (z * cumulative, cumulative + z * density)
}

#[inline(always)]
fn sine<V: Lanes>(z: V) -> (V, V) {
    (z.sin(), z.cos())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::single::ulps;
    use wide::f32x4;

    #[test]
    fn derivatives_are_limits_of_differences() {
        for activation in Activation::ALL {
            for z in [-3.0, -0.4, 0.3, 2.5] {
                let (above, below) = (activation.at(z + 1e-6).0, activation.at(z - 1e-6).0);
                let difference = (above - below) / 2e-6;
                assert!((activation.at(z).1 - difference).abs() < 1e-9, "{activation:?} {z}");
            }
        }
    }

    /// Value and slope in single precision.
    fn single(activation: Activation, z: f32) -> (f32, f32) {
        let (mut value, mut slope) = ([f32x4::splat(z)], [f32x4::splat(0.0)]);
        activation.apply(core::iter::once((&mut value[..], &mut slope[..])));
        (value[0].to_array()[3], slope[0].to_array()[3])
    }

    /// Numbers of every size from 0 up to |z| = `largest`, of either sign.
    fn up_to(largest: f32) -> impl Iterator<Item = f32> {
        (0..=largest.to_bits()).step_by(4_999).map(f32::from_bits).flat_map(|z| [z, -z])
    }

    /// On what range of z, in the last two columns.
    #[test]
    fn values_are_within_their_units_of_the_last_place() {
        for (activation, bound, smallest, largest) in [
            (Activation::Tanh, 6.0, f32::MIN, f32::MAX),
            (Activation::Relu, 0.0, f32::MIN, f32::MAX),
            (Activation::Sigmoid, 3.0, -88.7, f32::MAX),
            (Activation::Softsign, 3.0, -8e37, 8e37),
            (Activation::Softplus, 3.0, f32::MIN, f32::MAX),
            (Activation::Identity, 0.0, f32::MIN, f32::MAX),
            (Activation::LeakyRelu, 1.0, f32::MIN, f32::MAX),
            (Activation::Elu, 2.0, f32::MIN, f32::MAX),
        ] {
            for z in up_to(largest).filter(|z| *z >= smallest) {
                let (found, (exact, _)) = (single(activation, z).0, activation.at(f64::from(z)));
                assert!(ulps(found, exact) <= bound, "{activation:?} {z}: {found}, not {exact}");
            }
        }
        // Where e^-z overflows.
        assert_eq!(single(Activation::Sigmoid, -88.8).0, 0.0);
    }

    #[test]
    fn values_and_slopes_are_within_their_absolute_errors() {
        for activation in Activation::ALL {
            let largest = if *activation == Activation::Sin { 1e4 } else { f32::MAX };
            let slope_bound = if *activation == Activation::Tanh { 1e-6 } else { 3e-7 };
            for z in up_to(largest) {
                let (value, slope) = single(*activation, z);
                let (exact_value, exact_slope) = activation.at(f64::from(z));
                let off = (f64::from(slope) - exact_slope).abs();
                assert!(off <= slope_bound, "{activation:?} {z}: slope {slope}, not {exact_slope}");
                let off = (f64::from(value) - exact_value).abs() / f64::from(z).abs().max(1.0);
                assert!(off <= 4e-7, "{activation:?} {z}: {value}, not {exact_value}");
                if matches!(activation, Activation::Gelu | Activation::Sin) {
                    assert!(off <= 2e-7, "{activation:?} {z}: {value}, not {exact_value}");
                }
            }
        }
    }

    #[test]
    fn nan_stays_so_that_a_diverged_run_shows() {
        for activation in Activation::ALL {
            let (mut value, mut slope) = ([f32x4::splat(f32::NAN)], [f32x4::splat(0.0)]);
            activation.apply(core::iter::once((&mut value[..], &mut slope[..])));
            assert!(value[0].to_array()[0].is_nan(), "{activation:?}");
        }
    }
}
