//! Elementary numerics that give the same bits natively and in every browser.

pub mod exp;
pub mod ln;
pub mod logsumexp;
pub mod order;
pub mod real;
pub mod rng;
pub mod sum;
pub mod tanh;
pub mod x_log_x;
