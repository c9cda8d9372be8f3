//! How likely a programme is not technological, and what speaks for and against it.
//!
//! A vocabulary of the fields of study in Dutch, French and English
//! ([`lexicon`]), what it finds in a name ([`senses`]), that and the letters of
//! the words as numbers ([`features`]), and weights learned from labelled
//! programmes ([`model`], [`train`]). It reads no file and knows no clock.
//! `docs/classifier.md` has the figures. It never decides (ET-6): a reviewer does.

pub mod features;
pub mod judge;
pub mod lexicon;
pub mod model;
pub mod precedents;
pub mod senses;
pub mod train;
pub mod words;

pub use judge::{Classifier, Evidence, Judgement, Place, Programme};
pub use precedents::{Decision, Precedents};
