//! Activation functions, each with its derivative as one value.

use crate::learner::kernels::Groups;
use crate::math::lanes::Lanes;

crate::named_enum! {
    /// The activation of a hidden layer.
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
    pub const fn is_one_sided(self) -> bool {
        matches!(self, Self::Relu | Self::LeakyRelu | Self::Elu | Self::Gelu | Self::Softplus)
    }

    /// The value at z, and the derivative there.
    ///
    /// ```
    /// # use infoplane_core::learner::activation::Activation;
    /// assert_eq!(Activation::Sigmoid.at(0.0), (0.5, 0.25));
    /// ```
    pub fn at(self, z: f64) -> (f64, f64) {
        let (mut value, mut slope) = ([wide::f64x4::of(z)], [wide::f64x4::zero()]);
        self.apply(&mut value, &mut slope);
        (value[0].to_array()[0], slope[0].to_array()[0])
    }

    /// The same of every unit.
    pub(super) fn apply_groups<V: Lanes>(
        self,
        values: &mut Groups<V>,
        slopes: &mut Groups<V>,
        n_groups: usize,
    ) {
        for (values, slopes) in values.iter_mut().zip(slopes.iter_mut()).take(n_groups) {
            self.apply(values, slopes);
        }
    }

    /// Replaces each z by its value, and sets the derivatives there.
    ///
    /// Accuracy in single precision: tanh 6 units of the last place, sigmoid, softplus and softsign 3;
    /// ELU 2; sine 2e-7 for |z| ≤ 1e4; GELU 2e-7 max(1, |z|). NaN stays NaN. Cost per number: one
    /// division for tanh, sigmoid and softsign, two for softplus.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn apply<V: Lanes>(self, values: &mut [V], slopes: &mut [V]) {
        match self {
            Self::Tanh => apply(values, slopes, tanh),
            Self::Relu => apply(values, slopes, relu),
            Self::Sigmoid => apply(values, slopes, sigmoid),
            Self::Softsign => apply(values, slopes, softsign),
            Self::Softplus => apply(values, slopes, softplus),
            Self::Identity => slopes.fill(V::one()),
            Self::LeakyRelu => apply(values, slopes, leaky_relu),
            Self::Elu => apply(values, slopes, elu),
            Self::Gelu => apply(values, slopes, gelu),
            Self::Sin => apply(values, slopes, sine),
        }
    }
}

#[inline(always)]
fn apply<V: Lanes>(values: &mut [V], slopes: &mut [V], curve: impl Fn(V) -> (V, V)) {
    for (value, slope) in values.iter_mut().zip(slopes) {
        (*value, *slope) = curve(*value);
    }
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

    #[test]
    fn single_precision_agrees_with_double() {
        for activation in Activation::ALL {
            for i in -400..=400 {
                let z = i as f32 * 0.05;
                let (mut value, mut slope) = ([f32x4::splat(z)], [f32x4::splat(0.0)]);
                activation.apply(&mut value, &mut slope);
                let (exact_value, exact_slope) = activation.at(f64::from(z));
                for (found, exact) in [(value[0], exact_value), (slope[0], exact_slope)] {
                    let found = f64::from(found.to_array()[3]);
                    let bound = 4e-7 * exact.abs().max(1.0);
                    assert!((found - exact).abs() <= bound, "{activation:?} {z}: {found}, not {exact}");
                }
            }
        }
    }

    #[test]
    fn nan_stays_so_that_a_diverged_run_shows() {
        for activation in Activation::ALL {
            let (mut value, mut slope) = ([f32x4::splat(f32::NAN)], [f32x4::splat(0.0)]);
            activation.apply(&mut value, &mut slope);
            assert!(value[0].to_array()[0].is_nan(), "{activation:?}");
        }
    }
}
