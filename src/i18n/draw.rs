//! Texts of the board for a digit of one's own.

use super::messages;

messages! {
    /// A digit of the reader's own.
    Draw {
        title: "Draw a digit", "写一个数字";
        help: "Draw with the pointer or a finger. By keys: arrows move the pen, with Shift they draw, Space makes a dot, E switches to the eraser.", "用鼠标或手指书写。键盘：方向键移动笔，按住 Shift 书写，空格点一下，E 切换橡皮。";
        clear: "Clear", "清空";
        seen: "What the network sees", "网络看到的";
        seen_lead: "What the network sees:", "网络看到的：";
        seen_caption: "64 numbers: the digit brought to full size, and the share of black in each of 8 × 8 blocks, as in the data set.", "64 个数：把数字放大到满幅，再取 8 × 8 个方块中黑色所占的比例，与数据集的做法相同。";
        bars: "What it takes it for", "它认为这是什么";
        bars_lead: "All it has is a distribution.", "它给出的只是一个分布。";
        bars_caption: "The softmax for your drawing at the epoch that is shown. Train on and watch it grow sure, rightly or wrongly.", "在所显示的轮次，对你所写数字的 softmax。继续训练，看它如何变得自信，无论对错。";
        probability: "q(y|x)", "q(y|x)";
        meant: "You meant", "你写的是";
        entropy: "Entropy of the prediction", "预测的熵";
        entropy_gist: "how unsure it is", "它有多不确定";
        entropy_definition: "0 when all probability is on one digit, log 10 when it has no idea. It says nothing of whether that digit is the right one: a scribble may be taken for an 8 with little doubt.", "全部概率集中在一个数字上时为 0，毫无头绪时为 log 10。它不说明这个数字是否正确：一团乱涂也可能被毫不犹豫地当成 8。";
        kl: "KL(one-hot ‖ q)", "KL(one-hot ‖ q)";
        kl_gist: "what it costs if you are right", "若你所说为真，它的代价";
        kl_definition: "The label of a digit is a distribution with all probability on one class. The divergence of the prediction from it is the surprise −log q(y), which is the cross-entropy of this one sample.", "一个数字的标签是把全部概率放在一个类别上的分布。预测与它的散度就是惊异度 −log q(y)，也就是这一个样本的交叉熵。";
    } with {
        summary(class: usize, share: &str): format!("It takes the drawing for {class}, with {share} %."), format!("它把所写的认作 {class}，概率为 {share} %。");
    }
}
