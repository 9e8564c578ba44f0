//! Elementary numerics that behave the same natively and in every browser.

pub mod x_log_x;
