//! Single rows of an import on the command line: what they are, what their
//! cells should have said, and how many records come of them.

use edutracker_tests::{
    Result,
    programs::{Service, Terminal, account},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

struct Desk {
    _service: Service,
    terminal: Terminal,
    folder: tempfile::TempDir,
}

fn desk() -> Result<Desk> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), None)?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(service.address(), &account("HOGENT", "administrator")?)?;
    Ok(Desk {
        _service: service,
        terminal,
        folder,
    })
}

impl Desk {
    fn file(&self, name: &str, text: &str) -> Result<String> {
        let path = self.folder.path().join(name);
        fs::write(&path, text).map_err(|error| error.to_string())?;
        Ok(path.to_string_lossy().into_owned())
    }

    /// How it ends, the lines about rows, and the one at the end.
    fn import(&self, path: &str, more: &[&str]) -> Result<(i32, Vec<Value>, Value)> {
        let arguments: Vec<&str> = ["import", path]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let (code, mut lines) = self.terminal.ends(&arguments)?;
        let last = lines.pop().unwrap_or_default();
        Ok((code, lines, last))
    }

    fn pending(&self) -> Result<u64> {
        let status = self.terminal.run(&["status"])?;
        status[0]["pending"]
            .as_u64()
            .ok_or_else(|| "no number".to_owned())
    }

    fn sites(&self) -> Result<Vec<Value>> {
        self.terminal.run(&["list", "site"])
    }
}

const OFFERS: &str = "Opleiding;Niveau;Vormen;Provincie;Taal;E-mail\n";

#[test]
fn rows_are_decided_about_without_the_window() -> Result {
    let desk = desk()?;
    let rest = "Stage;Oost-Vlaanderen;NL;stages@hogent.example";
    let path = desk.file(
        "rows.csv",
        &format!(
            "{OFFERS}Volkomen nieuw;Bachelor;{rest}\n\
             Nog iets nieuws;PBA;{rest}\n\
             Nog iets nieuws;PBA;Hackathon;Oost-Vlaanderen;NL;stages@hogent.example\n\
             Blijft hier;PBA;{rest}\n"
        ),
    )?;
    let (code, rows, _) = desk.import(&path, &["--dry-run"])?;
    assert_eq!(
        (code, &rows[0]["action"], &rows[2]["action"]),
        (0, &json!("needs_decision"), &json!("duplicate"))
    );
    let decided = [
        "--decide",
        "2.study_level=PBA",
        "--decide",
        "4=merge",
        "--decide",
        "5=leave",
    ];
    let (code, rows, told) = desk.import(&path, &decided)?;
    assert_eq!(code, 0, "{told}");
    let actions: Vec<&Value> = rows.iter().map(|row| &row["action"]).collect();
    assert_eq!(actions, ["added", "added", "duplicate", "left"]);
    assert_eq!(rows[2]["merged_into"], 3);
    let offers = desk.terminal.run(&["list", "offer"])?;
    let made = |name: &str| offers.iter().find(|offer| offer["name"] == name);
    assert_eq!(
        made("Volkomen nieuw").map(|offer| &offer["studyLevel"]),
        Some(&json!("PBA"))
    );
    let forms = made("Nog iets nieuws").map(|offer| &offer["collaborationForms"]);
    assert_eq!(forms, Some(&json!(["HACK", "INTERNSHIP"])));
    assert!(made("Blijft hier").is_none());
    desk.terminal.run(&["undo"])?;

    // The same from a file; a single decision goes before it.
    let decisions = json!({
        "2": {"values": {"study_level": "ABA"}}, "4": {"row": "new"}, "5": {"row": "leave"},
    });
    let decisions = desk.file("decisions.json", &decisions.to_string())?;
    let more = ["--dry-run", "--decisions", &decisions, "--decide", "5=new"];
    let (_, rows, _) = desk.import(&path, &more)?;
    let actions: Vec<&Value> = rows.iter().map(|row| &row["action"]).collect();
    assert_eq!(actions, ["added", "added", "added", "added"]);
    assert_eq!(rows[0]["fields"]["study_level"], "ABA");

    // What is about nothing in the file is refused, and nothing is imported.
    for slip in [
        "99=leave",
        "2=perhaps",
        "2=merge",
        "x",
        "3.name=file",
        "3==",
    ] {
        let (code, _, _) = desk.import(&path, &["--decide", slip])?;
        assert_eq!((code, desk.pending()?), (1, 0), "{slip}");
    }
    let missing = desk.folder.path().join("none.json");
    let more = ["--decisions", &*missing.to_string_lossy()];
    assert_eq!(desk.import(&path, &more)?.0, 1);
    Ok(())
}

