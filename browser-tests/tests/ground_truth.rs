//! Estimates against the truth: the same numbers as natively, for every task, anew when a knob is turned.

use anyhow::{Context, Result, ensure};
use browser_tests::{Key, Page, Visitor, in_browser};
use infoplane_core::experiments::ground_truth::{
    ClassMixture, DiscreteChannel, Found, GaussianChannel, GroundTruth, GroundTruthFrame, GroundTruthSpec,
    Line, Student, Task,
};
use infoplane_core::experiments::{Experiment, Progress};
use std::time::{Duration, Instant};

const DOOR: &str = ".truths .own-door button";

const PATIENCE: Duration = Duration::from_secs(120);

/// A number of the page in nats, with all digits.
type Shown = Option<String>;

/// The two numbers that are known.
async fn truth(page: &Page) -> Result<Vec<Shown>> {
    let numbers = "[...document.querySelectorAll('.truth-known b')].map((number) => number.dataset.nats)";
    Ok(serde_json::from_value(page.eval(numbers).await?)?)
}

/// What the page shows of every estimator: its name, and mean and deviation of I(X;T) and of I(T;Y).
async fn shown(page: &Page) -> Result<Vec<(String, [Shown; 4])>> {
    let rows = "[...document.querySelectorAll('.truth-table tr[data-method]')].map((row) => [row.dataset.method, \
        [...row.querySelectorAll('td')].filter((_, place) => place % 3 === 0)\
        .flatMap((cell) => [cell.dataset.nats ?? null, cell.dataset.deviation ?? null])])";
    Ok(serde_json::from_value(page.eval(rows).await?)?)
}

fn native(spec: &GroundTruthSpec) -> Result<GroundTruthFrame> {
    let mut run = GroundTruth::start(spec, None).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    Ok(run.frame())
}

/// Waits until truth and table are, to the last bit, what is computed natively, and the work is done.
async fn compare(page: &Page, task: Task) -> Result<GroundTruthFrame> {
    let spec = GroundTruthSpec { task, sizes: GroundTruthSpec::doubling(256), ..GroundTruthSpec::default() };
    let frame = native(&spec)?;
    let text = |number: f64| Some(number.to_string());
    let known = [text(frame.truth.i_xt), text(frame.truth.i_ty)].to_vec();
    let of =
        |found: Option<Found>| found.map_or([None, None], |found| [text(found.mean), text(found.deviation)]);
    let last = frame.rows.last().context("no rows")?;
    let row = |line: &Line| {
        let ([a, b], [c, d]) = (of(line.i_xt), of(line.i_ty));
        (line.method.name().to_owned(), [a, b, c, d])
    };
    let rows: Vec<_> = last.lines.iter().map(row).collect();
    let begin = Instant::now();
    loop {
        let is_finished = page.eval("document.querySelector('.truth-standing').dataset.standing").await?;
        let found = (truth(page).await?, shown(page).await?);
        if is_finished == "finished" && (&found.0, &found.1) == (&known, &rows) {
            return Ok(frame);
        }
        ensure!(begin.elapsed() < PATIENCE, "{found:?} is not {known:?}, {rows:?}");
        page.settle().await?;
    }
}

/// The field of the knob of the task in that place, from 1.
fn knob(place: usize) -> String {
    format!(".truth-task .slider:nth-child({place}) input[type=text]")
}

async fn choose(page: &Page, value: &str) -> Result<()> {
    page.click(&format!(".truth-knobs label:has(input[value='{value}'])")).await
}

async fn open(page: &Page) -> Result<()> {
    page.open("#/plane").await?;
    page.click(DOOR).await?;
    page.find(".truth-knobs").await?;
    choose(page, "256").await
}

