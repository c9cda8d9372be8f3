//! Making the model, and saying how good it is. Nothing here runs in the product.

pub mod baseline;
pub mod calibration;
pub mod data;
pub mod figures;
pub mod folds;
pub mod regression;
pub mod unseen;

use crate::{
    features::Layout,
    model::{Model, THRESHOLD},
};
use calibration::Calibration;
use data::Labelled;
use figures::{Scored, Table, with_intervals};
use folds::divided;
use regression::{Example, fit, product, sigmoid};
use std::collections::BTreeSet;

/// How much the examples count against the squares of the weights.
pub const STRENGTH: f64 = 1.0;

/// In how many folds the programmes are held out, and in how many inside a training part.
pub const FOLDS: usize = 10;
const INNER_FOLDS: usize = 5;

/// What is learned: a weight for each feature, and how logits become probabilities.
#[derive(Debug, Clone)]
pub struct Learned {
    /// In the order of the layout.
    pub weights: Vec<f64>,
    /// Fitted to programmes held out by topic.
    pub calibration: Calibration,
}

/// How much a made-up name counts beside a labelled programme.
const MADE_UP_WEIGHT: f64 = 0.5;

/// How much a name counts of which the lexicon knows a part: a technological
/// one, and one that is not. Words that nobody wrote down are mostly those of a
/// trade; those of care, law or trade are everybody's.
const HALF_KNOWN_WEIGHT: [f64; 2] = [0.5, 0.2];

/// An example with what it is held out with.
#[derive(Debug, Clone)]
pub struct Known {
    /// What is learned from it.
    pub example: Example,
    /// Its topic: a detailed field of ISCED-F 2013.
    pub topic: String,
    /// The beginning of the first word of its name that says something.
    pub stem: String,
}

impl Known {
    fn half(labelled: &Labelled) -> Self {
        let weight = HALF_KNOWN_WEIGHT[usize::from(labelled.positive())];
        Self {
            example: labelled.half_known(weight),
            ..Self::of(labelled, weight)
        }
    }

    fn of(labelled: &Labelled, weight: f64) -> Self {
        Self {
            example: labelled.example(weight),
            topic: labelled.field.clone(),
            stem: labelled.stem.clone(),
        }
    }
}

/// All that is learned from.
#[derive(Debug)]
pub struct Lessons {
    /// The labelled programmes.
    pub programmes: Vec<Known>,
    /// Names made up beside them.
    pub made_up: Vec<Known>,
    /// The letters of the lexicon.
    pub stems: Vec<Example>,
}

impl Lessons {
    /// These programmes, with the made-up names and the lexicon beside them.
    ///
    /// # Errors
    /// When the file of made-up names is no table of them.
    pub fn of(labelled: &[Labelled]) -> Result<Self, csv::Error> {
        let made_up = Labelled::examples()?;
        Ok(Self {
            programmes: labelled.iter().map(|one| Known::of(one, 1.0)).collect(),
            made_up: made_up
                .iter()
                .map(|one| Known::of(one, MADE_UP_WEIGHT))
                .chain(labelled.iter().map(Known::half))
                .chain(made_up.iter().map(Known::half))
                .collect(),
            stems: data::stems(),
        })
    }
}

/// What programmes are held out together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The first stem of the name.
    Stem,
    /// The topic: no programme of its field is learned from.
    Topic,
}

impl Grouping {
    /// The group of a programme.
    #[must_use]
    pub fn of(self, known: &Known) -> &str {
        match self {
            Self::Stem => &known.stem,
            Self::Topic => &known.topic,
        }
    }
}

fn weights(known: &[&Known], stems: &[Example]) -> Vec<f64> {
    let examples: Vec<&Example> = known
        .iter()
        .map(|known| &known.example)
        .chain(stems)
        .collect();
    fit(&examples, Layout::built_in().len(), STRENGTH)
}

/// Learns from programmes and made-up names, with the stems of the lexicon
/// beside them. The calibration comes from programmes held out by topic, so it
/// knows how sure the weights may be about a topic they never saw.
#[must_use]
pub fn learn(programmes: &[&Known], made_up: &[&Known], stems: &[Example]) -> Learned {
    let topics: Vec<&str> = programmes
        .iter()
        .map(|known| known.topic.as_str())
        .collect();
    let fold_of = divided(&topics, INNER_FOLDS);
    let mut held_out = Vec::with_capacity(programmes.len());
    for fold in 0..INNER_FOLDS {
        let (tests, mut rest) = parted(programmes, &fold_of, fold);
        rest.extend(apart(made_up, &tests, Grouping::Topic));
        let weights = weights(&rest, stems);
        held_out.extend(tests.iter().map(|known| {
            let logit = product(&weights, &known.example.features);
            (known.example.positive, logit)
        }));
    }
    Learned {
        weights: weights(&[programmes, made_up].concat(), stems),
        calibration: Calibration::of(&held_out),
    }
}

