//! Records as files, and these files taken in again.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

mod cards;
mod formulas;
mod round_trip;
mod shared;
mod workbook;
