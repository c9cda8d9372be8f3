//! How many records have which value, of several fields in one pass over the
//! narrow rows: a row that fails the conditions of one field only counts for
//! that field, one that fails none counts for all.

use crate::{
    Result, desk,
    filter::{DATA, OTHER, Query, Unknown, path},
    listing::{self, NO_LEVEL},
    narrow::{self, Holds},
    record,
};
use edutracker_domain::{
    OfferStatus, RecordId, RecordType, Shape, Subject, codes::CodeList, criteria, field,
};
use edutracker_protocol::command::{Condition, RowState};
use rusqlite::{Connection, OptionalExtension as _, Row, params_from_iter};
use std::collections::BTreeMap;

/// A value and how many records have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// As a condition takes it; empty: none.
    pub value: String,
    /// The record that it refers to.
    pub refers: Option<(RecordType, RecordId)>,
    /// How many.
    pub count: u64,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Records that all conditions find.
    pub total: u64,
    /// The values of each field, in the order asked; see [`Count`].
    pub fields: Vec<Vec<Count>>,
}

/// How the values of a field are found in a row and counted.
enum Kind {
    /// A small number: a place in a list, a number of an organisation or contact.
    Number(Numbers),
    /// Bits of a list.
    Bits(CodeList),
    /// One bit.
    Flag(i64),
    /// Four bytes each.
    References(RecordType),
    /// Of the JSON; whether it is a set.
    Text(bool),
    /// A bit for each criterion that asks for a look.
    Criteria,
    /// The number of the row, with the fields that changed in some rows.
    Changed(BTreeMap<i64, Vec<&'static str>>),
}

/// What a small number stands for.
enum Numbers {
    States,
    Statuses,
    Subjects,
    Levels,
    Organisations,
    Reference(RecordType),
}

/// Which values a condition takes, in the numbers of the column.
enum Accepts {
    Numbers(Vec<i64>),
    /// Bits, and whether none is fine too.
    Bits(i64, bool),
    Texts(Vec<String>),
}

struct Facet {
    kind: Kind,
    accepts: Vec<Accepts>,
    /// By number, shifted by one: −1 is in no list.
    numbers: Vec<u64>,
    texts: BTreeMap<String, u64>,
}

/// Counts values, on a day (`YYYY-MM-DD`).
///
/// # Errors
/// The outer error is SQLite's, the inner one a field or value that does not exist.
pub fn count(
    connection: &Connection,
    (kind, today): (RecordType, &str),
    conditions: &[Condition],
    finish: impl FnOnce(&mut Query),
    fields: &[String],
) -> Result<std::result::Result<Counted, Unknown>> {
    let mut query = Query::on(kind, today);
    finish(&mut query);
    let mut columns = Vec::new();
    let mut facets = Vec::new();
    for name in fields {
        let Some((column, counted)) = source(connection, (kind, today), name)? else {
            return Ok(Err(Unknown::Field(name.clone())));
        };
        if matches!(counted, Kind::Text(_)) {
            query.with_data();
        }
        columns.push(column);
        facets.push(Facet {
            kind: counted,
            accepts: Vec::new(),
            numbers: vec![0; 66],
            texts: BTreeMap::new(),
        });
    }
    for condition in conditions {
        let own: Vec<usize> = (0..fields.len())
            .filter(|at| fields[*at] == condition.field)
            .collect();
        // Told apart here, whoever looks at the condition afterwards.
        let mut aside = Query::on(kind, today);
        let narrowed = if own.is_empty() {
            &mut query
        } else {
            &mut aside
        };
        if let Err(unknown) = narrowed.narrow(connection, kind, condition)? {
            return Ok(Err(unknown));
        }
        for at in own {
            let accepts = accepts(connection, &facets[at].kind, condition)?;
            facets[at].accepts.push(accepts);
        }
    }
    let columns = if columns.is_empty() {
        "1".to_owned()
    } else {
        columns.join(", ")
    };
    let (sql, parameters) = query.selecting(&columns);
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(parameters))?;
    let mut total = 0;
    while let Some(row) = rows.next()? {
        let mut failing = None;
        let mut fails = 0;
        for (at, facet) in facets.iter().enumerate() {
            if !facet.accepts.is_empty() && !facet.accepts(row, at)? {
                failing = Some(at);
                fails += 1;
                if fails > 1 {
                    break;
                }
            }
        }
        match (fails, failing) {
            (0, _) => {
                total += 1;
                for (at, facet) in facets.iter_mut().enumerate() {
                    facet.count(row, at)?;
                }
            }
            (1, Some(at)) => facets[at].count(row, at)?,
            _ => {}
        }
    }
    drop(rows);
    let fields = facets
        .into_iter()
        .map(|facet| facet.finish(connection))
        .collect::<Result<Vec<_>>>()?;
    Ok(Ok(Counted { total, fields }))
}