/// Those of a fold, and the others.
fn parted<'a>(
    all: &[&'a Known],
    fold_of: &[usize],
    fold: usize,
) -> (Vec<&'a Known>, Vec<&'a Known>) {
    let (inside, outside): (Vec<_>, Vec<_>) =
        all.iter().zip(fold_of).partition(|(_, of)| **of == fold);
    let only =
        |pairs: Vec<(&&'a Known, &usize)>| pairs.into_iter().map(|(known, _)| *known).collect();
    (only(inside), only(outside))
}

/// The made-up names of no group that is tested.
fn apart<'a>(made_up: &[&'a Known], tests: &[&Known], grouping: Grouping) -> Vec<&'a Known> {
    let tested: BTreeSet<&str> = tests.iter().map(|test| grouping.of(test)).collect();
    made_up
        .iter()
        .filter(|known| !tested.contains(grouping.of(known)))
        .copied()
        .collect()
}

impl Learned {
    /// The probability of an example.
    #[must_use]
    pub fn probability(&self, example: &Example) -> f64 {
        let logit = product(&self.weights, &example.features);
        sigmoid(self.calibration.logit(logit))
    }
}

/// Each programme scored by what was learned without its group, in order.
#[must_use]
pub fn held_out(lessons: &Lessons, grouping: Grouping) -> Vec<Scored> {
    let programmes: Vec<&Known> = lessons.programmes.iter().collect();
    let made_up: Vec<&Known> = lessons.made_up.iter().collect();
    let groups: Vec<&str> = programmes.iter().map(|known| grouping.of(known)).collect();
    let fold_of = divided(&groups, FOLDS);
    let mut scored = vec![(false, 0.0); programmes.len()];
    for fold in 0..FOLDS {
        let (tests, rest) = parted(&programmes, &fold_of, fold);
        let made_up = apart(&made_up, &tests, grouping);
        let learned = learn(&rest, &made_up, &lessons.stems);
        for (at, known) in programmes.iter().enumerate() {
            if fold_of[at] == fold {
                let chance = learned.probability(&known.example);
                scored[at] = (known.example.positive, chance);
            }
        }
    }
    scored
}

/// The same by the method that the model is compared with, on the same folds.
#[must_use]
pub fn held_out_baseline(labelled: &[Labelled], groups: &[&str]) -> Vec<Scored> {
    let fold_of = divided(groups, FOLDS);
    let mut scored = vec![(false, 0.0); labelled.len()];
    for fold in 0..FOLDS {
        let places = |inside: bool| {
            let fold_of = &fold_of;
            (0..labelled.len()).filter(move |at| (fold_of[*at] == fold) == inside)
        };
        let train: Vec<(&str, bool)> = places(false)
            .map(|at| (labelled[at].name.as_str(), labelled[at].positive()))
            .collect();
        let names: Vec<&str> = places(true).map(|at| labelled[at].name.as_str()).collect();
        let chances = baseline::probabilities(&train, &names);
        for (at, chance) in places(true).zip(chances) {
            scored[at] = (labelled[at].positive(), chance);
        }
    }
    scored
}

/// All that a model file is made of: learned from every programme, with the
/// figures on programmes that were held out.
///
/// # Errors
/// When a file of the training data is no table.
pub fn model() -> Result<Model, csv::Error> {
    let labelled = Labelled::all()?;
    let lessons = Lessons::of(&labelled)?;
    let programmes: Vec<&Known> = lessons.programmes.iter().collect();
    let made_up: Vec<&Known> = lessons.made_up.iter().collect();
    let learned = learn(&programmes, &made_up, &lessons.stems);
    Ok(Model::new(
        &learned.weights,
        learned.calibration,
        &data::hash(),
        labelled.len(),
        tables(&labelled, &lessons),
    ))
}

/// The figures: model and baseline, held out by stem and by topic; of the
/// latter also the topics that were sealed.
#[must_use]
pub fn tables(labelled: &[Labelled], lessons: &Lessons) -> Vec<Table> {
    let mut tables = Vec::new();
    for (name, grouping) in [("stem", Grouping::Stem), ("topic", Grouping::Topic)] {
        let groups: Vec<&str> = lessons
            .programmes
            .iter()
            .map(|known| grouping.of(known))
            .collect();
        for (method, scored) in [
            ("model", held_out(lessons, grouping)),
            ("baseline", held_out_baseline(labelled, &groups)),
        ] {
            tables.push(table(name, method, &scored, &groups));
            if grouping == Grouping::Topic {
                let sealed = |at: &usize| labelled[*at].sealed();
                let places: Vec<usize> = (0..labelled.len()).filter(sealed).collect();
                let scored: Vec<Scored> = places.iter().map(|at| scored[*at]).collect();
                let groups: Vec<&str> = places.iter().map(|at| groups[*at]).collect();
                tables.push(table("sealed", method, &scored, &groups));
            }
        }
    }
    tables
}

fn table(held_out_by: &str, method: &str, scored: &[Scored], groups: &[&str]) -> Table {
    Table {
        held_out_by: held_out_by.to_owned(),
        method: method.to_owned(),
        programmes: scored.len(),
        figures: with_intervals(scored, groups, THRESHOLD),
    }
}
