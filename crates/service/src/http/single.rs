//! Writing one record at a time, for third parties: the same rules as for
//! pushes, with HTTP's own preconditions.

use super::{
    json,
    records::visible,
    request::{JsonBytes, PatchBytes, Segments, id, kind},
    writing::Writer,
};
use crate::{
    account::Account,
    push::{self, Part},
    refusal::{Answer, Refusal},
    service::Service,
    storage::{Head, StoredRecord},
};
use axum::{extract::State, response::Response};
use edutracker_domain::{Record, RecordId, RecordType, Rev, field, merge, record};
use edutracker_protocol::{
    Problem, ProblemType,
    wire::{ItemResult, ItemStatus, MergeMode, Op, PushItem, PushPart, RecordEnvelope},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What the client says it knows of the record.
enum Precondition {
    /// `If-None-Match: *`: there is none.
    Absent,
    /// `If-Match`: it is at one of these revisions.
    At(Vec<Rev>),
}

/// A write of one record.
struct Write {
    method: Method,
    kind: RecordType,
    id: RecordId,
    precondition: Precondition,
    /// Of the request, so that a key stands for one request only.
    hash: Vec<u8>,
    body: Record,
}

/// Replaces a record's fields by those sent, or makes the record with
/// `If-None-Match: *`. The body is what `data` holds when the record is read.
#[utoipa::path(put, path = "/v1/{type}/{id}", tag = "records",
    params(("type" = String, Path), ("id" = String, Path)), request_body = Object,
    responses((status = 200, body = RecordEnvelope), (status = 201, body = RecordEnvelope), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem), (status = 501, body = Problem)))]
pub async fn replace(
    State(service): State<Service>,
    writer: Writer,
    Segments((of, record)): Segments<(String, String)>,
    headers: HeaderMap,
    body: JsonBytes,
) -> Answer {
    let write = write(&service, Method::PUT, &of, &record, &headers, &body.0)?;
    answer(&service, writer, write).await
}

/// Merges a patch (RFC 7396) into a record's fields.
#[utoipa::path(patch, path = "/v1/{type}/{id}", tag = "records",
    params(("type" = String, Path), ("id" = String, Path)),
    request_body(content = Object, content_type = "application/merge-patch+json"),
    responses((status = 200, body = RecordEnvelope), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem), (status = 501, body = Problem)))]
pub async fn patch(
    State(service): State<Service>,
    writer: Writer,
    Segments((of, record)): Segments<(String, String)>,
    headers: HeaderMap,
    body: PatchBytes,
) -> Answer {
    let write = write(&service, Method::PATCH, &of, &record, &headers, &body.0)?;
    answer(&service, writer, write).await
}

/// Erases a record. Only the service itself does: the answer names the flag
/// that takes the record out of use instead.
#[utoipa::path(delete, path = "/v1/{type}/{id}", tag = "records",
    params(("type" = String, Path), ("id" = String, Path)),
    responses((status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem),
        (status = 501, body = Problem)))]
pub async fn erase(
    State(service): State<Service>,
    writer: Writer,
    Segments((of, record)): Segments<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let write = write(&service, Method::DELETE, &of, &record, &headers, b"{}")?;
    answer(&service, writer, write).await
}

