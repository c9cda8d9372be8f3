//! Filter, sort and search as SQL. Field names come from the table of fields
//! and are looked up, never written into SQL as given.

use crate::{
    Result, desk, listing,
    narrow::{self, Column, Holds},
    order::Order,
    record::{self, type_number},
};
use edutracker_domain::{
    OfferStatus, RecordId, RecordType, Subject,
    codes::CodeList,
    field::{self, Field, Shape},
};
use edutracker_protocol::command::{Condition, RowState, Sort};
use rusqlite::{Connection, types::Value};

/// A condition names a field or value that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// No such field.
    Field(String),
    /// No such value of the field.
    Value(String, String),
}

/// A query over the listing.
#[derive(Debug, Clone, Default)]
pub struct Query {
    conditions: Vec<String>,
    parameters: Vec<Value>,
    /// Whether the record must be found.
    record: bool,
    /// Whether the fields' JSON must be read.
    fat: bool,
    search: bool,
    /// Whether it is over reviews, which are found by words of other records too.
    journal: bool,
    order: Vec<Order>,
    /// The day on which it is asked, where that matters: `YYYY-MM-DD`.
    today: Option<String>,
}

/// A piece of a condition: SQL and what its question marks stand for.
struct Piece {
    sql: String,
    parameters: Vec<Value>,
    record: bool,
    fat: bool,
}

impl Piece {
    /// About the narrow row only.
    fn narrow(sql: impl Into<String>, parameters: Vec<Value>) -> Self {
        Self {
            sql: sql.into(),
            parameters,
            record: false,
            fat: false,
        }
    }

    /// About the fields' JSON.
    fn fat(sql: impl Into<String>, parameters: Vec<Value>) -> Self {
        Self {
            fat: true,
            ..Self::narrow(sql, parameters)
        }
    }
}

impl Query {
    /// All records of a type.
    #[must_use]
    pub fn of(kind: RecordType) -> Self {
        let mut query = Self {
            journal: kind == RecordType::Review,
            ..Self::default()
        };
        query.add("l.type = ?", Value::Integer(type_number(kind)));
        query
    }

    /// All records of a type as they are on a day (`YYYY-MM-DD`): then `criterion`
    /// and `changed` can be asked of offers too.
    #[must_use]
    pub fn on(kind: RecordType, today: &str) -> Self {
        Self {
            today: Some(today.to_owned()),
            ..Self::of(kind)
        }
    }

    fn add(&mut self, sql: &str, parameter: Value) {
        self.conditions.push(sql.to_owned());
        self.parameters.push(parameter);
    }

    /// Narrows the query by a condition: one of its values must hold.
    ///
    /// # Errors
    /// The outer error is SQLite's, the inner one a field or value that does not exist.
    pub fn narrow(
        &mut self,
        connection: &Connection,
        kind: RecordType,
        condition: &Condition,
    ) -> Result<std::result::Result<(), Unknown>> {
        let mut pieces = Vec::new();
        for value in condition.values() {
            let found = match &self.today {
                Some(today) if kind == RecordType::Offer => {
                    of_desk(connection, today, &condition.field, value)?
                }
                _ => None,
            };
            let found = match found {
                Some(found) => found,
                None => piece(connection, kind, &condition.field, value)?,
            };
            match found {
                Ok(piece) => pieces.push(piece),
                Err(unknown) => return Ok(Err(unknown)),
            }
        }
        let sql: Vec<&str> = pieces.iter().map(|piece| piece.sql.as_str()).collect();
        self.conditions.push(format!("({})", sql.join(" OR ")));
        for piece in pieces {
            self.parameters.extend(piece.parameters);
            self.record |= piece.record;
            self.fat |= piece.fat;
        }
        Ok(Ok(()))
    }

    /// Narrows the query to records with all of these words, or words that
    /// begin with them. Each word may be a review's own, its offer's, or its
    /// organisation's.
    pub fn search(&mut self, words: &str) {
        let terms: Vec<String> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .flat_map(tokens)
            .take(12)
            .map(|word| format!("\"{word}\"*"))
            .collect();
        if self.journal {
            for term in terms {
                self.conditions.push(said_or_about());
                self.parameters
                    .extend([(); 3].map(|()| Value::Text(term.clone())));
            }
        } else if !terms.is_empty() {
            self.search = true;
            self.add("search MATCH ?", Value::Text(terms.join(" ")));
        }
    }

