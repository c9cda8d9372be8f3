//! The table of fields: for each record type its fields, what they hold, the
//! field group that is the unit of conflict, and who may write them.
//!
//! Validation, merge, rights, search, the command line and the grid all read
//! this table; there is no second list of fields.

use crate::{codes::CodeList, record::RecordType, rights::Action};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of text.
    Line(TextLimit),
    /// Text that may hold line ends.
    Lines(TextLimit),
    /// An e-mail address.
    Email,
    /// An `http(s)` address.
    Website,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A whole number of months.
    Months,
    /// A number from 0 to 1.
    Share,
    /// Yes or no.
    Flag,
    /// Yes unless it says `false`: a yes is not written.
    Consent,
    /// One code of a list.
    Code(CodeList),
    /// One of a few words that have no list of their own.
    Word(&'static [&'static str]),
    /// The id of one record.
    Reference(RecordType),
    /// A revision, `epoch.seq`.
    Revision,
    /// A moment, RFC 3339, written by the service.
    Moment,
    /// A set of codes.
    CodeSet(CodeList),
    /// A set of ids.
    ReferenceSet(RecordType),
    /// A set of free texts.
    TextSet(TextLimit),
    /// Texts in three languages, `{nl, fr, en}`.
    Texts(TextLimit),
    /// Agoria's removal, `{reason, note:{nl,fr,en}, by, at}`.
    Removal,
}

impl Shape {
    /// Whether the field is a set of members.
    #[must_use]
    pub const fn is_set(self) -> bool {
        matches!(
            self,
            Shape::CodeSet(_) | Shape::ReferenceSet(_) | Shape::TextSet(_)
        )
    }
}

/// Which setting of [`crate::Limits`] bounds a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextLimit {
    /// [`crate::Limits::name`].
    Name,
    /// [`crate::Limits::description`].
    Description,
    /// [`crate::Limits::about`].
    About,
    /// [`crate::Limits::specialisation`].
    Specialisation,
    /// [`crate::Limits::short_text`].
    Short,
    /// [`crate::Limits::note`].
    Note,
}

/// Who may write a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// Given when the record is made, the same for ever.
    Creation,
    /// Whoever has the right, on records of their own organisation (removals: of others).
    May(Action),
    /// The account desk, online.
    AccountDesk,
    /// The service alone.
    Service,
}

/// One field of a record type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name that travels; a dot stands for nesting (`about.nl`).
    pub name: &'static str,
    /// The field group, the unit of conflict (contract §1).
    pub group: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Who may write it.
    pub writer: Writer,
}

impl Field {
    /// Whether Agoria keeps it to itself, also in a record that its
    /// organisation gets to see.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.group == SHOWN
    }
}

/// The group of what was on a reviewer's screen beside an offer. The members
/// of the object of this name, and nothing else, are kept by Agoria.
pub const SHOWN: &str = "shown";

/// The field of a decision that names the last word on the offer that its author
/// knew: the revision of the newest review, `<epoch>.0` where there was none.
pub const AFTER: &str = "afterRev";

const fn f(name: &'static str, group: &'static str, shape: Shape, writer: Writer) -> Field {
    Field {
        name,
        group,
        shape,
        writer,
    }
}

const OFFER_EDIT: Writer = Writer::May(Action::OfferEdit);
const ORGANISATION_EDIT: Writer = Writer::May(Action::OrganisationEdit);
const ORGANISATION: Field = f(
    "organisation",
    "organisation",
    Shape::Reference(RecordType::Organisation),
    Writer::Creation,
);

