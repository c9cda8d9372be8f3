//! Pushes: the only way to write records.
//!
//! A part is decided first, against a view: known edits, rights, merge,
//! validation. Then the counter is taken and the outcome written, in one
//! transaction. If another transaction came in between, everything is decided
//! again under the counter, so that no decision rests on old revisions.
//! An item that is not taken writes nothing; a group of items goes back to
//! where it began.

mod confirm;
mod create;
mod decide;
mod effects;
mod group;
mod inverse;
pub(crate) mod line;
mod outcome;
mod permit;
mod pushed;
mod read;
mod removal;
mod revert;
mod said;
mod turn;
mod update;
mod view;

pub(crate) use decide::is_public;
pub(crate) use outcome::MID_REUSED;
pub use read::{Key, Part, header, read};
pub use turn::{Turn, Turns};

use crate::{
    account::Account,
    mail::Told,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{Head, Reader, StoredMutation, StoredPush, Writer},
};
use decide::{Decided, Deciding};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    ProblemType,
    wire::{PushResult, Summary},
};
use sha2::{Digest, Sha256};

/// An id that follows from some bytes.
pub(crate) fn derived(parts: &[&[u8]]) -> RecordId {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    let (time, digest) = bytes.split_at(6);
    let millis = time.iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
    RecordId::derived(millis, digest.try_into().unwrap_or_default())
}

/// What became of a part before it is written.
struct Plan {
    items: Vec<Decided>,
    push: StoredPush,
}

impl Plan {
    fn effects(&self) -> impl Iterator<Item = &&'static str> {
        self.items.iter().flat_map(|item| match item {
            Decided::Known { .. } => &[],
            Decided::New(outcome) => outcome.effects.as_slice(),
        })
    }

    fn all_known(&self) -> bool {
        self.items
            .iter()
            .all(|item| matches!(item, Decided::Known { .. }))
    }
}

impl Service {
    /// Takes a part of a push; a dry run does everything but commit.
    pub fn push(&self, account: &Account, part: &Part, dry_run: bool) -> Answer<PushResult> {
        let answer = self.take(account, part, dry_run);
        if let (Err(refusal), Some(cursor), false) = (&answer, &part.body.base_cursor, dry_run)
            && refusal.problem.kind == ProblemType::StaleClient
        {
            self.refused(cursor, account)?;
        }
        answer
    }

    fn take(&self, account: &Account, part: &Part, dry_run: bool) -> Answer<PushResult> {
        let reader = self.storage().reader()?;
        let head = reader.head()?;
        let next = Head {
            seq: head.seq + 1,
            ..head
        };
        let mut plan = self.plan(&*reader, account, part, next, dry_run)?;
        drop(reader);
        if plan.all_known() {
            return Ok(result(part, &plan, head.seq, dry_run));
        }
        let writer = self.storage().writer()?;
        let taken = Head {
            seq: writer.next_seq()?,
            ..writer.head()?
        };
        if taken != next {
            plan = self.plan(writer.as_reader(), account, part, taken, dry_run)?;
            if plan.all_known() {
                return Ok(result(part, &plan, head.seq, dry_run));
            }
        }
        let told = self.write(&*writer, account, part, &plan, taken.seq)?;
        if dry_run {
            let mut answer = result(part, &plan, taken.seq - 1, true);
            answer.effects.extend(effects::told(told));
            return Ok(answer);
        }
        writer.commit()?;
        Ok(result(part, &plan, taken.seq, false))
    }

