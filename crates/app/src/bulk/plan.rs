//! An operation made ready, and what it makes of one record.

use super::{
    Told, fix,
    paste::{self, Block, Directory, Reading},
    scope::Chosen,
    text::{self, Found, Search},
};
use crate::{edits::Refused, host::side};
use edutracker_domain::{
    Field, FindingCode, Record, RecordId, RecordType, Shape, Subject, field, merge,
    record as fields, rights::Side, spelling,
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Operation, TextChange},
    wire::AccountInfo,
};
use edutracker_store::{
    Error as CacheError,
    incoming::Judge,
    record::{self, Stored},
};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Hits of a field that are told with what stands around them.
const SHOWN: u32 = 20;

/// What an operation makes of a record.
pub(super) enum Made {
    /// Nothing else.
    Same,
    /// These fields.
    Record(Record),
    /// A new record beside it.
    Copy(Record),
}

/// One part of a change of fields.
pub(super) enum Part {
    Put(&'static str, Value),
    Add(&'static str, Vec<String>),
    Take(&'static str, Vec<String>),
}

/// Hits that stay as they are, by record and field; `None`: all of the field.
type Except = BTreeMap<(RecordId, String), BTreeSet<Option<u32>>>;

/// An operation, read and checked once.
pub(super) enum Plan {
    Change(Vec<Part>),
    Contact {
        from: Option<String>,
        to: String,
    },
    Duplicate,
    RollOver(i16),
    Confirm(String),
    Text {
        fields: Vec<&'static Field>,
        change: TextChange,
        with: String,
    },
    Move {
        from: &'static str,
        to: &'static str,
        join: Option<String>,
    },
    Replace {
        fields: Vec<&'static Field>,
        search: Search,
        except: Except,
    },
    Paste {
        block: Block,
        directory: Directory,
        /// What a new record begins with, where rows beyond the scope make some.
        blank: Option<Record>,
    },
    Fix {
        rule: FindingCode,
        field: Option<String>,
    },
}

/// A row that found no record, and the texts of it that could not be read.
pub(super) struct Row {
    pub unread: BTreeMap<String, String>,
}

fn unknown(kind: RecordType, name: &str) -> Refused {
    ClientError::new(ErrorCode::UnknownField)
        .with("field", name)
        .with("type", kind)
        .into()
}

fn unfit(name: &str, value: &str) -> Refused {
    ClientError::new(ErrorCode::InvalidValue)
        .with("field", name)
        .with("value", value)
        .into()
}

fn known(kind: RecordType, name: &str) -> Result<&'static Field, Refused> {
    field::field(kind, name).ok_or_else(|| unknown(kind, name))
}

fn texts(kind: RecordType, names: &[String]) -> Result<Vec<&'static Field>, Refused> {
    names
        .iter()
        .map(|name| {
            let field = known(kind, name)?;
            let text = matches!(
                field.shape,
                Shape::Line(_)
                    | Shape::Lines(_)
                    | Shape::Email
                    | Shape::Website
                    | Shape::TextSet(_)
            );
            if text {
                Ok(field)
            } else {
                Err(unfit(name, ""))
            }
        })
        .collect()
}

fn only(kind: RecordType, wanted: RecordType, name: &str) -> Result<(), Refused> {
    if kind == wanted {
        Ok(())
    } else {
        Err(unknown(kind, name))
    }
}

impl Plan {
    /// Reads and checks an operation.
    ///
    /// # Errors
    /// What does not fit the type of the records.
    pub fn new(
        c: &Connection,
        account: &AccountInfo,
        chosen: &Chosen,
        operation: &Operation,
        today: &str,
    ) -> Result<Self, Refused> {
        let kind = chosen.kind;
        Ok(match operation {
            Operation::Change {
                set,
                clear,
                add,
                remove,
            } => Plan::Change(parts(kind, set, clear, add, remove)?),
            Operation::ReplaceContact { from, to, .. } => {
                only(kind, RecordType::Offer, "contact")?;
                record::get(c, RecordType::Contact, *to)?;
                Plan::Contact {
                    from: from.map(|from| from.to_string()),
                    to: to.to_string(),
                }
            }
            Operation::Duplicate {} => {
                only(kind, RecordType::Offer, "subject")?;
                Plan::Duplicate
            }
            Operation::RollOver { years } => {
                only(kind, RecordType::Offer, "validFrom")?;
                Plan::RollOver(*years)
            }
            Operation::Confirm {} => {
                only(kind, RecordType::Offer, "confirmedOn")?;
                Plan::Confirm(today.to_owned())
            }
            Operation::Text {
                fields,
                change,
                text,
            } => Plan::Text {
                fields: texts(kind, fields)?,
                change: *change,
                with: text.clone(),
            },
            Operation::Move { from, to, join } => {
                let one = |name: &String| match known(kind, name)? {
                    field if field.shape.is_set() => Err(unfit(name, "")),
                    _ => texts(kind, std::slice::from_ref(name)).map(|fields| fields[0].name),
                };
                Plan::Move {
                    from: one(from)?,
                    to: one(to)?,
                    join: join.clone(),
                }
            }
            Operation::Replace {
                fields,
                find,
                with,
                regex,
                case,
                word,
                except,
            } => {
                let mut excepted = Except::new();
                for hit in except {
                    excepted
                        .entry((hit.id, hit.field.clone()))
                        .or_default()
                        .insert(hit.at);
                }
                Plan::Replace {
                    fields: texts(kind, fields)?,
                    search: Search::new(find, with, *regex, *case, *word)?,
                    except: excepted,
                }
            }
            Operation::Fill { fields } => {
                let named = paste::named(kind, fields).map_err(|name| unknown(kind, &name))?;
                let first = chosen.numbers.first().map(|n| record::by_number(c, *n));
                let first = first.transpose()?;
                let of = |field: &Field| {
                    first.as_ref().map_or(Value::Null, |stored| {
                        merge::value(stored.effective(), field.name)
                    })
                };
                let parts = named
                    .into_iter()
                    .map(|field| Part::Put(field.name, of(field)));
                Plan::Change(parts.collect())
            }
            Operation::Paste {
                fields,
                cells,
                create,
            } => {
                let named = paste::named(kind, fields).map_err(|name| unknown(kind, &name))?;
                Plan::Paste {
                    block: Block::new(named, cells.clone(), chosen.numbers.len()),
                    directory: Directory::default(),
                    blank: create.then(|| blank(account, kind)),
                }
            }
            Operation::Fix { rule, field } => Plan::Fix {
                rule: *rule,
                field: field.clone(),
            },
        })
    }

