//! The reviewers' desk in a terminal: what helps to decide, decisions that are
//! put off or taken back, the figures of a period, and the journal in files.

use edutracker_exchange::import::file::{self, FileLimits, ReadOptions, Table};
use edutracker_tests::{
    Result,
    programs::{Service, Terminal, account},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

struct Desk {
    service: Service,
    reviewer: Terminal,
    folder: tempfile::TempDir,
}

fn desk() -> Result<Desk> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), None)?;
    let reviewer = Terminal::new(folder.path().join("reviewer"));
    reviewer.sign_in(service.address(), &account("AGORIA", "reviewer")?)?;
    reviewer.run(&["pull"])?;
    Ok(Desk {
        service,
        reviewer,
        folder,
    })
}

/// The first offers of an institution that wait.
fn waiting(reviewer: &Terminal, many: usize) -> Result<Vec<String>> {
    let queue = reviewer.run(&["review", "queue", "--where", "organisation=HEPL"])?;
    let ids = queue.iter().take(many);
    Ok(ids
        .map(|row| row["id"].as_str().unwrap_or_default().to_owned())
        .collect())
}

fn read(path: &Path) -> Result<Table> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let nothing = ReadOptions::default();
    let table = file::read(&bytes, &nothing, &FileLimits::default(), &mut |_| Ok(()));
    table.map_err(|error| format!("{error:?}"))
}

#[test]
fn shown_put_off_removed_and_restored() -> Result {
    let desk = desk()?;
    let reviewer = &desk.reviewer;
    let ids = waiting(reviewer, 2)?;
    let item = reviewer.run(&["review", "show", &ids[0]])?.remove(0);
    let probability = item["judgement"]["notTechnological"].as_f64();
    assert!(
        probability.is_some_and(|one| (0.0..=1.0).contains(&one)),
        "{item}"
    );
    assert_eq!(item["criteria"].as_array().map(Vec::len), Some(4));
    for list in ["since", "earlier", "similar"] {
        assert!(item[list].is_array(), "{list}: {item}");
    }
    // The first characters of an id are enough; what is no offer is told apart.
    assert_eq!(reviewer.run(&["review", "show", &ids[0][..13]])?[0], item);
    let nothing = "00000000-0000-4000-8000-000000000000";
    let (code, lines) = reviewer.ends(&["review", "show", nothing])?;
    assert!(code != 0 && lines.is_empty());

    // Put off to a day: out of the queue, and in the journal once it is sent.
    let defer = ["review", "defer", &ids[0], "--due", "2030-01-31"];
    assert_eq!(reviewer.run(&defer)?[0]["changed"], 1);
    assert!(!waiting(reviewer, 500)?.contains(&ids[0]));
    let (code, _) = reviewer.ends(&["review", "defer", &ids[1], "--due", "2020-01-31"])?;
    assert_eq!(code, 2, "a day that is past");

    // Removed and restored: it is unpublished, and its owner finds it so.
    reviewer.run(&["review", "remove", &ids[1], "--reason", "NON_TECH"])?;
    reviewer.run(&["push"])?;
    assert_eq!(
        reviewer.run(&["show", "offer", &ids[1]])?[0]["status"],
        "removed"
    );
    assert_eq!(
        reviewer.run(&["review", "restore", &ids[1]])?[0]["changed"],
        1
    );
    reviewer.run(&["push"])?;
    let owner = Terminal::new(desk.folder.path().join("owner"));
    owner.sign_in(desk.service.address(), &account("HEPL", "administrator")?)?;
    owner.run(&["pull"])?;
    let shown = owner.run(&["show", "offer", &ids[1]])?.remove(0);
    assert_eq!(
        (&shown["status"], &shown["removed"], &shown["published"]),
        (&json!("unpublished"), &Value::Null, &json!(false))
    );
    // The desk is not the owner's.
    let (code, _) = owner.ends(&["review", "restore", &ids[1]])?;
    assert_ne!(code, 0);
    let (code, _) = owner.ends(&["review", "report"])?;
    assert_ne!(code, 0);
    Ok(())
}

#[test]
fn the_journal_is_searched_and_exported_and_a_period_told_in_numbers() -> Result {
    let desk = desk()?;
    let reviewer = &desk.reviewer;
    let ids = waiting(reviewer, 3)?;
    let removed = ["review", "remove", &ids[0], "--reason", "NON_TECH"];
    let note = ["--note-fr", "Aucune branche technologique"];
    reviewer.run(&[removed.as_slice(), &note].concat())?;
    reviewer.run(&["review", "keep", &ids[1], &ids[2]])?;
    reviewer.run(&["push"])?;
    // The service writes the review of a removal.
    reviewer.run(&["pull"])?;
    let all = reviewer.run(&["list", "review"])?;
    assert_eq!(all.len(), 3);
    let listed = |condition: &str| reviewer.run(&["list", "review", "--where", condition]);
    assert_eq!(listed("verdict=keep")?.len(), 2);
    assert_eq!(listed("reasons=NON_TECH")?.len(), 1);

    // The file has the evidence that was on screen, in both shapes.
    for name in ["journal.xlsx", "journal.csv"] {
        let path = desk.folder.path().join(name);
        let shown = path.to_string_lossy();
        let args = [
            "export", &*shown, "--type", "review", "--all", "--lang", "nl",
        ];
        let said = reviewer.run(&args)?.remove(0);
        assert_eq!(said["count"], 3, "{name}");
        let table = read(&path)?;
        let rows: Vec<String> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| cell.shown().to_string());
                cells.collect::<Vec<_>>().join("|")
            })
            .collect();
        let text = rows.join("\n");
        assert!(
            text.contains("Aucune branche technologique"),
            "{name}: {text}"
        );
        assert!(
            text.contains("Verwijderd") && text.contains("Gehouden"),
            "{text}"
        );
        let evidence = all.iter().find(|row| row["verdict"] == "keep");
        let model = evidence.and_then(|row| row["shown"]["model"].as_str());
        let model = model.ok_or("no version of the classifier")?;
        assert!(text.contains(model), "{name} has {model}: {text}");
    }

    let report = reviewer.run(&["review", "report"])?.remove(0);
    assert_eq!(report["decisions"], 3);
    assert_eq!(report["byVerdict"], json!({"keep": 2, "remove": 1}));
    assert_eq!(report["removedByReason"], json!({"NON_TECH": 1}));
    assert_eq!(report["removedByOrganisation"], json!({"HEPL": 1}));
    let before = ["review", "report", "--to", "2020-12-31"];
    assert_eq!(reviewer.run(&before)?[0]["decisions"], 0);
    let (code, _) = reviewer.ends(&["review", "report", "--from", "31/12/2020"])?;
    assert_eq!(code, 2);
    let pdf = desk.folder.path().join("report.pdf");
    let shown = pdf.to_string_lossy();
    let written = reviewer
        .run(&["review", "report", "--out", &shown])?
        .remove(0);
    assert_eq!(written["path"], json!(shown));
    let bytes = fs::read(&pdf).map_err(|error| error.to_string())?;
    assert!(bytes.starts_with(b"%PDF-"));
    Ok(())
}
