//! The report of a period as a sheet for printing.

use crate::{
    App, Outcome, export, failure,
    report::{self, Report},
};
use edutracker_domain::{RecordType, codes::CodeList, record as fields, review::Verdict};
use edutracker_exchange::export::figures::{self, Section, Sheet};
use edutracker_i18n::{Key, Texts, Value};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Exported, ReportAsked},
};
use edutracker_store::{Cache, Error as CacheError, record};
use std::{collections::BTreeMap, path::Path};

/// Hours from which days are told.
const DAYS_FROM: f64 = 72.0;

/// Writes the report of a period to a new PDF in the folder of downloads.
///
/// # Errors
/// As [`report::review_report`], and [`ErrorCode::Disk`].
pub async fn review_report_save(app: &App, args: ReportAsked) -> Outcome<Exported> {
    // Nothing is written before the days are known to be days.
    let report = report::review_report(app, &args.from, &args.to)?;
    let path = export::new_file(app, "edutracker-report", "pdf")?;
    written(app, &report, &path)
}

/// Writes the report of a period to a PDF.
///
/// # Errors
/// As [`review_report_save`].
pub fn review_report_to(app: &App, from: &str, to: &str, path: &Path) -> Outcome<Exported> {
    written(app, &report::review_report(app, from, to)?, path)
}

fn written(app: &App, report: &Report, path: &Path) -> Outcome<Exported> {
    let texts = Texts::new(app.language());
    let names = names(&*app.cache()?, report)?;
    let bytes = figures::pdf(&sheet(report, &texts, &names), &texts, &app.host.today())
        .map_err(|_| ClientError::new(ErrorCode::Disk).with("path", path.display()))?;
    export::whole(path, &bytes)?;
    Ok(Exported {
        path: path.display().to_string(),
        count: report.decisions,
    })
}

/// The names of the organisations of the report, by code.
fn names(cache: &Cache, report: &Report) -> Outcome<BTreeMap<String, String>> {
    cache
        .read(|c| {
            let mut names = BTreeMap::new();
            for code in report.removed_by_organisation.keys() {
                let Some(id) = record::organisation_by_code(c, code)? else {
                    continue;
                };
                if let Some(found) = record::find(c, RecordType::Organisation, id)? {
                    let name = fields::text(found.effective(), "legalName");
                    names.insert(code.clone(), name.to_owned());
                }
            }
            Ok::<_, CacheError>(names)
        })
        .map_err(failure::cache)
}

fn sheet(report: &Report, texts: &Texts, names: &BTreeMap<String, String>) -> Sheet {
    let say = |key: Key| texts.text(key, &[]);
    let verdict = |code: &str| texts.coded("review-verdict", code, &BTreeMap::new());
    let in_order = |counts: &BTreeMap<String, u64>| -> Vec<(String, String)> {
        Verdict::ALL
            .iter()
            .filter_map(|one| Some((verdict(one.as_str()), counts.get(one.as_str())?.to_string())))
            .collect()
    };
    let reasons = counted(&report.removed_by_reason, |code| {
        CodeList::ReviewReasons.find(code).map_or_else(
            || code.to_owned(),
            |found| found.labels.get(texts.language()).to_owned(),
        )
    });
    let organisations = counted(&report.removed_by_organisation, |code| {
        match names.get(code).filter(|name| !name.is_empty()) {
            // Many carry it in their name.
            Some(name) if name.to_lowercase().contains(&code.to_lowercase()) => name.clone(),
            Some(name) => format!("{name} ({code})"),
            None => code.to_owned(),
        }
    });
    let times = &report.time_to_decision;
    let within =
        |hours: Option<f64>| hours.map_or_else(|| "–".to_owned(), |hours| span(texts, hours));
    let section = |heading: Key, mut figures: Vec<(String, String)>| {
        if figures.is_empty() {
            figures.push((say(Key::ReportNone), String::new()));
        }
        Section {
            heading: say(heading),
            figures,
            remark: String::new(),
        }
    };
    let totals = vec![
        (say(Key::ReportDecisions), report.decisions.to_string()),
        (say(Key::ReportOffers), report.offers.to_string()),
        (
            say(Key::ReportWithoutNotice),
            report.without_notice.to_string(),
        ),
    ];
    let time = vec![
        (say(Key::ReportMedian), within(times.median_hours)),
        (say(Key::ReportNinetieth), within(times.ninetieth_hours)),
        (say(Key::ReportKnown), times.known.to_string()),
    ];
    Sheet {
        title: say(Key::ReportTitle),
        under: period(report, texts),
        sections: vec![
            section(Key::ReportTotal, totals),
            section(Key::ReportVerdicts, in_order(&report.by_verdict)),
            section(Key::ReportReasons, reasons),
            Section {
                remark: say(Key::ReportTimeWhy),
                ..section(Key::ReportTime, time)
            },
            section(Key::ReportOwners, in_order(&report.by_owners)),
            // The longest comes last: it may need a page of its own.
            section(Key::ReportOrganisations, organisations),
        ],
    }
}

