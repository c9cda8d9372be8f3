//! The client behind the window. It may fail to start (another window has the
//! data, the cache is damaged); the window says why and may try again.

use edutracker_app::{
    App, SystemHost,
    host::{DEFAULT_SERVICE, Passphrases},
};
use edutracker_protocol::ClientError;
use edutracker_store::keys::keyring::SystemKeyring;
use serde::Serialize;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use tauri::{AppHandle, Emitter as _, Manager as _};

/// The event that tells the window that the cache changed.
const CHANGED: &str = "changed";

#[derive(Clone, Serialize)]
struct Changed {
    version: u64,
}

/// Draws the window larger or smaller. One that is closing hears nothing, which is fine.
fn zoom(handle: &AppHandle, percent: u16) {
    for window in handle.webview_windows().into_values() {
        let _ = window.set_zoom(f64::from(percent) / 100.0);
    }
}

/// The client, once it has started.
pub(crate) struct Client {
    handle: AppHandle,
    app: Mutex<Option<Arc<App>>>,
}

impl Client {
    /// A client that starts at the first command.
    pub(crate) fn new(handle: AppHandle) -> Self {
        Self {
            handle,
            app: Mutex::default(),
        }
    }

    /// The started client.
    ///
    /// # Errors
    /// Why it cannot start.
    pub(crate) fn app(&self) -> Result<Arc<App>, ClientError> {
        let mut app = self.app.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(app) = app.as_ref() {
            return Ok(Arc::clone(app));
        }
        let handle = self.handle.clone();
        let zooming = self.handle.clone();
        let host = SystemHost {
            data_dir: std::env::var_os("EDUTRACKER_DATA_DIR")
                .map_or_else(SystemHost::usual_data_dir, PathBuf::from),
            keyring: Box::new(SystemKeyring::default()),
            passphrases: Passphrases::OfPeople,
            language: SystemHost::system_language(),
            service: std::env::var("EDUTRACKER_SERVICE")
                .unwrap_or_else(|_| DEFAULT_SERVICE.to_owned()),
            // A window that is closing hears nothing, which is fine.
            on_change: Box::new(move |version| drop(handle.emit(CHANGED, Changed { version }))),
            on_zoom: Box::new(move |percent| zoom(&zooming, percent)),
        };
        let started = Arc::new(App::start(Arc::new(host))?);
        if let Some(percent) = started.preferences().zoom {
            zoom(&self.handle, percent);
        }
        *app = Some(Arc::clone(&started));
        Ok(started)
    }
}
