//! Cells as words: what is counted and not calculated with.

use super::labels::WHOLE_NUMBERS_DIFFER;
use crate::problem::Problem;
use std::collections::BTreeMap;

/// The words of a table, numbered 0, 1, 2, ... by first appearance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Categories {
    /// The different words. Texts of equal numbers, like `0` and `0.0`, are one, called as the first of them.
    pub words: Vec<String>,
    /// The number of the word in each cell, row by row.
    pub of_cells: Vec<usize>,
    /// The numbers of the words, by what they are compared as.
    known: BTreeMap<String, usize>,
}

impl Categories {
    /// Adds a cell.
    pub(super) fn push(&mut self, text: &str) -> Result<(), Problem> {
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        let next = self.words.len();
        let word = *self.known.entry(compared_as(text)).or_insert(next);
        if word == next {
            self.words.push(text.to_owned());
        }
        self.of_cells.push(word);
        Ok(())
    }

    /// Whether the first of several rows names the columns: it has no number, and no word that its column has again.
    pub(super) fn first_row_has_names(&self, n_columns: usize) -> bool {
        let (first, later) = self.of_cells.split_at(n_columns);
        let is_name = |(column, word): (usize, &usize)| {
            let again = later.iter().skip(column).step_by(n_columns).any(|other| other == word);
            !again && self.words[*word].parse::<f64>().is_err()
        };
        !later.is_empty() && first.iter().enumerate().all(is_name)
    }

    /// Takes back the first row, and numbers the words of the others anew.
    pub(super) fn take_back_first(&mut self, n_columns: usize) {
        let Self { words, of_cells, .. } = core::mem::take(self);
        for cell in &of_cells[n_columns..] {
            // None is empty, or it would not have been taken before.
            let _ = self.push(&words[*cell]);
        }
    }
}

/// A number as f64 prints it, any other text as it is.
fn compared_as(text: &str) -> String {
    match text.parse::<f64>() {
        // Adding 0 makes −0 the same as 0.
        Ok(number) if number.abs() < WHOLE_NUMBERS_DIFFER => (number + 0.0).to_string(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn categories(cells: &[&str]) -> Categories {
        let mut categories = Categories::default();
        cells.iter().for_each(|text| categories.push(text).expect("not empty"));
        categories
    }

    #[test]
    fn words_are_numbered_by_first_appearance() {
        let found = categories(&["b", "a", "b", "0", "-0.0", "A"]);
        assert_eq!(found.words, ["b", "a", "0", "A"]);
        assert_eq!(found.of_cells, [0, 1, 0, 2, 2, 3]);
        assert_eq!(Categories::default().push(""), Err(Problem::Missing));
        // Equal as f64, but not as they are written.
        assert_eq!(categories(&["9007199254740993", "9007199254740992"]).words.len(), 2);
    }

    #[test]
    fn a_first_row_that_comes_again_has_no_names() {
        for (cells, n_columns, expected) in [
            (&["kind", "cat", "dog", "cat"][..], 1, true),
            (&["cat", "dog", "cat"], 1, false),
            (&["cat"], 1, false),
            (&["7", "cat", "dog"], 1, false),
            (&["x", "y", "cat", "x", "dog", "x"], 2, true),
        ] {
            assert_eq!(categories(cells).first_row_has_names(n_columns), expected, "{cells:?}");
        }
        let mut named = categories(&["x", "y", "cat", "x", "dog", "x"]);
        named.take_back_first(2);
        assert_eq!(
            (named.words, named.of_cells),
            (vec!["cat".into(), "x".into(), "dog".into()], vec![0, 1, 2, 1])
        );
    }
}
