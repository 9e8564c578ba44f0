//! Laws of codes, capacity and rate-distortion, on random inputs.

use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::measures::capacity::{BlahutArimoto, capacity, closed_forms as closed};
use infoplane_core::measures::codes::arithmetic::{self, Model};
use infoplane_core::measures::codes::lengths::{CodeLengths, kraft_sum};
use infoplane_core::measures::codes::prefix::PrefixCode;
use infoplane_core::measures::codes::shannon_fano_elias::shannon_fano_elias;
use infoplane_core::measures::codes::{CodeError, Radix, blocks, huffman::huffman, shannon};
use infoplane_core::measures::rate_distortion::blahut::{Blahut, Slope, rate_point};
use infoplane_core::measures::rate_distortion::distortion::Distortion;
use infoplane_core::measures::rate_distortion::{closed_forms, gaussian};
use infoplane_core::measures::{divergence, entropy};
use proptest::prelude::*;

/// Rounding in sums of a few dozen terms of order one; longer sums get their share.
const ROUNDING: f64 = 1e-13;

/// Weights over the whole range of doubles, some of them zero, at least one not.
fn pmf(n: usize) -> impl Strategy<Value = Pmf> {
    let weight = prop_oneof![
        1 => Just(0.0), 4 => 0.0..1.0_f64, 2 => (-300.0..0.0_f64).prop_map(f64::exp2), 1 => Just(5e-324)
    ];
    (prop::collection::vec(weight, n), 0..n).prop_map(|(mut weights, certain)| {
        weights[certain] += 1e-3;
        Pmf::normalized(&weights).expect("a positive weight")
    })
}

/// Positive weights within a factor of a thousand.
fn moderate(n: usize) -> impl Strategy<Value = Pmf> {
    prop::collection::vec(1e-3..1.0_f64, n).prop_map(|weights| Pmf::normalized(&weights).expect("positive"))
}

fn radix() -> impl Strategy<Value = Radix> {
    prop_oneof![Just(2_usize), 3..7_usize, Just(36)].prop_map(|d| Radix::new(d).expect("2 to 36"))
}

/// A pmf, and a message of its possible symbols, which need not follow it.
fn source() -> impl Strategy<Value = (Pmf, Vec<usize>)> {
    ((1..40_usize).prop_flat_map(pmf), prop::collection::vec(any::<prop::sample::Index>(), 0..200)).prop_map(
        |(p, picks)| {
            let possible: Vec<usize> = (0..p.len()).filter(|&i| p.as_slice()[i] > 0.0).collect();
            let message = picks.iter().map(|pick| *pick.get(&possible)).collect();
            (p, message)
        },
    )
}

fn channel() -> impl Strategy<Value = Channel> {
    let rows = (1..6_usize, 1..6_usize).prop_flat_map(|(n, m)| prop::collection::vec(pmf(m), n));
    rows.prop_map(|rows| Channel::from_pmfs(rows).expect("rows of one length"))
}

fn distortion(n: usize, m: usize) -> impl Strategy<Value = Distortion> {
    prop::collection::vec(prop::collection::vec(0.0..2.0_f64, m), n)
        .prop_map(|rows| Distortion::new(&rows).expect("finite and not negative"))
}

fn source_and_distortion() -> impl Strategy<Value = (Pmf, Distortion)> {
    (1..6_usize, 1..6_usize).prop_flat_map(|(n, m)| (moderate(n), distortion(n, m)))
}

/// The least expected length of any prefix code, by trying all lengths below the number of symbols.
fn least_expected_length(p: &[f64], d: usize) -> f64 {
    fn search(p: &[f64], d: usize, kraft: f64, cost: f64, best: &mut f64) {
        if kraft > 1.0 + 1e-9 || cost >= *best {
            return;
        }
        let Some((first, rest)) = p.split_first() else {
            *best = cost;
            return;
        };
        for length in 0..=5_i32 {
            let share = (d as f64).powi(-length);
            search(rest, d, kraft + share, cost + first * f64::from(length), best);
        }
    }
    let mut best = f64::INFINITY;
    search(p, d, 0.0, 0.0, &mut best);
    best
}

