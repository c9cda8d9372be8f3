//! Cursors: everything needed to go on, marked by the service, so that it
//! keeps nothing per client and trusts nothing it did not write.

use crate::{
    account::Account,
    auth::token,
    service::Service,
    storage::{Head, LogKey},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::ProblemType;

const VERSION: u8 = 2;
const PAYLOAD: usize = 97;
const MARK: usize = 16;

/// What a cursor stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// In the snapshot begun at `start`, after a record.
    Snapshot {
        /// The head when it began.
        start: u64,
        /// The last record sent.
        after: Option<(RecordType, RecordId)>,
    },
    /// In the log.
    Log(LogKey),
    /// In the snapshot of a partition that came into sight while the log stood at a key.
    Partition {
        /// Where the log goes on after it.
        log: LogKey,
        /// The grants that the snapshot answers: those after the cursor's `scope_rev`, up to this one.
        until: u64,
        /// The partition.
        org: RecordId,
        /// The last record sent.
        after: Option<(RecordType, RecordId)>,
    },
}

/// A place in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The incarnation of the database.
    pub epoch: u32,
    /// When it was given, milliseconds since 1970.
    pub issued: i64,
    /// Records sent since the snapshot began.
    pub done: u64,
    /// The types asked for, a bit each.
    pub types: u8,
    /// The last change of rights that was told.
    pub scope_rev: u64,
    /// Where it stands.
    pub position: Position,
}

/// The bits of some record types.
#[must_use]
pub fn type_bits(kinds: &[RecordType]) -> u8 {
    RecordType::ALL
        .iter()
        .enumerate()
        .filter(|(_, kind)| kinds.contains(kind))
        .fold(0, |bits, (n, _)| bits | 1 << n)
}

/// The account and what it may see: a cursor holds for these alone.
fn context(account: &Account) -> Vec<u8> {
    let info = &account.info;
    format!(
        "cursor {} {} {} {}",
        info.id, info.side, info.role, info.organisation
    )
    .into_bytes()
}

impl Cursor {
    /// The opaque text.
    #[must_use]
    pub fn encode(&self, secret: &token::Secret, account: &Account) -> String {
        let nobody = RecordId::from_bytes([0; 16]);
        let (mode, seq, key, (until, org, after)) = match self.position {
            Position::Snapshot { start, after } => (0, start, after, (0, nobody, None)),
            Position::Log(key) => (1, key.seq, key.within, (0, nobody, None)),
            Position::Partition {
                log,
                until,
                org,
                after,
            } => (2, log.seq, log.within, (until, org, after)),
        };
        let split = |key: Option<(RecordType, RecordId)>| {
            key.map_or((u8::MAX, [0; 16]), |(kind, id)| {
                (kind as u8, *id.as_bytes())
            })
        };
        let ((kind, id), (after_kind, after_id)) = (split(key), split(after));
        let mut bytes = Vec::with_capacity(PAYLOAD + MARK);
        bytes.extend([VERSION, mode, self.types, kind]);
        bytes.extend(self.epoch.to_be_bytes());
        bytes.extend(self.issued.to_be_bytes());
        bytes.extend(self.done.to_be_bytes());
        bytes.extend(seq.to_be_bytes());
        bytes.extend(id);
        bytes.extend(self.scope_rev.to_be_bytes());
        bytes.extend(until.to_be_bytes());
        bytes.extend(org.as_bytes());
        bytes.push(after_kind);
        bytes.extend(after_id);
        let mark = mark(secret, account, &bytes);
        bytes.extend(mark);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a text that [`Cursor::encode`] made for the same account.
    #[must_use]
    pub fn decode(text: &str, secret: &token::Secret, account: &Account) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (payload, given) = bytes.split_at_checked(bytes.len().checked_sub(MARK)?)?;
        let expected = mark(secret, account, payload);
        // Every byte is looked at, so that time tells nothing.
        let differs = expected
            .iter()
            .zip(given)
            .fold(0, |acc, (a, b)| acc | (a ^ b));
        if differs != 0 || payload.len() != PAYLOAD || payload[0] != VERSION {
            return None;
        }
        let number = |at: usize| {
            payload
                .get(at..at + 8)?
                .try_into()
                .ok()
                .map(u64::from_be_bytes)
        };
        let id = |at: usize| {
            let bytes = payload.get(at..at + 16)?.try_into().ok()?;
            Some(RecordId::from_bytes(bytes))
        };
        let key = |kind: usize, at: usize| {
            let kind = RecordType::ALL.get(usize::from(payload[kind]))?;
            Some((*kind, id(at)?))
        };
        let (seq, within) = (number(24)?, key(3, 32));
        let log = LogKey { seq, within };
        Some(Self {
            epoch: u32::from_be_bytes(payload[4..8].try_into().ok()?),
            issued: i64::from_be_bytes(payload[8..16].try_into().ok()?),
            done: number(16)?,
            types: payload[2],
            scope_rev: number(48)?,
            position: match payload[1] {
                0 => Position::Snapshot {
                    start: seq,
                    after: within,
                },
                1 => Position::Log(log),
                _ => Position::Partition {
                    log,
                    until: number(56)?,
                    org: id(64)?,
                    after: key(80, 81),
                },
            },
        })
    }

