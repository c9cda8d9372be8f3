//! The demo company and its offers.

use super::{
    offers::ROOM,
    organisations::{Organisation, object},
    seed,
};
use edutracker_domain::{Record, RecordId, record};
use serde_json::json;

/// The company's code.
pub const CODE: &str = "DEMO-COMPANY";
/// How many offers it has.
pub const OFFERS: usize = 12;

/// The company, with its entities and mailboxes.
pub fn company(place: usize) -> Organisation {
    let mut company = Organisation::new(place, CODE, "Demo Technics NV", "company_member");
    company.languages = ["nl", "fr", "en"].map(str::to_owned).to_vec();
    company.website = "www.demo-company.example".to_owned();
    company.site("DEMO-GENT", "Fabriek Gent", "Gent", "9000", "BE-VOV");
    company.site(
        "DEMO-CHARLEROI",
        "Atelier de Charleroi",
        "Charleroi",
        "6000",
        "BE-WHT",
    );
    company.staff();
    company
}

/// Name, form, language, entity, description.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    usize,
    &'static str,
);

const ROWS: [Row; OFFERS] = [
    (
        "Stage onderhoud en automatisering",
        "INTERNSHIP",
        "nl",
        0,
        "Je werkt twaalf weken mee in de ploeg die de verpakkingslijnen onderhoudt. Een vaste begeleider loopt met je mee, en je voert zelf één verbetering uit van meting tot oplevering. Starten kan in februari en in september.",
    ),
    (
        "Stage en maintenance industrielle",
        "INTERNSHIP",
        "fr",
        1,
        "Pendant quinze semaines, vous rejoignez l’équipe de maintenance de l’atelier. Un tuteur vous suit chaque semaine et vous menez un petit projet d’amélioration jusqu’à sa mise en service. Début possible en février ou en septembre.",
    ),
    (
        "Bedrijfsbezoek slimme fabriek",
        "VISIT",
        "nl",
        0,
        "In een halve dag ziet een groep van hoogstens vijfentwintig studenten hoe bestelling, productie en logistiek samenhangen. Twee ingenieurs beantwoorden vragen aan de lijn. Bezoeken kunnen op dinsdag en donderdag, na afspraak.",
    ),
    (
        "Visite de l’atelier de robotique",
        "VISIT",
        "fr",
        1,
        "Une visite guidée de trois heures pour vingt étudiants au plus : cellules robotisées, contrôle de qualité et sécurité. La visite se termine par un échange avec les techniciens. Chaque mercredi d’octobre à mai.",
    ),
    (
        "Gastles industriële netwerken",
        "GUEST",
        "nl",
        0,
        "Een ingenieur komt anderhalf uur naar de klas met een koffer vol materiaal. Studenten bouwen in groepen van vijf een klein netwerk en zoeken er een fout in. Geschikt voor het tweede en het derde jaar.",
    ),
    (
        "Guest lecture on machine vision",
        "GUEST",
        "en",
        0,
        "A ninety-minute session on how cameras check every product on a fast line, with live examples from our plant. Students get a small data set to work on afterwards. Available from October to April, at your campus.",
    ),
    (
        "Masterproef voorspellend onderhoud",
        "THESIS-MA",
        "nl",
        0,
        "We stellen twee jaar trillingsdata van pompen ter beschikking en zoeken een model dat storingen een week vooraf meldt. Je krijgt een werkplek, een begeleider en toegang tot de installatie. Looptijd: een academiejaar.",
    ),
    (
        "Travail de fin d’études en énergie",
        "THESIS-BA",
        "fr",
        1,
        "Nous cherchons deux étudiants pour mesurer la consommation d’air comprimé de l’atelier et proposer des économies. Le matériel de mesure et un accompagnement d’un jour par semaine sont prévus. Durée : de février à juin.",
    ),
    (
        "Training on robot cells",
        "LABTRAIN",
        "en",
        0,
        "Groups of eight students train for two days on the robot cells that our own technicians use: safety, teaching points, and a small pick-and-place task. Teachers are welcome to take part. Four dates each semester.",
    ),
    (
        "Werkplekleren elektrotechniek",
        "WPL",
        "nl",
        0,
        "Twee dagen per week leer je in ons atelier borden bouwen, aansluiten en keuren. Na zes maanden werk je zelfstandig aan een opdracht van een klant, met nazicht door je mentor. Instappen kan elk semester.",
    ),
    (
        "Hackathon industrial data",
        "HACK",
        "en",
        1,
        "Forty students work for twenty-four hours on anonymised data of our lines, with coaches from production and IT. The best three teams present to the plant manager. Once a year, on the last weekend of March.",
    ),
    (
        "Cas d’entreprise logistique",
        "CASE",
        "fr",
        1,
        "Une équipe de quatre étudiants analyse les flux de notre magasin pendant huit semaines et défend une proposition chiffrée. Deux visites sur place et un suivi à distance sont prévus. Début chaque semestre.",
    ),
];

/// One of the company's offers.
pub fn offer(company: &Organisation, ordinal: usize) -> (RecordId, Record) {
    let (name, form, language, entity, description) = ROWS[ordinal % OFFERS];
    let id = seed::id(
        &format!("offer {CODE} {ordinal}"),
        company.place * ROOM + ordinal as u64,
    );
    let site = &company.sites[entity];
    let data = json!({
        "organisation": company.id.to_string(),
        "subject": "companyOffer",
        "name": name,
        "collaborationForms": record::set_of([form]),
        "languages": record::set_of([language]),
        "provinces": record::set_of([site.province.clone()]),
        "sites": record::set_of([site.id.to_string()]),
        "studyDomains": record::set_of([if form == "HACK" { "ICT-DATA" } else { "ENG-AUT" }]),
        "contact": company.contacts[entity % company.contacts.len()].id.to_string(),
        "website": format!("https://{}/{}", company.domain(), form.to_lowercase()),
        "description": description,
        "published": ordinal != 5,
    });
    (id, object(data))
}
