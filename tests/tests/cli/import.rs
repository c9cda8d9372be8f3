//! Spreadsheets through the command line, against a real service and its data.

use edutracker_tests::{
    Result,
    programs::{Account, Service, Terminal, account},
    root,
};
use serde_json::{Value, json};
use std::path::PathBuf;

#[path = "../../../crates/exchange/tests/scoring/mod.rs"]
#[expect(clippy::unwrap_used, reason = "a test may fail wherever it likes")]
mod scoring;

fn sheet(name: &str) -> PathBuf {
    root().join("crates/exchange/tests/messy").join(name)
}

fn expected(name: &str) -> Value {
    scoring::expectation(&sheet(""), name).0
}

struct Desk {
    _service: Service,
    terminal: Terminal,
    _folder: tempfile::TempDir,
}

fn desk(organisation: &str, role: &str) -> Result<Desk> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), None)?;
    let terminal = Terminal::new(folder.path().join("desk"));
    let account: Account = account(organisation, role)?;
    terminal.sign_in(service.address(), &account)?;
    Ok(Desk {
        _service: service,
        terminal,
        _folder: folder,
    })
}

/// What differs between the lines of an import and what a perfect one prints:
/// status, fields, errors, the compared warnings and repetitions of each row.
fn wrong(lines: &[Value], name: &str) -> Vec<String> {
    let (expected, rows) = scoring::expectation(&sheet(""), name);
    let (only, lenient) = scoring::compared(&expected);
    assert_eq!(
        lines.len(),
        rows.len() + 1,
        "a line per row, and the summary"
    );
    let scored = lines.iter().zip(&rows).filter(|(line, row)| {
        assert_eq!(line["source_row"], row["source_row"], "{name}");
        row["compare"] != json!(false)
    });
    scored
        .flat_map(|(line, row)| {
            let found = scoring::differences(row, line, &only, lenient);
            let place = format!("{name}, row {}", line["source_row"]);
            found
                .into_iter()
                .map(move |difference| format!("{place}: {difference}"))
        })
        .collect()
}

#[test]
fn a_dry_run_judges_each_row_and_writes_nothing() -> Result {
    for (organisation, name, ending) in [
        ("HOGENT", "d1_hogeschool_windows1252", "csv"),
        ("HEPL", "d2_haute_ecole_utf8_bom", "csv"),
        ("KUL", "d3_universiteit_titelregels", "xlsx"),
    ] {
        let desk = desk(organisation, "administrator")?;
        let path = sheet(&format!("{name}.{ending}"));
        let path = path.to_string_lossy();
        // People read sentences, not codes.
        let said = desk
            .terminal
            .says(&["--lang", "fr", "import", &*path, "--dry-run"])?;
        assert!(said.contains("  nouvelle "), "{said}");
        assert!(!said.contains("W_") && !said.contains("E_"), "{said}");
        let (code, lines) = desk.terminal.ends(&["import", &path, "--dry-run"])?;
        assert_eq!(code, 0, "{name}");
        let wrong = wrong(&lines, name);
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        let summary = &lines[lines.len() - 1]["summary"];
        assert_eq!(
            summary["by_status"],
            expected(name)["summary"]["by_status"],
            "{name}"
        );
        assert_eq!(desk.terminal.run(&["status"])?[0]["pending"], 0);
    }
    Ok(())
}

