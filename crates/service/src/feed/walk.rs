//! Walks the feed in pages. Each page is a short view of its own: a snapshot
//! needs no long transaction, since the log after it brings what changed
//! meanwhile, and revisions only rise.
//!
//! Rights are read in the same view as the rows: a page never rests on rights
//! that are older than its records.

use super::{
    cursor::{Cursor, Position},
    line,
    scope::change,
};
use crate::{
    account::{self, Account},
    refusal::Answer,
    service::Service,
    storage::{LogKey, RawRecord, Reader, Scope},
};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::wire::{ChangeLine, Tally};

/// Rows read in one view, and lines between two checkpoints.
const PAGE: usize = 1_000;
/// The cursor of an answer that cannot be gone on with.
const NO_CURSOR: &str = "-";

/// The key of the last record that a page sent.
type Key = Option<(RecordType, RecordId)>;

/// What is asked of the feed.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The types.
    pub kinds: Vec<RecordType>,
    /// Only the records of these partitions, as they are now.
    pub orgs: Option<Vec<RecordId>>,
    /// Where to go on; from the start if absent.
    pub cursor: Option<Cursor>,
    /// Lines of the log at most.
    pub limit: usize,
    /// Whether that holds for the snapshot as well.
    pub bounded_snapshot: bool,
    /// The device that asks: it is not sent what it did itself.
    pub device: String,
}

/// A walk through the feed of one account.
pub struct Walk {
    service: Service,
    account: Account,
    wish: Wish,
    scope: Scope,
    cursor: Cursor,
    /// Records there are in all, as told in checkpoints.
    of: u64,
    /// Lines that the answer may still hold.
    left: usize,
    count: u64,
    caught_up: bool,
    /// What the account sees where the last page ended, when that is everything.
    seen: Option<Tally>,
}

impl Walk {
    /// A walk from a cursor, or from the start.
    pub fn new(service: &Service, account: Account, wish: Wish) -> Answer<Self> {
        let mut scope = account.scope().limited(&wish.kinds);
        if let Some(orgs) = &wish.orgs {
            scope = scope.within(orgs);
        }
        let reader = service.storage().reader()?;
        let head = reader.head()?;
        let of = reader.tally(&scope)?.count;
        drop(reader);
        let start = Cursor {
            epoch: head.epoch,
            issued: 0,
            done: 0,
            types: super::cursor::type_bits(&wish.kinds),
            scope_rev: head.seq,
            position: Position::Snapshot {
                start: head.seq,
                after: None,
            },
        };
        Ok(Self {
            service: service.clone(),
            account,
            scope,
            cursor: wish.cursor.unwrap_or(start),
            of,
            left: wish.limit.max(1),
            count: 0,
            caught_up: false,
            seen: None,
            wish,
        })
    }

    /// The cursor as text, good from now.
    #[must_use]
    pub fn cursor(&self) -> String {
        if self.wish.orgs.is_some() {
            return NO_CURSOR.to_owned();
        }
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
        let service = self.service.clone();
        let reader = service.storage().reader()?;
        if self.scope.orgs.is_some() && self.wish.orgs.is_none() {
            let info = &self.account.info;
            let seen = account::partitions(&*reader, info.id, info.organisation)?;
            self.scope.orgs = Some(seen);
        }
        match self.cursor.position {
            Position::Snapshot { start, after } => self.snapshot_page(&*reader, out, start, after),
            Position::Log(key) => {
                if self.rights_changed(&*reader, out, key)? {
                    return Ok(true);
                }
                self.log_page(&*reader, out, key)
            }
            Position::Partition {
                log,
                until,
                org,
                after,
            } => self.partition_page(&*reader, out, (log, until), org, after),
        }
    }

    /// Sends records as they are now; answers the last one where more follow.
    fn records(
        &mut self,
        reader: &dyn Reader,
        out: &mut Vec<u8>,
        scope: &Scope,
        after: Key,
    ) -> Answer<Option<Key>> {
        // A checkpoint comes at least as often as answers of increments end.
        let page = PAGE.min(self.service.settings().wire.changes_limit.max(1));
        let wanted = if self.wish.bounded_snapshot {
            page.min(self.left)
        } else {
            page
        };
        let epoch = self.cursor.epoch;
        let mut last = after;
        let sent = reader.snapshot(scope, after, wanted, &mut |row| {
            line::record(out, epoch, &row, scope.internal);
            last = Some((row.kind, row.id));
        })?;
        self.sent(sent);
        if self.wish.bounded_snapshot {
            self.left -= sent;
        }
        Ok((sent == wanted).then_some(last))
    }

