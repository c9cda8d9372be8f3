//! The one window.

use std::time::Duration;
use tauri::{App, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// How long the page may take to save what is being typed before the window
/// closes without it; a page that hangs closes too.
const LEAVING: Duration = Duration::from_secs(5);

/// Opens the window; it shows the bundled pages and nothing else.
///
/// # Errors
/// What the system says.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first() else {
        return Err(tauri::Error::WindowNotFound);
    };
    let window = WebviewWindowBuilder::from_config(app.handle(), config)?
        .on_navigation(is_bundled)
        .build()?;
    close_at_the_latest(&window);
    draw_as_the_machine_can(&window)
}

/// The page closes the window itself, once it saved what is being typed
/// (`onClosing` in `ui/src/host`): this sees to it that the window closes.
fn close_at_the_latest(window: &WebviewWindow) {
    let closing = window.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::CloseRequested { .. }) {
            let closing = closing.clone();
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(LEAVING).await;
                // It is closed already: nothing is left to do.
                let _ = closing.destroy();
            });
        }
    });
}

fn is_bundled(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        // How the same pages are called on Windows.
        ("http" | "https", Some("tauri.localhost")) => true,
        _ => false,
    }
}

/// Without a graphics card WebKitGTK draws several times faster when it does
/// not pretend to have one; with a card it is the other way round.
#[cfg(target_os = "linux")]
fn draw_as_the_machine_can(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    let card = std::fs::read_dir("/dev/dri")
        .map(|entries| {
            entries
                .flatten()
                .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
        })
        .unwrap_or(false);
    window.with_webview(move |webview| {
        if let Some(settings) = webview.inner().settings() {
            if !card {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
            // Its smooth scrolling makes fast wheels slow.
            settings.set_enable_smooth_scrolling(false);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn draw_as_the_machine_can(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bundled_pages_are_shown() {
        let allowed = |url: &str| is_bundled(&url.parse().unwrap());
        assert!(allowed("tauri://localhost/index.html"));
        assert!(!allowed("https://example.org/"));
        assert!(!allowed("file:///etc/passwd"));
    }
}
