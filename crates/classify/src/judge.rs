//! What a programme's fields say together: a probability, and the evidence.
//!
//! Name and description are learned or weighed; declared study domains shift
//! the result a little. All weights are logits: 0.7 doubles the odds.

use crate::{
    features::{Features, Reading, features},
    lexicon::{Lexicon, Tag},
    model::{Head, Model},
    precedents::Precedents,
    senses::Sense,
    train::regression::{product, sigmoid},
};
use edutracker_domain::codes::CodeList;
use serde::Serialize;
use std::{ops::Range, sync::LazyLock};

/// What is known of a programme. Only the name is always there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Programme<'a> {
    /// Its name, in any of the three languages, without a level before it.
    pub name: &'a str,
    /// Its description; empty when there is none.
    pub description: &'a str,
    /// The codes of the declared study domains; `None` when it is not known what was declared.
    pub study_domains: Option<&'a [&'a str]>,
}

/// Where evidence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// In the name.
    Name,
    /// In the description.
    Description,
    /// In the declared study domains.
    StudyDomains,
    /// In what the desk decided before on names with the same words.
    Decisions,
}

/// Words or a field that speak for or against "not technological".
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Where it stands.
    pub field: Place,
    /// The words as they are written, or the codes of the domains; empty when none was declared.
    pub text: String,
    /// How much it speaks: above zero for "not technological".
    pub weight: f64,
    /// What it says: the tag of the lexicon; `letters` where only the letters
    /// speak; for domains `none`, `outside`, `inside` or `disagrees`; for earlier
    /// decisions `decided`.
    pub says: &'static str,
    /// How many earlier decisions say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<u32>,
    /// The concept of the lexicon, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concept: Option<&'static str>,
    /// The field of study of that concept: a code of ISCED-F 2013 or its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isced_field: Option<&'static str>,
}

/// What the classifier says of a programme. It decides nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// The calibrated probability, 0 to 1.
    pub not_technological: f64,
    /// Whether it reaches the threshold.
    pub flag: bool,
    /// What speaks for "not technological", the strongest first.
    pub r#for: Vec<Evidence>,
    /// What speaks against it, the strongest first.
    pub against: Vec<Evidence>,
}

/// The classifier of the program.
#[derive(Debug)]
pub struct Classifier {
    model: Model,
    /// For each concept, how it shifts a logit where it stands alone.
    alone: Vec<f64>,
}

const MODEL: &[u8] = include_bytes!("../data/model.bin");

/// Evidence below this is not worth a reader's time.
const LEAST_SHOWN: f64 = 0.1;
/// Not more evidence than this on each side.
const MOST_SHOWN: usize = 8;

/// How a description counts, which no labelled programme has: much where the
/// name says nothing, less beside a name that does, and never more than `MOST`.
mod description {
    pub(super) const BESIDE_NAME: f64 = 0.35;
    pub(super) const ALONE: f64 = 1.0;
    pub(super) const MOST: f64 = 2.0;
    /// What any programme's description talks of: learning, the office, and work in a company.
    pub(super) const ASIDE: [&str; 5] = ["0011", "0111", "0113", "0413", "0415"];
}

/// How declared domains shift the logit.
mod declared {
    pub(super) const NONE: f64 = 0.2;
    pub(super) const OUTSIDE: f64 = 0.4;
    pub(super) const INSIDE: f64 = -0.3;
    /// The texts say "not technological", the domains otherwise.
    pub(super) const DISAGREES: f64 = 0.2;
}

