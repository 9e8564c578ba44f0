//! One neuron of the classifier: clicked in the network or chosen by keys, its weights in numbers, its activations and
//! what they say about the class, at the shown epoch and in the link.

use anyhow::{Context, Result, ensure};
use browser_tests::words::{number_shown, shows};
use browser_tests::{Key, Page, Visitor, in_browser};
use infoplane_core::experiments::estimator_bench::Part;
use infoplane_core::experiments::neuron::{Neuron, Unit, look};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use std::collections::BTreeMap;
use std::time::Duration;

const FINISHED_WITHIN: Duration = Duration::from_secs(60);
const N_EPOCHS: u32 = 20;
const BODY: &str = ".neuron-body";
const NETWORK: &str = ".lab-grid .card:has(> .card-head .neuron-door)";

/// The parameters of the run at every recorded epoch, natively.
fn snapshots() -> Result<BTreeMap<u32, Vec<f32>>> {
    let mut run = Training::start(&spec(), None).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    Ok(run.frame().records.into_iter().map(|record| (record.epoch, record.snapshot)).collect())
}

fn spec() -> TrainingSpec {
    TrainingSpec { n_epochs: N_EPOCHS, ..TrainingSpec::default() }
}

/// What there is to see of a unit with these parameters, natively.
fn native(snapshot: &[f32], unit: Unit) -> Result<Neuron> {
    let spec = spec();
    let run = Training::start(&spec, None).ok().context("the spec is refused")?;
    let network = spec.network_with(snapshot.to_vec()).ok().context("another network")?;
    look(&network, (spec.data.source, run.data()), unit, Part::Test).ok().context("not to be looked at")
}

async fn train(page: &Page, link: &str) -> Result<()> {
    page.open(&format!("#/classifier?v=1&epochs={N_EPOCHS}{link}")).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(".btn.run").await?;
    page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'")
        .await
}

/// Waits until the card shows a unit at an epoch, as looked at by the worker.
async fn seen(page: &Page, unit: &str, epoch: u32) -> Result<()> {
    let body = format!("document.querySelector('{BODY}')?.dataset");
    page.wait_until(&format!("{body}?.unit === '{unit}' && {body}.epoch === '{epoch}'")).await
}

/// Where on the screen the network has a unit, of 2-8-8-3 in the figure's own coordinates.
async fn place(page: &Page, layer: usize, index: usize) -> Result<(i64, i64)> {
    let canvas = format!("document.querySelector('{NETWORK} canvas')");
    page.eval(&format!("{canvas}.scrollIntoView({{ block: 'center' }})")).await?;
    page.settle().await?;
    let rect = page.numbers(&format!("(() => {{ const r = {canvas}.getBoundingClientRect(); return [r.left, r.top, r.width, r.height] }})()")).await?;
    let width = [2.0, 8.0, 8.0, 3.0][layer + 1];
    let across = (layer as f64 + 1.0 + 0.35) / 3.7;
    let down = (0.02 + (index as f64 + 0.5) / width) / 1.16;
    Ok(((rect[0] + across * rect[2]) as i64, (rect[1] + down * rect[3]) as i64))
}

/// The numbers of the table of weights by their index in the snapshot, as they are shown.
async fn weights(page: &Page) -> Result<Vec<(usize, String)>> {
    let cells = "[...document.querySelectorAll('.neuron-weights td[data-index]')].map((cell) => \
                 [Number(cell.dataset.index), (cell.querySelector('input')?.value ?? cell.innerText).trim()])";
    Ok(serde_json::from_value(page.eval(cells).await?)?)
}

/// The estimates of I(T;Y) in nats, in their order, then H(Y).
async fn estimates(page: &Page) -> Result<Vec<f64>> {
    page.numbers(
        "[...document.querySelectorAll('.neuron-information td[data-nats]')].map((cell) => Number(cell.dataset.nats))",
    )
    .await
}

async fn check(page: &Page, snapshot: &[f32], unit: Unit) -> Result<()> {
    let shown = weights(page).await?;
    let layers = spec().network.layers(2, 3);
    let incoming = unit.incoming(&layers).ok().context("no such unit")?;
    let indices: Vec<usize> = incoming.weights.chain([incoming.bias]).collect();
    ensure!(shown.iter().map(|(index, _)| *index).eq(indices), "{shown:?}");
    for (index, text) in shown {
        ensure!(shows(&text, f64::from(snapshot[index])), "{text} is not {}", snapshot[index]);
    }
    let native = native(snapshot, unit)?;
    let told = native.information.iter().filter_map(|about| Some(about.i_ty.as_ref()?.value));
    let expected: Vec<f64> = told.chain([native.h_y]).collect();
    let found = estimates(page).await?;
    let is_near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-12;
    ensure!(found.len() == 4 && found.iter().zip(&expected).all(is_near), "{found:?}, not {expected:?}");
    Ok(())
}

