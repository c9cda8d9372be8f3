//! Taking in the spreadsheets that people really have, in four steps, none of
//! which writes anything:
//!
//! 1. [`file`] reads bytes into a table, under limits;
//! 2. [`recognise`] finds headings, columns and the kind of file, by what people
//!    call things ([`vocabulary`]) and by the values;
//! 3. [`row`] cleans and judges each row against what is known ([`context`]);
//! 4. [`report`] says what was found, [`plan`] what it would change; [`left`]
//!    gives back what is left out.

mod choices;
pub mod codes;
pub mod context;
pub mod decision;
pub mod field;
pub mod file;
pub mod left;
pub mod person;
pub mod phone;
pub mod plan;
pub mod recognise;
pub mod reference;
pub mod report;
pub mod row;
pub mod values;
pub mod vocabulary;
pub mod words;

use context::Context;
use edutracker_protocol::ClientError;
use file::{FileLimits, Progress};
use report::Report;

pub use choices::Choices;

/// Reads, understands and judges a file.
///
/// # Errors
/// When it is no spreadsheet, breaks a limit, holds no table that is
/// understood, or `go_on` stops it.
pub fn examine(
    bytes: &[u8],
    choices: &Choices,
    context: &Context,
    limits: &FileLimits,
    go_on: &mut Progress<'_>,
) -> Result<Report, ClientError> {
    let table = file::read(bytes, &choices.read, limits, &mut |done| go_on(done / 2.0))?;
    let understanding = recognise::understand(&table, context, &choices.told)?;
    row::judge(&table, &understanding, context, &mut |done| {
        go_on(0.5 + done / 2.0)
    })
}