impl Classifier {
    /// The classifier with the model that is built into the program.
    ///
    /// # Panics
    /// Never: the tests read the built-in model.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static CLASSIFIER: LazyLock<Classifier> = LazyLock::new(|| {
            let model = Model::from_bytes(MODEL);
            #[allow(clippy::expect_used, reason = "the model was built with the program")]
            Classifier::new(model.expect("the built-in model fits the built-in lexicon"))
        });
        &CLASSIFIER
    }

    /// A classifier with another model.
    #[must_use]
    pub fn new(model: Model) -> Self {
        let nothing = product(&model.weights, &features(&Reading::of(""), |_| true));
        let lexicon = Lexicon::built_in();
        let alone = (0..lexicon.concepts.len())
            .map(|concept| {
                let features = crate::features::of_concept(concept);
                product(&model.weights, &features) - nothing
            })
            .collect();
        Self { model, alone }
    }

    /// What is known about the model: version, hash, figures.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.model.head
    }

    /// The probability that a programme is not technological, 0 to 1.
    #[must_use]
    pub fn probability(&self, programme: &Programme<'_>) -> f64 {
        self.probability_after(&Precedents::default(), programme)
    }

    /// The same with what a desk decided before.
    #[must_use]
    pub fn probability_after(&self, before: &Precedents, programme: &Programme<'_>) -> f64 {
        let name = Reading::of(programme.name);
        let texts = self.of_texts(&name, &Reading::of(programme.description));
        let shift = domains(programme, texts).map_or(0.0, |evidence| evidence.weight);
        let decided: f64 = before.said(&name).iter().map(|(_, one)| one.weight).sum();
        sigmoid(texts + shift + decided)
    }

    /// The probability, and what speaks for and against.
    #[must_use]
    pub fn judge(&self, programme: &Programme<'_>) -> Judgement {
        self.judge_after(&Precedents::default(), programme)
    }

    /// The same with what a desk decided before.
    #[must_use]
    pub fn judge_after(&self, before: &Precedents, programme: &Programme<'_>) -> Judgement {
        let name = Reading::of(programme.name);
        let description = Reading::of(programme.description);
        let texts = self.of_texts(&name, &description);
        let declared = domains(programme, texts);
        let shift = declared.as_ref().map_or(0.0, |evidence| evidence.weight);
        let decided = in_decisions(before, &name);
        let corrected: f64 = decided.iter().map(|evidence| evidence.weight).sum();
        let not_technological = rounded(sigmoid(texts + shift + corrected), 1e4);
        let mut evidence = self.in_name(&name);
        evidence.extend(self.in_description(&name, &description));
        evidence.extend(declared);
        evidence.extend(decided);
        for evidence in &mut evidence {
            evidence.weight = rounded(evidence.weight, 1e2);
        }
        evidence.sort_by(|left, right| right.weight.abs().total_cmp(&left.weight.abs()));
        let side = |sign: f64| -> Vec<Evidence> {
            evidence
                .iter()
                .filter(|evidence| evidence.weight * sign >= LEAST_SHOWN)
                .take(MOST_SHOWN)
                .cloned()
                .collect()
        };
        Judgement {
            not_technological,
            flag: not_technological >= self.model.head.threshold,
            r#for: side(1.0),
            against: side(-1.0),
        }
    }

    fn logit(&self, features: &Features) -> f64 {
        let logit = product(&self.model.weights, features);
        self.model.head.calibration.logit(logit)
    }

    /// The logit of name and description together.
    fn of_texts(&self, name: &Reading<'_>, description: &Reading<'_>) -> f64 {
        let said: f64 = self
            .said(name, description)
            .into_iter()
            .map(|(_, weight)| weight)
            .sum();
        self.logit(&features(name, |_| true)) + said
    }

    /// The senses of a description, each concept once, with their weights:
    /// together a mean that grows with the number of concepts, held within limits.
    fn said(&self, name: &Reading<'_>, description: &Reading<'_>) -> Vec<(usize, f64)> {
        let mut seen = Vec::new();
        let mut weights = Vec::new();
        for (at, sense) in description.senses.iter().enumerate() {
            let field = Lexicon::built_in().concepts[sense.concept].field;
            let speaks = !matches!(sense.tag, Tag::Neutral | Tag::Open)
                && !description::ASIDE.contains(&field)
                && (!sense.whole || in_capitals(description, sense));
            if speaks && !seen.contains(&sense.concept) {
                seen.push(sense.concept);
                weights.push((at, self.alone[sense.concept]));
            }
        }
        let named = name.senses.iter().any(|sense| sense.tag != Tag::Neutral);
        let counts = if named {
            description::BESIDE_NAME
        } else {
            description::ALONE
        };
        #[allow(clippy::cast_precision_loss, reason = "counts of concepts")]
        let spread = ((weights.len() + 2) as f64).sqrt();
        let times = counts * self.model.head.calibration.slope / spread;
        let total: f64 = weights.iter().map(|(_, weight)| weight * times).sum();
        let within = if total.abs() > description::MOST {
            description::MOST / total.abs()
        } else {
            1.0
        };
        for (_, weight) in &mut weights {
            *weight *= times * within;
        }
        weights
    }

    /// What the words of a name say: half of what their absence would change,
    /// and half of what they say alone, so that words which say the same share it.
    fn in_name(&self, name: &Reading<'_>) -> Vec<Evidence> {
        let logit = |with: &dyn Fn(usize) -> bool| self.logit(&features(name, with));
        let (all, nothing) = (logit(&|_| true), logit(&|_| false));
        units(name)
            .into_iter()
            .map(|unit| {
                let without = logit(&|word| !unit.contains(&word));
                let alone = logit(&|word| unit.contains(&word));
                let weight = f64::midpoint(all - without, alone - nothing);
                evidence(name, unit, Place::Name, weight)
            })
            .collect()
    }

    fn in_description(&self, name: &Reading<'_>, description: &Reading<'_>) -> Vec<Evidence> {
        self.said(name, description)
            .into_iter()
            .map(|(sense, weight)| {
                let words = description.senses[sense].words.clone();
                evidence(description, words, Place::Description, weight)
            })
            .collect()
    }
}

