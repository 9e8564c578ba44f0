//! Entropy and mutual information from counts of discrete outcomes.
//!
//! The obvious estimate, the entropy of the observed frequencies, is too low: rare outcomes
//! have not been seen, and what was seen looks more regular than it is. To first order it
//! misses (K − 1) / 2n of K outcomes, and every other estimator here is a way to add that
//! back without knowing K. Where most outcomes are unseen, all of them fail, each in its way.

use super::counts::{Counts, JointCounts};
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use super::nsb;
use crate::math::digamma::digamma;
use crate::math::x_log_x::x_log_x;
use core::f64::consts::LN_2;

crate::named_enum! {
    /// Ways from counts to an entropy.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::Counts;
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// // Two outcomes, seen once each: (2 − 1) / (2 · 2) more than plug-in.
    /// let h = |estimator| Counts::new(vec![1, 1]).map(|counts| entropy(&counts, estimator).value);
    /// assert_eq!(h(EntropyEstimator::MillerMadow)? - h(EntropyEstimator::PlugIn)?, 0.25);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub enum EntropyEstimator {
        /// −Σ pᵢ ln pᵢ of the frequencies pᵢ = nᵢ / n: always too low, and never above ln n.
        PlugIn = "plug-in",
        /// Plug-in plus (K − 1) / 2n for the K outcomes seen.
        MillerMadow = "miller-madow",
        /// ln n − Σ pᵢ (ψ(nᵢ) + (−1)^nᵢ / (nᵢ + 1)).
        Grassberger1988 = "grassberger-1988",
        /// ln n − Σ pᵢ G(nᵢ): the best of its form when counts are small.
        Grassberger2003 = "grassberger-2003",
        /// Frequencies scaled down by the probability of the unseen, each weighted by its chance to be seen.
        ChaoShen = "chao-shen",
        /// n H − (n − 1) times the mean of H with one observation left out.
        Jackknife = "jackknife",
        /// Plug-in of frequencies shrunk towards equal ones, as far as their noise suggests.
        JamesStein = "james-stein",
        /// The mean under a mixture of Dirichlet priors that takes no side on the entropy.
        Nsb = "nsb",
    }
}

