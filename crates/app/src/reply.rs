//! What an institution says to Agoria: an answer to a question, an objection to
//! a removal. Both are records like any other edit: made offline, sent with a
//! push, taken back by undo.

use crate::{
    App, Outcome,
    edits::{self, Refused},
    gate, rows,
};
use edutracker_domain::{
    Record, RecordId, RecordType, Subject, record as fields, review::Verdict, rights::Action,
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Attention, Condition, EditReply, Nothing, ReviewReply},
};
use edutracker_store::{edit::Editor, facets, record, reviews};
use serde_json::{Value, json};

/// How much waits for the person: for a reviewer what the desk begins with, for
/// an owner the questions that nobody answered. Signed out, nothing does.
///
/// # Errors
/// What the cache says.
pub async fn attention(app: &App, _: Nothing) -> Outcome<Attention> {
    let Ok(account) = app.account() else {
        return Ok(Attention {
            review: 0,
            messages: 0,
            search: None,
        });
    };
    let search = gate::search(app, &account)?;
    let reviews = app.may(&account, Action::OfferRemove).is_ok();
    let today = app.host.today();
    let found = app.cache()?.read(|c| {
        if !reviews {
            return Ok::<_, Refused>(Attention {
                review: 0,
                messages: reviews::open_questions(c)?,
                search,
            });
        }
        let programme = Condition::new("subject", Subject::Programme.as_str());
        let counted = facets::count(
            c,
            (RecordType::Offer, &today),
            &[programme],
            |query| query.review_queue(&today),
            &[],
        )??;
        Ok(Attention {
            review: counted.total,
            messages: 0,
            search,
        })
    })?;
    Ok(found)
}

/// Answers a question, or objects to a removal.
///
/// # Errors
/// [`ErrorCode::NotAllowed`], [`ErrorCode::NotFound`], and
/// [`ErrorCode::InvalidValue`] for a review that nothing can be said to.
pub async fn review_reply(app: &App, args: ReviewReply) -> Outcome<EditReply> {
    let account = app.account()?;
    app.may(&account, Action::OfferEdit)?;
    let (today, now) = (app.host.today(), app.host.now());
    let language = app.language();
    let done = app.cache()?.write(|tx| {
        let message = record::get(tx, RecordType::Review, args.review)?;
        let said = fields::text(message.effective(), "verdict");
        let verdict = match said.parse() {
            Ok(Verdict::Ask) => Verdict::Answer,
            Ok(Verdict::Remove) => Verdict::Objection,
            _ => {
                return Err(ClientError::new(ErrorCode::InvalidValue)
                    .with("field", "verdict")
                    .with("value", said)
                    .into());
            }
        };
        let offer_id: RecordId = fields::text(message.effective(), "offer")
            .parse()
            .map_err(|_| ClientError::from(ErrorCode::NotFound))?;
        let offer = record::get(tx, RecordType::Offer, offer_id)?;
        let rev = offer
            .rev(rows::epoch(tx)?)
            .ok_or_else(|| ClientError::from(ErrorCode::NotFound))?;
        let organisation = fields::text(offer.effective(), "organisation").to_owned();
        let owner: RecordId = organisation
            .parse()
            .map_err(|_| ClientError::from(ErrorCode::NotFound))?;
        let mut review = Record::new();
        let mut put = |name: &str, value: Value| fields::put(&mut review, name, value);
        put("organisation", organisation.into());
        put("offer", offer_id.to_string().into());
        put("verdict", verdict.as_str().into());
        put("seenRev", rev.to_string().into());
        put("note", json!({ language.as_str(): args.words }));
        if verdict == Verdict::Answer {
            put("answers", args.review.to_string().into());
        }
        let mut editor = Editor::new(tx, "review-reply", &today)?.made_at(&now);
        editor.create(RecordType::Review, RecordId::new(), owner, &review)?;
        Ok::<_, Refused>(editor.finish()?)
    })?;
    app.told()?;
    Ok(edits::reply(done))
}
