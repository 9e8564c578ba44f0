//! The Information plane lab as a visitor uses it.

use anyhow::{Context, Result, ensure};
use browser_tests::words::number_shown;
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingSpec, diffusion_begins};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use std::time::Duration;

/// The 12-bit task, short enough for a test.
const SHORT: &str = "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&lr=0.0004&batch=256&epochs=20";

/// Layers, and epochs with the one before training.
const N_POINTS: usize = 6 * 21;

/// Every estimate of a short run on a slow machine.
const FILLED_WITHIN: Duration = Duration::from_secs(60);

const RUN: &str = ".btn.run";

/// Neither ceiling is exceeded by more than the rounding of single precision.
const ROUNDING: f64 = 1e-3;

/// Trains to the end and waits until every recorded epoch has its estimate.
async fn fill(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(RUN).await?;
    page.wait_at_most(FILLED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'").await
}

/// The table of the figure, shown: layer, epoch, I(X;T), I(T;Y), log n, H(Y).
async fn rows(page: &Page) -> Result<Vec<[f64; 6]>> {
    page.click(".figures .figure-tools button").await?;
    page.find(".figure-table td").await?;
    let cells = "[...document.querySelectorAll('.figure-table tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))";
    let rows: Vec<[String; 6]> = serde_json::from_value(page.eval(cells).await?)?;
    let numbers = |row: &[String; 6]| -> Result<[f64; 6]> {
        let numbers: Result<Vec<f64>> =
            row.iter().map(|text| number_shown(&text.replace('\u{202f}', ""))).collect();
        Ok(numbers?.try_into().expect("as many as cells"))
    };
    rows.iter().map(numbers).collect()
}

/// What the figure says to those who do not see it.
async fn said(page: &Page) -> Result<String> {
    page.attribute(".figures canvas", "aria-label").await?.context("the figure has no label")
}

#[test]
fn every_layer_travels_through_the_plane() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let rows = rows(page).await?;
        for layer in 1..=6 {
            // Every epoch below 20 and the last are recorded.
            let of_layer = rows.iter().filter(|row| row[0] == f64::from(layer)).count();
            assert_eq!(of_layer, 21, "layer {layer}");
        }
        Ok(())
    });
}

#[test]
fn no_layer_knows_more_than_there_is_to_know() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        for [layer, _, i_xt, i_ty, log_n, h_y] in rows(page).await? {
            ensure!(log_n == 12.0 && (0.9..=1.0).contains(&h_y), "log n = {log_n}, H(Y) = {h_y}");
            ensure!((-ROUNDING..=log_n + ROUNDING).contains(&i_xt), "layer {layer}: I(X;T) = {i_xt}");
            ensure!((-ROUNDING..=h_y + ROUNDING).contains(&i_ty), "layer {layer}: I(T;Y) = {i_ty}");
        }
        Ok(())
    });
}

#[test]
fn the_readouts_follow_the_chosen_layer() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        page.click(".stack label:has(input[value='1'])").await?;
        assert_eq!(page.readout("I(X;T)").await?, "12.00");
        page.click(".stack label:has(input[value='6'])").await?;
        let output = number_shown(&page.readout("I(X;T)").await?)?;
        ensure!((0.0..6.0).contains(&output), "{output}");
        Ok(())
    });
}

#[test]
fn the_estimator_can_be_switched_while_the_net_trains() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(&SHORT.replace("epochs=20", "epochs=100000")).await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(RUN).await?;
        page.wait_until("/Layer 5/.test(document.querySelector('.figures canvas').ariaLabel)").await?;
        let kde = page.readout("I(X;T)").await?;
        page.click_words("30 bins").await?;
        page.wait_until("location.hash.includes('est=bins-30')").await?;
        assert_ne!(page.readout("I(X;T)").await?, kde);
        assert!(
            page.text(".stack .note").await?.contains("entropy of the binned activations, not information")
        );
        assert_eq!(page.eval("document.querySelector('.status').dataset.status").await?, "running");
        Ok(())
    });
}

/// The figure as a drawing.
async fn drawing(page: &Page) -> Result<String> {
    let downloads = page.accept_downloads().await?;
    page.click(".figures details.menu summary").await?;
    page.click(".figures details.menu button").await?;
    downloads.text("information-plane-tanh.svg").await
}

/// The lines of its data, without the headings.
async fn data(page: &Page) -> Result<Vec<String>> {
    let downloads = page.accept_downloads().await?;
    page.export_data("figure", 0).await?;
    let text = downloads.text("information-plane-tanh.csv").await?;
    Ok(text.lines().skip(1).map(str::to_owned).collect())
}

