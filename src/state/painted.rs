//! Points of the plane painted by hand, and the text that a link or the browser's memory keeps them as.

use infoplane_core::learner::dataset::generator::EXTENT;
use infoplane_core::learner::dataset::own::{OwnData, OwnDataError};
use std::sync::Arc;

/// The most points that can be painted: with more, an epoch is no longer a matter of milliseconds.
pub const MAX_POINTS: usize = 5_000;
/// The most points that a link holds, at `LENGTH` characters each: half of what an address may have.
pub const MAX_LINKED: usize = 800;

/// Numbers of places on each axis: two characters of [`ALPHABET`].
const PLACES: f64 = 4096.0;
/// What the numbers of a point are written with, six bits each: the URL-safe alphabet of RFC 4648, table 2.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Characters of a point: its class from 1, two for x, two for y.
const LENGTH: usize = 5;
/// The angle between leaves of a sunflower, in radians: π (3 − √5).
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
/// The fraction of the golden ratio; its multiples fill a unit interval evenly, however many there are.
const GOLDEN_FRACTION: f64 = 0.618_033_988_749_894_9;

/// Six strokes of a brush of radius 0.3 at each of (-0.55, 0.4), (0.55, 0.4) and (0, -0.55), one class each.
const FIRST: &str =
    "1R6qP1NduU1SPmh1WPv31MupU1T3pA2sZwe2sDmW21Fsz2owsb2vdnS2wIwy3btPb3hZRn3cbW_3ffN93liWl3aiSJ";

/// A painted point: its place on a grid over the visible square, and its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Point {
    place: [u16; 2],
    class: u8,
}

/// Painted points; cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Painted(Arc<Vec<Point>>);

impl Default for Painted {
    /// Three groups of six points: something to begin with.
    fn default() -> Self {
        // Written out, so that a page without a brush needs no trigonometry.
        Self::parse(FIRST).unwrap_or_else(Self::none)
    }
}

impl Painted {
    /// No points.
    pub fn none() -> Self {
        Self(Arc::default())
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The points and their classes, oldest first.
    pub fn points(&self) -> impl Iterator<Item = ([f64; 2], usize)> {
        self.0.iter().map(|point| (point.place.map(coordinate), usize::from(point.class)))
    }

    /// Adds a point within `radius` of `at`: the next leaf of a sunflower, so that points spread without chance. None is
    /// added beyond [`MAX_POINTS`].
    pub fn add(&mut self, at: [f64; 2], radius: f64, class: usize) {
        if self.len() < MAX_POINTS {
            let leaf = self.len() as f64;
            let distance = radius * (leaf * GOLDEN_FRACTION).fract().sqrt();
            let (sin, cos) = (leaf * GOLDEN_ANGLE).sin_cos();
            let place = [at[0] + distance * cos, at[1] + distance * sin].map(place);
            Arc::make_mut(&mut self.0).push(Point { place, class: class as u8 });
        }
    }

    /// Takes away what lies within `radius` of `at`.
    pub fn erase(&mut self, at: [f64; 2], radius: f64) {
        let is_near = |point: &Point| {
            let [x, y] = point.place.map(coordinate);
            (x - at[0]).hypot(y - at[1]) <= radius
        };
        if self.0.iter().any(is_near) {
            Arc::make_mut(&mut self.0).retain(|point| !is_near(point));
        }
    }

    /// The points of the first `n_classes` classes, packed as a worker takes them.
    ///
    /// # Errors
    /// [`OwnDataError::Samples`] with fewer than two points.
    pub fn pack(&self, n_classes: usize) -> Result<Vec<u8>, OwnDataError> {
        let points = self.points().filter(|(_, class)| *class < n_classes);
        let points: Vec<_> = points.map(|(at, class)| (at.map(|x| x as f32), class)).collect();
        OwnData::painted(&points, n_classes).map(|data| data.pack())
    }

    /// All points as text, five characters each; `none` without points.
    pub fn text(&self) -> String {
        if self.is_empty() {
            return "none".to_owned();
        }
        let characters = |point: &Point| {
            let [x, y] = point.place.map(|place| [place >> 6, place & 63]);
            let digits = [x[0], x[1], y[0], y[1]].map(|six| char::from(ALPHABET[usize::from(six)]));
            let class = char::from(b'1' + point.class);
            core::iter::once(class).chain(digits).collect::<Vec<char>>()
        };
        self.0.iter().flat_map(characters).collect()
    }

    /// The points of a text; `None` unless it is one of [`Painted::text`].
    pub fn parse(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(Self::none());
        }
        let bytes = text.as_bytes();
        let is_whole = !bytes.is_empty() && bytes.len().is_multiple_of(LENGTH);
        if !is_whole || bytes.len() / LENGTH > MAX_POINTS {
            return None;
        }
        let points: Option<Vec<Point>> = bytes.chunks(LENGTH).map(point_of).collect();
        points.map(|points| Self(Arc::new(points)))
    }

