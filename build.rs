//! Turns `src/formulas.txt` into MathML, so that no formula is parsed in the browser.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::{env, error::Error, fmt::Write, fs, path::PathBuf};

const LIST: &str = "src/formulas.txt";

/// The color macros, the color that stands in for each, and the CSS class it ends in. The converter only
/// knows colors, as inline styles that a strict policy forbids; they are exchanged for the classes.
const COLORS: [(&str, &str, &str, &str); 6] = [
    ("entropy", "blue", "0000FF", "q-h"),
    ("crossentropy", "orange", "FF8001", "q-ce"),
    ("divergence", "red", "FF0000", "q-kl"),
    ("information", "green", "03FF00", "q-mi"),
    ("pmf", "gray", "808080", "q-p"),
    ("model", "violet", "800080", "q-q"),
];

/// The logarithm as it is written out, whatever spaces the converter put around it.
const LOG: &str = r#"<msub><mo lspace="0.1667em" rspace="0.1667em">log</mo><mn>2</mn></msub>"#;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LIST}");
    println!("cargo::rerun-if-changed=build.rs");
    let converter = converter()?;
    let mut out = String::new();
    writeln!(out, "/// The logarithm as every formula below has it.\nconst LOG: &str = {LOG:?};")?;
    for line in fs::read_to_string(LIST)?.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let columns: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [name, left, right, term] = columns[..] else {
            return Err(format!("{LIST}: four columns expected: {line}").into());
        };
        writeln!(
            out,
            "/// `{left} = {right}`\npub static {}: Formula = Formula {{ left: {:?}, right: {:?}, term: {:?} }};",
            name.to_uppercase(),
            mathml(&converter, left)?,
            mathml(&converter, right)?,
            mathml(&converter, term)?,
        )?;
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("formulas.rs"), out)?;
    Ok(())
}

fn converter() -> Result<LatexToMathML, Box<dyn Error>> {
    let mut macros = vec![("lg".to_string(), r"\log_{2}".to_string())];
    for (name, color, _, _) in COLORS {
        macros.push((name.to_string(), format!(r"{{\color{{{color}}}#1}}")));
    }
    let config = MathCoreConfig { macros, ..MathCoreConfig::default() };
    LatexToMathML::new(config).map_err(|error| format!("{error:?}").into())
}

/// The inside of the `<math>` element for a piece of LaTeX.
fn mathml(converter: &LatexToMathML, latex: &str) -> Result<String, Box<dyn Error>> {
    let mut marked = latex.to_string();
    for mark in ["@0", "@1", "@2", "@b"] {
        marked = marked.replace(mark, &format!(r"\text{{{mark}}}"));
    }
    let converted = converter
        .convert_with_local_state(&marked, MathDisplay::Block)
        .map_err(|error| format!("{latex}: {error:?}"))?;
    let mut math = converted.mathml.to_string();
    for (_, _, hex, class) in COLORS {
        math = math.replace(&format!(r##"style="color:#{hex};""##), &format!(r#"class="{class}""#));
    }
    for mark in ["@0", "@1", "@2", "@b"] {
        math = math.replace(&format!("<mtext>{mark}</mtext>"), &format!("<mn>{mark}</mn>"));
    }
    math = with_uniform_logarithm(&math);
    if math.contains("style=") {
        return Err(format!("{latex}: the converter wrote an inline style: {math}").into());
    }
    let start = math.find('>').ok_or("no <math> element")? + 1;
    let end = math.rfind("</math>").ok_or("no </math>")?;
    Ok(math[start..end].to_string())
}

fn with_uniform_logarithm(math: &str) -> String {
    const NAME: &str = ">log</mo><mn>2</mn></msub>";
    let mut out = String::new();
    let mut rest = math;
    while let Some((before, after)) = rest.split_once(NAME) {
        let start = before.rfind("<msub>").unwrap_or(before.len());
        out.push_str(&before[..start]);
        out.push_str(LOG);
        rest = after;
    }
    out + rest
}
