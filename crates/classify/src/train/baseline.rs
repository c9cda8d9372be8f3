//! What the model is compared with: TF-IDF of runs of letters, logistic regression.

use super::regression::{Example, fit, product, sigmoid};
use crate::{features::Features, words::folded};
use std::collections::BTreeMap;

/// How much the examples count against the squares of the weights.
const STRENGTH: f64 = 10.0;

/// Runs of two to five letters within words, with an edge on each side.
fn runs(text: &str) -> Vec<String> {
    let mut runs = Vec::new();
    for word in folded(text).split(|letter: char| !letter.is_alphanumeric()) {
        let edged: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
        for length in 2..=5 {
            runs.extend(
                edged
                    .windows(length)
                    .map(|run| run.iter().collect::<String>()),
            );
        }
    }
    runs
}

/// The probabilities of `tests` after learning from `train`.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts of programmes")]
pub fn probabilities(train: &[(&str, bool)], tests: &[&str]) -> Vec<f64> {
    let mut documents: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in train {
        let mut own = runs(name);
        own.sort();
        own.dedup();
        for run in own {
            *documents.entry(run).or_default() += 1;
        }
    }
    let rarity: BTreeMap<String, (u32, f64)> = documents
        .into_iter()
        .zip(0_u32..)
        .map(|((run, count), at)| {
            let idf = ((1 + train.len()) as f64 / (1 + count) as f64).ln() + 1.0;
            (run, (at, idf))
        })
        .collect();
    let constant = u32::try_from(rarity.len()).unwrap_or(u32::MAX);
    let vector = |name: &str| -> Features {
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for run in runs(name) {
            if let Some((at, idf)) = rarity.get(&run) {
                *counts.entry(*at).or_default() += idf;
            }
        }
        let size = counts
            .values()
            .map(|value| value * value)
            .sum::<f64>()
            .sqrt();
        counts
            .into_iter()
            .map(|(at, value)| (at, value / size.max(1e-9)))
            .chain([(constant, 1.0)])
            .collect()
    };
    let examples: Vec<Example> = train
        .iter()
        .map(|(name, positive)| Example {
            features: vector(name),
            positive: *positive,
            weight: 1.0,
        })
        .collect();
    let weights = fit(
        &examples.iter().collect::<Vec<_>>(),
        rarity.len() + 1,
        STRENGTH,
    );
    tests
        .iter()
        .map(|name| sigmoid(product(&weights, &vector(name))))
        .collect()
}
