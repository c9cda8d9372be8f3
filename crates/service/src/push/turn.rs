//! One push of an account at a time: a second one would be decided twice.

use edutracker_domain::RecordId;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

/// The accounts that push now.
#[derive(Debug, Clone, Default)]
pub struct Turns(Arc<Mutex<BTreeSet<RecordId>>>);

/// The turn of an account. It ends when this is dropped; give it to the work
/// itself and not to the request, which ends earlier when the client goes away.
#[derive(Debug)]
pub struct Turn {
    turns: Turns,
    account: RecordId,
}

impl Turns {
    /// The turn of an account; `None` while it pushes already.
    #[must_use]
    pub fn take(&self, account: RecordId) -> Option<Turn> {
        let mut busy = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(account).then(|| Turn {
            turns: self.clone(),
            account,
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut busy = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&self.account);
    }
}
