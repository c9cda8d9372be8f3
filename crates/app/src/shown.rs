//! What stood beside an offer when it was decided on, short enough to be kept
//! with the decision: the estimate with its words and its version, and the
//! criteria that asked for a look. Agoria keeps it to itself.

use crate::classify;
use edutracker_classify::{Evidence, Precedents};
use edutracker_domain::{
    Record,
    criteria::{self, Look, Owner},
    record as fields,
};
use serde_json::{Map, Value};

/// Words kept of each side.
const WORDS: usize = 6;
/// Characters kept of one of them.
const LETTERS: usize = 80;

/// What the desk shows of an offer of an organisation, as a review
/// has it in `shown`, after what was learned from earlier decisions. `changed`: the
/// moment of its revision, as the service told it.
pub(crate) fn of(
    before: &Precedents,
    (offer, changed): (&Record, &str),
    owner: &Owner,
    today: &str,
) -> Value {
    let said = classify::classified(before, offer).judgement;
    let asks = criteria::all()
        .iter()
        .filter(|criterion| criterion.look(offer, owner, today) == Look::Look)
        .map(|criterion| criterion.code.as_str());
    let mut shown = Map::new();
    let share = (said.not_technological * 1_000.0).round() / 1_000.0;
    shown.insert("probability".to_owned(), share.into());
    shown.insert("model".to_owned(), classify::version(before).into());
    for (name, side) in [("for", &said.r#for), ("against", &said.against)] {
        let words = words(side);
        if !words.is_empty() {
            shown.insert(name.to_owned(), words.into());
        }
    }
    let asks = fields::set_of(asks);
    if asks.as_object().is_some_and(|asks| !asks.is_empty()) {
        shown.insert("criteria".to_owned(), asks);
    }
    if !changed.is_empty() {
        shown.insert("changed".to_owned(), changed.into());
    }
    Value::Object(shown)
}

/// The words of one side on one line; a domain is its code.
fn words(side: &[Evidence]) -> String {
    let mut words: Vec<String> = Vec::new();
    for one in side {
        let text = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = text.chars().take(LETTERS).collect();
        // The same word may speak in the name and in the description.
        if !text.is_empty() && !words.contains(&text) {
            words.push(text);
        }
    }
    words.truncate(WORDS);
    words.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use edutracker_domain::{RecordType, capability::Exclusions, field, record::canonical};
    use serde_json::json;

    #[test]
    fn what_is_kept_is_short_and_in_the_form_of_the_record() {
        let offer = json!({
            "name": "Kunstgeschiedenis en haute cuisine",
            "description": "schilderkunst ".repeat(200),
            "durationMonths": 2,
        });
        let offer = offer.as_object().cloned().unwrap_or_default();
        let looked_at = (&offer, "2026-11-20T08:00:00.000Z");
        let kept = of(
            &Precedents::default(),
            looked_at,
            &Owner {
                kind: "university".to_owned(),
                exclusions: Exclusions::default(),
            },
            "2026-11-22",
        );
        assert_eq!(kept["changed"], looked_at.1);
        let review = Record::from_iter([(field::SHOWN.to_owned(), kept.clone())]);
        assert_eq!(canonical(RecordType::Review, &review), review);
        assert!(
            kept["probability"]
                .as_f64()
                .is_some_and(|share| share > 0.5)
        );
        assert!(
            kept["model"]
                .as_str()
                .is_some_and(|model| !model.is_empty())
        );
        assert_eq!(kept["criteria"], json!({"minimum_length": true}));
        let words = kept["for"].as_str().unwrap_or_default();
        assert!(
            words.contains("Kunstgeschiedenis") && words.len() < 600,
            "{words}"
        );
    }
}
