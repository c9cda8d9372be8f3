//! Controls used by keys alone, as somebody without a mouse does.

use crate::{
    Result,
    window::{Window, css},
};

/// Stops of Tab on any screen, at most.
const STOPS: usize = 150;

impl Window {
    /// Presses Tab until what a selector finds has the focus.
    ///
    /// # Errors
    /// When it never has.
    pub async fn tab_to(&self, selector: &str) -> Result {
        let here = "return document.activeElement?.matches(arguments[0]) ?? false";
        for _ in 0..STOPS {
            if self.run(here, vec![selector.into()]).await? == true {
                return Ok(());
            }
            self.press("Tab").await?;
        }
        Err(format!("Tab never comes to {selector}"))
    }

    /// Goes by Tab to what a selector finds, and presses a key there.
    ///
    /// # Errors
    /// When Tab does not come there.
    pub async fn press_on(&self, selector: &str, keys: &str) -> Result {
        self.find_css(selector).await?;
        self.tab_to(selector).await?;
        self.press(keys).await
    }

    /// Chooses one of a group of buttons by Tab and Space, and waits until it is chosen.
    ///
    /// # Errors
    /// When Tab does not come there.
    pub async fn choose_by_keys(&self, test_id: &str, value: &str) -> Result {
        let button = format!("{} [data-value=\"{value}\"]", css(test_id));
        self.press_on(&button, "Space").await?;
        self.find_css(&format!("{button}[aria-pressed=\"true\"]"))
            .await
            .map(|_| ())
    }

    /// The same as [`Window::pick`] by Tab, arrows, Space and Enter.
    ///
    /// # Errors
    /// When a value is not offered.
    pub async fn pick_by_keys(&self, test_id: &str, values: &[&str]) -> Result {
        self.press_on(&css(test_id), "Enter").await?;
        self.find("option").await?;
        for value in values {
            self.arrow_to(value).await?;
            if self.shows("option-apply").await? {
                self.press("Space").await?;
            }
        }
        self.press("Enter").await?;
        self.gone("option-filter").await
    }

    /// Goes by arrows to a value of the list that is open.
    async fn arrow_to(&self, value: &str) -> Result {
        let places = "const all = [...document.querySelectorAll(arguments[0])]; \
            return [all.findIndex(o => o.classList.contains('at')), all.findIndex(o => o.dataset.value === arguments[1])];";
        let option = css("option");
        let asked = vec![option.clone().into(), value.into()];
        let (at, wanted) = self
            .until(&format!("the option {value}"), async || {
                let found = self.run(places, asked.clone()).await?;
                let number = |of: usize| found[of].as_u64();
                Ok(number(0).zip(number(1)))
            })
            .await?;
        let key = if wanted > at { "Down" } else { "Up" };
        for _ in 0..wanted.abs_diff(at) {
            self.press(key).await?;
        }
        self.find_css(&format!("{option}.at[data-value=\"{value}\"]"))
            .await
            .map(|_| ())
    }

    /// Chooses a value of a drop-down list of the system by Tab and arrows, one
    /// value after the other.
    ///
    /// # Errors
    /// When it has no such value.
    pub async fn select_by_keys(&self, selector: &str, value: &str) -> Result {
        self.find_css(selector).await?;
        self.tab_to(selector).await?;
        let places = "const list = document.querySelector(arguments[0]); \
            return [list?.selectedIndex ?? -1, [...(list?.options ?? [])].findIndex(o => o.value === arguments[1])];";
        let asked = vec![selector.into(), value.into()];
        let places = async || {
            let found = self.run(places, asked.clone()).await?;
            Ok::<_, String>((found[0].as_i64(), found[1].as_i64()))
        };
        loop {
            let (Some(at), Some(wanted @ 0..)) = places().await? else {
                return Err(format!("{selector} has no {value}"));
            };
            if at == wanted {
                return Ok(());
            }
            self.press(if wanted > at { "Down" } else { "Up" }).await?;
            self.until(&format!("the next value of {selector}"), async || {
                let (now, _) = places().await?;
                Ok((now != Some(at)).then_some(()))
            })
            .await?;
        }
    }
}
