//! Editing the page that Trunk writes: whole elements are taken out of and put into its head.

use anyhow::{Result, bail};

/// The text of a page.
pub(super) struct Html(String);

impl Html {
    /// The page with that text.
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }

    /// Takes out the `<link>`, `<meta>` and `<script>` elements whose start tag `matches`, in their order.
    pub(super) fn remove(&mut self, matches: impl Fn(&str) -> bool) -> Vec<String> {
        let mut removed = Vec::new();
        let mut kept = String::new();
        let mut rest = self.0.as_str();
        while let Some(start) = next_element(rest) {
            let end = start + element_length(&rest[start..]);
            let element = &rest[start..end];
            if matches(element) {
                kept.push_str(rest[..start].trim_end());
                removed.push(element.to_owned());
            } else {
                kept.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
        kept.push_str(rest);
        self.0 = kept;
        removed
    }

    /// Puts an element behind the one that declares the encoding, which must stay first.
    pub(super) fn prepend_to_head(&mut self, element: &str) {
        let charset = self.0.find("<meta charset").unwrap_or_default();
        let end = charset + element_length(&self.0[charset..]);
        self.0.insert_str(end, &format!("\n  {element}"));
    }

    /// Puts an element at the end of the head.
    pub(super) fn append_to_head(&mut self, element: &str) {
        let end = self.0.find("</head>").unwrap_or(self.0.len());
        self.0.insert_str(end, &format!("  {element}\n"));
    }

    /// The finished text.
    ///
    /// # Errors
    /// When the page has no head, or has kept code that its policy would refuse.
    pub(super) fn into_text(mut self) -> Result<String> {
        if !self.0.contains("<meta charset") || !self.0.contains("</head>") {
            bail!("index.html needs a <head> that starts with <meta charset>");
        }
        let inline = self.remove(|tag| tag.starts_with("<script") && attribute(tag, "src").is_none());
        if !inline.is_empty() || self.0.contains("<style") || self.0.contains(" style=\"") {
            bail!("index.html has an inline script or style, which its security policy refuses");
        }
        Ok(self.0)
    }
}

/// The value of an attribute in an element's start tag.
pub(super) fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let tag = &element[..=element.find('>')?];
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

fn next_element(text: &str) -> Option<usize> {
    ["<link", "<meta", "<script"].iter().filter_map(|tag| text.find(tag)).min()
}

/// The length of the element at the start of `text`: a script ends with its end tag, the others are void.
fn element_length(text: &str) -> usize {
    let end = if text.starts_with("<script") { "</script>" } else { ">" };
    text.find(end).map_or(text.len(), |at| at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head>\n  <meta charset=\"utf-8\"/>\n  <link rel=\"icon\" href=\"a.svg\">\n  \
                        <script type=\"module\">\nif (1 > 0) start();\n</script>\n</head><body></body></html>";

    #[test]
    fn a_script_is_taken_out_whole() {
        let mut html = Html::new(PAGE.to_owned());
        let scripts = html.remove(|tag| tag.starts_with("<script"));
        assert_eq!(scripts.len(), 1);
        assert!(scripts[0].ends_with("start();\n</script>"), "{}", scripts[0]);
        let text = html.into_text().expect("nothing inline is left");
        assert!(!text.contains("start") && text.contains("a.svg"), "{text}");
    }

    #[test]
    fn inline_code_is_refused() {
        assert!(Html::new(PAGE.to_owned()).into_text().is_err());
        let styled = PAGE.replace("<body>", "<body style=\"margin: 0\">");
        let mut html = Html::new(styled);
        html.remove(|tag| tag.starts_with("<script"));
        assert!(html.into_text().is_err());
    }

    #[test]
    fn additions_leave_the_encoding_first() {
        let mut html = Html::new("<head><meta charset=\"utf-8\"></head>".to_owned());
        html.prepend_to_head("<meta name=\"a\">");
        html.append_to_head("<meta name=\"b\">");
        let text = html.into_text().expect("a complete page");
        assert_eq!(text, "<head><meta charset=\"utf-8\">\n  <meta name=\"a\">  <meta name=\"b\">\n</head>");
    }

    #[test]
    fn attributes_are_read_from_the_start_tag_only() {
        assert_eq!(attribute("<link rel=\"icon\" href=\"a.svg\">", "href"), Some("a.svg"));
        assert_eq!(attribute("<script>x = ' src=\"no\"'</script>", "src"), None);
    }
}
