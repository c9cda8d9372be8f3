//! The versions of the schema. A database says in its header (`user_version`)
//! which one it has; opening it brings it to the newest.

use super::{Result, StorageError, tallies};
use rusqlite::Connection;

/// What brings a database from one version to the next.
struct Step {
    tables: &'static str,
    /// What tables that are new take from those that are not.
    fill: fn(&Connection) -> Result<()>,
}

const fn nothing(_: &Connection) -> Result<()> {
    Ok(())
}

/// Step `n` (from 0) makes version `n + 1`. Steps are added, never changed:
/// databases that took them are out there.
const STEPS: &[Step] = &[
    Step {
        tables: include_str!("schema/1.sql"),
        fill: nothing,
    },
    Step {
        tables: include_str!("schema/2.sql"),
        fill: tallies::fill,
    },
    Step {
        tables: include_str!("schema/3.sql"),
        fill: nothing,
    },
    Step {
        tables: include_str!("schema/4.sql"),
        fill: nothing,
    },
    Step {
        tables: include_str!("schema/5.sql"),
        fill: nothing,
    },
    Step {
        tables: include_str!("schema/6.sql"),
        fill: nothing,
    },
    Step {
        tables: include_str!("schema/7.sql"),
        fill: nothing,
    },
];

/// The version that a database has; 0 for one without tables.
pub(super) fn version(connection: &Connection) -> Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    usize::try_from(version).map_err(|_| StorageError::Corrupt("user_version"))
}

/// Whether this program can bring a database of a version to the newest.
pub(super) fn is_known(version: usize) -> Result<()> {
    if version > STEPS.len() {
        return Err(StorageError::Database(format!(
            "schema {version} is newer than what this version reads"
        )));
    }
    Ok(())
}

/// Brings a database to the newest version, in one transaction: after a crash
/// it has the old version whole.
pub(super) fn migrate(connection: &Connection) -> Result<()> {
    let found = version(connection)?;
    is_known(found)?;
    if found == STEPS.len() {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let done = steps(connection).and_then(|()| Ok(connection.execute_batch("COMMIT")?));
    if done.is_err() {
        // SQLite has rolled back by itself after some errors.
        let _ = connection.execute_batch("ROLLBACK");
    }
    done
}

fn steps(connection: &Connection) -> Result<()> {
    // Another program may have been here before the transaction began.
    for step in STEPS.iter().skip(version(connection)?) {
        connection.execute_batch(step.tables)?;
        (step.fill)(connection)?;
    }
    let newest = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    connection.pragma_update(None, "user_version", newest)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Scope, Storage, contract, sqlite::Sqlite};
    use edutracker_domain::{RecordId, RecordType};
    use std::path::Path;

    /// A database as the first version made it, with a few records.
    fn old(path: &Path, records: &[(RecordType, u8, u8, u64, bool, bool)]) {
        let connection = Connection::open(path).unwrap();
        connection
            .execute_batch(include_str!("schema/1.sql"))
            .unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        connection
            .execute("INSERT INTO head VALUES (1, 9, 5, 0)", [])
            .unwrap();
        for (kind, id, org, seq, deleted, internal) in records {
            connection
                .execute(
                    "INSERT INTO record VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, 0, '{}', '', '', '', '{}')",
                    rusqlite::params![
                        kind.as_str(),
                        [*id; 16],
                        [*org; 16],
                        i64::try_from(*seq).unwrap(),
                        deleted,
                        internal
                    ],
                )
                .unwrap();
        }
    }

    #[test]
    fn a_database_of_the_first_version_keeps_its_records_and_gets_check_sums() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let rows = [
            (RecordType::Offer, 1, 7, 3, false, false),
            (RecordType::Offer, 2, 7, 4, true, false),
            (RecordType::Review, 3, 7, 5, false, true),
            (RecordType::Site, 4, 8, 6, false, false),
        ];
        old(&path, &rows);
        for opened in ["migrated", "opened again"] {
            let storage = Sqlite::file(&path).unwrap();
            let reader = storage.reader().unwrap();
            assert_eq!(reader.head().unwrap().seq, 9, "{opened}");
            let scope = Scope {
                orgs: None,
                kinds: RecordType::ALL.to_vec(),
                own: RecordId::from_bytes([7; 16]),
                own_kinds: Vec::new(),
                internal: true,
            };
            let found = reader.tallies(&scope).unwrap();
            assert_eq!(found, contract::counted(&*reader, &scope).unwrap());
            assert_eq!(found.values().map(|tally| tally.count).sum::<u64>(), 3);
        }
        assert_eq!(
            version(&Connection::open(&path).unwrap()).unwrap(),
            STEPS.len()
        );
    }

    #[test]
    fn pushes_of_the_first_version_get_their_place_and_their_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        old(&path, &[(RecordType::Account, 9, 7, 1, false, false)]);
        let connection = Connection::open(&path).unwrap();
        let id = |number: u8| [number; 16];
        for push in [3, 4] {
            connection
                .execute(
                    "INSERT INTO push VALUES (?1, ?2, 'd', 'c', '', '2026-11-22T00:00:00Z', 1, 0)",
                    (id(push), id(9)),
                )
                .unwrap();
        }
        for (mid, seq, status) in [(21, 6, "applied"), (22, 5, "applied"), (23, 6, "conflict")] {
            connection
                .execute(
                    "INSERT INTO mutation VALUES (?1, ?2, 0, ?3, x'', ?4, ?5, '2026-11-22T00:00:00Z')",
                    (
                        id(mid),
                        id(3),
                        id(9),
                        format!(r#"{{"status":"{status}"}}"#),
                        seq,
                    ),
                )
                .unwrap();
        }
        drop(connection);
        let storage = Sqlite::file(&path).unwrap();
        let reader = storage.reader().unwrap();
        let push = reader.push(RecordId::from_bytes(id(3))).unwrap().unwrap();
        assert_eq!((push.seq, push.org), (5, RecordId::from_bytes(id(7))));
        assert_eq!((push.summary.applied, push.summary.conflict), (2, 1));
        let empty = reader.push(RecordId::from_bytes(id(4))).unwrap().unwrap();
        assert_eq!((empty.seq, empty.summary.applied), (0, 0));
        let mutation = reader.mutation(RecordId::from_bytes(id(21))).unwrap();
        assert_eq!(mutation.unwrap().record, None);
    }

    #[test]
    fn a_database_of_a_later_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        assert!(Sqlite::file(&path).is_err());
        assert_eq!(version(&connection).unwrap(), 99);
    }

    #[test]
    fn a_step_that_fails_leaves_the_old_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        old(&path, &[(RecordType::Offer, 1, 7, 3, false, false)]);
        let connection = Connection::open(&path).unwrap();
        // The step's last table is there already: its others must not stay.
        connection
            .execute_batch("CREATE TABLE grant_log (x)")
            .unwrap();
        assert!(migrate(&connection).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        let made: i64 = connection
            .query_row(
                "SELECT count(*) FROM sqlite_master WHERE name = 'partition_check'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(made, 0);
    }
}
