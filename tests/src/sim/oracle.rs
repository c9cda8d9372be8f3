//! The judge: holds what clients and service have against what persons did.
//! It knows no merge and no protocol: only what was wanted, seen and written.

mod past;
mod removals;

use super::{
    Checked, Failure,
    client::Client,
    facts::{agreed, all, exists, is_nothing, landed, visible, was_done},
    server::Server,
    view::{self, Flight, Mirrored, Place, Wishes},
};
use crate::sound;
use edutracker_domain::{Record, RecordId, RecordType, field, merge, record};
use edutracker_protocol::wire::{ItemResult, ItemStatus};
use edutracker_store::meta;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Key = (RecordType, RecordId);
pub(super) type Mirror = BTreeMap<Key, Mirrored>;

/// What the judge remembers of a client.
#[derive(Default)]
struct Watch {
    device: String,
    /// Values of the service that this client has had before its eyes.
    seen: BTreeMap<(RecordId, &'static str), BTreeSet<String>>,
    /// What it wants and has not got.
    wishes: Wishes,
    /// Places put back to what they were, over what is on its way.
    back: BTreeSet<Place>,
    /// What is on its way.
    flight: Flight,
    mirror: Mirror,
    /// The incarnation of the service that each record of the mirror last came from.
    epochs: BTreeMap<Key, Option<String>>,
    /// What it was told was taken: by edit, the push and the service's time.
    acknowledged: BTreeMap<RecordId, (RecordId, i64)>,
    /// Of these, what the service has lost since.
    lost: BTreeMap<RecordId, RecordId>,
    /// What its person decided to remove.
    removals: removals::Removals,
}

impl Watch {
    /// What left the outbox and is known at the service was acknowledged; but for
    /// what was put aside, which nobody was told of, and which is there still.
    fn acknowledge(&mut self, flown: &Flight, client: &Client, server: &Server) {
        let left: Vec<_> = flown
            .iter()
            .filter(|(mid, edit)| !self.flight.contains_key(*mid) && !client.refused(edit.key))
            .map(|(mid, _)| mid)
            .collect();
        if left.is_empty() {
            return;
        }
        let reader = server.service.storage().reader().expect("reads");
        for mid in left {
            let mid = RecordId::from_bytes(*mid);
            let Some(stored) = reader.mutation(mid).expect("reads") else {
                continue;
            };
            let result: ItemResult = serde_json::from_str(&stored.result).expect("a result");
            if matches!(result.status, ItemStatus::Applied | ItemStatus::Merged) {
                self.acknowledged
                    .insert(mid, (stored.push, server.millis()));
            }
        }
    }
}

/// The judge of a play.
pub struct Oracle {
    watches: Vec<Watch>,
    /// How often a person wanted a value at a place.
    wanted: BTreeMap<(Place, String), u32>,
    /// What persons wanted back: by revert the changes that it takes back.
    taken_back: BTreeSet<(RecordId, RecordId, u64, String)>,
    /// The records before the first step, and the last transaction then.
    start: BTreeMap<Key, Record>,
    start_seq: u64,
    /// The service has forgotten old answers: parts are no longer counted.
    forgotten: bool,
}

impl Oracle {
    /// Looks at everything before the first step.
    #[must_use]
    pub fn new(clients: &[Client], server: &Server) -> Self {
        let (records, start_seq) = all(server);
        let mut oracle = Self {
            watches: clients
                .iter()
                .map(|client| Watch {
                    device: client.member.device.clone(),
                    ..Watch::default()
                })
                .collect(),
            wanted: BTreeMap::new(),
            taken_back: BTreeSet::new(),
            start: records
                .into_iter()
                .map(|record| ((record.kind, record.id), record.data))
                .collect(),
            start_seq,
            forgotten: false,
        };
        for (who, client) in clients.iter().enumerate() {
            oracle.look(who, client).expect("nothing was here before");
        }
        oracle
    }

