//! What is drawn: 32 × 32 pixels, and the 8 × 8 intensities that the network sees of them.
//!
//! The digits of the data set were made so: from forms that people filled in, brought to 32 × 32 black and white pixels,
//! of which each of the 64 intensities counts those of a block of 4 × 4 (UCI, Optical Recognition of Handwritten Digits).

use infoplane_core::learner::dataset::digits::N_PIXELS;

/// Pixels along each side.
pub(super) const SIDE: usize = 32;
/// Intensities along each side of what the network sees.
const N_BLOCKS: usize = 8;
/// Pixels along each side of a block.
const BLOCK: usize = SIDE / N_BLOCKS;
/// How far the pen reaches around its middle, in pixels.
const PEN: f64 = 1.8;

/// A place on the drawing, in pixels from its upper left corner.
pub(super) type Place = [f64; 2];

/// Black and white pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bitmap {
    /// A row of pixels in each number, the leftmost in its lowest bit.
    rows: [u32; SIDE],
}

impl Bitmap {
    /// The bitmap of a text made by [`Bitmap::text`].
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rows = [0; SIDE];
        let mut words = text.split('.');
        for row in &mut rows {
            *row = u32::from_str_radix(words.next()?, 16).ok()?;
        }
        words.next().is_none().then_some(Self { rows })
    }

    /// Its rows in hexadecimal, with points between them.
    pub(super) fn text(&self) -> String {
        self.rows.map(|row| format!("{row:x}")).join(".")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| *row == 0)
    }

    pub(super) fn is_black(&self, x: usize, y: usize) -> bool {
        self.rows[y] >> x & 1 == 1
    }

    /// Blackens what the pen touches on its way, or whitens it.
    pub(super) fn stroke(&mut self, [from, to]: [Place; 2], erases: bool) {
        for y in 0..SIDE {
            for x in 0..SIDE {
                if distance([x as f64 + 0.5, y as f64 + 0.5], from, to) > PEN {
                    continue;
                }
                if erases {
                    self.rows[y] &= !(1 << x);
                } else {
                    self.rows[y] |= 1 << x;
                }
            }
        }
    }

    /// What the network sees: the drawing brought to the size of the others, then the share of black pixels in each
    /// block, row by row from the top.
    pub(super) fn intensities(&self) -> [f32; N_PIXELS] {
        let centered = self.centered();
        core::array::from_fn(|index| {
            let (left, top) = (index % N_BLOCKS * BLOCK, index / N_BLOCKS * BLOCK);
            let is_black = |i: &usize| centered.is_black(left + i % BLOCK, top + i / BLOCK);
            (0..BLOCK * BLOCK).filter(is_black).count() as f32 / (BLOCK * BLOCK) as f32
        })
    }

    /// The same digit, so large that it reaches from edge to edge in the longer direction, and in the middle of the other.
    fn centered(&self) -> Self {
        let Some([left, top, right, bottom]) = self.bounds() else { return *self };
        let (width, height) = (right - left, bottom - top);
        let size = width.max(height);
        let start = [left - (size - width) / 2.0, top - (size - height) / 2.0];
        let from = |start: f64, at: usize| start + (at as f64 + 0.5) / SIDE as f64 * size;
        let mut centered = Self::default();
        for y in 0..SIDE {
            for x in 0..SIDE {
                let [x_from, y_from] = [from(start[0], x), from(start[1], y)];
                let is_inside = x_from >= left && x_from < right && y_from >= top && y_from < bottom;
                if is_inside && self.is_black(x_from as usize, y_from as usize) {
                    centered.rows[y] |= 1 << x;
                }
            }
        }
        centered
    }

    /// The edges left, top, right and bottom of what is black; `None` if nothing is.
    fn bounds(&self) -> Option<[f64; 4]> {
        let top = self.rows.iter().position(|row| *row != 0)?;
        let bottom = self.rows.iter().rposition(|row| *row != 0)?;
        let all = self.rows.iter().fold(0, |all, row| all | row);
        let (left, right) = (all.trailing_zeros(), u32::BITS - all.leading_zeros());
        Some([f64::from(left), top as f64, f64::from(right), bottom as f64 + 1.0])
    }
}

/// How far a place is from the way between two others.
fn distance(place: Place, from: Place, to: Place) -> f64 {
    let way = [to[0] - from[0], to[1] - from[1]];
    let reach = [place[0] - from[0], place[1] - from[1]];
    let length = way[0] * way[0] + way[1] * way[1];
    let along =
        if length > 0.0 { ((reach[0] * way[0] + reach[1] * way[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
    (reach[0] - along * way[0]).hypot(reach[1] - along * way[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Bitmap {
        let mut bitmap = Bitmap::default();
        bitmap.stroke([[16.0, 8.0], [16.0, 24.0]], false);
        bitmap
    }

    #[test]
    fn a_stroke_is_as_wide_as_the_pen_and_can_be_taken_back() {
        let mut bitmap = line();
        assert!(bitmap.is_black(16, 16) && bitmap.is_black(14, 16) && !bitmap.is_black(13, 16));
        assert!(bitmap.is_black(16, 23) && !bitmap.is_black(16, 27));
        bitmap.stroke([[16.0, 8.0], [16.0, 24.0]], true);
        assert!(bitmap.is_empty());
    }

    #[test]
    fn a_small_digit_is_brought_to_the_size_of_the_others() {
        let seen = line().intensities();
        // One upright line in the two middle columns, from the first row to the last.
        for (index, intensity) in seen.iter().enumerate() {
            let is_line = matches!(index % N_BLOCKS, 3 | 4);
            assert_eq!(*intensity > 0.0, is_line, "{index}: {intensity}");
        }
        assert_eq!(Bitmap::default().intensities(), [0.0; N_PIXELS]);
    }

    #[test]
    fn a_text_gives_the_drawing_back_and_no_other_text_is_taken() {
        assert_eq!(Bitmap::parse(&line().text()), Some(line()));
        assert_eq!(Bitmap::parse(""), None);
        assert_eq!(Bitmap::parse(&format!("{}.0", line().text())), None);
        assert_eq!(Bitmap::parse(&line().text().replacen('0', "x", 1)), None);
    }
}
