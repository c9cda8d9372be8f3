//! Cards of offers, as EduTracker shows them, on pages for printing.
//!
//! * [`layout`]: which line stands where;
//! * [`figures`]: sheets of figures in the same dress;
//! * [`draw`]: the pages as PDF, with a structure for those who listen to it.

mod draw;
pub mod figures;
mod layout;

use super::{
    Item, Sink,
    cell::{self, Words, plain},
};
use edutracker_domain::{RecordType, card, codes::CodeList, field, record as fields};
use edutracker_i18n::{Key, Texts, Value};
use layout::{Block, Layout, Style};
use std::io::{self, Write};

/// A PDF that is being made.
pub(super) struct Cards<W> {
    texts: Texts,
    words: Words,
    today: String,
    layout: Layout,
    out: W,
}

impl<W: Write> Cards<W> {
    pub fn begin(texts: Texts, today: &str, out: W) -> io::Result<Self> {
        Ok(Self {
            words: Words::of(RecordType::Offer, &texts),
            texts,
            today: today.to_owned(),
            layout: Layout::new()?,
            out,
        })
    }

    /// What a card says, from the top.
    fn blocks(&self, item: &Item<'_>) -> Vec<Block> {
        let row = item.row;
        let language = self.texts.language();
        let mut blocks = Vec::new();
        let mut add = |style: Style, text: &str| {
            let text = plain(text);
            if !text.trim().is_empty() {
                blocks.push(Block {
                    style,
                    text: text.into_owned(),
                });
            }
        };
        let list = |name: &str| {
            field::field(row.kind, name).map_or_else(String::new, |field| {
                cell::read(field, &row.fields, &row.names, &self.words)
                    .shown()
                    .replace(cell::BETWEEN, ", ")
            })
        };
        let heading = card::heading(&row.fields, language);
        if heading.trim().is_empty() {
            add(Style::Heading, &self.texts.text(Key::CardNoName, &[]));
        } else {
            add(Style::Heading, &heading);
        }
        add(Style::Owner, item.organisation);
        add(Style::Fact, &list("collaborationForms"));
        // Where and in which language, in one line: paper is dear.
        let place: Vec<String> = ["provinces", "sites", "languages"]
            .into_iter()
            .map(list)
            .filter(|text| !text.trim().is_empty())
            .collect();
        add(Style::Fact, &place.join(" · "));
        add(Style::Body, fields::text(&row.fields, "description"));
        add(Style::Fact, &list("studyDomains"));
        if let Some(contact) = item.contact {
            let of = |name: &str| fields::text(contact, name);
            let parts: Vec<&str> = [of("name"), of("email"), of("phone")]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            let name = Value::from(parts.join(" · "));
            add(
                Style::Fact,
                &self.texts.text(Key::CardContact, &[("name", name)]),
            );
        }
        add(Style::Fact, fields::text(&row.fields, "website"));
        let status = row.status.map_or("", |status| status.as_str());
        if status != "published" {
            // Nobody else sees it yet.
            add(
                Style::Owner,
                cell::label(CodeList::OfferStatuses, status, language),
            );
        }
        blocks
    }
}

/// Pages as a document, each with the day and its number at its foot.
fn document(
    pages: &[layout::Page],
    title: &str,
    texts: &Texts,
    today: &str,
) -> io::Result<Vec<u8>> {
    // As dates are written in Belgium, in each of its languages.
    let day = today.split('-').rev().collect::<Vec<_>>().join("/");
    let footer = |page: usize| {
        let args = [
            ("day", Value::from(day.as_str())),
            ("page", Value::from(page)),
            ("pages", Value::from(pages.len())),
        ];
        texts.text(Key::ExportPage, &args)
    };
    draw::pdf(pages, title, texts.language(), today, footer)
}

impl<W: Write> Sink for Cards<W> {
    fn put(&mut self, item: &Item<'_>) -> io::Result<()> {
        let blocks = self.blocks(item);
        self.layout.card(blocks);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let title = self.texts.text(Key::ExportCards, &[]);
        let bytes = document(self.layout.pages(), &title, &self.texts, &self.today)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}