    fn plan(
        &self,
        reader: &dyn Reader,
        account: &Account,
        part: &Part,
        next: Head,
        dry_run: bool,
    ) -> Answer<Plan> {
        if let Some(key) = &part.key {
            let known = reader.key_digest(account.info.id, &key.name)?;
            if known.is_some_and(|known| known != key.digest) {
                return Err(ProblemType::KeyReused.into());
            }
        }
        let mut deciding = Deciding::new(self, reader, account, part, next);
        let mut known = Vec::new();
        for (item, hash) in part.body.items.iter().zip(&part.hashes) {
            known.push(deciding.known(item, hash)?);
        }
        // A known edit is answered whatever has expired since; only new ones need a cursor.
        if known.iter().any(Option::is_none)
            && let Some(text) = &part.body.base_cursor
        {
            let current = reader.head()?;
            let cursor = self.check_cursor(text, account, current);
            // Once refused, for ever refused: a cursor that another role made
            // stale must not be good again when the role comes back, or a copy of
            // the request that comes late would be taken beside its successor.
            let own = reader.record(RecordType::Account, account.info.id)?;
            let first = own.map_or(0, |own| own.seq).max(line::line(reader)?);
            if cursor.is_err() || cursor.is_ok_and(|cursor| cursor.seq() < first) {
                return Err(ProblemType::StaleClient.into());
            }
        }
        let push = self.push_row(reader, account, part, next)?;
        let fresh = part
            .body
            .items
            .iter()
            .zip(&known)
            .filter(|(_, known)| known.is_none())
            .map(|(item, _)| item);
        let push = confirm::count(push, fresh);
        if !dry_run {
            let limits = &self.settings().wire;
            let in_view = || confirm::in_view(reader, account);
            confirm::check(&push, part.body.confirm, limits, in_view)?;
        }
        let items = group::decide(&mut deciding, &part.body.items, known)?;
        let mut push = push;
        for item in &items {
            if let Decided::New(outcome) = item
                && !outcome.reused_mid()
            {
                *push.summary.of(outcome.result.status) += 1;
            }
        }
        Ok(Plan { items, push })
    }

    fn push_row(
        &self,
        reader: &dyn Reader,
        account: &Account,
        part: &Part,
        next: Head,
    ) -> Answer<StoredPush> {
        let body = &part.body;
        if let Some(push) = reader.push(body.push)? {
            if push.account != account.info.id {
                return Err(Refusal::malformed("/push"));
            }
            return Ok(push);
        }
        Ok(StoredPush {
            push: body.push,
            account: account.info.id,
            device: body.device.clone(),
            comment: body.comment.clone().unwrap_or_default(),
            source: body
                .source
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            created: self.clock().moment(),
            updates: 0,
            removals: 0,
            seq: next.seq,
            org: account.info.organisation,
            by: account.info.email.clone(),
            summary: Summary::default(),
            reverts: part.reverts,
            reverted_by: None,
        })
    }

    fn write(
        &self,
        writer: &dyn Writer,
        account: &Account,
        part: &Part,
        plan: &Plan,
        seq: u64,
    ) -> Answer<Told> {
        let mut told = Told::default();
        let at = self.clock().moment();
        writer.put_push(&plan.push)?;
        if let Some(key) = &part.key {
            writer.put_key(account.info.id, &key.name, &key.digest, &at)?;
        }
        let took = plan.items.iter().any(|item| match item {
            Decided::Known { .. } => false,
            Decided::New(outcome) => !outcome.writes.is_empty(),
        });
        if let Some(reverted) = part.reverts.filter(|_| took)
            && let Some(reverted) = writer.push(reverted)?
        {
            writer.put_push(&StoredPush {
                reverted_by: Some(part.body.push),
                ..reverted
            })?;
        }
        for ((decided, item), hash) in plan.items.iter().zip(&part.body.items).zip(&part.hashes) {
            let Decided::New(outcome) = decided else {
                continue;
            };
            for record in &outcome.writes {
                writer.put_record(record)?;
            }
            // The notices are written with the decisions that cause them.
            for review in &outcome.writes {
                if review.kind == RecordType::Review {
                    told.join(self.tell(writer, review)?);
                }
            }
            for change in &outcome.changes {
                writer.put_change(change)?;
            }
            // A mid that was used for another edit keeps its first answer.
            if outcome.reused_mid() {
                continue;
            }
            writer.put_mutation(&StoredMutation {
                mid: item.mid,
                push: part.body.push,
                part: part.body.part,
                account: account.info.id,
                record: Some((item.kind, item.id)),
                hash: hash.clone(),
                result: serde_json::to_string(&outcome.result).unwrap_or_default(),
                seq,
                at: at.clone(),
            })?;
        }
        Ok(told)
    }
}

fn result(part: &Part, plan: &Plan, seq: u64, dry_run: bool) -> PushResult {
    let replayed = !plan.items.is_empty() && plan.all_known();
    let stored = plan.items.iter().filter_map(Decided::seq).max();
    let results: Vec<_> = plan.items.iter().map(Decided::result).cloned().collect();
    let mut summary = Summary::default();
    for result in &results {
        *summary.of(result.status) += 1;
    }
    PushResult {
        push: part.body.push,
        part: part.body.part,
        seq: stored.filter(|_| replayed).unwrap_or(seq),
        dry_run,
        replayed,
        summary,
        effects: if dry_run {
            effects::summed(plan.effects())
        } else {
            Vec::new()
        },
        results,
    }
}
