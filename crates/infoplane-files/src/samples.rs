//! Samples with labels, of what files held.

use crate::array::Array;
use crate::csv::Table;
use crate::loader::Loaded;
use crate::npz::Archive;
use crate::problem::{FileError, Place, Problem, Quantity};
use infoplane_core::learner::dataset::own::{MAX_CLASSES, Names, OwnData, OwnDataError};

/// The names under which archives keep samples and their labels.
const PAIRS: [(&str, &str); 6] = [
    ("x", "y"),
    ("X", "y"),
    ("x_train", "y_train"),
    ("X_train", "y_train"),
    ("data", "target"),
    ("images", "labels"),
];

/// The samples of the files that a reader gave together: one table, one array whose last column has the labels, one
/// archive, or two arrays of which one is a list, the labels.
///
/// ```
/// use infoplane_files::array::Array;
/// use infoplane_files::loader::Loaded;
/// use infoplane_files::samples::own_data;
/// // Two samples of two features, and two labels.
/// let x = Loaded::Array(Array { shape: vec![2, 2], values: vec![1.0, 2.0, 3.0, 4.0] });
/// let y = Loaded::Array(Array { shape: vec![2], values: vec![7.0, 5.0] });
/// let data = own_data(vec![x, y])?;
/// assert_eq!((data.labels(), data.names().classes.concat()), (&[1, 0][..], "57".to_owned()));
/// # Ok::<(), infoplane_files::problem::FileError>(())
/// ```
///
/// # Errors
/// A [`FileError`] with the place and what is wrong there.
pub fn own_data(files: Vec<Loaded<f32>>) -> Result<OwnData, FileError> {
    let [file] = match <[_; 1]>::try_from(files) {
        Ok(file) => file,
        Err(files) => return of_two(files.into_iter().map(of_several).collect::<Result<_, _>>()?),
    };
    match file {
        Loaded::Table(table) => of_table(table),
        Loaded::Archive(archive) => of_archive(archive),
        Loaded::Array(array) => of_last_column(array),
    }
}

/// The array of a file that is one of several.
fn of_several(file: Loaded<f32>) -> Result<Part, FileError> {
    match file {
        Loaded::Array(array) => Ok(Part::of_array(array)),
        Loaded::Table(_) | Loaded::Archive(_) => Err(Problem::NoLabels(Vec::new()).of_file()),
    }
}

/// The samples of a table that was read with labels.
fn of_table(table: Table<f32>) -> Result<OwnData, FileError> {
    let Some(labels) = table.labels else { return Err(Problem::NoLabels(Vec::new()).of_file()) };
    let names = Names {
        features: table.names.unwrap_or_else(|| Names::numbered(0, table.columns.len()).features),
        classes: labels.classes,
    };
    OwnData::new(table.values, &labels.of_rows, names).map_err(|error| {
        let place = match error {
            OwnDataError::NotFinite { sample, feature, .. } => {
                Place::Cell { line: table.lines[sample], column: table.columns[feature] as u64 + 1 }
            }
            _ => Place::File,
        };
        Problem::Data(error).at(place)
    })
}

/// The samples of an archive: of two arrays with usual names, or of its only two.
fn of_archive(archive: Archive<f32>) -> Result<OwnData, FileError> {
    let named = |(name, array)| Part { name: Some(name), ..Part::of_array(array) };
    let mut parts: Vec<Part> = archive.arrays.into_iter().map(named).collect();
    for (x, y) in PAIRS {
        let position = |name| parts.iter().position(|part| part.name.as_deref() == Some(name));
        if let (Some(x), Some(y)) = (position(x), position(y)) {
            let labels = parts[y].clone();
            return of_parts(parts.swap_remove(x), &labels);
        }
    }
    of_two(parts)
}

/// The samples of two arrays, of which one is a list: the labels.
fn of_two(parts: Vec<Part>) -> Result<OwnData, FileError> {
    let shapes = parts.iter().map(|part| part.array.shape.clone()).collect();
    match <[_; 2]>::try_from(parts) {
        Ok([x, y] | [y, x]) if x.array.shape.len() > 1 && y.array.shape.len() == 1 => {
            of_parts(x.or_named("samples"), &y.or_named("labels"))
        }
        _ => Err(Problem::NoLabels(shapes).of_file()),
    }
}

/// The samples of a table of numbers whose last column has the labels.
fn of_last_column(array: Array<f32>) -> Result<OwnData, FileError> {
    let (n_rows, n_columns) = array.rows();
    if array.shape.len() != 2 || n_columns < 2 {
        return Err(Problem::NoLabels(vec![array.shape]).of_file());
    }
    let n_features = n_columns - 1;
    let rows = array.values.chunks_exact(n_columns);
    let labels = Array { shape: vec![n_rows], values: rows.clone().map(|row| row[n_features]).collect() };
    let values = rows.flat_map(|row| &row[..n_features]).copied().collect();
    let samples = Part::of_array(Array { shape: vec![n_rows, n_features], values });
    of_parts(samples, &Part { first_column: n_features, ..Part::of_array(labels) })
}

