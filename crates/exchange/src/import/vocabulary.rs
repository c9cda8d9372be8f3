//! What people call columns and values: `vocabulary/*.json`, with the labels
//! and aliases of the code lists.

use super::words;
use edutracker_domain::codes::CodeList;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// How a word stands to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// The code, or its label in one of the three languages.
    Official,
    /// An abbreviation or another word for it.
    Alias,
    /// One of these with a slip of the keyboard.
    Slip,
}

/// The words for the values of one code list.
#[derive(Debug, Default)]
pub struct Words {
    by_key: BTreeMap<String, (String, Nearness)>,
    /// The same, word for word, for what is abbreviated.
    phrases: Vec<(Vec<String>, String)>,
    /// What is no slip for anything: it has several meanings, or none here.
    barred: BTreeSet<String>,
}

impl Words {
    fn of(list: CodeList, more: &BTreeMap<String, Vec<String>>) -> Self {
        let mut words = Self::default();
        for item in list.items() {
            words.add(&item.code, &item.code, Nearness::Official);
            for label in [&item.labels.nl, &item.labels.fr, &item.labels.en] {
                words.add(label, &item.code, Nearness::Official);
                // Each side of `Hackathon / challenge` is the label too.
                if label.contains(" / ") {
                    for part in label.split(" / ") {
                        words.add(part, &item.code, Nearness::Official);
                    }
                }
                // `Graduat (Flandre)` is written without its brackets as well.
                if let Some((plain, _)) = label.split_once(" (") {
                    words.add(plain, &item.code, Nearness::Alias);
                }
            }
        }
        for item in list.items() {
            for alias in &item.aliases {
                words.add(alias, &item.code, Nearness::Alias);
            }
        }
        for (code, aliases) in more {
            for alias in aliases {
                words.add(alias, code, Nearness::Alias);
            }
        }
        words
    }

    /// Words for codes that are in no list.
    fn plain(all: &BTreeMap<String, Vec<String>>) -> Self {
        let mut words = Self::default();
        for (code, texts) in all {
            for text in texts {
                words.add(text, code, Nearness::Official);
            }
        }
        words
    }

    fn add(&mut self, text: &str, code: &str, nearness: Nearness) {
        let key = words::key(text);
        if !key.is_empty() {
            self.phrases.push((words::split(text), code.to_owned()));
            self.by_key
                .entry(key)
                .or_insert_with(|| (code.to_owned(), nearness));
        }
    }

    /// The code that a whole text means. What holds separators is no slip or
    /// abbreviation of one word.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<(&str, Nearness)> {
        self.exact(text).or_else(|| {
            let one = (!words::is_several(text)).then_some(text)?;
            self.slip(&words::key(one))
                .or_else(|| self.abbreviated(one))
        })
    }

    /// The one code whose words begin as those of a text with full stops do:
    /// `Flem. Brabant`, `Prof. bachel.`.
    fn abbreviated(&self, text: &str) -> Option<(&str, Nearness)> {
        let folded = (text.contains('.') && text.len() <= 80).then(|| words::split(text))?;
        let letters: usize = folded.iter().map(String::len).sum();
        if letters < 3 || self.barred.contains(&folded.concat()) {
            return None;
        }
        // `Bedr.bezoek` is one word.
        let joined = |phrase: &[String]| match (folded.as_slice(), phrase) {
            ([begin, end], [whole]) => {
                !text.contains(' ')
                    && whole.len() > begin.len() + end.len()
                    && whole.starts_with(begin.as_str())
                    && whole.ends_with(end.as_str())
            }
            _ => false,
        };
        let mut fits = self
            .phrases
            .iter()
            .filter(|(phrase, _)| words::abbreviates(&folded, phrase) || joined(phrase))
            .map(|(_, code)| code.as_str());
        let first = fits.next()?;
        (!first.is_empty() && fits.all(|code| code == first)).then_some((first, Nearness::Alias))
    }

    /// The same, without slips of the keyboard.
    #[must_use]
    pub fn exact(&self, text: &str) -> Option<(&str, Nearness)> {
        let (code, nearness) = self.by_key.get(&words::key(text))?;
        Some((code, *nearness))
    }

    fn slip(&self, key: &str) -> Option<(&str, Nearness)> {
        if self.barred.contains(key) {
            return None;
        }
        // A slip never changes the first letter.
        let initial = key.get(..1)?;
        let mut near = self
            .by_key
            .range(initial.to_owned()..)
            .take_while(|(word, _)| word.starts_with(initial))
            .filter(|(word, _)| words::alike(word, key))
            .map(|(_, (code, _))| code.as_str());
        let first = near.next()?;
        near.all(|code| code == first)
            .then_some((first, Nearness::Slip))
    }

    fn bar(&mut self, texts: &[String]) {
        for text in texts {
            let key = words::key(text);
            self.by_key.remove(&key);
            self.phrases.retain(|(phrase, _)| phrase.concat() != key);
            // It is in the way of abbreviations that fit it as well.
            self.phrases.push((words::split(text), String::new()));
            self.barred.insert(key);
        }
    }
}

