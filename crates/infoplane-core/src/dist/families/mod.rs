//! Distributions with parameters: density, entropy, divergence, moments and random draws of each.
//!
//! Every family is a type of its own, proven valid by its constructor; [`Family`] is any of them, built from
//! a name and named parameters, for those who do not care which. Distributions of one number share the
//! [`Univariate`] interface, those of several the [`Multivariate`] one. Where the large terms of a textbook formula cancel, it is
//! summed here from parts that are never negative, and the docs say so.

pub mod binomial;
pub mod categorical;
pub mod cauchy;
pub mod chi;
pub mod continuous_bernoulli;
mod counts;
pub mod dirichlet;
pub mod exponential;
pub mod gamma;
pub mod gumbel;
mod kl;
pub mod laplace;
pub mod log_normal;
pub mod moyal;
pub mod multivariate;
pub mod multivariate_normal;
mod name;
pub mod normal;
pub mod parameter;
pub mod pareto;
pub mod poisson;
pub mod student_t;
pub mod uniform;
pub mod univariate;
pub mod von_mises;

pub use kl::KlError;
pub use name::FamilyName;
pub use parameter::{FamilyError, Parameter};

use crate::math::rng::Stream;
use multivariate::Multivariate;
use univariate::{Support, Univariate};

/// What is the same for all distributions of one number, or of several.
#[derive(Clone, Copy)]
enum Interface<'a> {
    One(&'a dyn Univariate),
    Several(&'a dyn Multivariate),
}

/// The enum of all families, with what differs only by name.
macro_rules! families {
    ($($interface:ident { $($family:ident in $module:ident,)+ })+) => {
        /// A distribution of any of the families.
        ///
        /// ```
        /// use infoplane_core::dist::families::{Family, uniform::Uniform};
        /// let p: Family = Uniform::new(0.0, 2.0)?.into();
        /// assert!((p.entropy() - 2.0_f64.ln()).abs() < 1e-15);
        /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        pub enum Family {
            $($(
                #[doc = concat!("[`", stringify!($family), "`](", stringify!($module), "::", stringify!($family), ").")]
                $family($module::$family),
            )+)+
        }

        impl Family {
            /// The name of its family.
            ///
            /// ```
            /// use infoplane_core::dist::families::{Family, FamilyName, normal::Normal};
            /// assert_eq!(Family::from(Normal::new(0.0, 1.0)?).name(), FamilyName::Normal);
            /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
            /// ```
            pub fn name(&self) -> FamilyName {
                match self {
                    $($(Self::$family(_) => FamilyName::$family,)+)+
                }
            }

            fn interface(&self) -> Interface<'_> {
                match self {
                    $($(Self::$family(distribution) => Interface::$interface(distribution),)+)+
                }
            }
        }

        $($(impl From<$module::$family> for Family {
            fn from(distribution: $module::$family) -> Self {
                Self::$family(distribution)
            }
        })+)+
    };
}

families! {
    One {
        Bernoulli in categorical,
        Beta in dirichlet,
        Binomial in binomial,
        Categorical in categorical,
        Cauchy in cauchy,
        Chi in chi,
        Chi2 in chi,
        ContinuousBernoulli in continuous_bernoulli,
        Exponential in exponential,
        Gamma in gamma,
        Geometric in binomial,
        Gumbel in gumbel,
        HalfNormal in normal,
        InverseGamma in gamma,
        Laplace in laplace,
        LogNormal in log_normal,
        LogitNormal in log_normal,
        Moyal in moyal,
        Normal in normal,
        Pareto in pareto,
        Poisson in poisson,
        StudentT in student_t,
        Uniform in uniform,
        VonMises in von_mises,
        Weibull in gumbel,
    }
    Several {
        Dirichlet in dirichlet,
        MultivariateNormal in multivariate_normal,
        VonMisesFisher in von_mises,
    }
}

impl Family {
    /// The distribution of that family and those parameters, of the names [`FamilyName::parameters`] lists.
    ///
    /// # Errors
    /// [`FamilyError`] if there is no such family, a parameter is missing, unknown or of the wrong shape, or the
    /// constructor of the family refuses it.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, FamilyError, Parameter};
    /// let p = Family::new("normal", &[("loc", Parameter::Scalar(0.0)), ("scale", Parameter::Scalar(1.0))])?;
    /// assert_eq!(p.log_density(&[2.0])? - p.log_density(&[0.0])?, -2.0);
    /// let refused = Family::new("exponential", &[("rate", Parameter::Scalar(-1.0))]);
    /// assert_eq!(refused, Err(FamilyError::Value { parameter: "rate", value: -1.0 }));
    /// # Ok::<(), FamilyError>(())
    /// ```
    pub fn new(name: &str, parameters: &[(&str, Parameter)]) -> Result<Self, FamilyError> {
        match FamilyName::from_name(name) {
            Some(family) => name::build(family, parameters),
            None => Err(FamilyError::Family(name.to_owned())),
        }
    }

