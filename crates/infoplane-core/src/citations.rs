//! One constant per cited work; documentation links here, so a wrong name fails `cargo doc`.
//!
//! Each constant is the text a page can print.

/// Bengio, Y. et al. (2013).
pub const BENGIO_2013: &str =
    "Y. Bengio, N. Boulanger-Lewandowski, R. Pascanu, Advances in Optimizing Recurrent Networks, ICASSP 2013";
/// Bhattacharyya, A. (1943).
pub const BHATTACHARYYA_1943: &str = "A. Bhattacharyya, On a Measure of Divergence between Two Statistical Populations Defined by Their Probability Distributions, Bulletin of the Calcutta Mathematical Society 35, 1943";
/// Cover, T. M. and Thomas, J. A. (2006).
pub const COVER_THOMAS_2006: &str =
    "T. M. Cover, J. A. Thomas, Elements of Information Theory, second edition, Wiley, 2006";
/// Dozat, T. (2016).
pub const DOZAT_2016: &str = "T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop, 2016";
/// Duchi, J. et al. (2011).
pub const DUCHI_2011: &str = "J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, Journal of Machine Learning Research 12, 2011";
/// Endres, D. M. and Schindelin, J. E. (2003).
pub const ENDRES_SCHINDELIN_2003: &str = "D. M. Endres, J. E. Schindelin, A New Metric for Probability Distributions, IEEE Transactions on Information Theory 49(7), 2003";
/// Goyal, P. et al. (2017).
pub const GOYAL_2017: &str =
    "P. Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, arXiv:1706.02677, 2017";
/// Hellinger, E. (1909).
pub const HELLINGER_1909: &str = "E. Hellinger, Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen, Journal für die reine und angewandte Mathematik 136, 1909";
/// Jelinek, F. et al. (1977).
pub const JELINEK_1977: &str = "F. Jelinek, R. L. Mercer, L. R. Bahl, J. K. Baker, Perplexity: a Measure of the Difficulty of Speech Recognition Tasks, Journal of the Acoustical Society of America 62, 1977";
/// Chollet, F. et al. (2015).
pub const KERAS_2015: &str = "F. Chollet et al., Keras, keras.io, 2015";
/// Kingma, D. P. and Ba, J. (2015).
pub const KINGMA_BA_2015: &str = "D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015";
/// Kolchinsky, A. and Tracey, B. D. (2017).
pub const KOLCHINSKY_TRACEY_2017: &str =
    "A. Kolchinsky, B. D. Tracey, Estimating Mixture Entropy with Pairwise Distances, Entropy 19(7), 2017";
/// Kullback, S. and Leibler, R. A. (1951).
pub const KULLBACK_LEIBLER_1951: &str = "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22(1), 1951";
/// Lin, J. (1991).
pub const LIN_1991: &str = "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37(1), 1991";
/// Loshchilov, I. and Hutter, F. (2017).
pub const LOSHCHILOV_HUTTER_2017: &str =
    "I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017";
/// Loshchilov, I. and Hutter, F. (2019).
pub const LOSHCHILOV_HUTTER_2019: &str =
    "I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019";
/// Norvig, P. (2013).
pub const NORVIG_2013: &str =
    "P. Norvig, English Letter Frequency Counts: Mayzner Revisited, norvig.com/mayzner.html, 2013";
/// Pascanu, R. et al. (2013).
pub const PASCANU_2013: &str =
    "R. Pascanu, T. Mikolov, Y. Bengio, On the Difficulty of Training Recurrent Neural Networks, ICML 2013";
/// Polyak, B. T. (1964).
pub const POLYAK_1964: &str = "B. T. Polyak, Some Methods of Speeding up the Convergence of Iteration Methods, USSR Computational Mathematics and Mathematical Physics 4(5), 1964";
/// Polyak, B. T. and Juditsky, A. B. (1992).
pub const POLYAK_JUDITSKY_1992: &str = "B. T. Polyak, A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, SIAM Journal on Control and Optimization 30(4), 1992";
/// Paszke, A. et al. (2019).
pub const PYTORCH_2019: &str =
    "A. Paszke et al., PyTorch: An Imperative Style, High-Performance Deep Learning Library, NeurIPS 2019";
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
/// Tieleman, T. and Hinton, G. (2012).
pub const TIELEMAN_HINTON_2012: &str = "T. Tieleman, G. Hinton, Lecture 6.5: Divide the Gradient by a Running Average of Its Recent Magnitude, Coursera: Neural Networks for Machine Learning, 2012";
/// Tsallis, C. (1988).
pub const TSALLIS_1988: &str = "C. Tsallis, Possible Generalization of Boltzmann-Gibbs Statistics, Journal of Statistical Physics 52, 1988";
/// van Erven, T. and Harremoës, P. (2014).
pub const VAN_ERVEN_HARREMOES_2014: &str = "T. van Erven, P. Harremoës, Rényi Divergence and Kullback-Leibler Divergence, IEEE Transactions on Information Theory 60(7), 2014";
/// Zipf, G. K. (1949).
pub const ZIPF_1949: &str =
    "G. K. Zipf, Human Behavior and the Principle of Least Effort, Addison-Wesley, 1949";
