//! A reader's own activations in the Information plane lab: files in, the same numbers out as natively.

use anyhow::{Context, Result, ensure};
use browser_tests::words::number_shown;
use browser_tests::{Key, Page, Visitor, in_browser};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::experiments::layer_information::{LayerPoints, PlanePoint};
use infoplane_files::array::Array;
use infoplane_files::loader::{Loaded, Loader, Options};
use serde_json::json;
use std::path::{Path, PathBuf};

const LAB: &str = "#/plane?v=1";

const DOOR: &str = "section.own:not(.bench) .own-door button";

/// What the lines for PyTorch on the page wrote, run by PyTorch: 3 layers at 4 epochs.
const TORCH: &str = "torch.npz";

/// The table shows four significant digits.
const DIGITS: f64 = 5e-4;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/infoplane-worker/tests/own/fixtures").join(name)
}

/// A file of that name and content for one test.
fn file(name: &str, content: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("infoplane-own-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(name), content)?;
    Ok(folder.join(name))
}

async fn enter(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.click(DOOR).await?;
    page.find(".drop-place").await.map(drop)
}

/// Drops a file on the place for it, through the browser's input queue.
async fn drop_file(page: &Page, path: &Path) -> Result<()> {
    let (x, y) = page.middle(".drop-place").await?;
    let path = path.canonicalize()?;
    for kind in ["dragEnter", "dragOver", "drop"] {
        let data = json!({ "items": [], "files": [path.to_string_lossy()], "dragOperationsMask": 1 });
        let event = json!({ "type": kind, "x": x, "y": y, "data": data });
        page.devtools("Input.dispatchDragEvent", &event).await?;
    }
    Ok(())
}

async fn wait_for(page: &Page, standing: &str) -> Result<()> {
    page.wait_until(&format!("document.querySelector('.own-standing')?.dataset.standing === '{standing}'"))
        .await
}

/// The table of the figure, which is shown: layer, epoch, I(X;T), I(T;Y).
async fn rows(page: &Page) -> Result<Vec<[f64; 4]>> {
    let cells = "[...document.querySelectorAll('.own .figure .figure-table tbody tr')].map((row) => \
        [...row.cells].slice(0, 4).map((cell) => cell.innerText))";
    let rows: Vec<[String; 4]> = serde_json::from_value(page.eval(cells).await?)?;
    let numbers = |row: &[String; 4]| -> Result<[f64; 4]> {
        let numbers: Result<Vec<f64>> = row.iter().map(|text| number_shown(text)).collect();
        numbers?.try_into().ok().context("four cells")
    };
    rows.iter().map(numbers).collect()
}

/// What the core makes of every array of the file, by its name.
fn by_the_core(name: &str) -> Result<Vec<(String, LayerPoints)>> {
    let mut loader = Loader::new(Options::numbers());
    loader.push(&std::fs::read(fixture(name))?)?;
    let Loaded::Archive(archive) = loader.finish()? else { anyhow::bail!("{name} is no archive") };
    let labels = archive.arrays.iter().find(|(name, _)| name == "labels").context("labels")?;
    let labels: Vec<u8> = labels.1.values.iter().map(|label: &f32| *label as u8).collect();
    let noise = NoiseVariance::new(1e-3)?;
    let is_layer = |(name, _): &&(String, Array<f32>)| name.contains('/');
    let points = |(name, array): &(String, Array<f32>)| -> Result<(String, LayerPoints)> {
        let samples = Activations::new(&array.values, array.rows().1, &labels, 2)?;
        Ok((name.clone(), LayerPoints::new(&samples, kde::bounds(&samples, noise))))
    };
    archive.arrays.iter().filter(is_layer).map(points).collect()
}

/// Compares the table with what the core says, in bits.
async fn agrees(page: &Page, pick: fn(&LayerPoints) -> PlanePoint) -> Result<()> {
    let (shown, expected) = (rows(page).await?, by_the_core(TORCH)?);
    ensure!(shown.len() == 12 && expected.len() == 12, "{} rows of {}", shown.len(), expected.len());
    for (name, points) in expected {
        let layers = ["fc1", "tanh1", "fc2"];
        let (epoch, layer) = name.split_once('/').context("epoch/layer")?;
        let layer = layers.iter().position(|known| *known == layer).context("a layer")? + 1;
        let is_it = |row: &&[f64; 4]| row[0] == layer as f64 && row[1].to_string() == epoch;
        let [_, _, i_xt, i_ty] = shown.iter().find(is_it).with_context(|| format!("no row for {name}"))?;
        let PlanePoint { i_xt: x, i_ty: y } = pick(&points);
        for (shown, nats) in [(i_xt, x), (i_ty, y)] {
            let bits = nats / std::f64::consts::LN_2;
            ensure!((shown - bits).abs() <= DIGITS * bits.abs().max(1.0), "{name}: {shown}, not {bits}");
        }
    }
    Ok(())
}

#[test]
fn a_network_of_pytorch_stands_where_the_core_places_it() {
    in_browser(Visitor::default(), async |page: &Page| {
        enter(page, LAB).await?;
        drop_file(page, &fixture(TORCH)).await?;
        wait_for(page, "finished").await?;
        page.click(".own .figure-tools button").await?;
        page.wait_until("document.querySelectorAll('.own .figure .figure-table tbody tr').length === 12")
            .await?;
        agrees(page, |points| points.kde_upper).await?;
        page.click(".own label:has(input[value='bins-007'])").await?;
        page.wait_until(
            "/0\\.07/.test(document.querySelector('.own .figure .figure-table th:nth-child(3)').innerText)",
        )
        .await?;
        agrees(page, |points| points.bins_007).await?;
        let layers = page.text(".own-readings").await?;
        ensure!(layers.contains("2 · tanh1"), "{layers}");
        let said = page.text(".own-data").await?;
        ensure!(said.contains("120 different inputs") && said.contains("H(Y|X) = 0"), "{said}");
        Ok(())
    });
}

#[test]
fn a_bad_file_says_where_and_what_was_shown_stays() {
    in_browser(Visitor::default(), async |page: &Page| {
        enter(page, LAB).await?;
        drop_file(page, &fixture(TORCH)).await?;
        wait_for(page, "finished").await?;
        let before = page.text(".own-readings").await?;
        drop_file(page, &file("bad.csv", "0/a/0,labels\n1.5,0\n1.5,1\ntwo,1\n")?).await?;
        let told = page.text(".own-failure").await?;
        ensure!(told.contains("bad.csv · line 4, column 1: `two` is not a number."), "{told}");
        wait_for(page, "finished").await?;
        assert_eq!(page.text(".own-readings").await?, before);
        // What is missed only when the estimates have begun.
        drop_file(page, &file("nan.csv", "0/a/0,1/a/0,labels\n1,1,0\n2,NaN,1\n")?).await?;
        page.wait_until("/nan\\.csv/.test(document.querySelector('.own-failure')?.innerText)").await?;
        let told = page.text(".own-failure").await?;
        ensure!(
            told.contains("nan.csv · array 1/a · line 3, column 2: `NaN` is not a finite number."),
            "{told}"
        );
        assert_eq!(page.text(".own-readings").await?, before);
        // The same noise for the file that stayed: it can still be estimated anew.
        page.click(".own label:has(input[value='1024'])").await?;
        wait_for(page, "finished").await?;
        assert_eq!(page.text(".own-readings").await?, before);
        Ok(())
    });
}

#[test]
fn the_keyboard_alone_opens_the_door_in_chinese() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane?v=1&lang=zh").await?;
        page.focus(DOOR).await?;
        page.press(&(Key::Enter + "")).await?;
        page.wait_until("document.activeElement.className === 'own-room'").await?;
        // The room is empty while its part of the program is fetched.
        page.find(".own-room .drop-place").await?;
        page.press(&(Key::Tab + "")).await?;
        page.wait_until("document.activeElement.type === 'file'").await?;
        // What the dialog of the system does with the file that is chosen in it.
        page.press(&file("leer.csv", "0/a/0,1/b/0,labels\n1,1,0\n")?.to_string_lossy()).await?;
        let told = page.text(".own-failure").await?;
        ensure!(told.contains("这些文件无法使用") && told.contains("`0/b` 缺失"), "{told}");
        page.press(&fixture("keras.npz").canonicalize()?.to_string_lossy()).await?;
        wait_for(page, "finished").await?;
        let said = page.attribute(".own .figure canvas", "aria-label").await?.context("a label")?;
        ensure!(said.contains("第 2 层") && said.contains("I(T;Y)"), "{said}");
        Ok(())
    });
}

#[test]
fn nothing_of_a_file_leaves_the_machine() {
    in_browser(Visitor::default(), async |page: &Page| {
        enter(page, LAB).await?;
        ensure!(page.text(".own .private").await?.contains("Nothing leaves your machine"));
        page.find(".own-room .drop-place").await?;
        page.requests().await?;
        drop_file(page, &fixture(TORCH)).await?;
        wait_for(page, "finished").await?;
        // The worker's own part of the program, and nothing else.
        let asked = page.requests().await?;
        let is_program = |address: &String| address.contains("/app/") && !address.contains('?');
        ensure!(asked.iter().all(is_program), "{asked:?}");
        Ok(())
    });
}
