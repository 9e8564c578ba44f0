//! Elementary numerics that behave the same natively and in every browser.

pub mod logsumexp;
pub mod x_log_x;
