//! The quantities that the training labs read out, with everything that can be said of them in advance.

use crate::figures::plane::Estimator;
use crate::formulas;
use crate::widgets::readout::{Quantity, Scale};

/// Test cross-entropy where the label distribution is known: floor plus KL.
pub static TEST_CE: Quantity = Quantity {
    color: "q-ce",
    scale: Scale::Information,
    formula: &formulas::TEST_CE,
    name: |m| m.classifier().test_ce,
    gist: |m| m.classifier().test_ce_gist,
    definition: |m| m.classifier().test_ce_definition,
    conventions: |m| m.classifier().nats_conventions,
};

/// Test cross-entropy over the labels of the test set.
pub static TEST_CE_LABELS: Quantity = Quantity {
    formula: &formulas::LABEL_CE,
    definition: |m| m.classifier().test_ce_definition_labels,
    ..TEST_CE
};

/// Training cross-entropy, the loss that is minimized.
pub static TRAIN_CE: Quantity = Quantity {
    formula: &formulas::LABEL_CE,
    name: |m| m.classifier().train_ce,
    gist: |m| m.classifier().train_ce_gist,
    definition: |m| m.classifier().train_ce_definition,
    ..TEST_CE
};

/// Training cross-entropy under the floor.
pub static TRAIN_CE_MEMORIZED: Quantity =
    Quantity { gist: |m| m.classifier().train_ce_memorized, ..TRAIN_CE };

/// H(Y|X).
pub static FLOOR: Quantity = Quantity {
    color: "q-h",
    formula: &formulas::LABEL_FLOOR,
    name: |m| m.classifier().floor,
    gist: |m| m.classifier().floor_gist,
    definition: |m| m.classifier().floor_definition,
    ..TEST_CE
};

/// KL of the predictions above the floor.
pub static KL: Quantity = Quantity {
    color: "q-kl",
    formula: &formulas::KL_ABOVE,
    name: |m| m.classifier().kl,
    gist: |m| m.classifier().kl_gist,
    definition: |m| m.classifier().kl_definition,
    ..TEST_CE
};

/// Test accuracy.
pub static ACCURACY: Quantity = Quantity {
    color: "q-p",
    scale: Scale::Plain,
    formula: &formulas::ACCURACY,
    name: |m| m.classifier().accuracy,
    gist: |m| m.classifier().accuracy_gist,
    definition: |m| m.classifier().accuracy_definition,
    conventions: |m| m.classifier().accuracy_conventions,
};

/// Mean predictive entropy on the test set.
pub static DOUBT: Quantity = Quantity {
    color: "q-h",
    formula: &formulas::DOUBT,
    name: |m| m.classifier().doubt,
    gist: |m| m.classifier().doubt_gist,
    definition: |m| m.classifier().doubt_definition,
    ..TEST_CE
};

static I_XT_BINS: Quantity = Quantity {
    color: "q-mi",
    scale: Scale::Information,
    formula: &formulas::I_XT_BINS,
    name: |m| m.plane().i_xt,
    gist: |m| m.plane().i_xt_gist,
    definition: |m| m.plane().i_xt_definition,
    conventions: |m| m.plane().bins_conventions,
};

static I_XT_UPPER: Quantity =
    Quantity { formula: &formulas::I_XT_UPPER, conventions: |m| m.plane().kde_conventions, ..I_XT_BINS };

static I_XT_LOWER: Quantity = Quantity { formula: &formulas::I_XT_LOWER, ..I_XT_UPPER };

/// Every quantity that [`i_xt`] may be.
pub static ALL_I_XT: [&Quantity; 3] = [&I_XT_BINS, &I_XT_UPPER, &I_XT_LOWER];

static I_TY_BINS: Quantity = Quantity {
    formula: &formulas::I_TY_BINS,
    name: |m| m.plane().i_ty,
    gist: |m| m.plane().i_ty_gist,
    definition: |m| m.plane().i_ty_definition,
    ..I_XT_BINS
};

static I_TY_KDE: Quantity =
    Quantity { formula: &formulas::I_TY_KDE, conventions: |m| m.plane().kde_label_conventions, ..I_TY_BINS };

/// Every quantity that [`i_ty`] may be.
pub static ALL_I_TY: [&Quantity; 2] = [&I_TY_BINS, &I_TY_KDE];

/// How far I(X;T) has come down from its peak.
pub static COMPRESSION: Quantity = Quantity {
    formula: &formulas::COMPRESSION,
    name: |m| m.plane().compression,
    gist: |m| m.plane().compression_gist,
    definition: |m| m.plane().compression_definition,
    conventions: |m| m.plane().compression_conventions,
    ..I_XT_BINS
};

/// I(X;T) as this estimator defines it.
pub const fn i_xt(estimator: Estimator) -> &'static Quantity {
    match estimator {
        Estimator::Bins30 | Estimator::Bins007 => &I_XT_BINS,
        Estimator::KdeUpper => &I_XT_UPPER,
        Estimator::KdeLower => &I_XT_LOWER,
    }
}

/// I(T;Y) as this estimator defines it.
pub const fn i_ty(estimator: Estimator) -> &'static Quantity {
    match estimator {
        Estimator::Bins30 | Estimator::Bins007 => &I_TY_BINS,
        Estimator::KdeUpper | Estimator::KdeLower => &I_TY_KDE,
    }
}
