//! An update rule at work: one pass over the parameters per update, and no allocation after construction.

use super::rule::{Convention, Precision, Rule};
use super::schedule::RateFactor;
use super::spec::OptimizerSpec;
use crate::learner::spec::SpecError;
use crate::math::real::Real;

/// An update rule with its memory of past gradients.
///
/// Generic over the precision: coefficients are computed in double precision once per update and
/// rounded once; the passes over the parameters are in the parameters' own.
///
/// Accuracy: in double precision a hundred updates stay within 1e-12 of either library (RMSprop
/// as PyTorch has it within 1e-9, its Adagrad within 1e-6, because they magnify small gradients).
/// Cost: per parameter 3 operations for SGD, 8 with momentum, 15, a root and a division for all others, which share
/// one loop; one number of memory per parameter for momentum, two for the others (RMSprop and Adagrad could do with one).
///
/// ```
/// use infoplane_core::learner::optimizer::{Optimizer, OptimizerSpec};
/// let mut descent = Optimizer::new(&OptimizerSpec { learning_rate: 0.5, ..OptimizerSpec::sgd() }, 1)?;
/// let mut p = [1.0];
/// descent.update(&mut p, &[0.5]);
/// assert_eq!(p, [0.75]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Optimizer<T> {
    spec: OptimizerSpec,
    n_parameters: usize,
    /// Completed updates.
    n_updates: i32,
    /// μ₁ ⋯ μₜ of Nadam.
    momentum_product: f64,
    /// Velocity, or mean of the gradients; empty for SGD.
    first: Vec<T>,
    /// Sum or mean of the squared gradients; empty for SGD and momentum.
    second: Vec<T>,
}

impl<T: Real> Optimizer<T> {
    /// A rule without memory yet, for that many parameters.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] as of [`OptimizerSpec::validate`].
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Optimizer, OptimizerSpec};
    /// let backward = OptimizerSpec { learning_rate: -0.1, ..OptimizerSpec::sgd() };
    /// assert!(Optimizer::<f32>::new(&backward, 10).is_err_and(|e| e.to_string().starts_with("invalid lr: -0.1 ")));
    /// ```
    pub fn new(spec: &OptimizerSpec, n_parameters: usize) -> Result<Self, SpecError> {
        spec.validate()?;
        let memory = |value: f64| vec![T::from_f64(value); n_parameters];
        let (first, second) = match spec.rule {
            Rule::Sgd => (Vec::new(), Vec::new()),
            Rule::Momentum | Rule::Nesterov => (memory(0.0), Vec::new()),
            Rule::Adagrad => (memory(0.0), memory(spec.initial_accumulator)),
            Rule::RmsProp | Rule::Adam | Rule::AdamW | Rule::Nadam => (memory(0.0), memory(0.0)),
        };
        Ok(Self { spec: *spec, n_parameters, n_updates: 0, momentum_product: 1.0, first, second })
    }

    /// Goes on by other hyper-parameters, with the memory it has; another rule begins without any.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] as of [`OptimizerSpec::validate`]; nothing changes then.
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
    /// let mut momentum = Optimizer::new(&OptimizerSpec::momentum(Convention::PyTorch), 1)?;
    /// let mut p = [0.0];
    /// momentum.update(&mut p, &[1.0]);
    /// momentum.turn_to(OptimizerSpec { learning_rate: 0.5, ..OptimizerSpec::momentum(Convention::PyTorch) })?;
    /// p = [0.0];
    /// momentum.update(&mut p, &[0.0]);
    /// // The velocity 1 is still there: 0.9 of it, times ½.
    /// assert_eq!(p, [-0.45]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn turn_to(&mut self, spec: OptimizerSpec) -> Result<(), SpecError> {
        if spec.rule == self.spec.rule {
            spec.validate()?;
            self.spec = spec;
        } else {
            *self = Self::new(&spec, self.n_parameters)?;
        }
        Ok(())
    }

    /// Moves the parameters against the gradient: as many of both as the optimizer was made for.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Optimizer, OptimizerSpec};
    /// let mut descent = Optimizer::new(&OptimizerSpec { learning_rate: 0.25, ..OptimizerSpec::sgd() }, 2)?;
    /// let mut p = [1.0, 1.0];
    /// descent.update(&mut p, &[2.0, -2.0]);
    /// assert_eq!(p, [0.5, 1.5]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn update(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.update_at(RateFactor::FULL, parameters, gradient);
    }

    /// The same with the learning rate times a factor, as of a [schedule](super::schedule).
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::{Optimizer, OptimizerSpec, schedule::Schedule};
    /// let mut descent = Optimizer::new(&OptimizerSpec { learning_rate: 0.25, ..OptimizerSpec::sgd() }, 1)?;
    /// let mut p = [1.0];
    /// // Half the rate: 1 − ½ · ¼ · 2.
    /// descent.update_at(Schedule::CONSTANT.after_warm_up(1).factor(0), &mut p, &[2.0]);
    /// assert_eq!(p, [0.75]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn update_at(&mut self, factor: RateFactor, parameters: &mut [T], gradient: &[T]) {
        debug_assert_eq!(parameters.len(), gradient.len(), "a gradient has one number per parameter");
        self.n_updates = self.n_updates.saturating_add(1);
        let rate = self.spec.learning_rate * factor.get();
        let kept = T::from_f64(1.0 - rate * self.spec.weight_decay);
        let step = Step { kept, parameters, gradient };
        let (m, v) = (&mut self.first, &mut self.second);
        let (spec, t) = (&self.spec, self.n_updates);
        let terms = match spec.rule {
            Rule::Sgd => return step.descend(T::from_f64(rate)),
            Rule::Momentum | Rule::Nesterov => return step.roll(VelocityTerms::new(spec, rate), m),
            Rule::RmsProp => RootTerms::of_squares(1.0 - spec.beta_2, 1.0, spec, rate),
            Rule::Adagrad => RootTerms::of_squares(1.0, 0.0, spec, rate),
            Rule::Adam | Rule::AdamW => RootTerms::adam(spec, t, rate),
            Rule::Nadam => RootTerms::nadam(spec, t, &mut self.momentum_product, rate),
        };
        step.divide(terms, m, v);
    }
}

