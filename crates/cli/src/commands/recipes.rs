//! What was kept of how files are read.

use super::Outcome;
use crate::{Terminal, arguments::Recipes, exit::Exit, print};
use edutracker_app as app;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{SavedAsked, SavedItem, SavedRef},
};
use serde_json::{Value, json};

const KIND: &str = "recipe";

async fn all(terminal: &Terminal) -> Result<Vec<SavedItem>, ClientError> {
    let asked = SavedAsked {
        kind: KIND.to_owned(),
    };
    Ok(app::saved(&terminal.app, asked).await?.items)
}

fn line(item: &SavedItem) -> Value {
    let headings = &item.body["headings"];
    let found = item.body.get("found").unwrap_or(headings);
    json!({"name": item.name, "headings": headings, "found": found, "choices": item.body["choices"]})
}

pub(super) async fn recipes(terminal: &Terminal, command: Recipes) -> Outcome {
    match command {
        Recipes::List => {
            for item in all(terminal).await? {
                if terminal.json {
                    print::out(&line(&item).to_string());
                } else {
                    let headings = item.body["headings"].as_array().into_iter().flatten();
                    let headings: Vec<&str> = headings.filter_map(Value::as_str).collect();
                    print::out(&format!("{:<24} {}", item.name, headings.join(", ")));
                }
            }
        }
        Recipes::Show { name } => {
            let found = all(terminal)
                .await?
                .into_iter()
                .find(|item| item.name == name);
            let item = found
                .ok_or_else(|| ClientError::new(ErrorCode::RecipeUnknown).with("recipe", name))?;
            let line = line(&item);
            print::out(&if terminal.json {
                line.to_string()
            } else {
                format!("{line:#}")
            });
        }
        Recipes::Remove { name } => {
            let forgotten = SavedRef {
                kind: KIND.to_owned(),
                name: name.clone(),
            };
            let left = app::forget(&terminal.app, forgotten).await?;
            if terminal.json {
                print::out(&json!({"removed": name, "left": left.items.len()}).to_string());
            }
        }
    }
    Ok(Exit::Done)
}
