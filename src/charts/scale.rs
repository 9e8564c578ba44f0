//! Axes: the maps from values to positions, and where ticks stand.

/// One axis: quantity, unit, and the map from values to positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Quantity and unit; empty when the figure needs none.
    pub label: String,
    /// The map from values to positions.
    pub scale: Scale,
    /// Where ticks stand.
    pub ticks: Ticks,
}

impl Axis {
    /// An axis with automatic ticks.
    pub fn new(label: impl Into<String>, scale: Scale) -> Self {
        Self { label: label.into(), scale, ticks: Ticks::Auto }
    }

    /// The same axis with other ticks.
    pub fn with_ticks(self, ticks: Ticks) -> Self {
        Self { ticks, ..self }
    }
}

/// A map from values to positions along an axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Proportional.
    Linear {
        /// The value at the start of the axis.
        min: f64,
        /// The value at its end.
        max: f64,
    },
    /// Logarithmic; both ends are positive.
    Log {
        /// The value at the start of the axis.
        min: f64,
        /// The value at its end.
        max: f64,
    },
    /// log(1 + value): logarithmic far out, and has a place for zero. Ends are above -1.
    Log1p {
        /// The value at the start of the axis.
        min: f64,
        /// The value at its end.
        max: f64,
    },
    /// Named bands of equal width; band i is centered on the value i.
    Band(Vec<String>),
}

impl Scale {
    /// The position of a value: 0 at the start of the axis, 1 at its end.
    ///
    /// A scale whose ends coincide puts everything at its start.
    ///
    /// ```
    /// use infoplane::charts::scale::Scale;
    /// assert_eq!(Scale::Linear { min: 2.0, max: 6.0 }.position(3.0), 0.25);
    /// assert_eq!(Scale::Log { min: 1.0, max: 100.0 }.position(10.0), 0.5);
    /// assert_eq!(Scale::Band(vec!["a".into(), "b".into()]).position(1.0), 0.75);
    /// ```
    pub fn position(&self, value: f64) -> f64 {
        let (start, end) = self.ends();
        let span = self.bend(end) - self.bend(start);
        if span == 0.0 { 0.0 } else { (self.bend(value) - self.bend(start)) / span }
    }

    /// The values at the two ends.
    pub fn ends(&self) -> (f64, f64) {
        match self {
            Self::Linear { min, max } | Self::Log { min, max } | Self::Log1p { min, max } => (*min, *max),
            Self::Band(names) => (-0.5, names.len() as f64 - 0.5),
        }
    }

    fn bend(&self, value: f64) -> f64 {
        match self {
            Self::Linear { .. } | Self::Band(_) => value,
            Self::Log { .. } => value.max(f64::MIN_POSITIVE).ln(),
            Self::Log1p { .. } => value.max(-1.0 + f64::EPSILON).ln_1p(),
        }
    }
}

/// Where ticks stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Ticks {
    /// At round values (1, 2, 5 times powers of ten), as many as the space allows; a band gets its name.
    Auto,
    /// At these values, the most important first: later ones are left out where there is no room.
    At(Vec<Tick>),
    /// Nowhere, and the axis is not drawn.
    Hidden,
}

/// A tick and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What it says.
    pub text: String,
}
