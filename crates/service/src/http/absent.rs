//! What the interface has a place for and no implementation yet: a problem
//! that says so, after the rights were looked at. Never silence.

use super::request::Who;
use crate::refusal::Refusal;
use edutracker_domain::rights::{Action, Grant};
use edutracker_protocol::Problem;

/// The refusal of an action that the matrix knows.
fn action(who: &Who, action: Action) -> Refusal {
    match who.0.account.grant(action) {
        Grant::Deny => Refusal::forbidden(action),
        _ => Refusal::not_available(action.as_str()),
    }
}

macro_rules! absent {
    ($($(#[$doc:meta])* $name:ident, $method:ident, $path:literal, [$($param:literal),*], $answer:expr;)+) => {
        $($(#[$doc])*
        #[utoipa::path($method, path = $path, tag = "not available yet", params($(($param = String, Path)),*), responses(
            (status = 401, body = Problem), (status = 403, body = Problem), (status = 501, body = Problem)))]
        pub async fn $name(who: Who) -> Refusal {
            let answer: fn(&Who) -> Refusal = $answer;
            answer(&who)
        })+
    };
}

absent! {
    /// Search in the offers of the other side.
    search, get, "/v1/search", [], |who| action(who, Action::SearchOtherSide);
    /// Interest in an offer.
    interests, post, "/v1/interests", [], |who| action(who, Action::InterestSend);
    /// A new account.
    accounts, post, "/v1/accounts", [], |who| action(who, Action::AccountsManage);
}
