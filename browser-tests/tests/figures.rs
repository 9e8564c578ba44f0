//! Every figure of the labs: what the pointer is told, and the files it is saved as.

use anyhow::{Context, Result, ensure};
use browser_tests::{Downloads, Page, Visitor, in_browser};
use std::time::Duration;

/// A lab with a run that ends at once, and the titles of its figures as file names.
struct Lab {
    link: &'static str,
    figures: &'static [&'static str],
}

const LABS: [Lab; 4] = [
    Lab { link: "#/distributions?v=1", figures: &["code-length-picture", "where-it-comes-from"] },
    Lab {
        link: "#/classifier?v=1&epochs=30",
        figures: &[
            "decision-shaded-by-predictive-entropy",
            "the-network",
            "cross-entropy-floor-kl",
            "accuracy",
            "mean-predictive-entropy",
        ],
    },
    Lab {
        link: "#/classifier?v=1&data=digits&net=16&epochs=3",
        figures: &[
            "the-digits-it-doubts-most",
            "confusion-rows-are-distributions",
            "the-network",
            "cross-entropy-floor-kl",
            "accuracy",
            "mean-predictive-entropy",
        ],
    },
    Lab {
        link: "#/plane?v=1&data=twelve-bit&net=5,3&batch=256&epochs=5",
        figures: &["information-plane-tanh", "cross-entropy-floor-kl"],
    },
];

/// A short run with all of its estimates, on a slow machine.
const FINISHED_WITHIN: Duration = Duration::from_secs(60);

/// Opens the lab and, where there is a run, runs it to its end.
async fn open(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.find("figure canvas").await?;
    if !link.contains("distributions") {
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(".btn.run").await?;
        page.wait_at_most(
            FINISHED_WITHIN,
            "document.querySelector('.status')?.dataset.status === 'finished'",
        )
        .await?;
    }
    Ok(())
}

/// Saves the figure at that place of the page as one of the kinds of its menu.
async fn save(page: &Page, index: usize, entry: usize) -> Result<()> {
    // By hand: a browser stops a page that saves many files by itself.
    page.eval(&format!(
        "(document.querySelectorAll('[data-saved]').forEach((figure) => delete figure.dataset.saved), \
         document.querySelectorAll('figure')[{index}].dataset.saved = '', \
         document.querySelector('[data-saved] summary').scrollIntoView({{ block: 'center' }}), true)"
    ))
    .await?;
    // What comes into sight is drawn, and may move what is below it.
    page.settle().await?;
    page.click("figure[data-saved] details.menu summary").await?;
    page.click(&format!("figure[data-saved] details.menu button:nth-child({})", entry + 1)).await
}

async fn check_files(page: &Page, downloads: &Downloads, index: usize, name: &str) -> Result<()> {
    save(page, index, 0).await?;
    let drawing = downloads.text(&format!("{name}.svg")).await?;
    ensure!(drawing.starts_with("<svg") && drawing.trim_end().ends_with("</svg>"), "{name}.svg");
    let shapes = ["<poly", "<path", "<circle", "<image"].map(|shape| drawing.matches(shape).count());
    ensure!(shapes.iter().sum::<usize>() > 3, "{name}.svg is empty");
    save(page, index, 1).await?;
    let picture = downloads.bytes(&format!("{name}.png")).await?;
    ensure!(picture.starts_with(b"\x89PNG\r\n\x1a\n") && picture.len() > 2_000, "{name}.png");
    save(page, index, 2).await?;
    let data = downloads.text(&format!("{name}.csv")).await?;
    let mut lines = data.lines();
    let n_columns = lines.next().context("no headings")?.split(',').count();
    let numbers = |line: &str| line.split(',').filter(|field| field.parse::<f64>().is_ok()).count();
    ensure!(n_columns > 2 && lines.clone().count() > 1, "{name}.csv: {data}");
    ensure!(lines.all(|line| numbers(line) >= 2), "{name}.csv has a line without numbers: {data}");
    Ok(())
}

#[test]
fn every_figure_is_saved_as_drawing_picture_and_data() {
    in_browser(Visitor::default(), async |page: &Page| {
        for lab in LABS {
            open(page, lab.link).await?;
            let downloads = page.accept_downloads().await?;
            let n = page.number("document.querySelectorAll('figure').length").await?;
            assert_eq!(n as usize, lab.figures.len(), "{}", lab.link);
            // In the order of the page, which is that of the titles.
            for (index, name) in lab.figures.iter().enumerate() {
                check_files(page, &downloads, index, name).await?;
            }
        }
        Ok(())
    });
}

