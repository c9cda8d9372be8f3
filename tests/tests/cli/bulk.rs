//! The command line over many records: replace, facets, validate, the steps.

use edutracker_tests::{
    Result,
    programs::{Service, Terminal, account},
};
use serde_json::{Value, json};

struct Desk {
    _service: Service,
    terminal: Terminal,
    _folder: tempfile::TempDir,
}

fn desk() -> Result<Desk> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), None)?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(service.address(), &account("KUL", "administrator")?)?;
    terminal.run(&["pull"])?;
    Ok(Desk {
        _service: service,
        terminal,
        _folder: folder,
    })
}

fn names(terminal: &Terminal) -> Result<Vec<Value>> {
    let rows = terminal.run(&["list", "offer"])?;
    Ok(rows.into_iter().map(|row| row["name"].clone()).collect())
}

#[test]
fn many_texts_are_replaced_looked_at_first_and_taken_back() -> Result {
    let Desk { terminal, .. } = &desk()?;
    let before = names(terminal)?;
    let replace = [
        "replace", "offer", r"(\w)e\b", "$1E", "--field", "name", "--regex", "--all",
    ];
    let mut look = replace.to_vec();
    look.push("--dry-run");
    let told = &terminal.run(&look)?[0];
    assert!(told["changed"].as_u64().is_some_and(|changed| changed > 3));
    look.extend(["--lang", "nl"]);
    let said = terminal.says(&look)?;
    let counts = format!("{} fiches zouden wijzigen", told["changed"]);
    assert!(said.contains(&counts), "{said}");
    assert!(said.contains("    name: ") && !said.contains('{'), "{said}");
    assert_eq!(names(terminal)?, before);
    let (code, lines) = terminal.ends(&replace)?;
    assert_eq!((code, &lines[0]["changed"]), (0, &told["changed"]));
    for key in ["changed", "unchanged", "invalid", "step", "ids"] {
        assert!(lines[0].get(key).is_some(), "{key}");
    }
    assert_ne!(names(terminal)?, before);
    // A later step on another field does not stand in the way, one on the same does.
    let step = lines[0]["step"].to_string();
    let id = lines[0]["ids"][0].as_str().unwrap_or_default().to_owned();
    terminal.run(&["set", "offer", &id, "website=https://x.example"])?;
    terminal.run(&["set", "offer", &id, "name=Other"])?;
    let (code, lines) = terminal.ends(&["undo", "--step", &step])?;
    assert_eq!((code, &lines[0]["changed"]), (3, &json!(0)));
    terminal.run(&["undo"])?;
    let (code, lines) = terminal.ends(&["undo", "--step", &step])?;
    assert_eq!((code, &lines[0]["changed"]), (0, &told["changed"]));
    assert_eq!(names(terminal)?, before);
    let steps = terminal.run(&["steps"])?;
    let actions: Vec<&str> = steps
        .iter()
        .filter_map(|step| step["action"].as_str())
        .collect();
    assert_eq!(actions, ["undo-step", "edit", "edit", "replace"]);
    assert_eq!(steps[3]["detail"]["operation"]["op"], "replace");
    assert!(steps[0]["at"].as_str().is_some_and(|at| at.ends_with('Z')));
    for (arguments, expected) in [
        (
            vec![
                "replace", "offer", "a(", "b", "--field", "name", "--regex", "--all",
            ],
            2,
        ),
        (
            vec!["replace", "offer", "a", "b", "--field", "nope", "--all"],
            2,
        ),
        (
            vec![
                "replace",
                "offer",
                "a",
                "b",
                "--field",
                "languages",
                "--all",
            ],
            2,
        ),
        (vec!["replace", "offer", "a", "b", "--field", "name"], 2),
        (
            vec![
                "replace",
                "offer",
                "nowhere to be found",
                "b",
                "--field",
                "name",
                "--all",
            ],
            0,
        ),
    ] {
        let (code, _) = terminal.ends(&arguments)?;
        assert_eq!(code, expected, "{arguments:?}");
    }
    Ok(())
}

#[test]
fn facets_count_what_list_lists() -> Result {
    let Desk { terminal, .. } = &desk()?;
    let facets = terminal.run(&[
        "facets",
        "offer",
        "--field",
        "studyLevel",
        "--field",
        "contact",
        "--where",
        "languages=nl",
    ])?;
    for value in facets.iter().filter(|value| value["field"] == "studyLevel") {
        let condition = format!("studyLevel={}", value["value"].as_str().unwrap_or_default());
        let listed = terminal.run(&[
            "list",
            "offer",
            "--where",
            "languages=nl",
            "--where",
            &condition,
        ])?;
        assert_eq!(value["count"], json!(listed.len()), "{condition}");
    }
    assert!(
        facets
            .iter()
            .any(|value| value["field"] == "contact" && value["name"] != "")
    );
    // One or the other.
    let one = |condition: &str| -> Result<usize> {
        Ok(terminal
            .run(&["list", "offer", "--where", condition])?
            .len())
    };
    assert_eq!(
        one("studyLevel=MA|PBA")?,
        one("studyLevel=MA")? + one("studyLevel=PBA")?
    );
    assert_eq!(one("name=a|b")?, 0);
    Ok(())
}

#[test]
fn broken_rules_are_listed_with_their_sentence() -> Result {
    let Desk { terminal, .. } = &desk()?;
    let id = terminal.run(&["list", "offer"])?[0]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    terminal.ends(&["set", "offer", &id, "website=nowhere"])?;
    let errors = terminal.run(&["validate", "--errors"])?;
    assert_eq!(errors.len(), 1);
    assert_eq!(
        (
            &errors[0]["id"],
            &errors[0]["field"],
            &errors[0]["code"],
            &errors[0]["severity"]
        ),
        (
            &json!(id),
            &json!("website"),
            &json!("invalid-website"),
            &json!("error")
        )
    );
    assert!(
        errors[0]["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
    // As `list` names the record, with what one click in the window would do.
    let listed = &terminal.run(&["list", "offer"])?;
    let same = listed.iter().find(|line| line["id"] == json!(id));
    let same = same.ok_or("not listed")?;
    for name in ["type", "organisation", "rev", "state"] {
        assert_eq!(errors[0][name], same[name], "{name}");
    }
    assert_eq!(errors[0]["fix"], json!(null));
    terminal.ends(&["set", "offer", &id, "website=www.nergens.example"])?;
    let errors = terminal.run(&["validate", "offer", "--errors"])?;
    assert_eq!(
        errors[0]["fix"],
        json!({"field": "website", "value": "https://www.nergens.example"})
    );
    assert!(terminal.run(&["validate", "offer"])?.len() > 1);
    Ok(())
}
