//! Out of a damaged cache, what only this machine has: edits that were not
//! sent, edits in quarantine, and what was kept by a name. All else is at the
//! service.
//!
//! The damaged files are put aside first, whole; a new cache under the same
//! keys takes their place when all that can be read is in it. What was rescued
//! lies there in quarantine, and is merged with what the service has when it
//! is put back.

use crate::{Cache, Error, Result, cache, keys::DataKey, meta, profile::Profile, record};
use edutracker_domain::{Record, RecordId, RecordType, record as fields};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, params};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// In the folder of a damaged cache until its successor stands in its place.
const UNFINISHED: &str = "unfinished";

/// The folder of a damaged cache until all of it is in there.
const MAKING: &str = "damaged.new";

/// Why such edits are in quarantine.
pub const REASON: &str = "damaged";

/// The values that go along: who signed in where. Not how far was read.
const KEPT: &[&str] = &[
    meta::ACCOUNT,
    meta::REFRESH_TOKEN,
    meta::SERVICE,
    meta::DEVICE,
    meta::RECOVERY_CODE,
    meta::LIMITS,
    meta::WIRE_LIMITS,
    meta::UNREADABLE,
];

/// What was rescued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// Edits that are in quarantine now.
    pub edits: u64,
    /// Edits that are known to have been there and cannot be read.
    pub unreadable: u64,
    /// Where the damaged files are.
    pub kept: PathBuf,
}

/// The damaged file, through connections that are made anew after each error:
/// the cipher answers nothing any more once a page was not what was written.
struct Source<'a> {
    path: PathBuf,
    key: &'a DataKey,
    /// Without the log beside it: that may be what is damaged.
    alone: bool,
    connection: Option<Connection>,
}

impl<'a> Source<'a> {
    fn new(path: &Path, key: &'a DataKey, alone: bool) -> Self {
        Self {
            path: path.to_owned(),
            key,
            alone,
            connection: None,
        }
    }

    fn open(&self) -> Result<Connection> {
        let path = self.path.display().to_string();
        let mut address = url_path(&path);
        if self.alone {
            address.push_str("?immutable=1");
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(address, flags)?;
        cache::set_key(&connection, self.key)?;
        connection.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cell_size_check = ON;")?;
        Ok(connection)
    }

    /// The answer to a question, unless it cannot be had.
    fn ask<T>(&mut self, question: impl FnOnce(&Connection) -> Result<T>) -> Option<T> {
        if self.connection.is_none() {
            self.connection = self.open().ok();
        }
        let answer = question(self.connection.as_ref()?);
        if answer.is_err() {
            self.connection = None;
        }
        answer.ok()
    }

    /// The rows of queries as far as they can be read; one that runs from the
    /// other end finds what lies behind a page that cannot.
    fn rows<T>(
        &mut self,
        queries: &[&str],
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for query in queries {
            let whole = self.ask(|connection| {
                let mut statement = connection.prepare(query)?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    out.push(read(row)?);
                }
                Ok(())
            });
            if whole.is_some() {
                break;
            }
        }
        out
    }

