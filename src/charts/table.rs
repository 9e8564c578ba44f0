//! A figure as a table: every named mark, in the order drawn.

use crate::charts::figure::{Dimension, Figure, Image, Mark, Rule};
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
}

/// A table for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings: the series has none, then the labels of both axes.
    pub headings: [String; 3],
    /// Series, horizontal and vertical value, as text.
    pub rows: Vec<[String; 3]>,
}

/// The data of a figure, as drawn.
pub fn data(figure: &Figure) -> Vec<Row> {
    figure.marks.iter().flat_map(of_mark).collect()
}

/// The data of a figure as texts.
pub fn rows(figure: &Figure) -> Table {
    let text =
        |scale: &Scale, range: Option<(f64, f64)>| range.map_or(String::new(), |r| range_text(scale, r));
    let rows = data(figure).into_iter();
    let rows = rows.map(|r| [r.series, text(&figure.x.scale, r.x), text(&figure.y.scale, r.y)]);
    Table { headings: [String::new(), figure.x.label.clone(), figure.y.label.clone()], rows: rows.collect() }
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
    let row = |name: &str, x: (f64, f64), y: (f64, f64)| Row { series: name.into(), x: Some(x), y: Some(y) };
    match mark {
        Mark::Line(line) if !line.name.is_empty() => {
            line.points.iter().map(|(x, y)| row(&line.name, (*x, *x), (*y, *y))).collect()
        }
        Mark::Area(area) if !area.name.is_empty() => {
            area.points.iter().map(|(x, low, high)| row(&area.name, (*x, *x), (*low, *high))).collect()
        }
        Mark::Rect(rect) if !rect.name.is_empty() => vec![row(&rect.name, rect.x, rect.y)],
        Mark::Dots(dots) if !dots.name.is_empty() => {
            dots.dots.iter().map(|d| row(&dots.name, (d.at.0, d.at.0), (d.at.1, d.at.1))).collect()
        }
        Mark::Rule(rule) if !rule.name.is_empty() => vec![of_rule(rule)],
        Mark::Image(image) if !image.name.is_empty() => of_image(image),
        _ => vec![],
    }
}

fn of_rule(rule: &Rule) -> Row {
    let value = Some((rule.value, rule.value));
    let (x, y) = if rule.axis == Dimension::X { (value, None) } else { (None, value) };
    Row { series: rule.name.clone(), x, y }
}

/// Each cell whose first ink weighs most, and so on: the series is the name with the number of the
/// heaviest ink, the place is the cell's center.
fn of_image(image: &Image) -> Vec<Row> {
    let (columns, rows) = (image.n_columns as f64, image.n_rows() as f64);
    let cells = image.weights.chunks_exact(image.inks.len().max(1)).enumerate();
    cells
        .map(|(i, weights)| {
            let heaviest = (0..weights.len()).max_by(|a, b| weights[*a].total_cmp(&weights[*b])).unwrap_or(0);
            let (row, column) = (i / image.n_columns.max(1), i % image.n_columns.max(1));
            let x = image.x.0 + (column as f64 + 0.5) / columns * (image.x.1 - image.x.0);
            let y = image.y.1 - (row as f64 + 0.5) / rows * (image.y.1 - image.y.0);
            Row { series: format!("{} {}", image.name, heaviest + 1), x: Some((x, x)), y: Some((y, y)) }
        })
        .collect()
}
