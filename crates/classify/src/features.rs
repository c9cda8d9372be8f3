//! A text as numbers: what the lexicon finds in it and how that stands
//! together, and the letters of its words.

use crate::{
    lexicon::{Lexicon, Tag},
    senses::{Sense, senses},
    words::{Word, words},
};
use std::sync::LazyLock;

/// Places for runs of letters; they share a place where their hashes meet.
pub const BUCKETS: usize = 1 << 15;

/// How a group of features counts beside the others: the larger, the less the
/// training holds its weights back.
pub mod scale {
    /// How the senses stand together.
    pub const SHAPE: f64 = 1.0;
    /// Fields of study.
    pub const FIELD: f64 = 0.5;
    /// Single concepts.
    pub const CONCEPT: f64 = 0.35;
    /// Runs of letters, all of a text together.
    pub const LETTERS: f64 = 3.5;
}

/// What stands together in a text, by [`shape`].
const SHAPES: [&str; 15] = [
    "bias",
    "nothing",
    "unknown share",
    "mean",
    "sum",
    "only technological",
    "only not technological",
    "only open",
    "open with not",
    "open with review",
    "technological with not",
    "technological with leaning not",
    "only review",
    "review with not",
    "review with technological",
];

/// Per tag: whether it is there, twice, first, last, and its share.
const PER_TAG: usize = 5;

/// The features that have a name; the buckets follow them.
#[derive(Debug)]
pub struct Layout {
    fields: Vec<&'static str>,
    concepts: usize,
}

impl Layout {
    /// The layout that follows from the lexicon.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let concepts = &Lexicon::built_in().concepts;
            let mut fields: Vec<&str> = concepts
                .iter()
                .flat_map(|concept| [concept.field, narrow(concept.field)])
                .filter(|field| !field.is_empty())
                .collect();
            fields.sort_unstable();
            fields.dedup();
            Layout {
                fields,
                concepts: concepts.len(),
            }
        });
        &LAYOUT
    }

    const fn tags() -> usize {
        SHAPES.len()
    }

    const fn first_field() -> usize {
        Self::tags() + Tag::SPEAKING.len() * PER_TAG
    }

    fn first_concept(&self) -> usize {
        Self::first_field() + self.fields.len()
    }

    /// Where the buckets begin: the number of features with a name.
    #[must_use]
    pub fn named(&self) -> usize {
        self.first_concept() + self.concepts
    }

    /// The number of features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.named() + BUCKETS
    }

    /// There is always a bias.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        false
    }
}

/// The narrow field (three digits) of a detailed one.
fn narrow(field: &str) -> &str {
    field.get(..3).unwrap_or(field)
}

/// A text, read once: what features and explanations are made of.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its words.
    pub words: Vec<Word>,
    /// What the lexicon finds in them.
    pub senses: Vec<Sense>,
}

impl<'a> Reading<'a> {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let words = words(text);
        let senses = senses(Lexicon::built_in(), &words);
        Self {
            text,
            words,
            senses,
        }
    }

    /// Whether a word says nothing about a subject: the lexicon knows it as such, or it is a number or a single letter.
    #[must_use]
    pub fn silent(&self, word: usize) -> bool {
        let mut covering = self
            .senses
            .iter()
            .filter(|sense| sense.words.contains(&word))
            .peekable();
        if covering.peek().is_none() {
            let letters = self.words[word].folded.chars();
            return letters.filter(|letter| letter.is_alphabetic()).count() < 2;
        }
        covering.all(|sense| sense.tag == Tag::Neutral)
    }
}

/// The numbers of a text: place and value, by place, no place twice.
pub type Features = Vec<(u32, f64)>;

/// The features of the words of a reading that `with` keeps.
#[must_use]
pub fn features(reading: &Reading<'_>, with: impl Fn(usize) -> bool) -> Features {
    let speaking: Vec<&Sense> = reading
        .senses
        .iter()
        .filter(|sense| sense.tag != Tag::Neutral && sense.words.clone().any(&with))
        .collect();
    let loud: Vec<usize> = (0..reading.words.len())
        .filter(|word| with(*word) && !reading.silent(*word))
        .collect();
    let mut all = Features::new();
    shape(&speaking, &loud, &mut all);
    fields(&speaking, &mut all);
    let folded: Vec<&str> = loud
        .iter()
        .map(|word| reading.words[*word].folded.as_str())
        .collect();
    letters(&folded, &mut all);
    summed(all)
}

/// The features of a concept that stands alone, without letters.
#[must_use]
pub(crate) fn of_concept(concept: usize) -> Features {
    let sense = Sense::alone(concept, Lexicon::built_in().concepts[concept].tag);
    let speaking: Vec<&Sense> = [&sense]
        .into_iter()
        .filter(|sense| sense.tag != Tag::Neutral)
        .collect();
    let mut all = Features::new();
    shape(&speaking, &[0], &mut all);
    fields(&speaking, &mut all);
    summed(all)
}

