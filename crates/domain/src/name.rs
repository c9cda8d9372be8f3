//! The study level does not belong in a programme's name: the card puts it there (ET-69…71, N-01…N-11).

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A study level found in a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelInName {
    /// The levels the word can mean; `Bachelor` agrees with two.
    pub levels: &'static [&'static str],
    /// The level as it is written there.
    pub written: String,
    /// The name without it; empty when nothing else is left.
    pub suggestion: String,
}

impl LevelInName {
    /// Whether the level in the name agrees with the chosen one (N-09).
    #[must_use]
    pub fn agrees_with(&self, level: &str) -> bool {
        level.is_empty() || self.levels.contains(&level)
    }
}

const GR: &[&str] = &["GR"];
const BES: &[&str] = &["BES"];
const PBA: &[&str] = &["PBA"];
const ABA: &[&str] = &["ABA"];
const BACHELOR: &[&str] = &["PBA", "ABA"];
const BNB: &[&str] = &["BNB"];
const MA: &[&str] = &["MA", "MNM"];
const MNM: &[&str] = &["MNM"];
const PG: &[&str] = &["PG"];
const PHD: &[&str] = &["PHD"];

/// Spellings of levels: lower case, without accents and full stops, longest
/// first where one begins another. Dutch, French, English.
const SPELLINGS: &[(&str, &[&str])] = &[
    ("graduaatsopleiding", GR),
    ("graduaat", GR),
    ("gegradueerde", GR),
    ("associate degree", GR),
    ("graduat", GR),
    ("grad", GR),
    ("hbo-5", GR),
    ("hbo5", GR),
    ("brevet de l'enseignement superieur", BES),
    ("brevet d'enseignement superieur", BES),
    ("brevet enseignement superieur", BES),
    ("higher education certificate", BES),
    ("bes", BES),
    ("bachelor-na-bachelor", BNB),
    ("bachelor na bachelor", BNB),
    ("bachelier de specialisation", BNB),
    ("annee de specialisation", BNB),
    ("advanced bachelor", BNB),
    ("banaba", BNB),
    ("bnb", BNB),
    ("professioneel gerichte bachelor", PBA),
    ("professionele bachelor", PBA),
    ("bachelier professionnalisant", PBA),
    ("bachelier (type court)", PBA),
    ("professional bachelor", PBA),
    ("prof bachelor", PBA),
    ("prof bach", PBA),
    ("prof ba", PBA),
    ("bac prof", PBA),
    ("pba", PBA),
    ("academisch gerichte bachelor", ABA),
    ("academische bachelor", ABA),
    ("bachelier de transition", ABA),
    ("bachelier (type long)", ABA),
    ("bachelor of science", ABA),
    ("bachelor of arts", ABA),
    ("academic bachelor", ABA),
    ("acad bachelor", ABA),
    ("acad bach", ABA),
    ("bac transition", ABA),
    ("aba", ABA),
    ("bsc", ABA),
    ("bachelor", BACHELOR),
    ("bachelier", BACHELOR),
    ("bach", BACHELOR),
    ("master-na-master", MNM),
    ("master na master", MNM),
    ("master de specialisation", MNM),
    ("master complementaire", MNM),
    ("advanced master", MNM),
    ("manama", MNM),
    ("mnm", MNM),
    ("educatieve master", MA),
    ("master of science", MA),
    ("master of arts", MA),
    ("master", MA),
    ("maitrise", MA),
    ("meng", MA),
    ("msc", MA),
    ("postgraduate certificate", PG),
    ("postgraduate", PG),
    ("postgraduaat", PG),
    ("postgraduat", PG),
    ("postgrad", PG),
    ("certificat interuniversitaire", PG),
    ("certificat d'universite", PG),
    ("doctoraat", PHD),
    ("doctorate", PHD),
    ("doctorat", PHD),
    ("phd", PHD),
];

