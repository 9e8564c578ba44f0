//! One constant per cited work; documentation links here, so a wrong name fails `cargo doc`.
//!
//! Each constant is the text a page can print.

/// Abramowitz, M. and Stegun, I. A. (1964).
pub const ABRAMOWITZ_STEGUN_1964: &str = "M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, National Bureau of Standards Applied Mathematics Series 55, 1964";
/// Alemi, A. A. et al. (2017).
pub const ALEMI_2017: &str =
    "A. A. Alemi, I. Fischer, J. V. Dillon, K. Murphy, Deep Variational Information Bottleneck, ICLR 2017";
/// Amjad, R. A. and Geiger, B. C. (2020).
pub const AMJAD_GEIGER_2020: &str = "R. A. Amjad, B. C. Geiger, Learning Representations for Neural Network-Based Classification Using the Information Bottleneck Principle, IEEE Transactions on Pattern Analysis and Machine Intelligence 42(9), 2020";
/// Arimoto, S. (1972).
pub const ARIMOTO_1972: &str = "S. Arimoto, An Algorithm for Computing the Capacity of Arbitrary Discrete Memoryless Channels, IEEE Transactions on Information Theory 18(1), 1972";
/// Atchison, J. and Shen, S. M. (1980).
pub const ATCHISON_SHEN_1980: &str = "J. Atchison, S. M. Shen, Logistic-Normal Distributions: Some Properties and Uses, Biometrika 67(2), 1980";
/// Austin, T. (2020).
pub const AUSTIN_2020: &str =
    "T. Austin, Multi-variate Correlation and Mixtures of Product Measures, Kybernetika 56(3), 2020";
/// Banerjee, A. et al. (2005).
pub const BANERJEE_2005: &str = "A. Banerjee, S. Merugu, I. S. Dhillon, J. Ghosh, Clustering with Bregman Divergences, Journal of Machine Learning Research 6, 2005";
/// Ba, J. L. et al. (2016).
pub const BA_2016: &str = "J. L. Ba, J. R. Kiros, G. E. Hinton, Layer Normalization, arXiv:1607.06450, 2016";
/// Belghazi, M. I. et al. (2018).
pub const BELGHAZI_2018: &str = "M. I. Belghazi et al., Mutual Information Neural Estimation, ICML 2018";
/// Bell, A. J. (2003).
pub const BELL_2003: &str = "A. J. Bell, The Co-information Lattice, Fourth International Symposium on Independent Component Analysis and Blind Signal Separation, 2003";
/// Bengio, Y. et al. (2013).
pub const BENGIO_2013: &str =
    "Y. Bengio, N. Boulanger-Lewandowski, R. Pascanu, Advances in Optimizing Recurrent Networks, ICASSP 2013";
/// Bhattacharyya, A. (1943).
pub const BHATTACHARYYA_1943: &str = "A. Bhattacharyya, On a Measure of Divergence between Two Statistical Populations Defined by Their Probability Distributions, Bulletin of the Calcutta Mathematical Society 35, 1943";
/// Blahut, R. E. (1972).
pub const BLAHUT_1972: &str = "R. E. Blahut, Computation of Channel Capacity and Rate-Distortion Functions, IEEE Transactions on Information Theory 18(4), 1972";
/// Bouma, G. (2009).
pub const BOUMA_2009: &str = "G. Bouma, Normalized (Pointwise) Mutual Information in Collocation Extraction, Proceedings of the GSCL Conference, 2009";
/// Brier, G. W. (1950).
pub const BRIER_1950: &str = "G. W. Brier, Verification of Forecasts Expressed in Terms of Probability, Monthly Weather Review 78(1), 1950";
/// Chao, A. and Shen, T.-J. (2003).
pub const CHAO_SHEN_2003: &str = "A. Chao, T.-J. Shen, Nonparametric Estimation of Shannon's Index of Diversity When There Are Unseen Species in Sample, Environmental and Ecological Statistics 10, 2003";
/// Chechik, G. et al. (2005).
pub const CHECHIK_2005: &str = "G. Chechik, A. Globerson, N. Tishby, Y. Weiss, Information Bottleneck for Gaussian Variables, Journal of Machine Learning Research 6, 2005";
/// Chelombiev, I. et al. (2019).
pub const CHELOMBIEV_2019: &str = "I. Chelombiev, C. Houghton, C. O'Donnell, Adaptive Estimators Show Information Compression in Deep Neural Networks, ICLR 2019";
/// Church, K. W. and Hanks, P. (1990).
pub const CHURCH_HANKS_1990: &str = "K. W. Church, P. Hanks, Word Association Norms, Mutual Information, and Lexicography, Computational Linguistics 16(1), 1990";
/// Chyzak, F. and Nielsen, F. (2019).
pub const CHYZAK_NIELSEN_2019: &str = "F. Chyzak, F. Nielsen, A Closed-Form Formula for the Kullback-Leibler Divergence between Cauchy Distributions, arXiv:1905.10965, 2019";
/// Clevert, D.-A. et al. (2016).
pub const CLEVERT_2016: &str = "D.-A. Clevert, T. Unterthiner, S. Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units (ELUs), ICLR 2016";
/// Cover, T. M. and Thomas, J. A. (2006).
pub const COVER_THOMAS_2006: &str =
    "T. M. Cover, J. A. Thomas, Elements of Information Theory, second edition, Wiley, 2006";
