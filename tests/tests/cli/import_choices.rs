//! What a person says about a file on the command line: recipes, empty cells,
//! rows that stay behind, and the other kinds of file.

use edutracker_tests::{
    Result,
    programs::{Service, Terminal, account},
    root,
};
use serde_json::{Value, json};
use std::{fs, path::Path};

struct Desk {
    _service: Service,
    terminal: Terminal,
    folder: tempfile::TempDir,
}

fn desk(organisation: &str) -> Result<Desk> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), None)?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(service.address(), &account(organisation, "administrator")?)?;
    Ok(Desk {
        _service: service,
        terminal,
        folder,
    })
}

impl Desk {
    /// Writes a file and returns its path.
    fn file(&self, name: &str, text: &str) -> Result<String> {
        let path = self.folder.path().join(name);
        fs::write(&path, text).map_err(|error| error.to_string())?;
        Ok(path.to_string_lossy().into_owned())
    }

    /// The lines about rows, and the one at the end.
    fn import(&self, path: &str, more: &[&str]) -> Result<(Vec<Value>, Value)> {
        let arguments: Vec<&str> = ["import", path]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let (code, mut lines) = self.terminal.ends(&arguments)?;
        if code != 0 && code != 3 {
            return Err(format!("{arguments:?} ends with {code}: {lines:?}"));
        }
        let last = lines.pop().ok_or("no summary")?;
        Ok((lines, last))
    }

    fn pending(&self) -> Result<u64> {
        let status = self.terminal.run(&["status"])?;
        status[0]["pending"]
            .as_u64()
            .ok_or_else(|| "no number".to_owned())
    }
}

fn messy(name: &str) -> String {
    let path = root().join("crates/exchange/tests/messy").join(name);
    path.to_string_lossy().into_owned()
}

#[test]
fn how_a_file_is_read_is_kept_shown_used_and_forgotten() -> Result {
    let desk = desk("HOGENT")?;
    let path = messy("d1_hogeschool_windows1252.csv");
    desk.import(
        &path,
        &["--dry-run", "--empty-clears", "--save-recipe", "ours"],
    )?;
    let list = desk.terminal.run(&["recipes", "list"])?;
    assert_eq!((list.len(), &list[0]["name"]), (1, &json!("ours")));
    assert_eq!(desk.terminal.run(&["recipes"])?, list);
    let shown = &desk.terminal.run(&["recipes", "show", "ours"])?[0];
    assert_eq!(shown["choices"]["kind"], "institution_offers");
    assert_eq!(shown["choices"]["emptyClears"], true);
    assert_eq!(shown["headings"].as_array().map(Vec::len), Some(13));
    assert_eq!(
        shown["found"], shown["headings"],
        "the window knows it by them"
    );
    let (rows, _) = desk.import(&path, &["--dry-run", "--recipe", "ours"])?;
    assert_eq!(rows.len(), 33);
    desk.terminal.run(&["recipes", "remove", "ours"])?;
    assert!(desk.terminal.run(&["recipes", "list"])?.is_empty());
    assert_eq!(desk.terminal.ends(&["recipes", "show", "ours"])?.0, 1);
    let again = ["import", &path, "--dry-run", "--recipe", "ours"];
    assert_eq!(desk.terminal.ends(&again)?.0, 1);
    Ok(())
}

#[test]
fn rows_that_stay_behind_come_back_as_a_spreadsheet_that_can_be_imported() -> Result {
    let desk = desk("HOGENT")?;
    let out = desk.folder.path().join("left.xlsx");
    let out = out.to_string_lossy();
    let path = messy("d1_hogeschool_windows1252.csv");
    let (_, told) = desk.import(&path, &["--out-rejected", &out])?;
    assert_eq!(told["rejected"]["rows"], 5);
    assert!(Path::new(out.as_ref()).is_file());
    assert!(desk.pending()? > 0);
    let (rows, told) = desk.import(&out, &["--dry-run"])?;
    let by_status = &told["summary"]["by_status"];
    assert_eq!(rows.len(), 5);
    assert_eq!(
        (&by_status["needs_decision"], &by_status["rejected"]),
        (&json!(2), &json!(3))
    );
    Ok(())
}

