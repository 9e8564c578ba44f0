//! A reader's own data: CSV, NumPy's npy and npz, and IDX (the format of MNIST), plain or compressed by gzip.
//!
//! A [`Loader`](loader::Loader) takes a file in pieces of any size, as a browser hands them over, and tells the format
//! by its content. It believes nothing that a header says before the bytes are there: memory grows with what has
//! arrived, never with what is promised. What is wrong is a [`FileError`](problem::FileError): the place, down to line
//! and column, and the offending value. [`own_data`](samples::own_data) makes samples with labels of what was read,
//! which the learner takes packed.
//!
//! ```
//! use infoplane_files::loader::{Loader, Options};
//! use infoplane_files::samples::own_data;
//!
//! let mut loader = Loader::new(Options::samples());
//! loader.push(b"height,weight,ani")?; // the pieces may end anywhere
//! loader.push(b"mal\n0.5,4,cat\n0.6,30,dog\n0.4,3.5,cat\n")?;
//! let data = own_data(vec![loader.finish()?])?;
//! assert_eq!(data.names().classes, ["cat", "dog"]);
//! assert_eq!(data.names().features, ["height", "weight"]);
//! assert_eq!(data.labels(), [0, 1, 0]);
//! assert_eq!(data.inputs()[..2], [0.5, 4.0]);
//!
//! let mut loader = Loader::<f32>::new(Options::samples());
//! let error = loader.push(b"1,2,cat\n1,two,dog\n").unwrap_err();
//! assert_eq!(error.to_string(), "line 2, column 2: `two` is not a number");
//! # Ok::<(), infoplane_files::problem::FileError>(())
//! ```

pub mod problem;

pub mod array;
pub mod csv;
mod gzip;
mod idx;
mod kind;
mod npy;
pub mod npz;
mod python;

pub mod loader;
pub mod samples;
