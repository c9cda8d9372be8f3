//! Records in the cache: the service's text, and the edits on top.

use crate::{Error, Result, Transaction};
use edutracker_domain::{
    Limits, Lookup, Record, RecordId, RecordType, Rev, record as fields, validate::Facts,
};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::{cell::RefCell, collections::BTreeMap};

/// The number of a record in this cache.
pub type RowNumber = i64;

/// A type as it is stored: its place in [`RecordType::ALL`].
#[must_use]
pub fn type_number(kind: RecordType) -> i64 {
    RecordType::ALL
        .iter()
        .position(|k| *k == kind)
        .map_or(-1, |at| at as i64)
}

/// The type of a stored number.
#[must_use]
pub fn type_of(number: i64) -> RecordType {
    usize::try_from(number)
        .ok()
        .and_then(|at| RecordType::ALL.get(at).copied())
        .unwrap_or(RecordType::Offer)
}

/// What an overlay does when it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayOp {
    /// Makes the record.
    Create,
    /// Changes it.
    Update,
}

/// Where an edit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayState {
    /// May be sent.
    Ready,
    /// A rule stands in the way.
    Invalid,
    /// A person must answer first.
    Conflict,
    /// The service refused it.
    Refused,
}

impl OverlayState {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            OverlayState::Ready => "ready",
            OverlayState::Invalid => "invalid",
            OverlayState::Conflict => "conflict",
            OverlayState::Refused => "refused",
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "invalid" => OverlayState::Invalid,
            "conflict" => OverlayState::Conflict,
            "refused" => OverlayState::Refused,
            _ => OverlayState::Ready,
        }
    }
}

/// An edit on top of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// What sending it does.
    pub op: OverlayOp,
    /// What it was made on; `None`: the mirror.
    pub base: Option<Record>,
    /// The record as this machine sees it.
    pub effective: Record,
    /// Where it stands.
    pub state: OverlayState,
    /// Why the service refused it: its problem, as JSON.
    pub refusal: Option<serde_json::Value>,
    /// The step that last changed it.
    pub step: Option<i64>,
}

impl Overlay {
    /// Why it was refused, where it is so still.
    #[must_use]
    pub fn told(&self) -> Option<&serde_json::Value> {
        self.refusal
            .as_ref()
            .filter(|refusal| refusal.is_null() || refusal.get("code").is_some())
    }
}

/// A record of the cache.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its number here.
    pub n: RowNumber,
    /// Its type.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// Its organisation's number here.
    pub o: i64,
    /// The sequence number of its revision; 0 when the service does not know it.
    pub seq: u64,
    /// The snapshot that last brought it.
    pub generation: i64,
    /// Who last changed it at the service.
    pub by: String,
    /// When.
    pub at: String,
    /// The service's fields; `None` for what it does not show: a creation that
    /// was not sent, or a record that is gone.
    pub mirror: Option<Record>,
    /// The edits.
    pub overlay: Option<Overlay>,
    /// Whether it is frozen in the outbox.
    pub waiting: bool,
}

impl Stored {
    /// The fields as this machine sees them.
    #[must_use]
    pub fn effective(&self) -> &Record {
        static NOTHING: std::sync::LazyLock<Record> = std::sync::LazyLock::new(Record::new);
        self.overlay
            .as_ref()
            .map(|overlay| &overlay.effective)
            .or(self.mirror.as_ref())
            .unwrap_or(&NOTHING)
    }

    /// What the edits were made on.
    #[must_use]
    pub fn base(&self) -> Option<&Record> {
        self.overlay
            .as_ref()
            .and_then(|overlay| overlay.base.as_ref())
            .or(self.mirror.as_ref())
    }

    /// The patch that sending it would carry.
    #[must_use]
    pub fn patch(&self) -> edutracker_domain::merge::Patch {
        let nothing = Record::new();
        match &self.overlay {
            None => Record::new(),
            Some(overlay) if overlay.op == OverlayOp::Create => overlay.effective.clone(),
            Some(overlay) => {
                edutracker_domain::merge::diff(self.base().unwrap_or(&nothing), &overlay.effective)
            }
        }
    }

    /// Its revision, of the cache's epoch.
    #[must_use]
    pub fn rev(&self, epoch: u32) -> Option<Rev> {
        (self.seq > 0).then(|| Rev::new(epoch, self.seq))
    }
}