/// Csiszár, I. (1967).
pub const CSISZAR_1967: &str = "I. Csiszár, Information-Type Measures of Difference of Probability Distributions and Indirect Observations, Studia Scientiarum Mathematicarum Hungarica 2, 1967";
/// Cui, Y. et al. (2019).
pub const CUI_2019: &str = "Y. Cui, M. Jia, T.-Y. Lin, Y. Song, S. Belongie, Class-Balanced Loss Based on Effective Number of Samples, CVPR 2019";
/// Donsker, M. D. and Varadhan, S. R. S. (1983).
pub const DONSKER_VARADHAN_1983: &str = "M. D. Donsker, S. R. S. Varadhan, Asymptotic Evaluation of Certain Markov Process Expectations for Large Time IV, Communications on Pure and Applied Mathematics 36(2), 1983";
/// Dozat, T. (2016).
pub const DOZAT_2016: &str = "T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop, 2016";
/// Duchi, J. et al. (2011).
pub const DUCHI_2011: &str = "J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, Journal of Machine Learning Research 12, 2011";
/// Efron, B. (1979).
pub const EFRON_1979: &str =
    "B. Efron, Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics 7(1), 1979";
/// Efron, B. and Stein, C. (1981).
pub const EFRON_STEIN_1981: &str =
    "B. Efron, C. Stein, The Jackknife Estimate of Variance, Annals of Statistics 9(3), 1981";
/// Endres, D. M. and Schindelin, J. E. (2003).
pub const ENDRES_SCHINDELIN_2003: &str = "D. M. Endres, J. E. Schindelin, A New Metric for Probability Distributions, IEEE Transactions on Information Theory 49(7), 2003";
/// Evans, R. J. and Boersma, J. (1988).
pub const EVANS_BOERSMA_1988: &str =
    "R. J. Evans, J. Boersma, The Entropy of a Poisson Distribution (Problem 87-6), SIAM Review 30(2), 1988";
/// Fano, R. M. (1961).
pub const FANO_1961: &str =
    "R. M. Fano, Transmission of Information: A Statistical Theory of Communications, MIT Press, 1961";
/// Fraser, A. M. and Swinney, H. L. (1986).
pub const FRASER_SWINNEY_1986: &str = "A. M. Fraser, H. L. Swinney, Independent Coordinates for Strange Attractors from Mutual Information, Physical Review A 33, 1986";
/// Gil, M., Alajaji, F. and Linder, T. (2013).
pub const GIL_ALAJAJI_LINDER_2013: &str = "M. Gil, F. Alajaji, T. Linder, Rényi Divergence Measures for Commonly Used Univariate Continuous Distributions, Information Sciences 249, 2013";
/// Goldfeld, Z. et al. (2019).
pub const GOLDFELD_2019: &str =
    "Z. Goldfeld et al., Estimating Information Flow in Deep Neural Networks, ICML 2019";
