//! What a column's heading says it holds.

use crate::import::{field::Field, words};
use serde::Deserialize;
use std::{collections::BTreeSet, sync::LazyLock};

#[derive(Deserialize)]
struct File {
    internal: Vec<String>,
    stopwords: Vec<String>,
    generic: BTreeSet<String>,
    links: BTreeSet<String>,
    vague: BTreeSet<String>,
    without: BTreeSet<String>,
    noise: BTreeSet<String>,
    fields: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    field: String,
    rank: u8,
    phrases: Vec<String>,
    stems: Vec<String>,
}

/// The words for one field.
struct Words {
    field: Field,
    /// A company's entities rather than an institution's campuses.
    entities: bool,
    rank: f64,
    phrases: Vec<Phrase>,
    stems: Vec<String>,
}

/// A heading, or a part of one.
struct Phrase {
    key: String,
    words: Vec<String>,
    /// It may be said of anything (`Soort`): it counts where nothing else is said.
    vague: bool,
}

struct Headings {
    internal: Vec<Vec<String>>,
    stopwords: BTreeSet<String>,
    /// Words for a name of anything: the group says of what.
    generic: BTreeSet<String>,
    /// Words between a thing and what it belongs to: the thing stands first.
    links: BTreeSet<String>,
    /// Words before what a column does not hold.
    without: BTreeSet<String>,
    /// Words that say how to fill it in: `(ja/nee)`.
    noise: BTreeSet<String>,
    fields: Vec<Words>,
}

/// The words that are cut short with a full stop: `Type(s) de collab.`. Those
/// of fewer than three letters may be anything.
fn cut_short(text: &str) -> BTreeSet<String> {
    let pieces: Vec<&str> = text.split('.').collect();
    let before = pieces.len().saturating_sub(1);
    pieces[..before]
        .iter()
        .filter_map(|piece| words::split(piece).pop())
        .filter(|word| word.len() >= 3)
        .collect()
}

static HEADINGS: LazyLock<Headings> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("../../../vocabulary/headers.json"))
        .unwrap_or_else(|error| panic!("vocabulary/headers.json: {error}"));
    Headings {
        internal: file
            .internal
            .iter()
            .map(|text| words::split(text))
            .collect(),
        stopwords: file.stopwords.into_iter().collect(),
        generic: file.generic,
        links: file.links,
        without: file.without,
        noise: file.noise,
        fields: file
            .fields
            .into_iter()
            .map(|entry| Words {
                entities: entry.field == "entities",
                field: if entry.field == "entities" {
                    Field::Sites
                } else {
                    entry
                        .field
                        .parse()
                        .unwrap_or_else(|_| panic!("vocabulary/headers.json: {}", entry.field))
                },
                rank: f64::from(entry.rank),
                phrases: entry
                    .phrases
                    .iter()
                    .map(|text| {
                        let mut parts = words::split(text);
                        if parts.iter().any(|word| word.chars().count() > 1) {
                            // As in headings, single letters tell nothing beside words.
                            parts.retain(|word| word.chars().count() > 1);
                        }
                        Phrase {
                            key: words::key(text),
                            vague: parts.iter().all(|word| file.vague.contains(word)),
                            words: parts,
                        }
                    })
                    .collect(),
                stems: entry.stems,
            })
            .collect(),
    }
});

/// The words that tell something; all of them where none does.
fn telling(words: &[String], stopwords: &BTreeSet<String>) -> Vec<String> {
    let kept: Vec<String> = words
        .iter()
        .filter(|word| {
            !stopwords.contains(*word)
                && (word.chars().count() > 1 || word.chars().all(|c| c.is_ascii_digit()))
        })
        // `Domein 2`: the number says nothing of what it holds.
        .filter(|word| !word.chars().all(|c| c.is_ascii_digit()))
        .cloned()
        .collect();
    if kept.is_empty() {
        words.to_vec()
    } else {
        kept
    }
}

/// A column's heading: of its own, and of the group it stands under.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// What stands over a group of columns.
    pub group: String,
    /// What stands over the column.
    pub own: String,
}

impl Heading {
    /// Both, as people read them.
    #[must_use]
    pub fn shown(&self) -> String {
        match (self.group.trim(), self.own.trim()) {
            ("", _) => self.own.clone(),
            (group, "") => group.to_owned(),
            (group, own) => format!("{group} / {own}"),
        }
    }
}

/// What a heading may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// The field.
    pub field: Field,
    /// How surely, 0 to 1.
    pub score: f64,
    /// It speaks of a company's entities.
    pub entities: bool,
}

