//! What was sent, and taking it back.

use super::{
    Outcome,
    exchange::{decisions, pushed},
    records::edited,
};
use crate::{Terminal, exit::Exit, print};
use edutracker_app as app;
use edutracker_domain::RecordId;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Nothing, PushAsked, PushEntry, PushesAsked, RevertPush},
};
use serde_json::{Value, json};

/// The most that is asked for at once.
const PAGE: u64 = 200;

async fn page(
    terminal: &Terminal,
    before: Option<String>,
    count: u64,
) -> Result<(Vec<PushEntry>, Option<String>), ClientError> {
    let page = app::pushes(&terminal.app, PushesAsked { before, count }).await?;
    Ok((page.pushes, page.next))
}

pub(super) async fn list(terminal: &Terminal, count: u64) -> Outcome {
    let mut left = count;
    let mut before = None;
    while left > 0 {
        let (pushes, next) = page(terminal, before, left.min(PAGE)).await?;
        for push in &pushes {
            if terminal.json {
                print::out(&serde_json::to_string(push).unwrap_or_default());
            } else {
                let done = push.summary.applied + push.summary.merged + push.summary.noop;
                print::out(&format!(
                    "{}  {}  {done:>6}  {}",
                    push.push, push.at, push.comment
                ));
            }
        }
        left = left.saturating_sub(pushes.len() as u64);
        if next.is_none() {
            break;
        }
        before = next;
    }
    Ok(Exit::Done)
}

/// The id that a text stands for: itself, or the one push that begins with it.
async fn find(terminal: &Terminal, text: &str) -> Result<String, ClientError> {
    if let Ok(id) = text.parse::<RecordId>() {
        return Ok(id.to_string());
    }
    let (pushes, _) = page(terminal, None, PAGE).await?;
    one(pushes.into_iter().map(|push| push.push), text)
}

/// The one id that begins with a text.
pub(super) fn one(ids: impl Iterator<Item = String>, text: &str) -> Result<String, ClientError> {
    let mut fitting: Vec<String> = ids.filter(|id| id.starts_with(text)).collect();
    fitting.dedup();
    match (fitting.pop(), fitting.pop()) {
        (Some(id), None) if text.len() >= 8 => Ok(id),
        (Some(_), Some(_)) => Err(ClientError::new(ErrorCode::AmbiguousId).with("id", text)),
        _ => Err(ClientError::new(ErrorCode::NotFound)
            .with("type", "push")
            .with("id", text)),
    }
}

/// What a restored service does not know any more.
pub(super) async fn lost(terminal: &Terminal) -> Outcome {
    for push in app::lost_pushes(&terminal.app, Nothing {}).await?.pushes {
        if terminal.json {
            print::out(&serde_json::to_string(&push).unwrap_or_default());
        } else {
            print::out(&format!(
                "{}  {}  {:>6}  {}",
                push.push, push.at, push.edits, push.comment
            ));
        }
    }
    Ok(Exit::Done)
}

/// Makes the edits of a lost push again.
pub(super) async fn resend(terminal: &Terminal, text: &str) -> Outcome {
    let lost = app::lost_pushes(&terminal.app, Nothing {}).await?.pushes;
    let push = one(lost.into_iter().map(|push| push.push), text)?;
    let reply = app::resend(&terminal.app, PushAsked { push }).await?;
    edited(terminal, &reply).await?;
    Ok(if decisions(terminal).await? {
        Exit::Decision
    } else {
        Exit::Done
    })
}

pub(super) async fn show(terminal: &Terminal, push: &str) -> Outcome {
    let push = find(terminal, push).await?;
    let detail = app::push_detail(&terminal.app, PushAsked { push }).await?;
    for item in &detail.items {
        let line = |change: Option<(&str, Value, Value)>| {
            let (field, before, after) = change.unwrap_or_default();
            if terminal.json {
                let value = json!({
                    "mid": item.mid, "id": item.id, "type": item.kind, "status": item.status,
                    "field": (!field.is_empty()).then_some(field), "before": before, "after": after,
                });
                print::out(&value.to_string());
            } else {
                print::out(&format!(
                    "{}  {}  {field}: {} → {}",
                    item.mid,
                    item.heading,
                    print::plain(&before),
                    print::plain(&after)
                ));
            }
        };
        if item.changes.is_empty() {
            line(None);
        }
        for change in &item.changes {
            let shown = |value: &Value| print::value(item.kind, &change.field, value);
            line(Some((
                &change.field,
                shown(&change.before),
                shown(&change.after),
            )));
        }
    }
    Ok(Exit::Done)
}

pub(super) async fn revert(terminal: &Terminal, mut revert: RevertPush) -> Outcome {
    revert.push = find(terminal, &revert.push).await?;
    let dry_run = revert.dry_run;
    let reply = app::revert(&terminal.app, revert).await?;
    pushed(terminal, &reply);
    if dry_run {
        return Ok(Exit::Done);
    }
    let left = reply.results.iter().any(|item| !item.status.is_done());
    Ok(
        if left || reply.needs_confirm.is_some() || decisions(terminal).await? {
            Exit::Decision
        } else {
            Exit::Done
        },
    )
}
