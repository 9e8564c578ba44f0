//! The posterior p(y|x) of generated samples, exact up to quadrature.
//!
//! A point of class c is γ_c(t, u) + noise · (n₁, n₂), with t and u uniform on [0, 1] over the skeleton γ_c. So
//! p(x|c) = ∫₀¹∫₀¹ N(x; γ_c(t, u), noise² I) dt du, and by Bayes' rule p(c|x) ∝ π_c p(x|c), with the class weights π_c.
//!
//! | skeleton | p(x\|c) up to a common factor, with ρ = ‖x‖ and σ = noise |
//! |---|---|
//! | cluster at μ | exp(−‖x − μ‖² / 2σ²) |
//! | curve | quadrature of the above along the curve |
//! | circle of radius r | exp(−(ρ − r)² / 2σ²) · e^−z I₀(z), z = ρ r / σ² (the density of Rice) |
//! | filled ring | quadrature of the above over r with weight 2 r / (r₂² − r₁²) |
//! | squares of a board | sum of products of differences of the error function |

use super::skeleton::Skeleton;
use super::{DataSpec, Source, class_shares, flip_labels};
use crate::math::bessel::bessel_i;
use core::f64::consts::SQRT_2;

/// Decision regions are drawn on [−EXTENT, EXTENT]²; the skeletons lie within [−1, 1]².
///
/// ```
/// use infoplane_core::learner::dataset::generator::EXTENT;
/// use infoplane_core::learner::dataset::{DataSpec, samples};
/// // Without noise all points are seen.
/// let data = samples(&DataSpec { noise: 0.0, ..DataSpec::default() }, 1, None)?;
/// assert!(data.points.iter().flatten().all(|x| f64::from(x.abs()) < EXTENT));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub const EXTENT: f64 = 1.25;

/// No skeleton is longer than this; it decides how fine the quadrature is.
const LONGEST: f64 = 6.2;
/// The quadrature resolves noise down to this value. Skeletons of different classes are at least
/// 0.05 apart, so that below it the posterior is one-hot to double precision whatever the resolution.
const FINEST_NOISE: f64 = 0.005;
/// Above it quadrature panels are as long as for it: two on a length of 1, which no noise makes too few.
const COARSEST_NOISE: f64 = 0.25;
/// The noise that a posterior is computed for where there is none: less, and its square is lost beside the coordinates'.
const LEAST_NOISE: f64 = 1e-6;
/// In standard deviations: farther out both masses underflow, and the ratio barely changes.
const FARTHEST: f64 = 20.0;
/// exp(−40) is below the rounding of the sum it would be added to.
const NEGLIGIBLE: f64 = 40.0;
/// Nodes on [−1, 1] and half the weights of the 5-point Gauss-Legendre rule.
const GAUSS_LEGENDRE: [(f64, f64); 5] = [
    (-0.906_179_845_938_664, 0.118_463_442_528_094_54),
    (-0.538_469_310_105_683_1, 0.239_314_335_249_683_24),
    (0.0, 0.284_444_444_444_444_4),
    (0.538_469_310_105_683_1, 0.239_314_335_249_683_24),
    (0.906_179_845_938_664, 0.118_463_442_528_094_54),
];

/// The posterior of a generated source with its classes and noise.
///
/// Accuracy: 1e-6 of p(y|x) for noise from 0.005 on, tested against fine sums (2e-6, theirs included) from 0.02 on; for
/// clusters, circles and boards the rounding of exp and erf. Cost of one posterior: O(k) for clusters and circles, O(k²) for boards, and 15 / noise
/// exponentials for each curve and ring.
///
/// ```
/// use infoplane_core::learner::dataset::{DataSpec, Source};
/// use infoplane_core::learner::dataset::generator::Generator;
/// // Two clusters opposite each other: on the line between them, at 45°, the middle belongs to both, and a first
/// // class that is 3 times as frequent has 3/4 of it.
/// let spec = DataSpec { source: Source::Gaussians, n_classes: 2, imbalance: 3.0, ..DataSpec::default() };
/// let p = Generator::new(&spec).posterior([0.0, 0.0]);
/// assert!((p[0] - 0.75).abs() < 1e-12);
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    skeleton: Skeleton,
    noise: f64,
    label_noise: f64,
    weights: Vec<f64>,
    /// Quadrature nodes of the skeletons, class by class, weighted by class; empty for boards.
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    class: usize,
    /// Of a round skeleton (radius, 0), which stands for the circle through it.
    point: [f64; 2],
    weight: f64,
}

