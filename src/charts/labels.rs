//! Placing labels beside each other: the first free place of a few, or none.

use crate::charts::figure::{Face, Side};
use crate::charts::layout::Frame;

/// A label that wants a place, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// The place it speaks of.
    pub at: (f64, f64),
    /// The size of its text or badge.
    pub size: (f64, f64),
    /// Where it would like to stand.
    pub side: Side,
    /// How it looks.
    pub face: Face,
    /// Whether it may stand on other sides.
    pub freedom: Freedom,
}

/// Where a label may stand when its side is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedom {
    /// On any side.
    AnySide,
    /// On its side only, further out: on another it would seem to name a neighbor.
    OneSide,
}

/// Pixels between a label and its place.
const GAP: f64 = 6.0;

/// The frames given to each request, `None` where there was no free place.
///
/// Earlier requests win. Among places free of other labels the one that hides the fewest
/// `obstacles` is taken; ties go to the side asked for. Fixed labels keep their place.
pub fn place(requests: &[Request], obstacles: &[(f64, f64)], bounds: Frame) -> Vec<Option<Frame>> {
    let mut taken: Vec<Frame> = vec![];
    let mut placed = Vec::with_capacity(requests.len());
    for request in requests {
        let chosen = choose(request, &taken, obstacles, bounds);
        taken.extend(chosen);
        placed.push(chosen);
    }
    placed
}

fn choose(request: &Request, taken: &[Frame], obstacles: &[(f64, f64)], bounds: Frame) -> Option<Frame> {
    if request.face == Face::Fixed {
        return Some(frame_at(request, request.side, 0.0));
    }
    let free = candidates(request, bounds).into_iter().filter(|f| taken.iter().all(|t| !t.overlaps(f)));
    if request.face == Face::Badge {
        return free.into_iter().next();
    }
    let hidden = |f: &Frame| obstacles.iter().filter(|(x, y)| f.contains(*x, *y)).count();
    free.map(|f| (hidden(&f), f)).min_by_key(|(n, _)| *n).map(|(_, f)| f)
}

/// Places to try, the most wanted first, all inside the bounds.
fn candidates(request: &Request, bounds: Frame) -> Vec<Frame> {
    let sides = [
        request.side,
        Side::Above,
        Side::Below,
        Side::AboveLeft,
        Side::BelowLeft,
        Side::AboveRight,
        Side::Left,
        Side::Right,
    ];
    let distances = [0.0, 0.75, 1.5, 2.25, 3.5, 5.0];
    let mut frames = vec![];
    for distance in distances {
        for side in sides.iter().filter(|s| may_stand(request, **s, distance)) {
            frames.push(inside(frame_at(request, *side, distance * request.size.1), bounds));
        }
    }
    frames
}

/// A badge far to one side would be read at another value of the horizontal axis.
fn may_stand(request: &Request, side: Side, distance: f64) -> bool {
    let aside = matches!(side, Side::Left | Side::Right) && distance > 0.0;
    match request.freedom {
        Freedom::AnySide => request.face != Face::Badge || !aside,
        Freedom::OneSide => side == request.side,
    }
}

/// The frame on one side of the request's place, moved further out by `extra`.
fn frame_at(request: &Request, side: Side, extra: f64) -> Frame {
    let ((x, y), (w, h)) = (request.at, request.size);
    let reach = GAP + extra;
    let (left, top) = match side {
        Side::Center => (x - w / 2.0, y - h / 2.0),
        Side::Above => (x - w / 2.0, y - reach - h),
        Side::Below => (x - w / 2.0, y + reach),
        Side::Right => (x + reach, y - h / 2.0),
        Side::Left => (x - reach - w, y - h / 2.0),
        Side::AboveLeft => (x - w, y - reach - h),
        Side::BelowLeft => (x - w, y + reach),
        Side::AboveRight => (x, y - reach - h),
    };
    Frame { left, top, right: left + w, bottom: top + h }
}

fn inside(frame: Frame, bounds: Frame) -> Frame {
    let dx = (bounds.right - frame.right).min(0.0) + (bounds.left - frame.left).max(0.0);
    let dy = (bounds.bottom - frame.bottom).min(0.0) + (bounds.top - frame.top).max(0.0);
    Frame { left: frame.left + dx, top: frame.top + dy, right: frame.right + dx, bottom: frame.bottom + dy }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Frame = Frame { left: 0.0, top: 0.0, right: 300.0, bottom: 200.0 };

    fn request(x: f64, y: f64) -> Request {
        Request {
            at: (x, y),
            size: (60.0, 16.0),
            side: Side::AboveLeft,
            face: Face::Plain,
            freedom: Freedom::AnySide,
        }
    }

    #[test]
    fn labels_of_the_same_place_do_not_overlap() {
        let frames: Vec<Frame> =
            place(&[request(300.0, 100.0); 5], &[], BOUNDS).into_iter().flatten().collect();
        assert_eq!(frames.len(), 5);
        for (i, a) in frames.iter().enumerate() {
            assert!(frames[i + 1..].iter().all(|b| !a.overlaps(b)));
        }
    }

    #[test]
    fn a_label_bound_to_its_side_moves_further_out() {
        let bound = Request { freedom: Freedom::OneSide, ..request(200.0, 100.0) };
        let frames: Vec<Frame> = place(&[bound; 3], &[], BOUNDS).into_iter().flatten().collect();
        assert_eq!(frames.len(), 3);
        assert!(frames.iter().all(|f| f.bottom < 100.0));
    }

    #[test]
    fn labels_stay_inside() {
        for at in [(0.0, 0.0), (300.0, 200.0), (150.0, -20.0), (500.0, 90.0)] {
            let frame = place(&[request(at.0, at.1)], &[], BOUNDS)[0].expect("it is there");
            assert!(frame.left >= 0.0 && frame.right <= 300.0 && frame.top >= 0.0 && frame.bottom <= 200.0);
        }
    }

    #[test]
    fn a_label_prefers_the_side_that_hides_no_curve() {
        let curve: Vec<(f64, f64)> = (0..300).map(|x| (f64::from(x), 90.0)).collect();
        let frame = place(&[request(150.0, 100.0)], &curve, BOUNDS)[0].expect("it is there");
        assert!(frame.top > 90.0);
    }

    #[test]
    fn crowded_badges_stand_above_each_other() {
        let badge =
            Request { size: (14.0, 14.0), side: Side::Center, face: Face::Badge, ..request(150.0, 100.0) };
        let frames: Vec<Frame> = place(&[badge; 6], &[], BOUNDS).into_iter().flatten().collect();
        assert_eq!(frames.len(), 6);
        assert!(frames.iter().all(|f| (f.left + f.right - 300.0).abs() <= 60.0), "{frames:?}");
    }

    #[test]
    fn a_full_plot_leaves_a_label_out() {
        let tiny = Frame { left: 0.0, top: 0.0, right: 60.0, bottom: 16.0 };
        let placed = place(&[request(30.0, 8.0), request(30.0, 8.0)], &[], tiny);
        assert!(placed[0].is_some() && placed[1].is_none());
    }
}