/// The column of a field's values, and what they are.
fn source(
    connection: &Connection,
    (kind, today): (RecordType, &str),
    name: &str,
) -> Result<Option<(String, Kind)>> {
    let offer = kind == RecordType::Offer;
    let number = |column: &str, numbers| Ok(Some((column.to_owned(), Kind::Number(numbers))));
    match name {
        desk::CRITERION if offer => {
            return Ok(Some((
                desk::criterion_bits(connection, today)?,
                Kind::Criteria,
            )));
        }
        desk::CHANGED if offer => {
            let changed = desk::changed(connection)?;
            return Ok(Some(("l.n".to_owned(), Kind::Changed(changed))));
        }
        "state" => return number("l.state", Numbers::States),
        "status" if offer => return number("l.status", Numbers::Statuses),
        "subject" if offer => return number("l.subject", Numbers::Subjects),
        "studyLevel" if offer => return number("l.level", Numbers::Levels),
        "organisation" => return number("l.o", Numbers::Organisations),
        _ => {}
    }
    if let Some(column) = narrow::of_field(kind, name) {
        let counted = match column.holds {
            Holds::Codes(list) | Holds::Code(list) => Kind::Bits(list),
            Holds::Flag(bit) => Kind::Flag(bit),
            Holds::Reference(kind) => Kind::Number(Numbers::Reference(kind)),
            Holds::References(kind) => Kind::References(kind),
        };
        return Ok(Some((format!("l.{}", column.name), counted)));
    }
    let Some(field) = field::field(kind, name) else {
        return Ok(None);
    };
    let column = match field.shape {
        Shape::Flag => format!(
            "iif(json_extract({DATA}, '{0}'), 'true', 'false')",
            path(field)
        ),
        _ => format!("json_extract({DATA}, '{}')", path(field)),
    };
    Ok(Some((column, Kind::Text(field.shape.is_set()))))
}

fn accepts(connection: &Connection, kind: &Kind, condition: &Condition) -> Result<Accepts> {
    let values = condition.values();
    Ok(match kind {
        Kind::Text(_) | Kind::Changed(_) => Accepts::Texts(values.map(str::to_owned).collect()),
        Kind::Criteria => {
            let bit = |code: &str| criteria::all().iter().position(|one| one.code == code);
            let bits = values.map(|value| bit(value).map_or(0, |at| 1 << at));
            let bits: Vec<i64> = bits.collect();
            Accepts::Bits(bits.iter().fold(0, |all, bit| all | bit), bits.contains(&0))
        }
        Kind::Bits(list) => {
            let (mut bits, mut none) = (0, false);
            for value in values {
                match value {
                    "" => none = true,
                    OTHER => bits |= narrow::OTHER,
                    code => bits |= narrow::bit(*list, code),
                }
            }
            Accepts::Bits(bits, none)
        }
        Kind::Flag(bit) => {
            let (mut bits, mut none) = (0, false);
            for value in values {
                if matches!(value, "true" | "yes" | "1") {
                    bits |= bit;
                } else {
                    none = true;
                }
            }
            Accepts::Bits(bits, none)
        }
        Kind::Number(_) | Kind::References(_) => Accepts::Numbers(
            values
                .map(|value| stored(connection, kind, value))
                .collect::<Result<_>>()?,
        ),
    })
}

/// A number that no row has.
const NOWHERE: i64 = -2;