#[test]
fn a_frame_drawn_in_the_plane_enlarges_it_and_a_double_click_shows_all_again() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let (whole, all_data) = (drawing(page).await?, data(page).await?);
        page.click(".zoom .btn").await?;
        page.wait_until("document.activeElement.ariaLabel === 'Zoom in'").await?;
        page.eval("document.querySelector('.figures canvas').scrollIntoView({ block: 'center' })").await?;
        page.settle().await?;
        let (x, y) = page.middle(".figures canvas").await?;
        // Around the way of two layers in the middle.
        page.drag_between((x - 20, y + 40), (x + 140, y + 190)).await?;
        page.wait_until("!document.querySelector('.zoom .btn:last-child').disabled").await?;
        let part = drawing(page).await?;
        let (seen, all) = (data(page).await?, all_data);
        ensure!(seen.len() > 20 && seen.iter().all(|line| all.contains(line)), "{seen:?}");
        for column in [2, 3] {
            let span = |lines: &[String]| -> Result<f64> {
                let numbers: Result<Vec<f64>, _> = lines
                    .iter()
                    .map(|line| line.split(',').nth(column).unwrap_or_default().parse())
                    .collect();
                let numbers = numbers?;
                Ok(numbers.iter().copied().fold(f64::MIN, f64::max)
                    - numbers.iter().copied().fold(f64::MAX, f64::min))
            };
            ensure!(span(&seen)? < 0.9 * span(&all)?, "column {column} is not cut: {seen:?}");
        }
        let dots = |drawing: &str| drawing.matches("<circle").count();
        ensure!(dots(&part) > 20 && dots(&part) < dots(&whole), "{} of {}", dots(&part), dots(&whole));
        // By keys: closer, to the left as far as there is something, and all of it.
        page.focus(".zoom .btn").await?;
        page.press(" ").await?;
        page.settle().await?;
        ensure!(drawing(page).await? != part, "no closer");
        page.focus(".zoom .btn:last-child").await?;
        page.press(" ").await?;
        page.wait_until("document.querySelector('.zoom .btn:last-child').disabled").await?;
        page.settle().await?;
        ensure!(drawing(page).await? == whole, "not all of it");
        ensure!(data(page).await?.len() == N_POINTS, "not all of the data");
        page.eval("document.querySelector('.figures canvas').scrollIntoView({ block: 'center' })").await?;
        page.settle().await?;
        page.drag_between((x - 20, y + 40), (x + 140, y + 190)).await?;
        page.wait_until("!document.querySelector('.zoom .btn:last-child').disabled").await?;
        let point = page.middle(".figures canvas").await?;
        page.hover(point).await?;
        // The driver's clicks are too far apart for one.
        let double = "new MouseEvent('dblclick', { bubbles: true })";
        page.eval(&format!("document.querySelector('.figures canvas').dispatchEvent({double})")).await?;
        page.wait_until("document.querySelector('.zoom .btn:last-child').disabled").await?;
        page.settle().await?;
        ensure!(drawing(page).await? == whole, "not all of it again");
        Ok(())
    });
}

#[test]
fn kde_bounds_are_in_order() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let upper = number_shown(&page.readout("I(X;T)").await?)?;
        page.click_words("KDE lower").await?;
        let lower = number_shown(&page.readout("I(X;T)").await?)?;
        ensure!(0.0 < lower && lower < upper, "{lower} {upper}");
        Ok(())
    });
}

#[test]
fn more_assumed_noise_leaves_less_information() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let before = number_shown(&page.readout("I(X;T)").await?)?;
        page.fill(".slider:has([aria-label='Noise variance (KDE)']) input[type=text]", "0.1").await?;
        page.wait_until("location.hash.includes('var=0.1')").await?;
        page.wait_at_most(
            FILLED_WITHIN,
            &format!(
                "document.querySelector('.estimated').dataset.waiting === '0' && \
                 Number([...document.querySelectorAll('.readout')].find((readout) => \
                 readout.querySelector('.name').innerText === 'I(X;T)').querySelector('b').innerText) < {before}"
            ),
        )
        .await
    });
}

#[test]
fn two_activations_are_shown_side_by_side() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(SHORT).await?;
        page.click_words("Show ReLU beside it").await?;
        page.wait_until("document.querySelectorAll('.figures canvas').length === 2").await?;
        page.click(RUN).await?;
        let both = "[...document.querySelectorAll('.figures canvas')].map((canvas) => canvas.ariaLabel)";
        page.wait_at_most(FILLED_WITHIN, &format!("{both}.every((text) => /Layer 6/.test(text))")).await?;
        let both = page.eval(both).await?.to_string();
        assert!(both.contains("plane · tanh") && both.contains("plane · ReLU"), "{both}");
        Ok(())
    });
}

