//! The rows that an import leaves out, as a spreadsheet to be corrected: the
//! columns of the file as they were, and why each row was left.

use super::{file::Table, recognise::Understanding};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};
use std::collections::BTreeMap;

/// A workbook with the rows that have a reason, by their number in the file.
/// The reasons stand in a last column under `heading`. All cells are texts:
/// nothing in them is ever a formula.
///
/// # Errors
/// When a workbook cannot hold them.
pub fn workbook(
    table: &Table,
    understanding: &Understanding,
    reasons: &BTreeMap<u32, Vec<String>>,
    heading: &str,
) -> Result<Vec<u8>, XlsxError> {
    let headings = Format::new().set_bold().set_text_wrap();
    let line = Format::new().set_num_format("@");
    let lines = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    let mut last = 0;
    for (at, column) in (0_u16..).zip(&understanding.columns) {
        sheet.set_column_width(at, 24)?;
        sheet.write_string_with_format(0, at, &column.heading, &headings)?;
        last = at + 1;
    }
    sheet.set_column_width(last, 80)?;
    sheet.write_string_with_format(0, last, heading, &headings)?;
    let left = table
        .rows
        .iter()
        .filter_map(|row| Some((row, reasons.get(&row.number)?)));
    for (to, (row, why)) in (1_u32..).zip(left) {
        for (from, at) in (0_u16..last).enumerate() {
            let shown = row.cell(from).shown();
            if !shown.is_empty() {
                sheet.write_string_with_format(to, at, shown.as_ref(), &line)?;
            }
        }
        sheet.write_string_with_format(to, last, why.join("\n"), &lines)?;
    }
    book.save_to_buffer()
}
