//! Client and service over a real connection, with everything compressed.

use edutracker_app::{self as app, App, Host};
use edutracker_domain::{Language, Record, RecordType};
use edutracker_protocol::command::{Edit, Nothing, Push, RecordEdit, SignIn};
use edutracker_store::keys::keyring::{Keyring, NoKeyring};
use edutracker_sync::{HttpTransport, NetError, Transport};
use edutracker_tests::{programs::Service, world::demo_account};
use serde_json::json;
use std::{path::PathBuf, sync::Arc};

struct Far(PathBuf, NoKeyring);

impl Host for Far {
    fn data_dir(&self) -> PathBuf {
        self.0.clone()
    }
    fn keyring(&self) -> &dyn Keyring {
        &self.1
    }
    fn transport(&self, service: &str, device: &str) -> Result<Arc<dyn Transport>, NetError> {
        Ok(Arc::new(HttpTransport::compressed(service, device)?))
    }
    fn suggested_service(&self) -> String {
        String::new()
    }
    fn today(&self) -> String {
        "2026-11-22".to_owned()
    }
    fn language(&self) -> Language {
        Language::En
    }
    fn changed(&self, _: u64) {}
}

#[tokio::test]
async fn a_client_far_away_pulls_and_pushes_compressed() {
    let folder = tempfile::tempdir().expect("a folder");
    let service = Service::start(&folder.path().join("service")).expect("starts");
    let account = demo_account("KUL", "administrator");
    let desk = App::start(Arc::new(Far(folder.path().join("desk"), NoKeyring))).expect("starts");
    let args = SignIn {
        service: service.address().to_owned(),
        email: account.email,
        password: account.password,
        passphrase: Some("correct horse battery".to_owned()),
    };
    app::sign_in(&desk, args).await.expect("signs in");
    let pulled = app::pull(&desk, Nothing {}).await.expect("pulls");
    assert!(pulled.caught_up && pulled.received >= 120);
    let ids = app::views::select(&desk, &app::views::filter(RecordType::Offer, Vec::new()))
        .expect("selects");
    let edits = ids
        .iter()
        .map(|id| {
            let mut patch = Record::new();
            patch.insert("website".into(), json!("https://ver-weg.example.be"));
            RecordEdit {
                kind: RecordType::Offer,
                id: *id,
                patch,
            }
        })
        .collect();
    app::edit(&desk, Edit { edits }).await.expect("edits");
    let pushed = app::push(&desk, Push::default()).await.expect("pushes");
    assert_eq!(pushed.summary.applied, ids.len() as u64);
    // What came back by the feed is what was sent: the check sums say so.
    let again = app::pull(&desk, Nothing {}).await.expect("pulls");
    assert!(again.caught_up);
    assert_eq!(again.received, 0);
}
