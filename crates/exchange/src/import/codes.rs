//! Reading coded values from a cell: a whole label first, then what stands
//! between separators.

use super::{
    values,
    vocabulary::{Nearness, vocabulary},
    words,
};
use edutracker_domain::{codes::CodeList, name::level_in_name};
use std::collections::BTreeSet;

/// What a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// One code.
    Code(String, Nearness),
    /// One of several codes; a person has to say which.
    Ambiguous,
    /// A value that may not be chosen.
    Inactive,
    /// A thesis; the level says which.
    Thesis,
    /// Nothing: a person said that it is left away.
    Nothing,
}

impl Meaning {
    fn of(found: Option<(&str, Nearness)>) -> Option<Self> {
        found.map(|(code, nearness)| Meaning::Code(code.to_owned(), nearness))
    }
}

/// How one text is read as a code of some list.
pub type Read = fn(&str) -> Option<Meaning>;

/// The text without what stands in brackets, where something does.
fn without_brackets(text: &str) -> Option<String> {
    let (before, rest) = text.split_once('(')?;
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    let plain = format!("{before} {after}");
    (!words::key(&plain).is_empty()).then(|| plain.trim().to_owned())
}

/// A text without its brackets counts as an alias.
fn or_plain(text: &str, read: Read) -> Option<Meaning> {
    match read(&without_brackets(text)?)? {
        Meaning::Code(code, _) => Some(Meaning::Code(code, Nearness::Alias)),
        other => Some(other),
    }
}

/// A province.
#[must_use]
pub fn province(text: &str) -> Option<Meaning> {
    let v = vocabulary();
    let read = |text: &str| {
        if v.provinces_ambiguous.contains(&words::key(text)) {
            return Some(Meaning::Ambiguous);
        }
        Meaning::of(v.provinces.find(text))
    };
    read(text)
        .or_else(|| {
            // Folding would take the separators away.
            let folded = (!words::is_several(text)).then(|| words::fold(text))?;
            let rest: Vec<&str> = folded
                .split(' ')
                .filter(|word| !v.province_words.contains(*word))
                .collect();
            match read(&rest.join(" "))? {
                Meaning::Code(code, _) => Some(Meaning::Code(code, Nearness::Alias)),
                other => Some(other),
            }
        })
        .or_else(|| or_plain(text, province))
}

/// The provinces in a larger area, `Vlaanderen`, or that a word may mean, `Brabant`.
#[must_use]
pub fn region(text: &str) -> Option<&'static BTreeSet<String>> {
    let regions = &vocabulary().regions;
    regions
        .get(&words::key(text))
        .or_else(|| regions.get(&words::key(&without_brackets(text)?)))
}

/// What an offer is about: a programme, or an event.
#[must_use]
pub fn subject(text: &str) -> Option<Meaning> {
    Meaning::of(vocabulary().subjects.exact(text))
}

/// A study level.
#[must_use]
pub fn level(text: &str) -> Option<Meaning> {
    let v = vocabulary();
    let key = words::key(text);
    if v.levels_ambiguous.contains(&key) {
        return Some(Meaning::Ambiguous);
    }
    if v.levels_inactive.contains(&key) {
        return Some(Meaning::Inactive);
    }
    let active = |meaning: Meaning| match &meaning {
        Meaning::Code(code, _) if !level_is_active(code) => Meaning::Inactive,
        _ => meaning,
    };
    if let Some(found) = Meaning::of(v.levels.find(text)) {
        return Some(active(found));
    }
    if let Some(found) = or_plain(text, level) {
        return Some(found);
    }
    // `Master in de industriële wetenschappen`: the level with its subject, but
    // not the first of several levels.
    if several_levels(text) {
        return None;
    }
    let found = level_in_name(text)?;
    Some(match found.levels {
        ["PBA", "ABA"] => Meaning::Ambiguous,
        [code, ..] => active(Meaning::Code((*code).to_owned(), Nearness::Alias)),
        [] => return None,
    })
}

