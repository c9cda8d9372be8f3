//! Agoria's verdicts on offers (ET-5…ET-17), and what their owners say to them.

use crate::{
    codes::CodeList,
    field,
    record::{Language, Record},
    rights::Action,
    text_enum,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

text_enum! {
    /// What a reviewer decides, or the owner says.
    Verdict, "verdict" {
        /// The offer may stay.
        Keep = "keep",
        /// The offer is taken off, with a reason.
        Remove = "remove",
        /// The institution is asked a question, with a date.
        Ask = "ask",
        /// Decide later.
        Defer = "defer",
        /// The offer comes back, unpublished.
        Restore = "restore",
        /// The owner answers a question.
        Answer = "answer",
        /// The owner objects to a removal (A10).
        Objection = "objection",
    }
}

impl Verdict {
    /// The right that writing a review with this verdict takes: reviewers'
    /// about all offers, owners' about their own. None for what nobody writes:
    /// removing and restoring are changes of the offer, and the service writes
    /// their reviews.
    #[must_use]
    pub const fn right(self) -> Option<Action> {
        match self {
            Verdict::Keep | Verdict::Ask | Verdict::Defer => Some(Action::OfferRemove),
            Verdict::Answer | Verdict::Objection => Some(Action::OfferEdit),
            Verdict::Remove | Verdict::Restore => None,
        }
    }

    /// Whether it is the word of the offer's owner, not of Agoria.
    #[must_use]
    pub const fn is_owners(self) -> bool {
        matches!(self, Verdict::Answer | Verdict::Objection)
    }

    /// Whether Agoria keeps it to itself: the owner does not get to see it.
    #[must_use]
    pub const fn is_internal(self) -> bool {
        matches!(self, Verdict::Keep | Verdict::Defer)
    }

    /// Whether the owner is told of it by mail, unless that is switched off (ET-8).
    #[must_use]
    pub const fn is_told(self) -> bool {
        matches!(self, Verdict::Remove | Verdict::Ask | Verdict::Restore)
    }
}

/// Whether a reason may be given for a verdict.
#[must_use]
pub fn reason_allows(reason: &str, verdict: Verdict) -> bool {
    CodeList::ReviewReasons
        .find(reason)
        .is_some_and(|code| code.verdicts.iter().any(|v| v == verdict.as_str()))
}

/// The value of an offer's `removed` as a reviewer writes it; the service adds who and when.
#[must_use]
pub fn removal(reason: &str, note: &BTreeMap<Language, String>, notify: bool) -> Value {
    let mut removal = Map::new();
    removal.insert("reason".into(), reason.into());
    removal.insert("note".into(), Value::Object(note_fields(note)));
    if !notify {
        removal.insert("notify".into(), false.into());
    }
    Value::Object(removal)
}

/// A note per language as it travels; empty texts are absent.
#[must_use]
pub fn note_fields(note: &BTreeMap<Language, String>) -> Record {
    note.iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(language, text)| (language.to_string(), Value::String(text.clone())))
        .collect()
}

/// What stands in a note for the offer's name, and for its organisation's.
pub const NAME_PLACE: &str = "{name}";
/// See [`NAME_PLACE`].
pub const INSTITUTION_PLACE: &str = "{institution}";

/// A note for one offer: the places are filled with the names. What a name
/// itself says in braces stays as it is.
#[must_use]
pub fn filled(note: &str, name: &str, institution: &str) -> String {
    let mut out = String::with_capacity(note.len());
    let mut rest = note;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let places = [(NAME_PLACE, name), (INSTITUTION_PLACE, institution)];
        let place = places.iter().find(|(place, _)| from.starts_with(place));
        let (place, text) = place.copied().unwrap_or(("{", "{"));
        out.push_str(text);
        rest = &from[place.len()..];
    }
    out.push_str(rest);
    out
}

/// A note of one language among several: the wanted one, or else the first of
/// the product's languages that has a text, with that language.
#[must_use]
pub fn note_in(note: &Record, wanted: Language) -> Option<(Language, &str)> {
    let text = |language: Language| {
        let text = note.get(language.as_str())?.as_str()?.trim();
        (!text.is_empty()).then_some((language, text))
    };
    text(wanted).or_else(|| Language::ALL.iter().find_map(|language| text(*language)))
}

/// Whether two removals say the same. Who made them, when, what was on the screen
/// and known then, and that somebody is told, which goes without saying, do not count.
#[must_use]
pub fn same_removal(one: Option<&Record>, other: Option<&Record>) -> bool {
    let plain = |removal: &Record| {
        let mut removal = removal.clone();
        for stamp in ["by", "at", field::SHOWN, field::AFTER] {
            removal.remove(stamp);
        }
        removal.retain(|name, value| {
            let told = name == "notify" && *value == Value::Bool(true);
            !told && !value.as_object().is_some_and(Map::is_empty)
        });
        removal
    };
    one.map(plain) == other.map(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::{self, Side};
    use serde_json::json;

    #[test]
    fn reviewers_decide_owners_answer_and_nobody_else_says_anything() {
        let may = |side, role: &str| -> Vec<&str> {
            Verdict::ALL
                .iter()
                .filter(|verdict| {
                    verdict
                        .right()
                        .is_some_and(|right| rights::allows(side, role, right))
                })
                .map(|verdict| verdict.as_str())
                .collect()
        };
        for role in rights::roles() {
            let expected: &[&str] = match (role.side, role.code.as_str()) {
                (Side::Operator, "reviewer") => &["keep", "ask", "defer"],
                (Side::Institution | Side::Company, _) => &["answer", "objection"],
                _ => &[],
            };
            assert_eq!(may(role.side, &role.code), expected, "{}", role.code);
        }
    }

    #[test]
    fn the_places_of_a_note_are_filled_once() {
        let fill = |note| filled(note, "Een {institution}", "KU Leuven");
        assert_eq!(
            fill("“{name}” van {institution}, {name}"),
            "“Een {institution}” van KU Leuven, Een {institution}"
        );
        for plain in ["", "{", "{}", "{names} {{ é } {institution"] {
            assert_eq!(fill(plain), plain);
        }
        assert_eq!(fill("{{name}}"), "{Een {institution}}");
    }

    #[test]
    fn a_note_in_another_language_is_better_than_none() {
        let Value::Object(note) = json!({ "fr": " Pourquoi ? ", "en": "Why?", "nl": "" }) else {
            unreachable!()
        };
        assert_eq!(note_in(&note, Language::En), Some((Language::En, "Why?")));
        assert_eq!(
            note_in(&note, Language::Nl),
            Some((Language::Fr, "Pourquoi ?"))
        );
        assert_eq!(note_in(&Record::new(), Language::Nl), None);
    }

    #[test]
    fn removals_are_the_same_by_what_they_say() {
        let removal = |value: Value| value.as_object().cloned();
        let said = removal(
            serde_json::json!({"reason": "NON_TECH", "note": {}, "notify": true,
            "shown": {"model": "1"}, "afterRev": "1.2"}),
        );
        let kept = removal(
            serde_json::json!({"reason": "NON_TECH", "by": "a@b.example", "at": "2026-05-01T10:00:00Z"}),
        );
        let other = removal(serde_json::json!({"reason": "SECONDARY"}));
        let silent = removal(serde_json::json!({"reason": "NON_TECH", "notify": false}));
        assert!(same_removal(said.as_ref(), kept.as_ref()));
        for other in [other.as_ref(), silent.as_ref(), None] {
            assert!(!same_removal(kept.as_ref(), other));
        }
        assert!(same_removal(None, None));
    }
}
