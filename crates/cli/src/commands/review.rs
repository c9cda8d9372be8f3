//! The desk of Agoria's reviewers.

use super::{
    Outcome,
    records::{edited, list, open},
    templates,
};
use crate::{
    Terminal,
    arguments::{Review, Verdict},
    exit::Exit,
    print,
};
use edutracker_app::{self as app, classify::Classified, views};
use edutracker_domain::RecordType;
use edutracker_protocol::command::{RecordRef, ReviewDecision, ReviewItemAsked, ViewOpen};
use std::{
    collections::BTreeMap,
    io::{BufWriter, Write as _},
    path::Path,
};

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
        Review::Classify { file } => return classify(&file),
        Review::Explain { id } => {
            let id = views::find(&terminal.app, RecordType::Offer, &id)?;
            let kind = RecordType::Offer;
            let classified = app::explain(&terminal.app, RecordRef { kind, id }).await?;
            print::out(&line(&classified));
            return Ok(Exit::Done);
        }
        Review::Show { id } => {
            let id = views::find(&terminal.app, RecordType::Offer, &id)?;
            let item = app::review_item(&terminal.app, ReviewItemAsked { id }).await?;
            print::out(&serde_json::to_string(&item).unwrap_or_default());
            return Ok(Exit::Done);
        }
        Review::Report {
            from,
            to,
            out: Some(file),
        } => {
            let written = app::review_report_to(&terminal.app, &from, &to, &file)?;
            print::out(&serde_json::to_string(&written).unwrap_or_default());
            return Ok(Exit::Done);
        }
        Review::Report { from, to, .. } => {
            let report = app::review_report(&terminal.app, &from, &to)?;
            print::out(&serde_json::to_string(&report).unwrap_or_default());
            return Ok(Exit::Done);
        }
        Review::Templates(command) => return templates::templates(terminal, command).await,
        Review::Keep(arguments) => ("keep", arguments),
        Review::Remove(arguments) => ("remove", arguments),
        Review::Ask(arguments) => ("ask", arguments),
        Review::Defer(arguments) => ("defer", arguments),
        Review::Restore(arguments) => ("restore", arguments),
    };
    decide(terminal, verdict, arguments).await
}

/// Classifies a table, which needs neither account nor cache.
pub(crate) fn classify(file: &Path) -> Outcome {
    let mut out = BufWriter::new(std::io::stdout().lock());
    // A closed pipe ends the reading quietly.
    app::classify_table(file, |classified| {
        writeln!(out, "{}", line(classified)).is_ok()
    })?;
    let _ = out.flush();
    Ok(Exit::Done)
}

fn line(classified: &Classified) -> String {
    serde_json::to_string(classified).unwrap_or_default()
}

async fn decide(terminal: &Terminal, verdict: &str, arguments: Verdict) -> Outcome {
    let ids = arguments
        .ids
        .iter()
        .map(|id| views::find(&terminal.app, RecordType::Offer, id))
        .collect::<Result<Vec<_>, _>>()?;
    let mut note = if arguments.template {
        templates::note(terminal, verdict, &arguments.reason).await?
    } else {
        BTreeMap::new()
    };
    for (language, text) in [
        ("nl", arguments.note_nl),
        ("fr", arguments.note_fr),
        ("en", arguments.note_en),
    ] {
        if !text.is_empty() {
            note.insert(language.to_owned(), text);
        }
    }
    let decision = ReviewDecision {
        ids,
        verdict: verdict.to_owned(),
        reasons: arguments.reason,
        note: note
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        due: arguments.due,
        seen: BTreeMap::new(),
        known: BTreeMap::new(),
        notify: !arguments.no_notice,
        confirm: arguments.yes,
    };
    edited(terminal, &app::review(&terminal.app, decision).await?).await
}