/// Whether a sense stands in capitals: AI, SQL.
fn in_capitals(reading: &Reading<'_>, sense: &Sense) -> bool {
    let place = reading.words[sense.words.start].place.clone();
    reading.text[place].chars().all(char::is_uppercase)
}

fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

/// The words of a name that are explained together: those of a phrase, and each other word.
fn units(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    for word in 0..reading.words.len() {
        let end = reading
            .senses
            .iter()
            .filter(|sense| sense.words.contains(&word))
            .map(|sense| sense.words.end)
            .max()
            .unwrap_or(word + 1);
        match units.last_mut() {
            Some(last) if last.contains(&word) => last.end = last.end.max(end),
            _ => units.push(word..end),
        }
    }
    units.retain(|unit| unit.clone().any(|word| !reading.silent(word)));
    units
}

fn evidence(reading: &Reading<'_>, words: Range<usize>, field: Place, weight: f64) -> Evidence {
    let from = reading.words[words.start].place.start;
    let to = reading.words[words.end - 1].place.end;
    // The sense that agrees with the weight explains it best.
    let senses = reading.senses.iter().filter(|sense| {
        sense.tag != Tag::Neutral && sense.words.start < words.end && words.start < sense.words.end
    });
    let degree = |tag: Tag| crate::features::degree(tag) * weight.signum();
    let sense = senses.min_by(|left, right| degree(left.tag).total_cmp(&degree(right.tag)));
    let concept = sense.map(|sense| &Lexicon::built_in().concepts[sense.concept]);
    Evidence {
        field,
        text: reading.text[from..to].to_owned(),
        weight,
        says: sense.map_or("letters", |sense| sense.tag.name()),
        decisions: None,
        concept: concept.map(|concept| concept.name),
        isced_field: concept
            .map(|concept| concept.field)
            .filter(|field| !field.is_empty()),
    }
}

/// What earlier decisions say of the words of a name.
fn in_decisions(before: &Precedents, name: &Reading<'_>) -> Vec<Evidence> {
    before
        .said(name)
        .into_iter()
        .map(|(word, precedent)| Evidence {
            field: Place::Decisions,
            text: name.text[name.words[word].place.clone()].to_owned(),
            weight: precedent.weight,
            says: "decided",
            decisions: Some(precedent.decisions),
            concept: None,
            isced_field: None,
        })
        .collect()
}

/// What the declared domains say beside texts of a logit (ET-5, ET-6).
fn domains(programme: &Programme<'_>, texts: f64) -> Option<Evidence> {
    let codes = programme.study_domains?;
    let inside = codes.iter().any(|code| {
        let found = CodeList::StudyDomains.find(code);
        found.is_some_and(|found| found.in_scope_by_default)
    });
    let (says, weight) = if codes.is_empty() {
        ("none", declared::NONE)
    } else if !inside {
        ("outside", declared::OUTSIDE)
    } else if texts >= 0.0 {
        ("disagrees", declared::DISAGREES)
    } else {
        ("inside", declared::INSIDE)
    };
    Some(Evidence {
        field: Place::StudyDomains,
        text: codes.join(", "),
        weight,
        says,
        decisions: None,
        concept: None,
        isced_field: None,
    })
}
