//! Taking a push back: its inverse is an ordinary push, decided by the same
//! rules, so that what somebody changed since is a conflict and never lost.

use super::{
    Key, Part, confirm,
    inverse::{self, Bases},
    pushed,
};
use crate::{
    account::Account,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{Reader, StoredMutation},
};
use edutracker_domain::{RecordId, RecordType, Rev, merge::Patch};
use edutracker_protocol::{
    ProblemType,
    wire::{
        Effect, ItemResult, ItemStatus, MergeMode, Op, PushItem, PushPart, PushResult, Revert,
        Summary,
    },
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The edits of a push that are taken back, in their order.
struct Asked {
    mutations: Vec<Edit>,
}

/// One of them.
struct Edit {
    mid: RecordId,
    seq: u64,
    record: (RecordType, RecordId),
    changed: bool,
}

/// What takes one record back, with the edits that this undoes.
struct Undo {
    item: PushItem,
    hash: Vec<u8>,
    bases: Bases,
    mids: Vec<RecordId>,
}

impl Service {
    /// Takes back a push, or some of its edits, as a new push. Large ones come
    /// in several transactions; sent again, what is done stays done. The
    /// results stand in the order of the edits that were taken, each under the
    /// mid of the edit that it takes back.
    pub fn revert(
        &self,
        account: &Account,
        push: RecordId,
        asked: &Revert,
        key: Option<Key>,
        dry_run: bool,
    ) -> Answer<PushResult> {
        let reader = self.storage().reader()?;
        let found = pushed::find(&*reader, account, push)?;
        if !self.can_revert(&found) {
            return Err(Refusal::new(ProblemType::NotFound)
                .with("reason", "undo-expired")
                .with("undoDays", self.settings().undo_days));
        }
        let id = new_push(account, asked, key.as_ref());
        let used = reader.push(id)?;
        if id == push || used.as_ref().is_some_and(|used| used.reverts != Some(push)) {
            return Err(Refusal::malformed("/push"));
        }
        let mut edits = edits(reader.mutations_of(push)?, asked.items.as_deref())?;
        if let Some(used) = &used {
            // A request that comes again means what it meant: not what the push brought since.
            edits.mutations.retain(|edit| edit.seq < used.seq);
        }
        let undos = undos(&*reader, push, id, &edits)?;
        if used.is_none() && !dry_run {
            // All of it is known now: nothing is written before all of it is confirmed.
            let mut whole = found.clone();
            (whole.updates, whole.removals) = (0, 0);
            let whole = confirm::count(whole, undos.iter().map(|undo| &undo.item));
            let in_view = || confirm::in_view(&*reader, account);
            confirm::check(&whole, asked.confirm, &self.settings().wire, in_view)?;
        }
        let seq = reader.head()?.seq;
        drop(reader);
        let mut answer = Answered::new(id, seq, dry_run);
        for (number, undos) in undos
            .chunks(self.settings().wire.push_items.max(1))
            .enumerate()
        {
            let mut part = part(id, push, number, asked, undos);
            part.key.clone_from(&key);
            answer.add(undos, self.push(account, &part, dry_run)?);
        }
        Ok(answer.close(&edits))
    }
}

/// The new push's id: the client's, or one that follows from its key.
fn new_push(account: &Account, asked: &Revert, key: Option<&Key>) -> RecordId {
    match (asked.push, key) {
        (Some(id), _) => id,
        (None, Some(key)) => super::derived(&[account.info.id.as_bytes(), key.name.as_bytes()]),
        (None, None) => RecordId::new(),
    }
}

/// The edits of a push that are in the service, those asked for.
fn edits(mutations: Vec<StoredMutation>, wanted: Option<&[RecordId]>) -> Answer<Asked> {
    if let Some(wanted) = wanted {
        let known: BTreeSet<RecordId> = mutations.iter().map(|mutation| mutation.mid).collect();
        if let Some(at) = wanted.iter().position(|mid| !known.contains(mid)) {
            let pointer = format!("/items/{at}");
            return Err(Refusal::new(ProblemType::NotFound).with("pointer", pointer));
        }
    }
    let wanted: Option<BTreeSet<&RecordId>> = wanted.map(|wanted| wanted.iter().collect());
    let mut found = Vec::new();
    for mutation in mutations {
        let chosen = wanted
            .as_ref()
            .is_none_or(|wanted| wanted.contains(&mutation.mid));
        let Some(record) = mutation.record.filter(|_| chosen) else {
            continue;
        };
        let status = pushed::result(&mutation)?.status;
        if status.is_done() {
            found.push(Edit {
                mid: mutation.mid,
                seq: mutation.seq,
                record,
                changed: status != ItemStatus::Noop,
            });
        }
    }
    Ok(Asked { mutations: found })
}

/// What takes the edits back, record by record, the last first: what was made
/// first may be referred to by what came after.
fn undos(reader: &dyn Reader, push: RecordId, id: RecordId, asked: &Asked) -> Answer<Vec<Undo>> {
    let epoch = reader.head()?.epoch;
    let name = push.to_string();
    let mut records: BTreeMap<_, Vec<&Edit>> = BTreeMap::new();
    let mut order = Vec::new();
    for edit in asked.mutations.iter().filter(|edit| edit.changed) {
        let edits = records.entry(edit.record).or_default();
        if edits.is_empty() {
            order.push(edit.record);
        }
        edits.push(edit);
    }
    let mut undos = Vec::with_capacity(order.len());
    for (kind, record) in order.into_iter().rev() {
        let edits = records.remove(&(kind, record)).unwrap_or_default();
        let seqs: BTreeSet<u64> = edits.iter().map(|edit| edit.seq).collect();
        let (Some(first), Some(last), Some(edit)) = (seqs.first(), seqs.last(), edits.first())
        else {
            continue;
        };
        let stored = reader.record(kind, record)?;
        let made = stored.filter(|stored| seqs.contains(&stored.created));
        let (op, patch, bases, merge) = match &made {
            // Whoever has worked on it since is asked first.
            Some(made) => match inverse::withdrawal(made) {
                Some(patch) => (Op::Update, patch, Bases::new(), MergeMode::Strict),
                None => (Op::Delete, Patch::new(), Bases::new(), MergeMode::Strict),
            },
            None => {
                let history = reader.changes_since(kind, record, *first)?;
                let inverse = inverse::inverse(kind, &history, &name, &seqs);
                (Op::Update, inverse.patch, inverse.bases, MergeMode::Auto)
            }
        };
        let mids: Vec<RecordId> = edits.iter().map(|edit| edit.mid).collect();
        // The same edits of the same push are the same, whatever happened since.
        let mut hash = Sha256::new_with_prefix(push.as_bytes());
        mids.iter().for_each(|mid| hash.update(mid.as_bytes()));
        undos.push(Undo {
            item: PushItem {
                mid: Revert::mid(id, edit.mid),
                op,
                kind,
                id: record,
                base_rev: Some(Rev::new(epoch, *last)),
                patch,
                merge: Some(merge),
                atomic: None,
            },
            hash: hash.finalize().to_vec(),
            bases,
            mids,
        });
    }
    Ok(undos)
}

fn part(id: RecordId, of: RecordId, number: usize, asked: &Revert, undos: &[Undo]) -> Part {
    let body = PushPart {
        push: id,
        part: u32::try_from(number).unwrap_or(u32::MAX),
        last: false,
        device: asked.device.clone(),
        base_cursor: None,
        comment: asked.comment.clone(),
        source: Some(json!({ "kind": "revert", "of": of.to_string() })),
        merge: MergeMode::Auto,
        confirm: asked.confirm,
        items: undos.iter().map(|undo| undo.item.clone()).collect(),
    };
    let bases = undos
        .iter()
        .map(|undo| (undo.item.mid, undo.bases.clone()))
        .collect();
    Part {
        body,
        hashes: undos.iter().map(|undo| undo.hash.clone()).collect(),
        key: None,
        reverts: Some(of),
        bases,
    }
}

/// The answers to all parts, as one.
struct Answered {
    result: PushResult,
    results: BTreeMap<RecordId, ItemResult>,
    effects: BTreeMap<String, u64>,
    parts: usize,
    replayed: usize,
}

impl Answered {
    fn new(push: RecordId, seq: u64, dry_run: bool) -> Self {
        Self {
            result: PushResult {
                push,
                part: 0,
                seq,
                dry_run,
                replayed: false,
                summary: Summary::default(),
                effects: Vec::new(),
                results: Vec::new(),
            },
            results: BTreeMap::new(),
            effects: BTreeMap::new(),
            parts: 0,
            replayed: 0,
        }
    }

    fn add(&mut self, undos: &[Undo], answer: PushResult) {
        self.result.seq = answer.seq;
        self.parts += 1;
        self.replayed += usize::from(answer.replayed);
        for effect in answer.effects {
            *self.effects.entry(effect.code).or_default() += effect.count;
        }
        for (undo, result) in undos.iter().zip(answer.results) {
            for mid in &undo.mids {
                self.results.insert(*mid, result.clone());
            }
        }
    }

    fn close(mut self, asked: &Asked) -> PushResult {
        for edit in &asked.mutations {
            // An edit that changed nothing leaves nothing to take back.
            let nothing = || super::outcome::Outcome::new(edit.mid, ItemStatus::Noop).result;
            let mut result = self.results.remove(&edit.mid).unwrap_or_else(nothing);
            result.mid = edit.mid;
            *self.result.summary.of(result.status) += 1;
            self.result.results.push(result);
        }
        self.result.replayed = self.parts > 0 && self.replayed == self.parts;
        self.result.effects = self
            .effects
            .into_iter()
            .map(|(code, count)| Effect { code, count })
            .collect();
        self.result
    }
}
