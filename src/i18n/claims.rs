//! What is told of the published claims. It is no part of the catalogue: only the part of the program that tells them
//! fetches it.

use super::{Lang, messages};

messages! {
    /// Headings and names.
    Claims {
        claimed: "Claim", "主张";
        answered: "Answer", "回应";
        knob: "The knob", "旋钮";
        see: "What you will see here", "在这里会看到";
        set_up: "Set-up, paper, and what differs here", "设置、论文与此处的不同";
        published: "As published", "原文设置";
        limits: "What differs here", "此处的不同";
        here: "The run shown", "所示的运行";
        close: "Close", "关闭";
        training_share: "Used for training", "用于训练的比例";
        optimizer: "Optimizer", "优化器";
        layer_noise: "Noise in the layers, s.d.", "层内噪声的标准差";
        l2: "Weight decay (L2)", "权重衰减 (L2)";
        none: "none", "无";
        changed: "Changed by hand: none of the sides above.", "已手动修改：不再是上面的任何一种。";
    } with {
        batch(n: &str, epochs: &str): format!("{n} samples, {epochs} epochs"), format!("{n} 个样本，共 {epochs} 轮");
    }
}

/// A text in English and in Chinese.
type Text = [&'static str; 2];

/// Both sides of one claim.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// What was claimed.
    pub claimed: Text,
    /// What was answered, or what follows.
    pub answered: Text,
    /// What turns one into the other.
    pub knob: Text,
    /// The outcome to be expected here; the tests of the browser measure it.
    pub see: Text,
    /// The set-up of the paper.
    pub published: Text,
    /// Where this page departs from it.
    pub limits: Text,
}

/// A text in the language.
pub const fn told(text: Text, lang: Lang) -> &'static str {
    match lang {
        Lang::English => text[0],
        Lang::Chinese => text[1],
    }
}

/// Headings and names in the language.
pub const fn words(lang: Lang) -> &'static Claims {
    match lang {
        Lang::English => &Claims::ENGLISH,
        Lang::Chinese => &Claims::CHINESE,
    }
}

/// Shwartz-Ziv and Tishby 2017.
pub const SHWARTZ_ZIV: Story = Story {
    claimed: [
        "Training has two phases. First the layers fit: I(T;Y) grows. Then, for most of the time, they compress: I(X;T) falls. The turn comes where the gradients turn from drift (mean above spread) to diffusion (spread above mean). With 5 % of the data, compression loses the label, too.",
        "训练分两个阶段。先是拟合：I(T;Y) 上升；随后是漫长的压缩：I(X;T) 下降。转折处，梯度由漂移（均值大于波动）变为扩散（波动大于均值）。若只用 5 % 的数据训练，压缩会连标签信息一起丢掉。",
    ],
    answered: [
        "Saxe et al. found the fall only with units that saturate on both sides, in full-batch training without any noise as well, and no causal link to generalization.",
        "Saxe 等人发现，只有两侧饱和的激活才会出现下降；没有任何噪声的全批量训练也会出现；它与泛化没有因果关系。",
    ],
    knob: [
        "The share of the data used for training: 85, 45 or 5 %.",
        "用于训练的数据比例：85 %、45 % 或 5 %。",
    ],
    see: [
        "With 85 %, I(T;Y) of the last hidden layer ends near 1 bit; with 5 % it ends clearly lower, as the labels of the other 95 % were never seen.",
        "用 85 % 时，最后一个隐藏层的 I(T;Y) 接近 1 比特；用 5 % 时明显更低，因为其余 95 % 的标签从未见过。",
    ],
    published: [
        "12 binary inputs, 4,096 patterns, tanh layers 12-10-7-5-4-3-2, 30 bins on [−1, 1], stochastic gradient descent, 50 networks; 5 %, 45 % and 85 % of the patterns for training.",
        "12 个二值输入、4096 个模式，tanh 层 12-10-7-5-4-3-2，[−1, 1] 上 30 个箱，随机梯度下降，50 个网络；分别用 5 %、45 %、85 % 的模式训练。",
    ],
    limits: [
        "Batch, rate and epochs are the defaults of the published code, the optimizer is Adam, and the labels are its fixed ones, not drawn anew. One network at a time; choose more seeds for the mean.",
        "批大小、学习率和轮数取自公开代码的默认值，优化器为 Adam，标签固定而不重新抽取。每次一个网络；要看平均请增加种子数。",
    ],
};

