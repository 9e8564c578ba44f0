//! Elementary numerics that give the same bits natively and in every browser.

pub(crate) mod central_path;
pub mod bessel;
pub mod digamma;
pub mod exp;
pub mod exp_excess;
pub mod ln;
pub mod ln_gamma;
pub mod ln_sinhc;
pub mod logsumexp;
pub mod order;
pub mod quadrature;
pub mod real;
pub mod rng;
pub mod student;
pub mod sum;
pub mod tanh;
pub mod trigamma;
pub mod x_log_x;
