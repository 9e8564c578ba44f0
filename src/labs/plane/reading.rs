//! What the plane says of one layer at the last estimated epoch, and what is wrong with it. In nats.

use crate::figures::plane::Estimator;
use infoplane_core::experiments::layer_information::LayerInformationFrame;

/// An estimate within this share of its ceiling has saturated.
const AT_CEILING: f64 = 0.005;

/// A later layer that seems to know more than an earlier one by less than this, in nats, is rounding.
pub const NOTICEABLE: f64 = 0.01;

/// One layer now, and where it has been.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// The epoch of what is now: the last that has been estimated.
    pub epoch: u32,
    /// I(X;T) now.
    pub i_xt: f64,
    /// I(T;Y) now.
    pub i_ty: f64,
    /// The largest I(X;T) at any recorded epoch.
    pub peak: f64,
    /// I(X;T) at the first recorded epoch.
    pub first_i_xt: f64,
    /// I(T;Y) at the first recorded epoch.
    pub first_i_ty: f64,
    /// Number of samples of the estimate.
    pub n_samples: usize,
    /// H(Y).
    pub h_y: f64,
}

impl Reading {
    /// The layer as this estimator sees it; `None` before the first estimate or for a layer that is not there.
    pub fn of(frames: &[LayerInformationFrame], estimator: Estimator, layer: usize) -> Option<Self> {
        let (first, last) = (frames.first()?, frames.last()?);
        let point = |frame: &LayerInformationFrame| frame.layers.get(layer).map(|l| estimator.point(l));
        let (start, now) = (point(first)?, point(last)?);
        let peak = frames.iter().filter_map(point).map(|p| p.i_xt).fold(f64::NEG_INFINITY, f64::max);
        Some(Self {
            epoch: last.epoch,
            i_xt: now.i_xt,
            i_ty: now.i_ty,
            peak,
            first_i_xt: start.i_xt,
            first_i_ty: start.i_ty,
            n_samples: last.n_samples,
            h_y: last.h_y,
        })
    }

    /// ln n: no estimate of I(X;T) from n samples can be larger.
    pub fn ceiling(&self) -> f64 {
        (self.n_samples as f64).ln()
    }

    /// Whether I(T;Y) is noticeably larger than H(Y), which no information can be.
    pub fn is_above_h_y(&self) -> bool {
        self.i_ty > self.h_y + NOTICEABLE
    }

    /// Whether I(X;T) sits at its ceiling.
    pub fn is_at_ceiling(&self) -> bool {
        self.i_xt >= self.ceiling() * (1.0 - AT_CEILING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::layer_information::{LayerPoints, PlanePoint};

    fn frame(epoch: u32, points: &[(f64, f64)]) -> LayerInformationFrame {
        let layer = |&(i_xt, i_ty): &(f64, f64)| {
            let point = PlanePoint { i_xt, i_ty };
            LayerPoints { bins_30: point, bins_007: point, kde_upper: point, kde_lower: point }
        };
        LayerInformationFrame {
            epoch,
            layers: points.iter().map(layer).collect(),
            n_samples: 4096,
            h_y: 0.69,
        }
    }

    #[test]
    fn the_peak_is_taken_over_all_epochs() {
        let frames = [frame(0, &[(1.0, 0.1)]), frame(5, &[(3.0, 0.2)]), frame(9, &[(2.0, 0.5)])];
        let reading = Reading::of(&frames, Estimator::KdeUpper, 0);
        assert_eq!(reading.map(|r| (r.peak, r.i_xt, r.first_i_ty, r.epoch)), Some((3.0, 2.0, 0.1, 9)));
    }

    #[test]
    fn a_missing_layer_has_no_reading() {
        assert_eq!(Reading::of(&[frame(0, &[(1.0, 0.1)])], Estimator::Bins30, 1), None);
        assert_eq!(Reading::of(&[], Estimator::Bins30, 0), None);
    }

    #[test]
    fn the_ceiling_is_the_logarithm_of_the_number_of_samples() {
        let reading = Reading { i_xt: 4096f64.ln(), n_samples: 4096, ..Reading::default() };
        assert!(reading.is_at_ceiling());
        assert!(!Reading { i_xt: 8.0, ..reading }.is_at_ceiling());
        assert!(Reading { i_ty: 0.8, h_y: 0.69, ..reading }.is_above_h_y());
        assert!(!Reading { i_ty: 0.69, h_y: 0.69, ..reading }.is_above_h_y());
    }
}
