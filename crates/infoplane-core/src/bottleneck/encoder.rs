//! The encoder q(t|x), and where it is in the information plane.

use super::{BottleneckError, source::Source};
use crate::dist::channel::{Channel, ChannelError};
use crate::dist::pmf::{PmfError, check_size};
use crate::math::{
    rng::Stream,
    x_log_x::{log_ratio, x_log_ratio, x_log_x},
};

/// q(t|x) with rows that sum to one up to rounding.
///
/// ```
/// use infoplane_core::bottleneck::encoder::Encoder;
/// // The first x goes to either t, with odds of 3 to 1.
/// let encoder = Encoder::from_weights(&[vec![3.0, 1.0], vec![0.0, 2.0]])?;
/// assert!(encoder.rows().eq([[0.75, 0.25], [0.0, 1.0]]));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Encoder {
    pub(super) n_t: usize,
    /// Row x is q(t|x).
    pub(super) q: Vec<f64>,
}

/// An encoder's place in the information plane, in nats.
///
/// ```
/// use infoplane_core::bottleneck::{encoder::Encoder, source::Source};
/// // One value of T for both x keeps nothing, tells nothing and takes no room.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let point = Encoder::from_weights(&[vec![1.0], vec![1.0]])?.plane_point(&copy);
/// assert_eq!((point.i_xt, point.i_ty, point.h_t), (0.0, 0.0, 0.0));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanePoint {
    /// I(X;T), what T keeps.
    pub i_xt: f64,
    /// I(T;Y), what T tells.
    pub i_ty: f64,
    /// H(T), what T costs to store.
    pub h_t: f64,
}

impl Encoder {
    /// T = X: everything is kept.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{encoder::Encoder, source::Source};
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// assert!(Encoder::identity(&copy).rows().eq([[1.0, 0.0], [0.0, 1.0]]));
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn identity(source: &Source) -> Self {
        let n_x = source.n_x();
        Self::of_assignment(&(0..n_x).collect::<Vec<_>>(), n_x)
    }

    /// The deterministic encoder t = f(x); `n_t` must be above every f(x).
    pub(super) fn of_assignment(assignment: &[usize], n_t: usize) -> Self {
        let mut q = vec![0.0; assignment.len() * n_t];
        for (x, &t) in assignment.iter().enumerate() {
            q[x * n_t + t] = 1.0;
        }
        Self { n_t, q }
    }

    /// One value of T for each group of old ones, others left out; rows are divided by their sums.
    /// A row of which nothing is left, which is that of an x too rare to matter, is spread evenly.
    pub(super) fn joined(&self, groups: &[Vec<usize>]) -> Self {
        let mut q = Vec::with_capacity(self.rows().len() * groups.len());
        for row in self.rows() {
            let sums: Vec<f64> = groups.iter().map(|group| group.iter().map(|&t| row[t]).sum()).collect();
            let total: f64 = sums.iter().sum();
            let even = 1.0 / groups.len() as f64;
            q.extend(sums.iter().map(|sum| if total > 0.0 { sum / total } else { even }));
        }
        Self { n_t: groups.len(), q }
    }

    /// Value t replaced by two with q(t|x) (½ + ε(x)) and q(t|x) (½ − ε(x)); the second becomes the last value.
    pub(super) fn split(&self, t: usize, epsilon: &[f64]) -> Self {
        let mut q = Vec::with_capacity(self.q.len() + epsilon.len());
        for (row, epsilon) in self.rows().zip(epsilon) {
            let from = q.len();
            q.extend_from_slice(row);
            q[from + t] = row[t] * (0.5 + epsilon);
            q.push(row[t] * (0.5 - epsilon));
        }
        Self { n_t: self.n_t + 1, q }
    }

    /// Rows of independent exponential weights, which is uniform on the simplex.
    ///
    /// # Errors
    /// [`BottleneckError::Encoder`] if `n_x` or `n_t` is 0, or their product above [`MOST_OUTCOMES`](crate::dist::pmf::MOST_OUTCOMES).
    ///
    /// ```
    /// use infoplane_core::{bottleneck::encoder::Encoder, math::rng::{Purpose, Stream}};
    /// let encoder = Encoder::random(3, 2, &mut Stream::new(1, Purpose::Init))?;
    /// assert!(encoder.rows().all(|row| (row[0] + row[1] - 1.0).abs() < 1e-15));
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn random(n_x: usize, n_t: usize, stream: &mut Stream) -> Result<Self, BottleneckError> {
        if let Err(error @ PmfError::Size(_)) = check_size(n_x.saturating_mul(n_t)) {
            return Err(BottleneckError::Encoder(ChannelError::Row { input: 0, error }));
        }
        let weights: Vec<Vec<f64>> = (0..n_x)
            .map(|_| (0..n_t).map(|_| -libm::log(1.0 - stream.uniform()) + f64::MIN_POSITIVE).collect())
            .collect();
        Self::from_weights(&weights)
    }