    /// Narrows the query to offers that wait for a reviewer, also those with a
    /// question, or a decision put off, whose day has come. `today`: `YYYY-MM-DD`.
    pub fn review_queue(&mut self, today: &str) {
        let status = listing::status_position(Some(OfferStatus::Published));
        self.add(
            &format!(
                "(l.waits OR (l.status = {status} AND l.n IN (SELECT e.n FROM verdict d CROSS JOIN record e
                   ON e.type = {} AND e.id = d.offer WHERE d.due <= ?)))",
                type_number(RecordType::Offer)
            ),
            Value::Text(today.to_owned()),
        );
    }

    /// Sorts; the last word has the name, then the order of arrival.
    ///
    /// # Errors
    /// A field that does not exist.
    pub fn sort(&mut self, kind: RecordType, sort: &[Sort]) -> std::result::Result<(), Unknown> {
        for sort in sort {
            let value = match sort.field.as_str() {
                "state" => "l.state".to_owned(),
                "status" => "l.status".to_owned(),
                "subject" => "l.subject".to_owned(),
                "studyLevel" => "l.level".to_owned(),
                "name" | "legalName" => NAME.to_owned(),
                // What was not judged yet stands in the middle.
                "score" => "COALESCE(l.score, 500)".to_owned(),
                "organisation" => "(SELECT code FROM org WHERE o = l.o)".to_owned(),
                name => match (narrow::of_field(kind, name), field::field(kind, name)) {
                    (Some(column), _) => sorted_by(column),
                    (None, Some(field)) => {
                        self.fat = true;
                        let mut order = Order::by_field(DATA, field.name);
                        order.descending = sort.descending;
                        self.order.push(order);
                        continue;
                    }
                    (None, None) => return Err(Unknown::Field(name.to_owned())),
                },
            };
            let mut order = Order::by(value);
            order.descending = sort.descending;
            self.order.push(order);
        }
        if !self.order.iter().any(|order| order.expression == NAME) {
            self.order.push(Order::by(NAME));
        }
        Ok(())
    }

    /// The SQL for the numbers of the matching records with the values that
    /// they are sorted by, in no order, and its parameters.
    pub(crate) fn sql(&self) -> (String, &[Value]) {
        let order = self.order.iter().map(|order| order.expression.as_str());
        let columns: Vec<&str> = std::iter::once("l.n").chain(order).collect();
        self.selecting(&columns.join(", "))
    }

    /// What the records are sorted by; nothing: in the order of their arrival.
    pub(crate) fn order(&self) -> &[Order] {
        &self.order
    }

    /// The SQL for some columns of the listing `l`, with its parameters.
    pub(crate) fn selecting(&self, columns: &str) -> (String, &[Value]) {
        let mut from = String::from("listing l");
        if self.search {
            from.push_str(" JOIN search ON search.rowid = l.n");
        }
        if self.record || self.fat {
            from.push_str(" JOIN record r ON r.n = l.n");
        }
        if self.fat {
            from.push_str(" LEFT JOIN overlay v ON v.n = l.n");
        }
        let sql = format!(
            "SELECT {columns} FROM {from} WHERE {}",
            self.conditions.join(" AND ")
        );
        (sql, &self.parameters)
    }
}

impl Query {
    /// Has the fields' JSON read, so that [`DATA`] can be selected.
    pub(crate) fn with_data(&mut self) {
        self.fat = true;
    }
}

/// The SQL of whether a word is in a review, in its offer or in its
/// organisation; it stands there three times. What is found is looked up once
/// per query, and of each review only two numbers.
fn said_or_about() -> String {
    const FOUND: &str = "(SELECT rowid FROM search WHERE search MATCH ?)";
    let (offer, organisation) = (
        type_number(RecordType::Offer),
        type_number(RecordType::Organisation),
    );
    format!(
        "(l.n IN {FOUND} OR (SELECT e.n FROM reference f CROSS JOIN record e ON e.type = {offer} AND e.id = f.id WHERE f.r = l.contact) IN {FOUND}
           OR l.o IN (SELECT e.o FROM record e WHERE e.type = {organisation} AND e.n IN {FOUND}))"
    )
}

/// The first sign behind Latin letters: up to it, Unicode and the search index
/// agree on what stands in a word.
const BEYOND_LATIN: char = '\u{250}';

