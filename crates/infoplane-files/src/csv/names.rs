//! Whether the first row names the columns.

use super::labels::Labels;
use super::{Columns, LabelColumn};

/// Whether it does by its own cells: none of them is a number, and not all look like numbers that are not written right; or
/// one is the name, no number, that is asked for.
pub(super) fn are_names(row: &[String], wanted: &Columns) -> bool {
    let is_asked_for = match wanted {
        Columns::Named(name)
        | Columns::Categories(Some(name))
        | Columns::Samples(LabelColumn::Named(name)) => !is_number(name) && row.contains(name),
        // Of words only the others tell.
        Columns::Categories(None) => return false,
        _ => false,
    };
    is_asked_for
        || !row.iter().any(|cell| is_number(cell)) && !row.iter().all(|cell| is_meant_as_number(cell))
}

/// Whether a row that was read as the first sample names the columns, now that all labels are known: its label is no
/// number, and no other row has it; and either the other labels are all numbers, or the row's own numbers only count
/// from 0, as those with which pandas names columns do.
pub(super) fn are_names_after_all(row: &[String], labels: &Labels) -> bool {
    let ([first, later @ ..], [label, others @ ..]) = (&labels.of_rows[..], &labels.classes[..]) else {
        return false;
    };
    let counts = || {
        let mut numbers = row.iter().filter(|cell| *cell != label).enumerate();
        row.len() > 2 && numbers.all(|(number, cell)| *cell == number.to_string())
    };
    !is_number(label)
        && !later.is_empty()
        && !later.contains(first)
        && (others.iter().all(|text| is_number(text)) || counts())
}

/// Nothing, a word for that, or digits with signs, points, commas and exponents.
fn is_meant_as_number(text: &str) -> bool {
    const NOTHING: [&str; 5] = ["", "na", "n/a", "null", "none"];
    let text = text.trim().to_ascii_lowercase();
    let of_number = |c: char| c.is_ascii_digit() || "+-.,e%".contains(c);
    NOTHING.contains(&&*text) || text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(of_number)
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}
