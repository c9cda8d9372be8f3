//! What a notice says: plain text in the recipient's language.

use crate::{
    clock::written_day,
    storage::{NoticeKind, Reader, Result, StoredNotice, StoredRecord},
};
use edutracker_domain::{Language, Record, RecordId, RecordType, codes::CodeList, record, review};
use edutracker_i18n::{Key, Texts, Value};

/// A notice on its way out.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The row.
    pub notice: StoredNotice,
    /// What it is about.
    pub content: Content,
    /// The token of its link.
    pub token: String,
}

/// What a notice is about, as it stands when it goes.
#[derive(Debug, Clone)]
pub enum Content {
    /// A decision on an offer.
    Decision {
        /// The offer's name.
        offer: String,
        /// Its organisation's.
        organisation: String,
        /// The review.
        review: Record,
    },
    /// A way to a new password.
    Password,
    /// An invitation to an account of an organisation.
    Invitation {
        /// The organisation's name.
        organisation: String,
    },
    /// A request was refused.
    Refusal {
        /// The organisation's name, as it was given.
        organisation: String,
        /// Why.
        reason: String,
    },
}

impl Content {
    /// Whether the mail has a link of its own.
    pub fn has_link(&self) -> bool {
        match self {
            Content::Password | Content::Invitation { .. } => true,
            Content::Refusal { .. } => false,
            Content::Decision { review, .. } => record::text(review, "verdict") == "remove",
        }
    }
}

/// Reads what a notice is about; `None` where it is not there any more.
pub fn content(reader: &dyn Reader, notice: &StoredNotice) -> Result<Option<Content>> {
    let live = |kind, id: RecordId| -> Result<Option<StoredRecord>> {
        let found = reader.record(kind, id)?;
        Ok(found.filter(|found| !found.deleted))
    };
    if notice.kind == NoticeKind::Password {
        let account = live(RecordType::Account, notice.subject)?;
        return Ok(account.map(|_| Content::Password));
    }
    if notice.kind == NoticeKind::Invitation {
        let Some(account) = live(RecordType::Account, notice.subject)? else {
            return Ok(None);
        };
        let organisation = live(RecordType::Organisation, account.org)?;
        return Ok(organisation.map(|found| Content::Invitation {
            organisation: record::text(&found.data, "legalName").to_owned(),
        }));
    }
    if notice.kind == NoticeKind::Refusal {
        let request = reader.request(notice.subject)?;
        return Ok(request.map(|request| Content::Refusal {
            organisation: request.organisation,
            reason: request.reason,
        }));
    }
    let Some(review) = live(RecordType::Review, notice.subject)? else {
        return Ok(None);
    };
    let Some(offer) = notice.offer else {
        return Ok(None);
    };
    let Some(offer) = live(RecordType::Offer, offer)? else {
        return Ok(None);
    };
    let organisation = live(RecordType::Organisation, offer.org)?;
    Ok(Some(Content::Decision {
        offer: record::text(&offer.data, "name").to_owned(),
        organisation: organisation.map_or_else(String::new, |found| {
            record::text(&found.data, "legalName").to_owned()
        }),
        review: review.data,
    }))
}

impl Letter {
    /// The language it is written in.
    pub fn language(&self) -> Language {
        self.notice.language.parse().unwrap_or(Language::Nl)
    }

    /// Subject and body. `public_url` is where people reach the service.
    pub fn write(&self, texts: &Texts, public_url: &str) -> (String, String) {
        let (subject, mut paragraphs) = match &self.content {
            Content::Decision {
                offer,
                organisation,
                review,
            } => decision(
                texts,
                self.notice.kind,
                [offer, organisation],
                review,
                &format!("{public_url}/objections/{}", self.token),
            ),
            Content::Password => {
                let link = format!("{public_url}/password/{}", self.token);
                let body = texts.text(Key::MailPasswordBody, &[("link", link.into())]);
                (texts.text(Key::MailPasswordSubject, &[]), vec![body])
            }
            Content::Invitation { organisation } => {
                let link = format!("{public_url}/password/{}", self.token);
                let about = [
                    ("organisation", organisation.as_str().into()),
                    ("email", self.notice.recipient.as_str().into()),
                    ("link", link.into()),
                ];
                let body = texts.text(Key::MailInvitationBody, &about);
                (texts.text(Key::MailInvitationSubject, &[]), vec![body])
            }
            Content::Refusal {
                organisation,
                reason,
            } => {
                let about = [("organisation", organisation.as_str().into())];
                let reason = [("reason", reason.as_str().into())];
                let body = texts.text(Key::MailRefusalBody, &about);
                let paragraphs = vec![body, texts.text(Key::MailReason, &reason)];
                (texts.text(Key::MailRefusalSubject, &[]), paragraphs)
            }
        };
        paragraphs.insert(0, texts.text(Key::MailGreeting, &[]));
        paragraphs.push(texts.text(Key::MailClose, &[]));
        (subject, paragraphs.join("\n\n") + "\n")
    }
}

fn decision(
    texts: &Texts,
    kind: NoticeKind,
    [offer, organisation]: [&str; 2],
    review: &Record,
    link: &str,
) -> (String, Vec<String>) {
    let language = texts.language();
    // A blank name is a draft's; the mail must still say something.
    let name = if offer.is_empty() { "–" } else { offer };
    let about: [(&str, Value<'_>); 2] =
        [("name", name.into()), ("organisation", organisation.into())];
    let (subject, body) = match kind {
        NoticeKind::Ask => (Key::MailAskSubject, Key::MailAskBody),
        NoticeKind::Restore => (Key::MailRestoreSubject, Key::MailRestoreBody),
        _ => (Key::MailRemoveSubject, Key::MailRemoveBody),
    };
    let mut paragraphs = vec![texts.text(body, &about)];
    let reasons: Vec<&str> = record::members(review, "reasons")
        .into_iter()
        .map(|code| {
            let found = CodeList::ReviewReasons.find(code);
            found.map_or(code, |found| found.labels.get(language))
        })
        .collect();
    if !reasons.is_empty() {
        let reasons = reasons.join("; ");
        paragraphs.push(texts.text(Key::MailReason, &[("reason", reasons.into())]));
    }
    let note = record::get(review, "note").and_then(serde_json::Value::as_object);
    if let Some((written, note)) = note.and_then(|note| review::note_in(note, language)) {
        let head = if written == language {
            texts.text(Key::MailNote, &[])
        } else {
            let found = CodeList::Languages.find(written.as_str());
            let name = found.map_or(written.as_str(), |found| found.labels.get(language));
            texts.text(Key::MailNoteOther, &[("language", name.into())])
        };
        paragraphs.push(format!("{head}\n{note}"));
    }
    match kind {
        NoticeKind::Remove => {
            paragraphs.push(texts.text(Key::MailRemoveCan, &[("link", link.into())]));
        }
        NoticeKind::Ask => {
            let due = record::text(review, "due");
            if !due.is_empty() {
                paragraphs.push(texts.text(Key::MailAskDue, &[("due", written_day(due).into())]));
            }
            paragraphs.push(texts.text(Key::MailAskCan, &[]));
        }
        _ => paragraphs.push(texts.text(Key::MailRestoreCan, &[])),
    }
    (texts.text(subject, &about), paragraphs)
}
