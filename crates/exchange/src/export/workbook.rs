//! A workbook: typed cells, a heading that stays in sight, filters, and a list
//! to choose from wherever a value is coded. Rows go to a scratch file as they
//! come, so that the number of records costs no memory.

use super::{
    Item, Sink,
    cell::{self, Cell},
    column::{Column, Columns, Part},
};
use edutracker_domain::{Shape, field::Field};
use edutracker_i18n::Texts;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign, Formula,
    Workbook as Book, Worksheet, XlsxError,
};
use std::{
    io::{self, Write},
    path::Path,
};

/// The hidden sheet with the lists; nobody reads its name.
const LISTS: &str = "lists";
/// The last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;
/// A day is shown as it is written everywhere else.
const DAY: &str = "yyyy-mm-dd";

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// How cells look.
struct Looks {
    heading: Format,
    /// Of texts of one line, which a spreadsheet must not take for something else.
    line: Format,
    /// Of texts with several lines.
    lines: Format,
    day: Format,
}

/// A workbook that is being written.
pub(super) struct Workbook<W> {
    columns: Columns,
    book: Book,
    looks: Looks,
    /// The row that is written next.
    next: u32,
    out: W,
}

/// What may be chosen in a column, as people read it; empty where anything may be written.
fn options(column: &Column, columns: &Columns) -> Vec<String> {
    let words = &columns.words;
    let Some(field) = column.field.filter(|_| column.part == Part::Read) else {
        return Vec::new();
    };
    match field.shape {
        Shape::Flag => words.marks().map(str::to_owned).to_vec(),
        Shape::Word(all) => all
            .iter()
            .map(|word| words.word(cell::word_prefix(field), word).to_owned())
            .collect(),
        Shape::Code(list) | Shape::CodeSet(list) => list
            .items()
            .iter()
            .filter(|item| item.active && item.side.as_deref() != Some("excluded"))
            .map(|item| item.labels.get(words.language()).to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

fn width(column: &Column) -> f64 {
    match column.field.map(|field| (field.name, field.shape)) {
        Some(("name" | "legalName", _)) => 40.0,
        Some((_, Shape::Lines(_))) => 60.0,
        Some((_, Shape::Flag | Shape::Date | Shape::Months)) => 14.0,
        Some(_) if column.part == Part::Read => 28.0,
        _ => 20.0,
    }
}

impl<W: Write + Send> Workbook<W> {
    pub fn begin(columns: Columns, texts: &Texts, scratch: &Path, out: W) -> io::Result<Self> {
        let looks = Looks {
            heading: Format::new().set_bold().set_text_wrap(),
            line: Format::new().set_num_format("@"),
            lines: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            day: Format::new().set_num_format(DAY),
        };
        let mut book = Book::new();
        book.set_tempdir(scratch).map_err(failed)?;
        let mut workbook = Self {
            columns,
            book,
            looks,
            next: 1,
            out,
        };
        workbook.first_sheet(texts).map_err(failed)?;
        workbook.lists().map_err(failed)?;
        Ok(workbook)
    }

    fn first_sheet(&mut self, texts: &Texts) -> Result<(), XlsxError> {
        let Self {
            columns,
            book,
            looks,
            ..
        } = self;
        let kind = columns.kind.as_str();
        let name = texts.find(&format!("type-{kind}"), &[]);
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet
            .set_name(name.as_deref().unwrap_or(kind))?
            .set_freeze_panes(1, 0)?;
        for (at, column) in (0_u16..).zip(&columns.list) {
            sheet.set_column_width(at, width(column))?;
            if let Some(format) = looks.of(column) {
                sheet.set_column_format(at, format)?;
            }
            sheet.write_string_with_format(0, at, &column.heading, &looks.heading)?;
        }
        // What is for programs is one click away.
        if let Some(first) = columns.list.iter().position(Column::is_for_programs) {
            sheet.group_columns_collapsed(index(first), index(columns.list.len() - 1))?;
        }
        Ok(())
    }

    /// The lists, one in each column of a sheet of their own: within the rule
    /// itself they may take 255 characters only, and no comma.
    fn lists(&mut self) -> Result<(), XlsxError> {
        let mut lists = Worksheet::new();
        lists.set_name(LISTS)?.set_hidden(true);
        let mut rules = Vec::new();
        for (at, column) in (0_u16..).zip(&self.columns.list) {
            let options = options(column, &self.columns);
            let Some(last) = options.len().checked_sub(1) else {
                continue;
            };
            let place = index(rules.len());
            for (row, option) in (0_u32..).zip(&options) {
                lists.write_string(row, place, option)?;
            }
            let from = rust_xlsxwriter::utility::row_col_to_cell_absolute(0, place);
            let to = rust_xlsxwriter::utility::row_col_to_cell_absolute(
                u32::try_from(last).unwrap_or(LAST_ROW),
                place,
            );
            let several = column.field.is_some_and(|field| field.shape.is_set());
            let rule = DataValidation::new()
                .allow_list_formula(Formula::new(format!("={LISTS}!{from}:{to}")))
                .set_error_style(DataValidationErrorStyle::Stop)
                // Of several values, the list offers one to begin with.
                .show_error_message(!several);
            rules.push((at, rule));
        }
        let sheet = self.book.worksheet_from_index(0)?;
        for (at, rule) in &rules {
            sheet.add_data_validation(1, *at, LAST_ROW, *at, rule)?;
        }
        if !rules.is_empty() {
            self.book.push_worksheet(lists);
        }
        Ok(())
    }

    fn write(&mut self, item: &Item<'_>) -> Result<(), XlsxError> {
        let cells = self.columns.cells(item);
        let row = self.next;
        let sheet = self.book.worksheet_from_index(0)?;
        for ((at, cell), column) in (0_u16..).zip(&cells).zip(&self.columns.list) {
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => {
                    sheet.write_number(row, at, *number as f64)?;
                }
                Cell::Day(day) => match ExcelDateTime::parse_from_str(day) {
                    Ok(moment) => {
                        sheet.write_datetime_with_format(row, at, &moment, &self.looks.day)?;
                    }
                    // Before the calendar of spreadsheets begins.
                    Err(_) => {
                        sheet.write_string_with_format(row, at, day, &self.looks.line)?;
                    }
                },
                Cell::Text(text) => {
                    let looks = if text.contains('\n') {
                        &self.looks.lines
                    } else {
                        self.looks.of(column).unwrap_or(&self.looks.line)
                    };
                    sheet.write_string_with_format(row, at, text, looks)?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        let last = index(self.columns.list.len().saturating_sub(1));
        let rows = self.next - 1;
        let sheet = self.book.worksheet_from_index(0)?;
        sheet.autofilter(0, 0, rows, last)?;
        self.book.save_to_writer(&mut self.out)
    }
}

fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

impl Looks {
    /// How the cells of a column look, where it is not as spreadsheets like.
    fn of(&self, column: &Column) -> Option<&Format> {
        let shape = |field: &Field| match field.shape {
            Shape::Lines(_) | Shape::Texts(_) => Some(&self.lines),
            Shape::Date => Some(&self.day),
            Shape::Months => None,
            _ => Some(&self.line),
        };
        match (column.part, column.field) {
            (Part::Read, Some(field)) => shape(field),
            _ => Some(&self.line),
        }
    }
}

impl<W: Write + Send> Sink for Workbook<W> {
    fn put(&mut self, item: &Item<'_>) -> io::Result<()> {
        self.write(item).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.close().map_err(failed)?;
        self.out.flush()
    }
}
