//! One constant per cited work; documentation links here, so a wrong name fails `cargo doc`.
//!
//! Each constant is the text a page can print.

/// Austin, T. (2020).
pub const AUSTIN_2020: &str =
    "T. Austin, Multi-variate Correlation and Mixtures of Product Measures, Kybernetika 56(3), 2020";
/// Bell, A. J. (2003).
pub const BELL_2003: &str = "A. J. Bell, The Co-information Lattice, Fourth International Symposium on Independent Component Analysis and Blind Signal Separation, 2003";
/// Bhattacharyya, A. (1943).
pub const BHATTACHARYYA_1943: &str = "A. Bhattacharyya, On a Measure of Divergence between Two Statistical Populations Defined by Their Probability Distributions, Bulletin of the Calcutta Mathematical Society 35, 1943";
/// Bouma, G. (2009).
pub const BOUMA_2009: &str = "G. Bouma, Normalized (Pointwise) Mutual Information in Collocation Extraction, Proceedings of the GSCL Conference, 2009";
/// Church, K. W. and Hanks, P. (1990).
pub const CHURCH_HANKS_1990: &str = "K. W. Church, P. Hanks, Word Association Norms, Mutual Information, and Lexicography, Computational Linguistics 16(1), 1990";
/// Cover, T. M. and Thomas, J. A. (2006).
pub const COVER_THOMAS_2006: &str =
    "T. M. Cover, J. A. Thomas, Elements of Information Theory, second edition, Wiley, 2006";
/// Csiszár, I. (1967).
pub const CSISZAR_1967: &str = "I. Csiszár, Information-Type Measures of Difference of Probability Distributions and Indirect Observations, Studia Scientiarum Mathematicarum Hungarica 2, 1967";
/// Endres, D. M. and Schindelin, J. E. (2003).
pub const ENDRES_SCHINDELIN_2003: &str = "D. M. Endres, J. E. Schindelin, A New Metric for Probability Distributions, IEEE Transactions on Information Theory 49(7), 2003";
/// Fano, R. M. (1961).
pub const FANO_1961: &str =
    "R. M. Fano, Transmission of Information: A Statistical Theory of Communications, MIT Press, 1961";
/// Han, T. S. (1978).
pub const HAN_1978: &str = "T. S. Han, Nonnegative Entropy Measures of Multivariate Symmetric Correlations, Information and Control 36(2), 1978";
/// Hellinger, E. (1909).
pub const HELLINGER_1909: &str = "E. Hellinger, Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen, Journal für die reine und angewandte Mathematik 136, 1909";
/// James, R. G. and Crutchfield, J. P. (2017).
pub const JAMES_CRUTCHFIELD_2017: &str = "R. G. James, J. P. Crutchfield, Multivariate Dependence beyond Shannon Information, Entropy 19(10), 2017";
/// Jelinek, F. et al. (1977).
pub const JELINEK_1977: &str = "F. Jelinek, R. L. Mercer, L. R. Bahl, J. K. Baker, Perplexity: a Measure of the Difficulty of Speech Recognition Tasks, Journal of the Acoustical Society of America 62, 1977";
/// Kolchinsky, A. and Tracey, B. D. (2017).
pub const KOLCHINSKY_TRACEY_2017: &str =
    "A. Kolchinsky, B. D. Tracey, Estimating Mixture Entropy with Pairwise Distances, Entropy 19(7), 2017";
/// Kullback, S. and Leibler, R. A. (1951).
pub const KULLBACK_LEIBLER_1951: &str = "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22(1), 1951";
/// Liese, F. and Vajda, I. (2006).
pub const LIESE_VAJDA_2006: &str = "F. Liese, I. Vajda, On Divergences and Informations in Statistics and Information Theory, IEEE Transactions on Information Theory 52(10), 2006";
/// Lin, J. (1991).
pub const LIN_1991: &str = "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37(1), 1991";
/// McGill, W. J. (1954).
pub const MCGILL_1954: &str =
    "W. J. McGill, Multivariate Information Transmission, Psychometrika 19(2), 1954";
/// Meilă, M. (2007).
pub const MEILA_2007: &str = "M. Meilă, Comparing Clusterings: an Information Based Distance, Journal of Multivariate Analysis 98(5), 2007";
/// Neumaier, A. (1974).
pub const NEUMAIER_1974: &str = "A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974";
/// Norvig, P. (2013).
pub const NORVIG_2013: &str =
    "P. Norvig, English Letter Frequency Counts: Mayzner Revisited, norvig.com/mayzner.html, 2013";
/// Rényi, A. (1959).
pub const RENYI_1959: &str =
    "A. Rényi, On Measures of Dependence, Acta Mathematica Academiae Scientiarum Hungaricae 10, 1959";
/// Rényi, A. (1961).
pub const RENYI_1961: &str = "A. Rényi, On Measures of Entropy and Information, Fourth Berkeley Symposium on Mathematical Statistics and Probability, 1961";
/// Rosas, F. E. et al. (2019).
pub const ROSAS_2019: &str = "F. E. Rosas, P. A. M. Mediano, M. Gastpar, H. J. Jensen, Quantifying High-Order Interdependencies via Multivariate Extensions of the Mutual Information, Physical Review E 100, 2019";
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
/// Verdú, S. and Weissman, T. (2008).
pub const VERDU_WEISSMAN_2008: &str = "S. Verdú, T. Weissman, The Information Lost in Erasures, IEEE Transactions on Information Theory 54(11), 2008";
/// Vinh, N. X. et al. (2010).
pub const VINH_2010: &str = "N. X. Vinh, J. Epps, J. Bailey, Information Theoretic Measures for Clusterings Comparison, Journal of Machine Learning Research 11, 2010";
/// Watanabe, S. (1960).
pub const WATANABE_1960: &str = "S. Watanabe, Information Theoretical Analysis of Multivariate Correlation, IBM Journal of Research and Development 4(1), 1960";
/// Witsenhausen, H. S. (1975).
pub const WITSENHAUSEN_1975: &str = "H. S. Witsenhausen, On Sequences of Pairs of Dependent Random Variables, SIAM Journal on Applied Mathematics 28(1), 1975";
/// Zipf, G. K. (1949).
pub const ZIPF_1949: &str =
    "G. K. Zipf, Human Behavior and the Principle of Least Effort, Addison-Wesley, 1949";
