//! Removals, held against what their authors had before their eyes.

use super::{Mirror, Watch};
use crate::sim::{
    Checked, Failure,
    client::Client,
    view::{self, Wishes},
};
use edutracker_domain::{RecordId, RecordType};
use edutracker_service::storage::{StoredChange, StoredRecord};
use edutracker_store::{meta, pending};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const REMOVED: &str = "removed";

/// What a client's person decided to remove, and on what.
#[derive(Default)]
pub(super) struct Removals {
    /// By offer and removal: the service's incarnation and the offer's transaction
    /// that were looked at.
    decided: BTreeMap<(RecordId, String), (u32, u64)>,
    /// The offers whose removal is a question.
    asked: BTreeSet<RecordId>,
}

impl Removals {
    /// After a step: a person decides with the removal, and with the answer to
    /// the question about it. `wishes` are those from before and of now.
    pub(super) fn note(
        &mut self,
        client: &Client,
        mirror: &Mirror,
        (before, now): (&Wishes, &Wishes),
        by_person: bool,
    ) {
        let removals = now.iter().filter(|((place, _), value)| {
            (place.0, place.2) == (RecordType::Offer, REMOVED) && !value.is_null()
        });
        let mut asked = BTreeSet::new();
        for (wish, _) in removals {
            let ((_, id, ..), value) = wish;
            let open = is_asked(client, *id);
            if open {
                asked.insert(*id);
            }
            // What is decided anew while it is asked was decided on what is there.
            let answered = self.asked.contains(id) && !open;
            if !by_person || before.contains_key(wish) && !answered {
                continue;
            }
            let seen = mirror.get(&(RecordType::Offer, *id));
            if let (Some(seen), Some(epoch)) = (seen, epoch(client)) {
                let mark = (*id, value.clone());
                self.decided.insert(mark, (epoch, seen.seq));
            }
        }
        self.asked = asked;
    }
}

fn is_asked(client: &Client, id: RecordId) -> bool {
    let Some(stored) = client.find(RecordType::Offer, id) else {
        return false;
    };
    let open = client.cache.read(|c| pending::conflicts(c, &stored));
    let open = open.expect("reads");
    open.iter().any(|question| question.field == REMOVED)
}

fn epoch(client: &Client) -> Option<u32> {
    let text = client.cache.read(|c| meta::get(c, meta::EPOCH));
    u32::from_str_radix(&text.expect("reads")?, 16).ok()
}

/// I5: no removal comes after somebody else's change of the offer that its author
/// never saw. `changes` are the offer's, the oldest first, of an incarnation.
pub(super) fn unseen(
    watches: &[Watch],
    record: &StoredRecord,
    changes: &[StoredChange],
    epoch: u32,
) -> Checked {
    let mut done = BTreeSet::new();
    for removal in changes.iter().filter(|change| change.field == REMOVED) {
        let value = view::plain(REMOVED, removal.after.clone());
        // Taken back and done again, it is what it was.
        if value.is_null() || !done.insert(value.to_string()) {
            continue;
        }
        let watch = watches.iter().find(|w| w.device == removal.device);
        let mark = (record.id, value.to_string());
        let decided = watch.and_then(|watch| watch.removals.decided.get(&mark));
        let Some((_, seen)) = decided.filter(|(of, _)| *of == epoch) else {
            continue;
        };
        let between: Vec<_> = changes
            .iter()
            .filter(|change| *seen < change.seq && change.seq < removal.seq)
            .collect();
        let others = between.iter().find(|change| {
            let mut of_field = between.iter().filter(|other| other.field == change.field);
            let before = of_field.clone().next().map(|first| &first.before);
            let after = of_field.next_back().map(|last| &last.after);
            change.by != removal.by && differs(&change.field, before, after)
        });
        if let Some(other) = others {
            return Err(Failure::of(
                "I5",
                format!(
                    "{} removed offer {} at {} having seen {seen}, and {} had changed its {} at {}",
                    removal.by, record.id, removal.seq, other.by, other.field, other.seq
                ),
            ));
        }
    }
    Ok(())
}

/// Whether a field came out otherwise than it was.
fn differs(name: &str, before: Option<&Value>, after: Option<&Value>) -> bool {
    let plain = |value: Option<&Value>| view::plain(name, value.cloned().unwrap_or_default());
    plain(before) != plain(after)
}
