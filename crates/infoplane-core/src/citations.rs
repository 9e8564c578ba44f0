//! One constant per cited work; documentation links here, so a wrong name fails `cargo doc`.
//!
//! Each constant is the text a page can print.

/// Shannon, C. E. (1948).
pub const SHANNON_1948: &str =
    "C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948";
/// Shwartz-Ziv, R. and Tishby, N. (2017).
pub const SHWARTZ_ZIV_TISHBY_2017: &str = "R. Shwartz-Ziv, N. Tishby, Opening the Black Box of Deep Neural Networks via Information, arXiv:1703.00810, 2017";
/// Saxe, A. M. et al. (2018).
pub const SAXE_2018: &str =
    "A. M. Saxe et al., On the Information Bottleneck Theory of Deep Learning, ICLR 2018";
/// Kolchinsky, A. and Tracey, B. D. (2017).
pub const KOLCHINSKY_TRACEY_2017: &str =
    "A. Kolchinsky, B. D. Tracey, Estimating Mixture Entropy with Pairwise Distances, Entropy 19(7), 2017";
