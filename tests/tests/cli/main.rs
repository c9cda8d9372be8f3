//! The command line, as people and scripts use it.

mod bulk;
mod classify;
mod export;
mod import;
mod import_choices;
mod import_rows;
mod review;
mod shapes;
mod sync;
