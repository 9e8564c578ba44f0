//! Literals of Python, as far as the headers of NumPy have them: what `ast.literal_eval` would read.

use core::iter::Peekable;
use core::str::CharIndices;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    Text(String),
    Bool(bool),
    Number(u64),
    /// A tuple or a list.
    Sequence(Vec<Literal>),
    Dict(Vec<(Literal, Literal)>),
}

/// Deeper nesting is no header, and would use up the stack.
const DEEPEST: usize = 16;

/// The value of a text; an error is the byte from which it is no literal.
pub(crate) fn literal(text: &str) -> Result<Literal, usize> {
    let mut reader = Reader { text, rest: text.char_indices().peekable() };
    let value = reader.value(DEEPEST)?;
    reader.skip_space();
    match reader.rest.next() {
        None => Ok(value),
        Some((at, _)) => Err(at),
    }
}

struct Reader<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
}

impl Reader<'_> {
    fn at(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn skip_space(&mut self) {
        while self.rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    }

    /// Skips space and takes a character if it is next.
    fn takes(&mut self, wanted: char) -> bool {
        self.skip_space();
        self.rest.next_if(|(_, c)| *c == wanted).is_some()
    }

    fn value(&mut self, depth: usize) -> Result<Literal, usize> {
        self.skip_space();
        let at = self.at();
        let depth = depth.checked_sub(1).ok_or(at)?;
        match self.rest.peek().ok_or(at)?.1 {
            '{' => self.dict(depth),
            '(' => self.sequence(depth, ')'),
            '[' => self.sequence(depth, ']'),
            quote @ ('\'' | '"') => self.string(quote),
            c if c.is_ascii_digit() => self.number(),
            _ => self.word(),
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Literal, usize> {
        self.rest.next();
        let mut entries = Vec::new();
        while !self.takes('}') {
            let key = self.value(depth)?;
            if !self.takes(':') {
                return Err(self.at());
            }
            entries.push((key, self.value(depth)?));
            if !self.takes(',') {
                return if self.takes('}') { Ok(Literal::Dict(entries)) } else { Err(self.at()) };
            }
        }
        Ok(Literal::Dict(entries))
    }

    /// A tuple or list; of one item in parentheses without a comma, the item itself.
    fn sequence(&mut self, depth: usize, close: char) -> Result<Literal, usize> {
        self.rest.next();
        let mut items = Vec::new();
        while !self.takes(close) {
            items.push(self.value(depth)?);
            if !self.takes(',') {
                return match (self.takes(close), close, items.len()) {
                    (false, ..) => Err(self.at()),
                    (true, ')', 1) => Ok(items.remove(0)),
                    _ => Ok(Literal::Sequence(items)),
                };
            }
        }
        Ok(Literal::Sequence(items))
    }

    fn string(&mut self, quote: char) -> Result<Literal, usize> {
        self.rest.next();
        let mut text = String::new();
        loop {
            let at = self.at();
            match self.rest.next().ok_or(at)?.1 {
                c if c == quote => return Ok(Literal::Text(text)),
                '\\' => match self.rest.next().ok_or(at)?.1 {
                    c @ ('\\' | '\'' | '"') => text.push(c),
                    _ => return Err(at),
                },
                c => text.push(c),
            }
        }
    }

    /// Digits, after which Python 2 wrote an L.
    fn number(&mut self) -> Result<Literal, usize> {
        let at = self.at();
        let mut number = 0_u64;
        while let Some((_, digit)) = self.rest.next_if(|(_, c)| c.is_ascii_digit()) {
            let digit = u64::from(digit as u8 - b'0');
            number = number.checked_mul(10).and_then(|n| n.checked_add(digit)).ok_or(at)?;
        }
        self.rest.next_if(|(_, c)| *c == 'L');
        Ok(Literal::Number(number))
    }

    fn word(&mut self) -> Result<Literal, usize> {
        let at = self.at();
        let mut word = String::new();
        while let Some((_, c)) = self.rest.next_if(|(_, c)| c.is_alphanumeric()) {
            word.push(c);
        }
        match word.as_str() {
            "True" => Ok(Literal::Bool(true)),
            "False" => Ok(Literal::Bool(false)),
            _ => Err(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_headers_are_read() {
        let text = |text: &str| Literal::Text(text.to_owned());
        assert_eq!(literal(" (3, 4L,) "), Ok(Literal::Sequence(vec![Literal::Number(3), Literal::Number(4)])));
        assert_eq!(literal("()"), Ok(Literal::Sequence(vec![])));
        assert_eq!(literal("(3)"), Ok(Literal::Number(3)));
        assert_eq!(literal("[\"a'b\", 'c\\'d']"), Ok(Literal::Sequence(vec![text("a'b"), text("c'd")])));
        let dict = vec![(text("a"), Literal::Bool(true)), (text("b"), Literal::Bool(false))];
        assert_eq!(literal("{'a':True,'b': False\n,}"), Ok(Literal::Dict(dict)));
    }

    #[test]
    fn what_is_no_literal_is_an_error_with_its_place() {
        for (text, at) in [
            ("", 0),
            ("{'a' 1}", 5),
            ("(1, 2", 5),
            ("[1 2]", 3),
            ("'abc", 4),
            ("99999999999999999999", 0),
            ("True False", 5),
            ("(-1,)", 1),
            ("é", 0),
        ] {
            assert_eq!(literal(text), Err(at), "{text}");
        }
        assert_eq!(literal(&"(".repeat(100_000)), Err(DEEPEST));
    }
}
