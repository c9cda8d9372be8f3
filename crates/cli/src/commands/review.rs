//! The desk of Agoria's reviewers.

use super::{
    Outcome,
    records::{edited, list, open},
};
use crate::{
    Terminal,
    arguments::{Review, Verdict},
};
use edutracker_app::{self as app, views};
use edutracker_domain::RecordType;
use edutracker_protocol::command::{ReviewDecision, ViewOpen};
use std::collections::BTreeMap;

pub(super) async fn review_desk(terminal: &Terminal, review: Review) -> Outcome {
    let (verdict, arguments) = match review {
        Review::Queue { filter } => {
            let view = open(terminal, RecordType::Offer, &filter)?;
            return list(
                terminal,
                ViewOpen {
                    review_queue: true,
                    ..view
                },
            );
        }
        Review::Keep(arguments) => ("keep", arguments),
        Review::Remove(arguments) => ("remove", arguments),
        Review::Ask(arguments) => ("ask", arguments),
        Review::Defer(arguments) => ("defer", arguments),
        Review::Restore(arguments) => ("restore", arguments),
    };
    decide(terminal, verdict, arguments).await
}

async fn decide(terminal: &Terminal, verdict: &str, arguments: Verdict) -> Outcome {
    let ids = arguments
        .ids
        .iter()
        .map(|id| views::find(&terminal.app, RecordType::Offer, id))
        .collect::<Result<Vec<_>, _>>()?;
    let note = BTreeMap::from([
        ("nl".to_owned(), arguments.note_nl),
        ("fr".to_owned(), arguments.note_fr),
        ("en".to_owned(), arguments.note_en),
    ]);
    let decision = ReviewDecision {
        ids,
        verdict: verdict.to_owned(),
        reasons: arguments.reason,
        note: note
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        due: arguments.due,
        confirm: arguments.yes,
    };
    edited(terminal, &app::review(&terminal.app, decision).await?).await
}
