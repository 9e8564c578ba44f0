//! Links to an epoch, branches of a run, and single updates: each leads to the weights that it leads to natively.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Change, Training, TrainingSpec, What};
use infoplane_core::experiments::{Experiment, Progress, digest};

const RATE: &str = ".branch-fields .bench-field:nth-child(2) input";

/// Counts the waits for a next stage that are under way.
const COUNT_STAGES: &str = "(() => {
    const [start, stop, waiting] = [window.setTimeout.bind(window), window.clearTimeout.bind(window), new Set()];
    window.waitingStages = waiting;
    window.setTimeout = (act, delay, ...more) => {
        const timer = start((...all) => { waiting.delete(timer); act(...all); }, delay, ...more);
        if (delay === 1600) waiting.add(timer);
        return timer;
    };
    window.clearTimeout = (timer) => { waiting.delete(timer); stop(timer); };
    return true;
})()";

/// The digest of the weights after so many epochs, as the page writes it.
fn natively(changes: &[Change], n_epochs: u32) -> Result<String> {
    let spec = TrainingSpec { n_epochs: 60, changes: changes.to_vec(), ..TrainingSpec::default() };
    let mut run = Training::start(&spec, None).ok().context("the spec is refused")?;
    while run.epoch() < n_epochs && run.finish_epoch() == Progress::Running {}
    Ok(format!("{:016x}", digest(&run.frame().snapshot)))
}

async fn wait_for_weights(page: &Page, digest: &str) -> Result<()> {
    page.wait_until(&format!("document.querySelector('.run-file code').innerText === '{digest}'")).await
}

async fn wait_for_status(page: &Page, status: &str) -> Result<()> {
    page.wait_until(&format!("document.querySelector('.status').dataset.status === '{status}'")).await
}

/// A run of 60 epochs at the epoch that the link says, with its digest in sight.
async fn open(page: &Page, more: &str) -> Result<()> {
    page.open(&format!("#/classifier?v=1&epochs=60{more}")).await?;
    page.click(".run-file summary").await?;
    page.find(".run-file code").await.map(drop)
}

#[test]
fn a_link_leads_to_an_epoch_and_the_run_goes_on_from_there() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "&epoch=20").await?;
        wait_for_status(page, "paused").await?;
        wait_for_weights(page, &natively(&[], 20)?).await?;
        // Looking back changes what the link says; a reload leads there.
        page.click(".scrub button[aria-label='Recorded epoch before']").await?;
        page.wait_until("location.hash.includes('epoch=19')").await?;
        page.reload().await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '19'").await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        page.wait_until("!location.hash.includes('epoch=')").await?;
        page.click(".run-file summary").await?;
        wait_for_weights(page, &natively(&[], 60)?).await
    });
}

#[test]
fn a_link_to_another_epoch_of_the_same_run_leads_there_back_and_forth() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "&epoch=20").await?;
        wait_for_weights(page, &natively(&[], 20)?).await?;
        for (epoch, weights) in [(10, natively(&[], 10)?), (40, natively(&[], 40)?), (20, natively(&[], 20)?)]
        {
            page.eval(&format!("(location.hash = '#/classifier?v=1&epochs=60&epoch={epoch}', true)")).await?;
            wait_for_weights(page, &weights).await?;
            wait_for_status(page, "paused").await?;
        }
        Ok(())
    });
}

#[test]
fn undo_leaves_the_epoch_the_neuron_and_the_speed() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "&epoch=20").await?;
        wait_for_status(page, "paused").await?;
        page.click(".branch summary").await?;
        page.fill(RATE, "0.05").await?;
        page.wait_until("location.hash.includes('then=')").await?;
        page.click(".neuron-door").await?;
        page.wait_until("location.hash.includes('neuron=1.1')").await?;
        page.choose(".scrub select", "10").await?;
        page.click(".btn.undo").await?;
        page.wait_until("!location.hash.includes('then=')").await?;
        for kept in ["neuron=1.1", "speed=10", "epoch=20"] {
            ensure!(page.address().await?.contains(kept), "{kept} is gone");
        }
        wait_for_weights(page, &natively(&[], 20)?).await
    });
}

