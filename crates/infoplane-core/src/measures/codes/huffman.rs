//! Huffman's code: the shortest prefix code there is.

use super::Radix;
use super::lengths::CodeLengths;
use crate::dist::pmf::Pmf;
use crate::math::ranking::ascending;
use std::collections::VecDeque;

/// A node of Huffman's tree.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, huffman::{HuffmanTree, Node}}};
/// // The half stays alone until the quarters are one.
/// let tree = HuffmanTree::new(&Pmf::new(vec![0.5, 0.25, 0.25])?, Radix::BINARY);
/// assert_eq!(tree.merges()[1].children, [Node::Symbol(0), Node::Merge(0)]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A leaf: the symbol.
    Symbol(usize),
    /// An inner node: the step that made it, counted from 0.
    Merge(usize),
}

/// One step of the algorithm: the least probable nodes become children of a new one.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, huffman::HuffmanTree}};
/// // Two quarters, and all: 1/2 + 1 is the expected length, 1/2 · 1 + 1/4 · 2 + 1/4 · 2.
/// let tree = HuffmanTree::new(&Pmf::new(vec![0.5, 0.25, 0.25])?, Radix::BINARY);
/// assert_eq!(tree.merges().iter().map(|merge| merge.probability).sum::<f64>(), 1.5);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The nodes that are joined, least probable first: as many as the code has digits, in the first step perhaps fewer.
    pub children: Vec<Node>,
    /// The sum of their probabilities. Over all merges these add up to the expected length.
    pub probability: f64,
}

/// Huffman's tree as the list of steps that build it, which a page can play.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, huffman::HuffmanTree}};
/// // With three digits one step joins all three symbols.
/// let tree = HuffmanTree::new(&Pmf::new(vec![0.5, 0.25, 0.25])?, Radix::new(3)?);
/// assert_eq!(tree.lengths().as_slice(), [Some(1); 3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct HuffmanTree {
    radix: Radix,
    n_symbols: usize,
    /// The root: the last merge, or the only possible symbol.
    root: Node,
    merges: Vec<Merge>,
}

/// The lengths of a Huffman code: no prefix code over that many digits has a smaller E\[L\].
///
/// Symbols that never happen get no codeword; one possible symbol alone gets the empty one.
/// See [`HuffmanTree::new`] for source, accuracy and cost, and [`HuffmanTree`] for the steps.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, huffman::huffman}};
/// let p = Pmf::new(vec![0.4, 0.2, 0.2, 0.1, 0.1])?;
/// let code = huffman(&p, Radix::BINARY);
/// // 0.4 + 0.2 + 0.2 at two bits and 0.1 + 0.1 at three.
/// assert_eq!(code.as_slice(), [2, 2, 2, 3, 3].map(Some));
/// assert!((code.expected_length(&p)? - 2.2).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn huffman(p: &Pmf, radix: Radix) -> CodeLengths {
    HuffmanTree::new(p, radix).lengths()
}

