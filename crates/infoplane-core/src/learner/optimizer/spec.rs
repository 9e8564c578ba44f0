//! A rule and its hyper-parameters, with the defaults of Keras or of PyTorch.

use super::rule::{Convention, Precision, Rule};
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// Everything that an [`Optimizer`](super::Optimizer) is determined by.
///
/// The constructors give the defaults of a library; whatever else is wanted is set afterward:
///
/// ```
/// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
/// let saxe_2018 = OptimizerSpec { learning_rate: 4e-4, ..OptimizerSpec::adam(Convention::Keras) };
/// assert!(saxe_2018.validate().is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptimizerSpec {
    /// How the gradient becomes a step.
    pub rule: Rule,
    /// Whose formulas where the libraries differ.
    pub convention: Convention,
    /// The precision of β₁ and β₂ in the bias correction, and of β₁, β₂ and 0.96 in Nadam except in Πₜ; other rules
    /// ignore it.
    pub correction: Precision,
    /// η, the length of steps.
    pub learning_rate: f64,
    /// λ of p ← (1 − η λ) p before each step: decoupled from the gradient, so that no rule scales it
    /// ([Loshchilov & Hutter](crate::citations::LOSHCHILOV_HUTTER_2019), algorithm 2). Zero for none.
    pub weight_decay: f64,
    /// The part of the mean gradient that stays: β₁ of Adam and Nadam, μ of both momentums; other rules ignore it.
    pub beta_1: f64,
    /// The part of the mean squared gradient that stays: β₂ of Adam and Nadam, ρ of RMSprop; other rules ignore it.
    pub beta_2: f64,
    /// ε, which keeps the division finite; ignored by rules without one.
    pub epsilon: f64,
    /// v of Adagrad before the first update; other rules ignore it. At 0 the first step is η sign(g): a gradient that is
    /// rounding noise moves its parameter as far as any other.
    pub initial_accumulator: f64,
}

impl Default for OptimizerSpec {
    fn default() -> Self {
        Self::adam(Convention::Keras)
    }
}

impl Rule {
    /// The rule with Keras' defaults, as in the code of [Saxe et al.](crate::citations::SAXE_2018), at a learning rate.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec, Rule};
    /// assert_eq!(Rule::Adam.at(0.001), OptimizerSpec::adam(Convention::Keras));
    /// assert_eq!(Rule::Nesterov.at(0.5).learning_rate, 0.5);
    /// ```
    pub fn at(self, learning_rate: f64) -> OptimizerSpec {
        OptimizerSpec { learning_rate, ..OptimizerSpec::new(self, Convention::Keras) }
    }
}

impl OptimizerSpec {
    /// Range of the learning rate; a smaller one moves no weight and would make links as long as its zeros.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// assert!(OptimizerSpec::LEARNING_RATE.check(1e-12).is_ok() && OptimizerSpec::LEARNING_RATE.check(0.0).is_err());
    /// ```
    pub const LEARNING_RATE: Range = Range { field: "lr", min: 1e-12, max: 100.0 };
    /// Range of the weight decay.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// assert!(OptimizerSpec::WEIGHT_DECAY.check(0.0).is_ok() && OptimizerSpec::WEIGHT_DECAY.check(1.1).is_err());
    /// ```
    pub const WEIGHT_DECAY: Range = Range { field: "decay", min: 0.0, max: 1.0 };
    /// Range of β₁ and β₂: up to the largest single below 1, so that 1 − β is positive in either precision.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// assert!(OptimizerSpec::BETA_1.check(0.999_999).is_ok() && OptimizerSpec::BETA_1.check(1.0).is_err());
    /// // Rounded to single precision the largest is still below 1.
    /// assert!((OptimizerSpec::BETA_1.max as f32) < 1.0);
    /// ```
    pub const BETA_1: Range = Range { field: "beta_1", min: 0.0, max: 1.0 - 1.0 / 16_777_216.0 };
    /// The same.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// let error = OptimizerSpec::BETA_2.check(-0.5).expect_err("a negative share");
    /// assert!(error.to_string().starts_with("invalid beta_2: -0.5 "));
    /// ```
    pub const BETA_2: Range = Range { field: "beta_2", ..Self::BETA_1 };
    /// Range of ε: it must be positive in single precision, inside a root and outside.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// assert!(OptimizerSpec::EPSILON.check(1e-8).is_ok() && OptimizerSpec::EPSILON.check(0.0).is_err());
    /// ```
    pub const EPSILON: Range = Range { field: "epsilon", min: 1e-30, max: 1.0 };
    /// Range of the start of Adagrad's sum of squares.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// // PyTorch's Adagrad begins at 0.
    /// assert!(OptimizerSpec::ACCUMULATOR.check(0.0).is_ok() && OptimizerSpec::ACCUMULATOR.check(-0.1).is_err());
    /// ```
    pub const ACCUMULATOR: Range = Range { field: "accumulator", min: 0.0, max: 1e6 };

