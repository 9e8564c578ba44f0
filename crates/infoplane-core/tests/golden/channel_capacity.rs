//! `d_channel_capacity.json`: capacities by closed form, or by Blahut and Arimoto's algorithm with a certificate.

use super::report::{Report, Tolerance, number};
use infoplane_core::dist::channel::Channel;
use infoplane_core::measures::capacity::{self, BlahutArimoto, closed_forms as closed};
use infoplane_core::measures::units::Unit;
use serde_json::Value;

const BITS: Tolerance = Tolerance { relative: 0.0, absolute: 1e-10 };

/// A gap of 1e-13 leaves the input that achieves it uncertain by the root of that, times the channel's flatness.
const INPUT: Tolerance = Tolerance { relative: 0.0, absolute: 1e-5 };

/// Beyond it Blahut and Arimoto's algorithm counts as not arriving; the slowest golden channel takes 11,034 steps to 1e-13.
const MOST_STEPS: usize = 50_000;

pub(crate) fn check(case: &Value, report: &mut Report) {
    let channel = channel(&case["channel_W_y_given_x_rows_x"]);
    let gap = Unit::Bits.to_nats(1e-12);
    let (found, iterated) = match (capacity::capacity(&channel, gap), blahut_arimoto(&channel)) {
        (Ok(found), Some(iterated)) => (found, iterated),
        missing => return report.fail(&format!("no certificate: {missing:?}")),
    };
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "expected_capacity" => {
                for (name, nats) in [
                    ("interior point, lower", found.lower),
                    ("interior point, upper", found.upper),
                    ("Blahut-Arimoto, lower", iterated.0),
                    ("Blahut-Arimoto, upper", iterated.1),
                ] {
                    report.check("bits", name, Unit::Bits.from_nats(nats), golden, BITS);
                }
            }
            "blahut_arimoto" => {
                report.check("bits", "lower", Unit::Bits.from_nats(found.lower), &golden[0], BITS);
                report.check("bits", "upper", Unit::Bits.from_nats(found.upper), &golden[1], BITS);
            }
            "input_distribution" => {
                let golden = golden.as_array().expect("a list");
                if golden.len() != found.input.len() {
                    report.fail(&format!("{} inputs should be {}", found.input.len(), golden.len()));
                }
                for (r, golden) in found.input.as_slice().iter().zip(golden) {
                    report.check("input", field, *r, golden, INPUT);
                }
            }
            "note" => {
                check_closed_form(golden.as_str().unwrap_or_default(), &case["expected_capacity"], report)
            }
            "channel_W_y_given_x_rows_x" => {}
            // The number of steps of another program; a library good to 5e-5 bits.
            "ba_iterations" | "dit" => report.leave_out_number(field, golden),
            unknown => report.not_understood(unknown),
        }
    }
}

/// Both bounds when they are within the tolerance of each other.
fn blahut_arimoto(channel: &Channel) -> Option<(f64, f64)> {
    let close = |gap| Unit::Bits.from_nats(gap) < 0.5 * BITS.absolute;
    let mut states = BlahutArimoto::new(channel).take(MOST_STEPS);
    states.find(|state| close(state.gap())).map(|state| (state.lower, state.upper))
}

/// The channels that have a formula say so in their note: "BSC(0.25): ...".
fn check_closed_form(note: &str, golden: &Value, report: &mut Report) {
    let Some((name, rest)) = note.split_once('(') else { return };
    let Some(f) = rest.split(')').next().and_then(|f| f.parse().ok()) else { return };
    let nats = match name {
        "BSC" => closed::binary_symmetric(f),
        "BEC" => closed::binary_erasure(f),
        "Z-channel" => closed::z(f),
        _ => match name.strip_suffix("-ary symmetric").and_then(|k| k.parse().ok()) {
            Some(k) => closed::symmetric(k, f),
            None => return report.not_understood(note),
        },
    };
    let bits = Unit::Bits.from_nats(nats.expect("a probability"));
    report.check("closed form", name, bits, golden, Tolerance { relative: 1e-12, absolute: 1e-14 });
}

fn channel(rows: &Value) -> Channel {
    let row =
        |row: &Value| row.as_array().expect("a row").iter().map(|w| number(w).expect("a number")).collect();
    let rows = rows.as_array().expect("a list of rows").iter().map(row).collect();
    Channel::new(rows).expect("rows that sum to one")
}
