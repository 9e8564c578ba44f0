//! Measures of one distribution or two.

use crate::failure::{About, Failure};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::divergence::{
    bhattacharyya, hellinger, js, js_distance, kl, kl_terms, total_variation,
};
use infoplane_core::measures::entropy::{
    cross_entropy, cross_entropy_terms, entropy, entropy_terms, model_perplexity, perplexity, surprisal,
};
use infoplane_core::measures::f_divergence::{Alpha, FDivergence, f_divergence, f_divergence_terms};
use infoplane_core::measures::order::Order;
use infoplane_core::measures::renyi::{renyi_divergence, renyi_entropy};
use infoplane_core::measures::tsallis::{tsallis_divergence, tsallis_entropy};
use infoplane_core::measures::units::Unit;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The distribution.
    #[arg(long, allow_hyphen_values = true)]
    p: String,
    /// Another distribution over the same outcomes.
    #[arg(long, allow_hyphen_values = true)]
    q: Option<String>,
    /// Orders of Rényi's and Tsallis' entropies and divergences, from 0 to inf.
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
    order: Vec<f64>,
    /// Orders of the power divergence.
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
    alpha: Vec<f64>,
    /// Print what each outcome contributes.
    #[arg(long)]
    outcomes: bool,
    /// Divide the numbers by their sum.
    #[arg(long)]
    normalize: bool,
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let orders = arguments
        .order
        .iter()
        .map(|&order| Order::new(order))
        .collect::<Result<Vec<_>, _>>()
        .about("--order")?;
    let alphas = arguments
        .alpha
        .iter()
        .map(|&alpha| Alpha::new(alpha))
        .collect::<Result<Vec<_>, _>>()
        .about("--alpha")?;
    let p = input::pmf("--p", &arguments.p, arguments.normalize)?;
    let mut quantities = Quantities::new(unit);
    of_one(&mut quantities, &p, &orders);
    let q = arguments.q.as_ref().map(|q| input::pmf("--q", q, arguments.normalize)).transpose()?;
    if let Some(q) = &q {
        of_two(&mut quantities, &p, q)?;
        of_orders(&mut quantities, &p, q, &orders)?;
        of_family(&mut quantities, &p, q, &alphas)?;
    }
    let mut tables = vec![quantities.into()];
    if arguments.outcomes {
        tables.push(of_outcomes(&p, q.as_ref(), unit)?);
    }
    Ok(Report::new(unit, tables))
}

/// The surprisal of each outcome, and its shares of entropy, cross-entropy and divergence.
fn of_outcomes(p: &Pmf, q: Option<&Pmf>, unit: Unit) -> Result<Table, Failure> {
    let in_unit = |nats: Vec<f64>| nats.into_iter().map(|nats| unit.from_nats(nats)).collect::<Vec<f64>>();
    let surprisals = p.as_slice().iter().map(|&p| surprisal(p)).collect();
    let mut columns = vec![("surprisal", in_unit(surprisals)), ("in the entropy", in_unit(entropy_terms(p)))];
    if let Some(q) = q {
        let terms = |f| f_divergence_terms(p, q, f);
        columns.push(("in the cross-entropy", in_unit(cross_entropy_terms(p, q)?)));
        columns.push(("in KL(p || q)", in_unit(kl_terms(p, q)?)));
        columns.push(("in the Jensen-Shannon divergence", in_unit(terms(FDivergence::JensenShannon)?)));
        columns.push(("in the total variation", terms(FDivergence::TotalVariation)?));
        columns.push(("in the squared Hellinger distance", terms(FDivergence::SquaredHellinger)?));
        columns.push(("in Pearson's chi-squared", terms(FDivergence::PearsonChiSquared)?));
    }
    let names: Vec<&str> =
        ["outcome", "p"].into_iter().chain(columns.iter().map(|(name, _)| *name)).collect();
    let mut table = Table::new("outcomes", &names);
    for (outcome, &p) in p.as_slice().iter().enumerate() {
        let shares = columns.iter().map(|(_, values)| Cell::Number(values[outcome]));
        table.push([Cell::Count(outcome), Cell::Number(p)].into_iter().chain(shares));
    }
    Ok(table)
}

fn of_one(quantities: &mut Quantities, p: &Pmf, orders: &[Order]) {
    quantities.information("entropy of p", entropy(p));
    quantities.plain("perplexity of p", perplexity(p));
    for &order in orders {
        let alpha = order.get();
        quantities.information(format!("Rényi entropy of p, order {alpha}"), renyi_entropy(p, order));
        quantities.plain(format!("Tsallis entropy of p, order {alpha}"), tsallis_entropy(p, order));
    }
}

fn of_two(quantities: &mut Quantities, p: &Pmf, q: &Pmf) -> Result<(), Failure> {
    quantities.information("entropy of q", entropy(q));
    quantities.plain("perplexity of q", perplexity(q));
    quantities.information("cross-entropy of p under q", cross_entropy(p, q)?);
    quantities.information("cross-entropy of q under p", cross_entropy(q, p)?);
    quantities.plain("perplexity of p under q", model_perplexity(p, q)?);
    quantities.information("KL(p || q)", kl(p, q)?);
    quantities.information("KL(q || p)", kl(q, p)?);
    quantities.information("Jensen-Shannon divergence", js(p, q)?);
    let root = quantities.unit().in_nats().sqrt();
    let root_unit = format!("sqrt({})", quantities.unit().symbol());
    quantities.in_unit("Jensen-Shannon distance", js_distance(p, q)? / root, &root_unit);
    quantities.plain("total variation", total_variation(p, q)?);
    quantities.plain("Hellinger distance", hellinger(p, q)?);
    quantities.information("Bhattacharyya distance", bhattacharyya(p, q)?);
    Ok(())
}

fn of_orders(quantities: &mut Quantities, p: &Pmf, q: &Pmf, orders: &[Order]) -> Result<(), Failure> {
    for &order in orders {
        let alpha = order.get();
        quantities.information(format!("Rényi divergence, order {alpha}"), renyi_divergence(p, q, order)?);
        quantities.plain(format!("Tsallis divergence, order {alpha}"), tsallis_divergence(p, q, order)?);
    }
    Ok(())
}

/// The f-divergences that have not been printed under another name.
fn of_family(quantities: &mut Quantities, p: &Pmf, q: &Pmf, alphas: &[Alpha]) -> Result<(), Failure> {
    quantities.information("Jeffreys divergence", f_divergence(p, q, FDivergence::Jeffreys)?);
    let others = [
        ("squared Hellinger distance", FDivergence::SquaredHellinger),
        ("Pearson chi-squared", FDivergence::PearsonChiSquared),
        ("Neyman chi-squared", FDivergence::NeymanChiSquared),
        ("Le Cam divergence", FDivergence::LeCam),
    ];
    for (name, f) in others {
        quantities.plain(name, f_divergence(p, q, f)?);
    }
    for &alpha in alphas {
        let value = f_divergence(p, q, FDivergence::Alpha(alpha))?;
        quantities.plain(format!("power divergence, order {}", alpha.get()), value);
    }
    Ok(())
}
