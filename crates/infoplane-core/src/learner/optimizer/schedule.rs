//! Learning rates that change while training, as factors of the base rate.

use crate::learner::spec::{Range, SpecError};
use core::f64::consts::PI;
use serde::{Deserialize, Serialize};

/// What the learning rate of an update is multiplied by: from 0 to 1.
///
/// ```
/// use infoplane_core::learner::optimizer::schedule::{RateFactor, Schedule};
/// // The first of three steps up.
/// assert_eq!(Schedule::CONSTANT.after_warm_up(2).factor(0).get(), 1.0 / 3.0);
/// assert!(Schedule::CONSTANT.after_warm_up(2).factor(0) < RateFactor::FULL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct RateFactor(f64);

impl RateFactor {
    /// The base rate itself.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::schedule::RateFactor;
    /// assert_eq!(RateFactor::FULL.get(), 1.0);
    /// ```
    pub const FULL: Self = Self(1.0);

    /// The factor.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::schedule::Schedule;
    /// let learning_rate = 0.1 * Schedule::step(10, 0.5)?.factor(10).get();
    /// assert_eq!(learning_rate, 0.05);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A learning rate as a function of the number t of updates done before, from 0 on.
///
/// A decay, after a warm-up that may be of no length. The constructors refuse what is not valid; any other schedule is
/// checked by [`Schedule::validate`].
///
/// ```
/// use infoplane_core::learner::optimizer::schedule::{Decay, Schedule};
/// // Half the rate, all of it, and from then on half as much after every update.
/// let schedule = Schedule { decay: Decay::Exponential { every: 1, gamma: 0.5 }, n_warm_up: 1 };
/// assert_eq!([0, 1, 2, 3].map(|t| schedule.factor(t).get()), [0.5, 1.0, 0.5, 0.25]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Schedule {
    /// What comes after the warm-up.
    pub decay: Decay,
    /// Updates in which the rate rises, see [`Schedule::after_warm_up`].
    pub n_warm_up: u32,
}

/// How a learning rate falls; lengths in updates.
///
/// ```
/// use infoplane_core::learner::optimizer::schedule::{Decay, Schedule};
/// let (every, gamma) = (2, 0.25);
/// let after_three = |decay| Schedule { decay, n_warm_up: 0 }.factor(3).get();
/// assert_eq!(after_three(Decay::Constant), 1.0);
/// assert_eq!(after_three(Decay::Step { every, gamma }), 0.25);
/// assert_eq!(after_three(Decay::Exponential { every, gamma }), 0.125);
/// assert_eq!(after_three(Decay::Cosine { n_updates: 3, floor: 0.1 }), 0.1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub enum Decay {
    /// Not at all.
    #[default]
    Constant,
    /// See [`Schedule::step`].
    Step {
        /// s, the length of a step.
        every: u32,
        /// γ, the factor from a step to the next.
        gamma: f64,
    },
    /// See [`Schedule::exponential`].
    Exponential {
        /// s, after which the rate has fallen by γ.
        every: u32,
        /// γ.
        gamma: f64,
    },
    /// See [`Schedule::cosine`].
    Cosine {
        /// T, when the end is reached.
        n_updates: u32,
        /// α, the factor at the end.
        floor: f64,
    },
}

impl Schedule {
    /// The base rate throughout.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::schedule::Schedule;
    /// assert_eq!(Schedule::CONSTANT.factor(1_000_000).get(), 1.0);
    /// ```
    pub const CONSTANT: Self = Self { decay: Decay::Constant, n_warm_up: 0 };
    /// Range of a decay's factor γ.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::schedule::Schedule;
    /// // A rate may stop, not grow.
    /// assert!(Schedule::step(10, 0.0).is_ok() && Schedule::GAMMA.check(1.1).is_err());
    /// ```
    pub const GAMMA: Range = Range { field: "gamma", min: 0.0, max: 1.0 };
    /// Range of the factor that the cosine ends at.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::schedule::Schedule;
    /// assert!(Schedule::cosine(10, 1.0).is_ok() && Schedule::FLOOR.check(-0.1).is_err());
    /// ```
    pub const FLOOR: Range = Range { field: "floor", min: 0.0, max: 1.0 };
    /// Range of the length of a step or of a decay.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::schedule::Schedule;
    /// assert!(Schedule::LENGTH.check(1.0).is_ok() && Schedule::LENGTH.check(0.0).is_err());
    /// ```
    pub const LENGTH: Range = Range { field: "length", min: 1.0, max: u32::MAX as f64 };

