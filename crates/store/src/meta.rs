//! Single values of the cache, by name.

use crate::{Result, Transaction};
use rusqlite::{Connection, OptionalExtension as _};

/// The feed's cursor.
pub const CURSOR: &str = "cursor";
/// The epoch of the service's database, 8 hex digits.
pub const EPOCH: &str = "epoch";
/// The generation of the snapshot being pulled or last pulled.
pub const GENERATION: &str = "generation";
/// `1` when the last pull reached the end.
pub const CAUGHT_UP: &str = "caught_up";
/// The service's time at that moment.
pub const AS_OF: &str = "as_of";
/// The service's time when the cache was last found equal to what the service shows.
pub const VERIFIED: &str = "verified";
/// `1` while the cache differs from what the service shows.
pub const DIVERGED: &str = "diverged";
/// `1` when the service has another incarnation, until it is known what it lost.
pub const RECOVER: &str = "recover";
/// `1` when the account's rights have changed, until they are known.
pub const RELEARN: &str = "relearn";
/// Types of records that came with the feed and that this version does not know,
/// between spaces.
pub const FOREIGN: &str = "foreign";
/// The oldest version of this program that may push, as the service last said.
pub const OLDEST_PUSH: &str = "oldest_push";
/// Behind which part the next turn of sending begins, as push and number: the
/// last one got nowhere with those before.
pub const BEHIND: &str = "behind";
/// How many edits of a damaged cache could not be read; its files may still
/// hold them.
pub const UNREADABLE: &str = "unreadable";
/// The account, as JSON.
pub const ACCOUNT: &str = "account";
/// The refresh token of the session.
pub const REFRESH_TOKEN: &str = "refresh_token";
/// The service's address.
pub const SERVICE: &str = "service";
/// This installation's id.
pub const DEVICE: &str = "device";
/// The recovery code, to be shown again.
pub const RECOVERY_CODE: &str = "recovery_code";
/// What the service takes at once, as JSON.
pub const WIRE_LIMITS: &str = "wire_limits";
/// The parts of the interface that the service has, between spaces.
pub const FEATURES: &str = "features";
/// The day on which the service was last asked what it takes: `YYYY-MM-DD`.
pub const LEARNT: &str = "learnt";
/// The service's text limits, as JSON.
pub const LIMITS: &str = "limits";

/// A value; `None` when it was never set.
///
/// # Errors
/// What SQLite says.
pub fn get(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT v FROM meta WHERE k = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Sets a value.
///
/// # Errors
/// What SQLite says.
pub fn set(tx: &Transaction<'_>, name: &str, value: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO meta(k, v) VALUES (?1, ?2) ON CONFLICT(k) DO UPDATE SET v = excluded.v",
    )?
    .execute([name, value])?;
    Ok(())
}

/// Forgets a value.
///
/// # Errors
/// What SQLite says.
pub fn clear(tx: &Transaction<'_>, name: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM meta WHERE k = ?1")?
        .execute([name])?;
    Ok(())
}
