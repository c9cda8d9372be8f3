//! Why the service refused edits, in a sentence.

use edutracker_i18n::{Key, Texts};
use serde_json::Value;

/// The field that says whose a record is.
const OWNER: &str = "organisation";

/// The right that is missing and the field, as far as the service said so; else
/// the code of the refusal.
pub(crate) fn sentence(texts: &Texts, code: &str, detail: Option<&Value>) -> String {
    detail
        .and_then(|detail| named(texts, code, detail))
        .unwrap_or_else(|| code.to_owned())
}

fn named(texts: &Texts, code: &str, detail: &Value) -> Option<String> {
    // A later service may name what this version does not know.
    let known =
        |prefix: &str, name: &str| texts.find(&format!("{prefix}-{}", name.replace('.', "-")), &[]);
    let (action, name) = (detail["action"].as_str(), detail["field"].as_str());
    let field = name.and_then(|name| known("field", name));
    let fixed = |field: String| texts.text(Key::RefusalFixed, &[("field", field.into())]);
    match (code, action, name) {
        ("fixed-field", ..) => field.map(fixed),
        // The record is of an organisation that is not, or no longer, theirs.
        ("forbidden", _, Some(OWNER)) | ("forbidden", None, None) => {
            Some(texts.text(Key::RefusalOrganisation, &[]))
        }
        ("forbidden", None, Some(_)) => field.map(fixed),
        ("forbidden", Some(action), _) => {
            let why = known("refusal", action).or_else(|| {
                let label = known("action", action)?;
                Some(texts.text(Key::RefusalRight, &[("action", label.into())]))
            })?;
            Some(match field {
                Some(field) => {
                    let args = [("why", why.into()), ("field", field.into())];
                    texts.text(Key::RefusalAt, &args)
                }
                None => why,
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use edutracker_domain::{Language, rights::Action};
    use serde_json::json;

    #[test]
    fn each_right_and_field_is_named_in_each_language() {
        for &language in Language::ALL {
            let texts = Texts::new(language);
            for action in Action::ALL {
                let detail = json!({"action": action.as_str(), "field": null});
                let said = sentence(&texts, "forbidden", Some(&detail));
                assert!(!said.contains("forbidden") && said.ends_with('.'), "{said}");
                let detail = json!({"action": action.as_str(), "field": "about.nl"});
                let there = sentence(&texts, "forbidden", Some(&detail));
                let field = texts.find("field-about-nl", &[]).expect("a label");
                assert!(
                    there.starts_with(&said) && there.contains(&field),
                    "{there}"
                );
            }
        }
    }

    #[test]
    fn what_only_a_later_service_knows_is_left_as_its_code() {
        let texts = Texts::new(Language::Nl);
        for detail in [
            None,
            Some(json!({"action": "later.right", "field": "name"})),
            Some(json!({"action": null, "field": "laterField"})),
        ] {
            assert_eq!(sentence(&texts, "forbidden", detail.as_ref()), "forbidden");
        }
        assert_eq!(sentence(&texts, "later", Some(&json!({}))), "later");
        let field = json!({"action": "offer.edit", "field": "laterField"});
        assert_eq!(
            sentence(&texts, "forbidden", Some(&field)),
            "U mag geen voorstellen of contacten meer bewerken."
        );
    }
}
