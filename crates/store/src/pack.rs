//! Packs pending edits into the parts of a push, one by one.

use crate::{
    Error, Result, aside,
    incoming::Judge,
    listing,
    record::{self, OverlayOp, OverlayState, RowNumber, Stored},
    referrers,
};
use edutracker_domain::{
    Finding, FindingCode, RecordId, RecordType, Rev, Severity, validate::is_complete,
};
use edutracker_protocol::{
    command::{RecordRef, RowState},
    wire::{MergeMode, Op, PushItem, WireLimits},
};
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What is told to the service about a push.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// The push.
    pub push: RecordId,
    /// The device.
    pub device: String,
    /// The incarnation of the service that revisions are of.
    pub epoch: u32,
    /// Where the client stands in the feed.
    pub base_cursor: Option<String>,
    /// What the person said.
    pub comment: Option<String>,
    /// What the service takes at once.
    pub limits: WireLimits,
}

impl Default for Envelope {
    fn default() -> Self {
        Self {
            push: RecordId::new(),
            device: String::new(),
            epoch: 0,
            base_cursor: None,
            comment: None,
            limits: WireLimits::default(),
        }
    }
}

/// The numbers of a push, for the thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// Records created or updated.
    pub updates: u64,
    /// Of these, those that are new, without verdicts.
    pub creates: u64,
    /// Records removed, archived or retired.
    pub removals: u64,
    /// Records of the types concerned that are in the cache.
    pub in_view: u64,
}

/// An edit that is about to go.
pub struct Outgoing {
    /// The record.
    pub stored: Stored,
    /// Its place in the push.
    pub item: PushItem,
}

impl Rest {
    /// The edits that a rule held back in what was packed.
    #[must_use]
    pub fn held(self) -> Vec<Held> {
        self.held
    }
}

/// What packing came to.
pub struct Packed {
    /// The numbers.
    pub extent: Extent,
    /// The edits that a rule holds back here: the service would refuse them alike.
    pub held: Vec<Held>,
}

/// An edit that a rule holds back.
pub struct Held {
    /// The record's type.
    pub kind: RecordType,
    /// The record.
    pub id: RecordId,
    /// The rules.
    pub findings: Vec<Finding>,
}

/// Pending edits on their way into parts. Edits that wait for a person
/// (conflict, refused) or for an answer are left out.
pub struct Packing<'c> {
    connection: &'c Connection,
    judge: Judge<'c>,
    envelope: &'c Envelope,
    /// The edit that did not fit into the last part, with its size in bytes.
    next: Option<(Outgoing, usize)>,
    rest: Rest,
}

/// What is left to pack, so that packing goes on later where it stopped: the
/// parts that were packed are not read again, however many they are.
#[derive(Default)]
pub struct Rest {
    numbers: VecDeque<RowNumber>,
    extent: Extent,
    removed: BTreeMap<RecordType, u64>,
    held: Vec<Held>,
}

/// Records first that others refer to.
fn rank(kind: RecordType) -> u8 {
    match kind {
        RecordType::Organisation => 0,
        RecordType::Site => 1,
        RecordType::Contact => 2,
        RecordType::Account => 3,
        RecordType::Offer => 4,
        RecordType::Review => 5,
    }
}

