//! Random orthogonal matrices.

use crate::math::rng::Stream;

/// A row-major matrix of orthonormal rows, or of orthonormal columns if it has more rows than columns:
/// normal draws, made orthogonal one by one (Gram and Schmidt, twice, which is enough for double precision).
pub(super) fn orthogonal(n_rows: usize, n_columns: usize, stream: &mut Stream) -> Vec<f64> {
    let (fewer, more) = (n_rows.min(n_columns), n_rows.max(n_columns));
    let mut vectors: Vec<Vec<f64>> = Vec::with_capacity(fewer);
    for _ in 0..fewer {
        let mut vector: Vec<f64> = (0..more).map(|_| stream.normal()).collect();
        for other in vectors.iter().chain(&vectors) {
            let along: f64 = vector.iter().zip(other).map(|(x, y)| x * y).sum();
            vector.iter_mut().zip(other).for_each(|(x, y)| *x -= along * y);
        }
        let norm = libm::sqrt(vector.iter().map(|x| x * x).sum());
        vector.iter_mut().for_each(|x| *x /= norm);
        vectors.push(vector);
    }
    let entry = |row: usize, column: usize| {
        if n_rows <= n_columns { vectors[row][column] } else { vectors[column][row] }
    };
    (0..n_rows * n_columns).map(|index| entry(index / n_columns, index % n_columns)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::rng::Purpose;

    #[test]
    fn orthogonal_weights_have_orthonormal_rows_or_columns() {
        for (n_rows, n_columns) in [(3, 7), (7, 3), (5, 5)] {
            let matrix = orthogonal(n_rows, n_columns, &mut Stream::new(1, Purpose::Init));
            let by_rows = n_rows <= n_columns;
            let entry = |vector: usize, index: usize| {
                if by_rows { matrix[vector * n_columns + index] } else { matrix[index * n_columns + vector] }
            };
            let (fewer, more) = (n_rows.min(n_columns), n_rows.max(n_columns));
            for a in 0..fewer {
                for b in 0..fewer {
                    let product: f64 = (0..more).map(|i| entry(a, i) * entry(b, i)).sum();
                    let expected = if a == b { 1.0 } else { 0.0 };
                    assert!((product - expected).abs() < 1e-14, "{n_rows}x{n_columns}: {product}");
                }
            }
        }
    }
}
