//! The change feed: a snapshot, then the log, in one stream of lines.

pub mod cursor;
pub mod line;
pub mod scope;
pub mod walk;