    /// The last transaction of which it has seen everything.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        match self.position {
            Position::Snapshot { start, .. } => start,
            Position::Log(log) | Position::Partition { log, .. } => match log.within {
                Some(_) => log.seq.saturating_sub(1),
                None => log.seq,
            },
        }
    }
}

fn mark(secret: &token::Secret, account: &Account, payload: &[u8]) -> Vec<u8> {
    let mut bytes = context(account);
    bytes.extend(payload);
    let mut mark = token::mac(secret, "cursor", &bytes);
    mark.truncate(MARK);
    mark
}

impl Service {
    /// Reads a cursor and says whether the feed can go on from it.
    pub fn check_cursor(
        &self,
        text: &str,
        account: &Account,
        head: Head,
    ) -> Result<Cursor, ProblemType> {
        let cursor =
            Cursor::decode(text, self.secret(), account).ok_or(ProblemType::CursorInvalid)?;
        if cursor.epoch != head.epoch {
            return Err(ProblemType::EpochChanged);
        }
        let oldest =
            self.clock().millis() - i64::from(self.settings().cursor_days) * 24 * 3_600 * 1_000;
        if cursor.issued < oldest || cursor.seq() < head.floor {
            return Err(ProblemType::CursorExpired);
        }
        if cursor.seq() > head.seq {
            return Err(ProblemType::CursorInvalid);
        }
        Ok(cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use edutracker_domain::rights::Side;
    use edutracker_protocol::wire::AccountInfo;

    fn account(id: u8) -> Account {
        let id = RecordId::from_bytes([id; 16]);
        let info = AccountInfo {
            id,
            email: String::new(),
            name: String::new(),
            role: "administrator".into(),
            side: "institution".into(),
            organisation: id,
            organisation_code: String::new(),
            language: "nl".into(),
            memberships: Vec::new(),
        };
        Account {
            info,
            side: Side::Institution,
            active: true,
            invited: false,
            partitions: vec![id],
        }
    }

    #[test]
    fn a_cursor_is_read_back_by_its_account_alone() {
        let (secret, ann, bob) = ([7; 32], account(1), account(2));
        let key = (RecordType::Site, RecordId::from_bytes([9; 16]));
        for position in [
            Position::Snapshot {
                start: 5,
                after: None,
            },
            Position::Snapshot {
                start: 5,
                after: Some(key),
            },
            Position::Log(LogKey {
                seq: 6,
                within: Some(key),
            }),
            Position::Log(LogKey {
                seq: 6,
                within: None,
            }),
            Position::Partition {
                log: LogKey {
                    seq: 6,
                    within: Some(key),
                },
                until: 8,
                org: RecordId::from_bytes([3; 16]),
                after: None,
            },
            Position::Partition {
                log: LogKey {
                    seq: 6,
                    within: None,
                },
                until: 8,
                org: RecordId::from_bytes([3; 16]),
                after: Some(key),
            },
        ] {
            let cursor = Cursor {
                epoch: 3,
                issued: 4,
                done: 2,
                types: 63,
                scope_rev: 11,
                position,
            };
            let text = cursor.encode(&secret, &ann);
            assert_eq!(Cursor::decode(&text, &secret, &ann), Some(cursor));
            assert_eq!(Cursor::decode(&text, &secret, &bob), None);
            assert_eq!(Cursor::decode(&text, &[8; 32], &ann), None);
        }
        for broken in ["", "x", "AAAA", &"A".repeat(200)] {
            assert_eq!(Cursor::decode(broken, &secret, &ann), None);
        }
    }
    #[test]
    fn a_cursor_of_an_older_service_is_not_read() {
        let (secret, ann) = ([7; 32], account(1));
        for (version, length) in [(1, 48), (1, PAYLOAD), (VERSION, 48)] {
            let mut bytes = vec![0; length];
            bytes[0] = version;
            let mark = mark(&secret, &ann, &bytes);
            bytes.extend(mark);
            let text = URL_SAFE_NO_PAD.encode(bytes);
            assert_eq!(Cursor::decode(&text, &secret, &ann), None);
        }
    }
}
