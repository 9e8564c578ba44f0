//! Texts of the menu of exports, a part of the program that is fetched when it is opened.

use super::{Lang, messages};

messages! {
    /// The menu of exports.
    Export {
        svg: "Drawing (SVG)", "矢量图 (SVG)";
        png: "Picture (PNG)", "图片 (PNG)";
        csv: "Data (CSV)", "数据 (CSV)";
        scale: "PNG: scale", "PNG：缩放倍数";
        failed: "The browser made no picture. A smaller scale may do.", "浏览器未能生成图片。可尝试较小的倍数。";
    } with {}
}

impl Lang {
    /// The texts of the menu of exports.
    pub const fn export(self) -> &'static Export {
        match self {
            Self::English => &Export::ENGLISH,
            Self::Chinese => &Export::CHINESE,
        }
    }
}
