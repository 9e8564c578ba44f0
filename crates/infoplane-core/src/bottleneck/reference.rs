//! Curves and partitions whose bits are known: the same natively and in every browser.
//!
//! The digests are compared by a native test, and in a browser by whatever has this crate there, as those of the
//! [reference runs](crate::experiments::reference_runs) are. The larger curve is also the one that is timed.

use super::annealing::curve;
use super::{Beta, BottleneckError, descent::State, partition, search::Search, source::Source};
use crate::math::rng::{Purpose, Stream};

/// A source, the trade-offs at which it is compressed, and the digests that every platform must find.
///
/// ```
/// use infoplane_core::bottleneck::reference::reference_curves;
/// let [small, large] = reference_curves()?;
/// assert_eq!((small.source.n_x(), small.source.n_y(), small.betas.len()), (12, 6, 38));
/// assert_eq!((large.source.n_x(), large.source.n_y(), large.betas.len()), (32, 16, 200));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReferenceCurve {
    /// What it is of.
    pub name: &'static str,
    /// p(x, y).
    pub source: Source,
    /// From the least to the largest.
    pub betas: Vec<Beta>,
    /// The [`digests`](Self::digests).
    pub expected: [u64; 2],
}

/// Random starts of the search for each partition.
const N_RESTARTS: usize = 4;

impl ReferenceCurve {
    /// The best encoder at each trade-off, by the default search.
    ///
    /// # Errors
    /// None: the default tolerance is one.
    ///
    /// ```
    /// use infoplane_core::bottleneck::reference::reference_curves;
    /// let [small, _] = reference_curves()?;
    /// let states = small.states()?;
    /// // The more I(T;Y) is worth, the more of it is kept, and never more than there is.
    /// assert!(states[0].point.i_ty < states[37].point.i_ty);
    /// assert!(states[37].point.i_ty < small.source.mutual_information());
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn states(&self) -> Result<Vec<State>, BottleneckError> {
        self.states_from(&mut Stream::new(1, Purpose::Init))
    }

    fn states_from(&self, stream: &mut Stream) -> Result<Vec<State>, BottleneckError> {
        curve(&self.source, &self.betas, &Search::default(), stream)
    }

    /// The bits of I(X;T), I(T;Y) and L along the curve, and those of H(T) and I(T;Y) of the partitions found by
    /// [`partition::search`]: as digests (FNV-1a, of whole numbers of 64 bits).
    ///
    /// # Errors
    /// None: the default tolerance is one.
    ///
    /// ```
    /// use infoplane_core::bottleneck::reference::reference_curves;
    /// let [small, _] = reference_curves()?;
    /// assert_eq!(small.digests()?, small.expected);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn digests(&self) -> Result<[u64; 2], BottleneckError> {
        let stream = &mut Stream::new(1, Purpose::Init);
        let states = self.states_from(stream)?;
        let soft = states.iter().flat_map(|state| [state.point.i_xt, state.point.i_ty, state.l]);
        let best = |beta: &Beta| partition::search(&self.source, *beta, N_RESTARTS, stream).point;
        let hard = self.betas.iter().map(best);
        Ok([digest(soft), digest(hard.flat_map(|point| [point.h_t, point.i_ty]))])
    }
}

/// Both of them. A change of a digest is a change of what a page shows for the same link.
///
/// ```
/// use infoplane_core::bottleneck::reference::reference_curves;
/// let [_, large] = reference_curves()?;
/// assert_eq!((large.betas[0].get(), large.betas[199].get()), (1.0, 100.0));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
///
/// # Errors
/// None: the weights are positive and the trade-offs in range.
pub fn reference_curves() -> Result<[ReferenceCurve; 2], BottleneckError> {
    Ok([small()?, large()?])
}

/// Six overlapping kinds of twelve x, made without a function whose bits may differ from machine to machine.
fn small() -> Result<ReferenceCurve, BottleneckError> {
    let weight = |x: usize, y: usize, u: f64| {
        let distance = x as f64 - 2.0 * y as f64;
        (0.2 + u) / (1.0 + distance * distance)
    };
    Ok(ReferenceCurve {
        name: "12 x 6 at 38 betas",
        source: source(12, 6, weight)?,
        betas: (2..40).map(|i| Beta::new(0.5 * f64::from(i))).collect::<Result<_, _>>()?,
        expected: [0x4b10_53bb_e610_cd81, 0xfb2f_e326_fd8e_76ed],
    })
}

/// Sixteen overlapping kinds of 32 x, no two alike, at betas from 1 to 100 in equal ratios.
fn large() -> Result<ReferenceCurve, BottleneckError> {
    const LAST: i32 = 199;
    let weight = |x: usize, y: usize, u: f64| {
        let distance = (x as f64 / 2.0 - y as f64).abs();
        libm::exp(-0.5 * distance) * (0.2 + u)
    };
    let beta = |i: i32| Beta::new(libm::pow(100.0, f64::from(i) / f64::from(LAST)));
    Ok(ReferenceCurve {
        name: "32 x 16 at 200 betas",
        source: source(32, 16, weight)?,
        betas: (0..=LAST).map(beta).collect::<Result<_, _>>()?,
        expected: [0x5a96_b06c_99ff_3249, 0xd81e_3b58_93c7_5603],
    })
}

/// The source of weights of x, y and a random number each.
fn source(
    n_x: usize,
    n_y: usize,
    weight: impl Fn(usize, usize, f64) -> f64,
) -> Result<Source, BottleneckError> {
    let mut stream = Stream::new(1, Purpose::Data);
    let rows: Vec<Vec<f64>> =
        (0..n_x).map(|x| (0..n_y).map(|y| weight(x, y, stream.uniform())).collect()).collect();
    Source::from_weights(&rows)
}

/// The bits of numbers, one after the other.
fn digest(numbers: impl Iterator<Item = f64>) -> u64 {
    numbers
        .fold(0xcbf2_9ce4_8422_2325, |hash, number| (hash ^ number.to_bits()).wrapping_mul(0x0100_0000_01b3))
}
