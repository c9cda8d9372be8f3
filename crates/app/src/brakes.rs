//! The brakes on large removals (contract: archiving and retiring count too),
//! and on verdicts on many offers.

use edutracker_domain::RecordType;
use edutracker_protocol::{command::ConfirmNeeded, wire::WireLimits};
use edutracker_store::{Result as CacheResult, meta, pending};
use rusqlite::Connection;

/// What has to be confirmed before so many records are removed, archived,
/// retired or decided on: more than 50, or more than 5 % of those in view, whichever is
/// smaller but at least 5. The service may set another number than 50.
pub(crate) fn needed(
    c: &Connection,
    kind: RecordType,
    removals: u64,
) -> CacheResult<Option<ConfirmNeeded>> {
    if removals == 0 {
        return Ok(None);
    }
    let limits: WireLimits = meta::get(c, meta::WIRE_LIMITS)?
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let in_view = pending::records(c)?.get(&kind).copied().unwrap_or(0);
    let share = (in_view / 20).max(5);
    Ok(
        (removals > limits.confirm_removals.min(share)).then_some(ConfirmNeeded {
            updates: 0,
            removals,
        }),
    )
}
