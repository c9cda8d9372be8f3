//! Records as they travel: a type, an id, and a JSON object of fields.

use crate::field::{self, Shape};
use serde_json::{Map, Value};

/// The fields of a record. Sets are objects of members, `{"nl":true}`; a field
/// without a value is absent.
pub type Record = Map<String, Value>;

/// An enum whose values are texts of the wire: `as_str`, `Display`, `FromStr`, serde and `ALL`.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// All values in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The text that travels.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::id::ParseError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($text => Ok($name::$variant),)+ _ => Err($crate::id::ParseError($what)) }
            }
        }
    };
}

text_enum! {
    /// The type of a record; also the path segment of the HTTP interface.
    RecordType, "record type" {
        /// A university, college, training provider, company, or Agoria.
        Organisation = "organisation",
        /// A campus of an institution or an entity of a company.
        Site = "site",
        /// A person to be contacted about offers; needs no account.
        Contact = "contact",
        /// A person who signs in.
        Account = "account",
        /// A collaboration offer: of a programme, an event or a company.
        Offer = "offer",
        /// A verdict of Agoria on an offer.
        Review = "review",
    }
}

text_enum! {
    /// The languages of the product.
    Language, "language" {
        /// Dutch.
        Nl = "nl",
        /// French.
        Fr = "fr",
        /// English.
        En = "en",
    }
}

text_enum! {
    /// What an offer is about; fixed when it is made.
    Subject, "subject" {
        /// A programme of an institution.
        Programme = "programme",
        /// An event or activity for students of several programmes (ET-68).
        Event = "event",
        /// An offer of a company.
        CompanyOffer = "companyOffer",
    }
}

text_enum! {
    /// Where an offer stands: derived from the record, never stored.
    OfferStatus, "offer status" {
        /// Taken off by Agoria.
        Removed = "removed",
        /// Put away by its owner.
        Archived = "archived",
        /// Visible to the other side.
        Published = "published",
        /// Complete, not visible.
        Unpublished = "unpublished",
        /// Not complete.
        Draft = "draft",
    }
}

/// The value at a field's dotted name (`about.nl`); `None` when absent or null.
#[must_use]
pub fn get<'a>(record: &'a Record, name: &str) -> Option<&'a Value> {
    let value = match name.split_once('.') {
        None => record.get(name),
        Some((outer, inner)) => record.get(outer)?.get(inner),
    }?;
    (!value.is_null()).then_some(value)
}

/// The text at a field; empty when absent.
#[must_use]
pub fn text<'a>(record: &'a Record, name: &str) -> &'a str {
    get(record, name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The members of a set, sorted; empty when absent.
#[must_use]
pub fn members<'a>(record: &'a Record, name: &str) -> Vec<&'a str> {
    let mut members: Vec<&str> = get(record, name)
        .and_then(Value::as_object)
        .map(|set| {
            set.iter()
                .filter(|(_, v)| **v == Value::Bool(true))
                .map(|(k, _)| k.as_str())
                .collect()
        })
        .unwrap_or_default();
    members.sort_unstable();
    members
}

/// Whether a flag is set; absent is false.
#[must_use]
pub fn flag(record: &Record, name: &str) -> bool {
    get(record, name).and_then(Value::as_bool).unwrap_or(false)
}

/// Writes a value at a dotted name; `Null` removes it.
pub fn put(record: &mut Record, name: &str, value: Value) {
    let (target, key) = match name.split_once('.') {
        None => (record, name),
        Some((outer, inner)) => {
            let entry = record
                .entry(outer)
                .or_insert_with(|| Value::Object(Map::new()));
            if !entry.is_object() {
                *entry = Value::Object(Map::new());
            }
            match entry {
                Value::Object(object) => (object, inner),
                _ => return,
            }
        }
    };
    if value.is_null() {
        target.remove(key);
    } else {
        target.insert(key.to_owned(), value);
    }
}

/// A set of members as it travels.
pub fn set_of<S: Into<String>>(members: impl IntoIterator<Item = S>) -> Value {
    Value::Object(
        members
            .into_iter()
            .map(|member| (member.into(), Value::Bool(true)))
            .collect(),
    )
}

/// The one form of a record that equal records share: fields in the order of
/// their table, no nulls, no empty texts, no empty sets, flags always present.
/// Fields unknown to this version are kept, in their order, at the end.
#[must_use]
pub fn canonical(kind: RecordType, record: &Record) -> Record {
    if is_canonical(kind, record) {
        record.clone()
    } else {
        rebuilt(kind, record)
    }
}

/// The same for a record that is not needed otherwise: most have the form
/// already and are not copied.
#[must_use]
pub fn into_canonical(kind: RecordType, record: Record) -> Record {
    if is_canonical(kind, &record) {
        record
    } else {
        rebuilt(kind, &record)
    }
}

