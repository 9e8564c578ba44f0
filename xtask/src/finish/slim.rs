//! Scripts and style sheets without what only their authors read.

/// The text without indentation, blank lines, and comments that begin a line.
///
/// Only for text whose strings end on the line they begin on, as in our style sheets and in what
/// wasm-bindgen writes.
pub(super) fn slim(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_comment = false;
    for mut line in text.lines().map(str::trim) {
        if is_comment || line.starts_with("/*") {
            let code = line.split_once("*/").map(|(_, code)| code);
            is_comment = code.is_none();
            line = code.unwrap_or_default().trim_start();
        }
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A style sheet without the white space around its braces and behind its semicolons, which says nothing.
///
/// Only for sheets whose strings hold neither, as ours.
pub(super) fn slim_style(sheet: &str) -> String {
    let mut slim = slim(sheet);
    for (wide, narrow) in [
        (" {", "{"),
        ("{ ", "{"),
        ("{\n", "{"),
        ("; ", ";"),
        (";\n", ";"),
        (" }", "}"),
        ("}\n", "}"),
        (";}", "}"),
    ] {
        slim = slim.replace(wide, narrow);
    }
    slim
}

#[cfg(test)]
mod tests {
    use super::{slim, slim_style};

    #[test]
    fn a_style_sheet_keeps_its_rules_and_the_spaces_within_them() {
        let sheet = "a b {\n  margin: 0 1px;\n  color: red;\n}\n@media (x) { c { top: 0; } }\n";
        assert_eq!(slim_style(sheet), "a b{margin: 0 1px;color: red}@media (x){c{top: 0}}");
    }

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let text = "/** What\n * it does. */\nf(x) {\n    /* one */\n    return `a /* b */`;\n\n}\n";
        assert_eq!(slim(text), "f(x) {\nreturn `a /* b */`;\n}\n");
    }

    #[test]
    fn code_behind_a_comment_in_its_line_stays() {
        assert_eq!(slim("a { /* x */ color: red; }\n"), "a { /* x */ color: red; }\n");
        assert_eq!(slim("/* x */ a { }\n/* y\nz */ b { }\nc { }\n"), "a { }\nb { }\nc { }\n");
    }
}
