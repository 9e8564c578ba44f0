//! Binned activations: the estimators of the two published information-plane codes.

use super::EstimateError;
use super::activations::Activations;
use crate::math::real::Real;
use crate::math::x_log_x::sum_x_log_x;

/// How one activation becomes the number of its bin.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, binning::Binning};
/// // In bins of width 1/2 three samples are 0, 1 and 1: entropy of (1/3, 2/3).
/// let layer = Activations::new(&[0.4, 0.6, 0.9], 1, &[0; 3], 1)?;
/// let expected = 3.0_f64.ln() - 2.0 / 3.0 * 2.0_f64.ln();
/// assert!((Binning::width(0.5)?.information(&layer).i_xt - expected).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Binning(Rule);

/// In double precision; rounded to that of the activations, which are compared and divided in their own.
#[derive(Clone, Debug, PartialEq)]
enum Rule {
    Edges(Vec<f64>),
    Width(f64),
}

/// Number of edges in the code of Shwartz-Ziv & Tishby: `linspace(-1, 1, 30)`.
///
/// ```
/// use infoplane_core::estimators::binning::{Binning, IDNNS_EDGES};
/// assert_eq!((IDNNS_EDGES, Binning::edges(30)), (30, Ok(Binning::idnns())));
/// ```
pub const IDNNS_EDGES: usize = 30;

/// The most edges, which take 8 MB.
///
/// ```
/// use infoplane_core::estimators::{EstimateError, binning::{Binning, MOST_EDGES}};
/// assert!(Binning::edges(MOST_EDGES).is_ok());
/// assert_eq!(Binning::edges(usize::MAX), Err(EstimateError::BinEdges(usize::MAX)));
/// ```
pub const MOST_EDGES: usize = 1 << 20;

/// Bin width in the code of Saxe et al.
///
/// ```
/// use infoplane_core::estimators::binning::{Binning, IBSGD_WIDTH};
/// assert_eq!((IBSGD_WIDTH, Binning::width(0.07)), (0.07, Ok(Binning::ibsgd())));
/// ```
pub const IBSGD_WIDTH: f64 = 0.07;

/// What binned activations say about input and label, in nats.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, binning::Binning};
/// // Four samples in four bins, two of each class: two bits on the input, one on the label.
/// let layer = Activations::new(&[0.1, 1.1, 2.1, 3.1], 1, &[0, 0, 1, 1], 2)?;
/// let information = Binning::width(1.0)?.information(&layer);
/// assert!((information.i_xt - 4.0_f64.ln()).abs() < 1e-15);
/// assert!((information.i_ty - 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinnedInformation {
    /// H(binned T), which is I(X; binned T) when no input occurs twice. At most ln n.
    pub i_xt: f64,
    /// H(binned T) − H(binned T | Y). At most H(Y).
    pub i_ty: f64,
    /// Number of bins, of all units jointly, that hold samples.
    pub n_cells: usize,
    /// Number of pairs of such a bin and a class that hold samples.
    pub n_joint_cells: usize,
}

