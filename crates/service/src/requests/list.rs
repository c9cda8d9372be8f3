//! Requests as the account desk looks at them.

use super::known;
use crate::{
    account::Account,
    clock,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{Reader, RequestState, StoredRequest},
};
use edutracker_domain::{Limits, RecordId, rights::Action};
use edutracker_protocol::{
    ProblemType,
    wire::{AccountRequest, AccountRequestInfo, AccountRequestList, ExcludedKind},
};

impl Service {
    /// Requests, newest first.
    pub fn requests(
        &self,
        account: &Account,
        state: Option<RequestState>,
        before: Option<RecordId>,
        limit: usize,
    ) -> Answer<AccountRequestList> {
        desk(account)?;
        let reader = self.storage().reader()?;
        let before = match before {
            None => None,
            Some(id) => {
                let found = reader.request(id)?.ok_or(ProblemType::NotFound)?;
                Some((found.created, found.id))
            }
        };
        let found = reader.requests(state, before, limit)?;
        let next = found
            .last()
            .filter(|_| found.len() == limit)
            .map(|last| last.id.to_string());
        let today = self.clock().today();
        let items = found
            .into_iter()
            .map(|request| info(&*reader, request, &self.settings().texts, &today));
        Ok(AccountRequestList {
            items: items.collect::<Answer<_>>()?,
            next,
        })
    }
}

/// Whether an account decides on requests; the refusal if not.
pub(super) fn desk(account: &Account) -> Answer<()> {
    if account.may(Action::AccountRequestDecide) {
        return Ok(());
    }
    Err(Refusal::forbidden(Action::AccountRequestDecide))
}

/// A request as it travels.
pub(super) fn info(
    reader: &dyn Reader,
    found: StoredRequest,
    limits: &Limits,
    today: &str,
) -> Answer<AccountRequestInfo> {
    let open = found.state == RequestState::Open;
    let rule = limits.exclusions.of(&found.kind, today).filter(|_| open);
    let similar = if open {
        known::known(reader, &found.organisation)?
    } else {
        Vec::new()
    };
    Ok(AccountRequestInfo {
        id: found.id,
        state: found.state.as_str().to_owned(),
        receipt: found.receipt,
        request: AccountRequest {
            organisation: found.organisation,
            name: found.name,
            email: found.email,
            kind: found.kind,
            country: found.country,
            language: found.language,
            message: found.message,
        },
        created: clock::moment(found.created),
        decided: found.decided.map(clock::moment),
        decided_by: found.decided_by,
        reason: found.reason,
        excluded: rule.map(|rule| ExcludedKind {
            reason: rule.reason.clone(),
            date: rule.from.clone(),
        }),
        similar: similar.into_iter().map(|found| found.code).collect(),
    })
}
