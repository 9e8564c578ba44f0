//! Texts of the labs that share a training run: Classifier and Information plane.

use super::messages;

messages! {
    /// What both labs say of the run.
    Training {
        run: "Run", "运行";
        pause: "Pause", "暂停";
        step: "Step", "单步";
        step_hint: "Train one epoch, then stop.", "训练一轮后停下。";
        reset: "Same weights", "相同权重";
        reset_hint: "Back to epoch 0 with the same first weights.", "回到第 0 轮，初始权重不变。";
        new_seed: "New seed", "新种子";
        new_seed_hint: "Draw other data, another split and other first weights.", "重新抽取数据、划分和初始权重。";
        data: "Data", "数据";
        network: "Network", "网络";
        classes: "Classes", "类别数";
        samples: "Samples", "样本数";
        noise: "Spread of the points", "点的散布";
        label_noise: "Wrong labels", "错误标签";
        train_fraction: "Used for training", "用于训练的比例";
        activation: "Activation", "激活函数";
        add_layer: "Add a layer", "增加一层";
        no_hidden_layer: "No hidden layer: the softmax sees the inputs themselves.", "没有隐藏层：softmax 直接看输入。";
        rule: "Optimizer", "优化器";
        learning_rate: "Learning rate", "学习率";
        batch_size: "Batch", "批大小";
        seed: "Seed", "种子";
        n_epochs: "Epochs", "总轮数";
        circles: "circles", "圆环";
        spirals: "spirals", "螺旋";
        xor: "XOR", "异或";
        moons: "moons", "月牙";
        gaussians: "Gaussians", "高斯";
        rings: "rings", "环带";
        checkerboard: "checkerboard", "棋盘";
        digits: "digits", "手写数字";
        twelve_bit: "12-bit task", "12 位任务";
        own: "own data", "自己的数据";
        idle: "ready", "就绪";
        running: "running", "运行中";
        paused: "paused", "已暂停";
        estimating: "estimating", "正在估计";
        finished: "finished", "已完成";
        preparing: "Preparing the data…", "正在准备数据……";
        lost_title: "The run was lost.", "运行已丢失。";
        lost: "Its worker stopped and has been started again. Run it again: the same seed gives the same numbers.", "它的后台线程停止了，现已重新启动。再运行一次即可：同样的种子给出同样的数值。";
        failed_title: "This run cannot start.", "无法开始运行。";
        diverged_title: "Diverged.", "发散了。";
        overshoot_title: "The steps are too large.", "步子太大了。";
        quantity_loss: "loss", "损失";
        quantity_gradient: "gradient", "梯度";
        quantity_weights: "weights", "权重";
        undo: "Undo the last change", "撤销上一次修改";
        lower_rate: "Learning rate ÷ 10", "学习率 ÷ 10";
        epoch_word: "epoch", "轮次";
        epoch_axis: "epoch (log scale)", "轮数（对数刻度）";
        train: "train", "训练";
        test: "test", "测试";
        class: "class", "类别";
    } with {
        layer(index: usize): format!("Layer {index}"), format!("第 {index} 层");
        fewer(index: usize): format!("One neuron less in layer {index}"), format!("第 {index} 层减少一个神经元");
        more(index: usize): format!("One neuron more in layer {index}"), format!("第 {index} 层增加一个神经元");
        remove_layer(index: usize): format!("Remove layer {index}"), format!("删除第 {index} 层");
        n_parameters(n: &str): format!("{n} weights and biases"), format!("共 {n} 个权重与偏置");
        epoch(epoch: &str): format!("epoch {epoch}"), format!("第 {epoch} 轮");
        speed(per_second: &str): format!("{per_second} samples/s"), format!("{per_second} 样本/秒");
        failed_range(field: &str, value: &str, min: &str, max: &str): format!("“{field}” cannot be {value}: allowed are {min} to {max}."), format!("“{field}”不能为 {value}：允许范围是 {min} 到 {max}。");
        failed_file(file: &str): format!("The file {file} did not arrive or is damaged. Check the connection and run again."), format!("文件 {file} 未能取得或已损坏。请检查网络后重新运行。");
        failed_other(reason: &str): format!("Reload the page; if it happens again, this is a fault of ours: {reason}."), format!("请重新加载页面；若再次发生，则是我们的错误：{reason}。");
        loss_rose(times: &str, rate: &str): format!("The training loss has risen to {times} times its first value, though it stays finite: with learning rate {rate} the steps jump across the valley instead of into it."), format!("训练损失升到了最初的 {times} 倍，虽然仍是有限数：学习率为 {rate} 时，每一步都越过谷底而不是走进去。");
        nothing_learned(times: &str, rate: &str): format!("Nothing is being learned: the weights have grown to {times} times their first size, and the training loss is no better than at first. With learning rate {rate} the first steps overshot; saturated or dead units pass no gradient on."), format!("什么也没学到：权重增大到最初的 {times} 倍，训练损失却没有变好。学习率为 {rate} 时，最初几步就冲过了头；饱和或失活的单元不再传递梯度。");
        diverged(step: &str, quantity: &str, rate: &str): format!("At update {step} the {quantity} left the finite numbers: with learning rate {rate} each step overshoots further than the one before. What you see is the last finite state."), format!("在第 {step} 次更新时，{quantity}不再是有限数：学习率为 {rate} 时，每一步都比前一步冲得更远。现在显示的是最后一个有限状态。");
    }
}

