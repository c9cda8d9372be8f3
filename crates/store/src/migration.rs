//! From the schemas of earlier versions to this one's, and copies of the cache
//! that are made before something large happens to it.

use crate::{
    Error, Result,
    cache::{SCHEMA, Transaction},
    incoming, listing, tally,
};
use rusqlite::{Connection, backup::Backup};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// How many copies of each kind are kept.
const COPIES: usize = 3;
/// What copies from before a step of the schema are called, up to its number.
const BEFORE_STEP: &str = "schema-";
/// How long a copy from before a step of the schema is kept: whoever finds the
/// new version wanting finds out in that time.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// A copy that is being made.
const UNFINISHED: &str = "unfinished.db";
/// Pages copied at once.
const PAGES: std::ffi::c_int = 4_096;

/// What leads from a schema to the next.
struct Step {
    from: i64,
    sql: &'static str,
    /// What SQL cannot say.
    then: fn(&Transaction<'_>) -> Result<()>,
}

const STEPS: &[Step] = &[
    Step {
        from: 1,
        sql: include_str!("schema/1_to_2.sql"),
        then: |tx| tally::recount(tx, incoming::generation(tx)?),
    },
    Step {
        from: 2,
        sql: include_str!("schema/2_to_3.sql"),
        then: |_| Ok(()),
    },
    Step {
        from: 3,
        sql: include_str!("schema/3_to_4.sql"),
        then: |_| Ok(()),
    },
    Step {
        from: 4,
        sql: include_str!("schema/4_to_5.sql"),
        then: listing::renew_verdicts,
    },
    Step {
        from: 5,
        sql: include_str!("schema/5_to_6.sql"),
        then: |_| Ok(()),
    },
];

/// Brings a cache to the present schema: all steps and the new number in one
/// transaction, so that a crash leaves the one or the other.
pub(crate) fn migrate(connection: &mut Connection, from: i64) -> Result<()> {
    let tx = Transaction::begin(connection)?;
    let mut schema = from;
    for step in STEPS {
        if step.from == schema {
            tx.execute_batch(step.sql)?;
            (step.then)(&tx)?;
            schema += 1;
        }
    }
    debug_assert_eq!(schema, SCHEMA);
    tx.pragma_update(None, "user_version", schema)?;
    tx.commit()
}

/// Where the copies of a cache are.
#[must_use]
pub fn folder(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// Copies a cache, encrypted as it is. `name` says before what; a copy of the
/// same name is replaced, and of one kind (the name up to its last `-`) only
/// the latest few are kept.
///
/// # Errors
/// What the disk says.
pub(crate) fn copy(
    from: &Connection,
    database: &Path,
    name: &str,
    open: impl FnOnce(&Path) -> Result<Connection>,
) -> Result<PathBuf> {
    let folder = folder(database);
    fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    clear_unfinished(&folder)?;
    let unfinished = folder.join(UNFINISHED);
    let made = open(&unfinished).and_then(|mut to| {
        Backup::new(from, &mut to)?.run_to_completion(PAGES, Duration::ZERO, None)?;
        to.close().map_err(|(_, error)| Error::Sqlite(error))
    });
    if let Err(error) = made {
        // On a full disk half a copy is in the way of everything else.
        clear_unfinished(&folder)?;
        return Err(error);
    }
    let target = folder.join(format!("{name}.db"));
    fs::rename(&unfinished, &target).map_err(Error::file(&target))?;
    forget_old(&folder, name)?;
    Ok(target)
}

fn clear_unfinished(folder: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let path = folder.join(format!("{UNFINISHED}{suffix}"));
        if path.exists() {
            fs::remove_file(&path).map_err(Error::file(&path))?;
        }
    }
    Ok(())
}

/// The name of the copy from before a step of the schema.
pub(crate) fn before_step(schema: i64) -> String {
    format!("{BEFORE_STEP}{schema}")
}

/// Deletes copies from before a step of the schema that have been kept long
/// enough, by when the cache was last written. One that cannot be deleted stays:
/// no reason not to open the cache.
pub(crate) fn forget_outlived(database: &Path) {
    let written = |path: &Path| fs::metadata(path).and_then(|about| about.modified());
    let Ok(now) = written(database) else { return };
    for path in list(&folder(database)).unwrap_or_default() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let age = written(&path)
            .ok()
            .and_then(|made| now.duration_since(made).ok());
        if name.starts_with(BEFORE_STEP) && age.is_some_and(|age| age > KEPT) {
            let _ = fs::remove_file(&path);
        }
    }
}

fn forget_old(folder: &Path, name: &str) -> Result<()> {
    let kind = name.rsplit_once('-').map_or(name, |(kind, _)| kind);
    let number = |path: &Path| -> Option<u64> {
        let stem = path.file_stem()?.to_str()?;
        stem.strip_prefix(kind)?.strip_prefix('-')?.parse().ok()
    };
    let mut copies: Vec<(u64, PathBuf)> = list(folder)?
        .into_iter()
        .filter_map(|path| Some((number(&path)?, path)))
        .collect();
    copies.sort();
    for (_, path) in copies.iter().rev().skip(COPIES) {
        fs::remove_file(path).map_err(Error::file(path))?;
    }
    Ok(())
}

/// The copies in a folder, in the order of their names.
///
/// # Errors
/// What the disk says.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut copies = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::file(folder))? {
        let path = entry.map_err(Error::file(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "db") {
            copies.push(path);
        }
    }
    copies.sort();
    Ok(copies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_copy_does_not_stay_in_the_way() {
        let place = tempfile::tempdir().expect("works");
        let database = place.path().join("cache.db");
        let from = Connection::open(&database).expect("works");
        let full = |to: &Path| {
            fs::write(to, [0; 4_096]).map_err(Error::file(to))?;
            Err(Error::file(to)(std::io::ErrorKind::StorageFull.into()))
        };
        assert!(copy(&from, &database, "sweep-1", full).is_err());
        let left = fs::read_dir(folder(&database)).expect("works").count();
        assert_eq!(left, 0);
    }
}
