//! Texts of the estimates against the truth. They belong to a part of the program that is fetched when it is opened.

use super::{Lang, messages};

messages! {
    /// Estimates against the truth.
    GroundTruth {
        task: "Task", "任务";
        misread: "The knobs of the link cannot be read; these are the usual ones.", "无法读取链接中的旋钮设置；现为默认值。";
        gaussian: "Gaussian channel", "高斯信道";
        classes: "Two classes", "两个类别";
        discrete: "Discrete channel", "离散信道";
        student: "Linear student", "线性学生";
        about_gaussian: "X ~ N(0, I), T = X + ε with ε ~ N(0, I / snr), and Y has the correlation ρ with X. So I(X;T) = d/2 · log(1 + snr) and I(T;Y) = −d/2 · log(1 − ρ² snr / (1 + snr)).", "X ~ N(0, I)，T = X + ε，ε ~ N(0, I / snr)，Y 与 X 的相关系数为 ρ。于是 I(X;T) = d/2 · log(1 + snr)，I(T;Y) = −d/2 · log(1 − ρ² snr / (1 + snr))。";
        about_classes: "Y is one of two classes, X ~ N(± s/2 e₁, I) with its sign, and T = X + ε with ε ~ N(0, I / snr). I(T;Y) is an integral over one dimension, and I(X;T) = I(T;Y) + d/2 · log(1 + snr).", "Y 是两个类别之一，X ~ N(± s/2 e₁, I)，正负号由类别决定；T = X + ε，ε ~ N(0, I / snr)。I(T;Y) 是一维积分，I(X;T) = I(T;Y) + d/2 · log(1 + snr)。";
        about_discrete: "X is one of m symbols, T is another one with probability e, and Y says, wrongly with probability f, in which half of the symbols X is. I(X;T) = log m − h(e) − e log(m − 1); I(T;Y) is a sum over the joint.", "X 是 m 个符号之一；T 以概率 e 变成别的符号；Y 说 X 在符号的哪一半，以概率 f 说错。I(X;T) = log m − h(e) − e log(m − 1)，I(T;Y) 是对联合分布求和。";
        about_student: "A linear teacher answers with noise, a linear student has learned from 100 answers, and T is a layer of it, W X + ε. All is Gaussian: I(X;T) and I(T;Y) are log-determinants of the trained weights (Saxe et al. 2018). Samples are new ones.", "线性教师的回答带有噪声；线性学生从 100 个回答中学习；T 是它的一层，即 W X + ε。一切都是高斯的：I(X;T) 与 I(T;Y) 是训练后权重的对数行列式（Saxe 等，2018）。样本都是新的。";
        n_dims: "Dimensions d", "维数 d";
        snr: "Signal-to-noise ratio snr", "信噪比 snr";
        rho: "Correlation ρ", "相关系数 ρ";
        separation: "Distance s of the means", "均值间距 s";
        n_outcomes: "Symbols m", "符号数 m";
        error: "Error e", "错误概率 e";
        label_error: "Error f of Y", "Y 的错误概率 f";
        n_inputs: "Inputs", "输入数";
        n_hidden: "Hidden units", "隐藏单元数";
        n_epochs: "Epochs", "轮次";
        noise_variance: "Noise variance σ²", "噪声方差 σ²";
        student_seed: "Seed of the student", "学生的种子";
        layer: "Layer", "层";
        hidden: "Hidden", "隐藏层";
        answer: "Answer", "输出层";
        largest: "Samples N up to", "样本数 N 至多";
        n_repetitions: "Repetitions", "重复次数";
        seed: "Seed of the samples", "样本的种子";
        known: "Known here", "此处已知";
        finished: "All samples have been looked at.", "所有样本都已估计完毕。";
        samples: "samples N (log scale)", "样本数 N（对数刻度）";
        estimator: "estimator", "估计器";
        truth: "truth", "真值";
        mean: "mean", "平均";
        deviation: "standard deviation", "标准差";
        bias: "bias", "偏差";
        ceiling: "ceiling", "上限";
        lead: "Points: the mean over the repetitions. Bars: ± one standard deviation of a single estimate.", "点：多次重复的平均。误差棒：单次估计的 ± 一个标准差。";
        caption: "Solid line: the truth. Dashed, where it is within the picture: log N, which no estimate from comparing N samples passes.", "实线：真值。虚线（若在图中）：log N，凡是靠比较 N 个样本的估计都不能超过它。";
        what_lead: "What the truth is.", "这里的真值是什么。";
        what: "The law of X, T and Y is written down here, and both numbers are computed from it, not from samples. Error bars shrink with N whether or not an estimate is right; only the truth shows its bias.", "X、T、Y 的分布已写明，两个数都由它算出，而不是由样本估计。无论估计对不对，误差棒都随 N 缩小；只有真值能显示偏差。";
        why_lead: "Why nets usually have none.", "为什么网络通常没有真值。";
        why: "Nobody knows the law of their data, and a layer without noise tells H(X) of X, or infinitely much: an estimate can only be held against other estimates.", "没有人知道其数据的分布，而没有噪声的层关于 X 的信息是 H(X)，或为无穷：估计只能与别的估计相比。";
        csv: "Save as CSV", "保存为 CSV";
        kde_upper: "KDE upper", "KDE 上界";
        kde_lower: "KDE lower", "KDE 下界";
        noisy_net: "Drawing", "抽样";
        infonce: "InfoNCE", "InfoNCE";
        ksg: "KSG 1", "KSG 1";
        ksg_rectangle: "KSG 2", "KSG 2";
        equal_mass: "Bins", "分箱";
        covariances: "Gaussian fit", "高斯拟合";
        plug_in: "Plug-in", "直接代入";
        seen: "nearly all outcomes have been seen", "几乎所有结果都已出现";
        rare: "rare outcomes tell of the unseen", "罕见结果反映未见结果";
        prior: "a mixture of Dirichlet priors", "狄利克雷先验的混合";
        smooth: "a smooth density", "密度光滑";
        bins: "eight bins of equal mass tell enough", "八个等量分箱已足够";
        noise: "the noise is known; the samples are all there is", "噪声已知；样本即全部";
        critic: "the noise is known", "噪声已知";
        normal: "all is Gaussian", "一切都是高斯的";
    } with {
        working(done: u32, wanted: u32): format!("{done} of {wanted} sets of samples …"), format!("{wanted} 组样本中的第 {done} 组…");
        against(quantity: &str): format!("{quantity} against the truth"), format!("{quantity}：估计与真值");
        at_size(n: &str, repetitions: u32): format!("N = {n}, {repetitions} repetitions"), format!("N = {n}，重复 {repetitions} 次");
        is(quantity: &str, amount: &str): format!("{quantity} = {amount}"), format!("{quantity} = {amount}");
        summary(n: &str, truth: &str, estimates: &str): format!("With {n} samples, of a truth of {truth}: {estimates}."), format!("{n} 个样本时，真值 {truth}：{estimates}。");
    }
}

impl Lang {
    /// The texts of the estimates against the truth.
    pub const fn ground_truth(self) -> &'static GroundTruth {
        match self {
            Self::English => &GroundTruth::ENGLISH,
            Self::Chinese => &GroundTruth::CHINESE,
        }
    }
}
