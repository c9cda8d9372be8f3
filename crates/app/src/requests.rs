//! Requests for an account, for the account desk: read at and decided by the
//! service, so only online (ET-21…ET-30).

use crate::{App, Outcome, syncing::online};
use edutracker_domain::rights::Action;
use edutracker_protocol::{
    command::{
        AcceptRequest, AccountRequestInfo, AccountRequestList, RefuseRequest, RequestsAsked,
    },
    wire::{Acceptance, Rejection},
};

fn desk(app: &App) -> Outcome<()> {
    app.may(&app.account()?, Action::AccountRequestDecide)
}

/// Requests for an account, newest first.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotAllowed`], and what network and service say.
pub async fn account_requests(app: &App, args: RequestsAsked) -> Outcome<AccountRequestList> {
    desk(app)?;
    let engine = app.engine()?;
    let asked = engine.session();
    let asked = asked.account_requests(&args.state, args.before.as_deref());
    online(app, asked).await
}

/// Accepts a request: its administrator is invited by mail.
///
/// # Errors
/// As [`account_requests`]; `reason` says what stands in the way.
pub async fn account_request_accept(app: &App, args: AcceptRequest) -> Outcome<AccountRequestInfo> {
    desk(app)?;
    let engine = app.engine()?;
    let given = Acceptance {
        code: args.code.trim().to_owned(),
        kind: args.kind.filter(|kind| !kind.is_empty()),
    };
    online(app, engine.session().accept_request(args.id, &given)).await
}

/// Refuses a request: its sender is told why by mail.
///
/// # Errors
/// As [`account_requests`].
pub async fn account_request_refuse(app: &App, args: RefuseRequest) -> Outcome<AccountRequestInfo> {
    desk(app)?;
    let engine = app.engine()?;
    let given = Rejection {
        reason: args.reason,
    };
    online(app, engine.session().refuse_request(args.id, &given)).await
}