    /// A rule with the defaults of a library.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec, Rule};
    /// let rate_of = |convention| OptimizerSpec::new(Rule::Nadam, convention).learning_rate;
    /// assert_eq!([Convention::Keras, Convention::PyTorch].map(rate_of), [0.001, 0.002]);
    /// ```
    pub fn new(rule: Rule, convention: Convention) -> Self {
        let is_keras = convention == Convention::Keras;
        let of = |keras, pytorch| if is_keras { keras } else { pytorch };
        Self {
            rule,
            convention,
            correction: if is_keras { Precision::Single } else { Precision::Double },
            learning_rate: match rule {
                Rule::Sgd | Rule::Momentum | Rule::Nesterov => 0.01,
                Rule::RmsProp | Rule::Adagrad => of(0.001, 0.01),
                Rule::Nadam => of(0.001, 0.002),
                Rule::Adam | Rule::AdamW => 0.001,
            },
            weight_decay: if rule == Rule::AdamW { of(0.004_f32 as f64, 0.01) } else { 0.0 },
            beta_1: match rule {
                Rule::Momentum | Rule::Nesterov => of(0.9_f32 as f64, 0.9),
                _ => 0.9,
            },
            beta_2: if rule == Rule::RmsProp { of(0.9, 0.99) } else { 0.999 },
            epsilon: of(1e-7, if rule == Rule::Adagrad { 1e-10 } else { 1e-8 }),
            initial_accumulator: of(0.1_f32 as f64, 0.0),
        }
    }

    /// Plain descent at 0.01, the default of both libraries.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// let sgd = OptimizerSpec::sgd();
    /// assert_eq!((sgd.learning_rate, sgd.weight_decay), (0.01, 0.0));
    /// ```
    pub fn sgd() -> Self {
        Self::new(Rule::Sgd, Convention::Keras)
    }

    /// Descent with momentum 0.9 at 0.01.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
    /// // Keras rounds it to single precision.
    /// assert_eq!(OptimizerSpec::momentum(Convention::PyTorch).beta_1, 0.9);
    /// assert_eq!(OptimizerSpec::momentum(Convention::Keras).beta_1, 0.899_999_976_158_142_1);
    /// ```
    pub fn momentum(convention: Convention) -> Self {
        Self::new(Rule::Momentum, convention)
    }