/// Good, I. J. (1953).
pub const GOOD_1953: &str = "I. J. Good, The Population Frequencies of Species and the Estimation of Population Parameters, Biometrika 40, 1953";
/// Goyal, P. et al. (2017).
pub const GOYAL_2017: &str =
    "P. Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, arXiv:1706.02677, 2017";
/// Grassberger, P. (1988).
pub const GRASSBERGER_1988: &str = "P. Grassberger, Finite Sample Corrections to Entropy and Dimension Estimates, Physics Letters A 128, 1988";
/// Grassberger, P. (2003).
pub const GRASSBERGER_2003: &str =
    "P. Grassberger, Entropy Estimates from Insufficient Samplings, arXiv:physics/0307138, 2003";
/// Guo, C. et al. (2017).
pub const GUO_2017: &str =
    "C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On Calibration of Modern Neural Networks, ICML 2017";
/// Han, T. S. (1978).
pub const HAN_1978: &str = "T. S. Han, Nonnegative Entropy Measures of Multivariate Symmetric Correlations, Information and Control 36(2), 1978";
/// Hausser, J. and Strimmer, K. (2009).
pub const HAUSSER_STRIMMER_2009: &str = "J. Hausser, K. Strimmer, Entropy Inference and the James-Stein Estimator, with Application to Nonlinear Gene Association Networks, Journal of Machine Learning Research 10, 2009";
/// Hellinger, E. (1909).
pub const HELLINGER_1909: &str = "E. Hellinger, Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen, Journal für die reine und angewandte Mathematik 136, 1909";
/// Hendrycks, D. and Gimpel, K. (2016).
pub const HENDRYCKS_GIMPEL_2016: &str =
    "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (GELUs), arXiv:1606.08415, 2016";
/// Higgins, I. et al. (2017).
pub const HIGGINS_2017: &str = "I. Higgins, L. Matthey, A. Pal, C. Burgess, X. Glorot, M. Botvinick, S. Mohamed, A. Lerchner, beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework, ICLR 2017";
/// Houlsby, N. et al. (2011).
pub const HOULSBY_2011: &str = "N. Houlsby, F. Huszár, Z. Ghahramani, M. Lengyel, Bayesian Active Learning for Classification and Preference Learning, arXiv:1112.5745, 2011";
/// Huffman, D. A. (1952).
pub const HUFFMAN_1952: &str = "D. A. Huffman, A Method for the Construction of Minimum-Redundancy Codes, Proceedings of the IRE 40(9), 1952";
/// James, R. G. and Crutchfield, J. P. (2017).
pub const JAMES_CRUTCHFIELD_2017: &str = "R. G. James, J. P. Crutchfield, Multivariate Dependence beyond Shannon Information, Entropy 19(10), 2017";
/// Jelinek, F. et al. (1977).
pub const JELINEK_1977: &str = "F. Jelinek, R. L. Mercer, L. R. Bahl, J. K. Baker, Perplexity: a Measure of the Difficulty of Speech Recognition Tasks, Journal of the Acoustical Society of America 62, 1977";
/// Johnson, N. L. et al. (1994).
pub const JOHNSON_1994: &str = "N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, volume 1, second edition, Wiley, 1994";
/// The source of Keras 3.
pub const KERAS: &str = "F. Chollet et al., Keras 3.15, keras.losses, keras.io/api/losses";
/// Chollet, F. et al. (2015).
pub const KERAS_2015: &str = "F. Chollet et al., Keras, keras.io, 2015";
/// Kingma, D. P. and Ba, J. (2015).
pub const KINGMA_BA_2015: &str = "D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015";
/// Kingma, D. P. and Welling, M. (2014).
pub const KINGMA_WELLING_2014: &str = "D. P. Kingma, M. Welling, Auto-Encoding Variational Bayes, ICLR 2014";
/// Kitagawa, T. and Rowley, J. (2022).
pub const KITAGAWA_ROWLEY_2022: &str = "T. Kitagawa, J. Rowley, von Mises-Fisher Distributions and their Statistical Divergence, arXiv:2202.05192, 2022";
/// Knuth, D. E. (1969).
pub const KNUTH_1969: &str =
    "D. E. Knuth, The Art of Computer Programming, volume 2: Seminumerical Algorithms, Addison-Wesley, 1969";
