//! Two-dimensional classes whose posterior p(y|x) is computable: a skeleton plus isotropic Gaussian noise.
//!
//! A point of class c is γ_c(t) + noise · (n₁, n₂), with t uniform on [0, 1] along the skeleton γ_c.
//! So p(x|c) = ∫₀¹ N(x; γ_c(t), noise² I) dt: a quadrature for curves, closed for clusters and squares.
//! All classes are equally likely, and p(y|x) follows by Bayes' rule.

use crate::learner::dataset::{DataSpec, Source};
use core::f64::consts::{PI, SQRT_2, TAU};

/// Decision regions are drawn on [−EXTENT, EXTENT]²; the skeletons lie within [−1, 1]².
pub const EXTENT: f64 = 1.25;

const SPIRAL_TURNS: f64 = 0.9;
const SPIRAL_START: f64 = 0.1;
const LARGEST_RADIUS: f64 = 0.95;
const CLUSTER_RADIUS: f64 = 0.65;
const SMALLEST_RING: f64 = 0.2;
/// Distance of the centers of neighboring half circles, in radii; at 1 the next but one would touch.
const MOON_SPACING: f64 = 1.2;

/// No skeleton is longer than this; it decides how fine the quadrature is.
const LONGEST: f64 = 6.2;
/// The quadrature resolves noise down to this value. Skeletons of different classes are at least
/// 0.08 apart, so that below it the posterior is one-hot to double precision whatever the resolution.
const FINEST_NOISE: f64 = 0.005;
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

/// The skeletons of a generated source: one for each class.
#[derive(Clone, Copy, Debug)]
pub struct Skeleton {
    source: Source,
    n_classes: usize,
}

impl Skeleton {
    /// The skeletons of a valid, generated spec.
    pub const fn new(spec: &DataSpec) -> Self {
        Self { source: spec.source, n_classes: spec.n_classes }
    }

    /// The point of a class at two coordinates in [0, 1); only squares use the second.
    pub fn point(&self, class: usize, t: f64, u: f64) -> [f64; 2] {
        let k = self.n_classes as f64;
        let c = class as f64;
        match self.source {
            Source::Circles => polar(lerp(LARGEST_RADIUS, SMALLEST_RING, c / (k - 1.0)), TAU * t),
            Source::Spirals => polar(lerp(SPIRAL_START, LARGEST_RADIUS, t), TAU * (SPIRAL_TURNS * t + c / k)),
            Source::Moons => moon(k, c, PI * t),
            Source::Xor => {
                let column = (t * k).floor();
                let row = (class + self.n_classes - column as usize % self.n_classes) % self.n_classes;
                [2.0 * t - 1.0, 2.0 * (row as f64 + u) / k - 1.0]
            }
            // The other sources are not generated on the plane; a cluster is as good as anything.
            _ => polar(CLUSTER_RADIUS, TAU * (c / k + 0.125)),
        }
    }
}

/// The posterior of a generated source with its number of classes and noise.
#[derive(Clone, Debug)]
pub struct Generator {
    skeleton: Skeleton,
    noise: f64,
    label_noise: f64,
    /// Quadrature nodes of the skeletons, class by class; empty for squares.
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    class: usize,
    point: [f64; 2],
    weight: f64,
}

impl Generator {
    /// Prepares the quadrature of a valid, generated spec.
    pub fn new(spec: &DataSpec) -> Self {
        let mut generator = Self {
            skeleton: Skeleton::new(spec),
            noise: spec.noise,
            label_noise: spec.label_noise,
            nodes: Vec::new(),
        };
        if spec.source != Source::Xor {
            generator.nodes = (0..spec.n_classes).flat_map(|class| generator.quadrature(class)).collect();
        }
        generator
    }

    /// p(observed label | x) at a point, label noise included.
    ///
    /// Without coordinate noise it is the limit of vanishing noise: the class of the nearest skeleton.
    pub fn posterior(&self, x: [f64; 2]) -> Vec<f64> {
        let noise = self.noise.max(1e-6);
        let mut p = match self.skeleton.source {
            Source::Xor => self.square_densities(x, noise),
            _ => self.curve_densities(x, noise),
        };
        let total: f64 = p.iter().sum();
        for value in &mut p {
            *value /= total;
        }
        flip_labels(&mut p, self.label_noise);
        p
    }

    /// Composite Gauss-Legendre on panels of two standard deviations of the noise.
    fn quadrature(&self, class: usize) -> Vec<Node> {
        if self.skeleton.source == Source::Gaussians {
            return vec![Node { class, point: self.skeleton.point(class, 0.0, 0.0), weight: 1.0 }];
        }
        let n_panels = (LONGEST / (2.0 * self.noise.clamp(FINEST_NOISE, 0.25))).ceil();
        (0..n_panels as usize)
            .flat_map(|panel| GAUSS_LEGENDRE.map(|(node, weight)| (panel, node, weight)))
            .map(|(panel, node, weight)| {
                let t = (panel as f64 + 0.5 + 0.5 * node) / n_panels;
                Node { class, point: self.skeleton.point(class, t, 0.0), weight: weight / n_panels }
            })
            .collect()
    }