impl Generator {
    /// Prepares the quadrature of a valid, generated spec.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source, generator::Generator};
    /// // Filled rings without noise: the origin is in the disc of the first class.
    /// let spec = DataSpec { source: Source::Rings, noise: 0.0, ..DataSpec::default() };
    /// assert_eq!(Generator::new(&spec).posterior([0.0, 0.0]), [1.0, 0.0, 0.0]);
    /// ```
    pub fn new(spec: &DataSpec) -> Self {
        let skeleton = Skeleton::new(spec);
        let mut generator = Self {
            skeleton,
            noise: spec.noise,
            label_noise: spec.label_noise,
            weights: class_shares(spec.n_classes, spec.imbalance),
            nodes: Vec::new(),
        };
        if skeleton.board_side().is_none() {
            generator.nodes =
                (0..spec.n_classes).flat_map(|class| generator.quadrature(spec, class)).collect();
        }
        generator
    }

    /// p(observed label | x) at a point, label noise included.
    ///
    /// Without coordinate noise it is the limit of vanishing noise: the class of the nearest skeleton.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source, generator::Generator};
    /// // Where four squares of two classes meet both are as probable, whatever the label noise.
    /// let spec = DataSpec { source: Source::Xor, n_classes: 2, label_noise: 0.3, ..DataSpec::default() };
    /// let p = Generator::new(&spec).posterior([0.0, 0.0]);
    /// assert!((p[0] - 0.5).abs() < 1e-12 && (p[1] - 0.5).abs() < 1e-12);
    /// ```
    pub fn posterior(&self, x: [f64; 2]) -> Vec<f64> {
        let noise = self.noise.max(LEAST_NOISE);
        let mut p = match self.skeleton.board_side() {
            Some(side) => self.square_densities(x, noise, side),
            None => self.node_densities(x, noise),
        };
        let total: f64 = p.iter().sum();
        for value in &mut p {
            *value /= total;
        }
        flip_labels(&mut p, self.label_noise);
        p
    }

    /// The nodes of a class: one for a cluster or circle, else composite Gauss-Legendre on panels of at most two
    /// standard deviations of the noise.
    fn quadrature(&self, spec: &DataSpec, class: usize) -> Vec<Node> {
        let prior = self.weights[class];
        let (inner, outer) = self.skeleton.ring(class);
        match spec.source {
            Source::Circles => vec![Node { class, point: [outer, 0.0], weight: prior }],
            Source::Rings => {
                let node = |(t, weight)| {
                    let radius = inner + (outer - inner) * t;
                    let weight = prior * weight * 2.0 * radius / (outer + inner);
                    Node { class, point: [radius, 0.0], weight }
                };
                self.rule(outer - inner).map(node).collect()
            }
            Source::Gaussians => {
                vec![Node { class, point: self.skeleton.point(class, 0.0, 0.0), weight: prior }]
            }
            _ => {
                let point = |t| self.skeleton.point(class, t, 0.0);
                let node = |(t, weight)| Node { class, point: point(t), weight: prior * weight };
                self.rule(LONGEST).map(node).collect()
            }
        }
    }

    /// Positions in [0, 1] and weights of the quadrature of something so long.
    fn rule(&self, length: f64) -> impl Iterator<Item = (f64, f64)> {
        let n_panels = (length / (2.0 * self.noise.clamp(FINEST_NOISE, COARSEST_NOISE))).ceil();
        (0..n_panels as usize)
            .flat_map(|panel| GAUSS_LEGENDRE.map(|(node, weight)| (panel, node, weight)))
            .map(move |(panel, node, weight)| {
                ((panel as f64 + 0.5 + 0.5 * node) / n_panels, weight / n_panels)
            })
    }

