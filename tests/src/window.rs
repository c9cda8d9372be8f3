//! The window, driven as a person would: by what is on it, and by keys.
//!
//! Nothing waits for a time. Every look at the window is repeated until it
//! shows what is expected, or patience ends.

use crate::{
    Result,
    machine::{PATIENCE, artifacts},
    root,
};
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource as _, KeyAction, KeyActions},
    elements::Element,
    key::Key,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    fmt::Display,
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tokio::time::timeout;
use xtask::process::Group;

pub(crate) fn plain(error: impl Display) -> String {
    error.to_string()
}

/// One open window.
#[derive(Debug, Clone)]
pub struct Window {
    pub(crate) client: Client,
    display: String,
}

impl Window {
    /// Starts a program through a WebDriver.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn connect(port: u16, display: &str, program: &Path) -> Result<Self> {
        Self::start(port, display, program, &[]).await
    }

    /// Starts a plain browser of the same engine through a WebDriver.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn browse(port: u16, display: &str, program: &Path) -> Result<Self> {
        Self::start(port, display, program, &["--automation"]).await
    }

    async fn start(port: u16, display: &str, program: &Path, args: &[&str]) -> Result<Self> {
        // No `browserName`: what it must be differs between versions of the driver.
        let wanted = json!({ "webkitgtk:browserOptions": { "binary": program, "args": args } });
        let Value::Object(capabilities) = wanted else {
            return Err("no capabilities".to_owned());
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .map_err(|error| format!("the window does not open: {error}"))?;
        Ok(Self {
            client,
            display: display.to_owned(),
        })
    }

    /// Goes to an address.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn goto(&self, url: &str) -> Result {
        self.client.goto(url).await.map_err(plain)
    }

    /// Ends the program at once, as a crash would.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn end(self) -> Result {
        self.client.close().await.map_err(plain)
    }

    /// Waits until `look` finds something.
    ///
    /// # Errors
    /// When it never does: with what was waited for, and a screenshot.
    pub async fn until<T>(
        &self,
        what: &str,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let end = Instant::now() + PATIENCE;
        loop {
            let seen = timeout(PATIENCE, look())
                .await
                .unwrap_or_else(|_| Err("the window does not answer".to_owned()));
            if let Ok(Some(found)) = seen {
                return Ok(found);
            }
            if Instant::now() > end {
                let _ = timeout(PATIENCE, self.screenshot("failure")).await;
                let why = seen.err().unwrap_or_default();
                return Err(format!(
                    "waited in vain for {what} (artifacts/failure.png) {why}"
                ));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the screen has its data.
    ///
    /// # Errors
    /// When it never has.
    pub async fn ready(&self) -> Result {
        self.until("data-ready", async || {
            let ready = self
                .run("return document.documentElement.dataset.ready", vec![])
                .await?;
            Ok((ready == "true").then_some(()))
        })
        .await
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// When it fails.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        self.client.execute(script, args).await.map_err(plain)
    }

    /// Runs a script in the page that calls its last argument when it is done.
    ///
    /// # Errors
    /// When it fails.
    pub async fn run_async(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        self.client.execute_async(script, args).await.map_err(plain)
    }

    /// The first visible element with a test id; waits for it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find(&self, test_id: &str) -> Result<Element> {
        self.find_css(&css(test_id)).await
    }

    /// The first visible element that a selector finds; waits for it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find_css(&self, selector: &str) -> Result<Element> {
        self.until(selector, async || {
            for element in self
                .client
                .find_all(Locator::Css(selector))
                .await
                .map_err(plain)?
            {
                if is_shown(&element).await? {
                    return Ok(Some(element));
                }
            }
            self.scroll_to_column(selector).await?;
            Ok(None)
        })
        .await
    }

    /// Whether something with the test id is on the screen now.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn shows(&self, test_id: &str) -> Result<bool> {
        let found = self
            .client
            .find_all(Locator::Css(&css(test_id)))
            .await
            .map_err(plain)?;
        for element in found {
            if is_shown(&element).await.unwrap_or(false) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Clicks what has the test id, and waits until the screen has its data.
    ///
    /// # Errors
    /// When it cannot be clicked.
    pub async fn click(&self, test_id: &str) -> Result {
        self.click_css(&css(test_id)).await
    }

    /// Uses a tool of a list: on its bar, or where there is no room for it, in
    /// the menu of the others, which knows it by `id`.
    ///
    /// # Errors
    /// When it cannot be clicked.
    pub async fn tool(&self, test_id: &str, id: &str) -> Result {
        let on_bar = self
            .until(&format!("the tool {test_id}"), async || {
                let on_bar = !self
                    .attributes(&css(test_id), "data-testid")
                    .await?
                    .is_empty();
                let more = self
                    .attributes(&css("grid-more-menu"), "data-testid")
                    .await?;
                Ok((on_bar || !more.is_empty()).then_some(on_bar))
            })
            .await?;
        if on_bar {
            return self.click(test_id).await;
        }
        self.click("grid-more-menu").await?;
        self.click_css(&format!("{}[data-value=\"{id}\"]", css("menu-item")))
            .await
    }

    /// Clicks what a selector finds, and waits until the screen has its data.
    ///
    /// # Errors
    /// When it cannot be clicked.
    pub async fn click_css(&self, selector: &str) -> Result {
        // Between finding and clicking the page may draw the element anew.
        self.until(&format!("a click on {selector}"), async || {
            let element = self.first(selector).await?;
            element.click().await.map_err(plain).map(Some)
        })
        .await?;
        self.ready().await
    }

    /// Replaces the text of a field by typing.
    ///
    /// # Errors
    /// When it cannot be typed into.
    pub async fn fill(&self, test_id: &str, text: &str) -> Result {
        self.find(test_id).await?.click().await.map_err(plain)?;
        self.press("Control+a").await?;
        self.type_text(text).await
    }

    /// Gives a file field a file, as the dialog of the system would. Such a field
    /// may be hidden behind a button.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn give_file(&self, test_id: &str, path: &Path) -> Result {
        let selector = css(test_id);
        self.until(&selector, async || {
            let field = self.client.find(Locator::Css(&selector)).await;
            let field = field.map_err(plain)?;
            let given = field.send_keys(&path.to_string_lossy()).await;
            given.map_err(plain).map(Some)
        })
        .await
    }

    /// Types into whatever has the focus, key by key.
    ///
    /// # Errors
    /// When the keys cannot be pressed.
    pub async fn type_text(&self, text: &str) -> Result {
        let keys = text
            .chars()
            .flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        self.keys(keys).await
    }

    /// Presses keys together: `Control+a`, `F2`, `Enter`, `j`.
    ///
    /// # Errors
    /// When a key is not known.
    pub async fn press(&self, keys: &str) -> Result {
        let keys: Vec<char> = keys.split('+').map(key).collect::<Result<_>>()?;
        let down = keys.iter().map(|value| KeyAction::Down { value: *value });
        let up = keys
            .iter()
            .rev()
            .map(|value| KeyAction::Up { value: *value });
        self.keys(down.chain(up)).await
    }

    /// Clicks what a selector finds while a key is held.
    ///
    /// # Errors
    /// When it cannot be clicked.
    pub async fn click_holding(&self, name: &str, selector: &str) -> Result {
        self.keys([KeyAction::Down { value: key(name)? }].into_iter())
            .await?;
        let clicked = self.click_css(selector).await;
        self.client.release_actions().await.map_err(plain)?;
        clicked
    }

    /// Puts a text of a type on the clipboard of the screen, as another program
    /// would; it stays there as long as what is answered.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub fn offer_clipboard(&self, media_type: &str, text: &str) -> Result<Group> {
        let mut command = Command::new("xclip");
        command
            .args(["-quiet", "-selection", "clipboard", "-t", media_type, "-i"])
            .env("DISPLAY", &self.display)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .stdout(Stdio::null());
        let mut group = Group::spawn(&mut command)?;
        let child = group.child();
        let mut input = child.stdin.take().ok_or("no input")?;
        input.write_all(text.as_bytes()).map_err(plain)?;
        drop(input);
        // It says when it has asked for the clipboard.
        let said = child.stderr.take().ok_or("no messages")?;
        let mut said = BufReader::new(said);
        said.read_line(&mut String::new()).map_err(plain)?;
        // It goes on saying things, and must not end because nobody hears them.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        // The screen may give it later.
        let end = Instant::now() + PATIENCE;
        while self.clipboard(media_type).as_deref() != Ok(text) {
            if Instant::now() > end {
                return Err("the clipboard is not to be had".to_owned());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(group)
    }

    /// What another program would get from the clipboard.
    ///
    /// # Errors
    /// When there is nothing of the type.
    pub fn clipboard(&self, media_type: &str) -> Result<String> {
        let mut command = Command::new("xclip");
        command
            .args(["-selection", "clipboard", "-t", media_type, "-o"])
            .env("DISPLAY", &self.display);
        xtask::process::output(&mut command)
    }

    /// Chooses the keyboard of the screen by its name in X: `us`, `be`.
    ///
    /// # Errors
    /// When there is no such keyboard.
    pub fn keyboard(&self, layout: &str) -> Result {
        let mut command = Command::new("setxkbmap");
        command.arg(layout).env("DISPLAY", &self.display);
        xtask::process::output(&mut command).map(drop)
    }

    /// Presses keys of the keyboard of the screen, by their places on it, so
    /// that the system makes of them what it does for a person: `xdotool key`.
    ///
    /// # Errors
    /// When they cannot be pressed.
    pub fn strike_keys(&self, keys: &[&str]) -> Result {
        let mut command = Command::new("xdotool");
        command.arg("key").args(keys).env("DISPLAY", &self.display);
        xtask::process::output(&mut command).map(drop)
    }

    /// Moves and presses the mouse of the screen: what `xdotool` is to do. The
    /// window is in the corner of the screen.
    ///
    /// # Errors
    /// When it cannot be done.
    pub fn mouse(&self, doings: &[&str]) -> Result {
        let mut command = Command::new("xdotool");
        command.args(doings).env("DISPLAY", &self.display);
        xtask::process::output(&mut command).map(drop)
    }

    async fn keys(&self, actions: impl Iterator<Item = KeyAction>) -> Result {
        let actions = actions.fold(KeyActions::new("keyboard".to_owned()), |all, action| {
            all.then(action)
        });
        self.client.perform_actions(actions).await.map_err(plain)
    }

    /// The text of what has the test id.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text(&self, test_id: &str) -> Result<String> {
        text_of(&self.find(test_id).await?).await
    }

    /// Waits until the text of what has the test id fits.
    ///
    /// # Errors
    /// When it never does.
    pub async fn text_where(&self, test_id: &str, fits: impl Fn(&str) -> bool) -> Result<String> {
        self.text_where_css(&css(test_id), fits).await
    }

    /// Waits until the text of what a selector finds fits.
    ///
    /// # Errors
    /// When it never does.
    pub async fn text_where_css(
        &self,
        selector: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<String> {
        self.until(&format!("the right text in {selector}"), async || {
            let element = self.first(selector).await?;
            let text = text_of(&element).await?;
            if fits(&text) {
                Ok(Some(text))
            } else {
                Err(format!("it shows {text:?}"))
            }
        })
        .await
    }

    /// Chooses one of a group of buttons, and waits until it is chosen.
    ///
    /// # Errors
    /// When there is no such button.
    pub async fn choose(&self, test_id: &str, value: &str) -> Result {
        let button = format!("{} [data-value=\"{value}\"]", css(test_id));
        self.click_css(&button).await?;
        self.find_css(&format!("{button}[aria-pressed=\"true\"]"))
            .await
            .map(|_| ())
    }

    /// The test ids on the page that begin with a text, in order.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn test_ids(&self, beginning: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(`[data-testid^=\"${arguments[0]}\"]`)].map(e => e.dataset.testid)";
        let found = self.run(script, vec![beginning.into()]).await?;
        let ids = found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        Ok(ids.map(str::to_owned).collect())
    }

    /// Leaves a picture of the screen as `artifacts/<name>.png`.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn screenshot(&self, name: &str) -> Result {
        // Two frames: what was changed is drawn, and what was drawn is shown.
        let frames = "const done = arguments[arguments.length - 1]; \
            requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
        self.client
            .execute_async(frames, vec![])
            .await
            .map_err(plain)?;
        let path = artifacts()?.join(format!("{name}.png"));
        // Of the screen itself: the driver's own picture never comes while
        // nothing on the page moves and the page is drawn without a graphics card.
        let size = self
            .run("return `${Math.max(innerWidth, outerWidth)}x${Math.max(innerHeight, outerHeight)}+0+0`", vec![])
            .await?;
        let mut import = Command::new("import");
        import
            // Packed lightly: there are hundreds of them.
            .args(["-display", &self.display, "-quality", "10"])
            .args(["-window", "root", "-crop"])
            .arg(size.as_str().ok_or("a window without a size")?)
            .arg(path);
        xtask::process::output(&mut import).map(|_| ())
    }

    /// Makes the window as wide as asked, in pixels, and waits until the page is.
    ///
    /// # Errors
    /// When it cannot be made so.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        self.client
            .set_window_rect(0, 0, width, height)
            .await
            .map_err(plain)?;
        self.until(&format!("a width of {width}"), async || {
            let now = self.run("return innerWidth", vec![]).await?;
            Ok((now == width).then_some(()))
        })
        .await
    }

    /// Checks the screen with axe: no violation of WCAG A and AA or of its best practices.
    ///
    /// # Errors
    /// When there is one: with its rule and where it is.
    pub async fn check_accessibility(&self) -> Result {
        let here = self.run("return 'axe' in window", vec![]).await?;
        if here != true {
            let path = root().join("ui/node_modules/axe-core/axe.min.js");
            let axe = fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            self.run(&axe, vec![]).await?;
        }
        let script = "const done = arguments[arguments.length - 1]; \
            axe.run(document, { resultTypes: ['violations'] }).then( \
              result => done(result.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(' | ')}`)), \
              error => done([String(error)]));";
        let found = self
            .client
            .execute_async(script, vec![])
            .await
            .map_err(plain)?;
        match found.as_array().map(Vec::as_slice) {
            Some([]) => Ok(()),
            _ => Err(format!("accessibility: {found:#}")),
        }
    }
}

