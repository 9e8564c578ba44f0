//! The bits of curves and of partitions, the same on every machine.

use infoplane_core::bottleneck::reference::reference_curves;

/// The browser tests compare the same.
#[test]
fn the_bits_of_curves_and_of_partitions_are_pinned() {
    for curve in reference_curves().expect("positive weights") {
        let found = curve.digests().expect("a tolerance");
        assert_eq!(found, curve.expected, "{}: {found:x?}", curve.name);
    }
}