/// H of the distribution that the counts were drawn from, in nats.
///
/// | estimator | formula | source |
/// |---|---|---|
/// | plug-in | −Σ pᵢ ln pᵢ, pᵢ = nᵢ / n | [PANINSKI_2003](crate::citations::PANINSKI_2003) for its bias |
/// | Miller-Madow | + (K − 1) / 2n | [MILLER_1955](crate::citations::MILLER_1955) |
/// | Grassberger 1988 | ln n − Σ pᵢ (ψ(nᵢ) + (−1)^nᵢ / (nᵢ + 1)) | [GRASSBERGER_1988](crate::citations::GRASSBERGER_1988) |
/// | Grassberger 2003 | ln n − Σ pᵢ G(nᵢ), G(n) = ψ(n) + (−1)ⁿ/2 (ψ((n+1)/2) − ψ(n/2)) | [GRASSBERGER_2003](crate::citations::GRASSBERGER_2003) |
/// | Chao-Shen | −Σ C pᵢ ln(C pᵢ) / (1 − (1 − C pᵢ)ⁿ), C = [`Counts::coverage`] | [CHAO_SHEN_2003](crate::citations::CHAO_SHEN_2003) |
/// | jackknife | n H − (n − 1) ⟨H₋ᵢ⟩ = δ(n) − Σ pᵢ δ(nᵢ), δ(m) = m ln m − (m−1) ln (m−1) | [ZAHL_1977](crate::citations::ZAHL_1977) |
/// | James-Stein | plug-in of λ/K + (1 − λ) pᵢ, λ = (1 − Σ pᵢ²) / ((n − 1) Σ (1/K − pᵢ)²) in \[0, 1\] | [HAUSSER_STRIMMER_2009](crate::citations::HAUSSER_STRIMMER_2009) |
/// | NSB | posterior mean under a mixture of Dirichlet priors: see [`nsb::entropy`] | [NEMENMAN_SHAFEE_BIALEK_2002](crate::citations::NEMENMAN_SHAFEE_BIALEK_2002) |
///
/// K counts the outcomes seen; James-Stein shrinks towards equal probabilities of these, not
/// of all outcomes listed. NSB alone asks how many there are, and takes the outcomes listed, seen or
/// not; it alone knows its spread. Bias: plug-in is too low, by (K − 1) / 2n to first order, and the
/// estimate carries that number, which outcomes that have not been seen make larger; the two of Grassberger are low by less than that of plug-in
/// where outcomes are unseen, and high by 1 / 2n where all are seen often, as they have ln n for ψ(n);
/// Miller-Madow stays low to the second order, and where outcomes are unseen. The others may be off to either side where many
/// outcomes are unseen. Where all K are seen often, n times the bias is to first order, with G = H(u, p) − H(p) for the uniform u:
/// * Chao-Shen: −(K − 1) / 2, that of plug-in;
/// * James-Stein: −(K − 1) / 2 + G (1 − Σ pᵢ²) / Σ (1/K − pᵢ)²; of equal outcomes it is low by less than plug-in;
/// * NSB: −(K − 1) + G K ⟨β⟩, ⟨β⟩ being the mean that the prior and p leave of the concentration β; of equal outcomes it is low
///   by less than half of what plug-in is.
///
/// (By expanding each in p̂ − p; six geometric outcomes of ratio 0.6 have −2.5, 1.95 and −0.46.) Assumes independent observations. Accuracy of the arithmetic: 1e-14 relative. Cost: O(outcomes).
///
/// ```
/// use infoplane_core::estimators::{counts::Counts, estimate::Side};
/// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
/// use core::f64::consts::LN_2;
/// // Eight tosses, four heads: one bit, which is too low by 1/16 nat on average.
/// let tosses = Counts::new(vec![4, 4])?;
/// let plug_in = entropy(&tosses, EntropyEstimator::PlugIn);
/// assert!((plug_in.value - LN_2).abs() < 1e-15);
/// assert_eq!((plug_in.bias.side, plug_in.bias.size), (Side::Low, Some(1.0 / 16.0)));
/// let corrected = entropy(&tosses, EntropyEstimator::MillerMadow);
/// assert!((corrected.value - LN_2 - 1.0 / 16.0).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn entropy(counts: &Counts, estimator: EntropyEstimator) -> Estimate {
    if estimator == EntropyEstimator::Nsb {
        return of_listed(counts);
    }
    let bias = match estimator {
        EntropyEstimator::PlugIn => bias_of_plug_in_entropy(counts.n_seen(), counts.n()),
        EntropyEstimator::MillerMadow => Bias::new(Side::Low),
        EntropyEstimator::Grassberger1988
        | EntropyEstimator::Grassberger2003
        | EntropyEstimator::ChaoShen
        | EntropyEstimator::Jackknife
        | EntropyEstimator::JamesStein
        | EntropyEstimator::Nsb => Bias::new(Side::Either),
    };
    Estimate {
        value: entropy_value(counts, estimator),
        ceiling: entropy_ceiling(counts, estimator),
        bias,
        ..of_counts(counts, 1, estimator)
    }
}

