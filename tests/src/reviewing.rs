//! The reviewers' desk of the window, as its journeys use it.

use crate::{
    Result,
    api::Api,
    machine::Desk,
    programs::{Service, account},
    window::{Window, css},
};
use serde_json::Value;

/// The first reason for a removal.
pub const REASON: &str = "NON_TECH";

/// Waits until the status bar tells how many offers the queue has; answers it.
///
/// # Errors
/// When it never tells a fitting one.
pub async fn queue(window: &Window, fits: impl Fn(usize) -> bool) -> Result<usize> {
    let number = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    };
    let text = window
        .text_where("status-rows", |text| number(text).is_some_and(&fits))
        .await?;
    number(&text).ok_or_else(|| text.clone())
}

/// The desk of a reviewer, on the queue of one institution.
///
/// # Errors
/// When it does not open.
pub async fn reviewer(organisation: &str) -> Result<Desk> {
    let desk = Desk::of("AGORIA", "reviewer").await?;
    open_queue(&desk.window, organisation).await?;
    Ok(desk)
}

/// Opens the queue of one institution.
///
/// # Errors
/// When it does not come.
pub async fn open_queue(window: &Window, organisation: &str) -> Result {
    window.click("nav-review").await?;
    window.find("review-item").await?;
    window.pick("filter-organisation", &[organisation]).await?;
    // A row of another organisation would be the view before.
    let own = "return [...document.querySelectorAll(arguments[0])].every(row => row.textContent.trim().startsWith(arguments[1]))";
    let rows = format!("{} .meta", css("review-item"));
    window
        .until("the queue of the institution alone", async || {
            let args = vec![rows.as_str().into(), organisation.into()];
            Ok((window.run(own, args).await? == true).then_some(()))
        })
        .await?;
    window
        .until("the first offer", async || {
            let shown = current(window).await?;
            let first = window
                .attributes(
                    &format!("{}[data-rank=\"0\"]", css("review-item")),
                    "data-id",
                )
                .await?;
            Ok((first == [shown]).then_some(()))
        })
        .await
}

/// The id of the offer that is open, complete.
///
/// # Errors
/// When none is.
pub async fn current(window: &Window) -> Result<String> {
    let pane = format!("{}[data-current=\"true\"]", css("review-pane"));
    window
        .attribute_where(&pane, "data-id", |id| !id.is_empty())
        .await
}

/// Waits until another offer is open; answers its id.
///
/// # Errors
/// When none comes.
pub async fn next_after(window: &Window, id: &str) -> Result<String> {
    let pane = format!("{}[data-current=\"true\"]", css("review-pane"));
    window
        .attribute_where(&pane, "data-id", |next| !next.is_empty() && next != id)
        .await
}

/// Gives the first reason in the dialog, by keys.
///
/// # Errors
/// When the dialog does not take it.
pub async fn give_reason(window: &Window) -> Result {
    window.find("review-dialog").await?;
    window.press("1").await?;
    let chosen = format!("{}[data-value=\"{REASON}\"]:checked", css("review-reason"));
    window.find_css(&chosen).await?;
    window.press("Enter").await?;
    window.gone("review-dialog").await
}

/// Sends what is decided, and waits until nothing is left.
///
/// # Errors
/// When it does not go.
pub async fn push(window: &Window) -> Result {
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    window.pending(0).await
}

/// Asks the service as one of its accounts; that has a runtime of its own.
///
/// # Errors
/// When the service refuses.
pub fn asking<T: Send>(
    service: &Service,
    (organisation, role): (&str, &str),
    what: impl FnOnce(&Api) -> Result<T> + Send,
) -> Result<T> {
    let who = account(organisation, role)?;
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| what(&Api::sign_in(service.address(), &who)?));
        asked.join().map_err(|_| "asking fails".to_owned())?
    })
}

/// The notices about an offer and a verdict.
///
/// # Errors
/// When the service refuses.
pub fn notices(service: &Service, offer: &str, verdict: &str) -> Result<Vec<Value>> {
    let path = format!("/v1/notices?offer={offer}&limit=200");
    let page = asking(service, ("AGORIA", "reviewer"), |api| api.get(&path))?;
    let items = page["items"].as_array().into_iter().flatten();
    Ok(items
        .filter(|notice| notice["verdict"] == verdict)
        .cloned()
        .collect())
}
