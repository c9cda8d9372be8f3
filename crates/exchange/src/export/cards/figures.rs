//! Figures of a period on pages for printing.

use super::{
    document,
    layout::{Block, Layout, Style},
    plain,
};
use edutracker_i18n::Texts;
use std::io;

/// Figures that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// What they are figures of.
    pub heading: String,
    /// A name and its figure, which may be empty.
    pub figures: Vec<(String, String)>,
    /// What has to be known to read them; may be empty.
    pub remark: String,
}

/// A sheet of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What the sheet is called.
    pub title: String,
    /// What stands under that: the period.
    pub under: String,
    /// The figures.
    pub sections: Vec<Section>,
}

/// A sheet as PDF. `today` is `YYYY-MM-DD`.
///
/// # Errors
/// When the fonts cannot be read, which are part of the program.
pub fn pdf(sheet: &Sheet, texts: &Texts, today: &str) -> io::Result<Vec<u8>> {
    let block = |style: Style, text: &str| Block {
        style,
        text: plain(text).into_owned(),
    };
    let mut layout = Layout::new()?;
    layout.card(vec![
        block(Style::Heading, &sheet.title),
        block(Style::Body, &sheet.under),
    ]);
    for section in &sheet.sections {
        let mut blocks = vec![block(Style::Heading, &section.heading)];
        for (name, figure) in &section.figures {
            blocks.push(if figure.is_empty() {
                block(Style::Fact, name)
            } else {
                block(
                    Style::Figure,
                    &format!("{}\t{figure}", name.replace('\t', " ")),
                )
            });
        }
        if !section.remark.is_empty() {
            blocks.push(block(Style::Fact, &section.remark));
        }
        layout.card(blocks);
    }
    document(layout.pages(), &sheet.title, texts, today)
}
