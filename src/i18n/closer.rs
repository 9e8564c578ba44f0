//! Texts of the closer look at a classifier. They belong to a part of the program that is fetched when it is opened, so
//! they are no part of the catalogue that every page has.

use super::{Lang, messages};

messages! {
    /// What there is to look at.
    CloserDoor {
        title: "A closer look", "细看";
        calibration: "Calibration", "校准";
        classes: "Class by class", "逐类别";
        layers: "Layer by layer", "逐层";
        shifted: "Shifted data", "数据偏移";
        beside: "Side by side", "并排比较";
    }
}

messages! {
    /// The closer look.
    Closer {
        reliability: "Is it right as often as it is sure?", "它的把握与正确率相符吗？";
        reliability_lead: "Red is misplaced confidence.", "红色是错位的自信。";
        reliability_caption: "Test predictions in 15 bins by the probability of the class they name: the bar says how often they are right, the dashed line how often they should be. ECE is the mean length of the red, weighted by the number of predictions.", "测试预测按其所选类别的概率分入 15 个箱：条形是正确的比例，虚线是应有的比例。ECE 是红色部分按预测数加权的平均长度。";
        confidence: "confidence", "置信度";
        accuracy: "share right", "正确比例";
        n: "n", "n";
        calibrated: "calibrated", "完全校准";
        ece: "ECE", "ECE";
        doubts: "Where is the doubt?", "疑虑在哪里？";
        doubts_lead: "Wrong and sure is what hurts.", "错而自信才最伤。";
        doubts_caption: "Test samples by the entropy of their prediction, from none to that of a uniform guess: right ones blue, wrong ones red. Red far to the left is confident error.", "测试样本按预测熵排列，从零到均匀猜测的熵：正确为蓝色，错误为红色。最左侧的红色就是自信的错误。";
        entropy: "predictive entropy", "预测熵";
        samples: "test samples", "测试样本数";
        right: "right", "正确";
        wrong: "wrong", "错误";
        margins: "By how much does it decide?", "它以多大差距作出判断？";
        margins_lead: "Left of zero it is wrong.", "零的左侧是错误。";
        margins_caption: "The margin of each test sample: the probability of its class less that of the likeliest other. Training moves it to the right long after accuracy has stopped.", "每个测试样本的间隔：其类别的概率减去其余类别中最大的概率。准确率不再变化后，训练仍会把它推向右侧。";
        margin: "margin", "间隔";
        class_kl: "What each class costs", "每个类别的代价";
        class_kl_lead: "The mean prediction hides who pays.", "平均预测掩盖了由谁承担代价。";
        class_kl_caption: "KL between the label distribution of the test samples of a class and the mean prediction for them: 0 where the network gives that class, on average, just what it should.", "某类测试样本的标签分布与网络对它们的平均预测之间的 KL：若平均而言恰如其分，则为 0。";
        kl: "KL(labels‖predictions)", "KL(标签‖预测)";
        labels: "labels", "标签";
        predictions: "predictions", "预测";
        gradients: "The gradient of each layer", "每层的梯度";
        gradients_lead: "First a direction, then only noise.", "先有方向，后来只剩噪声。";
        gradients_caption: "Norms over the mini-batches of an epoch: solid the mean gradient, dashed its standard deviation. The first layer is faint, the last one dark.", "一轮内各小批次梯度的范数：实线为平均梯度，虚线为标准差。第一层最淡，最后一层最深。";
        mean: "mean", "平均";
        deviation: "standard deviation", "标准差";
        norm: "norm of the gradient", "梯度范数";
        snr: "Signal to noise of the gradient", "梯度的信噪比";
        snr_lead: "Above 1 it drifts, below it diffuses.", "大于 1 为漂移，小于 1 为扩散。";
        snr_caption: "Mean over standard deviation. Shwartz-Ziv & Tishby (2017) see two phases in its fall; Saxe et al. (2018) find the same fall in networks that do not compress.", "平均除以标准差。Shwartz-Ziv 与 Tishby (2017) 把它的下降视为两个阶段；Saxe 等 (2018) 在不压缩的网络中看到同样的下降。";
        ratio: "mean ÷ standard deviation", "平均 ÷ 标准差";
        norms: "The weights of each layer", "每层的权重";
        norms_lead: "Sure networks have large weights.", "自信的网络权重大。";
        norms_caption: "Euclidean norm of the weights, without biases. It grows on when accuracy no longer does: that is what makes predictions surer.", "权重（不含偏置）的欧几里得范数。准确率不再上升后它仍会增长：预测因此越来越自信。";
        weight_norm: "norm of the weights", "权重范数";
        layer: "layer", "层";
        shift: "How the test data are moved", "测试数据如何偏移";
        by_noise: "Noise", "噪声";
        by_offset: "Offset", "平移";
        by_rotation: "Rotation", "旋转";
        strength: "By how much", "幅度";
        shifted_title: "What a shift of the data costs", "数据偏移的代价";
        shifted_lead: "It errs before it doubts.", "先错，后疑。";
        shifted_caption: "A copy of the test data is moved, and its labels go with it. Red is KL between the labels and the predictions, blue how unsure the network says it is; where red is far above blue, it is wrong without knowing.", "移动测试数据的一份副本，标签随之不变。红线是标签与预测之间的 KL，蓝线是网络自称的不确定；红线远高于蓝线处，它错而不自知。";
        information: "information", "信息量";
        unsure: "predictive entropy", "预测熵";
        between: "KL(kept‖this)", "KL(保留‖当前)";
        keep_first: "Keep a run (“Keep to compare” above), then train another: here is KL between the predictions of both.", "先保留一次运行（上方“保留以作比较”），再训练另一个：这里会给出两者预测之间的 KL。";
        other_split: "The seed of the kept run split these samples otherwise: it may have learned some of the test samples.", "保留的运行的种子对这些样本的划分不同：它可能学过部分测试样本。";
        other_data: "The kept run has other data, so the predictions cannot be compared.", "保留的运行用的是别的数据，无法比较预测。";
        on_test: "Test data", "测试数据";
        on_copy: "Shifted copy", "偏移的副本";
        two_models: "Kept run and this one", "保留的运行与当前运行";
        reverse: "KL(this‖kept)", "KL(当前‖保留)";
        right_share: "right", "正确率";
        keep_one: "Keep a run (“Keep to compare” above), change one setting and train again: here both stand side by side, the kept run at the last recorded epoch up to the one shown.", "先保留一次运行（上方“保留以作比较”），改动一个设置后重新训练：两者会并排显示，保留的运行取不晚于所示轮次的最近一次记录。";
        kept_run: "Kept run", "保留的运行";
        this_run: "This run", "当前运行";
        as_usual: "no setting of its own", "无特有设置";
        difference: "difference", "差值";
        test_loss: "test cross-entropy", "测试交叉熵";
        train_loss: "training cross-entropy", "训练交叉熵";
        disagreement: "Where they disagree", "两者分歧之处";
        disagreement_lead: "Two good networks need not say the same.", "两个好网络的预测未必相同。";
        disagreement_caption: "Total variation ½ Σ|q − q′| between the two predictions at each place of the plane: bare where they say the same, full where each is sure of another class.", "平面上每一处两个预测之间的总变差 ½ Σ|q − q′|：预测一致处为空白，各自确信不同类别处颜色最深。";
        total_variation: "total variation", "总变差";
    } with {
        reliability_summary(ece: &str): format!("Expected calibration error {ece} in 15 bins."), format!("15 个箱中的期望校准误差为 {ece}。");
        doubts_summary(n: usize, wrong: usize): format!("{n} test samples, {wrong} of them predicted wrong."), format!("{n} 个测试样本，其中 {wrong} 个预测错误。");
        shifted_summary(strength: &str, kl: &str, entropy: &str): format!("At {strength}, KL(labels‖predictions) is {kl} and predictive entropy {entropy}."), format!("幅度为 {strength} 时，KL(标签‖预测) 为 {kl}，预测熵为 {entropy}。");
        margins_summary(median: &str): format!("The median margin is {median}."), format!("间隔的中位数为 {median}。");
        class_summary(class: usize, kl: &str): format!("Class {class}: {kl}."), format!("类别 {class}：{kl}。");
        diffuses_from(layer: usize, epoch: &str): format!("Layer {layer} turns from drift to diffusion at epoch {epoch}."), format!("第 {layer} 层在第 {epoch} 轮由漂移转为扩散。");
        no_transition(layer: usize): format!("Layer {layer} shows no such turn yet."), format!("第 {layer} 层尚未出现这一转变。");
        both(kept: [&str; 2], this: [&str; 2], caveat: &str): format!("Kept run: {}, {}. This run: {}, {}. {caveat}", kept[0], kept[1], this[0], this[1]), format!("保留的运行：{}，{}。当前运行：{}，{}。{caveat}", kept[0], kept[1], this[0], this[1]);
        disagreement_summary(mean: &str): format!("Mean total variation over the plane: {mean}."), format!("平面上总变差的平均值：{mean}。");
        layer_summary(layer: usize, value: &str): format!("Layer {layer}: {value}."), format!("第 {layer} 层：{value}。");
    }
}

impl Lang {
    /// The texts that say what there is to look at.
    pub const fn closer_door(self) -> &'static CloserDoor {
        match self {
            Self::English => &CloserDoor::ENGLISH,
            Self::Chinese => &CloserDoor::CHINESE,
        }
    }

    /// The texts of the closer look.
    pub const fn closer(self) -> &'static Closer {
        match self {
            Self::English => &Closer::ENGLISH,
            Self::Chinese => &Closer::CHINESE,
        }
    }
}
