//! The update rules, and where the libraries differ.
//!
//! In all formulas g is the gradient, η the learning rate, t the number of the update from 1 on,
//! and p a parameter. The libraries agree on the rules and differ in where they put ε, in their
//! defaults, and in rounding:
//!
//! | | [Keras](crate::citations::KERAS_2015) 3 | [PyTorch](crate::citations::PYTORCH_2019) 1.13 |
//! |---|---|---|
//! | momentum | the velocity holds steps, v ← μ v − η g, p ← p + v: a new η does not act on old gradients | it holds gradients, v ← μ v + g, p ← p − η v |
//! | RMSprop, Adagrad | √(v + ε) | √v + ε |
//! | RMSprop | η 0.001, ρ 0.9, ε 1e-7 | η 0.01, ρ 0.99, ε 1e-8 |
//! | Adagrad | η 0.001, v starts at 0.1, ε 1e-7 | η 0.01, v starts at 0, ε 1e-10 |
//! | Adam | ε 1e-7 joins √v before the bias correction: Kingma & Ba's ε̂, end of section 2 | ε 1e-8 joins it after, as in algorithm 1 |
//! | AdamW | decay 0.004 | decay 0.01 |
//! | Nadam | η 0.001, ε 1e-7, ψ = 1 | η 0.002, ε 1e-8, ψ = 0.004 as in the source |
//! | rounding | momentum, v at the start, weight decay, the β of the bias correction and most of Nadam pass through single precision, whatever the precision of the weights | none |

crate::named_enum! {
    /// How the gradient becomes a step.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec, Rule};
    /// // From 1 with η = 0.1 and the gradient 2, twice; μ = ½.
    /// let positions = |rule| {
    ///     let spec = OptimizerSpec::new(rule, Convention::PyTorch);
    ///     let spec = OptimizerSpec { learning_rate: 0.1, beta_1: 0.5, ..spec };
    ///     let mut optimizer = Optimizer::new(&spec, 1).expect("valid");
    ///     let mut p = [1.0];
    ///     [(); 2].map(|()| {
    ///         optimizer.update(&mut p, &[2.0]);
    ///         (p[0] * 1e6_f64).round() / 1e6
    ///     })
    /// };
    /// assert_eq!(positions(Rule::Sgd), [0.8, 0.6]);
    /// // The second step is 1 + ½ times the first.
    /// assert_eq!(positions(Rule::Momentum), [0.8, 0.5]);
    /// // Every step is ½ of the velocity ahead: 1 + ½, then 1 + ½ (1 + ½), times 0.2.
    /// assert_eq!(positions(Rule::Nesterov), [0.7, 0.35]);
    /// // A gradient that stays the same is divided by itself.
    /// assert_eq!(positions(Rule::Adam), [0.9, 0.8]);
    /// ```
    pub enum Rule {
        /// p ← p − η g.
        Sgd = "sgd",
        /// v ← μ v − η g, p ← p + v ([Polyak](crate::citations::POLYAK_1964)).
        Momentum = "momentum",
        /// Moving means of g and g², corrected for their start at zero: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
        /// p ← p − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ)
        /// ([Kingma & Ba](crate::citations::KINGMA_BA_2015), algorithm 1).
        Adam = "adam",
        /// Momentum whose gradient is taken ahead by the velocity: p ← p + μ v − η g after v ← μ v − η g, the form of
        /// Nesterov's rule in [Bengio et al.](crate::citations::BENGIO_2013), equation 7.
        Nesterov = "nesterov",
        /// v ← ρ v + (1 − ρ) g², p ← p − η g / √v ([Tieleman & Hinton](crate::citations::TIELEMAN_HINTON_2012)).
        RmsProp = "rmsprop",
        /// v ← v + g², p ← p − η g / √v ([Duchi et al.](crate::citations::DUCHI_2011), equation 1, diagonal).
        Adagrad = "adagrad",
        /// Adam again, with another weight decay by default
        /// ([Loshchilov & Hutter](crate::citations::LOSHCHILOV_HUTTER_2019), algorithm 2).
        AdamW = "adamw",
        /// Adam whose step takes the coming mean: p ← p − η (μₜ₊₁ m / (1 − Πₜ₊₁) + (1 − μₜ) g / (1 − Πₜ)) / (√v̂ + ε),
        /// μₜ = β₁ (1 − ½ 0.96^(ψ t)), Πₜ = μ₁ ⋯ μₜ ([Dozat](crate::citations::DOZAT_2016), algorithm 2).
        Nadam = "nadam",
    }
}

crate::named_enum! {
    /// The library whose formulas to take where they differ.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
    /// // ε joins the root of the mean square in different places, hence the different sizes.
    /// assert_eq!([Convention::Keras, Convention::PyTorch].map(|c| OptimizerSpec::adam(c).epsilon), [1e-7, 1e-8]);
    /// ```
    pub enum Convention {
        /// Keras 3.
        Keras = "keras",
        /// PyTorch 1.13.
        PyTorch = "pytorch",
    }
}

crate::named_enum! {
    /// The precision in which an update has a hyper-parameter, whatever the precision of the weights.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec, Precision};
    /// assert_eq!(OptimizerSpec::adam(Convention::Keras).correction, Precision::Single);
    /// assert_eq!(OptimizerSpec::adam(Convention::PyTorch).correction, Precision::Double);
    /// ```
    pub enum Precision {
        /// As given (PyTorch).
        Double = "double",
        /// Rounded to single (Keras). Nothing to weights in single precision; in double precision a
        /// trajectory moves by about 1e-8.
        Single = "single",
    }
}

impl Precision {
    /// A hyper-parameter as the update has it.
    pub(super) const fn of(self, x: f64) -> f64 {
        match self {
            Self::Double => x,
            Self::Single => x as f32 as f64,
        }
    }
}
