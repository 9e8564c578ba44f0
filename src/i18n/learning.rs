//! Texts of the details of learning, a part of the program that is fetched when their fold is opened.

use super::{Lang, messages};

messages! {
    /// The details of learning.
    Learning {
        misread: "The details of the link cannot be used; these are the usual ones.", "链接中的细节设置无法使用；现为默认值。";
        loss: "Loss", "损失函数";
        cross_entropy: "Cross-entropy", "交叉熵";
        squared_error: "Squared error", "平方误差";
        squared_hint: "The gradient is that of the squared error of the probabilities. The curves stay cross-entropy, so that you see what it hides: being sure and wrong costs at most 2.", "梯度取自概率的平方误差。曲线仍为交叉熵，由此可见它掩盖了什么：自信地犯错，代价至多为 2。";
        smoothing: "Label smoothing", "标签平滑";
        confidence: "Confidence penalty", "置信惩罚";
        optimizer: "Optimizer", "优化器";
        convention: "As in", "遵循";
        momentum: "Momentum μ", "动量 μ";
        beta_1: "β₁", "β₁";
        beta_2: "β₂", "β₂";
        rho: "ρ", "ρ";
        epsilon: "ε", "ε";
        weight_decay: "Weight decay", "权重衰减";
        clip: "Clip norm (0: off)", "梯度裁剪（0：关）";
        schedule: "Learning rate falls", "学习率下降方式";
        constant: "not at all", "不下降";
        step: "in steps", "阶梯";
        exponential: "steadily", "指数";
        cosine: "as a cosine", "余弦";
        every: "Updates for × γ", "每 × γ 的更新数";
        gamma: "γ", "γ";
        length: "Updates to the floor", "降到下限的更新数";
        floor: "Floor, as a share", "下限（比例）";
        warm_up: "Warm-up updates", "预热更新数";
        penalties: "Penalties and noise", "正则与噪声";
        l1: "L1", "L1";
        l2: "L2", "L2";
        dropout: "Dropout", "Dropout";
        layers: "Activation of each layer", "各层的激活函数";
        start: "Start and order", "初始化与顺序";
        init: "Weights begin", "权重初始化";
        usual: "as suits the activation", "按激活函数选取";
        zeros: "as zeros", "全零";
        orthogonal: "orthogonal", "正交";
        glorot_uniform: "Glorot, uniform", "Glorot，均匀分布";
        glorot_normal: "Glorot, normal", "Glorot，正态分布";
        he_uniform: "He, uniform", "He，均匀分布";
        he_normal: "He, normal", "He，正态分布";
        lecun_uniform: "LeCun, uniform", "LeCun，均匀分布";
        lecun_normal: "LeCun, normal", "LeCun，正态分布";
        order: "Samples", "样本顺序";
        shuffled: "shuffled every epoch", "每轮打乱";
        given: "as they come", "原顺序";
        seeds: "Seeds of their own", "单独的种子";
        seeds_hint: "Each stream of random numbers has the seed of the run until you type another.", "每个随机数流都用运行的种子，直到你另行输入。";
        data: "Data", "数据";
        labels: "Wrong labels", "错误标签";
        split: "Split", "划分";
        batches: "Batches", "批次";
        noise: "Layer noise", "层内噪声";
    } with {
        as_the_run(stream: &str): format!("{stream}: the seed of the run again"), format!("{stream}：恢复为运行的种子");
        of_layer(layer: usize): format!("Layer {layer}"), format!("第 {layer} 层");
    }
}

impl Lang {
    /// The texts of the details of learning.
    pub const fn learning(self) -> &'static Learning {
        match self {
            Self::English => &Learning::ENGLISH,
            Self::Chinese => &Learning::CHINESE,
        }
    }
}
