//! The same work in LibreOffice Calc without its window, on the same data:
//! opening a file beside importing it, replacing beside replacing, saving
//! beside exporting. Its start is not counted.

use crate::{Figure, imports::asked};
use edutracker_app::{self as app, App};
use edutracker_protocol::command::{
    Bulk, Export, Exported, Nothing, Operation, RankRange, Scope, View,
};
use edutracker_tests::root;
use std::{
    fs,
    future::Future,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};
use xtask::process::find;

/// The program, as Debian calls it.
const CALC: &str = "soffice";
/// Most rows that are compared.
const ROWS: u64 = 10_000;
/// What is looked for, and what is put there.
const FIND: &str = r"\b(\w+)ing\b";
/// What Calc writes for the first group.
const WITH: (&str, &str) = ("${1}en", "$1en");

/// Milliseconds that Calc needed, and how many cells it changed.
struct Calc {
    open: f64,
    replace: f64,
    save: f64,
    cells: f64,
}

async fn milliseconds<T>(work: impl Future<Output = T>) -> (f64, T) {
    let start = Instant::now();
    let value = work.await;
    (start.elapsed().as_secs_f64() * 1e3, value)
}

/// What Calc needs for a file, in a profile of its own.
fn calc(profile: &Path, file: &Path) -> Calc {
    // How a text is read must be said: there is nobody to ask.
    let filter = match file.extension() {
        Some(extension) if extension == "csv" => "Text - txt - csv (StarCalc)",
        _ => "",
    };
    let run = |args: &[&str]| {
        let status = Command::new(CALC)
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.display()
            ))
            .args(["--headless", "--norestore"])
            .args(args)
            .env("BENCH_FILE", file)
            .env("BENCH_FILTER", filter)
            .env("BENCH_FIND", FIND)
            .env("BENCH_WITH", WITH.1)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("LibreOffice runs");
        assert!(status.success(), "{status}");
    };
    let module = profile.join("user/basic/Standard/Module1.xba");
    if !profile.exists() {
        // The first start makes the profile, with an empty module of this name.
        run(&["--terminate_after_init"]);
        fs::create_dir_all(module.parent().expect("a folder")).expect("a folder");
    }
    fs::write(&module, include_str!("Module1.xba")).expect("a module");
    run(&["macro:///Standard.Module1.Main"]);
    let mut times = file.as_os_str().to_owned();
    times.push(".times");
    let told = fs::read_to_string(PathBuf::from(times)).expect("the times");
    let numbers: Vec<f64> = told
        .lines()
        .filter_map(|line| line.trim().parse().ok())
        .collect();
    let [open, replace, save, cells] = numbers[..] else {
        panic!("four numbers: {told}");
    };
    Calc {
        open,
        replace,
        save,
        cells,
    }
}

/// A file as the wizard looks at it: read, understood, judged and planned.
async fn looked_at(desk: &App, file: &Path) -> (f64, usize) {
    let (took, report) = milliseconds(app::import_check(desk, asked(file))).await;
    (took, report.expect("reads it").rows.len())
}

/// Ours beside Calc's, where Calc is installed. `view` holds the offers of the
/// institution whose administrator is at `desk`.
pub(crate) async fn beside(desk: &App, view: &View, folder: &Path) -> Vec<Figure> {
    if find(CALC).is_none() {
        eprintln!("LibreOffice is not installed: nothing to compare with");
        return Vec::new();
    }
    let profile = folder.join("calc");
    let count = ROWS.min(view.count);
    let scope = || Scope::Ranks {
        view: view.view,
        ranges: vec![RankRange { from: 0, count }],
    };
    let args = Export {
        scope: scope(),
        format: "xlsx".to_owned(),
        columns: None,
        language: None,
        delimiter: None,
    };
    let (exported, file) = milliseconds(app::export(desk, args)).await;
    let Exported { path, .. } = file.expect("a workbook");
    let workbook = PathBuf::from(path);
    let (again, rows) = looked_at(desk, &workbook).await;
    assert_eq!(rows as u64, count);

    let replace = Operation::Replace {
        fields: ["name", "description", "website"]
            .map(str::to_owned)
            .to_vec(),
        find: FIND.to_owned(),
        with: WITH.0.to_owned(),
        regex: true,
        case: false,
        word: false,
        except: Vec::new(),
    };
    let args = Bulk {
        scope: scope(),
        operation: replace,
        leave_archived: false,
        confirm: true,
    };
    let (replaced, done) = milliseconds(app::bulk(desk, args)).await;
    let changed = done.expect("replaces").changed;
    app::undo(desk, Nothing {}).await.expect("takes back");

    let sheet = folder.join("rows.csv");
    fs::copy(
        root().join("crates/exchange/tests/messy/d4_tienduizend_rijen.csv"),
        &sheet,
    )
    .expect("a file of 10 000 rows");
    let (read, messy) = looked_at(desk, &sheet).await;
    let theirs = calc(&profile, &workbook);
    let plain = calc(&profile, &sheet);
    let figure = |name: String, ours, theirs| Figure::new(name, ours, "ms", Some(theirs));
    vec![
        figure(
            format!("export of {count} offers as a workbook (beside Calc saving it)"),
            exported,
            theirs.save,
        ),
        figure(
            "the same read, compared and planned again (beside Calc opening it)".to_owned(),
            again,
            theirs.open,
        ),
        figure(
            format!("import of a text of {messy} rows, dry run (beside Calc opening it)"),
            read,
            plain.open,
        ),
        figure(
            format!(
                "replace in {changed} offers, with undo and index (beside Calc: {} cells)",
                theirs.cells
            ),
            replaced,
            theirs.replace,
        ),
    ]
}
