//! Cards as PDF, read as a program for the blind would.

use super::shared::*;
use edutracker_domain::{Language, RecordType};
use edutracker_exchange::export::{Format, begin};
use lopdf::Document;
use serde_json::json;

fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let pages = document.get_pages();
    pages
        .keys()
        .map(|page| document.extract_text(&[*page]).unwrap())
        .collect()
}

/// Texts without what lines and spaces make of them.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn a_card_says_what_the_website_shows_in_the_language_chosen() {
    let mut one = offer("Elektromechanica");
    one.set(
        "description",
        json!("Łódź, Győr, Žďár, Çeşme\nTweede regel 😀"),
    );
    for (language, heading, form, page) in [
        (
            Language::Nl,
            "Professionele bachelor Elektromechanica",
            "Stage",
            "22/11/2026 · pagina 1 van 1",
        ),
        (
            Language::Fr,
            "Bachelier professionnalisant Elektromechanica",
            "Stage",
            "22/11/2026 · page 1 sur 1",
        ),
        (
            Language::En,
            "Professional bachelor Elektromechanica",
            "Internship",
            "22/11/2026 · page 1 of 1",
        ),
    ] {
        let bytes = export(Format::Pdf, language, std::slice::from_ref(&one));
        let text = bare(&pages(&bytes).concat());
        for said in [
            heading,
            form,
            page,
            "KU Leuven",
            "Łódź, Győr, Žďár, Çeşme",
            "Tweede regel",
            "Campus Arenberg / Heverlee",
            "stages@kuleuven.example",
            "https://www.kuleuven.be/x?a=1&b=2",
        ] {
            assert!(
                text.contains(&bare(said)),
                "{language}: {said} is not in {text}"
            );
        }
        let document = Document::load_mem(&bytes).unwrap();
        let catalog = document.catalog().unwrap();
        assert_eq!(
            catalog.get(b"Lang").unwrap().as_str().unwrap(),
            language.as_str().as_bytes()
        );
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines"));
    }
}

#[test]
fn many_cards_fill_pages_that_are_numbered() {
    let all: Vec<One> = (0..40).map(|n| offer(&format!("Opleiding {n}"))).collect();
    let bytes = export(Format::Pdf, Language::Nl, &all);
    let pages = pages(&bytes);
    assert!((7..30).contains(&pages.len()), "{}", pages.len());
    for (at, text) in pages.iter().enumerate() {
        let number = format!("pagina{}van{}", at + 1, pages.len());
        assert!(bare(text).contains(&number), "{number}: {text}");
    }
    let whole = bare(&pages.concat());
    assert!((0..40).all(|n| whole.contains(&format!("Opleiding{n}"))));
    eprintln!("40 cards: {} pages, {} kB", pages.len(), bytes.len() / 1000);
}

#[test]
fn there_are_cards_of_offers_only() {
    let wish = wish(Format::Pdf, RecordType::Site, Language::Nl);
    let Err(error) = begin(&wish, Shelf::default()) else {
        panic!("cards of sites were made")
    };
    assert_eq!(error.to_string(), "format");
}
