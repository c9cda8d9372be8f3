//! Logistic regression, held back by the squares of its weights.

use crate::features::Features;

/// An example: its features, whether it is not technological, and how much it counts.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its features.
    pub features: Features,
    /// The positive class.
    pub positive: bool,
    /// Its weight; 1 is a programme of the training data.
    pub weight: f64,
}

/// Rounds of Newton's method, and of conjugate gradients in each.
const ROUNDS: usize = 40;
const INNER_ROUNDS: usize = 120;

/// The probability that belongs to a logit.
#[must_use]
pub fn sigmoid(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// The weights times the features.
#[must_use]
pub fn product(weights: &[f64], features: &Features) -> f64 {
    features
        .iter()
        .map(|(place, value)| weights[*place as usize] * value)
        .sum()
}

/// The weights that make the examples likeliest; `strength` is how much the
/// examples count against the squares of the weights. Newton's method with
/// conjugate gradients and a line search: the same bytes on every run.
#[must_use]
pub fn fit(examples: &[&Example], length: usize, strength: f64) -> Vec<f64> {
    let mut weights = vec![0.0; length];
    let mut logits = vec![0.0; examples.len()];
    let mut loss = loss_of(examples, &weights, &logits, strength);
    let mut first_size = None;
    for _ in 0..ROUNDS {
        let (gradient, curvature) = slopes(examples, &weights, &logits, strength);
        let size = dot(&gradient, &gradient).sqrt();
        let first = *first_size.get_or_insert(size);
        if size <= 1e-5 * first {
            break;
        }
        let step = conjugate(examples, &gradient, &curvature, size * 0.05);
        let moves: Vec<f64> = examples
            .iter()
            .map(|example| product(&step, &example.features))
            .collect();
        let slope = dot(&gradient, &step);
        let mut length = 1.0;
        loop {
            let tried: Vec<f64> = add(&weights, &step, length);
            let there: Vec<f64> = add(&logits, &moves, length);
            let lower = loss_of(examples, &tried, &there, strength);
            if lower <= loss + 1e-4 * length * slope || length < 1e-6 {
                (weights, logits, loss) = (tried, there, lower);
                break;
            }
            length /= 2.0;
        }
    }
    weights
}

fn add(left: &[f64], right: &[f64], times: f64) -> Vec<f64> {
    left.iter()
        .zip(right)
        .map(|(left, right)| times.mul_add(*right, *left))
        .collect()
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter()
        .zip(right)
        .map(|(left, right)| left * right)
        .sum()
}

fn loss_of(examples: &[&Example], weights: &[f64], logits: &[f64], strength: f64) -> f64 {
    let misfit: f64 = examples
        .iter()
        .zip(logits)
        .map(|(example, logit)| {
            let against = if example.positive { -logit } else { *logit };
            // ln(1 + e^x), without leaving the range of numbers.
            let cost = against.max(0.0) + (-against.abs()).exp().ln_1p();
            example.weight * cost
        })
        .sum();
    strength.mul_add(misfit, dot(weights, weights) / 2.0)
}

fn slopes(
    examples: &[&Example],
    weights: &[f64],
    logits: &[f64],
    strength: f64,
) -> (Vec<f64>, Vec<f64>) {
    let mut gradient = weights.to_vec();
    let mut curvature = Vec::with_capacity(examples.len());
    for (example, logit) in examples.iter().zip(logits) {
        let chance = sigmoid(*logit);
        let counts = strength * example.weight;
        let error = counts * (chance - f64::from(example.positive));
        for (place, value) in &example.features {
            gradient[*place as usize] += error * value;
        }
        curvature.push(counts * chance * (1.0 - chance));
    }
    (gradient, curvature)
}

/// The step that Newton's method takes, found to within `enough`.
fn conjugate(examples: &[&Example], gradient: &[f64], curvature: &[f64], enough: f64) -> Vec<f64> {
    let mut step = vec![0.0; gradient.len()];
    let mut rest: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut direction = rest.clone();
    let mut size = dot(&rest, &rest);
    for _ in 0..INNER_ROUNDS {
        if size.sqrt() <= enough {
            break;
        }
        let mut bent = direction.clone();
        for (example, bend) in examples.iter().zip(curvature) {
            let pull = bend * product(&direction, &example.features);
            for (place, value) in &example.features {
                bent[*place as usize] += pull * value;
            }
        }
        let length = size / dot(&direction, &bent);
        step = add(&step, &direction, length);
        rest = add(&rest, &bent, -length);
        let smaller = dot(&rest, &rest);
        direction = add(&rest, &direction, smaller / size);
        size = smaller;
    }
    step
}
