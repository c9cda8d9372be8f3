//! The log: one line per event on stderr, codes and numbers only. Addresses,
//! names, tokens and fields of records never come here.

use std::fmt::Display;

/// Writes an event.
pub fn event(what: &str, detail: &dyn Display) {
    eprintln!("{what}: {detail}");
}
