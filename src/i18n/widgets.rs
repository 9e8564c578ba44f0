//! Texts of controls and figures.

use super::messages;

messages! {
    /// Controls and figures.
    Widgets {
        explain: "How is this computed?", "这是怎么算出来的？";
        formula: "Formula", "公式";
        meaning: "Meaning", "含义";
        conventions: "Unit and conventions", "单位与约定";
        with_numbers: "With the present numbers", "代入当前数值";
        infinite: "infinite", "无穷大";
        show_table: "Show as a table", "显示为表格";
        show_figure: "Show as a figure", "显示为图形";
        export: "Export", "导出";
        table_cut: "These are the first rows; Data (CSV) has all.", "这里只显示前面的行；数据 (CSV) 包含全部。";
    } with {
        not_a_number(text: &str): format!("“{text}” is not a number."), format!("“{text}”不是数字。");
        not_whole(text: &str): format!("“{text}” is not a whole number."), format!("“{text}”不是整数。");
        clamped(min: &str, max: &str): format!("Allowed: {min} to {max}."), format!("允许范围：{min} 到 {max}。");
    }
}