/// The features of all samples, or all labels, and where they stood.
#[derive(Clone)]
struct Part {
    /// What errors call the array, if it is one of several.
    name: Option<String>,
    array: Array<f32>,
    /// Where in a row of the file this part begins, from 0.
    first_column: usize,
}

impl Part {
    /// A whole array.
    fn of_array(array: Array<f32>) -> Self {
        Self { name: None, array, first_column: 0 }
    }

    /// The same part, under that name if it has none.
    fn or_named(mut self, name: &str) -> Self {
        self.name.get_or_insert_with(|| name.to_owned());
        self
    }

    /// A problem with the number of that index.
    fn error(&self, problem: Problem, index: usize) -> FileError {
        let n_columns = self.array.rows().1.max(1);
        let (row, column) = (index / n_columns, self.first_column + index % n_columns);
        let place = Place::Value { row: row as u64 + 1, value: column as u64 + 1 };
        FileError { array: self.name.clone(), ..problem.at(place) }
    }
}

/// Samples along the first axis, all other axes together being their features, and a whole number for each as label.
fn of_parts(mut samples: Part, labels: &Part) -> Result<OwnData, FileError> {
    let (n_samples, n_features) = samples.array.rows();
    let n_labels = labels.array.values.len();
    if n_samples != n_labels {
        return Err(Problem::Unpaired { n_samples, n_labels }.of_file());
    }
    let (classes, of_samples) = classes(labels)?;
    let names = Names { classes, ..Names::numbered(0, n_features) };
    let values = core::mem::take(&mut samples.array.values);
    OwnData::new(values, &of_samples, names).map_err(|error| match error {
        OwnDataError::NotFinite { sample, feature, value } => {
            samples.error(Problem::NotFinite(value.to_string()), sample * n_features + feature)
        }
        error => Problem::Data(error).of_file(),
    })
}

/// The different labels in ascending order, and the class of each sample.
fn classes(labels: &Part) -> Result<(Vec<String>, Vec<usize>), FileError> {
    let mut values: Vec<f32> = Vec::new();
    for (index, label) in labels.array.values.iter().enumerate() {
        // One zero, not two.
        let label = &(label + 0.0);
        if !label.is_finite() || label.fract() != 0.0 {
            return Err(labels.error(Problem::NotALabel(label.to_string()), index));
        }
        if let Err(place) = values.binary_search_by(|value| value.total_cmp(label)) {
            values.insert(place, *label);
            Problem::limit(Quantity::Classes, values.len() as u64, MAX_CLASSES as u64)
                .map_err(|problem| labels.error(problem, index))?;
        }
    }
    let class = |label: &f32| values.iter().position(|value| value == label).unwrap_or(0);
    Ok((values.iter().map(f32::to_string).collect(), labels.array.values.iter().map(class).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An array of that shape.
    fn array(shape: &[usize], values: &[f32]) -> Array<f32> {
        Array { shape: shape.to_vec(), values: values.to_vec() }
    }

    /// What is wrong with two samples of two features with these values and labels: in an archive under these names, or,
    /// without names, in two files.
    fn said_of_two(names: Option<[&str; 2]>, values: &[f32], labels: &[f32]) -> String {
        let arrays = [array(&[2, 2], values), array(&[2], labels)];
        let files = match names.map(|names| names.map(str::to_owned)) {
            Some(names) => {
                let arrays = names.iter().cloned().zip(arrays).collect();
                vec![Loaded::Archive(Archive { arrays, names: names.to_vec() })]
            }
            None => arrays.map(Loaded::Array).to_vec(),
        };
        own_data(files).expect_err("refused").to_string()
    }

    #[test]
    fn a_wrong_number_in_an_archive_is_said_with_the_name_of_its_array() {
        // Usual names, and others.
        for [x, y] in [["x_train", "y_train"], ["a", "b"]] {
            assert_eq!(
                said_of_two(Some([x, y]), &[1.0, 2.0, f32::NAN, 4.0], &[0.0, 1.0]),
                format!("array `{x}`: row 2, value 1: `NaN` is not a finite number")
            );
            assert_eq!(
                said_of_two(Some([x, y]), &[1.0, 2.0, 3.0, 4.0], &[0.0, 0.5]),
                format!("array `{y}`: row 2, value 1: `0.5` is not a whole number, so not a label")
            );
        }
    }

    #[test]
    fn a_wrong_number_in_one_of_two_files_is_said_with_what_the_file_is_for() {
        assert_eq!(
            said_of_two(None, &[1.0, f32::INFINITY, 3.0, 4.0], &[0.0, 1.0]),
            "array `samples`: row 1, value 2: `inf` is not a finite number"
        );
        assert_eq!(
            said_of_two(None, &[1.0, 2.0, 3.0, 4.0], &[f32::NAN, 0.0]),
            "array `labels`: row 1, value 1: `NaN` is not a whole number, so not a label"
        );
    }
}
