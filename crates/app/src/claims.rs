//! Which offers colleagues look at now. It is a courtesy between reviewers who
//! are online: without the service nothing is shown, and no decision waits for it.

use crate::{App, Outcome};
use edutracker_domain::{RecordId, rights::Action};
use edutracker_protocol::{
    command::{Claim, Claiming, Claims, Nothing},
    wire::ClaimList,
};
use edutracker_sync::SyncError;
use std::time::{Duration, Instant};

/// What a colleague looks at, and until when that holds.
pub(crate) struct Held {
    offer: RecordId,
    name: String,
    until: Instant,
}

/// Tells colleagues which offer is looked at; answers what they look at.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotAllowed`]. That the service cannot be reached is none.
pub async fn claim(app: &App, args: Claiming) -> Outcome<Claims> {
    reviewer(app)?;
    if let Ok(engine) = app.engine() {
        take(app, engine.session().claim(args.offer).await);
    }
    Ok(held(app))
}

/// What colleagues look at, as it was told last.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotAllowed`].
pub async fn claims(app: &App, _: Nothing) -> Outcome<Claims> {
    reviewer(app)?;
    Ok(held(app))
}

/// Asks what colleagues look at, and tells the surroundings.
pub(crate) async fn refresh(app: &App) {
    if reviewer(app).is_ok()
        && let Ok(engine) = app.engine()
    {
        take(app, engine.session().claims().await);
        // A cache that is gone has nobody to be told.
        let _ = app.told();
    }
}

fn reviewer(app: &App) -> Outcome<()> {
    app.may(&app.account()?, Action::OfferRemove)
}

fn take(app: &App, answer: Result<ClaimList, SyncError>) {
    let now = Instant::now();
    let items = answer.unwrap_or_default().items;
    app.state().claims = items
        .into_iter()
        .map(|claim| Held {
            offer: claim.offer,
            name: claim.name,
            until: now + Duration::from_secs(claim.expires_in.into()),
        })
        .collect();
}

fn held(app: &App) -> Claims {
    let now = Instant::now();
    let state = app.state();
    let items = state.claims.iter().filter(|held| held.until > now);
    Claims {
        items: items
            .map(|held| Claim {
                offer: held.offer,
                name: held.name.clone(),
            })
            .collect(),
    }
}
