//! The model is what its data gives, and as good as it was.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_classify::{
    Classifier,
    train::{self, data::Labelled, figures::Table},
    words::folded,
};
use std::collections::BTreeSet;

/// Learns anew for every fold, which is what `cargo xtask train` does.
#[test]
fn the_model_is_what_the_data_gives_and_no_worse_than_it_was() {
    let model = train::model().unwrap();
    let built_in = include_bytes!("../data/model.bin");
    assert!(
        model.to_bytes().unwrap() == built_in,
        "stale: run `cargo xtask train`"
    );
    // F1, macro-F1, technological wrongly flagged, recall at 10 % wrongly flagged,
    // how far the probabilities are off, the share of the queue with 95 % of the
    // cases (0.52 is the least that there can be).
    for (held_out_by, [f1, macro_f1, wrongly_flagged, recall_at_tenth], [off, most_read]) in [
        ("stem", [0.935, 0.93, 0.075, 0.945], [0.025, 0.57]),
        ("topic", [0.925, 0.92, 0.08, 0.92], [0.03, 0.61]),
    ] {
        let of = |method: &str| -> &Table {
            let tables = &model.head.figures;
            let found = tables
                .iter()
                .find(|table| table.held_out_by == held_out_by && table.method == method);
            found.unwrap()
        };
        let [_, _, f, macro_f, wrong, recall, ece, brier, read] =
            std::array::from_fn(|which| of("model").figures[which].0);
        assert!(f >= f1, "{held_out_by}: F1 {f}");
        assert!(macro_f >= macro_f1, "{held_out_by}: macro-F1 {macro_f}");
        assert!(wrong <= wrongly_flagged, "{held_out_by}: wrongly {wrong}");
        assert!(recall >= recall_at_tenth, "{held_out_by}: recall {recall}");
        assert!(ece <= off, "{held_out_by}: calibration error {ece}");
        assert!(read <= most_read, "{held_out_by}: {read} of the queue");
        let baseline = &of("baseline").figures;
        assert!(f > baseline[2].0, "{held_out_by}: the baseline finds more");
        assert!(brier < baseline[7].0, "{held_out_by}: less sure rightly");
        assert!(
            read < baseline[8].0,
            "{held_out_by}: the baseline orders better"
        );
    }
}

/// Of the names written afterwards; those written before were in mind when the
/// lexicon was widened and say little.
#[test]
fn unseen_names_are_judged_no_worse_than_they_were() {
    let tables = train::unseen::tables(Classifier::built_in()).unwrap();
    for (called, method, [f1, macro_f1, wrongly_flagged]) in [
        ("written before", "names", [0.96, 0.96, 0.05]),
        ("written before", "described", [0.96, 0.96, 0.05]),
        ("written after", "names", [0.82, 0.80, 0.30]),
        ("written after", "described", [0.84, 0.83, 0.25]),
    ] {
        let found = tables
            .iter()
            .find(|table| table.held_out_by == called && table.method == method);
        let figures = &found.unwrap().figures;
        let (f, macro_f, wrong) = (figures[2].0, figures[3].0, figures[4].0);
        assert!(f >= f1, "{called}, {method}: F1 {f}");
        assert!(
            macro_f >= macro_f1,
            "{called}, {method}: macro-F1 {macro_f}"
        );
        assert!(
            wrong <= wrongly_flagged,
            "{called}, {method}: wrongly {wrong}"
        );
    }
}

#[test]
fn no_unseen_name_was_learned_from() {
    let mut learned: BTreeSet<String> = BTreeSet::new();
    for labelled in [Labelled::all().unwrap(), Labelled::examples().unwrap()] {
        learned.extend(labelled.iter().map(|one| folded(&one.name)));
    }
    let sets = train::unseen::sets().unwrap();
    assert!(sets.iter().map(|(_, names)| names.len()).sum::<usize>() > 500);
    for (_, names) in sets {
        for unseen in names {
            assert!(!learned.contains(&folded(&unseen.name)), "{}", unseen.name);
        }
    }
}

#[test]
fn the_head_names_what_the_model_was_made_from() {
    let head = Classifier::built_in().head();
    assert_eq!(head.data_sha256, train::data::hash());
    assert!(head.version.ends_with(&head.data_sha256[..12]));
    assert_eq!(head.programmes, Labelled::all().unwrap().len());
    assert_eq!(head.figures.len(), 6);
}

#[test]
fn no_made_up_name_is_a_labelled_one() {
    let labelled: BTreeSet<String> = Labelled::all()
        .unwrap()
        .iter()
        .map(|labelled| folded(&labelled.name))
        .collect();
    let made_up = Labelled::examples().unwrap();
    assert!(made_up.len() > 150);
    for example in made_up {
        assert!(
            !labelled.contains(&folded(&example.name)),
            "{}",
            example.name
        );
    }
}
