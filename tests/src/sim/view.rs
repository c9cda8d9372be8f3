//! What a cache holds, as the judge looks at it.

use super::client::Client;
use edutracker_domain::{Record, RecordId, RecordType, field, merge};
use edutracker_store::{
    Error, quarantine,
    record::{self, OverlayState, RowNumber, Stored},
    sent,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A field of a record, or a member of a set in it.
pub type Place = (RecordType, RecordId, &'static str, Option<String>);

/// What somebody wants that the service has not taken yet.
pub type Intents = BTreeMap<Place, Value>;

/// The same, where a place may be wanted to be several things: a value that
/// waits in quarantine, and one that was written since. The text is the value's.
pub type Wishes = BTreeMap<(Place, String), Value>;

/// What waits for an answer, by the id of the edit.
pub type Flight = BTreeMap<[u8; 16], Flying>;

/// An edit that waits for its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Flying {
    /// Its record.
    pub key: (RecordType, RecordId),
    /// The record as it was sent.
    pub sent: Record,
    /// What the service showed of it then.
    pub shown: Record,
}

/// The value as it is compared: who removed an offer, and when, is not part of the wish.
#[must_use]
pub fn plain(name: &str, mut value: Value) -> Value {
    if name == "removed"
        && let Value::Object(removal) = &mut value
    {
        removal.remove("by");
        removal.remove("at");
        removal.remove(field::AFTER);
        if removal
            .get("note")
            .is_some_and(|note| note.as_object().is_some_and(serde_json::Map::is_empty))
        {
            removal.remove("note");
        }
    }
    value
}

/// What differs between two records, place by place.
#[must_use]
pub fn differences(kind: RecordType, id: RecordId, from: &Record, to: &Record) -> Intents {
    let mut found = Intents::new();
    for field in field::fields(kind) {
        let (a, b) = (
            plain(field.name, merge::value(from, field.name)),
            plain(field.name, merge::value(to, field.name)),
        );
        // What a record does not say and what it denies is one and the same.
        let absent = |value: &Value| matches!(value, Value::Null | Value::Bool(false));
        if a == b || absent(&a) && absent(&b) {
            continue;
        }
        if !field.shape.is_set() {
            found.insert((kind, id, field.name, None), b);
            continue;
        }
        let has = |value: &Value, member: &str| value.get(member).is_some();
        for member in members(&a).filter(|member| !has(&b, member)) {
            found.insert((kind, id, field.name, Some(member)), Value::Null);
        }
        for member in members(&b).filter(|member| !has(&a, member)) {
            found.insert((kind, id, field.name, Some(member)), true.into());
        }
    }
    found
}

fn members(value: &Value) -> impl Iterator<Item = String> {
    value
        .as_object()
        .map(|set| set.keys().cloned().collect::<Vec<_>>())
        .unwrap_or_default()
        .into_iter()
}

/// What a record has at a place.
#[must_use]
pub fn at(record: &Record, place: &Place) -> Value {
    inside(place, plain(place.2, merge::value(record, place.2)))
}

/// What of a field's value is at a place: all of it, or a member.
#[must_use]
pub fn inside(place: &Place, value: Value) -> Value {
    match &place.3 {
        None => value,
        Some(member) => value.get(member).cloned().unwrap_or(Value::Null),
    }
}

/// A record of the mirror, in few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mirrored {
    /// Its revision's number.
    pub seq: u64,
    /// The service's text.
    pub text: String,
}

impl Client {
    /// Every wish: what differs from what it was made on, and from what is on
    /// its way. `flight` says what that is. The places come as well that were
    /// put back to what they were before, over what is on its way.
    #[must_use]
    pub fn wishes(&self, flight: &Flight) -> (Wishes, BTreeSet<Place>) {
        let mut intents = Intents::new();
        let nothing = Record::new();
        for stored in self.edited() {
            let base = stored.base().unwrap_or(&nothing);
            intents.extend(differences(
                stored.kind,
                stored.id,
                base,
                stored.effective(),
            ));
        }
        let mut back = BTreeSet::new();
        for Flying { key, sent, shown } in flight.values() {
            let (kind, id) = *key;
            let Some(stored) = self.find(kind, id) else {
                continue;
            };
            let mirror = stored.mirror.as_ref().unwrap_or(&nothing);
            for (place, value) in differences(kind, id, sent, stored.effective()) {
                // News that came while the answer is waited for is nobody's wish here.
                let news = at(mirror, &place) == value && at(shown, &place) != value;
                if news {
                    continue;
                }
                if intents.insert(place.clone(), value).is_none() {
                    back.insert(place);
                }
            }
        }
        let kept = self.cache.read(quarantine::list).expect("reads");
        let kept = kept
            .iter()
            .flat_map(|kept| differences(kept.kind, kept.id, &kept.base, &kept.effective));
        let wishes = intents
            .into_iter()
            .chain(kept)
            .map(|(place, value)| ((place, value.to_string()), value));
        (wishes.collect(), back)
    }

