//! Records and merge patches made up by proptest, over the table of fields.
//!
//! Values come from small pools, so that two sides often touch the same field
//! and often agree.

use edutracker_domain::{
    Field, Record, RecordType,
    field::{self, Shape},
    merge::Patch,
    record,
};
use proptest::{prelude::*, sample::subsequence, test_runner::FileFailurePersistence};
use serde_json::{Map, Value, json};

/// How many cases a property is tried with: `usual`, and twenty times as many
/// in the thorough run.
///
/// Failures are kept in `proptest-regressions/` beside this package's tests.
#[must_use]
pub fn cases(usual: u32, regressions: &'static str) -> ProptestConfig {
    let thorough = crate::is_thorough();
    ProptestConfig {
        cases: if thorough { usual * 20 } else { usual },
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(regressions))),
        ..ProptestConfig::default()
    }
}

/// The types that are edited.
pub const EDITED: &[RecordType] = &[
    RecordType::Offer,
    RecordType::Site,
    RecordType::Contact,
    RecordType::Organisation,
];

/// One of the types that are edited.
pub fn kind() -> impl Strategy<Value = RecordType> {
    proptest::sample::select(EDITED)
}

const MEMBERS: &[&str] = &["alpha", "beta", "gamma", "delta"];

fn set() -> BoxedStrategy<Value> {
    subsequence(MEMBERS, 0..=MEMBERS.len())
        .prop_map(record::set_of)
        .boxed()
}

fn texts() -> BoxedStrategy<Value> {
    subsequence(&["nl", "fr", "en"], 0..=3)
        .prop_flat_map(|languages| {
            let count = languages.len();
            (
                Just(languages),
                proptest::collection::vec(line(), count..=count),
            )
        })
        .prop_map(|(languages, texts)| {
            let texts = languages.into_iter().map(str::to_owned).zip(texts);
            Value::Object(texts.collect::<Map<String, Value>>())
        })
        .boxed()
}

fn line() -> BoxedStrategy<Value> {
    proptest::sample::select(&["", "one", "two", "été \u{1f600}", "\u{202e}\"\\\n"][..])
        .prop_map(Value::from)
        .boxed()
}

/// A value that a field may hold; empty texts and sets among them.
pub fn value(field: &Field) -> BoxedStrategy<Value> {
    match field.shape {
        Shape::CodeSet(_) | Shape::ReferenceSet(_) | Shape::TextSet(_) => set(),
        Shape::Flag => any::<bool>().prop_map(Value::Bool).boxed(),
        Shape::Consent => Just(Value::Bool(false)).boxed(),
        Shape::Share => (0_u32..1_000)
            .prop_map(|share| (f64::from(share) / 1_000.0).into())
            .boxed(),
        Shape::Months => (1_u64..4).prop_map(Value::from).boxed(),
        Shape::Texts(_) => texts(),
        Shape::Removal => (line(), texts())
            .prop_map(|(reason, note)| json!({"reason": reason, "note": note}))
            .boxed(),
        _ => line(),
    }
}

/// A record in canonical form, with a field that this version does not know.
pub fn record(kind: RecordType) -> BoxedStrategy<Record> {
    let fields: Vec<_> = field::fields(kind)
        .iter()
        .map(|field| proptest::option::of(value(field)).prop_map(|value| (field.name, value)))
        .collect();
    (fields, proptest::option::of(0_u64..3))
        .prop_map(move |(fields, later)| {
            let mut made = Record::new();
            for (name, value) in fields {
                record::put(&mut made, name, value.unwrap_or(Value::Null));
            }
            record::put(&mut made, "later", later.map_or(Value::Null, Value::from));
            record::canonical(kind, &made)
        })
        .boxed()
}

/// What a patch says about one field.
fn change(field: &Field) -> BoxedStrategy<Value> {
    if field.shape.is_set() {
        let members = MEMBERS
            .iter()
            .map(|member| {
                prop_oneof![
                    Just(None),
                    Just(Some(Value::Bool(true))),
                    Just(Some(Value::Null))
                ]
                .prop_map(move |value| (*member, value))
            })
            .collect::<Vec<_>>()
            .prop_map(|members| {
                let said = members
                    .into_iter()
                    .filter_map(|(member, value)| Some((member.to_owned(), value?)));
                Value::Object(said.collect::<Map<String, Value>>())
            });
        prop_oneof![6 => members, 1 => Just(Value::Null)].boxed()
    } else {
        prop_oneof![4 => value(field), 1 => Just(Value::Null)].boxed()
    }
}

/// A merge patch of a few fields, as anybody may write one.
pub fn patch(kind: RecordType) -> BoxedStrategy<Patch> {
    let fields: Vec<_> = field::fields(kind)
        .iter()
        .map(|field| {
            proptest::option::weighted(0.3, change(field)).prop_map(|value| (field.name, value))
        })
        .collect();
    fields
        .prop_map(|fields| {
            let mut patch = Patch::new();
            for (name, value) in fields {
                let Some(value) = value else { continue };
                match name.split_once('.') {
                    None => {
                        patch.insert(name.to_owned(), value);
                    }
                    Some((outer, inner)) => {
                        let entry = patch.entry(outer).or_insert_with(|| json!({}));
                        entry[inner] = value;
                    }
                }
            }
            patch
        })
        .boxed()
}