#[derive(Deserialize)]
struct Values {
    provinces: BTreeMap<String, Vec<String>>,
    provinces_ambiguous: Region,
    regions: Vec<Region>,
    province_words: Vec<String>,
    levels: BTreeMap<String, Vec<String>>,
    levels_ambiguous: Vec<String>,
    levels_inactive: Vec<String>,
    subjects: BTreeMap<String, Vec<String>>,
    forms: BTreeMap<String, Vec<String>>,
    forms_by_level: FormsByLevel,
    languages: BTreeMap<String, Vec<String>>,
    domains: BTreeMap<String, Vec<String>>,
    organisation_kinds: BTreeMap<String, Vec<String>>,
    organisation_kinds_ambiguous: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    nothing: Vec<String>,
    months: Vec<Vec<String>>,
    durations: BTreeMap<String, Vec<String>>,
    totals: Vec<String>,
    footnotes: Vec<String>,
    contact_labels: Vec<String>,
    every: Vec<String>,
    campus_words: Vec<String>,
    organisation_words: Vec<String>,
}

/// What is called something that is no province, and the provinces in it.
#[derive(Debug, Deserialize)]
struct Region {
    provinces: Vec<String>,
    words: Vec<String>,
}

/// Words for a thesis whose code follows from the level.
#[derive(Debug, Deserialize)]
pub struct FormsByLevel {
    /// The form at bachelor's level.
    pub bachelor: String,
    /// The form at master's level.
    pub master: String,
    words: Vec<String>,
}

/// A set of words, folded.
type Keys = BTreeSet<String>;

/// All words for values.
#[derive(Debug)]
pub struct Vocabulary {
    /// Provinces and Brussels.
    pub provinces: Words,
    /// Words that may mean two provinces.
    pub provinces_ambiguous: Keys,
    /// The provinces in what words that are no province's name may mean.
    pub regions: BTreeMap<String, BTreeSet<String>>,
    /// Words that stand before a province's name.
    pub province_words: Keys,
    /// Study levels.
    pub levels: Words,
    /// Words that may mean two levels.
    pub levels_ambiguous: Keys,
    /// Levels that may never be chosen.
    pub levels_inactive: Keys,
    /// Programmes and events.
    pub subjects: Words,
    /// Collaboration forms.
    pub forms: Words,
    /// Words whose form follows from the level.
    pub forms_by_level: FormsByLevel,
    /// The same, folded.
    pub forms_by_level_words: Keys,
    /// Languages.
    pub languages: Words,
    /// Study domains.
    pub domains: Words,
    /// Kinds of organisation.
    pub organisation_kinds: Words,
    /// Words that may mean several kinds.
    pub organisation_kinds_ambiguous: Keys,
    /// Marks for yes.
    pub yes: Keys,
    /// Marks for no.
    pub no: Keys,
    /// Words that stand where nothing is.
    pub nothing: Keys,
    /// Words of totals.
    pub totals: Keys,
    /// Words that begin a footnote.
    pub footnotes: Keys,
    /// Words before an address or a number in a cell about somebody.
    pub contact_labels: Keys,
    /// Words for no limit: all levels.
    pub every: Keys,
    /// Words of campus names that tell nothing.
    pub campus_words: Keys,
    /// Words of organisation names that tell nothing.
    pub organisation_words: Keys,
    /// Names of months to their number, from 1.
    pub months: BTreeMap<String, u32>,
    /// Units of time to `day`, `week`, `month` or `year`.
    pub durations: BTreeMap<String, String>,
}

fn keys(texts: &[String]) -> Keys {
    texts.iter().map(|text| words::key(text)).collect()
}