/// v ← μ v + `into_velocity` g; p ← p + `of_velocity` v + `of_gradient` g.
struct VelocityTerms<T> {
    mu: T,
    into_velocity: T,
    of_velocity: T,
    of_gradient: T,
}

impl<T: Real> VelocityTerms<T> {
    fn new(spec: &OptimizerSpec, rate: f64) -> Self {
        let mu = spec.beta_1;
        let (into_velocity, unit) = match spec.convention {
            Convention::Keras => (-rate, 1.0),
            Convention::PyTorch => (1.0, -rate),
        };
        let (of_velocity, of_gradient) =
            if spec.rule == Rule::Nesterov { (unit * mu, -rate) } else { (unit, 0.0) };
        Self {
            mu: T::from_f64(mu),
            into_velocity: T::from_f64(into_velocity),
            of_velocity: T::from_f64(of_velocity),
            of_gradient: T::from_f64(of_gradient),
        }
    }
}

/// m ← m + `enters_1` (g − m); v ← v + `enters_2` (g² − `leaves` v);
/// p ← p − (`of_mean` m + `of_gradient` g) / (√(v + `inside`) + `outside`): every rule that divides by a root.
#[derive(Clone, Copy)]
struct RootTerms {
    enters_1: f64,
    enters_2: f64,
    leaves: f64,
    of_mean: f64,
    of_gradient: f64,
    inside: f64,
    outside: f64,
}

impl RootTerms {
    /// Without a mean of the gradients.
    fn of_squares(enters_2: f64, leaves: f64, spec: &OptimizerSpec, rate: f64) -> Self {
        let (inside, outside) = match spec.convention {
            Convention::Keras => (spec.epsilon, 0.0),
            Convention::PyTorch => (0.0, spec.epsilon),
        };
        Self { enters_1: 0.0, enters_2, leaves, of_mean: 0.0, of_gradient: rate, inside, outside }
    }

