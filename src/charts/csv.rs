//! A table as comma-separated values, at full precision.

use crate::charts::table::{Cell, Table};

/// The table as CSV (RFC 4180), one line per row under the headings. Infinite values are `inf`.
pub fn to_csv(table: &Table) -> String {
    let mut text = line(table.headings.iter().map(|heading| field(heading)));
    for row in &table.rows {
        let empty = table.headings.len().saturating_sub(row.len());
        text += &line(row.iter().map(cell).chain(std::iter::repeat_n(String::new(), empty)));
    }
    text
}

fn line(fields: impl Iterator<Item = String>) -> String {
    fields.collect::<Vec<_>>().join(",") + "\r\n"
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(name) => field(name),
    }
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

    #[test]
    fn short_rows_leave_fields_empty() {
        let mut table = Table::new(["name", "H, bits", "KL"]);
        table.rows = vec![vec!["a".into(), 0.1.into()], vec!["b".into(), 2.0.into(), f64::INFINITY.into()]];
        assert_eq!(to_csv(&table), "name,\"H, bits\",KL\r\na,0.1,\r\nb,2,inf\r\n");
    }
}
