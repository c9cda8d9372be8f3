//! What is said of single programmes, and of any text at all.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_classify::{Classifier, Judgement, Place, Programme, lexicon::Lexicon};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn judged(name: &str) -> Judgement {
    Classifier::built_in().judge(&Programme {
        name,
        ..Programme::default()
    })
}

#[test]
fn a_figure_of_speech_is_no_technology() {
    for (figurative, technical) in [
        ("Financial engineering", "Mechanical engineering"),
        ("Sociale zekerheid", "Beveiligingssystemen"),
        ("Ingénierie financière", "Ingénierie électrique"),
        ("Social security law", "Network security"),
    ] {
        let (figurative, technical) = (judged(figurative), judged(technical));
        assert!(figurative.flag, "{figurative:?}");
        assert!(!technical.flag, "{technical:?}");
    }
}

#[test]
fn compounds_and_accents_are_understood() {
    assert!(!judged("Elektromechanische constructietechnieken").flag);
    assert!(!judged("GÉNIE ÉLECTRIQUE").flag);
    assert!(judged("Verpleegkundige ouderenzorg").flag);
    assert!(judged("Étudiant·e en soins infirmier·e·s").flag);
}

#[test]
fn the_words_that_speak_are_named_as_they_are_written() {
    let judgement = judged("Master in de Financial Engineering");
    let first = &judgement.r#for[0];
    assert_eq!(first.text, "Financial Engineering");
    assert_eq!((first.field, first.says), (Place::Name, "figurative"));
    assert_eq!(first.isced_field, Some("0412"));
    let texts: Vec<&str> = judgement
        .r#for
        .iter()
        .chain(&judgement.against)
        .map(|evidence| evidence.text.as_str())
        .collect();
    assert!(!texts.contains(&"Master"), "{texts:?}");
}

#[test]
fn declared_domains_that_disagree_with_the_name_are_shown() {
    let of = |name: &'static str, domains: &'static [&'static str]| {
        Classifier::built_in().judge(&Programme {
            name,
            study_domains: Some(domains),
            ..Programme::default()
        })
    };
    let says = |judgement: &Judgement| -> Option<&'static str> {
        let mut all = judgement.r#for.iter().chain(&judgement.against);
        all.find(|evidence| evidence.field == Place::StudyDomains)
            .map(|evidence| evidence.says)
    };
    let wrong = of("Verpleegkunde", &["ICT-SOFT"]);
    assert_eq!(says(&wrong), Some("disagrees"));
    assert!(wrong.flag);
    assert_eq!(says(&of("Elektronica", &["ENG-EL"])), Some("inside"));
    assert_eq!(says(&of("Elektronica", &["SCI"])), Some("outside"));
    assert_eq!(says(&of("Elektronica", &[])), Some("none"));
    let unknown = of("Elektronica", &[]).not_technological;
    assert!(judged("Elektronica").not_technological < unknown);
}

#[test]
fn a_description_speaks_where_the_name_does_not() {
    let of = |description: &'static str| {
        Classifier::built_in().judge(&Programme {
            name: "Traject Horizon",
            description,
            ..Programme::default()
        })
    };
    let care = of("Je leert verpleegkundige zorg geven aan ouderen en zieke kinderen.");
    let technology = of("Je leert PLC's programmeren en elektrische machines onderhouden.");
    assert!(care.flag && !technology.flag, "{care:?} {technology:?}");
    let places = |judgement: &Judgement, side: &str| match side {
        "for" => judgement.r#for[0].field,
        _ => judgement.against[0].field,
    };
    assert_eq!(places(&care, "for"), Place::Description);
    assert_eq!(places(&technology, "against"), Place::Description);
    // What every description talks of says nothing of the subject.
    for plain in [
        "Students visit the company every month and write a report, with a short guide.",
        "Un stage en entreprise clôture le cours ; chaque étudiant a son mentor.",
    ] {
        let shift = of(plain).not_technological - of("").not_technological;
        assert!(shift.abs() < 0.1, "{plain}: {shift}");
    }
}

#[test]
fn every_line_of_the_lexicon_is_read() {
    let lexicon = Lexicon::built_in();
    let source = Lexicon::source();
    let lines: Vec<&str> = source
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert_eq!(lines.len(), lexicon.concepts.len());
    assert!(lines.iter().all(|line| line.split('|').count() == 6));
    let names: BTreeSet<&str> = lexicon
        .concepts
        .iter()
        .map(|concept| concept.name)
        .collect();
    assert_eq!(names.len(), lexicon.concepts.len(), "a name twice");
    // A short stem begins half of all words.
    let short: Vec<String> = lexicon
        .stems()
        .map(|(_, stem)| stem)
        .filter(|stem| stem.len() < 2)
        .collect();
    assert!(short.is_empty(), "{short:?}");
}

proptest! {
    #[test]
    fn any_text_has_a_probability(name in any::<String>(), description in "\\PC{0,400}") {
        let programme = Programme { name: &name, description: &description, study_domains: None };
        let judgement = Classifier::built_in().judge(&programme);
        prop_assert!((0.0..=1.0).contains(&judgement.not_technological));
        let alone = Classifier::built_in().probability(&programme);
        prop_assert!((alone - judgement.not_technological).abs() < 1e-3);
        for evidence in judgement.r#for.iter().chain(&judgement.against) {
            let text = if evidence.field == Place::Name { &name } else { &description };
            prop_assert!(text.contains(evidence.text.as_str()));
        }
    }

    #[test]
    fn words_of_the_lexicon_in_any_order(words in proptest::collection::vec(
        proptest::sample::select(Lexicon::built_in().stems().map(|(_, stem)| stem).collect::<Vec<_>>()), 0..12)
    ) {
        let name = words.join(" ");
        let judgement = judged(&name);
        prop_assert!((0.0..=1.0).contains(&judgement.not_technological));
        prop_assert!(judgement.r#for.iter().all(|evidence| evidence.weight > 0.0));
        prop_assert!(judgement.against.iter().all(|evidence| evidence.weight < 0.0));
    }
}

#[test]
fn an_empty_name_leaves_it_open() {
    let judgement = judged("");
    assert!((0.2..0.8).contains(&judgement.not_technological));
    assert!(judgement.r#for.is_empty() && judgement.against.is_empty());
}
