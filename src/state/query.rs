//! The text of a link's fragment: `#/lab?key=value&key=value`, percent-encoded where needed.

use crate::state::share::LinkNote;

/// The longest fragment that is read, in bytes. Our own links stay under 2,000 characters;
/// a longer one is an accident or an attack, and reading it would only cost time.
pub const MAX_FRAGMENT: usize = 8_192;

/// A link taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// The lab's tag; empty for the front page.
    pub tag: String,
    /// Keys and values in the order of the link, decoded.
    pub pairs: Vec<(String, String)>,
}

impl Route {
    /// Takes a fragment apart, with or without its `#`; says what could not be read.
    ///
    /// ```
    /// use infoplane::state::query::Route;
    /// let (route, notes) = Route::parse("#/distributions?v=1&p=0.5,0.5");
    /// assert_eq!(route.tag, "distributions");
    /// assert_eq!(route.pairs[1], ("p".to_string(), "0.5,0.5".to_string()));
    /// assert!(notes.is_empty());
    /// ```
    pub fn parse(fragment: &str) -> (Self, Vec<LinkNote>) {
        if fragment.len() > MAX_FRAGMENT {
            return (Self::default(), vec![LinkNote::TooLong { bytes: fragment.len() }]);
        }
        let path = fragment.trim_start_matches('#').trim_start_matches('/');
        let (tag, query) = path.split_once('?').unwrap_or((path, ""));
        let mut notes = Vec::new();
        let mut read = |part: &str| {
            let text = decode(part);
            if text.is_none() {
                notes.push(LinkNote::BadEncoding { part: excerpt(part) });
            }
            text
        };
        let tag = read(tag.trim_end_matches('/')).unwrap_or_default();
        let pairs = query
            .split('&')
            .filter(|part| !part.is_empty())
            .filter_map(|part| {
                let (key, value) = part.split_once('=').unwrap_or((part, ""));
                Some((read(key)?, read(value)?))
            })
            .collect();
        (Self { tag, pairs }, notes)
    }

    /// Removes a key and returns its value: the first one, if a link repeats it.
    pub fn take(&mut self, key: &str) -> Option<String> {
        let found = self.pairs.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
        self.pairs.retain(|(k, _)| k != key);
        found
    }

    /// The fragment, with its `#`.
    pub fn to_fragment(&self) -> String {
        let query: Vec<String> =
            self.pairs.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("#/{}{mark}{}", encode(&self.tag), query.join("&"))
    }
}

/// Percent-encodes everything but letters, digits and the few signs that read well in a link.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,:;*".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    out
}

/// Undoes [`encode`]; `None` for broken escapes, for bytes that are not UTF-8 and for control characters.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let digits = tail.get(..2)?;
            let digit = |b: u8| char::from(b).to_digit(16);
            bytes.push((digit(digits[0])? * 16 + digit(digits[1])?) as u8);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

/// The start of a text, fit to be shown in a note: without control characters, at most 40 characters.
pub fn excerpt(text: &str) -> String {
    /// Characters that turn the direction of what follows.
    const TURNS: core::ops::RangeInclusive<char> = '\u{202a}'..='\u{2069}';
    const SHOWN: usize = 40;
    let mut shown: String =
        text.chars().filter(|c| !c.is_control() && !TURNS.contains(c)).take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in ["", "a b", "晴,雨", "100%", "x=y&z", "0.5,0.25"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
    }

    #[test]
    fn broken_escapes_and_control_characters_are_refused() {
        for text in ["%", "%4", "%zz", "%ff", "%00", "a%0Ab", "a\u{7}b"] {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_first_of_a_repeated_key_counts() {
        let (mut route, _) = Route::parse("#/x?a=1&a=2");
        assert_eq!(route.take("a").as_deref(), Some("1"));
        assert_eq!(route.take("a"), None);
    }

    #[test]
    fn an_excerpt_is_short_and_printable() {
        assert_eq!(excerpt("a\nb"), "ab");
        assert_eq!(excerpt(&"x".repeat(99)).chars().count(), 41);
    }
}