    /// What is on its way to the service. What was frozen since `before` is
    /// what the client shows now: nobody edits while a push is made.
    #[must_use]
    pub fn flight(&self, before: &Flight) -> Flight {
        let waiting: Vec<([u8; 16], RowNumber)> = self
            .cache
            .read(|c| {
                let mut statement = c.prepare_cached("SELECT mid, n FROM outbox")?;
                let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok::<_, Error>(rows.collect::<rusqlite::Result<_>>()?)
            })
            .expect("reads");
        waiting
            .into_iter()
            .map(|(mid, n)| {
                let sent = before.get(&mid).cloned().unwrap_or_else(|| {
                    let stored = self
                        .cache
                        .read(|c| record::by_number(c, n))
                        .expect("what waits is there");
                    Flying {
                        key: (stored.kind, stored.id),
                        sent: stored.effective().clone(),
                        shown: stored.mirror.clone().unwrap_or_default(),
                    }
                });
                (mid, sent)
            })
            .collect()
    }

    /// The records with edits on top.
    #[must_use]
    pub fn edited(&self) -> Vec<Stored> {
        self.cache
            .read(|c| {
                let numbers: Vec<RowNumber> = c
                    .prepare_cached("SELECT n FROM overlay ORDER BY n")?
                    .query_map([], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                numbers
                    .into_iter()
                    .map(|n| record::by_number(c, n))
                    .collect::<Result<_, Error>>()
            })
            .expect("reads")
    }

    /// How many edits of each push the service lost, as this client offers them.
    #[must_use]
    pub fn lost(&self) -> BTreeMap<RecordId, u64> {
        let lost = self.cache.read(sent::lost).expect("reads");
        lost.into_iter()
            .map(|lost| (lost.push, lost.edits))
            .collect()
    }

    /// Whether the edit of a record was refused, or put aside.
    #[must_use]
    pub fn refused(&self, (kind, id): (RecordType, RecordId)) -> bool {
        let found = self.cache.read(|c| record::find(c, kind, id));
        let overlay = found.expect("reads").and_then(|stored| stored.overlay);
        overlay.is_some_and(|overlay| overlay.state == OverlayState::Refused)
    }

    /// How many edits wait for an answer.
    #[must_use]
    pub fn frozen(&self) -> u64 {
        self.count("SELECT count(*) FROM outbox")
    }

    /// The number that a question answers.
    #[must_use]
    pub fn count(&self, question: &str) -> u64 {
        self.cache
            .read(|c| Ok::<_, Error>(c.query_row(question, [], |row| row.get::<_, i64>(0))?))
            .expect("reads")
            .unsigned_abs()
    }

    /// A record, if it is here.
    #[must_use]
    pub fn find(&self, kind: RecordType, id: RecordId) -> Option<Stored> {
        self.cache
            .read(|c| record::find(c, kind, id))
            .expect("reads")
    }

    /// The mirror: what the service has, as this client knows it.
    #[must_use]
    pub fn mirror(&self) -> BTreeMap<(RecordType, RecordId), Mirrored> {
        self.cache
            .read(|c| {
                let mut statement = c.prepare_cached(
                    "SELECT type, id, seq, mirror FROM record WHERE mirror IS NOT NULL",
                )?;
                let rows = statement.query_map([], |row| {
                    let id = RecordId::from_bytes(row.get(1)?);
                    let mirrored = Mirrored {
                        seq: row.get::<_, i64>(2)?.unsigned_abs(),
                        text: row.get(3)?,
                    };
                    Ok(((record::type_of(row.get(0)?), id), mirrored))
                })?;
                Ok::<_, Error>(rows.collect::<rusqlite::Result<_>>()?)
            })
            .expect("reads")
    }

    /// How many edited records are in each state, for the trace.
    #[must_use]
    pub fn standing(&self) -> String {
        let mut counts = BTreeMap::<&str, u32>::new();
        for stored in self.edited() {
            let state = stored.overlay.map_or(OverlayState::Ready, |o| o.state);
            *counts.entry(state.as_str()).or_default() += 1;
        }
        format!("{counts:?} frozen {}", self.frozen())
    }
}
