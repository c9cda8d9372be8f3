//! Coded fields in few bytes: the columns of `listing` that lists filter, sort
//! and count by without reading the records. Each is written with its record, so
//! that keeping them up costs what the change costs.

use crate::{Result, Transaction, meta, record::type_of};
use edutracker_domain::{Record, RecordId, RecordType, codes::CodeList, record as fields};
use rusqlite::{
    Connection, OptionalExtension as _,
    functions::FunctionFlags,
    types::{ToSql, ToSqlOutput},
};
use std::{cell::RefCell, collections::BTreeMap};

/// What a narrow column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A set of codes: a bit for each, see [`bit`].
    Codes(CodeList),
    /// One code, as the bit of a set.
    Code(CodeList),
    /// A flag: this bit.
    Flag(i64),
    /// The number of one record.
    Reference(RecordType),
    /// Numbers of records, four bytes each.
    References(RecordType),
}

/// A field that has a narrow column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub field: &'static str,
    pub name: &'static str,
    pub holds: Holds,
}

const fn column(field: &'static str, name: &'static str, holds: Holds) -> Column {
    Column { field, name, holds }
}

const OFFER: &[Column] = &[
    column("studyLevels", "levels", Holds::Codes(CodeList::StudyLevels)),
    column(
        "studyDomains",
        "domains",
        Holds::Codes(CodeList::StudyDomains),
    ),
    column(
        "collaborationForms",
        "forms",
        Holds::Codes(CodeList::CollaborationForms),
    ),
    column("languages", "languages", Holds::Codes(CodeList::Languages)),
    column("provinces", "provinces", Holds::Codes(CodeList::Provinces)),
    column("published", "flags", Holds::Flag(1)),
    column("archived", "flags", Holds::Flag(2)),
    column("contact", "contact", Holds::Reference(RecordType::Contact)),
    column("sites", "sites", Holds::References(RecordType::Site)),
];
const SITE: &[Column] = &[
    column("province", "provinces", Holds::Code(CodeList::Provinces)),
    column("retired", "flags", Holds::Flag(4)),
];
const CONTACT: &[Column] = &[column("retired", "flags", Holds::Flag(4))];
const ORGANISATION: &[Column] = &[column(
    "languages",
    "languages",
    Holds::Codes(CodeList::Languages),
)];
const REVIEW: &[Column] = &[column(
    "offer",
    "contact",
    Holds::Reference(RecordType::Offer),
)];

/// The narrow columns of a type.
pub(crate) const fn columns(kind: RecordType) -> &'static [Column] {
    match kind {
        RecordType::Offer => OFFER,
        RecordType::Site => SITE,
        RecordType::Contact => CONTACT,
        RecordType::Organisation => ORGANISATION,
        RecordType::Review => REVIEW,
        RecordType::Account => &[],
    }
}

/// The narrow column of a field.
pub(crate) fn of_field(kind: RecordType, field: &str) -> Option<Column> {
    columns(kind)
        .iter()
        .find(|column| column.field == field)
        .copied()
}

/// The bit of whatever is in no list: an invalid value that a person pasted.
pub(crate) const OTHER: i64 = 1;

/// The bit of a code: the first of the list is the highest, so that larger
/// numbers are earlier members and sets sort by them.
pub(crate) fn bit(list: CodeList, code: &str) -> i64 {
    list.items()
        .iter()
        .position(|item| item.code == code)
        .map_or(OTHER, |at| 1 << (62 - at))
}

/// The number of a reference that is no id.
pub(crate) const NO_RECORD: i64 = -1;

/// Numbers that were looked up already: a bulk edit asks for the same few.
#[derive(Debug, Default)]
pub(crate) struct References(RefCell<BTreeMap<String, i64>>);

/// References remembered at most.
const REMEMBERED: usize = 8_192;

impl References {
    /// The number of a referred record; given at its first mention.
    fn number(&self, connection: &Connection, id: &str) -> Result<i64> {
        if id.is_empty() {
            return Ok(0);
        }
        if let Some(r) = self.0.borrow().get(id) {
            return Ok(*r);
        }
        let Ok(parsed) = id.parse::<RecordId>() else {
            return Ok(NO_RECORD);
        };
        let r = match number(connection, parsed)? {
            Some(r) => r,
            None => {
                connection
                    .prepare_cached("INSERT INTO reference(id) VALUES (?1)")?
                    .execute([parsed.as_bytes()])?;
                connection.last_insert_rowid()
            }
        };
        let mut remembered = self.0.borrow_mut();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(id.to_owned(), r);
        Ok(r)
    }
}