    fn snapshot_page(
        &mut self,
        reader: &dyn Reader,
        out: &mut Vec<u8>,
        start: u64,
        after: Key,
    ) -> Answer<bool> {
        let scope = self.scope.clone();
        let more = self.records(reader, out, &scope, after)?;
        self.cursor.position = match more {
            Some(after) => Position::Snapshot { start, after },
            None => Position::Log(LogKey {
                seq: start,
                within: None,
            }),
        };
        if self.wish.orgs.is_some() && more.is_none() {
            // The log belongs to the cursor that the client has.
            self.caught_up = true;
            return Ok(false);
        }
        Ok(self.left > 0)
    }

    /// Tells what changed in the account's rights since the cursor; answers whether anything did.
    fn rights_changed(
        &mut self,
        reader: &dyn Reader,
        out: &mut Vec<u8>,
        log: LogKey,
    ) -> Answer<bool> {
        if self.scope.orgs.is_none() {
            return Ok(false);
        }
        let grants = reader.grants(self.account.info.id, self.cursor.scope_rev)?;
        let Some(until) = grants.last().map(|grant| grant.seq) else {
            return Ok(false);
        };
        let change = change(&grants);
        match change.add.first() {
            Some(org) => {
                self.cursor.position = Position::Partition {
                    log,
                    until,
                    org: *org,
                    after: None,
                };
            }
            None => self.cursor.scope_rev = until,
        }
        let scope = ChangeLine::Scope {
            drop: change.drop,
            add: change.add,
            scope_rev: until,
        };
        line::control(out, &scope);
        Ok(true)
    }

    /// Sends what a partition holds that came into sight; then the next one, then the log.
    fn partition_page(
        &mut self,
        reader: &dyn Reader,
        out: &mut Vec<u8>,
        (log, until): (LogKey, u64),
        org: RecordId,
        after: Key,
    ) -> Answer<bool> {
        // A partition that has gone again meanwhile is empty; the next grants tell.
        let scope = self.scope.clone().within(&[org]);
        let position = |org, after| Position::Partition {
            log,
            until,
            org,
            after,
        };
        if let Some(after) = self.records(reader, out, &scope, after)? {
            self.cursor.position = position(org, after);
            return Ok(self.left > 0);
        }
        let mut grants = reader.grants(self.account.info.id, self.cursor.scope_rev)?;
        grants.retain(|grant| grant.seq <= until);
        let next = change(&grants).add.into_iter().find(|next| *next > org);
        match next {
            Some(next) => self.cursor.position = position(next, None),
            None => {
                self.cursor.scope_rev = until;
                self.cursor.position = Position::Log(log);
            }
        }
        Ok(self.left > 0)
    }

    fn log_page(&mut self, reader: &dyn Reader, out: &mut Vec<u8>, key: LogKey) -> Answer<bool> {
        let wanted = PAGE.min(self.left);
        let epoch = self.cursor.epoch;
        let device = self.wish.device.as_str();
        let internal = self.scope.internal;
        let mut last = key;
        let mut visit = |row: RawRecord<'_>| {
            if !device.is_empty() && row.device == device && !row.deleted {
                line::known(out, epoch, &row);
            } else {
                line::record(out, epoch, &row, internal);
            }
            last = LogKey {
                seq: row.seq,
                within: Some((row.kind, row.id)),
            };
        };
        let sent = reader.log(&self.scope, key, wanted, &mut visit)?;
        self.sent(sent);
        self.left -= sent;
        self.caught_up = sent < wanted;
        self.cursor.position = Position::Log(if self.caught_up {
            self.seen = Some(reader.tally(&self.scope)?);
            LogKey {
                seq: reader.head()?.seq,
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
            total: self.seen.map(|seen| seen.count),
            check: self.seen.map(|seen| seen.text()),
        };
        line::control(out, &end);
    }
}
