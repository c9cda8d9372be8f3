//! Keeps the window's word about the connection true, and fetches what others
//! changed, without anybody asking. When and how stands in the application.

use crate::client::Client;
use edutracker_app::pulse::Pulse;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// How soon a client that could not start is looked at again.
const START: Duration = Duration::from_secs(2);

/// Starts the pulse; it ends with the program.
pub(crate) fn start(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let mut pulse = Pulse::default();
        loop {
            match handle.state::<Client>().app() {
                Ok(client) => {
                    let wait = pulse.beat(&client).await;
                    pulse.rest(&client, wait).await;
                }
                Err(_) => tokio::time::sleep(START).await,
            }
        }
    });
}
