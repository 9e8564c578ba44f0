//! `e_ib_curve.json`, `e_dib_exact.json`, `e_gaussian_ib.json`: bottlenecks, in nats.

use super::report::{Report, Tolerance, list, numbers};
use infoplane_core::bottleneck::{
    Beta, annealing::curve, critical, gaussian::GaussianIb, partition, search::Search, source::Source,
};
use infoplane_core::dist::joint::Joint;
use infoplane_core::math::rng::{Purpose, Stream};
use serde_json::Value;

const EXACT: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-15 };
const CURVE_L: Tolerance = Tolerance { relative: 0.0, absolute: 1e-9 };
const CURVE_I: Tolerance = Tolerance { relative: 0.0, absolute: 1e-6 };
const DIB: Tolerance = Tolerance { relative: 0.0, absolute: 1e-12 };
const GAUSSIAN: Tolerance = Tolerance { relative: 1e-9, absolute: 1e-15 };
const GAUSSIAN_NEAR_CRITICAL: Tolerance = Tolerance { relative: 0.0, absolute: 1e-9 };

/// Where the reference says that a critical β is infinite, the correlation it belongs to is 0 but for rounding. Ours is then
/// finite or not, but beyond this: 1 / ρ² of a ρ² that is rounding of 1.
const NEVER: f64 = 1e15;

fn whole(value: &Value) -> usize {
    value.as_u64().expect("a whole number") as usize
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    list(value).iter().map(numbers).collect()
}

fn beta(point: &Value) -> Beta {
    Beta::new(point["beta"].as_f64().expect("a number")).expect("a trade-off")
}

/// How the reference got there (`effective_clusters` counts within its own threshold) is not compared.
const CURVE_POINT: &[&str] =
    &["beta", "L", "I_XT", "I_TY", "effective_clusters", "last_change", "iterations", "well_converged"];

pub(crate) fn check_curve(case: &Value, report: &mut Report) {
    report.know_fields(case, &["p_xy", "note", "H_X", "I_XY", "beta_local_instability", "expected_points"]);
    let source = Source::from_weights(&rows(&case["p_xy"])).expect("a joint pmf");
    let h_x = infoplane_core::bottleneck::encoder::Encoder::identity(&source).plane_point(&source).h_t;
    report.check("joint", "H_X", h_x, &case["H_X"], EXACT);
    report.check("joint", "I_XY", source.mutual_information(), &case["I_XY"], EXACT);
    let joint = Joint::normalized_rows(&rows(&case["p_xy"])).expect("a joint pmf");
    let critical = critical::beta_trivial(&joint).expect("two variables");
    report.check("joint", "beta_local_instability", critical, &case["beta_local_instability"], EXACT);
    let expected = list(&case["expected_points"]);
    let betas: Vec<Beta> = expected.iter().map(beta).collect();
    // The search of a caller who has not thought about it.
    let states =
        curve(&source, &betas, &Search::default(), &mut Stream::new(1, Purpose::Init)).expect("a tolerance");
    for (golden, state) in expected.iter().zip(&states) {
        report.know_fields(golden, CURVE_POINT);
        let at = |name: &str| format!("{name} at beta {}", golden["beta"]);
        report.check("L", &at("L"), state.l, &golden["L"], CURVE_L);
        match golden["well_converged"] {
            Value::Bool(true) => {
                report.check("information", &at("I_XT"), state.point.i_xt, &golden["I_XT"], CURVE_I);
                report.check("information", &at("I_TY"), state.point.i_ty, &golden["I_TY"], CURVE_I);
            }
            Value::Bool(false) => report.leave_out("information where the reference has not converged"),
            _ => report.not_understood("well_converged"),
        }
    }
}

pub(crate) fn check_deterministic(case: &Value, report: &mut Report) {
    report.know_fields(case, &["p_xy", "note", "expected_points"]);
    let source = Source::from_weights(&rows(&case["p_xy"])).expect("a joint pmf");
    for golden in list(&case["expected_points"]) {
        report.know_fields(golden, &["beta", "L", "H_T", "I_TY", "assignment"]);
        let best = partition::exact(&source, beta(golden)).expect("a small joint");
        let at = |name: &str| format!("{name} at beta {}", golden["beta"]);
        report.check("L", &at("L"), best.l, &golden["L"], DIB);
        report.check("H(T)", &at("H_T"), best.point.h_t, &golden["H_T"], DIB);
        report.check("I(T;Y)", &at("I_TY"), best.point.i_ty, &golden["I_TY"], DIB);
        let assignment: Vec<usize> = list(&golden["assignment"]).iter().map(whole).collect();
        if best.assignment != assignment {
            report.fail(&format!("{}: {:?} should be {assignment:?}", at("assignment"), best.assignment));
        }
        let found = partition::search(&source, beta(golden), 4, &mut Stream::new(1, Purpose::Init));
        report.check("L by search", &at("L"), found.l, &golden["L"], DIB);
    }
}

pub(crate) fn check_gaussian(case: &Value, report: &mut Report) {
    let known = [
        "dim_x",
        "dim_y",
        "covariance_xy",
        "expected_eigenvalues",
        "expected_beta_critical",
        "I_XY",
        "expected_points",
        "note",
    ];
    report.know_fields(case, &known);
    let n_x = case["dim_x"].as_u64().expect("a size") as usize;
    let covariance = rows(&case["covariance_xy"]);
    assert_eq!(case["dim_y"].as_u64(), Some((covariance.len() - n_x) as u64));
    let ib = GaussianIb::new(&covariance, n_x).expect("a covariance");
    report.check("spectrum", "I_XY", ib.mutual_information(), &case["I_XY"], GAUSSIAN);
    let lambdas = list(&case["expected_eigenvalues"]);
    let criticals = list(&case["expected_beta_critical"]);
    assert_eq!((lambdas.len(), criticals.len()), (n_x, n_x));
    for i in 0..n_x {
        report.check("spectrum", "eigenvalue", ib.eigenvalues()[i], &lambdas[i], GAUSSIAN);
        let critical = ib.critical_betas()[i];
        let is_never = super::report::number(&criticals[i]) == Some(f64::INFINITY) && critical > NEVER;
        let critical = if is_never { f64::INFINITY } else { critical };
        report.check("spectrum", "critical beta", critical, &criticals[i], GAUSSIAN);
    }
    for golden in list(&case["expected_points"]) {
        report.know_fields(golden, &["beta", "I_XT", "I_TY", "active_components"]);
        let beta = beta(golden);
        let near = ib.critical_betas().iter().any(|c| (beta.get() / c - 1.0).abs() < 2e-3);
        let within = if near { GAUSSIAN_NEAR_CRITICAL } else { GAUSSIAN };
        let point = ib.point(beta);
        let at = |name: &str| format!("{name} at beta {}", golden["beta"]);
        report.check("point", &at("I_XT"), point.i_xt, &golden["I_XT"], within);
        report.check("point", &at("I_TY"), point.i_ty, &golden["I_TY"], within);
        report.check("point", &at("active"), point.n_active as f64, &golden["active_components"], EXACT);
    }
}
