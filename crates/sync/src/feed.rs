//! The feed's lines: read as they arrive, taken in from checkpoint to checkpoint.

use edutracker_domain::{Record, RecordId, RecordType, Rev};
use edutracker_store::{
    Cache, Error as CacheError,
    cache::Durability,
    incoming::{self, Incoming, Judge},
    meta,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A line, borrowed from the buffer; records keep their text. All kinds of
/// lines in one shape: a tagged enum would copy the record first.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    t: &'a str,
    #[serde(default, rename = "type")]
    kind: Option<RecordType>,
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
}

impl<'a> Line<'a> {
    /// The record of a `u` line.
    fn incoming(&'a self) -> Option<(Incoming<'a>, Rev)> {
        let rev = self.rev?;
        let incoming = Incoming {
            kind: self.kind?,
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

    /// Whether a line of a known kind has what it needs. A kind that a later
    /// service knows and this client does not is passed over.
    fn is_whole(&self) -> bool {
        match self.t {
            "u" => self.incoming().is_some(),
            "d" => self.kind.is_some() && self.id.is_some() && self.rev.is_some(),
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

/// The most bytes that are gathered until a checkpoint. A service sends one at
/// least every 1000 lines; what goes on without is no feed.
const STRETCH: usize = 64 * 1024 * 1024;

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
        Self {
            cache,
            today,
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
        if self.buffer.len() > STRETCH {
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
        let received = &mut self.received;
        let today = self.today;
        let taken = self.cache.write_with(Durability::Fetched, |tx| {
            let judge = Judge::new(tx, today)?;
            let generation = incoming::generation(tx)?;
            let mut epoch = meta::get(tx, meta::EPOCH)?;
            for line in &lines {
                match (line.t, line.kind, line.id, line.rev) {
                    ("u", ..) => {
                        let Some((incoming, rev)) = line.incoming() else {
                            continue;
                        };
                        let current = format!("{:08x}", rev.epoch);
                        if epoch.as_deref() != Some(current.as_str()) {
                            meta::set(tx, meta::EPOCH, &current)?;
                            epoch = Some(current);
                        }
                        received.changed +=
                            u64::from(incoming::upsert(tx, &incoming, generation, &judge)?);
                    }
                    ("d", Some(kind), Some(id), Some(rev)) => {
                        received.removed +=
                            u64::from(incoming::tombstone(tx, kind, id, rev.seq, &line.by)?);
                    }
                    ("c", ..) => meta::set(tx, meta::CURSOR, &line.cursor)?,
                    ("end", ..) => {
                        meta::set(tx, meta::CURSOR, &line.cursor)?;
                        meta::set(tx, meta::CAUGHT_UP, if line.caught_up { "1" } else { "0" })?;
                        if line.caught_up {
                            meta::set(tx, meta::AS_OF, &line.as_of)?;
                            received.removed += finish_generation(tx, generation)?;
                        }
                        received.ended = true;
                        received.caught_up = line.caught_up;
                        received.as_of = Some(line.as_of.clone().into_owned());
                    }
                    _ => {}
                }
            }
            Ok::<_, CacheError>(())
        });
        match taken {
            // Records are first read by the cache. Which text was none, its own or one that came?
            Err(CacheError::Json(_)) if !lines.iter().all(Line::has_a_record) => Ok(Err(Malformed)),
            taken => taken.map(Ok),
        }
    }
}

const SWEPT: &str = "swept_generation";

/// What a whole new snapshot did not bring is gone.
fn finish_generation(
    tx: &edutracker_store::Transaction<'_>,
    generation: i64,
) -> Result<u64, CacheError> {
    let swept: i64 = meta::get(tx, SWEPT)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    if swept >= generation {
        return Ok(0);
    }
    let removed = incoming::sweep(tx, generation)?;
    meta::set(tx, SWEPT, &generation.to_string())?;
    Ok(removed)
}
