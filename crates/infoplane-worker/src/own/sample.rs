//! Which samples are taken if there are too many.

use infoplane_core::math::rng::{Purpose, Stream};

/// The same files give the same samples, whoever opens them.
const SEED: u64 = 0;

/// The indices of the samples that are used: all if there are no more than `most`, otherwise as many drawn without
/// replacement, each with the same probability; in ascending order.
///
/// Source: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S: one is taken with the probability of those that
/// are still wanted among those that are still to come.
///
/// ```
/// use infoplane_worker::own::sample::chosen;
/// assert_eq!(chosen(3, 4), [0, 1, 2]);
/// let some = chosen(10_000, 4_096);
/// assert!(some.len() == 4_096 && some.is_sorted() && some.iter().all(|index| *index < 10_000));
/// ```
pub fn chosen(n_rows: usize, most: usize) -> Vec<usize> {
    let mut stream = Stream::new(SEED, Purpose::Split);
    let mut wanted = most.min(n_rows);
    let is_taken = |row: &usize| {
        let to_come = n_rows - row;
        let is_taken = wanted == to_come || stream.below(to_come) < wanted;
        wanted -= usize::from(is_taken);
        is_taken
    };
    (0..n_rows).filter(is_taken).collect()
}

/// The rows of these indices, in place.
pub(super) fn keep_rows(values: &mut Vec<f32>, n_columns: usize, rows: &[usize]) {
    for (to, from) in rows.iter().enumerate() {
        values.copy_within(from * n_columns..(from + 1) * n_columns, to * n_columns);
    }
    values.truncate(rows.len() * n_columns);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_rows_is_drawn_from() {
        let some = chosen(8_000, 2_000);
        let per_quarter = |quarter| some.iter().filter(|row| *row / 2_000 == quarter).count();
        // 500 each, with a standard deviation of sqrt(2000 · 3/16 · 3/4) = 17.
        assert!((0..4).all(|quarter| per_quarter(quarter).abs_diff(500) < 70));
    }

    #[test]
    fn kept_rows_move_together() {
        let mut values = vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        keep_rows(&mut values, 2, &[0, 2]);
        assert_eq!(values, [0.0, 1.0, 4.0, 5.0]);
    }
}
