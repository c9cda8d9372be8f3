//! Pending edits and open questions.

use super::{
    Outcome,
    records::{chosen, edited},
};
use crate::{Terminal, arguments::Filter, exit::Exit, print, refusal, values::Assignment};
use edutracker_app::{self as app, views};
use edutracker_domain::{Record, RecordType, field, merge::Patch};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ConflictPage, Page, RecordRef, Resolve, ResolveAll},
};
use serde_json::{Value, json};

pub(super) async fn changes(terminal: &Terminal) -> Outcome {
    let mut from = 0;
    loop {
        let page = app::pending(&terminal.app, Page { from, count: 200 }).await?;
        for record in &page.records {
            let refused = record.refusal.as_ref().filter(|refused| !refused.is_null());
            for change in &record.changes {
                let mut value = json!({
                    "id": record.id, "type": record.kind, "field": change.field,
                    "before": print::value(record.kind, &change.field, &change.before),
                    "after": print::value(record.kind, &change.field, &change.after),
                    "step": change.step, "state": record.state,
                });
                if let Some(refused) = refused {
                    value["refusal"] = refused.clone();
                }
                if terminal.json {
                    print::out(&value.to_string());
                } else {
                    let (before, after) = (
                        print::plain(&value["before"]),
                        print::plain(&value["after"]),
                    );
                    print::out(&format!(
                        "{}  {}  {}: {before} → {after}",
                        &record.id.to_string()[..13],
                        record.heading,
                        change.field
                    ));
                }
            }
            if let Some(refused) = refused.filter(|_| !terminal.json) {
                let code = refused["code"].as_str().unwrap_or_default();
                let why = refusal::sentence(&terminal.texts, code, refused.get("detail"));
                print::out(&format!("               {why}"));
            }
        }
        from += 200;
        if from >= page.total {
            return Ok(Exit::Done);
        }
    }
}

pub(super) async fn conflicts(terminal: &Terminal) -> Outcome {
    let mut from = 0;
    loop {
        let asked = ConflictPage {
            from,
            count: 200,
            group: None,
        };
        let page = app::conflicts(&terminal.app, asked).await?;
        for record in &page.records {
            for conflict in &record.conflicts {
                let shown = |value: &Value| print::value(record.kind, &conflict.field, value);
                let mut value = json!({
                    "id": record.id, "type": record.kind, "field": conflict.field, "base": shown(&conflict.base),
                    "mine": shown(&conflict.mine), "theirs": shown(&conflict.theirs), "by": conflict.by, "at": conflict.at,
                });
                if !conflict.note.is_empty() {
                    value["note"] = json!(conflict.note);
                }
                print::out(&value.to_string());
            }
        }
        from += 200;
        if from >= page.shown {
            return Ok(Exit::Done);
        }
    }
}

/// Which questions are answered.
pub(super) struct Which {
    pub kind: RecordType,
    pub id: Option<String>,
    pub filter: Filter,
    pub field: Option<String>,
    pub only: bool,
}

/// Takes one side's values, in one step.
pub(super) async fn resolve(terminal: &Terminal, which: Which, take: String) -> Outcome {
    let kind = which.kind;
    if let Some(name) = &which.field
        && field::field(kind, name).is_none()
    {
        return Err(ClientError::new(ErrorCode::UnknownField)
            .with("field", name)
            .with("type", kind));
    }
    let ids: Vec<&str> = which.id.iter().map(String::as_str).collect();
    let records = chosen(terminal, kind, &which.filter, &ids)?
        .into_iter()
        .map(|id| RecordRef { kind, id })
        .collect();
    let reply = app::resolve_all(
        &terminal.app,
        ResolveAll {
            kind: Some(kind),
            records: Some(records),
            fields: which.field.map(|field| vec![field]),
            only: which.only,
            take,
        },
    )
    .await?;
    if which.id.is_some() && reply.changed == 0 {
        return Err(ErrorCode::NotFound.into());
    }
    edited(terminal, &reply).await
}

/// Gives one field of one record a new value.
pub(super) async fn resolve_to(terminal: &Terminal, which: Which, text: &str) -> Outcome {
    let kind = which.kind;
    let id = views::find(&terminal.app, kind, &which.id.unwrap_or_default())?;
    let name = which.field.unwrap_or_default();
    let mut patch = Patch::new();
    Assignment::parse(terminal, kind, &format!("{name}={text}"))?.apply(&Record::new(), &mut patch);
    let value = edutracker_domain::merge::value(&patch, &name);
    let answer = Resolve {
        kind,
        id,
        field: name,
        take: "value".to_owned(),
        value,
    };
    edited(terminal, &app::resolve(&terminal.app, answer).await?).await
}
