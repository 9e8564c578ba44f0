//! Texts of the front page.

use super::messages;

messages! {
    /// The front page.
    Front {
        title: "See information theory at work", "看见信息论如何运作";
        lede: "Drag a bar. What happens is p, what the model believes is q: the numbers follow your hand.", "拖动柱条。p 是真实发生的，q 是模型所相信的：数字随手而变。";
        figure: "Drag p and q", "拖动 p 和 q";
        labs: "Three labs", "三个实验";
        open: "Open the lab", "打开实验";
    }
}