fn write(
    service: &Service,
    method: Method,
    of: &str,
    record: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Answer<Write> {
    let (kind, id) = (kind(of)?, id(record)?);
    let limit = service.settings().wire.item_bytes;
    if body.len() > limit {
        return Err(Refusal::new(ProblemType::TooLarge).with("limit", limit));
    }
    let text = |name| {
        let value: Option<&HeaderValue> = headers.get(name);
        value.and_then(|value| value.to_str().ok()).map(str::trim)
    };
    let (matching, none) = (text(header::IF_MATCH), text(header::IF_NONE_MATCH));
    let precondition = match (matching, none) {
        (None, Some("*")) if method == Method::PUT => Precondition::Absent,
        // A client that does not care which revision it writes over does not get to.
        (None | Some("*"), _) => return Err(ProblemType::PreconditionRequired.into()),
        (Some(tags), _) => Precondition::At(revisions(tags)),
    };
    let mut hash = Sha256::new();
    for part in [
        method.as_str(),
        kind.as_str(),
        &id.to_string(),
        matching.unwrap_or("*"),
    ] {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(body);
    Ok(Write {
        method,
        kind,
        id,
        precondition,
        hash: hash.finalize().to_vec(),
        body: serde_json::from_slice(body).map_err(|_| Refusal::malformed(""))?,
    })
}

/// The revisions of entity tags; weak tags, and those of others, are none.
fn revisions(tags: &str) -> Vec<Rev> {
    tags.split(',')
        .filter_map(|tag| {
            tag.trim()
                .strip_prefix('"')?
                .strip_suffix('"')?
                .parse()
                .ok()
        })
        .collect()
}

async fn answer(service: &Service, writer: Writer, write: Write) -> Answer {
    let (key, device) = (writer.key.clone(), writer.device.clone());
    let creates = matches!(write.precondition, Precondition::Absent);
    let envelope = writer
        .write(service, false, move |service, account| {
            service.write_one(account, write, key.as_deref(), device)
        })
        .await?;
    let mut response: Response = json(&envelope);
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", envelope.rev)) {
        headers.insert(header::ETAG, tag);
    }
    if creates {
        let path = format!("/v1/{}/{}", envelope.kind, envelope.id);
        if let Ok(path) = HeaderValue::from_str(&path) {
            headers.insert(header::LOCATION, path);
        }
        *response.status_mut() = StatusCode::CREATED;
    }
    Ok(response)
}

impl Service {
    /// Writes one record as a push of one edit; answers the record after it.
    fn write_one(
        &self,
        account: &Account,
        write: Write,
        key: Option<&str>,
        device: String,
    ) -> Answer<RecordEnvelope> {
        let reader = self.storage().reader()?;
        let (op, base, patch) = match &write.precondition {
            Precondition::Absent => (Op::Create, None, write.body),
            Precondition::At(revs) => {
                let stored = visible(&*reader, account, write.kind, write.id)?;
                let head = reader.head()?;
                let now = Rev::new(head.epoch, stored.seq);
                let base = revs.iter().find(|rev| **rev == now).or(revs.first());
                let Some(base) = base.copied() else {
                    return Err(changed(head, &stored, None));
                };
                match write.method {
                    Method::DELETE => (Op::Delete, Some(base), Record::new()),
                    Method::PUT => {
                        let wanted = record::canonical(write.kind, &write.body);
                        (Op::Update, Some(base), merge::diff(&stored.data, &wanted))
                    }
                    _ => (Op::Update, Some(base), write.body),
                }
            }
        };
        drop(reader);
        let named = |what: &str| match key {
            Some(key) => {
                push::derived(&[account.info.id.as_bytes(), what.as_bytes(), key.as_bytes()])
            }
            None => RecordId::new(),
        };
        let item = PushItem {
            mid: named("item"),
            op,
            kind: write.kind,
            id: write.id,
            base_rev: base,
            patch,
            merge: Some(MergeMode::Strict),
            atomic: None,
        };
        let part = Part {
            body: PushPart {
                push: named("push"),
                part: 0,
                last: true,
                device,
                base_cursor: None,
                comment: None,
                source: Some(serde_json::json!({ "kind": "api" })),
                merge: MergeMode::Strict,
                confirm: None,
                items: vec![item],
            },
            hashes: vec![write.hash],
            key: None,
            reverts: None,
            bases: BTreeMap::new(),
        };
        let result = self.push(account, &part, false)?.results.pop();
        let result = result.ok_or(ProblemType::Unavailable)?;
        let reader = self.storage().reader()?;
        let head = reader.head()?;
        if result.status.is_done() {
            let stored = visible(&*reader, account, write.kind, write.id)?;
            return Ok(stored.envelope(head.epoch));
        }
        let stored = visible(&*reader, account, write.kind, write.id).ok();
        Err(refusal(result, head, stored.as_ref(), write.kind, base))
    }
}

/// The record is at another revision: which, and what has changed since.
fn changed(head: Head, stored: &StoredRecord, base: Option<Rev>) -> Refusal {
    let base = base.filter(|base| base.epoch == head.epoch);
    let since = |group: &str| base.is_none_or(|base| stored.group_seq(group) > base.seq);
    let mut groups: Vec<&str> = field::fields(stored.kind)
        .iter()
        .map(|field| field.group)
        .filter(|group| since(group))
        .collect();
    groups.dedup();
    Refusal::new(ProblemType::PreconditionFailed)
        .with("rev", Rev::new(head.epoch, stored.seq).to_string())
        .with("changed", groups)
}

/// The problem that an outcome is, where it is the only one of its request.
fn refusal(
    result: ItemResult,
    head: Head,
    stored: Option<&StoredRecord>,
    kind: RecordType,
    base: Option<Rev>,
) -> Refusal {
    let problem = result.problem.unwrap_or_default();
    let detail = problem.detail.unwrap_or(Value::Null);
    let coded = |kind: ProblemType| {
        let refusal = Refusal::new(kind).with("code", problem.code.as_str());
        match &detail {
            Value::Null => refusal,
            detail => refusal.with("detail", detail.clone()),
        }
    };
    match (result.status, problem.code.as_str()) {
        (_, push::MID_REUSED) => ProblemType::KeyReused.into(),
        (ItemStatus::Forbidden, "not-available") => Refusal::not_available(format!("push.{kind}")),
        (ItemStatus::Forbidden, _) => {
            let refusal = coded(ProblemType::Forbidden);
            match kind {
                RecordType::Offer => refusal.with("instead", "archived"),
                RecordType::Site | RecordType::Contact => refusal.with("instead", "retired"),
                _ => refusal,
            }
        }
        (ItemStatus::Conflict | ItemStatus::Duplicate, _) => match stored {
            Some(stored) => changed(head, stored, base),
            None => ProblemType::PreconditionFailed.into(),
        },
        (ItemStatus::Gone, _) => ProblemType::NotFound.into(),
        _ => {
            let mut refusal = coded(ProblemType::Invalid);
            refusal.problem.errors = problem.errors;
            refusal
        }
    }
}
