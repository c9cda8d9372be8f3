//! A company's offer: exactly one form, any number of levels.

use super::{Judge, cleaning::Form, shared::Stage};
use crate::import::{
    codes::{self, Meaning},
    field::Field,
    report::RemarkCode,
    vocabulary::{Nearness, vocabulary},
    words,
};
use serde_json::{Value, json};

impl Judge<'_> {
    pub(super) fn company_offer(&mut self) {
        self.organisation();
        // The rule about levels in names is not for companies.
        let name = self.clean(Field::Name, Form::Line);
        if name.is_none() {
            self.fail(RemarkCode::Required, Field::Name, "");
        }
        self.put(Field::Name, name, self.context.limits.name);
        let levels = self.levels();
        let stages: Vec<Stage> = levels.iter().map(|code| Stage::of(code)).collect();
        let stage = match stages.as_slice() {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => *first,
            _ => Stage::Unknown,
        };
        self.form(stage);
        self.set(Field::Level, json!(levels));
        self.domains(false);
        let provinces = self.provinces();
        let entities = self.sites(&provinces);
        self.set(Field::Provinces, json!(provinces));
        self.set(Field::Sites, json!(entities));
        self.languages(true);
        self.contact();
        self.description();
        self.day(Field::ValidFrom);
        self.flag(Field::Published, false);
        self.duration();
    }

    fn form(&mut self, stage: Stage) {
        let mut forms = self.forms(stage, "company");
        if forms.len() > 1 {
            let cell: Vec<String> = self.texts(Field::Forms);
            let value = if cell.is_empty() {
                forms.join(", ")
            } else {
                cell.join(", ").trim().to_owned()
            };
            self.fail(RemarkCode::MultiForm, Field::Forms, &value);
            forms.clear();
        }
        self.set(Field::Forms, forms.pop().map_or(Value::Null, Value::String));
    }

    fn levels(&mut self) -> Vec<String> {
        let field = Field::Level;
        let mut out = self.marked(field);
        for (text, meaning) in self.parts(field, false, codes::level) {
            match meaning {
                Some(Meaning::Code(code, nearness)) => {
                    if nearness != Nearness::Official {
                        self.warn(RemarkCode::LevelAlias, field, &text);
                    }
                    if !out.contains(&code) {
                        out.push(code);
                    }
                }
                // Left open, as the level may be.
                None if vocabulary().every.contains(&words::key(&text)) => {
                    self.warn(RemarkCode::LevelAlias, field, &text);
                }
                Some(Meaning::Inactive) => self.fail(RemarkCode::LevelInactive, field, &text),
                Some(_) => self.fail(RemarkCode::LevelAmbiguous, field, &text),
                None => self.fail(RemarkCode::UnknownLevel, field, &text),
            }
        }
        out
    }
}
