//! `review classify` and `review explain` as scripts use them.

use edutracker_tests::{
    Result,
    programs::{Service, Terminal, account},
};
use serde_json::Value;
use std::{fs, path::Path, process::Output};

/// Runs it where there is no account, no cache and nothing to make one with.
fn classify(folder: &Path, file: &Path, language: &str) -> Result<Output> {
    let terminal = Terminal::new(folder.join("never made")).with("EDUTRACKER_LANG", language);
    let path = file.display().to_string();
    let mut command = terminal.command(&["review", "classify", &path])?;
    let output = command.output().map_err(|error| error.to_string())?;
    assert!(!terminal.folder().exists(), "it made a data folder");
    Ok(output)
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_default())
        .collect()
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> Result<std::path::PathBuf> {
    let path = folder.join(name);
    fs::write(&path, bytes).map_err(|error| error.to_string())?;
    Ok(path)
}

#[test]
fn a_table_is_classified_row_by_row_without_an_account() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let table = "\u{feff}id;studyDomains;name;description;studyLevel;languages\n\
        1;ICT-SOFT;Verpleegkunde;\"Zorg; en \"\"meer\"\"\";PBA;nl\n\
        2;ENG-EM|ENG-AUT;Electromécanique;;PBA;fr\n\
        3;;;;;\n\
        4;[\"SCI\"];Financial engineering;;MA\n";
    let file = written(folder.path(), "table.csv", table.as_bytes())?;
    let output = classify(folder.path(), &file, "en")?;
    assert_eq!(output.status.code(), Some(0));
    let rows = lines(&output);
    let names: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(
        names,
        [
            "Verpleegkunde",
            "Electromécanique",
            "",
            "Financial engineering"
        ]
    );
    for row in &rows {
        let chance = row["notTechnological"].as_f64().unwrap_or(-1.0);
        assert!((0.0..=1.0).contains(&chance), "{row}");
        assert_eq!(row["flag"].as_bool(), Some(chance >= 0.5), "{row}");
        assert!(row["for"].is_array() && row["against"].is_array(), "{row}");
    }
    assert_eq!(rows[0]["flag"], true);
    assert_eq!(rows[0]["for"][0]["text"], "Verpleegkunde");
    let all = rows[0]["for"].as_array().cloned().unwrap_or_default();
    let domains = all
        .iter()
        .find(|evidence| evidence["field"] == "studyDomains");
    assert_eq!(
        domains.map(|found| &found["says"]),
        Some(&"disagrees".into())
    );
    assert_eq!(rows[1]["flag"], false);
    assert_eq!(rows[1]["against"][0]["text"], "Electromécanique");
    assert_eq!(rows[3]["for"][0]["text"], "Financial engineering");
    Ok(())
}

#[test]
fn what_cannot_be_read_is_told_in_the_language_asked_for() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let missing = folder.path().join("missing.csv");
    let nameless = written(folder.path(), "nameless.csv", b"title\nElektronica\n")?;
    let empty = written(folder.path(), "empty.csv", b"")?;
    let broken = written(
        folder.path(),
        "broken.csv",
        b"name\nMode\n\xe9lectronique\n",
    )?;
    for (file, language, told) in [
        (&missing, "en", "cannot be opened"),
        (&missing, "nl", "missing.csv"),
        (&nameless, "en", "no column “name”"),
        (&nameless, "fr", "pas de colonne"),
        (&nameless, "nl", "geen kolom"),
        (&empty, "en", "empty"),
        (&broken, "en", "UTF-8"),
    ] {
        let output = classify(folder.path(), file, language)?;
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains(told), "{message}");
    }
    let output = classify(folder.path(), &broken, "en")?;
    assert_eq!(lines(&output).len(), 1, "what stands before it is told");
    Ok(())
}

#[test]
fn an_offer_of_the_cache_is_explained() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), None)?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(service.address(), &account("AGORIA", "reviewer")?)?;
    let offers = terminal.run(&["list", "offer", "--where", "organisation=HOGENT"])?;
    let offer = offers.first().ok_or("no offers")?;
    let id = offer["id"].as_str().unwrap_or_default();
    let explained = terminal.run(&["review", "explain", id])?;
    assert_eq!(explained.len(), 1);
    assert_eq!(explained[0]["name"], offer["name"]);
    let chance = explained[0]["notTechnological"].as_f64().unwrap_or(-1.0);
    assert!((0.0..=1.0).contains(&chance));
    let output = terminal
        .command(&["review", "explain", "00000000-0000"])?
        .output();
    let output = output.map_err(|error| error.to_string())?;
    assert_eq!(output.status.code(), Some(1));
    Ok(())
}