    /// Whether a link can hold them.
    pub fn fits_link(&self) -> bool {
        self.len() <= MAX_LINKED
    }
}

fn point_of(characters: &[u8]) -> Option<Point> {
    let [class, digits @ ..] = characters else { return None };
    let six = |digit: &u8| ALPHABET.iter().position(|known| known == digit).map(|six| six as u16);
    let digits: Option<Vec<u16>> = digits.iter().map(six).collect();
    let [x1, x2, y1, y2] = digits?[..] else { return None };
    let class = class.checked_sub(b'1').filter(|class| *class < 6)?;
    Some(Point { place: [x1 << 6 | x2, y1 << 6 | y2], class })
}

/// The nearest place on the grid; what lies outside moves to the edge.
fn place(coordinate: f64) -> u16 {
    let share = (coordinate / EXTENT + 1.0) / 2.0;
    (share * PLACES).floor().clamp(0.0, PLACES - 1.0) as u16
}

/// The middle of a place.
fn coordinate(place: u16) -> f64 {
    ((f64::from(place) + 0.5) / PLACES * 2.0 - 1.0) * EXTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_points_are_strokes_of_the_brush() {
        let mut painted = Painted::none();
        for (class, center) in [[-0.55, 0.4], [0.55, 0.4], [0.0, -0.55]].into_iter().enumerate() {
            (0..6).for_each(|_| painted.add(center, 0.3, class));
        }
        assert_eq!(painted, Painted::default());
    }

    #[test]
    fn points_survive_their_text() {
        let mut painted = Painted::none();
        painted.add([-9.0, 9.0], 0.0, 5);
        painted.add([0.0, 0.1], 0.2, 0);
        assert_eq!(painted.text().len(), 2 * LENGTH);
        assert_eq!(Painted::parse(&painted.text()), Some(painted));
        assert_eq!(Painted::parse("none"), Some(Painted::none()));
    }

    #[test]
    fn a_text_that_is_not_points_is_refused() {
        for text in ["", "1AAA", "7AAAA", "0AAAA", "1AA+A", "1AAAAé", &"1AAAA".repeat(MAX_POINTS + 1)] {
            assert_eq!(Painted::parse(text), None, "{text:.20}");
        }
    }

    #[test]
    fn a_brush_stays_within_its_radius_and_the_eraser_takes_just_that() {
        let mut painted = Painted::none();
        (0..100).for_each(|_| painted.add([0.5, 0.5], 0.2, 1));
        painted.add([-0.5, 0.5], 0.0, 0);
        painted.erase([0.5, 0.5], 0.201);
        assert_eq!(painted.points().map(|(_, class)| class).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_class_that_is_not_chosen_is_left_out_of_the_samples() {
        let samples = |n_classes| {
            let bytes = Painted::default().pack(n_classes).ok()?;
            OwnData::unpack(&bytes).ok().map(|data| data.labels().len())
        };
        assert_eq!((samples(2), samples(3)), (Some(12), Some(18)));
        assert_eq!(Painted::none().pack(2), Err(OwnDataError::Samples(0)));
    }
}