#[test]
fn every_task_shows_what_is_found_natively_and_follows_its_knobs() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page).await?;
        let channel = GaussianChannel::default();
        compare(page, Task::Gaussian(channel)).await?;

        page.fill(&knob(2), "100").await?;
        compare(page, Task::Gaussian(GaussianChannel { snr: 100.0, ..channel })).await?;

        choose(page, "classes").await?;
        compare(page, Task::Classes(ClassMixture::default())).await?;

        choose(page, "discrete").await?;
        compare(page, Task::Discrete(DiscreteChannel::default())).await?;

        choose(page, "student").await?;
        choose(page, "1").await?;
        let frame = compare(page, Task::Student(Student { layer: 1, ..Student::default() })).await?;

        let downloads = page.accept_downloads().await?;
        page.click(".truth-answers > .btn").await?;
        let text = downloads.text("infoplane-ground-truth.csv").await?;
        let lines = frame.rows.iter().flat_map(|row| &row.lines);
        let n_found = lines.flat_map(|line| [line.i_xt, line.i_ty]).flatten().count();
        ensure!(text.lines().count() == 1 + n_found, "{n_found} {text}");
        Ok(())
    });
}

#[test]
fn both_figures_tell_the_truth_and_every_estimate_in_words_and_as_data() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page).await?;
        let frame = compare(page, Task::Gaussian(GaussianChannel::default())).await?;
        ensure!(page.number("document.querySelectorAll('.truths figure').length").await? == 2.0);
        let label = page.attribute(".truths figure canvas", "aria-label").await?.context("a label")?;
        let bits = frame.truth.i_xt * std::f64::consts::LOG2_E;
        for part in ["I(X;T) against the truth", "With 256 samples", &format!("{bits:.3} bits"), "KSG 1 "] {
            ensure!(label.contains(part), "{part} is missing in {label}");
        }
        let downloads = page.accept_downloads().await?;
        page.click(".truths figure details.menu summary").await?;
        page.click(".truths figure details.menu button:nth-child(3)").await?;
        let text = downloads.text("i-x-t-against-the-truth.csv").await?;
        // Eight estimators at three sizes.
        ensure!(text.lines().count() == 1 + 8 * 3, "{text}");
        let first = frame.rows[0].lines[0].i_xt.context("a bound")?;
        ensure!(text.contains(&format!("KDE upper,64,{}", first.mean * std::f64::consts::LOG2_E)), "{text}");
        Ok(())
    });
}

#[test]
fn the_keyboard_opens_the_door_and_turns_a_knob_and_a_bad_number_is_said() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane").await?;
        page.focus(DOOR).await?;
        page.press(&(Key::Enter + "")).await?;
        page.wait_until("document.activeElement.className === 'own-room'").await?;
        page.find(".truth-knobs").await?;
        choose(page, "256").await?;
        page.focus(".truth-task .slider:nth-child(1) input[type=range]").await?;
        page.press(&(Key::Right + "")).await?;
        compare(page, Task::Gaussian(GaussianChannel { n_dims: 3, ..GaussianChannel::default() })).await?;

        page.fill(&knob(1), "11").await?;
        page.wait_until("/Allowed: 1 to 10/.test(document.querySelector('.truth-task .problem')?.innerText)")
            .await?;
        compare(page, Task::Gaussian(GaussianChannel { n_dims: 3, ..GaussianChannel::default() })).await?;
        Ok(())
    });
}

#[test]
fn the_link_opens_the_door_and_follows_the_knobs() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane?v=1&truth=gaussian;dims:3;n:256").await?;
        page.find(".truth-knobs").await?;
        let channel = GaussianChannel { n_dims: 3, ..GaussianChannel::default() };
        compare(page, Task::Gaussian(channel)).await?;
        page.fill(&knob(2), "100").await?;
        page.wait_until("decodeURIComponent(location.hash).includes('truth=gaussian;dims:3;snr:100;n:256')")
            .await?;
        page.reload().await?;
        compare(page, Task::Gaussian(GaussianChannel { snr: 100.0, ..channel })).await?;
        // Back, and a link by hand.
        page.eval("(location.hash = '#/plane?v=1&truth=discrete;n:256', true)").await?;
        compare(page, Task::Discrete(DiscreteChannel::default())).await?;
        page.open("#/plane?v=1&truth=gaussian;dims:0").await?;
        page.wait_until(
            "/cannot be read/.test(document.querySelector('.truth-knobs [role=alert]')?.innerText)",
        )
        .await
    });
}
