//! Codes for the outcomes of a distribution.

use crate::failure::{About, Failure};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::codes::Radix;
use infoplane_core::measures::codes::arithmetic::{Model, encode};
use infoplane_core::measures::codes::blocks::huffman_rate;
use infoplane_core::measures::codes::huffman::huffman;
use infoplane_core::measures::codes::lengths::CodeLengths;
use infoplane_core::measures::codes::prefix::PrefixCode;
use infoplane_core::measures::codes::shannon::{ideal_lengths, shannon};
use infoplane_core::measures::codes::shannon_fano_elias::shannon_fano_elias;
use infoplane_core::measures::entropy::entropy;
use infoplane_core::measures::units::Unit;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The distribution of the symbols.
    #[arg(long, allow_hyphen_values = true)]
    p: String,
    /// Number of digits of the codewords of Huffman and Shannon.
    #[arg(long, default_value_t = 2)]
    radix: usize,
    /// Also the rate of Huffman codes for so many symbols at a time, as 2,3.
    #[arg(long, value_delimiter = ',')]
    blocks: Vec<u32>,
    /// Symbols, counted from 0, to be coded as a whole by the arithmetic coder.
    #[arg(long, allow_hyphen_values = true)]
    message: Option<String>,
    /// Divide the numbers by their sum.
    #[arg(long)]
    normalize: bool,
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let radix = Radix::new(arguments.radix).about("--radix")?;
    let p = input::pmf("--p", &arguments.p, arguments.normalize)?;
    let mut quantities = Quantities::new(unit);
    quantities.information("entropy", entropy(&p));
    let mut codes = vec![
        ("Huffman", PrefixCode::canonical(&huffman(&p, radix)).about("Huffman code")?),
        ("Shannon", PrefixCode::canonical(&shannon(&p, radix)).about("Shannon code")?),
    ];
    // Shannon, Fano and Elias cut the interval in halves.
    match shannon_fano_elias(&p) {
        _ if radix != Radix::BINARY => {}
        Ok(code) => codes.push(("Shannon-Fano-Elias", code)),
        // Of a pmf whose sum is a rounding above one; the other codes do not mind.
        Err(error) => quantities.plain(format!("Shannon-Fano-Elias: {error}"), None),
    }
    for (name, code) in &codes {
        of_lengths(&mut quantities, name, &code.lengths(), &p)?;
    }
    for &k in &arguments.blocks {
        let rate = huffman_rate(&p, radix, k).about("--blocks")?;
        quantities.information(format!("Huffman in blocks of {k}: rate per symbol"), rate);
    }
    of_arithmetic(&mut quantities, &p, arguments.message.as_deref())?;
    Ok(Report::new(unit, [quantities.into(), codewords(&p, radix, &codes)]))
}

fn of_lengths(
    quantities: &mut Quantities,
    name: &str,
    lengths: &CodeLengths,
    p: &Pmf,
) -> Result<(), Failure> {
    quantities.in_unit(
        format!("{name}: expected length"),
        lengths.expected_length(p)?,
        &digit(lengths.radix()),
    );
    quantities.information(format!("{name}: redundancy"), lengths.redundancy(p)?);
    quantities.plain(format!("{name}: Kraft sum"), lengths.kraft_sum());
    Ok(())
}

/// What the lengths of a code are counted in.
fn digit(radix: Radix) -> String {
    if radix == Radix::BINARY { "binary digit".to_owned() } else { format!("digit of {}", radix.get()) }
}

fn of_arithmetic(quantities: &mut Quantities, p: &Pmf, message: Option<&str>) -> Result<(), Failure> {
    let model = Model::new(p).about("arithmetic code")?;
    quantities.information("arithmetic: most redundancy by rounding p", model.worst_excess());
    if let Some(message) = message {
        let symbols = input::read("--message", message)?.whole()?;
        let symbols: Vec<usize> = symbols.iter().map(|&symbol| symbol as usize).collect();
        quantities
            .information("arithmetic: information of the message", model.cost(&symbols).about("--message")?);
        let bits = encode(&model, &symbols).about("--message")?;
        quantities.in_unit("arithmetic: length of the message", bits.len() as f64, &digit(Radix::BINARY));
    }
    Ok(())
}

fn codewords(p: &Pmf, radix: Radix, codes: &[(&'static str, PrefixCode)]) -> Table {
    let columns =
        [&["symbol", "p", "ideal length"], &codes.iter().map(|(name, _)| *name).collect::<Vec<_>>()[..]];
    let mut table = Table::new("codewords", &columns.concat());
    let ideal = ideal_lengths(p, radix);
    for (symbol, (&p, ideal)) in p.as_slice().iter().zip(ideal).enumerate() {
        let word = |(_, code): &(_, PrefixCode)| code.text(symbol).map_or(Cell::Missing, Cell::Text);
        let numbers = [Cell::count(symbol), Cell::Number(p), Cell::Number(ideal)];
        table.push(numbers.into_iter().chain(codes.iter().map(word)));
    }
    table
}
