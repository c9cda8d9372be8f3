//! The model as a file: a line of JSON, then the weights as 16-bit numbers, the
//! low byte first, in the order of the layout.

use crate::{
    features::Layout,
    train::{calibration::Calibration, figures::Table},
};
use serde::{Deserialize, Serialize};

/// The form of the file; a model of another form is not read.
const FORM: u32 = 1;

/// What stands before the weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// The form of the file.
    pub form: u32,
    /// Names the model wherever a probability is kept: the form, and the beginning of the hash.
    pub version: String,
    /// SHA-256 of all that the model is made from, in hexadecimal.
    pub data_sha256: String,
    /// How many labelled programmes it learned from.
    pub programmes: usize,
    /// From this probability on, a programme is flagged.
    pub threshold: f64,
    /// How logits become probabilities.
    pub calibration: Calibration,
    /// The number of weights.
    pub weights: usize,
    /// What a step of a weight is worth.
    pub step: f64,
    /// How good it is on programmes that were held out.
    pub figures: Vec<Table>,
}

/// A model: its head and its weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What is known about it.
    pub head: Head,
    /// One per feature.
    pub weights: Vec<f64>,
}

/// Why bytes are no model for this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAModel;

impl Model {
    /// A model of weights; they are rounded to what the file can hold.
    #[must_use]
    pub fn new(
        weights: &[f64],
        calibration: Calibration,
        hash: &str,
        programmes: usize,
        figures: Vec<Table>,
    ) -> Self {
        let largest = weights
            .iter()
            .fold(1e-6_f64, |max, weight| max.max(weight.abs()));
        let step = largest / f64::from(i16::MAX);
        let head = Head {
            form: FORM,
            version: format!("{FORM}-{}", hash.get(..12).unwrap_or(hash)),
            data_sha256: hash.to_owned(),
            programmes,
            threshold: THRESHOLD,
            calibration,
            weights: weights.len(),
            step,
            figures,
        };
        let weights = weights
            .iter()
            .map(|weight| f64::from(rounded(weight / step)) * step)
            .collect();
        Self { head, weights }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When the head cannot be written, which a head of numbers always can.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(&self.head)?;
        bytes.push(b'\n');
        for weight in &self.weights {
            bytes.extend(rounded(weight / self.head.step).to_le_bytes());
        }
        Ok(bytes)
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// When they are of another form, or of another vocabulary.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAModel> {
        let end = bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or(NotAModel)?;
        let head: Head = serde_json::from_slice(&bytes[..end]).map_err(|_| NotAModel)?;
        let weights: Vec<f64> = bytes[end + 1..]
            .chunks_exact(2)
            .map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])) * head.step)
            .collect();
        let fits = head.form == FORM
            && weights.len() == head.weights
            && weights.len() == Layout::built_in().len();
        if fits {
            Ok(Self { head, weights })
        } else {
            Err(NotAModel)
        }
    }
}

/// From this probability on, a programme is flagged.
pub const THRESHOLD: f64 = 0.5;

#[allow(
    clippy::cast_possible_truncation,
    reason = "a cast to an integer stops at its ends"
)]
fn rounded(number: f64) -> i16 {
    number.round() as i16
}
