//! What separates the cells of a row.

/// The first line that is complete, not empty, and no comment. A line end between quotes is a part of a cell.
pub(super) fn first_line(start: &[u8]) -> Option<&[u8]> {
    let is_skipped = |line: &&[u8]| line.trim_ascii().is_empty() || line[0] == b'#';
    let n_skipped: usize =
        start.split_inclusive(|byte| *byte == b'\n').take_while(is_skipped).map(<[u8]>::len).sum();
    let line = &start[n_skipped..];
    let (end, _) = outside_quotes(line).find(|(_, byte)| *byte == b'\n')?;
    Some(&line[..=end])
}

/// The first of tab, semicolon and comma that stands in the line, but not between quotes; a space if there is none of them
/// and it stands between numbers, as NumPy's `savetxt` writes them.
pub(super) fn separator(line: &[u8]) -> u8 {
    let stands = |separator: &u8| outside_quotes(line).any(|(_, byte)| byte == *separator);
    let is_number = |cell: &[u8]| str::from_utf8(cell).is_ok_and(|cell| cell.parse::<f64>().is_ok());
    let spaced = || line.contains(&b' ') && line.trim_ascii().split(|byte| *byte == b' ').all(is_number);
    let unusual = [b'\t', b';', b','].into_iter().find(stands);
    unusual.unwrap_or_else(|| if spaced() { b' ' } else { b',' })
}

/// The bytes that are not between quotes, with their places. A quote opens where a cell begins, and a doubled one
/// within quotes closes and opens again; within any other cell it is a letter like others.
fn outside_quotes(line: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let (mut is_quoted, mut last) = (false, b',');
    line.iter().copied().enumerate().filter(move |(_, byte)| {
        let begins_cell = matches!(core::mem::replace(&mut last, *byte), b',' | b';' | b'\t' | b'"');
        is_quoted ^= *byte == b'"' && (is_quoted || begins_cell);
        !is_quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_separates_nothing() {
        for (line, expected) in [
            ("a,b\n", b','),
            ("a;b,c\n", b';'),
            ("a;b\tc\n", b'\t'),
            ("\"a;b\",c\n", b','),
            ("\"a\tb\";c\n", b';'),
            ("\"say \"\"a;b\"\"\",c\n", b','),
            ("5\" pipe;a\n", b';'),
            ("1.0e+00 -2.5e-01\n", b' '),
            ("two words\n", b','),
            ("7\n", b','),
        ] {
            assert_eq!(separator(line.as_bytes()) as char, expected as char, "{line}");
        }
    }

    #[test]
    fn a_quoted_line_end_does_not_end_the_line() {
        let text = b"# it's \"about\n\n\"a\nb\";c\n1;2\n";
        assert_eq!(first_line(text), Some(&b"\"a\nb\";c\n"[..]));
        assert_eq!(first_line(b"\"a\nb"), None);
    }
}