#[test]
fn the_same_seed_gives_the_same_plane() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let first = said(page).await?;
        fill(page, SHORT).await?;
        assert_eq!(said(page).await?, first);
        Ok(())
    });
}

#[test]
fn the_run_of_the_classifier_is_the_run_of_the_plane() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&epochs=30").await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(RUN).await?;
        page.wait_until("document.querySelector('.status')?.dataset.status === 'finished'").await?;
        page.click("nav a[href^='#/plane']").await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '30'").await?;
        page.wait_at_most(
            FILLED_WITHIN,
            "/Layer 3/.test(document.querySelector('.figures canvas').ariaLabel)",
        )
        .await
    });
}

#[test]
fn a_plane_is_finished_only_when_every_record_is_estimated() {
    in_browser(Visitor::default(), async |page: &Page| {
        // 132 records of a run that takes seconds: the estimates take longer.
        page.open(&SHORT.replace("epochs=20", "epochs=2000")).await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(RUN).await?;
        page.wait_at_most(
            FILLED_WITHIN,
            "['estimating', 'finished'].includes(document.querySelector('.status').dataset.status)",
        )
        .await?;
        // Whenever it is looked at, it says how far it is, and "finished" only at the end.
        let standing = "(() => { const { waiting } = document.querySelector('.estimated').dataset; \
            return [waiting, document.querySelector('.estimated').innerText, \
                document.querySelector('.status').dataset.status, document.querySelector('.as-of').innerText]; })()";
        let mut seen_waiting = false;
        loop {
            let seen: [String; 4] = serde_json::from_value(page.eval(standing).await?)?;
            let [waiting, said, status, epoch] = &seen;
            let waiting: u32 = waiting.parse()?;
            ensure!(*said == format!("{} of 132 recorded epochs estimated", 132 - waiting), "{seen:?}");
            ensure!((status == "finished") == (waiting == 0), "{seen:?}");
            ensure!(epoch.starts_with("epoch "), "{seen:?}");
            seen_waiting |= waiting > 0;
            if waiting == 0 {
                ensure!(epoch == "epoch 2,000", "{seen:?}");
                break;
            }
        }
        ensure!(seen_waiting, "the estimates were done before anybody could look");
        Ok(())
    });
}

#[test]
fn a_layer_is_taken_out_of_the_figure_and_comes_back() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let wait_for = async |layers: &str| {
            let shown = "[...new Set([...document.querySelectorAll('.figures .figure-table tbody tr')].map((row) => row.cells[0].innerText))].join()";
            page.wait_until(&format!("{shown} === '{layers}'")).await
        };
        rows(page).await?;
        wait_for("1,2,3,4,5,6").await?;
        page.click(".layers-shown .btn:nth-child(2)").await?;
        wait_for("1,3,4,5,6").await?;
        let pressed = page.attribute(".layers-shown .btn:nth-child(2)", "aria-pressed").await?;
        assert_eq!(pressed.as_deref(), Some("false"));
        page.click(".layers-shown .btn:nth-child(2)").await?;
        wait_for("1,2,3,4,5,6").await?;
        Ok(())
    });
}

#[test]
fn each_layer_is_said_to_turn_from_drift_to_diffusion_where_it_does() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        page.click(".drift summary").await?;
        page.find(".transitions li").await?;
        let said = page.text(".transitions").await?;
        let spec = TrainingSpec { n_epochs: 20, ..TrainingSpec::saxe_2018(Activation::Tanh) };
        let mut run = Training::start(&spec, None).ok().context("the spec is refused")?;
        while run.step() == Progress::Running {}
        let records = run.frame().records;
        let expected: Vec<String> = (0..6)
            .map(|layer| {
                let gradients =
                    records.iter().filter_map(|record| Some((record.epoch, record.layers[layer].gradient?)));
                match diffusion_begins(gradients) {
                    Some(epoch) => {
                        format!("Layer {} turns from drift to diffusion at epoch {epoch}.", layer + 1)
                    }
                    None => format!("Layer {} shows no such turn yet.", layer + 1),
                }
            })
            .collect();
        assert_eq!(said.lines().collect::<Vec<_>>(), expected);
        ensure!(expected.iter().any(|sentence| sentence.contains("turns")), "{expected:?}");
        Ok(())
    });
}
