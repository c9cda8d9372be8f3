//! Filter, sort and search as SQL. Field names come from the table of fields
//! and are looked up, never written into SQL as given.

use crate::{
    Result, listing,
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
    /// Whether the fields' JSON must be read.
    fat: bool,
    search: bool,
    order: Vec<String>,
}

impl Query {
    /// All records of a type.
    #[must_use]
    pub fn of(kind: RecordType) -> Self {
        let mut query = Self::default();
        query.add("l.type = ?", Value::Integer(type_number(kind)));
        query
    }

    fn add(&mut self, sql: &str, parameter: Value) {
        self.conditions.push(sql.to_owned());
        self.parameters.push(parameter);
    }

    /// Narrows the query by a condition.
    ///
    /// # Errors
    /// The outer error is SQLite's, the inner one a field or value that does not exist.
    pub fn narrow(
        &mut self,
        connection: &Connection,
        kind: RecordType,
        condition: &Condition,
    ) -> Result<std::result::Result<(), Unknown>> {
        let value = condition.value.as_str();
        let unknown = || {
            Ok(Err(Unknown::Value(
                condition.field.clone(),
                value.to_owned(),
            )))
        };
        match condition.field.as_str() {
            // Every record has these: none is without.
            "state" | "status" | "subject" if value.is_empty() => {
                self.conditions.push("0".to_owned());
            }
            "state" => match value.parse::<RowState>() {
                Ok(state) => self.add(
                    "l.state = ?",
                    Value::Integer(listing::state_position(state)),
                ),
                Err(_) => return unknown(),
            },
            "status" if kind == RecordType::Offer => match value.parse::<OfferStatus>() {
                Ok(status) => self.add(
                    "l.status = ?",
                    Value::Integer(listing::status_position(Some(status))),
                ),
                Err(_) => return unknown(),
            },
            "subject" if kind == RecordType::Offer => {
                match Subject::ALL.iter().position(|s| s.as_str() == value) {
                    Some(at) => self.add("l.subject = ?", Value::Integer(at as i64)),
                    None => return unknown(),
                }
            }
            "organisation" => {
                let id = match value.parse::<RecordId>() {
                    Ok(id) => Some(id),
                    Err(_) => record::organisation_by_code(connection, value)?,
                };
                let id = id.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
                self.add("l.o = (SELECT o FROM org WHERE id = ?)", Value::Blob(id));
            }
            "id" => {
                let id = value
                    .parse::<RecordId>()
                    .map_or_else(|_| Vec::new(), |id| id.as_bytes().to_vec());
                self.add("r.id = ?", Value::Blob(id));
            }
            name => match field::field(kind, name) {
                Some(field) => return Ok(self.narrow_by_field(field, value)),
                None => return Ok(Err(Unknown::Field(name.to_owned()))),
            },
        }
        Ok(Ok(()))
    }

    fn narrow_by_field(&mut self, field: &Field, value: &str) -> std::result::Result<(), Unknown> {
        let path = path(field);
        if value.is_empty() && field.shape != Shape::Flag {
            self.fat = true;
            // A set without members stays as an empty object.
            self.add(
                &format!("COALESCE(json_extract({DATA}, ?), '') IN ('', '{{}}')"),
                Value::Text(path),
            );
            return Ok(());
        }
        match field.shape {
            Shape::CodeSet(list) if list.find(value).is_none() => {
                return Err(Unknown::Value(field.name.to_owned(), value.to_owned()));
            }
            Shape::Code(list) if list.find(value).is_none() => {
                return Err(Unknown::Value(field.name.to_owned(), value.to_owned()));
            }
            Shape::Code(CodeList::StudyLevels) => {
                let position = CodeList::StudyLevels
                    .find(value)
                    .map_or(99, |level| i64::from(level.sort));
                self.add("l.level = ?", Value::Integer(position));
            }
            Shape::Flag => {
                let wanted = match value {
                    "true" | "yes" | "1" => 1,
                    "false" | "no" | "0" | "" => 0,
                    _ => return Err(Unknown::Value(field.name.to_owned(), value.to_owned())),
                };
                self.fat = true;
                self.parameters.push(Value::Text(path));
                self.conditions
                    .push(format!("COALESCE(json_extract({DATA}, ?), 0) = {wanted}"));
            }
            shape if shape.is_set() => {
                self.fat = true;
                self.parameters.push(Value::Text(path));
                self.parameters.push(Value::Text(value.to_owned()));
                self.conditions.push(format!(
                    "EXISTS (SELECT 1 FROM json_each({DATA}, ?) WHERE key = ?)"
                ));
            }
            Shape::Months => {
                self.fat = true;
                self.parameters.push(Value::Text(path));
                self.parameters
                    .push(Value::Integer(value.parse().unwrap_or(-1)));
                self.conditions.push(format!("json_extract({DATA}, ?) = ?"));
            }
            _ => {
                self.fat = true;
                self.parameters.push(Value::Text(path));
                self.parameters.push(Value::Text(value.to_owned()));
                self.conditions.push(format!("json_extract({DATA}, ?) = ?"));
            }
        }
        Ok(())
    }

