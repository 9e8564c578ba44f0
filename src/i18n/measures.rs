//! Names and explanations of the quantities: what a readout shows beside the number and when it is opened.

use super::messages;

messages! {
    /// Names and explanations of the quantities.
    Measures {
        entropy_p: "Entropy H(p)", "熵 H(p)";
        entropy_q: "Entropy H(q)", "熵 H(q)";
        entropy_gist: "no code does better", "任何编码都不会更短";
        entropy_q_gist: "what the model expects to pay", "模型自以为的代价";
        entropy_definition: "The average surprise of an outcome, and the length per outcome that no code can beat in the long run. It is 0 when one outcome is certain and largest, log n, when all n are equally likely.", "一个结果的平均意外程度，也是长期来看任何编码都无法突破的平均码长。某个结果必然发生时为 0；n 个结果等可能时最大，为 log n。";
        entropy_q_definition: "The average surprise the model expects if its own belief q were true. It says how sure the model is, not how right.", "如果模型的信念 q 为真，它预期的平均意外程度。它说明模型有多确信，而不是有多正确。";
        cross_pq: "Cross-entropy H(p,q)", "交叉熵 H(p,q)";
        cross_qp: "Cross-entropy H(q,p)", "交叉熵 H(q,p)";
        cross_pq_gist: "what q’s code pays", "用 q 的编码要付出的";
        cross_qp_gist: "the roles exchanged", "两者角色互换";
        cross_definition: "The average length when outcomes follow p and the code was made for q: the log loss of a classifier that predicts q. Its floor is H(p), not 0, and it is reached only at q = p.", "结果服从 p 而编码为 q 设计时的平均码长，也就是预测 q 的分类器的对数损失。它的下限是 H(p) 而不是 0，且只在 q = p 时达到。";
        cross_qp_definition: "The average length when outcomes follow q and the code was made for p. It is another number: cross-entropy is not symmetric.", "结果服从 q 而编码为 p 设计时的平均码长。这是另一个数：交叉熵不对称。";
        kl_pq: "KL(p‖q)", "KL(p‖q)";
        kl_qp: "KL(q‖p)", "KL(q‖p)";
        kl_pq_gist: "the surcharge", "额外的代价";
        kl_qp_gist: "not the same number", "并不是同一个数";
        kl_definition: "What believing q costs above the entropy when p is true: H(p,q) − H(p). It is never negative and 0 only at q = p. It is not a distance: it is not symmetric and the triangle inequality fails.", "p 为真而相信 q 时，超出熵的那部分代价：H(p,q) − H(p)。它不会为负，只在 q = p 时为 0。它不是距离：既不对称，也不满足三角不等式。";
        kl_qp_definition: "The same with the roles exchanged: outcomes follow q, the code was made for p. Fitting q by this direction avoids outcomes that p excludes; fitting by the other covers all that p does.", "角色互换后的同一个量：结果服从 q，编码为 p 设计。按这个方向拟合 q，会避开 p 排除的结果；按另一方向拟合，则会覆盖 p 的全部结果。";
        js: "Jensen–Shannon", "詹森–香农散度";
        js_gist: "symmetric, at most log 2", "对称，至多 log 2";
        js_definition: "The average KL of p and q to their mean m = (p + q) / 2. It is symmetric and never infinite: at most 1 bit (ln 2 nats). Its square root is a distance.", "p 和 q 到其平均 m = (p + q) / 2 的 KL 散度的平均。它对称，且永远有限：至多 1 比特（ln 2 奈特）。它的平方根是一个距离。";
        tv: "Total variation", "全变差";
        tv_gist: "a distance, 0 to 1", "是距离，介于 0 和 1";
        tv_definition: "The largest difference that p and q give to the probability of any event. It is a true distance, between 0 and 1, and has no unit. Pinsker: KL(p‖q) ≥ 2 TV² nats.", "p 与 q 对任一事件概率的最大差别。它是真正的距离，介于 0 和 1 之间，没有单位。平斯克不等式：KL(p‖q) ≥ 2 TV² 奈特。";
        perplexity_p: "Perplexity of p", "p 的困惑度";
        perplexity_p_gist: "as many equal outcomes", "相当于这么多个等可能结果";
        perplexity_p_definition: "The number of equally likely outcomes that would be as uncertain as p.", "与 p 同样不确定的等可能结果的个数。";
        perplexity_q: "Perplexity of q on p", "q 对 p 的困惑度";
        perplexity_q_gist: "base to the cross-entropy", "以底数的交叉熵次幂";
        perplexity_q_definition: "The number of equally likely outcomes that the model seems to choose from when it meets the outcomes of p. Language models are reported so.", "模型面对 p 的结果时，好像在这么多个等可能结果中选择。语言模型常这样报告。";
        information_conventions: "0 · log 0 counts as 0. The base of the logarithm is the unit: 2 for bits, e for nats, 10 for hartleys.", "约定 0 · log 0 = 0。对数的底决定单位：2 为比特，e 为奈特，10 为哈特利。";
        cross_conventions: "An outcome that p uses and q excludes makes it infinite. Outcomes without p cost nothing. Base 2 gives bits, e nats, 10 hartleys.", "只要有 p 会用到而 q 排除的结果，它就是无穷大。p 为零的结果没有代价。底数 2 为比特，e 为奈特，10 为哈特利。";
        reverse_conventions: "An outcome that q uses and p excludes makes it infinite. Outcomes without q cost nothing. Base 2 gives bits, e nats, 10 hartleys.", "只要有 q 会用到而 p 排除的结果，它就是无穷大。q 为零的结果没有代价。底数 2 为比特，e 为奈特，10 为哈特利。";
        divergence_conventions: "An outcome that p uses and q excludes makes it infinite. 0 · log(0 / q) counts as 0. Base 2 gives bits, e nats, 10 hartleys.", "只要有 p 会用到而 q 排除的结果，它就是无穷大。约定 0 · log(0 / q) = 0。底数 2 为比特，e 为奈特，10 为哈特利。";
        plain_conventions: "A pure number without a unit.", "没有单位的纯数。";
        perplexity_conventions: "A pure number: the same whatever the unit of the entropy in the exponent.", "纯数：无论指数中的熵用什么单位，结果都一样。";
    }
}
