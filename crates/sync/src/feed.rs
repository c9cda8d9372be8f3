//! The feed's lines: read as they arrive, taken in from checkpoint to checkpoint.

use edutracker_domain::{Record, RecordId, RecordType, Rev};
use edutracker_store::{
    Cache, Error as CacheError, Transaction,
    cache::Durability,
    incoming::{Incoming, Intake},
    meta, partition, sent, tally,
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{borrow::Cow, collections::BTreeSet};

/// A line, borrowed from the buffer; records keep their text. All kinds of
/// lines in one shape: a tagged enum would copy the record first.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    t: &'a str,
    #[serde(default, rename = "type", borrow)]
    called: Cow<'a, str>,
    #[serde(default)]
    id: Option<RecordId>,
    #[serde(default)]
    org: Option<RecordId>,
    #[serde(default)]
    rev: Option<Rev>,
    #[serde(default, borrow)]
    by: Cow<'a, str>,
    #[serde(default, borrow)]
    at: Cow<'a, str>,
    #[serde(default, borrow)]
    data: Option<&'a RawValue>,
    #[serde(default, borrow)]
    cursor: Cow<'a, str>,
    #[serde(default)]
    caught_up: bool,
    #[serde(default, borrow)]
    as_of: Cow<'a, str>,
    #[serde(default)]
    total: Option<u64>,
    #[serde(default, borrow)]
    check: Option<Cow<'a, str>>,
    #[serde(default)]
    drop: Vec<RecordId>,
    #[serde(default)]
    add: Vec<RecordId>,
}

/// The answer to `POST /v1/records:batchGet`.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    items: Vec<Line<'a>>,
}

/// The longest line, and the longest stretch between two checkpoints, in bytes:
/// whatever is on the other side, memory stays bounded.
const LINE: usize = 1 << 20;
const STRETCH: usize = 64 << 20;

/// A sweep of more than this many records, or of a larger share of all, is
/// preceded by a copy of the cache.
const SWEEP_RECORDS: u64 = 1_000;
const SWEEP_SHARE: u64 = 5;

impl<'a> Line<'a> {
    /// The record of a `u` line.
    fn incoming(&'a self) -> Option<(Incoming<'a>, Rev)> {
        let rev = self.rev?;
        let incoming = Incoming {
            kind: self.kind()?,
            id: self.id?,
            org: self.org?,
            seq: rev.seq,
            by: &self.by,
            at: &self.at,
            data: self.data?.get(),
        };
        Some((incoming, rev))
    }

    /// Whether the fields of the line, if it has any, can be read.
    fn has_a_record(&self) -> bool {
        self.data
            .is_none_or(|data| serde_json::from_str::<Record>(data.get()).is_ok())
    }

    fn kind(&self) -> Option<RecordType> {
        self.called.parse().ok()
    }

    /// Whether it is about a record of a type that a later service knows and
    /// this client does not.
    fn is_foreign(&self) -> bool {
        matches!(self.t, "u" | "d" | "k") && !self.called.is_empty() && self.kind().is_none()
    }

    /// Whether a line of a known kind has what it needs. A kind that a later
    /// service knows and this client does not is passed over.
    fn is_whole(&self) -> bool {
        match self.t {
            _ if self.is_foreign() => true,
            "u" => self.incoming().is_some(),
            "d" | "k" => self.kind().is_some() && self.id.is_some() && self.rev.is_some(),
            "c" | "end" => !self.cursor.is_empty(),
            _ => true,
        }
    }
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Received {
    /// Records new or changed.
    pub changed: u64,
    /// Records gone.
    pub removed: u64,
    /// Whether the end line came.
    pub ended: bool,
    /// Whether there is nothing more.
    pub caught_up: bool,
    /// The service's time.
    pub as_of: Option<String>,
}

impl Received {
    /// Adds what came in later.
    pub fn join(&mut self, later: Received) {
        self.changed += later.changed;
        self.removed += later.removed;
        self.ended = later.ended;
        self.caught_up = later.caught_up;
        self.as_of = later.as_of.or(self.as_of.take());
    }
}

/// What is being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The feed, from a cursor or from the start.
    Feed,
    /// Organisations whose records are read anew; their cursor is nobody's.
    Partitions(Vec<RecordId>),
}

/// Reads the feed from chunks of bytes.
pub struct Reader<'a> {
    cache: &'a Cache,
    today: &'a str,
    reading: Reading,
    buffer: Vec<u8>,
    /// Up to here the buffer was searched for line ends.
    searched: usize,
    /// Where the line being read begins.
    line: usize,
    received: Received,
}