/// A word as the search index has it: what is a letter today may have been none
/// when its table was made, and a word of two parts would be a phrase, which
/// the index does not know. So it is asked itself.
fn tokens(word: &str) -> Vec<String> {
    if word.chars().all(|sign| sign < BEYOND_LATIN) {
        return vec![word.to_owned()];
    }
    let asked = || -> rusqlite::Result<Vec<String>> {
        let index = Connection::open_in_memory()?;
        index.execute_batch(concat!(
            "CREATE VIRTUAL TABLE word USING fts5(text, tokenize='unicode61 remove_diacritics 2');",
            "CREATE VIRTUAL TABLE part USING fts5vocab(word, instance);",
        ))?;
        index.execute("INSERT INTO word (text) VALUES (?1)", [word])?;
        index
            .prepare("SELECT term FROM part ORDER BY offset")?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    // Without an answer nothing is looked for, rather than something else.
    asked().unwrap_or_default()
}

/// The name that lists sort by.
const NAME: &str = "l.name";
/// The fields' JSON, where the query reads it.
pub(crate) const DATA: &str = "COALESCE(v.effective, r.mirror)";

pub(crate) fn path(field: &Field) -> String {
    format!("$.{}", field.name)
}

/// How a list sorts by a narrow column: sets by their first members, what is
/// empty last; references by their names.
fn sorted_by(column: Column) -> String {
    let by_name = |r: String, kind: RecordType| {
        format!(
            "(SELECT k.name FROM reference f JOIN record e ON e.type = {} AND e.id = f.id JOIN listing k ON k.n = e.n WHERE f.r = {r})",
            type_number(kind)
        )
    };
    match column.holds {
        Holds::Codes(_) | Holds::Code(_) => format!("-l.{}", column.name),
        Holds::Flag(bit) => format!("l.{} & {bit}", column.name),
        Holds::Reference(kind) => by_name(format!("l.{}", column.name), kind),
        Holds::References(kind) => by_name(format!("first_number(l.{})", column.name), kind),
    }
}

type Found = Result<std::result::Result<Piece, Unknown>>;

/// What it takes that a criterion asks for a look, or that a field changed
/// since the latest decision.
fn of_desk(
    connection: &Connection,
    today: &str,
    name: &str,
    value: &str,
) -> Result<Option<std::result::Result<Piece, Unknown>>> {
    let unknown = || Err(Unknown::Value(name.to_owned(), value.to_owned()));
    Ok(Some(match name {
        desk::CRITERION => match desk::criterion_is(connection, value, today)? {
            Some(sql) => Ok(Piece::narrow(sql, Vec::new())),
            None => unknown(),
        },
        desk::CHANGED => {
            if !value.is_empty() && field::field(RecordType::Offer, value).is_none() {
                return Ok(Some(unknown()));
            }
            let (sql, parameter) = desk::changed_is(connection, value)?;
            Ok(Piece::narrow(sql, vec![parameter]))
        }
        _ => return Ok(None),
    }))
}

/// What it takes that a field has a value; the empty one is no value.
fn piece(connection: &Connection, kind: RecordType, name: &str, value: &str) -> Found {
    let unknown = || Ok(Err(Unknown::Value(name.to_owned(), value.to_owned())));
    let equals =
        |column: &str, at: i64| Piece::narrow(format!("{column} = ?"), vec![Value::Integer(at)]);
    Ok(Ok(match name {
        // Every record has these: none is without.
        "state" | "status" | "subject"
            if value.is_empty() && (name == "state" || kind == RecordType::Offer) =>
        {
            Piece::narrow("0", Vec::new())
        }
        "state" => match value.parse::<RowState>() {
            Ok(state) => equals("l.state", listing::state_position(state)),
            Err(_) => return unknown(),
        },
        "status" if kind == RecordType::Offer => match value.parse::<OfferStatus>() {
            Ok(status) => equals("l.status", listing::status_position(Some(status))),
            Err(_) => return unknown(),
        },
        "subject" if kind == RecordType::Offer => {
            match Subject::ALL.iter().position(|s| s.as_str() == value) {
                Some(at) => equals("l.subject", at as i64),
                None => return unknown(),
            }
        }
        "organisation" => {
            let id = match value.parse::<RecordId>() {
                Ok(id) => Some(id),
                Err(_) => record::organisation_by_code(connection, value)?,
            };
            let id = id.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
            Piece::narrow(
                "l.o = (SELECT o FROM org WHERE id = ?)",
                vec![Value::Blob(id)],
            )
        }
        "id" => {
            let id = value
                .parse::<RecordId>()
                .map_or_else(|_| Vec::new(), |id| id.as_bytes().to_vec());
            Piece {
                record: true,
                ..Piece::narrow("r.id = ?", vec![Value::Blob(id)])
            }
        }
        name => match (narrow::of_field(kind, name), field::field(kind, name)) {
            (Some(column), _) => return narrow_piece(connection, column, value),
            (None, Some(field)) => return Ok(fat_piece(field, value)),
            (None, None) => return Ok(Err(Unknown::Field(name.to_owned()))),
        },
    }))
}

fn flag(field: &str, value: &str) -> std::result::Result<bool, Unknown> {
    match value {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" | "" => Ok(false),
        _ => Err(Unknown::Value(field.to_owned(), value.to_owned())),
    }
}

fn narrow_piece(connection: &Connection, column: Column, value: &str) -> Found {
    let name = column.name;
    let one = |sql: String, number: i64| Piece::narrow(sql, vec![Value::Integer(number)]);
    Ok(Ok(match column.holds {
        Holds::Codes(_) | Holds::Code(_) if value.is_empty() => {
            Piece::narrow(format!("l.{name} = 0"), Vec::new())
        }
        Holds::Codes(list) | Holds::Code(list) => match narrow::bit(list, value) {
            narrow::OTHER if value != OTHER => {
                return Ok(Err(Unknown::Value(
                    column.field.to_owned(),
                    value.to_owned(),
                )));
            }
            bit => one(format!("(l.{name} & ?) <> 0"), bit),
        },
        Holds::Flag(bit) => {
            let set = match flag(column.field, value) {
                Ok(set) => i64::from(set),
                Err(unknown) => return Ok(Err(unknown)),
            };
            one(format!("((l.{name} & {bit}) <> 0) = ?"), set)
        }
        Holds::Reference(_) | Holds::References(_) => {
            let number = match value.parse::<RecordId>() {
                Ok(id) => narrow::number(connection, id)?,
                Err(_) if value == OTHER => Some(narrow::NO_RECORD),
                Err(_) => None,
            };
            match (column.holds, number) {
                (Holds::Reference(_), _) if value.is_empty() => one(format!("l.{name} = ?"), 0),
                (_, _) if value.is_empty() => {
                    Piece::narrow(format!("length(l.{name}) = 0"), Vec::new())
                }
                (_, None) => Piece::narrow("0", Vec::new()),
                (Holds::Reference(_), Some(r)) => one(format!("l.{name} = ?"), r),
                (_, Some(r)) => one(format!("has_number(l.{name}, ?)"), r),
            }
        }
    }))
}

/// The sign before a number or day and what follows it; without one, it must be equal.
fn compared(value: &str) -> (&'static str, &str) {
    [">=", "<=", ">", "<"]
        .iter()
        .find_map(|sign| Some((*sign, value.strip_prefix(sign)?.trim())))
        .unwrap_or(("=", value))
}

/// Whether a text is a day, a month or a year.
fn beginning_of_day(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|sign| if sign.is_ascii_digit() { '9' } else { sign })
        .collect();
    ["9999", "9999-99", "9999-99-99"].contains(&shape.as_str())
}

