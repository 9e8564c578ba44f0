//! Texts of the enlarged plane, a part of the program that is fetched when a reader wants to zoom.

use super::{Lang, messages};

messages! {
    /// The enlarged plane.
    Zoom {
        zoom: "Zoom", "缩放";
        closer: "Zoom in", "放大";
        farther: "Zoom out", "缩小";
        left: "To the left", "向左";
        right: "To the right", "向右";
        up: "Up", "向上";
        down: "Down", "向下";
        whole: "Whole plane", "整个平面";
        hint: "Draw a frame in the plane to enlarge it; a double click shows all again. Data (CSV) are those in sight.", "在平面上拖出一个框即可放大；双击恢复全图。数据 (CSV) 只含可见部分。";
    } with {}
}

impl Lang {
    /// The texts of the enlarged plane.
    pub const fn zoom(self) -> &'static Zoom {
        match self {
            Self::English => &Zoom::ENGLISH,
            Self::Chinese => &Zoom::CHINESE,
        }
    }
}
