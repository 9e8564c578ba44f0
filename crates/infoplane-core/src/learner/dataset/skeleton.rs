//! The shapes around which generated samples scatter: one for each class.

use super::{DataSpec, Source};
use core::f64::consts::{PI, TAU};

/// Turns of an arm of the spirals: with more, the arms of six classes are closer than the usual noise is wide; with fewer
/// than half a turn, lines tell two arms apart.
const SPIRAL_TURNS: f64 = 0.9;
/// Where along its length an arm begins: at 0 all classes would meet in one point.
const SPIRAL_START: f64 = 0.1;
/// How far classes reach: beyond 1, they would leave what is drawn when noise is added.
const LARGEST_RADIUS: f64 = 0.95;
/// Distance of the Gaussians from the middle: nearer, six of them overlap; farther, their noise leaves what is drawn.
const CLUSTER_RADIUS: f64 = 0.65;
/// Radius of the innermost circle: smaller, and noise fills it.
const SMALLEST_CIRCLE: f64 = 0.2;
/// Distance of the centers of neighboring half circles, in radii; at 1 the next but one would touch.
const MOON_SPACING: f64 = 1.2;
/// Width of the gap between filled rings, in widths of a ring.
const RING_GAP: f64 = 0.5;

/// The skeletons of a generated source: one for each class, within [−1, 1]².
#[derive(Clone, Copy, Debug)]
pub(super) struct Skeleton {
    source: Source,
    n_classes: usize,
}

impl Skeleton {
    /// The skeletons of a valid, generated spec.
    pub(super) const fn new(spec: &DataSpec) -> Self {
        Self { source: spec.source, n_classes: spec.n_classes }
    }

    /// Number of classes.
    pub(super) const fn n_classes(&self) -> usize {
        self.n_classes
    }

    /// The point of a class at two coordinates in [0, 1); only filled shapes use the second.
    pub(super) fn point(&self, class: usize, t: f64, u: f64) -> [f64; 2] {
        let k = self.n_classes as f64;
        let c = class as f64;
        match self.source {
            Source::Circles => polar(self.ring(class).1, TAU * t),
            Source::Rings => {
                let (inner, outer) = self.ring(class);
                polar(libm::sqrt(lerp(inner * inner, outer * outer, t)), TAU * u)
            }
            Source::Spirals => polar(lerp(SPIRAL_START, LARGEST_RADIUS, t), TAU * (SPIRAL_TURNS * t + c / k)),
            Source::Moons => moon(k, c, PI * t),
            Source::Xor | Source::Checkerboard => self.board_point(class, t, u),
            // The other sources are not generated on the plane; a cluster is as good as anything.
            _ => polar(CLUSTER_RADIUS, TAU * (c / k + 0.125)),
        }
    }

    /// Squares along a side of the board; none of sources that are no board.
    pub(super) const fn board_side(&self) -> Option<usize> {
        match self.source {
            Source::Xor => Some(self.n_classes),
            Source::Checkerboard => Some(2 * self.n_classes),
            _ => None,
        }
    }

    /// Whether the skeletons are the same in every direction from the origin.
    pub(super) const fn is_round(&self) -> bool {
        matches!(self.source, Source::Circles | Source::Rings)
    }

    /// Inner and outer radius of a class of a round source; equal for circles.
    pub(super) fn ring(&self, class: usize) -> (f64, f64) {
        let k = self.n_classes as f64;
        if self.source == Source::Circles {
            let radius = lerp(LARGEST_RADIUS, SMALLEST_CIRCLE, class as f64 / (k - 1.0));
            return (radius, radius);
        }
        let width = LARGEST_RADIUS / (k + RING_GAP * (k - 1.0));
        let inner = class as f64 * (1.0 + RING_GAP) * width;
        (inner, inner + width)
    }

    /// Uniform over the squares of the class: the column by t, the row among those of the class by u.
    fn board_point(&self, class: usize, t: f64, u: f64) -> [f64; 2] {
        let k = self.n_classes;
        let side = self.board_side().unwrap_or(k);
        let column = (t * side as f64).floor();
        let first_row = (class + k - column as usize % k) % k;
        let rows = u * (side / k) as f64;
        let row = first_row as f64 + rows.floor() * k as f64;
        [2.0 * t - 1.0, 2.0 * (row + rows - rows.floor()) / side as f64 - 1.0]
    }
}

fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}

fn lerp(from: f64, to: f64, t: f64) -> f64 {
    from + (to - from) * t
}

/// Half circles in a chain, open upward and downward in turn, each reaching into its neighbors.
fn moon(k: f64, c: f64, angle: f64) -> [f64; 2] {
    let from_middle = MOON_SPACING * (c - (k - 1.0) / 2.0);
    let scale = LARGEST_RADIUS / (MOON_SPACING * (k - 1.0) / 2.0 + 1.0);
    let up = if c % 2.0 == 0.0 { 1.0 } else { -1.0 };
    [scale * (from_middle + libm::cos(angle)), scale * up * (libm::sin(angle) - 0.25)]
}