impl Binning {
    /// The bins of [SHWARTZ_ZIV_TISHBY_2017](crate::citations::SHWARTZ_ZIV_TISHBY_2017): 30 edges on [-1, 1].
    ///
    /// The 30 *edges* bound 29 bins. A value of exactly 1 has a 30th bin of its own, values
    /// above 1 share it, and values below -1 wrap around into it as well: the published code
    /// indexes an array with `digitize(t, edges) - 1`, which is −1 there. Made for tanh;
    /// for ReLU everything above 1 is one bin.
    ///
    /// ```
    /// use infoplane_core::estimators::{activations::Activations, binning::Binning};
    /// // 1, 1.5 and −3 share the last bin, 0.99 has one below it: entropy of (3/4, 1/4).
    /// let layer = Activations::new(&[1.0, 1.5, -3.0, 0.99], 1, &[0; 4], 1)?;
    /// let expected = 0.75 * (4.0_f64 / 3.0).ln() + 0.25 * 4.0_f64.ln();
    /// assert!((Binning::idnns().information(&layer).i_xt - expected).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn idnns() -> Self {
        Self(Rule::Edges(linspace_edges(-1.0, 1.0, IDNNS_EDGES)))
    }

    /// The bins of [SAXE_2018](crate::citations::SAXE_2018): floor(t / 0.07), unbounded.
    ///
    /// One edge lies at 0, so the bins are not symmetric about it.
    ///
    /// ```
    /// use infoplane_core::estimators::{activations::Activations, binning::Binning};
    /// // 0.01 and 0.06 are in the bin that begins at 0, −0.01 and −0.06 in that below: one bit.
    /// let layer = Activations::new(&[0.01, 0.06, -0.01, -0.06], 1, &[0; 4], 1)?;
    /// let information = Binning::ibsgd().information(&layer);
    /// assert!((information.i_xt - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn ibsgd() -> Self {
        Self(Rule::Width(IBSGD_WIDTH))
    }

    /// Like [`Binning::idnns`] with another number of edges.
    ///
    /// # Errors
    /// [`EstimateError::BinEdges`] if there are fewer than two, or more than [`MOST_EDGES`].
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, binning::Binning};
    /// assert_eq!(Binning::edges(30), Ok(Binning::idnns()));
    /// assert_eq!(Binning::edges(1), Err(EstimateError::BinEdges(1)));
    /// ```
    pub fn edges(n_edges: usize) -> Result<Self, EstimateError> {
        Self::between(-1.0, 1.0, n_edges)
    }

    /// Like [`Binning::edges`] on another range: what lies outside shares the last bin with what lies above.
    ///
    /// # Errors
    /// [`EstimateError::BinEdges`] if there are fewer than two edges, or more than [`MOST_EDGES`];
    /// [`EstimateError::BinWidth`] unless the range has a length that is positive and finite in single precision.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, binning::Binning};
    /// assert_eq!(Binning::between(-1.0, 1.0, 30), Ok(Binning::idnns()));
    /// assert_eq!(Binning::between(2.0, 2.0, 30), Err(EstimateError::BinWidth(0.0)));
    /// ```
    pub fn between(low: f64, high: f64, n_edges: usize) -> Result<Self, EstimateError> {
        if !(2..=MOST_EDGES).contains(&n_edges) {
            return Err(EstimateError::BinEdges(n_edges));
        }
        let length = high as f32 - low as f32;
        if !(length > 0.0 && length.is_finite()) {
            return Err(EstimateError::BinWidth(high - low));
        }
        Ok(Self(Rule::Edges(linspace_edges(low, high, n_edges))))
    }

    /// Like [`Binning::ibsgd`] with another width.
    ///
    /// # Errors
    /// [`EstimateError::BinWidth`] unless the width is positive and finite in single precision.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, binning::Binning};
    /// assert_eq!(Binning::width(0.07), Ok(Binning::ibsgd()));
    /// assert_eq!(Binning::width(0.0), Err(EstimateError::BinWidth(0.0)));
    /// ```
    pub fn width(width: f64) -> Result<Self, EstimateError> {
        let rounded = width as f32;
        if !(rounded > 0.0 && rounded.is_finite()) {
            return Err(EstimateError::BinWidth(width));
        }
        Ok(Self(Rule::Width(width)))
    }

    /// I(X; binned T) and I(binned T; Y), in nats.
    ///
    /// I(X;T) := H(T) and I(T;Y) := H(T) − H(T|Y), plug-in entropies of the joint bin of all
    /// units. This is the entropy of a *discretized* deterministic function, not the
    /// information of the network: halve the bins and the value changes; with fine bins and
    /// many units it is ln n whatever the network does.
    ///
    /// Bias: the plug-in entropy is too low by about (occupied bins − 1) / 2n, and cannot
    /// pass ln n; [`layer_estimates::binned`](super::layer_estimates::binned) states both. Accuracy of the arithmetic: 1e-14 relative. Cost: O(n d) by hashing.
    /// Source: [SAXE_2018](crate::citations::SAXE_2018), appendix C, equations 17 and 18, and its published code.
    ///
    /// ```
    /// use infoplane_core::estimators::{activations::Activations, binning::Binning};
    /// // Four samples fall in two bins, two in each, and the bin is the label: both are ln 2.
    /// let layer = Activations::new(&[0.01, 0.02, 0.91, 0.92], 1, &[0, 0, 1, 1], 2)?;
    /// let information = Binning::width(0.5)?.information(&layer);
    /// assert!((information.i_xt - core::f64::consts::LN_2).abs() < 1e-15);
    /// assert!((information.i_ty - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn information<T: Real>(&self, layer: &Activations<'_, T>) -> BinnedInformation {
        let n_classes = layer.n_classes();
        let counts = joint_counts(&self.codes(layer.values()), layer.labels(), n_classes);
        let n = layer.n_samples() as f64;
        let h_t = entropy_of_counts(counts.chunks_exact(n_classes).map(|cell| cell.iter().sum()), n);
        let mut h_t_given_y = 0.0;
        for (class, &n_class) in layer.class_counts().iter().enumerate().filter(|&(_, &n_class)| n_class > 0)
        {
            let of_class = counts.iter().copied().skip(class).step_by(n_classes);
            h_t_given_y += n_class as f64 / n * entropy_of_counts(of_class, n_class as f64);
        }
        let n_joint_cells = counts.iter().filter(|&&count| count > 0).count();
        BinnedInformation {
            i_xt: h_t,
            i_ty: h_t - h_t_given_y,
            n_cells: counts.len() / n_classes,
            n_joint_cells,
        }
    }

    /// Numbers that two activations share exactly if they share a bin; between edges that of the edge below, from 0.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(crate) fn codes<T: Real>(&self, values: &[T]) -> Vec<u64> {
        match &self.0 {
            Rule::Edges(edges) => {
                let edges: Vec<T> = edges.iter().map(|&edge| T::from_f64(edge)).collect();
                let last = edges.len() - 1;
                let per_unit = last as f64 / (edges[last].to_f64() - edges[0].to_f64());
                let code = |&t: &T| edge_at_or_below(&edges, per_unit, t).unwrap_or(last) as u64;
                values.iter().map(code).collect()
            }
            Rule::Width(width) => {
                let width = T::from_f64(*width);
                // Adding zero turns -0 into 0; the bits of a floored float identify it exactly.
                values.iter().map(|&t| ((t / width).to_f64().floor() + 0.0).to_bits()).collect()
            }
        }
    }
}

