//! The rules of the house: who may import whom, how long a file may be, and
//! that lists which must agree do.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use edutracker_domain::Language;
use edutracker_i18n::Texts;
use edutracker_protocol::{ErrorCode, command::COMMANDS};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Who may import whom. A package of the workspace that is not named here is a
/// tool (tests, xtask): it may import anything, and nobody may ship with it.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("edutracker-domain", &[]),
    ("edutracker-protocol", &["edutracker-domain"]),
    ("edutracker-classify", &["edutracker-domain"]),
    ("edutracker-i18n", &["edutracker-domain"]),
    (
        "edutracker-store",
        &["edutracker-domain", "edutracker-protocol"],
    ),
    (
        "edutracker-exchange",
        &[
            "edutracker-domain",
            "edutracker-protocol",
            "edutracker-i18n",
        ],
    ),
    (
        "edutracker-sync",
        &[
            "edutracker-domain",
            "edutracker-protocol",
            "edutracker-store",
        ],
    ),
    (
        "edutracker-app",
        &[
            "edutracker-classify",
            "edutracker-domain",
            "edutracker-protocol",
            "edutracker-store",
            "edutracker-sync",
            "edutracker-exchange",
            "edutracker-i18n",
        ],
    ),
    ("edutracker-cli", CLIENT),
    ("edutracker-desk", CLIENT),
    (
        "edutracker-service",
        &[
            "edutracker-domain",
            "edutracker-protocol",
            "edutracker-i18n",
        ],
    ),
];

/// What stands on top of `app`: the two hosts of the client.
const CLIENT: &[&str] = &[
    "edutracker-app",
    "edutracker-domain",
    "edutracker-protocol",
    "edutracker-store",
    "edutracker-sync",
    "edutracker-i18n",
];

/// What reads files, opens sockets or starts threads; not for the pure packages.
const DOES_IO: &[&str] = &[
    "axum",
    "hyper",
    "keyring",
    "keyring-core",
    "reqwest",
    "rusqlite",
    "tauri",
    "tokio",
    "tower",
];
const PURE: &[&str] = &[
    "edutracker-domain",
    "edutracker-protocol",
    "edutracker-classify",
    "edutracker-i18n",
];

/// `tauri` is the window's, `axum` the service's.
const BELONGS_TO: &[(&str, &str)] = &[("tauri", "edutracker-desk"), ("axum", "edutracker-service")];

fn packages() -> Vec<Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(edutracker_tests::root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap();
    metadata.packages
}

/// The names of what a package ships with: dev-dependencies serve tests only.
fn imports(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.as_str())
        .collect()
}

#[test]
fn packages_import_only_whom_they_may() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let rules: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    for package in &packages {
        let Some(allowed) = rules.get(package.name.as_str()) else {
            continue;
        };
        for import in imports(package).intersection(&ours) {
            assert!(
                allowed.contains(import),
                "{} may not import {import}",
                package.name
            );
        }
    }
}

#[test]
fn pure_packages_do_no_input_or_output() {
    for package in packages() {
        let imports = imports(&package);
        for library in DOES_IO.iter().filter(|library| imports.contains(**library)) {
            assert!(
                !PURE.contains(&package.name.as_str()),
                "{} may not import {library}",
                package.name
            );
        }
        for (library, owner) in BELONGS_TO {
            let tool = !MAY_IMPORT
                .iter()
                .any(|(name, _)| *name == package.name.as_str());
            let allowed = tool || package.name.as_str() == *owner || !imports.contains(library);
            assert!(
                allowed,
                "only {owner} may import {library}, {} does",
                package.name
            );
        }
    }
}

/// All files below a folder, but what is installed, built or made.
fn files(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if ![
                "node_modules",
                "target",
                "dist",
                "gen",
                "generated",
                "artifacts",
            ]
            .contains(&name.as_str())
                && !name.starts_with('.')
            {
                files(&path, extensions, found);
            }
        } else if path
            .extension()
            .is_some_and(|ext| extensions.iter().any(|wanted| ext == *wanted))
        {
            found.push(path);
        }
    }
}