/// Whether a whole text is a level, sure or not, rather than a title with one in it.
#[must_use]
pub fn is_level(text: &str) -> bool {
    let v = vocabulary();
    let key = words::key(text);
    v.levels_ambiguous.contains(&key)
        || v.levels_inactive.contains(&key)
        || v.levels.find(text).is_some()
        || or_plain(text, level).is_some()
}

/// Whether a text names one level beside another.
fn several_levels(text: &str) -> bool {
    let v = vocabulary();
    let lower = text.to_lowercase();
    let mut pieces: Vec<&str> = lower.split(SIGNS).collect();
    for word in WEAK {
        pieces = pieces.iter().flat_map(|piece| piece.split(word)).collect();
    }
    let named = |piece: &&str| {
        let key = words::key(piece);
        v.levels.find(piece).is_some()
            || v.levels_ambiguous.contains(&key)
            || v.levels_inactive.contains(&key)
    };
    pieces.len() > 1 && pieces.iter().filter(|piece| named(piece)).count() > 1
}

/// Whether a level may be chosen without Agoria switching it on.
#[must_use]
pub fn level_is_active(code: &str) -> bool {
    CodeList::StudyLevels
        .find(code)
        .is_some_and(|item| item.default_active)
}

/// A collaboration form.
#[must_use]
pub fn form(text: &str) -> Option<Meaning> {
    let v = vocabulary();
    if v.forms_by_level_words.contains(&words::key(text)) {
        return Some(Meaning::Thesis);
    }
    Meaning::of(v.forms.find(text)).or_else(|| or_plain(text, form))
}

/// A language.
#[must_use]
pub fn language(text: &str) -> Option<Meaning> {
    let found =
        Meaning::of(vocabulary().languages.find(text)).or_else(|| or_plain(text, language))?;
    Some(match found {
        Meaning::Code(code, _) if !CodeList::Languages.may_choose(&code) => Meaning::Inactive,
        found => found,
    })
}

/// A study domain.
#[must_use]
pub fn domain(text: &str) -> Option<Meaning> {
    Meaning::of(vocabulary().domains.find(text)).or_else(|| or_plain(text, domain))
}

/// A kind of organisation.
#[must_use]
pub fn organisation_kind(text: &str) -> Option<Meaning> {
    let v = vocabulary();
    if v.organisation_kinds_ambiguous.contains(&words::key(text)) {
        return Some(Meaning::Ambiguous);
    }
    Meaning::of(v.organisation_kinds.find(text)).or_else(|| or_plain(text, organisation_kind))
}

/// A part of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<T> {
    /// As it stands there.
    pub text: String,
    /// What it means.
    pub meaning: Option<T>,
}

/// The separators that are single signs.
const SIGNS: [char; 9] = ['\n', '\u{b}', '\u{2028}', ';', '|', '•', '/', '+', ','];
/// Signs that always separate, the strongest first: line breaks of all kinds, then others.
const SEPARATORS: &[&str] = &["\n", "\u{b}", "\u{2028}", ";", "|", "•", "/", "+", ","];
/// Words and signs that separate only where a part beside them means something.
const WEAK: &[&str] = &[
    "&", " en ", " et ", " and ", " und ", " – ", " - ", " of ", " ou ", " or ",
];

/// How much of a cell is looked at: a cell of codes is short.
const LONGEST: usize = 4_000;
/// How long a word is, at most, that another one shares its end with.
const LONGEST_WORD: usize = 40;
/// How many parts a cell may have.
const PARTS: usize = 100;

/// The parts of a cell. `hyphen`: a hyphen separates too (provinces).
pub fn parts<T>(cell: &str, hyphen: bool, read: &dyn Fn(&str) -> Option<T>) -> Vec<Part<T>> {
    let mut out = Vec::new();
    if cell.len() <= LONGEST {
        walk(cell, hyphen, 0, read, &mut out);
    } else {
        out.push(Part {
            text: cell.to_owned(),
            meaning: None,
        });
    }
    out
}

