//! What the build refuses, shown on small texts.

#[path = "../build/check.rs"]
mod check;

use check::Locale;
use std::path::Path;

/// What the build says of the same file in Dutch, French and English.
fn problems(nl: &str, fr: &str, en: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let locales: Vec<Locale> = [("nl", nl), ("fr", fr), ("en", en)]
        .into_iter()
        .map(|(language, text)| {
            let mut locale = Locale::new(language);
            locale.add_file(Path::new("sync.ftl"), text, &mut problems);
            locale
        })
        .collect();
    for locale in &locales {
        locale.check_references(&mut problems);
    }
    check::compare(&locales, &mut problems);
    problems
}

fn one(nl: &str, fr: &str, en: &str) -> String {
    let mut problems = problems(nl, fr, en);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[test]
fn texts_that_fit_together_pass() {
    let nl = "-app = EduTracker\nsync-done = { -app }: { $count ->\n  [one] { $count } wijziging\n *[other] { $count } wijzigingen\n}\n";
    let fr = "sync-done = { $count } changements\n";
    assert_eq!(problems(nl, fr, fr), Vec::<String>::new());
}

#[test]
fn a_missing_key_is_named_with_its_file() {
    let text = "sync-done = x\n";
    assert_eq!(
        one(text, "", text),
        "locales/fr/sync.ftl: `sync-done` is missing"
    );
}

#[test]
fn a_missing_variable_is_named() {
    let text = "sync-done = { $count }\n";
    assert_eq!(
        one(text, text, "sync-done = many\n"),
        "locales/en/sync.ftl: `sync-done` does not use `$count`, other languages do"
    );
}

#[test]
fn a_variable_that_only_chooses_counts_as_used() {
    let chooses = "sync-done = { $count ->\n  [0] niets\n *[other] iets\n}\n";
    let shows = "sync-done = { $count }\n";
    assert_eq!(problems(chooses, shows, shows), Vec::<String>::new());
}

#[test]
fn a_missing_attribute_is_named() {
    let with = "sync-done = x\n  .title = y\n";
    assert_eq!(
        one(with, "sync-done = x\n", with),
        "locales/fr/sync.ftl: `sync-done.title` is missing"
    );
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let text = "sync-done = x\n";
    let twice = "sync-done = x\nsync-done = y\n";
    assert_eq!(
        one(twice, text, text),
        "locales/nl/sync.ftl: `sync-done` stands twice"
    );
}

#[test]
fn a_key_without_the_name_of_its_file_is_refused() {
    let text = "done = x\n";
    let problems = problems(text, text, text);
    assert_eq!(problems.len(), 3);
    assert!(
        problems[0].contains("`done` must begin with `sync-`"),
        "{problems:?}"
    );
}

#[test]
fn a_reference_to_nothing_is_refused() {
    let text = "sync-done = x\n";
    let refers = "sync-done = { -app }\n";
    assert_eq!(
        one(refers, text, text),
        "locales/nl/sync.ftl: `sync-done` refers to `-app`, which is missing"
    );
}

#[test]
fn a_text_that_does_not_parse_is_refused_with_its_line() {
    let text = "sync-done = x\n";
    let broken = "sync-done = x\nsync-more = { $\n";
    let problem = one(broken, text, text);
    assert!(problem.starts_with("locales/nl/sync.ftl:2:"), "{problem}");
}
