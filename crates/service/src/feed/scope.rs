//! What changed in an account's rights, as the feed tells it.

use crate::storage::{GrantOp, StoredGrant};
use edutracker_domain::RecordId;
use std::collections::BTreeMap;

/// Partitions that went out of sight and came into it, each list in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// No longer seen.
    pub drop: Vec<RecordId>,
    /// Seen from now on.
    pub add: Vec<RecordId>,
}

/// What some grants come to. A partition that went and came back counts as
/// come: pages read while it was away may have passed over its records.
#[must_use]
pub fn change(grants: &[StoredGrant]) -> Change {
    let last: BTreeMap<RecordId, GrantOp> =
        grants.iter().map(|grant| (grant.org, grant.op)).collect();
    let of = |wanted: GrantOp| {
        last.iter()
            .filter(|(_, op)| **op == wanted)
            .map(|(org, _)| *org)
            .collect()
    };
    Change {
        drop: of(GrantOp::Drop),
        add: of(GrantOp::Add),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_each_partition_counts() {
        let id = |n: u8| RecordId::from_bytes([n; 16]);
        let log = [
            (1, GrantOp::Add),
            (2, GrantOp::Drop),
            (1, GrantOp::Drop),
            (2, GrantOp::Add),
            (3, GrantOp::Add),
        ];
        let grants: Vec<StoredGrant> = (1..)
            .zip(log)
            .map(|(seq, (org, op))| StoredGrant {
                seq,
                account: id(9),
                org: id(org),
                op,
            })
            .collect();
        let expected = Change {
            drop: vec![id(1)],
            add: vec![id(2), id(3)],
        };
        assert_eq!(change(&grants), expected);
        assert_eq!(change(&[]), Change::default());
    }
}