/// The features of a text of the lexicon: its letters alone.
#[must_use]
pub fn of_letters(text: &str) -> Features {
    let mut all = Features::new();
    letters(&text.split(' ').collect::<Vec<_>>(), &mut all);
    summed(all)
}

/// One entry per place, in their order.
fn summed(mut all: Features) -> Features {
    all.sort_unstable_by_key(|(place, _)| *place);
    all.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 += later.1;
        }
        same
    });
    all
}

fn push(all: &mut Features, place: usize, value: f64) {
    if value != 0.0 {
        all.push((u32::try_from(place).unwrap_or(u32::MAX), value));
    }
}

/// How technological a tag is, before anything is learned.
pub(crate) const fn degree(tag: Tag) -> f64 {
    match tag {
        Tag::Yes => 1.0,
        Tag::LeansYes => 0.6,
        Tag::Open => 0.4,
        Tag::Review | Tag::Neutral => 0.0,
        Tag::LeansNo => -0.6,
        Tag::No => -1.0,
        Tag::Figurative => -1.3,
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
fn shape(speaking: &[&Sense], loud: &[usize], all: &mut Features) {
    let has = |tags: &[Tag]| speaking.iter().any(|sense| tags.contains(&sense.tag));
    let yes = has(&[Tag::Yes]);
    let rather = has(&[Tag::LeansYes]);
    let open = has(&[Tag::Open]);
    let review = has(&[Tag::Review]);
    let hardly = has(&[Tag::LeansNo]);
    let no = has(&[Tag::No, Tag::Figurative]);
    let unknown = loud
        .iter()
        .filter(|word| !speaking.iter().any(|sense| sense.words.contains(word)))
        .count() as f64;
    let degrees: f64 = speaking.iter().map(|sense| degree(sense.tag)).sum();
    let count = speaking.len() as f64;
    let is = f64::from;
    let values = [
        1.0,
        is(speaking.is_empty()),
        unknown / (loud.len() as f64).max(1.0),
        degrees / count.max(1.0),
        degrees.clamp(-3.0, 3.0) / 2.0,
        is(yes && !no && !hardly),
        is(no && !yes && !rather && !open),
        is(open && !yes && !rather && !review && !no && !hardly),
        is(open && !yes && (no || hardly)),
        is(open && review && !yes),
        is(yes && no),
        is(yes && hardly && !no),
        is(review && !yes && !rather && !open && !no && !hardly),
        is(review && (no || hardly) && !yes),
        is(review && (yes || rather) && !no),
    ];
    for (place, value) in values.into_iter().enumerate() {
        push(all, place, value * scale::SHAPE);
    }
    for (at, tag) in Tag::SPEAKING.into_iter().enumerate() {
        let here = speaking.iter().filter(|sense| sense.tag == tag).count() as f64;
        let at_end = |sense: Option<&&Sense>| is(sense.is_some_and(|sense| sense.tag == tag));
        let values = [
            here.min(1.0),
            is(here > 1.0),
            at_end(speaking.first()),
            at_end(speaking.last()),
            here / count.max(1.0),
        ];
        for (which, value) in values.into_iter().enumerate() {
            let place = Layout::tags() + at * PER_TAG + which;
            push(all, place, value * scale::SHAPE * 0.5);
        }
    }
}

fn fields(speaking: &[&Sense], all: &mut Features) {
    let layout = Layout::built_in();
    let concepts = &Lexicon::built_in().concepts;
    let mut places: Vec<(usize, f64)> = Vec::new();
    for sense in speaking {
        let field = concepts[sense.concept].field;
        for code in [field, narrow(field)] {
            if let Ok(place) = layout.fields.binary_search(&code) {
                places.push((Layout::first_field() + place, scale::FIELD));
            }
        }
        places.push((layout.first_concept() + sense.concept, scale::CONCEPT));
    }
    places.sort_by_key(|(place, _)| *place);
    places.dedup_by_key(|(place, _)| *place);
    for (place, value) in places {
        push(all, place, value);
    }
}

/// Runs of three to five letters, and whole words; the more there are, the less each counts.
#[allow(clippy::cast_precision_loss, reason = "counts of letters are small")]
fn letters(words: &[&str], all: &mut Features) {
    let first = Layout::built_in().named();
    let mut places: Vec<usize> = Vec::new();
    let mut edged = Vec::new();
    for word in words {
        edged.clear();
        edged.push(b'^');
        edged.extend(word.bytes());
        edged.push(b'$');
        for length in 3..=5 {
            places.extend(edged.windows(length).map(bucket));
        }
        if edged.len() > 5 {
            places.push(bucket(&edged));
        }
    }
    places.sort_unstable();
    places.dedup();
    let value = scale::LETTERS / (places.len() as f64).max(1.0).sqrt();
    for place in places {
        push(all, first + place, value);
    }
}

/// FNV-1a, the same on every machine.
fn bucket(bytes: &[u8]) -> usize {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = hash ^ (hash >> 29);
    usize::try_from(mixed % BUCKETS as u64).unwrap_or_default()
}
