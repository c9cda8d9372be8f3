//! Choices that look random and are not.

use edutracker_domain::RecordId;
use sha2::{Digest, Sha256};

/// 2026-01-01, in milliseconds: demo ids begin here.
const BEGIN: u64 = 1_767_225_600_000;

/// A source of choices for one thing.
pub struct Seed([u8; 32], usize);

impl Seed {
    /// The choices of a name.
    pub fn new(name: &str) -> Self {
        Self(Sha256::digest(name.as_bytes()).into(), 0)
    }

    /// The next number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        let at = (self.1 * 2) % 31;
        self.1 += 1;
        let number = usize::from(self.0[at]) << 8 | usize::from(self.0[at + 1]);
        number % bound.max(1)
    }

    /// The next choice among some values.
    pub fn pick<'a, T: ?Sized>(&mut self, values: &[&'a T]) -> Option<&'a T> {
        let n = self.below(values.len());
        values.get(n).copied()
    }

    /// Whether the next of a hundred cases is one of the first few.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

/// The id of a named thing; `place` keeps ids in the order things are made.
pub fn id(name: &str, place: u64) -> RecordId {
    let hash = Sha256::digest(name.as_bytes());
    let mut digest = [0; 10];
    for (to, from) in digest.iter_mut().zip(hash) {
        *to = from;
    }
    RecordId::derived(BEGIN + place, digest)
}