/// Whether a record certainly has the form of [`canonical`]; where the look
/// would cost as much as building it, the answer is no.
fn is_canonical(kind: RecordType, record: &Record) -> bool {
    let mut entries = record.iter().peekable();
    for field in field::fields(kind) {
        if field.name.contains('.') {
            return false;
        }
        let value = entries
            .next_if(|(name, _)| *name == field.name)
            .map(|(_, value)| value);
        let fine = match (field.shape, value) {
            (Shape::Flag, value) => value.is_some_and(Value::is_boolean),
            (_, None) => true,
            (Shape::Consent, Some(value)) => *value == Value::Bool(false),
            (_, Some(Value::Null)) => false,
            (_, Some(Value::String(text))) => !text.is_empty(),
            (_, Some(Value::Object(set))) if field.shape.is_set() => {
                !set.is_empty()
                    && set.values().all(|member| *member == Value::Bool(true))
                    && set.keys().is_sorted()
            }
            (_, Some(_)) => true,
        };
        if !fine {
            return false;
        }
    }
    entries.all(|(name, value)| {
        !value.is_null() && !field::fields(kind).iter().any(|field| field.name == name)
    })
}

fn rebuilt(kind: RecordType, record: &Record) -> Record {
    let mut out = Record::new();
    for field in field::fields(kind) {
        let value = get(record, field.name);
        match (field.shape, value) {
            (Shape::Flag, _) => put(&mut out, field.name, Value::Bool(flag(record, field.name))),
            (_, None) | (Shape::Consent, Some(Value::Bool(true))) => {}
            (_, Some(Value::String(text))) if text.is_empty() => {}
            (_, Some(Value::Object(_))) if field.shape.is_set() => {
                let members = members(record, field.name);
                if !members.is_empty() {
                    put(&mut out, field.name, set_of(members));
                }
            }
            (_, Some(value)) => put(&mut out, field.name, value.clone()),
        }
    }
    for (name, value) in record {
        let known = field::fields(kind)
            .iter()
            .any(|f| f.name.split('.').next() == Some(name));
        if !known && !value.is_null() {
            out.insert(name.clone(), value.clone());
        }
    }
    out
}

/// The subject of an offer, where it has a known one.
#[must_use]
pub fn subject(offer: &Record) -> Option<Subject> {
    text(offer, "subject").parse().ok()
}

/// Where an offer stands. `complete` says whether validation found no error.
#[must_use]
pub fn status(offer: &Record, complete: bool) -> OfferStatus {
    if get(offer, "removed").is_some() {
        OfferStatus::Removed
    } else if flag(offer, "archived") {
        OfferStatus::Archived
    } else if flag(offer, "published") {
        OfferStatus::Published
    } else if complete {
        OfferStatus::Unpublished
    } else {
        OfferStatus::Draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_in_its_form_is_left_as_it_is_and_any_other_is_not() {
        let text = r#"{"name":"X","languages":{"nl":true,"fr":true},"website":"","unknown":1}"#;
        let record: Record = serde_json::from_str(text).unwrap();
        assert!(!is_canonical(RecordType::Offer, &record));
        let form = canonical(RecordType::Offer, &record);
        assert!(is_canonical(RecordType::Offer, &form));
        assert_eq!(into_canonical(RecordType::Offer, form.clone()), form);
        let text = |record: &Record| serde_json::to_string(record).unwrap();
        assert_eq!(text(&rebuilt(RecordType::Offer, &form)), text(&form));
        for (name, value) in [
            ("published", Value::Null),
            ("languages", serde_json::json!({"nl": true, "fr": true})),
            ("languages", serde_json::json!({})),
            ("name", "".into()),
            ("unknown", Value::Null),
        ] {
            let mut other = form.clone();
            other.insert(name.to_owned(), value);
            assert!(!is_canonical(RecordType::Offer, &other), "{name}");
        }
        let mut turned: Record = form.clone().into_iter().rev().collect();
        turned.remove("unknown");
        assert!(!is_canonical(RecordType::Offer, &turned));
    }

    #[test]
    fn empty_and_absent_are_one() {
        let a = json!({"name":"X","website":"","languages":{},"extra":1,"removed":null});
        let b = json!({"extra":1,"name":"X","published":false});
        let (Value::Object(a), Value::Object(b)) = (a, b) else {
            unreachable!()
        };
        assert_eq!(
            canonical(RecordType::Offer, &a),
            canonical(RecordType::Offer, &b)
        );
    }

    #[test]
    fn removal_goes_before_everything() {
        let Value::Object(offer) =
            json!({"removed":{"reason":"NON_TECH"},"archived":true,"published":true})
        else {
            unreachable!()
        };
        assert_eq!(status(&offer, true), OfferStatus::Removed);
    }
}