const COLUMNS: &str = "r.n, r.type, r.id, r.o, r.seq, r.by, r.at, r.mirror, v.op, v.base, v.effective, v.state, v.refusal, v.step, \
     EXISTS(SELECT 1 FROM outbox b WHERE b.n = r.n), r.gen";
const SOURCE: &str = "record r LEFT JOIN overlay v ON v.n = r.n";

fn parse(kind: RecordType, text: &str) -> Result<Record> {
    let record: Record = serde_json::from_str(text)?;
    Ok(fields::into_canonical(kind, record))
}

fn stored(row: &Row<'_>) -> Result<Stored> {
    let kind = type_of(row.get(1)?);
    let id: [u8; 16] = row.get(2)?;
    let mirror: Option<String> = row.get(7)?;
    let op: Option<String> = row.get(8)?;
    let overlay = match op {
        None => None,
        Some(op) => {
            let base: Option<String> = row.get(9)?;
            let effective: String = row.get(10)?;
            let state: String = row.get(11)?;
            let refusal: Option<String> = row.get(12)?;
            Some(Overlay {
                op: if op == "create" {
                    OverlayOp::Create
                } else {
                    OverlayOp::Update
                },
                // Written here, in canonical form.
                base: base.map(|text| serde_json::from_str(&text)).transpose()?,
                effective: serde_json::from_str(&effective)?,
                state: OverlayState::parse(&state),
                refusal: refusal
                    .map(|text| serde_json::from_str(&text))
                    .transpose()?,
                step: row.get(13)?,
            })
        }
    };
    Ok(Stored {
        n: row.get(0)?,
        kind,
        id: RecordId::from_bytes(id),
        o: row.get(3)?,
        seq: row.get::<_, i64>(4)?.unsigned_abs(),
        by: row.get(5)?,
        at: row.get(6)?,
        mirror: mirror.map(|text| parse(kind, &text)).transpose()?,
        overlay,
        waiting: row.get(14)?,
        generation: row.get(15)?,
    })
}

/// The record of this id; `None` when there is none.
///
/// # Errors
/// What SQLite says.
pub fn find(connection: &Connection, kind: RecordType, id: RecordId) -> Result<Option<Stored>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {SOURCE} WHERE r.type = ?1 AND r.id = ?2"
        ))?
        .query_and_then(params![type_number(kind), id.as_bytes()], stored)?
        .next()
        .transpose()
}

/// The record of this id.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(connection: &Connection, kind: RecordType, id: RecordId) -> Result<Stored> {
    find(connection, kind, id)?.ok_or(Error::NotFound)
}

/// The number of the record of this id.
///
/// # Errors
/// [`Error::NotFound`].
pub fn number(connection: &Connection, kind: RecordType, id: RecordId) -> Result<RowNumber> {
    connection
        .prepare_cached("SELECT n FROM record WHERE type = ?1 AND id = ?2")?
        .query_row(params![type_number(kind), id.as_bytes()], |row| row.get(0))
        .optional()?
        .ok_or(Error::NotFound)
}

/// The record of this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn by_number(connection: &Connection, n: RowNumber) -> Result<Stored> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM {SOURCE} WHERE r.n = ?1"))?
        .query_and_then([n], stored)?
        .next()
        .transpose()?
        .ok_or(Error::NotFound)
}

/// Records whose id begins with the text (8 characters or more), at most two.
///
/// # Errors
/// What SQLite says.
pub fn by_prefix(connection: &Connection, kind: RecordType, prefix: &str) -> Result<Vec<RecordId>> {
    let hex: String = prefix
        .chars()
        .filter(|c| *c != '-')
        .collect::<String>()
        .to_ascii_uppercase();
    if hex.len() < 8 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(
        "SELECT id FROM record WHERE type = ?1 AND substr(hex(id), 1, ?3) = ?2 LIMIT 2",
    )?;
    let rows = statement.query_map(params![type_number(kind), hex, hex.len() as i64], |row| {
        row.get::<_, [u8; 16]>(0)
    })?;
    rows.map(|id| Ok(RecordId::from_bytes(id?))).collect()
}

