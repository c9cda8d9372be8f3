//! One value out of a record's text, as SQLite's `json_extract` gives it: what
//! stands before it is stepped over and what follows is not looked at, so that
//! a list of a hundred thousand records sorts by any field without reading all
//! of each as JSON.

use std::borrow::Cow;

/// A value as lists sort by it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Raw<'a> {
    /// Nothing there.
    Nothing,
    /// A number, without its fraction; 1 and 0 for yes and no.
    Number(i64),
    /// A text; a set as its JSON.
    Text(Cow<'a, str>),
}

/// The value at a path of members.
pub(super) fn value<'a>(text: &'a str, path: &[&str]) -> Raw<'a> {
    let mut found = text.trim_start();
    for name in path {
        match member(found, name) {
            Some(value) => found = value,
            None => return Raw::Nothing,
        }
    }
    scalar(found).unwrap_or(Raw::Nothing)
}

/// The text from the value of a member on. Of two that are called so, the first.
fn member<'a>(object: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = object.strip_prefix('{')?.trim_start();
    while let Some(key) = rest.strip_prefix('"') {
        let end = string(key)?;
        let value = key[end + 1..].trim_start().strip_prefix(':')?.trim_start();
        if &key[..end] == name {
            return Some(value);
        }
        rest = value[length(value)?..].trim_start();
        rest = rest.strip_prefix(',')?.trim_start();
    }
    None
}

/// Where a string ends whose opening quote is gone: at the first quote that no
/// odd number of backslashes stands before.
fn string(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + text[from..].find('"')?;
        let before = text.as_bytes()[..end].iter().rev();
        if before
            .take_while(|byte| **byte == b'\\')
            .count()
            .is_multiple_of(2)
        {
            return Some(end);
        }
        from = end + 1;
    }
}

/// How long the value is that a text begins with.
fn length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'"' => at += string(&text[at + 1..])? + 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => depth -= 1,
            // What follows a number.
            b',' | b'}' | b']' if depth == 0 => return Some(at),
            _ if depth > 0 => {}
            _ => {
                let more = &bytes[at..];
                let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']');
                return Some(at + more.iter().position(ends).unwrap_or(more.len()));
            }
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

fn scalar(text: &str) -> Option<Raw<'_>> {
    let whole = text[..length(text)?].trim_end();
    Some(match whole.as_bytes().first()? {
        b'"' => {
            let inner = &whole[1..whole.len() - 1];
            Raw::Text(if inner.contains('\\') {
                Cow::Owned(serde_json::from_str(whole).ok()?)
            } else {
                Cow::Borrowed(inner)
            })
        }
        b'{' | b'[' => Raw::Text(Cow::Borrowed(whole)),
        b't' => Raw::Number(1),
        b'f' => Raw::Number(0),
        b'n' => Raw::Nothing,
        _ => {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "no field holds fractions; one that was pasted sorts by its whole part"
            )]
            let whole = whole
                .parse()
                .or_else(|_| whole.parse().map(|number: f64| number.floor() as i64));
            Raw::Number(whole.ok()?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusqlite::{Connection, types::Value as Stored};
    use serde_json::{Map, Value, json};

    fn leaf() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            // Without NUL: SQLite ends a text there.
            "[a\"\\\\{}\\[\\]:, é\u{1}\n]{0,12}".prop_map(Value::from),
        ]
    }

    fn object() -> impl Strategy<Value = Value> {
        let names = "[abw\"\\\\:é]{1,2}";
        let inner = proptest::collection::btree_map(names, leaf(), 0..4);
        let inner = inner.prop_map(|members| Value::Object(Map::from_iter(members)));
        let list = proptest::collection::vec(leaf(), 0..3).prop_map(Value::Array);
        let value = prop_oneof![4 => leaf(), 1 => inner, 1 => list];
        proptest::collection::btree_map(names, value, 0..6)
            .prop_map(|members| Value::Object(Map::from_iter(members)))
    }

    fn same(connection: &Connection, text: &str, path: &[&str]) -> (Stored, Stored) {
        let sql = "SELECT json_extract(?1, ?2)";
        let wanted = connection
            .query_row(sql, [text, &format!("$.{}", path.join("."))], |row| {
                row.get(0)
            })
            .unwrap();
        let found = match value(text, path) {
            Raw::Nothing => Stored::Null,
            Raw::Number(number) => Stored::Integer(number),
            Raw::Text(text) => Stored::Text(text.into_owned()),
        };
        (found, wanted)
    }

    proptest! {
        #[test]
        fn values_are_those_that_sqlite_finds(record in object(), spaced in any::<bool>()) {
            let connection = Connection::open_in_memory().unwrap();
            let text = if spaced {
                serde_json::to_string_pretty(&record).unwrap()
            } else {
                record.to_string()
            };
            for path in [&["a"][..], &["b"], &["w", "a"], &["b", "w"]] {
                let nested = path.iter().try_fold(&record, |value, name| value.get(name));
                // Spaces within a set stay as they are here.
                if spaced && nested.is_some_and(|value| value.is_object() || value.is_array()) {
                    continue;
                }
                let (found, wanted) = same(&connection, &text, path);
                prop_assert_eq!(found, wanted, "{} {:?}", text, path);
            }
        }
    }

    #[test]
    fn a_member_of_something_else_is_another_one() {
        let connection = Connection::open_in_memory().unwrap();
        let text = json!({
            "about": {"website": "inner"}, "specialisations": {"website": true},
            "text": "\"website\":\"said\"", "website": "https://a.example/\\",
        });
        let (found, wanted) = same(&connection, &text.to_string(), &["website"]);
        assert_eq!(found, wanted);
        assert_eq!(found, Stored::Text("https://a.example/\\".to_owned()));
        assert_eq!(value("no object", &["a"]), Raw::Nothing);
        assert_eq!(value("{\"a\": 2.9}", &["a"]), Raw::Number(2));
    }
}
