//! The links in mails: whose they are, and what they are good for.

use crate::{
    auth::token,
    making::Making,
    refusal::Answer,
    service::Service,
    storage::{NoticeKind, NoticesOf, Reader, Result, StoredLink, StoredNotice},
};
use edutracker_domain::{
    Language, Record, RecordId, RecordType, Rev, record, review::Verdict, text,
};

/// A removal that somebody may object to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The language of who got the notice.
    pub language: Language,
    /// The offer's name.
    pub offer: String,
    /// Whether the objection was made already.
    pub made: bool,
}

/// What became of an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objected {
    /// The reviewers get it.
    Received,
    /// It had come before.
    Already,
    /// The link does not work, or no longer.
    Gone,
    /// Nothing was said, or more than fits.
    Unfit {
        /// How many characters fit.
        limit: usize,
    },
}

impl Service {
    /// The notice behind a link that works; used links are found too.
    pub(super) fn linked(
        &self,
        reader: &dyn Reader,
        token: &str,
    ) -> Result<Option<(StoredLink, StoredNotice)>> {
        let now = self.clock().millis();
        let link = reader.link(&token::hash(token))?;
        let Some(link) = link.filter(|link| link.expires > now) else {
            return Ok(None);
        };
        Ok(reader.notice(link.notice)?.map(|notice| (link, notice)))
    }

    /// The removal that a link lets somebody object to.
    pub fn objection(&self, token: &str) -> Answer<Option<Objection>> {
        let reader = self.storage().reader()?;
        let Some((link, notice)) = self.linked(&*reader, token)? else {
            return Ok(None);
        };
        let Some(offer) = notice.offer.filter(|_| notice.kind == NoticeKind::Remove) else {
            return Ok(None);
        };
        let offer = reader.record(RecordType::Offer, offer)?;
        Ok(offer.filter(|offer| !offer.deleted).map(|offer| Objection {
            language: notice.language.parse().unwrap_or(Language::Nl),
            offer: record::text(&offer.data, "name").to_owned(),
            made: link.used.is_some(),
        }))
    }

    /// Takes an objection: a review that the reviewers get, and the owner sees.
    pub fn object(&self, token: &str, said: &str) -> Answer<Objected> {
        let limit = self.settings().texts.note;
        // Browsers send line ends as they like.
        let said = said.replace("\r\n", "\n").replace('\r', "\n");
        let said = said.trim();
        let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
        let length = text::count(said);
        if length == 0 || length > limit || said.chars().any(control) {
            return Ok(Objected::Unfit { limit });
        }
        let writer = self.storage().writer()?;
        let Some((link, notice)) = self.linked(writer.as_reader(), token)? else {
            return Ok(Objected::Gone);
        };
        let offer = match notice.offer.filter(|_| notice.kind == NoticeKind::Remove) {
            Some(offer) => writer.record(RecordType::Offer, offer)?,
            None => None,
        };
        let Some(offer) = offer.filter(|offer| !offer.deleted) else {
            return Ok(Objected::Gone);
        };
        if link.used.is_some() {
            return Ok(Objected::Already);
        }
        let seen = Rev::new(writer.head()?.epoch, offer.seq);
        let at = self.clock().moment();
        let mut data = Record::new();
        let mut put = |name: &str, value: String| record::put(&mut data, name, value.into());
        put("organisation", offer.org.to_string());
        put("offer", offer.id.to_string());
        put("verdict", Verdict::Objection.to_string());
        put(&format!("note.{}", notice.language), said.to_owned());
        put("seenRev", seen.to_string());
        put("from", notice.recipient.clone());
        put("at", at.clone());
        if let Some(login) = writer.login(&notice.recipient)? {
            put("by", login.account.to_string());
        }
        let making = Making {
            seq: writer.next_seq()?,
            at: &at,
            by: &notice.recipient,
        };
        let review = (RecordType::Review, RecordId::new(), offer.org);
        making.write(&*writer, review, &data)?;
        writer.put_link(&StoredLink {
            used: Some(self.clock().millis()),
            ..link
        })?;
        writer.commit()?;
        Ok(Objected::Received)
    }

    /// Forgets all links to a new password of an account.
    pub(crate) fn drop_password_links(
        &self,
        writer: &dyn crate::storage::Writer,
        account: RecordId,
    ) -> Result<()> {
        let of = NoticesOf {
            subject: Some(account),
            offer: None,
        };
        for mut notice in writer.notices(of, None, 1_000)? {
            writer.drop_links(notice.id)?;
            // One that is still to go would bring a link of its own.
            if notice.state == crate::storage::NoticeState::Waiting {
                notice.state = crate::storage::NoticeState::Cancelled;
                notice.changed = self.clock().millis();
                writer.put_notice(&notice)?;
            }
        }
        Ok(())
    }
}
