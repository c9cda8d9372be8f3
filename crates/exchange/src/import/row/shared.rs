//! What offers of both sides share: codes, contact, days, marks.

use super::{Judge, cleaning::Form};
use crate::import::{
    codes::{self, Meaning},
    context::Found,
    field::Field,
    file::Cell,
    person, phone,
    recognise::Target,
    report::RemarkCode,
    values,
    vocabulary::{Nearness, vocabulary},
    words,
};
use edutracker_domain::codes::CodeList;
use serde_json::{Value, json};
use std::rc::Rc;

/// A part of a cell that was read: the text, and what it means.
pub(super) type Read = (String, Option<Meaning>);

/// What the level says about a thesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Bachelor,
    Master,
    Unknown,
}

impl Stage {
    /// The stage of a level's code.
    pub(super) fn of(code: &str) -> Self {
        match code {
            "MA" | "MNM" => Stage::Master,
            "GR" | "BES" | "PBA" | "ABA" | "BNB" => Stage::Bachelor,
            _ => Stage::Unknown,
        }
    }
}

fn add(codes: &mut Vec<String>, code: &str) {
    if !codes.iter().any(|other| other == code) {
        codes.push(code.to_owned());
    }
}

impl<'a> Judge<'a> {
    /// The codes of marks set in columns of their own.
    pub(super) fn marked(&self, field: Field) -> Vec<String> {
        let mut out = Vec::new();
        if self.told(field).is_some() {
            return out;
        }
        for (at, column) in self.understanding.columns.iter().enumerate() {
            if let Target::Mark { field: other, code } = &column.target
                && *other == field
            {
                let shown = self.row.cell(at).shown();
                let set = !shown.trim().is_empty()
                    && !values::is_nothing(&shown)
                    && values::mark(&shown) != Some(false);
                if set {
                    add(&mut out, code);
                }
            }
        }
        out
    }

    /// The parts of a field's cells.
    pub(super) fn parts(
        &mut self,
        field: Field,
        hyphen: bool,
        read: fn(&str) -> Option<Meaning>,
    ) -> Vec<Read> {
        let mut out = Vec::new();
        for text in self.texts(field) {
            let key = (field, text.clone());
            let known = self.memory.parts.borrow().get(&key).cloned();
            let parts = known.unwrap_or_else(|| {
                let chosen = &self.understanding.values;
                let read = |text: &str| match chosen.get(&(field, words::key(text))) {
                    Some(code) if code.is_empty() => Some(Meaning::Nothing),
                    Some(code) => Some(Meaning::Code(code.clone(), Nearness::Official)),
                    None => read(text),
                };
                let parts = Rc::new(codes::parts(&text, hyphen, &read));
                self.memory
                    .parts
                    .borrow_mut()
                    .insert(key, Rc::clone(&parts));
                parts
            });
            if parts.len() > 1 {
                self.warn(RemarkCode::MultiSplit, field, text.trim());
            }
            out.extend(
                parts
                    .iter()
                    .filter(|part| part.meaning != Some(Meaning::Nothing))
                    .map(|part| (part.text.clone(), part.meaning.clone())),
            );
        }
        out
    }

    /// The provinces of an offer.
    pub(super) fn provinces(&mut self) -> Vec<String> {
        let field = Field::Provinces;
        let mut out = self.marked(field);
        let parts = self.parts(field, true, codes::province);
        let empty = parts.is_empty() && out.is_empty();
        for (text, meaning) in parts {
            match meaning {
                Some(Meaning::Code(code, nearness)) => {
                    if nearness != Nearness::Official {
                        self.warn(RemarkCode::ProvinceAlias, field, &text);
                    }
                    add(&mut out, &code);
                }
                other => {
                    if let Some(province) = self.province_of_postcode() {
                        self.warn(RemarkCode::ProvinceFromPostcode, field, &text);
                        add(&mut out, province);
                    } else if other == Some(Meaning::Ambiguous) {
                        self.fail(RemarkCode::AmbiguousProvince, field, &text);
                    } else {
                        self.fail(RemarkCode::UnknownProvince, field, &text);
                    }
                }
            }
        }
        if empty {
            match self.province_of_postcode() {
                Some(province) => {
                    self.warn(RemarkCode::ProvinceFromPostcode, field, "");
                    add(&mut out, province);
                }
                None => self.fail(RemarkCode::Required, field, ""),
            }
        }
        out
    }

