//! What reviewers decide, and what they are asked about it.

use crate::world::Client;
use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::command::{ConflictPage, PendingRecord, ResolveAll, ReviewDecision};
use serde_json::Value;

/// A decision about offers, without a reason.
#[must_use]
pub fn verdict(verdict: &str, ids: impl Into<Vec<RecordId>>) -> ReviewDecision {
    ReviewDecision {
        ids: ids.into(),
        verdict: verdict.to_owned(),
        reasons: Vec::new(),
        note: Default::default(),
        due: None,
        seen: Default::default(),
        known: Default::default(),
        notify: true,
        confirm: false,
    }
}

/// A removal of an offer that is not technological.
#[must_use]
pub fn removal(id: RecordId) -> ReviewDecision {
    ReviewDecision {
        reasons: vec!["NON_TECH".into()],
        ..verdict("remove", [id])
    }
}

/// The questions that are open: type, field, mine and theirs.
///
/// # Panics
/// When they cannot be read.
pub async fn questions(client: &Client) -> Vec<(RecordType, String, Value, Value)> {
    let page = ConflictPage {
        count: 10,
        ..ConflictPage::default()
    };
    let found = app::conflicts(&client.app, page).await.expect("reads");
    let of = |record: &PendingRecord| {
        let kind = record.kind;
        let conflicts = record.conflicts.clone().into_iter();
        conflicts
            .map(move |c| (kind, c.field, c.mine, c.theirs))
            .collect::<Vec<_>>()
    };
    found.records.iter().flat_map(of).collect()
}

/// Answers all that is asked.
///
/// # Panics
/// When that fails.
pub async fn answer(client: &Client, take: &str) {
    let args = ResolveAll {
        take: take.to_owned(),
        ..ResolveAll::default()
    };
    app::resolve_all(&client.app, args).await.expect("resolves");
}
