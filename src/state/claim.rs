//! Published claims about the information plane, and the settings that show both sides of each.

use crate::figures::plane::Estimator;
use crate::state::training::TrainingSettings;
use infoplane_core::citations;
use infoplane_core::experiments::layer_information::DEFAULT_NOISE_VARIANCE;
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::learner::activation::Activation;
use infoplane_core::named_enum;

named_enum! {
    /// Whose claim is told.
    pub enum Claim {
        /// Nobody's.
        None = "none",
        /// Fitting and compression.
        ShwartzZiv = "shwartz-ziv",
        /// Compression comes from saturation.
        Saxe = "saxe",
        /// Noise makes the quantity real; compression is clustering.
        Goldfeld = "goldfeld",
        /// The bottleneck when Y is a function of X.
        Kolchinsky = "kolchinsky",
        /// A bijection changes no information.
        Amjad = "amjad",
        /// Adaptive estimators and weight decay.
        Chelombiev = "chelombiev",
    }
}

/// One side of a claim: what it is called, and how the settings become it.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// As papers write it; the same in every language.
    pub name: &'static str,
    /// Makes it of the 12-bit protocol of Saxe et al.
    change: fn(&mut TrainingSettings),
}

/// The standard deviation of the noise in the layers of the noisy network.
pub const LAYER_NOISE: f64 = 0.03;

impl Claim {
    /// The authors and the year; the same in every language.
    pub const fn authors(self) -> &'static str {
        match self {
            Self::None => "",
            Self::ShwartzZiv => "Shwartz-Ziv & Tishby 2017",
            Self::Saxe => "Saxe et al. 2018",
            Self::Goldfeld => "Goldfeld et al. 2019",
            Self::Kolchinsky => "Kolchinsky et al. 2019",
            Self::Amjad => "Amjad & Geiger 2020",
            Self::Chelombiev => "Chelombiev et al. 2019",
        }
    }

    /// The paper.
    pub const fn citation(self) -> &'static str {
        match self {
            Self::None => "",
            Self::ShwartzZiv => citations::SHWARTZ_ZIV_TISHBY_2017,
            Self::Saxe => citations::SAXE_2018,
            Self::Goldfeld => citations::GOLDFELD_2019,
            Self::Kolchinsky => citations::KOLCHINSKY_TRACEY_VAN_KUYK_2019,
            Self::Amjad => citations::AMJAD_GEIGER_2020,
            Self::Chelombiev => citations::CHELOMBIEV_2019,
        }
    }

    /// The runs to be compared: the first is shown when the claim is chosen, the others turn one knob.
    pub const fn sides(self) -> &'static [Side] {
        match self {
            Self::None => &[],
            Self::ShwartzZiv => &[
                Side { name: "85 %", change: |s| idnns(s, 0.85) },
                Side { name: "45 %", change: |s| idnns(s, 0.45) },
                Side { name: "5 %", change: |s| idnns(s, 0.05) },
            ],
            Self::Saxe => &[
                Side { name: "tanh", change: |_| {} },
                Side { name: "ReLU", change: |s| activate(s, Activation::Relu) },
                Side { name: "softsign", change: |s| activate(s, Activation::Softsign) },
                Side { name: "softplus", change: |s| activate(s, Activation::Softplus) },
                Side { name: "linear", change: |s| activate(s, Activation::Identity) },
                Side { name: "tanh, full batch", change: full_batch },
            ],
            Self::Goldfeld => &[
                Side { name: "σ = 0.03", change: |s| noisy(s, LAYER_NOISE) },
                Side { name: "σ = 0", change: |s| noisy(s, 0.0) },
            ],
            Self::Kolchinsky => &[
                Side { name: "Y = f(X)", change: |s| mislabeled(s, 0.0) },
                Side { name: "10 %", change: |s| mislabeled(s, 0.1) },
                Side { name: "30 %", change: |s| mislabeled(s, 0.3) },
            ],
            Self::Amjad => &[
                Side { name: "12-12-12-12-2", change: |s| shaped(s, [12, 12, 12]) },
                Side { name: "12-12-3-12-2", change: |s| shaped(s, [12, 3, 12]) },
            ],
            Self::Chelombiev => &[
                Side { name: "ReLU, L2 = 0.001", change: |s| decaying(s, 0.001) },
                Side { name: "ReLU, L2 = 0", change: |s| decaying(s, 0.0) },
            ],
        }
    }

    /// The settings of one side; the seed stays.
    pub fn show(self, side: &Side, settings: &mut TrainingSettings) {
        let seed = settings.spec.seed;
        *settings = TrainingSettings {
            spec: TrainingSpec { seed, ..TrainingSpec::saxe_2018(Activation::Tanh) },
            noise_variance: DEFAULT_NOISE_VARIANCE,
            claim: self,
            ..TrainingSettings::default()
        };
        (side.change)(settings);
    }

    /// Whether the run is that of this side, whatever its seed and however it is looked at.
    pub fn is_shown(self, side: &Side, settings: &TrainingSettings) -> bool {
        let mut shown = settings.clone();
        self.show(side, &mut shown);
        shown.spec == settings.spec
    }
}

