//! Reads `locales/{nl,fr,en}/*.ftl`, refuses texts that do not fit together,
//! and writes the table of keys that `src/lib.rs` includes.

#[path = "build/check.rs"]
mod check;
#[path = "build/write.rs"]
mod write;

use check::Locale;
use std::{env, fs, path::Path, process::exit};

/// The languages of the product; English is what the others fall back to.
const LANGUAGES: [&str; 3] = ["nl", "fr", "en"];

fn main() {
    println!("cargo:rerun-if-changed=../../locales");
    println!("cargo:rerun-if-changed=build");
    match generate() {
        Ok(()) => {}
        Err(problems) => {
            // Cargo shows what a failed build script wrote to stderr.
            for problem in problems {
                eprintln!("{problem}");
            }
            exit(1);
        }
    }
}

fn generate() -> Result<(), Vec<String>> {
    let failed = |error: std::io::Error| vec![error.to_string()];
    let root = env::var("CARGO_MANIFEST_DIR").map_err(|error| vec![error.to_string()])?;
    let folder = Path::new(&root).join("../../locales");
    let folder = fs::canonicalize(&folder).map_err(failed)?;
    let mut problems = Vec::new();
    let mut locales = Vec::new();
    for language in LANGUAGES {
        let mut locale = Locale::new(language);
        let mut files: Vec<_> = fs::read_dir(folder.join(language))
            .map_err(failed)?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|ext| ext == "ftl"))
            .collect();
        files.sort();
        for path in files {
            let text = fs::read_to_string(&path).map_err(failed)?;
            locale.add_file(&path, &text, &mut problems);
        }
        locales.push(locale);
    }
    for locale in &locales {
        locale.check_references(&mut problems);
    }
    check::compare(&locales, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let out = env::var("OUT_DIR").map_err(|error| vec![error.to_string()])?;
    let source = write::source(&locales).map_err(|problem| vec![problem])?;
    fs::write(Path::new(&out).join("keys.rs"), source).map_err(failed)
}
