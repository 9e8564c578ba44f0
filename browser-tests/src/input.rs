//! What a visitor does: real pointer and key events, through the browser's input queue.

use crate::page::Page;
use anyhow::Result;
use fantoccini::actions::{
    InputSource, MouseActions, PointerAction, TouchActions, WheelAction, WheelActions,
};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use std::time::Duration;

/// The left mouse button.
const LEFT: u64 = 0;

/// A drag is made of this many moves, so that the page sees it under way.
const MOVES_PER_DRAG: u32 = 8;

/// The time of one move: two frames.
const MOVE_TIME: Duration = Duration::from_millis(32);

impl Page {
    /// Clicks the middle of an element, which is scrolled to the middle first, where no bar covers it.
    ///
    /// # Errors
    /// When it does not appear, or something covers it.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.click_element(self.find(css).await?).await
    }

    pub(crate) async fn click_element(&self, element: Element) -> Result<()> {
        let center = "arguments[0].scrollIntoView({ block: 'center' })";
        self.client.execute(center, vec![serde_json::to_value(&element)?]).await?;
        Ok(element.click().await?)
    }

    /// Gives an element the keyboard.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn focus(&self, css: &str) -> Result<()> {
        let element = self.find(css).await?;
        self.client.execute("arguments[0].focus()", vec![serde_json::to_value(element)?]).await?;
        Ok(())
    }

    /// Types on the element that has the keyboard; a [`crate::Key`] adds to text as `Key::Up + ""`.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn press(&self, keys: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Replaces the content of a text or number input and leaves it.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn fill(&self, css: &str, content: &str) -> Result<()> {
        // As by hand: clearing it alone would already be an edit.
        let all = Key::Control + "a";
        let keys = format!("{all}{}{content}{}", char::from(Key::Null), char::from(Key::Tab));
        Ok(self.find(css).await?.send_keys(&keys).await?)
    }

    /// Chooses the option of a `<select>` with that `value` attribute.
    ///
    /// # Errors
    /// When the element or the option is not there.
    pub async fn choose(&self, css: &str, value: &str) -> Result<()> {
        Ok(self.find(css).await?.select_by_value(value).await?)
    }

    /// The middle of an element, in viewport coordinates, after it has been scrolled into view.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn middle(&self, css: &str) -> Result<(i64, i64)> {
        let element = serde_json::to_value(self.find(css).await?)?;
        let script = "arguments[0].scrollIntoView({ block: 'nearest', behavior: 'instant' });
             const box = arguments[0].getBoundingClientRect();
             return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];";
        Ok(serde_json::from_value(self.client.execute(script, vec![element]).await?)?)
    }

    /// Drags an element by its middle with the mouse.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn drag(&self, css: &str, right: i64, down: i64) -> Result<()> {
        let (x, y) = self.middle(css).await?;
        self.drag_between((x, y), (x + right, y + down)).await
    }

    /// Presses the mouse at one point of the viewport, moves to another and lets go.
    ///
    /// # Errors
    /// When a point lies outside.
    pub async fn drag_between(&self, from: (i64, i64), to: (i64, i64)) -> Result<()> {
        let mouse = MouseActions::new("mouse".to_owned())
            .then(move_to(from, Duration::ZERO))
            .then(PointerAction::Down { button: LEFT });
        let mouse = path(from, to).fold(mouse, |mouse, point| mouse.then(move_to(point, MOVE_TIME)));
        Ok(self.client.perform_actions(mouse.then(PointerAction::Up { button: LEFT })).await?)
    }

    /// The same with a finger.
    ///
    /// # Errors
    /// When a point lies outside.
    pub async fn swipe_between(&self, from: (i64, i64), to: (i64, i64)) -> Result<()> {
        let finger = TouchActions::new("finger".to_owned())
            .then(move_to(from, Duration::ZERO))
            .then(PointerAction::Down { button: LEFT });
        let finger = path(from, to).fold(finger, |finger, point| finger.then(move_to(point, MOVE_TIME)));
        Ok(self.client.perform_actions(finger.then(PointerAction::Up { button: LEFT })).await?)
    }

    /// Moves the mouse to a point of the viewport.
    ///
    /// # Errors
    /// When it lies outside.
    pub async fn hover(&self, point: (i64, i64)) -> Result<()> {
        let mouse = MouseActions::new("mouse".to_owned()).then(move_to(point, MOVE_TIME));
        Ok(self.client.perform_actions(mouse).await?)
    }

    /// Turns the wheel over a point of the viewport.
    ///
    /// # Errors
    /// When it lies outside.
    pub async fn scroll(&self, point: (i64, i64), down: i64) -> Result<()> {
        let mut wheel = WheelActions::new("wheel".to_owned());
        wheel.push(WheelAction::Scroll {
            duration: Some(MOVE_TIME),
            x: point.0,
            y: point.1,
            delta_x: 0,
            delta_y: down,
        });
        Ok(self.client.perform_actions(wheel).await?)
    }
}

fn move_to((x, y): (i64, i64), duration: Duration) -> PointerAction {
    PointerAction::MoveTo { duration: Some(duration), x: x as f64, y: y as f64 }
}

/// The points of a straight path, without its start.
fn path(from: (i64, i64), to: (i64, i64)) -> impl Iterator<Item = (i64, i64)> {
    (1..=MOVES_PER_DRAG).map(move |step| {
        let along = |a: i64, b: i64| a + (b - a) * i64::from(step) / i64::from(MOVES_PER_DRAG);
        (along(from.0, to.0), along(from.1, to.1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_ends_at_its_end() {
        let points: Vec<_> = path((0, 10), (16, -6)).collect();
        assert_eq!(points.first(), Some(&(2, 8)));
        assert_eq!(points.last(), Some(&(16, -6)));
    }
}