#[test]
fn a_branch_is_compared_with_the_run_it_leaves_and_is_in_its_link() {
    in_browser(Visitor::default(), async |page: &Page| {
        let rate = Change { epoch: 20, what: What::LearningRate(0.05) };
        open(page, "&epoch=20").await?;
        page.click(".branch summary").await?;
        page.fill(RATE, "0.05").await?;
        page.wait_until(
            "document.querySelector('.changes li span').innerText === 'From epoch 20: Learning rate 0.05'",
        )
        .await?;
        page.wait_until("location.hash.includes('then=20:lr:0.05')").await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        page.find(".scrub .kept").await?;
        let branch = natively(&[rate], 60)?;
        wait_for_weights(page, &branch).await?;
        ensure!(branch != natively(&[], 60)?, "nothing has changed");
        page.reload().await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        page.click(".run-file summary").await?;
        wait_for_weights(page, &branch).await?;
        // Taken back, it is the run without it.
        page.click(".changes button").await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        wait_for_weights(page, &natively(&[], 60)?).await
    });
}

#[test]
fn a_change_that_the_run_cannot_have_is_left_out_with_a_note() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&then=20:w123:1&epoch=3000").await?;
        page.wait_until("/then/.test(document.body.innerText) && /epoch/.test(document.body.innerText)")
            .await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.wait_until("!location.hash.includes('then=')").await
    });
}

#[test]
fn an_update_is_taken_apart_and_changes_nothing_of_the_run() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "").await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(".update summary").await?;
        let stage = "document.querySelector('.update-stage').innerText";
        page.click_words("One update").await?;
        page.wait_until(&format!("{stage}.startsWith('32 samples go forward')")).await?;
        page.click_words("Backward").await?;
        page.wait_until(&format!("{stage}.includes('slope')")).await?;
        page.eval("(document.querySelector('.update-row input[value=step]').click(), true)").await?;
        page.wait_until(&format!("{stage}.startsWith('Update 1 ')")).await?;
        // By itself it goes on to the next one.
        page.click_words("Slow motion").await?;
        page.wait_until(&format!("{stage}.startsWith('Update 2 ')")).await?;
        page.click_words("Stop").await?;
        // Started again at once, it has one clock and not two.
        page.eval(COUNT_STAGES).await?;
        for words in ["Slow motion", "Stop", "Slow motion"] {
            page.click_words(words).await?;
        }
        ensure!(page.number("window.waitingStages.size").await? == 1.0, "more than one clock");
        page.click_words("Stop").await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        wait_for_weights(page, &natively(&[], 60)?).await
    });
}

#[test]
fn a_weight_typed_over_is_a_branch_that_every_view_follows() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "&epoch=20&neuron=2.3").await?;
        wait_for_status(page, "paused").await?;
        // The first weight into the third unit of the second layer, behind 2 · 8 + 8 parameters and two units.
        let field = ".neuron-weights td[data-index='40'] input";
        page.wait_until("document.querySelector('.neuron .as-of').innerText.startsWith('epoch 20 ')").await?;
        page.fill(field, "2.5").await?;
        page.wait_until("location.hash.includes('then=20:w40:2.5')").await?;
        let weight = Change { epoch: 20, what: What::Weight { index: 40, value: 2.5 } };
        wait_for_weights(page, &natively(&[weight], 20)?).await?;
        page.wait_until(&format!("document.querySelector(\"{field}\").value === '2.500'")).await?;
        let chip = "document.querySelector('.changes li span').innerText";
        page.wait_until(&format!("{chip} === 'From epoch 20: w2(3←1) 2.5'")).await?;
        // What cannot be a weight is said, and nothing happens.
        page.fill(field, "heavy").await?;
        page.find(".neuron-weights .problem").await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        wait_for_weights(page, &natively(&[weight], 60)?).await
    });
}

#[test]
fn a_run_with_a_speed_goes_no_faster() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "&epoch=1").await?;
        wait_for_status(page, "paused").await?;
        page.choose(".scrub select", "10").await?;
        page.click(".btn.run").await?;
        let begin = std::time::Instant::now();
        page.wait_until("Number(document.querySelector('.epoch').dataset.epoch) >= 7").await?;
        // Six epochs at ten a second, the first of which may come at once.
        ensure!(begin.elapsed().as_millis() >= 450, "{} ms", begin.elapsed().as_millis());
        page.choose(".scrub select", "0").await?;
        wait_for_status(page, "finished").await?;
        wait_for_weights(page, &natively(&[], 60)?).await
    });
}
