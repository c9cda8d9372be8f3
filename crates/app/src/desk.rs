//! What helps a reviewer to decide on an offer: the classifier's word with its
//! evidence, the criteria, what changed since the last decision, and what was
//! decided elsewhere (ET-5…ET-16). Nothing here decides.

use crate::{App, Outcome, classify, failure};
use edutracker_classify::{Evidence as Spoken, Place, Precedents};
use edutracker_domain::{
    Record, RecordId, RecordType,
    criteria::{self, Owner},
    record as fields,
    review::Verdict,
    rights::Action,
};
use edutracker_protocol::command::{
    CriterionLook, Evidence, FieldChange, Judged, Judgement, ReviewItem, ReviewItemAsked,
};
use edutracker_store::{
    Error as CacheError,
    desk::changes,
    listing,
    record::{self, Stored},
    reviews,
};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Earlier decisions of an organisation that are shown.
const EARLIER: usize = 8;
/// Offers with like names that are shown.
const SIMILAR: usize = 6;
/// Offers that are judged at once when a queue is opened before upkeep came to them.
const AT_ONCE: usize = 8;

/// Judges some of the offers that wait, where the account reviews. Answers
/// whether there are more.
///
/// # Errors
/// What the cache says.
pub fn judge_some(app: &App) -> Outcome<bool> {
    let account = app.account()?;
    if app.may(&account, Action::OfferRemove).is_err() {
        return Ok(false);
    }
    let cache = app.cache()?;
    let before = classify::learned(&cache).map_err(failure::cache)?;
    cache
        .judge(&classify::version(&before), &app.host.today(), |offer| {
            classify::thousandths(&before, offer)
        })
        .map_err(failure::cache)
}

/// Judges what a queue can wait for.
pub(crate) fn judge_first(app: &App) -> Outcome<()> {
    for _ in 0..AT_ONCE {
        if !judge_some(app)? {
            break;
        }
    }
    Ok(())
}

/// What helps to decide on an offer.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotAllowed`], [`edutracker_protocol::ErrorCode::NotFound`].
pub async fn review_item(app: &App, args: ReviewItemAsked) -> Outcome<ReviewItem> {
    let account = app.account()?;
    app.may(&account, Action::OfferRemove)?;
    let today = app.host.today();
    let before = classify::precedents(&*app.cache()?).map_err(failure::cache)?;
    app.cache()?
        .read(|c| {
            let offer = record::get(c, RecordType::Offer, args.id)?;
            let (_, owner) = organisation(c, offer.o)?;
            let mut told = Told::new(c);
            Ok::<_, CacheError>(ReviewItem {
                judgement: judgement(&before, offer.effective()),
                criteria: criteria::all()
                    .iter()
                    .map(|criterion| CriterionLook {
                        criterion: criterion.code.clone(),
                        look: criterion
                            .look(offer.effective(), &owner, &today)
                            .as_str()
                            .to_owned(),
                    })
                    .collect(),
                since: since(c, &offer)?,
                earlier: told.earlier(&offer)?,
                similar: reviews::similar(c, &offer, SIMILAR)?
                    .iter()
                    .map(|similar| told.of(similar))
                    .collect::<Result<_, _>>()?,
            })
        })
        .map_err(failure::cache)
}

fn judgement(before: &Precedents, offer: &Record) -> Judgement {
    let said = classify::classified(before, offer).judgement;
    let evidence = |side: Vec<Spoken>| side.into_iter().map(evidence).collect();
    Judgement {
        not_technological: said.not_technological,
        flag: said.flag,
        speaks_for: evidence(said.r#for),
        speaks_against: evidence(said.against),
        model: classify::version(before),
    }
}

fn evidence(spoken: Spoken) -> Evidence {
    let field = match spoken.field {
        Place::Name => "name",
        Place::Description => "description",
        Place::StudyDomains => "studyDomains",
        Place::Decisions => "decisions",
    };
    Evidence {
        field: field.to_owned(),
        text: spoken.text,
        weight: spoken.weight,
        says: spoken.says.to_owned(),
        decisions: spoken.decisions,
    }
}

/// What changed since the latest decision: fields that people write.
fn since(c: &Connection, offer: &Stored) -> Result<Vec<FieldChange>, CacheError> {
    let Some(seen) = listing::seen(c, offer.id)? else {
        return Ok(Vec::new());
    };
    Ok(changes(&seen, offer.effective()))
}

/// The code of an organisation, and what criteria look at of it.
pub(crate) fn organisation(c: &Connection, o: i64) -> Result<(String, Owner), CacheError> {
    let exclusions = record::limits(c)?.exclusions;
    Ok(c.prepare_cached("SELECT code, kind FROM org WHERE o = ?1")?
        .query_row([o], |row| {
            let kind = row.get(1)?;
            Ok((row.get(0)?, Owner { kind, exclusions }))
        })?)
}

/// Tells offers with their decisions; remembers organisations.
struct Told<'a> {
    connection: &'a Connection,
    organisations: BTreeMap<i64, String>,
}

impl<'a> Told<'a> {
    fn new(connection: &'a Connection) -> Self {
        Self {
            connection,
            organisations: BTreeMap::new(),
        }
    }

    /// An offer with its latest decision.
    fn of(&mut self, offer: &Stored) -> Result<Judged, CacheError> {
        let latest = reviews::of_offer(self.connection, offer.id)?
            .into_iter()
            .find(decides);
        self.with(offer, latest.as_ref())
    }

    /// The latest decisions on other offers of an offer's organisation.
    fn earlier(&mut self, offer: &Stored) -> Result<Vec<Judged>, CacheError> {
        let mut earlier = Vec::new();
        for review in reviews::of_organisation(self.connection, offer.o, EARLIER * 4)? {
            if !decides(&review) || earlier.len() == EARLIER {
                continue;
            }
            let of: Option<RecordId> = fields::text(review.effective(), "offer").parse().ok();
            let Some(of) = of.filter(|of| *of != offer.id) else {
                continue;
            };
            if let Some(about) = record::find(self.connection, RecordType::Offer, of)? {
                earlier.push(self.with(&about, Some(&review))?);
            }
        }
        Ok(earlier)
    }

    fn with(&mut self, offer: &Stored, review: Option<&Stored>) -> Result<Judged, CacheError> {
        let code = match self.organisations.get(&offer.o) {
            Some(code) => code.clone(),
            None => {
                let (code, _) = organisation(self.connection, offer.o)?;
                self.organisations.insert(offer.o, code.clone());
                code
            }
        };
        let said = review.map(Stored::effective);
        let text = |name: &str| said.map(|review| fields::text(review, name).to_owned());
        Ok(Judged {
            id: offer.id,
            name: fields::text(offer.effective(), "name").to_owned(),
            organisation: code,
            status: listing::status(offer).map_or_else(String::new, |status| status.to_string()),
            verdict: text("verdict"),
            reasons: said.map_or_else(Vec::new, |review| {
                fields::members(review, "reasons")
                    .into_iter()
                    .map(str::to_owned)
                    .collect()
            }),
            at: text("at").filter(|at| !at.is_empty()),
        })
    }
}

/// Whether a review is a reviewer's decision, and not a word of the owner.
pub(crate) fn decides(review: &Stored) -> bool {
    let verdict = fields::text(review.effective(), "verdict").parse::<Verdict>();
    !verdict.is_ok_and(Verdict::is_owners)
}