/// Short forms that are words of their own in some language: a level only in
/// capitals, or when the second entry follows.
const CAPITALS: &[(&str, &[&str])] = &[
    ("M1", MA),
    ("M2", MA),
    ("MA", MA),
    ("BA", BACHELOR),
    ("PG", PG),
];
const BEFORE: &[(&str, &str, &[&str])] = &[
    ("ad", "in ", GR),
    ("bac", "en ", BACHELOR),
    ("bac", "+", BACHELOR),
    ("bac", ":", BACHELOR),
    ("specialisation", "en ", BNB),
];
/// Short forms with their full stop.
const STOPPED: &[(&str, &[&str])] = &[
    ("ba.", BACHELOR),
    ("ma.", MA),
    ("ir.", MA),
    ("p.b.", PBA),
    ("m.sc.", MA),
    ("ll.m.", MNM),
];

/// Words that link a level to the name, longest first.
const LINKS: &[&str] = &[
    "of science in the ",
    "of science in ",
    "of arts in ",
    "of science ",
    "of arts ",
    "in de ",
    "in het ",
    "in the ",
    "in ",
    "of the ",
    "of ",
    "en ",
];

/// The text folded for comparison, with the place in the original where each
/// folded character starts.
fn fold(text: &str) -> Vec<(char, usize)> {
    let mut out = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == '.' {
            continue;
        }
        if c.is_ascii() {
            out.push((c.to_ascii_lowercase(), at));
            continue;
        }
        let c = match c {
            '’' => '\'',
            '–' | '—' => '-',
            c => c,
        };
        for d in c.nfd().filter(|c| !is_combining_mark(*c)) {
            out.extend(d.to_lowercase().map(|l| (l, at)));
        }
    }
    out
}

fn boundary(next: Option<char>) -> bool {
    next.is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '-' | '/' | '+' | ',' | '|'))
}

/// How many bytes of `name` a level at its start takes, and which levels it can mean.
fn level_prefix(name: &str) -> Option<(usize, &'static [&'static str])> {
    let folded = fold(name);
    let text: String = folded.iter().map(|(c, _)| c).collect();
    let end_at = |chars: usize| folded.get(chars).map_or(name.len(), |(_, at)| *at);
    let lower = name.to_lowercase();
    for (short, levels) in STOPPED {
        if lower.starts_with(short) && lower.len() == name.len() {
            return Some((short.len(), levels));
        }
    }
    for (spelling, levels) in SPELLINGS {
        if let Some(rest) = text.strip_prefix(spelling)
            && boundary(rest.chars().next())
        {
            // A hyphenated compound is a subject (`Bachelor-beurs`); a spaced dash is not.
            // A word that only brackets follow is explained by them (a surname).
            if rest.trim_start().starts_with('(') {
                continue;
            }
            let mut after = rest.chars();
            if after.next() == Some('-') && after.next().is_some_and(char::is_alphanumeric) {
                continue;
            }
            return Some((end_at(spelling.chars().count()), levels));
        }
    }
    for (short, levels) in CAPITALS {
        if let Some(rest) = name.strip_prefix(short)
            && rest.starts_with([' ', ':'])
        {
            return Some((short.len(), levels));
        }
    }
    for (word, follower, levels) in BEFORE {
        if let Some(rest) = text.strip_prefix(word)
            && boundary(rest.chars().next())
            && rest.trim_start().starts_with(follower)
        {
            return Some((end_at(word.chars().count()), levels));
        }
    }
    None
}

/// A level at the end, in brackets or after a spaced dash (N-05).
fn level_suffix(name: &str) -> Option<(usize, &'static [&'static str])> {
    let trimmed = name.trim_end();
    let (start, inner) = if let Some(open) = trimmed.rfind('(').filter(|_| trimmed.ends_with(')')) {
        (open, &trimmed[open + 1..trimmed.len() - 1])
    } else {
        let dash = [" – ", " — ", " - "]
            .iter()
            .filter_map(|dash| trimmed.rfind(dash).map(|at| (at, dash.len())))
            .max()?;
        (dash.0, &trimmed[dash.0 + dash.1..])
    };
    let (length, levels) = level_prefix(inner).or_else(|| {
        CAPITALS
            .iter()
            .find(|(short, _)| *short == inner)
            .map(|(short, levels)| (short.len(), *levels))
    })?;
    (length == inner.len() && !name[..start].trim().is_empty()).then_some((start, levels))
}

