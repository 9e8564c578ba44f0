//! Settings ↔ link text. Each settings struct lists its fields once, in [`Settings::visit`]; the same list
//! writes a link (only what differs from the defaults) and reads one (whatever somebody typed).

use crate::state::decimal;
use crate::state::query::excerpt;
use core::ops::RangeInclusive;

/// The key of the link version.
pub const VERSION_KEY: &str = "v";

/// A lab's settings, as a link holds them.
pub trait Settings: Clone + Default + PartialEq {
    /// The version that links are written in; raised when a field changes its meaning.
    const VERSION: u32 = 1;

    /// Shows every field to `fields`, each once.
    fn visit(&mut self, fields: &mut Fields);

    /// Rewrites the pairs of a link of an older version, `from`, into those of the present one.
    fn migrate(_from: u32, _pairs: &mut Vec<(String, String)>) {}

    /// Repairs what fields that are valid one by one may violate together, with a note; called after reading.
    fn reconcile(&mut self, _notes: &mut Vec<LinkNote>) {}
}

/// Something in a link that could not be followed; the rest of the link was.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkNote {
    /// A key that no field has.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A value outside its field's range or grammar; the default is used.
    BadValue {
        /// The field's key.
        key: String,
        /// The start of the value.
        value: String,
    },
    /// Probabilities that do not quite sum to one; they were divided by their sum.
    Scaled {
        /// The field's key.
        key: String,
    },
    /// A value that does not fit the number of outcomes.
    Misfit {
        /// The field's key.
        key: String,
        /// The start of the value.
        value: String,
        /// The number of outcomes.
        outcomes: usize,
        /// What is used instead.
        instead: Instead,
    },
    /// A percent-encoding that is broken, or control characters.
    BadEncoding {
        /// The start of the part left out.
        part: String,
    },
    /// The link is of a later version than this page knows.
    Newer {
        /// The version it says it has.
        found: String,
    },
    /// The fragment is too long to be one of ours.
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// No lab has this tag.
    UnknownLab {
        /// The tag.
        tag: String,
    },
}

/// What stands in for a value that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// The uniform distribution.
    Uniform,
    /// Nothing: the value is left out.
    Nothing,
}

/// What a settings struct shows its fields to: a writer or a reader of link text.
pub struct Fields {
    pass: Pass,
}

enum Pass {
    Write(Vec<(String, String)>),
    Read { pairs: Vec<(String, String)>, notes: Vec<LinkNote> },
}

impl Fields {
    /// A number within a range; written in the shortest form that reads back to the same bits.
    pub fn number(&mut self, key: &str, value: &mut f64, range: RangeInclusive<f64>) {
        let parse = |text: &str| decimal::parse(text).filter(|x| range.contains(x));
        self.field(key, value, &|x| decimal::text(*x), &parse);
    }

    /// A whole number within a range.
    pub fn integer(&mut self, key: &str, value: &mut u64, range: RangeInclusive<u64>) {
        let parse = |text: &str| text.parse().ok().filter(|n| range.contains(n));
        self.field(key, value, &|n| n.to_string(), &parse);
    }

    /// A size or an index within a range.
    pub fn size(&mut self, key: &str, value: &mut usize, range: RangeInclusive<usize>) {
        let parse = |text: &str| text.parse().ok().filter(|n| range.contains(n));
        self.field(key, value, &|n| n.to_string(), &parse);
    }

    /// A choice among named values: pass `Choice::ALL` and `Choice::name` of a `named_enum!`.
    pub fn choice<T: Copy>(&mut self, key: &str, value: &mut T, all: &[T], name: fn(T) -> &'static str) {
        let parse = |text: &str| all.iter().copied().find(|&choice| name(choice) == text);
        self.field(key, value, &|&choice| name(choice).to_string(), &parse);
    }

    /// A yes or no, written `1` or `0`.
    pub fn flag(&mut self, key: &str, value: &mut bool) {
        let parse = |text: &str| match text {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        };
        self.field(key, value, &|&on| if on { "1" } else { "0" }.to_string(), &parse);
    }

    /// A list of sizes, each within `range`, with a length within `length`: `8,8`. Empty is written `none`.
    pub fn sizes(
        &mut self,
        key: &str,
        value: &mut Vec<usize>,
        range: RangeInclusive<usize>,
        length: RangeInclusive<usize>,
    ) {
        let item = |text: &str| text.parse().ok().filter(|n| range.contains(n));
        self.field(key, value, &|items| join(items), &|text| parse_list(text, &length, &item));
    }

    /// A field of any type by its own grammar: `write` must give what `parse` accepts.
    pub fn field<T>(
        &mut self,
        key: &str,
        value: &mut T,
        write: &dyn Fn(&T) -> String,
        parse: &dyn Fn(&str) -> Option<T>,
    ) {
        if self.writes() {
            self.put(key, write(value));
        } else if let Some(text) = self.take(key) {
            match parse(&text) {
                Some(parsed) => *value = parsed,
                None => self.misread(key, &text),
            }
        }
    }

    // What all types of fields share is not inlined, to keep the program small.

    fn writes(&self) -> bool {
        matches!(self.pass, Pass::Write(_))
    }

