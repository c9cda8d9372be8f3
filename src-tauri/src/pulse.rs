//! Keeps the window's word about the connection true, and fetches what others
//! changed, without anybody asking.

use crate::client::Client;
use edutracker_app::{self as app, App};
use edutracker_protocol::command::Nothing;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// How often the service is asked whether it is there.
const BEAT: Duration = Duration::from_secs(4);
/// Every so many beats the feed is read.
const FETCH: u32 = 15;

/// Starts the pulse; it ends with the program.
pub(crate) fn start(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let mut beats = tokio::time::interval(BEAT);
        beats.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut beat = 0_u32;
        let mut was_online = false;
        loop {
            beats.tick().await;
            let Ok(client) = handle.state::<Client>().app() else {
                continue;
            };
            beat = beat.wrapping_add(1);
            let online = app::syncing::reachable(&client).await;
            if online && (!was_online || beat.is_multiple_of(FETCH)) {
                fetch(&client).await;
            }
            was_online = online;
        }
    });
}

/// What fails here is seen at the next beat, or when a person asks.
async fn fetch(client: &App) {
    drop(app::pull(client, Nothing {}).await);
}
