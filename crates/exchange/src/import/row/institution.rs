//! An institution's offer.

use super::{Judge, cleaning::Form, shared::Stage};
use crate::import::{
    codes::{self, Meaning},
    field::Field,
    report::RemarkCode,
    values,
    vocabulary::Nearness,
};
use edutracker_domain::name::level_in_name;
use serde_json::{Value, json};

/// What the column of levels says.
enum Column {
    Empty,
    /// A code, with the text it was read from.
    Code(String, String),
    /// Something that an error was noted for; the stage it still tells.
    Unusable(Stage),
}

impl Judge<'_> {
    pub(super) fn institution_offer(&mut self) {
        self.organisation();
        let stage = if self.is_event() {
            self.event_name();
            Stage::Unknown
        } else {
            self.name_and_level()
        };
        let forms = self.forms(stage, "institution");
        self.set(Field::Forms, json!(forms));
        self.domains(true);
        let provinces = self.provinces();
        let sites = self.sites(&provinces);
        self.set(Field::Provinces, json!(provinces));
        self.set(Field::Sites, json!(sites));
        self.languages(true);
        self.specialisations();
        self.website();
        self.contact();
        self.description();
        self.flag(Field::Published, false);
        self.day(Field::UpdatedOn);
        self.duration();
    }

    /// Whether a column says that the row is about an event rather than a
    /// programme (ET-68): one of its own, or that of the names, where it is
    /// headed so and no column has levels. Nothing else tells.
    fn is_event(&mut self) -> bool {
        let field = Field::Subject;
        if !self.understanding.has(field) {
            let events = self.understanding.names_events() && !self.understanding.has(Field::Level);
            if events {
                self.set(field, "event".into());
            }
            return events;
        }
        let mut found = self.marked(field);
        for (text, meaning) in self.parts(field, false, codes::subject) {
            match meaning {
                Some(Meaning::Code(code, _)) if matches!(&*code, "programme" | "event") => {
                    if !found.contains(&code) {
                        found.push(code);
                    }
                }
                _ => self.fail(RemarkCode::UnknownSubject, field, &text),
            }
        }
        if found.len() > 1 {
            self.fail(RemarkCode::UnknownSubject, field, &found.join(" / "));
            found.clear();
        }
        let subject = found.pop();
        let event = subject.as_deref() == Some("event");
        self.set(field, subject.map_or(Value::Null, Value::String));
        event
    }

    /// The name of an event, which is for students of several programmes: it
    /// has no level, and its name is left as it is.
    fn event_name(&mut self) {
        let name = self.clean(Field::Name, Form::Line);
        if name.is_none() {
            self.fail(RemarkCode::Required, Field::Name, "");
        }
        self.put(Field::Name, name, self.context.limits.name);
        let mut levels = self.texts(Field::Level);
        levels.extend(self.marked(Field::Level));
        let level = levels.iter().find(|text| !values::is_nothing(text));
        if let Some(level) = level {
            let both = format!("{} <> event", level.trim());
            self.fail(RemarkCode::LevelConflict, Field::Level, &both);
        }
        self.set(Field::Level, Value::Null);
    }

    fn level_column(&mut self) -> Column {
        let field = Field::Level;
        let mut codes: Vec<(String, String)> = self
            .marked(field)
            .into_iter()
            .map(|code| (code.clone(), code))
            .collect();
        let parts = self.parts(field, false, codes::level);
        for (text, meaning) in parts {
            match meaning {
                Some(Meaning::Code(code, nearness)) => {
                    if nearness != Nearness::Official {
                        self.warn(RemarkCode::LevelAlias, field, &text);
                    }
                    if !codes.iter().any(|(other, _)| *other == code) {
                        codes.push((code, text));
                    }
                }
                Some(Meaning::Inactive) => {
                    self.fail(RemarkCode::LevelInactive, field, &text);
                    return Column::Unusable(Stage::Unknown);
                }
                Some(_) => {
                    self.fail(RemarkCode::LevelAmbiguous, field, &text);
                    return Column::Unusable(Stage::Bachelor);
                }
                None => {
                    self.fail(RemarkCode::UnknownLevel, field, &text);
                    return Column::Unusable(Stage::Unknown);
                }
            }
        }
        if codes.len() > 1 {
            let texts: Vec<String> = codes.into_iter().map(|(_, text)| text).collect();
            self.fail(RemarkCode::LevelAmbiguous, field, &texts.join(" / "));
            return Column::Unusable(Stage::Unknown);
        }
        codes
            .pop()
            .map_or(Column::Empty, |(code, text)| Column::Code(code, text))
    }

    /// Name and level, which say something about each other (N-01…N-11).
    fn name_and_level(&mut self) -> Stage {
        let raw = self.clean(Field::Name, Form::Line);
        let found = raw.as_deref().and_then(level_in_name);
        let column = self.level_column();
        let name = match (&raw, &found) {
            (Some(raw), Some(found)) => {
                self.warn(RemarkCode::LevelInName, Field::Name, raw);
                (!found.suggestion.is_empty()).then(|| found.suggestion.clone())
            }
            _ => raw.clone(),
        };
        if name.is_none() {
            self.fail(
                RemarkCode::Required,
                Field::Name,
                raw.as_deref().unwrap_or_default(),
            );
        }
        self.put(Field::Name, name, self.context.limits.name);
        let field = Field::Level;
        let (level, stage) = match (column, found) {
            (Column::Unusable(stage), _) => (None, stage),
            (Column::Code(code, text), Some(found))
                if !found.agrees_with(&code) && self.told(field).is_none() =>
            {
                let both = format!("{text} <> {}", found.written);
                self.fail(RemarkCode::LevelConflict, field, &both);
                (None, Stage::of(&code))
            }
            (Column::Code(code, _), _) => {
                let stage = Stage::of(&code);
                (Some(code), stage)
            }
            (Column::Empty, None) => {
                self.fail(RemarkCode::Required, field, "");
                (None, Stage::Unknown)
            }
            (Column::Empty, Some(found)) => match found.levels {
                ["PBA", "ABA"] => {
                    self.fail(RemarkCode::LevelAmbiguous, field, &found.written);
                    (None, Stage::Bachelor)
                }
                [code, ..] if codes::level_is_active(code) => {
                    self.warn(
                        RemarkCode::LevelFromName,
                        field,
                        raw.as_deref().unwrap_or_default(),
                    );
                    (Some((*code).to_owned()), Stage::of(code))
                }
                _ => {
                    self.fail(RemarkCode::LevelInactive, field, &found.written);
                    (None, Stage::Unknown)
                }
            },
        };
        self.set(field, level.map_or(Value::Null, Value::String));
        stage
    }

    /// The specialisations: free texts, so only the strongest separator of a cell splits them.
    fn specialisations(&mut self) {
        let field = Field::Specialisations;
        let mut out: Vec<String> = Vec::new();
        for text in self.texts(field) {
            let separator = ["\n", ";", "|", "•", " / ", "/", ","]
                .into_iter()
                .find(|sign| text.trim().contains(sign));
            let parts: Vec<&str> =
                separator.map_or(vec![text.as_str()], |sign| text.split(sign).collect());
            let parts: Vec<String> = parts
                .into_iter()
                .map(|part| {
                    part.trim()
                        .trim_start_matches(['•', '*', '·'])
                        .trim_start_matches("- ")
                        .trim()
                })
                .filter(|part| !values::is_nothing(part))
                .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect();
            if parts.len() > 1 {
                self.warn(RemarkCode::MultiSplit, field, text.trim());
            }
            for part in parts {
                if part.starts_with(['=', '+', '-', '@']) {
                    self.warn(RemarkCode::FormulaText, field, &part);
                }
                if edutracker_domain::text::count(&part) > self.context.limits.specialisation {
                    self.fail(RemarkCode::TextTooLong, field, &part);
                }
                if !out.contains(&part) {
                    out.push(part);
                }
            }
        }
        self.set(field, json!(out));
    }
}
