//! Pending edits and open questions.

use super::{Outcome, records::edited};
use crate::{Terminal, exit::Exit, print, values::Assignment};
use edutracker_app::{self as app, views};
use edutracker_domain::{Record, RecordType, merge::Patch};
use edutracker_protocol::command::{Page, Resolve};
use serde_json::{Value, json};

pub(super) async fn changes(terminal: &Terminal) -> Outcome {
    let mut from = 0;
    loop {
        let page = app::pending(&terminal.app, Page { from, count: 200 }).await?;
        for record in &page.records {
            for change in &record.changes {
                let value = json!({
                    "id": record.id, "type": record.kind, "field": change.field,
                    "before": print::value(record.kind, &change.field, &change.before),
                    "after": print::value(record.kind, &change.field, &change.after),
                    "step": change.step, "state": record.state,
                });
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
        let page = app::pending(&terminal.app, Page { from, count: 200 }).await?;
        for record in &page.records {
            for conflict in &record.conflicts {
                let shown = |value: &Value| print::value(record.kind, &conflict.field, value);
                let value = json!({
                    "id": record.id, "type": record.kind, "field": conflict.field, "base": shown(&conflict.base),
                    "mine": shown(&conflict.mine), "theirs": shown(&conflict.theirs), "by": conflict.by, "at": conflict.at,
                });
                print::out(&value.to_string());
            }
        }
        from += 200;
        if from >= page.total {
            return Ok(Exit::Done);
        }
    }
}

pub(super) async fn resolve(
    terminal: &Terminal,
    kind: RecordType,
    id: &str,
    field: String,
    take: Option<String>,
    value: Option<String>,
) -> Outcome {
    let id = views::find(&terminal.app, kind, id)?;
    let value = match value {
        None => Value::Null,
        Some(text) => {
            let mut patch = Patch::new();
            Assignment::parse(terminal, kind, &format!("{field}={text}"))?
                .apply(&Record::new(), &mut patch);
            edutracker_domain::merge::value(&patch, &field)
        }
    };
    let take = take.unwrap_or_else(|| "value".to_owned());
    edited(
        terminal,
        &app::resolve(
            &terminal.app,
            Resolve {
                kind,
                id,
                field,
                take,
                value,
            },
        )
        .await?,
    )
    .await
}
