//! Elementary numerics that give the same bits natively and in every browser.

pub(crate) mod central_path;
pub mod digamma;
pub mod exp;
pub mod ln;
pub mod logsumexp;
pub mod order;
pub mod real;
pub mod rng;
pub mod sum;
pub mod tanh;
pub mod x_log_x;