/// Kolchinsky, A. and Tracey, B. D. (2017).
pub const KOLCHINSKY_TRACEY_2017: &str =
    "A. Kolchinsky, B. D. Tracey, Estimating Mixture Entropy with Pairwise Distances, Entropy 19(7), 2017";
/// Kolchinsky, A., Tracey, B. D. and Van Kuyk, S. (2019).
pub const KOLCHINSKY_TRACEY_VAN_KUYK_2019: &str = "A. Kolchinsky, B. D. Tracey, S. Van Kuyk, Caveats for Information Bottleneck in Deterministic Scenarios, International Conference on Learning Representations, 2019";
/// Kotz, S. et al. (2000).
pub const KOTZ_2000: &str = "S. Kotz, N. Balakrishnan, N. L. Johnson, Continuous Multivariate Distributions, volume 1, second edition, Wiley, 2000";
/// Kozachenko, L. F. and Leonenko, N. N. (1987).
pub const KOZACHENKO_LEONENKO_1987: &str = "L. F. Kozachenko, N. N. Leonenko, Sample Estimate of the Entropy of a Random Vector, Problems of Information Transmission 23, 1987";
/// Kraft, L. G. (1949).
pub const KRAFT_1949: &str = "L. G. Kraft, A Device for Quantizing, Grouping, and Coding Amplitude-Modulated Pulses, Master's thesis, Massachusetts Institute of Technology, 1949";
/// Kraskov, A. et al. (2004).
pub const KRASKOV_2004: &str = "A. Kraskov, H. Stögbauer, P. Grassberger, Estimating Mutual Information, Physical Review E 69, 066138, 2004";
/// Kullback, S. (1959).
pub const KULLBACK_1959: &str = "S. Kullback, Information Theory and Statistics, Wiley, 1959";
/// Kullback, S. and Leibler, R. A. (1951).
pub const KULLBACK_LEIBLER_1951: &str = "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22(1), 1951";
/// Levin, B. and Reeds, J. (1977).
pub const LEVIN_REEDS_1977: &str = "B. Levin, J. Reeds, Compound Multinomial Likelihood Functions are Unimodal: Proof of a Conjecture of I. J. Good, Annals of Statistics 5(1), 1977";
/// Liese, F. and Vajda, I. (2006).
pub const LIESE_VAJDA_2006: &str = "F. Liese, I. Vajda, On Divergences and Informations in Statistics and Information Theory, IEEE Transactions on Information Theory 52(10), 2006";
/// Lin, J. (1991).
pub const LIN_1991: &str = "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37(1), 1991";
/// Loader, C. (2000).
pub const LOADER_2000: &str = "C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000";
/// Loaiza-Ganem, G. and Cunningham, J. P. (2019).
pub const LOAIZA_GANEM_CUNNINGHAM_2019: &str = "G. Loaiza-Ganem, J. P. Cunningham, The Continuous Bernoulli: Fixing a Pervasive Error in Variational Autoencoders, NeurIPS 2019";
/// Loshchilov, I. and Hutter, F. (2017).
pub const LOSHCHILOV_HUTTER_2017: &str =
    "I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017";
/// Loshchilov, I. and Hutter, F. (2019).
pub const LOSHCHILOV_HUTTER_2019: &str =
    "I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019";
/// Maas, A. L. et al. (2013).
pub const MAAS_2013: &str = "A. L. Maas, A. Y. Hannun, A. Y. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML Workshop on Deep Learning for Audio, Speech and Language Processing, 2013";
/// Mardia, K. V. and Jupp, P. E. (2000).
pub const MARDIA_JUPP_2000: &str = "K. V. Mardia, P. E. Jupp, Directional Statistics, Wiley, 2000";
/// Marsaglia, G. and Tsang, W. W. (2000).
pub const MARSAGLIA_TSANG_2000: &str = "G. Marsaglia, W. W. Tsang, A Simple Method for Generating Gamma Variables, ACM Transactions on Mathematical Software 26(3), 2000";
/// McAllester, D. and Stratos, K. (2020).
pub const MCALLESTER_STRATOS_2020: &str =
    "D. McAllester, K. Stratos, Formal Limitations on the Measurement of Mutual Information, AISTATS 2020";
