//! What the lexicon finds in a text.

use crate::{
    lexicon::{Lexicon, Pattern, Tag, Trie},
    words::Word,
};
use std::ops::Range;

/// A concept found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// Its place in [`Lexicon::concepts`].
    pub concept: usize,
    /// What it says.
    pub tag: Tag,
    /// The words it was found in.
    pub words: Range<usize>,
    /// Whether the lexicon has it as one whole word: mostly a short one, that in
    /// running text is often something else ("guide", "stage").
    pub whole: bool,
    /// The letters of the first of these words where it begins, and of the last where it ends.
    letters: Range<usize>,
    /// How many letters speak for it: the longest wins.
    strength: usize,
}

impl Sense {
    /// A concept that is the first word of a text.
    pub(crate) const fn alone(concept: usize, tag: Tag) -> Self {
        Self {
            concept,
            tag,
            words: 0..1,
            whole: false,
            letters: 0..1,
            strength: 1,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        let from = |sense: &Self| (sense.words.start, sense.letters.start);
        let to = |sense: &Self| (sense.words.end - 1, sense.letters.end);
        from(self) < to(other) && from(other) < to(self)
    }
}

/// The concepts of a text in its order, none upon another: where several would
/// fit, the longest wins. So a phrase decides about its words ("social security"),
/// and a long stem about the short one inside it.
#[must_use]
pub fn senses(lexicon: &Lexicon, words: &[Word]) -> Vec<Sense> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let letters = words[at].folded.as_bytes();
        for start in 0..letters.len() {
            let mut node = Trie::ROOT;
            for (end, letter) in letters.iter().enumerate().skip(start) {
                let Some(child) = lexicon.trie.child(node, *letter) else {
                    break;
                };
                node = child;
                for pattern in lexicon.trie.patterns(node) {
                    let pattern = &lexicon.patterns[*pattern as usize];
                    found.extend(sense(lexicon, pattern, words, at, start..end + 1));
                }
            }
        }
    }
    found.sort_by_key(|sense| (usize::MAX - sense.strength, sense.words.start));
    let mut kept: Vec<Sense> = Vec::with_capacity(found.len());
    for sense in found {
        if !kept.iter().any(|other| other.meets(&sense)) {
            kept.push(sense);
        }
    }
    kept.sort_by_key(|sense| (sense.words.start, sense.letters.start));
    kept
}

fn sense(
    lexicon: &Lexicon,
    pattern: &Pattern,
    words: &[Word],
    at: usize,
    letters: Range<usize>,
) -> Option<Sense> {
    if letters.start > 0 && !pattern.inner {
        return None;
    }
    let end = at + pattern.parts.len();
    let rest = words.get(at + 1..end)?;
    let first = &words[at].folded[letters.start..];
    let whole = fits(first, &pattern.parts[0])
        && rest
            .iter()
            .zip(&pattern.parts[1..])
            .all(|(word, part)| fits(&word.folded, part));
    let last = pattern.parts.last()?;
    whole.then(|| Sense {
        concept: pattern.concept,
        tag: lexicon.concepts[pattern.concept].tag,
        words: at..end,
        whole: rest.is_empty() && last.1,
        letters: letters.start..if rest.is_empty() {
            letters.end
        } else {
            rest[rest.len() - 1].folded.len()
        },
        strength: pattern.parts.iter().map(|part| part.0.len()).sum::<usize>() * 2
            + usize::from(last.1),
    })
}

fn fits(word: &str, (stem, whole): &(String, bool)) -> bool {
    match word.strip_prefix(stem.as_str()) {
        Some(rest) => !whole || rest.is_empty() || rest == "s",
        None => false,
    }
}