fn walk<T>(
    text: &str,
    hyphen: bool,
    depth: usize,
    read: &dyn Fn(&str) -> Option<T>,
    out: &mut Vec<Part<T>>,
) {
    let text = text.trim().trim_matches(['•', '*']).trim();
    // A dash in front of a line of a list.
    let text = text.strip_prefix("- ").unwrap_or(text).trim();
    if text.is_empty() || out.len() >= PARTS {
        return;
    }
    if let Some(meaning) = read(text) {
        out.push(Part {
            text: text.to_owned(),
            meaning: Some(meaning),
        });
        return;
    }
    if depth < SEPARATORS.len() + WEAK.len() {
        for separator in SEPARATORS {
            if text.contains(separator) {
                return joined(text, separator, hyphen, depth + 1, read, out);
            }
        }
        // Places in it are places in the text.
        let lower = text.to_ascii_lowercase();
        let weak = WEAK.iter().copied().chain(hyphen.then_some("-"));
        for separator in weak {
            let Some(at) = lower.find(separator) else {
                continue;
            };
            let (left, right) = (&text[..at], &text[at + separator.len()..]);
            let mut found = Vec::new();
            let whole = completed(left, right, read);
            walk(
                whole.as_deref().unwrap_or(left),
                hyphen,
                depth + 1,
                read,
                &mut found,
            );
            let whole = continued(left, right, read);
            walk(
                whole.as_deref().unwrap_or(right),
                hyphen,
                depth + 1,
                read,
                &mut found,
            );
            if found.iter().any(|part| part.meaning.is_some()) {
                out.extend(found);
                return;
            }
        }
    }
    if !values::is_nothing(text) {
        out.push(Part {
            text: text.to_owned(),
            meaning: None,
        });
    }
}

/// `Oost-` before `West-Vlaanderen`, `bachelor-` before `masterproef`: a word
/// that ends as the next one does.
fn completed<T>(left: &str, right: &str, read: &dyn Fn(&str) -> Option<T>) -> Option<String> {
    let stem = left.trim().strip_suffix('-')?;
    let right = right.trim();
    right
        .char_indices()
        .skip(1)
        .map(|(at, _)| &right[at..])
        .take_while(|end| end.len() > 2)
        .take(LONGEST_WORD)
        .filter(|end| !end.starts_with(' '))
        .map(|end| format!("{stem}{end}"))
        .find(|whole| read(whole).is_some())
}

/// `wallon` behind `Brabant flamand`: what begins as the one before it does.
fn continued<T>(left: &str, right: &str, read: &dyn Fn(&str) -> Option<T>) -> Option<String> {
    let (begin, _) = left.trim().split_once(' ')?;
    let right = right.trim();
    if right.len() > LONGEST_WORD || read(left).is_none() || read(right).is_some() {
        return None;
    }
    Some(format!("{begin} {right}")).filter(|whole| read(whole).is_some())
}

