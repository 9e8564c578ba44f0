//! Where samples come from.

crate::named_enum! {
    /// Where the samples come from.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source, samples};
    /// // Without noise the first class of the circles lies on the largest one, of radius 0.95.
    /// let circles = DataSpec { source: Source::Circles, noise: 0.0, ..DataSpec::default() };
    /// let [x, y] = samples(&circles, 1, None)?.points[0];
    /// assert!((x.hypot(y) - 0.95).abs() < 1e-6);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub enum Source {
        /// Concentric circles, one per class.
        Circles = "circles",
        /// Interleaved spiral arms, one per class.
        Spirals = "spirals",
        /// A k×k board whose squares have the class (column + row) mod k: with two classes, exclusive or.
        /// One coordinate alone says nothing about the class.
        Xor = "xor",
        /// A chain of interleaved half circles, one per class.
        Moons = "moons",
        /// Gaussian clusters on a circle, one per class.
        Gaussians = "gaussians",
        /// A filled disc and filled rings around it, one per class, uniform by area.
        Rings = "rings",
        /// A 2k×2k board whose squares have the class (column + row) mod k: with two classes, 4×4.
        Checkerboard = "checkerboard",
        /// 8×8 handwritten digits (UCI optical digits), ten classes.
        Digits = "digits",
        /// The 12-bit task of Shwartz-Ziv & Tishby (2017): all 4,096 patterns, two classes.
        TwelveBit = "twelve-bit",
        /// A reader's own samples: a file, or points painted by hand.
        Own = "own",
    }
}

impl Source {
    /// The sources that need nothing from the reader: all but the last.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::Source;
    /// assert_eq!(Source::SHIPPED.len(), 9);
    /// assert!(!Source::SHIPPED.contains(&Source::Own));
    /// ```
    pub const SHIPPED: &'static [Self] = match Self::ALL.split_last() {
        Some((Self::Own, shipped)) => shipped,
        _ => panic!("a reader's own samples come last"),
    };

    /// Whether the samples are points of the plane with a computed posterior.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::Source;
    /// let others = Source::ALL.iter().filter(|source| !source.is_generated());
    /// assert!(others.eq(&[Source::Digits, Source::TwelveBit, Source::Own]));
    /// ```
    pub const fn is_generated(self) -> bool {
        !matches!(self, Self::Digits | Self::TwelveBit | Self::Own)
    }
}
