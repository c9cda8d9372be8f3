//! What became of the mails that a decision caused. The service sends them and
//! knows it, so it can be told online only; that they were wanted is in the
//! decision itself.

use crate::{App, Outcome, syncing::online};
use edutracker_domain::rights::Action;
use edutracker_protocol::command::{NoticeList, NoticesAsked};

/// The notices of a decision, newest first: to whom, and how far they got.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotAllowed`], and what network and service say.
pub async fn notices(app: &App, args: NoticesAsked) -> Outcome<NoticeList> {
    app.may(&app.account()?, Action::OfferRemove)?;
    let engine = app.engine()?;
    online(app, engine.session().notices(args.review)).await
}
