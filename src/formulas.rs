//! The formulas of the page as MathML, made from `formulas.txt` when the page is built.

use infoplane_core::measures::units::Unit;

include!(concat!(env!("OUT_DIR"), "/formulas.rs"));

/// A formula and the pattern that repeats it with numbers. The logarithm and the base are those of bits
/// until [`Formula::statement`] and [`Formula::substituted`] put in the unit's.
#[derive(Clone, Copy, Debug)]
pub struct Formula {
    left: &'static str,
    right: &'static str,
    term: &'static str,
}

impl Formula {
    /// The formula as one block of MathML.
    pub fn statement(&self, unit: Unit) -> String {
        in_unit(&format!(r#"<math display="block">{}<mo>=</mo>{}</math>"#, self.left, self.right), unit)
    }

    /// The left side alone.
    pub fn name(&self) -> String {
        format!("<math>{}</math>", self.left)
    }

    /// The right side with numbers put in, one piece per term, so that a long sum can wrap between them.
    pub fn substituted(&self, terms: &[Vec<String>], unit: Unit) -> Vec<String> {
        let piece = |(index, numbers): (usize, &Vec<String>)| {
            let sign = if index == 0 { "" } else { r#"<mo form="infix">+</mo>"# };
            let term = numbers
                .iter()
                .enumerate()
                .fold(self.term.to_string(), |term, (i, number)| term.replace(&format!("@{i}"), number));
            in_unit(&format!(r#"<math displaystyle="true">{sign}{term}</math>"#), unit)
        };
        terms.iter().enumerate().map(piece).collect()
    }
}

/// Exchanges the logarithm and the base of bits for the unit's.
fn in_unit(math: &str, unit: Unit) -> String {
    let (log, base) = match unit {
        Unit::Bits => return math.replace("@b", "2"),
        Unit::Nats => (r#"<mo lspace="0.1667em" rspace="0.1667em">ln</mo>"#.to_string(), "e"),
        Unit::Hartleys => (LOG.replace("<mn>2</mn>", "<mn>10</mn>"), "10"),
    };
    math.replace(LOG, &log).replace("@b", base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_follows_the_unit() {
        assert!(ENTROPY_P.statement(Unit::Bits).contains(LOG));
        let nats = ENTROPY_P.statement(Unit::Nats);
        assert!(!nats.contains(LOG) && nats.contains(">ln</mo>"));
        assert!(PERPLEXITY_P.statement(Unit::Hartleys).contains("<mn>10</mn>"));
    }

    #[test]
    fn numbers_take_their_places_in_every_term() {
        let terms =
            [vec!["0.25".to_string(), "0.5".to_string()], vec!["0.75".to_string(), "0.5".to_string()]];
        let pieces = KL_PQ.substituted(&terms, Unit::Bits);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[0].contains("<mn>0.25</mn>") && pieces[1].contains(">+</mo>"));
        assert!(!pieces.concat().contains('@'));
    }

    #[test]
    fn colors_are_classes() {
        assert!(ENTROPY_P.name().contains(r#"class="q-h""#));
    }
}