fn strip_links(rest: &str) -> &str {
    let mut rest = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '+' | ',' | '/' | '|')
    });
    let lower = rest.to_lowercase();
    if lower.len() == rest.len()
        && let Some(link) = LINKS.iter().find(|link| lower.starts_with(**link))
    {
        rest = rest[link.len()..].trim_start();
    }
    rest
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The study level in a programme's name, with the name it should have. Never
/// applied silently: people see before and after (N-08).
#[must_use]
pub fn level_in_name(name: &str) -> Option<LevelInName> {
    let name = name.trim();
    let mut found: Option<(&'static [&'static str], &str)> = None;
    let mut rest = name;
    // `Bac + Master Enseignement` names two levels.
    while let Some((length, levels)) = level_prefix(rest) {
        found.get_or_insert((levels, rest[..length].trim()));
        rest = strip_links(&rest[length..]);
    }
    if let Some((start, levels)) = level_suffix(rest) {
        let written = rest[start..].trim_matches([' ', '(', ')', '-', '–', '—']);
        found.get_or_insert((levels, written));
        rest = rest[..start].trim_end();
    }
    let (levels, written) = found?;
    let educative = fold(name)
        .iter()
        .map(|(c, _)| c)
        .collect::<String>()
        .starts_with("educatieve ");
    let mut suggestion = capitalised(rest.trim());
    if educative && !suggestion.is_empty() {
        suggestion.push_str(" (educatief)");
    }
    Some(LevelInName {
        levels,
        written: written.to_owned(),
        suggestion,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_manual_and_of_catalogues() {
        for (name, suggestion) in [
            (
                "Professionele Bachelor Elektromechanica",
                "Elektromechanica",
            ),
            ("Prof. Bach. Elektromechanica", "Elektromechanica"),
            (
                "Master in de industriële wetenschappen: energie",
                "Industriële wetenschappen: energie",
            ),
            ("MASTER Informatica", "Informatica"),
            ("Bachelier : Sage-femme", "Sage-femme"),
            (
                "Bachelier en informatique, orientation sécurité",
                "Informatique, orientation sécurité",
            ),
            ("Bac + Master Enseignement", "Enseignement"),
            ("BNB Zorgverbreding", "Zorgverbreding"),
            ("Spécialisation en psychomotricité", "Psychomotricité"),
            ("Advanced Bachelor of Bioinformatics", "Bioinformatics"),
            (
                "Master : ingénieur civil physicien",
                "Ingénieur civil physicien",
            ),
            ("Informatique (bachelier)", "Informatique"),
            ("Elektronica-ICT – PBA", "Elektronica-ICT"),
            ("Educatieve master in de talen", "Talen (educatief)"),
            ("Master of Science in Engineering", "Engineering"),
            ("P.B. Bouw", "Bouw"),
            ("Professionele bachelor", ""),
            ("Doctoraat", ""),
        ] {
            let found = level_in_name(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(found.suggestion, suggestion, "{name}");
        }
    }

    #[test]
    fn words_that_only_look_like_a_level_stay() {
        for name in [
            "Elektromechanica",
            "Masterclass Industrial Design Engineering",
            "Gradual improvement",
            "Masterdata beheren",
            "Bachelier (surname)",
            "Brevet d'invention",
            "Grafische en digitale media",
            "Elektronica-ICT",
            "Industrial & Business Engineering",
            "Web Development bootcamp",
            "Ingénieur industriel en électronique",
            "Handelsingenieur",
            "M2M-communicatie",
            "Ma première machine",
            "Baccalauréat technique",
            "Wetenschappen (bio-ingenieur)",
        ] {
            assert_eq!(level_in_name(name), None, "{name}");
        }
    }

    #[test]
    fn bachelor_agrees_with_both_kinds() {
        let found = level_in_name("Bachelor Bouw").unwrap();
        assert_eq!(found.written, "Bachelor");
        assert!(found.agrees_with("PBA") && found.agrees_with("ABA") && found.agrees_with(""));
        assert!(!found.agrees_with("MA"));
    }
}