messages! {
    /// The Classifier lab.
    Classifier {
        test_ce: "Test cross-entropy", "测试交叉熵";
        test_ce_gist: "what the predictions cost", "预测的代价";
        test_ce_definition: "The mean code length of the labels of new points under the network's predictions. For generated data it is averaged over the label distribution p(y|x) that made them, so that it equals the floor plus KL exactly and never dips below the floor by luck.", "用网络的预测给新点的标签编码，平均需要的码长。对生成的数据，它按生成标签的分布 p(y|x) 求平均，因此恰好等于下限加 KL，不会因偶然而低于下限。";
        test_ce_definition_labels: "The mean of −log q(y|x) over the labels of the test set. Nobody knows the distribution that made these labels, so the floor is unknown.", "在测试集标签上对 −log q(y|x) 求平均。没有人知道这些标签的真实分布，所以下限未知。";
        floor: "Floor H(Y|X)", "下限 H(Y|X)";
        floor_gist: "no model does better", "任何模型都不会更好";
        floor_unknown: "unknown for real data", "真实数据的下限未知";
        floor_definition: "The uncertainty of the label once the point is known: wrong labels and overlapping classes. It belongs to the data, not to the network, and no training removes it.", "知道点之后标签仍有的不确定性：来自错误标签和类别重叠。它属于数据而不是网络，任何训练都不能消除。";
        kl: "KL above the floor", "下限之上的 KL";
        kl_gist: "what is left to learn", "还可以学到的部分";
        kl_definition: "The mean divergence of the network's prediction q(y|x) from the true distribution p(y|x) at the test points. All that training can remove is here.", "在测试点上，网络预测 q(y|x) 与真实分布 p(y|x) 的平均散度。训练能够消除的全在这里。";
        train_ce: "Training cross-entropy", "训练交叉熵";
        train_ce_gist: "on the labels it was shown", "在见过的标签上";
        train_ce_memorized: "under the floor", "低于下限";
        train_ce_definition: "The mean of −log q(y|x) over the training labels as they are, wrong ones included: the loss that is minimized. Sunk under the floor while the test cross-entropy rises, it shows noise learned by heart.", "在训练标签（包括错误标签）上对 −log q(y|x) 求平均，也就是被最小化的损失。当它低于下限而测试交叉熵上升时，说明网络在背诵噪声。";
        accuracy: "Test accuracy", "测试准确率";
        accuracy_gist: "right, however sure", "猜对的比例，不论多确信";
        accuracy_definition: "The share of test points whose most probable class is the label they carry. It ignores how sure the network is; cross-entropy does not.", "最可能的类别与标签一致的测试点所占比例。它不管网络有多确信，而交叉熵会计较。";
        doubt: "Mean predictive entropy", "平均预测熵";
        doubt_gist: "how unsure it says it is", "它自认为的不确定程度";
        doubt_definition: "The entropy of the prediction q(·|x), averaged over the test points. An honest network says as much doubt as its cross-entropy costs; one that is too sure says less.", "预测 q(·|x) 的熵在测试点上的平均。诚实的网络表达的疑虑与其交叉熵相当，过于自信的网络则说得更少。";
        nats_conventions: "A mean over samples, in the unit chosen above. No probability is clipped: the logarithm is taken of the softmax itself.", "对样本求平均，单位由上方选择。概率不做截断：直接对 softmax 取对数。";
        accuracy_conventions: "A share of samples, without a unit. Ties go to the first class.", "样本的比例，没有单位。并列时取第一个类别。";
        regions: "Decision, shaded by predictive entropy", "决策区域，按预测熵着色";
        regions_lead: "Faded is doubt.", "褪色就是疑虑。";
        regions_caption: "Hue says the class, and the more it fades the more doubt is left. Filled points were shown in training, hollow ones were not.", "色相表示类别，颜色越褪，疑虑越多。实心点用于训练，空心点没有。";
        loss: "Cross-entropy = floor + KL", "交叉熵 = 下限 + KL";
        loss_lead: "Only the red can be learned away.", "只有红色部分可以学掉。";
        loss_caption: "Blue is the floor H(Y|X), red the KL above it. A training curve that sinks into the blue while the test curve rises has memorized noise.", "蓝色是下限 H(Y|X)，红色是其上的 KL。若训练曲线沉入蓝色而测试曲线上升，说明它记住了噪声。";
        loss_lead_unknown: "Where is the floor?", "下限在哪里？";
        loss_caption_unknown: "For real data nobody knows H(Y|X). The test curve estimates an upper bound on it.", "真实数据的 H(Y|X) 无人知晓。测试曲线估计了它的一个上界。";
        accuracy_figure: "Accuracy", "准确率";
        accuracy_lead: "Right is not the same as sure.", "正确不等于确信。";
        accuracy_caption: "Accuracy can stand still while cross-entropy moves: it does not see how much doubt a prediction carries.", "交叉熵在变化时准确率可能不动：它看不到预测中有多少疑虑。";
        doubt_lead: "Less doubt is not more knowledge.", "疑虑变少不等于知道得更多。";
        doubt_caption: "Predictive entropy falls as the network grows sure. Where it lies under the test cross-entropy, the network is surer than it is right.", "网络越确信，预测熵越低。若它低于测试交叉熵，网络的自信就超过了它的正确程度。";
        weights: "The network", "网络";
        input: "input", "输入";
        unit: "unit", "单元";
        bias: "bias", "偏置";
        weights_lead: "What is learned is weights.", "学到的就是权重。";
        weights_caption: "Blue solid lines are positive weights, orange dashed ones negative; the thicker, the larger.", "蓝色实线为正权重，橙色虚线为负权重；越粗越大。";
        confusion: "Confusion · rows are distributions", "混淆矩阵 · 每行是一个分布";
        confusion_lead: "Each row is a distribution.", "每一行都是一个分布。";
        confusion_caption: "How often the network says each class when the label is the one at the left. With few classes the entropy of the row stands beside it: 0 when it never wavers.", "当标签为左侧类别时，网络给出各个类别的频率。类别不多时，旁边是该行的熵：从不动摇时为 0。";
        doubtful: "The digits it doubts most", "它最拿不准的数字";
        doubtful_lead: "Doubt shows where to look.", "疑虑指出该看哪里。";
        doubtful_caption: "Test digits in order of predictive entropy, with the network's guess; red where the guess is wrong.", "按预测熵排列的测试数字及网络的猜测；猜错的为红色。";
        entropy_column: "entropy", "熵";
        predicted: "predicted", "预测";
        observed: "label", "标签";
        cross_entropy: "cross-entropy", "交叉熵";
        kl_strip: "KL above it", "其上的 KL";
    } with {
        regions_summary(classes: usize, accuracy: &str): format!("Map of the predictions for {classes} classes; {accuracy} of the test points are predicted right."), format!("{classes} 个类别的预测图；{accuracy} 的测试点预测正确。");
        loss_summary(epoch: &str, test: &str, train: &str): format!("At {epoch} the test cross-entropy is {test} and the training cross-entropy {train}."), format!("在{epoch}，测试交叉熵为 {test}，训练交叉熵为 {train}。");
        loss_summary_floor(floor: &str): format!(" The floor is {floor}."), format!("下限为 {floor}。");
        accuracy_summary(test: &str, train: &str): format!("Test accuracy {test}, training accuracy {train}."), format!("测试准确率 {test}，训练准确率 {train}。");
        confusion_summary(accuracy: &str): format!("{accuracy} of the test samples lie on the diagonal."), format!("{accuracy} 的测试样本落在对角线上。");
        digits_summary(wrong: usize, shown: usize): format!("The {shown} test digits with the largest predictive entropy; {wrong} of them are guessed wrong."), format!("预测熵最大的 {shown} 个测试数字，其中 {wrong} 个猜错。");
    }
}

