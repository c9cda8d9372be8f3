//! HTML made of texts: nothing gets into a page without being escaped.

use axum::response::Response;
use base64::{Engine, engine::general_purpose::STANDARD};
use edutracker_i18n::Texts;
use http::{HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};
use std::{fmt::Write, sync::LazyLock};

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:2rem auto;max-width:40rem;padding:0 1rem}
h1{font-size:1.4rem}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
input,select,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #595959;border-radius:.25rem}
button{font:inherit;margin-top:1.25rem;padding:.5rem 1.25rem;border:0;border-radius:.25rem;background:#0b5394;color:#fff}
:focus-visible{outline:3px solid #0b5394;outline-offset:2px}
.wrong{border-left:4px solid #a40000;padding-left:.75rem}
nav a{margin-right:1rem}
a{color:#0b5394}
.hint{margin:.25rem 0 0;color:#404040}
@media (prefers-color-scheme:dark){
body{color:#e7ecf3;background:#10151c}
input,select,textarea{color:#e7ecf3;background:#171e27;border-color:#75839a}
button{background:#82b6f7;color:#0b1726}
a{color:#82b6f7}
:focus-visible{outline-color:#82b6f7}
.wrong{border-color:#ffa198}
.hint{color:#a7b3c2}}";

/// Nothing is loaded, no script runs, and forms go back to where they came from.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).ok()
});

/// A text as it may stand in HTML, also between quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// A field of a form.
pub struct Field<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// `text`, `email`, `password`; `area` for several lines.
    pub kind: &'a str,
    /// What the browser may fill in.
    pub complete: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
}

/// The inside of a page.
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// A paragraph.
    pub fn paragraph(mut self, text: &str) -> Self {
        let _ = write!(self.0, "<p>{}</p>", escaped(text));
        self
    }

    /// What keeps a form from being taken, if anything does.
    pub fn wrong(mut self, text: Option<&str>) -> Self {
        if let Some(text) = text {
            let _ = write!(
                self.0,
                "<p class=\"wrong\" role=\"alert\">{}</p>",
                escaped(text)
            );
        }
        self
    }

    /// A form that is sent to the page it stands on.
    pub fn form(mut self, send: &str, inside: impl FnOnce(Self) -> Self) -> Self {
        self.0.push_str("<form method=\"post\">");
        self = inside(self);
        let _ = write!(self.0, "<button>{}</button></form>", escaped(send));
        self
    }

    /// A field.
    pub fn field(mut self, field: &Field<'_>) -> Self {
        let required = if field.required { " required" } else { "" };
        let [name, label, complete, value] =
            [field.name, field.label, field.complete, field.value].map(escaped);
        let _ = write!(self.0, "<label for=\"{name}\">{label}</label>");
        let _ = match field.kind {
            // The first line end after the tag is not part of the text.
            "area" => write!(
                self.0,
                "<textarea id=\"{name}\" name=\"{name}\" rows=\"8\"{required}>\n{value}</textarea>"
            ),
            kind => write!(
                self.0,
                "<input id=\"{name}\" name=\"{name}\" type=\"{kind}\" autocomplete=\"{complete}\" value=\"{value}\"{required}>"
            ),
        };
        self
    }

    /// A choice of one of some values, each with its text; its kind counts for nothing.
    pub fn choice(mut self, field: &Field<'_>, of: &[(&str, &str)]) -> Self {
        let required = if field.required { " required" } else { "" };
        let [name, label, complete] = [field.name, field.label, field.complete].map(escaped);
        let _ = write!(
            self.0,
            "<label for=\"{name}\">{label}</label><select id=\"{name}\" name=\"{name}\" autocomplete=\"{complete}\"{required}>"
        );
        for (value, text) in of {
            let selected = if *value == field.value {
                " selected"
            } else {
                ""
            };
            let _ = write!(
                self.0,
                "<option value=\"{}\"{selected}>{}</option>",
                escaped(value),
                escaped(text)
            );
        }
        self.0.push_str("</select>");
        self
    }

    /// A value that goes along unseen.
    pub fn hidden(mut self, name: &str, value: &str) -> Self {
        let _ = write!(
            self.0,
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            escaped(name),
            escaped(value)
        );
        self
    }

    /// Links to the same page in other languages.
    pub fn languages(mut self, of: &[(&str, &str)]) -> Self {
        self.0.push_str("<nav>");
        for (code, name) in of {
            let [code, name] = [code, name].map(|text| escaped(text));
            let _ = write!(
                self.0,
                "<a href=\"?lang={code}\" hreflang=\"{code}\" lang=\"{code}\">{name}</a> "
            );
        }
        self.0.push_str("</nav>");
        self
    }

    /// What helps with the field before it.
    pub fn hint(mut self, text: &str) -> Self {
        let _ = write!(self.0, "<p class=\"hint\">{}</p>", escaped(text));
        self
    }
}

/// A whole page.
pub fn page(texts: &Texts, status: StatusCode, title: &str, body: Html) -> Response {
    let (language, title) = (texts.language(), escaped(title));
    let text = format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title} – EduTracker</title>\
         <style>{STYLE}</style></head><body><main><h1>{title}</h1>{}</main></body></html>\n",
        body.0
    );
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    if let Some(policy) = POLICY.clone() {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        let nasty = "\"><script>alert('x')</script>&";
        let html = Html::new()
            .paragraph(nasty)
            .wrong(Some(nasty))
            .form(nasty, |form| {
                let field = |kind| Field {
                    name: "a",
                    label: nasty,
                    kind,
                    complete: "off",
                    value: nasty,
                    required: true,
                };
                form.field(&field("text")).field(&field("area")).hint(nasty)
            });
        assert!(!html.0.contains("<script") && !html.0.contains("'x'"));
        assert_eq!(html.0.matches("&quot;&gt;&lt;script&gt;").count(), 8);
    }
}