/// Every lengths' code: Kraft holds, no message is shorter than entropy, and none of the code's symbols is missing.
fn check_code(code: &CodeLengths, p: &Pmf) -> Result<f64, TestCaseError> {
    prop_assert!(code.kraft_sum() <= 1.0 + ROUNDING);
    for (length, p) in code.as_slice().iter().zip(p.as_slice()) {
        prop_assert_eq!(length.is_some(), *p > 0.0);
    }
    let (rate, h) = (code.rate(p)?, entropy::entropy(p));
    prop_assert!(rate >= h - ROUNDING, "{} < {}", rate, h);
    prop_assert!(rate <= h + code.radix().nats_per_digit() + ROUNDING, "{} > {} + one digit", rate, h);
    Ok(code.expected_length(p)?)
}

proptest! {
    #[test]
    fn codes_are_within_a_digit_of_entropy_and_huffman_is_no_longer_than_shannon(
        p in prop_oneof![(1..40_usize).prop_flat_map(pmf), pmf(1000)], d in radix(),
    ) {
        let best = check_code(&huffman(&p, d), &p)?;
        let simple = check_code(&shannon::shannon(&p, d), &p)?;
        prop_assert!(best <= simple + ROUNDING);
    }

    #[test]
    fn huffman_codes_are_the_shortest_of_all(
        (p, d) in (2..6_usize, 2..4_usize).prop_flat_map(|(n, d)| (moderate(n), Just(d))),
    ) {
        let code = huffman(&p, Radix::new(d)?);
        let least = least_expected_length(p.as_slice(), d);
        prop_assert!((code.expected_length(&p)? - least).abs() < ROUNDING, "{:?}: {}", code, least);
    }

    #[test]
    fn only_lengths_that_satisfy_kraft_make_a_code(
        lengths in prop::collection::vec(prop::option::of(0..6_u32), 0..12), d in radix(),
    ) {
        // In units of d^−5 the sum is a whole number.
        let unit = |length: &u32| (d.get() as u64).pow(5 - length);
        let sum: u64 = lengths.iter().flatten().map(unit).sum();
        let possible = sum <= (d.get() as u64).pow(5);
        prop_assert!((kraft_sum(d, &lengths) - sum as f64 / (d.get() as f64).powi(5)).abs() < ROUNDING * (1.0 + sum as f64));
        match CodeLengths::new(d, lengths) {
            Ok(lengths) => {
                prop_assert!(possible);
                let code = PrefixCode::canonical(&lengths)?;
                prop_assert_eq!(code.lengths(), lengths);
                // The canonical code passes the check that no codeword begins another.
                let words = (0..code.n_symbols()).map(|s| code.codeword(s).map(<[u8]>::to_vec)).collect();
                prop_assert_eq!(PrefixCode::new(d, words)?, code);
            }
            Err(error) => prop_assert!(!possible && matches!(error, CodeError::Kraft(_))),
        }
    }

    #[test]
    fn prefix_codes_read_what_they_wrote((p, message) in source(), d in radix()) {
        for lengths in [huffman(&p, d), shannon::shannon(&p, d)] {
            let code = PrefixCode::canonical(&lengths)?;
            let digits = code.encode(&message)?;
            let sum: u32 = message.iter().filter_map(|&symbol| lengths.as_slice()[symbol]).sum();
            prop_assert_eq!(digits.len(), sum as usize);
            prop_assert_eq!(code.decode(&digits, message.len())?, message.clone());
        }
    }

    #[test]
    fn any_digits_are_a_message_or_an_error(
        p in (1..40_usize).prop_flat_map(pmf), digits in prop::collection::vec(0..4_u8, 0..60), n in 0..30_usize,
    ) {
        let code = PrefixCode::canonical(&huffman(&p, Radix::BINARY))?;
        if let Ok(message) = code.decode(&digits, n) {
            let again = code.encode(&message)?;
            prop_assert_eq!(&digits[..again.len()], &again[..]);
        }
        let model = Model::new(&p)?;
        let bits: Vec<bool> = digits.iter().map(|digit| digit % 2 == 1).collect();
        if let Ok(message) = arithmetic::decode(&model, &bits, n) {
            prop_assert_eq!(arithmetic::decode(&model, &arithmetic::encode(&model, &message)?, n)?, message);
        }
    }

    #[test]
    fn symbols_without_a_codeword_are_refused_by_every_code((p, message) in source(), strange in 0..60_usize) {
        let model = Model::new(&p)?;
        let code = PrefixCode::canonical(&huffman(&p, Radix::BINARY))?;
        let mut message = message;
        message.push(strange);
        let expected = match p.as_slice().get(strange) {
            None => Some(CodeError::Symbol { symbol: strange, n_symbols: p.len() }),
            Some(0.0) => Some(CodeError::Impossible { symbol: strange }),
            Some(_) => None,
        };
        prop_assert_eq!(arithmetic::encode(&model, &message).err(), expected);
        prop_assert_eq!(code.encode(&message).err(), expected);
        prop_assert_eq!(model.cost(&message).err(), expected);
    }

    #[test]
    fn arithmetic_codes_read_what_they_wrote_within_two_bits_of_its_information((p, message) in source()) {
        let model = Model::new(&p)?;
        let bits = arithmetic::encode(&model, &message)?;
        prop_assert_eq!(arithmetic::decode(&model, &bits, message.len())?, message.clone());
        let n = message.len() as f64;
        let lost = n * 2.0_f64.powi(-29) + ROUNDING * n;
        let information = model.cost(&message)? / core::f64::consts::LN_2;
        prop_assert!((bits.len() as f64) <= information + 2.0 + lost, "{} bits for {}", bits.len(), information);
        prop_assert!((bits.len() as f64) >= information - lost, "{} bits for {}", bits.len(), information);
        // And the model itself costs no more than it says over the pmf it was made from.
        let ideal: f64 = message.iter().map(|&symbol| entropy::surprisal(p.as_slice()[symbol])).sum();
        prop_assert!(model.cost(&message)? <= ideal + n * (model.worst_excess() + 1e-12));
    }

    #[test]
    fn the_end_of_an_arithmetic_code_is_found_whatever_follows((p, message) in source(), tail in any::<[bool; 70]>()) {
        let model = Model::new(&p)?;
        let mut bits = arithmetic::encode(&model, &message)?;
        let whole = bits.len();
        bits.extend(tail);
        prop_assert_eq!(arithmetic::decode(&model, &bits, message.len())?, message.clone());
        if !message.is_empty() {
            // No shorter beginning spells the same message.
            prop_assert_ne!(arithmetic::decode(&model, &bits[..whole - 1], message.len()).ok(), Some(message));
        }
    }

    #[test]
    fn shannon_fano_elias_codes_keep_the_order_of_the_symbols(p in (2..40_usize).prop_flat_map(moderate)) {
        let code = shannon_fano_elias(&p)?;
        let words: Vec<&[u8]> = (0..p.len()).filter_map(|symbol| code.codeword(symbol)).collect();
        prop_assert!(words.is_sorted());
        let extra = code.lengths().redundancy(&p)? / core::f64::consts::LN_2;
        prop_assert!((1.0 - ROUNDING..=2.0 + ROUNDING).contains(&extra), "{}", extra);
    }

    #[test]
    fn the_wrong_shannon_code_costs_the_cross_entropy_and_less_than_a_digit(
        (p, q) in (1..40_usize).prop_flat_map(|n| (pmf(n), pmf(n))), d in radix(),
    ) {
        let rate = shannon::shannon(&q, d).rate(&p)?;
        let h = entropy::cross_entropy(&p, &q)?;
        prop_assert!(rate == h || rate >= h - ROUNDING * (1.0 + h));
        // A codeword may have been lengthened by one digit to repair rounding.
        prop_assert!(rate <= h + 2.0 * d.nats_per_digit() + ROUNDING * h, "{} {}", rate, h);
    }

    #[test]
    fn blocks_bring_huffman_within_a_digit_shared_by_all(p in moderate(3), d in radix(), k in 1..6_u32) {
        let (rate, h) = (blocks::huffman_rate(&p, d, k)?, entropy::entropy(&p));
        prop_assert!(rate >= h - ROUNDING && rate < h + d.nats_per_digit() / f64::from(k) + ROUNDING);
    }

    #[test]
    fn capacity_is_certified_and_beats_every_input(channel in channel(), weights in moderate(6)) {
        let found = capacity(&channel, 1e-10)?;
        prop_assert!(found.gap() <= 1e-10 && found.gap() >= -ROUNDING);
        let ceiling = (channel.n_inputs().min(channel.n_outputs()) as f64).ln();
        prop_assert!(found.lower <= ceiling + ROUNDING && found.upper >= -ROUNDING);
        // Any input, by the definition of mutual information.
        let r = Pmf::normalized(&weights.as_slice()[..channel.n_inputs()])?;
        let mut q = vec![0.0; channel.n_outputs()];
        for (r, row) in r.as_slice().iter().zip(channel.rows()) {
            q.iter_mut().zip(row.as_slice()).for_each(|(q, w)| *q += r * w);
        }
        // A product of two tiny numbers may vanish where the term w ln(w/q) does, too.
        let q: Vec<f64> = q.iter().map(|q| q.max(f64::MIN_POSITIVE)).collect();
        let q = Pmf::normalized(&q)?;
        let carried = channel.rows().iter().zip(r.as_slice()).map(|(row, r)| Ok(r * divergence::kl(row, &q)?));
        let carried = carried.sum::<Result<f64, TestCaseError>>()?;
        prop_assert!(carried <= found.upper + ROUNDING, "{} > {}", carried, found.upper);
    }

    #[test]
    fn blahut_and_arimoto_never_lose_and_hold_the_capacity_between_their_bounds(channel in channel()) {
        let found = capacity(&channel, 1e-10)?;
        let states: Vec<_> = BlahutArimoto::new(&channel).take(30).collect();
        for pair in states.windows(2) {
            prop_assert!(pair[1].lower >= pair[0].lower - ROUNDING);
        }
        for state in states {
            prop_assert!(state.lower <= found.upper + ROUNDING && found.lower <= state.upper + ROUNDING);
        }
    }

    #[test]
    fn closed_forms_are_what_the_solver_finds(f in 0.0..=1.0_f64) {
        let rows = |rows: [Vec<f64>; 2]| Channel::new(rows.to_vec()).expect("rows that sum to one");
        for (channel, expected) in [
            (rows([vec![1.0 - f, f], vec![f, 1.0 - f]]), closed::binary_symmetric(f)?),
            (rows([vec![1.0 - f, 0.0, f], vec![0.0, 1.0 - f, f]]), closed::binary_erasure(f)?),
            (rows([vec![1.0, 0.0], vec![f, 1.0 - f]]), closed::z(f)?),
        ] {
            let found = capacity(&channel, 1e-12)?;
            prop_assert!((found.lower - expected).abs() < 2e-12, "{:?} {}", found, expected);
        }
    }

    #[test]
    fn rate_is_convex_and_falls_with_distortion((p, d) in source_and_distortion()) {
        let mut points = Vec::new();
        for s in [0.3, 1.0, 3.0, 10.0, 30.0, f64::INFINITY] {
            points.push(rate_point(&p, &d, Slope::new(s)?, 1e-10)?);
        }
        for (a, b) in points.iter().zip(&points[1..]) {
            prop_assert!(a.lower <= b.upper + 1e-9 && a.distortion >= b.distortion - 1e-4, "{:?} {:?}", a, b);
        }
        // Every tangent lies under every point.
        for tangent in points.iter().filter(|point| point.slope.get().is_finite()) {
            for point in &points {
                let below = tangent.lower - tangent.slope.get() * (point.distortion - tangent.distortion);
                prop_assert!(below <= point.upper + 1e-9, "{:?} {:?}", tangent, point);
            }
        }
        prop_assert!(points.iter().all(|point| point.upper <= entropy::entropy(&p) + ROUNDING));
    }

    #[test]
    fn blahuts_algorithm_closes_in_on_the_same_point((p, d) in source_and_distortion(), s in 0.1..20.0_f64) {
        let slope = Slope::new(s)?;
        let found = rate_point(&p, &d, slope, 1e-10)?;
        // Rate + s · distortion is what is minimized: it never rises.
        let cost = |rate: f64, distortion: f64| rate + s * distortion;
        let states: Vec<_> = Blahut::new(&p, &d, slope)?.take(30).collect();
        for pair in states.windows(2) {
            prop_assert!(cost(pair[1].upper, pair[1].distortion) <= cost(pair[0].upper, pair[0].distortion) + ROUNDING * (1.0 + s));
        }
        for state in states {
            prop_assert!(cost(found.lower, found.distortion) <= cost(state.upper, state.distortion) + ROUNDING * (1.0 + s));
            prop_assert!(cost(state.lower, state.distortion) <= cost(found.upper, found.distortion) + ROUNDING * (1.0 + s));
        }
    }

    #[test]
    fn hamming_formulas_are_what_the_solver_finds(p in 0.05..0.95_f64, k in 2..6_usize, s in 0.5..8.0_f64) {
        let d = Distortion::hamming(2)?;
        let coin = rate_point(&Pmf::new(vec![p, 1.0 - p])?, &d, Slope::new(s)?, 1e-12)?;
        prop_assert!((closed_forms::bernoulli_hamming(p, coin.distortion)? - coin.upper).abs() < 1e-9);
        let d = Distortion::hamming(k)?;
        let die = rate_point(&Pmf::normalized(&vec![1.0; k])?, &d, Slope::new(s)?, 1e-12)?;
        prop_assert!((closed_forms::uniform_hamming(k, die.distortion)? - die.upper).abs() < 1e-9);
    }

    #[test]
    fn water_fills_up_to_the_distortion(variances in prop::collection::vec(0.0..5.0_f64, 1..9), d in 0.0..50.0_f64) {
        let found = gaussian::reverse_water_filling(&variances, d)?;
        let total: f64 = variances.iter().sum();
        let spent: f64 = found.distortions.iter().sum();
        prop_assert!((spent - d.min(total)).abs() < 1e-12 * (1.0 + total));
        prop_assert!(found.rate >= 0.0);
        // No equal or proportional share does better.
        let equal: f64 = variances.iter().map(|&v| gaussian::gaussian(v, d / variances.len() as f64)).sum::<Result<f64, _>>()?;
        prop_assert!(found.rate <= equal + ROUNDING * (1.0 + equal));
    }

    #[test]
    fn any_doubles_are_parameters_or_errors(bits in any::<[u64; 4]>(), k in 0..4_usize) {
        let [a, b, c, d] = bits.map(f64::from_bits);
        let found = [
            closed::binary_symmetric(a).ok(), closed::binary_erasure(a).ok(), closed::z(a).ok(),
            closed::symmetric(k, a).ok(), closed_forms::bernoulli_hamming(a, b).ok(),
            closed_forms::uniform_hamming(k, a).ok(), gaussian::gaussian(a, b).ok(),
            gaussian::reverse_water_filling(&[a, b, c], d).ok().map(|found| found.rate),
        ];
        prop_assert!(found.iter().flatten().all(|value| *value >= 0.0), "{:?}", found);
        if let (Ok(d), Ok(slope)) = (Distortion::new(&[vec![a, b], vec![b, c]]), Slope::new(d)) {
            let p = Pmf::new(vec![0.5, 0.5])?;
            let state = Blahut::new(&p, &d, slope)?.next().expect("endless");
            prop_assert!(!state.distortion.is_nan() && !state.upper.is_nan() && !state.lower.is_nan(), "{:?}", state);
        }
    }
}

