//! What the columns are read as.

use super::{Columns, LabelColumn};
use crate::problem::Problem;

/// What a column is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Number,
    Label,
    Category,
    Nothing,
}

/// What each column is read as.
pub(super) fn roles(wanted: &Columns, row: &[String], has_names: bool) -> Result<Vec<Role>, Problem> {
    let find = |name: &String| match row.iter().position(|cell| cell == name) {
        _ if !has_names => Err(Problem::NoNames(name.clone())),
        Some(column) => Ok(column),
        None => Err(Problem::Unknown { name: name.clone(), known: row.to_vec() }),
    };
    let (rest, special, role) = match wanted {
        Columns::All => return Ok(vec![Role::Number; row.len()]),
        Columns::Categories(None) => return Ok(vec![Role::Category; row.len()]),
        Columns::Categories(Some(name)) => (Role::Nothing, find(name)?, Role::Category),
        Columns::Named(name) => (Role::Nothing, find(name)?, Role::Number),
        Columns::Samples(LabelColumn::First) => (Role::Number, 0, Role::Label),
        Columns::Samples(LabelColumn::Last) => (Role::Number, row.len() - 1, Role::Label),
        Columns::Samples(LabelColumn::Named(name)) => (Role::Number, find(name)?, Role::Label),
    };
    let mut roles = vec![rest; row.len()];
    roles[special] = role;
    Ok(roles)
}
