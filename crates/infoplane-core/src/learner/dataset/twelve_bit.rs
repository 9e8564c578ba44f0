//! The 12-bit task of [Shwartz-Ziv & Tishby](crate::citations::SHWARTZ_ZIV_TISHBY_2017), from its rule.
//!
//! The bits are the vertices of an icosahedron. The label is a threshold on a quadratic form f that
//! the 120 symmetries of the icosahedron leave alone: with w bits set, of which n₁ pairs are
//! neighbors, n₂ pairs are two edges apart and n₃ pairs are antipodes,
//! f = 23 w + n₁ − 5 n₂ − 8 n₃, and the label is 1 iff f ≥ 99. These are the published 4,096 labels,
//! 2,118 of them 1.
//!
//! The paper's rule is stochastic (section 3): p(y = 1|x) = ψ(f(x) − θ) with the sigmoid ψ(u) = 1/(1 + e^(−γu)), and a
//! gain γ so high that I(X;Y) ≈ 0.99 bits; the file published with it holds the most likely labels. Here θ = 98.5, in the
//! middle of the two values of f that the labels part, and the gain is given by the *softness* 1/γ, of which 0 is the
//! deterministic rule. The paper's f and θ are not published, only the labels, so that γ is in units of this f:
//! 0.99 bits are reached at a softness of 0.121.

use crate::math::sum::compensated;
use crate::math::x_log_x::x_log_x;

/// Number of patterns.
///
/// ```
/// use infoplane_core::learner::dataset::twelve_bit::{N_PATTERNS, label};
/// assert_eq!((0..N_PATTERNS).filter(|pattern| label(*pattern) == 1).count(), 2_118);
/// ```
pub const N_PATTERNS: usize = 4096;
/// Number of bits of a pattern.
///
/// ```
/// use infoplane_core::learner::dataset::twelve_bit::{N_BITS, N_PATTERNS};
/// assert_eq!(2_usize.pow(N_BITS as u32), N_PATTERNS);
/// ```
pub const N_BITS: usize = 12;

/// θ: half way between the largest f of label 0 and the smallest of label 1.
const THRESHOLD: f64 = 98.5;

/// Neighboring vertices.
const EDGES: [(usize, usize); 30] = [
    (0, 1),
    (0, 3),
    (0, 5),
    (0, 10),
    (0, 11),
    (1, 2),
    (1, 3),
    (1, 4),
    (1, 11),
    (2, 3),
    (2, 4),
    (2, 8),
    (2, 9),
    (3, 8),
    (3, 10),
    (4, 6),
    (4, 9),
    (4, 11),
    (5, 6),
    (5, 7),
    (5, 10),
    (5, 11),
    (6, 7),
    (6, 9),
    (6, 11),
    (7, 8),
    (7, 9),
    (7, 10),
    (8, 9),
    (8, 10),
];

/// Opposite vertices.
const ANTIPODES: [(usize, usize); 6] = [(0, 9), (1, 7), (2, 5), (3, 6), (4, 10), (8, 11)];

/// Bit `vertex` of a pattern; vertex 0 is the most significant of the 12.
///
/// ```
/// use infoplane_core::learner::dataset::twelve_bit::bit;
/// assert!(bit(0b1000_0000_0000, 0) && bit(0b0000_0000_0001, 11));
/// assert!(!bit(0b1000_0000_0000, 1));
/// ```
pub fn bit(pattern: usize, vertex: usize) -> bool {
    (pattern >> (N_BITS - 1 - vertex)) & 1 == 1
}

/// The quadratic form f of a pattern, from 0 (no bit set) to 128.
///
/// ```
/// use infoplane_core::learner::dataset::twelve_bit::score;
/// assert_eq!(score(0b1000_0000_0000), 23); // one bit
/// assert_eq!(score(0b1100_0000_0000), 47); // two neighbors: 2 · 23 + 1
/// assert_eq!(score(0b1000_0000_0100), 38); // two antipodes: 2 · 23 − 8
/// ```
pub fn score(pattern: usize) -> i32 {
    let pairs = |list: &[(usize, usize)]| {
        list.iter().filter(|(a, b)| bit(pattern, *a) && bit(pattern, *b)).count() as i32
    };
    let w = pattern.count_ones() as i32;
    let n1 = pairs(&EDGES);
    let n3 = pairs(&ANTIPODES);
    let n2 = w * (w - 1) / 2 - n1 - n3;
    23 * w + n1 - 5 * n2 - 8 * n3
}

/// The label of a pattern by the deterministic rule, 0 or 1.
///
/// ```
/// use infoplane_core::learner::dataset::twelve_bit::{label, score};
/// // Four vertices around an edge, of which five pairs are neighbors and one is two edges apart: 4 · 23 + 5 − 5 = 92,
/// // below 98.5. All twelve are above it: 12 · 23 + 30 − 5 · 30 − 8 · 6 = 108.
/// assert_eq!((score(0b1101_0000_0001), label(0b1101_0000_0001)), (92, 0));
/// assert_eq!((score(0b1111_1111_1111), label(0b1111_1111_1111)), (108, 1));
/// ```
pub fn label(pattern: usize) -> usize {
    usize::from(f64::from(score(pattern)) > THRESHOLD)
}

/// p(y = 1|x) = 1 / (1 + exp(−(f(x) − θ) / softness)); the label itself at softness 0.
///
/// ```
/// use infoplane_core::learner::dataset::twelve_bit::p_one;
/// // f = 0, θ = 98.5: at a softness of 98.5 the odds are 1 to e.
/// assert!((p_one(0, 98.5) - 1.0 / (1.0 + 1.0_f64.exp())).abs() < 1e-15);
/// assert_eq!(p_one(0, 0.0), 0.0);
/// ```
pub fn p_one(pattern: usize, softness: f64) -> f64 {
    if softness == 0.0 {
        return label(pattern) as f64;
    }
    1.0 / (1.0 + libm::exp(-(f64::from(score(pattern)) - THRESHOLD) / softness))
}

