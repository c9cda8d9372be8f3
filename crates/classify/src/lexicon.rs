//! The vocabulary of the fields of study in three languages: what a word or
//! phrase means, and whether that is technological.
//!
//! `data/lexicon/*.txt`: a line `concept | field | tag | nl | fr | en`. The
//! field is a code of ISCED-F 2013 or its beginning. Stems stand between `;`:
//! `bouw` begins a word, `kunst.` is a whole word (or its plural in s), `-zorg`
//! may stand inside a word, and so may a Dutch stem of five letters or more
//! (compounds). Several words make a phrase; stop words are left out of it.

use crate::words::words;
use std::sync::LazyLock;

const FILES: [&str; 5] = [
    include_str!("../data/lexicon/1-technology.txt"),
    include_str!("../data/lexicon/2-other-fields.txt"),
    include_str!("../data/lexicon/3-context.txt"),
    include_str!("../data/lexicon/4-technology-in-detail.txt"),
    include_str!("../data/lexicon/5-other-fields-in-detail.txt"),
];

/// What a concept says about a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// Technological.
    Yes,
    /// Rather technological.
    LeansYes,
    /// Technological unless its companions are not: engineering, system, security.
    Open,
    /// Between the two: exact sciences, architecture, media.
    Review,
    /// Rather not technological.
    LeansNo,
    /// Not technological.
    No,
    /// A technical word in a sense that is not.
    Figurative,
    /// Nothing: level words, towns.
    Neutral,
}

impl Tag {
    /// All that say something, in the order of their features.
    pub const SPEAKING: [Self; 7] = [
        Self::Yes,
        Self::LeansYes,
        Self::Open,
        Self::Review,
        Self::LeansNo,
        Self::No,
        Self::Figurative,
    ];

    /// Its name in the lexicon.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::LeansYes => "leans_yes",
            Self::Open => "open",
            Self::Review => "review",
            Self::LeansNo => "leans_no",
            Self::No => "no",
            Self::Figurative => "figurative",
            Self::Neutral => "neutral",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::SPEAKING
            .into_iter()
            .chain([Self::Neutral])
            .find(|tag| tag.name() == name)
    }
}

/// A line of the lexicon.
#[derive(Debug)]
pub struct Concept {
    /// In English, unique.
    pub name: &'static str,
    /// A code of ISCED-F 2013 or its beginning; empty where there is none.
    pub field: &'static str,
    /// What it says.
    pub tag: Tag,
}

/// A word or phrase of a concept.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub concept: usize,
    /// May it begin inside a word?
    pub inner: bool,
    /// Its words: the stem, and whether it is all of the word.
    pub parts: Vec<(String, bool)>,
}

/// The lexicon, read once.
#[derive(Debug)]
pub struct Lexicon {
    /// In the order of the files.
    pub concepts: Vec<Concept>,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) trie: Trie,
}

/// Stems by their letters: each node has children and the patterns that end there.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    children: Vec<(u8, u32)>,
    patterns: Vec<u32>,
}

impl Trie {
    pub(crate) const ROOT: u32 = 0;

    pub(crate) fn child(&self, node: u32, letter: u8) -> Option<u32> {
        let children = &self.nodes[node as usize].children;
        let found = children.iter().find(|(of, _)| *of == letter);
        found.map(|(_, child)| *child)
    }

    pub(crate) fn patterns(&self, node: u32) -> &[u32] {
        &self.nodes[node as usize].patterns
    }

    fn insert(&mut self, stem: &str, pattern: u32) {
        let mut node = Self::ROOT;
        for letter in stem.bytes() {
            node = match self.child(node, letter) {
                Some(child) => child,
                None => {
                    let child = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
                    self.nodes.push(Node::default());
                    self.nodes[node as usize].children.push((letter, child));
                    child
                }
            };
        }
        self.nodes[node as usize].patterns.push(pattern);
    }
}

/// Dutch stems shorter than this stand inside a word by accident.
const SHORTEST_INSIDE: usize = 5;

impl Lexicon {
    /// The lexicon of the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            let lines = FILES.iter().flat_map(|file| file.lines());
            Lexicon::read(lines.filter(|line| !line.is_empty() && !line.starts_with('#')))
        });
        &LEXICON
    }

    /// All its text, for the hash of what a model was made from.
    #[must_use]
    pub fn source() -> String {
        FILES.concat()
    }

    /// Lines that are not of the form are left out; a test says that there are none.
    fn read(lines: impl Iterator<Item = &'static str>) -> Self {
        let mut lexicon = Self {
            concepts: Vec::new(),
            patterns: Vec::new(),
            trie: Trie {
                nodes: vec![Node::default()],
            },
        };
        for line in lines {
            let mut cells = line.split('|').map(str::trim);
            let (Some(name), Some(field), Some(tag)) = (
                cells.next(),
                cells.next(),
                cells.next().and_then(Tag::parse),
            ) else {
                continue;
            };
            let concept = lexicon.concepts.len();
            let field = if field == "-" { "" } else { field };
            lexicon.concepts.push(Concept { name, field, tag });
            for (language, cell) in cells.enumerate() {
                for stem in cell.split(';').map(str::trim) {
                    lexicon.add(concept, stem, language == 0);
                }
            }
        }
        lexicon
    }

    fn add(&mut self, concept: usize, stem: &str, dutch: bool) {
        // IT is a word where it stands in capitals.
        let text: Vec<&str> = stem
            .split(' ')
            .map(|part| match part {
                "it" => "IT",
                "it." => "IT.",
                other => other,
            })
            .collect();
        let text = text.join(" ");
        let parts: Vec<(String, bool)> = words(&text)
            .into_iter()
            .map(|word| (word.folded, text[word.place.end..].starts_with('.')))
            .collect();
        let [first, rest @ ..] = parts.as_slice() else {
            return;
        };
        let long = first.0.len() >= SHORTEST_INSIDE && dutch && !first.1;
        let inner = rest.is_empty() && (long || stem.starts_with('-'));
        let pattern = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        self.trie.insert(&first.0, pattern);
        self.patterns.push(Pattern {
            concept,
            inner,
            parts,
        });
    }

    /// The stems of a concept, as texts.
    pub fn stems(&self) -> impl Iterator<Item = (&Concept, String)> {
        self.patterns.iter().map(|pattern| {
            let parts: Vec<&str> = pattern.parts.iter().map(|part| part.0.as_str()).collect();
            (&self.concepts[pattern.concept], parts.join(" "))
        })
    }
}
