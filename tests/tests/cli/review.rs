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
    let listed = |condition: &str| reviewer.run(&["list", "review", "--where", condition]);
    let found = |words: &str| -> Result<Vec<String>> {
        let rows = reviewer.run(&["list", "review", "--search", words])?;
        let offers = rows.iter().filter_map(|row| row["offer"].as_str());
        Ok(offers.map(str::to_owned).collect())
    };
    let named = |id: &str| -> Result<String> {
        let offer = reviewer.run(&["show", "offer", id])?.remove(0);
        Ok(offer["name"].as_str().unwrap_or_default().to_owned())
    };
    // What was not sent yet is in the journal, and found there.
    assert!(found(&named(&ids[1])?)?.contains(&ids[1]));
    reviewer.run(&["push"])?;
    // The service writes the review of a removal.
    reviewer.run(&["pull"])?;
    let all = reviewer.run(&["list", "review"])?;
    assert_eq!(all.len(), 3);
    assert_eq!(listed("verdict=keep")?.len(), 2);
    assert_eq!(listed("reasons=NON_TECH")?.len(), 1);
    assert_eq!(listed("organisation=HEPL")?.len(), 3);
    assert_eq!(listed("organisation=KUL")?.len(), 0);
    let asked = format!("offer={}", ids[0]);
    assert_eq!(listed(&asked)?[0]["verdict"], "remove");
    // By the note, the reason in any language, the institution, who decided, and the
    // name of the offer, also of one that has another name since.
    for words in ["branche techno", "Niet-technologische", "non technological"] {
        assert_eq!(found(words)?, ids[..1], "{words}");
    }
    for words in ["hepl", "province de liège", "reviewer@agoria.example"] {
        assert_eq!(found(words)?.len(), 3, "{words}");
    }
    assert_eq!(found("kul")?, Vec::<String>::new());
    let owner = Terminal::new(desk.folder.path().join("owner"));
    owner.sign_in(desk.service.address(), &account("HEPL", "administrator")?)?;
    owner.run(&["pull"])?;
    owner.run(&["set", "offer", &ids[2], "name=Zeldzaamkunde"])?;
    owner.run(&["push"])?;
    reviewer.run(&["pull"])?;
    assert_eq!(found("zeldzaam")?, ids[2..]);
    assert_eq!(found("zeldzaam branche")?, Vec::<String>::new());

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
        // Each decision with what was on screen when it was made, column by column.
        let headings: Vec<_> = table.rows[0]
            .cells
            .iter()
            .map(|cell| cell.shown())
            .collect();
        let column = |heading: &str| {
            let found = headings.iter().position(|one| one == heading);
            found.ok_or_else(|| format!("no column {heading}: {headings:?}"))
        };
        let id = column("id")?;
        for row in &all {
            let wanted = row["id"].as_str().unwrap_or_default();
            let line = table
                .rows
                .iter()
                .find(|line| line.cell(id).shown() == wanted);
            let line = line.ok_or_else(|| format!("{name} without {wanted}"))?;
            let shown =
                |heading: &str| Ok::<_, String>(line.cell(column(heading)?).shown().into_owned());
            let evidence = &row["shown"];
            for (heading, member) in [
                ("Sprak voor “niet technologisch” (for)", "for"),
                ("Sprak ertegen (against)", "against"),
                ("Versie van de inschatting (model)", "model"),
            ] {
                let expected = evidence[member].as_str().unwrap_or_default();
                assert_eq!(shown(heading)?, expected, "{name}: {heading}");
            }
            assert!(!evidence["model"].is_null(), "{name}: {row}");
            // In whole percents, and never certain.
            let share = evidence["probability"].as_f64().unwrap_or(-1.0);
            let percent = (share * 100.0).round().clamp(1.0, 99.0).to_string();
            let heading = "Kans dat het niet technologisch is (%) (probability)";
            assert_eq!(shown(heading)?, percent, "{name}: {row}");
        }
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