/// The number that a value is stored as.
fn stored(connection: &Connection, kind: &Kind, value: &str) -> Result<i64> {
    let numbers = match kind {
        Kind::Number(numbers) => numbers,
        _ => &Numbers::Reference(RecordType::Site),
    };
    Ok(match numbers {
        Numbers::States => value.parse().map_or(NOWHERE, listing::state_position),
        Numbers::Statuses => value
            .parse::<OfferStatus>()
            .map_or(NOWHERE, |status| listing::status_position(Some(status))),
        Numbers::Subjects => Subject::ALL
            .iter()
            .position(|subject| subject.as_str() == value)
            .map_or(NOWHERE, |at| at as i64),
        Numbers::Levels if value == OTHER => NO_LEVEL - 1,
        Numbers::Levels => listing::level_position(value),
        Numbers::Organisations => {
            let id = match value.parse::<RecordId>() {
                Ok(id) => Some(id),
                Err(_) => record::organisation_by_code(connection, value)?,
            };
            match id {
                Some(id) => connection
                    .prepare_cached("SELECT o FROM org WHERE id = ?1")?
                    .query_row([id.as_bytes()], |row| row.get(0))
                    .optional()?
                    .unwrap_or(NOWHERE),
                None => NOWHERE,
            }
        }
        Numbers::Reference(_) => match value {
            "" => 0,
            OTHER => narrow::NO_RECORD,
            id => match id.parse::<RecordId>() {
                Ok(id) => narrow::number(connection, id)?.unwrap_or(NOWHERE),
                Err(_) => NOWHERE,
            },
        },
    })
}

fn integer(row: &Row<'_>, at: usize) -> Result<i64> {
    Ok(row.get_ref(at)?.as_i64().unwrap_or(0))
}

/// The texts of a column of the JSON: a text, a number, the members of a set.
fn texts(row: &Row<'_>, at: usize, set: bool) -> Result<Vec<String>> {
    use rusqlite::types::ValueRef;
    let text = match row.get_ref(at)? {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        _ => String::new(),
    };
    if !set || text.is_empty() {
        return Ok(vec![text]);
    }
    let members: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text)?;
    if members.is_empty() {
        return Ok(vec![String::new()]);
    }
    Ok(members.into_keys().collect())
}

