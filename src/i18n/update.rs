//! Texts of one update taken apart, which belong to a part of the program that is fetched when it is opened.

use super::{Lang, messages};

messages! {
    /// One update, taken apart.
    Update {
        one: "One update", "更新一次";
        slow: "Slow motion", "慢动作";
        stop: "Stop", "停止";
        stages: "Stage", "阶段";
        forward: "Forward", "前向";
        backward: "Backward", "反向";
        step: "Update", "更新";
        nothing: "Make one update, or start slow motion: each mini-batch goes forward, its gradient comes back, and the weights follow.", "更新一次，或开始慢动作：每个小批量先前向通过，再反向传回梯度，最后更新权重。";
        figure: "One update of the network", "网络的一次更新";
        lead: "A mini-batch in three stages.", "一个小批量的三个阶段。";
        caption: "Weights, slopes and steps are drawn alike: blue and solid above zero, orange and dashed below, the largest thickest; a unit is ringed by the sign of its bias, of the slope along it, of its step.", "权重、梯度与步长用同样的画法：大于零为蓝色实线，小于零为橙色虚线，绝对值最大者最粗；单元的圈按其偏置（或其梯度、步长）的符号着色。";
        over: "The run is over: go back, or reset it.", "运行已结束：请回看或重置。";
    } with {
        forwards(n: &str, loss: &str): format!("{n} samples go forward. Beside each unit stands its mean over them; their mean loss is {loss}."), format!("{n} 个样本前向通过。单元旁是其平均值；平均损失为 {loss}。");
        backwards(largest: &str): format!("The slope of that loss along every weight comes back. The steepest is {largest}."), format!("损失对每个权重的斜率传回。最陡者为 {largest}。");
        steps(number: &str, largest: &str): format!("Update {number} moves every weight against its slope, as the optimizer has it. The largest step is {largest}."), format!("第 {number} 次更新按优化器的规则逆着斜率移动每个权重。最大的一步为 {largest}。");
    }
}

impl Lang {
    /// The texts of one update, taken apart.
    pub const fn update(self) -> &'static Update {
        match self {
            Self::English => &Update::ENGLISH,
            Self::Chinese => &Update::CHINESE,
        }
    }
}
