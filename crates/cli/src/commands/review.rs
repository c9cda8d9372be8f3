//! The desk of Agoria's reviewers.

use super::{
    Outcome,
    records::{edited, list, open},
    templates,
};
use crate::{
    Terminal,
    arguments::{Filter, Review, Verdict},
    exit::Exit,
    print,
};
use edutracker_app::{self as app, classify::Classified, views};
use edutracker_domain::{RecordType, Subject};
use edutracker_i18n::{Key, Value as TextValue};
use edutracker_protocol::command::{
    Condition, FacetsAsked, NoticesAsked, RecordRef, ReviewDecision, ReviewItemAsked, ViewOpen,
};
use std::{
    collections::BTreeMap,
    io::{BufWriter, Write as _},
    path::Path,
};

/// The field that tells what an offer is about.
const SUBJECT: &str = "subject";

pub(super) async fn review_desk(terminal: &Terminal, review: Review) -> Outcome {
    let (verdict, arguments) = match review {
        Review::Queue { filter } => return queue(terminal, &filter).await,
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
        Review::Notices { id } => {
            let review = views::find(&terminal.app, RecordType::Review, &id)?;
            let found = app::notices(&terminal.app, NoticesAsked { review }).await?;
            for notice in &found.items {
                print::out(&serde_json::to_string(notice).unwrap_or_default());
            }
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

/// What waits for a reviewer: programmes, unless something else is asked for.
async fn queue(terminal: &Terminal, filter: &Filter) -> Outcome {
    let every = ViewOpen {
        review_queue: true,
        ..open(terminal, RecordType::Offer, filter)?
    };
    let chosen = |condition: &Condition| condition.field == SUBJECT;
    if filter.all || every.conditions.iter().any(chosen) {
        return list(terminal, every);
    }
    let mut programmes = every.clone();
    let programme = Subject::Programme.as_str();
    let condition = Condition::new(SUBJECT, programme);
    programmes.conditions.push(condition);
    let done = list(terminal, programmes)?;
    if !terminal.json {
        let asked = FacetsAsked {
            filter: every,
            fields: vec![SUBJECT.to_owned()],
            most: None,
        };
        let counted = app::facets(&terminal.app, asked).await?;
        let others: u64 = counted
            .facets
            .iter()
            .flat_map(|facet| &facet.values)
            .filter(|value| value.value != programme)
            .map(|value| value.count)
            .sum();
        if others > 0 {
            let args = [("count", TextValue::from(others))];
            print::say(&terminal.texts.text(Key::CliQueueOthers, &args));
        }
    }
    Ok(done)
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
