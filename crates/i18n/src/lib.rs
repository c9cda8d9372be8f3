//! The texts of the product in Dutch, French and English.
//!
//! They stand in `locales/<language>/<file>.ftl` and are compiled in. The build
//! fails when a language lacks a key or a variable, so that a [`Key`] always has
//! a text; the window reads the same files.

use edutracker_domain::{Finding, Language};
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::{collections::BTreeMap, fmt};
use unic_langid::LanguageIdentifier;

/// A value shown in a text: `"KUL".into()`, `3.into()`.
pub use fluent_bundle::FluentValue as Value;

/// The generated table.
#[allow(clippy::match_single_binding, reason = "the table may be small")]
mod keys {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));

    /// The files of one language.
    pub(super) fn sources(language: &str) -> impl Iterator<Item = &'static str> {
        SOURCES
            .iter()
            .filter(move |(l, _)| *l == language)
            .map(|(_, text)| *text)
    }
}

pub use keys::Key;

/// The texts of one language, with English behind them.
pub struct Texts {
    language: Language,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Texts").field(&self.language).finish()
    }
}

impl Texts {
    /// Loads the texts of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut bundles = vec![bundle(language)];
        if language != Language::En {
            bundles.push(bundle(Language::En));
        }
        Self { language, bundles }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key.
    #[must_use]
    pub fn text(&self, key: Key, args: &[(&str, Value<'_>)]) -> String {
        self.find(key.as_str(), args)
            .unwrap_or_else(|| key.as_str().to_owned())
    }

    /// The text of a key that is made at run time; `None` if there is none.
    #[must_use]
    pub fn find(&self, key: &str, args: &[(&str, Value<'_>)]) -> Option<String> {
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        self.bundles.iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            // A variable that was not given stays visible as `{$name}`.
            Some(
                bundle
                    .format_pattern(pattern, Some(&args), &mut Vec::new())
                    .into_owned(),
            )
        })
    }

    /// The sentence for an error code: the text `error-<code>`.
    #[must_use]
    pub fn error(&self, code: &str, args: &BTreeMap<String, String>) -> String {
        self.coded("error", code, args)
    }

    /// The sentence for a broken rule: the text `finding-<code>`.
    #[must_use]
    pub fn finding(&self, finding: &Finding) -> String {
        self.coded("finding", finding.code.as_str(), &finding.args)
    }

    /// The text `<prefix>-<code>`; the code itself where a newer service sends
    /// one that this version does not know.
    #[must_use]
    pub fn coded(&self, prefix: &str, code: &str, args: &BTreeMap<String, String>) -> String {
        let args: Vec<(&str, Value<'_>)> = args
            .iter()
            .map(|(name, text)| (name.as_str(), value(text)))
            .collect();
        self.find(&format!("{prefix}-{code}"), &args)
            .unwrap_or_else(|| code.to_owned())
    }
}

/// Arguments travel as text; whole numbers become numbers again, because only
/// those choose a plural. Anything else (`007`, `1e5`, an id) stays as it is.
fn value(text: &str) -> Value<'_> {
    let plain = text.len() <= 15 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if plain && (text == "0" || !text.starts_with('0')) {
        Value::try_number(text)
    } else {
        Value::from(text)
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks would end up in file names, logs and tests.
    bundle.set_use_isolating(false);
    for source in keys::sources(language.as_str()) {
        // The build script has parsed the same text without errors.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use edutracker_domain::FindingCode;

    #[test]
    fn every_key_has_a_text_in_every_language() {
        for &language in Language::ALL {
            let bundle = bundle(language);
            for key in Key::ALL {
                let message = bundle.get_message(key.as_str());
                assert!(message.is_some(), "{language}: {}", key.as_str());
            }
        }
    }

    #[test]
    fn every_finding_has_a_text() {
        for &language in Language::ALL {
            let bundle = bundle(language);
            let missing: Vec<_> = FindingCode::ALL
                .iter()
                .map(|code| format!("finding-{}", code.as_str()))
                .filter(|key| {
                    bundle
                        .get_message(key)
                        .and_then(|message| message.value())
                        .is_none()
                })
                .collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
    }

    #[test]
    fn a_code_of_a_newer_service_is_shown_as_it_is() {
        let texts = Texts::new(Language::Nl);
        assert_eq!(
            texts.error("no-such-code", &BTreeMap::new()),
            "no-such-code"
        );
        assert_eq!(texts.find("no-such-key", &[]), None);
    }

    #[test]
    fn only_plain_numbers_choose_plurals() {
        for text in ["0", "3", "10000"] {
            assert!(matches!(value(text), Value::Number(_)), "{text}");
        }
        for text in [
            "",
            "007",
            "1e5",
            "3.5",
            "01890a5d-ac96-774b",
            "9999999999999999",
        ] {
            assert!(matches!(value(text), Value::String(_)), "{text}");
        }
    }
}
