//! The texts that notes begin with: those that come with the program, and what
//! was kept instead of them on this machine.

use super::Outcome;
use crate::{
    Terminal,
    arguments::{Template, Templates},
    exit::Exit,
    print,
};
use edutracker_app as app;
use edutracker_domain::{
    Language,
    codes::CodeList,
    review::{INSTITUTION_PLACE, NAME_PLACE, Verdict, reason_allows},
};
use edutracker_i18n::{Texts, Value as TextValue};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Save, SavedAsked, SavedRef},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const KIND: &str = "template";
/// The verdicts that have some.
const VERDICTS: [Verdict; 2] = [Verdict::Remove, Verdict::Ask];

/// Notes by language.
pub(super) type Note = BTreeMap<String, String>;

/// What was kept here, by its name.
type Kept = BTreeMap<String, Value>;

async fn kept(terminal: &Terminal) -> Result<Kept, ClientError> {
    let asked = SavedAsked {
        kind: KIND.to_owned(),
    };
    let items = app::saved(&terminal.app, asked).await?.items;
    Ok(items
        .into_iter()
        .map(|item| (item.name, item.body))
        .collect())
}

fn name(verdict: Verdict, reason: &str) -> String {
    format!("{verdict}/{reason}")
}

/// The text that comes with the program.
fn shipped(language: Language, verdict: Verdict, reason: &str) -> String {
    let places = [
        ("name", TextValue::from(NAME_PLACE)),
        ("institution", TextValue::from(INSTITUTION_PLACE)),
    ];
    Texts::new(language)
        .find(&format!("template-{verdict}-{reason}"), &places)
        .unwrap_or_default()
}

/// The texts of a template, with those kept here before the shipped ones.
fn texts(kept: &Kept, verdict: Verdict, reason: &str) -> Note {
    let own = kept.get(&name(verdict, reason));
    let text = |language: &Language| {
        let own = own.and_then(|own| own[language.as_str()].as_str());
        own.map_or_else(|| shipped(*language, verdict, reason), str::to_owned)
    };
    Language::ALL
        .iter()
        .map(|language| (language.to_string(), text(language)))
        .collect()
}

/// The note that the templates for some reasons make together.
pub(super) async fn note(
    terminal: &Terminal,
    verdict: &str,
    reasons: &[String],
) -> Result<Note, ClientError> {
    let kept = kept(terminal).await?;
    let mut note = Note::new();
    for reason in reasons {
        let which = Template {
            verdict: verdict.to_owned(),
            reason: reason.clone(),
        };
        for (language, text) in texts(&kept, known(&which)?, reason) {
            let whole: &mut String = note.entry(language).or_default();
            if !whole.is_empty() && !text.is_empty() {
                whole.push_str("\n\n");
            }
            whole.push_str(&text);
        }
    }
    Ok(note)
}

/// The verdict, where it has a template for the reason.
fn known(which: &Template) -> Result<Verdict, ClientError> {
    let unfit = |field: &str, value: &str| {
        ClientError::new(ErrorCode::InvalidValue)
            .with("field", field)
            .with("value", value)
    };
    let verdict = which.verdict.parse().ok();
    let verdict = verdict
        .filter(|verdict| VERDICTS.contains(verdict))
        .ok_or_else(|| unfit("verdict", &which.verdict))?;
    if reason_allows(&which.reason, verdict) {
        Ok(verdict)
    } else {
        Err(unfit("reasons", &which.reason))
    }
}

fn tell(terminal: &Terminal, kept: &Kept, verdict: Verdict, reason: &str) {
    let own = kept.get(&name(verdict, reason)).and_then(Value::as_object);
    let own: Vec<&String> = own.into_iter().flat_map(|own| own.keys()).collect();
    let note = texts(kept, verdict, reason);
    if terminal.json {
        let line = json!({"verdict": verdict.as_str(), "reason": reason, "note": note, "own": own});
        print::out(&line.to_string());
        return;
    }
    print::out(&format!("{verdict} {reason}"));
    for (language, text) in &note {
        let mark = if own.contains(&language) { '*' } else { ' ' };
        print::out(&format!("  {mark}{language}  {text}"));
    }
}

pub(super) async fn templates(terminal: &Terminal, command: Templates) -> Outcome {
    let (which, given) = match command {
        Templates::List => {
            let kept = kept(terminal).await?;
            for verdict in VERDICTS {
                let reasons = CodeList::ReviewReasons.items().iter();
                for reason in reasons.filter(|reason| reason_allows(&reason.code, verdict)) {
                    tell(terminal, &kept, verdict, &reason.code);
                }
            }
            return Ok(Exit::Done);
        }
        Templates::Show(which) => (which, None),
        Templates::Reset(which) => (which, Some(BTreeMap::new())),
        Templates::Set {
            which,
            note_nl,
            note_fr,
            note_en,
        } => {
            let verdict = known(&which)?;
            let mut note = texts(&kept(terminal).await?, verdict, &which.reason);
            for (language, text) in [("nl", note_nl), ("fr", note_fr), ("en", note_en)] {
                if let Some(text) = text {
                    note.insert(language.to_owned(), text);
                }
            }
            for language in Language::ALL {
                // What is as it came is not kept.
                let as_it_came = shipped(*language, verdict, &which.reason);
                if note.get(language.as_str()) == Some(&as_it_came) {
                    note.remove(language.as_str());
                }
            }
            (which, Some(note))
        }
    };
    let verdict = known(&which)?;
    let name = name(verdict, &which.reason);
    if let Some(note) = given {
        let kind = KIND.to_owned();
        if !note.is_empty() {
            let save = Save {
                kind,
                name,
                body: json!(note),
                locked: false,
            };
            app::save(&terminal.app, save).await?;
        } else if kept(terminal).await?.contains_key(&name) {
            app::forget(&terminal.app, SavedRef { kind, name }).await?;
        }
    }
    tell(terminal, &kept(terminal).await?, verdict, &which.reason);
    Ok(Exit::Done)
}
