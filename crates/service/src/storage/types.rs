//! The rows that storage keeps, free of any database's types.

use edutracker_domain::{Record, RecordId, RecordType, Rev};
use edutracker_protocol::wire::{RecordEnvelope, Summary};
use serde_json::Value;
use std::collections::BTreeMap;

/// The one row that numbers transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last transaction.
    pub seq: u64,
    /// The incarnation of the database.
    pub epoch: u32,
    /// The oldest number that a cursor may stand at.
    pub floor: u64,
}

/// A record as the service keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRecord {
    /// Its type.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// The organisation whose partition it lies in.
    pub org: RecordId,
    /// The transaction that last changed it.
    pub seq: u64,
    /// The transaction that made it.
    pub created: u64,
    /// Whether only its tombstone is left.
    pub deleted: bool,
    /// Whether its own organisation does not get to see it.
    pub internal: bool,
    /// Whether it is in the public view.
    pub public: bool,
    /// Field groups changed after creation, with the transaction that did.
    pub groups: BTreeMap<String, u64>,
    /// Its fields, in canonical form.
    pub data: Record,
    /// Fields that Agoria keeps to itself, though others see the record.
    pub inside: Record,
    /// The e-mail of who last changed it; empty for the service.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// From which device.
    pub device: String,
}

impl StoredRecord {
    /// The record as a scope sees it.
    #[must_use]
    pub fn seen_in(mut self, scope: &Scope) -> Self {
        if scope.internal {
            self.data.append(&mut self.inside);
        }
        self
    }

    /// The transaction that last changed a field group.
    #[must_use]
    pub fn group_seq(&self, group: &str) -> u64 {
        self.groups.get(group).copied().unwrap_or(self.created)
    }

    /// The record as it travels.
    #[must_use]
    pub fn envelope(self, epoch: u32) -> RecordEnvelope {
        RecordEnvelope {
            kind: self.kind,
            id: self.id,
            org: self.org,
            rev: Rev::new(epoch, self.seq),
            by: self.by,
            at: self.at,
            data: self.data,
        }
    }
}

/// A record on its way into the feed: its fields are the stored text, not parsed.
#[derive(Debug, Clone, Copy)]
pub struct RawRecord<'a> {
    /// Its type.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// Its partition.
    pub org: RecordId,
    /// The transaction that last changed it.
    pub seq: u64,
    /// Whether only its tombstone is left.
    pub deleted: bool,
    /// Whether its own organisation does not get to see it.
    pub internal: bool,
    /// Who last changed it.
    pub by: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
    /// From which device.
    pub device: &'a str,
    /// Its fields, JSON.
    pub data: &'a str,
    /// Fields that Agoria keeps to itself, JSON; empty where there are none.
    pub inside: &'a str,
}

/// The part of all records that an account may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The only partitions, or all of them.
    pub orgs: Option<Vec<RecordId>>,
    /// The types seen in them.
    pub kinds: Vec<RecordType>,
    /// The account's own organisation.
    pub own: RecordId,
    /// Types seen in the own partition on top of `kinds`.
    pub own_kinds: Vec<RecordType>,
    /// Whether records, and fields, kept from their own organisation are seen.
    pub internal: bool,
}

impl Scope {
    /// Whether a record lies in the scope.
    #[must_use]
    pub fn sees(&self, kind: RecordType, org: RecordId, internal: bool) -> bool {
        let partition = self.orgs.as_ref().is_none_or(|orgs| orgs.contains(&org));
        let typed =
            self.kinds.contains(&kind) || (org == self.own && self.own_kinds.contains(&kind));
        partition && typed && (self.internal || !internal)
    }

    /// The same scope, in some partitions only.
    #[must_use]
    pub fn within(mut self, wanted: &[RecordId]) -> Self {
        let mut orgs = wanted.to_vec();
        orgs.retain(|org| self.orgs.as_ref().is_none_or(|seen| seen.contains(org)));
        orgs.sort();
        orgs.dedup();
        self.orgs = Some(orgs);
        self
    }

