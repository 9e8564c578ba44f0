//! The data of the Classifier lab, done by hand: inputs of the network, painted points, files.

use anyhow::{Context, Result};
use browser_tests::{Key, Page, Visitor, in_browser};
use std::fs;
use std::path::{Path, PathBuf};

const BOARD: &str = ".paint-board";
/// What the lab says of the points or the files.
const SAID: &str = ".control [role=status]";

/// Opens the lab and waits until the first weights have been evaluated.
async fn open(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await
}

async fn wait_for(page: &Page, sentence: &str) -> Result<()> {
    page.wait_until(&format!("document.querySelector('{SAID}')?.textContent === '{sentence}'")).await
}

fn file(name: &str, content: &str) -> Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("infoplane-{}-{name}", std::process::id()));
    fs::write(&path, content)?;
    Ok(path)
}

async fn choose_file(page: &Page, path: &Path) -> Result<()> {
    let path = path.to_str().context("temporary files have names in UTF-8")?;
    Ok(page.find(".bring input[type=file]").await?.send_keys(path).await?)
}

#[test]
fn a_link_restores_what_the_network_sees_and_a_key_changes_it() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&imbalance=4&features=x,y,xy&scaling=standard&split=random").await?;
        let checked =
            "[...document.querySelectorAll('.fold fieldset input')].map((box) => +box.checked).join('')";
        page.wait_until(&format!("{checked} === '1100100'")).await?;
        page.focus(".fold fieldset label:nth-of-type(3) input").await?;
        page.press(" ").await?;
        page.wait_until("location.hash.includes('features=x,y,x2,xy')").await?;
        // They stay points of the plane, with their regions.
        page.find(".main-figure canvas").await?;
        Ok(())
    });
}

#[test]
fn painted_points_train_at_once_and_survive_undo_and_reload() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&data=own").await?;
        page.find(BOARD).await?;
        wait_for(page, "18 points").await?;
        let (x, y) = page.middle(BOARD).await?;
        page.drag_between((x, y), (x + 1, y)).await?;
        wait_for(page, "19 points").await?;
        page.wait_until("Number(document.querySelector('.epoch').dataset.epoch) > 0").await?;
        page.press(&(Key::Control + "z")).await?;
        wait_for(page, "18 points").await?;
        page.focus(BOARD).await?;
        page.press("2").await?;
        page.press(" ").await?;
        wait_for(page, "19 points").await?;
        page.wait_until("location.hash.includes('points=')").await?;
        page.reload().await?;
        wait_for(page, "19 points").await?;
        page.click_words("Clear").await?;
        wait_for(page, "0 points").await?;
        let note = page.text("[data-note=failed]").await?;
        assert!(note.contains("at least two points"), "{note}");
        Ok(())
    });
}

#[test]
fn a_table_with_a_fault_says_where_and_a_good_one_trains() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&data=own&epochs=50").await?;
        let bad = file("bad.csv", "u,v,kind\n1,2,a\n1,two,b\n")?;
        choose_file(page, &bad).await?;
        let said = page.text(".bring [role=alert]").await?;
        assert!(said.contains("line 3, column 2: `two` is not a number"), "{said}");
        let rows: String = (0..40).map(|i| format!("{},{},{}\n", i % 2, i, ["a", "b"][i % 2])).collect();
        let good = file("good.csv", &format!("u,v,kind\n{rows}"))?;
        choose_file(page, &good).await?;
        let said = page.text(".bring [role=status]").await?;
        assert!(said.ends_with("40 samples, 2 features, 2 classes."), "{said}");
        assert_eq!(page.eval("document.querySelectorAll('.bring tbody tr').length").await?, 5);
        page.click(".btn.run").await?;
        page.wait_until("document.querySelector('.status')?.dataset.status === 'finished'").await?;
        assert!(page.foreign_requests().await?.is_empty());
        fs::remove_file(bad)?;
        Ok(fs::remove_file(good)?)
    });
}