/// I(X;Y) = H(Y) − H(Y|X) in nats, X being uniform over the 4,096 patterns and Y the observed label, flipped with the
/// probability `label_noise`: exact, a finite sum.
///
/// ```
/// use infoplane_core::learner::dataset::twelve_bit::information;
/// use infoplane_core::measures::units::Unit;
/// // 2,118 ones of 4,096, each decided by its pattern: H(Y).
/// assert!((Unit::Bits.from_nats(information(0.0, 0.0)) - 0.999_157_120_850_271_1).abs() < 1e-15);
/// // The paper's 0.99 bits.
/// assert!((Unit::Bits.from_nats(information(0.121, 0.0)) - 0.99).abs() < 1e-3);
/// // A coin instead of every label.
/// assert!(information(0.0, 0.5).abs() < 1e-15);
/// ```
pub fn information(softness: f64, label_noise: f64) -> f64 {
    let n = N_PATTERNS as f64;
    let p = |pattern| {
        let p = p_one(pattern, softness);
        p + label_noise * (1.0 - 2.0 * p)
    };
    let p_y = compensated((0..N_PATTERNS).map(p)) / n;
    binary_entropy(p_y) - compensated((0..N_PATTERNS).map(|pattern| binary_entropy(p(pattern)))) / n
}

fn binary_entropy(p: f64) -> f64 {
    x_log_x(p).abs() + x_log_x(1.0 - p).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn labels_are_the_published_ones() {
        let mut bytes = vec![0_u8; N_PATTERNS / 8];
        for pattern in 0..N_PATTERNS {
            bytes[pattern / 8] |= (label(pattern) as u8) << (7 - pattern % 8);
        }
        let hex: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "371b2b46a5052b4f69f7991ca141fb5afa1ac364ef7beb81ec900eecac2f86d9");
        assert_eq!((0..N_PATTERNS).map(label).sum::<usize>(), 2118);
    }

    /// Whether two vertices are neighbors.
    fn is_edge(a: usize, b: usize) -> bool {
        EDGES.contains(&(a.min(b), a.max(b)))
    }

    /// All relabelings of the vertices that keep neighbors neighbors, by depth-first search.
    fn symmetries() -> Vec<Vec<usize>> {
        let mut whole = Vec::new();
        let mut open = vec![Vec::new()];
        while let Some(images) = open.pop() {
            let v = images.len();
            if v == N_BITS {
                whole.push(images);
                continue;
            }
            let fits = |image: usize| {
                !images.contains(&image) && (0..v).all(|u| is_edge(u, v) == is_edge(images[u], image))
            };
            open.extend(
                (0..N_BITS).filter(|image| fits(*image)).map(|image| [&images[..], &[image]].concat()),
            );
        }
        whole
    }

    #[test]
    fn edges_and_antipodes_are_those_of_the_icosahedron() {
        let neighbors = |v: usize| (0..N_BITS).filter(move |u| is_edge(*u, v));
        for v in 0..N_BITS {
            assert_eq!(neighbors(v).count(), 5);
            // The neighbors of a vertex form a pentagon: each has two neighbors among them.
            assert!(neighbors(v).all(|u| neighbors(u).filter(|w| is_edge(*w, v)).count() == 2));
            // The antipode is the one vertex that shares no neighbor with it and is none.
            let far: Vec<usize> = (0..N_BITS)
                .filter(|u| *u != v && !is_edge(*u, v) && neighbors(*u).all(|w| !is_edge(w, v)))
                .collect();
            let opposite =
                ANTIPODES.iter().find_map(|&(a, b)| (a == v).then_some(b).or((b == v).then_some(a)));
            assert_eq!(far, Vec::from_iter(opposite));
        }
    }

    #[test]
    fn the_120_symmetries_leave_82_orbits_and_no_label_changed() {
        let symmetries = symmetries();
        assert_eq!(symmetries.len(), 120);
        let moved = |pattern: usize, images: &[usize]| {
            (0..N_BITS).filter(|v| bit(pattern, *v)).fold(0, |to, v| to | 1 << (N_BITS - 1 - images[v]))
        };
        let orbit = |pattern| symmetries.iter().map(move |images| moved(pattern, images));
        assert!((0..N_PATTERNS).all(|pattern| orbit(pattern).all(|other| score(other) == score(pattern))));
        let first_of_orbit: Vec<usize> = (0..N_PATTERNS).filter(|p| orbit(*p).min() == Some(*p)).collect();
        assert_eq!(first_of_orbit.len(), 82);
        assert_eq!(first_of_orbit.into_iter().map(label).sum::<usize>(), 42);
    }

    #[test]
    fn a_softer_rule_tells_less() {
        let bits =
            [0.0, 0.1, 0.2, 0.5, 1.0, 5.0, 100.0].map(|s| information(s, 0.0) / core::f64::consts::LN_2);
        assert!(bits.windows(2).all(|pair| pair[1] < pair[0]), "{bits:?}");
        // From the same sums in Python 3.11: -p log2 p - (1 - p) log2 (1 - p) over all patterns.
        assert!((bits[3] - 0.929_212_242_514_750_1).abs() < 1e-12, "{bits:?}");
        assert!((bits[5] - 0.517_059_853_946_010_7).abs() < 1e-12, "{bits:?}");
    }
}
