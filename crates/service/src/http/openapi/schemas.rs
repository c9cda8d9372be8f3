//! The schemas of records, made from the table of fields.

use edutracker_domain::{
    RecordType,
    field::{self, Shape},
};
use serde_json::{Map, Value, json};

/// The name of a record type's schema.
pub fn name(kind: RecordType) -> String {
    let text = kind.as_str();
    let (first, rest) = text.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// One schema per record type.
pub fn schemas() -> Vec<(String, Value)> {
    RecordType::ALL
        .iter()
        .map(|kind| (name(*kind), schema(*kind)))
        .collect()
}

fn schema(kind: RecordType) -> Value {
    let mut properties = Map::new();
    for field in field::fields(kind) {
        let shape = shape(field.shape);
        match field.name.split_once('.') {
            None => {
                properties.insert(field.name.to_owned(), shape);
            }
            Some((outer, inner)) => {
                let entry = properties
                    .entry(outer)
                    .or_insert_with(|| json!({ "type": "object", "properties": {} }));
                if let Some(Value::Object(inside)) = entry.get_mut("properties") {
                    inside.insert(inner.to_owned(), shape);
                }
            }
        }
    }
    json!({
        "type": "object",
        "description": "The fields of a record; one that is absent is empty.",
        "properties": properties,
    })
}

fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Line(_) | Shape::Lines(_) | Shape::Code(_) => json!({ "type": "string" }),
        Shape::Email => json!({ "type": "string", "format": "email" }),
        Shape::Website => json!({ "type": "string", "format": "uri" }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Moment => json!({ "type": "string", "format": "date-time" }),
        Shape::Months => json!({ "type": "integer", "minimum": 1 }),
        Shape::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Shape::Flag | Shape::Consent => json!({ "type": "boolean" }),
        Shape::Word(words) => json!({ "type": "string", "enum": words }),
        Shape::Reference(_) => json!({ "type": "string", "format": "uuid" }),
        Shape::Revision => json!({ "$ref": "#/components/schemas/Rev" }),
        Shape::CodeSet(_) | Shape::ReferenceSet(_) | Shape::TextSet(_) => json!({
            "type": "object",
            "description": "A set: each member is a name with the value true.",
            "additionalProperties": { "const": true },
        }),
        Shape::Texts(_) => texts(),
        Shape::Removal => json!({
            "type": "object",
            "properties": {
                "reason": { "type": "string" },
                "note": texts(),
                "by": { "type": "string" },
                "at": { "type": "string", "format": "date-time" },
            },
        }),
    }
}

fn texts() -> Value {
    let text = json!({ "type": "string" });
    json!({ "type": "object", "properties": { "nl": text, "fr": text, "en": text } })
}
