//! The bits of a curve and of partitions, the same on every machine.

use super::*;

/// The bits of numbers, one after the other, by FNV-1a.
fn digest_of(numbers: impl Iterator<Item = f64>) -> u64 {
    numbers
        .fold(0xcbf2_9ce4_8422_2325, |hash, number| (hash ^ number.to_bits()).wrapping_mul(0x0100_0000_01b3))
}

/// Six overlapping kinds of twelve x, made without a function whose bits may differ from machine to machine.
fn twelve_by_six() -> Source {
    let mut stream = Stream::new(1, Purpose::Data);
    let mut weight = |x: i32, y: i32| (0.2 + stream.uniform()) / f64::from(1 + (x - 2 * y) * (x - 2 * y));
    let rows: Vec<Vec<f64>> = (0..12).map(|x| (0..6).map(|y| weight(x, y)).collect()).collect();
    Source::from_weights(&rows).expect("positive weights")
}

fn digests() -> [u64; 2] {
    let source = twelve_by_six();
    let betas: Vec<Beta> = (2..40).map(|i| Beta::new(0.5 * f64::from(i)).expect("a trade-off")).collect();
    let stream = &mut Stream::new(1, Purpose::Init);
    let states = curve(&source, &betas, &Search::default(), stream).expect("a tolerance");
    let soft = states.iter().flat_map(|state| [state.point.i_xt, state.point.i_ty, state.l]);
    let hard = betas.iter().map(|beta| partition::search(&source, *beta, 4, stream).point);
    [digest_of(soft), digest_of(hard.flat_map(|point| [point.h_t, point.i_ty]))]
}

/// The same in wasm. A change of a digest is a change of what a page shows for the same link.
#[test]
fn the_bits_of_a_curve_and_of_its_partitions_are_pinned() {
    assert_eq!(digests(), [0x4b10_53bb_e610_cd81, 0xfb2f_e326_fd8e_76ed], "{:x?}", digests());
}
