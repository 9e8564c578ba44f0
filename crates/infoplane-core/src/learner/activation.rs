//! Activation functions, each with its derivative as one value.

use crate::math::real::Real;

crate::named_enum! {
    /// The activation of the hidden layers.
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
    }
}

impl Activation {
    /// The value at z, and the derivative there.
    ///
    /// ```
    /// # use infoplane_core::learner::activation::Activation;
    /// assert_eq!(Activation::Sigmoid.at(0.0), (0.5, 0.25));
    /// ```
    pub fn at(self, z: f64) -> (f64, f64) {
        let (mut value, mut slope) = ([z], [1.0]);
        self.apply(&mut value);
        self.chain(&value, &mut slope);
        (value[0], slope[0])
    }

    /// Replaces each z by its value.
    pub fn apply<T: Real>(self, z: &mut [T]) {
        match self {
            Self::Tanh => apply::<T, Tanh>(z),
            Self::Relu => apply::<T, Relu>(z),
            Self::Sigmoid => apply::<T, Sigmoid>(z),
            Self::Softsign => apply::<T, Softsign>(z),
            Self::Softplus => apply::<T, Softplus>(z),
            Self::Identity => {}
        }
    }

    /// Multiplies each gradient by the derivative, given the activation's values.
    pub fn chain<T: Real>(self, values: &[T], gradient: &mut [T]) {
        match self {
            Self::Tanh => chain::<T, Tanh>(values, gradient),
            Self::Relu => chain::<T, Relu>(values, gradient),
            Self::Sigmoid => chain::<T, Sigmoid>(values, gradient),
            Self::Softsign => chain::<T, Softsign>(values, gradient),
            Self::Softplus => chain::<T, Softplus>(values, gradient),
            Self::Identity => {}
        }
    }
}

/// A function and its derivative, the latter as a function of the value.
trait Curve<T> {
    fn value(z: T) -> T;
    fn slope(value: T) -> T;
}

fn apply<T: Real, C: Curve<T>>(z: &mut [T]) {
    z.iter_mut().for_each(|z| *z = C::value(*z));
}

fn chain<T: Real, C: Curve<T>>(values: &[T], gradient: &mut [T]) {
    gradient.iter_mut().zip(values).for_each(|(gradient, value)| *gradient *= C::slope(*value));
}

struct Tanh;
impl<T: Real> Curve<T> for Tanh {
    #[inline]
    fn value(z: T) -> T {
        z.tanh()
    }
    #[inline]
    fn slope(value: T) -> T {
        T::ONE - value * value
    }
}

struct Relu;
impl<T: Real> Curve<T> for Relu {
    #[inline]
    fn value(z: T) -> T {
        // False for NaN, so that a diverged run shows.
        if z < T::ZERO { T::ZERO } else { z }
    }
    #[inline]
    fn slope(value: T) -> T {
        if value > T::ZERO { T::ONE } else { T::ZERO }
    }
}

struct Sigmoid;
impl<T: Real> Curve<T> for Sigmoid {
    #[inline]
    fn value(z: T) -> T {
        z.sigmoid()
    }
    #[inline]
    fn slope(value: T) -> T {
        value * (T::ONE - value)
    }
}

struct Softsign;
impl<T: Real> Curve<T> for Softsign {
    #[inline]
    fn value(z: T) -> T {
        z / (T::ONE + z.abs())
    }
    #[inline]
    fn slope(value: T) -> T {
        let rest = T::ONE - value.abs();
        rest * rest
    }
}

struct Softplus;
impl<T: Real> Curve<T> for Softplus {
    #[inline]
    fn value(z: T) -> T {
        z.softplus()
    }
    #[inline]
    fn slope(value: T) -> T {
        T::ONE - (-value).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
