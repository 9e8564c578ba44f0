//! What is wrong with a reader's files, in the reader's language.

use crate::i18n::own::Own as Words;
use crate::widgets::number::{grouped, readable};
use infoplane_worker::own::failure::{Failure, Spot, Trouble};

/// Where it is and what it is, as one sentence: file, array, row and column, as far as there is one.
pub fn told(failure: &Failure, words: &Words) -> String {
    let spot = match failure.spot {
        Spot::Whole => None,
        Spot::Line(line) => Some((words.at_line)(line)),
        Spot::Cell(line, column) => Some((words.at_cell)(line, column)),
        Spot::Value(row, value) => Some((words.at_value)(row, value)),
    };
    let file = Some(failure.file.clone()).filter(|file| !file.is_empty());
    let array = failure.array.as_ref().map(|name| (words.at_array)(name));
    let places: Vec<String> = [file, array, spot].into_iter().flatten().collect();
    let trouble = trouble(&failure.trouble, words);
    if places.is_empty() { trouble } else { format!("{}: {trouble}.", places.join(" · ")) }
}

/// What is wrong, without its place.
fn trouble(trouble: &Trouble, words: &Words) -> String {
    let of = |name: &String, what: &str| format!("`{name}` {what}");
    let count = |n: &usize| grouped(*n as f64);
    match trouble {
        Trouble::Unreadable(reason) => format!("{} ({reason})", words.unreadable),
        Trouble::File(reason) => reason.clone(),
        Trouble::CutOff(promised, found) => (words.cut_off)(*promised, *found),
        Trouble::NotANumber(text) => of(text, words.not_a_number),
        Trouble::NotFinite(text) => of(text, words.not_finite),
        Trouble::TooMany(found, limit) => (words.too_many)(&grouped(*found as f64), &grouped(*limit as f64)),
        Trouble::Name(name) => of(name, words.no_name),
        Trouble::Twice(name) => of(name, words.twice),
        Trouble::NoLabels(names) => (words.no_labels)(&listed(names)),
        Trouble::NoLayers(names) => (words.no_layers)(&listed(names)),
        Trouble::Missing(name) => of(name, words.missing),
        Trouble::NotALabel(text) => of(text, words.not_a_label),
        Trouble::WideLabels(n) => (words.wide_labels)(*n),
        Trouble::ManyClasses(n) => (words.many_classes)(*n),
        Trouble::Unpaired(rows, labels) => (words.unpaired)(&count(rows), &count(labels)),
        Trouble::Empty => words.nothing_in_it.to_owned(),
        Trouble::Noise(variance) => (words.bad_noise)(&readable(*variance)),
    }
}

/// The first few of some names.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let rest = if names.len() > SHOWN { ", …" } else { "" };
    format!("{}{rest}", names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn the_place_is_told_from_the_file_to_the_number() {
        let failure = Failure {
            file: "run.npz".to_owned(),
            array: Some("3/fc1".to_owned()),
            spot: Spot::Value(5, 2),
            trouble: Trouble::NotFinite("NaN".to_owned()),
        };
        let english = "run.npz · array 3/fc1 · row 5, value 2: `NaN` is not a finite number.";
        assert_eq!(told(&failure, Lang::English.own()), english);
        let chinese = "run.npz · 数组 3/fc1 · 第 5 行第 2 个数: `NaN` 不是有限的数.";
        assert_eq!(told(&failure, Lang::Chinese.own()), chinese);
    }
}
