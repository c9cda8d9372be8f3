//! Notices as reviewers look at them.

use crate::{
    account::Account,
    clock,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{NoticesOf, StoredNotice},
};
use edutracker_domain::{RecordId, rights::Action};
use edutracker_protocol::{
    ProblemType,
    wire::{NoticeInfo, NoticeList},
};

impl Service {
    /// Notices about decisions, newest first.
    pub fn notices(
        &self,
        account: &Account,
        of: NoticesOf,
        before: Option<RecordId>,
        limit: usize,
    ) -> Answer<NoticeList> {
        if !account.may(Action::OfferRemove) {
            return Err(Refusal::forbidden(Action::OfferRemove));
        }
        let reader = self.storage().reader()?;
        let before = match before {
            None => None,
            Some(id) => {
                let found = reader.notice(id)?.ok_or(ProblemType::NotFound)?;
                Some((found.created, found.id))
            }
        };
        let found = reader.notices(of, before, limit)?;
        let next = found
            .last()
            .filter(|_| found.len() == limit)
            .map(|last| last.id.to_string());
        // Those about accounts are no reviewer's.
        let items = found.into_iter().filter_map(info).collect();
        Ok(NoticeList { items, next })
    }
}

fn info(notice: StoredNotice) -> Option<NoticeInfo> {
    Some(NoticeInfo {
        id: notice.id,
        review: notice.subject,
        offer: notice.offer?,
        verdict: notice.kind.as_str().to_owned(),
        recipient: notice.recipient,
        language: notice.language,
        state: notice.state.as_str().to_owned(),
        code: notice.code,
        tries: notice.tries,
        created: clock::moment(notice.created),
        changed: clock::moment(notice.changed),
        due: clock::moment(notice.due),
    })
}
