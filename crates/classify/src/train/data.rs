//! The labelled programmes that the model is made from.

use super::{folds::mixed, regression::Example};
use crate::{
    features::{Reading, features, of_letters},
    lexicon::{Lexicon, Tag},
    words::words,
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

const PROGRAMMES: &str = include_str!("../../data/programmes.csv");
const EXAMPLES: &str = include_str!("../../data/examples.csv");

/// A labelled programme.
#[derive(Debug, Clone, Deserialize)]
pub struct Labelled {
    /// The programme's name.
    pub name: String,
    /// The beginning of the first word of the name that says something. It stands
    /// in the file, so that the folds stay the same while the lexicon grows.
    pub stem: String,
    /// A detailed field of ISCED-F 2013: its topic.
    pub field: String,
    /// `no` is the positive class: not technological.
    pub lean: String,
}

impl Labelled {
    /// The labelled programmes of the project.
    ///
    /// # Errors
    /// When the file is not a table of them.
    pub fn all() -> Result<Vec<Self>, csv::Error> {
        read(PROGRAMMES)
    }

    /// Names made up for learning how words stand together; no figure is ever taken from them.
    ///
    /// # Errors
    /// When the file is not a table of them.
    pub fn examples() -> Result<Vec<Self>, csv::Error> {
        read(EXAMPLES)
    }

    /// Whether it is not technological.
    #[must_use]
    pub fn positive(&self) -> bool {
        self.lean == "no"
    }

    /// Whether its topic was kept apart until the lexicon and the settings stood.
    #[must_use]
    pub fn sealed(&self) -> bool {
        mixed(&self.field).is_multiple_of(3)
    }

    /// As an example to learn from.
    #[must_use]
    pub fn example(&self, weight: f64) -> Example {
        Example {
            features: features(&Reading::of(&self.name), |_| true),
            positive: self.positive(),
            weight,
        }
    }
}

impl Labelled {
    /// As if the lexicon knew only some of its words: about half of its senses
    /// are taken away. So the weights learn what the letters and the remaining
    /// words say where a name has words nobody wrote down.
    #[must_use]
    pub fn half_known(&self, weight: f64) -> Example {
        let mut reading = Reading::of(&self.name);
        reading.senses.retain(|sense| {
            let place = sense.words.start;
            mixed(&format!("{} {place}", self.name)).is_multiple_of(2)
        });
        Example {
            features: features(&reading, |_| true),
            positive: self.positive(),
            weight,
        }
    }
}

fn read(table: &str) -> Result<Vec<Labelled>, csv::Error> {
    csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .collect()
}

/// How much a stem of the lexicon counts beside a labelled programme.
const STEM_WEIGHT: f64 = 0.25;

/// The stems of the lexicon as examples of letters: so the letters of words
/// that no labelled name has say something too.
#[must_use]
pub fn stems() -> Vec<Example> {
    Lexicon::built_in()
        .stems()
        .filter_map(|(concept, stem)| {
            let (positive, weight) = match concept.tag {
                Tag::Yes => (false, STEM_WEIGHT),
                Tag::No => (true, STEM_WEIGHT),
                Tag::LeansYes => (false, STEM_WEIGHT / 2.0),
                Tag::LeansNo => (true, STEM_WEIGHT / 2.0),
                _ => return None,
            };
            let features = of_letters(&stem);
            (words(&stem).len() == 1).then_some(Example {
                features,
                positive,
                weight,
            })
        })
        .collect()
}

/// SHA-256 over everything a model is made from, in hexadecimal.
#[must_use]
pub fn hash() -> String {
    let mut hasher = Sha256::new();
    hasher.update(PROGRAMMES);
    hasher.update(EXAMPLES);
    hasher.update(Lexicon::source());
    hasher
        .finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
