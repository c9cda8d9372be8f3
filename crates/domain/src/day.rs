//! The day that it is. Dated rules, confirmations and questions go by the day in
//! Belgium, wherever a machine stands and whatever its clock is set to show: so
//! that client and service name the same day at the same moment.

use jiff::{Timestamp, tz::TimeZone};

/// The time of Belgium: that of Central Europe, an hour more from the last Sunday
/// of March to the last of October.
const BELGIUM: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// The day in Belgium at a moment, `YYYY-MM-DD`.
#[must_use]
pub fn day(at: Timestamp) -> String {
    let zone = TimeZone::posix(BELGIUM).unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> String {
        day(moment.parse().unwrap())
    }

    #[test]
    fn it_begins_at_midnight_in_brussels() {
        assert_eq!(at("2026-11-23T22:59:59Z"), "2026-11-23");
        assert_eq!(at("2026-11-23T23:00:00Z"), "2026-11-24");
        assert_eq!(at("2026-07-01T21:59:59Z"), "2026-07-01");
        assert_eq!(at("2026-07-01T22:00:00Z"), "2026-07-02");
        // The nights in which the hour changes.
        assert_eq!(at("2026-03-29T22:00:00Z"), "2026-03-30");
        assert_eq!(at("2026-10-25T22:59:59Z"), "2026-10-25");
    }
}
