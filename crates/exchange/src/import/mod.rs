//! Taking in the spreadsheets that people really have.
