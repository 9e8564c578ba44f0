//! Local search: single x move between clusters, and clusters merge.

use super::{ROUNDING, Source, cost};

/// A partition with what its moves need to know.
pub(super) struct Clusters<'a> {
    source: &'a Source,
    beta: f64,
    pub(super) assignment: Vec<usize>,
    /// Row t is q(t, y); empty clusters have zeros.
    q_ty: Vec<Vec<f64>>,
    costs: Vec<f64>,
}

impl<'a> Clusters<'a> {
    /// There is always room for a cluster of each x.
    pub(super) fn new(source: &'a Source, beta: f64, assignment: &[usize]) -> Self {
        let n = source.n_x();
        let mut clusters = Self {
            source,
            beta,
            assignment: assignment.to_vec(),
            q_ty: vec![vec![0.0; source.n_y()]; n],
            costs: vec![0.0; n],
        };
        (0..n).for_each(|t| clusters.refresh(t));
        clusters
    }

    pub(super) fn total(&self) -> f64 {
        self.costs.iter().sum()
    }

    pub(super) fn rounding(&self) -> f64 {
        ROUNDING * (1.0 + self.beta)
    }

    /// Sums the members again, so that no rounding is left behind by moves.
    fn refresh(&mut self, t: usize) {
        self.q_ty[t].fill(0.0);
        for x in (0..self.assignment.len()).filter(|&x| self.assignment[x] == t) {
            let p = self.source.p_x[x];
            self.q_ty[t].iter_mut().zip(self.source.row(x)).for_each(|(q, p_y)| *q += p * p_y);
        }
        self.costs[t] = cost(&self.q_ty[t], self.beta);
    }

    /// The cost of cluster t with some more probability.
    fn cost_with(&self, t: usize, more: &[f64]) -> f64 {
        let q_y: Vec<f64> = self.q_ty[t].iter().zip(more).map(|(q, more)| q + more).collect();
        cost(&q_y, self.beta)
    }

    fn is_empty(&self, t: usize) -> bool {
        !self.assignment.contains(&t)
    }

    /// Moves and merges until neither improves. Every step lowers the total by more than rounding, so it ends.
    pub(super) fn improve(&mut self) {
        while (0..self.assignment.len()).any(|x| self.move_one(x)) || self.merge_best(-self.rounding()) {}
    }

    /// Moves x to where it costs least, if that is an improvement.
    fn move_one(&mut self, x: usize) -> bool {
        let from = self.assignment[x];
        let own: Vec<f64> = self.source.row(x).iter().map(|p_y| self.source.p_x[x] * p_y).collect();
        let added: Vec<f64> =
            (0..self.costs.len()).map(|t| self.cost_with(t, &own) - self.costs[t]).collect();
        self.assignment[x] = usize::MAX;
        self.refresh(from);
        let stay = self.cost_with(from, &own) - self.costs[from];
        let value = |t: usize| if t == from { stay } else { added[t] };
        let to = (0..added.len()).fold(from, |best, t| if value(t) < value(best) { t } else { best });
        let improves = value(to) < stay - self.rounding();
        let target = if improves { to } else { from };
        self.assignment[x] = target;
        self.refresh(target);
        improves
    }

    /// Joins the two clusters whose merge adds least to the cost, if that is less than the limit.
    fn merge_best(&mut self, limit: f64) -> bool {
        let used: Vec<usize> = (0..self.costs.len()).filter(|&t| !self.is_empty(t)).collect();
        let mut best = (limit, None);
        for (i, &s) in used.iter().enumerate() {
            for &t in &used[i + 1..] {
                let added = self.cost_with(s, &self.q_ty[t]) - self.costs[s] - self.costs[t];
                if added < best.0 {
                    best = (added, Some((s, t)));
                }
            }
        }
        let Some((s, t)) = best.1 else { return false };
        self.assignment.iter_mut().filter(|f| **f == t).for_each(|f| *f = s);
        self.refresh(s);
        self.refresh(t);
        true
    }
}

/// The best partition on the way from T = X to one cluster, two joined at a time.
pub(super) fn agglomerated(source: &Source, beta: f64) -> Clusters<'_> {
    let identity: Vec<usize> = (0..source.n_x()).collect();
    let mut clusters = Clusters::new(source, beta, &identity);
    let mut best = (clusters.total(), identity);
    while clusters.merge_best(f64::INFINITY) {
        if clusters.total() < best.0 {
            best = (clusters.total(), clusters.assignment.clone());
        }
    }
    Clusters::new(source, beta, &best.1)
}
