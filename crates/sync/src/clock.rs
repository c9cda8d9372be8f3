//! The one place in the client where the time of day is read. It decides nothing
//! about records: it dates what a person sees, and says what day it is for dated
//! rules; it is no measure of how long something took.

use jiff::Timestamp;

/// The time of day of this machine.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "the one place")]
pub fn now() -> Timestamp {
    Timestamp::now()
}
