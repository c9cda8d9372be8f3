//! The commands of the one list, each a function that the access control of
//! the window can name.

use crate::client::Client;
use edutracker_protocol::{ClientError, command::*};
use tauri::{State, Wry, ipc::Invoke};

macro_rules! doors {
    ($($(#[$doc:meta])* $name:ident($args:ident) -> $reply:ident;)+) => {
        $(
            $(#[$doc])*
            #[tauri::command]
            async fn $name(client: State<'_, Client>, args: $args) -> Result<$reply, ClientError> {
                edutracker_app::$name(&*client.app()?, args).await
            }
        )+

        /// Calls the command that the window named.
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),+]
        }
    };
}
edutracker_protocol::commands!(doors);
