//! Entropies, densities and divergences of parametric families.

use crate::failure::{About, Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::dist::families::parameter::FamilyError;
use infoplane_core::dist::families::{Family, FamilyName, KlError, Parameter};
use infoplane_core::dist::pmf::PmfError;
use infoplane_core::measures::units::Unit;

#[derive(clap::Args)]
#[command(after_help = names_help())]
pub(crate) struct Arguments {
    /// A distribution by name and parameters, as normal:loc=0,scale=1; lists as 1 2 3, tables as 1 0;0 1.
    #[arg(long, allow_hyphen_values = true)]
    p: String,
    /// Another distribution over the same numbers.
    #[arg(long, allow_hyphen_values = true)]
    q: Option<String>,
    /// Points for the density: a list, or a table with one point in each row.
    #[arg(long, allow_hyphen_values = true)]
    at: Option<String>,
}

/// The families, with the parameters of each in one of the ways in which they can be given.
fn names_help() -> String {
    let line = |name: &FamilyName| {
        let parameters = name.parameters().first().map_or(String::new(), |names| names.join(", "));
        format!("  {}: {parameters}", name.name())
    };
    format!(
        "Families and their parameters:\n{}",
        FamilyName::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
    )
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let p = family("--p", &arguments.p)?;
    let q = arguments.q.as_ref().map(|q| family("--q", q)).transpose()?;
    let mut quantities = Quantities::new(unit);
    of_one(&mut quantities, "p", &p);
    if let Some(q) = &q {
        of_one(&mut quantities, "q", q);
        divergence(&mut quantities, "KL(p || q)", &p, q)?;
        divergence(&mut quantities, "KL(q || p)", q, &p)?;
    }
    let mut tables = vec![quantities.into()];
    if let Some(at) = &arguments.at {
        tables.push(densities(&p, q.as_ref(), at, unit)?);
    }
    Ok(Report::new(unit, tables))
}

/// A divergence; of a pair without a closed form nothing but its name.
fn divergence(quantities: &mut Quantities, name: &str, p: &Family, q: &Family) -> Result<(), Failure> {
    match p.kl(q) {
        Ok(kl) => quantities.information(name, kl),
        Err(KlError::NoClosedForm { .. }) => quantities.plain(format!("{name}: no closed form"), None),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn of_one(quantities: &mut Quantities, name: &str, p: &Family) {
    let kind = if p.is_discrete() { "entropy" } else { "differential entropy" };
    quantities.information(format!("{kind} of {name}"), p.entropy());
    for (what, values) in [("mean", p.mean()), ("variance", p.variance())] {
        let values = values.map_or_else(|| vec![None], |values| values.into_iter().map(Some).collect());
        for (coordinate, value) in values.iter().enumerate() {
            let which =
                if values.len() > 1 { format!(", coordinate {}", coordinate + 1) } else { String::new() };
            quantities.plain(format!("{what} of {name}{which}"), *value);
        }
    }
}

/// The density of each point, and what seeing it tells.
fn densities(p: &Family, q: Option<&Family>, at: &str, unit: Unit) -> Result<Table, Failure> {
    let points = input::read("--at", at)?;
    // A list is one point of a family of several numbers.
    let n =
        if points.is_table() || p.n_coordinates() == 1 { points.n_columns()? } else { points.values().len() };
    let names: &[&str] = match q {
        None => &["point", "density of p", "surprisal under p"],
        Some(_) => &["point", "density of p", "surprisal under p", "density of q", "surprisal under q"],
    };
    let mut table = Table::new("densities", names);
    for point in points.values().chunks(n.max(1)) {
        let text: Vec<String> = point.iter().map(f64::to_string).collect();
        let mut row = vec![Cell::Text(text.join(" "))];
        for family in [Some(p), q].into_iter().flatten() {
            let ln = family.log_density(point).about("--at")?;
            row.extend([Cell::Number(ln.exp()), Cell::Number(unit.from_nats(0.0 - ln))]);
        }
        table.push(row);
    }
    Ok(table)
}

/// `name:parameter=value,parameter=value`.
fn family(option: &str, text: &str) -> Result<Family, Failure> {
    let (name, rest) = text.split_once(':').unwrap_or((text, ""));
    let Some(known) = FamilyName::from_name(name) else {
        let names: Vec<&str> = FamilyName::ALL.iter().map(|name| name.name()).collect();
        fail!("{option}: unknown family `{name}`; there are {}", names.join(", "));
    };
    let given = rest.split(',').filter(|part| !part.is_empty()).map(|part| match part.split_once('=') {
        Some((name, value)) => Ok((name.trim(), parameter(value).about(option)?)),
        None => fail!("{option}: `{part}` is not parameter=value"),
    });
    let given: Vec<(&str, Parameter)> = given.collect::<Result<_, _>>()?;
    Family::new(name, &given).map_err(|error| {
        let error = from_one(error);
        let ways: Vec<String> = known.parameters().iter().map(|names| names.join(", ")).collect();
        Failure(format!("{option}: {error}; {name} takes {}", ways.join(" or ")))
    })
}

/// The same error, with positions counted from 1.
pub(super) fn from_one(error: FamilyError) -> FamilyError {
    match error {
        FamilyError::Element { parameter, index, value } => {
            FamilyError::Element { parameter, index: index + 1, value }
        }
        FamilyError::NotSymmetric { row, column, above, below } => {
            FamilyError::NotSymmetric { row: row + 1, column: column + 1, above, below }
        }
        FamilyError::AboveDiagonal { row, column, value } => {
            FamilyError::AboveDiagonal { row: row + 1, column: column + 1, value }
        }
        FamilyError::NotPositiveDefinite { row, variance } => {
            FamilyError::NotPositiveDefinite { row: row + 1, variance }
        }
        FamilyError::Pmf(PmfError::Value { index, value }) => {
            FamilyError::Pmf(PmfError::Value { index: index + 1, value })
        }
        other => other,
    }
}

/// A number, a list `1 2 3`, or a table `1 0;0 1`; `1/3` is a number.
fn parameter(text: &str) -> Result<Parameter, Failure> {
    let row = |row: &str| -> Result<Vec<f64>, Failure> {
        let list = row.split_whitespace().collect::<Vec<_>>().join(",");
        Ok(input::list(&list)?.values().to_vec())
    };
    let mut rows = text.split(';').map(row).collect::<Result<Vec<_>, _>>()?;
    Ok(match &rows[..] {
        [values] if values.len() == 1 => Parameter::Scalar(values[0]),
        [_] => Parameter::Vector(rows.remove(0)),
        _ => Parameter::Matrix(rows),
    })
}