/// Counts with what people call them, the largest first.
fn counted(counts: &BTreeMap<String, u64>, name: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let mut sorted: Vec<(&String, &u64)> = counts.iter().collect();
    sorted.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), *code));
    sorted
        .into_iter()
        .map(|(code, count)| (name(code), count.to_string()))
        .collect()
}

fn period(report: &Report, texts: &Texts) -> String {
    let (from, to) = (day(&report.from), day(&report.to));
    let key = match (from.is_empty(), to.is_empty()) {
        (false, false) => Key::ReportBetween,
        (false, true) => Key::ReportFrom,
        (true, false) => Key::ReportUntil,
        (true, true) => Key::ReportAll,
    };
    texts.text(key, &[("from", Value::from(from)), ("to", Value::from(to))])
}

/// A day as it is written in Belgium: `22/11/2026`.
fn day(day: &str) -> String {
    let parts: Vec<&str> = day.split('-').rev().collect();
    parts.join("/")
}

/// A span of time, with one decimal as the language writes it.
fn span(texts: &Texts, hours: f64) -> String {
    let (key, count) = if hours < DAYS_FROM {
        (Key::ReportHours, hours)
    } else {
        (Key::ReportDays, hours / 24.0)
    };
    let mut count = format!("{count:.1}");
    if texts.language() != edutracker_domain::Language::En {
        count = count.replace('.', ",");
    }
    texts.text(key, &[("count", Value::from(count))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Times;
    use edutracker_domain::Language;

    #[test]
    fn a_sheet_tells_the_figures_in_the_words_of_its_language() {
        let count = |pairs: &[(&str, u64)]| -> BTreeMap<String, u64> {
            pairs
                .iter()
                .map(|(code, count)| ((*code).to_owned(), *count))
                .collect()
        };
        let report = Report {
            from: "2026-11-01".to_owned(),
            decisions: 9,
            offers: 8,
            by_verdict: count(&[("remove", 5), ("keep", 4)]),
            removed_by_reason: count(&[("LIFELONG", 1), ("NON_TECH", 4)]),
            removed_by_organisation: count(&[("KUL", 2), ("XX", 3)]),
            time_to_decision: Times {
                known: 9,
                median_hours: Some(7.25),
                ninetieth_hours: Some(96.0),
            },
            ..Report::default()
        };
        let names = BTreeMap::from([("KUL".to_owned(), "KU Leuven".to_owned())]);
        for (language, under, kept, hours, days) in [
            (
                Language::Nl,
                "Vanaf 01/11/2026",
                "Gehouden",
                "7,2 uur",
                "4,0 dagen",
            ),
            (
                Language::Fr,
                "À partir du 01/11/2026",
                "Gardée",
                "7,2 h",
                "4,0 jours",
            ),
            (
                Language::En,
                "From 01/11/2026",
                "Kept",
                "7.2 hours",
                "4.0 days",
            ),
        ] {
            let sheet = sheet(&report, &Texts::new(language), &names);
            assert_eq!(sheet.under, under);
            let figures = |section: usize| -> Vec<(&str, &str)> {
                let figures = sheet.sections[section].figures.iter();
                figures
                    .map(|(name, figure)| (name.as_str(), figure.as_str()))
                    .collect()
            };
            assert_eq!(figures(1)[0], (kept, "4"));
            let reason = CodeList::ReviewReasons.find("NON_TECH").unwrap();
            assert_eq!(
                figures(2)[0],
                (reason.labels.get(language), "4"),
                "the most first"
            );
            assert_eq!(figures(5), [("XX", "3"), ("KU Leuven (KUL)", "2")]);
            let times: Vec<&str> = figures(3).into_iter().map(|(_, figure)| figure).collect();
            assert_eq!(times, [hours, days, "9"]);
        }
    }
}
