//! Workbooks through calamine, after their size is known.

use super::{
    SheetFacts, archive, claims,
    limits::FileLimits,
    records,
    sniff::Format,
    table::{Builder, Cell, Row, limit},
};
use calamine::{
    Data, DataRef, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError,
    Xlsx, XlsxError,
};
use edutracker_protocol::{ClientError, ErrorCode};
use quick_xml::{XmlVersion, events::Event};
use std::io::Cursor;

type Bytes<'a> = Cursor<&'a [u8]>;
type GoOn<'a> = &'a mut dyn FnMut(f64) -> Result<(), ClientError>;

/// A sheet of a workbook, with what the others are called.
pub(super) struct Opened {
    pub rows: Vec<Row>,
    pub sheets: Vec<SheetFacts>,
    pub sheet: String,
}

fn damaged(format: Format) -> ClientError {
    ClientError::new(ErrorCode::FileDamaged).with("format", format.name())
}

fn day(moment: &calamine::ExcelDateTime) -> Cell {
    if !moment.is_datetime() {
        return Cell::Number(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Cell::Day(format!("{year:04}-{month:02}-{day:02}").into())
}

fn iso(text: &str) -> Cell {
    Cell::Day(text.get(..10).unwrap_or(text).into())
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(moment) => day(moment),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Empty | DataRef::Error(_) => Cell::Empty,
    }
}

fn whole_cell(value: &Data) -> Cell {
    match value {
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => Cell::text(text),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(text) => iso(text),
        Data::DurationIso(text) => Cell::text(text),
        _ => Cell::Empty,
    }
}

fn facts(sheets: &[Sheet]) -> Vec<SheetFacts> {
    sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| SheetFacts {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
        })
        .collect()
}

/// Which sheets to look at, in order: the one that was named, or the visible ones, then the others.
fn wanted(sheets: &[SheetFacts], chosen: Option<&str>) -> Result<Vec<String>, ClientError> {
    if let Some(chosen) = chosen {
        let found = sheets
            .iter()
            .find(|sheet| sheet.name == chosen)
            .or_else(|| {
                sheets
                    .iter()
                    .find(|sheet| sheet.name.eq_ignore_ascii_case(chosen))
            });
        return found
            .map(|sheet| vec![sheet.name.clone()])
            .ok_or_else(|| ClientError::new(ErrorCode::SheetUnknown).with("sheet", chosen));
    }
    let visible = sheets.iter().filter(|sheet| !sheet.hidden);
    let hidden = sheets.iter().filter(|sheet| sheet.hidden);
    Ok(visible
        .chain(hidden)
        .map(|sheet| sheet.name.clone())
        .collect())
}

/// Takes the sheet that fits best: the first of those wanted with the most
/// rows that look like a table's, so that a cover sheet is passed over.
fn choose(
    names: Vec<String>,
    sheets: &[SheetFacts],
    mut read: impl FnMut(&str) -> Result<Vec<Row>, ClientError>,
) -> Result<(String, Vec<Row>), ClientError> {
    let hidden = |name: &str| {
        sheets
            .iter()
            .any(|sheet| sheet.name == name && sheet.hidden)
    };
    let mut best: Option<(String, Vec<Row>, usize)> = None;
    for name in names {
        // A hidden sheet is looked at only where no other holds anything.
        if hidden(&name) && best.as_ref().is_some_and(|(_, rows, _)| !rows.is_empty()) {
            break;
        }
        let rows = read(&name)?;
        let worth = rows.iter().filter(|row| row.filled() > 2).count();
        if best.as_ref().is_none_or(|(_, _, other)| worth > *other) {
            best = Some((name, rows, worth));
        }
    }
    best.map(|(name, rows, _)| (name, rows))
        .ok_or_else(|| ErrorCode::FileEmpty.into())
}

fn xlsx_error(error: &XlsxError) -> ClientError {
    match error {
        XlsxError::Password => ErrorCode::FileProtected.into(),
        _ => damaged(Format::Xlsx),
    }
}

