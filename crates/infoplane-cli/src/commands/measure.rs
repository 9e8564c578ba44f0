//! Measures of one distribution or two.

use crate::failure::{About, Failure, fail};
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
use infoplane_core::measures::renyi::{renyi_divergence, renyi_entropy};
use infoplane_core::measures::renyi_order::Order;
use infoplane_core::measures::tsallis::{tsallis_divergence, tsallis_entropy};
use infoplane_core::measures::units::Unit;

#[derive(clap::Args)]
#[command(after_help = input::pmf_help())]
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
    let orders = each(&arguments.order, Order::new).about("--order")?;
    let alphas = each(&arguments.alpha, Alpha::new).about("--alpha")?;
    if arguments.q.is_none() && !alphas.is_empty() {
        fail!("--alpha: a power divergence is from --q");
    }
    let p = input::pmf("--p", &arguments.p, arguments.normalize)?;
    let mut quantities = Quantities::new(unit);
    of_one(&mut quantities, &p, &orders);
    let q = arguments.q.as_ref().map(|q| input::pmf("--q", q, arguments.normalize)).transpose()?;
    if let Some(q) = &q {
        if q.len() != p.len() {
            fail!("--q: {} outcomes where --p has {}", q.len(), p.len());
        }
        of_two(&mut quantities, &p, q)?;
        of_orders(&mut quantities, &p, q, &orders)?;
        of_family(&mut quantities, &p, q, &alphas)?;
    }
    let mut tables = vec![quantities.into()];
    if arguments.outcomes {
        let mut columns = shares_of_one(&p, unit);
        if let Some(q) = &q {
            columns.extend(shares_of_two(&p, q, &alphas, unit)?);
        }
        tables.push(of_outcomes(&p, &columns));
    }
    Ok(Report::new(unit, tables))
}

/// What is made of each number, or why it cannot be made of the first that is wrong.
fn each<T, E>(numbers: &[f64], make: impl Fn(f64) -> Result<T, E>) -> Result<Vec<T>, E> {
    numbers.iter().map(|&number| make(number)).collect()
}

/// A number for each outcome, under a name.
type Column = (String, Vec<f64>);

/// The surprisal of each outcome, and its share of the entropy.
fn shares_of_one(p: &Pmf, unit: Unit) -> Vec<Column> {
    let surprisals = p.as_slice().iter().map(|&p| surprisal(p)).collect();
    [("surprisal", surprisals), ("in the entropy", entropy_terms(p))]
        .map(|(name, nats)| (name.to_owned(), in_unit(nats, unit)))
        .into()
}

/// The share of each outcome in the cross-entropy and in every divergence that is a sum over outcomes.
fn shares_of_two(p: &Pmf, q: &Pmf, alphas: &[Alpha], unit: Unit) -> Result<Vec<Column>, Failure> {
    let terms = |f| f_divergence_terms(p, q, f);
    let information = [
        ("in the cross-entropy", cross_entropy_terms(p, q)?),
        ("in KL(p || q)", kl_terms(p, q)?),
        ("in KL(q || p)", kl_terms(q, p)?),
        ("in the Jeffreys divergence", terms(FDivergence::Jeffreys)?),
        ("in the Jensen-Shannon divergence", terms(FDivergence::JensenShannon)?),
    ];
    let plain = [
        ("in the total variation", FDivergence::TotalVariation),
        ("in the squared Hellinger distance", FDivergence::SquaredHellinger),
        ("in Pearson's chi-squared", FDivergence::PearsonChiSquared),
        ("in Neyman's chi-squared", FDivergence::NeymanChiSquared),
        ("in Le Cam's divergence", FDivergence::LeCam),
    ];
    let orders = alphas
        .iter()
        .map(|&alpha| (format!("in the power divergence, order {}", alpha.get()), FDivergence::Alpha(alpha)));
    let mut columns = information.map(|(name, nats)| (name.to_owned(), in_unit(nats, unit))).to_vec();
    for (name, f) in plain.map(|(name, f)| (name.to_owned(), f)).into_iter().chain(orders) {
        columns.push((name, terms(f)?));
    }
    Ok(columns)
}

fn in_unit(nats: Vec<f64>, unit: Unit) -> Vec<f64> {
    nats.into_iter().map(|nats| unit.from_nats(nats)).collect()
}

/// A row for each outcome.
fn of_outcomes(p: &Pmf, columns: &[Column]) -> Table {
    let names: Vec<&str> =
        ["outcome", "p"].into_iter().chain(columns.iter().map(|(name, _)| name.as_str())).collect();
    let mut table = Table::new("outcomes", &names).of_information();
    for (outcome, &p) in p.as_slice().iter().enumerate() {
        let shares = columns.iter().map(|(_, values)| Cell::Number(values[outcome]));
        table.push([Cell::count(outcome), Cell::Number(p)].into_iter().chain(shares));
    }
    table
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
