//! The words of samples and labels, and the numbers they have been given.

use crate::input::Array;
use crate::report::{Cell, Table};

/// The most words of a variable that are printed, the first ones.
const MOST_WORDS: usize = 100;

/// The words that the options were read as, if any of them was: of each its number, by first appearance.
pub(super) fn table<'a>(options: impl IntoIterator<Item = (&'a str, Option<&'a Array>)>) -> Table {
    let columns = ["option", "columns", "category", "number by first appearance"];
    let mut table = Table::new("categories", &columns).named_by(2);
    for (option, array) in options {
        let Some(words) = array.and_then(Array::words) else { continue };
        let columns = words.columns.join(" ");
        for (number, word) in words.words.iter().take(MOST_WORDS).enumerate() {
            let [option, columns, word] = [option, &columns, word].map(Cell::from);
            table.push([option, columns, word, Cell::count(number)]);
        }
        if words.words.len() > MOST_WORDS {
            let more = format!("and {} more", words.words.len() - MOST_WORDS);
            table.push([Cell::from(option), Cell::Missing, Cell::Text(more), Cell::Missing]);
        }
    }
    table
}
