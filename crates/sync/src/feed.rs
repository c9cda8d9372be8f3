//! The feed's lines: read as they arrive, taken in from checkpoint to checkpoint.

use edutracker_domain::{RecordId, RecordType, Rev};
use edutracker_store::{
    Cache, Error as CacheError,
    cache::Durability,
    incoming::{self, Incoming, Judge},
    meta,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A line, borrowed from the buffer; records keep their text.
#[derive(Deserialize)]
#[serde(tag = "t")]
enum Line<'a> {
    #[serde(rename = "u")]
    Upsert {
        #[serde(rename = "type")]
        kind: RecordType,
        id: RecordId,
        org: RecordId,
        rev: Rev,
        #[serde(borrow)]
        by: Cow<'a, str>,
        #[serde(borrow)]
        at: Cow<'a, str>,
        #[serde(borrow)]
        data: &'a RawValue,
    },
    #[serde(rename = "d")]
    Tombstone {
        #[serde(rename = "type")]
        kind: RecordType,
        id: RecordId,
        rev: Rev,
        #[serde(borrow)]
        by: Cow<'a, str>,
    },
    #[serde(rename = "c")]
    Checkpoint { cursor: String },
    #[serde(rename = "end", rename_all = "camelCase")]
    End { cursor: String, caught_up: bool, as_of: String },
    /// A line that a later service knows and this client does not.
    #[serde(other)]
    Unknown,
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

/// Reads the feed from chunks of bytes.
pub struct Reader<'a> {
    cache: &'a Cache,
    today: &'a str,
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
    pub fn new(cache: &'a Cache, today: &'a str) -> Self {
        Self { cache, today, buffer: Vec::new(), searched: 0, line: 0, received: Received::default() }
    }

    /// Takes bytes in. Whole stretches up to a checkpoint go into the cache,
    /// with the checkpoint's cursor, in one transaction each.
    ///
    /// # Errors
    /// What the cache says; the inner error: the feed cannot be understood.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Result<(), Malformed>, CacheError> {
        self.buffer.extend_from_slice(bytes);
        while let Some(at) = self.buffer[self.searched..].iter().position(|b| *b == b'\n') {
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
        Ok(Ok(()))
    }

    /// What came in until now.
    #[must_use]
    pub fn received(self) -> Received {
        self.received
    }

    fn take(&mut self, stretch: &[u8]) -> Result<Result<(), Malformed>, CacheError> {
        let mut lines = Vec::new();
        for line in stretch.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice::<Line<'_>>(line) {
                Ok(line) => lines.push(line),
                Err(_) => return Ok(Err(Malformed)),
            }
        }
        let received = &mut self.received;
        let today = self.today;
        self.cache.write_with(Durability::Fetched, |tx| {
            let judge = Judge::new(tx, today)?;
            let generation = incoming::generation(tx)?;
            let mut epoch = meta::get(tx, meta::EPOCH)?;
            for line in &lines {
                match line {
                    Line::Upsert { kind, id, org, rev, by, at, data } => {
                        let current = format!("{:08x}", rev.epoch);
                        if epoch.as_deref() != Some(current.as_str()) {
                            meta::set(tx, meta::EPOCH, &current)?;
                            epoch = Some(current);
                        }
                        let incoming = Incoming { kind: *kind, id: *id, org: *org, seq: rev.seq, by, at, data: data.get() };
                        received.changed += u64::from(incoming::upsert(tx, &incoming, generation, &judge)?);
                    }
                    Line::Tombstone { kind, id, rev, by } => {
                        received.removed += u64::from(incoming::tombstone(tx, *kind, *id, rev.seq, by)?);
                    }
                    Line::Checkpoint { cursor } => meta::set(tx, meta::CURSOR, cursor)?,
                    Line::End { cursor, caught_up, as_of } => {
                        meta::set(tx, meta::CURSOR, cursor)?;
                        meta::set(tx, meta::CAUGHT_UP, if *caught_up { "1" } else { "0" })?;
                        if *caught_up {
                            meta::set(tx, meta::AS_OF, as_of)?;
                            received.removed += finish_generation(tx, generation)?;
                        }
                        received.ended = true;
                        received.caught_up = *caught_up;
                        received.as_of = Some(as_of.clone());
                    }
                    Line::Unknown => {}
                }
            }
            Ok::<_, CacheError>(())
        })?;
        Ok(Ok(()))
    }
}

const SWEPT: &str = "swept_generation";

/// What a whole new snapshot did not bring is gone.
fn finish_generation(tx: &edutracker_store::Transaction<'_>, generation: i64) -> Result<u64, CacheError> {
    let swept: i64 = meta::get(tx, SWEPT)?.and_then(|text| text.parse().ok()).unwrap_or(0);
    if swept >= generation {
        return Ok(0);
    }
    let removed = incoming::sweep(tx, generation)?;
    meta::set(tx, SWEPT, &generation.to_string())?;
    Ok(removed)
}
