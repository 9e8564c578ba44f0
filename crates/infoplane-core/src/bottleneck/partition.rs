//! The best deterministic encoder t = f(x): exactly for few outcomes, by search for many.
//!
//! H(T) − β I(T;Y) is a sum over the values of T of a cost that depends only on which x share it. That is
//! what lets the best partition of a set be put together from best partitions of its subsets, and a
//! search judge a move by the two clusters it changes.

mod clusters;

use super::{
    Beta, BottleneckError,
    encoder::{Encoder, PlanePoint},
    source::Source,
};
use crate::math::{rng::Stream, x_log_x::x_log_x};
use clusters::{Clusters, agglomerated};

/// The largest |X| for which [`exact`] is offered: 3¹⁶ = 43 million steps, a fraction of a second.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, partition::{MAX_EXACT, exact}, source::Source};
/// let too_many = Source::from_weights(&vec![vec![1.0]; MAX_EXACT + 1])?;
/// assert!(exact(&too_many, Beta::new(2.0)?).is_err());
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub const MAX_EXACT: usize = 16;

/// Most numbers that [`exact`] keeps of all subsets: 128 MB.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, partition::{MAX_CELLS, exact}, source::Source};
/// // 2¹⁶ subsets of sixteen x leave room for the sums of 256 y, and not of one more.
/// assert_eq!(MAX_CELLS >> 16, 256);
/// let too_many = Source::from_weights(&vec![vec![1.0; 257]; 16])?;
/// assert!(exact(&too_many, Beta::new(2.0)?).is_err());
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub const MAX_CELLS: usize = 1 << 24;

/// Gains below this share of 1 + β are rounding; smaller, and a search could go in circles.
const ROUNDING: f64 = 1e-14;

crate::named_enum! {
    /// How a partition was found, which is how far it can be trusted.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{Beta, partition::{Method, exact, search}, source::Source};
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let (copy, beta) = (Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?, Beta::new(3.0)?);
    /// assert_eq!(exact(&copy, beta)?.method, Method::Exact);
    /// let found = search(&copy, beta, 4, &mut Stream::new(1, Purpose::Init));
    /// assert_eq!((found.method, found.assignment), (Method::LocalSearch, vec![0, 1]));
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub enum Method {
        /// It is the best of all.
        Exact = "exact",
        /// No move of one x and no merge of two clusters improves it; another partition may.
        LocalSearch = "local-search",
    }
}

/// A deterministic encoder t = f(x).
///
/// ```
/// use infoplane_core::bottleneck::{Beta, partition::exact, source::Source};
/// // Two of three x have the same y; with them together T is a fair bit that tells all: ln 2 − 2 ln 2.
/// let source = Source::from_weights(&[vec![1.0, 0.0], vec![2.0, 0.0], vec![0.0, 3.0]])?;
/// let best = exact(&source, Beta::new(2.0)?)?;
/// assert_eq!(best.assignment, [0, 0, 1]);
/// assert!((best.point.h_t - 2.0_f64.ln()).abs() < 1e-15 && (best.l + 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Partition {
    /// f(x) for each possible x; clusters are numbered as they first occur.
    pub assignment: Vec<usize>,
    /// Its place in the information plane.
    pub point: PlanePoint,
    /// H(T) − β I(T;Y) in nats.
    pub l: f64,
    /// How it was found.
    pub method: Method,
}

/// The partition that minimizes H(T) − β I(T;Y), the deterministic bottleneck of
/// [STROUSE_SCHWAB_2017](crate::citations::STROUSE_SCHWAB_2017): [`exact`] up to [`MAX_EXACT`] outcomes, [`search`] above.
///
/// `n_restarts` random starts and the stream serve the search alone.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, partition::{Method, best}, source::Source};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // Twenty x in two kinds, each with a y of its own: worth one bit at any β above 1.
/// let rows: Vec<Vec<f64>> = (0..20).map(|x| vec![f64::from(x % 2), f64::from(1 - x % 2)]).collect();
/// let source = Source::from_weights(&rows)?;
/// let found = best(&source, Beta::new(3.0)?, 4, &mut Stream::new(1, Purpose::Init));
/// assert_eq!(found.method, Method::LocalSearch);
/// assert!((found.l + 2.0 * core::f64::consts::LN_2).abs() < 1e-14); // H − 3 H
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn best(source: &Source, beta: Beta, n_restarts: usize, stream: &mut Stream) -> Partition {
    exact(source, beta).unwrap_or_else(|_| search(source, beta, n_restarts, stream))
}

