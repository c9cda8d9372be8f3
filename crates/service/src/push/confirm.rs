//! Large pushes need the numbers that a person confirmed (contract §6).

use crate::{
    refusal::{Answer, Refusal},
    storage::StoredPush,
};
use edutracker_domain::record;
use edutracker_protocol::{
    ProblemType,
    wire::{Confirm, Op, PushItem, WireLimits},
};

/// Whether an edit takes a record out of use.
fn removes(item: &PushItem) -> bool {
    item.op == Op::Delete
        || record::flag(&item.patch, "archived")
        || record::flag(&item.patch, "retired")
        || record::get(&item.patch, "removed").is_some()
}

/// The push with the edits of one more part counted.
pub fn count<'a>(mut push: StoredPush, items: impl Iterator<Item = &'a PushItem>) -> StoredPush {
    for item in items {
        *(if removes(item) {
            &mut push.removals
        } else {
            &mut push.updates
        }) += 1;
    }
    push
}

/// Refuses what goes beyond a threshold and was not confirmed.
pub fn check(push: &StoredPush, confirm: Option<Confirm>, limits: &WireLimits) -> Answer<()> {
    let confirm = confirm.unwrap_or_default();
    let updates = push.updates > limits.confirm_updates && confirm.updates < push.updates;
    let removals = push.removals > limits.confirm_removals && confirm.deletes < push.removals;
    if updates || removals {
        return Err(Refusal::new(ProblemType::ConfirmMismatch)
            .with("updates", push.updates)
            .with("removals", push.removals));
    }
    Ok(())
}
