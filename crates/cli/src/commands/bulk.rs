//! Over many records: replace, count, check, and the history of steps.

use super::{
    Outcome,
    records::{edited, ids_or_filter, open},
};
use crate::{
    Terminal,
    arguments::{Facets, Replace, Validate},
    exit::Exit,
    print,
};
use edutracker_app::{self as app, views};
use edutracker_domain::{
    RecordType, Severity,
    codes::CodeList,
    criteria,
    field::{self, Shape},
};
use edutracker_i18n::{Key, Value as TextValue};
use edutracker_protocol::command::{
    Bulk, BulkAsked, BulkPreview, FacetsAsked, HitText, Operation, Page, Scope, StepAsked, ViewOpen,
};
use serde_json::json;

pub(super) async fn replace(terminal: &Terminal, arguments: Replace) -> Outcome {
    let ids: Vec<&str> = arguments.ids.iter().map(String::as_str).collect();
    let scope = match ids_or_filter(&arguments.filter, &ids)? {
        None => Scope::Filter {
            filter: open(terminal, arguments.r#type, &arguments.filter)?,
        },
        Some(ids) => Scope::Ids {
            kind: arguments.r#type,
            ids: ids
                .iter()
                .map(|id| views::find(&terminal.app, arguments.r#type, id))
                .collect::<Result<_, _>>()?,
        },
    };
    let operation = Operation::Replace {
        fields: arguments.field,
        find: arguments.find,
        with: arguments.with,
        regex: arguments.regex,
        case: arguments.case,
        word: arguments.word,
        except: Vec::new(),
    };
    if arguments.dry_run {
        let asked = BulkAsked {
            scope,
            operation,
            leave_archived: false,
            from: 0,
        };
        let preview = app::bulk_preview(&terminal.app, asked).await?;
        if terminal.json {
            print::out(&serde_json::to_string(&preview).unwrap_or_default());
        } else {
            foresee(terminal, &preview);
        }
        return Ok(Exit::Done);
    }
    let bulk = Bulk {
        scope,
        operation,
        leave_archived: false,
        confirm: false,
    };
    let reply = app::bulk(&terminal.app, bulk).await?;
    let exit = edited(terminal, &reply).await?;
    if reply.not_allowed > 0 {
        let count = TextValue::from(reply.not_allowed);
        print::say(&terminal.texts.text(Key::CliNotAllowed, &[("count", count)]));
    }
    Ok(if reply.invalid > 0 {
        Exit::Decision
    } else {
        exit
    })
}

/// What a replacement would do, for people: the places it found, some around each.
fn foresee(terminal: &Terminal, preview: &BulkPreview) {
    for sample in &preview.samples {
        let id = sample.id.map(|id| id.to_string()).unwrap_or_default();
        let id = id.get(..13).unwrap_or_default();
        print::out(&format!("{id}  {}", sample.heading));
        for HitText {
            field,
            before,
            found,
            with,
            after,
            ..
        } in &sample.shown
        {
            let line = format!("    {field}: {before}[{found} → {with}]{after}");
            print::out(&line.replace('\n', " "));
        }
    }
    let texts = &terminal.texts;
    let counts = [
        ("changed", TextValue::from(preview.changed)),
        ("unchanged", TextValue::from(preview.unchanged)),
    ];
    print::say(&texts.text(Key::CliWouldChange, &counts));
    for (key, count) in [
        (Key::CliWouldBreak, preview.invalid),
        (Key::CliNotAllowed, preview.not_allowed),
    ] {
        if count > 0 {
            print::say(&texts.text(key, &[("count", TextValue::from(count))]));
        }
    }
}

/// A value of a field as people know it, with its code, which conditions take.
fn labelled(terminal: &Terminal, kind: RecordType, field: &str, value: &str) -> String {
    let list = match field::field(kind, field).map(|field| field.shape) {
        Some(Shape::Code(list) | Shape::CodeSet(list)) => list,
        None if field == "status" => CodeList::OfferStatuses,
        None if field == "criterion" => {
            let found = criteria::all().iter().find(|one| one.code == value);
            let label = found.map_or("", |one| one.labels.get(terminal.texts.language()));
            return format!("{value}  {label}");
        }
        None if field == "state" => {
            let state = terminal.texts.coded("state", value, &Default::default());
            return format!("{value}  {state}");
        }
        _ => return value.to_owned(),
    };
    match list.find(value) {
        Some(item) => format!("{value}  {}", item.labels.get(terminal.texts.language())),
        None => value.to_owned(),
    }
}

pub(super) async fn facets(terminal: &Terminal, arguments: Facets) -> Outcome {
    let asked = FacetsAsked {
        filter: ViewOpen {
            search: arguments.search,
            ..open(terminal, arguments.r#type, &arguments.filter)?
        },
        fields: arguments.field,
        most: None,
    };
    for facet in app::facets(&terminal.app, asked).await?.facets {
        for value in facet.values {
            if terminal.json {
                let line = json!({"field": facet.field, "value": value.value, "name": value.name, "count": value.count});
                print::out(&line.to_string());
            } else {
                let shown = if value.name.is_empty() {
                    labelled(terminal, arguments.r#type, &facet.field, &value.value)
                } else {
                    value.name
                };
                print::out(&format!("{:<20} {:>8}  {shown}", facet.field, value.count));
            }
        }
    }
    Ok(Exit::Done)
}

pub(super) fn validate(terminal: &Terminal, arguments: Validate) -> Outcome {
    let view = open(terminal, arguments.r#type, &arguments.filter)?;
    views::each_row_checked(&terminal.app, &view, |row| {
        let told = row
            .findings
            .iter()
            .filter(|finding| !arguments.errors || finding.severity == Severity::Error);
        for finding in told {
            let message = terminal.texts.finding(finding);
            if terminal.json {
                let fix = app::mended(row.kind, &row.fields, finding)
                    .map(|(field, value)| json!({"field": field, "value": print::value(row.kind, field, &value)}));
                let line = json!({
                    "id": row.id, "type": row.kind, "organisation": row.organisation,
                    "rev": row.rev, "state": row.state,
                    "field": finding.field(), "code": finding.code, "severity": finding.severity,
                    "args": finding.args, "message": message, "fix": fix,
                });
                print::out(&line.to_string());
            } else {
                print::out(&format!(
                    "{}  {}  {}: {message}",
                    &row.id.to_string()[..13],
                    print::heading(row.kind, &row.fields, terminal.texts.language()),
                    finding.field()
                ));
            }
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}

pub(super) async fn steps(terminal: &Terminal, count: u64) -> Outcome {
    let journal = app::journal(&terminal.app, Page { from: 0, count }).await?;
    for step in journal.steps {
        if terminal.json {
            print::out(&serde_json::to_string(&step).unwrap_or_default());
        } else {
            print::out(&format!(
                "{:>6}  {}  {:<8} {:>7}  {}",
                step.step, step.at, step.standing, step.detail.changed, step.action
            ));
        }
    }
    Ok(Exit::Done)
}

/// Takes one step back, not only the last.
pub(super) async fn undo_step(terminal: &Terminal, step: u64) -> Outcome {
    let undone = app::undo_step(&terminal.app, StepAsked { step }).await?;
    edited(terminal, &undone.done).await?;
    if undone.in_the_way.is_empty() {
        return Ok(Exit::Done);
    }
    let steps: Vec<String> = undone
        .in_the_way
        .iter()
        .map(|step| step.step.to_string())
        .collect();
    let args = [("steps", TextValue::from(steps.join(", ")))];
    print::say(&terminal.texts.text(Key::CliInTheWay, &args));
    Ok(Exit::Decision)
}