/// I(X;Y) = H(X) + H(Y) − H(X,Y) of the distribution that the pairs were drawn from, in nats.
///
/// Each entropy by the same [`entropy`] estimator. Where the joint has more outcomes than its
/// margins, its entropy is too low by more, and the plug-in information is too *high*, by
/// (K_xy − K_x − K_y + 1) / 2n to first order: independent variables seem to inform on each
/// other. The estimate carries that number if it is positive and there are at least five pairs for each of the K_xy
/// cells seen. Otherwise its side is not known: values seen once seem to tell everything, and unseen ones are missing
/// from the entropy that there is to tell. Corrected values may be negative, and are not clipped.
///
/// Source: [MILLER_1955](crate::citations::MILLER_1955); [PANINSKI_2003](crate::citations::PANINSKI_2003).
/// Accuracy of the arithmetic: 1e-14 absolute per nat of joint entropy. Cost: O(cells of the table).
///
/// ```
/// use infoplane_core::estimators::{counts::JointCounts, estimate::Side};
/// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, mutual_information};
/// // x is y, a fair bit: ln 2.
/// let copy = JointCounts::new(vec![5, 0, 0, 5], 2)?;
/// let plug_in = mutual_information(&copy, EntropyEstimator::PlugIn);
/// assert!((plug_in.value - core::f64::consts::LN_2).abs() < 1e-15);
/// // Two margins of 2 outcomes, a joint of 2: whether other pairs are possible is not known.
/// assert_eq!((plug_in.bias.side, plug_in.bias.size), (Side::Either, None));
/// // Independent bits seem to inform by (4 − 2 − 2 + 1) / 2n = 1/40 nat on average.
/// let independent = JointCounts::new(vec![5, 5, 5, 5], 2)?;
/// let bias = mutual_information(&independent, EntropyEstimator::PlugIn).bias;
/// assert_eq!((bias.side, bias.size), (Side::High, Some(0.025)));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn mutual_information(joint: &JointCounts, estimator: EntropyEstimator) -> Estimate {
    let (rows, columns, pairs) = (joint.rows(), joint.columns(), joint.pairs());
    let h = |counts| entropy_value(counts, estimator);
    let estimate = Estimate { value: h(&rows) + h(&columns) - h(pairs), ..of_counts(pairs, 2, estimator) };
    if estimator != EntropyEstimator::PlugIn {
        return estimate;
    }
    let least = rows.log_most_outcomes().min(columns.log_most_outcomes());
    let seen = [&rows, &columns, pairs].map(Counts::n_seen);
    Estimate { ceiling: Some(least), bias: bias_of_plug_in_information(seen, pairs.n()), ..estimate }
}

/// The bias of the plug-in entropy of n samples in which so many outcomes were seen.
pub(super) fn bias_of_plug_in_entropy(n_seen: usize, n: f64) -> Bias {
    Bias::of_size(Side::Low, miller_term(n_seen, n))
}

/// Pairs for each cell seen from which on the first order tells the bias of plug-in information: the rule of thumb for
/// the χ² of a table, since 2n I is the statistic of the G test. If it is smaller, the size said is too small and the side
/// may be wrong; if it is larger, a bias that is known is not said.
const PAIRS_PER_CELL: f64 = 5.0;

/// The bias of the plug-in information of n pairs in which so many values of x, values of y and pairs of them were seen.
pub(super) fn bias_of_plug_in_information([n_x, n_y, n_xy]: [usize; 3], n: f64) -> Bias {
    let size = ((n_xy + 1) as f64 - (n_x + n_y) as f64) / (2.0 * n);
    let is_known = size > 0.0 && n >= PAIRS_PER_CELL * n_xy as f64;
    if is_known { Bias::of_size(Side::High, size) } else { Bias::new(Side::Either) }
}

/// What all estimates from counts have in common.
fn of_counts(counts: &Counts, d: usize, estimator: EntropyEstimator) -> Estimate {
    Estimate {
        value: 0.0,
        ceiling: None,
        bias: Bias::new(Side::Either),
        spread: Spread::Unknown,
        n: counts.total(),
        d: Some(d),
        assumption: match estimator {
            EntropyEstimator::ChaoShen => Assumption::UnseenLikeRare,
            EntropyEstimator::Nsb => Assumption::DirichletPrior,
            _ => Assumption::SeenOutcomes,
        },
        cost: match estimator {
            EntropyEstimator::Nsb => Cost::DifferentCounts,
            _ => Cost::Outcomes,
        },
        n_tied: 0,
    }
}