/// The number of a referred record, where it was ever mentioned.
pub(crate) fn number(connection: &Connection, id: RecordId) -> Result<Option<i64>> {
    Ok(connection
        .prepare_cached("SELECT r FROM reference WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?)
}

/// The numbers in a column of references.
pub(crate) fn numbers(bytes: &[u8]) -> impl Iterator<Item = i64> + '_ {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|four| i64::from(i32::from_le_bytes(*four)))
}

/// A value of a narrow column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Narrow {
    Number(i64),
    Bytes(Vec<u8>),
}

impl ToSql for Narrow {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Narrow::Number(number) => number.to_sql(),
            Narrow::Bytes(bytes) => bytes.to_sql(),
        }
    }
}

/// The columns in the order they are written in.
pub(crate) const NAMES: [&str; 8] = [
    "levels",
    "domains",
    "forms",
    "languages",
    "provinces",
    "flags",
    "contact",
    "sites",
];

/// Where the length of an offer begins among the flags: months and one more, 0
/// where it is not given.
const MONTHS_AT: u32 = 8;
/// The longest that is told apart there.
const MONTHS_MOST: u64 = 1_000;
/// The SQL of it.
pub(crate) const MONTHS: &str = "(l.flags >> 8)";

/// The length of an offer as it stands among the flags.
fn months(record: &Record) -> i64 {
    let months = fields::get(record, "durationMonths").and_then(serde_json::Value::as_u64);
    months.map_or(0, |months| {
        (months.min(MONTHS_MOST) as i64 + 1) << MONTHS_AT
    })
}

/// A record's narrow values, in the order of [`NAMES`].
pub(crate) fn values(
    tx: &Transaction<'_>,
    kind: RecordType,
    record: &Record,
) -> Result<[Narrow; 8]> {
    let mut out = [const { Narrow::Number(0) }; 8];
    out[7] = Narrow::Bytes(Vec::new());
    for column in columns(kind) {
        let Some(place) = NAMES.iter().position(|name| *name == column.name) else {
            continue;
        };
        let value = match column.holds {
            Holds::Codes(list) => Narrow::Number(
                fields::members(record, column.field)
                    .into_iter()
                    .fold(0, |bits, code| bits | bit(list, code)),
            ),
            Holds::Code(list) => Narrow::Number(match fields::text(record, column.field) {
                "" => 0,
                code => bit(list, code),
            }),
            Holds::Flag(flag) => {
                let others = match out[place] {
                    Narrow::Number(bits) => bits,
                    Narrow::Bytes(_) => 0,
                };
                let own = if fields::flag(record, column.field) {
                    flag
                } else {
                    0
                };
                Narrow::Number(others | own)
            }
            Holds::Reference(_) => Narrow::Number(
                tx.references
                    .number(tx, fields::text(record, column.field))?,
            ),
            Holds::References(_) => {
                let mut bytes = Vec::new();
                for id in fields::members(record, column.field) {
                    let r = tx.references.number(tx, id)?;
                    let r = i32::try_from(r).unwrap_or(i32::MAX);
                    bytes.extend_from_slice(&r.to_le_bytes());
                }
                Narrow::Bytes(bytes)
            }
        };
        out[place] = value;
    }
    if kind == RecordType::Offer
        && let Narrow::Number(flags) = &mut out[5]
    {
        *flags |= months(record);
    }
    Ok(out)
}

/// `has_number(sites, r)` and `first_number(sites)` for conditions and sorts.
pub(crate) fn add_functions(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("has_number", 2, flags, |context| {
        let r: i64 = context.get(1)?;
        let bytes = context.get_raw(0).as_blob().unwrap_or_default();
        Ok(numbers(bytes).any(|number| number == r))
    })?;
    connection.create_scalar_function("first_number", 1, flags, |context| {
        let bytes = context.get_raw(0).as_blob().unwrap_or_default();
        Ok(numbers(bytes).next())
    })?;
    Ok(())
}

