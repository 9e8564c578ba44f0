//! The first order of the bias that Chao-Shen, James-Stein and NSB state, on unequal outcomes all of which are seen often.

mod generators;

use generators::stream;
use infoplane_core::dist::catalogue;
use infoplane_core::estimators::counts::Counts;
use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
use infoplane_core::math::digamma::digamma;
use infoplane_core::math::ln_gamma::ln_gamma;

/// Six outcomes, the rarest of which has one chance in thirty.
fn unequal() -> Vec<f64> {
    catalogue::geometric(6, 0.6).expect("a distribution").as_slice().to_vec()
}

fn draw(p: &[f64], u: f64) -> usize {
    let mut sum = 0.0;
    let above = p.iter().position(|p| {
        sum += p;
        u < sum
    });
    above.unwrap_or(p.len() - 1)
}

/// n times the mean error over many samples of n, and the standard error of that.
///
/// Of each error its first order in p̂ − p, whose mean is 0, is taken away: what is left varies as 1/n.
fn scaled_bias(p: &[f64], estimator: EntropyEstimator, n: usize) -> (f64, f64) {
    const N_RUNS: usize = 2000;
    let truth: f64 = p.iter().map(|p| -p * p.ln()).sum();
    let mut stream = stream(6);
    let mut error = || {
        let counts = Counts::tally((0..n).map(|_| draw(p, stream.uniform())), p.len()).expect("samples");
        let frequencies = counts.as_slice().iter().map(|&c| c as f64 / n as f64);
        let first_order: f64 = frequencies.zip(p).map(|(found, p)| -(found - p) * p.ln()).sum();
        n as f64 * (entropy(&counts, estimator).value - truth - first_order)
    };
    let errors: Vec<f64> = (0..N_RUNS).map(|_| error()).collect();
    let mean = errors.iter().sum::<f64>() / N_RUNS as f64;
    let variance = errors.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / (N_RUNS - 1) as f64;
    (mean, (variance / N_RUNS as f64).sqrt())
}

/// Checks n times the bias at two n: within four standard errors and what the next order may be, which falls as 1/n.
fn check(estimator: EntropyEstimator, expected: f64) {
    for n in [500, 2000] {
        let (found, spread) = scaled_bias(&unequal(), estimator, n);
        let next_order = 40.0 / n as f64;
        println!("{} n = {n}: {found} +- {spread}, stated {expected}", estimator.name());
        assert!(
            (found - expected).abs() < 4.0 * spread + next_order,
            "{}, n = {n}: {found} {expected} {spread}",
            estimator.name()
        );
    }
}

/// H(u, p) − H(p), with u the uniform distribution: how fast H grows on the way from p to u.
fn growth_to_uniform(p: &[f64]) -> f64 {
    p.iter().map(|p_i| (p_i - 1.0 / p.len() as f64) * p_i.ln()).sum()
}

/// K − 1 for the outcomes of [`unequal`].
const DEGREES: f64 = 5.0;

#[test]
fn chao_shen_has_the_bias_of_plug_in_where_nothing_is_unseen() {
    check(EntropyEstimator::PlugIn, -DEGREES / 2.0);
    check(EntropyEstimator::ChaoShen, -DEGREES / 2.0);
}

#[test]
fn james_stein_has_the_bias_of_plug_in_and_of_its_shrinking() {
    let p = unequal();
    let noise = 1.0 - p.iter().map(|p| p * p).sum::<f64>();
    let distance = p.iter().map(|p_i| (p_i - 1.0 / p.len() as f64).powi(2)).sum::<f64>();
    check(EntropyEstimator::JamesStein, -DEGREES / 2.0 + noise / distance * growth_to_uniform(&p));
}

/// ⟨β⟩ of concentrations that the prior allows, by their density Γ(Kβ)/Γ(β)ᴷ Π pᵢ^(β−1) at the true p: what infinitely many
/// samples leave of β.
fn mean_concentration(p: &[f64]) -> f64 {
    let k = p.len() as f64;
    let sum_ln: f64 = p.iter().map(|p| p.ln()).sum();
    let xi = |beta: f64| digamma(k * beta + 1.0) - digamma(beta + 1.0);
    let density = |beta: f64| (ln_gamma(k * beta) - k * ln_gamma(beta) + (beta - 1.0) * sum_ln).exp();
    let (mut norm, mut sum) = (0.0, 0.0);
    for i in -3000..3000 {
        let [low, middle, high] = [0.0, 0.5, 1.0].map(|step| (0.002 * (f64::from(i) + step)).exp());
        let weight = density(middle) * (xi(high) - xi(low));
        norm += weight;
        sum += weight * middle;
    }
    sum / norm
}

#[test]
fn nsb_has_twice_the_bias_of_plug_in_and_that_of_its_prior() {
    let p = unequal();
    let of_prior = p.len() as f64 * mean_concentration(&p) * growth_to_uniform(&p);
    check(EntropyEstimator::Nsb, -DEGREES + of_prior);
}
