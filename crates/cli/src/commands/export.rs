//! Records as files.

use super::{Outcome, records::open};
use crate::{Terminal, arguments::Export as Arguments, exit::Exit, print};
use edutracker_app::export::export_records_to;
use edutracker_protocol::command::{Export, Scope, ViewOpen};
use serde_json::json;

/// Writes records to a file and tells where and how many.
pub(super) async fn export(terminal: &Terminal, arguments: Arguments) -> Outcome {
    let ending = arguments.file.extension().unwrap_or_default();
    let format = arguments
        .format
        .unwrap_or_else(|| ending.to_string_lossy().to_lowercase());
    let filter = ViewOpen {
        search: arguments.search,
        ..open(terminal, arguments.r#type, &arguments.filter)?
    };
    let asked = Export {
        scope: Scope::Filter { filter },
        format,
        columns: arguments.columns,
        language: Some(terminal.texts.language()),
        delimiter: arguments.delimiter,
    };
    let written = export_records_to(&terminal.app, asked, &arguments.file).await?;
    if terminal.json {
        print::out(&json!({"path": written.path, "count": written.count}).to_string());
    } else {
        print::out(&format!("{}  {}", written.count, written.path));
    }
    Ok(Exit::Done)
}
