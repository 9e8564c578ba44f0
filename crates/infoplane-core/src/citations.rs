//! One constant per cited work; documentation links here, so a wrong name fails `cargo doc`.
//!
//! Each constant is the text a page can print.

/// Abramowitz, M. and Stegun, I. A. (1964).
pub const ABRAMOWITZ_STEGUN_1964: &str = "M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, National Bureau of Standards Applied Mathematics Series 55, 1964";
/// Banerjee, A. et al. (2005).
pub const BANERJEE_2005: &str = "A. Banerjee, S. Merugu, I. S. Dhillon, J. Ghosh, Clustering with Bregman Divergences, Journal of Machine Learning Research 6, 2005";
/// Bhattacharyya, A. (1943).
pub const BHATTACHARYYA_1943: &str = "A. Bhattacharyya, On a Measure of Divergence between Two Statistical Populations Defined by Their Probability Distributions, Bulletin of the Calcutta Mathematical Society 35, 1943";
/// Cover, T. M. and Thomas, J. A. (2006).
pub const COVER_THOMAS_2006: &str =
    "T. M. Cover, J. A. Thomas, Elements of Information Theory, second edition, Wiley, 2006";
/// Endres, D. M. and Schindelin, J. E. (2003).
pub const ENDRES_SCHINDELIN_2003: &str = "D. M. Endres, J. E. Schindelin, A New Metric for Probability Distributions, IEEE Transactions on Information Theory 49(7), 2003";
/// Hellinger, E. (1909).
pub const HELLINGER_1909: &str = "E. Hellinger, Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen, Journal für die reine und angewandte Mathematik 136, 1909";
/// Jelinek, F. et al. (1977).
pub const JELINEK_1977: &str = "F. Jelinek, R. L. Mercer, L. R. Bahl, J. K. Baker, Perplexity: a Measure of the Difficulty of Speech Recognition Tasks, Journal of the Acoustical Society of America 62, 1977";
/// Kolchinsky, A. and Tracey, B. D. (2017).
pub const KOLCHINSKY_TRACEY_2017: &str =
    "A. Kolchinsky, B. D. Tracey, Estimating Mixture Entropy with Pairwise Distances, Entropy 19(7), 2017";
/// Kullback, S. and Leibler, R. A. (1951).
pub const KULLBACK_LEIBLER_1951: &str = "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22(1), 1951";
/// Lin, J. (1991).
pub const LIN_1991: &str = "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37(1), 1991";
/// Norvig, P. (2013).
pub const NORVIG_2013: &str =
    "P. Norvig, English Letter Frequency Counts: Mayzner Revisited, norvig.com/mayzner.html, 2013";
/// Rényi, A. (1961).
pub const RENYI_1961: &str = "A. Rényi, On Measures of Entropy and Information, Fourth Berkeley Symposium on Mathematical Statistics and Probability, 1961";
/// Saxe, A. M. et al. (2018).
pub const SAXE_2018: &str =
    "A. M. Saxe et al., On the Information Bottleneck Theory of Deep Learning, ICLR 2018";
/// Shannon, C. E. (1948).
pub const SHANNON_1948: &str =
    "C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948";
/// Shwartz-Ziv, R. and Tishby, N. (2017).
pub const SHWARTZ_ZIV_TISHBY_2017: &str = "R. Shwartz-Ziv, N. Tishby, Opening the Black Box of Deep Neural Networks via Information, arXiv:1703.00810, 2017";
/// Tsallis, C. (1988).
pub const TSALLIS_1988: &str = "C. Tsallis, Possible Generalization of Boltzmann-Gibbs Statistics, Journal of Statistical Physics 52, 1988";
/// van Erven, T. and Harremoës, P. (2014).
pub const VAN_ERVEN_HARREMOES_2014: &str = "T. van Erven, P. Harremoës, Rényi Divergence and Kullback-Leibler Divergence, IEEE Transactions on Information Theory 60(7), 2014";
/// Zipf, G. K. (1949).
pub const ZIPF_1949: &str =
    "G. K. Zipf, Human Behavior and the Principle of Least Effort, Addison-Wesley, 1949";