/// Saxe et al. 2018.
pub const SAXE: Story = Story {
    claimed: [
        "The information bottleneck theory says that every deep net first fits and then compresses, and that it generalizes because it compresses.",
        "信息瓶颈理论认为：任何深度网络都先拟合后压缩，并且正因为压缩才能泛化。",
    ],
    answered: [
        "Compression comes from units that saturate on both sides. ReLU and linear nets hardly compress and generalize as well; full-batch gradient descent compresses without any stochastic gradient; inputs that do not matter to the task are compressed while the task is being fitted, not afterwards.",
        "压缩来自两侧饱和的激活。ReLU 和线性网络几乎不压缩，却同样能泛化；全批量梯度下降没有随机梯度也会压缩；与任务无关的输入是在拟合的同时被压缩的，而不是在其后。",
    ],
    knob: [
        "The activation: tanh or ReLU. Nothing else changes, not even the seed.",
        "激活函数：tanh 或 ReLU。其他一概不变，连种子也不变。",
    ],
    see: [
        "In the mean over seeds layer 5 compresses by more than 3 bits with tanh, and by less than 1.5 bits with ReLU.",
        "对种子取平均，第 5 层用 tanh 压缩超过 3 比特，用 ReLU 则不到 1.5 比特。",
    ],
    published: [
        "The same 4,096 patterns, 80 % for training, Adam at 0.0004, batches of 256, 10,000 epochs; kernel density with noise variance 0.001, bins of 0.07 for the figure of tanh; 50 repetitions.",
        "同样的 4096 个模式，80 % 用于训练，Adam 学习率 0.0004，批大小 256，10000 轮；噪声方差 0.001 的核密度估计；重复 50 次。",
    ],
    limits: [
        "Full batch steps are made larger (0.004), or 10,000 of them would not train the net. Their task-irrelevant inputs belong to a linear net with a teacher, which this lab does not have.",
        "全批量时步长增大到 0.004，否则 10000 步不足以训练好网络。原文“与任务无关的输入”用的是有教师的线性网络，本实验室没有。",
    ],
};

/// Goldfeld et al. 2019.
pub const GOLDFELD: Story = Story {
    claimed: [
        "Papers showed I(X;T) falling in deterministic nets. But there the true I(X;T) does not depend on the weights: it is H(X) for inputs like these, or infinite.",
        "一些论文展示确定性网络中的 I(X;T) 在下降。但那里真实的 I(X;T) 与权重无关：对这类输入就是 H(X)，否则为无穷大。",
    ],
    answered: [
        "Put Gaussian noise into the layers, and I(X;T) becomes a property of the net. It can fall, and where it falls, inputs of one class gather in clusters. Bins in a deterministic net measure that same clustering.",
        "在层中加入高斯噪声，I(X;T) 就成为网络自身的性质。它可以下降，而下降之处，同类输入聚成团簇。确定性网络中的分箱量到的正是这种聚集。",
    ],
    knob: ["The noise in the layers, from 0 upward.", "层内噪声，从 0 开始增大。"],
    see: [
        "Both nets compress in layer 5 by more than 1 bit under the same assumed noise; only in the noisy one is that noise the net's own.",
        "在同样的假设噪声下，两个网络的第 5 层都压缩超过 1 比特；但只有含噪网络中，这个噪声才是它自己的。",
    ],
    published: [
        "The same patterns and layers with Gaussian noise added to every hidden unit in training and estimation; I(X;T) by Monte Carlo from the Gaussian mixture.",
        "同样的模式和网络，训练与估计时在每个隐藏单元加入高斯噪声；用高斯混合的蒙特卡罗估计 I(X;T)。",
    ],
    limits: [
        "The bounds count on the noise of the layer itself, variance σ², around its activation without noise: the noise of earlier layers is left out. So they hold for layer 1 of the noisy net, and in deeper layers need not.",
        "这里的界只计入该层自身的噪声（方差 σ²），以无噪激活为中心；前面各层的噪声没有计入。因此它们对含噪网络的第 1 层成立，对更深的层则未必。",
    ],
};