    /// Notes what a client sees of the service now.
    fn look(&mut self, who: usize, client: &Client) -> Checked {
        let mirror = client.mirror();
        let epoch = client
            .cache
            .read(|c| meta::get(c, meta::EPOCH))
            .expect("reads");
        let watch = &mut self.watches[who];
        for (key, mirrored) in &mirror {
            let before = watch.mirror.get(key);
            if before == Some(mirrored) {
                continue;
            }
            // A snapshot begun anew counts from nothing.
            if let Some(before) = before
                && mirrored.seq < before.seq
                && mirrored.seq > 0
                && watch.epochs.get(key) == Some(&epoch)
            {
                return Err(Failure::of(
                    "I4",
                    format!(
                        "{key:?} of client {who} went back from {} to {}",
                        before.seq, mirrored.seq
                    ),
                ));
            }
            watch.epochs.insert(*key, epoch.clone());
            let record = parsed(&mirrored.text);
            for field in field::fields(key.0)
                .iter()
                .filter(|field| !field.shape.is_set())
            {
                let value = view::plain(field.name, merge::value(&record, field.name));
                watch
                    .seen
                    .entry((key.1, field.name))
                    .or_default()
                    .insert(value.to_string());
            }
        }
        watch.mirror = mirror;
        Ok(())
    }

    /// After a step of a client. `by_person`: what it wants may have changed.
    ///
    /// # Errors
    /// I1, I4.
    pub fn after(
        &mut self,
        who: usize,
        client: &Client,
        server: &Server,
        by_person: bool,
    ) -> Checked {
        self.look(who, client)?;
        let watch = &mut self.watches[who];
        let flight = client.flight(&watch.flight);
        let (wishes, back) = client.wishes(&flight);
        let before = std::mem::replace(&mut watch.wishes, wishes);
        let were_back = std::mem::replace(&mut watch.back, back);
        let flown = std::mem::replace(&mut watch.flight, flight);
        watch.acknowledge(&flown, client, server);
        let wishes = (&before, &watch.wishes);
        watch
            .removals
            .note(client, &watch.mirror, wishes, by_person);
        let watch = &self.watches[who];
        if by_person {
            for wish in watch.wishes.keys().filter(|w| !before.contains_key(w)) {
                *self.wanted.entry(wish.clone()).or_default() += 1;
            }
            return Ok(());
        }
        let gone = |(wish, _): &(&(Place, String), &Value)| !watch.wishes.contains_key(wish);
        for ((place, _), value) in before.iter().filter(gone) {
            let here = watch
                .mirror
                .get(&(place.0, place.1))
                .map(|mirrored| view::at(&parsed(&mirrored.text), place));
            let same = |here: &Value| here == value || is_nothing(value) && here.is_null();
            // What was taken back while it was on its way, and never came to be.
            let taken_back = || {
                flown
                    .iter()
                    .any(|(mid, flying)| flying.key == (place.0, place.1) && !was_done(server, mid))
            };
            // Others had made it so when it arrived, or when an edit arrived whose
            // answer was heard just now: who made this one meanwhile is told so.
            let met = || {
                flown.iter().any(|(mid, flying)| {
                    let wanted_then = same(&view::at(&flying.sent, place));
                    flying.key == (place.0, place.1)
                        && (wanted_then || !watch.flight.contains_key(mid))
                        && agreed(server, mid, place, value)
                })
            };
            if here.as_ref().is_some_and(same)
                || met()
                || landed(server, &watch.device, place, value)
                || were_back.contains(place) && taken_back()
            {
                continue;
            }
            let unseen = here.is_none() && exists(server, (place.0, place.1));
            return Err(Failure::of(
                // What goes with a right are the records, not the words.
                if unseen { "I8" } else { "I1" },
                format!(
                    "client {who} wanted {} {} to be {value}; now it wants {:?}, the service has {here:?} and never had that from it",
                    place.0,
                    name(place),
                    watch
                        .wishes
                        .keys()
                        .filter(|(there, _)| there == place)
                        .collect::<Vec<_>>(),
                ),
            ));
        }
        Ok(())
    }

    /// The service was put back to a copy: what it told its clients may be lost.
    pub fn put_back(&mut self, server: &Server) {
        let reader = server.service.storage().reader().expect("reads");
        for watch in &mut self.watches {
            watch.lost = watch
                .acknowledged
                .iter()
                .filter(|(mid, _)| reader.mutation(**mid).expect("reads").is_none())
                // Clients offer what was sent in the last thirty days.
                .filter(|(_, (_, at))| (0..29 * 86_400_000).contains(&(server.millis() - at)))
                .map(|(mid, (push, _))| (*mid, *push))
                .collect();
        }
    }