fn load() -> Vocabulary {
    let values: Values = serde_json::from_str(include_str!("../../vocabulary/values.json"))
        .unwrap_or_else(|error| panic!("vocabulary/values.json: {error}"));
    let mut provinces = Words::of(CodeList::Provinces, &values.provinces);
    let mut regions = BTreeMap::new();
    for Region {
        provinces: within,
        words,
    } in values.regions.iter().chain([&values.provinces_ambiguous])
    {
        provinces.bar(words);
        let within: BTreeSet<String> = within.iter().cloned().collect();
        regions.extend(words.iter().map(|word| (words::key(word), within.clone())));
    }
    let mut levels = Words::of(CodeList::StudyLevels, &values.levels);
    levels.bar(&values.levels_ambiguous);
    levels.bar(&values.levels_inactive);
    let mut forms = Words::of(CodeList::CollaborationForms, &values.forms);
    forms.bar(&values.forms_by_level.words);
    let mut kinds = Words::of(CodeList::OrganisationKinds, &values.organisation_kinds);
    kinds.bar(&values.organisation_kinds_ambiguous);
    Vocabulary {
        provinces,
        provinces_ambiguous: keys(&values.provinces_ambiguous.words),
        regions,
        province_words: keys(&values.province_words),
        levels,
        levels_ambiguous: keys(&values.levels_ambiguous),
        subjects: Words::plain(&values.subjects),
        levels_inactive: keys(&values.levels_inactive),
        forms,
        forms_by_level_words: keys(&values.forms_by_level.words),
        forms_by_level: values.forms_by_level,
        languages: Words::of(CodeList::Languages, &values.languages),
        domains: Words::of(CodeList::StudyDomains, &values.domains),
        organisation_kinds: kinds,
        organisation_kinds_ambiguous: keys(&values.organisation_kinds_ambiguous),
        yes: keys(&values.yes),
        no: keys(&values.no),
        nothing: keys(&values.nothing),
        totals: keys(&values.totals),
        footnotes: keys(&values.footnotes),
        contact_labels: keys(&values.contact_labels),
        every: keys(&values.every),
        campus_words: keys(&values.campus_words),
        organisation_words: keys(&values.organisation_words),
        months: (1..)
            .zip(&values.months)
            .flat_map(|(number, names)| names.iter().map(move |name| (words::key(name), number)))
            .collect(),
        durations: values
            .durations
            .iter()
            .flat_map(|(unit, names)| {
                names
                    .iter()
                    .map(move |name| (words::key(name), unit.clone()))
            })
            .collect(),
    }
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(load);

/// The words for values.
#[must_use]
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_abbreviations_and_slips() {
        let v = vocabulary();
        assert_eq!(
            v.provinces.find("oost vlaanderen"),
            Some(("BE-VOV", Nearness::Official))
        );
        assert_eq!(
            v.provinces.find("O.-Vl."),
            Some(("BE-VOV", Nearness::Alias))
        );
        assert_eq!(
            v.provinces.find("Oost-Vlaandren"),
            Some(("BE-VOV", Nearness::Slip))
        );
        assert_eq!(v.provinces.find("Vlaanderen"), None);
        assert_eq!(v.provinces.find("Brabant"), None);
        assert_eq!(v.levels.find("Bachelor"), None);
        assert_eq!(
            v.forms.find("Gastcollege"),
            Some(("GUEST", Nearness::Official))
        );
        assert_eq!(v.forms.find("TFE"), None);
        assert_eq!(
            v.forms.find("Bedrijfscase / project"),
            Some(("CASE", Nearness::Official))
        );
    }

    #[test]
    fn every_code_that_is_named_exists() {
        let values: Values =
            serde_json::from_str(include_str!("../../vocabulary/values.json")).unwrap();
        for (list, map) in [
            (CodeList::Provinces, &values.provinces),
            (CodeList::StudyLevels, &values.levels),
            (CodeList::CollaborationForms, &values.forms),
            (CodeList::Languages, &values.languages),
            (CodeList::StudyDomains, &values.domains),
            (CodeList::OrganisationKinds, &values.organisation_kinds),
        ] {
            let mut seen: BTreeMap<String, &str> = BTreeMap::new();
            for (code, words) in map {
                assert!(list.find(code).is_some(), "{list:?} {code}");
                for word in words {
                    let other = seen.insert(words::key(word), code);
                    assert!(
                        other.is_none_or(|other| other == code),
                        "{word}: {code}, {other:?}"
                    );
                }
            }
        }
        assert_eq!(values.months.len(), 12);
    }
}
