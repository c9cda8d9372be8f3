//! The account behind a request: what it may do, and what it may see.

use crate::storage::{Reader, Result, Scope, StoredRecord};
use edutracker_domain::{
    RecordId, RecordType, capability, record,
    rights::{self, Action, Grant, Side},
};
use edutracker_protocol::wire::AccountInfo;

/// An account with its side and organisation.
#[derive(Debug, Clone)]
pub struct Account {
    /// What is told about it.
    pub info: AccountInfo,
    /// The side of its organisation.
    pub side: Side,
    /// Whether it may work at all.
    pub active: bool,
    /// Whether it was invited and has no password yet.
    pub invited: bool,
    /// The partitions it sees where it does not see all: its own, and those it
    /// is a member of; in order.
    pub partitions: Vec<RecordId>,
}

/// Whether anybody works for an organisation: not for one that lost its membership (ET-23).
fn is_open(organisation: &StoredRecord) -> bool {
    !organisation.deleted
        && !matches!(
            record::text(&organisation.data, "status"),
            "suspended" | "archived"
        )
}

/// The partitions of an account with its own organisation, in order.
pub fn partitions(reader: &dyn Reader, account: RecordId, own: RecordId) -> Result<Vec<RecordId>> {
    let mut found = reader.memberships(account)?;
    found.push(own);
    found.sort();
    found.dedup();
    Ok(found)
}

impl Account {
    /// Reads an account; `None` when it, or its organisation, is not there.
    pub fn load(reader: &dyn Reader, id: RecordId) -> Result<Option<Self>> {
        let Some(account) = reader
            .record(RecordType::Account, id)?
            .filter(|account| !account.deleted)
        else {
            return Ok(None);
        };
        let Some(organisation) = reader
            .record(RecordType::Organisation, account.org)?
            .filter(|found| !found.deleted)
        else {
            return Ok(None);
        };
        let partitions = partitions(reader, id, account.org)?;
        let mut memberships = Vec::new();
        for org in partitions.iter().filter(|org| **org != account.org) {
            let found = reader.record(RecordType::Organisation, *org)?;
            if found.as_ref().is_some_and(is_open) {
                memberships.push(*org);
            }
        }
        let text = |name: &str| record::text(&account.data, name).to_owned();
        let side = capability::side(record::text(&organisation.data, "kind"));
        Ok(Some(Self {
            info: AccountInfo {
                id,
                email: text("email"),
                name: text("name"),
                role: text("role"),
                side: side.to_string(),
                organisation: account.org,
                organisation_code: record::text(&organisation.data, "code").to_owned(),
                language: text("language"),
                memberships,
            },
            side,
            active: text("state") == "active" && is_open(&organisation),
            invited: text("state") == "invited" && is_open(&organisation),
            partitions,
        }))
    }

    /// The cell of the matrix.
    #[must_use]
    pub fn grant(&self, action: Action) -> Grant {
        rights::grant(self.side, &self.info.role, action)
    }

    /// Whether the matrix plainly allows an action.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.grant(action) == Grant::Allow
    }

    /// Whether it works for an organisation: its own, or one it is a member of.
    #[must_use]
    pub fn belongs_to(&self, org: RecordId) -> bool {
        self.info.belongs_to(org)
    }

    /// The records it may see (contract §5).
    #[must_use]
    pub fn scope(&self) -> Scope {
        let own = self.info.organisation;
        let mut scope = Scope {
            orgs: None,
            kinds: Vec::new(),
            own,
            own_kinds: Vec::new(),
            internal: false,
        };
        match self.side {
            Side::Institution | Side::Company => {
                scope.orgs = Some(self.partitions.clone());
                scope.kinds = vec![
                    RecordType::Organisation,
                    RecordType::Site,
                    RecordType::Contact,
                ];
                if self.grant(Action::OfferViewOwn) != Grant::Deny {
                    scope.kinds.extend([RecordType::Offer, RecordType::Review]);
                }
                if self.grant(Action::AccountsView) != Grant::Deny {
                    scope.kinds.push(RecordType::Account);
                }
            }
            Side::Operator => {
                scope.kinds.push(RecordType::Organisation);
                if self.grant(Action::OfferViewOwn) != Grant::Deny {
                    scope.kinds.push(RecordType::Offer);
                }
                if self.may(Action::OfferRemove) {
                    scope
                        .kinds
                        .extend([RecordType::Site, RecordType::Contact, RecordType::Review]);
                    scope.internal = true;
                }
                if self.grant(Action::AccountsView) != Grant::Deny {
                    scope.own_kinds.push(RecordType::Account);
                }
            }
            Side::Member | Side::None => scope.orgs = Some(vec![own]),
        }
        scope
    }
}
