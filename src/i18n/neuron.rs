//! Texts of the neuron that is looked at. Those of the card belong to a part of the program that is fetched when a neuron
//! is chosen.

use super::{Lang, messages};

messages! {
    /// What opens the card.
    NeuronDoor {
        look: "Look at a neuron", "查看神经元";
    }
}

messages! {
    /// The card of one neuron.
    Neuron {
        title: "Neuron", "神经元";
        close: "Close the neuron", "关闭神经元";
        layer: "Layer", "层";
        unit: "Unit", "单元";
        before: "Previous unit", "上一个单元";
        after: "Next unit", "下一个单元";
        samples: "Samples", "样本";
        all: "All", "全部";
        train: "Training", "训练";
        test: "Test", "测试";
        incoming: "Incoming weights", "输入权重";
        from: "from", "来自";
        weight: "weight", "权重";
        bias: "bias", "偏置";
        input: "input", "输入";
        cut: "The first 500 weights; the table of the network has all.", "仅前 500 个权重；网络图的数据表中有全部权重。";
        response: "Where it responds", "在哪里有响应";
        response_lead: "A neuron is a function of the input.", "神经元是输入的函数。";
        response_caption: "Its activation at every point of the plane: blue above zero, orange below, paper at zero. The points are the samples.", "它在平面每一点上的激活值：蓝色为正，橙色为负，底色为零。点是样本。";
        field: "What it looks for", "它在寻找什么";
        field_lead: "Ink on blue excites it, ink on orange inhibits it.", "墨迹落在蓝色上使其兴奋，落在橙色上使其抑制。";
        field_caption: "Its 64 weights, each where its pixel is: the receptive field.", "它的 64 个权重，各在其像素的位置：感受野。";
        row: "row", "行";
        column: "column", "列";
        histogram: "What it says of each class", "它对各类别的反应";
        histogram_lead: "Apart, they can be told apart.", "分得开，才认得出。";
        histogram_caption: "Samples by activation in 30 equal bins of its range, class over class. Where the classes lie over each other, the neuron does not know which it is.", "样本按激活值分入其取值范围内 30 个等宽的箱，各类别叠放。类别重叠之处，神经元无法分辨。";
        activation: "activation", "激活值";
        n: "samples", "样本数";
        information: "Information about the class", "关于类别的信息";
        estimator: "estimator", "估计器";
        edges: "30 bins of its range", "取值范围内 30 个箱";
        equal_mass: "30 equal-mass bins", "30 个等量箱";
        ross: "3 nearest neighbors (Ross)", "3 近邻（Ross）";
        ceiling: "H(Y), the ceiling", "H(Y)，上限";
        tied: "many samples coincide: there is no density", "许多样本重合：没有密度";
        coincident: "refused: all samples coincide", "拒绝：所有样本重合";
        too_few: "refused: too few samples", "拒绝：样本太少";
        mean: "Mean", "均值";
        variance: "Variance", "方差";
        saturated: "Saturated", "饱和";
        saturated_gist: "samples where its slope is below 5 % of the steepest", "斜率低于最大值 5 % 的样本";
        dead: "Dead", "失活";
        dead_gist: "samples where its slope is 0: nothing is learned from them", "斜率为 0 的样本：学不到任何东西";
        working: "Looking …", "正在查看…";
    } with {
        name(layer: usize, unit: usize): format!("layer {layer}, unit {unit}"), format!("第 {layer} 层，第 {unit} 个单元");
        output(layer: usize, class: &str): format!("layer {layer} (softmax), {class}"), format!("第 {layer} 层（softmax），{class}");
        of_units(n: usize): format!("of {n}"), format!("共 {n} 个");
        at(row: usize, column: usize): format!("row {row}, column {column}"), format!("第 {row} 行第 {column} 列");
        epoch(epoch: &str, n: &str): format!("epoch {epoch} · {n} samples"), format!("第 {epoch} 轮 · {n} 个样本");
        range(low: &str, high: &str): format!("Its activation lies between {low} and {high}."), format!("激活值介于 {low} 与 {high} 之间。");
        peak(class: &str, at: &str): format!("{class} is most often at {at}."), format!("{class}最常出现在 {at}。");
        problem(words: &str): format!("There is nothing to see of it: {words}"), format!("无法查看：{words}");
    }
}

impl Lang {
    /// The texts that open the card.
    pub const fn neuron_door(self) -> &'static NeuronDoor {
        match self {
            Self::English => &NeuronDoor::ENGLISH,
            Self::Chinese => &NeuronDoor::CHINESE,
        }
    }

    /// The texts of the card.
    pub const fn neuron(self) -> &'static Neuron {
        match self {
            Self::English => &Neuron::ENGLISH,
            Self::Chinese => &Neuron::CHINESE,
        }
    }
}