/// What the pointer is told at a place of a figure, given in shares of its width and height.
async fn told_at(page: &Page, canvas: &str, (right, down): (f64, f64)) -> Result<String> {
    page.eval(&format!("(document.querySelector('{canvas}').scrollIntoView({{ block: 'center' }}), true)"))
        .await?;
    page.settle().await?;
    let corner = format!(
        "(({{ x, y, width, height }}) => [x + {right} * width, y + {down} * height])\
         (document.querySelector('{canvas}').getBoundingClientRect())"
    );
    let [x, y] = page.numbers(&corner).await?[..] else { anyhow::bail!("no place") };
    page.hover((x as i64, y as i64)).await?;
    page.text(".figure-tip").await
}

#[test]
fn the_pointer_is_told_the_numbers_of_a_column() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, LABS[0].link).await?;
        let told = told_at(page, ".stack .card:first-child canvas", (0.2, 0.8)).await?;
        for part in ["sun", "p = 0.36, q = 0.46", "−log p = 1.474", "−log q = 1.12"] {
            assert!(told.contains(part), "{part} is missing in {told}");
        }
        let told = told_at(page, ".stack .card:last-child canvas", (0.61, 0.38)).await?;
        assert!(told.contains("p·log(p/q) = "), "{told}");
        Ok(())
    });
}

#[test]
fn the_pointer_is_told_the_numbers_of_curves_samples_and_units() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, LABS[1].link).await?;
        let loss = told_at(page, ".stack:last-child .card:first-child canvas", (0.5, 0.5)).await?;
        for part in ["epoch (log scale): ", "test: ", "train: "] {
            assert!(loss.contains(part), "{part} is missing in {loss}");
        }
        let unit = told_at(page, ".main-figure + .card canvas", (0.35, 0.5)).await?;
        assert!(unit.contains("Layer ") && unit.contains("bias ") && unit.contains("weights "), "{unit}");
        let sample = told_at(page, ".main-figure canvas", (0.5, 0.5)).await?;
        assert!(sample.contains("class ") && sample.contains('t'), "{sample}");
        Ok(())
    });
}

#[test]
fn the_pointer_is_told_the_epoch_and_the_place_of_a_layer() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, LABS[3].link).await?;
        // The first hidden layer stays at the right upper corner, where both ceilings meet.
        let mut told = String::new();
        for right in [0.94, 0.92, 0.9, 0.88] {
            for down in [0.1, 0.14, 0.18, 0.22] {
                told = told_at(page, ".figures canvas", (right, down)).await.unwrap_or_default();
                if told.contains("Layer ") {
                    assert!(told.contains("epoch ") && told.contains("I(X;T), bits · KDE upper: "), "{told}");
                    assert!(told.contains("I(T;Y), bits · KDE upper: "), "{told}");
                    return Ok(());
                }
            }
        }
        anyhow::bail!("no layer was found; the last that was told: {told}")
    });
}

#[test]
fn a_figure_is_saved_as_data() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1").await?;
        let downloads = page.accept_downloads().await?;
        page.click_words("Export").await?;
        page.click_words("Data (CSV)").await?;
        let text = downloads.text("code-length-picture.csv").await?;
        let mut lines = text.lines();
        let heading = lines.next().context("empty")?;
        assert!(heading.starts_with("outcome,p,q,") && heading.contains("−log q, bits"), "{heading}");
        ensure!(lines.any(|line| line.starts_with("sun,0.36,0.46,")), "{text}");
        Ok(())
    });
}

#[test]
fn a_figure_is_saved_as_a_drawing() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1").await?;
        let downloads = page.accept_downloads().await?;
        page.click_words("Export").await?;
        page.click_words("Drawing (SVG)").await?;
        let text = downloads.text("code-length-picture.svg").await?;
        assert!(text.starts_with("<svg") || text.starts_with("<?xml"), "{}", &text[..text.len().min(80)]);
        assert!(text.contains("<title>Code-length picture</title>") && text.trim_end().ends_with("</svg>"));
        assert!(text.matches("<text").count() > 5 && text.contains(">sun</text>"), "{text}");
        Ok(())
    });
}

#[test]
fn a_figure_is_saved_as_a_picture() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1").await?;
        let downloads = page.accept_downloads().await?;
        page.find("figure canvas").await?;
        let width = page.number("document.querySelector('figure canvas').clientWidth").await?;
        page.click_words("Export").await?;
        page.click_words("Picture (PNG)").await?;
        let bytes = downloads.bytes("code-length-picture.png").await?;
        ensure!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "not a PNG");
        let columns = u32::from_be_bytes(bytes[16..20].try_into()?);
        assert_eq!(f64::from(columns), (width * 3.0).round());
        Ok(())
    });
}