    /// π_c p(x|c) up to a common factor, chosen so that the nearest node contributes its weight.
    fn node_densities(&self, x: [f64; 2], noise: f64) -> Vec<f64> {
        let is_round = self.skeleton.is_round();
        let x = if is_round { [libm::hypot(x[0], x[1]), 0.0] } else { x };
        let nearest =
            self.nodes.iter().map(|node| squared_distance(node.point, x)).fold(f64::INFINITY, f64::min);
        let mut densities = vec![0.0; self.skeleton.n_classes()];
        for node in &self.nodes {
            let exponent = (squared_distance(node.point, x) - nearest) / (2.0 * noise * noise);
            if exponent < NEGLIGIBLE {
                let around = if is_round { on_circle(node.point[0], x[0], noise) } else { 1.0 };
                densities[node.class] += node.weight * libm::exp(-exponent) * around;
            }
        }
        densities
    }

    /// π_c p(x|c) up to a common factor for the squares of a board, y = (column + row) mod k.
    fn square_densities(&self, x: [f64; 2], noise: f64, side: usize) -> Vec<f64> {
        let reach = 1.0 + FARTHEST * noise;
        let masses = x.map(|x| side_masses(x.clamp(-reach, reach), noise, side));
        let mut densities = vec![0.0; self.skeleton.n_classes()];
        for (column, p) in masses[0].iter().enumerate() {
            for (row, q) in masses[1].iter().enumerate() {
                let class = (column + row) % self.skeleton.n_classes();
                densities[class] += self.weights[class] * p * q;
            }
        }
        densities
    }
}

/// For each of the equal intervals of [−1, 1]: probability that x − noise · n falls into it.
fn side_masses(x: f64, noise: f64, n_intervals: usize) -> Vec<f64> {
    let scaled = |edge: usize| (2.0 * edge as f64 / n_intervals as f64 - 1.0 - x) / (noise * SQRT_2);
    (0..n_intervals).map(|i| erf_difference(scaled(i), scaled(i + 1))).collect()
}

/// e^−z I₀(z) with z = r ρ / σ²: the share of a circle of radius r that lies toward x.
fn on_circle(r: f64, rho: f64, noise: f64) -> f64 {
    libm::exp(bessel_i(0.0, r * rho / (noise * noise)).ln_scaled)
}

fn squared_distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    dx * dx + dy * dy
}

