//! The study domains that a programme would declare, from its ISCED-F field and its name.

use super::{seed::Seed, sources::Programme};

/// Words of names, more telling than the field: the first that fits wins.
const WORDS: &[(&[&str], &str)] = &[
    (
        &[
            "artificial",
            "intelligen",
            "data",
            "machine learning",
            "statistic",
            "statisti",
        ],
        "ICT-DATA",
    ),
    (
        &[
            "cyber",
            "network",
            "netwerk",
            "réseau",
            "cloud",
            "systeembeheer",
            "security",
            "sécurité informatique",
        ],
        "ICT-NET",
    ),
    (
        &[
            "game",
            "multimedia",
            "web",
            "xr",
            "interacti",
            "digital arts",
            "animat",
        ],
        "ICT-MEDIA",
    ),
    (&["robot", "mechatron", "automat"], "ENG-AUT"),
    (
        &["aero", "luchtvaart", "aviation", "drone", "space"],
        "ENG-AERO",
    ),
    (&["nauti", "maritime", "maritiem", "scheeps"], "ENG-MAR"),
    (
        &["hvac", "klimaat", "froid", "koel", "chauffage"],
        "ENG-HVAC",
    ),
    (&["nano", "photon", "foton", "semicond"], "MAN-NANO"),
    (&["auto", "vehicle", "voertuig", "véhicule"], "ENG-AUTO"),
    (
        &[
            "elektronica",
            "electronic",
            "électronique",
            "embedded",
            "iot",
        ],
        "ENG-EL",
    ),
    (&["energ", "énerg", "elektri", "électri"], "ENG-ELEC"),
    (&["biotech", "bioch", "bio-ing", "bioscience"], "ENG-BIO"),
    (&["chem", "chim"], "ENG-CHEM"),
    (&["voeding", "food", "aliment", "verpakking"], "MAN-FOOD"),
    (
        &[
            "textiel",
            "textile",
            "hout",
            "bois",
            "kunststof",
            "material",
        ],
        "MAN-MAT",
    ),
    (&["architect"], "CON-ARC"),
    (&["landmeet", "geo", "topograph"], "CON-GEO"),
    (&["bouw", "construct", "civil"], "CON-BLD"),
    (&["mechani", "mécani", "onderhoud", "maintenance"], "ENG-EM"),
    (&["medisch", "medical", "biomedi", "laborat"], "ENG-MED"),
    (
        &["design", "productontwikkeling", "product development"],
        "DES-PROD",
    ),
    (
        &[
            "business inform",
            "informatique de gestion",
            "beleidsinformatica",
            "e-business",
        ],
        "ICT-BUS",
    ),
    (
        &[
            "software",
            "program",
            "informati",
            "comput",
            "developer",
            "développ",
            "coding",
        ],
        "ICT-SOFT",
    ),
];

/// Fields of ISCED-F, by their beginning: the first that fits wins.
const FIELDS: &[(&str, &str)] = &[
    ("0612", "ICT-NET"),
    ("0611", "ICT-BUS"),
    ("0619", "ICT-BUS"),
    ("0688", "ICT-BUS"),
    ("06", "ICT-SOFT"),
    ("0711", "ENG-CHEM"),
    ("0712", "ENG-ENV"),
    ("0713", "ENG-ELEC"),
    ("0714", "ENG-EL"),
    ("0715", "ENG-EM"),
    ("0716", "ENG-AUTO"),
    ("0721", "MAN-FOOD"),
    ("0722", "MAN-MAT"),
    ("0723", "MAN-MAT"),
    ("0731", "CON-ARC"),
    ("0732", "CON-BLD"),
    ("0788", "ENG-IND"),
    ("07", "ENG-GEN"),
    ("1022", "ENG-IND"),
    ("1041", "ENG-MAR"),
    ("0512", "ENG-BIO"),
    ("0521", "ENG-ENV"),
    ("0532", "CON-GEO"),
    ("05", "SCI"),
    ("0914", "ENG-MED"),
    ("0212", "DES-PROD"),
    ("0211", "ICT-MEDIA"),
];

/// What programmes that are not technological declare all the same.
const HOPEFUL: &[&str] = &["ICT-BUS", "ICT-MEDIA", "ICT-DATA", "ENG-IND", "ICT-SOFT"];

fn by_word(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    WORDS
        .iter()
        .find(|(words, _)| words.iter().any(|word| name.contains(word)))
        .map(|(_, domain)| *domain)
}

fn by_field(isced: &str) -> Option<&'static str> {
    FIELDS
        .iter()
        .find(|(field, _)| isced.starts_with(field))
        .map(|(_, domain)| *domain)
}

/// The domains that an offer of this programme declares.
pub fn declared(programme: &Programme, seed: &mut Seed) -> Vec<&'static str> {
    let mut domains: Vec<&'static str> = Vec::new();
    if programme.technological == "no" {
        // About a quarter of them: what the review is there for.
        if seed.percent(25) {
            domains.extend(seed.pick(HOPEFUL));
        }
        return domains;
    }
    domains.extend(by_word(&programme.name));
    domains.extend(by_field(&programme.isced_f));
    domains.dedup();
    if domains.is_empty() {
        domains.push(if programme.technological == "yes" {
            "ENG-GEN"
        } else {
            "ICT-MEDIA"
        });
    }
    domains
}
