//! Tables of numbers as text, separated by commas, semicolons or tabs.

use super::array::Array;
use crate::failure::{Failure, fail};
use csv::{ReaderBuilder, StringRecord, Trim};

/// All columns, or the one of that name.
///
/// The first line may name the columns; lines that begin with `#` are comments.
pub(super) fn array(bytes: &[u8], column: Option<&str>) -> Result<Array, Failure> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .comment(Some(b'#'))
        .delimiter(delimiter(bytes))
        .from_reader(bytes);
    let mut records = reader.records().collect::<Result<Vec<_>, _>>()?;
    let header = match records.first() {
        Some(first) if first.iter().all(|cell| cell.parse::<f64>().is_err()) => Some(records.remove(0)),
        _ => None,
    };
    let wanted = column.map(|name| position(header.as_ref(), name)).transpose()?;
    table(header.iter().chain(&records).next(), &records, wanted)
}

/// The first of tab, semicolon and comma to be found on the first line that is no comment.
fn delimiter(bytes: &[u8]) -> u8 {
    let line = bytes.split(|&byte| byte == b'\n').find(|line| !line.is_empty() && line[0] != b'#');
    let line = line.unwrap_or_default();
    [b'\t', b';'].into_iter().find(|separator| line.contains(separator)).unwrap_or(b',')
}

fn position(header: Option<&StringRecord>, name: &str) -> Result<usize, Failure> {
    let Some(header) = header else {
        fail!("there is no column `{name}`, since the first line has no names");
    };
    let names = || header.iter().collect::<Vec<_>>().join(", ");
    header
        .iter()
        .position(|cell| cell == name)
        .ok_or_else(|| Failure(format!("there is no column `{name}` among {}", names())))
}

/// The numbers of all records, which must be as long as the first line.
fn table(
    first: Option<&StringRecord>,
    records: &[StringRecord],
    wanted: Option<usize>,
) -> Result<Array, Failure> {
    let n_columns = first.map_or(0, StringRecord::len);
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for record in records {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != n_columns {
            fail!("line {line} has {} columns where the first has {n_columns}", record.len());
        }
        for (at, cell) in
            record.iter().enumerate().filter(|(at, _)| wanted.is_none_or(|wanted| wanted == *at))
        {
            match cell.parse() {
                Ok(value) => values.push(value),
                Err(_) if cell.is_empty() => {
                    fail!("line {line}, column {}: nothing where a number should be", at + 1)
                }
                Err(_) => fail!("line {line}, column {}: `{cell}` is not a number", at + 1),
            }
        }
        lines.push(line);
    }
    if lines.is_empty() {
        fail!("there are no numbers in it");
    }
    let n_kept = if wanted.is_some() { 1 } else { n_columns };
    Ok(Array::new(vec![lines.len(), n_kept], values).with_lines(lines, wanted.unwrap_or(0)))
}
