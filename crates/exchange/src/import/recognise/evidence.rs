//! What the values of a column say it holds.

use crate::import::{
    codes::{self, Meaning},
    context::Context,
    field::Field,
    file::{Cell, Row},
    phone, values, words,
};
use edutracker_domain::text;
use std::collections::BTreeSet;

/// How many filled cells of a column are looked at.
const SAMPLE: usize = 120;

/// Shares of a column's values, 0 to 1, that could be one thing or another.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// How many cells were looked at.
    pub filled: usize,
    email: f64,
    web: f64,
    phone: f64,
    /// Telephone numbers, or other numbers of that length.
    beheaded: f64,
    postal: f64,
    day: f64,
    mark: f64,
    level: f64,
    /// A level with a subject behind it: `Bachelor of Arts in …`.
    titled: f64,
    subject: f64,
    form: f64,
    province: f64,
    language: f64,
    domain: f64,
    kind: f64,
    site: f64,
    organisation: f64,
    number: f64,
    id: f64,
    long: f64,
    distinct: f64,
}

fn is_code(cell: &str, hyphen: bool, read: fn(&str) -> Option<Meaning>) -> bool {
    cell.len() < 300
        && codes::parts(cell, hyphen, &read)
            .iter()
            .any(|part| part.meaning.is_some())
}

/// The names that values are compared with, folded once.
#[derive(Debug, Default)]
pub struct Names {
    sites: Vec<String>,
    organisations: BTreeSet<String>,
}

impl Names {
    /// Those that a context knows.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        let sites = context
            .own()
            .into_iter()
            .flat_map(|organisation| &organisation.sites);
        let organisations = context.organisations.iter();
        Self {
            sites: sites
                .map(|site| words::key(&site.name))
                .filter(|key| !key.is_empty())
                .collect(),
            organisations: organisations
                .flat_map(|organisation| {
                    [
                        words::key(&organisation.code),
                        words::key(&organisation.name),
                    ]
                })
                .collect(),
        }
    }
}

impl Evidence {
    /// Looks at a column.
    #[must_use]
    pub fn of(rows: &[&Row], column: usize, names: &Names) -> Self {
        let mut out = Self::default();
        let mut seen = BTreeSet::new();
        for row in rows {
            let cell = row.cell(column);
            let shown = cell.shown();
            let shown = shown.trim();
            let says_nothing =
                !shown.chars().any(char::is_alphanumeric) && values::is_nothing(shown);
            // A dash or a question mark is no evidence either.
            if cell.is_blank() || says_nothing {
                continue;
            }
            out.filled += 1;
            seen.insert(words::key(shown));
            let add = |share: &mut f64, holds: bool| *share += f64::from(u8::from(holds));
            add(
                &mut out.email,
                shown.contains('@') && !shown.starts_with('@') && shown.len() < 200,
            );
            add(&mut out.web, is_web(shown));
            add(&mut out.phone, values::is_phone(shown));
            add(
                &mut out.beheaded,
                matches!(phone::kept(shown), phone::Kept::Beheaded(_)),
            );
            add(
                &mut out.postal,
                values::postal_code(shown).is_some_and(|code| code.province.is_some()),
            );
            add(&mut out.day, values::day(cell).is_some());
            add(
                &mut out.mark,
                values::mark(shown).is_some() && shown.len() < 20,
            );
            let is_level = shown.len() < 60 && codes::is_level(shown);
            add(&mut out.level, is_level);
            add(
                &mut out.titled,
                !is_level && shown.len() < 60 && codes::level(shown).is_some(),
            );
            add(
                &mut out.subject,
                codes::subject(shown).is_some() || values::mark(shown).is_some(),
            );
            add(&mut out.form, is_code(shown, false, codes::form));
            add(&mut out.province, is_code(shown, true, codes::province));
            add(&mut out.language, is_code(shown, false, codes::language));
            add(&mut out.domain, is_code(shown, false, codes::domain));
            add(&mut out.kind, codes::organisation_kind(shown).is_some());
            add(
                &mut out.number,
                matches!(cell, Cell::Number(_)) || shown.parse::<f64>().is_ok(),
            );
            add(
                &mut out.id,
                shown.parse::<edutracker_domain::RecordId>().is_ok(),
            );
            add(&mut out.long, shown.len() > 60 || shown.contains('\n'));
            let key = words::key(shown);
            add(
                &mut out.site,
                names.sites.iter().any(|site| key.contains(site.as_str())),
            );
            add(&mut out.organisation, names.organisations.contains(&key));
            if out.filled == SAMPLE {
                break;
            }
        }
        let count = out.filled.max(1) as f64;
        out.distinct = seen.len() as f64 / count;
        for share in [
            &mut out.email,
            &mut out.web,
            &mut out.phone,
            &mut out.beheaded,
            &mut out.postal,
            &mut out.day,
            &mut out.mark,
            &mut out.level,
            &mut out.titled,
            &mut out.subject,
            &mut out.form,
            &mut out.province,
            &mut out.language,
            &mut out.domain,
            &mut out.kind,
            &mut out.site,
            &mut out.organisation,
            &mut out.number,
            &mut out.id,
            &mut out.long,
        ] {
            *share /= count;
        }
        out
    }

