//! Offers of programmes.

use super::{
    domains,
    organisations::{Organisation, Site, object, slug},
    seed::{self, Seed},
    sources::Programme,
    texts,
};
use edutracker_domain::{Record, RecordId, record};
use serde_json::{Value, json};

/// Room for the ids of one organisation's offers.
pub const ROOM: u64 = 2_000_000;

/// The forms that go with a level.
fn forms(level: &str) -> &'static [&'static str] {
    match level {
        "GR" | "BES" => &["WPL", "INTERNSHIP", "CASE", "GUEST"],
        "PBA" => &["INTERNSHIP", "THESIS-BA", "CASE", "GUEST", "VISIT"],
        "ABA" => &["INTERNSHIP", "THESIS-BA", "VISIT", "CASE"],
        "MA" | "MNM" => &["THESIS-MA", "INTERNSHIP", "CASE", "GUEST", "HACK"],
        "NFE" => &["INTERNSHIP", "WPL", "DUAL", "VISIT"],
        _ => &["INTERNSHIP", "CASE", "COACH"],
    }
}

fn months(programme: &Programme) -> u64 {
    let given = programme
        .duration_months
        .parse::<f64>()
        .ok()
        .map(|months| months.round().clamp(1.0, 120.0));
    given.map_or(
        match programme.study_level.as_str() {
            "PBA" | "ABA" => 36,
            "GR" | "BES" | "MA" => 24,
            "PG" | "NFE" => 9,
            _ => 12,
        },
        |months| months as u64,
    )
}

/// Where the offer takes place: the programme's campus, or for variants another one.
fn site<'a>(
    organisation: &'a Organisation,
    programme: &Programme,
    variant: usize,
    ordinal: usize,
) -> Option<&'a Site> {
    let sites = &organisation.sites;
    if variant > 0 && !sites.is_empty() {
        return sites.get((ordinal + variant * 3) % sites.len());
    }
    let own = sites.iter().find(|site| site.code == programme.campus_code);
    own.or_else(|| {
        sites
            .iter()
            .find(|site| site.province == programme.province_code)
    })
}

/// The offer of an organisation at a place in its row of offers: first each
/// programme as it is, then variants with another campus, language or track.
pub fn offer(
    organisation: &Organisation,
    programmes: &[&Programme],
    ordinal: usize,
) -> (RecordId, Record) {
    let programme = programmes[ordinal % programmes.len()];
    let variant = ordinal / programmes.len();
    let key = format!("offer {} {ordinal}", organisation.code);
    let id = seed::id(&key, organisation.place * ROOM + ordinal as u64);
    let mut seed = Seed::new(&key);
    let language = programme.language.as_str();
    let tracks = texts::tracks(language, programme.technological != "no");
    let site = site(organisation, programme, variant, ordinal);
    let province = site.map_or(programme.province_code.as_str(), |site| {
        site.province.as_str()
    });
    let mut languages = vec![language];
    if language != "en" && (variant % 3 == 2 || seed.percent(15)) {
        languages.push("en");
    }
    let options = forms(&programme.study_level);
    let mut chosen = vec![options[0]];
    chosen.extend(seed.pick(options));
    if seed.percent(40) {
        chosen.extend(seed.pick(options));
    }
    let mut specialisations: Vec<&str> = Vec::new();
    for _ in 0..seed.below(4) {
        specialisations.extend(seed.pick(tracks));
    }
    let name = name(programme, tracks, variant, ordinal);
    let length = months(programme);
    let contact = organisation
        .contacts
        .get(seed.below(organisation.contacts.len()));
    let archived = seed.percent(3);
    let published = !archived && seed.percent(88);
    let website = format!(
        "https://{}/{}",
        organisation.domain(),
        slug(&programme.name)
    );
    let data = json!({
        "organisation": organisation.id.to_string(),
        "subject": "programme",
        "name": name,
        "studyLevel": programme.study_level,
        "studyDomains": record::set_of(domains::declared(programme, &mut Seed::new(&format!("domains {key}")))),
        "collaborationForms": record::set_of(chosen.iter().copied()),
        "languages": record::set_of(languages),
        "provinces": record::set_of([province]),
        "sites": record::set_of(site.map(|site| site.id.to_string())),
        "specialisations": record::set_of(specialisations),
        "contact": contact.map_or(Value::Null, |contact| contact.id.to_string().into()),
        "website": website,
        "description": texts::description(language, &programme.name, length, &mut seed),
        "durationMonths": length,
        "published": published,
        "archived": archived,
    });
    (id, object(data))
}

/// A programme's name; variants name the track that makes them differ.
fn name(programme: &Programme, tracks: &[&str], variant: usize, ordinal: usize) -> String {
    if variant == 0 || tracks.is_empty() {
        return programme.name.clone();
    }
    let track = |n: usize| tracks[n % tracks.len()];
    let first = track(ordinal + variant);
    if variant <= tracks.len() {
        return format!("{}: {first}", programme.name);
    }
    let second = track(ordinal + variant + 1 + variant / tracks.len() % (tracks.len() - 1));
    format!("{}: {first}, {second}", programme.name)
}
