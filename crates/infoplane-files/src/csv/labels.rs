//! Labels as text.

use crate::problem::{Problem, Quantity};
use infoplane_core::learner::dataset::own::MAX_CLASSES;
use infoplane_core::math::ranking::ascending;
use std::collections::BTreeMap;

/// The labels of rows: numbers of classes, and the texts that stand for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The different labels: in the order of their numbers if all are numbers, else of their texts.
    pub classes: Vec<String>,
    /// The class of each row.
    pub of_rows: Vec<usize>,
    /// Classes by text, while rows are added.
    known: BTreeMap<String, usize>,
}

impl Labels {
    /// Adds the label of a row.
    pub(super) fn push(&mut self, text: &str) -> Result<(), Problem> {
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        let class = match self.known.get(text) {
            Some(class) => *class,
            None => {
                let class = self.classes.len();
                Problem::limit(Quantity::Classes, class as u64 + 1, MAX_CLASSES as u64)?;
                self.known.insert(text.to_owned(), class);
                self.classes.push(text.to_owned());
                class
            }
        };
        self.of_rows.push(class);
        Ok(())
    }

    /// Takes back the first row, which is the only one with its label.
    pub(super) fn take_back_first(&mut self) {
        self.of_rows.remove(0);
        self.known.remove(&self.classes.remove(0));
        self.of_rows.iter_mut().chain(self.known.values_mut()).for_each(|class| *class -= 1);
    }

    /// Numbers the classes in order, when all rows have been added.
    pub(super) fn sort(&mut self) {
        // The map has them in the order of their texts.
        let known = core::mem::take(&mut self.known);
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
}