/// Whether an element takes up room. The driver's own test takes cells of the
/// grid, which are moved into place by a transform, for hidden.
async fn is_shown(element: &Element) -> Result<bool> {
    let (_, _, width, height) = element.rectangle().await.map_err(plain)?;
    Ok(width > 0.0 && height > 0.0)
}

async fn text_of(element: &Element) -> Result<String> {
    let text = element.prop("textContent").await.map_err(plain)?;
    Ok(text.unwrap_or_default().trim().to_owned())
}

/// The selector of a test id.
#[must_use]
pub fn css(test_id: &str) -> String {
    format!("[data-testid=\"{test_id}\"]")
}

fn key(name: &str) -> Result<char> {
    let key = match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Delete" => Key::Delete,
        "Backspace" => Key::Backspace,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Home" => Key::Home,
        "End" => Key::End,
        "Space" => return Ok(' '),
        "F1" => Key::F1,
        "F2" => Key::F2,
        "F6" => Key::F6,
        "F8" => Key::F8,
        "F10" => Key::F10,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        _ => {
            let mut letters = name.chars();
            return match (letters.next(), letters.next()) {
                (Some(letter), None) => Ok(letter),
                _ => Err(format!("no key is called {name}")),
            };
        }
    };
    Ok(key.into())
}
