//! Variables by which another program could drive the window.

/// Debug builds are driven by the tests.
const DRIVEN: bool = cfg!(debug_assertions);

/// Variables that open the window to a driver or an inspector.
const DOORS: [&str; 3] = [
    "TAURI_WEBVIEW_AUTOMATION",
    "TAURI_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
];

/// A shipped program starts itself anew without them, before anything reads them.
pub(crate) fn clean() {
    if DRIVEN || DOORS.iter().all(|name| std::env::var_os(name).is_none()) {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        std::process::exit(1);
    };
    let mut command = std::process::Command::new(program);
    command.args(std::env::args_os().skip(1));
    for name in DOORS {
        command.env_remove(name);
    }
    let code = match command.status() {
        Ok(status) => status.code().unwrap_or(1),
        Err(_) => 1,
    };
    std::process::exit(code);
}
