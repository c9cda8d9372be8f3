//! The numbers that the sources leave open: settings with defaults, never constants in code.

use crate::capability::Exclusions;
use serde::{Deserialize, Serialize};

/// Limits of texts and sets, in user-perceived characters and members, and the
/// dates that an operator gives to rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Limits {
    /// An offer's name, a site's or a contact's.
    pub name: usize,
    /// An offer's description (ET-83).
    pub description: usize,
    /// One specialisation.
    pub specialisation: usize,
    /// How many specialisations an offer may name.
    pub specialisations: usize,
    /// The text about an organisation, per language.
    pub about: usize,
    /// A web address.
    pub website: usize,
    /// Other short texts: function, phone, municipality, postal code.
    pub short_text: usize,
    /// A reviewer's note, per language.
    pub note: usize,
    /// Members of any set.
    pub set_members: usize,
    /// A programme shorter than this many months is pointed out (ET-11).
    pub minimum_months: u64,
    /// Kinds of organisations that are kept out, between dates (ET-16).
    pub exclusions: Exclusions,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            name: 200,
            description: 1_000,
            specialisation: 120,
            specialisations: 15,
            about: 2_000,
            website: 300,
            short_text: 120,
            note: 2_000,
            set_members: 50,
            minimum_months: 3,
            exclusions: Exclusions::default(),
        }
    }
}