/// The new records that edits refer to and that are not among them, with what
/// those refer to in turn: the service knows none of them, so they go together.
///
/// # Errors
/// What SQLite says.
pub fn needed(
    connection: &Connection,
    chosen: &BTreeSet<RowNumber>,
) -> Result<BTreeSet<(RecordType, RowNumber)>> {
    let referred_to = [
        RecordType::Organisation,
        RecordType::Site,
        RecordType::Contact,
    ];
    let [organisation, site, contact] = referred_to.map(record::type_number);
    // The operation stands in the large rows, so it is looked at last.
    let mut statement = connection.prepare_cached(
        "SELECT l.type, l.n, r.id FROM overlay v CROSS JOIN listing l ON l.n = v.n CROSS JOIN record r ON r.n = l.n
         WHERE v.state = 'ready' AND l.type IN (?1, ?2, ?3) AND l.state = ?4
         AND (SELECT op FROM overlay w WHERE w.n = l.n) = 'create'",
    )?;
    let changed = listing::state_position(RowState::Changed);
    let mut new: BTreeMap<String, (RecordType, RowNumber)> = statement
        .query_map(params![organisation, site, contact, changed], |row| {
            let (kind, n) = (record::type_of(row.get(0)?), row.get(1)?);
            Ok((RecordId::from_bytes(row.get(2)?).to_string(), (kind, n)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    new.retain(|_, (_, n)| !chosen.contains(n));
    let mut along = BTreeSet::new();
    let mut look: Vec<RowNumber> = chosen.iter().copied().collect();
    while let Some(n) = look.pop().filter(|_| !new.is_empty()) {
        let stored = record::by_number(connection, n)?;
        if !may_go(&stored) {
            continue;
        }
        for id in referrers::references(stored.kind, stored.effective()) {
            if let Some((kind, n)) = new.remove(id) {
                along.insert((kind, n));
                look.push(n);
            }
        }
    }
    Ok(along)
}

/// Whether a record has edits that neither a person nor an answer is waited for.
fn may_go(stored: &Stored) -> bool {
    let state = stored.overlay.as_ref().map(|overlay| overlay.state);
    !stored.waiting && matches!(state, Some(OverlayState::Ready | OverlayState::Invalid))
}

impl<'c> Packing<'c> {
    /// Begins with the edits of `only` and the new records that they refer to
    /// ([`needed`]), or all.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn new(
        connection: &'c Connection,
        envelope: &'c Envelope,
        only: Option<&[RecordRef]>,
        today: &str,
    ) -> Result<Self> {
        let mut numbers: Vec<(u8, RowNumber)> = match only {
            Some(records) => {
                let mut chosen = BTreeMap::new();
                for wanted in records {
                    match record::number(connection, wanted.kind, wanted.id) {
                        Ok(n) => drop(chosen.insert(n, wanted.kind)),
                        Err(Error::NotFound) => {}
                        Err(error) => return Err(error),
                    }
                }
                let along = needed(connection, &chosen.keys().copied().collect())?;
                let chosen = chosen.into_iter().map(|(n, kind)| (rank(kind), n));
                let along = along.into_iter().map(|(kind, n)| (rank(kind), n));
                chosen.chain(along).collect()
            }
            None => connection
                .prepare_cached(
                    "SELECT l.type, v.n FROM overlay v CROSS JOIN listing l ON l.n = v.n
                     WHERE v.state IN ('ready', 'invalid')",
                )?
                .query_map([], |row| {
                    Ok((rank(record::type_of(row.get(0)?)), row.get(1)?))
                })?
                .collect::<rusqlite::Result<_>>()?,
        };
        numbers.sort_unstable();
        numbers.dedup();
        let rest = Rest {
            numbers: numbers.into_iter().map(|(_, n)| n).collect(),
            ..Rest::default()
        };
        Self::resume(connection, envelope, rest, today)
    }

    /// Goes on where packing was paused; edits that went away since are left out.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn resume(
        connection: &'c Connection,
        envelope: &'c Envelope,
        rest: Rest,
        today: &str,
    ) -> Result<Self> {
        Ok(Self {
            connection,
            judge: Judge::new(connection, today)?,
            envelope,
            next: None,
            rest,
        })
    }

    /// Stops between two parts.
    #[must_use]
    pub fn pause(mut self) -> Rest {
        if let Some((outgoing, _)) = self.next {
            self.rest.numbers.push_front(outgoing.stored.n);
        }
        self.rest
    }

    /// The edits of the next part; `None` at the end.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn next_part(&mut self) -> Result<Option<Vec<Outgoing>>> {
        let limits = &self.envelope.limits;
        let (most, bytes) = (limits.push_items, limits.push_bytes * 3 / 4);
        let mut part = Vec::new();
        let mut size = 0;
        loop {
            let next = match self.next.take() {
                Some(next) => Some(next),
                None => self.next_edit()?,
            };
            let Some((outgoing, more)) = next else { break };
            if !part.is_empty() && (part.len() >= most || size + more > bytes) {
                self.next = Some((outgoing, more));
                break;
            }
            size += more;
            self.count(&outgoing.item);
            part.push(outgoing);
        }
        Ok((!part.is_empty()).then_some(part))
    }

    fn next_edit(&mut self) -> Result<Option<(Outgoing, usize)>> {
        while let Some(n) = self.rest.numbers.pop_front() {
            let stored = match record::by_number(self.connection, n) {
                Err(Error::NotFound) => continue,
                stored => stored?,
            };
            if !may_go(&stored) {
                continue;
            }
            // Judged now: a rule or a record it refers to may have changed since.
            let mut findings = self.judge.findings(stored.kind, stored.effective());
            let item = item(&stored, self.envelope.epoch);
            // One record that is too large would hold up its whole part, for ever.
            let (size, limit) = (
                serde_json::to_string(&item)?.len(),
                self.envelope.limits.item_bytes,
            );
            if size > limit {
                findings.push(oversized(stored.kind, limit, size));
            }
            if is_complete(&findings) {
                return Ok(Some((Outgoing { stored, item }, size)));
            }
            self.rest.held.push(Held {
                kind: stored.kind,
                id: stored.id,
                findings,
            });
        }
        Ok(None)
    }

    fn count(&mut self, item: &PushItem) {
        if is_removal(item) {
            self.rest.extent.removals += 1;
            *self.rest.removed.entry(item.kind).or_default() += 1;
        } else {
            self.rest.extent.updates += 1;
            // A verdict is news of an offer that is there already.
            let new = item.op == Op::Create && item.kind != RecordType::Review;
            self.rest.extent.creates += u64::from(new);
        }
    }

    /// The numbers of all parts.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn finish(self) -> Result<Packed> {
        let shown = crate::pending::records(self.connection)?;
        let Rest {
            mut extent,
            removed,
            held,
            ..
        } = self.rest;
        for kind in removed.keys() {
            extent.in_view += shown.get(kind).copied().unwrap_or(0);
        }
        Ok(Packed { extent, held })
    }
}

