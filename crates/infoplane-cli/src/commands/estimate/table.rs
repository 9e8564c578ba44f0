//! The table of estimates.

use crate::report::{Cell, Table};
use infoplane_core::estimators::estimate::{Caution, Estimate, Spread};
use infoplane_core::estimators::layer_estimates::LayerEstimates;
use infoplane_core::measures::units::Unit;

/// A table of estimates, with what a reader must know to believe them.
pub(super) struct Estimates {
    unit: Unit,
    table: Table,
}

impl Estimates {
    pub(super) fn new(unit: Unit) -> Self {
        let columns = [
            "estimator",
            "quantity",
            "value",
            "unit",
            "ceiling",
            "bias",
            "bias size",
            "standard error",
            "interval low",
            "interval high",
            "cautions",
            "n",
            "d",
            "assumption",
            "cost",
        ];
        Self { unit, table: Table::new("estimates", &columns).named_by(2) }
    }

    pub(super) fn push(
        &mut self,
        estimator: impl Into<String>,
        quantity: impl Into<String>,
        estimate: &Estimate,
    ) {
        let in_unit = |nats: f64| self.unit.from_nats(nats);
        let [standard_error, low, high] = columns(estimate.spread).map(|nats| Cell::from(nats.map(in_unit)));
        let cautions = estimate.cautions().into_iter().map(Caution::name).collect();
        self.table.push([
            Cell::Text(estimator.into()),
            Cell::Text(quantity.into()),
            Cell::Number(in_unit(estimate.value)),
            Cell::from(self.unit.symbol()),
            Cell::from(estimate.ceiling.map(in_unit)),
            Cell::from(estimate.bias.side.name()),
            Cell::from(estimate.bias.size.map(in_unit)),
            standard_error,
            low,
            high,
            Cell::Names(cautions),
            Cell::Count(estimate.n),
            estimate.d.map_or(Cell::Missing, Cell::count),
            Cell::from(estimate.assumption.name()),
            Cell::from(estimate.cost.name()),
        ]);
    }

    pub(super) fn push_layer(&mut self, estimator: &str, both: &LayerEstimates) {
        self.push(estimator, "I(X;T)", &both.i_xt);
        self.push(estimator, "I(T;Y)", &both.i_ty);
    }

    /// The table that is printed.
    pub(super) fn into_table(self) -> Table {
        self.table
    }
}

/// Standard error, and both ends of an interval, in nats.
const fn columns(spread: Spread) -> [Option<f64>; 3] {
    match spread {
        Spread::Unknown => [None; 3],
        Spread::StandardError(error) => [Some(error), None, None],
        Spread::Interval { low, high, .. } => [None, Some(low), Some(high)],
    }
}