    fn row<T>(
        &mut self,
        query: &str,
        n: i64,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Option<T> {
        self.ask(|connection| Ok(connection.query_row(query, [n], read).optional()?))
            .flatten()
    }
}

/// A path in an address: signs that mean something there are written by number.
fn url_path(path: &str) -> String {
    let mut out = String::from("file:");
    for sign in path.replace('\\', "/").chars() {
        match sign {
            '%' => out.push_str("%25"),
            '?' => out.push_str("%3f"),
            '#' => out.push_str("%23"),
            sign => out.push(sign),
        }
    }
    out
}

/// An edit as it is read.
struct Edit {
    op: String,
    base: Option<String>,
    effective: String,
}

/// The record that a number means, as far as it can be read.
struct Named {
    kind: RecordType,
    id: RecordId,
    mirror: Option<String>,
}

/// What the damaged files still say, from the better source first.
struct Remains<'a> {
    sources: [Source<'a>; 2],
    /// The records by their numbers, from the index, where the table fails.
    index: Option<BTreeMap<i64, (RecordType, RecordId)>>,
}

impl Remains<'_> {
    fn first<T>(&mut self, mut ask: impl FnMut(&mut Source<'_>) -> Option<T>) -> Option<T> {
        self.sources.iter_mut().find_map(&mut ask)
    }

    /// The rows of the first source that has any.
    fn rows<T>(
        &mut self,
        queries: &[&str],
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        self.first(|source| {
            let rows = source.rows(queries, &mut read);
            (!rows.is_empty()).then_some(rows)
        })
        .unwrap_or_default()
    }

    fn edited(&mut self) -> BTreeSet<i64> {
        let queries = [
            "SELECT n FROM overlay INDEXED BY overlay_state ORDER BY state, n",
            "SELECT n FROM overlay INDEXED BY overlay_state ORDER BY state DESC, n DESC",
            "SELECT n FROM overlay NOT INDEXED ORDER BY n",
            "SELECT n FROM overlay NOT INDEXED ORDER BY n DESC",
        ];
        self.rows(&queries, |row| row.get(0)).into_iter().collect()
    }

    fn edit(&mut self, n: i64) -> Option<Edit> {
        self.first(|source| {
            source.row(
                "SELECT op, base, effective FROM overlay WHERE n = ?1",
                n,
                |row| {
                    Ok(Edit {
                        op: row.get(0)?,
                        base: row.get(1)?,
                        effective: row.get(2)?,
                    })
                },
            )
        })
    }

    fn named(&mut self, n: i64) -> Option<Named> {
        let found = self.first(|source| {
            source.row(
                "SELECT type, id, mirror FROM record WHERE n = ?1",
                n,
                |row| {
                    Ok(Named {
                        kind: record::type_of(row.get(0)?),
                        id: RecordId::from_bytes(row.get(1)?),
                        mirror: row.get(2)?,
                    })
                },
            )
        });
        if found.is_some() {
            return found;
        }
        if self.index.is_none() {
            let queries = [
                "SELECT n, type, id FROM record INDEXED BY sqlite_autoindex_record_1 ORDER BY type, id",
                "SELECT n, type, id FROM record INDEXED BY sqlite_autoindex_record_1 ORDER BY type DESC, id DESC",
            ];
            let rows = self.rows(&queries, |row| {
                let id = RecordId::from_bytes(row.get(2)?);
                Ok((row.get(0)?, (record::type_of(row.get(1)?), id)))
            });
            self.index = Some(rows.into_iter().collect());
        }
        let (kind, id) = *self.index.as_ref()?.get(&n)?;
        Some(Named {
            kind,
            id,
            mirror: None,
        })
    }
}

/// The fields of a record that people write: all that an edit can be, where it
/// is not known any more what it was made on.
fn written(kind: RecordType, record: &Record) -> Record {
    let own = edutracker_domain::field::fields(kind)
        .iter()
        .filter(|field| matches!(field.writer, edutracker_domain::field::Writer::May(_)));
    let mut out = Record::new();
    for field in own {
        if let Some(value) = fields::get(record, field.name) {
            fields::put(&mut out, field.name, value.clone());
        }
    }
    out
}

/// Puts an edit into quarantine; tells whether it could be understood.
fn rescue(
    tx: &crate::Transaction<'_>,
    edit: &Edit,
    named: &Named,
    codes: &BTreeMap<RecordId, String>,
    at: &str,
) -> Result<bool> {
    let Ok(effective) = serde_json::from_str::<Record>(&edit.effective) else {
        return Ok(false);
    };
    let creates = edit.op == "create";
    let base = edit.base.as_ref().or(named.mirror.as_ref());
    let base = base.and_then(|text| serde_json::from_str::<Record>(text).ok());
    let (base, effective) = match base {
        _ if creates => (Record::new(), effective),
        Some(base) => (base, effective),
        None => (Record::new(), written(named.kind, &effective)),
    };
    let org = match named.kind {
        RecordType::Organisation => named.id,
        _ => match fields::text(&effective, "organisation").parse() {
            Ok(org) => org,
            Err(_) => match fields::text(&base, "organisation").parse() {
                Ok(org) => org,
                Err(_) => named.id,
            },
        },
    };
    let code = codes.get(&org).map_or("", String::as_str);
    tx.execute(
        "INSERT INTO quarantine(type, id, org, code, reason, at, op, base, effective) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            record::type_number(named.kind),
            named.id.as_bytes(),
            org.as_bytes(),
            code,
            REASON,
            at,
            if creates { "create" } else { "update" },
            serde_json::to_string(&base)?,
            serde_json::to_string(&effective)?,
        ],
    )?;
    Ok(true)
}

