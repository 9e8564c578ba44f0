//! Measures of the dependence of two variables or more.

use crate::failure::{Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::dist::joint::Joint;
use infoplane_core::measures::conditional_entropy::{
    conditional_entropy, conditional_entropy_terms, conditional_surprisal,
};
use infoplane_core::measures::entropy::entropy;
use infoplane_core::measures::maximal_correlation::maximal_correlation;
use infoplane_core::measures::multivariate::{
    co_information, dual_total_correlation, interaction_information, o_information, residual_entropy,
    total_correlation,
};
use infoplane_core::measures::mutual_information::{
    Normalization, conditional_mutual_information, mutual_information, normalized_mutual_information,
    variation_of_information,
};
use infoplane_core::measures::pointwise::{
    Pointwise, conditional_mutual_information_terms, mutual_information_terms,
    normalized_pointwise_mutual_information, pointwise_conditional_mutual_information,
    pointwise_mutual_information,
};
use infoplane_core::measures::units::Unit;

/// The most variables: co-information sums over all sets of them, and twice as many for each one more.
const MOST_VARIABLES: usize = 12;

#[derive(clap::Args)]
#[command(after_help = input::joint_help())]
pub(crate) struct Arguments {
    /// The joint distribution: a table with x in rows and y in columns, nested lists, an array, or a name.
    #[arg(long, allow_hyphen_values = true)]
    joint: String,
    /// Number of outcomes of each variable, as 2,2,2, if the cells are in a list, the last changing fastest.
    #[arg(long, value_delimiter = ',')]
    shape: Option<Vec<usize>>,
    /// Print what each outcome contributes to the information of the first two variables, given all others.
    #[arg(long)]
    outcomes: bool,
    /// Divide the numbers by their sum.
    #[arg(long)]
    normalize: bool,
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let joint = input::joint("--joint", &arguments.joint, arguments.shape.as_deref(), arguments.normalize)?;
    let n = joint.n_variables();
    if !(2..=MOST_VARIABLES).contains(&n) {
        fail!(
            "--joint: {n} variables where 2 to {MOST_VARIABLES} should be; --shape says how many outcomes each has"
        );
    }
    let names = names(n);
    let mut quantities = Quantities::new(unit);
    for (variable, name) in names.iter().enumerate() {
        quantities.information(format!("H({name})"), entropy(&joint.marginal_pmf(variable)?));
    }
    quantities.information(format!("H({})", names.join(",")), entropy(joint.pmf()));
    if n == 2 {
        of_two(&mut quantities, &joint)?;
    } else {
        of_each(&mut quantities, &joint, &names)?;
        of_pairs(&mut quantities, &joint, &names)?;
        of_all(&mut quantities, &joint);
    }
    let mut tables = vec![quantities.into()];
    if arguments.outcomes {
        tables.push(if n == 2 { of_outcomes(&joint, unit)? } else { of_conditional_outcomes(&joint, unit)? });
    }
    Ok(Report::new(unit, tables))
}

/// Pointwise mutual information, its normalized variant, and what each pair adds to I(X;Y) and H(Y|X).
fn of_outcomes(joint: &Joint, unit: Unit) -> Result<Table, Failure> {
    let (x, y) = (&[0], &[1]);
    let pmi = pointwise_mutual_information(joint, x, y)?;
    let npmi = normalized_pointwise_mutual_information(joint, x, y)?;
    let surprisal = conditional_surprisal(joint, y, x)?;
    let (i, h) = (mutual_information_terms(joint, x, y)?, conditional_entropy_terms(joint, y, x)?);
    let columns =
        ["x", "y", "p", "PMI", "normalized PMI", "surprisal of y given x", "in I(X;Y)", "in H(Y|X)"];
    let mut table = Table::new("outcomes", &columns).named_by(2).of_information();
    for (cell, &p) in joint.as_slice().iter().enumerate() {
        let outcome = joint.outcome(cell);
        let information = |values: &Pointwise| Cell::Number(unit.from_nats(values.as_slice()[cell]));
        table.push([
            Cell::count(outcome[0]),
            Cell::count(outcome[1]),
            Cell::Number(p),
            information(&pmi),
            Cell::Number(npmi.as_slice()[cell]),
            information(&surprisal),
            information(&i),
            information(&h),
        ]);
    }
    Ok(table)
}

/// What each outcome adds to I(X;Y|Z), with X and Y the first two variables and Z all others, and to the entropy of the
/// last variable given all before.
fn of_conditional_outcomes(joint: &Joint, unit: Unit) -> Result<Table, Failure> {
    let all: Vec<usize> = (0..joint.n_variables()).collect();
    let (xy, z) = all.split_at(2);
    let (x, y) = xy.split_at(1);
    let (before, last) = all.split_at(all.len() - 1);
    let terms = [
        pointwise_conditional_mutual_information(joint, x, y, z)?,
        conditional_mutual_information_terms(joint, x, y, z)?,
        conditional_surprisal(joint, last, before)?,
        conditional_entropy_terms(joint, last, before)?,
    ];
    let columns = ["outcome", "p", "PMI of the first two given the others", "in their I"];
    let of_last = ["surprisal of the last given the others", "in its H"];
    let mut table = Table::new("outcomes", &[&columns[..], &of_last].concat()).of_information();
    for (cell, &p) in joint.as_slice().iter().enumerate() {
        let outcome: Vec<String> = joint.outcome(cell).iter().map(usize::to_string).collect();
        let values = terms.iter().map(|term| Cell::Number(unit.from_nats(term.as_slice()[cell])));
        table.push([Cell::Text(outcome.join(" ")), Cell::Number(p)].into_iter().chain(values));
    }
    Ok(table)
}

/// X and Y, X to Z, and X1, X2 and so on for more.
fn names(n: usize) -> Vec<String> {
    match n {
        2 | 3 => ["X", "Y", "Z"].into_iter().take(n).map(str::to_owned).collect(),
        _ => (1..=n).map(|variable| format!("X{variable}")).collect(),
    }
}

fn of_two(quantities: &mut Quantities, joint: &Joint) -> Result<(), Failure> {
    let (x, y) = (&[0], &[1]);
    quantities.information("H(Y|X)", conditional_entropy(joint, y, x)?);
    quantities.information("H(X|Y)", conditional_entropy(joint, x, y)?);
    quantities.information("I(X;Y)", mutual_information(joint, x, y)?);
    quantities.information("variation of information", variation_of_information(joint, x, y)?);
    for &by in Normalization::ALL {
        let name = format!("normalized I(X;Y), {}", by.name());
        quantities.plain(name, normalized_mutual_information(joint, x, y, by)?);
    }
    quantities.plain("maximal correlation", maximal_correlation(joint, x, y)?);
    Ok(())
}

/// What is left of each variable if all others are known.
fn of_each(quantities: &mut Quantities, joint: &Joint, names: &[String]) -> Result<(), Failure> {
    for x in 0..names.len() {
        let others: Vec<usize> = (0..names.len()).filter(|&z| z != x).collect();
        let given: Vec<&str> = others.iter().map(|&z| names[z].as_str()).collect();
        let left = conditional_entropy(joint, &[x], &others)?;
        quantities.information(format!("H({}|{})", names[x], given.join(",")), left);
    }
    Ok(())
}

/// What each pair shares, by itself and if all others are known.
fn of_pairs(quantities: &mut Quantities, joint: &Joint, names: &[String]) -> Result<(), Failure> {
    for x in 0..names.len() {
        for y in x + 1..names.len() {
            let others: Vec<usize> = (0..names.len()).filter(|&z| z != x && z != y).collect();
            let given: Vec<&str> = others.iter().map(|&z| names[z].as_str()).collect();
            let pair = format!("{};{}", names[x], names[y]);
            quantities.information(format!("I({pair})"), mutual_information(joint, &[x], &[y])?);
            let conditional = conditional_mutual_information(joint, &[x], &[y], &others)?;
            quantities.information(format!("I({pair}|{})", given.join(",")), conditional);
        }
    }
    Ok(())
}

fn of_all(quantities: &mut Quantities, joint: &Joint) {
    quantities.information("co-information", co_information(joint));
    quantities.information("interaction information", interaction_information(joint));
    quantities.information("total correlation", total_correlation(joint));
    quantities.information("dual total correlation", dual_total_correlation(joint));
    quantities.information("O-information", o_information(joint));
    quantities.information("residual entropy", residual_entropy(joint));
}