    /// The province that the row's postal code lies in.
    pub(super) fn province_of_postcode(&self) -> Option<&'static str> {
        let column = self.understanding.columns_of(Field::PostalCode).next()?;
        values::postal_code(&self.row.cell(column).shown())?.province
    }

    /// The collaboration forms; a thesis is that of the stage.
    pub(super) fn forms(&mut self, stage: Stage, side: &str) -> Vec<String> {
        let field = Field::Forms;
        let mut out = self.marked(field);
        let parts = self.parts(field, false, codes::form);
        if parts.is_empty() && out.is_empty() {
            self.fail(RemarkCode::Required, field, "");
        }
        for (text, meaning) in parts {
            let v = vocabulary();
            let code = match meaning {
                Some(Meaning::Code(code, nearness)) => {
                    if nearness != Nearness::Official {
                        self.warn(RemarkCode::FormAlias, field, &text);
                    }
                    Some(code)
                }
                Some(Meaning::Thesis) if stage != Stage::Unknown => {
                    self.warn(RemarkCode::FormContext, field, &text);
                    let by_level = &v.forms_by_level;
                    Some(if stage == Stage::Master {
                        by_level.master.clone()
                    } else {
                        by_level.bachelor.clone()
                    })
                }
                _ => None,
            };
            let code = code.filter(|code| {
                let item = CodeList::CollaborationForms
                    .find(code)
                    .and_then(|item| item.side.as_deref());
                matches!(item, Some("both") | None) || item == Some(side)
            });
            match code {
                Some(code) => add(&mut out, &code),
                None => self.fail(RemarkCode::UnknownForm, field, &text),
            }
        }
        out
    }

    /// The languages; `required`: at least one has to be usable.
    pub(super) fn languages(&mut self, required: bool) {
        let field = Field::Languages;
        let mut out = self.marked(field);
        let mut unknown = Vec::new();
        for (text, meaning) in self.parts(field, true, codes::language) {
            match meaning {
                Some(Meaning::Code(code, _)) => add(&mut out, &code),
                None => {
                    // `nl en`, `nl-en`: words beside each other.
                    let read: Vec<Option<Meaning>> = text
                        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–'))
                        .filter(|word| !word.is_empty())
                        .map(codes::language)
                        .collect();
                    if read.len() > 1 && read.iter().all(Option::is_some) {
                        self.warn(RemarkCode::MultiSplit, field, &text);
                        for meaning in read.into_iter().flatten() {
                            match meaning {
                                Meaning::Code(code, _) => add(&mut out, &code),
                                _ => unknown.push(text.clone()),
                            }
                        }
                    } else {
                        unknown.push(text);
                    }
                }
                Some(_) => unknown.push(text),
            }
        }
        if out.is_empty() && required {
            self.fail(RemarkCode::Required, field, &unknown.join(", "));
        } else {
            for text in &unknown {
                self.warn(RemarkCode::UnknownLanguage, field, text);
            }
        }
        self.set(field, json!(out));
    }

    /// The study domains. `asked`: an offer without any goes to review (ET-73).
    pub(super) fn domains(&mut self, asked: bool) {
        let field = Field::Domains;
        let mut out = self.marked(field);
        let mut unknown = false;
        for (text, meaning) in self.parts(field, false, codes::domain) {
            match meaning {
                Some(Meaning::Code(code, _)) => add(&mut out, &code),
                _ => {
                    unknown = true;
                    self.warn(RemarkCode::UnknownDomain, field, &text);
                }
            }
        }
        if asked && out.is_empty() && !unknown && self.understanding.has(field) {
            self.warn(RemarkCode::ScopeNoDomain, field, "");
        }
        self.set(field, json!(out));
    }

    /// The contact: a name, a usable e-mail, a telephone.
    pub(super) fn contact(&mut self) {
        let limits = &self.context.limits;
        let (short, first) = (
            limits.short_text,
            self.clean(Field::ContactFirstName, Form::Line),
        );
        let mut name = self.clean(Field::ContactName, Form::Line);
        let mut email = self.clean(Field::ContactEmail, Form::Line);
        let mut phone = self.phone();
        // `Stages <stages@…>`, `Stages, stages@…, 09 000 00 00`: all in one cell.
        let together = match (&name, &email) {
            (Some(text), None) => values::email(text).map(|found| (text.clone(), found)),
            (_, Some(text)) => values::email(text)
                .filter(|found| found != text)
                .map(|found| (text.clone(), found)),
            (None, None) => None,
        };
        if let Some((text, found)) = together {
            let person = person::person(&text, &found);
            if person.listed {
                self.warn(RemarkCode::MultiSplit, Field::ContactEmail, &text);
            }
            if email.is_none() {
                name = person.name;
                email = Some(found);
            } else {
                name = name.or(person.name);
            }
            phone = phone.or(person.phone);
        }
        let name = match (first, name) {
            (Some(first), Some(name)) => Some(format!("{first} {name}")),
            (first, name) => first.or(name),
        };
        self.put(Field::ContactName, name, short);
        // What a person said once of this text, or of rows without any, goes for all of them.
        let key = words::key(email.as_deref().unwrap_or_default());
        if let Some(told) = self.understanding.values.get(&(Field::ContactEmail, key)) {
            email = Some(told.clone()).filter(|told| !told.is_empty());
        }
        let usable = email.as_deref().and_then(values::email);
        match (&email, &usable) {
            (Some(text), Some(found)) if text != found && text.matches('@').count() > 1 => {
                self.warn(RemarkCode::MultiSplit, Field::ContactEmail, text);
            }
            (Some(text), None) => self.fail(RemarkCode::BadEmail, Field::ContactEmail, text),
            (None, _) => self.fail(RemarkCode::NoContact, Field::ContactEmail, ""),
            _ => {}
        }
        self.set(
            Field::ContactEmail,
            usable.map_or(Value::Null, Value::String),
        );
        self.put(Field::ContactPhone, phone, short);
    }

    /// The telephone number of the contact, with what a spreadsheet took off it.
    fn phone(&mut self) -> Option<String> {
        let field = Field::ContactPhone;
        let text = self.clean(field, Form::Phone)?;
        // What a person said is not mended.
        if self.told(field).is_some() {
            return Some(text);
        }
        match phone::kept(&text) {
            phone::Kept::Written => Some(text),
            phone::Kept::Beheaded(number) => {
                self.warn(RemarkCode::PhoneFormat, field, &text);
                Some(number)
            }
            phone::Kept::Doubtful => {
                self.warn(RemarkCode::PhoneUnread, field, &text);
                Some(text)
            }
        }
    }

    /// The web address.
    pub(super) fn website(&mut self) {
        let text = self.clean(Field::Website, Form::Line);
        let web = text.as_deref().map(values::web);
        let address = match (text, web) {
            (Some(text), Some(Some(web))) => {
                if web.scheme_added {
                    self.warn(RemarkCode::UrlScheme, Field::Website, &text);
                }
                if web.normalised {
                    self.warn(RemarkCode::UrlNormalised, Field::Website, &text);
                }
                Some(web.address)
            }
            (Some(text), _) => {
                self.warn(RemarkCode::UrlNormalised, Field::Website, &text);
                None
            }
            (None, _) => None,
        };
        self.put(Field::Website, address, self.context.limits.website);
    }

    /// The duration, where the file has it.
    pub(super) fn duration(&mut self) {
        let field = Field::Duration;
        if !self.understanding.has(field) {
            return;
        }
        let cell = self.cell(field);
        let shown = cell.shown().trim().to_owned();
        let months = values::months(&cell);
        if months.is_none() && !values::is_nothing(&shown) {
            self.warn(RemarkCode::DurationUnread, field, &shown);
        }
        self.set(field, months.map_or(Value::Null, Value::from));
    }

    /// A day.
    pub(super) fn day(&mut self, field: Field) {
        let cell = self.cell(field);
        let shown = cell.shown().trim().to_owned();
        let day = match values::day(&cell) {
            Some(values::Day::Plain(day)) => Some(day),
            Some(values::Day::Serial(day)) => {
                self.warn(RemarkCode::DateSerial, field, &shown);
                Some(day)
            }
            Some(values::Day::Other(day)) => {
                self.warn(RemarkCode::DateFormat, field, &shown);
                Some(day)
            }
            None => {
                if !cell.is_blank() && !values::is_nothing(&shown) {
                    self.warn(RemarkCode::DateFormat, field, &shown);
                }
                None
            }
        };
        self.set(field, day.map_or(Value::Null, Value::String));
    }

    /// A mark for yes or no; what is no mark is the default.
    pub(super) fn flag(&mut self, field: Field, default: bool) {
        let cell = self.cell(field);
        let shown = cell.shown().trim().to_owned();
        let value = match &cell {
            Cell::Flag(flag) => Some(*flag),
            _ => values::mark(&shown),
        };
        if value.is_none() && self.understanding.has(field) {
            self.warn(RemarkCode::Default, field, &shown);
        }
        self.set(field, value.unwrap_or(default).into());
    }

    /// The description.
    pub(super) fn description(&mut self) {
        let text = self.clean(Field::Description, Form::Lines);
        self.put(Field::Description, text, self.context.limits.description);
    }

    /// The organisation that a text names.
    pub(super) fn named(&self, text: &str) -> Option<Found<'a>> {
        if let Some(known) = self.memory.organisations.borrow().get(text) {
            return *known;
        }
        let context = self.context;
        let told = &self.understanding.values;
        let found = match told.get(&(Field::Organisation, words::key(text))) {
            Some(code) => context.by_code(code).map(|organisation| Found {
                organisation,
                exact: true,
            }),
            None => context.find(text),
        };
        self.memory
            .organisations
            .borrow_mut()
            .insert(text.to_owned(), found);
        found
    }

    /// The organisation of the row, where the file names one in each.
    pub(super) fn organisation(&mut self) {
        if !self.understanding.has(Field::Organisation) {
            return;
        }
        let field = Field::Organisation;
        let text = self.clean(field, Form::Line).unwrap_or_default();
        if text.is_empty()
            && let Some(own) = self.context.own()
        {
            // A row that names none belongs to who brings the file.
            self.set(field, own.code.clone().into());
            return;
        }
        let found = self.named(&text);
        self.organisation = found.map(|found| found.organisation);
        match found {
            Some(found) => {
                if !found.exact {
                    self.warn(RemarkCode::OrgMatch, field, &text);
                }
                if found.organisation.kind == "secondary_school" {
                    self.fail(RemarkCode::SecondaryExcluded, field, &text);
                }
                self.set(field, found.organisation.code.clone().into());
            }
            None => self.fail(RemarkCode::Required, field, &text),
        }
    }
}
