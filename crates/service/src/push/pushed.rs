//! Pushes as they are looked at afterwards.

use crate::{
    account::Account,
    refusal::Answer,
    service::Service,
    storage::{PushesOf, Reader, Result, StorageError, StoredMutation, StoredPush},
};
use edutracker_domain::{
    RecordId,
    rights::{Action, Side},
};
use edutracker_protocol::{
    ProblemType,
    wire::{ItemResult, PartStatus, PushInfo, PushList, PushStatus, PushedChange, PushedItem},
};

const DAY_MILLIS: i64 = 24 * 3_600 * 1_000;

/// Whose pushes an account may look at: its own, and where it may edit offers
/// those of the people it works with. Reviewers see their own.
pub fn visible(account: &Account) -> PushesOf {
    let colleagues =
        matches!(account.side, Side::Institution | Side::Company) && account.may(Action::OfferEdit);
    if colleagues {
        PushesOf::Orgs(account.partitions.clone())
    } else {
        PushesOf::Account(account.info.id)
    }
}

/// A push that an account may look at; for all others there is none.
pub fn find(reader: &dyn Reader, account: &Account, push: RecordId) -> Answer<StoredPush> {
    let seen = |found: &StoredPush| {
        found.account == account.info.id
            || match visible(account) {
                PushesOf::Account(_) => false,
                PushesOf::Orgs(orgs) => orgs.contains(&found.org),
            }
    };
    reader
        .push(push)?
        .filter(seen)
        .ok_or_else(|| ProblemType::NotFound.into())
}

impl Service {
    /// The pushes that an account may look at, or its own; newest first.
    pub fn pushes(
        &self,
        account: &Account,
        mine: bool,
        before: Option<RecordId>,
        limit: usize,
    ) -> Answer<PushList> {
        let reader = self.storage().reader()?;
        let before = match before {
            None => None,
            Some(push) => {
                let found = find(&*reader, account, push)?;
                Some((found.seq, found.push))
            }
        };
        let of = if mine {
            PushesOf::Account(account.info.id)
        } else {
            visible(account)
        };
        let found = reader.pushes(&of, before, limit)?;
        let next = found
            .last()
            .filter(|_| found.len() == limit)
            .map(|last| last.push.to_string());
        Ok(PushList {
            items: found.into_iter().map(|push| self.info(push)).collect(),
            next,
        })
    }

    /// A push with its parts and its edits.
    pub fn pushed(&self, account: &Account, push: RecordId) -> Answer<PushStatus> {
        let reader = self.storage().reader()?;
        let found = find(&*reader, account, push)?;
        let own = found.account == account.info.id;
        let info = self.info(found);
        let (mut parts, mut items): (Vec<PartStatus>, Vec<PushedItem>) = Default::default();
        for mutation in reader.mutations_of(push)? {
            let mut result = result(&mutation)?;
            items.extend(item(&*reader, account, push, &mutation, &result)?);
            if !own {
                // What somebody else was answered may show what only they may see.
                result.record = None;
                result.conflicts = Vec::new();
                result.problem = result.problem.map(|problem| {
                    let mut problem = problem;
                    (problem.errors, problem.detail) = (Vec::new(), None);
                    problem
                });
            }
            match parts.last_mut().filter(|last| last.part == mutation.part) {
                Some(last) => last.results.push(result),
                None => parts.push(PartStatus {
                    part: mutation.part,
                    seq: mutation.seq,
                    results: vec![result],
                }),
            }
        }
        Ok(PushStatus { info, parts, items })
    }

    /// Whether a push is young enough to be taken back.
    pub fn can_revert(&self, push: &StoredPush) -> bool {
        let first = self.clock().millis() - i64::from(self.settings().undo_days) * DAY_MILLIS;
        let created: Option<jiff::Timestamp> = push.created.parse().ok();
        created.is_some_and(|created| created.as_millisecond() >= first)
    }

    fn info(&self, push: StoredPush) -> PushInfo {
        let changed = push.summary.applied + push.summary.merged > 0;
        PushInfo {
            revertible: changed && self.can_revert(&push),
            push: push.push,
            source: source(&push.source),
            created: push.created,
            by: push.by,
            device: push.device,
            comment: push.comment,
            reverts: push.reverts,
            reverted_by: push.reverted_by,
            summary: push.summary,
        }
    }
}

/// The kind of a stored source: `{"kind":"desk"}`, or any text.
fn source(stored: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(stored).unwrap_or_default();
    let kind = value.get("kind").unwrap_or(&value);
    kind.as_str().unwrap_or_default().to_owned()
}

/// The stored answer.
pub fn result(mutation: &StoredMutation) -> Result<ItemResult> {
    serde_json::from_str(&mutation.result).map_err(|_| StorageError::Corrupt("result"))
}

/// An edit with what it changed, if its record is known and the account may see it.
fn item(
    reader: &dyn Reader,
    account: &Account,
    push: RecordId,
    mutation: &StoredMutation,
    result: &ItemResult,
) -> Result<Option<PushedItem>> {
    let Some((kind, id)) = mutation.record else {
        return Ok(None);
    };
    let mut changes = Vec::new();
    if result.status.is_done() {
        let scope = account.scope();
        let seen = |org, internal| scope.sees(kind, org, internal);
        if !reader
            .record(kind, id)?
            .is_some_and(|record| seen(record.org, record.internal))
        {
            return Ok(None);
        }
        let push = push.to_string();
        changes = reader
            .changes_since(kind, id, mutation.seq)?
            .into_iter()
            .filter(|change| change.seq == mutation.seq && change.push == push)
            .map(|change| PushedChange {
                field: change.field,
                before: change.before,
                after: change.after,
            })
            .collect();
        changes.reverse();
    }
    Ok(Some(PushedItem {
        mid: mutation.mid,
        kind,
        id,
        status: result.status,
        changes,
    }))
}
