//! Pasted texts, read as the fields take them. What cannot be read is kept in
//! the cell as it is, where the field can hold it: it is invalid then, and the
//! person sees it. Nothing is corrected or dropped unsaid.

use edutracker_domain::{
    Field, Record, RecordId, RecordType, Shape, field, record as fields, spelling,
};
use edutracker_protocol::command::Condition;
use edutracker_store::{Error as CacheError, filter::Query, record, view};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a pasted text is.
pub(super) enum Reading {
    /// A value of the field; null: nothing.
    Read(Value),
    /// Not understood: the value that keeps the text, invalid.
    Kept(Value),
    /// Not understood, and the field cannot hold it.
    Left,
}

/// The sites and contacts of organisations by their names, as far as asked for.
#[derive(Default)]
pub(super) struct Directory(BTreeMap<(RecordType, String), BTreeMap<String, Option<String>>>);

impl Directory {
    /// The record that a text names: an id, a contact's e-mail or name, a
    /// site's name. None when there is none, or more than one.
    fn find(
        &mut self,
        c: &Connection,
        kind: RecordType,
        organisation: &str,
        text: &str,
    ) -> Result<Option<String>, CacheError> {
        if let Ok(id) = text.parse::<RecordId>() {
            return Ok(record::find(c, kind, id)?.map(|found| found.id.to_string()));
        }
        let key = (kind, organisation.to_owned());
        if !self.0.contains_key(&key) {
            let names = names(c, kind, organisation)?;
            self.0.insert(key.clone(), names);
        }
        // `An Peeters <an@example.be>`
        let inner = text
            .split_once('<')
            .and_then(|(_, rest)| rest.split_once('>'))
            .map_or(text, |(inner, _)| inner);
        let known = self.0.get(&key);
        let found = known.and_then(|names| names.get(&spelling::folded(inner)).cloned());
        Ok(found.flatten())
    }
}

fn names(
    c: &Connection,
    kind: RecordType,
    organisation: &str,
) -> Result<BTreeMap<String, Option<String>>, CacheError> {
    let mut query = Query::of(kind);
    let _ = query.narrow(c, kind, &Condition::new("organisation", organisation))?;
    let mut known = BTreeMap::new();
    let mut retired = BTreeMap::new();
    for n in view::all(c, &query)? {
        let stored = record::by_number(c, n)?;
        let record = stored.effective();
        // One in use goes before a retired one of the same name.
        let names = if fields::flag(record, "retired") {
            &mut retired
        } else {
            &mut known
        };
        for name in ["name", "email"] {
            let text = spelling::folded(fields::text(record, name));
            if !text.is_empty() {
                names
                    .entry(text)
                    .and_modify(|other: &mut Option<String>| {
                        if other.as_deref() != Some(&stored.id.to_string()) {
                            *other = None;
                        }
                    })
                    .or_insert_with(|| Some(stored.id.to_string()));
            }
        }
    }
    for (name, id) in retired {
        known.entry(name).or_insert(id);
    }
    Ok(known)
}

/// Reads a text for a field of a record.
pub(super) fn read(
    c: &Connection,
    directory: &mut Directory,
    field: &Field,
    record: &Record,
    text: &str,
) -> Result<Reading, CacheError> {
    let trimmed = text.trim();
    let kept = || Reading::Kept(trimmed.into());
    let organisation = fields::text(record, "organisation");
    if trimmed.is_empty() && !matches!(field.shape, Shape::Flag) {
        return Ok(Reading::Read(Value::Null));
    }
    Ok(match field.shape {
        Shape::Line(_) => Reading::Read(text.into()),
        // One line end, as it is typed: another would be a change to nobody's eye.
        Shape::Lines(_) => Reading::Read(text.replace("\r\n", "\n").replace('\r', "\n").into()),
        Shape::Email | Shape::Website => Reading::Read(trimmed.into()),
        Shape::Date => spelling::date(trimmed).map_or_else(kept, |date| Reading::Read(date.into())),
        Shape::Months => {
            spelling::months(trimmed).map_or_else(kept, |months| Reading::Read(months.into()))
        }
        // A flag has no place for a text.
        Shape::Flag => {
            spelling::flag(trimmed).map_or(Reading::Left, |flag| Reading::Read(Value::Bool(flag)))
        }
        Shape::Code(list) => spelling::code(list, trimmed)
            .map_or_else(kept, |code| Reading::Read(code.code.as_str().into())),
        Shape::Reference(kind) => directory
            .find(c, kind, organisation, trimmed)?
            .map_or_else(kept, |id| Reading::Read(id.into())),
        Shape::CodeSet(list) => set(trimmed, |part| {
            Ok(spelling::code(list, part).map(|code| code.code.clone()))
        })?,
        Shape::ReferenceSet(kind) => {
            set(trimmed, |part| directory.find(c, kind, organisation, part))?
        }
        Shape::TextSet(_) => Reading::Read(fields::set_of(spelling::parts(trimmed))),
        Shape::Word(_)
        | Shape::Consent
        | Shape::Share
        | Shape::Revision
        | Shape::Moment
        | Shape::Texts(_)
        | Shape::Removal => Reading::Left,
    })
}

