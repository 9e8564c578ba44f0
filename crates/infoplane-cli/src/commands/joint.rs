//! Measures of the dependence of two variables or more.

use crate::failure::{Failure, fail};
use crate::input;
use crate::report::{Quantities, Report};
use infoplane_core::dist::joint::Joint;
use infoplane_core::measures::conditional_entropy::conditional_entropy;
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
use infoplane_core::measures::units::Unit;

/// The most variables: co-information sums over all sets of them, and twice as many for each one more.
const MOST_VARIABLES: usize = 12;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The joint distribution: a table with x in rows and y in columns, nested lists, an array, or a name.
    #[arg(long, allow_hyphen_values = true)]
    joint: String,
    /// Number of outcomes of each variable, as 2,2,2, if the cells are in a list, the last changing fastest.
    #[arg(long, value_delimiter = ',')]
    shape: Option<Vec<usize>>,
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
        of_pairs(&mut quantities, &joint, &names)?;
        of_all(&mut quantities, &joint);
    }
    Ok(Report::new(unit, [quantities.into()]))
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