fn oversized(kind: RecordType, limit: usize, count: usize) -> Finding {
    let field = if kind == RecordType::Organisation {
        "about.nl"
    } else {
        "description"
    };
    Finding {
        pointer: edutracker_domain::field::pointer(field),
        code: FindingCode::TooLong,
        severity: Severity::Error,
        args: [
            ("limit".to_owned(), limit.to_string()),
            ("count".to_owned(), count.to_string()),
        ]
        .into(),
    }
}

fn item(stored: &Stored, epoch: u32) -> PushItem {
    let create = stored
        .overlay
        .as_ref()
        .is_some_and(|overlay| overlay.op == OverlayOp::Create);
    let patch = stored.patch();
    let base_rev = (!create).then(|| Rev::new(epoch, stored.seq));
    PushItem {
        mid: aside::sent_as(stored, base_rev).unwrap_or_default(),
        op: if create { Op::Create } else { Op::Update },
        kind: stored.kind,
        id: stored.id,
        base_rev,
        // A removal is bound to the revision that was looked at.
        merge: patch.contains_key("removed").then_some(MergeMode::Strict),
        patch,
        atomic: None,
    }
}

/// Whether an edit takes a record out of sight: removed, archived or retired.
fn is_removal(item: &PushItem) -> bool {
    let set = |name: &str| {
        item.patch
            .get(name)
            .is_some_and(|value| *value == Value::Bool(true))
    };
    item.op == Op::Delete
        || set("archived")
        || set("retired")
        || item.patch.get("removed").is_some_and(Value::is_object)
}

/// The part up to its items; what follows them is known when the push is whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'a> {
    push: String,
    part: u32,
    device: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_cursor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
    source: Value,
    merge: MergeMode,
    items: &'a [PushItem],
}

/// The body of a part, but for what follows its items.
pub(crate) fn body(envelope: &Envelope, part: u32, items: &[PushItem]) -> Result<String> {
    let mut text = serde_json::to_string(&Head {
        push: envelope.push.to_string(),
        part,
        device: &envelope.device,
        base_cursor: envelope.base_cursor.as_deref(),
        comment: envelope.comment.as_deref(),
        source: serde_json::json!({"kind": "desk"}),
        merge: MergeMode::Auto,
        items,
    })?;
    // The closing brace: more members follow.
    text.pop();
    Ok(text)
}

/// A part that is only asked about.
///
/// # Errors
/// What serialisation says.
pub fn question(envelope: &Envelope, part: u32, items: &[PushItem]) -> Result<String> {
    Ok(format!("{}}}", body(envelope, part, items)?))
}