/// Shwartz-Ziv and Tishby's own code, IDNNs: its bins, its defaults, and a share of the data.
fn idnns(settings: &mut TrainingSettings, share: f64) {
    settings.estimator = Estimator::Bins30;
    settings.spec.batch_size = 512;
    settings.spec.n_epochs = 8_000;
    settings.spec.data.train_fraction = share;
}

fn activate(settings: &mut TrainingSettings, activation: Activation) {
    settings.spec.network.activation = activation;
}

/// All 3,277 training samples at each step, of which there are fewer, hence larger ones.
fn full_batch(settings: &mut TrainingSettings) {
    settings.spec.batch_size = 3_277;
    settings.spec.optimizer.learning_rate = 0.004;
}

/// Noise in the layers; the estimate counts on the same noise for both nets.
fn noisy(settings: &mut TrainingSettings, deviation: f64) {
    settings.spec.n_epochs = 3_000;
    settings.set_layer_noise(deviation);
    settings.noise_variance = LAYER_NOISE * LAYER_NOISE;
}

/// Few enough epochs that wrong labels are not learned by heart.
fn mislabeled(settings: &mut TrainingSettings, share: f64) {
    settings.spec.n_epochs = 1_000;
    settings.spec.data.label_noise = share;
}

/// Few enough epochs that square layers do not saturate.
fn shaped(settings: &mut TrainingSettings, hidden: [usize; 3]) {
    settings.spec.n_epochs = 1_000;
    settings.spec.network.hidden = hidden.to_vec();
}

/// Few enough epochs that without weight decay hardly any seed compresses.
fn decaying(settings: &mut TrainingSettings, l2: f64) {
    settings.spec.n_epochs = 3_000;
    activate(settings, Activation::Relu);
    settings.spec.objective.regularization.l2 = l2;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::share::{read, write};

    #[test]
    fn every_side_is_a_run_that_survives_its_link() {
        for claim in Claim::ALL {
            for side in claim.sides() {
                let mut settings = TrainingSettings::default();
                claim.show(side, &mut settings);
                assert_eq!(settings.spec.validate(), Ok(()), "{}", side.name);
                assert_eq!(read(write(&settings)), (settings, vec![]), "{}", side.name);
            }
        }
    }

    #[test]
    fn the_sides_of_a_claim_differ_and_keep_the_seed() {
        for claim in Claim::ALL {
            for side in claim.sides() {
                let mut settings = TrainingSettings::default();
                settings.spec.seed = 5;
                claim.show(side, &mut settings);
                assert_eq!((settings.spec.seed, settings.claim), (5, *claim));
                let shown = claim.sides().iter().filter(|other| claim.is_shown(other, &settings));
                assert_eq!(shown.map(|other| other.name).collect::<Vec<_>>(), [side.name]);
            }
        }
    }
}
