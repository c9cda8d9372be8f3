//! The one window.

use tauri::{App, Url, WebviewWindowBuilder};

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
    draw_as_the_machine_can(&window)
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
fn draw_as_the_machine_can(window: &tauri::WebviewWindow) -> tauri::Result<()> {
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
fn draw_as_the_machine_can(_: &tauri::WebviewWindow) -> tauri::Result<()> {
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