impl HuffmanTree {
    /// Joins the d least probable nodes until one is left.
    ///
    /// With more than two digits the first step joins only as many as make every later
    /// step full. Among equally probable nodes the older ones are joined first, symbols
    /// before merges, which of all the shortest codes gives one whose longest codeword is shortest.
    ///
    /// Source: [HUFFMAN_1952](crate::citations::HUFFMAN_1952), section "Generalization of the Method" for d digits;
    /// ties: [SCHWARTZ_1964](crate::citations::SCHWARTZ_1964).
    /// Accuracy: the code is best for probabilities whose sums are rounded, so its E\[L\] is
    /// within n · 1e-16 of the least. Cost: one sort, then n steps, with two queues instead of a heap.
    ///
    /// ```
    /// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, huffman::{HuffmanTree, Node}}};
    /// let tree = HuffmanTree::new(&Pmf::new(vec![0.5, 0.25, 0.25])?, Radix::BINARY);
    /// assert_eq!(tree.merges()[0].children, [Node::Symbol(1), Node::Symbol(2)]);
    /// assert_eq!(tree.merges()[1].children, [Node::Symbol(0), Node::Merge(0)]);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub fn new(p: &Pmf, radix: Radix) -> Self {
        let p = p.as_slice();
        // Both queues are in ascending order: sums of ever larger nodes only grow.
        let mut leaves: VecDeque<(f64, Node)> =
            ascending(p).into_iter().filter(|&i| p[i] > 0.0).map(|i| (p[i], Node::Symbol(i))).collect();
        let mut joined: VecDeque<(f64, Node)> = VecDeque::new();
        let mut n_children = first_children(leaves.len(), radix.get());
        let mut merges = Vec::new();
        while leaves.len() + joined.len() > 1 {
            let children: Vec<(f64, Node)> =
                (0..n_children).filter_map(|_| pop_least(&mut leaves, &mut joined)).collect();
            let probability = children.iter().map(|(p, _)| p).sum();
            joined.push_back((probability, Node::Merge(merges.len())));
            merges
                .push(Merge { children: children.into_iter().map(|(_, node)| node).collect(), probability });
            n_children = radix.get();
        }
        let (_, root) = pop_least(&mut leaves, &mut joined).expect("a pmf has a possible outcome");
        Self { radix, n_symbols: p.len(), root, merges }
    }

    /// The steps in the order they are taken; none if only one symbol is possible.
    ///
    /// ```
    /// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, huffman::HuffmanTree}};
    /// let tree = HuffmanTree::new(&Pmf::new(vec![0.5, 0.25, 0.25])?, Radix::BINARY);
    /// // The two quarters, and then the halves.
    /// assert_eq!(tree.merges().len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The depth of every symbol.
    ///
    /// ```
    /// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, huffman::HuffmanTree}};
    /// let tree = HuffmanTree::new(&Pmf::new(vec![0.5, 0.25, 0.25])?, Radix::BINARY);
    /// assert_eq!(tree.lengths().as_slice(), [Some(1), Some(2), Some(2)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lengths(&self) -> CodeLengths {
        let mut lengths = vec![None; self.n_symbols];
        let mut depths = vec![0; self.merges.len()];
        if let Node::Symbol(symbol) = self.root {
            lengths[symbol] = Some(0);
        }
        // From the root down: a merge comes after those it joins.
        for (index, merge) in self.merges.iter().enumerate().rev() {
            let below = depths[index] + 1;
            for child in &merge.children {
                match *child {
                    Node::Symbol(symbol) => lengths[symbol] = Some(below),
                    Node::Merge(earlier) => depths[earlier] = below,
                }
            }
        }
        CodeLengths::new(self.radix, lengths).expect("the depths of the leaves of a tree satisfy Kraft")
    }
}

/// How many nodes the first step joins, so that all later ones join d: n − first is a multiple of d − 1, short of the root.
fn first_children(n: usize, d: usize) -> usize {
    if n < 2 { 0 } else { 2 + (n - 2) % (d - 1) }
}

/// The less probable of the two heads; the leaf if they are alike.
fn pop_least(leaves: &mut VecDeque<(f64, Node)>, joined: &mut VecDeque<(f64, Node)>) -> Option<(f64, Node)> {
    match (leaves.front(), joined.front()) {
        (Some((leaf, _)), Some((merge, _))) if merge < leaf => joined.pop_front(),
        (None, _) => joined.pop_front(),
        _ => leaves.pop_front(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::catalogue::uniform;

    #[test]
    fn a_ternary_code_of_four_joins_two_first() {
        let tree = HuffmanTree::new(&uniform(4).unwrap(), Radix::new(3).unwrap());
        assert_eq!(tree.merges()[0].children.len(), 2);
        assert_eq!(tree.merges()[1].children.len(), 3);
        assert_eq!(tree.lengths().as_slice(), [2, 2, 1, 1].map(Some));
    }

    #[test]
    fn powers_of_a_tenth_make_the_deepest_tree() {
        // Each symbol outweighs all after it: one more bit each.
        let weights: Vec<f64> = (0..300).map(|i| libm::pow(10.0, -f64::from(i))).collect();
        let lengths = huffman(&Pmf::normalized(&weights).unwrap(), Radix::BINARY);
        assert_eq!(lengths.as_slice()[299], Some(299));
        assert_eq!(lengths.kraft_sum(), 1.0);
    }

    #[test]
    fn the_impossible_has_no_codeword_and_the_certain_an_empty_one() {
        let code = huffman(&Pmf::new(vec![0.0, 1.0, 0.0]).unwrap(), Radix::BINARY);
        assert_eq!(code.as_slice(), [None, Some(0), None]);
        let code = huffman(&Pmf::new(vec![0.5, 0.0, 0.5]).unwrap(), Radix::BINARY);
        assert_eq!(code.as_slice(), [Some(1), None, Some(1)]);
    }
}
