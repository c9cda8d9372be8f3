//! Edits under a right that was lost: out of what is shown, never out of the
//! person's hands. They can be read, exported, and put back when the right
//! returns.

use crate::{
    Error, Result, Transaction,
    edit::Editor,
    listing,
    record::{self, OverlayOp},
};
use edutracker_domain::{Record, RecordId, RecordType, merge, record as fields};
use rusqlite::{Connection, Row, params};

/// An edit in quarantine.
#[derive(Debug, Clone, PartialEq)]
pub struct Quarantined {
    /// Its number.
    pub q: i64,
    /// The record's type.
    pub kind: RecordType,
    /// The record.
    pub id: RecordId,
    /// Its organisation.
    pub org: RecordId,
    /// The organisation's code.
    pub code: String,
    /// Why: `scope` when the organisation left the account's sight.
    pub reason: String,
    /// The service's time when it was last read whole, RFC 3339.
    pub at: String,
    /// Whether it would have made the record.
    pub creates: bool,
    /// What it was made on; empty for a creation.
    pub base: Record,
    /// The record as this machine saw it.
    pub effective: Record,
}

impl Quarantined {
    /// The name of the record, for lists.
    #[must_use]
    pub fn name(&self) -> &str {
        listing::name(self.kind, &self.effective)
    }
}

/// Moves the edits of an organisation's records into quarantine.
pub(crate) fn take(tx: &Transaction<'_>, o: i64, org: RecordId, reason: &str) -> Result<()> {
    let edited: Vec<i64> = tx
        .prepare_cached(
            "SELECT v.n FROM overlay v CROSS JOIN record r ON r.n = v.n WHERE r.o = ?1",
        )?
        .query_map([o], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let code = record::organisation_code(tx, o)?;
    let at = crate::meta::get(tx, crate::meta::AS_OF)?.unwrap_or_default();
    for n in edited {
        let stored = record::by_number(tx, n)?;
        let creates = stored
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.op == OverlayOp::Create);
        let nothing = Record::new();
        let base = stored.base().filter(|_| !creates).unwrap_or(&nothing);
        tx.prepare_cached(
            "INSERT INTO quarantine(type, id, org, code, reason, at, op, base, effective) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            record::type_number(stored.kind),
            stored.id.as_bytes(),
            org.as_bytes(),
            code,
            reason,
            at,
            if creates { "create" } else { "update" },
            serde_json::to_string(base)?,
            serde_json::to_string(stored.effective())?,
        ])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Quarantined> {
    let op: String = row.get(7)?;
    Ok(Quarantined {
        q: row.get(0)?,
        kind: record::type_of(row.get(1)?),
        id: RecordId::from_bytes(row.get(2)?),
        org: RecordId::from_bytes(row.get(3)?),
        code: row.get(4)?,
        reason: row.get(5)?,
        at: row.get(6)?,
        creates: op == "create",
        base: serde_json::from_str(&row.get::<_, String>(8)?)?,
        effective: serde_json::from_str(&row.get::<_, String>(9)?)?,
    })
}

/// All of it, oldest first.
///
/// # Errors
/// What SQLite says.
pub fn list(connection: &Connection) -> Result<Vec<Quarantined>> {
    connection
        .prepare_cached(
            "SELECT q, type, id, org, code, reason, at, op, base, effective FROM quarantine ORDER BY q",
        )?
        .query_and_then([], read)?
        .collect()
}

/// How many edits there are.
///
/// # Errors
/// What SQLite says.
pub fn count(connection: &Connection) -> Result<u64> {
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM quarantine")?
        .query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

impl Editor<'_, '_> {
    /// Puts an edit back where it was: merged with what the service has now,
    /// with a question for each field that both changed.
    ///
    /// # Errors
    /// [`Error::NotFound`] while the record is not in sight.
    pub fn reattach(&mut self, quarantined: &Quarantined) -> Result<()> {
        let Quarantined { kind, id, .. } = *quarantined;
        match record::find(self.transaction(), kind, id)? {
            Some(stored) => {
                let patch = if quarantined.creates {
                    quarantined.effective.clone()
                } else {
                    merge::diff(&quarantined.base, &quarantined.effective)
                };
                let base = (!quarantined.creates).then_some(&quarantined.base);
                self.reapply(&stored, base, &patch)?;
            }
            None if quarantined.creates => {
                // A record can only be made where its organisation is in sight.
                let organisation = fields::text(&quarantined.effective, "organisation");
                let seen = organisation
                    .parse()
                    .is_ok_and(|id| self.sees(id).unwrap_or(false));
                if !seen {
                    return Err(Error::NotFound);
                }
                self.create(kind, id, quarantined.org, &quarantined.effective)?;
            }
            None => return Err(Error::NotFound),
        }
        self.transaction()
            .execute("DELETE FROM quarantine WHERE q = ?1", [quarantined.q])?;
        Ok(())
    }

    fn sees(&self, organisation: RecordId) -> Result<bool> {
        Ok(record::find(self.transaction(), RecordType::Organisation, organisation)?.is_some())
    }
}

/// Gives an edit in quarantine up for good.
///
/// # Errors
/// [`Error::NotFound`].
pub fn discard(tx: &Transaction<'_>, q: i64) -> Result<()> {
    match tx.execute("DELETE FROM quarantine WHERE q = ?1", [q])? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}