    /// What it makes of the record at a place of the scope.
    pub fn make(
        &mut self,
        c: &Connection,
        judge: &Judge<'_>,
        stored: &Stored,
        place: usize,
        told: &mut Told,
    ) -> Result<Made, CacheError> {
        let before = stored.effective();
        let put_away = fields::flag(before, "archived");
        Ok(match self {
            Plan::Change(parts) => {
                let mut after = before.clone();
                for part in parts {
                    part.apply(&mut after);
                }
                Made::Record(after)
            }
            Plan::Contact { from, to } => {
                let now = fields::text(before, "contact");
                let meant = match from {
                    Some(from) => from == now,
                    None => !now.is_empty(),
                };
                if meant {
                    with(before, "contact", to.as_str().into())
                } else {
                    Made::Same
                }
            }
            Plan::Duplicate => Made::Copy(copied(before)),
            Plan::RollOver(years) => {
                let date = fields::text(before, "validFrom");
                match spelling::years_later(date, *years) {
                    Some(_) if put_away => Made::Same,
                    Some(later) if fields::subject(before) == Some(Subject::Event) => {
                        let mut copy = copied(before);
                        fields::put(&mut copy, "validFrom", later.into());
                        Made::Copy(copy)
                    }
                    Some(later) => with(before, "validFrom", later.into()),
                    None => Made::Same,
                }
            }
            Plan::Confirm(_) if put_away => Made::Same,
            Plan::Confirm(today) => with(before, "confirmedOn", today.as_str().into()),
            Plan::Text {
                fields: named,
                change,
                with,
            } => {
                let mut after = before.clone();
                for field in named.iter() {
                    rewrite(&mut after, field, |text| text::changed(text, *change, with));
                }
                Made::Record(after)
            }
            Plan::Move { from, to, join } => moved(before, from, to, join.as_deref()),
            Plan::Replace {
                fields: named,
                search,
                except,
            } => {
                let mut after = before.clone();
                for field in named.iter() {
                    let left = except.get(&(stored.id, field.name.to_owned()));
                    let keeps = |hit: u32| {
                        left.is_some_and(|left| left.contains(&None) || left.contains(&Some(hit)))
                    };
                    let mut hits = 0;
                    rewrite(&mut after, field, |text| {
                        let tell = |hit: Found<'_>| {
                            if hit.at < SHOWN {
                                told.shown.push(hit.around(field.name, text));
                            }
                        };
                        let (text, found) = search.replaced(text, hits, keeps, tell);
                        hits += found;
                        text
                    });
                    if hits > 0 {
                        told.hits.insert(field.name, hits);
                    }
                }
                Made::Record(after)
            }
            Plan::Paste {
                block, directory, ..
            } => Made::Record(pasted(c, block, directory, before, place, told)?),
            Plan::Fix { rule, field } => {
                let mut after = before.clone();
                for finding in judge.findings(stored.kind, before) {
                    let meant = finding.code == *rule
                        && field.as_ref().is_none_or(|name| *name == finding.field());
                    if meant && let Some((name, value)) = fix::mended(stored.kind, &after, &finding)
                    {
                        fields::put(&mut after, name, value);
                    }
                }
                Made::Record(after)
            }
        })
    }

    /// The new records that pasted rows make which find no record.
    pub fn beyond(
        &mut self,
        c: &Connection,
        rows: usize,
    ) -> Result<Vec<(Row, Record)>, CacheError> {
        let Plan::Paste {
            block,
            directory,
            blank: Some(blank),
        } = self
        else {
            return Ok(Vec::new());
        };
        let mut made = Vec::new();
        for place in block.beyond(rows) {
            let mut told = Told::default();
            let record = pasted(c, block, directory, blank, place, &mut told)?;
            let unread = told.unread;
            made.push((Row { unread }, record));
        }
        Ok(made)
    }