#[test]
fn a_campus_is_chosen_by_its_id_and_whose_value_counts_by_the_field() -> Result {
    let desk = desk()?;
    let sites = desk.sites()?;
    let site = sites.first().ok_or("no site")?;
    let text = |name: &str| site[name].as_str().unwrap_or_default().to_owned();
    let path = desk.file(
        "campuses.csv",
        "Organisatie;Campus;Postcode;Gemeente\n\
         HOGENT;Eerste naam;9050;Ledeberg\n\
         HOGENT;Tweede naam;8500;Kortrijk\n",
    )?;
    let (first, second) = (format!("2={}", text("id")), format!("3={}", text("id")));
    let both = ["--type", "site", "--decide", &first, "--decide", &second];
    let (code, rows, told) = desk.import(&path, &both)?;
    assert_eq!(code, 3, "a row still waits: {told}");
    assert_eq!(
        (&rows[0]["action"], &rows[1]["reason"]),
        (&json!("changed"), &json!("other-row"))
    );
    assert_eq!(told["done"]["changed"], 1);
    desk.terminal.run(&["undo"])?;
    let sides = [
        "name=here",
        "municipality=file",
        "postalCode=file",
        "province=file",
    ];
    let sides: Vec<String> = sides.iter().map(|side| format!("3.{side}")).collect();
    let mut all = both.to_vec();
    for side in &sides {
        all.extend(["--decide", side]);
    }
    let (code, _, told) = desk.import(&path, &all)?;
    assert_eq!(code, 0, "{told}");
    let records = json!({"added": 0, "changed": 1, "contacts": 0, "organisations": 0});
    assert_eq!(told["summary"]["records"], records);
    assert_eq!((&told["done"]["changed"], desk.pending()?), (&json!(1), 1));
    let now = desk.sites()?;
    let now = now.iter().find(|other| other["id"] == site["id"]);
    let now = now.ok_or("it is gone")?;
    assert_eq!(
        (&now["name"], &now["postalCode"], &now["province"]),
        (&json!("Eerste naam"), &json!("8500"), &json!("BE-VWV"))
    );
    Ok(())
}