/// The feed holds something that is no line of it.
#[derive(Debug)]
pub struct Malformed;

impl<'a> Reader<'a> {
    /// A reader into a cache.
    #[must_use]
    pub fn new(cache: &'a Cache, today: &'a str, reading: Reading) -> Self {
        Self {
            cache,
            today,
            reading,
            buffer: Vec::new(),
            searched: 0,
            line: 0,
            received: Received::default(),
        }
    }

    /// Takes bytes in. Whole stretches up to a checkpoint go into the cache,
    /// with the checkpoint's cursor, in one transaction each.
    ///
    /// # Errors
    /// What the cache says; the inner error: the feed cannot be understood.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Result<(), Malformed>, CacheError> {
        self.buffer.extend_from_slice(bytes);
        while let Some(at) = self.buffer[self.searched..]
            .iter()
            .position(|b| *b == b'\n')
        {
            let end = self.searched + at;
            let line = &self.buffer[self.line..end];
            let whole = line.starts_with(b"{\"t\":\"c\"") || line.starts_with(b"{\"t\":\"end\"");
            self.searched = end + 1;
            self.line = end + 1;
            if whole {
                let stretch = self.buffer.drain(..=end).collect::<Vec<u8>>();
                self.searched = 0;
                self.line = 0;
                if self.take(&stretch)?.is_err() {
                    return Ok(Err(Malformed));
                }
            }
        }
        self.searched = self.buffer.len();
        if self.buffer.len() > STRETCH || self.buffer.len() - self.line > LINE {
            return Ok(Err(Malformed));
        }
        Ok(Ok(()))
    }

    /// What came in until now.
    #[must_use]
    pub fn received(self) -> Received {
        self.received
    }

    fn take(&mut self, stretch: &[u8]) -> Result<Result<(), Malformed>, CacheError> {
        let mut lines = Vec::new();
        for line in stretch
            .split(|b| *b == b'\n')
            .filter(|line| !line.is_empty())
        {
            match serde_json::from_slice::<Line<'_>>(line) {
                Ok(line) if line.is_whole() => lines.push(line),
                _ => return Ok(Err(Malformed)),
            }
        }
        let last = lines.last();
        if self.reading == Reading::Feed
            && last.is_some_and(|line| line.t == "end" && line.caught_up)
        {
            self.copy_before_sweep()?;
        }
        let (received, today, reading) = (&mut self.received, self.today, &self.reading);
        let taken = self.cache.write_with(Durability::Fetched, |tx| {
            take_lines(tx, &lines, today, reading, received)
        });
        Ok(readable(taken, &lines)?.map(drop))
    }

    /// The end of a snapshot takes away what it did not bring: when that is
    /// much, there is a copy to go back to.
    fn copy_before_sweep(&self) -> Result<(), CacheError> {
        let (stale, all) = self.cache.read(partition::stale)?;
        if stale > SWEEP_RECORDS || stale > 0 && stale * SWEEP_SHARE > all {
            let generation = self.cache.read(edutracker_store::incoming::generation)?;
            self.cache.backup(&format!("sweep-{generation}"))?;
        }
        Ok(())
    }
}