    /// Descent with Nesterov's momentum 0.9 at 0.01.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
    /// // v = 0.01 · 10, and the step is ahead of it by 0.9 v.
    /// let mut p = [1.0];
    /// Optimizer::new(&OptimizerSpec::nesterov(Convention::PyTorch), 1)?.update(&mut p, &[10.0]);
    /// assert!((p[0] - (1.0 - 1.9 * 0.1_f64)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn nesterov(convention: Convention) -> Self {
        Self::new(Rule::Nesterov, convention)
    }

    /// RMSprop: at 0.001 with ρ = 0.9 (Keras), at 0.01 with ρ = 0.99 (PyTorch).
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
    /// // v = (1 − ρ) g², so the first step is η g / √v = 0.01 / √0.01, whatever the gradient.
    /// let mut p = [1.0];
    /// Optimizer::new(&OptimizerSpec::rms_prop(Convention::PyTorch), 1)?.update(&mut p, &[7.0]);
    /// assert!((p[0] - 0.9_f64).abs() < 1e-8);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn rms_prop(convention: Convention) -> Self {
        Self::new(Rule::RmsProp, convention)
    }

    /// Adagrad: at 0.001 from 0.1 (Keras), at 0.01 from 0 (PyTorch).
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
    /// // √(0.1 + 0.9²) is 0.954, so the first step is 0.001 · 0.9 / 0.954 with Keras, and 0.01 with PyTorch.
    /// let step = |convention| {
    ///     let mut p = [1.0];
    ///     Optimizer::new(&OptimizerSpec::adagrad(convention), 1).expect("defaults").update(&mut p, &[0.9]);
    ///     1.0 - p[0]
    /// };
    /// assert!((step(Convention::Keras) - 0.001 * 0.9 / 0.91_f64.sqrt()).abs() < 1e-8);
    /// assert!((step(Convention::PyTorch) - 0.01_f64).abs() < 1e-8);
    /// ```
    pub fn adagrad(convention: Convention) -> Self {
        Self::new(Rule::Adagrad, convention)
    }

    /// Adam at 0.001 with β 0.9 and 0.999.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
    /// // Corrected for their start at zero, the first means are g and g²: the step is η g / √g² = η.
    /// let mut p = [1.0];
    /// Optimizer::new(&OptimizerSpec::adam(Convention::PyTorch), 1)?.update(&mut p, &[7.0]);
    /// assert!((p[0] - 0.999_f64).abs() < 1e-8);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn adam(convention: Convention) -> Self {
        Self::new(Rule::Adam, convention)
    }

    /// Adam with decoupled weight decay: 0.004 (Keras), 0.01 (PyTorch).
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
    /// // The decay that Keras really uses is 0.004 rounded to single precision.
    /// assert_eq!(OptimizerSpec::adam_w(Convention::Keras).weight_decay, 0.004_000_000_189_989_805);
    /// ```
    pub fn adam_w(convention: Convention) -> Self {
        Self::new(Rule::AdamW, convention)
    }

    /// Nadam with β 0.9 and 0.999: at 0.001 (Keras), at 0.002 (PyTorch).
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
    /// let nadam = OptimizerSpec::nadam(Convention::PyTorch);
    /// assert_eq!((nadam.learning_rate, nadam.beta_1, nadam.beta_2), (0.002, 0.9, 0.999));
    /// ```
    pub fn nadam(convention: Convention) -> Self {
        Self::new(Rule::Nadam, convention)
    }

    /// Takes another rule [with Keras' defaults](Rule::at) at the same learning rate; nothing changes if it has that rule.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec, Rule};
    /// let mut spec = OptimizerSpec { epsilon: 0.5, ..Rule::Adam.at(0.25) };
    /// spec.select(Rule::Adam);
    /// assert_eq!(spec.epsilon, 0.5);
    /// spec.select(Rule::RmsProp);
    /// assert_eq!(spec, Rule::RmsProp.at(0.25));
    /// ```
    pub fn select(&mut self, rule: Rule) {
        if rule != self.rule {
            *self = rule.at(self.learning_rate);
        }
    }

    /// Checks every field, used by the rule or not.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::OptimizerSpec;
    /// let error = OptimizerSpec { weight_decay: 2.0, ..OptimizerSpec::sgd() }.validate().expect_err("more than all");
    /// assert_eq!(error.to_string(), "invalid decay: 2 (allowed: 0 to 1)");
    /// ```
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::LEARNING_RATE.check(self.learning_rate)?;
        Self::WEIGHT_DECAY.check(self.weight_decay)?;
        Self::BETA_1.check(self.beta_1)?;
        Self::BETA_2.check(self.beta_2)?;
        Self::EPSILON.check(self.epsilon)?;
        Self::ACCUMULATOR.check(self.initial_accumulator)
    }
}
