//! Bins and KDE as [`Estimate`]s: the two numbers of the information plane, with what to think of them.

use super::activations::Activations;
use super::binning::BinnedInformation;
use super::entropy_from_counts::{bias_of_plug_in_entropy, bias_of_plug_in_information};
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use super::kde::KdeBounds;
use crate::math::real::Real;

/// Both coordinates of a layer in the information plane.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, binning::Binning, layer_estimates};
/// // Four samples in two bins, one for each label: ln 2 of at most ln 4, and of at most ln 2.
/// let layer = Activations::new(&[0.1, 0.2, 0.8, 0.9], 1, &[0, 0, 1, 1], 2)?;
/// let binned = layer_estimates::binned(&Binning::width(0.5)?.information(&layer), &layer);
/// assert_eq!(binned.i_xt.ceiling, Some(4.0_f64.ln()));
/// assert!((binned.i_ty.value - 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerEstimates {
    /// Information on the input; its ceiling is ln n.
    pub i_xt: Estimate,
    /// Information on the label; its ceiling is H(Y).
    pub i_ty: Estimate,
}

/// Both bounds of both coordinates.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{NoiseVariance, bounds_plain}, layer_estimates};
/// // Samples so far apart that the bounds meet: ln 2, and no more with two samples.
/// let layer = Activations::new(&[-9.0, 9.0], 1, &[0, 1], 2)?;
/// let both = layer_estimates::kde(&bounds_plain(&layer, NoiseVariance::new(1e-3)?), &layer);
/// assert_eq!(both.lower.i_xt.value, both.upper.i_xt.value);
/// assert_eq!(both.upper.i_xt.saturation(), Some(1.0));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundedLayerEstimates {
    /// From the upper bound on the entropy of the noisy layer.
    pub upper: LayerEstimates,
    /// From the lower bound.
    pub lower: LayerEstimates,
}

impl From<LayerEstimates> for [Estimate; 2] {
    fn from(both: LayerEstimates) -> Self {
        [both.i_xt, both.i_ty]
    }
}

impl From<[Estimate; 2]> for LayerEstimates {
    fn from([i_xt, i_ty]: [Estimate; 2]) -> Self {
        Self { i_xt, i_ty }
    }
}

impl From<BoundedLayerEstimates> for [Estimate; 4] {
    fn from(BoundedLayerEstimates { upper, lower }: BoundedLayerEstimates) -> Self {
        [upper.i_xt, upper.i_ty, lower.i_xt, lower.i_ty]
    }
}

impl From<[Estimate; 4]> for BoundedLayerEstimates {
    fn from([upper_i_xt, upper_i_ty, lower_i_xt, lower_i_ty]: [Estimate; 4]) -> Self {
        Self { upper: [upper_i_xt, upper_i_ty].into(), lower: [lower_i_xt, lower_i_ty].into() }
    }
}

/// What binned information is an estimate of, and how far it can go.
///
/// Bias: that of plug-in [`entropy`](super::entropy_from_counts::entropy) and
/// [`mutual_information`](super::entropy_from_counts::mutual_information) from the counts of the bins. I(X;T) is too low
/// by (K_t − 1) / 2n to first order, and I(T;Y) too high by (K_ty − K_t − K_y + 1) / 2n where there are five samples for
/// each of the K_ty pairs of a bin and a class, and to an unknown side otherwise. If the samples are all the inputs there
/// are, both are exact, for these bins.
/// Source: [PANINSKI_2003](crate::citations::PANINSKI_2003); the ceilings are those of any entropy of n samples.
///
/// ```
/// use infoplane_core::estimators::estimate::Side;
/// use infoplane_core::estimators::{activations::Activations, binning::Binning, layer_estimates};
/// let layer = Activations::new(&[0.01, 0.02, 0.91, 0.92], 1, &[0, 0, 1, 1], 2)?;
/// let binned = layer_estimates::binned(&Binning::width(0.5)?.information(&layer), &layer);
/// // One bit of the two that four samples could show, and all of the label's.
/// assert!((binned.i_xt.saturation().unwrap() - 0.5).abs() < 1e-15);
/// assert!((binned.i_ty.saturation().unwrap() - 1.0).abs() < 1e-15);
/// // Two bins of four samples: (2 − 1) / (2 · 4). Whether there are more than two pairs of bin and class is not known.
/// assert_eq!((binned.i_xt.bias.side, binned.i_xt.bias.size), (Side::Low, Some(0.125)));
/// assert_eq!((binned.i_ty.bias.side, binned.i_ty.bias.size), (Side::Either, None));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn binned<T: Real>(information: &BinnedInformation, layer: &Activations<'_, T>) -> LayerEstimates {
    let estimates = Parts { layer, assumption: Assumption::Bins, cost: Cost::Linear };
    let n = layer.n_samples() as f64;
    let n_classes = layer.class_counts().iter().filter(|&&count| count > 0).count();
    let seen = [information.n_cells, n_classes, information.n_joint_cells];
    LayerEstimates {
        i_xt: estimates.i_xt(information.i_xt, bias_of_plug_in_entropy(information.n_cells, n)),
        i_ty: estimates.i_ty(information.i_ty, bias_of_plug_in_information(seen, n)),
    }
}

