//! The Rust source of the table of keys.

use crate::check::Locale;
use std::{collections::BTreeMap, fmt::Write as _};

/// `enum Key` with the English text as documentation, and the files to embed.
pub fn source(locales: &[Locale]) -> Result<String, String> {
    let english = locales
        .iter()
        .find(|locale| locale.language == "en")
        .ok_or("no English texts")?;
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let mut variants = String::new();
    let mut rows = String::new();
    let mut arms = String::new();
    for (key, message) in english
        .messages
        .iter()
        .filter(|(key, _)| !key.starts_with('-'))
    {
        let name = camel(key);
        if let Some(other) = names.insert(name.clone(), key) {
            return Err(format!(
                "`{key}` and `{other}` give the same name `Key::{name}`"
            ));
        }
        // As code, because a text may hold what rustdoc takes for a link or a tag.
        let text = message.text.replace('`', "'").replace('\n', " ");
        let _ = writeln!(
            variants,
            "    #[doc = {:?}]\n    {name},",
            format!("`{}`", text.trim())
        );
        let _ = writeln!(rows, "        Key::{name},");
        let _ = writeln!(arms, "            Key::{name} => {key:?},");
    }
    let mut out = String::new();
    let _ = write!(
        out,
        "/// A text of the product, by its key in `locales/`.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]\n\
         pub enum Key {{\n{variants}}}\n\n\
         impl Key {{\n    /// All keys, in alphabetical order.\n    pub const ALL: &'static [Key] = &[\n{rows}    ];\n\n    \
         /// The key as it stands in `locales/`.\n    #[must_use]\n    pub const fn as_str(self) -> &'static str {{\n        \
         match self {{\n{arms}        }}\n    }}\n}}\n\n",
    );
    let _ = writeln!(
        out,
        "/// Every file: its language and its source.\nconst SOURCES: &[(&str, &str)] = &["
    );
    for locale in locales {
        for file in &locale.files {
            let _ = writeln!(
                out,
                "    ({:?}, include_str!({:?})),",
                locale.language,
                file.display().to_string()
            );
        }
    }
    out.push_str("];\n");
    Ok(out)
}

/// `error-not-signed-in` → `ErrorNotSignedIn`.
fn camel(key: &str) -> String {
    key.split(['-', '_'])
        .flat_map(|part| {
            let mut letters = part.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
        })
        .collect()
}
