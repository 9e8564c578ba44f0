//! Every published claim by its link: the story is told, and the outcome it states is measured.

use anyhow::{Context, Result, ensure};
use browser_tests::words::number_shown;
use browser_tests::{Key, Page, Visitor, in_browser};
use std::time::Duration;

/// Several seeds of 3,000 epochs on a slow machine.
const FINISHED_WITHIN: Duration = Duration::from_secs(240);

/// The 12-bit protocol, as the links of the claims have it.
const PROTOCOL: &str = "#/plane?v=1&data=twelve-bit&train=0.8&net=10,7,5,4,3&lr=0.0004&batch=256";

/// One row of the table of a plane: layer, epoch, I(X;T), I(T;Y), log n, H(Y).
type Row = [f64; 6];

/// Opens the link and runs it to its end.
async fn finish(page: &Page, link: &str, claim: &str) -> Result<()> {
    page.open(&format!("{link}&claim={claim}&run=1")).await?;
    // Another link alone keeps the page, with the end of the run before and with its table.
    page.reload().await?;
    page.wait_until(&format!("document.querySelector('article[data-claim={claim}]') !== null")).await?;
    page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'")
        .await
}

/// A readout of the last hidden layer, layer 5, at the end of the run.
async fn of_layer_5(page: &Page, link: &str, claim: &str, name: &str) -> Result<f64> {
    finish(page, link, claim).await?;
    number_shown(&page.readout(name).await?)
}

/// The table of the plane at the end of a run, which shows all rows of a short one only.
async fn run(page: &Page, link: &str, claim: &str) -> Result<Vec<Row>> {
    finish(page, link, claim).await?;
    page.click(".figures .figure-tools button").await?;
    page.find(".figure-table td").await?;
    let cells = "[...document.querySelectorAll('.figure-table tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))";
    let rows: Vec<[String; 6]> = serde_json::from_value(page.eval(cells).await?)?;
    let numbers = |row: &[String; 6]| -> Result<Row> {
        let numbers: Result<Vec<f64>> =
            row.iter().map(|text| number_shown(&text.replace('\u{202f}', ""))).collect();
        Ok(numbers?.try_into().expect("as many as cells"))
    };
    rows.iter().map(numbers).collect()
}

/// The first and the last row of a layer.
fn ends(rows: &[Row], layer: usize) -> Result<[Row; 2]> {
    let of_layer: Vec<&Row> = rows.iter().filter(|row| row[0] == layer as f64).collect();
    let (first, last) = (of_layer.first().context("no such layer")?, of_layer.last().context("no row")?);
    Ok([**first, **last])
}

/// Mean compression of layer 5 in each card, as the figure of several seeds says it.
async fn compressed(page: &Page, link: &str, claim: &str, n_cards: usize) -> Result<Vec<f64>> {
    page.open(&format!("{link}&claim={claim}&seeds=3&run=1")).await?;
    page.reload().await?;
    let labels = "[...document.querySelectorAll('.spread canvas')].map((canvas) => canvas.ariaLabel)";
    let says = format!(
        "document.querySelector('.seeds-done')?.dataset.running === 'false' && \
         {labels}.filter((text) => /Layer 6 compressed/.test(text)).length === {n_cards}"
    );
    page.wait_at_most(FINISHED_WITHIN, &says).await?;
    ensure!(page.text(".seeds-done").await?.starts_with(&format!("{} of", 3 * n_cards)));
    let numbers = format!(
        "{labels}.map((text) => /Layer 5 compressed by ([-.0-9]+) ± /.exec(text)?.[1]).filter(Boolean).map(Number)"
    );
    Ok(serde_json::from_value(page.eval(&numbers).await?)?)
}

#[test]
fn tanh_compresses_and_relu_does_not_in_the_mean_over_seeds() {
    in_browser(Visitor::default(), async |page: &Page| {
        let link = format!("{PROTOCOL}&epochs=3000&compare=1");
        let both = compressed(page, &link, "saxe", 2).await?;
        ensure!(both.len() == 2 && both[0] > 3.0 && both[1] < 1.5, "tanh and ReLU: {both:?}");
        Ok(())
    });
}

