//! Spreadsheets in and out. No window, no network, no cache: files come as
//! bytes, records as plain data.
//!
//! * [`import`]: what a spreadsheet holds, what its columns and cells mean, and
//!   what taking it in would change;
//! * [`export`]: records as spreadsheets, as lines for programs, as cards;
//! * [`own`]: what people did to a spreadsheet that was exported here.

pub mod export;
pub mod import;
pub mod own;