/// `numpy.linspace(low, high, n)`; the published code rounds it once, to the precision of the activations.
fn linspace_edges(low: f64, high: f64, n_edges: usize) -> Vec<f64> {
    let last = n_edges - 1;
    let step = (high - low) / last as f64;
    (0..n_edges).map(|i| if i == last { high } else { i as f64 * step + low }).collect()
}

/// The last of evenly spaced edges, so many per unit, that is not above `t`.
///
/// Guessed from the distance to the first, and searched for where the guess is not right: the edges are rounded, and so is
/// the guess.
fn edge_at_or_below<T: Real>(edges: &[T], per_unit: f64, t: T) -> Option<usize> {
    let last = edges.len() - 1;
    // The conversion takes what is below the first edge to 0.
    let guess = (((t.to_f64() - edges[0].to_f64()) * per_unit) as usize).min(last);
    if edges[guess] <= t && (guess == last || t < edges[guess + 1]) {
        return Some(guess);
    }
    edges.partition_point(|edge| *edge <= t).checked_sub(1)
}

/// How often each label stands beside each different row of codes: row after row in order of first appearance, label after label.
///
/// Open addressing with linear probing over a table at most half full; rows are compared in
/// full, so a collision of hashes costs time and never merges two cells.
#[cfg_attr(infoplane_site, optimize(speed))]
fn joint_counts(codes: &[u64], labels: &[u8], n_labels: usize) -> Vec<usize> {
    const EMPTY: usize = usize::MAX;
    let row_length = codes.len() / labels.len();
    let mask = (2 * labels.len()).next_power_of_two() - 1;
    // Where a row has its slot, the index of its counts; for these, where the row has first appeared.
    let mut table = vec![EMPTY; mask + 1];
    let (mut counts, mut first_rows) = (Vec::new(), Vec::new());
    for (row, &label) in codes.chunks_exact(row_length).zip(labels) {
        let mut slot = hash_row(row) as usize & mask;
        while table[slot] != EMPTY && !are_equal(first_rows[table[slot]], row) {
            slot = (slot + 1) & mask;
        }
        if table[slot] == EMPTY {
            table[slot] = first_rows.len();
            first_rows.push(row);
            counts.resize(counts.len() + n_labels, 0);
        }
        counts[table[slot] * n_labels + usize::from(label)] += 1;
    }
    counts
}