fn entropy_value(counts: &Counts, estimator: EntropyEstimator) -> f64 {
    match estimator {
        EntropyEstimator::PlugIn => plug_in(counts.frequencies()),
        EntropyEstimator::MillerMadow => {
            plug_in(counts.frequencies()) + miller_term(counts.n_seen(), counts.n())
        }
        EntropyEstimator::Grassberger1988 => libm::log(counts.n()) - mean_of(counts, grassberger_1988),
        EntropyEstimator::Grassberger2003 => libm::log(counts.n()) - mean_of(counts, grassberger_2003),
        EntropyEstimator::ChaoShen => chao_shen(counts),
        EntropyEstimator::Jackknife => left_out(counts.total()) - mean_of(counts, left_out),
        EntropyEstimator::JamesStein => james_stein(counts),
        EntropyEstimator::Nsb => of_listed(counts).value,
    }
}

/// Every function of counts here is least at 1, which is where its mean is least.
fn entropy_ceiling(counts: &Counts, estimator: EntropyEstimator) -> Option<f64> {
    let n = counts.n();
    let most = counts.log_most_outcomes();
    match estimator {
        EntropyEstimator::PlugIn | EntropyEstimator::JamesStein => Some(most),
        EntropyEstimator::MillerMadow => {
            Some(most + (n.min(counts.as_slice().len() as f64) - 1.0) / (2.0 * n))
        }
        EntropyEstimator::Grassberger1988 => Some(libm::log(n) - grassberger_1988(1)),
        EntropyEstimator::Grassberger2003 => Some(libm::log(n) - grassberger_2003(1)),
        EntropyEstimator::Jackknife => Some(left_out(counts.total())),
        EntropyEstimator::Nsb => of_listed(counts).ceiling,
        EntropyEstimator::ChaoShen => None,
    }
}

/// NSB, with the outcomes listed as all there are.
fn of_listed(counts: &Counts) -> Estimate {
    nsb::entropy(counts, counts.as_slice().len() as u64).expect("the outcomes seen are among those listed")
}

fn plug_in(p: impl Iterator<Item = f64>) -> f64 {
    0.0 - p.map(x_log_x).sum::<f64>()
}

/// (K − 1) / 2n.
fn miller_term(n_seen: usize, n: f64) -> f64 {
    (n_seen - 1) as f64 / (2.0 * n)
}

/// Σ pᵢ g(nᵢ).
fn mean_of(counts: &Counts, g: fn(u64) -> f64) -> f64 {
    counts.seen().map(|c| c as f64 * g(c)).sum::<f64>() / counts.n()
}

fn grassberger_1988(n: u64) -> f64 {
    let sign = if n.is_multiple_of(2) { 1.0 } else { -1.0 };
    digamma(n as f64) + sign / (n as f64 + 1.0)
}

/// G(2m) = G(2m + 1) = ψ(m + 1/2) + ln 2, which is what the difference of digammas comes to.
fn grassberger_2003(n: u64) -> f64 {
    digamma((n / 2) as f64 + 0.5) + LN_2
}

/// δ(m) = m ln m − (m − 1) ln (m − 1), without the cancellation.
fn left_out(m: u64) -> f64 {
    let rest = m as f64 - 1.0;
    if rest == 0.0 { 0.0 } else { libm::log(m as f64) + rest * libm::log1p(1.0 / rest) }
}

fn chao_shen(counts: &Counts) -> f64 {
    let coverage = counts.coverage();
    let term = |p: f64| {
        let p = coverage * p;
        // 1 − (1 − p)ⁿ, the chance that an outcome of probability p is seen.
        let seen = -libm::expm1(counts.n() * libm::log1p(-p));
        x_log_x(p) / seen
    };
    0.0 - counts.frequencies().map(term).sum::<f64>()
}

fn james_stein(counts: &Counts) -> f64 {
    let equal = 1.0 / counts.n_seen() as f64;
    let square = |x: f64| x * x;
    let noise = 1.0 - counts.frequencies().map(square).sum::<f64>();
    let distance = (counts.n() - 1.0) * counts.frequencies().map(|p| square(equal - p)).sum::<f64>();
    // More noise than there is distance, or no distance at all: the target itself. The noise of one outcome is 0, or
    // rounded to less.
    let lambda = if noise >= distance { 1.0 } else { (noise / distance).max(0.0) };
    plug_in(counts.frequencies().map(|p| lambda * equal + (1.0 - lambda) * p))
}