/// A workbook of Excel since 2007, cell by cell.
pub(super) fn xlsx(
    bytes: &[u8],
    chosen: Option<&str>,
    limits: &FileLimits,
    go_on: GoOn<'_>,
) -> Result<Opened, ClientError> {
    claims::shared_texts(bytes, limits)?;
    let mut book: Xlsx<Bytes<'_>> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| xlsx_error(&error))?;
    let sheets = facts(book.sheets_metadata());
    let names = wanted(&sheets, chosen)?;
    let (sheet, rows) = choose(names, &sheets, |name| {
        let mut reader = match book.worksheet_cells_reader(name) {
            Ok(reader) => reader,
            // Listed, but not there, or without cells: as good as empty.
            Err(_) => return Ok(Vec::new()),
        };
        let mut builder = Builder::new(limits);
        let mut seen = 0_usize;
        while let Some(record) = reader
            .next_cell_with_formula_metadata()
            .map_err(|error| xlsx_error(&error))?
        {
            seen += 1;
            if seen.is_multiple_of(4_096) {
                go_on(seen as f64 / limits.cells as f64)?;
            }
            if seen > limits.cells * 2 {
                return Err(limit(ErrorCode::FileTooLong, limits.cells));
            }
            let (row, column) = (record.pos.0 as usize, record.pos.1 as usize);
            let value = match &record.formula {
                Some(calamine::XlsxFormulaMetadata::Normal { formula })
                | Some(calamine::XlsxFormulaMetadata::Shared { formula, .. }) => {
                    Cell::Formula(format!("={formula}").into())
                }
                Some(_) => Cell::Formula("=".into()),
                None => cell(&record.value),
            };
            builder.put(row, column, value)?;
        }
        Ok(builder.finish())
    })?;
    Ok(Opened {
        rows,
        sheets,
        sheet,
    })
}

/// Puts a sheet that was read as a whole into a table.
fn table(
    values: &Range<Data>,
    formulas: &Range<String>,
    limits: &FileLimits,
) -> Result<Vec<Row>, ClientError> {
    let mut builder = Builder::new(limits);
    let end = |end: Option<(u32, u32)>| end.map_or((0, 0), |(row, column)| (row + 1, column + 1));
    let (value_end, formula_end) = (end(values.end()), end(formulas.end()));
    for row in 0..value_end.0.max(formula_end.0) {
        for column in 0..value_end.1.max(formula_end.1) {
            let formula = formulas
                .get_value((row, column))
                .filter(|text| !text.is_empty());
            let cell = match formula {
                Some(text) => Cell::Formula(format!("={}", text.trim_start_matches("of:=")).into()),
                None => values
                    .get_value((row, column))
                    .map_or(Cell::Empty, whole_cell),
            };
            builder.put(row as usize, column as usize, cell)?;
        }
    }
    Ok(builder.finish())
}

/// A sheet of a workbook whose sheets are read as a whole.
fn whole<'a, R: Reader<Bytes<'a>>>(
    mut book: R,
    chosen: Option<&str>,
    limits: &FileLimits,
) -> Result<Opened, ClientError> {
    let sheets = facts(book.sheets_metadata());
    let names = wanted(&sheets, chosen)?;
    let (sheet, rows) = choose(names, &sheets, |name| {
        let values = book.worksheet_range(name).unwrap_or_default();
        let formulas = book.worksheet_formula(name).unwrap_or_default();
        table(&values, &formulas, limits)
    })?;
    Ok(Opened {
        rows,
        sheets,
        sheet,
    })
}

/// A workbook of Excel before 2007.
pub(super) fn xls(
    bytes: &[u8],
    chosen: Option<&str>,
    limits: &FileLimits,
    go_on: GoOn<'_>,
) -> Result<Opened, ClientError> {
    records::examine(bytes, limits)?;
    let bytes = claims::modest(bytes, limits)?;
    go_on(0.5)?;
    let book: Xls<Bytes<'_>> = Xls::new(Cursor::new(&*bytes)).map_err(|error| match error {
        XlsError::Password => ErrorCode::FileProtected.into(),
        _ => damaged(Format::Xls),
    })?;
    whole(book, chosen, limits)
}

/// An OpenDocument spreadsheet.
pub(super) fn ods(
    bytes: &[u8],
    chosen: Option<&str>,
    limits: &FileLimits,
    go_on: GoOn<'_>,
) -> Result<Opened, ClientError> {
    examine_ods(bytes, limits)?;
    go_on(0.5)?;
    let book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => ErrorCode::FileProtected.into(),
        _ => damaged(Format::Ods),
    })?;
    whole(book, chosen, limits)
}