fn sources(extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let root = edutracker_tests::root();
    let mut found = Vec::new();
    files(&root, extensions, &mut found);
    assert!(
        found.len() > 20,
        "the search finds too little in {}",
        root.display()
    );
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(&root).unwrap().to_path_buf(), text)
        })
        .collect()
}

#[test]
fn no_file_is_longer_than_600_lines() {
    let long: Vec<String> = sources(&["rs", "ts", "svelte", "css"])
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 600)
        .map(|(path, lines)| format!("{}: {lines}", path.display()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// SQLite knows nothing of how few edits there are beside a million records; a
/// plain join lets it begin with the records, and a pull then costs what the
/// cache holds.
#[test]
fn what_asks_for_edits_begins_with_the_edits() {
    for (path, text) in sources(&["rs"]) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let plain = words
            .windows(4)
            .any(|four| matches!(four, ["FROM", "overlay", _, "JOIN"]));
        assert!(
            !plain,
            "{}: join from overlay by CROSS JOIN, which keeps the order",
            path.display()
        );
    }
}

#[test]
fn only_the_host_folder_talks_to_the_shell() {
    let host = Path::new("ui/src/host");
    let others: Vec<_> = sources(&["ts", "svelte"])
        .into_iter()
        .filter(|(path, text)| !path.starts_with(host) && text.contains("@tauri-apps/"))
        .map(|(path, _)| path)
        .collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn the_window_may_ask_for_every_command_and_nothing_else() {
    let path = edutracker_tests::root().join("src-tauri/capabilities");
    let files: Vec<_> = fs::read_dir(&path)
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(files, ["main.json"], "one capability for the one window");
    let text = fs::read_to_string(path.join("main.json")).unwrap();
    let capability: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none(), "no page from elsewhere");
    let allowed: BTreeSet<String> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|permission| permission.as_str().unwrap().to_owned())
        .collect();
    let expected: BTreeSet<String> = COMMANDS
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .chain(
            [
                "core:event:allow-listen",
                "core:event:allow-unlisten",
                "core:window:allow-destroy",
            ]
            .map(str::to_owned),
        )
        .collect();
    assert_eq!(allowed, expected);
}

#[test]
fn the_window_runs_no_foreign_code() {
    let text = fs::read_to_string(edutracker_tests::root().join("tauri.conf.json")).unwrap();
    let config: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert!(config["build"].get("devUrl").is_none());
    let security = &config["app"]["security"];
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["csp"]["default-src"], "'none'");
    assert_eq!(security["csp"]["script-src"], "'self'");
    let policy = security["csp"].to_string();
    for word in ["unsafe", "https:", "*", "asset:"] {
        assert!(!policy.contains(word), "{word} in {policy}");
    }
}

#[test]
fn every_error_code_has_a_sentence_in_every_language() {
    for &language in Language::ALL {
        let texts = Texts::new(language);
        let missing: Vec<&str> = ErrorCode::ALL
            .iter()
            .map(|code| code.as_str())
            .filter(|code| texts.find(&format!("error-{code}"), &[]).is_none())
            .collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

/// Each test that the acceptance names: `binary::file::test`, or `binary::test`.
#[test]
fn what_acceptance_names_is_tested() {
    let text = fs::read_to_string(edutracker_tests::root().join("docs/acceptance.md")).unwrap();
    let tests = sources(&["rs"]);
    let named: BTreeSet<&str> = text.split('`').filter(|word| word.contains("::")).collect();
    assert!(named.len() > 60, "{named:?}");
    for name in named {
        let (path, test) = name.rsplit_once("::").unwrap();
        let file = format!("tests/{}.rs", path.replace("::", "/"));
        let declared = format!("fn {test}(");
        let there = tests.iter().any(|(path, text)| {
            path.to_string_lossy().ends_with(&file) && text.contains(&declared)
        });
        assert!(there, "{name}");
    }
}
