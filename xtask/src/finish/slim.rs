//! Scripts and style sheets without what only their authors read.

/// The text without indentation, blank lines, and block comments that begin a line.
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
        if !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::slim;

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