/// erf b − erf a for a < b, accurate in the tails too.
fn erf_difference(a: f64, b: f64) -> f64 {
    if a > 0.0 {
        libm::erfc(a) - libm::erfc(b)
    } else if b < 0.0 {
        libm::erfc(-b) - libm::erfc(-a)
    } else {
        libm::erf(b) - libm::erf(a)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated() -> impl Iterator<Item = Source> {
        Source::ALL.iter().copied().filter(|source| source.is_generated())
    }

    fn generator(source: Source, n_classes: usize, noise: f64, label_noise: f64) -> Generator {
        Generator::new(&DataSpec { source, n_classes, noise, label_noise, ..DataSpec::default() })
    }

    #[test]
    fn posteriors_are_distributions_everywhere() {
        for source in generated() {
            for (k, noise) in [(2, 0.0), (3, 0.003), (4, 0.05), (2, 1.0), (6, 0.1)] {
                let generator = generator(source, k, noise, 0.1);
                for x in [[0.0, 0.0], [0.3, -0.2], [-1.25, 1.25], [40.0, -3.0]] {
                    let p = generator.posterior(x);
                    assert!(
                        (p.iter().sum::<f64>() - 1.0).abs() < 1e-12,
                        "{source:?} {k} {noise} {x:?} {p:?}"
                    );
                    assert!(p.iter().all(|value| *value >= 0.1 / (k as f64 - 1.0) * 0.99));
                }
            }
        }
    }

    #[test]
    fn skeletons_lie_in_the_unit_square_and_classes_stay_apart() {
        for source in generated().filter(|source| !matches!(source, Source::Xor | Source::Checkerboard)) {
            for k in 2..=6 {
                let nodes = generator(source, k, 0.01, 0.0).nodes;
                let inside = |node: &Node| node.point.iter().all(|x| x.abs() <= 1.0);
                assert!(nodes.iter().all(inside), "{source:?} {k}");
                let gap = nodes
                    .iter()
                    .flat_map(|a| nodes.iter().filter(|b| b.class != a.class).map(|b| (a.point, b.point)))
                    .map(|(a, b)| libm::sqrt(squared_distance(a, b)))
                    .fold(f64::INFINITY, f64::min);
                assert!(gap > 0.05, "{source:?} {k} {gap}");
            }
        }
    }

    /// p(c|x) by brute force: the mean of exp(−‖x − γ(t, u)‖² / 2σ²) over midpoints of a fine grid of t and, for areas, u.
    fn by_fine_sum(spec: &DataSpec, x: [f64; 2]) -> Vec<f64> {
        let skeleton = Skeleton::new(spec);
        let weights = class_shares(spec.n_classes, spec.imbalance);
        let is_area = matches!(spec.source, Source::Rings | Source::Xor | Source::Checkerboard);
        // Divisible by the number of columns and rows, so that no cell of the grid reaches over the edge of a square.
        let (n_t, n_u) = if is_area { (720, 720) } else { (400_000, 1) };
        let midpoint = |i: usize, n: usize| (i as f64 + 0.5) / n as f64;
        let density = |class: usize| {
            let grid = (0..n_t).flat_map(|i| (0..n_u).map(move |j| (midpoint(i, n_t), midpoint(j, n_u))));
            let points = grid.map(|(t, u)| skeleton.point(class, t, u));
            let kernel = |point| libm::exp(-squared_distance(point, x) / (2.0 * spec.noise * spec.noise));
            weights[class] * points.map(kernel).sum::<f64>()
        };
        let densities: Vec<f64> = (0..spec.n_classes).map(density).collect();
        let total: f64 = densities.iter().sum();
        densities.iter().map(|density| density / total).collect()
    }

    #[test]
    fn posteriors_agree_with_a_fine_sum() {
        for source in generated() {
            for noise in [0.02, 0.1, 0.4] {
                let spec = DataSpec { source, noise, imbalance: 5.0, ..DataSpec::default() };
                let generator = Generator::new(&spec);
                // At the edges of squares the midpoint rule of the sum is off by h²/24 times the change of slope, which
                // is below 2/σ² of the density; elsewhere the sum is smooth, and the quadrature decides.
                let spacing = 2.0 / 720.0 / noise;
                let is_board = matches!(source, Source::Xor | Source::Checkerboard);
                let tolerance = if is_board { spacing * spacing / 12.0 } else { 2e-6 };
                for x in [[0.1, 0.2], [-0.5, 0.4], [0.7, 0.7]] {
                    for (found, expected) in generator.posterior(x).iter().zip(by_fine_sum(&spec, x)) {
                        let error = (found - expected).abs();
                        assert!(error < tolerance, "{source:?} {noise} {x:?} {found} {expected}");
                    }
                }
            }
        }
    }

    #[test]
    fn two_clusters_have_a_logistic_posterior() {
        let generator = generator(Source::Gaussians, 2, 0.3, 0.0);
        let (a, x) = (generator.skeleton.point(0, 0.0, 0.0), [0.2, -0.1]);
        let logit = 2.0 * (a[0] * x[0] + a[1] * x[1]) / 0.09;
        assert!((generator.posterior(x)[0] - 1.0 / (1.0 + libm::exp(-logit))).abs() < 1e-12);
    }

    #[test]
    fn one_coordinate_of_a_board_says_nothing() {
        for source in [Source::Xor, Source::Checkerboard] {
            let generator = generator(source, 3, 0.05, 0.0);
            let side = generator.skeleton.board_side().expect("a board");
            let mass = |class: usize| {
                let along = (0..3000).map(|i| [0.4, f64::from(i) / 500.0 - 3.0]);
                along.map(|x| generator.square_densities(x, 0.05, side)[class]).sum::<f64>()
            };
            assert!((mass(0) / mass(1) - 1.0).abs() < 1e-9, "{source:?}");
        }
    }
}