    /// Pasted rows that find no record in a scope of so many.
    pub fn rows_beyond(&self, rows: usize) -> u64 {
        match self {
            Plan::Paste { block, .. } => block.beyond(rows).len() as u64,
            _ => 0,
        }
    }
}

impl Part {
    fn apply(&self, record: &mut Record) {
        let (name, members, adds) = match self {
            Part::Put(name, value) => return fields::put(record, name, value.clone()),
            Part::Add(name, members) => (*name, members, true),
            Part::Take(name, members) => (*name, members, false),
        };
        let set: BTreeSet<&str> = fields::members(record, name).into_iter().collect();
        let chosen: BTreeSet<&str> = members.iter().map(String::as_str).collect();
        let set: BTreeSet<&str> = if adds {
            set.union(&chosen).copied().collect()
        } else {
            set.difference(&chosen).copied().collect()
        };
        let value = fields::set_of(set);
        fields::put(record, name, value);
    }
}

fn parts(
    kind: RecordType,
    set: &Record,
    clear: &[String],
    add: &BTreeMap<String, Vec<String>>,
    remove: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<Part>, Refused> {
    let mut parts = Vec::new();
    for name in clear {
        parts.push(Part::Put(known(kind, name)?.name, Value::Null));
    }
    for (name, value) in set {
        let field = known(kind, name)?;
        let fits = match value {
            Value::Null => true,
            value if field.shape.is_set() => value.is_object(),
            value => value.is_object() == matches!(field.shape, Shape::Removal | Shape::Texts(_)),
        };
        if !fits {
            return Err(unfit(name, &value.to_string()));
        }
        parts.push(Part::Put(field.name, value.clone()));
    }
    for (named, adds) in [(add, true), (remove, false)] {
        for (name, members) in named {
            let field = known(kind, name)?;
            if !field.shape.is_set() {
                return Err(unfit(name, &members.join("; ")));
            }
            let members = members.clone();
            parts.push(if adds {
                Part::Add(field.name, members)
            } else {
                Part::Take(field.name, members)
            });
        }
    }
    Ok(parts)
}

fn with(before: &Record, name: &str, value: Value) -> Made {
    let mut after = before.clone();
    fields::put(&mut after, name, value);
    Made::Record(after)
}

/// A copy as a new offer begins: nobody has judged, published or confirmed it.
fn copied(before: &Record) -> Record {
    let mut copy = before.clone();
    for name in ["published", "archived", "removed", "confirmedOn"] {
        copy.remove(name);
    }
    copy
}

fn moved(before: &Record, from: &str, to: &str, join: Option<&str>) -> Made {
    let text = fields::text(before, from);
    if text.is_empty() || from == to {
        return Made::Same;
    }
    let there = fields::text(before, to);
    let text = match join {
        Some(join) if !there.is_empty() => format!("{there}{join}{text}"),
        _ => text.to_owned(),
    };
    let mut after = before.clone();
    fields::put(&mut after, to, text.into());
    fields::put(&mut after, from, Value::Null);
    Made::Record(after)
}

/// Rewrites the text of a field, or each free text of a set.
fn rewrite(record: &mut Record, field: &Field, mut change: impl FnMut(&str) -> String) {
    if field.shape.is_set() {
        let members = fields::members(record, field.name);
        if members.is_empty() {
            return;
        }
        let changed: Vec<String> = members.into_iter().map(change).collect();
        let kept = changed.into_iter().filter(|text| !text.is_empty());
        let value = fields::set_of(kept);
        fields::put(record, field.name, value);
        return;
    }
    let text = fields::text(record, field.name);
    if text.is_empty() {
        return;
    }
    let changed = change(text);
    if changed != text {
        fields::put(record, field.name, changed.into());
    }
}

fn pasted(
    c: &Connection,
    block: &Block,
    directory: &mut Directory,
    before: &Record,
    place: usize,
    told: &mut Told,
) -> Result<Record, CacheError> {
    let mut after = before.clone();
    for (field, text) in block.row(place) {
        match paste::read(c, directory, field, before, text)? {
            Reading::Read(value) => fields::put(&mut after, field.name, value),
            Reading::Kept(value) => {
                fields::put(&mut after, field.name, value);
                told.unread.insert(field.name.to_owned(), text.to_owned());
            }
            Reading::Left => {
                told.unread.insert(field.name.to_owned(), text.to_owned());
            }
        }
    }
    Ok(after)
}

/// What a new record of the account's own begins with.
fn blank(account: &AccountInfo, kind: RecordType) -> Record {
    let mut record = Record::new();
    fields::put(
        &mut record,
        "organisation",
        account.organisation.to_string().into(),
    );
    if kind == RecordType::Offer {
        let subject = match side(account) {
            Side::Company => Subject::CompanyOffer,
            _ => Subject::Programme,
        };
        fields::put(&mut record, "subject", subject.as_str().into());
    }
    record
}