#[test]
fn an_empty_cell_clears_only_when_that_is_asked_for() -> Result {
    let desk = desk("HOGENT")?;
    let offers = desk.terminal.run(&["list", "offer"])?;
    let described = offers
        .iter()
        .find(|offer| offer["description"].is_string() && offer["studyLevel"].is_string());
    let fields = described.ok_or("no offer with a description")?;
    let text = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
    let set = |name: &str| {
        let members = fields[name].as_array().into_iter().flatten();
        members
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let line = format!(
        "Opleiding;Niveau;Vormen;Provincie;Taal;E-mail;Extra info\n\"{}\";{};{};{};{};stages@hogent.example;\n",
        text("name"),
        text("studyLevel"),
        set("collaborationForms"),
        set("provinces"),
        set("languages"),
    );
    let path = desk.file("empty.csv", &line)?;
    let clears = |told: &[Value]| {
        let changes = told[0]["changes"].as_array().cloned().unwrap_or_default();
        changes
            .iter()
            .any(|change| change["field"] == "description" && change["after"].is_null())
    };
    let (rows, _) = desk.import(&path, &["--dry-run"])?;
    assert!(rows[0]["id"].is_string() && !clears(&rows), "{rows:?}");
    let (rows, _) = desk.import(&path, &["--dry-run", "--empty-clears"])?;
    assert!(clears(&rows), "{rows:?}");
    Ok(())
}

#[test]
fn campuses_become_sites_of_the_own_organisation_in_one_step() -> Result {
    let desk = desk("HOGENT")?;
    let sites = desk.terminal.run(&["list", "site"])?.len();
    let path = desk.file(
        "campuses.csv",
        "Organisatie;Website;Campus;Postcode;Gemeente\n\
         HOGENT;https://new.hogent.example;Campus Nieuwerwets;9000;Gent\n\
         HOGENT;https://new.hogent.example;Campus Tweemaal;8500;Kortrijk\n\
         KUL;;Campus Elders;3000;Leuven\n",
    )?;
    let (rows, told) = desk.import(&path, &["--type", "site", "--dry-run"])?;
    assert_eq!(desk.pending()?, 0);
    assert_eq!(rows[0]["action"], "added", "{rows:#?}");
    let website = &rows[0]["changes"][0];
    assert_eq!(
        (&website["type"], &website["field"]),
        (&json!("organisation"), &json!("website"))
    );
    assert_eq!(rows[2]["action"], "rejected");
    assert!(rows[2]["reason"].is_string());
    assert_eq!(
        told["summary"]["by_action"],
        json!({"added": 2, "rejected": 1})
    );
    let (_, told) = desk.import(&path, &["--type", "site"])?;
    assert_eq!(
        told["done"]["changed"], 3,
        "two campuses and the organisation"
    );
    assert_eq!(desk.pending()?, 3);
    let list = desk.terminal.run(&["list", "site"])?;
    assert_eq!(list.len(), sites + 2);
    let made = list.iter().find(|site| site["name"] == "Campus Tweemaal");
    assert_eq!(made.map(|site| &site["province"]), Some(&json!("BE-VWV")));
    let (_, told) = desk.import(&path, &["--type", "site", "--dry-run"])?;
    assert_eq!(told["summary"]["by_action"]["unchanged"], 2);
    desk.terminal.run(&["undo"])?;
    assert_eq!(
        (desk.pending()?, desk.terminal.run(&["list", "site"])?.len()),
        (0, sites)
    );
    Ok(())
}

#[test]
fn offers_of_a_company_are_imported_as_well() -> Result {
    let desk = desk("DEMO-COMPANY")?;
    let offers = desk.terminal.run(&["list", "offer"])?.len();
    let path = desk.file(
        "bedrijf.csv",
        "Titel;Samenwerkingsvorm;Studieniveaus;Studiedomein;Provincies;Talen;E-mail;Omschrijving;Geldig vanaf\n\
         Stage in de werkplaats;Stage;Professionele bachelor;Elektromechanica;Antwerpen;NL;stages@demo.example;Werken aan machines.;2026-02-01\n\
         Bezoek en stage;Stage / bedrijfsbezoek;Graduaat;;Antwerpen;NL;stages@demo.example;;\n",
    )?;
    let (rows, told) = desk.import(&path, &[])?;
    assert_eq!(told["summary"]["kind"], "company_offers", "{rows:#?}");
    assert_eq!(rows[0]["action"], "added", "{rows:#?}");
    assert_eq!(rows[1]["errors"][0]["code"], "E_MULTI_FORM", "{rows:#?}");
    assert_eq!(told["done"]["invalid"], 0, "{told}");
    let list = desk.terminal.run(&["list", "offer"])?;
    assert_eq!(list.len(), offers + 1);
    let made = list
        .iter()
        .find(|offer| offer["name"] == "Stage in de werkplaats");
    let fields = made.ok_or("no such offer")?;
    assert_eq!(fields["subject"], "companyOffer");
    assert_eq!(fields["validFrom"], "2026-02-01");
    assert_eq!(fields["collaborationForms"], json!(["INTERNSHIP"]));
    desk.terminal.run(&["undo"])?;
    assert_eq!(desk.pending()?, 0);
    Ok(())
}