/// Coding p with q's code: the cost per symbol is the cross-entropy, but for the stated overhead.
#[test]
fn the_cost_under_a_wrong_model_tends_to_the_cross_entropy() {
    let p = Pmf::new(vec![0.5, 0.25, 0.125, 0.125]).unwrap();
    let q = Pmf::new(vec![0.125, 0.5, 0.25, 0.125]).unwrap();
    let cross_entropy = entropy::cross_entropy(&p, &q).unwrap() / core::f64::consts::LN_2;
    assert!(cross_entropy > entropy::entropy(&p) / core::f64::consts::LN_2 + 0.5);
    let model = Model::new(&q).unwrap();
    for n in [8, 80, 800, 80_000] {
        // A message with exactly p's frequencies, in any order.
        let mut message: Vec<usize> = (0..n).map(|i| [0, 0, 0, 0, 1, 1, 2, 3][i % 8]).collect();
        Stream::new(1, Purpose::Data).shuffle(&mut message);
        let bits = arithmetic::encode(&model, &message).unwrap();
        assert_eq!(arithmetic::decode(&model, &bits, n).unwrap(), message);
        // Two bits for the whole message; per symbol, rounding of the model (4 parts of 2^30, least probability 2^-3).
        let overhead = 2.0 / n as f64 + 64.0 * 2.0_f64.powi(-30);
        assert!((bits.len() as f64 / n as f64 - cross_entropy).abs() <= overhead, "{n}: {}", bits.len());
    }
}

#[test]
fn a_thousand_outcomes_of_all_sizes_are_coded() {
    let weights: Vec<f64> = (0..1000).map(|i| 2.0_f64.powf(-1.074 * f64::from(i))).collect();
    let p = Pmf::normalized(&weights).unwrap();
    assert!(p.as_slice()[999] < f64::MIN_POSITIVE && p.as_slice()[999] > 0.0);
    let every: Vec<usize> = (0..1000).collect();
    for lengths in [huffman(&p, Radix::BINARY), shannon::shannon(&p, Radix::BINARY)] {
        let code = PrefixCode::canonical(&lengths).expect("codewords of some hundred digits");
        assert_eq!(code.decode(&code.encode(&every).unwrap(), 1000).unwrap(), every);
    }
    let model = Model::new(&p).unwrap();
    let bits = arithmetic::encode(&model, &every).unwrap();
    assert_eq!(arithmetic::decode(&model, &bits, 1000).unwrap(), every);
}
