//! The data behind a figure as a table in the page.

use crate::charts::table::{Cell, Table};
use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::drawing::draw_when_changed;
use crate::widgets::element::{El, el};
use core::cell::RefCell;
use core::time::Duration;
use std::rc::Rc;

/// Rows shown in the page; the CSV file has all.
const MAX_ROWS: usize = 500;
/// The time between two versions of a table that is shown.
const REFRESH: Duration = Duration::from_secs(1);

/// The first rows of a table. While its data change it follows them, but leaves time for reading.
pub fn table_view(table: Rc<dyn Fn() -> Table>, title: RwSignal<String>) -> El {
    let shown: Rc<RefCell<Table>> = Rc::default();
    let (made, refreshed) = (Rc::clone(&shown), RwSignal::new(()));
    let again = RwSignal::new(());
    let is_fresh = StoredValue::new(false);
    let is_late = StoredValue::new(false);
    draw_when_changed(move || {
        again.track();
        if is_fresh.get_value() {
            return is_late.set_value(true);
        }
        is_fresh.set_value(true);
        made.replace(table());
        refreshed.set(());
        let grow_old = move || {
            is_fresh.try_set_value(false);
            if is_late.try_get_value() == Some(true) {
                is_late.set_value(false);
                again.set(());
            }
        };
        set_timeout(grow_old, REFRESH);
    });
    let rows = move || {
        refreshed.track();
        as_elements(&shown.borrow(), &title.get_untracked())
    };
    el("div").class("figure-table").attr("tabindex", "0").live(rows)
}

fn as_elements(table: &Table, title: &str) -> Vec<El> {
    let heading = |text: &String| el("th").attr("scope", "col").text(text.clone());
    let row = |cells: &Vec<Cell>| el("tr").children(cells.iter().map(|cell| el("td").text(cell.shown())));
    let title = el("caption").class("visually-hidden").text(title);
    let head = el("tr").children(table.headings.iter().map(heading));
    let body = el("tbody").children(table.rows.iter().take(MAX_ROWS).map(row));
    let is_cut = table.rows.len() > MAX_ROWS;
    let cut = is_cut.then(|| el("p").class("hint").text(text(|m| m.widgets().table_cut)));
    let table = el("table").child(title).child(el("thead").child(head)).child(body);
    [table].into_iter().chain(cut).collect()
}
