//! Which line of which card stands where on which page.

use skrifa::{
    FontRef, MetadataProvider as _,
    instance::{LocationRef, Size},
};
use std::io;

/// The fonts, which have all letters of the languages of Europe.
pub(super) const REGULAR: &[u8] = include_bytes!("../../../fonts/Inter-Regular.ttf");
/// The same, for headings.
pub(super) const BOLD: &[u8] = include_bytes!("../../../fonts/Inter-SemiBold.ttf");

/// The width of a page of A4, in points.
pub(super) const WIDTH: f32 = 595.28;
/// Its height.
pub(super) const HEIGHT: f32 = 841.89;
/// The space around everything.
pub(super) const MARGIN: f32 = 48.0;
/// The space for the line at the foot of a page.
const FOOT: f32 = 24.0;
/// The space within a card.
const PADDING: f32 = 14.0;
/// The space that names leave for their figures.
const FIGURE: f32 = 110.0;
/// The space between cards.
const GAP: f32 = 14.0;

/// What a text is in a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Level and name.
    Heading,
    /// Whose it is, how it stands.
    Owner,
    /// One of the facts.
    Fact,
    /// What somebody wrote, with its line ends.
    Body,
    /// A name and, after a tab, its figure at the right margin.
    Figure,
}

impl Style {
    pub const fn size(self) -> f32 {
        match self {
            Style::Heading => 13.5,
            Style::Owner => 9.0,
            Style::Fact | Style::Body | Style::Figure => 10.0,
        }
    }

    const fn line(self) -> f32 {
        match self {
            Style::Heading => 18.0,
            Style::Owner => 13.0,
            Style::Fact | Style::Body => 14.5,
            Style::Figure => 16.0,
        }
    }

    /// The space above the first line; what somebody wrote stands a little apart.
    const fn above(self, before: Option<Style>) -> f32 {
        match (self, before) {
            (Style::Body, _) | (_, Some(Style::Body)) => 5.0,
            (Style::Fact | Style::Figure, _) => 1.5,
            (Style::Heading | Style::Owner, _) => 0.0,
        }
    }
}

/// A text of a card.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub style: Style,
    pub text: String,
}

/// A line where it stands; `y` is that of its base.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub x: f32,
    pub y: f32,
    pub text: String,
}

/// A text as lines on one page.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub style: Style,
    pub lines: Vec<Line>,
}

/// A card, or a part of a long one, on one page.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub top: f32,
    pub bottom: f32,
    pub pieces: Vec<Piece>,
    /// The heading, in the part where the card begins.
    pub title: Option<String>,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub parts: Vec<Part>,
}

/// A line that has no place yet.
struct Set {
    text: String,
    figure: Option<String>,
}

/// Pages that are being filled.
pub(super) struct Layout {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
    pages: Vec<Page>,
    /// Where the next card begins.
    y: f32,
}

