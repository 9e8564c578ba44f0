//! The number type of the learner: `f32` to train, `f64` to check the same code against tighter references.

use super::lanes::Lanes;
use super::{exp, ln, tanh};
use wide::{f32x4, f64x4};
use core::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

/// A floating-point type whose elementary functions give the same bits on every platform.
pub trait Real:
    Copy
    + Default
    + PartialOrd
    + core::fmt::Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
{
    /// Four of them.
    type Lanes: Lanes<Scalar = Self>;

    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;

    /// The nearest number of this type.
    fn from_f64(x: f64) -> Self;
    /// The same number.
    fn to_f64(self) -> f64;
    /// e^x.
    fn exp(self) -> Self;
    /// ln x.
    fn ln(self) -> Self;
    /// tanh x.
    fn tanh(self) -> Self;
    /// ln(1 + x) for 0 ≤ x ≤ 1.
    fn ln_1p_unit(self) -> Self;
    /// √x, correctly rounded.
    fn sqrt(self) -> Self;
    /// |x|.
    fn abs(self) -> Self;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;

    /// The larger of two numbers, `self` unless the other is larger.
    #[inline]
    fn larger(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// 1 / (1 + e^−x).
    #[inline]
    fn sigmoid(self) -> Self {
        Self::ONE / (Self::ONE + (-self).exp())
    }

    /// ln(1 + e^x), without overflow.
    #[inline]
    fn softplus(self) -> Self {
        self.larger(Self::ZERO) + (-self.abs()).exp().ln_1p_unit()
    }
}

macro_rules! real {
    ($type:ty, $lanes:ty, $exp:path, $ln:path, $tanh:path, $ln_1p:path) => {
        impl Real for $type {
            type Lanes = $lanes;

            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;

            #[inline]
            fn from_f64(x: f64) -> Self {
                x as Self
            }
            #[inline]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline]
            fn exp(self) -> Self {
                $exp(self)
            }
            #[inline]
            fn ln(self) -> Self {
                $ln(self)
            }
            #[inline]
            fn tanh(self) -> Self {
                $tanh(self)
            }
            #[inline]
            fn ln_1p_unit(self) -> Self {
                $ln_1p(self)
            }
            #[inline]
            fn sqrt(self) -> Self {
                self.sqrt()
            }
            #[inline]
            fn abs(self) -> Self {
                self.abs()
            }
            #[inline]
            fn is_finite(self) -> bool {
                self.is_finite()
            }
        }
    };
}

real!(f32, f32x4, exp::exp, ln::ln, tanh::tanh, ln::ln_1p_unit);
real!(f64, f64x4, libm::exp, libm::log, libm::tanh, libm::log1p);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigmoid_and_softplus_agree_with_double_precision() {
        for i in -2000..=2000 {
            let x = i as f32 * 0.05;
            let sigmoid = f64::from(x).sigmoid();
            let softplus = f64::from(x).softplus();
            assert!((f64::from(x.sigmoid()) - sigmoid).abs() <= 3e-7 * sigmoid + 1e-38, "{x}");
            assert!((f64::from(x.softplus()) - softplus).abs() <= 3e-7 * softplus + 1e-38, "{x}");
        }
    }
}
