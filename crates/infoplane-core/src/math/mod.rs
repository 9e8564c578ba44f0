//! Elementary numerics that give the same bits natively and in every browser.

pub(crate) mod central_path;
pub mod bessel;
pub mod digamma;
pub mod erf;
pub mod exp;
pub mod exp_excess;
pub(crate) mod exp_vector;
pub mod lanes;
pub mod ln;
pub mod ln_gamma;
pub mod ln_sinhc;
pub(crate) mod ln_vector;
pub mod logsumexp;
pub mod ranking;
pub mod quadrature;
pub mod real;
pub mod rng;
pub mod sin;
pub mod single;
pub mod student;
pub mod sum;
pub mod tanh;
pub(crate) mod processor;
pub(crate) mod term_sum;
pub mod trigamma;
pub mod x_log_x;
