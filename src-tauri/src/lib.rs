//! The desktop shell: start-up, the window, and one door per command. What the
//! commands do stands in `edutracker-app`.

mod client;
mod commands;
mod environment;
mod pulse;
mod window;

use client::Client;
use tauri::Manager as _;

/// Runs the application until its window is closed.
#[allow(
    clippy::disallowed_types,
    reason = "in the code that the framework makes"
)]
pub fn run() {
    environment::clean();
    let outcome = tauri::Builder::default()
        .setup(|app| {
            app.manage(Client::new(app.handle().clone()));
            window::open(app)?;
            pulse::start(app.handle().clone());
            Ok(())
        })
        .invoke_handler(commands::handler())
        .run(tauri::generate_context!());
    if let Err(error) = outcome {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