    /// γ^⌊t / s⌋ with s = `every`: PyTorch's `StepLR`, Keras' `ExponentialDecay` with a staircase.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] if γ is not from 0 to 1, or s is zero.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::schedule::Schedule;
    /// let halves = Schedule::step(10, 0.5)?;
    /// assert_eq!([0, 9, 10, 25].map(|t| halves.factor(t).get()), [1.0, 1.0, 0.5, 0.25]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn step(every: u32, gamma: f64) -> Result<Self, SpecError> {
        Self::of(Decay::Step { every, gamma })
    }

    /// γ^(t / s) with s = `every`: Keras' `ExponentialDecay`, and with s = 1 PyTorch's `ExponentialLR`.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] if γ is not from 0 to 1, or s is zero.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::schedule::Schedule;
    /// let decay = Schedule::exponential(2, 0.25)?;
    /// assert_eq!([0, 1, 2].map(|t| decay.factor(t).get()), [1.0, 0.5, 0.25]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn exponential(every: u32, gamma: f64) -> Result<Self, SpecError> {
        Self::of(Decay::Exponential { every, gamma })
    }

    /// α + (1 − α) ½ (1 + cos(π t / T)) with T = `n_updates` and α = `floor`, and α from T on
    /// ([Loshchilov & Hutter](crate::citations::LOSHCHILOV_HUTTER_2017), equation 5, without restarts).
    ///
    /// Keras' `CosineDecay` is the same. PyTorch's `CosineAnnealingLR` is the same up to T, and rises again.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] if α is not from 0 to 1, or T is zero.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::schedule::Schedule;
    /// let cosine = Schedule::cosine(100, 0.0)?;
    /// assert_eq!(cosine.factor(0).get(), 1.0);
    /// assert!((cosine.factor(50).get() - 0.5).abs() < 1e-15);
    /// assert_eq!(cosine.factor(1000).get(), 0.0);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn cosine(n_updates: u32, floor: f64) -> Result<Self, SpecError> {
        Self::of(Decay::Cosine { n_updates, floor })
    }

    /// The same after n updates in which the rate rises evenly, (t + 1) / (n + 1) of the base rate
    /// ([Goyal et al.](crate::citations::GOYAL_2017), section 2.2); the decay begins after them.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::schedule::Schedule;
    /// let schedule = Schedule::CONSTANT.after_warm_up(3);
    /// assert_eq!([0, 1, 2, 3, 4].map(|t| schedule.factor(t).get()), [0.25, 0.5, 0.75, 1.0, 1.0]);
    /// ```
    #[must_use]
    pub const fn after_warm_up(self, n: u32) -> Self {
        Self { n_warm_up: n, ..self }
    }

    /// Checks every field.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] as of the constructors.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::schedule::{Decay, Schedule};
    /// let never = Schedule { decay: Decay::Step { every: 0, gamma: 0.5 }, n_warm_up: 10 };
    /// assert_eq!(never.validate().map_err(|e| e.to_string()), Err("invalid length: 0 (allowed: 1 to 4294967295)".into()));
    /// assert_eq!(Schedule { decay: Decay::Step { every: 5, gamma: 0.5 }, ..never }.validate(), Ok(()));
    /// ```
    pub fn validate(&self) -> Result<(), SpecError> {
        match self.decay {
            Decay::Constant => Ok(()),
            Decay::Step { every, gamma } | Decay::Exponential { every, gamma } => {
                Self::GAMMA.check(gamma)?;
                Self::LENGTH.check(f64::from(every))
            }
            Decay::Cosine { n_updates, floor } => {
                Self::FLOOR.check(floor)?;
                Self::LENGTH.check(f64::from(n_updates))
            }
        }
    }

    /// What to multiply the base rate by after t updates.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::schedule::Schedule;
    /// // A quarter of the way is (1 + cos 45°) / 2.
    /// let factor = Schedule::cosine(100, 0.0)?.factor(25).get();
    /// assert!((factor - (1.0 + 0.5_f64.sqrt()) / 2.0).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn factor(&self, t: u32) -> RateFactor {
        match t.checked_sub(self.n_warm_up) {
            None => RateFactor((f64::from(t) + 1.0) / (f64::from(self.n_warm_up) + 1.0)),
            Some(t) => RateFactor(self.decay.at(t)),
        }
    }

    fn of(decay: Decay) -> Result<Self, SpecError> {
        let schedule = Self { decay, n_warm_up: 0 };
        schedule.validate()?;
        Ok(schedule)
    }
}

impl Decay {
    fn at(self, t: u32) -> f64 {
        let of = |length: u32| f64::from(t) / f64::from(length);
        match self {
            Self::Constant => 1.0,
            Self::Step { every, gamma } => libm::pow(gamma, libm::floor(of(every))),
            Self::Exponential { every, gamma } => libm::pow(gamma, of(every)),
            Self::Cosine { n_updates, floor } if t >= n_updates => floor,
            Self::Cosine { n_updates, floor } => {
                // Half the sum of 1 and a cosine is between 0 and 1; mixed with 1 − α and α, too.
                floor + (1.0 - floor) * (0.5 * (1.0 + libm::cos(PI * f64::from(t) / f64::from(n_updates))))
            }
        }
    }
}
