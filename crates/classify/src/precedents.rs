//! What a desk decided before, as a small correction by the words of a name.
//!
//! For each word, what the model expected of the decisions on names that have it
//! is set against what was decided: one step of a logistic regression that starts
//! at the model, held back by a ridge. So a word counts where decisions differ
//! from the model again and again, and not where they agree. The same decisions
//! give the same correction, and its limits keep it from overruling the model:
//! the odds change by a factor of three at most.

use crate::features::Reading;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, fmt::Write as _};

/// A decision about whether an offer is technological.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The name of the offer.
    pub name: String,
    /// Its description; empty when there is none.
    pub description: String,
    /// Whether it was removed as not technological; otherwise it was kept.
    pub removed: bool,
}

/// What decisions say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Precedent {
    /// How many decisions were about names with it.
    pub decisions: u32,
    /// In logits, to three decimals; above zero for "not technological".
    pub weight: f64,
}

/// What a desk's decisions say, by words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Precedents {
    words: BTreeMap<String, Precedent>,
}

/// With fewer decisions a word says nothing.
const LEAST: u32 = 3;
/// How much a word is held back: as if this much certainty spoke for the model.
const RIDGE: f64 = 3.0;
/// No word, and no name, is moved further than this, in logits.
const MOST: f64 = 1.1;
/// What is not worth keeping.
const LITTLE: f64 = 0.05;
/// Endings are left aside: words are the same when they begin with the same letters.
const LETTERS: usize = 8;

impl Precedents {
    /// What decisions say beyond a model: `chance` is what it expects of each.
    #[must_use]
    pub fn of<'a>(
        decisions: impl IntoIterator<Item = &'a Decision>,
        chance: impl Fn(&Decision) -> f64,
    ) -> Self {
        // How many, by how much they differ, and how much they could.
        let mut sums: BTreeMap<String, (u32, f64, f64)> = BTreeMap::new();
        for decision in decisions {
            let expected = chance(decision).clamp(0.01, 0.99);
            let mut keys: Vec<String> = words(&Reading::of(&decision.name))
                .into_iter()
                .map(|(_, key)| key)
                .collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let (count, off, room) = sums.entry(key).or_default();
                *count += 1;
                *off += f64::from(u8::from(decision.removed)) - expected;
                *room += expected * (1.0 - expected);
            }
        }
        let words = sums
            .into_iter()
            .filter(|(_, (count, ..))| *count >= LEAST)
            .map(|(word, (decisions, off, room))| {
                let weight = (off / (room + RIDGE)).clamp(-MOST, MOST);
                let weight = (weight * 1e3).round() / 1e3;
                (word, Precedent { decisions, weight })
            })
            .filter(|(_, precedent)| precedent.weight.abs() >= LITTLE)
            .collect();
        Self { words }
    }

    /// Whether nothing was decided that says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Names them wherever a probability is kept: the beginning of a hash of what they say.
    #[must_use]
    pub fn version(&self) -> String {
        let mut hasher = Sha256::new();
        for (word, precedent) in &self.words {
            hasher.update(format!("{word} {precedent:?}\n"));
        }
        let mut text = String::new();
        for byte in hasher.finalize().iter().take(4) {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// The words of a name that decisions speak of, with how much: together within the limit.
    pub(crate) fn said(&self, name: &Reading<'_>) -> Vec<(usize, Precedent)> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let mut said: Vec<(usize, Precedent)> = words(name)
            .into_iter()
            .filter_map(|(word, key)| Some((word, *self.words.get(&key)?)))
            .collect();
        let total: f64 = said.iter().map(|(_, precedent)| precedent.weight).sum();
        let within = (MOST / total.abs().max(MOST)).min(1.0);
        for (_, precedent) in &mut said {
            precedent.weight *= within;
        }
        said
    }
}

/// The words of a name that say something, each with its beginning.
fn words(name: &Reading<'_>) -> Vec<(usize, String)> {
    (0..name.words.len())
        .filter(|word| !name.silent(*word))
        .map(|word| {
            let beginning = name.words[word].folded.chars().take(LETTERS).collect();
            (word, beginning)
        })
        .collect()
}