    /// Narrows the query to records with all of these words, or words that
    /// begin with them.
    pub fn search(&mut self, words: &str) {
        let terms: Vec<String> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(12)
            .map(|word| format!("\"{word}\"*"))
            .collect();
        if !terms.is_empty() {
            self.search = true;
            self.add("search MATCH ?", Value::Text(terms.join(" ")));
        }
    }

    /// Narrows the query to offers that wait for a reviewer: published, and new
    /// or changed since the last verdict.
    pub fn review_queue(&mut self) {
        self.conditions.push(format!(
            "l.status = {} AND l.seq > COALESCE((SELECT d.seq FROM verdict d WHERE d.offer = r.id), -1)",
            listing::status_position(Some(OfferStatus::Published))
        ));
    }

    /// Sorts; the last word has the name, then the order of arrival.
    ///
    /// # Errors
    /// A field that does not exist.
    pub fn sort(&mut self, kind: RecordType, sort: &[Sort]) -> std::result::Result<(), Unknown> {
        for sort in sort {
            let expression = match sort.field.as_str() {
                "state" => "l.state".to_owned(),
                "status" => "l.status".to_owned(),
                "subject" => "l.subject".to_owned(),
                "studyLevel" => "l.level".to_owned(),
                "name" | "legalName" => "l.name".to_owned(),
                "organisation" => "(SELECT code FROM org WHERE o = l.o)".to_owned(),
                name => {
                    let Some(field) = field::field(kind, name) else {
                        return Err(Unknown::Field(name.to_owned()));
                    };
                    self.fat = true;
                    let value = format!("json_extract({DATA}, '{}')", path(field));
                    match field.shape {
                        Shape::Reference(kind) => format!(
                            "(SELECT k.name FROM record e JOIN listing k ON k.n = e.n WHERE e.type = {} AND e.id = record_id({value}))",
                            type_number(kind)
                        ),
                        _ => format!("{value} COLLATE NOCASE"),
                    }
                }
            };
            self.order.push(format!(
                "{expression} {}",
                if sort.descending { "DESC" } else { "ASC" }
            ));
        }
        self.order.push("l.name".to_owned());
        self.order.push("l.n".to_owned());
        Ok(())
    }

    /// The SQL for the numbers of the matching records, with its parameters.
    #[must_use]
    pub fn sql(&self) -> (String, &[Value]) {
        let mut from = String::from("listing l");
        let needs_record = self.fat || self.conditions.iter().any(|c| c.contains("r.id"));
        if self.search {
            from.push_str(" JOIN search ON search.rowid = l.n");
        }
        if needs_record {
            from.push_str(" JOIN record r ON r.n = l.n");
        }
        if self.fat {
            from.push_str(" LEFT JOIN overlay v ON v.n = l.n");
        }
        let mut sql = format!(
            "SELECT l.n FROM {from} WHERE {}",
            self.conditions.join(" AND ")
        );
        if !self.order.is_empty() {
            sql.push_str(" ORDER BY ");
            sql.push_str(&self.order.join(", "));
        }
        (sql, &self.parameters)
    }
}

const DATA: &str = "COALESCE(v.effective, r.mirror)";

fn path(field: &Field) -> String {
    format!("$.{}", field.name)
}