/// Reads several values: the whole text as one first, then with `;` between,
/// then with `,` where every part is known.
fn set(
    text: &str,
    mut known: impl FnMut(&str) -> Result<Option<String>, CacheError>,
) -> Result<Reading, CacheError> {
    if let Some(one) = known(text)? {
        return Ok(Reading::Read(fields::set_of([one])));
    }
    let mut members = Vec::new();
    let mut whole = true;
    for part in spelling::parts(text) {
        if let Some(member) = known(part)? {
            members.push(member);
            continue;
        }
        let pieces = part
            .split(',')
            .map(|piece| known(piece.trim()))
            .collect::<Result<Option<Vec<String>>, CacheError>>()?;
        match pieces {
            Some(pieces) => members.extend(pieces),
            None => {
                whole = false;
                members.push(part.to_owned());
            }
        }
    }
    let value = fields::set_of(members);
    Ok(if whole {
        Reading::Read(value)
    } else {
        Reading::Kept(value)
    })
}

/// A block of texts over rows and columns.
pub(super) struct Block {
    pub fields: Vec<&'static Field>,
    pub cells: Vec<Vec<String>>,
    width: usize,
    repeats_down: bool,
    repeats_across: bool,
}

impl Block {
    /// A block over so many rows: it repeats where they are a multiple of it.
    pub fn new(fields: Vec<&'static Field>, cells: Vec<Vec<String>>, rows: usize) -> Self {
        let width = cells.iter().map(Vec::len).max().unwrap_or(0);
        Self {
            repeats_down: !cells.is_empty() && rows.is_multiple_of(cells.len()),
            repeats_across: width > 0 && fields.len().is_multiple_of(width),
            width,
            fields,
            cells,
        }
    }

    /// The texts for a row of the scope, by field. A ragged row leaves the
    /// cells alone that it does not reach.
    pub fn row(&self, place: usize) -> impl Iterator<Item = (&'static Field, &str)> {
        let at = if self.repeats_down {
            place % self.cells.len()
        } else {
            place
        };
        let row = self.cells.get(at).map_or(&[][..], Vec::as_slice);
        self.fields
            .iter()
            .enumerate()
            .filter_map(move |(j, field)| {
                let j = if self.repeats_across {
                    j % self.width
                } else {
                    j
                };
                row.get(j).map(|text| (*field, text.as_str()))
            })
    }

    /// The rows of the block that find no row in a scope of so many.
    pub fn beyond(&self, rows: usize) -> std::ops::Range<usize> {
        rows.min(self.cells.len())..self.cells.len()
    }
}

/// The fields of these names.
pub(super) fn named(kind: RecordType, names: &[String]) -> Result<Vec<&'static Field>, String> {
    names
        .iter()
        .map(|name| field::field(kind, name).ok_or_else(|| name.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(fields: &[&str], cells: &[&[&str]], rows: usize) -> Block {
        let names: Vec<String> = fields.iter().map(|name| (*name).to_owned()).collect();
        let cells = cells
            .iter()
            .map(|row| row.iter().map(|text| (*text).to_owned()).collect())
            .collect();
        Block::new(named(RecordType::Offer, &names).unwrap(), cells, rows)
    }

    fn texts(block: &Block, place: usize) -> Vec<&str> {
        block.row(place).map(|(_, text)| text).collect()
    }

    #[test]
    fn one_value_fills_and_a_block_repeats() {
        let one = block(&["name", "website"], &[&["x"]], 5);
        assert_eq!(texts(&one, 4), ["x", "x"]);
        let two = block(&["name"], &[&["a"], &["b"]], 4);
        assert_eq!((texts(&two, 2), texts(&two, 3)), (vec!["a"], vec!["b"]));
        let odd = block(&["name"], &[&["a"], &["b"]], 3);
        assert_eq!(texts(&odd, 2), Vec::<&str>::new());
    }

    #[test]
    fn ragged_rows_leave_what_they_do_not_reach() {
        let ragged = block(&["name", "website"], &[&["a", "b"], &["c"]], 2);
        assert_eq!(
            (texts(&ragged, 0), texts(&ragged, 1)),
            (vec!["a", "b"], vec!["c"])
        );
        assert_eq!(ragged.beyond(1), 1..2);
        assert!(ragged.beyond(2).is_empty() && ragged.beyond(9).is_empty());
    }
}
