//! Texts of the front page.

use super::messages;

messages! {
    /// The front page.
    Front {
        title: "See information theory at work", "看见信息论如何运作";
        lede: "Drag a bar. What happens is p, what the model believes is q: the numbers follow your hand.", "拖动柱条。p 是真实发生的，q 是模型所相信的：数字随手而变。";
        figure: "Drag p and q", "拖动 p 和 q";
        takeaway: "The floor stays, the surcharge moves.", "下限不动，变的是额外代价。";
        takeaway_more: "Change q and only the red part moves; it is gone when q = p. Change p and the floor itself moves.", "改变 q，只有红色部分在动；q = p 时它消失。改变 p，下限本身才会动。";
        labs: "Three labs", "三个实验";
        open: "Open the lab", "打开实验";
    }
}
