//! Texts of the frame: header, menu, preferences, notes about links.

use super::messages;

messages! {
    /// The frame around every page.
    Shell {
        skip: "Skip to the lab", "跳到实验";
        labs: "Labs", "实验";
        units: "Unit of information", "信息单位";
        language: "Language", "语言";
        theme: "Colors", "配色";
        theme_system: "Auto", "自动";
        theme_light: "Light", "浅色";
        theme_dark: "Dark", "深色";
        bits: "bits", "比特";
        nats: "nats", "奈特";
        hartleys: "hartleys", "哈特利";
        share: "Share", "分享";
        share_copied: "Link copied. It holds every setting you see.", "链接已复制，其中包含您看到的全部设置。";
        share_by_hand: "Copy this link:", "请复制此链接：";
        close: "Close", "关闭";
        undo: "Undo", "撤销";
        redo: "Redo", "重做";
        reset: "Reset", "重置";
        unreachable: "This page could not be fetched. Is the network there?", "无法取得此页面的程序，请检查网络。";
        try_again: "Try again", "重试";
        open_in_infoplane: "Open in infoplane", "在 infoplane 中打开";
        footer: "Everything is computed in this page. Nothing leaves your machine.", "一切都在本页内计算，任何数据都不会离开您的设备。";
    } with {
        quantity_in(quantity: &str, unit: &str): format!("{quantity}, {unit}"), format!("{quantity}，{unit}");
    }
}

messages! {
    /// Names of the labs, for menus, titles and cards.
    Labs {
        front: "infoplane: see information theory at work in deep learning", "infoplane：看见深度学习中的信息论";
        distributions: "Distributions", "分布";
        distributions_title: "Two distributions, and what it costs to confuse them", "两个分布，以及混淆它们的代价";
        distributions_lede: "Drag the bars. The outcomes follow p; your model believes q.", "拖动柱条。结果服从 p，而您的模型相信 q。";
        distributions_card: "Drag two distributions and watch entropy, cross-entropy and KL divergence follow the hand.", "拖动两个分布，看熵、交叉熵和 KL 散度随手而变。";
        classifier: "Classifier", "分类器";
        classifier_title: "What can be learned, and what cannot", "什么能学会，什么学不会";
        classifier_lede: "The loss has a floor, the noise in the labels. Everything above it is KL between the world and the model.", "损失有一个下限，即标签中的噪声。其上的一切都是世界与模型之间的 KL 散度。";
        classifier_card: "Train a small network in the page and watch its loss split into a floor and a KL part.", "在页面中训练小型网络，看损失分解为下限与 KL 两部分。";
        plane: "Information plane", "信息平面";
        plane_title: "Does learning compress?", "学习会压缩信息吗？";
        plane_lede: "Every layer T of the network, placed by how much it says about the input and about the label.", "网络的每一层 T，按它含有多少关于输入和标签的信息来定位。";
        plane_card: "Watch every layer travel through the information plane, under more than one estimator.", "看每一层在信息平面中移动，并用多种估计方法对照。";
    }
}

messages! {
    /// What is said about a link that cannot be followed in full.
    Link {
        title: "This link was followed only in part.", "此链接只有一部分能识别。";
        dismiss: "Dismiss", "知道了";
    } with {
        unknown_key(key: &str): format!("It has a setting that this version does not know: {key}."), format!("其中有本版本不认识的设置：{key}。");
        bad_value(key: &str, value: &str): format!("“{value}” is not a possible value of {key}; the default is used."), format!("“{value}”不是 {key} 的有效取值，已改用默认值。");
        scaled(key: &str): format!("The probabilities {key} do not sum to 1; they were scaled."), format!("概率 {key} 之和不是 1，已按比例调整。");
        uniform_instead(key: &str, value: &str, n: usize): format!("“{value}” is not a distribution over {n} outcomes; {key} is uniform instead."), format!("“{value}”不是 {n} 个结果上的分布，{key} 已改用均匀分布。");
        left_out(key: &str, value: &str, n: usize): format!("“{value}” are not {key} of {n} outcomes; they were left out."), format!("“{value}”不是 {n} 个结果的 {key}，已忽略。");
        bad_encoding(part: &str): format!("“{part}” cannot be read and was left out."), format!("“{part}”无法读取，已忽略。");
        newer(found: &str): format!("It was made by a newer version ({found}); what is known of it was used."), format!("它由更新的版本（{found}）生成，已采用其中能识别的部分。");
        too_long(bytes: usize): format!("It is too long to be read ({bytes} bytes); the defaults are used."), format!("它太长（{bytes} 字节），无法读取，已改用默认值。");
        unknown_lab(tag: &str): format!("There is no lab named “{tag}”; this is the front page."), format!("没有名为“{tag}”的实验，这里是首页。");
    }
}