    /// p(x|c) up to a common factor, chosen so that the nearest node contributes its weight.
    fn curve_densities(&self, x: [f64; 2], noise: f64) -> Vec<f64> {
        let nearest =
            self.nodes.iter().map(|node| squared_distance(node.point, x)).fold(f64::INFINITY, f64::min);
        let mut densities = vec![0.0; self.skeleton.n_classes];
        for node in &self.nodes {
            let exponent = (squared_distance(node.point, x) - nearest) / (2.0 * noise * noise);
            if exponent < NEGLIGIBLE {
                densities[node.class] += node.weight * libm::exp(-exponent);
            }
        }
        densities
    }

    /// p(x|c) up to a common factor for the squares of a k×k board, y = (column + row) mod k.
    fn square_densities(&self, x: [f64; 2], noise: f64) -> Vec<f64> {
        // Farther out than 20 standard deviations both masses underflow; the ratio barely changes there.
        let reach = 1.0 + 20.0 * noise;
        let masses = x.map(|x| self.side_masses(x.clamp(-reach, reach), noise));
        let mut densities = vec![0.0; self.skeleton.n_classes];
        for (column, p) in masses[0].iter().enumerate() {
            for (row, q) in masses[1].iter().enumerate() {
                densities[(column + row) % self.skeleton.n_classes] += p * q;
            }
        }
        densities
    }

    /// For each of the k intervals of [−1, 1]: probability that x − noise · n falls into it.
    fn side_masses(&self, x: f64, noise: f64) -> Vec<f64> {
        let k = self.skeleton.n_classes as f64;
        let scaled = |edge: usize| (2.0 * edge as f64 / k - 1.0 - x) / (noise * SQRT_2);
        (0..self.skeleton.n_classes).map(|i| erf_difference(scaled(i), scaled(i + 1))).collect()
    }
}

/// Mixes a distribution with label noise: with probability `label_noise`, one of the other classes.
pub fn flip_labels(p: &mut [f64], label_noise: f64) {
    let others = p.len() as f64 - 1.0;
    for value in p {
        *value = (1.0 - label_noise) * *value + label_noise / others * (1.0 - *value);
    }
}

fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}

fn lerp(from: f64, to: f64, t: f64) -> f64 {
    from + (to - from) * t
}

/// Half circles in a chain, open upward and downward in turn, each reaching into its neighbors.
fn moon(k: f64, c: f64, angle: f64) -> [f64; 2] {
    let from_middle = MOON_SPACING * (c - (k - 1.0) / 2.0);
    let scale = LARGEST_RADIUS / (MOON_SPACING * (k - 1.0) / 2.0 + 1.0);
    let up = if c % 2.0 == 0.0 { 1.0 } else { -1.0 };
    [scale * (from_middle + libm::cos(angle)), scale * up * (libm::sin(angle) - 0.25)]
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

    const GENERATED: [Source; 5] =
        [Source::Circles, Source::Spirals, Source::Xor, Source::Moons, Source::Gaussians];

    fn generator(source: Source, n_classes: usize, noise: f64, label_noise: f64) -> Generator {
        Generator::new(&DataSpec { source, n_classes, noise, label_noise, ..DataSpec::default() })
    }

    #[test]
    fn posteriors_are_distributions_everywhere() {
        for source in GENERATED {
            for (k, noise) in [(2, 0.0), (3, 0.003), (4, 0.05), (2, 1.0)] {
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
        for source in [Source::Circles, Source::Spirals, Source::Moons, Source::Gaussians] {
            for k in 2..=4 {
                let nodes = generator(source, k, 0.01, 0.0).nodes;
                let inside = |node: &Node| node.point.iter().all(|x| x.abs() <= 1.0);
                assert!(nodes.iter().all(inside), "{source:?} {k}");
                let gap = nodes
                    .iter()
                    .flat_map(|a| nodes.iter().filter(|b| b.class != a.class).map(|b| (a.point, b.point)))
                    .map(|(a, b)| libm::sqrt(squared_distance(a, b)))
                    .fold(f64::INFINITY, f64::min);
                assert!(gap > 0.08, "{source:?} {k} {gap}");
            }
        }
    }

    #[test]
    fn quadrature_agrees_with_a_fine_sum() {
        for source in [Source::Circles, Source::Spirals, Source::Moons] {
            let generator = generator(source, 3, 0.1, 0.0);
            for x in [[0.1, 0.2], [-0.5, 0.4], [0.7, 0.7]] {
                let density = |class| {
                    (0..100_000)
                        .map(|i| generator.skeleton.point(class, (f64::from(i) + 0.5) / 1e5, 0.0))
                        .map(|point| libm::exp(-squared_distance(point, x) / 0.02))
                        .sum::<f64>()
                };
                let fine = [density(0), density(1), density(2)];
                let total: f64 = fine.iter().sum();
                for (found, expected) in generator.posterior(x).iter().zip(fine) {
                    assert!((found - expected / total).abs() < 1e-6, "{source:?} {x:?}");
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
    fn one_coordinate_of_the_board_says_nothing() {
        let generator = generator(Source::Xor, 3, 0.05, 0.0);
        let mean: f64 = (0..3000)
            .map(|i| generator.square_densities([0.4, f64::from(i) / 500.0 - 3.0], 0.05)[0])
            .sum::<f64>();
        let other: f64 = (0..3000)
            .map(|i| generator.square_densities([0.4, f64::from(i) / 500.0 - 3.0], 0.05)[1])
            .sum::<f64>();
        assert!((mean / other - 1.0).abs() < 1e-9);
    }
}
