//! Things on the page by what is written on them, and the numbers that the page shows.

use crate::page::{LOOK_EVERY, PATIENCE, Page};
use anyhow::{Context, Result, bail};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::Value;
use std::time::Instant;

/// Name and value of every readout, the value with its unit.
const READOUTS: &str = "[...document.querySelectorAll('.readout')].map((readout) => \
    ['.name', '.value'].map((part) => readout.querySelector(part).innerText.trim()))";

impl Page {
    /// Clicks the first button, link, menu or label in sight with exactly these words on it, in the middle of the window:
    /// where the page has been scrolled to, the bar that stays at its top may cover it.
    ///
    /// # Errors
    /// When there is none, or something covers it.
    pub async fn click_words(&self, words: &str) -> Result<()> {
        self.click_element(self.find_words(words).await?).await
    }

    async fn find_words(&self, words: &str) -> Result<Element> {
        let kinds = "self::button or self::a or self::summary or self::label";
        let path = format!("//*[({kinds}) and normalize-space()=\"{words}\"]");
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            for element in self.client.find_all(Locator::XPath(&path)).await? {
                if element.is_displayed().await? {
                    return Ok(element);
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("nothing in sight says “{words}”")
    }

    /// The text of every readout on the page: its name, and its value with the unit.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn readouts(&self) -> Result<Vec<(String, String)>> {
        Ok(serde_json::from_value(self.eval(READOUTS).await?)?)
    }

    /// The value of the readout of that name, as shown, without its unit. It is waited for, because a page is
    /// empty while its part of the program is fetched.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn readout(&self, name: &str) -> Result<String> {
        let is_there = format!("({READOUTS}).some(([of]) => of === {})", serde_json::to_string(name)?);
        self.wait_until(&is_there).await?;
        let readouts = self.readouts().await?;
        let (_, value) =
            readouts.iter().find(|(of, _)| of == name).with_context(|| format!("“{name}” has gone"))?;
        Ok(value.split_whitespace().next().unwrap_or_default().to_owned())
    }

    /// The numbers that a JavaScript expression gives.
    ///
    /// # Errors
    /// When it throws or gives something else.
    pub async fn numbers(&self, expression: &str) -> Result<Vec<f64>> {
        let list = self.eval(expression).await?;
        let list = list.as_array().with_context(|| format!("`{expression}` is not a list"))?;
        list.iter().map(|item| number_in(item).with_context(|| format!("{item} is not a number"))).collect()
    }
}

fn number_in(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

/// The number that a text of the page stands for: with a true minus, separated thousands, ∞, 1.2e−5.
///
/// # Errors
/// When it is none.
pub fn number_shown(text: &str) -> Result<f64> {
    let plain = text.replace(',', "").replace('−', "-").replace('∞', "inf");
    plain.parse().with_context(|| format!("“{text}” is not a number"))
}

/// Half a unit of the last digit of a shown number: how far the number itself may be.
pub fn rounding_of(text: &str) -> f64 {
    let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let power: i32 = power.replace('−', "-").parse().unwrap_or(0);
    0.5 * 10f64.powi(power - decimals as i32)
}

/// Whether the text shows this number, to its last digit.
pub fn shows(text: &str, number: f64) -> bool {
    // Either way of rounding a tie is right.
    const TIE: f64 = 1.0 + 1e-9;
    number_shown(text).is_ok_and(|shown| shown == number || (shown - number).abs() <= rounding_of(text) * TIE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_numbers_are_read() {
        let numbers = ["−0.25", "1,234", "∞", "1.2e−5"].map(|text| number_shown(text).ok());
        assert_eq!(numbers, [Some(-0.25), Some(1234.0), Some(f64::INFINITY), Some(1.2e-5)]);
        assert!(number_shown("–").is_err());
    }

    #[test]
    fn a_number_is_shown_to_its_last_digit() {
        assert!(shows("0.0917", 0.09171) && !shows("0.0917", 0.09176));
        assert!(shows("1.2e−5", 1.24e-5) && !shows("1.2e−5", 1.26e-5));
        assert!(shows("∞", f64::INFINITY) && !shows("∞", 3.0));
    }
}
