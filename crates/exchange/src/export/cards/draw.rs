//! Pages as PDF: text that can be selected, headings in an outline, and a
//! structure that tells a screen reader what is a heading and what a page number.

use super::layout::{self, HEIGHT, MARGIN, Page, Part, Piece, Style, WIDTH};
use edutracker_domain::Language;
use krilla::{
    Data, Document,
    color::rgb,
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree},
    text::{Font, TextDirection},
};
use std::{io, num::NonZeroU16};

/// The colours of texts and lines: dark enough to be read in print.
const INK: (u8, u8, u8) = (0x1c, 0x1f, 0x24);
const SOFT: (u8, u8, u8) = (0x4d, 0x55, 0x60);
const LINE: (u8, u8, u8) = (0xc4, 0xca, 0xd2);
/// The size of the line at the foot.
const FOOT_SIZE: f32 = 8.5;

fn colour((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn fill(of: (u8, u8, u8)) -> Fill {
    Fill {
        paint: colour(of).into(),
        ..Fill::default()
    }
}

/// The fonts as they are drawn.
struct Fonts {
    regular: Font,
    bold: Font,
}

fn font(bytes: &'static [u8]) -> io::Result<Font> {
    Font::new(Data::from(bytes), 0).ok_or_else(|| io::Error::other("font"))
}

/// The document of these pages.
pub(super) fn pdf(
    pages: &[Page],
    title: &str,
    language: Language,
    today: &str,
    footer: impl Fn(usize) -> String,
) -> io::Result<Vec<u8>> {
    let fonts = Fonts {
        regular: font(layout::REGULAR)?,
        bold: font(layout::BOLD)?,
    };
    let mut document = Document::new();
    let mut tree = TagTree::new().with_lang(Some(language.to_string()));
    let mut outline = Outline::new();
    for (index, page) in pages.iter().enumerate() {
        let settings =
            PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| io::Error::other("page"))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for part in &page.parts {
            if let Some(title) = &part.title {
                let place = XyzDestination::new(index, Point::from_xy(MARGIN, part.top));
                outline.push_child(OutlineNode::new(title.clone(), place));
            }
            frame(&mut surface, part);
            tree.push(card(&mut surface, &fonts, part)?);
        }
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
        surface.set_fill(Some(fill(SOFT)));
        let place = Point::from_xy(MARGIN, HEIGHT - MARGIN + 4.0);
        write(
            &mut surface,
            &fonts.regular,
            FOOT_SIZE,
            place,
            &footer(index + 1),
        );
        surface.end_tagged();
        surface.finish();
        sheet.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tree);
    let mut metadata = Metadata::new()
        .title(title.to_owned())
        .language(language.to_string())
        .creator("EduTracker Desk".to_owned());
    if let Some(date) = date(today) {
        metadata = metadata.creation_date(date);
    }
    document.set_metadata(metadata);
    document
        .finish()
        .map_err(|error| io::Error::other(format!("{error:?}")))
}

fn date(day: &str) -> Option<DateTime> {
    let mut parts = day.split('-');
    Some(
        DateTime::new(parts.next()?.parse().ok()?)
            .month(parts.next()?.parse().ok()?)
            .day(parts.next()?.parse().ok()?),
    )
}

fn write(surface: &mut Surface<'_>, font: &Font, size: f32, place: Point, text: &str) {
    surface.draw_text(place, font.clone(), size, text, false, TextDirection::Auto);
}

fn frame(surface: &mut Surface<'_>, part: &Part) {
    let mut path = PathBuilder::new();
    let frame = Rect::from_ltrb(MARGIN, part.top, WIDTH - MARGIN, part.bottom);
    if let Some(frame) = frame {
        path.push_rect(frame);
    }
    if let Some(path) = path.finish() {
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: colour(LINE).into(),
            width: 0.75,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.set_stroke(None);
        surface.end_tagged();
    }
}

/// Draws a card; answers its place in the structure.
fn card(surface: &mut Surface<'_>, fonts: &Fonts, part: &Part) -> io::Result<TagGroup> {
    let mut section = TagGroup::new(Tag::Section);
    for piece in &part.pieces {
        let mut group = match piece.style {
            Style::Heading => TagGroup::new(Tag::Hn(NonZeroU16::MIN, part.title.clone())),
            _ => TagGroup::new(Tag::P),
        };
        lines(surface, fonts, piece, &mut group);
        section.push(group);
    }
    Ok(section)
}

fn lines(surface: &mut Surface<'_>, fonts: &Fonts, piece: &Piece, group: &mut TagGroup) {
    let font = match piece.style {
        Style::Heading => &fonts.bold,
        _ => &fonts.regular,
    };
    surface.set_fill(Some(fill(match piece.style {
        Style::Heading | Style::Body | Style::Figure => INK,
        Style::Owner | Style::Fact => SOFT,
    })));
    for line in &piece.lines {
        let tag = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        write(
            surface,
            font,
            piece.style.size(),
            Point::from_xy(line.x, line.y),
            &line.text,
        );
        surface.end_tagged();
        group.push(tag);
    }
}