/// What the KDE bounds bound, and how far they can go.
///
/// Those on I(X;T) are bounds for the layer with noise whose inputs are the given samples,
/// equally likely; as those of a distribution that the samples are drawn from they are too low, by a term in 1/n, since
/// each sample is one of the n that it is compared with. I(T;Y) is a difference of two bounds of the same kind, which may be on
/// either side; neither passes H(Y), since a sample's own class is a part of all samples.
/// Source: [KOLCHINSKY_TRACEY_2017](crate::citations::KOLCHINSKY_TRACEY_2017), section 4; [SAXE_2018](crate::citations::SAXE_2018), equations 7 to 12.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{self, NoiseVariance}};
/// use infoplane_core::estimators::{estimate::Side, layer_estimates};
/// let layer = Activations::new(&[0.0, 1.0], 1, &[0, 1], 2)?;
/// let bounds = kde::bounds(&layer, NoiseVariance::new(0.001)?);
/// let both = layer_estimates::kde(&bounds, &layer);
/// assert_eq!(both.upper.i_xt.bias.side, Side::UpperBound);
/// assert_eq!(both.upper.i_xt.ceiling, Some(2.0_f64.ln()));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn kde<T: Real>(bounds: &KdeBounds, layer: &Activations<'_, T>) -> BoundedLayerEstimates {
    let estimates = Parts { layer, assumption: Assumption::AddedNoise, cost: Cost::Pairs };
    BoundedLayerEstimates {
        upper: LayerEstimates {
            i_xt: estimates.i_xt(bounds.i_xt_upper, Bias::new(Side::UpperBound)),
            i_ty: estimates.i_ty(bounds.i_ty_upper, Bias::new(Side::Either)),
        },
        lower: LayerEstimates {
            i_xt: estimates.i_xt(bounds.i_xt_lower, Bias::new(Side::LowerBound)),
            i_ty: estimates.i_ty(bounds.i_ty_lower, Bias::new(Side::Either)),
        },
    }
}

/// What all estimates of one layer share.
struct Parts<'a, T: Real> {
    layer: &'a Activations<'a, T>,
    assumption: Assumption,
    cost: Cost,
}

impl<T: Real> Parts<'_, T> {
    fn i_xt(&self, value: f64, bias: Bias) -> Estimate {
        self.estimate(value, bias, libm::log(self.layer.n_samples() as f64))
    }

    fn i_ty(&self, value: f64, bias: Bias) -> Estimate {
        self.estimate(value, bias, self.layer.label_entropy())
    }

    fn estimate(&self, value: f64, bias: Bias, ceiling: f64) -> Estimate {
        Estimate {
            value,
            ceiling: Some(ceiling),
            bias,
            spread: Spread::Unknown,
            n: self.layer.n_samples() as u64,
            d: Some(self.layer.n_units()),
            assumption: self.assumption,
            cost: self.cost,
            n_tied: 0,
        }
    }
}
