//! One constant per cited work; documentation links here, so a wrong name fails `cargo doc`.
//!
//! Each constant is the text a page can print.

/// Abramowitz, M. and Stegun, I. A. (1964).
pub const ABRAMOWITZ_STEGUN_1964: &str = "M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, National Bureau of Standards Applied Mathematics Series 55, 1964";
/// Atchison, J. and Shen, S. M. (1980).
pub const ATCHISON_SHEN_1980: &str = "J. Atchison, S. M. Shen, Logistic-Normal Distributions: Some Properties and Uses, Biometrika 67(2), 1980";
/// Banerjee, A. et al. (2005).
pub const BANERJEE_2005: &str = "A. Banerjee, S. Merugu, I. S. Dhillon, J. Ghosh, Clustering with Bregman Divergences, Journal of Machine Learning Research 6, 2005";
/// Bhattacharyya, A. (1943).
pub const BHATTACHARYYA_1943: &str = "A. Bhattacharyya, On a Measure of Divergence between Two Statistical Populations Defined by Their Probability Distributions, Bulletin of the Calcutta Mathematical Society 35, 1943";
/// Chyzak, F. and Nielsen, F. (2019).
pub const CHYZAK_NIELSEN_2019: &str = "F. Chyzak, F. Nielsen, A Closed-Form Formula for the Kullback-Leibler Divergence between Cauchy Distributions, arXiv:1905.10965, 2019";
/// Cover, T. M. and Thomas, J. A. (2006).
pub const COVER_THOMAS_2006: &str =
    "T. M. Cover, J. A. Thomas, Elements of Information Theory, second edition, Wiley, 2006";
/// Endres, D. M. and Schindelin, J. E. (2003).
pub const ENDRES_SCHINDELIN_2003: &str = "D. M. Endres, J. E. Schindelin, A New Metric for Probability Distributions, IEEE Transactions on Information Theory 49(7), 2003";
/// Evans, R. J. and Boersma, J. (1988).
pub const EVANS_BOERSMA_1988: &str =
    "R. J. Evans, J. Boersma, The Entropy of a Poisson Distribution (Problem 87-6), SIAM Review 30(2), 1988";
/// Gil, M., Alajaji, F. and Linder, T. (2013).
pub const GIL_ALAJAJI_LINDER_2013: &str = "M. Gil, F. Alajaji, T. Linder, Rényi Divergence Measures for Commonly Used Univariate Continuous Distributions, Information Sciences 249, 2013";
/// Hellinger, E. (1909).
pub const HELLINGER_1909: &str = "E. Hellinger, Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen, Journal für die reine und angewandte Mathematik 136, 1909";
/// Jelinek, F. et al. (1977).
pub const JELINEK_1977: &str = "F. Jelinek, R. L. Mercer, L. R. Bahl, J. K. Baker, Perplexity: a Measure of the Difficulty of Speech Recognition Tasks, Journal of the Acoustical Society of America 62, 1977";
/// Johnson, N. L. et al. (1994).
pub const JOHNSON_1994: &str = "N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, volume 1, second edition, Wiley, 1994";
/// Kitagawa, T. and Rowley, J. (2022).
pub const KITAGAWA_ROWLEY_2022: &str = "T. Kitagawa, J. Rowley, von Mises-Fisher Distributions and their Statistical Divergence, arXiv:2202.05192, 2022";
/// Kolchinsky, A. and Tracey, B. D. (2017).
pub const KOLCHINSKY_TRACEY_2017: &str =
    "A. Kolchinsky, B. D. Tracey, Estimating Mixture Entropy with Pairwise Distances, Entropy 19(7), 2017";
/// Kotz, S. et al. (2000).
pub const KOTZ_2000: &str = "S. Kotz, N. Balakrishnan, N. L. Johnson, Continuous Multivariate Distributions, volume 1, second edition, Wiley, 2000";
/// Kullback, S. (1959).
pub const KULLBACK_1959: &str = "S. Kullback, Information Theory and Statistics, Wiley, 1959";
/// Kullback, S. and Leibler, R. A. (1951).
pub const KULLBACK_LEIBLER_1951: &str = "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22(1), 1951";
/// Lin, J. (1991).
pub const LIN_1991: &str = "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37(1), 1991";
/// Loader, C. (2000).
pub const LOADER_2000: &str = "C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000";
/// Loaiza-Ganem, G. and Cunningham, J. P. (2019).
pub const LOAIZA_GANEM_CUNNINGHAM_2019: &str = "G. Loaiza-Ganem, J. P. Cunningham, The Continuous Bernoulli: Fixing a Pervasive Error in Variational Autoencoders, NeurIPS 2019";
/// Mardia, K. V. and Jupp, P. E. (2000).
pub const MARDIA_JUPP_2000: &str = "K. V. Mardia, P. E. Jupp, Directional Statistics, Wiley, 2000";
/// Marsaglia, G. and Tsang, W. W. (2000).
pub const MARSAGLIA_TSANG_2000: &str = "G. Marsaglia, W. W. Tsang, A Simple Method for Generating Gamma Variables, ACM Transactions on Mathematical Software 26(3), 2000";
/// Moyal, J. E. (1955).
pub const MOYAL_1955: &str =
    "J. E. Moyal, Theory of Ionization Fluctuations, Philosophical Magazine 46, 1955";
/// Norvig, P. (2013).
pub const NORVIG_2013: &str =
    "P. Norvig, English Letter Frequency Counts: Mayzner Revisited, norvig.com/mayzner.html, 2013";
/// Penny, W. D. (2001).
pub const PENNY_2001: &str = "W. D. Penny, Kullback-Liebler Divergences of Normal, Gamma, Dirichlet and Wishart Densities, Wellcome Department of Cognitive Neurology, 2001";
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
/// Wood, A. T. A. (1994).
pub const WOOD_1994: &str = "A. T. A. Wood, Simulation of the von Mises Fisher Distribution, Communications in Statistics: Simulation and Computation 23(1), 1994";
/// Zipf, G. K. (1949).
pub const ZIPF_1949: &str =
    "G. K. Zipf, Human Behavior and the Principle of Least Effort, Addison-Wesley, 1949";
