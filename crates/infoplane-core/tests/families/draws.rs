//! Means of draws, and how far they may be from what they estimate.

/// How many standard errors a mean of draws may be from what it estimates: one in a million misses by chance.
const STANDARD_ERRORS: f64 = 5.0;

/// Mean and its standard error.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    (mean, (variance / n).sqrt())
}

/// The mean of draws is what it should be.
pub(crate) fn assert_near(values: &[f64], expected: f64, what: &str) {
    let (mean, error) = mean_and_error(values);
    assert!(
        (mean - expected).abs() <= STANDARD_ERRORS * error + crate::ROUNDING,
        "{what}: {mean} ± {error}, {expected}"
    );
}
