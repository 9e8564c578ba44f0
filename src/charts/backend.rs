//! The plotters backend: it hands what plotters draws to a sink, which is a canvas or an SVG file.
//!
//! Plotters compiles all drawing anew for each type of backend; so there is one, and sinks differ behind it.

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// Where drawing ends: a few kinds of shapes, in whole units.
pub trait Sink {
    /// Draws an open path, or the polygon it encloses if it is filled.
    fn path(&mut self, points: &[BackendCoord], brush: Brush) -> Sunk;

    /// Draws several open paths at once: the dashes of a line.
    fn dashes(&mut self, pieces: &[Vec<BackendCoord>], brush: Brush) -> Sunk;

    /// Draws a circle.
    fn circle(&mut self, center: BackendCoord, radius: u32, brush: Brush) -> Sunk;

    /// Writes a line of text.
    fn text(&mut self, text: &str, at: BackendCoord, face: &Face) -> Sunk;

    /// Fills the rectangle between two corners with a grid of colors.
    fn image(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, pixels: &Pixels) -> Sunk;
}

/// Whether a sink took what it was given.
pub type Sunk = Result<(), Refused>;

/// What a sink said when it refused to draw.
#[derive(Debug)]
pub struct Refused(pub String);

impl core::fmt::Display for Refused {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "drawing refused: {}", self.0)
    }
}

impl core::error::Error for Refused {}

/// How a shape is drawn.
#[derive(Clone, Copy)]
pub enum Brush {
    /// Its inside, in a color.
    Fill(BackendColor),
    /// Its outline, in a color and of a width.
    Stroke(BackendColor, u32),
}

impl Brush {
    fn of<S: BackendStyle>(style: &S, fill: bool) -> Self {
        if fill { Self::Fill(style.color()) } else { Self::Stroke(style.color(), style.stroke_width()) }
    }
}

/// How a text is drawn.
pub struct Face {
    /// Font size.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Its color.
    pub color: BackendColor,
    /// Which part of it stands at the given x.
    pub h: HPos,
    /// How far below the given y the baseline lies.
    pub down: f64,
}

/// A grid of opaque colors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Columns.
    pub n_columns: usize,
    /// Rows.
    pub n_rows: usize,
    /// Red, green, blue; row by row from the top.
    pub rgb: Vec<u8>,
    /// Whether neighbors blend when enlarged.
    pub smooth: bool,
}

/// Draws on a sink.
pub struct Backend<'a> {
    /// What takes the shapes.
    pub sink: &'a mut dyn Sink,
    /// Width and height, in units.
    pub size: (u32, u32),
}

type Done = Result<(), DrawingErrorKind<Refused>>;

impl Backend<'_> {
    /// Fills the rectangle between two corners with a grid of colors, which plotters has no enlarging call for.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn image(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, pixels: &Pixels) -> Done {
        self.sink.image(upper_left, lower_right, pixels).map_err(DrawingErrorKind::DrawingError)
    }

    /// Draws the dashes of a line, which plotters would draw one by one.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn dashes(&mut self, pieces: &[Vec<BackendCoord>], style: &impl BackendStyle) -> Done {
        self.sink.dashes(pieces, Brush::of(style, false)).map_err(DrawingErrorKind::DrawingError)
    }

    fn path(&mut self, path: impl IntoIterator<Item = BackendCoord>, brush: Brush) -> Done {
        let points: Vec<_> = path.into_iter().collect();
        self.sink.path(&points, brush).map_err(DrawingErrorKind::DrawingError)
    }
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.path([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)], Brush::Fill(color))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.path(path, Brush::of(style, false))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.path(path, Brush::of(style, true))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.sink.circle(center, radius, Brush::of(style, fill)).map_err(DrawingErrorKind::DrawingError)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        let face = Face {
            size: style.size(),
            bold: style.style().as_str() == "bold",
            color: style.color(),
            h: style.anchor().h_pos,
            down: baseline_shift(style.anchor().v_pos) * style.size(),
        };
        self.sink.text(text, at, &face).map_err(DrawingErrorKind::DrawingError)
    }
}

/// How far below the given y the baseline lies, in em.
fn baseline_shift(v: VPos) -> f64 {
    match v {
        VPos::Top => 0.76,
        VPos::Center => 0.35,
        VPos::Bottom => -0.25,
    }
}