    /// Whether nearly all values are marks for yes or no, or there are none.
    #[must_use]
    pub fn is_marks(&self) -> bool {
        self.filled == 0 || self.mark > 0.85
    }

    /// What the values say for a field: up to 0.5 for, down to −0.6 against.
    #[must_use]
    pub fn says(&self, field: Field) -> f64 {
        if self.filled == 0 {
            return 0.0;
        }
        // Few values prove little.
        let weight = (self.filled as f64 / 3.0).min(1.0);
        let share = |share: f64| weight * (share - 0.5);
        let typed = self.email.max(self.web).max(self.phone).max(self.day);
        let coded = self
            .level
            .max(self.form)
            .max(self.province)
            .max(self.language)
            .max(self.mark);
        match field {
            Field::ContactEmail => share(self.email),
            Field::Website => share(self.web),
            // Numbers of that length may be others: they say nothing against.
            Field::ContactPhone => share(self.phone.max(self.beheaded / 2.0)),
            Field::PostalCode => share(self.postal.max(self.number)),
            Field::UpdatedOn | Field::ValidFrom => share(self.day),
            Field::Published => share(self.mark),
            Field::Level => share(self.level + 0.5 * self.titled),
            Field::Forms => share(self.form),
            Field::Provinces => share(self.province) + 0.1 * weight,
            Field::Languages => share(self.language),
            // `Soort`, `Type` may be that of something else.
            Field::OrganisationKind => {
                share(self.kind) - 0.3 * weight * self.form.max(self.level).max(self.titled)
            }
            Field::Duration => share(self.number.max(0.6)),
            Field::Id => share(self.id),
            Field::Domains => weight * (0.5 * self.domain - 0.6 * typed),
            Field::Sites => weight * (0.4 * self.site - 0.6 * typed.max(self.mark)),
            Field::Organisation => weight * (0.5 * self.organisation - 0.6 * typed.max(self.mark)),
            Field::Name => {
                weight * (0.15 * self.distinct - 0.6 * typed.max(coded) - 0.5 * self.number)
            }
            Field::ContactName | Field::ContactFirstName => {
                weight * (-0.6 * typed.max(self.mark) - 0.3 * self.number)
            }
            Field::Description => {
                weight * (0.15 * self.long - 0.5 * self.email.max(self.mark).max(self.day))
            }
            Field::Specialisations | Field::Municipality => weight * -0.5 * typed.max(self.mark),
            // Under `Programme / event` there may as well be their names.
            Field::Subject => weight * (self.subject - 0.6),
            Field::Revision | Field::Ignored => 0.0,
        }
    }

    /// Whether the values are mostly texts that name collaboration forms.
    #[must_use]
    pub fn holds_forms(&self) -> bool {
        self.form > 0.5 && !self.is_marks()
    }

    /// What is nearly surely in the column though its heading does not say so.
    #[must_use]
    pub fn without_heading(&self) -> Option<Field> {
        if self.filled < 3 {
            return None;
        }
        [
            (self.id, Field::Id),
            (self.email, Field::ContactEmail),
            (self.web, Field::Website),
            (self.phone, Field::ContactPhone),
            (self.province, Field::Provinces),
            (self.level, Field::Level),
            (self.form, Field::Forms),
            (self.language, Field::Languages),
            (self.postal, Field::PostalCode),
            (self.kind, Field::OrganisationKind),
            (self.organisation, Field::Organisation),
        ]
        .into_iter()
        .find(|(share, _)| *share > 0.9)
        .map(|(_, field)| field)
    }

    /// Whether the values are texts of several words that differ: what names are.
    #[must_use]
    pub fn could_be_names(&self) -> bool {
        self.filled > 2 && self.distinct > 0.7 && self.says(Field::Name) > -0.1
    }
}

fn is_web(shown: &str) -> bool {
    let lower = shown.to_ascii_lowercase();
    (lower.starts_with("http")
        || lower.starts_with("www.")
        || (lower.contains('.') && !lower.contains(' ')))
        && !lower.contains('@')
        && values::web(shown).is_some_and(|web| text::is_web_address(&web.address))
        && !lower.ends_with('.')
}
