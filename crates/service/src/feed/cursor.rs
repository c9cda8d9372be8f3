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

const VERSION: u8 = 1;
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
        let (mode, seq, key) = match self.position {
            Position::Snapshot { start, after } => (0, start, after),
            Position::Log(key) => (1, key.seq, key.within),
        };
        let (kind, id) = key.map_or((u8::MAX, [0; 16]), |(kind, id)| {
            (kind as u8, *id.as_bytes())
        });
        let mut bytes = vec![VERSION, mode, self.types, kind];
        bytes.extend(self.epoch.to_be_bytes());
        bytes.extend(self.issued.to_be_bytes());
        bytes.extend(self.done.to_be_bytes());
        bytes.extend(seq.to_be_bytes());
        bytes.extend(id);
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
        if differs != 0 || payload.len() != 48 || payload[0] != VERSION {
            return None;
        }
        let number = |at: usize| {
            payload
                .get(at..at + 8)?
                .try_into()
                .ok()
                .map(u64::from_be_bytes)
        };
        let seq = number(24)?;
        let key = match RecordType::ALL.get(usize::from(payload[3])) {
            Some(&kind) => Some((kind, RecordId::from_bytes(payload[32..48].try_into().ok()?))),
            None => None,
        };
        Some(Self {
            epoch: u32::from_be_bytes(payload[4..8].try_into().ok()?),
            issued: i64::from_be_bytes(payload[8..16].try_into().ok()?),
            done: number(16)?,
            types: payload[2],
            position: match payload[1] {
                0 => Position::Snapshot {
                    start: seq,
                    after: key,
                },
                _ => Position::Log(LogKey { seq, within: key }),
            },
        })
    }

    /// The oldest transaction it rests on.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        match self.position {
            Position::Snapshot { start, .. } => start,
            Position::Log(key) => key.seq,
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
        ] {
            let cursor = Cursor {
                epoch: 3,
                issued: 4,
                done: 2,
                types: 63,
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
}
