//! A figure as comma-separated values: exactly what is drawn, at full precision.

use crate::charts::figure::Figure;
use crate::charts::table;
use std::fmt::Write;

/// The data of a figure as CSV (RFC 4180), one line per datum.
///
/// The axes' labels are the headings; a range has its far end in the column `end`. Infinite values are `inf`.
pub fn to_csv(figure: &Figure) -> String {
    let (x, y) = (field(&figure.x.label), field(&figure.y.label));
    let mut text = format!("series,{x},end,{y},end,note\r\n");
    for row in table::data(figure) {
        text.push_str(&field(&row.series));
        for range in [row.x, row.y] {
            let (from, to) = range.map_or((String::new(), String::new()), texts);
            let _ = write!(text, ",{from},{to}");
        }
        let _ = write!(text, ",{}\r\n", field(&row.note));
    }
    text
}

/// A range as two fields; a point leaves the second empty.
fn texts((from, to): (f64, f64)) -> (String, String) {
    (from.to_string(), if from == to { String::new() } else { to.to_string() })
}

/// A text as one field. A leading sign of a formula is defused, for spreadsheets run what they open.
fn field(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '@', '\t']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(field("loss, bits"), "\"loss, bits\"");
        assert_eq!(field("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(field("sun"), "sun");
        assert_eq!(field("=1+1"), "'=1+1");
    }
}
