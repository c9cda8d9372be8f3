//! A spreadsheet that was exported here and comes back: which of its cells
//! were edited, whatever a spreadsheet program made of the others.
//!
//! Each row carries the fingerprints of its cells ([`crate::export::mark`]), so
//! that nothing has to be guessed and the values of that day need not be known:
//! what was edited in the file is what its row did not say, and what was edited
//! elsewhere since is what the record says and the row did not.

use crate::{
    export::{
        Item, cell,
        column::{Column, Columns, Part, mark_heading},
        delimited,
        mark::Mark,
    },
    import::{
        field::Field as Target,
        file::{Cell, Format, Row, Table},
        recognise::{self, Told},
    },
};
use edutracker_domain::{Language, RecordType, Shape};
use edutracker_i18n::Texts;
use std::collections::{BTreeMap, BTreeSet};

/// How far down the headings are looked for: people put titles above them.
const ROWS: usize = 20;

/// What was found out about a file of ours.
#[derive(Debug)]
pub struct Own {
    /// The type of its records.
    pub kind: RecordType,
    /// The rows of its records.
    pub rows: Vec<OwnRow>,
    /// How an import understands its columns without guessing.
    pub told: Told,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnRow {
    /// Its number in the file.
    pub number: u32,
    /// The record; `None` in a row that somebody added.
    pub id: Option<String>,
    /// Its revision when it was exported.
    pub revision: Option<String>,
    /// The fields whose cells were edited; in an added row all that hold something.
    pub edited: BTreeSet<&'static str>,
    mark: Option<Mark>,
}

impl OwnRow {
    /// The fields that this file tells something about and that have changed
    /// since it was made: their values now are not those of the row.
    #[must_use]
    pub fn changed_since(&self, now: &Item<'_>) -> BTreeSet<&'static str> {
        let Some(mark) = &self.mark else {
            return BTreeSet::new();
        };
        let columns = Columns::of(now.row.kind, None, &Texts::new(Language::En));
        let Ok(columns) = columns else {
            return BTreeSet::new();
        };
        let cells = columns.cells(now);
        columns
            .list
            .iter()
            .zip(&cells)
            .filter_map(|(column, cell)| {
                let field = column.marked()?;
                // A label depends on the language, the code does not.
                let tells = column.part == Part::Code
                    || column.part == Part::Read && !cell::has_code(field);
                let text = cell::comparable(field, &cell.shown());
                (tells && !mark.knows(field.name, column.part, &text)).then_some(field.name)
            })
            .collect()
    }
}

/// A column of the file.
struct Found {
    at: usize,
    column: Column,
}

/// Which record type a row of headings is of, and where its mark is.
fn kind_of(row: &Row) -> Option<RecordType> {
    row.cells.iter().find_map(|cell| {
        let shown = cell.shown();
        RecordType::ALL
            .iter()
            .copied()
            .find(|kind| mark_heading(*kind) == shown.trim())
    })
}

/// The columns that are ours, whatever language they were exported in.
fn columns(kind: RecordType, headings: &Row) -> Vec<Found> {
    let all: Vec<Column> = Language::ALL
        .iter()
        .filter_map(|language| Columns::of(kind, None, &Texts::new(*language)).ok())
        .flat_map(|columns| columns.list)
        .collect();
    headings
        .cells
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| {
            let shown = cell.shown();
            let column = all.iter().find(|column| column.heading == shown.trim())?;
            Some(Found {
                at,
                column: column.clone(),
            })
        })
        .collect()
}

/// What an import takes a column for.
fn target(column: &Column) -> recognise::Target {
    use recognise::Target as To;
    let field = match (column.part, column.key) {
        (Part::Id, _) => Target::Id,
        (Part::Revision, _) => Target::Revision,
        (Part::Email, _) | (Part::Read, "email") => Target::ContactEmail,
        (Part::Phone, _) | (Part::Read, "phone") => Target::ContactPhone,
        (Part::Read, "organisation") => Target::Organisation,
        (Part::Read, "name") => Target::Name,
        (Part::Read, "studyLevel" | "studyLevels") => Target::Level,
        (Part::Read, "studyDomains") => Target::Domains,
        (Part::Read, "collaborationForms") => Target::Forms,
        (Part::Read, "languages") => Target::Languages,
        (Part::Read, "provinces" | "province") => Target::Provinces,
        (Part::Read, "sites") => Target::Sites,
        (Part::Read, "specialisations") => Target::Specialisations,
        (Part::Read, "contact") => Target::ContactName,
        (Part::Read, "website") => Target::Website,
        (Part::Read, "description") => Target::Description,
        (Part::Read, "durationMonths") => Target::Duration,
        (Part::Read, "validFrom") => Target::ValidFrom,
        (Part::Read, "published") => Target::Published,
        (Part::Read, "municipality") => Target::Municipality,
        (Part::Read, "postalCode") => Target::PostalCode,
        _ => return To::Ignored,
    };
    To::Field(field)
}

/// Recognises a file of ours and makes it ready for being taken in: apostrophes
/// that guarded texts go, and what was not edited, or edited as a code, stands
/// as codes where an import looks for labels. `None` leaves the table as it is.
pub fn restore(table: &mut Table) -> Option<Own> {
    let (top, kind) = table
        .rows
        .iter()
        .take(ROWS)
        .enumerate()
        .find_map(|(at, row)| Some((at, kind_of(row)?)))?;
    let found = columns(kind, &table.rows[top]);
    let mut told = Told {
        header_rows: Some(vec![table.rows[top].number]),
        ..Told::default()
    };
    for (at, cell) in table.rows[top].cells.iter().enumerate() {
        let ours = found.iter().find(|found| found.at == at);
        let target = ours.map_or(recognise::Target::Ignored, |found| target(&found.column));
        told.columns.insert(cell.shown().into_owned(), target);
    }
    let guarded = table.facts.format == Format::Csv;
    let mut rows = Vec::new();
    for row in table.rows.iter_mut().skip(top + 1) {
        if !row.is_blank() {
            if guarded {
                unguard(row);
            }
            rows.push(read(row, &found));
        }
    }
    one_level(&found, table, top, &mut told);
    Some(Own { kind, rows, told })
}

fn unguard(row: &mut Row) {
    for cell in &mut row.cells {
        if let Cell::Text(text) = cell {
            let plain = delimited::unguarded(text);
            if plain.len() != text.len() {
                *cell = Cell::text(plain);
            }
        }
    }
}

/// Reads a row and puts codes in the place of labels.
fn read(row: &mut Row, found: &[Found]) -> OwnRow {
    let text = |part: Part| {
        let at = found.iter().find(|found| found.column.part == part)?.at;
        let shown = row.cell(at).shown().trim().to_owned();
        (!shown.is_empty()).then_some(shown)
    };
    let id = text(Part::Id);
    let mark = text(Part::Mark).as_deref().and_then(Mark::parse);
    let mut own = OwnRow {
        number: row.number,
        revision: text(Part::Revision),
        edited: BTreeSet::new(),
        // A copy of a row without its id is a new record.
        mark: mark.filter(|_| id.is_some()),
        id,
    };
    let mut touched: BTreeMap<(&str, Part), bool> = BTreeMap::new();
    for Found { at, column } in found {
        let Some(field) = column.marked() else {
            continue;
        };
        let cell = row.cell(*at);
        let known = match &own.mark {
            // A formula is never what was exported.
            Some(mark) => {
                !matches!(cell, Cell::Formula(_))
                    && mark.knows(
                        field.name,
                        column.part,
                        &cell::comparable(field, &cell.shown()),
                    )
            }
            None => cell.is_blank(),
        };
        touched.insert((field.name, column.part), !known);
        if !known {
            own.edited.insert(field.name);
        }
    }
    for Found { at, column } in found {
        let (Part::Read, Some(field)) = (column.part, column.field) else {
            continue;
        };
        let code = found
            .iter()
            .find(|other| other.column.part == Part::Code && other.column.key == column.key);
        let label_edited = touched.get(&(field.name, Part::Read)) == Some(&true);
        let code_edited = touched.get(&(field.name, Part::Code)) == Some(&true);
        // Names of records are read as they are, unless an id was put in.
        let by_code = code_edited || matches!(field.shape, Shape::Code(_) | Shape::CodeSet(_));
        if let Some(code) = code
            && by_code
            && (code_edited || !label_edited)
        {
            let value = row.cell(code.at).clone();
            if row.cells.len() <= *at {
                row.cells.resize(*at + 1, Cell::Empty);
            }
            row.cells[*at] = value;
        }
    }
    own
}

/// An offer has one level or several, by whose it is; an import looks in one column.
fn one_level(found: &[Found], table: &Table, top: usize, told: &mut Told) {
    let place = |key: &str| {
        found
            .iter()
            .find(|found| found.column.part == Part::Read && found.column.key == key)
    };
    let (Some(one), Some(several)) = (place("studyLevel"), place("studyLevels")) else {
        return;
    };
    let filled = |found: &Found| {
        table
            .rows
            .iter()
            .skip(top + 1)
            .filter(|row| !row.cell(found.at).is_blank())
            .count()
    };
    let unused = if filled(one) >= filled(several) {
        several
    } else {
        one
    };
    told.columns
        .insert(unused.column.heading.clone(), recognise::Target::Ignored);
}
