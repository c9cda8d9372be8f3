//! Which columns an exported table has: first those that people read, then
//! those by which the file is taken in again.

use super::{
    Item,
    cell::{self, Cell, Words},
    mark::Mark,
};
use edutracker_domain::{
    RecordType, Shape,
    codes::CodeList,
    field::{self, Field},
    record as fields,
};
use edutracker_i18n::{Key, Texts};
use std::collections::BTreeSet;

/// What a column holds of its field. The numbers go into the marks of files
/// that people keep: they never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What people read: texts, labels, names.
    Read = 0,
    /// What is stored: codes and ids.
    Code = 1,
    /// The e-mail of a contact.
    Email = 2,
    /// The telephone of a contact.
    Phone = 3,
    /// The id of the record.
    Id = 4,
    /// Its revision.
    Revision = 5,
    /// What the row said when it was exported.
    Mark = 6,
}

/// The column of what became of a row here.
pub const STATE: &str = "state";
/// The column of an offer's status.
pub const STATUS: &str = "status";

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The field, or [`STATE`], [`STATUS`], `id`, `revision`, `mark`.
    pub key: &'static str,
    /// What of it.
    pub part: Part,
    /// What stands over it.
    pub heading: String,
    /// The field, unless the column is derived.
    pub field: Option<&'static Field>,
}

impl Column {
    /// Whether it is there for programs.
    #[must_use]
    pub const fn is_for_programs(&self) -> bool {
        matches!(
            self.part,
            Part::Code | Part::Id | Part::Revision | Part::Mark
        )
    }

    /// The field whose cells a mark knows; `None` for what nobody edits in a file.
    #[must_use]
    pub fn marked(&self) -> Option<&'static Field> {
        self.field.filter(|field| field.name != "organisation")
    }

    /// The list behind the column, where cells hold labels of one.
    #[must_use]
    pub fn list(&self) -> Option<CodeList> {
        match (self.part, self.field?.shape) {
            (Part::Read, Shape::Code(list) | Shape::CodeSet(list)) => Some(list),
            _ => None,
        }
    }
}

/// The columns of a table.
pub struct Columns {
    /// The type of the records.
    pub kind: RecordType,
    /// The words of its language.
    pub words: Words,
    /// The columns, from the left.
    pub list: Vec<Column>,
}

/// The heading of the mark, by which a file of ours is known.
#[must_use]
pub fn mark_heading(kind: RecordType) -> String {
    format!("edutracker.{kind}")
}

fn derived(kind: RecordType, key: &str) -> Option<&'static str> {
    match key {
        // Accounts have a field of that name.
        STATE if field::field(kind, STATE).is_none() => Some(STATE),
        STATUS if kind == RecordType::Offer => Some(STATUS),
        _ => None,
    }
}

fn heading(texts: &Texts, key: &str, known: Option<&Field>) -> String {
    let text = |key: &str| texts.find(key, &[]).unwrap_or_else(|| key.to_owned());
    match (key, known) {
        (STATE, None) => text("grid-state"),
        (STATUS, None) => text("grid-status"),
        _ => {
            let name = text(&format!("field-{}", key.replace('.', "-")));
            // The same text in three languages.
            match key.split_once('.') {
                Some((_, language)) => format!("{name} ({language})"),
                None => name,
            }
        }
    }
}

impl Columns {
    /// The columns for these fields, or for all of a record type.
    ///
    /// # Errors
    /// The name of a field that there is not.
    pub fn of(kind: RecordType, asked: Option<&[String]>, texts: &Texts) -> Result<Self, String> {
        let all: Vec<String>;
        let asked = match asked {
            Some(asked) => asked,
            None => {
                let names = field::fields(kind).iter().map(|field| field.name);
                all = names
                    .chain(
                        [STATUS, STATE]
                            .into_iter()
                            .filter(|key| derived(kind, key).is_some()),
                    )
                    .map(str::to_owned)
                    .collect();
                &all
            }
        };
        let mut list: Vec<Column> = Vec::new();
        let mut codes: Vec<Column> = Vec::new();
        let mut seen = BTreeSet::new();
        for key in asked {
            if !seen.insert(key) {
                continue;
            }
            if let Some(key) = derived(kind, key) {
                list.push(Column {
                    key,
                    part: Part::Read,
                    heading: heading(texts, key, None),
                    field: None,
                });
                continue;
            }
            let known = field::field(kind, key).ok_or_else(|| key.clone())?;
            let column = |part: Part, heading: String| Column {
                key: known.name,
                part,
                heading,
                field: Some(known),
            };
            let name = heading(texts, known.name, Some(known));
            list.push(column(Part::Read, name.clone()));
            if known.shape == Shape::Reference(RecordType::Contact) {
                for (part, of) in [
                    (Part::Email, Key::FieldEmail),
                    (Part::Phone, Key::FieldPhone),
                ] {
                    let heading = format!("{name}: {}", texts.text(of, &[]));
                    list.push(column(part, heading));
                }
            }
            if cell::has_code(known) && known.name != "organisation" {
                codes.push(column(Part::Code, format!("code.{}", known.name)));
            }
        }
        let program = |key: &'static str, part: Part, heading: String| Column {
            key,
            part,
            heading,
            field: None,
        };
        list.push(program("id", Part::Id, "id".to_owned()));
        list.push(program("revision", Part::Revision, "revision".to_owned()));
        list.extend(codes);
        list.push(program("mark", Part::Mark, mark_heading(kind)));
        Ok(Self {
            kind,
            words: Words::of(kind, texts),
            list,
        })
    }

    /// A record as cells, one for each column.
    #[must_use]
    pub fn cells(&self, item: &Item<'_>) -> Vec<Cell> {
        let mut mark = Mark::default();
        let mut cells: Vec<Cell> = Vec::with_capacity(self.list.len());
        for column in &self.list {
            let cell = match column.part {
                Part::Mark => Cell::Text(mark.text()),
                _ => self.cell(column, item),
            };
            if let Some(field) = column.marked() {
                let text = cell::comparable(field, &cell.shown());
                mark.add(field.name, column.part, &text);
            }
            cells.push(cell);
        }
        cells
    }

    fn cell(&self, column: &Column, item: &Item<'_>) -> Cell {
        let row = item.row;
        let of_contact = |name: &str| {
            Cell::text(
                item.contact
                    .map_or("", |contact| fields::text(contact, name)),
            )
        };
        match (column.part, column.field) {
            (Part::Id, _) => Cell::Text(row.id.to_string()),
            (Part::Revision, _) => Cell::text(row.rev.as_deref().unwrap_or_default()),
            (Part::Email, _) => of_contact("email"),
            (Part::Phone, _) => of_contact("phone"),
            (Part::Code, Some(field)) => cell::stored(field, &row.fields),
            (Part::Read, Some(field)) if field.name == "organisation" => {
                Cell::text(&row.organisation)
            }
            (Part::Read, Some(field)) => cell::read(field, &row.fields, &row.names, &self.words),
            (Part::Read, None) if column.key == STATE => {
                Cell::text(self.words.word("state", row.state.as_str()))
            }
            (Part::Read, None) => {
                let status = row.status.map_or("", |status| status.as_str());
                let language = self.words.language();
                Cell::text(cell::label(CodeList::OfferStatuses, status, language))
            }
            (Part::Mark | Part::Code, _) => Cell::Empty,
        }
    }
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Columns").field(&self.list).finish()
    }
}
