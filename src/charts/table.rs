//! A figure as a table: every named mark, in the order drawn.

use crate::charts::figure::{Dimension, Figure, Image, Mark, Rect, Rule};
use crate::charts::scale::Scale;
use crate::charts::ticks::value_text;

/// A datum of a figure: a series and the ranges it covers on both axes (`None` where it has no place).
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The series.
    pub series: String,
    /// The horizontal range; both ends are equal for a point.
    pub x: Option<(f64, f64)>,
    /// The vertical range; both ends are equal for a point.
    pub y: Option<(f64, f64)>,
    /// What else is known of it, in one line.
    pub note: String,
}

/// A table for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings: the labels of both axes; the series and the note have none.
    pub headings: [String; 4],
    /// Series, horizontal value, vertical value and note, as text.
    pub rows: Vec<[String; 4]>,
    /// Whether there are more rows than these.
    pub is_cut: bool,
}

/// The data of a figure, as drawn; the cells of images come last, for they are many.
pub fn data(figure: &Figure) -> Vec<Row> {
    let (images, others): (Vec<_>, Vec<_>) = figure.marks.iter().partition(|m| matches!(m, Mark::Image(_)));
    others.into_iter().chain(images).flat_map(of_mark).collect()
}

/// The data of a figure as texts, up to so many rows.
pub fn rows(figure: &Figure, limit: usize) -> Table {
    let text =
        |scale: &Scale, range: Option<(f64, f64)>| range.map_or(String::new(), |r| range_text(scale, r));
    let data = data(figure);
    let is_cut = data.len() > limit;
    let rows = data.into_iter().take(limit);
    let rows = rows.map(|r| [r.series, text(&figure.x.scale, r.x), text(&figure.y.scale, r.y), r.note]);
    let headings = [String::new(), figure.x.label.clone(), figure.y.label.clone(), String::new()];
    Table { headings, rows: rows.collect(), is_cut }
}

/// A value or a range; in a band, its name.
pub fn range_text(scale: &Scale, (from, to): (f64, f64)) -> String {
    if let Scale::Band(names) = scale
        && let Some(name) = names.get(((from + to) / 2.0).round().max(0.0) as usize)
    {
        return name.clone();
    }
    if from == to { value_text(from) } else { format!("{} – {}", value_text(from), value_text(to)) }
}

fn of_mark(mark: &Mark) -> Vec<Row> {
    match mark {
        Mark::Line(line) if !line.name.is_empty() => {
            line.points.iter().map(|(x, y)| named(&line.name, (*x, *x), (*y, *y), "")).collect()
        }
        Mark::Area(area) if !area.name.is_empty() => {
            area.points.iter().map(|(x, low, high)| named(&area.name, (*x, *x), (*low, *high), "")).collect()
        }
        Mark::Rect(Rect { name, detail, x, y, .. }) if !name.is_empty() => vec![named(name, *x, *y, detail)],
        Mark::Dots(dots) if !dots.name.is_empty() => {
            let of_dot = |(x, y), note: &str| named(&dots.name, (x, x), (y, y), note);
            dots.dots.iter().map(|d| of_dot(d.at, &d.note)).collect()
        }
        Mark::Rule(rule) if !rule.name.is_empty() => vec![of_rule(rule)],
        Mark::Image(image) if !image.name.is_empty() => of_image(image),
        _ => vec![],
    }
}

fn named(name: &str, x: (f64, f64), y: (f64, f64), note: &str) -> Row {
    Row { series: name.into(), x: Some(x), y: Some(y), note: note.replace('\n', "; ") }
}

fn of_rule(rule: &Rule) -> Row {
    let value = Some((rule.value, rule.value));
    let (x, y) = if rule.axis == Dimension::X { (value, None) } else { (None, value) };
    Row { series: rule.name.clone(), x, y, note: String::new() }
}

/// Each cell: the series is the name with the number of the heaviest ink, the place is the cell's center,
/// the note is the share of that ink among all.
fn of_image(image: &Image) -> Vec<Row> {
    let (columns, rows) = (image.n_columns as f64, image.n_rows() as f64);
    let cells = image.weights.chunks_exact(image.inks.len().max(1)).enumerate();
    cells
        .map(|(i, weights)| {
            let heaviest = (0..weights.len()).max_by(|a, b| weights[*a].total_cmp(&weights[*b])).unwrap_or(0);
            let (row, column) = (i / image.n_columns.max(1), i % image.n_columns.max(1));
            let x = image.x.0 + (column as f64 + 0.5) / columns * (image.x.1 - image.x.0);
            let y = image.y.1 - (row as f64 + 0.5) / rows * (image.y.1 - image.y.0);
            let share = weights[heaviest] / weights.iter().sum::<f32>();
            let name = format!("{} {}", image.name, heaviest + 1);
            named(&name, (x, x), (y, y), &format!("{} %", value_text(100.0 * f64::from(share))))
        })
        .collect()
}
