//! What estimators, knobs and what is said of estimates are called on the page.

use crate::i18n::bench::Bench as Words;
use infoplane_core::estimators::estimate::{Assumption, Caution, Side};
use infoplane_core::experiments::estimator_bench::Method;

/// What a field of the spec is called on the page.
pub(super) fn knob<'a>(field: &'a str, w: &'static Words) -> &'a str {
    match field {
        "n_edges" => w.edges,
        "low" => w.low,
        "high" => w.high,
        "width" => w.width,
        "n_equal" => w.n_equal,
        "n_draws" => w.n_draws,
        "k" => w.k,
        other => other,
    }
}

pub(super) const fn method_name(method: Method, w: &'static Words) -> &'static str {
    match method {
        Method::Idnns => w.idnns,
        Method::Ibsgd => w.ibsgd,
        Method::Edges => w.own_edges,
        Method::Width => w.own_width,
        Method::EqualMass => w.equal_mass,
        Method::KdeUpper => w.kde_upper,
        Method::KdeLower => w.kde_lower,
        Method::NoisyNet => w.noisy_net,
        Method::InfoNce => w.infonce,
        Method::Ksg => w.ksg,
        Method::Ross => w.ross,
    }
}

pub(super) const fn assumption_name(assumption: Assumption, w: &'static Words) -> &'static str {
    match assumption {
        Assumption::Bins => w.bins,
        Assumption::AddedNoise => w.added_noise,
        Assumption::NoisyNetwork => w.noisy_network,
        Assumption::SmoothDensity => w.smooth,
        Assumption::SmoothDensityInClass => w.smooth_in_class,
        Assumption::HeldOutCritic => w.critic,
        Assumption::SeenOutcomes
        | Assumption::UnseenLikeRare
        | Assumption::DirichletPrior
        | Assumption::Gaussian => w.other_assumption,
    }
}

pub(super) const fn side_name(side: Side, w: &'static Words) -> &'static str {
    match side {
        Side::Unbiased => w.unbiased,
        Side::Low => w.too_low,
        Side::High => w.too_high,
        Side::Either => w.either,
        Side::LowerBound => w.lower_bound,
        Side::UpperBound => w.upper_bound,
    }
}

pub(super) const fn caution_name(caution: Caution, w: &'static Words) -> &'static str {
    match caution {
        Caution::NearCeiling => w.near_ceiling,
        Caution::AboveCeiling => w.above_ceiling,
        Caution::ManyDimensions => w.many_dimensions,
        Caution::BiasAboveSpread => w.bias_above_spread,
        Caution::TiedSamples => w.tied_samples,
        Caution::NoSpread => w.no_spread,
    }
}
