//! Texts of the bench of estimators. They belong to a part of the program that is fetched when it is opened.

use super::{Lang, messages};

messages! {
    /// One layer under every estimator.
    Bench {
        samples: "Samples", "样本";
        all: "All", "全部";
        train: "Training", "训练";
        test: "Test", "测试";
        misread: "The knobs of the link cannot be read; these are the usual ones.", "无法读取链接中的旋钮设置；现为默认值。";
        edges: "Bin edges", "分箱边界数";
        low: "from", "起点";
        high: "to", "终点";
        width: "Bin width", "分箱宽度";
        n_equal: "Equal-mass bins", "等量分箱数";
        k: "Neighbors k", "近邻数 k";
        n_draws: "Draws per sample", "每样本抽取次数";
        seed: "Seed of the noise", "噪声种子";
        take: "Take the present epoch", "取当前轮次";
        nothing: "Train first: there is no epoch to look at yet.", "请先训练：还没有可看的轮次。";
        working: "Estimating …", "正在估计…";
        finished: "All estimators have answered.", "所有估计器都已给出结果。";
        estimator: "Estimator", "估计器";
        estimates: "Estimates", "估计";
        cautions: "Read with caution", "注意事项";
        csv: "Save as CSV", "保存为 CSV";
        truth: "A deterministic layer has no number to be right about: I(X;T) is H(X), or infinite for continuous X. What bins, noise and neighbors report is their own question about it. Only the noisy layer, drawn or seen by the critic, has a true value, and the two bounds enclose it.", "确定性的层没有“正确”的数：I(X;T) 等于 H(X)，X 连续时为无穷。分箱、噪声与近邻给出的是它们各自提出的问题的答案。只有加噪的层（抽样或由评价函数估计）有真值，两条界把它夹在中间。";
        idnns: "30 bin edges on [−1, 1] (Shwartz-Ziv & Tishby)", "[−1, 1] 上 30 个边界（Shwartz-Ziv & Tishby）";
        ibsgd: "Bins of 0.07 (Saxe et al.)", "宽 0.07 的分箱（Saxe 等）";
        own_edges: "Bins between your edges", "自定边界的分箱";
        own_width: "Bins of your width", "自定宽度的分箱";
        equal_mass: "Equal-mass bins", "等量分箱";
        kde_upper: "KDE, upper bound", "KDE 上界";
        kde_lower: "KDE, lower bound", "KDE 下界";
        noisy_net: "Noisy layer, by drawing", "加噪层，抽样";
        infonce: "Noisy layer, InfoNCE with the exact critic", "加噪层，InfoNCE（精确评价函数）";
        ksg: "Nearest neighbors of input and layer (KSG)", "输入与层的近邻（KSG）";
        ross: "Nearest neighbors within classes (Ross)", "类内近邻（Ross）";
        bins: "the value belongs to the bins", "数值取决于分箱";
        added_noise: "noise added that the layer does not have", "加入了层本身没有的噪声";
        noisy_network: "as if the layer had this noise", "假设层带有此噪声";
        smooth: "a smooth density, no two samples alike", "密度光滑，样本互不相同";
        smooth_in_class: "a smooth density within each class", "每类密度光滑";
        critic: "the critic knows the noise exactly", "评价函数精确知道噪声";
        other_assumption: "independent samples", "样本独立";
        unbiased: "unbiased", "无偏";
        too_low: "too low", "偏低";
        too_high: "too high", "偏高";
        either: "either way", "方向不定";
        lower_bound: "lower bound", "下界";
        upper_bound: "upper bound", "上界";
        near_ceiling: "Near its ceiling: it may say “at least this much”.", "接近上限：只能说“至少这么多”。";
        above_ceiling: "Its error reaches beyond its ceiling, where it cannot be.", "误差范围超出上限，估计值到不了那里。";
        many_dimensions: "More units than these samples can fill.", "单元太多，样本填不满空间。";
        bias_above_spread: "Its bias is larger than its error.", "偏差大于误差。";
        tied_samples: "Samples coincide: there is no density.", "样本重合：没有密度。";
        no_spread: "Its error is 0: it cannot tell how far off it is.", "误差为 0：无法说明偏离多远。";
        coincident: "Refused: samples coincide with their neighbors.", "拒绝：样本与其近邻重合。";
        too_few: "Refused: too few samples.", "拒绝：样本太少。";
    } with {
        epoch(epoch: &str): format!("epoch {epoch}, frozen"), format!("第 {epoch} 轮（已冻结）");
        ceiling(amount: &str): format!("≤ {amount}"), format!("≤ {amount}");
        by(side: &str, amount: &str): format!("{side} by {amount}"), format!("{side} {amount}");
        of_samples(n: &str): format!("{n} samples"), format!("{n} 个样本");
        out_of_range(field: &str, value: &str): format!("{field} cannot be {value}."), format!("{field} 不能为 {value}。");
        softmax(number: usize): format!("{number} · softmax"), format!("{number} · softmax");
    }
}

impl Lang {
    /// The texts of the bench.
    pub const fn bench(self) -> &'static Bench {
        match self {
            Self::English => &Bench::ENGLISH,
            Self::Chinese => &Bench::CHINESE,
        }
    }
}
