//! Texts of the run as a file.

use super::messages;

messages! {
    /// The run as a file.
    RunFile {
        hint: "JSON with the settings, the seed, every recorded epoch, the weights, and the link that leads here. The digest is that of the weights, bit for bit: equal on every machine that has made the same run. A file of your own has to be given again.", "JSON 文件，含设置、种子、每个记录的轮次、权重，以及回到此处的链接。摘要由权重逐位算出：做过同一运行的每台机器都会得到相同的摘要。你自己的数据文件需要重新提供。";
        digest: "Digest of the weights", "权重的摘要";
        save: "Save as JSON", "保存为 JSON";
    }
}
