//! Joints from joints: some of the variables, several as one, one given, one more.

use super::{Joint, JointError, check_cells, coordinates};
use crate::dist::channel::Channel;
use crate::dist::pmf::Pmf;
use crate::math::sum::CompensatedSum;

impl Joint {
    /// The joint pmf of these variables in this order; the others are summed out.
    ///
    /// All variables in another order are the same joint, transposed.
    ///
    /// # Errors
    /// [`JointError`] if none is named, one does not exist, or one is named twice.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
    /// assert_eq!(joint.marginal(&[1])?.as_slice(), [0.75, 0.25]);
    /// assert_eq!(joint.marginal(&[1, 0])?.as_slice(), [0.5, 0.25, 0.0, 0.25]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn marginal(&self, variables: &[usize]) -> Result<Self, JointError> {
        self.grouped(&variables.iter().map(core::slice::from_ref).collect::<Vec<_>>())
    }

    /// The pmf of one variable.
    ///
    /// # Errors
    /// [`JointError::Variable`] if there is no such variable.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
    /// assert_eq!(joint.marginal_pmf(0)?.as_slice(), [0.5, 0.5]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn marginal_pmf(&self, variable: usize) -> Result<Pmf, JointError> {
        Ok(self.marginal(&[variable])?.pmf)
    }

    /// A joint with one variable for each group of variables of this one, whose outcomes are
    /// those of the group together; variables in no group are summed out.
    ///
    /// # Errors
    /// [`JointError`] if there is no group, one is empty, a variable does not exist or is named twice.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::new(&[2, 2, 2], vec![0.125; 8])?;
    /// // What X and Y together say of Z is a question about two variables.
    /// assert_eq!(joint.grouped(&[&[0, 1], &[2]])?.shape(), [4, 2]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn grouped(&self, groups: &[&[usize]]) -> Result<Self, JointError> {
        if groups.is_empty() || groups.iter().any(|group| group.is_empty()) {
            return Err(JointError::NoVariables);
        }
        self.check_variables(groups)?;
        let shape = groups.iter().map(|group| self.n_outcomes(group)).collect();
        Ok(Self::proven(shape, Pmf::proven(self.sums(&groups.concat()))))
    }

    /// The same probabilities with other variables: each cell keeps its place in the row-major order.
    ///
    /// # Errors
    /// [`JointError`] unless the new shape has as many cells.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// // One die of four faces as two coins.
    /// let die = Joint::new(&[4], vec![0.25; 4])?;
    /// assert_eq!(die.reshaped(&[2, 2])?.marginal_pmf(0)?.as_slice(), [0.5, 0.5]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn reshaped(&self, shape: &[usize]) -> Result<Self, JointError> {
        check_cells(shape, self.as_slice().len())?;
        Ok(Self::proven(shape.to_vec(), self.pmf.clone()))
    }

    /// The joint pmf of the other variables, given that this one has this outcome.
    ///
    /// # Errors
    /// [`JointError`] if there is no such variable or outcome, no other variable, or the outcome is impossible.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
    /// assert_eq!(joint.given(0, 1)?.as_slice(), [0.5, 0.5]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn given(&self, variable: usize, outcome: usize) -> Result<Self, JointError> {
        self.check_variables(&[&[variable]])?;
        let n_outcomes = self.shape[variable];
        if outcome >= n_outcomes {
            return Err(JointError::Outcome { variable, index: outcome, n_outcomes });
        }
        let others: Vec<usize> = (0..self.n_variables()).filter(|&other| other != variable).collect();
        if others.is_empty() {
            return Err(JointError::NoVariables);
        }
        let shape: Vec<usize> = others.iter().map(|&other| self.shape[other]).collect();
        let rows = self.sums(&[&[variable], others.as_slice()].concat());
        let row = rows.chunks(rows.len() / n_outcomes).nth(outcome).unwrap_or_default();
        let impossible = |_| JointError::Impossible { variables: vec![variable], outcome: vec![outcome] };
        Ok(Self::proven(shape, Pmf::normalized(row).map_err(impossible)?))
    }

    /// p(y|x) for groups of variables x and y: the channel from x to y.
    ///
    /// # Errors
    /// [`JointError`] if a group is empty, a variable does not exist or is named twice, or an
    /// outcome of x is impossible, so that it has no row.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
    /// assert_eq!(joint.channel(&[0], &[1])?.rows()[1].as_slice(), [0.5, 0.5]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn channel(&self, x: &[usize], y: &[usize]) -> Result<Channel, JointError> {
        let table = self.grouped(&[x, y])?;
        let x_shape: Vec<usize> = x.iter().map(|&variable| self.shape[variable]).collect();
        let row = |(cell, row): (usize, &[f64])| {
            Pmf::normalized(row).map_err(|_| JointError::Impossible {
                variables: x.to_vec(),
                outcome: coordinates(&x_shape, cell),
            })
        };
        let rows = table.as_slice().chunks(table.shape[1]).enumerate().map(row);
        Ok(Channel::proven(rows.collect::<Result<_, _>>()?))
    }

    /// This joint and, as a last variable, what a channel makes of one of its variables.
    ///
    /// The new variable depends on the others through that one alone: a Markov chain.
    ///
    /// # Errors
    /// [`JointError`] if there is no such variable, the channel has another number of inputs, or
    /// the sums of joint and rows miss one to the same side by all they may.
    ///
    /// ```
    /// use infoplane_core::dist::{channel::Channel, joint::Joint};
    /// let coin = Joint::new(&[2], vec![0.5, 0.5])?;
    /// let noisy = coin.with_output(0, &Channel::new(vec![vec![0.75, 0.25], vec![0.25, 0.75]])?)?;
    /// assert_eq!(noisy.as_slice(), [0.375, 0.125, 0.125, 0.375]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_output(&self, variable: usize, channel: &Channel) -> Result<Self, JointError> {
        self.check_variables(&[&[variable]])?;
        let (n_outcomes, n_inputs) = (self.shape[variable], channel.n_inputs());
        if n_outcomes != n_inputs {
            return Err(JointError::Inputs { variable, n_outcomes, n_inputs });
        }
        let inputs = self.cell_map(&[variable]);
        let cells = self
            .as_slice()
            .iter()
            .zip(inputs)
            .flat_map(|(p, input)| channel.rows()[input].as_slice().iter().map(move |w| p * w));
        Self::new(&[self.shape.as_slice(), &[channel.n_outputs()]].concat(), cells.collect())
    }

    /// Σ over the other variables, rounded once: one sum for each outcome of these, or the total for none.
    pub(crate) fn sums(&self, variables: &[usize]) -> Vec<f64> {
        let mut sums = vec![CompensatedSum::default(); self.n_outcomes(variables)];
        for (p, outcome) in self.as_slice().iter().zip(self.cell_map(variables)) {
            sums[outcome].add(*p);
        }
        sums.into_iter().map(CompensatedSum::value).collect()
    }

    /// For each cell, the place of its outcome in [`Joint::sums`] of these variables.
    pub(crate) fn cell_map(&self, variables: &[usize]) -> Vec<usize> {
        let stride = |variable: usize| self.shape[variable + 1..].iter().product::<usize>();
        let steps: Vec<(usize, usize)> = variables.iter().map(|&v| (stride(v), self.shape[v])).collect();
        (0..self.as_slice().len())
            .map(|cell| steps.iter().fold(0, |place, (stride, n)| place * n + cell / stride % n))
            .collect()
    }

    /// Proves that all variables of the groups exist and none is named twice.
    pub(crate) fn check_variables(&self, groups: &[&[usize]]) -> Result<(), JointError> {
        let n_variables = self.n_variables();
        let mut named = vec![false; n_variables];
        for &index in groups.iter().copied().flatten() {
            if index >= n_variables {
                return Err(JointError::Variable { index, n_variables });
            }
            if core::mem::replace(&mut named[index], true) {
                return Err(JointError::Repeated(index));
            }
        }
        Ok(())
    }

    /// The number of outcomes of variables together; 1 for none.
    fn n_outcomes(&self, variables: &[usize]) -> usize {
        variables.iter().map(|&variable| self.shape[variable]).product()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting() -> Joint {
        Joint::normalized(&[2, 3, 4], &(0..24).map(f64::from).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn a_transposed_joint_has_the_same_cells() {
        let joint = counting();
        let transposed = joint.marginal(&[2, 0, 1]).unwrap();
        assert_eq!(transposed.shape(), [4, 2, 3]);
        for cell in 0..24 {
            let [x, y, z] = joint.outcome(cell)[..] else { panic!("three variables") };
            assert_eq!(transposed.get(&[z, x, y]), Some(joint.as_slice()[cell]));
        }
    }

    #[test]
    fn variables_that_do_not_exist_or_come_twice_are_refused() {
        let joint = counting();
        assert_eq!(joint.marginal(&[0, 3]), Err(JointError::Variable { index: 3, n_variables: 3 }));
        assert_eq!(joint.grouped(&[&[0, 1], &[1]]), Err(JointError::Repeated(1)));
        assert_eq!(joint.grouped(&[&[0], &[]]), Err(JointError::NoVariables));
        assert_eq!(joint.marginal(&[]), Err(JointError::NoVariables));
        assert_eq!(joint.reshaped(&[5, 5]), Err(JointError::Cells { expected: 25, found: 24 }));
        let outcome = joint.given(1, 3);
        assert_eq!(outcome, Err(JointError::Outcome { variable: 1, index: 3, n_outcomes: 3 }));
    }

    #[test]
    fn nothing_is_conditioned_on_the_impossible() {
        let joint = Joint::from_rows(&[vec![0.5, 0.5], vec![0.0, 0.0]]).unwrap();
        let impossible = JointError::Impossible { variables: vec![0], outcome: vec![1] };
        assert_eq!(joint.given(0, 1), Err(impossible.clone()));
        assert_eq!(joint.channel(&[0], &[1]), Err(impossible));
        assert_eq!(joint.marginal(&[0]).unwrap().given(0, 0), Err(JointError::NoVariables));
    }

    #[test]
    fn a_channel_and_its_input_give_the_joint_back() {
        let joint = counting().grouped(&[&[0, 1], &[2]]).unwrap();
        let again = joint.channel(&[0], &[1]).unwrap().joint(&joint.marginal_pmf(0).unwrap()).unwrap();
        assert_eq!(again.shape(), joint.shape());
        assert!(again.as_slice().iter().zip(joint.as_slice()).all(|(a, b)| (a - b).abs() < 1e-16));
    }

    #[test]
    fn a_condition_of_subnormal_probability_still_has_a_pmf() {
        let joint = Joint::from_rows(&[vec![1.0, 0.0], vec![5e-324, 5e-324]]).unwrap();
        assert_eq!(joint.given(0, 1).unwrap().as_slice(), [0.5, 0.5]);
    }
}
