//! Taking in the spreadsheets that people really have: [`file`] reads.

pub mod file;
