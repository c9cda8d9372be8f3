//! What the gate before the offers of companies looks at, in the cache (ET-20, A16).

use crate::{
    Result, listing,
    record::{self, type_number},
};
use edutracker_domain::{OfferStatus, RecordId, RecordType, gate::Programmes};
use rusqlite::{Connection, params};

/// What an organisation's programmes come to here, edits that were not sent
/// included.
///
/// # Errors
/// What SQLite says.
pub fn programmes(connection: &Connection, organisation: RecordId) -> Result<Programmes> {
    let mut found = Programmes::default();
    // Mostly the first one found is published, and tells all.
    for status in [OfferStatus::Published, OfferStatus::Removed] {
        let mut statement = connection.prepare_cached(
            "SELECT l.n FROM org o CROSS JOIN listing l ON l.o = o.o
             WHERE o.id = ?1 AND l.type = ?2 AND l.status = ?3",
        )?;
        let mut rows = statement.query(params![
            organisation.as_bytes(),
            type_number(RecordType::Offer),
            listing::status_position(Some(status)),
        ])?;
        while let Some(row) = rows.next()? {
            let offer = record::by_number(connection, row.get(0)?)?;
            found.add(offer.id, offer.effective());
            if found.published {
                return Ok(found);
            }
        }
    }
    Ok(found)
}
