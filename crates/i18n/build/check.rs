//! What must hold of the texts: they parse, each key stands once and carries
//! its file's name, and all languages have the same keys with the same variables.

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// One message of one language.
pub struct Message {
    /// The file it stands in.
    pub file: PathBuf,
    /// The text as written, for the documentation of its key.
    pub text: String,
    /// The variables it shows.
    pub variables: BTreeSet<String>,
    /// Messages and terms (`-name`) it refers to.
    references: BTreeSet<String>,
    /// Its attributes.
    attributes: BTreeSet<String>,
}

/// All texts of one language.
pub struct Locale {
    /// `nl`, `fr` or `en`.
    pub language: &'static str,
    /// The files, in the order of their names.
    pub files: Vec<PathBuf>,
    /// The messages by key; terms begin with `-`.
    pub messages: BTreeMap<String, Message>,
}

impl Locale {
    /// A language without texts yet.
    pub fn new(language: &'static str) -> Self {
        Self {
            language,
            files: Vec::new(),
            messages: BTreeMap::new(),
        }
    }

    /// Takes in one file.
    pub fn add_file(&mut self, path: &Path, text: &str, problems: &mut Vec<String>) {
        self.files.push(path.to_path_buf());
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let shown = self.shown(path);
        let resource = match parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let line = text[..error.pos.start.min(text.len())]
                        .lines()
                        .count()
                        .max(1);
                    problems.push(format!("{shown}:{line}: {error}"));
                }
                resource
            }
        };
        for entry in &resource.body {
            let (key, value, attributes) = match entry {
                Entry::Message(message) => (
                    message.id.name.to_owned(),
                    message.value.as_ref(),
                    &message.attributes,
                ),
                Entry::Term(term) => (
                    format!("-{}", term.id.name),
                    Some(&term.value),
                    &term.attributes,
                ),
                _ => continue,
            };
            if !key.starts_with('-') && !key.starts_with(&format!("{stem}-")) {
                problems.push(format!(
                    "{shown}: `{key}` must begin with `{stem}-`, so that a key names its file"
                ));
            }
            let mut message = Message {
                file: path.to_path_buf(),
                text: String::new(),
                variables: BTreeSet::new(),
                references: BTreeSet::new(),
                attributes: attributes.iter().map(|a| a.id.name.to_owned()).collect(),
            };
            if let Some(pattern) = value {
                message.read(pattern, true);
            }
            for attribute in attributes {
                message.read(&attribute.value, false);
            }
            if self.messages.insert(key.clone(), message).is_some() {
                problems.push(format!("{shown}: `{key}` stands twice"));
            }
        }
    }

    /// Every message and term that is referred to must be there.
    pub fn check_references(&self, problems: &mut Vec<String>) {
        for (key, message) in &self.messages {
            for name in &message.references {
                if !self.messages.contains_key(name) {
                    let shown = self.shown(&message.file);
                    problems.push(format!(
                        "{shown}: `{key}` refers to `{name}`, which is missing"
                    ));
                }
            }
        }
    }

    fn shown(&self, path: &Path) -> String {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("locales/{}/{name}", self.language)
    }
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>, is_value: bool) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } if is_value => self.text.push_str(value),
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable { expression } => self.expression(expression, is_value),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>, is_value: bool) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, is_value),
            Expression::Select { selector, variants } => {
                self.inline(selector, false);
                for variant in variants {
                    self.read(&variant.value, is_value && variant.default);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>, is_value: bool) {
        let mut show = |text: &str| {
            if is_value {
                self.text.push_str(text);
            }
        };
        match inline {
            InlineExpression::StringLiteral { value }
            | InlineExpression::NumberLiteral { value } => show(value),
            InlineExpression::VariableReference { id } => {
                show(&format!("{{${}}}", id.name));
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                show(&format!("{{{}}}", id.name));
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, .. } => {
                show(&format!("{{-{}}}", id.name));
                self.references.insert(format!("-{}", id.name));
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                for argument in &arguments.positional {
                    self.inline(argument, is_value);
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression, is_value),
        }
    }
}

/// Every language has the same keys, attributes and variables. Terms are each
/// language's own affair.
pub fn compare(locales: &[Locale], problems: &mut Vec<String>) {
    let keys: BTreeMap<&String, &Path> = locales
        .iter()
        .flat_map(|locale| &locale.messages)
        .filter(|(key, _)| !key.starts_with('-'))
        .map(|(key, message)| (key, message.file.as_path()))
        .collect();
    for (key, file) in keys {
        let file = file.file_name().unwrap_or_default().to_string_lossy();
        let all: Vec<_> = locales
            .iter()
            .filter_map(|locale| locale.messages.get(key))
            .collect();
        let variables: BTreeSet<&String> =
            all.iter().flat_map(|message| &message.variables).collect();
        let attributes: BTreeSet<&String> =
            all.iter().flat_map(|message| &message.attributes).collect();
        for locale in locales {
            let place = format!("locales/{}/{file}", locale.language);
            let Some(message) = locale.messages.get(key) else {
                problems.push(format!("{place}: `{key}` is missing"));
                continue;
            };
            for variable in &variables {
                if !message.variables.contains(*variable) {
                    problems.push(format!(
                        "{place}: `{key}` does not use `${variable}`, other languages do"
                    ));
                }
            }
            for attribute in &attributes {
                if !message.attributes.contains(*attribute) {
                    problems.push(format!("{place}: `{key}.{attribute}` is missing"));
                }
            }
        }
    }
}
