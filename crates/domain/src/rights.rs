//! The permission matrix: roles × actions, read from `codes/roles.json` (ET-33…ET-58).
//!
//! The service enforces it; the client only mirrors it. Tests walk every cell.

use crate::codes::Labels;
use crate::text_enum;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

text_enum! {
    /// Something a role may or may not do.
    Action, "action" {
        /// Create, change, deactivate accounts.
        AccountsManage = "accounts.manage",
        /// See the accounts of the organisation.
        AccountsView = "accounts.view",
        /// Edit the organisation's profile and sites.
        OrganisationEdit = "organisation.edit",
        /// Create offers.
        OfferCreate = "offer.create",
        /// Edit offers, tick published, edit contacts.
        OfferEdit = "offer.edit",
        /// Archive offers and take them back.
        OfferArchive = "offer.archive",
        /// See all offers of the own organisation; reviewers: of all.
        OfferViewOwn = "offer.viewOwn",
        /// Search the offers of the other side.
        SearchOtherSide = "search.otherSide",
        /// Send interest in an offer.
        InterestSend = "interest.send",
        /// Remove and restore offers of others.
        OfferRemove = "offer.remove",
        /// Decide on requests for an account.
        AccountRequestDecide = "accountRequest.decide",
    }
}

text_enum! {
    /// On which side of the collaboration an organisation stands.
    Side, "side" {
        /// Education providers.
        Institution = "institution",
        /// Member companies.
        Company = "company",
        /// Agoria.
        Operator = "operator",
        /// Members without an account of their own.
        Member = "member",
        /// Nobody: contacts have no account.
        None = "none",
    }
}

text_enum! {
    /// A cell of the matrix.
    Grant, "grant" {
        /// May.
        Allow = "allow",
        /// May look, not change.
        View = "view",
        /// May not.
        Deny = "deny",
        /// May while the organisation has a published programme offer and the operator's switch is on (ET-20, ET-107).
        Gate = "gate",
        /// May create an organisation's first administrator only.
        FirstAdministrator = "first_administrator",
        /// May change locked fields only.
        LockedFields = "locked_fields",
    }
}

/// A row of the matrix.
#[derive(Debug, Clone, Deserialize)]
pub struct Role {
    /// The side the role exists on: `administrator` exists on two.
    pub side: Side,
    /// The role's code.
    pub code: String,
    /// Its name for people.
    pub labels: Labels,
    rights: BTreeMap<Action, Grant>,
}

#[derive(Deserialize)]
struct Matrix {
    roles: Vec<Role>,
}

static MATRIX: LazyLock<Matrix> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../codes/roles.json"))
        .unwrap_or_else(|error| panic!("roles.json is not a matrix: {error}"))
});

/// All roles, in the order of the matrix.
#[must_use]
pub fn roles() -> &'static [Role] {
    &MATRIX.roles
}

/// The role of this code on this side.
#[must_use]
pub fn role(side: Side, code: &str) -> Option<&'static Role> {
    roles()
        .iter()
        .find(|role| role.side == side && role.code == code)
}

/// What the matrix says of an action; unknown roles may nothing.
#[must_use]
pub fn grant(side: Side, role_code: &str, action: Action) -> Grant {
    role(side, role_code)
        .and_then(|role| role.rights.get(&action).copied())
        .unwrap_or(Grant::Deny)
}

/// Whether the matrix plainly allows an action.
#[must_use]
pub fn allows(side: Side, role_code: &str, action: Action) -> bool {
    grant(side, role_code, action) == Grant::Allow
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_whole() {
        assert_eq!(roles().len(), 9);
        for role in roles() {
            assert_eq!(role.rights.len(), Action::ALL.len(), "{}", role.code);
        }
    }

    #[test]
    fn responsible_persons_edit_but_do_not_create() {
        let may = |action| allows(Side::Institution, "programme_responsible", action);
        assert!(may(Action::OfferEdit));
        assert!(!may(Action::OfferCreate) && !may(Action::OrganisationEdit));
        assert_eq!(
            grant(Side::Institution, "nobody", Action::OfferEdit),
            Grant::Deny
        );
    }
}