#[test]
fn weight_decay_makes_relu_compress() {
    in_browser(Visitor::default(), async |page: &Page| {
        let link = format!("{PROTOCOL}&epochs=3000&act=relu");
        let without = compressed(page, &link, "chelombiev", 1).await?;
        let with = compressed(page, &format!("{link}&l2=0.001"), "chelombiev", 1).await?;
        ensure!(without[0] < 0.5 && with[0] > 1.0, "{without:?} {with:?}");
        Ok(())
    });
}

#[test]
fn little_data_leaves_little_information_about_the_label() {
    in_browser(Visitor::default(), async |page: &Page| {
        let link = PROTOCOL.replace("batch=256", "batch=512&epochs=2000&est=bins-30");
        let [most, few] = ["train=0.85", "train=0.05"].map(|share| link.replace("train=0.8", share));
        let much = of_layer_5(page, &most, "shwartz-ziv", "I(T;Y)").await?;
        let little = of_layer_5(page, &few, "shwartz-ziv", "I(T;Y)").await?;
        ensure!(much > 0.9 && little < 0.8, "{much} {little}");
        Ok(())
    });
}

#[test]
fn noise_in_the_layers_lets_them_compress() {
    in_browser(Visitor::default(), async |page: &Page| {
        let link = format!("{PROTOCOL}&epochs=3000&var=0.0009");
        let with_noise = format!("{link}&layer_noise=0.03");
        let noisy = of_layer_5(page, &with_noise, "goldfeld", "Compression").await?;
        let silent = of_layer_5(page, &link, "goldfeld", "Compression").await?;
        ensure!(noisy > 1.0 && silent > 1.0, "{noisy} {silent}");
        Ok(())
    });
}

#[test]
fn wrong_labels_part_the_layers() {
    in_browser(Visitor::default(), async |page: &Page| {
        let link = format!("{PROTOCOL}&epochs=1000");
        let given_up = |rows: &[Row]| -> Result<f64> { Ok(ends(rows, 1)?[1][3] - ends(rows, 6)?[1][3]) };
        let exact = given_up(&run(page, &link, "kolchinsky").await?)?;
        let noisy = given_up(&run(page, &format!("{link}&label_noise=0.1"), "kolchinsky").await?)?;
        ensure!(exact < 0.2 && noisy > 0.3, "{exact} {noisy}");
        Ok(())
    });
}

#[test]
fn a_bijection_keeps_the_label_that_the_softmax_cannot_read_yet() {
    in_browser(Visitor::default(), async |page: &Page| {
        let link = PROTOCOL.replace("net=10,7,5,4,3", "net=12,12,12&epochs=1000");
        let rows = run(page, &link, "amjad").await?;
        for layer in 1..=3 {
            let told = ends(&rows, layer)?.map(|row| row[3]);
            ensure!(told.iter().all(|bits| *bits > 0.98), "layer {layer}: {told:?}");
        }
        let [before, after] = ends(&rows, 4)?.map(|row| row[3]);
        ensure!(before < 0.2 && after > 0.7, "{before} {after}");
        Ok(())
    });
}

#[test]
fn a_claim_is_chosen_with_one_click_and_its_knob_turned_with_another() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane").await?;
        page.click_words("Saxe et al. 2018").await?;
        page.wait_until("document.querySelector('article[data-claim=saxe]') !== null").await?;
        page.wait_until("location.hash.includes('claim=saxe')").await?;
        let claim = page.address().await?;
        assert!(claim.contains("net=10,7,5,4,3") && !claim.contains("act="), "{claim}");
        page.wait_until("Number(document.querySelector('.epoch').dataset.epoch) > 0").await?;
        page.click_words("ReLU").await?;
        page.wait_until("location.hash.includes('act=relu')").await?;
        assert_eq!(page.address().await?.replace("&act=relu", ""), claim);
        let pressed = "document.querySelector('.side-buttons [aria-pressed=true]').innerText";
        assert_eq!(page.eval(pressed).await?, "ReLU");
        page.click("article .close").await?;
        page.wait_until("document.querySelector('article') === null && !location.hash.includes('claim')")
            .await
    });
}

#[test]
fn claims_are_chosen_by_keys() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane?claim=saxe").await?;
        page.wait_until("document.querySelector('article[data-claim=saxe]') !== null").await?;
        page.eval("(document.querySelector('.claims input:checked').focus(), true)").await?;
        page.press(&(Key::Right + "")).await?;
        page.wait_until("document.querySelector('article[data-claim=goldfeld]') !== null").await
    });
}
