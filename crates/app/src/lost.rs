//! Pushes that a restored service does not know any more.

use crate::{
    App, Outcome,
    edits::{Refused, step},
    failure,
};
use edutracker_domain::RecordId;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{EditReply, LostPush, LostPushes, Nothing, PushAsked},
};
use edutracker_store::sent;

fn identified(text: &str) -> Outcome<RecordId> {
    text.parse().map_err(|_| {
        ClientError::new(ErrorCode::NotFound)
            .with("type", "push")
            .with("id", text)
    })
}

/// What a restored service does not know any more.
///
/// # Errors
/// What the cache says.
pub async fn lost_pushes(app: &App, _: Nothing) -> Outcome<LostPushes> {
    app.account()?;
    let lost = app.cache()?.read(sent::lost).map_err(failure::cache)?;
    Ok(LostPushes {
        pushes: lost
            .into_iter()
            .map(|push| LostPush {
                push: push.push.to_string(),
                at: push.answered,
                comment: push.comment,
                edits: push.edits,
            })
            .collect(),
    })
}

/// Makes the edits of a lost push again, as pending edits that a person sends.
/// What others changed since becomes a question.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the service did not lose it.
pub async fn resend(app: &App, args: PushAsked) -> Outcome<EditReply> {
    let push = identified(&args.push)?;
    step(app, "resend", |_, editor, _| {
        editor.send_again(push).map_err(Refused::from)
    })
}

/// The person does not want a lost push back.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the service did not lose it.
pub async fn give_up(app: &App, args: PushAsked) -> Outcome<LostPushes> {
    app.account()?;
    let push = identified(&args.push)?;
    app.cache()?
        .write(|tx| sent::give_up(tx, push))
        .map_err(failure::cache)?;
    app.told()?;
    lost_pushes(app, Nothing {}).await
}
