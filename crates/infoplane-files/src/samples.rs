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
        Err(files) => return of_two(files.into_iter().map(array).collect::<Result<_, _>>()?),
    };
    match file {
        Loaded::Table(table) => of_table(table),
        Loaded::Archive(archive) => of_archive(archive),
        Loaded::Array(array) => of_last_column(array),
    }
}

/// The array of a file that is one of several.
fn array(file: Loaded<f32>) -> Result<Array<f32>, FileError> {
    match file {
        Loaded::Array(array) => Ok(array),
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
    let mut arrays = archive.arrays;
    for (x, y) in PAIRS {
        let position = |name| arrays.iter().position(|(known, _)| known == name);
        if let (Some(x), Some(y)) = (position(x), position(y)) {
            let labels = arrays[y].1.clone();
            return of_arrays(arrays.swap_remove(x).1, &labels);
        }
    }
    of_two(arrays.into_iter().map(|(_, array)| array).collect())
}

/// The samples of two arrays, of which one is a list: the labels.
fn of_two(arrays: Vec<Array<f32>>) -> Result<OwnData, FileError> {
    let shapes = arrays.iter().map(|array| array.shape.clone()).collect();
    match <[_; 2]>::try_from(arrays) {
        Ok([x, y]) if x.shape.len() > 1 && y.shape.len() == 1 => of_arrays(x, &y),
        Ok([y, x]) if x.shape.len() > 1 && y.shape.len() == 1 => of_arrays(x, &y),
        _ => Err(Problem::NoLabels(shapes).of_file()),
    }
}

/// The samples of a table of numbers whose last column has the labels.
fn of_last_column(array: Array<f32>) -> Result<OwnData, FileError> {
    let (n_rows, n_columns) = array.rows();
    if array.shape.len() != 2 || n_columns < 2 {
        return Err(Problem::NoLabels(vec![array.shape]).of_file());
    }
    let rows = array.values.chunks_exact(n_columns);
    let labels = Array { shape: vec![n_rows], values: rows.clone().map(|row| row[n_columns - 1]).collect() };
    let values = rows.flat_map(|row| &row[..n_columns - 1]).copied().collect();
    of_arrays(Array { shape: vec![n_rows, n_columns - 1], values }, &labels)
}

/// Samples along the first axis, all other axes together being their features, and a whole number for each as label.
fn of_arrays(samples: Array<f32>, labels: &Array<f32>) -> Result<OwnData, FileError> {
    let (n_samples, n_features) = samples.rows();
    let n_labels = labels.values.len();
    if n_samples != n_labels {
        return Err(Problem::Unpaired { n_samples, n_labels }.of_file());
    }
    let (classes, of_samples) = classes(labels)?;
    let names = Names { classes, ..Names::numbered(0, n_features) };
    let shape = Array { shape: samples.shape, values: Vec::<f32>::new() };
    OwnData::new(samples.values, &of_samples, names).map_err(|error| match error {
        OwnDataError::NotFinite { sample, feature, value } => {
            Problem::NotFinite(value.to_string()).at(shape.place(sample * n_features + feature))
        }
        error => Problem::Data(error).of_file(),
    })
}

/// The different labels in ascending order, and the class of each sample.
fn classes(labels: &Array<f32>) -> Result<(Vec<String>, Vec<usize>), FileError> {
    let mut values: Vec<f32> = Vec::new();
    for (at, label) in labels.values.iter().enumerate() {
        // One zero, not two.
        let label = &(label + 0.0);
        if !label.is_finite() || label.fract() != 0.0 {
            return Err(Problem::NotALabel(label.to_string()).at(labels.place(at)));
        }
        if let Err(place) = values.binary_search_by(|value| value.total_cmp(label)) {
            values.insert(place, *label);
            Problem::limit(Quantity::Classes, values.len() as u64, MAX_CLASSES as u64)
                .map_err(|problem| problem.at(labels.place(at)))?;
        }
    }
    let class = |label: &f32| values.iter().position(|value| value == label).unwrap_or(0);
    Ok((values.iter().map(f32::to_string).collect(), labels.values.iter().map(class).collect()))
}