    /// Rows of weights, each divided by its sum.
    ///
    /// # Errors
    /// [`BottleneckError::Encoder`] for what are no rows of weights: see [`Channel::normalized`].
    ///
    /// ```
    /// use infoplane_core::bottleneck::encoder::Encoder;
    /// assert!(Encoder::from_weights(&[vec![3.0, 1.0]])?.rows().eq([[0.75, 0.25]]));
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn from_weights(rows: &[Vec<f64>]) -> Result<Self, BottleneckError> {
        let channel = Channel::normalized(rows).map_err(BottleneckError::Encoder)?;
        let q = channel.rows().iter().flat_map(|row| row.as_slice()).copied().collect();
        Ok(Self { n_t: channel.n_outputs(), q })
    }

    /// The number of values of T, used or not.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{encoder::Encoder, source::Source};
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// assert_eq!(Encoder::identity(&copy).n_t(), 2);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn n_t(&self) -> usize {
        self.n_t
    }

    /// q(t|x) for each x.
    ///
    /// ```
    /// use infoplane_core::bottleneck::encoder::Encoder;
    /// assert_eq!(Encoder::from_weights(&[vec![1.0, 1.0], vec![0.0, 2.0]])?.rows().nth(1), Some(&[0.0, 1.0][..]));
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.q.chunks_exact(self.n_t)
    }

    /// q(t).
    ///
    /// ```
    /// use infoplane_core::bottleneck::{encoder::Encoder, source::Source};
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// // A fair bit, half of the time lost to t = 0.
    /// let encoder = Encoder::from_weights(&[vec![1.0, 0.0], vec![0.5, 0.5]])?;
    /// assert_eq!(encoder.marginal(&copy), [0.75, 0.25]);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn marginal(&self, source: &Source) -> Vec<f64> {
        let mut q_t = vec![0.0; self.n_t];
        for (row, p) in self.rows().zip(&source.p_x) {
            q_t.iter_mut().zip(row).for_each(|(sum, q)| *sum += p * q);
        }
        q_t
    }

    /// q(t, y), row y, so that the innermost loop runs over all t at once.
    pub(super) fn joint_ty(&self, source: &Source) -> Vec<f64> {
        let mut q_ty = vec![0.0; source.n_y() * self.n_t];
        for (x, row) in self.rows().enumerate() {
            for (sums, p_y) in q_ty.chunks_exact_mut(self.n_t).zip(source.row(x)) {
                let p = source.p_x[x] * p_y;
                sums.iter_mut().zip(row).for_each(|(sum, q)| *sum += p * q);
            }
        }
        q_ty
    }

    /// I(X;T), I(T;Y) and H(T) in nats. Cost: O(|X| |T| |Y|).
    ///
    /// ```
    /// use infoplane_core::bottleneck::{encoder::Encoder, source::Source};
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// let point = Encoder::identity(&copy).plane_point(&copy);
    /// assert!((point.i_xt - core::f64::consts::LN_2).abs() < 1e-15 && point.i_xt == point.i_ty);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn plane_point(&self, source: &Source) -> PlanePoint {
        let q_t = self.marginal(source);
        let q_ty = self.joint_ty(source);
        let divergence = |row: &[f64]| row.iter().zip(&q_t).map(|(&q, &m)| x_log_ratio(q, m)).sum::<f64>();
        let i_xt = self.rows().zip(&source.p_x).map(|(row, p)| p * divergence(row)).sum();
        // q(y|t) against p(y), not q(t,y) against q(t) p(y): that product can vanish where q(t,y) does not.
        let surplus = |i: usize, q: f64| q * log_ratio(q / q_t[i % self.n_t], source.p_y[i / self.n_t]);
        let happens = q_ty.iter().enumerate().filter(|(_, q)| **q > 0.0);
        let i_ty = happens.map(|(i, &q)| surplus(i, q)).sum();
        let h_t = -q_t.iter().map(|&q| x_log_x(q)).sum::<f64>();
        PlanePoint { i_xt, i_ty, h_t }
    }
}
