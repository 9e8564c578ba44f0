//! Texts of the reader's own activations in the Information plane lab. They belong to a part of the program that is
//! fetched when it is opened, so they are no part of the catalogue that every page has.

use super::{Lang, messages};

messages! {
    /// What invites to bring own activations.
    OwnDoor {
        title: "Your own network", "你自己的网络";
        lede: "Trained in PyTorch or Keras, seen in the same plane.", "用 PyTorch 或 Keras 训练，在同样的平面中看。";
        open: "Bring your own activations", "使用你自己的激活";
        bench_title: "Estimator bench", "估计器对照台";
        bench_lede: "One layer, eleven estimators: their values, assumptions, biases and ceilings.", "同一层，十一种估计器：各自的数值、假设、偏差与上限。";
        bench_open: "Open the bench", "打开对照台";
        truth_title: "Estimates against the truth", "估计与真值";
        truth_lede: "Tasks whose information is known exactly: how far off is each estimator?", "信息量精确已知的任务：各估计器差多少？";
        truth_open: "Open the tasks", "打开任务";
    }
}

messages! {
    /// The reader's own activations.
    Own {
        drop: "Drop files here, or", "把文件拖到这里，或";
        choose_files: "Choose files", "选择文件";
        choose_folder: "Choose a folder", "选择文件夹";
        formats: "One npz with arrays named epoch/layer (10/fc1), labels and, if you like, inputs; or a folder of npy or CSV files (10/fc1.npy or 10_fc1.csv, labels.npy; its layers are ordered by name); or one CSV with columns 10/fc1/0, …, labels.", "一个 npz，数组命名为 轮次/层（如 10/fc1），加上 labels，可选 inputs；或一个装有 npy、CSV 文件的文件夹（10/fc1.npy 或 10_fc1.csv，labels.npy；各层按名称排序）；或一个列名为 10/fc1/0、…、labels 的 CSV。";
        private: "Nothing leaves your machine: the files are read here, in this page.", "没有任何数据离开你的电脑：文件就在本页面中读取。";
        memory: "Files of any size are read piece by piece, with one array in memory at a time (at most 67 million numbers each).", "任意大小的文件都逐段读取，内存中一次只有一个数组（每个至多 6700 万个数）。";
        most_samples: "Samples used at most", "最多使用的样本数";
        export_title: "The lines that export it", "导出所需的几行代码";
        export_lede: "x_test and y_test are the samples to look at: a few thousand are enough, always the same, in the same order.", "x_test 与 y_test 是要观察的样本：几千个就够，每次都用同样的样本和顺序。";
        library: "Library", "库";
        copy: "Copy", "复制";
        copied: "Copied.", "已复制。";
        not_copied: "The browser does not allow it: select the text.", "浏览器不允许复制，请手动选中文本。";
        empty: "Nothing has been brought yet.", "还没有数据。";
        layer: "Layer", "层";
        units: "Units", "单元数";
        readings: "The layers, last epoch", "各层，最后一轮";
        failed_title: "These files cannot be used.", "这些文件无法使用。";
        kept: "What was shown before is still here.", "之前显示的内容仍然保留。";
        whole_data: "All samples are used.", "使用了全部样本。";
        stochastic: "Y is a function of X in these samples: H(Y|X) = 0.", "在这些样本中 Y 是 X 的函数：H(Y|X) = 0。";
        above_h_x: "Above H(X): a deterministic layer cannot be. Were dropout or noise on when the activations were exported?", "高于 H(X)：确定性的层不可能如此。导出激活时是否开着 dropout 或噪声？";
        own_caveat: "If the network is deterministic, these are the entropy of binned activations, or what is left after adding noise; another bin or noise gives another number.", "如果网络是确定性的，这些数只是分箱激活的熵，或加入噪声后剩下的信息；换一种分箱或噪声就是另一个数。";
        no_name: "is no name of an array here: expected labels, inputs or epoch/layer, such as 10/fc1", "不是可识别的数组名：应为 labels、inputs 或 轮次/层，例如 10/fc1";
        twice: "is there twice", "出现了两次";
        missing: "is missing: every layer must be there at every epoch", "缺失：每一层在每个轮次都必须有";
        not_a_number: "is not a number", "不是数字";
        not_finite: "is not a finite number", "不是有限的数";
        not_a_label: "is not a whole number, so not a label", "不是整数，因此不是标签";
        nothing_in_it: "there are no numbers in it", "其中没有数";
        unreadable: "the browser could not read it (a folder? choose it with the button)", "浏览器无法读取（是文件夹吗？请用按钮选择）";
    } with {
        reading(percent: u32): format!("Looking for names and labels: {percent} %"), format!("正在查找名称与标签：{percent} %");
        estimating(done: usize, wanted: usize): format!("{done} of {wanted} arrays estimated"), format!("已估计 {done} / {wanted} 个数组");
        finished(arrays: usize, layers: usize, epochs: usize): format!("{arrays} arrays estimated: {layers} layers at {epochs} epochs"), format!("已估计 {arrays} 个数组：{layers} 层，{epochs} 个轮次");
        others(file: &str, n: usize): format!("{file} and {n} more"), format!("{file} 等 {} 个文件", n + 1);
        sampled(n: &str, of: &str): format!("{n} of {of} samples are used, drawn at random but always the same."), format!("使用 {of} 个样本中的 {n} 个，随机抽取，但每次相同。");
        labels(n: usize, h_y: &str): format!("{n} classes, H(Y) = {h_y}."), format!("{n} 个类别，H(Y) = {h_y}。");
        inputs(n: &str, h_x: &str): format!("{n} different inputs, H(X) = {h_x}: no deterministic layer tells more."), format!("{n} 个不同的输入，H(X) = {h_x}：确定性的层不可能透露更多。");
        rule_noise(h: &str): format!("The labels are no function of the inputs: H(Y|X) = {h}."), format!("标签不是输入的函数：H(Y|X) = {h}。");
        at_array(name: &str): format!("array {name}"), format!("数组 {name}");
        at_line(line: u64): format!("line {line}"), format!("第 {line} 行");
        at_cell(line: u64, column: u64): format!("line {line}, column {column}"), format!("第 {line} 行第 {column} 列");
        at_value(row: u64, value: u64): format!("row {row}, value {value}"), format!("第 {row} 行第 {value} 个数");
        cut_off(promised: u64, found: u64): format!("it ends too early: {found} bytes of at least {promised}"), format!("过早结束：至少应有 {promised} 字节，只有 {found} 字节");
        too_many(found: &str, limit: &str): format!("{found} numbers in one array; at most {limit} can be taken"), format!("一个数组中有 {found} 个数，至多 {limit} 个");
        no_labels(names: &str): format!("there is no array `labels` among {names}"), format!("在 {names} 中没有名为 labels 的数组");
        no_layers(names: &str): format!("there is no array named epoch/layer among {names}"), format!("在 {names} 中没有名为 轮次/层 的数组");
        wide_labels(n: usize): format!("{n} numbers for each sample where one whole number should be; of one-hot labels take the argmax"), format!("每个样本有 {n} 个数，而应为一个整数；独热标签请先取 argmax");
        many_classes(n: usize): format!("more than {n} different labels"), format!("不同的标签超过 {n} 个");
        unpaired(rows: &str, labels: &str): format!("{rows} rows, but {labels} labels"), format!("有 {rows} 行，却有 {labels} 个标签");
        bad_noise(variance: &str): format!("{variance} is no variance"), format!("{variance} 不是方差");
    }
}

impl Lang {
    /// The texts that invite to bring own activations.
    pub const fn own_door(self) -> &'static OwnDoor {
        match self {
            Self::English => &OwnDoor::ENGLISH,
            Self::Chinese => &OwnDoor::CHINESE,
        }
    }

    /// The texts of own activations.
    pub const fn own(self) -> &'static Own {
        match self {
            Self::English => &Own::ENGLISH,
            Self::Chinese => &Own::CHINESE,
        }
    }
}