/// Writes the overlay of a record, or takes it away when nothing is left of it.
/// What waits for an answer is kept as it was sent.
pub(crate) fn set_overlay(
    tx: &Transaction<'_>,
    n: RowNumber,
    overlay: Option<&Overlay>,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE outbox SET frozen = (SELECT effective FROM overlay WHERE n = ?1) WHERE n = ?1 AND frozen IS NULL",
    )?
    .execute([n])?;
    match overlay {
        None => {
            tx.prepare_cached("DELETE FROM overlay WHERE n = ?1")?
                .execute([n])?;
        }
        Some(overlay) => {
            let op = match overlay.op {
                OverlayOp::Create => "create",
                OverlayOp::Update => "update",
            };
            tx.prepare_cached(
                "INSERT INTO overlay(n, op, base, effective, state, refusal, step) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT(n) DO UPDATE SET op = excluded.op, base = excluded.base, effective = excluded.effective,
                   state = excluded.state, refusal = excluded.refusal, step = excluded.step",
            )?
            .execute(params![
                n,
                op,
                overlay.base.as_ref().map(serde_json::to_string).transpose()?,
                serde_json::to_string(&overlay.effective)?,
                overlay.state.as_str(),
                overlay.refusal.as_ref().map(serde_json::to_string).transpose()?,
                overlay.step,
            ])?;
        }
    }
    Ok(())
}

/// The organisation's number here; made at its first mention.
pub(crate) fn organisation_number(tx: &Transaction<'_>, id: &[u8]) -> Result<i64> {
    let found = tx
        .prepare_cached("SELECT o FROM org WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if let Some(o) = found {
        return Ok(o);
    }
    tx.prepare_cached("INSERT INTO org(id) VALUES (?1)")?
        .execute([id])?;
    Ok(tx.last_insert_rowid())
}

/// An organisation's code; empty while its record has not arrived.
///
/// # Errors
/// What SQLite says.
pub fn organisation_code(connection: &Connection, o: i64) -> Result<String> {
    Ok(connection
        .prepare_cached("SELECT code FROM org WHERE o = ?1")?
        .query_row([o], |row| row.get(0))
        .optional()?
        .unwrap_or_default())
}

/// The organisation of a code, any case.
///
/// # Errors
/// What SQLite says.
pub fn organisation_by_code(connection: &Connection, code: &str) -> Result<Option<RecordId>> {
    Ok(connection
        .prepare_cached("SELECT id FROM org WHERE code = ?1 COLLATE NOCASE")?
        .query_row([code], |row| row.get::<_, [u8; 16]>(0))
        .optional()?
        .map(RecordId::from_bytes))
}

/// The rules' view of the cache. Remembers what it looked up, so that a bulk
/// edit asks for each contact once; make a new one for each transaction.
pub struct CacheLookup<'a> {
    connection: &'a Connection,
    today: String,
    seen: RefCell<BTreeMap<(RecordType, RecordId), Option<Facts>>>,
}

impl<'a> CacheLookup<'a> {
    /// Looks things up in this connection.
    #[must_use]
    pub fn new(connection: &'a Connection, today: &str) -> Self {
        Self {
            connection,
            today: today.to_owned(),
            seen: RefCell::default(),
        }
    }

    fn look(&self, kind: RecordType, id: RecordId) -> Result<Option<Facts>> {
        let text: Option<String> = self
            .connection
            .prepare_cached(&format!(
                "SELECT COALESCE(v.effective, r.mirror) FROM {SOURCE} WHERE r.type = ?1 AND r.id = ?2"
            ))?
            .query_row(params![type_number(kind), id.as_bytes()], |row| row.get(0))
            .optional()?;
        let Some(text) = text else { return Ok(None) };
        let record: Record = serde_json::from_str(&text)?;
        let name = if kind == RecordType::Organisation {
            "kind"
        } else {
            "name"
        };
        Ok(Some(Facts {
            organisation: fields::text(&record, "organisation").parse().ok(),
            province: fields::text(&record, "province").to_owned(),
            name: fields::text(&record, name).to_owned(),
            retired: fields::flag(&record, "retired"),
        }))
    }
}

impl Lookup for CacheLookup<'_> {
    fn facts(&self, kind: RecordType, id: RecordId) -> Option<Facts> {
        self.seen
            .borrow_mut()
            .entry((kind, id))
            .or_insert_with(|| self.look(kind, id).ok().flatten())
            .clone()
    }

    fn today(&self) -> String {
        self.today.clone()
    }
}

/// The service's text limits as last told, or the defaults.
///
/// # Errors
/// What SQLite says.
pub fn limits(connection: &Connection) -> Result<Limits> {
    Ok(crate::meta::get(connection, crate::meta::LIMITS)?
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}
