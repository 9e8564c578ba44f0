//! What a chart is: marks over scales, in data coordinates and semantic inks.

use crate::charts::palette::{Ink, Paint};
use crate::charts::scale::Axis;

/// Points of a series that are worth a layer of their own: of fewer, drawing them again is no longer than laying the layer
/// over the figure, which takes half a millisecond.
const MANY: usize = 100;

/// A chart, before anything is known of size, theme or time.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What the figure shows, in words: the accessible name and the title of an exported file.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What is drawn, back to front; labels are placed after everything else.
    pub marks: Vec<Mark>,
    /// How the plot fills the space it is given.
    pub aspect: Aspect,
}

impl Figure {
    /// The marks, without and with the many points that lie above all others.
    pub fn layers(&self) -> (&[Mark], &[Mark]) {
        let n = self.marks.iter().rev().take_while(|mark| mark.dots().len() >= MANY).count();
        self.marks.split_at(self.marks.len() - n)
    }
}

/// How a plot fills the space it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// It takes all of it.
    Free,
    /// It is drawn with this width over height, as thousandths (1000 is a square), and centered.
    Fixed(u32),
}

/// Something drawn in data coordinates.
///
/// A mark with a name is found by the pointer; a mark whose name is empty is decoration.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A curve.
    Line(Line),
    /// The area between two curves.
    Area(Area),
    /// A rectangle.
    Rect(Rect),
    /// Points.
    Dots(Dots),
    /// A text tied to a place.
    Label(Label),
    /// A line across the whole plot.
    Rule(Rule),
    /// A grid of blended inks.
    Image(Image),
}

impl Mark {
    /// Its points, if it is a series of them.
    pub fn dots(&self) -> &[Dot] {
        if let Self::Dots(series) = self { &series.dots } else { &[] }
    }
}

/// How a line is interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Not at all.
    Solid,
    /// By gaps.
    Dashed,
}

/// A curve through points; a point that is not finite interrupts it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The name of the series; empty for decoration.
    pub name: String,
    /// Its color.
    pub paint: Paint,
    /// Its width, in pixels at the normal text size.
    pub width: f64,
    /// Solid or dashed.
    pub stroke: Stroke,
    /// The points, in order.
    pub points: Vec<(f64, f64)>,
    /// A text written beside its last point, at the right of the plot, in its color; empty for none.
    pub label: String,
}

/// The area between two curves over the same places.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its color.
    pub paint: Paint,
    /// (x, lower, upper), in order.
    pub points: Vec<(f64, f64, f64)>,
}

/// A rectangle. An infinite end leaves the plot, and is marked with ∞ if it is the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Rect {
    /// The name of the datum; empty for decoration.
    pub name: String,
    /// What the pointer is told besides the name; empty for the two ranges.
    pub detail: String,
    /// The horizontal range.
    pub x: (f64, f64),
    /// The vertical range.
    pub y: (f64, f64),
    /// The inside; `None` is see-through.
    pub fill: Option<Paint>,
    /// The outline and how it is interrupted.
    pub outline: Option<(Paint, Stroke)>,
    /// Pixels left free on either side, so that neighbors do not touch.
    pub inset: f64,
}

/// The shape of a point, the second channel beside its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// ●
    Circle,
    /// ■
    Square,
    /// ▲
    Triangle,
    /// ✕
    Cross,
    /// ◆
    Diamond,
}

impl Shape {
    /// The shape of a class, in step with [`Ink::Class`].
    pub const fn of_class(class: usize) -> Self {
        match class % 5 {
            0 => Self::Circle,
            1 => Self::Square,
            2 => Self::Triangle,
            3 => Self::Diamond,
            _ => Self::Cross,
        }
    }
}

/// Points of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// The name of the series; empty for decoration.
    pub name: String,
    /// The points.
    pub dots: Vec<Dot>,
    /// Half their width, in pixels at the normal text size.
    pub radius: f64,
    /// Whether they are filled with their ink or only outlined by it.
    pub body: Body,
}