    #[inline(never)]
    fn put(&mut self, key: &str, text: String) {
        if let Pass::Write(pairs) = &mut self.pass {
            pairs.push((key.to_string(), text));
        }
    }

    #[inline(never)]
    fn take(&mut self, key: &str) -> Option<String> {
        match &mut self.pass {
            Pass::Read { pairs, .. } => take(pairs, key),
            Pass::Write(_) => None,
        }
    }

    #[inline(never)]
    fn misread(&mut self, key: &str, text: &str) {
        if let Pass::Read { notes, .. } = &mut self.pass {
            notes.push(LinkNote::BadValue { key: key.to_string(), value: excerpt(text) });
        }
    }
}

/// The pairs of a link: the version, then every field that differs from its default.
pub fn write<S: Settings>(settings: &S) -> Vec<(String, String)> {
    let texts = |settings: &S| {
        let mut fields = Fields { pass: Pass::Write(Vec::new()) };
        settings.clone().visit(&mut fields);
        match fields.pass {
            Pass::Write(pairs) => pairs,
            Pass::Read { .. } => Vec::new(),
        }
    };
    let defaults = texts(&S::default());
    let changed = texts(settings).into_iter().filter(|pair| !defaults.contains(pair));
    let mut pairs: Vec<_> = changed.collect();
    if !pairs.is_empty() {
        pairs.insert(0, (VERSION_KEY.to_string(), S::VERSION.to_string()));
    }
    pairs
}

/// The settings a link holds, and what of it could not be followed. A link without a version is read as a
/// present one, so that links can be written by hand.
pub fn read<S: Settings>(mut pairs: Vec<(String, String)>) -> (S, Vec<LinkNote>) {
    let mut notes = Vec::new();
    if let Some(text) = take(&mut pairs, VERSION_KEY) {
        match text.parse::<u32>() {
            Ok(version) if version < S::VERSION => S::migrate(version, &mut pairs),
            Ok(version) if version > S::VERSION => notes.push(LinkNote::Newer { found: excerpt(&text) }),
            Ok(_) => {}
            Err(_) => {
                notes.push(LinkNote::BadValue { key: VERSION_KEY.to_string(), value: excerpt(&text) });
            }
        }
    }
    let mut fields = Fields { pass: Pass::Read { pairs, notes } };
    let mut settings = S::default();
    settings.visit(&mut fields);
    let Pass::Read { pairs, mut notes } = fields.pass else { return (settings, Vec::new()) };
    settings.reconcile(&mut notes);
    notes.extend(pairs.into_iter().map(|(key, _)| LinkNote::UnknownKey { key: excerpt(&key) }));
    (settings, notes)
}

/// Removes every pair of that key and returns the value of the first.
fn take(pairs: &mut Vec<(String, String)>, key: &str) -> Option<String> {
    let found = pairs.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
    pairs.retain(|(k, _)| k != key);
    found
}

fn join<T: ToString>(items: &[T]) -> String {
    if items.is_empty() {
        return "none".to_string();
    }
    items.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

fn parse_list<T>(
    text: &str,
    length: &RangeInclusive<usize>,
    item: &dyn Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    let items: Option<Vec<T>> =
        if text == "none" { Some(Vec::new()) } else { text.split(',').map(item).collect() };
    items.filter(|items| length.contains(&items.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Walk {
        rate: f64,
        widths: Vec<usize>,
    }

    impl Default for Walk {
        fn default() -> Self {
            Self { rate: 0.5, widths: vec![8, 8] }
        }
    }

    impl Settings for Walk {
        const VERSION: u32 = 2;

        fn visit(&mut self, fields: &mut Fields) {
            fields.number("rate", &mut self.rate, 0.0..=1.0);
            fields.sizes("net", &mut self.widths, 1..=64, 0..=6);
        }

        fn migrate(from: u32, pairs: &mut Vec<(String, String)>) {
            if from < 2 {
                pairs.iter_mut().filter(|(key, _)| key == "lr").for_each(|(key, _)| *key = "rate".into());
            }
        }
    }

    fn pairs(items: &[(&str, &str)]) -> Vec<(String, String)> {
        items.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect()
    }

    #[test]
    fn defaults_leave_an_empty_link() {
        assert!(write(&Walk::default()).is_empty());
    }

    #[test]
    fn only_changed_fields_are_written() {
        let walk = Walk { rate: 0.25, ..Walk::default() };
        assert_eq!(write(&walk), pairs(&[("v", "2"), ("rate", "0.25")]));
    }

    #[test]
    fn an_empty_list_survives() {
        let walk = Walk { widths: vec![], ..Walk::default() };
        assert_eq!(read::<Walk>(write(&walk)), (walk, vec![]));
    }

    #[test]
    fn an_older_link_is_migrated() {
        let (walk, notes) = read::<Walk>(pairs(&[("v", "1"), ("lr", "0.125")]));
        assert_eq!((walk.rate, notes), (0.125, vec![]));
    }

    #[test]
    fn a_newer_link_is_read_as_far_as_known_with_a_note() {
        let (walk, notes) = read::<Walk>(pairs(&[("v", "9"), ("rate", "0.125")]));
        assert_eq!((walk.rate, notes), (0.125, vec![LinkNote::Newer { found: "9".into() }]));
    }
}
