//! The service's only clock.

use jiff::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970.
    fn millis(&self) -> i64;

    /// The moment as it travels, RFC 3339.
    fn moment(&self) -> String {
        moment(self.millis())
    }

    /// The day in Belgium, `YYYY-MM-DD`.
    fn today(&self) -> String {
        edutracker_domain::day(timestamp(self.millis()))
    }
}

/// Milliseconds since 1970 as RFC 3339, always with three digits of a second:
/// so the order of two texts is the order of their moments.
#[must_use]
pub fn moment(millis: i64) -> String {
    format!("{:.3}", timestamp(millis))
}

fn timestamp(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or_default()
}

/// A day (`2026-12-01`) as people of this country write it.
#[must_use]
pub fn written_day(date: &str) -> String {
    let parts: Vec<&str> = date.split('-').rev().collect();
    parts.join("/")
}

/// The time of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place")]
    fn millis(&self) -> i64 {
        Timestamp::now().as_millisecond()
    }
}

/// A clock that stands still until it is told to move, for tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock at a moment.
    #[must_use]
    pub const fn new(millis: i64) -> Self {
        Self(AtomicI64::new(millis))
    }

    /// Moves it on.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn millis(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn texts_of_moments_come_in_the_order_of_the_moments() {
        for millis in [0, 1_700_000_000_000, 1_700_000_000_500, 1_700_000_000_510] {
            let (now, next) = (moment(millis), moment(millis + 1));
            assert!(now < next, "{now} before {next}");
            assert_eq!(now.len(), "2026-11-22T00:00:00.000Z".len());
        }
    }
}
