//! Organisations with their sites and contacts.

use super::{companies, seed, sources, texts};
use edutracker_domain::{Record, RecordId, RecordType, codes::CodeList, record};
use serde_json::{Value, json};

/// A site as offers need it.
pub struct Site {
    pub id: RecordId,
    pub code: String,
    pub name: String,
    pub municipality: String,
    pub postal_code: String,
    pub province: String,
}

/// A role mailbox.
pub struct Contact {
    pub id: RecordId,
    pub name: String,
    pub email: String,
    pub function: String,
}

/// An organisation with what belongs to it.
pub struct Organisation {
    pub id: RecordId,
    /// Its place among all, which keeps ids in order.
    pub place: u64,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub country: String,
    pub website: String,
    pub languages: Vec<String>,
    pub sites: Vec<Site>,
    pub contacts: Vec<Contact>,
}

/// The part of a name that can stand in an address.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}

/// An object as a record.
pub fn object(value: Value) -> Record {
    match value {
        Value::Object(object) => object,
        _ => Record::new(),
    }
}

impl Organisation {
    /// An organisation without sites yet; its contacts follow from its language.
    pub fn new(place: usize, code: &str, name: &str, kind: &str) -> Self {
        let place = place as u64;
        Self {
            id: seed::id(&format!("organisation {code}"), place),
            place,
            code: code.to_owned(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            country: "BE".to_owned(),
            website: String::new(),
            languages: Vec::new(),
            sites: Vec::new(),
            contacts: Vec::new(),
        }
    }

    /// The language that most is written in.
    pub fn language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// Its mail domain, and that of its pages: one that is reserved for examples.
    pub fn domain(&self) -> String {
        format!("{}.example", slug(&self.code))
    }

    /// Adds a site.
    pub fn site(
        &mut self,
        code: &str,
        name: &str,
        municipality: &str,
        postal_code: &str,
        province: &str,
    ) {
        let place = self.place * 1_000 + self.sites.len() as u64;
        self.sites.push(Site {
            id: seed::id(&format!("site {code}"), place),
            code: code.to_owned(),
            name: name.to_owned(),
            municipality: municipality.to_owned(),
            postal_code: postal_code.to_owned(),
            province: province.to_owned(),
        });
    }

    /// Adds its two or three role mailboxes.
    pub fn staff(&mut self) {
        let count = 2 + seed::Seed::new(&format!("contacts {}", self.code)).below(2);
        let domain = self.domain();
        let boxes = texts::mailboxes(self.language());
        self.contacts = boxes
            .iter()
            .take(count)
            .enumerate()
            .map(|(n, [address, name, function])| Contact {
                id: seed::id(
                    &format!("contact {} {address}", self.code),
                    self.place * 1_000 + n as u64,
                ),
                name: (*name).to_owned(),
                email: format!("{address}@{domain}"),
                function: (*function).to_owned(),
            })
            .collect();
    }

    /// Hands over its records.
    pub fn records(&self, put: &mut dyn FnMut(RecordType, RecordId, RecordId, Record)) {
        let about: Record = self
            .languages
            .iter()
            .map(|language| {
                (
                    language.clone(),
                    Value::String(texts::about(language, &self.name)),
                )
            })
            .collect();
        let website = if self.website.is_empty() {
            Value::Null
        } else {
            format!("https://{}", self.website).into()
        };
        let organisation = json!({
            "code": self.code, "legalName": self.name, "kind": self.kind, "country": self.country, "status": "active",
            "about": about, "website": website, "languages": record::set_of(self.languages.clone()),
        });
        put(
            RecordType::Organisation,
            self.id,
            self.id,
            object(organisation),
        );
        let own = self.id.to_string();
        for site in &self.sites {
            let data = json!({
                "organisation": own, "name": site.name, "municipality": site.municipality,
                "postalCode": site.postal_code, "province": site.province,
            });
            put(RecordType::Site, site.id, self.id, object(data));
        }
        for contact in &self.contacts {
            let data = json!({
                "organisation": own, "name": contact.name, "email": contact.email, "function": contact.function,
            });
            put(RecordType::Contact, contact.id, self.id, object(data));
        }
    }
}

/// All organisations: those of the table, the company, and Agoria.
pub fn all() -> Result<Vec<Organisation>, String> {
    let campuses = sources::campuses()?;
    let mut all = Vec::new();
    for row in sources::organisations()? {
        let mut organisation = Organisation::new(all.len(), &row.org_code, &row.name, &row.kind);
        organisation.country = row.country;
        organisation.website = row.website;
        organisation.languages = row
            .languages
            .split_whitespace()
            .filter(|language| CodeList::Languages.may_choose(language))
            .map(str::to_owned)
            .collect();
        for campus in campuses
            .iter()
            .filter(|campus| campus.org_code == row.org_code)
        {
            organisation.site(
                &campus.campus_code,
                &campus.campus_name,
                &campus.municipality,
                &campus.postal_code,
                &campus.province_code,
            );
        }
        organisation.staff();
        all.push(organisation);
    }
    all.push(companies::company(all.len()));
    let mut agoria = Organisation::new(all.len(), "AGORIA", "Agoria", "agoria");
    agoria.languages = ["nl", "fr", "en"].map(str::to_owned).to_vec();
    agoria.website = "agoria.be".to_owned();
    all.push(agoria);
    Ok(all)
}
