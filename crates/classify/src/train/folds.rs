//! Which programmes are held out together.

use std::collections::BTreeMap;

/// Divides groups over `count` folds, the larger groups first, each into the
/// smallest fold so far: the fold of each member.
#[must_use]
pub fn divided(groups: &[&str], count: usize) -> Vec<usize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups {
        *sizes.entry(group).or_default() += 1;
    }
    let mut by_size: Vec<(&str, usize)> = sizes.into_iter().collect();
    // Names break ties, mixed so that neighbours in the alphabet part.
    by_size.sort_by_key(|(name, size)| (usize::MAX - size, mixed(name)));
    let mut filled = vec![0; count];
    let mut fold_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, size) in by_size {
        let fold = (0..count).min_by_key(|fold| filled[*fold]).unwrap_or(0);
        filled[fold] += size;
        fold_of.insert(name, fold);
    }
    groups
        .iter()
        .map(|group| fold_of.get(group).copied().unwrap_or(0))
        .collect()
}

/// A number that depends on all of a text.
#[must_use]
pub fn mixed(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash ^ (hash >> 31)
}
