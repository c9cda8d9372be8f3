//! How good probabilities are: what is found, what is wrongly flagged, what must be read.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether something is not technological, and the probability it was given.
pub type Scored = (bool, f64);

/// The figures of one method on one set; "positive" is not technological.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Of those flagged, the share that is not technological.
    pub precision: f64,
    /// Of those not technological, the share that is flagged.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// The mean of F1 for both classes.
    pub macro_f1: f64,
    /// Of the technological, the share that is flagged.
    pub wrongly_flagged: f64,
    /// The recall where a tenth of the technological is flagged.
    pub recall_at_tenth: f64,
    /// Expected calibration error over ten bins of equal size.
    pub calibration_error: f64,
    /// Mean square of the difference between probability and truth.
    pub brier: f64,
    /// The share of the queue, the likeliest first, that holds 95 % of the cases.
    pub read_for_95: f64,
}

impl Figures {
    /// Their names as in the tables.
    pub const NAMES: [&str; 9] = [
        "precision",
        "recall",
        "F1",
        "macro-F1",
        "technological wrongly flagged",
        "recall at 10 % wrongly flagged",
        "calibration error (ECE)",
        "Brier score",
        "queue read to find 95 %",
    ];

    /// Them in the order of [`Self::NAMES`].
    #[must_use]
    pub const fn values(&self) -> [f64; 9] {
        [
            self.precision,
            self.recall,
            self.f1,
            self.macro_f1,
            self.wrongly_flagged,
            self.recall_at_tenth,
            self.calibration_error,
            self.brier,
            self.read_for_95,
        ]
    }

    /// The figures of probabilities, flagged from `threshold` on.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "counts of programmes")]
    pub fn of(scored: &[Scored], threshold: f64) -> Self {
        let count = |positive: bool, flagged: bool| {
            scored
                .iter()
                .filter(|(truth, chance)| *truth == positive && (*chance >= threshold) == flagged)
                .count() as f64
        };
        let (hit, missed) = (count(true, true), count(true, false));
        let (wrong, right) = (count(false, true), count(false, false));
        let share = |part: f64, rest: f64| {
            if part > 0.0 {
                part / (part + rest)
            } else {
                0.0
            }
        };
        let f1 = share(2.0 * hit, wrong + missed);
        Self {
            precision: share(hit, wrong),
            recall: share(hit, missed),
            f1,
            macro_f1: f64::midpoint(f1, share(2.0 * right, wrong + missed)),
            wrongly_flagged: share(wrong, right),
            recall_at_tenth: recall_at(scored, 0.1),
            calibration_error: calibration_error(scored),
            brier: scored
                .iter()
                .map(|(truth, chance)| (chance - f64::from(*truth)).powi(2))
                .sum::<f64>()
                / scored.len().max(1) as f64,
            read_for_95: read_for(scored, 0.95),
        }
    }
}

/// A value, and between what it lies in 95 % of sets drawn anew.
pub type Interval = (f64, f64, f64);

/// The figures of one method on programmes held out in one way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// By what they were held out together: `stem` or `topic`; `sealed` is the
    /// part of the latter whose topics were kept apart.
    pub held_out_by: String,
    /// `model` or `baseline`.
    pub method: String,
    /// How many there were.
    pub programmes: usize,
    /// In the order of [`Figures::NAMES`], to four decimals.
    pub figures: Vec<Interval>,
}

/// The likeliest first.
fn ranked(scored: &[Scored]) -> Vec<Scored> {
    let mut ranked = scored.to_vec();
    ranked.sort_by(|left, right| right.1.total_cmp(&left.1));
    ranked
}

/// The recall where `allowed` of the negatives are flagged.
#[allow(clippy::cast_precision_loss, reason = "counts of programmes")]
fn recall_at(scored: &[Scored], allowed: f64) -> f64 {
    let positives = scored.iter().filter(|(truth, _)| *truth).count() as f64;
    let mut left = allowed * (scored.len() as f64 - positives);
    let mut found = 0.0;
    for (truth, _) in ranked(scored) {
        if truth {
            found += 1.0;
        } else {
            left -= 1.0;
            if left < 0.0 {
                break;
            }
        }
    }
    found / positives.max(1.0)
}

#[allow(clippy::cast_precision_loss, reason = "counts of programmes")]
fn read_for(scored: &[Scored], wanted: f64) -> f64 {
    let positives = scored.iter().filter(|(truth, _)| *truth).count() as f64;
    let mut found = 0.0;
    for (read, (truth, _)) in ranked(scored).into_iter().enumerate() {
        found += f64::from(truth);
        if found >= wanted * positives {
            return (read + 1) as f64 / scored.len() as f64;
        }
    }
    1.0
}

#[allow(clippy::cast_precision_loss, reason = "counts of programmes")]
fn calibration_error(scored: &[Scored]) -> f64 {
    let ranked = ranked(scored);
    let size = ranked.len().div_ceil(10).max(1);
    ranked
        .chunks(size)
        .map(|bin| {
            let off: f64 = bin
                .iter()
                .map(|(truth, chance)| chance - f64::from(*truth))
                .sum();
            off.abs()
        })
        .sum::<f64>()
        / ranked.len().max(1) as f64
}

/// How often the set is drawn anew for an interval.
const DRAWS: usize = 1000;

/// The figures, and between what they lie in 95 % of sets drawn anew from the same groups.
#[must_use]
pub fn with_intervals(scored: &[Scored], groups: &[&str], threshold: f64) -> Vec<Interval> {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        members.entry(group).or_default().push(at);
    }
    let members: Vec<Vec<usize>> = members.into_values().collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draws: Vec<[f64; 9]> = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let mut drawn = Vec::with_capacity(scored.len());
        for _ in 0..members.len() {
            // xorshift64
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let which = usize::try_from(seed % members.len() as u64).unwrap_or_default();
            drawn.extend(members[which].iter().map(|at| scored[*at]));
        }
        draws.push(Figures::of(&drawn, threshold).values());
    }
    let values = Figures::of(scored, threshold).values();
    (0..values.len())
        .map(|which| {
            let mut all: Vec<f64> = draws.iter().map(|draw| draw[which]).collect();
            all.sort_by(f64::total_cmp);
            let four = |value: f64| (value * 1e4).round() / 1e4;
            (
                four(values[which]),
                four(all[DRAWS / 40]),
                four(all[DRAWS - 1 - DRAWS / 40]),
            )
        })
        .collect()
}
