//! Bytes and JSON texts that nobody sends by mistake.

use proptest::prelude::*;
use serde_json::{Map, Value};

/// JSON texts that break careless readers; some are no JSON at all.
#[must_use]
pub fn texts() -> Vec<String> {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    let mut texts: Vec<String> = [
        "1e400",
        "-1e400",
        "123456789012345678901234567890",
        "-0",
        "NaN",
        "Infinity",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u0000\"",
        "{\"a\":1,\"a\":2}",
        "{\"__proto__\":{\"published\":true}}",
        "[]",
        "[[[]]]",
        "{}",
        "null",
        "true",
        "\"\"",
        "{",
        "]",
        "\u{feff}{}",
        "{}{}",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push(deep("[", "]"));
    texts.push(deep("{\"a\":", "}").replace(":}", ":1}"));
    texts.push(format!("\"{}\"", "\u{1f468}\u{200d}".repeat(50_000)));
    texts.push(format!("\"{}\"", "a\u{301}".repeat(20_000)));
    texts
}

/// One of them.
pub fn text() -> impl Strategy<Value = String> {
    proptest::sample::select(texts())
}

/// Any JSON value, of some depth.
pub fn value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        proptest::sample::select(vec![
            "offer",
            "create",
            "update",
            "delete",
            "nl",
            "1.1",
            "programme"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::vec((".{0,8}", inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
    .boxed()
}

/// Puts a text in the place of one value inside another: the `at`-th, in order.
#[must_use]
pub fn mutated(whole: &Value, at: usize, with: &str) -> String {
    const MARK: &str = "\u{1}here\u{1}";
    let count = count(whole);
    let mut copy = whole.clone();
    let mut left = at % count.max(1);
    replace(&mut copy, &mut left, MARK);
    let mark = Value::from(MARK).to_string();
    copy.to_string().replacen(&mark, with, 1)
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(members) => Box::new(members.values()),
        _ => Box::new(std::iter::empty()),
    }
}

fn count(value: &Value) -> usize {
    1 + children(value).map(count).sum::<usize>()
}

fn replace(value: &mut Value, left: &mut usize, mark: &str) -> bool {
    if *left == 0 {
        *value = Value::from(mark);
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, left, mark)),
        Value::Object(members) => members.values_mut().any(|item| replace(item, left, mark)),
        _ => false,
    }
}
