//! What is done again and again in forms and lists of the window.

use crate::{
    Result,
    window::{Window, css, plain},
};
use fantoccini::{Locator, elements::Element};

impl Window {
    /// Ticks or unticks values of a list that is opened by a control; of a list
    /// of one value, chooses it.
    ///
    /// # Errors
    /// When a value is not offered.
    pub async fn pick(&self, test_id: &str, values: &[&str]) -> Result {
        self.click(test_id).await?;
        for value in values {
            self.click_css(&format!("{}[data-value=\"{value}\"]", css("option")))
                .await?;
        }
        self.close_list().await
    }

    /// Chooses the first value of a list that is opened by a control.
    ///
    /// # Errors
    /// When nothing is offered.
    pub async fn pick_first(&self, test_id: &str) -> Result {
        self.click(test_id).await?;
        self.click("option").await?;
        self.close_list().await
    }

    /// A list of one value closes by itself, one of several when it is applied.
    async fn close_list(&self) -> Result {
        if self.shows("option-apply").await? {
            self.click("option-apply").await?;
        }
        self.gone("option-filter").await
    }

    /// Waits until nothing with the test id is on the screen.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self, test_id: &str) -> Result {
        self.until(&format!("{test_id} to go"), async || {
            Ok((!self.shows(test_id).await?).then_some(()))
        })
        .await
    }

    /// An attribute of everything that a selector finds, in order.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn attributes(&self, selector: &str, name: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => \
            arguments[1] === 'text' ? e.textContent.trim() : e.getAttribute(arguments[1]) ?? '')";
        let found = self.run(script, vec![selector.into(), name.into()]).await?;
        let found = found.as_array().into_iter().flatten();
        Ok(found
            .map(|value| value.as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// The first that a selector finds.
    pub(crate) async fn first(&self, selector: &str) -> Result<Element> {
        match self.client.find(Locator::Css(selector)).await {
            Ok(element) => Ok(element),
            Err(error) => {
                self.scroll_to_column(selector).await?;
                Err(plain(error))
            }
        }
    }

    /// Scrolls a list sideways until the column is in view that a selector of a
    /// cell names: cells out of view are not drawn. Nothing where it names none.
    pub(crate) async fn scroll_to_column(&self, selector: &str) -> Result {
        let named = selector.rsplit_once("[data-col=\"");
        let Some((column, _)) = named.and_then(|(_, rest)| rest.split_once('"')) else {
            return Ok(());
        };
        let script = "const list = document.querySelector('.og'); \
            const heads = [...list?.querySelectorAll('.og-th') ?? []]; \
            const at = heads.findIndex((head) => head.dataset.col === arguments[0]); \
            const right = heads.slice(0, at + 1).reduce((sum, head) => sum + parseFloat(head.style.width), 0); \
            if (at >= 0) list.scrollLeft = right - list.clientWidth;";
        self.run(script, vec![column.into()]).await?;
        Ok(())
    }

    /// Waits until an attribute of the first that a selector finds fits.
    ///
    /// # Errors
    /// When it never does.
    pub async fn attribute_where(
        &self,
        selector: &str,
        name: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<String> {
        self.until(&format!("the right {name} of {selector}"), async || {
            let found = self.attributes(selector, name).await?;
            if found.is_empty() {
                self.scroll_to_column(selector).await?;
            }
            match found.into_iter().next() {
                Some(first) if fits(&first) => Ok(Some(first)),
                other => Err(format!("it is {other:?}")),
            }
        })
        .await
    }

    /// Waits until the status bar tells this many unsent edits; for none it tells no number.
    ///
    /// # Errors
    /// When it never does.
    pub async fn pending(&self, count: usize) -> Result {
        let fits = |text: &str| {
            let number: String = text.chars().filter(char::is_ascii_digit).collect();
            number.parse().unwrap_or(0) == count
        };
        self.text_where("status-pending", fits).await.map(|_| ())
    }
}
