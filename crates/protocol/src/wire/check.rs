//! Check sums over what an account sees, so that a cache that has drifted from
//! the service finds out.

use edutracker_domain::{RecordId, RecordType};
use serde::{Deserialize, Serialize};

/// The number and the check sum of some records at their revisions. The order
/// in which records come and go does not matter, so both sides can keep it up
/// with each change instead of counting again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many records.
    pub count: u64,
    /// The sum of their marks, modulo 2^64.
    pub sum: u64,
}

impl Tally {
    /// A record came, at the transaction that last changed it.
    pub fn add(&mut self, kind: RecordType, id: RecordId, seq: u64) {
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(mark(kind, id, seq));
    }

    /// A record went. Counts may pass through "less than nothing" while a
    /// difference is summed up.
    pub fn remove(&mut self, kind: RecordType, id: RecordId, seq: u64) {
        self.count = self.count.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(mark(kind, id, seq));
    }

    /// Joins another tally, or a difference.
    pub fn join(&mut self, other: Tally) {
        self.count = self.count.wrapping_add(other.count);
        self.sum = self.sum.wrapping_add(other.sum);
    }

    /// The sum as it travels: 16 hex digits.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:016x}", self.sum)
    }
}

/// A well-mixed number for a record at a revision. It guards against mistakes,
/// not against forgers.
fn mark(kind: RecordType, id: RecordId, seq: u64) -> u64 {
    let (high, low) = id.as_bytes().split_at(8);
    let half = |bytes: &[u8]| bytes.iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
    [half(high), half(low), seq, kind as u64]
        .into_iter()
        .fold(0, |mark, part| mix(mark ^ part))
}

/// Each bit of the number moves about half of the bits of the answer.
const fn mix(n: u64) -> u64 {
    let n = (n ^ (n >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let n = (n ^ (n >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (n ^ (n >> 32)).wrapping_add(0x9E37_79B9_7F4A_7C15)
}

/// `GET /v1/changes/check`: the tallies of the partitions that the account sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PartitionChecks {
    /// The transaction they hold at.
    pub seq: u64,
    /// The incarnation of the database, 8 hex digits.
    pub epoch: String,
    /// One per organisation with records.
    pub partitions: Vec<PartitionCheck>,
}

/// The tally of one partition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PartitionCheck {
    /// The organisation.
    #[schema(value_type = String)]
    pub org: RecordId,
    /// How many records.
    pub count: u64,
    /// Their check sum, 16 hex digits.
    pub check: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_and_every_part_does() {
        let (a, b) = (RecordId::from_bytes([1; 16]), RecordId::from_bytes([2; 16]));
        let mut one = Tally::default();
        one.add(RecordType::Offer, a, 5);
        one.add(RecordType::Site, b, 6);
        let mut two = Tally::default();
        two.add(RecordType::Site, b, 6);
        two.add(RecordType::Offer, a, 4);
        two.remove(RecordType::Offer, a, 4);
        two.add(RecordType::Offer, a, 5);
        assert_eq!(one, two);
        for (kind, id, seq) in [
            (RecordType::Contact, a, 5),
            (RecordType::Offer, b, 5),
            (RecordType::Offer, a, 6),
        ] {
            let mut other = Tally::default();
            other.add(kind, id, seq);
            other.add(RecordType::Site, b, 6);
            assert_ne!(one.sum, other.sum);
        }
    }
}
