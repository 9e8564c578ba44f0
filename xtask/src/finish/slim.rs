//! Scripts and style sheets without what only their authors read.

/// The text without indentation, blank lines, and block comments that have their lines to themselves.
///
/// Only for text whose strings end on the line they begin on, as in our style sheets and in what
/// wasm-bindgen writes.
pub(super) fn slim(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_comment = false;
    for line in text.lines().map(str::trim) {
        let begins = !is_comment && line.starts_with("/*");
        let ends = line.ends_with("*/");
        if !is_comment && !begins && !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
        is_comment = (is_comment || begins) && !ends;
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
    }
}