messages! {
    /// The Information plane lab.
    Plane {
        experiment: "Experiment", "实验";
        estimator: "Estimator", "估计方法";
        kde_upper: "KDE upper", "KDE 上界";
        kde_lower: "KDE lower", "KDE 下界";
        bins_007: "bins of 0.07", "宽 0.07 的箱";
        bins_30: "30 bins", "30 个箱";
        noise_variance: "Noise variance (KDE)", "噪声方差 (KDE)";
        figure_lead: "Up is knowing the label, right is remembering the input.", "向上是知道标签，向右是记住输入。";
        figure_caption: "One dot per layer and recorded epoch, dark blue first, yellow last; thin lines join the layers of one epoch. Numbers mark the layers now.", "每个点是某层在某个记录轮次的位置，从深蓝到黄色；细线连接同一轮的各层。数字标出各层现在的位置。";
        claims: "Claims and rebuttals", "主张与反驳";
        layers: "One layer", "单层";
        i_xt: "I(X;T)", "I(X;T)";
        i_xt_gist: "about the input", "关于输入";
        i_ty: "I(T;Y)", "I(T;Y)";
        i_ty_gist: "about the label", "关于标签";
        compression: "Compression", "压缩";
        compression_gist: "peak minus present", "峰值减现值";
        i_xt_definition: "How much the layer's activation T tells of the input X, as this estimator sees it. A deterministic network maps each input to one activation, so the number depends on the bins or on the noise that the estimator adds.", "按这种估计方法，该层激活 T 透露了多少关于输入 X 的信息。确定性网络把每个输入映射到一个激活，所以这个数取决于分箱或估计方法加入的噪声。";
        i_ty_definition: "How much the layer's activation T tells of the label Y, as this estimator sees it. No layer can know more than H(Y), and no later layer more than an earlier one.", "按这种估计方法，该层激活 T 透露了多少关于标签 Y 的信息。任何一层都不会超过 H(Y)，后面的层也不会超过前面的层。";
        compression_definition: "The largest I(X;T) this layer has had at any recorded epoch, minus its present one. Whether it means forgetting or only saturation is the dispute.", "该层在所有记录轮次中最大的 I(X;T) 减去现在的值。这究竟是遗忘还是仅仅饱和，正是争论所在。";
        compression_conventions: "Taken over the recorded epochs, under the estimator chosen at the left; it inherits all of its caveats.", "取自所有记录轮次，采用左侧所选的估计方法，并带有该方法的一切局限。";
        bins_conventions: "Binned entropy, not information: for a deterministic network I(X;T) is infinite, or at most H(X) for finitely many inputs. What is shown is the entropy of the binned activations; other bins give another number.", "这是分箱后的熵，不是信息：确定性网络的 I(X;T) 是无穷大，输入有限时至多为 H(X)。这里显示的是分箱激活的熵，换一种分箱就是另一个数。";
        kde_conventions: "The information that would be left after adding Gaussian noise of the variance chosen at the left to every unit. The network itself has no such noise; another variance gives another number. Upper and lower are bounds on that quantity.", "给每个单元加上左侧所选方差的高斯噪声之后剩下的信息。网络本身没有这种噪声，换一个方差就是另一个数。上界与下界都是对这个量的界。";
        kde_label_conventions: "The difference of two bounds of the same kind on noisy activations, hence itself neither an upper nor a lower bound. Another noise variance gives another number.", "对含噪激活的两个同类界之差，因此它本身既不是上界也不是下界。换一个噪声方差就是另一个数。";
        deterministic_bins: "This net is deterministic: the number is the entropy of the binned activations, not information.", "这个网络是确定性的：此数是分箱激活的熵，不是信息。";
        above_h_y: "Above H(Y): no information can be. A difference of bounds may be, and is then off by at least the excess.", "高于 H(Y)：任何信息都不可能如此。两个界之差却可能，此时误差至少为超出的部分。";
        empty: "The first points appear as soon as the epoch-0 estimates are done.", "第 0 轮的估计完成后，第一批点就会出现。";
        layer_choice: "Layer", "层";
        seeds: "Seeds", "种子数";
        cancel: "Cancel", "取消";
        one_seed: "Single seed", "单个种子";
        none: "none", "无";
        seed_word: "seed", "种子";
        mean: "mean", "平均";
        deviation: "s.d. of", "标准差：";
        spread_lead: "One run is one story; the mean is what repeats.", "一次运行只是一个故事，平均才是会重复的部分。";
        spread_caption: "Colored dots are the mean over the seeds, the shade around them is one standard deviation each way, thin lines are single seeds. Point at one to single it out.", "彩色点是各种子的平均，周围的阴影是两个方向各一个标准差，细线是单个种子。指向某条线即可突出该种子。";
        compression_lead: "How much each layer forgets, seed by seed.", "每层忘记了多少，逐个种子看。";
        compression_caption: "Peak minus last I(X;T) of every seed (dots), their mean (bar) ± one standard deviation.", "每个种子的 I(X;T) 峰值减末值（点），以及平均（横线）± 一个标准差。";
    } with {
        run_seeds(n: usize): format!("Run {n} seeds"), format!("运行 {n} 个种子");
        seeds_done(done: usize, n: usize): format!("{done} of {n} seeds"), format!("已完成 {done} / {n} 个种子");
        seeds_diverged(n: usize): format!("Left out because they diverged: {n}."), format!("因发散而未计入：{n} 个。");
        seeds_lost(n: usize): format!("Missing seeds: {n}. Their workers stopped; run them again."), format!("缺少 {n} 个种子：后台线程停止了。请再运行一次。");
        took(epochs: &str, estimates: &str, seconds: &str): format!("{epochs} epochs and {estimates} estimates in {seconds} s"), format!("{epochs} 轮与 {estimates} 次估计共用 {seconds} 秒");
        spread_summary(n: usize): format!("Means over {n} seeds."), format!("{n} 个种子的平均。");
        layer_compressed(layer: usize, by: &str): format!("Layer {layer} compressed by {by}."), format!("第 {layer} 层压缩了 {by}。");
        compare(other: &str): format!("Show {other} beside it"), format!("并排显示 {other}");
        softmax(index: usize): format!("{index} (softmax)"), format!("{index}（softmax）");
        estimated(done: usize, records: usize): format!("{done} of {records} recorded epochs estimated"), format!("已估计 {done} / {records} 个记录轮次");
        summary_epoch(epoch: &str): format!("From epoch 0 to epoch {epoch}:"), format!("从第 0 轮到第 {epoch} 轮：");
        lost(n: usize): format!("Missing epochs: {n}. A worker stopped before their estimates were done; “Same weights” and then “Run” make them again."), format!("缺少 {n} 个轮次：后台线程在估计完成前停止了。先点“相同权重”再点“运行”即可补上。");
        deterministic_kde(variance: &str, n: &str, ceiling: &str): format!("This net is deterministic: the number is the information left after adding noise of variance {variance}, and is capped at log {n} = {ceiling}."), format!("这个网络是确定性的：此数是加入方差 {variance} 的噪声后剩下的信息，且不超过 log {n} = {ceiling}。");
        noisy_kde(deviation: &str, variance: &str): format!("This net adds noise of s.d. {deviation} in every hidden layer. The number counts noise of variance {variance} in this layer alone, around its activation without noise."), format!("这个网络在每个隐藏层加入标准差为 {deviation} 的噪声。此数只计入本层方差 {variance} 的噪声，以无噪激活为中心。");
        inequality(pairs: &str): format!("The data-processing inequality is broken by the estimates: {pairs}. Information cannot grow from layer to layer; bins and noise, added anew in each layer, make it seem so."), format!("估计值违反了数据处理不等式：{pairs}。信息不可能逐层增加；但每层各自的分箱或噪声会造成这种假象。");
        grows(of: &str, earlier: usize, later: usize, by: &str): format!("{of} grows by {by} from layer {earlier} to {later}"), format!("{of} 从第 {earlier} 层到第 {later} 层增加了 {by}");
        at_ceiling(layers: &str, ceiling: &str): format!("At the ceiling log n = {ceiling}: layer {layers}. The estimate cannot be larger with this many samples; it says “at least this much”."), format!("已到上限 log n = {ceiling}：第 {layers} 层。样本只有这么多，估计值不可能更大，它只说明“至少这么多”。");
        noise_too_small(layers: &str, variance: &str): format!("In layer {layers} noise of variance {variance} is so small beside the activations that no two inputs overlap: the bounds count the inputs."), format!("在第 {layers} 层，方差 {variance} 的噪声相对激活太小，任何两个输入都不重叠：这两个界只是在数输入的个数。");
        bins_too_fine(layers: &str): format!("In layer {layers} nearly every input has a cell of its own: such bins count the inputs."), format!("在第 {layers} 层，几乎每个输入独占一格：这样的分箱只是在数输入的个数。");
        bins_too_few(layers: &str): format!("In layer {layers} nearly all inputs share one cell, as where units saturate or leave the range of the bins: they cannot tell what the layer tells."), format!("在第 {layers} 层，几乎所有输入落在同一格（单元饱和，或激活超出分箱范围）：这样的分箱看不出该层知道什么。");
        few_samples(layers: &str, n: &str): format!("{n} samples are fewer than the cells that 30 bins make of layer {layers}: binned entropy is too low there by an unknown amount."), format!("{n} 个样本少于 30 个箱在第 {layers} 层划出的格数：该处的分箱熵偏低，偏低多少未知。");
        layer_summary(layer: usize, x: &str, y: &str): format!("Layer {layer}: I(X;T) {x}, while I(T;Y) {y}."), format!("第 {layer} 层：I(X;T) {x}，而 I(T;Y) {y}。");
        rose(from: &str, to: &str): format!("rose from {from} to {to}"), format!("从 {from} 升到 {to}");
        fell(from: &str, to: &str): format!("fell from {from} to {to}"), format!("从 {from} 降到 {to}");
        stayed(at: &str): format!("stayed at {at}"), format!("保持在 {at}");
        turned(from: &str, peak: &str, to: &str): format!("rose from {from} to {peak} and fell to {to}"), format!("从 {from} 升到 {peak}，再降到 {to}");
        n_seeds(n: usize): format!("{n} seeds"), format!("{n} 个种子");
    }
}
