//! Walks the feed in pages. Each page is a short view of its own: a snapshot
//! needs no long transaction, since the log after it brings what changed
//! meanwhile, and revisions only rise.

use super::{
    cursor::{Cursor, Position},
    line,
};
use crate::{
    account::Account,
    refusal::Answer,
    service::Service,
    storage::{Head, LogKey, RawRecord, Scope},
};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::wire::ChangeLine;

/// Rows read in one view, and lines between two checkpoints.
const PAGE: usize = 1_000;

/// A walk through the feed of one account.
pub struct Walk {
    service: Service,
    account: Account,
    scope: Scope,
    cursor: Cursor,
    /// Records there are in all, as told in checkpoints.
    of: u64,
    /// Lines that the answer may still hold.
    left: usize,
    /// Whether the snapshot counts against `left`.
    bounded_snapshot: bool,
    count: u64,
    caught_up: bool,
}

impl Walk {
    /// A walk from a cursor, or from the start.
    pub fn new(
        service: &Service,
        account: Account,
        kinds: &[RecordType],
        cursor: Option<Cursor>,
        limit: usize,
        bounded_snapshot: bool,
    ) -> Answer<Self> {
        let scope = account.scope().limited(kinds);
        let reader = service.storage().reader()?;
        let head = reader.head()?;
        let of = reader.tally(&scope)?.count;
        drop(reader);
        let start = Cursor {
            epoch: head.epoch,
            issued: 0,
            done: 0,
            types: super::cursor::type_bits(kinds),
            position: Position::Snapshot {
                start: head.seq,
                after: None,
            },
        };
        Ok(Self {
            service: service.clone(),
            account,
            scope,
            cursor: cursor.unwrap_or(start),
            of,
            left: limit.max(1),
            bounded_snapshot,
            count: 0,
            caught_up: false,
        })
    }

    /// The cursor as text, good from now.
    #[must_use]
    pub fn cursor(&self) -> String {
        let cursor = Cursor {
            issued: self.service.clock().millis(),
            ..self.cursor
        };
        cursor.encode(self.service.secret(), &self.account)
    }

    /// Whether there was nothing more.
    #[must_use]
    pub const fn caught_up(&self) -> bool {
        self.caught_up
    }

    /// Writes the lines of the next page; answers whether another follows.
    pub fn page(&mut self, out: &mut Vec<u8>) -> Answer<bool> {
        match self.cursor.position {
            Position::Snapshot { start, after } => self.snapshot_page(out, start, after),
            Position::Log(key) => self.log_page(out, key),
        }
    }

    fn snapshot_page(
        &mut self,
        out: &mut Vec<u8>,
        start: u64,
        after: Option<(RecordType, RecordId)>,
    ) -> Answer<bool> {
        let wanted = if self.bounded_snapshot {
            PAGE.min(self.left)
        } else {
            PAGE
        };
        let epoch = self.cursor.epoch;
        let mut last = after;
        let mut visit = |row: RawRecord<'_>| {
            line::record(out, epoch, &row);
            last = Some((row.kind, row.id));
        };
        let reader = self.service.storage().reader()?;
        let sent = reader.snapshot(&self.scope, after, wanted, &mut visit)?;
        drop(reader);
        self.cursor.position = if sent < wanted {
            Position::Log(LogKey {
                seq: start,
                within: None,
            })
        } else {
            Position::Snapshot { start, after: last }
        };
        self.sent(sent);
        if self.bounded_snapshot {
            self.left -= sent;
        }
        Ok(self.left > 0)
    }

    fn log_page(&mut self, out: &mut Vec<u8>, key: LogKey) -> Answer<bool> {
        let wanted = PAGE.min(self.left);
        let epoch = self.cursor.epoch;
        let mut last = key;
        let mut visit = |row: RawRecord<'_>| {
            line::record(out, epoch, &row);
            last = LogKey {
                seq: row.seq,
                within: Some((row.kind, row.id)),
            };
        };
        let reader = self.service.storage().reader()?;
        let head: Head = reader.head()?;
        let sent = reader.log(&self.scope, key, wanted, &mut visit)?;
        drop(reader);
        self.sent(sent);
        self.left -= sent;
        self.caught_up = sent < wanted;
        self.cursor.position = Position::Log(if self.caught_up {
            LogKey {
                seq: head.seq,
                within: None,
            }
        } else {
            last
        });
        Ok(!self.caught_up && self.left > 0)
    }

    fn sent(&mut self, rows: usize) {
        self.count += rows as u64;
        self.cursor.done += rows as u64;
    }

    /// Writes a checkpoint.
    pub fn checkpoint(&self, out: &mut Vec<u8>) {
        let done = self.cursor.done;
        line::control(
            out,
            &ChangeLine::Checkpoint {
                cursor: self.cursor(),
                done,
                of: self.of.max(done),
            },
        );
    }

    /// Writes the last line.
    pub fn end(&self, out: &mut Vec<u8>) {
        let end = ChangeLine::End {
            cursor: self.cursor(),
            caught_up: self.caught_up,
            as_of: self.service.clock().moment(),
            count: self.count,
            total: None,
            check: None,
        };
        line::control(out, &end);
    }
}