fn font(bytes: &'static [u8]) -> io::Result<FontRef<'static>> {
    FontRef::new(bytes).map_err(io::Error::other)
}

/// The width of a text in a font, in points.
fn width(font: &FontRef<'_>, size: f32, text: &str) -> f32 {
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let letters = font.charmap();
    text.chars()
        .map(|c| {
            let glyph = letters.map(c).unwrap_or_default();
            metrics.advance_width(glyph).unwrap_or(size)
        })
        .sum()
}

/// A paragraph in lines of a width; a word that is longer is broken.
fn wrapped(font: &FontRef<'_>, size: f32, text: &str, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let space = width(font, size, " ");
    for word in text.split_whitespace() {
        let long = width(font, size, word);
        if !line.is_empty() && used + space + long > room {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += space;
        }
        if long <= room {
            line.push_str(word);
            used += long;
            continue;
        }
        for c in word.chars() {
            let wide = width(font, size, c.encode_utf8(&mut [0; 4]));
            if used + wide > room {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += wide;
        }
    }
    lines.push(line);
    lines
}

impl Layout {
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            regular: font(REGULAR)?,
            bold: font(BOLD)?,
            pages: vec![Page::default()],
            y: MARGIN,
        })
    }

    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// Adds a card: whole on a page where it fits on one at all.
    pub fn card(&mut self, blocks: Vec<Block>) {
        let room = WIDTH - 2.0 * (MARGIN + PADDING);
        let floor = HEIGHT - MARGIN - FOOT;
        let title = blocks
            .iter()
            .find(|block| block.style == Style::Heading)
            .map(|block| block.text.clone());
        let set: Vec<(Style, Vec<Set>)> = blocks
            .into_iter()
            .map(|block| (block.style, self.set(&block, room)))
            .collect();
        let above = |at: usize| {
            let before = at.checked_sub(1).map(|before| set[before].0);
            set[at].0.above(before)
        };
        let spaces: Vec<f32> = (0..set.len()).map(above).collect();
        let lines = set
            .iter()
            .map(|(style, lines)| style.line() * lines.len() as f32);
        let height = lines.sum::<f32>() + spaces.iter().sum::<f32>();
        if self.y > MARGIN && self.y + height + 2.0 * PADDING > floor {
            self.turn();
        }
        let mut part = self.part(title);
        let mut y = self.y + PADDING;
        for ((style, lines), space) in set.into_iter().zip(spaces) {
            y += space;
            let mut piece = Piece {
                style,
                lines: Vec::new(),
            };
            for Set { text, figure } in lines {
                if y + style.line() > floor - PADDING {
                    part.pieces.push(std::mem::replace(
                        &mut piece,
                        Piece {
                            style,
                            lines: Vec::new(),
                        },
                    ));
                    part.bottom = y + PADDING;
                    self.keep(part);
                    self.turn();
                    part = self.part(None);
                    y = self.y + PADDING;
                }
                y += style.line();
                // The letters' feet stand a little above the end of the line.
                let foot = y - style.line() * 0.28;
                piece.lines.push(Line {
                    x: MARGIN + PADDING,
                    y: foot,
                    text,
                });
                piece.lines.extend(figure.map(|text| Line {
                    x: WIDTH - MARGIN - PADDING - width(&self.regular, style.size(), &text),
                    y: foot,
                    text,
                }));
            }
            part.pieces.push(piece);
        }
        part.bottom = y + PADDING;
        self.y = part.bottom + GAP;
        self.keep(part);
    }

    /// The lines of a text.
    fn set(&self, block: &Block, room: f32) -> Vec<Set> {
        let size = block.style.size();
        let (font, text, mut figure, room) = match (block.style, block.text.split_once('\t')) {
            (Style::Figure, Some((name, figure))) => {
                (&self.regular, name, Some(figure.to_owned()), room - FIGURE)
            }
            (Style::Heading, _) => (&self.bold, block.text.as_str(), None, room),
            _ => (&self.regular, block.text.as_str(), None, room),
        };
        text.trim_end()
            .lines()
            .flat_map(|line| wrapped(font, size, line, room))
            .map(|text| Set {
                text,
                figure: figure.take(),
            })
            .collect()
    }

    fn part(&self, title: Option<String>) -> Part {
        Part {
            top: self.y,
            bottom: self.y,
            pieces: Vec::new(),
            title,
        }
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = MARGIN;
    }

    fn keep(&mut self, mut part: Part) {
        part.pieces.retain(|piece| !piece.lines.is_empty());
        if let Some(page) = self.pages.last_mut() {
            page.parts.push(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(style: Style, text: &str) -> Block {
        Block {
            style,
            text: text.to_owned(),
        }
    }

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        let layout = Layout::new().unwrap();
        let text = "Élèves, łódź și coördinatie ".repeat(12) + &"x".repeat(200);
        let lines = wrapped(&layout.regular, 10.0, &text, 200.0);
        assert!(lines.len() > 5);
        for line in &lines {
            assert!(width(&layout.regular, 10.0, line) <= 200.0, "{line}");
        }
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&lines.concat()), bare(&text));
    }

    #[test]
    fn figures_end_at_the_right_margin_beside_the_first_line_of_their_name() {
        let mut layout = Layout::new().unwrap();
        let name = "Hogeschool met een heel lange naam ".repeat(4);
        layout.card(vec![
            block(Style::Figure, "Kort\t7"),
            block(Style::Figure, &format!("{name}\t1200")),
        ]);
        let pieces = &layout.pages()[0].parts[0].pieces;
        let right = WIDTH - MARGIN - PADDING;
        for (piece, figure) in pieces.iter().zip(["7", "1200"]) {
            let [first, number, ..] = piece.lines.as_slice() else {
                panic!("no figure");
            };
            assert_eq!((number.text.as_str(), number.y), (figure, first.y));
            let end = number.x + width(&layout.regular, 10.0, &number.text);
            assert!((end - right).abs() < 0.01, "{end}");
        }
        assert!(pieces[1].lines.len() > 2, "the name is wrapped");
    }

    #[test]
    fn a_card_stays_whole_unless_it_is_longer_than_a_page() {
        let mut layout = Layout::new().unwrap();
        for _ in 0..5 {
            layout.card(vec![
                block(Style::Heading, "A"),
                block(Style::Body, &"line\n".repeat(10)),
            ]);
        }
        assert_eq!(layout.pages().len(), 2);
        assert!(layout.pages().iter().all(|page| {
            page.parts
                .iter()
                .all(|part| part.title.is_some() && part.bottom <= HEIGHT - MARGIN - FOOT)
        }));
        layout.card(vec![block(Style::Body, &"line\n".repeat(100))]);
        let lines: usize = layout.pages()[2..]
            .iter()
            .flat_map(|page| &page.parts)
            .flat_map(|part| &part.pieces)
            .map(|piece| piece.lines.len())
            .sum();
        assert_eq!((layout.pages().len(), lines), (5, 100));
    }
}