    /// Both bias corrections are taken into the rate and ε, so that the pass has neither:
    /// η m̂ / (√v̂ + ε) = η √c₂ / c₁ · m / (√v + √c₂ ε) with cᵢ = 1 − βᵢᵗ.
    fn adam(adam: &OptimizerSpec, t: i32, rate: f64) -> Self {
        let t = f64::from(t);
        let c_1 = 1.0 - libm::pow(adam.correction.of(adam.beta_1), t);
        let root_c_2 = root_of_correction(adam.correction.of(adam.beta_2), t);
        let outside = match adam.convention {
            Convention::Keras => adam.epsilon,
            Convention::PyTorch => root_c_2 * adam.epsilon,
        };
        Self {
            enters_1: 1.0 - adam.beta_1,
            enters_2: 1.0 - adam.beta_2,
            leaves: 1.0,
            of_mean: rate * (root_c_2 / c_1),
            of_gradient: 0.0,
            inside: 0.0,
            outside,
        }
    }

    /// `product` is Πₜ₋₁ and becomes Πₜ.
    fn nadam(nadam: &OptimizerSpec, t: i32, product: &mut f64, rate: f64) -> Self {
        /// The base of the approach of μₜ to β₁, a constant in the source and in both libraries.
        const APPROACH: f64 = 0.96;
        let t = f64::from(t);
        let psi = match nadam.convention {
            Convention::Keras => 1.0,
            Convention::PyTorch => 0.004,
        };
        let mu = |precision: Precision, t: f64| {
            let power = libm::pow(precision.of(APPROACH), psi * t);
            precision.of(nadam.beta_1) * (1.0 - 0.5 * power)
        };
        let (now, next) = (mu(nadam.correction, t), mu(nadam.correction, t + 1.0));
        *product *= mu(Precision::Double, t);
        let beta_2 = nadam.correction.of(nadam.beta_2);
        let root_c_2 = root_of_correction(beta_2, t);
        Self {
            enters_1: 1.0 - nadam.correction.of(nadam.beta_1),
            enters_2: 1.0 - beta_2,
            leaves: 1.0,
            of_mean: rate * root_c_2 * next / (1.0 - *product * next),
            of_gradient: rate * root_c_2 * (1.0 - now) / (1.0 - *product),
            inside: 0.0,
            outside: root_c_2 * nadam.epsilon,
        }
    }
}

/// √(1 − βᵗ).
fn root_of_correction(beta: f64, t: f64) -> f64 {
    libm::sqrt(1.0 - libm::pow(beta, t))
}

/// One pass over the parameters, each of which first keeps its share `kept` = 1 − η λ.
struct Step<'a, T> {
    kept: T,
    parameters: &'a mut [T],
    gradient: &'a [T],
}

impl<T: Real> Step<'_, T> {
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn descend(self, rate: T) {
        for (p, g) in self.parameters.iter_mut().zip(self.gradient) {
            *p = self.kept * *p - rate * *g;
        }
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    fn roll(self, terms: VelocityTerms<T>, velocity: &mut [T]) {
        for ((p, g), v) in self.parameters.iter_mut().zip(self.gradient).zip(velocity) {
            *v = terms.mu * *v + terms.into_velocity * *g;
            *p = self.kept * *p + (terms.of_velocity * *v + terms.of_gradient * *g);
        }
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    fn divide(self, terms: RootTerms, means: &mut [T], squares: &mut [T]) {
        let (enters_1, enters_2) = (T::from_f64(terms.enters_1), T::from_f64(terms.enters_2));
        let (leaves, of_mean) = (T::from_f64(terms.leaves), T::from_f64(terms.of_mean));
        let of_gradient = T::from_f64(terms.of_gradient);
        let (inside, outside) = (T::from_f64(terms.inside), T::from_f64(terms.outside));
        let memory = means.iter_mut().zip(squares);
        for ((p, g), (m, v)) in self.parameters.iter_mut().zip(self.gradient).zip(memory) {
            *m += (*g - *m) * enters_1;
            *v += (*g * *g - leaves * *v) * enters_2;
            let ahead = *m * of_mean + *g * of_gradient;
            *p = self.kept * *p - ahead / ((*v + inside).sqrt() + outside);
        }
    }
}