    /// The number of coordinates of an outcome.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, dirichlet::Dirichlet};
    /// assert_eq!(Family::from(Dirichlet::new(vec![1.0; 4])?).n_coordinates(), 4);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn n_coordinates(&self) -> usize {
        match self.interface() {
            Interface::One(_) => 1,
            Interface::Several(d) => d.n_coordinates(),
        }
    }

    /// Whether outcomes are counted, so that [`entropy`](Self::entropy) is Shannon's and not differential.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, normal::Normal, poisson::Poisson};
    /// assert!(Family::from(Poisson::new(2.0)?).is_discrete());
    /// assert!(!Family::from(Normal::new(0.0, 1.0)?).is_discrete());
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn is_discrete(&self) -> bool {
        self.as_univariate().is_some_and(|d| matches!(d.support(), Support::Counts { .. }))
    }

    /// What it shares with all distributions of one number; `None` if it is of several.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, dirichlet::Dirichlet, normal::Normal};
    /// let normal = Family::from(Normal::new(1.0, 2.0)?);
    /// assert_eq!(normal.as_univariate().and_then(|p| p.variance()), Some(4.0));
    /// assert!(Family::from(Dirichlet::new(vec![1.0; 4])?).as_univariate().is_none());
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn as_univariate(&self) -> Option<&dyn Univariate> {
        match self.interface() {
            Interface::One(d) => Some(d),
            Interface::Several(_) => None,
        }
    }

    /// ln of the density, or of the probability, at an outcome, in nats: −∞ outside the support, NaN at NaN.
    ///
    /// # Errors
    /// [`FamilyError::Dimension`] unless the outcome has [`n_coordinates`](Self::n_coordinates).
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, exponential::Exponential};
    /// let p = Family::from(Exponential::new(2.0)?);
    /// assert_eq!(p.log_density(&[0.0])?, core::f64::consts::LN_2);
    /// assert_eq!(p.log_density(&[-1.0])?, f64::NEG_INFINITY);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn log_density(&self, x: &[f64]) -> Result<f64, FamilyError> {
        match (self.interface(), x) {
            (Interface::One(d), [x]) => Ok(d.log_density(*x)),
            (Interface::One(_), _) => Err(FamilyError::Dimension { expected: 1, found: x.len() }),
            (Interface::Several(d), _) => d.log_density(x),
        }
    }

    /// H in nats: Shannon's for counts, differential for densities. Never NaN.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, uniform::Uniform};
    /// assert_eq!(Family::from(Uniform::new(0.0, 1.0)?).entropy(), 0.0);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn entropy(&self) -> f64 {
        match self.interface() {
            Interface::One(d) => d.entropy(),
            Interface::Several(d) => d.entropy(),
        }
    }

    /// KL(p‖q) in nats: never negative, 0 for p = q, +∞ where q rules out what happens or a moment diverges.
    ///
    /// Within a family it is the formula of its type, with the accuracy stated there. Across families it is
    /// −H(p) − E ln q(X), from expectations that p knows in closed form, with an accuracy of some 1e-15 of the larger of
    /// the two; between counts, of which p has finitely many, it is the sum Σ p ln(p/q). A count has no probability
    /// under a density, nor a continuum of numbers one under counts: between the two KL is +∞.
    ///
    /// Source: [KULLBACK_LEIBLER_1951](crate::citations::KULLBACK_LEIBLER_1951), section 2; for counts [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.26.
    ///
    /// # Errors
    /// [`KlError::Coordinates`] or [`KlError::Spaces`] if the outcomes of one are not outcomes of the other;
    /// [`KlError::NoClosedForm`].
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, exponential::Exponential, uniform::Uniform};
    /// let (p, q) = (Family::from(Uniform::new(0.0, 1.0)?), Family::from(Exponential::new(1.0)?));
    /// // −E ln e^−X is the mean, a half.
    /// assert_eq!(p.kl(&q)?, 0.5);
    /// assert_eq!(q.kl(&p)?, f64::INFINITY);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn kl(&self, q: &Self) -> Result<f64, KlError> {
        kl::kl(self, q)
    }

    /// The mean of each coordinate: `None` where it is undefined or has no closed form, +∞ where it diverges.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, cauchy::Cauchy, exponential::Exponential};
    /// assert_eq!(Family::from(Exponential::new(2.0)?).mean(), Some(vec![0.5]));
    /// assert_eq!(Family::from(Cauchy::new(0.0, 1.0)?).mean(), None);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn mean(&self) -> Option<Vec<f64>> {
        match self.interface() {
            Interface::One(d) => d.mean().map(|mean| vec![mean]),
            Interface::Several(d) => Some(d.mean()),
        }
    }

    /// The variance of each coordinate: `None` where it is undefined or has no closed form, +∞ where it diverges.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, exponential::Exponential};
    /// assert_eq!(Family::from(Exponential::new(2.0)?).variance(), Some(vec![0.25]));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn variance(&self) -> Option<Vec<f64>> {
        match self.interface() {
            Interface::One(d) => d.variance().map(|variance| vec![variance]),
            Interface::Several(d) => Some(d.variance()),
        }
    }

    /// A random outcome.
    ///
    /// ```
    /// use infoplane_core::dist::families::{Family, dirichlet::Dirichlet};
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let mut stream = Stream::new(1, Purpose::Data);
    /// let pmf = Family::from(Dirichlet::new(vec![1.0; 4])?).sample(&mut stream);
    /// assert!((pmf.iter().sum::<f64>() - 1.0).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn sample(&self, stream: &mut Stream) -> Vec<f64> {
        match self.interface() {
            Interface::One(d) => vec![d.sample(stream)],
            Interface::Several(d) => d.sample(stream),
        }
    }
}
