//! The 12-bit task of [Shwartz-Ziv & Tishby](crate::citations::SHWARTZ_ZIV_TISHBY_2017), from its rule.
//!
//! The bits are the vertices of an icosahedron. The label is a threshold on a quadratic form that
//! the 120 symmetries of the icosahedron leave alone: with w bits set, of which n₁ pairs are
//! neighbors, n₂ pairs are two edges apart and n₃ pairs are antipodes, it is 1 iff
//! 23 w + n₁ − 5 n₂ − 8 n₃ ≥ 99. These are the published 4,096 labels, 2,118 of them 1.

/// Number of patterns.
pub const N_PATTERNS: usize = 4096;
/// Number of bits of a pattern.
pub const N_BITS: usize = 12;

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
pub fn bit(pattern: usize, vertex: usize) -> bool {
    (pattern >> (N_BITS - 1 - vertex)) & 1 == 1
}

/// The label of a pattern, 0 or 1.
pub fn label(pattern: usize) -> usize {
    let pairs = |list: &[(usize, usize)]| {
        list.iter().filter(|(a, b)| bit(pattern, *a) && bit(pattern, *b)).count() as i32
    };
    let w = pattern.count_ones() as i32;
    let n1 = pairs(&EDGES);
    let n3 = pairs(&ANTIPODES);
    let n2 = w * (w - 1) / 2 - n1 - n3;
    usize::from(23 * w + n1 - 5 * n2 - 8 * n3 >= 99)
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
}
