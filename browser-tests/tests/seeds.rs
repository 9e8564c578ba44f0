//! Several seeds on the page's workers: the same numbers as natively, whatever becomes of the workers.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::information_plane::{
    InformationPlane, InformationPlaneFrame, InformationPlaneSpec,
};
use infoplane_core::experiments::layer_information::DEFAULT_NOISE_VARIANCE;
use infoplane_core::experiments::sweep::{self, Spread};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::learner::activation::Activation;
use infoplane_core::measures::units::Unit;
use serde_json::json;
use std::time::Duration;

const N_SEEDS: usize = 3;

const LINK: &str =
    "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&lr=0.0004&batch=256&epochs=3&seed=4&seeds=3";

const FINISHED_WITHIN: Duration = Duration::from_secs(120);

/// The same sweep on threads.
fn native() -> Result<Vec<InformationPlaneFrame>> {
    let training = TrainingSpec { n_epochs: 3, ..TrainingSpec::saxe_2018(Activation::Tanh) };
    let noise_variance = DEFAULT_NOISE_VARIANCE;
    let run = |training| InformationPlaneSpec { training, noise_variance };
    let specs: Vec<_> = sweep::seeds(&training, 4..4 + N_SEEDS as u64).into_iter().map(run).collect();
    let runs = sweep::run::<InformationPlane>(&specs, None, 2.try_into()?);
    runs.into_iter().map(|run| run.ok().context("the spec is refused")).collect()
}

async fn wait_for_seeds(page: &Page, n: usize) -> Result<()> {
    let all = format!("document.querySelector('.seeds-done')?.dataset.done === '{n}'");
    page.wait_at_most(FINISHED_WITHIN, &all).await?;
    // The part of the program with their figures.
    page.wait_until("document.querySelectorAll('.spread canvas').length > 1").await
}

/// The rows of the file that the figure at that place of the page exports.
async fn exported(page: &Page, figure: usize, name: &str) -> Result<Vec<Vec<String>>> {
    let downloads = page.accept_downloads().await?;
    page.export_data(".spread figure", figure).await?;
    let text = downloads.text(&format!("{name}.csv")).await?;
    Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

/// Seed, layer, epoch, I(X;T) and I(T;Y) of every point, as the file must have them.
fn expected_points(runs: &[InformationPlaneFrame]) -> Vec<[String; 5]> {
    let in_bits = |nats: f64| (nats * Unit::Bits.from_nats(1.0)).to_string();
    let mut rows = Vec::new();
    for (seed, run) in (4..).zip(runs) {
        for layer in 0..6 {
            for frame in &run.plane {
                let point = frame.layers[layer].kde_upper;
                let numbers = [seed.to_string(), (layer + 1).to_string(), frame.epoch.to_string()];
                let [seed, layer, epoch] = numbers;
                rows.push([seed, layer, epoch, in_bits(point.i_xt), in_bits(point.i_ty)]);
            }
        }
    }
    rows
}

async fn ensure_points_are_native(page: &Page) -> Result<()> {
    let rows = exported(page, 0, "information-plane-tanh-3-seeds").await?;
    let (means, points) = rows.split_at(4 * 6);
    ensure!(means.iter().all(|row| row[0] == "mean"), "{means:?}");
    let expected = expected_points(&native()?);
    ensure!(points.len() == expected.len(), "{} rows", points.len());
    for (row, expected) in points.iter().zip(&expected) {
        let bits = |text: &String| text.parse::<f64>().map(f64::to_bits);
        for (found, expected) in row.iter().zip(expected) {
            ensure!(bits(found)? == bits(expected)?, "{row:?}: {expected:?}");
        }
    }
    Ok(())
}

#[test]
fn seeds_on_workers_give_the_bits_of_a_native_sweep() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LINK).await?;
        page.click_words("Run 3 seeds").await?;
        wait_for_seeds(page, N_SEEDS).await?;
        assert_eq!(page.text(".seeds-done").await?, "3 of 3 seeds");
        ensure_points_are_native(page).await?;
        let runs = native()?;
        let table = exported(page, 1, "compression-tanh-3-seeds").await?;
        ensure!(table.len() == 6, "{table:?}");
        for (layer, row) in table.iter().enumerate() {
            let compressed = |run: &InformationPlaneFrame| {
                let i_xt: Vec<f64> = run.plane.iter().map(|f| f.layers[layer].kde_upper.i_xt).collect();
                let peak = i_xt.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                (peak - i_xt[i_xt.len() - 1]) * Unit::Bits.from_nats(1.0)
            };
            let spread = Spread::of(&runs.iter().map(compressed).collect::<Vec<f64>>());
            let found = [row[1].parse::<f64>()?, row[2].parse::<f64>()?];
            assert_eq!(found, [spread.mean, spread.deviation], "layer {}", layer + 1);
        }
        Ok(())
    });
}