#[test]
fn a_clicked_unit_shows_the_weights_and_the_information_of_the_shown_epoch() {
    in_browser(Visitor::default(), async |page: &Page| {
        train(page, "").await?;
        let (snapshots, unit) = (snapshots()?, Unit { layer: 1, index: 2 });
        let point = place(page, 1, 2).await?;
        page.hover(point).await?;
        let tip = page.text(&format!("{NETWORK} .figure-tip")).await?;
        page.drag_between(point, point).await?;
        seen(page, "2.3", N_EPOCHS).await?;
        page.wait_until("location.hash.includes('neuron=2.3')").await?;
        let bias = weights(page).await?.pop().context("no bias")?.1;
        ensure!(tip.contains("Layer 2") && tip.contains(bias.trim_end_matches('0')), "{tip}, not {bias}");
        check(page, &snapshots[&N_EPOCHS], unit).await?;
        // The counts of the histogram are those of every test sample.
        page.click(".neuron-histogram .figure-tools button").await?;
        page.find(".neuron-histogram .figure-table td").await?;
        let cells = "[...document.querySelectorAll('.neuron-histogram tbody tr')].map((row) => \
                     [...row.cells].slice(2).map((cell) => Number(cell.innerText)))";
        let counts: Vec<Vec<u32>> = serde_json::from_value(page.eval(cells).await?)?;
        ensure!(counts == native(&snapshots[&N_EPOCHS], unit)?.histogram.counts, "{counts:?}");
        // An epoch back, all of it is that of the epoch.
        page.click(".scrub button").await?;
        let before = *snapshots.range(..N_EPOCHS).next_back().context("one record")?.0;
        seen(page, "2.3", before).await?;
        check(page, &snapshots[&before], unit).await
    });
}

#[test]
fn keys_choose_a_unit_that_a_reload_keeps_and_escape_gives_up() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1").await?;
        page.focus(".neuron-door").await?;
        page.press(&(Key::Enter + "")).await?;
        seen(page, "1.1", 0).await?;
        page.focus(".neuron-choices input[value='1']").await?;
        page.press(&(Key::Right + "")).await?;
        seen(page, "2.1", 0).await?;
        page.focus(".neuron-unit button:last-of-type").await?;
        page.press(" ").await?;
        seen(page, "2.2", 0).await?;
        page.fill(".neuron-unit input", "8").await?;
        seen(page, "2.8", 0).await?;
        let name = page.text(".neuron-name").await?;
        ensure!(name.contains("layer 2, unit 8"), "{name}");
        page.wait_until("location.hash.includes('neuron=2.8')").await?;
        page.reload().await?;
        seen(page, "2.8", 0).await?;
        page.press(&(Key::Escape + "")).await?;
        page.wait_until("!document.querySelector('.neuron') && !location.hash.includes('neuron')").await?;
        page.wait_until("document.activeElement.classList.contains('neuron-door')").await
    });
}

#[test]
fn without_its_layer_the_nearest_unit_is_looked_at() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&neuron=2.8").await?;
        seen(page, "2.8", 0).await?;
        page.click("[aria-label='Remove layer 2']").await?;
        seen(page, "2.3", 0).await?;
        page.wait_until("location.hash.includes('neuron=2.3')").await?;
        let name = page.text(".neuron-name").await?;
        ensure!(name.contains("layer 2 (softmax), class 3"), "{name}");
        page.settle().await?;
        ensure!(page.eval("!document.querySelector('.note-bar')").await? == true, "a note");
        page.open("#/classifier?v=1&neuron=9.9").await?;
        let note = page.text(".note-bar").await?;
        ensure!(note.contains("9.9") && note.contains("neuron"), "{note}");
        ensure!(page.eval("!document.querySelector('.neuron')").await? == true, "a card");
        Ok(())
    });
}

#[test]
fn a_unit_that_sees_digits_shows_what_it_looks_for() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&data=digits&neuron=1.5").await?;
        seen(page, "1.5", 0).await?;
        page.click(".neuron-response .figure-tools button").await?;
        page.find(".neuron-response .figure-table td").await?;
        let cells = "[...document.querySelectorAll('.neuron-response tbody tr')].flatMap((row) => \
                     [...row.cells].slice(1).map((cell) => cell.innerText.trim()))";
        let field: Vec<String> = serde_json::from_value(page.eval(cells).await?)?;
        let weights = weights(page).await?;
        ensure!((field.len(), weights.len()) == (64, 65), "{} and {}", field.len(), weights.len());
        for (pixel, (index, weight)) in field.iter().zip(weights) {
            let (pixel, weight) = (number_shown(pixel)?, number_shown(&weight)?);
            ensure!((pixel - weight).abs() < 1e-3, "{pixel}, not {weight} at {index}");
        }
        // The next layer sees no pixels.
        page.focus(".neuron-choices input[value='1']").await?;
        page.press(&(Key::Right + "")).await?;
        seen(page, "2.5", 0).await?;
        page.wait_until("document.querySelector('.neuron-response').children.length === 0").await
    });
}