/// McGill, W. J. (1954).
pub const MCGILL_1954: &str =
    "W. J. McGill, Multivariate Information Transmission, Psychometrika 19(2), 1954";
/// Meilă, M. (2007).
pub const MEILA_2007: &str = "M. Meilă, Comparing Clusterings: an Information Based Distance, Journal of Multivariate Analysis 98(5), 2007";
/// Miller, G. A. (1955).
pub const MILLER_1955: &str = "G. A. Miller, Note on the Bias of Information Estimates, in Information Theory in Psychology: Problems and Methods, Free Press, 1955";
/// Moyal, J. E. (1955).
pub const MOYAL_1955: &str =
    "J. E. Moyal, Theory of Ionization Fluctuations, Philosophical Magazine 46, 1955";
/// Naeini, M. P. et al. (2015).
pub const NAEINI_2015: &str = "M. P. Naeini, G. F. Cooper, M. Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015";
/// Nemenman, I., Shafee, F. and Bialek, W. (2002).
pub const NEMENMAN_SHAFEE_BIALEK_2002: &str =
    "I. Nemenman, F. Shafee, W. Bialek, Entropy and Inference, Revisited, NIPS 14, 2002";
/// Neumaier, A. (1974).
pub const NEUMAIER_1974: &str = "A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974";
/// Nguyen, X. et al. (2010).
pub const NGUYEN_2010: &str = "X. Nguyen, M. J. Wainwright, M. I. Jordan, Estimating Divergence Functionals and the Likelihood Ratio by Convex Risk Minimization, IEEE Transactions on Information Theory 56(11), 2010";
/// Norvig, P. (2013).
pub const NORVIG_2013: &str =
    "P. Norvig, English Letter Frequency Counts: Mayzner Revisited, norvig.com/mayzner.html, 2013";
/// van den Oord, A. et al. (2018).
pub const OORD_2018: &str = "A. van den Oord, Y. Li, O. Vinyals, Representation Learning with Contrastive Predictive Coding, arXiv:1807.03748, 2018";
/// Paninski, L. (2003).
pub const PANINSKI_2003: &str =
    "L. Paninski, Estimation of Entropy and Mutual Information, Neural Computation 15(6), 2003";
/// Pascanu, R. et al. (2013).
pub const PASCANU_2013: &str =
    "R. Pascanu, T. Mikolov, Y. Bengio, On the Difficulty of Training Recurrent Neural Networks, ICML 2013";
/// Pedregosa, F. et al. (2011).
pub const PEDREGOSA_2011: &str = "F. Pedregosa et al., Scikit-learn: Machine Learning in Python, Journal of Machine Learning Research 12, 2011";
/// Penny, W. D. (2001).
pub const PENNY_2001: &str = "W. D. Penny, Kullback-Liebler Divergences of Normal, Gamma, Dirichlet and Wishart Densities, Wellcome Department of Cognitive Neurology, 2001";
/// Pereyra, G. et al. (2017).
pub const PEREYRA_2017: &str = "G. Pereyra, G. Tucker, J. Chorowski, Ł. Kaiser, G. Hinton, Regularizing Neural Networks by Penalizing Confident Output Distributions, ICLR workshop, 2017";
/// Polyak, B. T. (1964).
pub const POLYAK_1964: &str = "B. T. Polyak, Some Methods of Speeding up the Convergence of Iteration Methods, USSR Computational Mathematics and Mathematical Physics 4(5), 1964";
/// Polyak, B. T. and Juditsky, A. B. (1992).
pub const POLYAK_JUDITSKY_1992: &str = "B. T. Polyak, A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, SIAM Journal on Control and Optimization 30(4), 1992";
/// Poole, B. et al. (2019).
pub const POOLE_2019: &str = "B. Poole et al., On Variational Bounds of Mutual Information, ICML 2019";
/// The source of PyTorch.
pub const PYTORCH: &str =
    "A. Paszke et al., PyTorch 1.13, torch.nn.functional, pytorch.org/docs/1.13/nn.functional.html";
