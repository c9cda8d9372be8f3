//! An organisation with one of its campuses.

use super::{Judge, cleaning::Form};
use crate::import::{
    codes::{self, Meaning},
    field::Field,
    report::RemarkCode,
    values,
    vocabulary::Nearness,
};
use serde_json::Value;

impl Judge<'_> {
    pub(super) fn place(&mut self) {
        self.owner();
        self.organisation_kind();
        self.languages(false);
        self.website();
        let limits = &self.context.limits;
        let (name, short) = (limits.name, limits.short_text);
        let campus = self.clean(Field::Sites, Form::Line);
        let is_place = campus.is_some();
        self.put(Field::Sites, campus, name);
        let code = self.postal_code();
        let mut municipality = self.clean(Field::Municipality, Form::Line);
        if let Some(text) = &municipality
            && let Some((_, place)) = values::postal_place(text)
        {
            municipality = Some(place.to_owned());
        }
        if municipality.is_none() {
            // Both stand in the column of the postal code.
            let texts = self.texts(Field::PostalCode);
            municipality = texts
                .first()
                .and_then(|text| values::postal_place(text))
                .map(|(_, place)| place.to_owned());
        }
        self.put(Field::Municipality, municipality, short);
        let province = self.province(code, is_place);
        self.set(
            Field::Provinces,
            province.map_or(Value::Null, Value::String),
        );
        self.flag(Field::Published, true);
    }

    fn owner(&mut self) {
        let field = Field::Organisation;
        let text = self.clean(field, Form::Line);
        let context = self.context;
        let Some(text) = text else {
            // A file of one organisation's own campuses names it nowhere.
            match context.own().filter(|_| !self.understanding.has(field)) {
                Some(own) => self.set(field, own.name.clone().into()),
                None => self.fail(RemarkCode::Required, field, ""),
            }
            return;
        };
        let name = match self.named(&text) {
            Some(found) => {
                if !found.exact {
                    self.warn(RemarkCode::OrgMatch, field, &text);
                }
                self.organisation = Some(found.organisation);
                found.organisation.name.clone()
            }
            None => {
                self.organisation = None;
                text
            }
        };
        self.put(field, Some(name), self.context.limits.name);
    }

    fn organisation_kind(&mut self) {
        let field = Field::OrganisationKind;
        let text = self.clean(field, Form::Line);
        let kind = match text.as_deref() {
            Some(text) => match codes::organisation_kind(text) {
                Some(Meaning::Code(code, _)) => {
                    if code == "secondary_school" {
                        self.fail(RemarkCode::SecondaryExcluded, field, text);
                    }
                    Some(code)
                }
                _ => {
                    self.fail(RemarkCode::KindAmbiguous, field, text);
                    None
                }
            },
            None => {
                let known = self
                    .organisation
                    .map(|organisation| organisation.kind.clone());
                if known.is_none() && self.understanding.has(field) {
                    self.fail(RemarkCode::Required, field, "");
                }
                known
            }
        };
        self.set(field, kind.map_or(Value::Null, Value::String));
    }

    fn postal_code(&mut self) -> Option<values::PostalCode> {
        let field = Field::PostalCode;
        let texts = self.texts(field);
        let mut code = texts.first().and_then(|text| values::postal_code(text));
        if let (Some(code), Some(text)) = (&code, texts.first())
            && code.repaired
        {
            self.warn(RemarkCode::PostcodeFormat, field, text);
        }
        if code.is_none() && !self.understanding.has(field) {
            // `9000 Gent` in the column of the municipality.
            let column = self.understanding.columns_of(Field::Municipality).next();
            code = column
                .and_then(|column| values::postal_code(&self.row.cell(column).shown()))
                .filter(|code| code.province.is_some());
        }
        self.set(
            field,
            code.as_ref()
                .map_or(Value::Null, |code| code.code.clone().into()),
        );
        code
    }

    fn province(&mut self, code: Option<values::PostalCode>, required: bool) -> Option<String> {
        let field = Field::Provinces;
        let of_code = code.as_ref().and_then(|code| code.province);
        let text = self
            .texts(field)
            .into_iter()
            .next()
            .map(|text| text.trim().to_owned())
            .filter(|text| !values::is_nothing(text));
        let Some(text) = text else {
            match of_code {
                Some(province) => {
                    self.warn(
                        RemarkCode::ProvinceFromPostcode,
                        field,
                        code.map(|code| code.code).as_deref().unwrap_or_default(),
                    );
                    return Some(province.to_owned());
                }
                None if required => self.fail(RemarkCode::Required, field, ""),
                None => {}
            }
            return None;
        };
        match (codes::province(&text), of_code) {
            (Some(Meaning::Code(province, nearness)), of_code) => {
                if nearness != Nearness::Official {
                    self.warn(RemarkCode::ProvinceAlias, field, &text);
                }
                // A code that lies nowhere in Belgium fits no province of it either.
                let lies = of_code.unwrap_or("ZZ-OUT");
                if let Some(code) = code
                    && lies != province
                    && self.told(field).is_none()
                {
                    let code = code.code;
                    self.fail(
                        RemarkCode::ProvincePostcode,
                        field,
                        &format!("{text} <> {code}"),
                    );
                    return None;
                }
                Some(province)
            }
            (_, Some(province))
                if codes::region(&text).is_some_and(|within| !within.contains(province)) =>
            {
                let code = code.map(|code| code.code).unwrap_or_default();
                self.fail(
                    RemarkCode::ProvincePostcode,
                    field,
                    &format!("{text} <> {code}"),
                );
                None
            }
            (_, Some(province)) => {
                self.warn(RemarkCode::ProvinceFromPostcode, field, &text);
                Some(province.to_owned())
            }
            (Some(Meaning::Ambiguous), None) => {
                self.fail(RemarkCode::AmbiguousProvince, field, &text);
                None
            }
            _ => {
                self.fail(RemarkCode::UnknownProvince, field, &text);
                None
            }
        }
    }
}