/// The value of a condition that stands for whatever is in no list.
pub const OTHER: &str = "?";

fn fat_piece(field: &Field, value: &str) -> std::result::Result<Piece, Unknown> {
    let path = Value::Text(path(field));
    let unknown = || Unknown::Value(field.name.to_owned(), value.to_owned());
    let text = || Value::Text(value.to_owned());
    Ok(match field.shape {
        Shape::Code(CodeList::StudyLevels) => {
            let position = if value == OTHER {
                listing::NO_LEVEL - 1
            } else {
                listing::level_position(value)
            };
            if position == listing::NO_LEVEL - 1 && value != OTHER {
                return Err(unknown());
            }
            Piece::narrow("l.level = ?", vec![Value::Integer(position)])
        }
        Shape::Flag => {
            let wanted = i64::from(flag(field.name, value)?);
            Piece::fat(
                format!("COALESCE(json_extract({DATA}, ?), 0) = {wanted}"),
                vec![path],
            )
        }
        // A set without members stays as an empty object.
        _ if value.is_empty() => Piece::fat(
            format!("COALESCE(json_extract({DATA}, ?), '') IN ('', '{{}}')"),
            vec![path],
        ),
        Shape::CodeSet(list) | Shape::Code(list) if list.find(value).is_none() => {
            return Err(unknown());
        }
        shape if shape.is_set() => Piece::fat(
            format!("EXISTS (SELECT 1 FROM json_each({DATA}, ?) WHERE key = ?)"),
            vec![path, text()],
        ),
        Shape::Months => {
            let (sign, number) = compared(value);
            let number = number.parse().map_err(|_| unknown())?;
            Piece::fat(
                format!("json_extract({DATA}, ?) {sign} ?"),
                vec![path, Value::Integer(number)],
            )
        }
        Shape::Date => {
            let (sign, day) = compared(value);
            if !beginning_of_day(day) {
                return Err(unknown());
            }
            // As exact as what was given: `>2026` is after that year.
            Piece::fat(
                format!("substr(json_extract({DATA}, ?), 1, {}) {sign} ?", day.len()),
                vec![path, Value::Text(day.to_owned())],
            )
        }
        _ => Piece::fat(format!("json_extract({DATA}, ?) = ?"), vec![path, text()]),
    })
}