/// Kolchinsky et al. 2019.
pub const KOLCHINSKY: Story = Story {
    claimed: [
        "The information bottleneck trades compression against prediction, and the layers of a net lie along that trade-off: later ones keep less of X, and give up some of Y for it.",
        "信息瓶颈在压缩与预测之间权衡，网络各层沿着这条权衡曲线排列：越靠后，保留的 X 越少，也为此放弃一些 Y。",
    ],
    answered: [
        "When Y is a function of X, there is no trade-off to lie along: the curve is two straight lines, varying the Lagrange multiplier does not find the points between its ends, and the layers of a net with little error all tell nearly all of Y.",
        "当 Y 是 X 的函数时，没有权衡可言：曲线只是两段直线，改变拉格朗日乘子找不到两端之间的点，而误差很小的网络各层几乎都保留了全部 Y。",
    ],
    knob: ["Wrong labels, from 0 upward.", "错误标签的比例，从 0 开始增大。"],
    see: [
        "With Y = f(X) layer 1 and the softmax differ by less than 0.2 bits in I(T;Y); with 10 % of wrong labels by more than 0.3.",
        "Y = f(X) 时，第 1 层与 softmax 的 I(T;Y) 相差不到 0.2 比特；有 10 % 错误标签时超过 0.3 比特。",
    ],
    published: [
        "Theory, and a net on MNIST with a stochastic bottleneck layer, whose labels are a function of the images.",
        "理论分析，以及在 MNIST 上带随机瓶颈层的网络，其标签是图像的函数。",
    ],
    limits: [
        "Each of the 4,096 patterns occurs once, so even a wrong label is a function of its pattern here: I(T;Y) of the first layers counts noise that could only be learned by heart.",
        "这里 4096 个模式各只出现一次，因此错误标签在数据中也是模式的函数：前几层的 I(T;Y) 计入了只能死记的噪声。",
    ],
};

/// Amjad and Geiger 2020.
pub const AMJAD: Story = Story {
    claimed: [
        "A good layer has a large I(T;Y) and a small I(X;T): train for these two numbers.",
        "好的层 I(T;Y) 大而 I(X;T) 小：那就以这两个数为目标来训练。",
    ],
    answered: [
        "A bijection changes neither number, but can make a simple decision boundary as twisted as you like. So the two numbers say nothing of simplicity or robustness; and for deterministic nets the objective is infinite or piecewise constant.",
        "双射不改变这两个数，却能把简单的决策边界任意扭曲。所以这两个数不反映简单性和稳健性；而且对确定性网络，该目标要么无穷大，要么分段恒定。",
    ],
    knob: [
        "The width: 12 units in every layer lose nothing, 3 units must.",
        "宽度：每层 12 个单元什么也不丢，3 个单元则必然会丢。",
    ],
    see: [
        "Before and after training every hidden layer tells the whole label: I(T;Y) near 1 bit. Yet before it the softmax gets less than 0.2 bits of the label out of them, and after it more than 0.7.",
        "训练前后，每个隐藏层都含有全部标签信息：I(T;Y) 接近 1 比特。然而训练前 softmax 从中读出的标签信息不到 0.2 比特，训练后超过 0.7 比特。",
    ],
    published: [
        "A theory paper with examples of two classes in the plane.",
        "一篇理论论文，例子是平面上的两个类别。",
    ],
    limits: [
        "The example is ours: square layers with random weights are bijections almost surely, so the untrained net is the twisted one. Where units begin to saturate, the noise of the estimate hides some of I(X;T) in layer 3.",
        "这个例子是我们的：权重随机的方形层几乎必然是双射，所以未训练的网络就是被扭曲的那个。单元开始饱和时，估计所加的噪声会掩盖第 3 层的一部分 I(X;T)。",
    ],
};

/// Chelombiev et al. 2019.
pub const CHELOMBIEV: Story = Story {
    claimed: ["Only saturating units compress (Saxe et al.).", "只有饱和的激活才会压缩（Saxe 等）。"],
    answered: [
        "With bins and kernels that adapt to the activations, other units compress, too, by amounts that vary with the first weights. Weight decay (L2) makes nets compress more; only compression of the last layer goes with generalization.",
        "使用随激活自适应的分箱与核，其他激活也会压缩，程度因初始权重而异。权重衰减 (L2) 使压缩更强；只有最后一层的压缩与泛化相关。",
    ],
    knob: ["Weight decay, from 0 upward.", "权重衰减，从 0 开始增大。"],
    see: [
        "With L2 the ReLU net compresses in layer 5 by more than 1 bit in the mean over seeds; without it by less than half a bit.",
        "有 L2 时，ReLU 网络第 5 层对种子平均压缩超过 1 比特；没有时不到半比特。",
    ],
    published: [
        "The same patterns; bins of equal entropy and a kernel whose noise follows the largest activation, recomputed at every epoch.",
        "同样的模式；等熵分箱，以及噪声随最大激活调整的核，每轮重新计算。",
    ],
    limits: [
        "The plane has fixed bins and fixed noise; smaller weights mean smaller activations, and a fixed noise drowns these sooner. Part of the fall is that.",
        "此处的平面使用固定分箱和固定噪声；权重变小意味着激活变小，更容易被固定噪声淹没，下降有一部分来自于此。",
    ],
};
