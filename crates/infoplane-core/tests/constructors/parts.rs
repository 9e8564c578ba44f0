//! Parts of specs, which check themselves.

use crate::generators::any_bits;
use infoplane_core::experiments::recording::Recording;
use infoplane_core::learner::layer::Noise;
use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
use proptest::prelude::*;

proptest! {
    #[test]
    fn parts_of_specs(
        a in any_bits(), epochs in prop::collection::vec(0..6_u32, 0..4), spacing in prop_oneof![0..4_u32, any::<u32>()],
    ) {
        for noise in [Noise::Dropout { rate: a }, Noise::GaussianDropout { rate: a }] {
            prop_assert_eq!(noise.validate().is_ok(), (0.0..=0.95).contains(&a), "{:?}", noise);
        }
        let added = Noise::Gaussian { deviation: a };
        prop_assert_eq!(added.validate().is_ok(), (0.0..=100.0).contains(&a), "{:?}", added);
        prop_assert_eq!(Recording::Every(spacing).validate().is_ok(), (1..=100_000).contains(&spacing));
        let rising = epochs.windows(2).all(|pair| pair[0] < pair[1]);
        prop_assert_eq!(Recording::Epochs(epochs).validate().is_ok(), rising);
        // A message may say any limit that JSON can write.
        if let Ok(clipping) = serde_json::from_str::<Clipping>(&format!("{{\"Norm\":{a:?}}}")) {
            prop_assert_eq!(clipping.validate().is_ok(), Limit::new(a).is_ok(), "{:?}", clipping);
        }
    }
}