fn same(a: &str, b: &str) -> bool {
    if words::alike(a, b) {
        return true;
    }
    // Plurals: `talen`, `formes`, `campussen`.
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 4
        && long
            .strip_prefix(short)
            .is_some_and(|end| matches!(end, "s" | "n" | "en" | "es" | "e" | "x"))
}

/// A heading in the forms that it is compared in.
struct Forms {
    /// The words that tell something: its own, and those of the group before them.
    own: Vec<String>,
    all: Vec<String>,
    /// All its words, and those that tell something, as keys.
    raw_key: String,
    key: String,
    /// All its words but digits, letters and answers.
    plain_key: String,
    /// Its own words only say that it is a name.
    generic: bool,
    /// The words among them that are cut short.
    cut: BTreeSet<String>,
    /// The thing stands before what it belongs to: `Taal van de opleiding`.
    head_first: bool,
}

fn score(words: &Words, forms: &Forms, generic: &BTreeSet<String>) -> f64 {
    let Forms { own, all, .. } = forms;
    let mut best: f64 = 0.0;
    let group = &all[..all.len() - own.len()];
    let has = |within: &[String], word: &str| {
        within.iter().any(|other| {
            same(word, other) || (forms.cut.contains(other) && word.starts_with(other.as_str()))
        })
    };
    for Phrase {
        key: phrase_key,
        words: phrase,
        vague,
    } in &words.phrases
    {
        if *phrase_key == forms.raw_key || *phrase_key == forms.plain_key {
            return 1.0;
        }
        if *vague && phrase.len() < own.len() {
            continue;
        }
        if *phrase_key == forms.key {
            best = best.max(0.97);
        }
        if words::alike(phrase_key, &forms.key) {
            best = best.max(0.92);
        }
        if phrase.is_empty() {
            continue;
        }
        if forms.generic && !group.is_empty() && phrase.iter().all(|word| has(group, word)) {
            best = best.max(0.85);
        }
        if !phrase.iter().all(|word| has(all, word)) {
            continue;
        }
        let covers = phrase.len() as f64 / all.len().max(phrase.len()) as f64;
        let mut score = if phrase.len() == all.len() {
            0.95
        } else {
            0.5 + 0.05 * words.rank + 0.15 * covers
        };
        let head = if forms.head_first {
            all.first()
        } else {
            all.last()
        };
        if head.is_some_and(|head| {
            phrase
                .iter()
                .any(|word| has(std::slice::from_ref(head), word))
        }) {
            score += if forms.head_first { 0.06 } else { 0.03 };
        }
        if phrase.len() < all.len() && phrase.iter().all(|word| generic.contains(word)) {
            // The rest says the name of what.
            score -= 0.1;
        }
        if !forms.cut.is_empty() {
            // Of words that begin so, the shortest is meant.
            let letters = |words: &[String]| words.iter().map(String::len).sum::<usize>() as f64;
            score -= 0.15 * (1.0 - (letters(all) / letters(phrase)).min(1.0));
        }
        if !phrase.iter().any(|word| has(own, word)) {
            // Only the group speaks of it.
            score *= 0.6;
        }
        best = best.max(score);
    }
    let stem = |within: &[String]| {
        within.iter().any(|word| {
            words
                .stems
                .iter()
                .any(|stem| word.len() > stem.len() && word.contains(stem.as_str()))
        })
    };
    if forms.generic && stem(group) && NAMED.contains(&words.field) {
        best = best.max(0.85);
    }
    if stem(own) {
        best = best.max(0.45 + 0.05 * words.rank);
    }
    best
}

/// The fields that are names of something.
const NAMED: &[Field] = &[
    Field::Name,
    Field::ContactName,
    Field::Sites,
    Field::Organisation,
];

