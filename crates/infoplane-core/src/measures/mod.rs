//! Measures of information, of one distribution, between two, and among variables. All values in nats.
//!
//! Read in this order: [`entropy`](mod@entropy) says how many yes-or-no questions an outcome
//! is worth, [`divergence`] what it costs to expect the wrong distribution, [`renyi`] and
//! [`tsallis`] what changes when rare outcomes are given more or less weight, [`f_divergence`]
//! what all divergences have in common. Between variables, [`conditional_entropy`] and
//! [`mutual_information`] say what one tells of the other, [`pointwise`] outcome by outcome,
//! [`multivariate`] among many, and [`maximal_correlation`] how well any functions of two can agree.
//! [`codes`] turn surprise into digits, [`capacity`] and [`rate_distortion`] are the limits of
//! sending and of storing them; [`calibration`] is what a classifier's probabilities are worth.

pub mod calibration;
pub mod capacity;
pub mod codes;
pub mod conditional_entropy;
pub mod divergence;
pub mod entropy;
pub mod f_divergence;
pub(crate) mod kl_excess;
pub mod maximal_correlation;
pub mod multivariate;
pub mod mutual_information;
pub mod renyi_order;
pub mod pointwise;
pub mod rate_distortion;
pub mod renyi;
pub mod tsallis;
pub mod units;

use crate::dist::pmf::Pmf;

/// Two pmfs that should share their outcomes have different numbers of them.
///
/// ```
/// use infoplane_core::{dist::catalogue::uniform, measures::divergence::kl};
/// let error = kl(&uniform(2)?, &uniform(3)?).map_err(|error| error.to_string());
/// assert!(error.is_err_and(|text| text.contains('2') && text.contains('3')));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthMismatch {
    /// Outcomes of p.
    pub p: usize,
    /// Outcomes of q.
    pub q: usize,
}

impl core::fmt::Display for LengthMismatch {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "invalid pair: p has {} outcomes, q has {}", self.p, self.q)
    }
}

impl core::error::Error for LengthMismatch {}

/// The outcomes of two pmfs side by side.
fn pairs<'a>(p: &'a Pmf, q: &'a Pmf) -> Result<impl Iterator<Item = (f64, f64)> + 'a, LengthMismatch> {
    same_length(p, q)?;
    Ok(p.as_slice().iter().copied().zip(q.as_slice().iter().copied()))
}

fn same_length(p: &Pmf, q: &Pmf) -> Result<(), LengthMismatch> {
    if p.len() == q.len() { Ok(()) } else { Err(LengthMismatch { p: p.len(), q: q.len() }) }
}