/// How many cells an OpenDocument sheet unfolds to: rows and cells carry how often they repeat.
fn examine_ods(bytes: &[u8], limits: &FileLimits) -> Result<(), ClientError> {
    let content = archive::stream(bytes, "content.xml").ok_or_else(|| damaged(Format::Ods))?;
    content.read(|input| {
        let mut reader = quick_xml::Reader::from_reader(input);
        let mut buffer = Vec::new();
        let (mut row_repeats, mut columns, mut trailing) = (1_usize, 0_usize, 0_usize);
        let (mut cells, mut filled) = (0_usize, false);
        let mut pending = 0_usize;
        // A text is written once and held as often as its cell and row repeat.
        let (mut texts, mut row_texts, mut cell_repeats) = (0_usize, 0_usize, 1_usize);
        loop {
            buffer.clear();
            let event = reader
                .read_event_into(&mut buffer)
                .map_err(|_| damaged(Format::Ods))?;
            let (element, ends) = match &event {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(element) => {
                    if element.name().as_ref() == ROW {
                        cells = add_row(cells, &mut pending, row_repeats, columns, filled);
                        texts = texts.saturating_add(row_texts.saturating_mul(row_repeats));
                        if cells > limits.cells || texts > limits.texts {
                            return Err(limit(ErrorCode::FileTooLong, limits.cells));
                        }
                    }
                    continue;
                }
                Event::Text(text) => {
                    row_texts = row_texts.saturating_add(text.len().saturating_mul(cell_repeats));
                    continue;
                }
                Event::CData(text) => {
                    row_texts = row_texts.saturating_add(text.len().saturating_mul(cell_repeats));
                    continue;
                }
                Event::Eof => return Ok(()),
                _ => continue,
            };
            let repeats = |name: &str| {
                element
                    .try_get_attribute(name)
                    .ok()
                    .flatten()
                    .and_then(|value| {
                        value
                            .normalized_value(XmlVersion::Implicit1_0)
                            .ok()?
                            .parse()
                            .ok()
                    })
                    .unwrap_or(1_usize)
            };
            match element.name().as_ref() {
                name if name == ROW => {
                    row_repeats = repeats("table:number-rows-repeated");
                    (columns, trailing, filled, row_texts) = (0, 0, false, 0);
                    if ends {
                        cells = add_row(cells, &mut pending, row_repeats, 0, false);
                    }
                }
                // The blank rows at the end of a sheet are followed by nothing.
                name if name == TABLE => pending = 0,
                name if name == CELL || name == COVERED => {
                    let repeats = repeats("table:number-columns-repeated");
                    cell_repeats = repeats;
                    // Texts may stand in attributes as well.
                    let own = ["office:string-value", "table:formula"].iter();
                    let own = own.filter_map(|name| element.try_get_attribute(name).ok()?);
                    let own: usize = own.map(|text| text.value.len()).sum();
                    row_texts = row_texts.saturating_add(own.saturating_mul(repeats));
                    // One with a style or a list of values to choose from is as empty
                    // as one without; it may repeat down the whole sheet.
                    let holds = ["office:value-type", "calcext:value-type", "table:formula"]
                        .iter()
                        .any(|name| matches!(element.try_get_attribute(name), Ok(Some(_))));
                    if ends && !holds {
                        trailing = trailing.saturating_add(repeats);
                    } else {
                        filled = true;
                        columns = columns.saturating_add(trailing).saturating_add(repeats);
                        trailing = 0;
                        if columns > limits.columns * 40 {
                            return Err(limit(ErrorCode::FileTooWide, limits.columns));
                        }
                    }
                }
                _ => {}
            }
        }
    })
}

const TABLE: &str = "table:table";
const ROW: &str = "table:table-row";
const CELL: &str = "table:table-cell";
const COVERED: &str = "table:covered-table-cell";

/// Adds a row; blank rows count only when something follows them.
fn add_row(
    cells: usize,
    pending: &mut usize,
    repeats: usize,
    columns: usize,
    filled: bool,
) -> usize {
    if !filled {
        *pending = pending.saturating_add(repeats);
        return cells;
    }
    let rows = repeats.saturating_add(std::mem::take(pending));
    cells.saturating_add(rows.saturating_mul(columns.max(1)))
}