/// What `==` says, which in wasm compares byte by byte.
#[inline(always)]
fn are_equal(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// Multiply-and-rotate hash of a row of codes; the high bits are folded down for masking, and before
/// that in each code, because the codes of whole numbers differ in their high bits alone.
fn hash_row(row: &[u64]) -> u64 {
    /// An odd constant with well-spread bits: 2^64 divided by the golden ratio.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |h: u64, code: u64| (h.rotate_left(23) ^ code ^ (code >> 32)).wrapping_mul(SPREAD);
    let hash = row.iter().fold(0, |h, &code| mix(h, code));
    hash ^ (hash >> 32)
}

/// Plug-in entropy of counts that sum to n, in nats.
fn entropy_of_counts(counts: impl Iterator<Item = usize>, n: f64) -> f64 {
    let frequencies: Vec<f64> = counts.filter(|&count| count > 0).map(|count| count as f64 / n).collect();
    0.0 - sum_x_log_x(&frequencies)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number of different bins that the values fall in.
    fn n_bins(binning: &Binning, values: &[f32]) -> usize {
        let mut codes = binning.codes(values);
        codes.sort_unstable();
        codes.dedup();
        codes.len()
    }

    #[test]
    fn thirty_edges_put_one_and_all_outside_values_in_a_bin_of_their_own() {
        let idnns = Binning::idnns();
        assert_eq!(n_bins(&idnns, &[1.0, 1.5, 1e30, -1.001, -1e30]), 1);
        assert_eq!(n_bins(&idnns, &[1.0, 0.999, -1.0]), 3);
        let inside: Vec<f32> = (0..2000).map(|i| i as f32 / 1000.0 - 1.0).collect();
        assert_eq!(n_bins(&idnns, &inside), 29);
    }

    #[test]
    fn the_guessed_edge_is_the_one_that_a_search_finds() {
        for n_edges in [2, 3, 30, 31, 1001] {
            let edges: Vec<f32> =
                linspace_edges(-1.0, 1.0, n_edges).iter().map(|&edge| edge as f32).collect();
            let beside = edges.iter().flat_map(|&edge| [edge.next_down(), edge, edge.next_up()]);
            let spread = (0..1000).map(|i| i as f32 * 0.0025 - 1.25);
            for t in beside.chain(spread).chain([f32::MIN, f32::MAX, -0.0]) {
                let found = edges.partition_point(|&edge| edge <= t).checked_sub(1);
                assert_eq!(
                    edge_at_or_below(&edges, 0.5 * (n_edges - 1) as f64, t),
                    found,
                    "{t} among {n_edges}"
                );
            }
        }
    }

    #[test]
    fn on_a_narrow_range_whose_edges_coincide_when_rounded_the_last_of_them_is_found() {
        let bins = Binning::between(1.0, 1.0 + 4.0 * f64::from(f32::EPSILON), 1000).unwrap();
        let values: Vec<f32> = (0..5).map(|ulps| 1.0 + ulps as f32 * f32::EPSILON).collect();
        let edges: Vec<f32> = linspace_edges(1.0, 1.0 + 4.0 * f64::from(f32::EPSILON), 1000)
            .iter()
            .map(|&edge| edge as f32)
            .collect();
        let search = |t: f32| edges.partition_point(|edge| *edge <= t) as u64 - 1;
        assert_eq!(bins.codes(&values), values.iter().map(|&t| search(t)).collect::<Vec<_>>());
    }

    #[test]
    fn width_bins_have_an_edge_at_zero_and_none_at_minus_zero() {
        let ibsgd = Binning::ibsgd();
        assert_eq!(n_bins(&ibsgd, &[0.0, -0.0, 0.069]), 1);
        assert_eq!(n_bins(&ibsgd, &[-0.001, 0.001]), 2);
    }

    #[test]
    fn rows_are_counted_by_label_in_order_of_first_appearance() {
        assert_eq!(joint_counts(&[5, 6, 7, 7, 5, 6, 0, 0], &[0, 1, 1, 0], 2), [1, 1, 0, 1, 1, 0]);
        let distinct: Vec<u64> = (0..5000).collect();
        assert_eq!(joint_counts(&distinct, &[0; 5000], 1), [1; 5000]);
    }

    #[test]
    fn unusable_bins_are_refused() {
        assert_eq!(Binning::edges(1), Err(EstimateError::BinEdges(1)));
        assert_eq!(Binning::width(-0.3), Err(EstimateError::BinWidth(-0.3)));
        // Positive, but nothing in single precision.
        assert_eq!(Binning::width(1e-60), Err(EstimateError::BinWidth(1e-60)));
        assert_eq!(Binning::width(f64::INFINITY), Err(EstimateError::BinWidth(f64::INFINITY)));
    }
}
