//! What the website shows above an offer.

use crate::{
    codes::CodeList,
    record::{self, Language, Record},
};

/// The heading of an offer's card: the level in the reader's language before
/// the name (ET-75, N-03), the name alone for non-formal education, events
/// and company offers.
#[must_use]
pub fn heading(offer: &Record, language: Language) -> String {
    let name = record::text(offer, "name");
    let prefix = CodeList::StudyLevels
        .find(record::text(offer, "studyLevel"))
        .and_then(|level| level.prefix.as_ref())
        .map(|prefix| prefix.get(language))
        .unwrap_or_default();
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix} {name}")
    }
}

/// The text about an organisation for a reader: in their language, else the
/// first there is of nl, fr, en, with the language it is in (ET-114, O-02).
#[must_use]
pub fn about(organisation: &Record, reader: Language) -> Option<(Language, &str)> {
    std::iter::once(reader)
        .chain(Language::ALL.iter().copied())
        .find_map(|language| {
            let text = record::text(organisation, &format!("about.{language}"));
            (!text.is_empty()).then_some((language, text))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn record(value: Value) -> Record {
        let Value::Object(record) = value else {
            unreachable!()
        };
        record
    }

    #[test]
    fn the_level_stands_before_the_name() {
        let offer = record(json!({"name":"Elektromechanica","studyLevel":"PBA"}));
        assert_eq!(
            heading(&offer, Language::Nl),
            "Professionele bachelor Elektromechanica"
        );
        assert_eq!(
            heading(&offer, Language::Fr),
            "Bachelier professionnalisant Elektromechanica"
        );
        assert_eq!(
            heading(&offer, Language::En),
            "Professional bachelor Elektromechanica"
        );
        let offer = record(json!({"name":"Onderhoudstechnicus","studyLevel":"NFE"}));
        assert_eq!(heading(&offer, Language::Nl), "Onderhoudstechnicus");
    }

    #[test]
    fn a_missing_text_falls_back_and_says_so() {
        let organisation = record(json!({"about":{"fr":"École"}}));
        assert_eq!(
            about(&organisation, Language::Nl),
            Some((Language::Fr, "École"))
        );
        assert_eq!(about(&record(json!({})), Language::Nl), None);
    }
}
