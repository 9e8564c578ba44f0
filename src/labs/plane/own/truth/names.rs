//! What estimators and their assumptions are called here.

use crate::i18n::ground_truth::GroundTruth as Words;
use infoplane_core::estimators::estimate::Assumption;
use infoplane_core::experiments::ground_truth::Method;

/// Short enough for the end of a curve.
pub(super) const fn method_name(method: Method, w: &'static Words) -> &'static str {
    match method {
        Method::KdeUpper => w.kde_upper,
        Method::KdeLower => w.kde_lower,
        Method::NoisyNet => w.noisy_net,
        Method::InfoNce => w.infonce,
        Method::Ksg => w.ksg,
        Method::KsgRectangle => w.ksg_rectangle,
        Method::EqualMass => w.equal_mass,
        Method::Gaussian => w.covariances,
        Method::Ross => "Ross",
        Method::PlugIn => w.plug_in,
        Method::MillerMadow => "Miller–Madow",
        Method::Grassberger1988 => "Grassberger 1988",
        Method::Grassberger2003 => "Grassberger 2003",
        Method::ChaoShen => "Chao–Shen",
        Method::Jackknife => "Jackknife",
        Method::JamesStein => "James–Stein",
        Method::Nsb => "NSB",
    }
}

pub(super) const fn assumption_name(assumption: Assumption, w: &'static Words) -> &'static str {
    match assumption {
        Assumption::SeenOutcomes => w.seen,
        Assumption::UnseenLikeRare => w.rare,
        Assumption::DirichletPrior => w.prior,
        Assumption::Bins => w.bins,
        Assumption::AddedNoise | Assumption::NoisyNetwork => w.noise,
        Assumption::SmoothDensity | Assumption::SmoothDensityInClass => w.smooth,
        Assumption::Gaussian => w.normal,
        Assumption::HeldOutCritic => w.critic,
    }
}
