//! Texts of the Distributions lab.

use super::messages;

messages! {
    /// The Distributions lab.
    Distributions {
        bars: "p and q", "p 与 q";
        weather: "Weather", "天气";
        uniform: "Uniform", "均匀";
        one_hot: "One-hot", "独热";
        zipf: "Zipf", "齐普夫";
        bimodal: "Bimodal", "双峰";
        geometric: "Geometric", "几何";
        english: "English letters", "英文字母";
        q_by: "q is given by", "q 的给定方式";
        by_bars: "bars", "柱条";
        by_logits: "logits", "logits";
        temperature: "Temperature T", "温度 T";
        temperature_note: "q is the softmax of logits / T: a high temperature flattens it, a low one sharpens it. −∞ is the logit of an outcome that q excludes.", "q 是 logits / T 的 softmax：温度高则平坦，温度低则尖锐。−∞ 是 q 排除的结果的 logit。";
        add: "Add an outcome", "增加一个结果";
        remove: "Remove the last outcome", "删除最后一个结果";
        outcomes: "Outcomes", "结果数";
        numbers: "Type numbers, lock outcomes", "输入数值、锁定结果";
        outcome: "outcome", "结果";
        logit: "logit", "logit";
        nothing_free: "Every other outcome is locked: unlock one, so that it can give or take the difference.", "其他结果都已锁定：请解锁一个，让它来承担差额。";
        code_lengths: "Code-length picture", "码长图";
        area_is_cost: "Area is cost.", "面积就是代价。";
        area_more: "Width p(x), height −log q(x). What lies under the blue line −log p is H(p), what any code must pay. Red is the surcharge for believing q: KL(p‖q). Dashed boxes are outcomes that q makes too cheap; they count against the red ones.", "宽为 p(x)，高为 −log q(x)。蓝线 −log p 以下的面积是 H(p)，任何编码都必须付；红色是相信 q 的额外代价 KL(p‖q)。虚线框是 q 给得太便宜的结果，要从红色中扣除。";
        contributions: "Where it comes from", "每个结果的贡献";
        contributions_of: "Contributions to", "分解";
        entropy: "entropy", "熵";
        cross_entropy: "cross-entropy", "交叉熵";
        contributions_takeaway: "Single terms of KL may be negative, their sum never is.", "KL 的单项可以为负，总和永不为负。";
        contributions_entropy: "The terms add up to the entropy.", "各项之和就是熵。";
        contributions_cross: "The terms add up to the cross-entropy.", "各项之和就是交叉熵。";
        contributions_entropy_more: "A rare outcome surprises much but seldom; a sure one never surprises. The largest term is at p = 1/e.", "罕见的结果令人意外，但很少发生；必然的结果毫不意外。p = 1/e 时单项最大。";
        contributions_cross_more: "An outcome that q thinks rare and p produces often costs most.", "q 认为罕见而 p 常常产生的结果代价最大。";
        contributions_more: "KL is not a distance: KL(p‖q) and KL(q‖p) differ, and a detour can be cheaper than the direct way.", "KL 不是距离：KL(p‖q) 与 KL(q‖p) 不同，而且绕路可能比直达更便宜。";
        code_length: "code length", "码长";
        probability: "probability p(x)", "概率 p(x)";
        surcharge: "surcharge", "额外代价";
        saving: "too cheap", "过于便宜";
        binomial: "Binomial", "二项";
        preset_for: "Preset for", "预设用于";
        presets: "Presets", "预设";
        names: "Names of the outcomes", "结果的名称";
        letters: "Letters", "字母";
        lock_word: "lock", "锁定";
        other: "other", "其他";
        dearest_more: "Lower q where p is still large and watch the red grow without bound.", "把 q 的概率从 p 仍会用到的结果上拿走，看红色如何无限增长。";
        equal: "q = p: the surcharge is gone.", "q = p：额外代价消失了。";
        equal_more: "Cross-entropy has reached its floor H(p). No model does better on these outcomes.", "交叉熵已到达下限 H(p)。对于这些结果，没有模型能做得更好。";
        infinite: "q excludes what happens.", "q 排除了会发生的事。";
        keys: "Arrow keys move a focused bar by 1 %, Page Up and Page Down by 10 %, Home and End to the ends.", "选中柱条后，方向键每次移动 1 %，Page Up 与 Page Down 移动 10 %，Home 与 End 移到两端。";
        sun: "sun", "晴";
        cloud: "cloud", "多云";
        rain: "rain", "雨";
        snow: "snow", "雪";
        fog: "fog", "雾";
        hail: "hail", "冰雹";
        wind: "wind", "大风";
        thunder: "thunder", "雷";
        sleet: "sleet", "雨夹雪";
        haze: "haze", "霾";
        frost: "frost", "霜";
        dust: "dust", "沙尘";
    } with {
        bar_label(of: &str, outcome: &str): format!("{of} of {outcome}"), format!("{outcome} 的 {of}");
        bar_value(percent: &str): format!("{percent} percent"), format!("百分之 {percent}");
        lock(of: &str, outcome: &str): format!("Lock {of} of {outcome}"), format!("锁定 {outcome} 的 {of}");
        logit_label(outcome: &str): format!("Logit of {outcome}"), format!("{outcome} 的 logit");
        too_much(room: &str): format!("Not possible: the locked outcomes leave at most {room}. Unlock one to give it more."), format!("不可能：锁定的结果至多留下 {room}。解锁一个即可取得更多。");
        dearest(outcome: &str): format!("The surcharge comes most from “{outcome}”."), format!("额外代价主要来自“{outcome}”。");
        infinite_more(outcome: &str): format!("“{outcome}” happens under p, but q gives it no probability: its code word would be infinitely long, and so is KL(p‖q)."), format!("“{outcome}”在 p 下会发生，但 q 没有给它任何概率：它的码字会无限长，KL(p‖q) 也就是无穷大。");
        infinite_reverse(outcome: &str): format!("“{outcome}” is possible under q but not under p: KL(q‖p) is infinite."), format!("“{outcome}”在 q 下可能，在 p 下不可能：KL(q‖p) 为无穷大。");
    }
}
