//! Reads a part of a push: its limits, and what is not built yet, before any work is done.

use super::inverse::Bases;
use crate::refusal::{Answer, Refusal};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    ProblemType,
    wire::{PushPart, WireLimits},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The key of a request, with the digest of the body it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What the client called it.
    pub name: String,
    /// SHA-256 of the body.
    pub digest: Vec<u8>,
}

/// A part that can be read, with the hash of each edit.
#[derive(Debug, Clone)]
pub struct Part {
    /// What was sent.
    pub body: PushPart,
    /// SHA-256 of each item.
    pub hashes: Vec<Vec<u8>>,
    /// The request's key: with another body it is refused.
    pub key: Option<Key>,
    /// The push that this one takes back.
    pub reverts: Option<RecordId>,
    /// For a push that takes one back: what its items rest on, group by group.
    pub bases: BTreeMap<RecordId, Bases>,
}

/// What this version of the service knows to do.
const OPS: [&str; 3] = ["create", "update", "delete"];

/// Reads a part.
pub fn read(bytes: &[u8], limits: &WireLimits) -> Answer<Part> {
    let mut value: Value = serde_json::from_slice(bytes).map_err(|_| Refusal::malformed(""))?;
    // Items are read one by one, so that an error names its place.
    let items = match value.get_mut("items").map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => return Err(Refusal::malformed("/items")),
    };
    if items.len() > limits.push_items {
        return Err(Refusal::new(ProblemType::TooLarge).with("limit", limits.push_items));
    }
    value["items"] = Value::Array(Vec::new());
    header(&mut value)?;
    let mut body: PushPart = serde_json::from_value(value).map_err(|_| Refusal::malformed(""))?;
    if body.part >= limits.push_parts {
        return Err(Refusal::new(ProblemType::TooManyParts).with("limit", limits.push_parts));
    }
    let mut hashes = Vec::with_capacity(items.len());
    let mut records = BTreeSet::new();
    for (n, item) in items.into_iter().enumerate() {
        let pointer = format!("/items/{n}");
        unbuilt(&item, &pointer)?;
        let text = serde_json::to_vec(&item).map_err(|_| Refusal::malformed(&pointer))?;
        if text.len() > limits.item_bytes {
            return Err(Refusal::new(ProblemType::TooLarge)
                .with("limit", limits.item_bytes)
                .with("pointer", pointer));
        }
        let item: edutracker_protocol::wire::PushItem =
            serde_json::from_value(item).map_err(|_| Refusal::malformed(&pointer))?;
        if !records.insert((item.kind, item.id)) {
            return Err(Refusal::new(ProblemType::DuplicateRecord)
                .with("pointer", pointer)
                .with("id", item.id.to_string()));
        }
        hashes.push(Sha256::digest(&text).to_vec());
        body.items.push(item);
    }
    Ok(Part {
        body,
        hashes,
        key: None,
        reverts: None,
        bases: BTreeMap::new(),
    })
}

/// Reads numbers and objects of a push's header as JSON means them: `1.0` is a
/// whole number, and a list is no object.
pub fn header(body: &mut Value) -> Answer<()> {
    for place in ["/part", "/confirm/updates", "/confirm/deletes"] {
        if let Some(number) = body.pointer_mut(place)
            && let Some(float) = number.as_f64().filter(|_| number.is_f64())
            && float.fract() == 0.0
            && (0.0..1e15).contains(&float)
        {
            *number = Value::from(float as u64);
        }
    }
    for place in ["/source", "/confirm"] {
        let odd = |value: &&Value| !value.is_object() && !value.is_null();
        if body.pointer(place).filter(odd).is_some() {
            return Err(Refusal::malformed(place));
        }
    }
    Ok(())
}

/// Refuses by name what has no implementation yet.
fn unbuilt(item: &Value, pointer: &str) -> Answer<()> {
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let refuse = |action: String| Err(Refusal::not_available(action).with("pointer", pointer));
    if text("mid").is_none_or(|mid| mid.parse::<RecordId>().is_err()) {
        return Err(Refusal::malformed(format!("{pointer}/mid")));
    }
    match text("op") {
        Some(op) if !OPS.contains(&op) => return refuse(format!("push.{op}")),
        _ => {}
    }
    match text("type") {
        Some(kind) if kind.parse::<RecordType>().is_err() => return refuse(format!("push.{kind}")),
        _ => {}
    }
    Ok(())
}
