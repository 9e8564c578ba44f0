//! Labels as text.

use crate::problem::{Problem, Quantity};
use infoplane_core::learner::dataset::own::MAX_CLASSES;
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

    /// Numbers the classes in order, when all rows have been added.
    pub(super) fn sort(&mut self) {
        let number = |text: &String| text.parse::<f64>().ok().filter(|number| number.is_finite());
        let mut order: Vec<usize> = (0..self.classes.len()).collect();
        if self.classes.iter().all(|text| number(text).is_some()) {
            let numbers: Vec<f64> = self.classes.iter().filter_map(number).collect();
            order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
        } else {
            order.sort_by(|a, b| self.classes[*a].cmp(&self.classes[*b]));
        }
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, class)| rank[*class] = place);
        self.of_rows.iter_mut().for_each(|class| *class = rank[*class]);
        self.classes = order.iter().map(|class| self.classes[*class].clone()).collect();
        self.known.clear();
    }
}
