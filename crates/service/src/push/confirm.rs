//! Large pushes need the numbers that a person confirmed (contract §6).

use crate::{
    account::Account,
    refusal::{Answer, Refusal},
    storage::{Reader, Result, StoredPush},
};
use edutracker_domain::{RecordType, record};
use edutracker_protocol::{
    ProblemType,
    wire::{Confirm, Op, PushItem, WireLimits},
};

/// What can be taken out of use.
const REMOVABLE: [RecordType; 3] = [RecordType::Offer, RecordType::Site, RecordType::Contact];
/// Removals that need no confirmation, however few records there are.
const FEW: u64 = 5;
/// Above one in so many records in view, removals need one.
const SHARE: u64 = 20;

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

/// The records that an account could remove, archive or retire.
pub fn in_view(reader: &dyn Reader, account: &Account) -> Result<u64> {
    let scope = account.scope().limited(&REMOVABLE);
    Ok(reader.tally(&scope)?.count)
}

/// Refuses what goes beyond a threshold and was not confirmed, and what goes
/// beyond the numbers that were. These are of the whole push: each of its
/// parts carries them, and the parts are counted together.
pub fn check(
    push: &StoredPush,
    confirm: Option<Confirm>,
    limits: &WireLimits,
    in_view: impl FnOnce() -> Result<u64>,
) -> Answer<()> {
    let given = confirm.unwrap_or_default();
    let updates = push.updates > limits.confirm_updates && given.updates < push.updates;
    // Nobody is asked about a few, and storage only when it matters.
    let removals = push.removals > FEW
        && given.deletes < push.removals
        && push.removals > limits.confirm_removals.min((in_view()? / SHARE).max(FEW));
    // Below the thresholds numbers need not be given, but hold when they are.
    let confirmed = given.updates.saturating_add(given.deletes);
    let beyond = confirmed > 0 && push.updates + push.removals > confirmed;
    if updates || removals || beyond {
        return Err(Refusal::new(ProblemType::ConfirmMismatch)
            .with("updates", push.updates)
            .with("removals", push.removals));
    }
    Ok(())
}