/// The partition that minimizes H(T) − β I(T;Y), the deterministic bottleneck of
/// [STROUSE_SCHWAB_2017](crate::citations::STROUSE_SCHWAB_2017), among all, by dynamic programming over subsets.
///
/// best(S) = min over the subsets A of S with its first x of cost(A) + best(S without A). Of partitions that
/// are equal up to rounding the first in the order of their assignments. Cost: 3^|X| steps, 2^|X| |Y| logarithms.
///
/// # Errors
/// [`BottleneckError::TooMany`] above [`MAX_EXACT`] outcomes of X, or when the 2^|X| |Y| sums would take more memory
/// than [`MAX_CELLS`] numbers.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, partition::exact, source::Source};
/// let source = Source::from_weights(&[vec![1.0, 0.0], vec![2.0, 0.0], vec![0.0, 3.0]])?;
/// assert_eq!(exact(&source, Beta::new(2.0)?)?.assignment, [0, 0, 1]);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn exact(source: &Source, beta: Beta) -> Result<Partition, BottleneckError> {
    let n = source.n_x();
    if n > MAX_EXACT || source.n_y() > MAX_CELLS >> n {
        return Err(BottleneckError::TooMany { n_x: n, n_y: source.n_y() });
    }
    let costs = subset_costs(source, beta.get());
    let first = first_clusters(n, &costs, ROUNDING * (1.0 + beta.get()));
    let mut assignment = vec![0; n];
    let (mut left, mut t) = ((1 << n) - 1, 0);
    while left > 0 {
        (0..n).filter(|x| first[left] >> (n - 1 - x) & 1 == 1).for_each(|x| assignment[x] = t);
        left ^= first[left];
        t += 1;
    }
    Ok(partition(source, beta, &assignment, Method::Exact))
}

/// For every set of outcomes the cluster of the first x in the best partition of the set, given the cost of each cluster;
/// costs that differ by less than `rounding` are equal.
fn first_clusters(n: usize, costs: &[f64], rounding: f64) -> Vec<usize> {
    // best[s] is the least cost of the x in s, and first[s] the cluster of its first x.
    let (mut best, mut first) = (vec![0.0; 1 << n], vec![0_usize; 1 << n]);
    for s in 1..1_usize << n {
        // Bit n − 1 − x stands for x: of equal choices the largest number is the first partition.
        let leader = 1 << s.ilog2();
        let rest = s ^ leader;
        let mut others = rest;
        best[s] = f64::INFINITY;
        loop {
            let cost = costs[leader | others] + best[rest ^ others];
            if cost < best[s] - rounding {
                (best[s], first[s]) = (cost, leader | others);
            }
            if others == 0 {
                break;
            }
            others = (others - 1) & rest;
        }
    }
    first
}

/// A good partition of any number of outcomes: local search from merges of T = X, and from random starts.
///
/// Agglomeration joins the two clusters that add least to the cost ([SLONIM_TISHBY_1999](crate::citations::SLONIM_TISHBY_1999)) until
/// one is left. From the best partition on that way, and from `n_restarts` random ones, single x move to the
/// cluster, or to a new one, where they cost least ([SLONIM_FRIEDMAN_TISHBY_2002](crate::citations::SLONIM_FRIEDMAN_TISHBY_2002)),
/// and clusters merge, until nothing improves.
/// Cost: |X|³ |Y| for the agglomeration, |X| |T| |Y| for every sweep.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, partition::{exact, search}, source::Source};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// let source = Source::from_weights(&[vec![1.0, 0.0], vec![2.0, 0.0], vec![0.0, 3.0]])?;
/// let beta = Beta::new(2.0)?;
/// let found = search(&source, beta, 0, &mut Stream::new(1, Purpose::Init));
/// assert_eq!(found.assignment, exact(&source, beta)?.assignment);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn search(source: &Source, beta: Beta, n_restarts: usize, stream: &mut Stream) -> Partition {
    let n = source.n_x();
    let beta_value = beta.get();
    let mut best = agglomerated(source, beta_value);
    best.improve();
    for _ in 0..n_restarts {
        let n_t = 1 + stream.below(n);
        let assignment: Vec<usize> = (0..n).map(|_| stream.below(n_t)).collect();
        let mut other = Clusters::new(source, beta_value, &assignment);
        other.improve();
        if other.total() < best.total() - best.rounding() {
            best = other;
        }
    }
    partition(source, beta, &best.assignment, Method::LocalSearch)
}

/// The partition with its clusters numbered in order.
fn partition(source: &Source, beta: Beta, assignment: &[usize], method: Method) -> Partition {
    let mut numbers: Vec<Option<usize>> = vec![None; assignment.len()];
    let mut next = 0;
    let mut number = |&t: &usize| {
        *numbers[t].get_or_insert_with(|| {
            next += 1;
            next - 1
        })
    };
    let assignment: Vec<usize> = assignment.iter().map(&mut number).collect();
    let point = Encoder::of_assignment(&assignment, assignment.len()).plane_point(source);
    Partition { assignment, point, l: point.h_t - beta.get() * point.i_ty, method }
}

/// The cost of a cluster with the probabilities q(t, y), up to −β H(Y) in all: (β − 1) q ln q − β Σ q(y) ln q(y).
fn cost(q_y: &[f64], beta: f64) -> f64 {
    let q: f64 = q_y.iter().sum();
    (beta - 1.0) * x_log_x(q) - beta * q_y.iter().map(|&q| x_log_x(q)).sum::<f64>()
}

/// The cost of every subset of the outcomes as one cluster.
fn subset_costs(source: &Source, beta: f64) -> Vec<f64> {
    let (n, n_y) = (source.n_x(), source.n_y());
    let mut sums = vec![0.0; n_y << n];
    for s in 1..1_usize << n {
        let leader = s.ilog2() as usize;
        let x = n - 1 - leader;
        for y in 0..n_y {
            sums[s * n_y + y] = sums[(s ^ (1 << leader)) * n_y + y] + source.p_x[x] * source.row(x)[y];
        }
    }
    sums.chunks_exact(n_y).map(|q_y| cost(q_y, beta)).collect()
}
