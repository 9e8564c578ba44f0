//! The seeds of the random streams of a run.

use crate::math::rng::{Purpose, Stream};
use serde::{Deserialize, Serialize};

/// A seed for one stream, in place of the seed of the run.
///
/// ```
/// use infoplane_core::learner::seeds::{Seeds, StreamSeed};
/// use infoplane_core::math::rng::Purpose;
/// // Of two for the same stream the first counts.
/// let twice = [5, 6].map(|seed| StreamSeed { purpose: Purpose::Init, seed });
/// assert_eq!(Seeds { run: 7, streams: &twice }.of(Purpose::Init), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamSeed {
    /// The stream.
    pub purpose: Purpose,
    /// Its seed.
    pub seed: u64,
}

/// A seed for every stream: that of the run, or one of its own.
///
/// ```
/// use infoplane_core::learner::seeds::{Seeds, StreamSeed};
/// use infoplane_core::math::rng::Purpose;
/// // Another split of the same data for the same network.
/// let other_split = [StreamSeed { purpose: Purpose::Split, seed: 9 }];
/// let seeds = Seeds { run: 7, streams: &other_split };
/// assert_eq!((seeds.of(Purpose::Split), seeds.of(Purpose::Init)), (9, 7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds<'a> {
    /// The seed of all streams that are not listed.
    pub run: u64,
    /// Those with a seed of their own; of two for the same stream the first counts.
    pub streams: &'a [StreamSeed],
}

impl From<u64> for Seeds<'_> {
    fn from(run: u64) -> Self {
        Self { run, streams: &[] }
    }
}

impl Seeds<'_> {
    /// The seed of a stream.
    ///
    /// ```
    /// use infoplane_core::learner::seeds::Seeds;
    /// use infoplane_core::math::rng::Purpose;
    /// assert_eq!(Seeds::from(7).of(Purpose::Batches), 7);
    /// ```
    pub fn of(self, purpose: Purpose) -> u64 {
        self.streams.iter().find(|stream| stream.purpose == purpose).map_or(self.run, |stream| stream.seed)
    }

    /// A stream from its beginning.
    ///
    /// ```
    /// use infoplane_core::learner::seeds::Seeds;
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let mut stream = Seeds::from(7).stream(Purpose::Data);
    /// assert_eq!(stream.uniform(), Stream::new(7, Purpose::Data).uniform());
    /// ```
    pub fn stream(self, purpose: Purpose) -> Stream {
        Stream::new(self.of(purpose), purpose)
    }
}