    /// The same scope, with some types only.
    #[must_use]
    pub fn limited(mut self, wanted: &[RecordType]) -> Self {
        self.kinds.retain(|kind| wanted.contains(kind));
        self.own_kinds.retain(|kind| wanted.contains(kind));
        self
    }
}

/// What happened to a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantOp {
    /// The account sees the partition from now on.
    Add,
    /// It does no longer.
    Drop,
}

/// A change of an account's memberships: it takes a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredGrant {
    /// The transaction.
    pub seq: u64,
    /// The account.
    pub account: RecordId,
    /// The organisation.
    pub org: RecordId,
    /// What happened.
    pub op: GrantOp,
}

/// A place in the log: pages may break inside a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogKey {
    /// Everything up to this transaction was sent, but for what follows `within` in it.
    pub seq: u64,
    /// The last record sent of the transaction; `None` when it was sent whole.
    pub within: Option<(RecordType, RecordId)>,
}

/// The stored answer to one edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMutation {
    /// The mutation's id.
    pub mid: RecordId,
    /// The push it came in.
    pub push: RecordId,
    /// The part of it.
    pub part: u32,
    /// The account that sent it.
    pub account: RecordId,
    /// The record it is about; unknown for rows of the first versions.
    pub record: Option<(RecordType, RecordId)>,
    /// SHA-256 of the edit.
    pub hash: Vec<u8>,
    /// The `ItemResult`, JSON.
    pub result: String,
    /// The transaction.
    pub seq: u64,
    /// When, RFC 3339.
    pub at: String,
}

/// One push: provenance, and the counts that a person confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPush {
    /// Its id.
    pub push: RecordId,
    /// Who sent it.
    pub account: RecordId,
    /// From which device.
    pub device: String,
    /// What the person said about it.
    pub comment: String,
    /// Where the edits come from, JSON.
    pub source: String,
    /// When the first part came, RFC 3339.
    pub created: String,
    /// Creations and updates so far.
    pub updates: u64,
    /// Removals, archivings and retirements so far.
    pub removals: u64,
    /// The transaction of its first part: pushes are listed by it.
    pub seq: u64,
    /// The sender's own organisation.
    pub org: RecordId,
    /// The sender's e-mail.
    pub by: String,
    /// What became of its items so far.
    pub summary: Summary,
    /// The push that this one takes back.
    pub reverts: Option<RecordId>,
    /// The latest push that takes this one back.
    pub reverted_by: Option<RecordId>,
}

/// Whose pushes are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushesOf {
    /// Those of an account.
    Account(RecordId),
    /// Those of the accounts of some organisations.
    Orgs(Vec<RecordId>),
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredChange {
    /// The transaction.
    pub seq: u64,
    /// The record's type.
    pub kind: RecordType,
    /// The record's id.
    pub id: RecordId,
    /// The field's dotted name.
    pub field: String,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// In which push; empty for what the service did itself.
    pub push: String,
    /// From which device.
    pub device: String,
}

/// How an account signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLogin {
    /// The account's id.
    pub account: RecordId,
    /// Its address, in lower case.
    pub email: String,
    /// Argon2id, PHC text.
    pub password: String,
    /// Whether its password is a published one, of demo data.
    pub demo: bool,
}

/// A signed-in device: the family of its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Its id.
    pub id: RecordId,
    /// The account's id.
    pub account: RecordId,
    /// What the device said it is.
    pub device: String,
    /// Milliseconds since 1970.
    pub created: i64,
    /// When it was last refreshed.
    pub used: i64,
    /// Whether its tokens are dead.
    pub revoked: bool,
}

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Goes with requests.
    Access,
    /// Gets the next pair.
    Refresh,
}

/// A token, known by its hash only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// SHA-256 of the token.
    pub hash: Vec<u8>,
    /// The session it belongs to.
    pub session: RecordId,
    /// What it is good for.
    pub kind: TokenKind,
    /// When it ends, milliseconds since 1970.
    pub expires: i64,
    /// Refresh tokens: when it was first exchanged.
    pub used: Option<i64>,
}