#[test]
fn a_link_can_start_the_seeds_and_a_reload_gives_the_same() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(&format!("{LINK}&run=1")).await?;
        wait_for_seeds(page, N_SEEDS).await?;
        // Without the title, which follows when the figure comes into sight.
        let said = "document.querySelectorAll('.spread canvas')[1].ariaLabel.replace(/^.*?Layer 1/, '')";
        page.wait_until(&format!("/Layer 6/.test({said})")).await?;
        let first = page.eval(said).await?;
        page.reload().await?;
        wait_for_seeds(page, N_SEEDS).await?;
        page.wait_until(&format!("/Layer 6/.test({said})")).await?;
        assert_eq!(page.eval(said).await?, first);
        Ok(())
    });
}

#[test]
fn a_canceled_sweep_stops_and_another_setting_forgets_it() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(&LINK.replace("epochs=3", "epochs=2000").replace("seeds=3", "seeds=9")).await?;
        page.click_words("Run 9 seeds").await?;
        page.wait_until("document.querySelector('.seeds progress').value > 0").await?;
        page.click_words("Cancel").await?;
        page.wait_until("document.querySelector('.seeds-done').dataset.running === 'false'").await?;
        page.fill(".slider:has([aria-label='Seeds']) input[type=text]", "3").await?;
        page.fill(".slider:has([aria-label='Epochs']) input[type=text]", "3").await?;
        page.wait_until("location.hash.includes('seeds=3') && location.hash.includes('epochs=3&')").await?;
        assert_eq!(page.text(".seeds-done").await?, "0 of 3 seeds");
        page.click_words("Run 3 seeds").await?;
        wait_for_seeds(page, N_SEEDS).await?;
        ensure_points_are_native(page).await
    });
}

/// Lets the test reach the workers of the page.
const KEEP_WORKERS: &str = "
    window.startedWorkers = [];
    window.Worker = class extends Worker {
        constructor(...address) { super(...address); window.startedWorkers.push(this); }
    };";

/// Ends all workers but the first, which trains the live run.
const KILL: &str = "(() => {
    const doomed = window.startedWorkers.splice(1);
    for (const worker of doomed) {
        worker.terminate();
        worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    }
    return doomed.length;
})()";

#[test]
fn the_seeds_of_dead_workers_are_run_by_others() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": KEEP_WORKERS })).await?;
        page.open(LINK).await?;
        page.click_words("Run 3 seeds").await?;
        page.wait_until("document.querySelector('.seeds progress').value > 0").await?;
        ensure!(page.number(KILL).await? >= 1.0, "no worker was at it");
        wait_for_seeds(page, N_SEEDS).await?;
        ensure_points_are_native(page).await
    });
}

#[test]
fn a_seed_can_be_singled_out_by_list_and_by_pointer() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LINK).await?;
        page.click_words("Run 3 seeds").await?;
        wait_for_seeds(page, N_SEEDS).await?;
        let options = "[...document.querySelectorAll('.one-seed option')].map((option) => option.innerText)";
        ensure!(page.eval(options).await? == json!(["none", "4", "5", "6"]));
        // All over the figure: somewhere a way passes by.
        let sweep = "(async () => {
            const canvas = document.querySelector('.spread canvas');
            const { width, height, left, top } = canvas.getBoundingClientRect();
            for (let i = 0; i < 25; i++) for (let j = 0; j < 25; j++) {
                const place = { clientX: left + width * i / 25, clientY: top + height * j / 25, bubbles: true };
                canvas.dispatchEvent(new PointerEvent('pointermove', place));
                await new Promise((next) => setTimeout(next));
                const near = document.querySelector('.near').innerText;
                if (near) return near;
            }
            return '';
        })()";
        let near = page.eval(sweep).await?;
        ensure!([json!("seed 4"), json!("seed 5"), json!("seed 6")].contains(&near), "{near}");
        Ok(())
    });
}

#[test]
fn a_finished_run_says_how_long_it_took() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(&format!("{}&run=1", LINK.replace("&seeds=3", ""))).await?;
        page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.elapsed') !== null").await?;
        let said = page.text(".elapsed").await?;
        ensure!(said.starts_with("3 epochs and 4 estimates in ") && said.ends_with(" s"), "{said}");
        let seconds = page.number("Number(document.querySelector('.elapsed').dataset.seconds)").await?;
        let since_loaded = page.number("performance.now() / 1000").await?;
        ensure!(seconds > 0.0 && seconds < since_loaded, "{seconds} of {since_loaded}");
        Ok(())
    });
}
