//! A bottleneck curve whose bits are known: the same natively and in every browser.
//!
//! It is as large as a lab needs, 32 outcomes of X, 16 of Y and 200 trade-offs, and its numbers are made without a
//! function whose bits differ from machine to machine. Natively a test compares them; in a browser, whatever has this
//! crate there.

use super::{Beta, BottleneckError, annealing, descent::State, search::Search, source::Source};
use crate::math::rng::{Purpose, Stream};

/// Outcomes of X.
const N_X: i32 = 32;
/// Outcomes of Y.
const N_Y: i32 = 16;
/// Trade-offs.
const N_BETAS: i32 = 200;

/// The [`digest`] of the [`curve`] that every platform must find.
///
/// ```
/// use infoplane_core::bottleneck::reference_curve::{EXPECTED, curve, digest};
/// assert_eq!(digest(&curve()?), EXPECTED);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub const EXPECTED: u64 = 0xf9e2_55c5_b6b4_74ee;

/// Sixteen overlapping classes of x, p(x, y) ∝ (0.2 + u) / (1 + (x − 2y)²) with u uniform on [0, 1): no two outcomes
/// are alike.
///
/// ```
/// use infoplane_core::bottleneck::reference_curve::source;
/// // 5 bits of X at most, of which a part tells about Y.
/// let i_xy = source()?.mutual_information() / core::f64::consts::LN_2;
/// assert!(1.0 < i_xy && i_xy < 4.0);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
///
/// # Errors
/// None: the weights are positive.
pub fn source() -> Result<Source, BottleneckError> {
    let mut stream = Stream::new(1, Purpose::Data);
    let mut weight = |x: i32, y: i32| (0.2 + stream.uniform()) / f64::from(1 + (x - 2 * y) * (x - 2 * y));
    let rows: Vec<Vec<f64>> = (0..N_X).map(|x| (0..N_Y).map(|y| weight(x, y)).collect()).collect();
    Source::from_weights(&rows)
}

/// From 1 to 100.5 in steps of one half.
///
/// ```
/// use infoplane_core::bottleneck::reference_curve::betas;
/// let betas: Vec<f64> = betas()?.iter().map(|beta| beta.get()).collect();
/// assert_eq!((betas[0], betas[1], betas[199]), (1.0, 1.5, 100.5));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
///
/// # Errors
/// None: they are in range.
pub fn betas() -> Result<Vec<Beta>, BottleneckError> {
    (2..N_BETAS + 2).map(|i| Beta::new(0.5 * f64::from(i))).collect()
}

/// The best encoder at each of the [`betas`], by the default search.
///
/// ```
/// use infoplane_core::bottleneck::reference_curve::{curve, source};
/// let (curve, i_xy) = (curve()?, source()?.mutual_information());
/// // At β = 1 nothing is worth its cost; at the largest β hardly anything of what X tells is given up.
/// assert!(curve[0].point.i_xt < 1e-9 && curve[199].point.i_ty > 0.99 * i_xy);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
///
/// # Errors
/// None: the search is the default.
pub fn curve() -> Result<Vec<State>, BottleneckError> {
    annealing::curve(&source()?, &betas()?, &Search::default(), &mut Stream::new(1, Purpose::Init))
}

/// A fingerprint of I(X;T), I(T;Y) and L at every trade-off, bit for bit (FNV-1a over words of 64 bits).
///
/// ```
/// use infoplane_core::bottleneck::reference_curve::{curve, digest};
/// let states = curve()?;
/// assert_ne!(digest(&states), digest(&states[1..]));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn digest(states: &[State]) -> u64 {
    let numbers = states.iter().flat_map(|state| [state.point.i_xt, state.point.i_ty, state.l]);
    numbers
        .fold(0xcbf2_9ce4_8422_2325, |hash, number| (hash ^ number.to_bits()).wrapping_mul(0x0100_0000_01b3))
}
