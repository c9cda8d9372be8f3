//! Which offers reviewers look at now, so that two do not read the same one
//! without knowing. Kept in memory, by session, and forgotten by itself: it
//! hinders no decision and says nothing of the past.

use crate::{
    account::Account,
    refusal::{Answer, Refusal},
    service::Service,
};
use edutracker_domain::{RecordId, RecordType, rights::Action};
use edutracker_protocol::{
    ProblemType,
    wire::{ClaimInfo, ClaimList},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// How long a word holds that is not said again, in milliseconds.
const HOLDS: i64 = 60_000;

#[derive(Debug, Clone)]
struct Claim {
    offer: RecordId,
    name: String,
    /// Milliseconds since 1970.
    until: i64,
}

/// What each session looks at.
#[derive(Debug)]
pub struct Claims {
    open: Mutex<BTreeMap<RecordId, Claim>>,
    moved: watch::Sender<u64>,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            moved: watch::Sender::new(0),
        }
    }
}

impl Claims {
    fn open(&self) -> MutexGuard<'_, BTreeMap<RecordId, Claim>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Grows when somebody looks at something else.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.moved.subscribe()
    }

    /// A session looks at an offer, or at none.
    fn look(&self, session: RecordId, claim: Option<Claim>, now: i64) {
        let mut open = self.open();
        open.retain(|_, claim| claim.until > now);
        let before = open.get(&session).map(|claim| claim.offer);
        let after = claim.as_ref().map(|claim| claim.offer);
        match claim {
            Some(claim) => drop(open.insert(session, claim)),
            None => drop(open.remove(&session)),
        }
        drop(open);
        if before != after {
            self.moved.send_modify(|version| *version += 1);
        }
    }

    /// What the other sessions look at.
    fn others(&self, session: RecordId, now: i64) -> Vec<ClaimInfo> {
        self.open()
            .iter()
            .filter(|(other, claim)| **other != session && claim.until > now)
            .map(|(_, claim)| ClaimInfo {
                offer: claim.offer,
                name: claim.name.clone(),
                expires_in: u32::try_from((claim.until - now + 999) / 1_000).unwrap_or(0),
            })
            .collect()
    }
}

/// Whether an account is one of the reviewers; the refusal if not.
fn reviewer(account: &Account) -> Answer<()> {
    if account.may(Action::OfferRemove) {
        return Ok(());
    }
    Err(Refusal::forbidden(Action::OfferRemove))
}

impl Service {
    /// A reviewer's session looks at an offer from now on, or at none. Answers
    /// what the others look at.
    pub fn claim(
        &self,
        account: &Account,
        session: RecordId,
        offer: Option<RecordId>,
    ) -> Answer<ClaimList> {
        reviewer(account)?;
        if let Some(offer) = offer {
            let found = self.storage().reader()?.record(RecordType::Offer, offer)?;
            if found.is_none_or(|found| found.deleted) {
                return Err(ProblemType::NotFound.into());
            }
        }
        let now = self.clock().millis();
        let claim = offer.map(|offer| Claim {
            offer,
            name: account.info.name.clone(),
            until: now + HOLDS,
        });
        self.claims().look(session, claim, now);
        self.claimed(account, session)
    }

    /// What the other reviewers' sessions look at.
    pub fn claimed(&self, account: &Account, session: RecordId) -> Answer<ClaimList> {
        reviewer(account)?;
        Ok(ClaimList {
            items: self.claims().others(session, self.clock().millis()),
        })
    }
}
