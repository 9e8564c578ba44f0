//! The number type of the learner: `f32` to train, `f64` to check the same code against tighter references.

use super::lanes::Lanes;
use super::{exp, ln};
use core::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};
use wide::{f32x4, f64x4};

/// A floating-point type whose elementary functions give the same bits on every platform.
///
/// ```
/// use infoplane_core::math::real::Real;
/// fn square<T: Real>(x: T) -> T {
///     x * x
/// }
/// assert_eq!((square(1.5_f32), square(1.5_f64)), (2.25, 2.25));
/// // 0.1 in single precision is not 0.1 in double.
/// assert_ne!(f32::from_f64(0.1).to_f64(), 0.1);
/// ```
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
}

macro_rules! real {
    ($type:ty, $lanes:ty, $exp:path, $ln:path, $ln_1p:path) => {
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

real!(f32, f32x4, exp::exp, ln::ln, ln::ln_1p_unit);
real!(f64, f64x4, libm::exp, libm::log, libm::log1p);
