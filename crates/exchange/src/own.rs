//! A spreadsheet that was exported here and comes back: which of its cells
//! were edited, whatever a spreadsheet program made of the others.
//!
//! Each row carries the fingerprints of its cells ([`crate::export::mark`]), so
//! that nothing has to be guessed and the values of that day need not be known:
//! what was edited in the file is what its row did not say, and what was edited
//! elsewhere since is what the record says and the row did not.

use crate::{
    export::{
        cell,
        column::{Column, Columns, Part, mark_heading},
        delimited,
        mark::Mark,
    },
    import::{
        decision::Decisions,
        field::{Field as Target, Kind},
        file::{Cell, Format, Row, Table},
        recognise::{self, Told},
        report::{RemarkCode, Report, Status},
    },
};
use edutracker_domain::{Language, Record, RecordType, Shape, field::fields};
use edutracker_i18n::Texts;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

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
    /// Which field of a record each column speaks of, as an import calls what it holds.
    targets: Vec<(Target, &'static str)>,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRow {
    /// Its number in the file.
    pub number: u32,
    /// The record; `None` in a row that somebody added.
    pub id: Option<String>,
    /// Its revision when it was exported.
    pub revision: Option<String>,
    /// The fields whose cells were edited; in an added row all that hold something.
    pub edited: BTreeSet<&'static str>,
    /// The fields whose columns the file still has.
    known: Rc<BTreeSet<&'static str>>,
    /// The records that were put in by their ids, by field.
    pub ids: BTreeMap<&'static str, Vec<String>>,
    mark: Option<Mark>,
}

impl OwnRow {
    /// The fields that have changed since the file was made: their values now
    /// are not those of the row then. Fields that it does not have are none.
    #[must_use]
    pub fn changed_since(&self, kind: RecordType, now: &Record) -> BTreeSet<&'static str> {
        let Some(mark) = &self.mark else {
            return BTreeSet::new();
        };
        fields(kind)
            .iter()
            .filter(|field| self.known.contains(field.name))
            .filter(|field| {
                // A label depends on the language, the code does not.
                let part = if cell::has_code(field) {
                    Part::Code
                } else {
                    Part::Read
                };
                let text = cell::comparable(field, &cell::stored(field, now).shown());
                !mark.knows(field.name, part, &text)
            })
            .map(|field| field.name)
            .collect()
    }
}

impl Own {
    /// What the file says of itself, unless a person says something else.
    pub fn tell(&self, told: &mut Told) {
        let mut columns = self.told.columns.clone();
        columns.append(&mut told.columns);
        told.columns = columns;
        told.kind = told.kind.or(self.told.kind);
        if told.header_rows.is_none() {
            told.header_rows.clone_from(&self.told.header_rows);
        }
    }

