//! Knobs of a room as a link has them: the numbers that differ from the usual ones, by name, `snr:100;n:256`.

use crate::state::decimal;

/// A number of a `T`.
pub struct Knob<T> {
    /// Its name in a link.
    pub key: &'static str,
    /// The smallest and the largest that is allowed.
    pub range: (f64, f64),
    /// Whether only whole numbers are.
    pub is_whole: bool,
    /// Reads it.
    pub read: fn(&T) -> f64,
    /// Turns it.
    pub write: fn(&mut T, f64),
}

impl<T> Knob<T> {
    /// A knob of any number.
    pub const fn number(
        key: &'static str,
        range: (f64, f64),
        read: fn(&T) -> f64,
        write: fn(&mut T, f64),
    ) -> Self {
        Self { key, range, is_whole: false, read, write }
    }

    /// A knob of whole numbers.
    pub const fn whole(
        key: &'static str,
        range: (f64, f64),
        read: fn(&T) -> f64,
        write: fn(&mut T, f64),
    ) -> Self {
        Self { key, range, is_whole: true, read, write }
    }

    /// Whether it can stand at this number.
    fn allows(&self, number: f64) -> bool {
        (self.range.0..=self.range.1).contains(&number) && (!self.is_whole || number.fract() == 0.0)
    }
}

/// The knobs that stand elsewhere than the usual ones.
pub fn texts<'a, T>(knobs: impl IntoIterator<Item = &'a Knob<T>>, of: &T, usual: &T) -> Vec<String>
where
    T: 'a,
{
    let is_turned = |knob: &&Knob<T>| (knob.read)(of) != (knob.read)(usual);
    let text = |knob: &Knob<T>| format!("{}:{}", knob.key, decimal::text((knob.read)(of)));
    knobs.into_iter().filter(is_turned).map(text).collect()
}

/// Turns the knob that a text names; whether there is one, and it can stand there.
pub fn turn<'a, T>(knobs: impl IntoIterator<Item = &'a Knob<T>>, of: &mut T, text: &str) -> bool
where
    T: 'a,
{
    let Some((key, number)) = text.split_once(':') else { return false };
    let knob = knobs.into_iter().find(|knob| knob.key == key);
    let number = decimal::parse(number);
    let (Some(knob), Some(number)) = (knob, number) else { return false };
    let is_allowed = knob.allows(number);
    if is_allowed {
        (knob.write)(of, number);
    }
    is_allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOBS: [Knob<[f64; 2]>; 2] = [
        Knob::number("a", (0.0, 1.0), |of| of[0], |of, x| of[0] = x),
        Knob::whole("n", (2.0, 9.0), |of| of[1], |of, x| of[1] = x),
    ];

    #[test]
    fn what_differs_is_said_and_turned_back() {
        let mut of = [0.5, 2.0];
        for text in ["a:0.25", "n:3"] {
            assert!(turn(&KNOBS, &mut of, text), "{text}");
        }
        assert_eq!(texts(&KNOBS, &of, &[0.25, 2.0]), ["n:3"]);
        assert_eq!(of, [0.25, 3.0]);
        for bad in ["a", "a:", "a:2", "b:1", "n:2.5", "n:1", "n:x", ":1"] {
            assert!(!turn(&KNOBS, &mut of, bad), "{bad}");
        }
        assert_eq!(of, [0.25, 3.0]);
    }
}
