//! Copies of a running database, and back.

use super::{Result, Sqlite, schema};
use crate::storage::{RecordReads, RecordWrites, Storage, StorageError};
use edutracker_domain::RecordId;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// Copies a database into a new file while a service may be working on it.
pub fn backup(database: &Path, target: &Path) -> Result<()> {
    if target.exists() {
        return Err(StorageError::Database(format!(
            "{} exists already",
            target.display()
        )));
    }
    let source = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    source.busy_timeout(std::time::Duration::from_secs(10))?;
    source.backup("main", target, None::<fn(rusqlite::backup::Progress)>)?;
    Ok(())
}

/// Puts a backup in the place of a database and begins a new incarnation:
/// the numbers given out since the backup will be given out again, so every
/// client has to fetch anew. Answers the new epoch.
pub fn restore(database: &Path, source: &Path) -> Result<u32> {
    if !source.exists() {
        return Err(StorageError::Database(format!(
            "{} does not exist",
            source.display()
        )));
    }
    let copy = Connection::open_with_flags(source, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let version = schema::version(&copy)?;
    schema::is_known(version)?;
    if version == 0 {
        return Err(StorageError::Database(format!(
            "{} is not a backup of the service",
            source.display()
        )));
    }
    drop(copy);
    let mut target = Connection::open(database)?;
    target.busy_timeout(std::time::Duration::from_secs(10))?;
    target.restore("main", source, None::<fn(rusqlite::backup::Progress)>)?;
    schema::migrate(&target)?;
    // Nobody knows which mails went after the backup was made, nor whether a
    // link to a new password was used since.
    target.execute_batch(
        "UPDATE notice SET state = 'uncertain', code = 'restored' WHERE state IN ('waiting', 'sending');
         DELETE FROM link WHERE notice IN (SELECT id FROM notice WHERE kind = 'password');",
    )?;
    drop(target);
    let storage = Sqlite::file(database)?;
    let writer = storage.writer()?;
    let mut head = RecordReads::head(&*writer)?;
    head.epoch = fresh_epoch(head.epoch);
    RecordWrites::set_head(&*writer, head)?;
    writer.commit()?;
    Ok(head.epoch)
}

/// A random epoch other than the last.
pub(crate) fn fresh_epoch(last: u32) -> u32 {
    let mut bytes = [0; 4];
    loop {
        if getrandom::fill(&mut bytes).is_err() {
            // The tail of an id is random as well.
            bytes.copy_from_slice(&RecordId::new().as_bytes()[12..]);
        }
        let epoch = u32::from_be_bytes(bytes);
        if epoch != 0 && epoch != last {
            return epoch;
        }
    }
}
