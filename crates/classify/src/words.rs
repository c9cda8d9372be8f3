//! Texts as words: folded, so that case and accents make no difference.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Words that carry no subject in any of the three languages; sorted.
const STOP: &[&str] = &[
    "a", "als", "an", "and", "at", "au", "aux", "avec", "bij", "by", "ces", "ce", "cet", "cette",
    "d", "dans", "das", "de", "dem", "den", "der", "des", "die", "dit", "door", "du", "een", "en",
    "et", "for", "from", "het", "in", "is", "it", "l", "la", "le", "les", "met", "na", "naar",
    "of", "om", "on", "op", "or", "ou", "par", "per", "pour", "s", "sur", "te", "the", "to", "tot",
    "uit", "un", "une", "van", "via", "voor", "with", "you", "your",
];

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without accents.
    pub folded: String,
    /// Where it stands in the text, in bytes.
    pub place: Range<usize>,
}

/// A text in lower case and without accents; ligatures are spelled out.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for lower in letter.to_lowercase() {
            match lower {
                'œ' => out.push_str("oe"),
                'æ' => out.push_str("ae"),
                'ß' => out.push_str("ss"),
                'ø' => out.push('o'),
                // Some letters lower into a letter and a mark.
                mark if is_combining_mark(mark) => {}
                other => out.push(other),
            }
        }
    }
    out
}

/// The words of a text that may carry a subject, in order: no stop words.
///
/// `C++` and `C#` are words; a hyphen or an apostrophe ends one, and so does a
/// middle dot, with the ending after it ("étudiant·e·s"). The abbreviation IT is
/// a word where it is written in capitals.
///
/// Where nothing else stands, stop words count: "Dans" is a programme in Dutch.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = split(text);
    if !words.iter().all(|word| stops(text, word)) {
        words.retain(|word| !stops(text, word));
    }
    words
}

fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut ending = false;
    let belongs = |letter: char| {
        letter.is_alphanumeric() || is_combining_mark(letter) || letter == '+' || letter == '#'
    };
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        ending = matches!(letter, '·' | '‧' | '•') && start.is_some() || ending && belongs(letter);
        match (belongs(letter) && !ending, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                push(&mut words, text, from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn push(words: &mut Vec<Word>, text: &str, place: Range<usize>) {
    let written = &text[place.clone()];
    let folded = folded(written);
    if folded.contains(char::is_alphanumeric) {
        words.push(Word { folded, place });
    }
}

fn stops(text: &str, word: &Word) -> bool {
    STOP.contains(&word.folded.as_str()) && text.get(word.place.clone()) != Some("IT")
}
