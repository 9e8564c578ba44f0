//! Labels as text.

use super::cell::shown;
use crate::problem::{Problem, Quantity};
use infoplane_core::learner::dataset::own::MAX_CLASSES;
use infoplane_core::math::ranking::ascending;
use std::collections::BTreeMap;

/// Numbers nearer to zero than this, 2^53, are told apart by f64 if they are whole. Beyond it, f64 would take different
/// labels, say long identifiers, for equal ones.
pub(super) const WHOLE_NUMBERS_DIFFER: f64 = 9_007_199_254_740_992.0;

/// The labels of rows: numbers of classes, and the texts that stand for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// The different labels: in the order of their numbers if all are numbers, else of their texts. Texts of equal
    /// numbers, like `0` and `0.0`, are one label, called as the first of them.
    pub classes: Vec<String>,
    /// The class of each row.
    pub of_rows: Vec<usize>,
    /// Classes by text, while rows are added.
    known: BTreeMap<String, usize>,
    /// The number of each class, while rows are added; `None` for a text that is compared as text.
    numbers: Vec<Option<f64>>,
}

impl Labels {
    /// Adds the label of a row.
    pub(super) fn push(&mut self, text: &str) -> Result<(), Problem> {
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        let class = match self.known.get(text) {
            Some(class) => *class,
            None => self.class_of_new(text)?,
        };
        self.of_rows.push(class);
        Ok(())
    }

    /// The class of a text that names none yet: the one of an equal number, or a new one.
    fn class_of_new(&mut self, text: &str) -> Result<usize, Problem> {
        let number = number(text)?;
        let is_equal = |known: &Option<f64>| number.is_some() && *known == number;
        if let Some(class) = self.numbers.iter().position(is_equal) {
            return Ok(class);
        }
        let class = self.classes.len();
        Problem::limit(Quantity::Classes, class as u64 + 1, MAX_CLASSES as u64)?;
        self.known.insert(text.to_owned(), class);
        self.classes.push(text.to_owned());
        self.numbers.push(number);
        Ok(class)
    }

    /// Takes back the first row, which is the only one with its label.
    pub(super) fn take_back_first(&mut self) {
        self.of_rows.remove(0);
        self.numbers.remove(0);
        self.known.remove(&self.classes.remove(0));
        self.of_rows.iter_mut().chain(self.known.values_mut()).for_each(|class| *class -= 1);
    }

    /// Numbers the classes in order, when all rows have been added.
    pub(super) fn sort(&mut self) {
        // The map has them in the order of their texts.
        let known = core::mem::take(&mut self.known);
        self.numbers.clear();
        let (texts, classes): (Vec<String>, Vec<usize>) = known.into_iter().unzip();
        let numbers: Vec<f64> = texts.iter().filter_map(|text| text.parse().ok()).collect();
        let order = match numbers.len() == texts.len() {
            true => ascending(&numbers),
            false => (0..texts.len()).collect(),
        };
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, at)| rank[classes[*at]] = place);
        self.of_rows.iter_mut().for_each(|class| *class = rank[*class]);
        self.classes = order.iter().map(|at| texts[*at].clone()).collect();
    }
}

/// The number as which a label is compared with others, if it is one.
fn number(text: &str) -> Result<Option<f64>, Problem> {
    match text.parse::<f64>() {
        Ok(number) if !number.is_finite() => Err(Problem::NotFinite(shown(text))),
        Ok(number) => Ok(Some(number).filter(|number| number.abs() < WHOLE_NUMBERS_DIFFER)),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(texts: &[&str]) -> (Vec<String>, Vec<usize>) {
        let mut labels = Labels::default();
        texts.iter().for_each(|text| labels.push(text).expect("few classes"));
        labels.sort();
        (labels.classes, labels.of_rows)
    }

    #[test]
    fn numbers_are_ordered_as_numbers_and_texts_as_texts() {
        let of = |classes: &[&str]| classes.iter().map(|class| (*class).to_owned()).collect::<Vec<_>>();
        assert_eq!(sorted(&["10", "9", "-1", "9"]), (of(&["-1", "9", "10"]), vec![2, 1, 0, 1]));
        assert_eq!(sorted(&["b", "10", "9", "b"]), (of(&["10", "9", "b"]), vec![2, 0, 1, 2]));
    }

    #[test]
    fn texts_of_equal_numbers_are_one_class_and_other_texts_are_not() {
        let of = |classes: &[&str]| classes.iter().map(|class| (*class).to_owned()).collect::<Vec<_>>();
        // A class is called as it was first written.
        assert_eq!(
            sorted(&["1.0", "0", "0.0", "-0", "1", "1e0"]),
            (of(&["0", "1.0"]), vec![1, 0, 0, 0, 1, 1])
        );
        assert_eq!(sorted(&["a", "A", "0", "a0", "-0"]), (of(&["0", "A", "a", "a0"]), vec![2, 1, 0, 3, 0]));
        // Equal as f64, but not as they are written.
        let large = ["9007199254740993", "9007199254740992", "9007199254740993"];
        assert_eq!(sorted(&large).1, [1, 0, 1]);
    }

    #[test]
    fn numbers_that_are_not_finite_are_no_labels() {
        for text in ["nan", "NaN", "inf", "-Infinity", "1e999"] {
            assert_eq!(Labels::default().push(text), Err(Problem::NotFinite(text.to_owned())), "{text}");
        }
        assert_eq!(Labels::default().push("nancy"), Ok(()));
    }
}
