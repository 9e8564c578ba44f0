//! The unit that is looked at, as links name it: `2.3` is the third unit of the second layer.

use crate::state::changes::whole;
use infoplane_core::experiments::neuron::Unit;

/// What a link has for no unit.
const NONE: &str = "none";

/// The unit as links name it.
pub(super) fn text(unit: &Option<Unit>) -> String {
    match unit {
        Some(Unit { layer, index }) => format!("{}.{}", layer + 1, index + 1),
        None => NONE.to_owned(),
    }
}

/// The unit of this name.
pub(super) fn parse(text: &str) -> Option<Option<Unit>> {
    if text == NONE {
        return Some(None);
    }
    let (layer, index) = text.split_once('.')?;
    Some(Some(Unit { layer: from_0(layer)?, index: from_0(index)? }))
}

/// A number counted from 1, counted from 0.
fn from_0(number: &str) -> Option<usize> {
    whole(number)?.checked_sub(1).map(|number| number as usize)
}

/// The unit, or in its place the nearest one that a network with these hidden layers and classes has.
pub(super) fn nearest(unit: Unit, hidden: &[usize], n_classes: usize) -> Unit {
    let layer = unit.layer.min(hidden.len());
    let n_units = hidden.get(layer).copied().unwrap_or(n_classes);
    Unit { layer, index: unit.index.min(n_units.saturating_sub(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_two_numbers_from_1() {
        assert_eq!(parse("2.3"), Some(Some(Unit { layer: 1, index: 2 })));
        assert_eq!(text(&Some(Unit { layer: 1, index: 2 })), "2.3");
        assert_eq!(parse(&text(&None)), Some(None));
        for bad in ["", "2", "0.1", "1.0", "1.2.3", "-1.2", "1.x", "99999999999999999999.1"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn where_there_is_no_such_unit_the_nearest_is() {
        let at = |layer, index| nearest(Unit { layer, index }, &[8], 3);
        assert_eq!(at(0, 7), Unit { layer: 0, index: 7 });
        assert_eq!(at(1, 7), Unit { layer: 1, index: 2 });
        assert_eq!(at(9, 0), Unit { layer: 1, index: 0 });
    }
}