#[test]
fn records_of_the_file_and_those_made_along_are_told_apart() -> Result {
    let desk = desk()?;
    let path = desk.file(
        "rows.csv",
        &format!(
            "{OFFERS}Een nieuw aanbod;PBA;Stage;Oost-Vlaanderen;NL;nieuw@hogent.example\n\
             Twee nieuw aanbod;PBA;Stage;Oost-Vlaanderen;NL;nieuw@hogent.example\n"
        ),
    )?;
    let expected = json!({"added": 2, "changed": 0, "contacts": 1, "organisations": 0});
    let (_, _, told) = desk.import(&path, &["--dry-run"])?;
    assert_eq!(told["summary"]["records"], expected);
    let (_, _, told) = desk.import(&path, &[])?;
    assert_eq!(told["summary"]["records"], expected);
    assert_eq!(
        (&told["done"]["changed"], &told["done"]["contacts"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(desk.pending()?, 3);
    Ok(())
}

#[test]
fn an_exported_campus_with_another_postal_code_gets_its_province() -> Result {
    let desk = desk()?;
    let out = desk.folder.path().join("sites.csv");
    let to = out.to_string_lossy();
    let export = ["export", &*to, "--type", "site"];
    desk.terminal.run(&export)?;
    let site = desk.sites()?.into_iter().find(|site| {
        site["postalCode"]
            .as_str()
            .is_some_and(|code| code.starts_with('9'))
    });
    let site = site.ok_or("no site in East Flanders")?;
    let (id, code) = (&site["id"], &site["postalCode"]);
    let edited: Vec<String> = fs::read_to_string(Path::new(&out))
        .map_err(|error| error.to_string())?
        .split('\n')
        .map(|line| {
            let own = line.contains(id.as_str().unwrap_or_default());
            let code = code.as_str().unwrap_or_default();
            if own {
                line.replacen(code, "8500", 1)
            } else {
                line.to_owned()
            }
        })
        .collect();
    fs::write(&out, edited.join("\n")).map_err(|error| error.to_string())?;
    let (_, rows, told) = desk.import(&to, &[])?;
    assert_eq!(told["done"]["changed"], 1, "{rows:#?}");
    let now = desk.sites()?.into_iter().find(|other| other["id"] == *id);
    let now = now.ok_or("it is gone")?;
    assert_eq!(
        (&now["postalCode"], &now["province"]),
        (&json!("8500"), &json!("BE-VWV"))
    );
    Ok(())
}

#[test]
fn events_are_imported_where_a_column_says_so() -> Result {
    let desk = desk()?;
    let path = desk.file(
        "events.csv",
        "Opleiding of evenement;Naam;Niveau;Vormen;Provincie;Taal;E-mail\n\
         Evenement;Dag van de techniek;;Jobbeurs;Oost-Vlaanderen;NL;stages@hogent.example\n\
         Opleiding;Nieuwe techniek;PBA;Stage;Oost-Vlaanderen;NL;stages@hogent.example\n",
    )?;
    let (_, rows, told) = desk.import(&path, &[])?;
    assert_eq!(
        told["summary"]["by_action"],
        json!({"added": 2}),
        "{rows:#?}"
    );
    assert_eq!(told["done"]["invalid"], 0);
    let offers = desk.terminal.run(&["list", "offer"])?;
    let subject = |name: &str| {
        let found = offers.iter().find(|offer| offer["name"] == name);
        found.map(|offer| offer["subject"].clone())
    };
    assert_eq!(subject("Dag van de techniek"), Some(json!("event")));
    assert_eq!(subject("Nieuwe techniek"), Some(json!("programme")));
    let (_, rows, _) = desk.import(&path, &["--dry-run"])?;
    assert!(
        rows.iter().all(|row| row["action"] == "unchanged"),
        "{rows:#?}"
    );
    Ok(())
}

/// Contract §8: a column that is absent leaves the field of an offer that exists as it is.
#[test]
fn a_sheet_of_a_few_columns_changes_offers_that_exist() -> Result {
    let desk = desk()?;
    let offers = desk.terminal.run(&["list", "offer"])?;
    let usable: Vec<&Value> = offers
        .iter()
        .filter(|offer| {
            offer["archived"] == json!(false)
                && offer["removed"].is_null()
                && offer["studyLevel"].is_string()
        })
        .collect();
    let [first, second, ..] = usable[..] else {
        return Err("two offers are needed".into());
    };
    let id = |offer: &Value| offer["id"].as_str().unwrap_or_default().to_owned();
    let unknown = "0190a5d0-0000-7000-8000-000000000000";
    let by_id = format!(
        "id;Website\n{};https://een.example\n{};\n{unknown};https://drie.example\n;https://vier.example\n",
        id(first),
        id(second)
    );
    let path = desk.file("ids.csv", &by_id)?;
    let (_, rows, _) = desk.import(&path, &["--dry-run"])?;
    let seen: Vec<(&Value, &Value)> = rows
        .iter()
        .map(|row| (&row["status"], &row["action"]))
        .collect();
    let (accepted, rejected) = (json!("accepted"), json!("rejected"));
    assert_eq!(seen[0], (&accepted, &json!("changed")), "{rows:#?}");
    assert_eq!(seen[1], (&accepted, &json!("unchanged")));
    assert_eq!(seen[2].1, &json!("needs_decision"), "an id of nobody");
    assert_eq!(seen[3], (&rejected, &rejected), "nothing says which");
    let fields: Vec<&Value> = rows[0]["changes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|change| &change["field"])
        .collect();
    assert_eq!(fields, [&json!("website")]);
    // Where the whole column of keys matches nothing, nothing comes of the file.
    let keys =
        (1..=5).map(|n| format!("0190a5d0-0000-7000-8000-00000000000{n};https://niets.example\n"));
    let none = desk.file(
        "none.csv",
        &format!("id;Website\n{}", keys.collect::<String>()),
    )?;
    let (_, rows, _) = desk.import(&none, &[])?;
    assert_eq!(rows.len(), 5);
    for row in &rows {
        assert_eq!(row["action"], "needs_decision", "{row:#?}");
    }
    assert_eq!(desk.pending()?, 0);
    // A person who says that it is a new one has to say what a new one needs.
    let (_, rows, _) = desk.import(&path, &["--dry-run", "--decide", "4=new"])?;
    assert_eq!(rows[2]["status"], rejected);
    // Where an empty cell clears, it says that there is nothing.
    let named = format!("id;Naam\n{};\n", id(first));
    let path = desk.file("names.csv", &named)?;
    let (_, rows, _) = desk.import(&path, &["--dry-run", "--empty-clears"])?;
    assert_eq!(rows[0]["status"], rejected);

    // Without ids: what makes an offer known is there, the rest has no column.
    let provinces: Vec<&str> = first["provinces"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let known = format!(
        "Opleiding;Niveau;Provincie;Website\n{};{};{};https://vijf.example\nNiets zoals dit;PBA;BE-VOV;https://zes.example\n",
        first["name"].as_str().unwrap_or_default(),
        first["studyLevel"].as_str().unwrap_or_default(),
        provinces.join(", "),
    );
    let path = desk.file("known.csv", &known)?;
    let (_, rows, told) = desk.import(&path, &[])?;
    assert_eq!(rows[0]["action"], "changed", "{rows:#?}");
    assert_eq!(rows[1]["status"], rejected, "a new one has no contact");
    assert_eq!(told["done"]["changed"], 1);
    Ok(())
}
