//! Why there is no answer.

/// One sentence for whoever asked, without a full stop.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) String);

impl<E: core::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// An early return with a sentence that is formatted.
macro_rules! fail {
    ($($text:tt)*) => { return Err($crate::failure::Failure(format!($($text)*))) };
}
pub(crate) use fail;

/// Says what a failure is about.
pub(crate) trait About<T> {
    /// Puts the name of a file or an option before the sentence.
    fn about(self, what: &str) -> Result<T, Failure>;
}

impl<T, E: Into<Failure>> About<T> for Result<T, E> {
    fn about(self, what: &str) -> Result<T, Failure> {
        self.map_err(|error| Failure(format!("{what}: {}", error.into().0)))
    }
}
