//! Gradient descent rules.

use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// The update rule.
    pub enum Rule {
        /// Plain stochastic gradient descent.
        Sgd = "sgd",
        /// Stochastic gradient descent with momentum 0.9.
        Momentum = "momentum",
        /// Adam with Keras' conventions (beta 0.9, 0.999; epsilon 1e-7 outside the bias correction).
        Adam = "adam",
    }
}

/// The update rule and its step size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptimizerSpec {
    /// The update rule.
    pub rule: Rule,
    /// The learning rate.
    pub learning_rate: f64,
}

impl Default for OptimizerSpec {
    fn default() -> Self {
        Self { rule: Rule::Adam, learning_rate: 0.01 }
    }
}

impl OptimizerSpec {
    /// Range of the learning rate; a smaller one moves no weight and would make links as long as its zeros.
    pub const LEARNING_RATE: Range = Range { field: "lr", min: 1e-12, max: 100.0 };

    /// Checks the learning rate.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] when it is not a number from 1e-12 to 100.
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::LEARNING_RATE.check(self.learning_rate)
    }
}

/// Keras holds these hyper-parameters in single precision, whatever the precision of the weights.
const MOMENTUM: f64 = 0.9_f32 as f64;
const BETA_1: f64 = 0.9;
const BETA_2: f64 = 0.999;
const BETA_1_CORRECTION: f64 = 0.9_f32 as f64;
const BETA_2_CORRECTION: f64 = 0.999_f32 as f64;
const EPSILON: f64 = 1e-7;

/// An update rule with its memory of past gradients.
#[derive(Clone, Debug)]
pub struct Optimizer<T> {
    rule: Rule,
    learning_rate: f64,
    /// Completed updates.
    n_updates: i32,
    /// Mean of the gradients (Adam) or velocity (momentum); empty for plain descent.
    first: Vec<T>,
    /// Mean of the squared gradients; Adam only.
    second: Vec<T>,
}

impl<T: Real> Optimizer<T> {
    /// A rule without memory yet, for that many parameters.
    pub fn new(spec: &OptimizerSpec, n_parameters: usize) -> Self {
        let memory = |needed: bool| vec![T::ZERO; if needed { n_parameters } else { 0 }];
        Self {
            rule: spec.rule,
            learning_rate: spec.learning_rate,
            n_updates: 0,
            first: memory(spec.rule != Rule::Sgd),
            second: memory(spec.rule == Rule::Adam),
        }
    }

    /// Moves the parameters against the gradient.
    pub fn update(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.n_updates = self.n_updates.saturating_add(1);
        match self.rule {
            Rule::Sgd => sgd(T::from_f64(self.learning_rate), parameters, gradient),
            Rule::Momentum => self.momentum(parameters, gradient),
            Rule::Adam => self.adam(parameters, gradient),
        }
    }

    /// velocity ← 0.9 velocity − lr · gradient; parameter ← parameter + velocity.
    fn momentum(&mut self, parameters: &mut [T], gradient: &[T]) {
        let (momentum, rate) = (T::from_f64(MOMENTUM), T::from_f64(self.learning_rate));
        for ((parameter, gradient), velocity) in parameters.iter_mut().zip(gradient).zip(&mut self.first) {
            *velocity = momentum * *velocity - rate * *gradient;
            *parameter += *velocity;
        }
    }

    /// parameter ← parameter − lr √(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)  (Kingma & Ba 2015, end of section 2).
    fn adam(&mut self, parameters: &mut [T], gradient: &[T]) {
        let t = f64::from(self.n_updates);
        let correction =
            libm::sqrt(1.0 - libm::pow(BETA_2_CORRECTION, t)) / (1.0 - libm::pow(BETA_1_CORRECTION, t));
        let rate = T::from_f64(self.learning_rate * correction);
        let (rest_1, rest_2) = (T::from_f64(1.0 - BETA_1), T::from_f64(1.0 - BETA_2));
        let epsilon = T::from_f64(EPSILON);
        let memory = self.first.iter_mut().zip(&mut self.second);
        for ((parameter, gradient), (m, v)) in parameters.iter_mut().zip(gradient).zip(memory) {
            *m += (*gradient - *m) * rest_1;
            *v += (*gradient * *gradient - *v) * rest_2;
            *parameter -= *m * rate / (v.sqrt() + epsilon);
        }
    }
}

fn sgd<T: Real>(rate: T, parameters: &mut [T], gradient: &[T]) {
    for (parameter, gradient) in parameters.iter_mut().zip(gradient) {
        *parameter -= rate * *gradient;
    }
}