/// Splits at a separator, but keeps together what is one label: `Elektronica, embedded systemen en IoT`.
fn joined<T>(
    text: &str,
    separator: &str,
    hyphen: bool,
    depth: usize,
    read: &dyn Fn(&str) -> Option<T>,
    out: &mut Vec<Part<T>>,
) {
    let pieces: Vec<&str> = text.split(separator).collect();
    let mut first = 0;
    while first < pieces.len() && out.len() < PARTS {
        let longest = (first + 2..=pieces.len().min(first + 4))
            .rev()
            .find_map(|end| {
                let whole = pieces[first..end].join(separator);
                let whole = whole.trim();
                read(whole).map(|meaning| {
                    (
                        end,
                        Part {
                            text: whole.to_owned(),
                            meaning: Some(meaning),
                        },
                    )
                })
            });
        if let Some((end, part)) = longest {
            out.push(part);
            first = end;
        } else {
            let next = pieces.get(first + 1);
            let whole = next.and_then(|next| completed(pieces[first], next, read));
            let piece = whole.as_deref().unwrap_or(pieces[first]);
            walk(piece, hyphen, depth, read, out);
            first += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(cell: &str, hyphen: bool, read: Read) -> Vec<String> {
        parts(cell, hyphen, &read)
            .into_iter()
            .map(|part| match part.meaning {
                Some(Meaning::Code(code, _)) => code,
                Some(other) => format!("{other:?}"),
                None => format!("?{}", part.text),
            })
            .fold(Vec::new(), |mut codes, code| {
                if !codes.contains(&code) {
                    codes.push(code);
                }
                codes
            })
    }

    #[test]
    fn whole_labels_before_separators() {
        assert_eq!(codes("Business case / project", false, form), ["CASE"]);
        assert_eq!(
            codes("Stage, Bedrijfscase / project", false, form),
            ["INTERNSHIP", "CASE"]
        );
        assert_eq!(
            codes("Stage; gastles en bedrijfsbezoek", false, form),
            ["INTERNSHIP", "GUEST", "VISIT"]
        );
        assert_eq!(
            codes("Stage + Onderzoek", false, form),
            ["INTERNSHIP", "?Onderzoek"]
        );
        assert_eq!(codes("TFE\nStage", false, form), ["Thesis", "INTERNSHIP"]);
        assert_eq!(
            codes(
                "Elektronica, embedded systemen en IoT, Bouw en bouwkunde",
                false,
                domain
            ),
            ["ENG-EL", "CON-BLD"]
        );
        assert_eq!(codes("Vlaams-Brabant", true, province), ["BE-VBR"]);
        assert_eq!(
            codes("Antwerpen-Limburg", true, province),
            ["BE-VAN", "BE-VLI"]
        );
        assert_eq!(
            codes("Oost-Vl. / W-Vl en Brabant", true, province),
            ["BE-VOV", "BE-VWV", "Ambiguous"]
        );
        assert_eq!(codes("province de Liège", true, province), ["BE-WLG"]);
        assert_eq!(codes("Vlaanderen", true, province), ["?Vlaanderen"]);
        assert_eq!(codes("NL + EN", false, language), ["nl", "en"]);
        assert_eq!(
            codes("Oost- en West-Vlaanderen", true, province),
            ["BE-VOV", "BE-VWV"]
        );
        assert_eq!(
            codes("Brabant flamand et wallon", true, province),
            ["BE-VBR", "BE-WBR"]
        );
        assert_eq!(
            codes("bachelor- en masterproef, bedr.bezoek", false, form),
            ["THESIS-BA", "THESIS-MA", "VISIT"]
        );
        assert_eq!(codes("Flem. Brabant", true, province), ["BE-VBR"]);
        assert_eq!(
            codes("Vl-Brab. – Antw.", true, province),
            ["BE-VBR", "BE-VAN"]
        );
    }

    #[test]
    fn levels() {
        assert_eq!(codes("Bachelier", false, level), ["Ambiguous"]);
        assert_eq!(codes("Bachelor (professioneel)", false, level), ["PBA"]);
        assert_eq!(codes("Doctoraat", false, level), ["Inactive"]);
        assert_eq!(codes("Postgraduaat", false, level), ["Inactive"]);
        assert_eq!(codes("Profesionele bachelor", false, level), ["PBA"]);
        assert_eq!(codes("Diploma", false, level), ["?Diploma"]);
        assert_eq!(codes("prof. bachelor, master", false, level), ["PBA", "MA"]);
        assert_eq!(
            codes("Master in de chemie, biochemie", false, level),
            ["MA"]
        );
        assert_eq!(codes("Bachel. prof.", false, level), ["PBA"]);
    }
}