/// Which lists of codes the columns were made from.
const LISTS: &str = "code_lists";

/// Grows when the columns are made otherwise from the same lists.
const MADE: u32 = 2;

/// How the columns are made, and the codes of all lists in their order, as a
/// number (FNV-1a).
fn lists() -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for list in CodeList::ALL {
        for item in list.items() {
            for byte in item.code.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        hash = hash.wrapping_mul(31);
    }
    format!("{MADE}-{hash:016x}")
}

/// Notes down that the columns were made from the present lists.
pub(crate) fn note_lists(tx: &Transaction<'_>) -> Result<()> {
    meta::set(tx, LISTS, &lists())
}

/// Makes the columns again where they were made from other lists of codes, or
/// by a version that did not have them.
pub(crate) fn renew(connection: &mut Connection) -> Result<()> {
    if meta::get(connection, LISTS)?.as_deref() == Some(lists().as_str()) {
        return Ok(());
    }
    let tx = Transaction::begin(connection)?;
    let set: Vec<String> = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| format!("{name} = ?{}", at + 3))
        .collect();
    let update = format!(
        "UPDATE listing SET level = ?2, {} WHERE n = ?1",
        set.join(", ")
    );
    let mut last = -1;
    loop {
        let records: Vec<(i64, i64, String)> = tx
            .prepare_cached(
                "SELECT l.n, l.type, COALESCE(v.effective, r.mirror, '{}') FROM listing l
                 JOIN record r ON r.n = l.n LEFT JOIN overlay v ON v.n = l.n WHERE l.n > ?1 ORDER BY l.n LIMIT 1000",
            )?
            .query_map([last], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let Some((n, _, _)) = records.last() else {
            break;
        };
        last = *n;
        for (n, kind, text) in &records {
            let record: Record = serde_json::from_str(text)?;
            let level = crate::listing::level_position(fields::text(&record, "studyLevel"));
            let values = values(&tx, type_of(*kind), &record)?;
            let mut all: Vec<&dyn ToSql> = vec![n, &level];
            all.extend(values.iter().map(|value| value as &dyn ToSql));
            tx.prepare_cached(&update)?.execute(all.as_slice())?;
        }
    }
    note_lists(&tx)?;
    tx.commit()
}

/// The record that a number stands for.
pub(crate) fn referred(connection: &Connection, r: i64) -> Result<Option<RecordId>> {
    Ok(connection
        .prepare_cached("SELECT id FROM reference WHERE r = ?1")?
        .query_row([r], |row| row.get(0))
        .optional()?
        .map(RecordId::from_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_fits_and_every_code_has_its_bit() {
        for column in [OFFER, SITE, CONTACT, ORGANISATION].into_iter().flatten() {
            if let Holds::Codes(list) | Holds::Code(list) = column.holds {
                let bits = list
                    .items()
                    .iter()
                    .fold(0, |all, item| all | bit(list, &item.code));
                assert_eq!(bits.count_ones() as usize, list.items().len());
                assert_eq!(bits & OTHER, 0);
            }
        }
        assert_eq!(bit(CodeList::Provinces, "nowhere"), OTHER);
    }

    #[test]
    fn the_length_of_an_offer_stands_beside_its_flags() {
        let of = |offer: serde_json::Value| months(offer.as_object().expect("an offer"));
        for (length, expected) in [(0, 1), (2, 3), (3, 4), (9_999, MONTHS_MOST as i64 + 1)] {
            let found = of(serde_json::json!({"durationMonths": length}));
            assert_eq!((found >> MONTHS_AT, found & 0xff), (expected, 0));
        }
        assert_eq!(of(serde_json::json!({"durationMonths": -1})), 0);
        assert_eq!(of(serde_json::json!({})), 0);
        assert!(MONTHS.contains(&format!(">> {MONTHS_AT}")));
    }

    #[test]
    fn numbers_are_four_bytes_each() {
        let bytes: Vec<u8> = [7_i32, -1, 70_000]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        assert_eq!(numbers(&bytes).collect::<Vec<_>>(), [7, -1, 70_000]);
        assert_eq!(numbers(&[]).count(), 0);
    }
}
