//! Spreadsheets in and out. No window, no network, no cache: files come as
//! bytes, records as plain data.
//!
//! * [`import`]: what a spreadsheet holds, what its columns and cells mean, and
//!   what taking it in would change.

pub mod import;