/// Fills a new cache with what can be read of a damaged one. Answers how many
/// edits there are now, and how many could not be read.
fn fill(new: &Cache, old: &Path, key: &DataKey) -> Result<(u64, u64)> {
    let mut remains = Remains {
        sources: [false, true].map(|alone| Source::new(old, key, alone)),
        index: None,
    };
    let values: BTreeMap<String, String> = remains
        .rows(
            &[
                "SELECT k, v FROM meta ORDER BY k",
                "SELECT k, v FROM meta ORDER BY k DESC",
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .into_iter()
        .collect();
    let codes: BTreeMap<RecordId, String> = remains
        .rows(&["SELECT id, code FROM org"], |row| {
            Ok((RecordId::from_bytes(row.get(0)?), row.get(1)?))
        })
        .into_iter()
        .collect();
    let saved: Vec<([u8; 16], String, String, String, bool)> = remains.rows(
        &[
            "SELECT org, kind, name, body, locked FROM saved ORDER BY org, kind, name",
            "SELECT org, kind, name, body, locked FROM saved ORDER BY org DESC, kind DESC, name DESC",
        ],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
    );
    let quarantined: BTreeSet<i64> = remains
        .rows(
            &[
                "SELECT q FROM quarantine ORDER BY q",
                "SELECT q FROM quarantine ORDER BY q DESC",
            ],
            |row| row.get(0),
        )
        .into_iter()
        .collect();
    let edited = remains.edited();
    let at = values.get(meta::AS_OF).cloned().unwrap_or_default();
    new.write(|tx| {
        let (mut edits, mut unreadable) = (0, 0);
        for name in KEPT {
            if let Some(value) = values.get(*name) {
                meta::set(tx, name, value)?;
            }
        }
        for (org, kind, name, body, locked) in &saved {
            tx.execute(
                "INSERT OR IGNORE INTO saved(org, kind, name, body, locked) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![org, kind, name, body, locked],
            )?;
        }
        for q in &quarantined {
            let copied = remains.first(|source| {
                source.row(
                    "SELECT type, id, org, code, reason, at, op, base, effective FROM quarantine WHERE q = ?1",
                    *q,
                    |row| (0..9).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<rusqlite::types::Value>>>(),
                )
            });
            let Some(values) = copied else {
                unreadable += 1;
                continue;
            };
            tx.execute(
                "INSERT INTO quarantine(type, id, org, code, reason, at, op, base, effective) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                rusqlite::params_from_iter(values),
            )?;
            edits += 1;
        }
        for n in &edited {
            let rescued = match (remains.edit(*n), remains.named(*n)) {
                (Some(edit), Some(named)) => rescue(tx, &edit, &named, &codes, &at)?,
                _ => false,
            };
            *(if rescued { &mut edits } else { &mut unreadable }) += 1;
        }
        Ok((edits, unreadable))
    })
}

impl Profile {
    /// The folder of a damaged cache whose successor is not in its place yet.
    pub(crate) fn unfinished_salvage(&self) -> Option<PathBuf> {
        let folders = fs::read_dir(self.folder()).ok()?;
        folders
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| !path.ends_with(MAKING) && path.join(UNFINISHED).exists())
    }

    /// The damaged files under a name of their own, where nothing writes to
    /// them. They stay where they are as well.
    fn put_damaged_aside(&self) -> Result<PathBuf> {
        let folder = self.folder();
        let kept = (1..)
            .map(|n| folder.join(format!("damaged-{n}")))
            .find(|path| !path.exists())
            .unwrap_or_else(|| folder.join("damaged"));
        let making = folder.join(MAKING);
        if making.exists() {
            fs::remove_dir_all(&making).map_err(Error::file(&making))?;
        }
        fs::create_dir(&making).map_err(Error::file(&making))?;
        for name in ["cache.db", "cache.db-wal"] {
            let (from, to) = (folder.join(name), making.join(name));
            if !from.exists() {
                continue;
            }
            // A second name costs nothing; where there are none, a copy.
            if fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to).map_err(Error::file(&to))?;
                let copied = fs::File::open(&to).map_err(Error::file(&to))?;
                copied.sync_all().map_err(Error::file(&to))?;
            }
        }
        let mark = making.join(UNFINISHED);
        fs::write(&mark, "").map_err(Error::file(&mark))?;
        sync_folder(&making)?;
        fs::rename(&making, &kept).map_err(Error::file(&kept))?;
        sync_folder(folder)?;
        Ok(kept)
    }

    /// Puts a new cache in the place of a damaged one, with what can be read of
    /// it. `secret` is the passphrase or recovery code, where the keyring does
    /// not open it. Nothing may hold the damaged one open. Killed at any
    /// moment, it can be begun again, and the files of the first time are what
    /// is read.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], [`Error::NoKey`] when the keyring does not have
    /// the key, or what the disk says; the damaged files are there in any case.
    pub fn salvage(
        &self,
        secret: Option<&str>,
        keyring: &dyn crate::keys::keyring::Keyring,
    ) -> Result<(Cache, Salvaged)> {
        let key = self.data_key(secret, keyring)?;
        let kept = match self.unfinished_salvage() {
            Some(kept) => kept,
            None => self.put_damaged_aside()?,
        };
        let new = self.unfinished_cache(&key)?;
        let (edits, unreadable) = fill(&new, &kept.join("cache.db"), &key)?;
        // Where not even their numbers can be read, the last count tells of them.
        let noted = self.unsent().unwrap_or(0);
        let earlier = new.read(|c| meta::get(c, meta::UNREADABLE))?;
        let earlier: u64 = earlier.and_then(|text| text.parse().ok()).unwrap_or(0);
        let unreadable = unreadable.max(noted.saturating_sub(edits + earlier));
        if unreadable > 0 {
            let all = (unreadable + earlier).to_string();
            new.write(|tx| meta::set(tx, meta::UNREADABLE, &all))?;
        }
        new.close()?;
        for name in ["cache.db-wal", "cache.db-shm"] {
            let path = self.folder().join(name);
            if path.exists() {
                fs::remove_file(&path).map_err(Error::file(&path))?;
            }
        }
        let making = self.folder().join("cache.new");
        fs::rename(&making, self.database()).map_err(Error::file(&making))?;
        sync_folder(self.folder())?;
        let mark = kept.join(UNFINISHED);
        fs::remove_file(&mark).map_err(Error::file(&mark))?;
        sync_folder(&kept)?;
        let salvaged = Salvaged {
            edits,
            unreadable,
            kept,
        };
        Ok((Cache::open(&self.database(), &key)?, salvaged))
    }
}

/// Makes sure that what was renamed or made in a folder is on the disk.
fn sync_folder(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(Error::file(folder))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