fn take_lines(
    tx: &Transaction<'_>,
    lines: &[Line<'_>],
    today: &str,
    reading: &Reading,
    received: &mut Received,
) -> Result<(), CacheError> {
    let mut intake = Intake::new(tx, today)?;
    let mut epoch = meta::get(tx, meta::EPOCH)?;
    let mut end = None;
    let mut foreign = BTreeSet::new();
    for line in lines {
        match (line.t, line.kind(), line.id, line.rev) {
            _ if line.is_foreign() => foreign.extend([line.called.clone().into_owned()]),
            ("u", ..) => {
                let Some((incoming, rev)) = line.incoming() else {
                    continue;
                };
                note_epoch(tx, &mut epoch, rev)?;
                received.changed += u64::from(intake.upsert(&incoming)?);
            }
            ("d", Some(kind), Some(id), Some(rev)) => {
                received.removed += u64::from(intake.tombstone(kind, id, rev.seq, &line.by)?);
            }
            ("k", Some(kind), Some(id), Some(rev)) => intake.known(kind, id, rev.seq)?,
            ("s", ..) => {
                for org in &line.drop {
                    received.removed += intake.drop_partition(*org)?;
                }
                // The records of what was added follow as ordinary lines.
                if !line.drop.is_empty() || !line.add.is_empty() {
                    meta::set(tx, meta::RELEARN, "1")?;
                }
            }
            ("c", ..) if *reading == Reading::Feed => meta::set(tx, meta::CURSOR, &line.cursor)?,
            ("end", ..) => {
                received.ended = true;
                end = Some(line);
            }
            _ => {}
        }
    }
    if !foreign.is_empty() {
        foreign.extend(foreign_types(tx)?);
        let texts: Vec<&str> = foreign.iter().map(String::as_str).collect();
        meta::set(tx, meta::FOREIGN, &texts.join(" "))?;
    }
    match (end, reading) {
        (Some(_), Reading::Partitions(orgs)) => {
            for org in orgs {
                received.removed += intake.finish_repair(*org)?;
            }
            intake.finish()
        }
        (Some(end), Reading::Feed) => {
            meta::set(tx, meta::CURSOR, &end.cursor)?;
            meta::set(tx, meta::CAUGHT_UP, if end.caught_up { "1" } else { "0" })?;
            if end.caught_up {
                meta::set(tx, meta::AS_OF, &end.as_of)?;
                sent::stamp(tx, &end.as_of)?;
                received.removed += intake.finish_generation()?;
            }
            received.caught_up = end.caught_up;
            received.as_of = Some(end.as_of.clone().into_owned());
            intake.finish()?;
            if end.caught_up {
                verify(tx, end)?;
            }
            Ok(())
        }
        (None, _) => intake.finish(),
    }
}

/// Revisions are of an incarnation of the service's database. Another one means
/// that it was restored, and may have lost what was sent.
fn note_epoch(
    tx: &Transaction<'_>,
    epoch: &mut Option<String>,
    rev: Rev,
) -> Result<(), CacheError> {
    let current = format!("{:08x}", rev.epoch);
    if epoch.as_deref() == Some(current.as_str()) {
        return Ok(());
    }
    if epoch.is_some() {
        meta::set(tx, meta::RECOVER, "1")?;
    }
    meta::set(tx, meta::EPOCH, &current)?;
    *epoch = Some(current);
    Ok(())
}

/// Compares what is here with what the service shows. While records are still
/// asked for there is nothing to compare.
fn verify(tx: &Transaction<'_>, end: &Line<'_>) -> Result<(), CacheError> {
    let (Some(count), Some(check)) = (end.total, end.check.as_deref()) else {
        return Ok(());
    };
    // What was passed over is in the service's sums and not in ours.
    if !partition::missing(tx)?.is_empty() || !foreign_types(tx)?.is_empty() {
        return Ok(());
    }
    let here = tally::total(tx)?;
    if here.count == count && here.text() == check {
        meta::set(tx, meta::VERIFIED, &end.as_of)?;
        meta::clear(tx, meta::DIVERGED)
    } else {
        meta::set(tx, meta::DIVERGED, "1")
    }
}

/// The types of records that were passed over, since this version does not know
/// them.
///
/// # Errors
/// What SQLite says.
pub fn foreign_types(connection: &Connection) -> Result<BTreeSet<String>, CacheError> {
    let texts = meta::get(connection, meta::FOREIGN)?.unwrap_or_default();
    Ok(texts.split_whitespace().map(str::to_owned).collect())
}

/// Takes in records that were asked for by their ids.
///
/// # Errors
/// What the cache says; the inner error: the answer cannot be understood.
pub fn take_batch(
    cache: &Cache,
    today: &str,
    asked: &[RecordId],
    bytes: &[u8],
) -> Result<Result<Received, Malformed>, CacheError> {
    let Ok(page) = serde_json::from_slice::<Page<'_>>(bytes) else {
        return Ok(Err(Malformed));
    };
    if !page.items.iter().all(Line::is_whole) {
        return Ok(Err(Malformed));
    }
    let mut received = Received::default();
    let taken = cache.write_with(Durability::Fetched, |tx| {
        take_lines(tx, &page.items, today, &Reading::Feed, &mut received)?;
        partition::found(tx, asked)
    });
    Ok(readable(taken, &page.items)?.map(|()| received))
}

/// Records are first read by the cache. Which text was none, its own or one
/// that came?
fn readable(
    taken: Result<(), CacheError>,
    lines: &[Line<'_>],
) -> Result<Result<(), Malformed>, CacheError> {
    match taken {
        Err(CacheError::Json(_)) if !lines.iter().all(Line::has_a_record) => Ok(Err(Malformed)),
        taken => taken.map(Ok),
    }
}