    /// The client was of a version that does not keep what it sent.
    pub fn sent_forgotten(&mut self, who: usize) {
        self.watches[who].acknowledged.clear();
        self.watches[who].lost.clear();
    }

    /// The service has forgotten old answers.
    pub fn answers_forgotten(&mut self) {
        self.forgotten = true;
    }

    /// A person has looked at what the service lost.
    pub fn dealt_with(&mut self, who: usize, push: RecordId) {
        self.watches[who].lost.retain(|_, lost| *lost != push);
    }

    /// I1: what was told to be taken, and was lost, is offered to be sent again.
    fn offered(&self, who: usize, client: &Client) -> Checked {
        let mut expected = BTreeMap::<RecordId, u64>::new();
        for push in self.watches[who].lost.values() {
            *expected.entry(*push).or_default() += 1;
        }
        let offered = client.lost();
        for (push, edits) in expected {
            if offered.get(&push).copied().unwrap_or_default() < edits {
                return Err(Failure::of(
                    "I1",
                    format!(
                        "the service lost {edits} edits of push {push} of client {who}; offered to be sent again: {offered:?}"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// After a step, before [`Oracle::after`]: nothing has left a cache that the
    /// service still shows, also while a snapshot is read anew.
    ///
    /// # Errors
    /// I7.
    pub fn vanished(&self, who: usize, client: &Client, server: &Server) -> Checked {
        let now = client.mirror();
        let left: Vec<_> = self.watches[who]
            .mirror
            .keys()
            .filter(|key| !now.contains_key(*key))
            .collect();
        if left.is_empty() {
            return Ok(());
        }
        let theirs = visible(client, server);
        match left.into_iter().find(|key| theirs.contains_key(*key)) {
            None => Ok(()),
            Some(key) => Err(Failure::of(
                "I7",
                format!("client {who} had {key:?}, which the service shows, and has it no more"),
            )),
        }
    }

    /// A client has read everything: it holds what the service shows it.
    ///
    /// # Errors
    /// I4, I7.
    pub fn caught_up(&self, who: usize, client: &Client, server: &Server) -> Checked {
        let broken = client
            .cache
            .read(sound::never)
            .map_err(|error| Failure::of("sound", error.to_string()))?;
        if !broken.is_empty() {
            return Err(Failure::of("sound", broken.join("; ")));
        }
        self.offered(who, client)?;
        let theirs = visible(client, server);
        let mine = &self.watches[who].mirror;
        // What is gone and edited here stays as a question.
        let asked: BTreeSet<Key> = client
            .edited()
            .into_iter()
            .map(|stored| (stored.kind, stored.id))
            .collect();
        for stored in client.edited() {
            let gone = stored
                .overlay
                .and_then(|overlay| overlay.refusal)
                .is_some_and(|refusal| refusal["code"] == "gone");
            if gone && theirs.contains_key(&(stored.kind, stored.id)) {
                return Err(Failure::of(
                    "I7",
                    format!("client {who} takes {} {} for gone", stored.kind, stored.id),
                ));
            }
        }
        let ghosts: Vec<_> = mine
            .keys()
            .filter(|key| !theirs.contains_key(key) && !asked.contains(key))
            .collect();
        let missing: Vec<_> = theirs
            .keys()
            .filter(|key| !mine.contains_key(key))
            .collect();
        if !ghosts.is_empty() || !missing.is_empty() {
            return Err(Failure::of(
                "I7",
                format!("client {who} has ghosts {ghosts:?} and misses {missing:?}"),
            ));
        }
        for (key, there) in &theirs {
            let here = &mine[key];
            let equal = here.text == there.text
                || record::canonical(key.0, &parsed(&here.text))
                    == record::canonical(key.0, &parsed(&there.text));
            if here.seq != there.seq || !equal {
                return Err(Failure::of(
                    "I4",
                    format!(
                        "client {who} has read everything and holds {key:?} as {} {}, the service has {} {}",
                        here.seq, here.text, there.seq, there.text
                    ),
                ));
            }
        }
        Ok(())
    }
}

fn name(place: &Place) -> String {
    match &place.3 {
        None => format!("{} {}", place.1, place.2),
        Some(member) => format!("{} {} {member}", place.1, place.2),
    }
}

fn parsed(text: &str) -> Record {
    serde_json::from_str(text).expect("a record")
}
