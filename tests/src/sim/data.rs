//! The data of every play: two organisations and Agoria, made once through
//! clients and service, then copied.

use super::{client::Client, script::Script, server::Server, wire::Hub};
use edutracker_domain::{Record, RecordId, RecordType};
use edutracker_service::accounts::{self, NewAccount};
use edutracker_store::{edit::Editor, keys::DataKey};
use edutracker_sync::PushRequest;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// An account on a device.
pub struct Member {
    /// The address to sign in with.
    pub email: String,
    /// Its password.
    pub password: String,
    /// The organisation's code.
    pub organisation: &'static str,
    /// The organisation.
    pub org: RecordId,
    /// The device.
    pub device: String,
    /// The key of the cache.
    pub key: DataKey,
}

impl Member {
    /// Whether it reviews.
    #[must_use]
    pub fn reviews(&self) -> bool {
        self.organisation == "AGORIA"
    }
}

/// What is copied for each play.
pub struct Template {
    folder: PathBuf,
    // Deleted when the program ends.
    _whole: tempfile::TempDir,
    /// The accounts.
    pub members: Vec<Member>,
    /// The records, in the order they were made, with their organisation.
    pub records: Vec<(RecordType, RecordId, RecordId)>,
}

/// Organisation, role, mailbox. The last is a second device of the first account.
const MEMBERS: [(&str, &str, &str); 6] = [
    ("ALFA", "administrator", "ann"),
    ("ALFA", "institution_user", "bob"),
    ("AGORIA", "reviewer", "rik"),
    ("BETA", "administrator", "cas"),
    ("ALFA", "programme_responsible", "dis"),
    ("ALFA", "administrator", "ann"),
];

/// The members that are clients in a play.
#[must_use]
pub fn cast(script: &Script) -> [usize; 4] {
    [0, 1, 2, 3 + usize::from(script.fourth) % 3]
}

/// Where files are written that need not last.
#[must_use]
pub fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let builder = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix("edutracker-sim-");
        builder
    };
    if memory.is_dir()
        && let Ok(folder) = builder().tempdir_in(memory)
    {
        return folder;
    }
    builder().tempdir().expect("a folder")
}

impl Template {
    /// The one of this process.
    #[must_use]
    pub fn get() -> &'static Self {
        static TEMPLATE: OnceLock<Template> = OnceLock::new();
        TEMPLATE.get_or_init(|| {
            let whole = scratch();
            let folder = whole.path().to_owned();
            let (members, records) = std::thread::scope(|threads| {
                let folder = &folder;
                threads
                    .spawn(move || super::run::runtime().block_on(make(folder)))
                    .join()
                    .expect("the data can be made")
            });
            Template {
                folder,
                _whole: whole,
                members,
                records,
            }
        })
    }

    /// Copies the service and the clients of a play.
    pub fn copy(&self, to: &Path, cast: &[usize]) {
        std::fs::copy(Server::first(&self.folder), Server::first(to)).expect("copies");
        for member in cast {
            let name = format!("client-{member}");
            Client::begin(&Client::first(&self.folder.join(&name)), &to.join(&name));
        }
    }
}

async fn make(folder: &Path) -> (Vec<Member>, Vec<(RecordType, RecordId, RecordId)>) {
    let server = Server::open(folder, 5_000, 0);
    let mut members: Vec<Member> = Vec::new();
    for (code, role, mailbox) in MEMBERS {
        let email = format!("{mailbox}@{}.example", code.to_lowercase());
        let password = format!("a long password of {mailbox}");
        if members.iter().all(|member| member.email != email) {
            let kind = match code {
                "ALFA" => "university",
                "BETA" => "university_college",
                _ => "agoria",
            };
            let account = NewAccount {
                email: email.clone(),
                password: password.clone(),
                role: role.to_owned(),
                organisation: code.to_owned(),
                name: mailbox.to_owned(),
                language: "nl".to_owned(),
                new_organisation: Some((kind.to_owned(), format!("{code} legal"))),
            };
            accounts::create(&server.service, account).expect("an account");
        }
        let reader = server.service.storage().reader().expect("reads");
        let org = reader
            .organisation(code)
            .expect("reads")
            .expect("an organisation");
        drop(reader);
        members.push(Member {
            email,
            password,
            organisation: code,
            org,
            device: RecordId::new().to_string(),
            key: DataKey::random().expect("random numbers"),
        });
    }
    // Leaked: the template lives as long as the process.
    let kept: &'static [Member] = Vec::leak(members);
    let hub = Hub::new(server);
    let mut records: Vec<_> = Vec::new();
    let mut clients = Vec::new();
    for (at, member) in kept.iter().enumerate() {
        let client = Client::open(member, folder.join(format!("client-{at}")), &hub);
        client.tokens().await.expect("signs in");
        client.engine.pull().await.expect("pulls");
        clients.push(client);
    }
    for at in [0, 3] {
        records.extend(fill(&clients[at]));
        let request = PushRequest {
            confirmed: true,
            ..PushRequest::default()
        };
        let pushed = clients[at].engine.push(&request).await.expect("pushes");
        assert!(pushed.results.is_empty(), "the data is accepted");
    }
    for client in clients {
        client.engine.pull().await.expect("pulls");
    }
    let members = kept
        .iter()
        .map(|member| Member {
            email: member.email.clone(),
            password: member.password.clone(),
            organisation: member.organisation,
            org: member.org,
            device: member.device.clone(),
            key: member.key.clone(),
        })
        .collect();
    for member in kept {
        records.push((RecordType::Organisation, member.org, member.org));
    }
    records.dedup();
    (members, records)
}

/// An offer's fields, complete.
#[must_use]
pub fn offer(name: &str, contact: &str, site: Option<&str>) -> Record {
    let mut data = record(json!({
        "subject": "programme",
        "name": name,
        "studyLevel": "MA",
        "studyDomains": {"ICT-SOFT": true},
        "collaborationForms": {"INTERNSHIP": true},
        "languages": {"nl": true},
        "provinces": {"BE-VLI": true},
        "contact": contact,
        "website": "https://offer.example",
        "description": format!("First line\nAbout {name}"),
        "durationMonths": 12,
    }));
    if let Some(site) = site {
        data.insert("sites".to_owned(), json!({site: true}));
    }
    data
}

/// A JSON object as a record.
#[must_use]
pub fn record(value: Value) -> Record {
    match value {
        Value::Object(record) => record,
        _ => Record::new(),
    }
}

fn fill(client: &Client) -> Vec<(RecordType, RecordId, RecordId)> {
    let org = client.member.org;
    let offers = if client.member.organisation == "ALFA" {
        4
    } else {
        2
    };
    let mut made = Vec::new();
    client
        .cache
        .write(|tx| {
            let mut editor = Editor::new(tx, "create", &client.today())?;
            let mut create = |kind, mut data: Record| {
                let id = RecordId::new();
                data.insert("organisation".to_owned(), org.to_string().into());
                made.push((kind, id, org));
                editor.create(kind, id, org, &data).map(|()| id)
            };
            let site = create(
                RecordType::Site,
                record(json!({"name": "Campus", "province": "BE-VLI"})),
            )?;
            let contact = create(
                RecordType::Contact,
                record(json!({"name": "Contact", "email": "contact@example.be"})),
            )?;
            for n in 0..offers {
                let mut data = offer(
                    &format!("Offer {n}"),
                    &contact.to_string(),
                    Some(&site.to_string()),
                );
                data.insert("published".to_owned(), (n % 2 == 0).into());
                create(RecordType::Offer, data)?;
            }
            Ok::<_, edutracker_store::Error>(())
        })
        .expect("fills");
    made
}
