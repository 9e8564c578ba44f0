//! A table as comma-separated values, at full precision.

use crate::charts::table::{Cell, Table};

/// The table as CSV (RFC 4180), one line per row under the headings. Infinite values are `inf`.
pub fn to_csv(table: &Table) -> String {
    let mut text = String::new();
    for (i, heading) in table.headings.iter().enumerate() {
        separate(&mut text, i);
        text += &field(heading);
    }
    text += "\r\n";
    for row in &table.rows {
        for i in 0..table.headings.len() {
            separate(&mut text, i);
            match row.get(i) {
                Some(Cell::Number(number)) => text += &number.to_string(),
                Some(Cell::Text(name)) => text += &field(name),
                None => {}
            }
        }
        text += "\r\n";
    }
    text
}

/// Puts a comma before every column but the first.
fn separate(text: &mut String, column: usize) {
    if column > 0 {
        text.push(',');
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
        let mut table = Table::new(&["name", "H, bits", "KL"]);
        table.row_of("a");
        table.numbers(&[0.1]);
        table.row_of("b");
        table.numbers(&[2.0, f64::INFINITY]);
        assert_eq!(to_csv(&table), "name,\"H, bits\",KL\r\na,0.1,\r\nb,2,inf\r\n");
    }
}