/// The inside of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Filled with its own ink, with a thin halo of the surface.
    Filled,
    /// Filled with its own ink, nothing around it.
    Plain,
    /// Filled with the surface, outlined by its ink.
    Hollow,
}

/// One point.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Where it is.
    pub at: (f64, f64),
    /// Its color.
    pub paint: Paint,
    /// Its shape.
    pub shape: Shape,
    /// What the pointer is told first; empty for nothing.
    pub note: String,
}

/// A text tied to a place; it moves aside for other labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// The place it speaks of.
    pub at: (f64, f64),
    /// Its color.
    pub ink: Ink,
    /// Where it stands if there is room.
    pub side: Side,
    /// Plain text, or text in a circle.
    pub face: Face,
}

/// Where a label stands with respect to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On it.
    Center,
    /// Above it.
    Above,
    /// Below it.
    Below,
    /// To its right.
    Right,
    /// To its left.
    Left,
    /// Above, ending at it: for the end of a curve.
    AboveLeft,
    /// Below, ending at it.
    BelowLeft,
    /// Above, starting at it: for the start of a curve.
    AboveRight,
}

/// How a label looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Text alone.
    Plain,
    /// Bold text.
    Strong,
    /// Text in a circle, tied to its place by a short line when it had to move.
    Badge,
    /// Text that stays where it is put, whatever is there: a cell of a table.
    Fixed,
}

/// A line across the plot at one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The axis whose value it marks: `Y` is a horizontal line.
    pub axis: Dimension,
    /// The value.
    pub value: f64,
    /// Its color.
    pub ink: Ink,
    /// Solid or dashed.
    pub stroke: Stroke,
    /// A text beside it; empty for none.
    pub label: String,
}

/// One of the two axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// The horizontal one.
    X,
    /// The vertical one.
    Y,
}

/// A grid of cells, each the surface mixed with some inks.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The horizontal range it covers.
    pub x: (f64, f64),
    /// The vertical range it covers; the first row is at the upper end.
    pub y: (f64, f64),
    /// Cells per row.
    pub n_columns: usize,
    /// The inks that are mixed.
    pub inks: Vec<Ink>,
    /// How much of each ink a cell has: row by row from the top, ink fastest. What is missing to
    /// one is surface.
    pub weights: Vec<f32>,
    /// Whether neighbors blend into each other.
    pub sampling: Sampling,
}

impl Image {
    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.weights.len().checked_div(self.n_columns * self.inks.len()).unwrap_or(0)
    }
}

/// How an image is enlarged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// Cells blend into their neighbors: samples of something continuous.
    Smooth,
    /// Cells have edges.
    Blocks,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::Ink;
    use crate::charts::scale::Scale;

    fn dots(n: usize) -> Mark {
        let dot = Dot { at: (0.0, 0.0), paint: Ink::P.into(), shape: Shape::Circle, note: String::new() };
        Mark::Dots(Dots { name: String::new(), dots: vec![dot; n], radius: 1.0, body: Body::Plain })
    }

    #[test]
    fn many_points_have_a_layer_of_their_own_if_nothing_lies_above_them() {
        let rule = || {
            Mark::Rule(Rule {
                axis: Dimension::X,
                value: 0.0,
                ink: Ink::Grid,
                stroke: Stroke::Solid,
                label: String::new(),
            })
        };
        let n_above = |marks: Vec<Mark>| {
            let axis = || Axis::new("", Scale::Linear { min: 0.0, max: 1.0 });
            let figure = Figure { title: String::new(), x: axis(), y: axis(), marks, aspect: Aspect::Free };
            let (below, above) = figure.layers();
            assert_eq!(below.len() + above.len(), figure.marks.len());
            above.len()
        };
        assert_eq!(n_above(vec![rule(), dots(MANY), dots(MANY)]), 2);
        assert_eq!(n_above(vec![dots(MANY), rule()]), 0);
        assert_eq!(n_above(vec![dots(MANY), dots(3), dots(MANY)]), 1);
        assert_eq!(n_above(vec![dots(3)]), 0);
        assert_eq!(n_above(Vec::new()), 0);
    }
}
