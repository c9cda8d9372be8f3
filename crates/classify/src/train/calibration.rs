//! From logits to probabilities that mean what they say.

use super::regression::{Example, fit};
use serde::{Deserialize, Serialize};

/// Platt's scaling: the logit times a slope, and a shift.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// What the logit is multiplied with.
    pub slope: f64,
    /// What is added.
    pub shift: f64,
}

impl Calibration {
    /// Fitted to logits of programmes that had no part in the weights.
    #[must_use]
    pub fn of(scored: &[(bool, f64)]) -> Self {
        let examples: Vec<Example> = scored
            .iter()
            .map(|(positive, logit)| Example {
                features: vec![(0, *logit), (1, 1.0)],
                positive: *positive,
                weight: 1.0,
            })
            .collect();
        let weights = fit(&examples.iter().collect::<Vec<_>>(), 2, 10.0);
        Self {
            slope: weights[0],
            shift: weights[1],
        }
    }

    /// The calibrated logit.
    #[must_use]
    pub fn logit(self, logit: f64) -> f64 {
        self.slope.mul_add(logit, self.shift)
    }
}