const OFFER: &[Field] = &[
    ORGANISATION,
    f(
        "subject",
        "subject",
        Shape::Word(&["programme", "event", "companyOffer"]),
        Writer::Creation,
    ),
    f("name", "name", Shape::Line(TextLimit::Name), OFFER_EDIT),
    f(
        "studyLevel",
        "level",
        Shape::Code(CodeList::StudyLevels),
        OFFER_EDIT,
    ),
    f(
        "studyLevels",
        "levels",
        Shape::CodeSet(CodeList::StudyLevels),
        OFFER_EDIT,
    ),
    f(
        "studyDomains",
        "studyDomains",
        Shape::CodeSet(CodeList::StudyDomains),
        OFFER_EDIT,
    ),
    f(
        "collaborationForms",
        "collaborationForms",
        Shape::CodeSet(CodeList::CollaborationForms),
        OFFER_EDIT,
    ),
    f(
        "languages",
        "languages",
        Shape::CodeSet(CodeList::Languages),
        OFFER_EDIT,
    ),
    f(
        "provinces",
        "provinces",
        Shape::CodeSet(CodeList::Provinces),
        OFFER_EDIT,
    ),
    f(
        "sites",
        "sites",
        Shape::ReferenceSet(RecordType::Site),
        OFFER_EDIT,
    ),
    f(
        "specialisations",
        "specialisations",
        Shape::TextSet(TextLimit::Specialisation),
        OFFER_EDIT,
    ),
    f(
        "contact",
        "contact",
        Shape::Reference(RecordType::Contact),
        OFFER_EDIT,
    ),
    f("website", "website", Shape::Website, OFFER_EDIT),
    f(
        "description",
        "description",
        Shape::Lines(TextLimit::Description),
        OFFER_EDIT,
    ),
    f("durationMonths", "duration", Shape::Months, OFFER_EDIT),
    f("validFrom", "validFrom", Shape::Date, OFFER_EDIT),
    // The day on which somebody said that all of it still holds.
    f("confirmedOn", "confirmation", Shape::Date, OFFER_EDIT),
    f("published", "publication", Shape::Flag, OFFER_EDIT),
    f(
        "archived",
        "archive",
        Shape::Flag,
        Writer::May(Action::OfferArchive),
    ),
    f(
        "removed",
        "removal",
        Shape::Removal,
        Writer::May(Action::OfferRemove),
    ),
];

const SITE: &[Field] = &[
    ORGANISATION,
    f(
        "name",
        "name",
        Shape::Line(TextLimit::Name),
        ORGANISATION_EDIT,
    ),
    f(
        "municipality",
        "location",
        Shape::Line(TextLimit::Short),
        ORGANISATION_EDIT,
    ),
    f(
        "postalCode",
        "location",
        Shape::Line(TextLimit::Short),
        ORGANISATION_EDIT,
    ),
    f(
        "province",
        "location",
        Shape::Code(CodeList::Provinces),
        ORGANISATION_EDIT,
    ),
    f("retired", "retirement", Shape::Flag, ORGANISATION_EDIT),
];

const CONTACT: &[Field] = &[
    ORGANISATION,
    f("name", "person", Shape::Line(TextLimit::Short), OFFER_EDIT),
    f("email", "person", Shape::Email, OFFER_EDIT),
    f("phone", "person", Shape::Line(TextLimit::Short), OFFER_EDIT),
    f(
        "function",
        "function",
        Shape::Line(TextLimit::Short),
        OFFER_EDIT,
    ),
    f(
        "account",
        "account",
        Shape::Reference(RecordType::Account),
        OFFER_EDIT,
    ),
    f("retired", "retirement", Shape::Flag, OFFER_EDIT),
];

const ORGANISATION_FIELDS: &[Field] = &[
    f(
        "code",
        "code",
        Shape::Line(TextLimit::Short),
        Writer::AccountDesk,
    ),
    f(
        "legalName",
        "legalName",
        Shape::Line(TextLimit::Name),
        Writer::AccountDesk,
    ),
    f(
        "kind",
        "kind",
        Shape::Code(CodeList::OrganisationKinds),
        Writer::AccountDesk,
    ),
    f(
        "country",
        "country",
        Shape::Line(TextLimit::Short),
        Writer::AccountDesk,
    ),
    f(
        "status",
        "status",
        Shape::Word(&["active", "suspended", "archived"]),
        Writer::AccountDesk,
    ),
    f(
        "about.nl",
        "about.nl",
        Shape::Lines(TextLimit::About),
        ORGANISATION_EDIT,
    ),
    f(
        "about.fr",
        "about.fr",
        Shape::Lines(TextLimit::About),
        ORGANISATION_EDIT,
    ),
    f(
        "about.en",
        "about.en",
        Shape::Lines(TextLimit::About),
        ORGANISATION_EDIT,
    ),
    f("website", "website", Shape::Website, ORGANISATION_EDIT),
    f(
        "languages",
        "languages",
        Shape::CodeSet(CodeList::Languages),
        ORGANISATION_EDIT,
    ),
];

