//! `d_codes.json`: Huffman's and Shannon's codes, cross-checked with the `huffman` package and exhaustive search.

use super::report::{Report, Tolerance, numbers};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::codes::lengths::CodeLengths;
use infoplane_core::measures::codes::{Radix, huffman::huffman, shannon::shannon};
use infoplane_core::measures::{entropy::entropy, units::Unit};
use serde_json::Value;

const BITS: Tolerance = Tolerance { relative: 0.0, absolute: 1e-12 };
const EXACT: Tolerance = Tolerance { relative: 0.0, absolute: 0.0 };

pub(crate) fn check(case: &Value, report: &mut Report) {
    let p = Pmf::normalized(&numbers(&case["p"])).expect("weights of a pmf");
    let (best, simple) = (huffman(&p, Radix::BINARY), shannon(&p, Radix::BINARY));
    let expected = |code: &CodeLengths| code.expected_length(&p).expect("a code for p");
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "entropy_bits" => report.check("bits", field, Unit::Bits.from_nats(entropy(&p)), golden, BITS),
            // The package's value differs from the other in the last digit only.
            "huffman_expected_length" | "huffman_package_expected_length" => {
                report.check("bits", field, expected(&best), golden, BITS);
            }
            "shannon_expected_length" => report.check("bits", field, expected(&simple), golden, BITS),
            "redundancy" => {
                let wasted = Unit::Bits.from_nats(best.redundancy(&p).expect("a code for p"));
                report.check("bits", field, wasted, golden, BITS);
            }
            "kraft_sum" => report.check("exact", field, best.kraft_sum(), golden, EXACT),
            "shannon_lengths" => check_each(&simple, golden, report),
            "huffman_lengths" => check_up_to_ties(&p, &best, golden, report),
            "p" | "note" => {}
            unknown => report.not_understood(unknown),
        }
    }
}

fn check_each(code: &CodeLengths, golden: &Value, report: &mut Report) {
    let golden = golden.as_array().expect("a list of lengths");
    if golden.len() != code.as_slice().len() {
        return report.fail("another number of lengths");
    }
    for (length, golden) in code.as_slice().iter().zip(golden) {
        report.check("exact", "length", f64::from(length.expect("a possible symbol")), golden, EXACT);
    }
}

/// Lengths are unique only up to ties: the golden ones must be those of a code, and cost the same.
fn check_up_to_ties(p: &Pmf, code: &CodeLengths, golden: &Value, report: &mut Report) {
    let whole = |length: &Value| length.as_u64().and_then(|length| u32::try_from(length).ok());
    let lengths = golden.as_array().expect("a list of lengths").iter().map(whole).collect();
    match CodeLengths::new(Radix::BINARY, lengths) {
        Ok(theirs) => {
            let theirs = theirs.expected_length(p).expect("a code for p");
            let ours = code.expected_length(p).expect("a code for p");
            report.check("bits", "huffman_lengths", ours, &Value::from(theirs), BITS);
        }
        Err(error) => report.fail(&error.to_string()),
    }
}
