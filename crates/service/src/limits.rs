//! How often an account may ask: a bucket of turns that fills with time.

use crate::{
    refusal::{Answer, Refusal},
    service::Service,
};
use edutracker_domain::RecordId;
use edutracker_protocol::ProblemType;
use http::Method;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// What a request does, as far as its rate goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It reads.
    Pull,
    /// It writes.
    Push,
}

impl Turn {
    /// Of a request.
    #[must_use]
    pub fn of(method: &Method, path: &str) -> Self {
        if method.is_safe() || path == "/v1/records:batchGet" {
            Turn::Pull
        } else {
            Turn::Push
        }
    }
}

/// A turn, in the thousandths in which buckets fill.
const WHOLE: i64 = 1_000;
/// Buckets kept; when there are more, the full ones are dropped.
const MOST: usize = 10_000;

/// How full a bucket was, and when (milliseconds since 1970).
#[derive(Debug, Clone, Copy)]
struct Bucket {
    level: i64,
    at: i64,
}

impl Bucket {
    /// With `rate` turns a second up to `burst`. A clock that goes back fills nothing.
    fn filled(self, rate: u32, burst: u32, now: i64) -> Self {
        let gained = (now - self.at).max(0).saturating_mul(i64::from(rate));
        let level = self.level.saturating_add(gained);
        Self {
            level: level.min(i64::from(burst) * WHOLE),
            at: now,
        }
    }
}

/// The buckets of all accounts.
#[derive(Debug, Default)]
pub struct Buckets(Mutex<BTreeMap<(RecordId, Turn), Bucket>>);

impl Buckets {
    /// Takes a turn; the seconds to wait where there is none.
    fn take(&self, key: (RecordId, Turn), rate: u32, burst: u32, now: i64) -> Result<(), i64> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let full = i64::from(burst.max(1)) * WHOLE;
        if buckets.len() > MOST {
            buckets.retain(|_, bucket| bucket.filled(rate, burst.max(1), now).level < full);
        }
        let bucket = buckets.entry(key).or_insert(Bucket {
            level: full,
            at: now,
        });
        *bucket = bucket.filled(rate, burst.max(1), now);
        if bucket.level >= WHOLE {
            bucket.level -= WHOLE;
            return Ok(());
        }
        let wait = (WHOLE - bucket.level) / i64::from(rate);
        Err(wait / 1_000 + 1)
    }
}

impl Service {
    /// Takes a turn of an account; refused where it has asked too often.
    pub fn take_turn(&self, account: RecordId, turn: Turn) -> Answer<()> {
        let rates = self.settings().rates;
        let rate = match turn {
            Turn::Pull => rates.pull,
            Turn::Push => rates.push,
        };
        if rate == 0 {
            return Ok(());
        }
        self.buckets()
            .take((account, turn), rate, rates.burst, self.clock().millis())
            .map_err(|wait| Refusal::new(ProblemType::RateLimited).after(wait))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let buckets = Buckets::default();
        let ann = (RecordId::from_bytes([1; 16]), Turn::Pull);
        let take = |key, now| buckets.take(key, 4, 3, now);
        for _ in 0..3 {
            assert_eq!(take(ann, 1_000), Ok(()));
        }
        assert_eq!(take(ann, 1_000), Err(1));
        assert_eq!(take(ann, 0), Err(1), "a clock that goes back fills nothing");
        let others = [
            (ann.0, Turn::Push),
            (RecordId::from_bytes([2; 16]), Turn::Pull),
        ];
        for other in others {
            assert_eq!(take(other, 1_000), Ok(()));
        }
        // It fills from where the clock is now.
        assert_eq!(
            take(ann, 250),
            Ok(()),
            "a quarter of a second for each turn"
        );
        assert_eq!(take(ann, 250), Err(1));
        for _ in 0..3 {
            assert_eq!(take(ann, 100_000), Ok(()), "never more than the burst");
        }
        assert_eq!(take(ann, 100_000), Err(1));
        let slow = Buckets::default();
        assert_eq!(slow.take(ann, 1, 1, 0), Ok(()));
        assert_eq!(slow.take(ann, 1, 1, 0), Err(2), "not a millisecond early");
    }

    #[test]
    fn what_reads_and_what_writes() {
        for (method, path, turn) in [
            (Method::GET, "/v1/changes", Turn::Pull),
            (Method::POST, "/v1/records:batchGet", Turn::Pull),
            (Method::POST, "/v1/pushes", Turn::Push),
            (Method::DELETE, "/v1/sessions/x", Turn::Push),
        ] {
            assert_eq!(Turn::of(&method, path), turn);
        }
    }
}
