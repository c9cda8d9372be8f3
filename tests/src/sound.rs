//! Whether a client's cache is whole, whatever happened to the program before.

use crate::{Result, programs::PASSPHRASE};
use edutracker_store::{
    Error, Result as CacheResult, incoming, keys::keyring::NoKeyring, meta, profile::Profile,
};
use rusqlite::Connection;
use std::path::Path;

/// What a cache holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holds {
    /// Records.
    pub records: i64,
    /// Records with unsent edits.
    pub edited: i64,
    /// Records whose edits wait for the service's answer.
    pub waiting: i64,
    /// Open questions.
    pub conflicts: i64,
}

/// What must be 0 in a whole cache, and what it would mean.
const NEVER: &[(&str, &str)] = &[
    (
        "an edit of no record",
        "SELECT count(*) FROM overlay WHERE n NOT IN (SELECT n FROM record)",
    ),
    (
        "a record that the service does not know and nobody made",
        "SELECT count(*) FROM record WHERE mirror IS NULL AND n NOT IN (SELECT n FROM overlay)",
    ),
    (
        "a frozen edit of no record",
        "SELECT count(*) FROM outbox WHERE n NOT IN (SELECT n FROM record)",
    ),
    (
        "a frozen edit of no part",
        "SELECT count(*) FROM outbox o WHERE NOT EXISTS (SELECT 1 FROM part p WHERE p.push = o.push AND p.part = o.part)",
    ),
    (
        "a question about no edit",
        "SELECT count(*) FROM conflict WHERE n NOT IN (SELECT n FROM overlay)",
    ),
    (
        "a record that no list shows",
        "SELECT count(*) FROM record WHERE n NOT IN (SELECT n FROM listing)",
    ),
    (
        "a line of a list without its record",
        "SELECT count(*) FROM listing WHERE n NOT IN (SELECT n FROM record)",
    ),
    (
        "an offer that waits for a reviewer, or not, against its verdict",
        "SELECT count(*) FROM listing l JOIN record r ON r.n = l.n LEFT JOIN verdict d ON d.offer = r.id \
         WHERE l.waits <> (l.type = 4 AND ((l.status = 2 AND r.seq > coalesce(d.seq, -1)) \
           OR (l.status IN (0, 2) AND coalesce(d.reopened > d.at, 0))))",
    ),
    (
        "a stored text that is no JSON",
        "SELECT (SELECT count(*) FROM record WHERE NOT json_valid(coalesce(mirror, '{}'))) \
              + (SELECT count(*) FROM overlay WHERE NOT json_valid(effective))",
    ),
];

/// Opens the cache of the client in `data` and looks at every page and every rule.
///
/// # Errors
/// When it does not open, or something in it is broken.
pub fn sound(data: &Path) -> Result<Holds> {
    sound_by(data, PASSPHRASE)
}

/// The same with another secret.
///
/// # Errors
/// When it does not open, or something in it is broken.
pub fn sound_by(data: &Path, secret: &str) -> Result<Holds> {
    let told = |error: Error| format!("{}: {error}", data.display());
    let profile = Profile::hold(&data.join("profile")).map_err(told)?;
    let cache = profile.unlock(secret, None, &NoKeyring).map_err(told)?;
    let (broken, holds) = cache.read(examine).map_err(told)?;
    cache.close().map_err(told)?;
    if broken.is_empty() {
        Ok(holds)
    } else {
        Err(format!("{}: {}", data.display(), broken.join("; ")))
    }
}

/// How far a cache has read the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// Where it goes on; nothing before the first checkpoint.
    pub cursor: Option<String>,
    /// Whether it had read everything when it last stopped.
    pub caught_up: bool,
    /// Records that the present snapshot has brought.
    pub brought: i64,
}

/// How far the cache of the client in `data` has read.
///
/// # Errors
/// When it does not open.
pub fn stand(data: &Path) -> Result<Stand> {
    let told = |error: Error| format!("{}: {error}", data.display());
    let profile = Profile::hold(&data.join("profile")).map_err(told)?;
    let cache = profile.unlock(PASSPHRASE, None, &NoKeyring).map_err(told)?;
    let stand = cache.read(|c| {
        Ok(Stand {
            cursor: meta::get(c, meta::CURSOR)?,
            caught_up: meta::get(c, meta::CAUGHT_UP)?.as_deref() == Some("1"),
            brought: c.query_row(
                "SELECT count(*) FROM record WHERE gen = ?1 AND mirror IS NOT NULL",
                [incoming::generation(c)?],
                |row| row.get(0),
            )?,
        })
    });
    let stand = stand.map_err(told)?;
    cache.close().map_err(told)?;
    Ok(stand)
}

fn examine(connection: &Connection) -> CacheResult<(Vec<String>, Holds)> {
    let mut broken = Vec::new();
    // The cipher's check first: a broken page makes the other blame its neighbours.
    for (pragma, good) in [("cipher_integrity_check", ""), ("quick_check", "ok")] {
        let lines: Vec<String> = connection
            .prepare(&format!("PRAGMA {pragma}"))?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        broken.extend(
            lines
                .into_iter()
                .filter(|line| line != good)
                .map(|line| format!("{pragma}: {line}")),
        );
    }
    broken.extend(never(connection)?);
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let holds = Holds {
        records: count("SELECT count(*) FROM record")?,
        edited: count("SELECT count(*) FROM overlay")?,
        waiting: count("SELECT count(*) FROM outbox")?,
        conflicts: count("SELECT count(*) FROM conflict")?,
    };
    Ok((broken, holds))
}

/// What tables say of each other that may never be so.
///
/// # Errors
/// What SQLite says.
pub fn never(connection: &Connection) -> CacheResult<Vec<String>> {
    let mut broken = Vec::new();
    for (meaning, sql) in NEVER {
        let found: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        if found != 0 {
            broken.push(format!("{found} × {meaning}"));
        }
    }
    Ok(broken)
}

/// Copies a client's data, of which no program has hold.
///
/// # Errors
/// What the disk says.
pub fn copy(from: &Path, to: &Path) -> Result {
    let told = |error: std::io::Error| format!("{}: {error}", to.display());
    std::fs::create_dir_all(to).map_err(told)?;
    for entry in std::fs::read_dir(from).map_err(told)? {
        let entry = entry.map_err(told)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(told)?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target).map_err(told)?;
        }
    }
    Ok(())
}

/// Everything a cache holds, table by table, to be compared with another.
///
/// # Errors
/// What SQLite says.
pub fn everything(connection: &Connection) -> CacheResult<String> {
    use std::fmt::Write as _;
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut text = String::new();
    // The search index keeps its order of writing to itself.
    for table in tables.iter().filter(|table| !table.starts_with("search")) {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let values: Vec<_> = (0..columns)
                .map(|at| row.get_ref(at).map(|value| format!("{value:?}")))
                .collect::<rusqlite::Result<_>>()?;
            lines.push(values.join(" "));
        }
        lines.sort();
        let _ = writeln!(text, "{table}: {lines:#?}");
    }
    Ok(text)
}
