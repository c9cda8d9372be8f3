//! Who listens for news, and what is told: that there is something new, and
//! where. Never what.

use crate::{account::Account, refusal::Answer, service::Service};
use edutracker_domain::RecordId;
use edutracker_protocol::wire::HeadHint;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Notify;

/// Connections of an account; the oldest makes room for the next.
const MOST: usize = 5;

type Connections = BTreeMap<RecordId, VecDeque<Arc<Notify>>>;

/// The open connections.
#[derive(Debug, Default)]
pub struct Listeners(Arc<Mutex<Connections>>);

fn locked(connections: &Mutex<Connections>) -> std::sync::MutexGuard<'_, Connections> {
    connections.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Listeners {
    /// A new connection of an account.
    pub fn join(&self, account: RecordId) -> Listening {
        let leave = Arc::new(Notify::new());
        let mut connections = locked(&self.0);
        let own = connections.entry(account).or_default();
        if own.len() >= MOST
            && let Some(oldest) = own.pop_front()
        {
            oldest.notify_one();
        }
        own.push_back(leave.clone());
        Listening {
            connections: self.0.clone(),
            account,
            leave,
        }
    }

    /// Ends all connections: the program stops.
    pub fn close(&self) {
        for leave in std::mem::take(&mut *locked(&self.0))
            .into_values()
            .flatten()
        {
            leave.notify_one();
        }
    }
}

/// A connection, until it is dropped.
#[derive(Debug)]
pub struct Listening {
    connections: Arc<Mutex<Connections>>,
    account: RecordId,
    leave: Arc<Notify>,
}

impl Listening {
    /// Waits until the connection has to make room.
    pub async fn told_to_leave(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut connections = locked(&self.connections);
        if let Some(own) = connections.get_mut(&self.account) {
            own.retain(|other| !Arc::ptr_eq(other, &self.leave));
            if own.is_empty() {
                connections.remove(&self.account);
            }
        }
    }
}

/// What can be told to a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// There is something the account sees.
    Head(HeadHint),
    /// There is nothing it sees up to this transaction.
    Nothing(u64),
    /// It may not listen any longer.
    Leave,
}

impl Service {
    /// What is new for an account after a transaction. Blocks.
    pub fn news(&self, account: RecordId, session: RecordId, after: u64) -> Answer<News> {
        let reader = self.storage().reader()?;
        let found = Account::load(&*reader, account)?.filter(|account| account.active);
        let session = reader.session(session)?.filter(|session| !session.revoked);
        let (Some(account), Some(_)) = (found, session) else {
            return Ok(News::Leave);
        };
        let seq = reader.head()?.seq;
        // A number of another incarnation says nothing.
        let after = if after > seq { 0 } else { after };
        let scope = account.scope();
        let mut orgs = reader.changed_orgs(&scope, after)?;
        if scope.orgs.is_some() {
            let grants = reader.grants(account.info.id, after)?;
            orgs.extend(grants.iter().map(|grant| grant.org));
        }
        orgs.sort();
        orgs.dedup();
        Ok(if orgs.is_empty() {
            News::Nothing(seq)
        } else {
            News::Head(HeadHint { seq, orgs })
        })
    }
}