impl Facet {
    fn accepts(&self, row: &Row<'_>, at: usize) -> Result<bool> {
        for accepts in &self.accepts {
            let fine = match (accepts, &self.kind) {
                (Accepts::Bits(bits, none), Kind::Flag(bit)) => {
                    let own = integer(row, at)? & bit;
                    own & bits != 0 || (own == 0 && *none)
                }
                (Accepts::Bits(bits, none), _) => {
                    let own = integer(row, at)?;
                    own & bits != 0 || (own == 0 && *none)
                }
                (Accepts::Numbers(numbers), Kind::References(_)) => {
                    let bytes = row.get_ref(at)?.as_blob().unwrap_or_default();
                    let none = bytes.is_empty() && numbers.contains(&0);
                    none || narrow::numbers(bytes).any(|number| numbers.contains(&number))
                }
                (Accepts::Numbers(numbers), _) => numbers.contains(&integer(row, at)?),
                (Accepts::Texts(wanted), Kind::Changed(changed)) => {
                    let fields = changed.get(&integer(row, at)?);
                    let fields = fields.map_or(&[][..], Vec::as_slice);
                    wanted.iter().any(|wanted| match wanted.as_str() {
                        "" => fields.is_empty(),
                        wanted => fields.contains(&wanted),
                    })
                }
                (Accepts::Texts(texts_wanted), kind) => {
                    let set = matches!(kind, Kind::Text(true));
                    texts(row, at, set)?
                        .iter()
                        .any(|text| texts_wanted.contains(text))
                }
            };
            if !fine {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn count(&mut self, row: &Row<'_>, at: usize) -> Result<()> {
        match &self.kind {
            Kind::Number(_) => self.add(integer(row, at)?),
            Kind::Flag(bit) => self.add(i64::from(integer(row, at)? & bit != 0)),
            Kind::Bits(_) | Kind::Criteria => {
                let mut bits = integer(row, at)?;
                if bits == 0 {
                    self.add(-1);
                }
                while bits != 0 {
                    self.add(i64::from(bits.trailing_zeros()));
                    bits &= bits - 1;
                }
            }
            Kind::References(_) => {
                let bytes = row.get_ref(at)?.as_blob().unwrap_or_default();
                if bytes.is_empty() {
                    self.add(0);
                }
                for number in narrow::numbers(bytes) {
                    self.add(number);
                }
            }
            Kind::Changed(changed) => {
                let fields = changed.get(&integer(row, at)?);
                let fields = fields.map_or(&[][..], Vec::as_slice);
                for field in if fields.is_empty() { &[""] } else { fields } {
                    *self.texts.entry((*field).to_owned()).or_default() += 1;
                }
            }
            Kind::Text(set) => {
                for text in texts(row, at, *set)? {
                    *self.texts.entry(text).or_default() += 1;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, number: i64) {
        let at = usize::try_from(number + 1).unwrap_or(0);
        if at >= self.numbers.len() {
            self.numbers.resize(at + 1 + at / 2, 0);
        }
        self.numbers[at] += 1;
    }

    fn had(&self, number: i64) -> u64 {
        usize::try_from(number + 1)
            .ok()
            .and_then(|at| self.numbers.get(at).copied())
            .unwrap_or(0)
    }

    /// The values that occur: of lists in their order, then what is in none;
    /// all others the most frequent first.
    fn finish(self, connection: &Connection) -> Result<Vec<Count>> {
        let one = |value: &str, count| Count {
            value: value.to_owned(),
            refers: None,
            count,
        };
        let listed = |values: &mut dyn Iterator<Item = (&str, i64)>| -> Vec<Count> {
            values.map(|(value, at)| one(value, self.had(at))).collect()
        };
        let mut counts = match &self.kind {
            Kind::Number(Numbers::States) => listed(
                &mut RowState::ALL
                    .iter()
                    .map(|state| (state.as_str(), listing::state_position(*state))),
            ),
            Kind::Number(Numbers::Statuses) => listed(
                &mut OfferStatus::ALL
                    .iter()
                    .map(|status| (status.as_str(), listing::status_position(Some(*status)))),
            ),
            Kind::Number(Numbers::Subjects) => listed(
                &mut Subject::ALL
                    .iter()
                    .enumerate()
                    .map(|(at, subject)| (subject.as_str(), at as i64)),
            ),
            Kind::Number(Numbers::Levels) => {
                let levels = CodeList::StudyLevels.items().iter();
                let levels = levels.map(|level| (level.code.as_str(), i64::from(level.sort)));
                listed(&mut levels.chain([("", NO_LEVEL), (OTHER, NO_LEVEL - 1)]))
            }
            Kind::Bits(list) => {
                let codes = list.items().iter().map(|code| {
                    let bit = narrow::bit(*list, &code.code);
                    (code.code.as_str(), i64::from(bit.trailing_zeros()))
                });
                listed(&mut codes.chain([("", -1), (OTHER, 0)]))
            }
            Kind::Criteria => {
                let codes = criteria::all().iter().enumerate();
                let codes = codes.map(|(at, criterion)| (criterion.code.as_str(), at as i64));
                listed(&mut codes.chain([("", -1)]))
            }
            Kind::Flag(_) => listed(&mut [("true", 1), ("false", 0)].into_iter()),
            Kind::Text(_) | Kind::Changed(_) => {
                let texts = self.texts.iter();
                by_count(texts.map(|(text, count)| one(text, *count)).collect())
            }
            Kind::Number(Numbers::Organisations) => {
                by_count(self.referring(connection, RecordType::Organisation)?)
            }
            Kind::Number(Numbers::Reference(kind)) | Kind::References(kind) => {
                by_count(self.referring(connection, *kind)?)
            }
        };
        counts.retain(|count| count.count > 0);
        Ok(counts)
    }

    fn referring(&self, connection: &Connection, kind: RecordType) -> Result<Vec<Count>> {
        let mut counts = Vec::new();
        for (at, count) in self.numbers.iter().enumerate().filter(|(_, n)| **n > 0) {
            let number = at as i64 - 1;
            let refers = match (kind, number) {
                (RecordType::Organisation, o) => connection
                    .prepare_cached("SELECT id FROM org WHERE o = ?1")?
                    .query_row([o], |row| row.get(0))
                    .optional()?
                    .map(RecordId::from_bytes),
                (_, 0 | narrow::NO_RECORD) => None,
                (_, r) => narrow::referred(connection, r)?,
            };
            let value = match (refers, number) {
                (Some(id), _) => id.to_string(),
                (None, 0) => String::new(),
                (None, _) => OTHER.to_owned(),
            };
            counts.push(Count {
                value,
                refers: refers.map(|id| (kind, id)),
                count: *count,
            });
        }
        Ok(counts)
    }
}

fn by_count(mut counts: Vec<Count>) -> Vec<Count> {
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counts
}