const ACCOUNT: &[Field] = &[
    ORGANISATION,
    f("email", "email", Shape::Email, Writer::Service),
    f(
        "name",
        "name",
        Shape::Line(TextLimit::Short),
        Writer::Service,
    ),
    f(
        "role",
        "role",
        Shape::Word(&[
            "administrator",
            "institution_user",
            "programme_responsible",
            "standard_user",
            "reviewer",
            "account_desk",
        ]),
        Writer::Service,
    ),
    f(
        "language",
        "language",
        Shape::Code(CodeList::Languages),
        Writer::Service,
    ),
    f(
        "state",
        "state",
        Shape::Word(&["invited", "active", "deactivated"]),
        Writer::Service,
    ),
];

const REVIEW: &[Field] = &[
    ORGANISATION,
    f(
        "offer",
        "review",
        Shape::Reference(RecordType::Offer),
        Writer::Creation,
    ),
    f(
        "verdict",
        "review",
        Shape::Word(&[
            "keep",
            "remove",
            "ask",
            "defer",
            "restore",
            "answer",
            "objection",
        ]),
        Writer::Creation,
    ),
    f(
        "reasons",
        "review",
        Shape::CodeSet(CodeList::ReviewReasons),
        Writer::Creation,
    ),
    f(
        "note",
        "review",
        Shape::Texts(TextLimit::Note),
        Writer::Creation,
    ),
    f("seenRev", "review", Shape::Revision, Writer::Creation),
    f(AFTER, "review", Shape::Revision, Writer::Creation),
    f("due", "review", Shape::Date, Writer::Creation),
    f(
        "answers",
        "review",
        Shape::Reference(RecordType::Review),
        Writer::Creation,
    ),
    f("notify", "review", Shape::Consent, Writer::Creation),
    f(
        "by",
        "review",
        Shape::Reference(RecordType::Account),
        Writer::Service,
    ),
    f("from", "review", Shape::Email, Writer::Service),
    f("at", "review", Shape::Moment, Writer::Service),
    // How likely the offer was held not to be technological, and by which
    // version of the classifier.
    f("shown.probability", SHOWN, Shape::Share, Writer::Creation),
    f(
        "shown.model",
        SHOWN,
        Shape::Line(TextLimit::Short),
        Writer::Creation,
    ),
    // The words that spoke for that and against it, the strongest first.
    f(
        "shown.for",
        SHOWN,
        Shape::Line(TextLimit::Note),
        Writer::Creation,
    ),
    f(
        "shown.against",
        SHOWN,
        Shape::Line(TextLimit::Note),
        Writer::Creation,
    ),
    // The criteria that asked for a look.
    f(
        "shown.criteria",
        SHOWN,
        Shape::CodeSet(CodeList::ReviewCriteria),
        Writer::Creation,
    ),
    // When the offer had last changed, as it was looked at: a removal changes it
    // once more, and from then on nothing else tells.
    f("shown.changed", SHOWN, Shape::Moment, Writer::Creation),
];

/// The fields of a record type, in the order shown to people.
#[must_use]
pub const fn fields(kind: RecordType) -> &'static [Field] {
    match kind {
        RecordType::Offer => OFFER,
        RecordType::Site => SITE,
        RecordType::Contact => CONTACT,
        RecordType::Organisation => ORGANISATION_FIELDS,
        RecordType::Account => ACCOUNT,
        RecordType::Review => REVIEW,
    }
}

/// The field with this dotted name.
#[must_use]
pub fn field(kind: RecordType, name: &str) -> Option<&'static Field> {
    fields(kind).iter().find(|field| field.name == name)
}

/// Whether a name is that of an object whose members are fields of their own,
/// as `about` is of `about.nl`.
#[must_use]
pub fn has_members(name: &str) -> bool {
    matches!(name, "about" | SHOWN)
}

/// The JSON pointer of a field: `about.nl` is `/about/nl`.
#[must_use]
pub fn pointer(name: &str) -> String {
    format!("/{}", name.replace('.', "/"))
}

/// The right that creating a record of this type takes.
#[must_use]
pub const fn creation_right(kind: RecordType) -> Option<Action> {
    match kind {
        RecordType::Offer => Some(Action::OfferCreate),
        RecordType::Site => Some(Action::OrganisationEdit),
        RecordType::Contact => Some(Action::OfferEdit),
        RecordType::Review => Some(Action::OfferRemove),
        RecordType::Organisation | RecordType::Account => None,
    }
}
