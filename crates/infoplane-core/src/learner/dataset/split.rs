//! Training set and test set.

use crate::math::ranking::ascending;
use crate::math::rng::Stream;

crate::named_enum! {
    /// How the training samples are drawn.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Split, samples};
    /// // Three classes of 200: half of the samples, and half of each class.
    /// let data = samples(&DataSpec { split: Split::Stratified, ..DataSpec::default() }, 1, None)?;
    /// let n_train = |class| data.train.iter().filter(|sample| data.labels[**sample] == class).count();
    /// assert_eq!([n_train(0), n_train(1), n_train(2)], [100, 100, 100]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub enum Split {
        /// Each class in proportion.
        Stratified = "stratified",
        /// A random permutation, whatever the classes: the protocol of [Saxe et al.](crate::citations::SAXE_2018).
        Random = "random",
    }
}

impl Split {
    /// Training and test indices, ascending: n · fraction for training, rounded to the nearest (half to even), but at
    /// least one sample for each of the two. One split per seed of the stream.
    pub(super) fn indices(
        self,
        labels: &[usize],
        n_classes: usize,
        fraction: f64,
        mut stream: Stream,
    ) -> (Vec<usize>, Vec<usize>) {
        let mut order: Vec<usize> = (0..labels.len()).collect();
        stream.shuffle(&mut order);
        if self == Self::Stratified {
            order = in_class_proportion(&order, labels, n_classes);
        }
        let most = labels.len().saturating_sub(1);
        let n_train = (libm::rint(fraction * labels.len() as f64) as usize).clamp(1.min(most), most);
        let mut trains = vec![false; labels.len()];
        order[..n_train].iter().for_each(|sample| trains[*sample] = true);
        (0..labels.len()).partition(|sample| trains[*sample])
    }
}

/// Reorders shuffled samples so that every beginning of the list has each class in proportion.
fn in_class_proportion(order: &[usize], labels: &[usize], n_classes: usize) -> Vec<usize> {
    // Shuffled within each class, position j of m counts as (j + ½) / m.
    let mut sizes = vec![0_usize; n_classes];
    labels.iter().for_each(|label| sizes[*label] += 1);
    let mut seen = vec![0_usize; n_classes];
    let mut ranks = Vec::with_capacity(labels.len());
    for &sample in order {
        let class = labels[sample];
        ranks.push((seen[class] as f64 + 0.5) / sizes[class] as f64);
        seen[class] += 1;
    }
    ascending(&ranks).into_iter().map(|position| order[position]).collect()
}