#[test]
fn who_names_the_institutions_or_the_organisation_need_not_sign_in() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let terminal = Terminal::new(folder.path().join("desk"));
    let many = sheet("d4_tienduizend_rijen.csv");
    let (code, lines) = terminal.ends(&["import", &many.to_string_lossy(), "--dry-run"])?;
    assert_eq!((code, lines.len()), (0, 10_001));
    assert_eq!(
        lines[10_000]["summary"]["errors"]["E_UNKNOWN_PROVINCE"],
        113
    );
    let wrong_rows = wrong(&lines, "d4_tienduizend_rijen");
    assert!(
        wrong_rows.is_empty(),
        "{} differ: {:#?}",
        wrong_rows.len(),
        &wrong_rows[..wrong_rows.len().min(20)]
    );

    let own = sheet("d1_hogeschool_windows1252.csv");
    let own = own.to_string_lossy();
    let (code, _) = terminal.ends(&["import", &own, "--dry-run"])?;
    assert_eq!(code, 5, "whose offers these are is not known");
    let (code, lines) =
        terminal.ends(&["import", &own, "--dry-run", "--organisation", "HOGENT"])?;
    assert_eq!(code, 0);
    let wrong = wrong(&lines, "d1_hogeschool_windows1252");
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (arguments, expected) in [
        (vec!["--organisation", "NOBODY"], 1),
        (
            vec![
                "--organisation",
                "HOGENT",
                "--sheet",
                "x",
                "--encoding",
                "klingon",
            ],
            2,
        ),
    ] {
        let all: Vec<&str> = ["import", &own, "--dry-run"]
            .into_iter()
            .chain(arguments)
            .collect();
        assert_eq!(terminal.ends(&all)?.0, expected, "{all:?}");
    }
    assert_eq!(terminal.ends(&["import", "nowhere.csv", "--dry-run"])?.0, 1);
    Ok(())
}

#[test]
fn an_import_is_one_step_that_a_second_one_finds_done() -> Result {
    let desk = desk("HOGENT", "administrator")?;
    let before = desk.terminal.run(&["list", "offer"])?.len();
    let path = sheet("d1_hogeschool_windows1252.csv");
    let path = path.to_string_lossy();
    let (code, lines) = desk.terminal.ends(&["import", &path])?;
    assert_eq!(code, 3, "two rows need a decision");
    let told = &lines[lines.len() - 1];
    let by_action = told["summary"]["by_action"].clone();
    assert_eq!(
        (
            &by_action["needs_decision"],
            &by_action["rejected"],
            &by_action["duplicate"]
        ),
        (&json!(2), &json!(3), &json!(1))
    );
    let count = |name: &str| by_action[name].as_u64().unwrap_or_default();
    let taken = count("added") + count("changed") + count("unchanged");
    assert_eq!(taken, 26, "{by_action}");
    // The contact of the file is new: one record more than offers.
    assert_eq!(
        told["done"]["changed"],
        count("added") + count("changed") + 1
    );
    let offers = desk.terminal.run(&["list", "offer"])?;
    let invalid: Vec<&Value> = offers
        .iter()
        .filter(|row| row["state"] == "invalid")
        .collect();
    assert!(told["done"]["invalid"] == 0, "{invalid:#?}");
    assert_eq!(
        desk.terminal.run(&["list", "offer"])?.len() as u64,
        before as u64 + count("added")
    );

    let (code, lines) = desk.terminal.ends(&["import", &path, "--dry-run"])?;
    assert_eq!(code, 0);
    let again = &lines[lines.len() - 1]["summary"]["by_action"];
    assert_eq!(
        (
            &again["unchanged"],
            again.get("added"),
            again.get("changed")
        ),
        (&json!(taken), None, None),
        "{again}"
    );

    desk.terminal.run(&["undo"])?;
    assert_eq!(desk.terminal.run(&["status"])?[0]["pending"], 0);
    assert_eq!(desk.terminal.run(&["list", "offer"])?.len(), before);
    Ok(())
}

#[test]
fn who_may_not_edit_offers_imports_nothing() -> Result {
    let desk = desk("AGORIA", "reviewer")?;
    let path = sheet("d1_hogeschool_windows1252.csv");
    let path = path.to_string_lossy();
    let arguments = ["import", &path, "--organisation", "HOGENT"];
    assert_eq!(desk.terminal.ends(&arguments)?.0, 5);
    assert_eq!(desk.terminal.run(&["status"])?[0]["pending"], 0);
    let dry: Vec<&str> = arguments.into_iter().chain(["--dry-run"]).collect();
    let (code, lines) = desk.terminal.ends(&dry)?;
    assert_eq!(code, 0);
    let wrong = wrong(&lines, "d1_hogeschool_windows1252");
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}