/// Paszke, A. et al. (2019).
pub const PYTORCH_2019: &str =
    "A. Paszke et al., PyTorch: An Imperative Style, High-Performance Deep Learning Library, NeurIPS 2019";
/// Rényi, A. (1959).
pub const RENYI_1959: &str =
    "A. Rényi, On Measures of Dependence, Acta Mathematica Academiae Scientiarum Hungaricae 10, 1959";
/// Rényi, A. (1961).
pub const RENYI_1961: &str = "A. Rényi, On Measures of Entropy and Information, Fourth Berkeley Symposium on Mathematical Statistics and Probability, 1961";
/// Rosas, F. E. et al. (2019).
pub const ROSAS_2019: &str = "F. E. Rosas, P. A. M. Mediano, M. Gastpar, H. J. Jensen, Quantifying High-Order Interdependencies via Multivariate Extensions of the Mutual Information, Physical Review E 100, 2019";
/// Rose, K. (1998).
pub const ROSE_1998: &str = "K. Rose, Deterministic Annealing for Clustering, Compression, Classification, Regression, and Related Optimization Problems, Proceedings of the IEEE 86(11), 1998";
/// Ross, B. C. (2014).
pub const ROSS_2014: &str =
    "B. C. Ross, Mutual Information between Discrete and Continuous Data Sets, PLoS ONE 9(2), 2014";
/// Saxe, A. M. et al. (2014).
pub const SAXE_2014: &str = "A. M. Saxe, J. L. McClelland, S. Ganguli, Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Neural Networks, ICLR 2014";
/// Saxe, A. M. et al. (2018).
pub const SAXE_2018: &str =
    "A. M. Saxe et al., On the Information Bottleneck Theory of Deep Learning, ICLR 2018";
/// Schwartz, E. S. (1964).
pub const SCHWARTZ_1964: &str = "E. S. Schwartz, An Optimum Encoding with Minimum Longest Code and Total Number of Digits, Information and Control 7(1), 1964";
/// Schwartz, E. S. and Kallick, B. (1964).
pub const SCHWARTZ_KALLICK_1964: &str = "E. S. Schwartz, B. Kallick, Generating a Canonical Prefix Encoding, Communications of the ACM 7(3), 1964";
/// Shannon, C. E. (1948).
pub const SHANNON_1948: &str =
    "C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948";
/// Shwartz-Ziv, R. and Tishby, N. (2017).
pub const SHWARTZ_ZIV_TISHBY_2017: &str = "R. Shwartz-Ziv, N. Tishby, Opening the Black Box of Deep Neural Networks via Information, arXiv:1703.00810, 2017";
/// Slonim, N., Friedman, N. and Tishby, N. (2002).
pub const SLONIM_FRIEDMAN_TISHBY_2002: &str = "N. Slonim, N. Friedman, N. Tishby, Unsupervised Document Classification Using Sequential Information Maximization, SIGIR 2002";
/// Slonim, N. and Tishby, N. (1999).
pub const SLONIM_TISHBY_1999: &str =
    "N. Slonim, N. Tishby, Agglomerative Information Bottleneck, NIPS 12, 1999";
/// Smilkov, D. et al. (2017).
pub const SMILKOV_2017: &str = "D. Smilkov, S. Carter, D. Sculley, F. B. Viégas, M. Wattenberg, Direct-Manipulation Visualization of Deep Networks, arXiv:1708.03788, 2017";
/// Srivastava, N. et al. (2014).
pub const SRIVASTAVA_2014: &str = "N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, Dropout: A Simple Way to Prevent Neural Networks from Overfitting, Journal of Machine Learning Research 15, 2014";
/// Strouse, DJ and Schwab, D. J. (2017).
pub const STROUSE_SCHWAB_2017: &str =
    "DJ Strouse, D. J. Schwab, The Deterministic Information Bottleneck, Neural Computation 29(6), 2017";
