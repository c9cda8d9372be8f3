//! The names of the rules (N-01 … N-11): every spelling of a level is found and
//! taken off, and words that only look like one stay.

use edutracker_domain::name::level_in_name;

/// Spellings of each level as they stand before a name, in Dutch, French and English.
const SPELLINGS: &[(&[&str], &[&str])] = &[
    (
        &["GR"],
        &[
            "Graduaat",
            "graduaatsopleiding",
            "Grad.",
            "HBO5",
            "HBO-5",
            "gegradueerde",
            "Graduat",
            "Associate degree",
            "AD in",
        ],
    ),
    (
        &["BES"],
        &[
            "BES",
            "Brevet enseignement supérieur",
            "Brevet d'enseignement supérieur",
            "Brevet de l’enseignement supérieur",
            "Higher education certificate",
        ],
    ),
    (
        &["PBA"],
        &[
            "Professionele bachelor",
            "professioneel gerichte bachelor",
            "Prof. bach.",
            "Prof. bachelor",
            "PBA",
            "P.B.",
            "Bachelier professionnalisant",
            "Bac. prof.",
            "Bachelier (type court)",
            "Professional bachelor",
            "prof. BA",
        ],
    ),
    (
        &["ABA"],
        &[
            "Academische bachelor",
            "academisch gerichte bachelor",
            "Acad. bach.",
            "ABA",
            "Bachelor of Science in",
            "Bachelor of Arts in",
            "Bachelier de transition",
            "Bac. transition",
            "Academic bachelor",
            "BSc",
            "B.Sc.",
        ],
    ),
    (
        &["PBA", "ABA"],
        &[
            "Bachelor",
            "BACHELOR",
            "Bach.",
            "Ba.",
            "BA",
            "Bachelier",
            "bachelier en",
            "Bac en",
            "Bachelor in de",
        ],
    ),
    (
        &["BNB"],
        &[
            "Bachelor-na-bachelor",
            "banaba",
            "BNB",
            "Bachelier de spécialisation",
            "Année de spécialisation en",
            "Spécialisation en",
            "Advanced bachelor",
        ],
    ),
    (
        &["MA"],
        &[
            "Master",
            "MASTER",
            "Ma.",
            "Master of Science in",
            "Master of Arts in",
            "M.Sc.",
            "MSc",
            "Ir.",
            "M1",
            "M2",
            "Maîtrise",
            "Maitrise",
            "MA",
            "MEng",
            "Master in het",
        ],
    ),
    (
        &["MNM"],
        &[
            "Master-na-master",
            "manama",
            "MNM",
            "Master de spécialisation",
            "Master complémentaire",
            "Advanced master",
            "LL.M.",
        ],
    ),
    (
        &["PG"],
        &[
            "Postgraduaat",
            "Postgrad.",
            "PG",
            "Certificat d'université",
            "Certificat interuniversitaire",
            "Postgraduat",
            "Postgraduate",
            "Postgraduate certificate",
        ],
    ),
    (
        &["PHD"],
        &["Doctoraat", "Doctorat", "PhD", "Ph.D.", "Doctorate"],
    ),
];

#[test]
fn every_spelling_is_found_before_a_name() {
    let mut wrong = Vec::new();
    for (levels, spellings) in SPELLINGS {
        for spelling in *spellings {
            let name = format!("{spelling} Elektromechanica");
            match level_in_name(&name) {
                Some(found)
                    if found.suggestion == "Elektromechanica"
                        && levels.iter().all(|level| found.agrees_with(level)) => {}
                other => wrong.push(format!("{name}: {other:?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_level_is_found_at_the_end_in_brackets_or_after_a_dash() {
    for (name, level, rest) in [
        ("Informatique (bachelier)", "PBA", "Informatique"),
        ("Elektronica-ICT – PBA", "PBA", "Elektronica-ICT"),
        (
            "Elektronica-ICT - professionele bachelor",
            "PBA",
            "Elektronica-ICT",
        ),
        ("Biotechnologie (graduaat)", "GR", "Biotechnologie"),
        ("Energie (MA)", "MA", "Energie"),
    ] {
        let found = level_in_name(name).unwrap_or_else(|| panic!("{name}"));
        assert!(found.agrees_with(level), "{name}");
        assert_eq!(found.suggestion, rest, "{name}");
    }
}

#[test]
fn what_remains_is_the_name() {
    for (name, rest) in [
        ("Prof. Bach. Elektromechanica", "Elektromechanica"),
        (
            "Professionele Bachelor Elektromechanica",
            "Elektromechanica",
        ),
        (
            "Master in de industriële wetenschappen: energie",
            "Industriële wetenschappen: energie",
        ),
        ("Educatieve master in de talen", "Talen (educatief)"),
        ("MASTER Informatica", "Informatica"),
        ("Bachelier : Sage-femme", "Sage-femme"),
        (
            "Bachelier en informatique, orientation sécurité",
            "Informatique, orientation sécurité",
        ),
        ("Bac + Master Enseignement", "Enseignement"),
        ("BNB Zorgverbreding", "Zorgverbreding"),
        ("Spécialisation en psychomotricité", "Psychomotricité"),
        ("Advanced Bachelor of Bioinformatics", "Bioinformatics"),
        (
            "Master : ingénieur civil physicien",
            "Ingénieur civil physicien",
        ),
        // The number of credits is no level: it stays, as imports expect it.
        (
            "Master 120 en sciences physiques",
            "120 en sciences physiques",
        ),
        (
            "Master 60 en sciences de gestion",
            "60 en sciences de gestion",
        ),
        // N-10: nothing is left.
        ("Professionele bachelor", ""),
        ("Master", ""),
    ] {
        let found = level_in_name(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(found.suggestion, rest, "{name}");
    }
}

#[test]
fn what_is_part_of_the_subject_stays() {
    for name in [
        "Masterclass Industrial Design Engineering",
        "Gradual improvement",
        "Masterdata beheren",
        "Bachelier (surname)",
        "Brevet d'invention",
        "Grafische en digitale media",
        "Baccalauréat technique",
        "Elektronica-ICT",
        "Industrial & Business Engineering",
        "Web Development bootcamp",
        "Ingénieur industriel en électronique",
        "Handelsingenieur",
        "Onderhoudstechnicus",
    ] {
        assert_eq!(level_in_name(name), None, "{name}");
    }
}

#[test]
fn a_level_agrees_with_the_chosen_one_or_not() {
    for (name, agrees, differs) in [
        (
            "Bachelor Bouw",
            &["PBA", "ABA"][..],
            &["MA", "GR", "BNB"][..],
        ),
        ("Bachelier en chimie", &["PBA", "ABA"], &["MA"]),
        ("Master Bouw", &["MA", "MNM"], &["PBA"]),
        ("Graduaat Biotechnologie", &["GR"], &["PBA", "MA"]),
        ("Postgraduaat Bouw", &["PG"], &["MA"]),
    ] {
        let found = level_in_name(name).unwrap_or_else(|| panic!("{name}"));
        assert!(
            agrees.iter().all(|level| found.agrees_with(level)),
            "{name}"
        );
        assert!(
            !differs.iter().any(|level| found.agrees_with(level)),
            "{name}"
        );
    }
}