    /// Leaves in a report what was edited: remarks about other cells are about
    /// what stands in the records already, and rows that look alike are as many
    /// records as they have ids.
    pub fn settle(mut self, report: &mut Report, decisions: &Decisions) {
        // What a person put in the place of a cell is an edit as well.
        for row in &mut self.rows {
            let told = decisions.get(&row.number);
            let fields = told.into_iter().flat_map(|decision| decision.values.keys());
            for field in fields {
                let of = self.targets.iter().filter(|(target, _)| target == field);
                row.edited.extend(of.map(|(_, name)| *name));
            }
        }
        let names = |row: &OwnRow| -> BTreeSet<&str> {
            self.targets
                .iter()
                .filter(|(_, field)| row.edited.contains(field))
                .map(|(target, _)| target.report_name(report.kind))
                .collect()
        };
        let names: BTreeMap<u32, BTreeSet<&str>> = self
            .rows
            .iter()
            .map(|row| (row.number, names(row)))
            .collect();
        let mut rows: BTreeMap<u32, OwnRow> =
            self.rows.into_iter().map(|row| (row.number, row)).collect();
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for judged in &mut report.rows {
            let Some(mut row) = rows.remove(&judged.source_row) else {
                continue;
            };
            let (Some(id), true) = (row.id.clone(), row.mark.is_some()) else {
                continue;
            };
            let edited = &names[&judged.source_row];
            // Other provinces may leave a campus outside them.
            let outside = row.edited.contains("provinces")
                && judged
                    .warnings
                    .iter()
                    .any(|remark| remark.code == RemarkCode::CampusProvince);
            if outside {
                row.edited.insert("sites");
            }
            let about = |remark: &crate::import::report::Remark| {
                remark.code != RemarkCode::DuplicateRow
                    && (edited.contains(remark.field)
                        || outside && remark.code == RemarkCode::CampusProvince)
            };
            judged.errors.retain(about);
            judged.warnings.retain(about);
            judged.duplicate_of = seen.get(&id).copied();
            judged.status = match judged.duplicate_of {
                Some(_) => Status::Duplicate,
                None => Status::of(&judged.errors, &judged.warnings),
            };
            seen.entry(id).or_insert(judged.source_row);
            judged.origin.own = Some(row);
        }
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
fn target(kind: RecordType, column: &Column) -> recognise::Target {
    use recognise::Target as To;
    let field = match (column.part, column.key) {
        (Part::Id, _) => Target::Id,
        (Part::Revision, _) => Target::Revision,
        (Part::Email, _) | (Part::Read, "email") => Target::ContactEmail,
        (Part::Phone, _) | (Part::Read, "phone") => Target::ContactPhone,
        (Part::Read, "organisation") => Target::Organisation,
        (Part::Read, "name") if kind == RecordType::Site => Target::Sites,
        (Part::Read, "name") => Target::Name,
        (Part::Read, "subject") => Target::Subject,
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
        let target = ours.map_or(recognise::Target::Ignored, |found| {
            target(kind, &found.column)
        });
        told.columns.insert(cell.shown().into_owned(), target);
    }
    if kind == RecordType::Site {
        told.kind = Some(Kind::OrganisationsCampuses);
    }
    // A code or what has none is compared with the record as it is now.
    let known: Rc<BTreeSet<&str>> = Rc::new(
        found
            .iter()
            .filter(|found| match found.column.field {
                Some(field) if cell::has_code(field) => found.column.part == Part::Code,
                Some(_) => found.column.part == Part::Read,
                None => false,
            })
            .map(|found| found.column.key)
            .collect(),
    );
    // A text file may have been saved as a workbook since: its guards are still there.
    let guarded = table.facts.format == Format::Csv
        || table.rows[top + 1..]
            .iter()
            .any(|row| was_guarded(row, &found));
    let mut rows = Vec::new();
    for row in table.rows.iter_mut().skip(top + 1) {
        if !row.is_blank() {
            if guarded {
                unguard(row, &found);
            }
            rows.push(read(row, &found, &known));
        }
    }
    one_level(&found, table, top, &mut told);
    let targets = found
        .iter()
        .filter_map(|found| match target(kind, &found.column) {
            recognise::Target::Field(target) => Some((target, found.column.key)),
            _ => None,
        })
        .collect();
    Some(Own {
        kind,
        rows,
        told,
        targets,
    })
}

fn mark_of(row: &Row, found: &[Found]) -> Option<Mark> {
    let at = found
        .iter()
        .find(|found| found.column.part == Part::Mark)?
        .at;
    Mark::parse(&row.cell(at).shown())
}

/// Whether a row says that a text of a column was exported.
fn knows(mark: &Mark, column: &Column, text: &str) -> bool {
    column
        .marked()
        .is_some_and(|field| mark.knows(field.name, column.part, &cell::comparable(field, text)))
}

/// Whether a cell of a row was exported without the apostrophe that it has.
fn was_guarded(row: &Row, found: &[Found]) -> bool {
    mark_of(row, found).is_some_and(|mark| {
        found.iter().any(|Found { at, column }| {
            let shown = row.cell(*at).shown();
            let plain = delimited::unguarded(&shown);
            plain.len() != shown.len()
                && knows(&mark, column, plain)
                && !knows(&mark, column, &shown)
        })
    })
}

/// Takes the apostrophes away that guard texts, but not one that was exported.
fn unguard(row: &mut Row, found: &[Found]) {
    let mark = mark_of(row, found);
    for Found { at, column } in found {
        if let Some(Cell::Text(text)) = row.cells.get(*at)
            && mark.as_ref().is_none_or(|mark| !knows(mark, column, text))
        {
            let plain = delimited::unguarded(text);
            if plain.len() != text.len() {
                row.cells[*at] = Cell::text(plain);
            }
        }
    }
}

/// Reads a row and puts codes in the place of labels.
fn read(row: &mut Row, found: &[Found], known: &Rc<BTreeSet<&'static str>>) -> OwnRow {
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
        known: Rc::clone(known),
        ids: BTreeMap::new(),
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
        let Some(code) = code else {
            continue;
        };
        let label_edited = touched.get(&(field.name, Part::Read)) == Some(&true);
        let code_edited = touched.get(&(field.name, Part::Code)) == Some(&true);
        match field.shape {
            Shape::Code(_) | Shape::CodeSet(_) if code_edited || !label_edited => {
                let value = row.cell(code.at).clone();
                if row.cells.len() <= *at {
                    row.cells.resize(*at + 1, Cell::Empty);
                }
                row.cells[*at] = value;
            }
            Shape::Reference(_) | Shape::ReferenceSet(_) if code_edited && own.mark.is_some() => {
                let text = row.cell(code.at).shown();
                let ids = text.split(cell::BETWEEN.trim()).map(str::trim);
                let ids = ids.filter(|id| !id.is_empty()).map(str::to_owned);
                own.ids.insert(field.name, ids.collect());
            }
            _ => {}
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
