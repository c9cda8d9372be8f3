//! What earlier decisions change, and what they must not.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_classify::{
    Classifier, Decision, Place, Precedents, Programme,
    train::{
        data::Labelled,
        figures::{Figures, Scored},
        unseen,
    },
};

fn programme<'a>(name: &'a str, description: &'a str) -> Programme<'a> {
    Programme {
        name,
        description,
        study_domains: None,
    }
}

fn learned(decisions: &[Decision]) -> Precedents {
    Precedents::of(decisions, |decision| {
        Classifier::built_in().probability(&programme(&decision.name, &decision.description))
    })
}

fn decision(name: &str, removed: bool) -> Decision {
    Decision {
        name: name.to_owned(),
        description: String::new(),
        removed,
    }
}

#[test]
fn what_was_decided_again_and_again_moves_names_with_the_same_words() {
    let classifier = Classifier::built_in();
    let decisions: Vec<Decision> = (1..=6)
        .map(|place| decision(&format!("Zwerfkeien zetten {place}"), true))
        .collect();
    let before = learned(&decisions);
    let name = programme("Atelier zwerfkeien", "");
    let moved = classifier.judge_after(&before, &name);
    assert!(moved.not_technological > classifier.judge(&name).not_technological + 0.05);
    let all: Vec<_> = moved.r#for.iter().chain(&moved.against).collect();
    let decided = all
        .iter()
        .find(|evidence| evidence.field == Place::Decisions)
        .unwrap();
    assert_eq!(decided.text, "zwerfkeien");
    assert_eq!((decided.says, decided.decisions), ("decided", Some(6)));
    assert!(decided.weight > 0.0);
    let alone = classifier.probability_after(&before, &name);
    assert!((alone - moved.not_technological).abs() < 1e-3);
    // Two decisions are no habit, and other names stay as they were.
    assert!(learned(&decisions[..2]).is_empty());
    let other = programme("Elektronica", "");
    assert_eq!(
        classifier.judge_after(&before, &other),
        classifier.judge(&other)
    );
}

#[test]
fn the_same_decisions_say_the_same_and_none_overrules_the_model() {
    let mut decisions: Vec<Decision> = (0..200)
        .map(|_| decision("Lastechniek en metaal", true))
        .collect();
    let before = learned(&decisions);
    decisions.reverse();
    assert_eq!(before.version(), learned(&decisions).version());
    let name = programme("Lastechniek en metaal", "");
    let plain = Classifier::built_in().probability(&name);
    let moved = Classifier::built_in().probability_after(&before, &name);
    let odds = |chance: f64| chance / (1.0 - chance);
    let times = odds(moved) / odds(plain);
    assert!((1.1..3.1).contains(&times), "{times}");
}

fn figures(before: &Precedents, rows: &[(String, String, bool)]) -> Figures {
    let scored: Vec<Scored> = rows
        .iter()
        .map(|(name, description, removed)| {
            let chance =
                Classifier::built_in().probability_after(before, &programme(name, description));
            (*removed, chance)
        })
        .collect();
    Figures::of(&scored, Classifier::built_in().head().threshold)
}

/// A desk that decided on every second name, wrongly on every twentieth of them.
#[test]
fn decisions_make_the_figures_on_other_names_no_worse() {
    let mut rows: Vec<(String, String, bool)> = Vec::new();
    for (_, names) in unseen::sets().unwrap() {
        rows.extend(
            names
                .into_iter()
                .map(|one| (one.name, one.description, one.lean == "no")),
        );
    }
    let labelled: Vec<(String, String, bool)> = Labelled::all()
        .unwrap()
        .into_iter()
        .map(|one| (one.name.clone(), String::new(), one.positive()))
        .collect();
    rows.extend(labelled.iter().cloned());
    for start in [0, 1] {
        let half = |wanted: usize| -> Vec<(String, String, bool)> {
            rows.iter().skip(wanted).step_by(2).cloned().collect()
        };
        let decisions: Vec<Decision> = half(start)
            .into_iter()
            .enumerate()
            .map(|(place, (name, description, removed))| Decision {
                name,
                description,
                removed: removed != place.is_multiple_of(20),
            })
            .collect();
        let before = learned(&decisions);
        assert!(!before.is_empty());
        for rows in [half(1 - start), labelled.clone()] {
            let plain = figures(&Precedents::default(), &rows);
            let moved = figures(&before, &rows);
            assert!(moved.f1 >= plain.f1 - 0.01, "F1 {}", moved.f1);
            assert!(moved.macro_f1 >= plain.macro_f1 - 0.01);
            assert!(moved.f1 >= 0.93 && moved.macro_f1 >= 0.90);
            assert!(moved.wrongly_flagged <= 0.15 && moved.recall_at_tenth >= 0.8);
        }
    }
}