/// Szegedy, C. et al. (2016).
pub const SZEGEDY_2016: &str = "C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna, Rethinking the Inception Architecture for Computer Vision, CVPR 2016";
/// Tieleman, T. and Hinton, G. (2012).
pub const TIELEMAN_HINTON_2012: &str = "T. Tieleman, G. Hinton, Lecture 6.5: Divide the Gradient by a Running Average of Its Recent Magnitude, Coursera: Neural Networks for Machine Learning, 2012";
/// Tishby, N., Pereira, F. C. and Bialek, W. (1999).
pub const TISHBY_PEREIRA_BIALEK_1999: &str = "N. Tishby, F. C. Pereira, W. Bialek, The Information Bottleneck Method, 37th Annual Allerton Conference on Communication, Control, and Computing, 1999";
/// Trefethen, L. N. and Weideman, J. A. C. (2014).
pub const TREFETHEN_WEIDEMAN_2014: &str = "L. N. Trefethen, J. A. C. Weideman, The Exponentially Convergent Trapezoidal Rule, SIAM Review 56(3), 2014";
/// Tsallis, C. (1988).
pub const TSALLIS_1988: &str = "C. Tsallis, Possible Generalization of Boltzmann-Gibbs Statistics, Journal of Statistical Physics 52, 1988";
/// van Erven, T. and Harremoës, P. (2014).
pub const VAN_ERVEN_HARREMOES_2014: &str = "T. van Erven, P. Harremoës, Rényi Divergence and Kullback-Leibler Divergence, IEEE Transactions on Information Theory 60(7), 2014";
/// Verdú, S. and Weissman, T. (2008).
pub const VERDU_WEISSMAN_2008: &str = "S. Verdú, T. Weissman, The Information Lost in Erasures, IEEE Transactions on Information Theory 54(11), 2008";
/// Vinh, N. X. et al. (2010).
pub const VINH_2010: &str = "N. X. Vinh, J. Epps, J. Bailey, Information Theoretic Measures for Clusterings Comparison, Journal of Machine Learning Research 11, 2010";
/// Walker, H. F. and Ni, P. (2011).
pub const WALKER_NI_2011: &str = "H. F. Walker, P. Ni, Anderson Acceleration for Fixed-Point Iterations, SIAM Journal on Numerical Analysis 49(4), 2011";
/// Watanabe, S. (1960).
pub const WATANABE_1960: &str = "S. Watanabe, Information Theoretical Analysis of Multivariate Correlation, IBM Journal of Research and Development 4(1), 1960";
/// Witsenhausen, H. S. (1975).
pub const WITSENHAUSEN_1975: &str = "H. S. Witsenhausen, On Sequences of Pairs of Dependent Random Variables, SIAM Journal on Applied Mathematics 28(1), 1975";
/// Witten, I. H., Neal, R. M. and Cleary, J. G. (1987).
pub const WITTEN_NEAL_CLEARY_1987: &str = "I. H. Witten, R. M. Neal, J. G. Cleary, Arithmetic Coding for Data Compression, Communications of the ACM 30(6), 1987";
/// Wolpert, D. H. and Wolf, D. R. (1995).
pub const WOLPERT_WOLF_1995: &str = "D. H. Wolpert, D. R. Wolf, Estimating Functions of Probability Distributions from a Finite Set of Samples, Physical Review E 52, 1995";
/// Wood, A. T. A. (1994).
pub const WOOD_1994: &str = "A. T. A. Wood, Simulation of the von Mises Fisher Distribution, Communications in Statistics: Simulation and Computation 23(1), 1994";
/// Wright, S. J. (1997).
pub const WRIGHT_1997: &str = "S. J. Wright, Primal-Dual Interior-Point Methods, SIAM, 1997";
/// Zahl, S. (1977).
pub const ZAHL_1977: &str = "S. Zahl, Jackknifing an Index of Diversity, Ecology 58(4), 1977";
/// Zipf, G. K. (1949).
pub const ZIPF_1949: &str =
    "G. K. Zipf, Human Behavior and the Principle of Least Effort, Addison-Wesley, 1949";
