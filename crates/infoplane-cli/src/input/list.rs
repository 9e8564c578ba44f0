//! Lists of numbers on the command line.

use super::array::Array;
use crate::failure::{Failure, fail};

/// `0.5,0.25,0.25` is a list, `0.5,0;0,0.5` a table of two rows; `1/3` is a number.
pub(crate) fn parse(text: &str) -> Result<Array, Failure> {
    let rows = text.split(';').map(|row| row.split(',').map(number).collect::<Result<Vec<_>, _>>());
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    if let [row] = &rows[..] {
        return Ok(Array::list(row.clone()));
    }
    let n_columns = rows[0].len();
    if let Some(at) = rows.iter().position(|row| row.len() != n_columns) {
        fail!("row {} has {} numbers where row 1 has {n_columns}", at + 1, rows[at].len());
    }
    Ok(Array::new(vec![rows.len(), n_columns], rows.concat()))
}

/// A number or a quotient of two.
fn number(text: &str) -> Result<f64, Failure> {
    let parsed = match text.split_once('/') {
        Some((a, b)) => a.trim().parse().and_then(|a: f64| b.trim().parse().map(|b: f64| a / b)),
        None => text.trim().parse(),
    };
    parsed.map_err(|_| Failure(format!("`{}` is not a number", text.trim())))
}