/// What a heading may mean, most likely first.
#[must_use]
pub fn guesses(heading: &Heading) -> Vec<Guess> {
    let headings = &*HEADINGS;
    let alone = heading.own.trim().is_empty();
    let own_text = if alone { &heading.group } else { &heading.own };
    let mut own_words = words::split(own_text);
    // `Naam opleiding (zonder niveau)`: what follows is what it is not.
    if let Some(at) = own_words
        .iter()
        .position(|word| headings.without.contains(word))
        && at > 0
    {
        own_words.truncate(at);
    }
    if own_words.is_empty() {
        return Vec::new();
    }
    if headings
        .internal
        .iter()
        .any(|phrase| phrase.iter().all(|word| own_words.contains(word)))
    {
        return vec![Guess {
            field: Field::Ignored,
            score: 1.2,
            entities: false,
        }];
    }
    let own = telling(&own_words, &headings.stopwords);
    let mut all = if alone {
        Vec::new()
    } else {
        telling(&words::split(&heading.group), &headings.stopwords)
    };
    all.retain(|word| !own.contains(word));
    let raw_key = format!("{}{}", all.concat(), own_words.concat());
    let said = own_words.iter().filter(|word| {
        word.chars().count() > 1
            && !headings.noise.contains(*word)
            && !word.bytes().all(|byte| byte.is_ascii_digit())
    });
    let plain_key = format!(
        "{}{}",
        all.concat(),
        said.map(String::as_str).collect::<String>()
    );
    all.extend(own.iter().cloned());
    let forms = Forms {
        key: all.concat(),
        raw_key,
        plain_key,
        generic: own.iter().all(|word| headings.generic.contains(word)),
        cut: cut_short(&format!("{}\n{}", heading.group, heading.own)),
        head_first: own_words.iter().any(|word| headings.links.contains(word)),
        own,
        all,
    };
    let mut guesses: Vec<Guess> = headings
        .fields
        .iter()
        .map(|words| Guess {
            field: words.field,
            score: score(words, &forms, &headings.generic),
            entities: words.entities,
        })
        .filter(|guess| guess.score > 0.3)
        .collect();
    guesses.sort_by(|a, b| b.score.total_cmp(&a.score));
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(own: &str) -> Option<Field> {
        guesses(&Heading {
            own: own.into(),
            group: String::new(),
        })
        .first()
        .map(|guess| guess.field)
    }

    #[test]
    fn headings_in_four_languages_with_slips() {
        for (heading, field) in [
            ("Naam van de opleiding", Field::Name),
            ("Intitulé de la formation", Field::Name),
            ("Studiengang", Field::Name),
            ("Taal van de opleiding", Field::Languages),
            ("Langue d'enseignement", Field::Languages),
            ("Type de diplôme", Field::Level),
            ("Opleidingsniveau", Field::Level),
            ("Samenwerkinsgvormen", Field::Forms),
            ("Formes de collaboration proposées", Field::Forms),
            ("Provincie van de campus", Field::Provinces),
            ("Postcode campus", Field::PostalCode),
            ("Naam campus", Field::Sites),
            ("Naam contactpersoon", Field::ContactName),
            ("E-mailadres contactpersoon", Field::ContactEmail),
            ("GSM", Field::ContactPhone),
            ("Site web", Field::Website),
            ("Geldig vanaf", Field::ValidFrom),
            ("Dernière mise à jour", Field::UpdatedOn),
            ("Remarque interne", Field::Ignored),
            ("Intern nummer", Field::Ignored),
            ("Gepubliceerd (ja/nee)", Field::Published),
            ("Durée (mois)", Field::Duration),
            ("Domein 2", Field::Domains),
            ("En ligne", Field::Published),
            ("Sites de l'entreprise", Field::Sites),
            ("Type(s) de collab.", Field::Forms),
            ("Kind of collaboration", Field::Forms),
            ("Soort", Field::OrganisationKind),
            ("Naam opleiding (zonder niveau)", Field::Name),
            ("About the programme", Field::Description),
            ("Toelichting bij de samenwerking", Field::Description),
            ("Contact e-mail address", Field::ContactEmail),
            ("Numéro de GSM", Field::ContactPhone),
            ("Op website?", Field::Published),
            ("En ligne (1/0)", Field::Published),
            ("À partir de", Field::ValidFrom),
            ("Duurtijd (mnd)", Field::Duration),
        ] {
            assert_eq!(
                best(heading),
                Some(field),
                "{heading}: {:?}",
                guesses(&Heading {
                    own: heading.into(),
                    group: String::new()
                })
            );
        }
        assert_eq!(best("xyzzy"), None);
    }

    #[test]
    fn the_group_completes_what_the_column_says() {
        let of = |group: &str, own: &str| {
            guesses(&Heading {
                group: group.into(),
                own: own.into(),
            })[0]
                .field
        };
        assert_eq!(of("Opleiding", "Naam"), Field::Name);
        assert_eq!(of("Contact", "Naam"), Field::ContactName);
        assert_eq!(of("Contactgegevens", "Naam"), Field::ContactName);
        assert_eq!(of("Personne de contact", "Nom"), Field::ContactName);
        assert_eq!(of("Campus", "Naam"), Field::Sites);
        assert_eq!(of("Overige", "Online?"), Field::Published);
    }
}
