//! The window itself, drawn without a graphics card: what a frame of scrolling
//! costs, how long a jump and a large paste take, and what all of its processes
//! hold. Time of the processor hardly feels what else the machine does; where
//! a figure has a budget, the budget stands in the place of the floor.

use crate::{Figure, median};
use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    programs::{Service, account, folder, program},
    window::css,
};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, time::Instant};
use xtask::process::Folder;

/// Rows that are pasted, five cells each.
const ROWS: usize = 10_000;
/// Ticks of the processor's time in a second, as `/proc` counts them on Linux.
const TICKS: f64 = 100.0;

/// Steps through the list, a step of some rows a frame. Answers the milliseconds of
/// each frame, and at how many of the places looked at there was no text two frames after.
const SCROLL: &str = r#"
const [list, rows, frames, done] = arguments;
const grid = document.querySelector(list);
const height = grid.querySelector('.og-row').getBoundingClientRect().height;
const box = grid.getBoundingClientRect();
const spots = [.2, .4, .6, .8].map((part) => box.top + box.height * part);
const empty = () => spots.filter((y) => {
  const row = document.elementFromPoint(box.left + 200, y)?.closest('.og-row');
  return !row || row.textContent.trim() === '';
}).length;
grid.scrollTop = 0;
let at = 0, last = performance.now(), blank = 0, seen = 0;
const times = [];
const frame = (now) => {
  times.push(now - last);
  last = now;
  if (at >= 2) { blank += empty(); seen += spots.length; }
  if (at++ === frames) { done({ times: times.slice(1), blank: blank / seen }); return; }
  grid.scrollTop += rows * height;
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
"#;

/// Goes to one place after the other, as far as is given, and waits each time until
/// there is text; answers the milliseconds of each.
const JUMP: &str = r#"
const [list, places, done] = arguments;
const grid = document.querySelector(list);
const box = grid.getBoundingClientRect();
const spots = [.2, .4, .6, .8].map((part) => box.top + box.height * part);
const filled = () => spots.every((y) => {
  const cells = document.elementFromPoint(box.left + 200, y)?.closest('.og-row')?.querySelectorAll('.og-cell');
  return cells && [...cells].some((cell) => cell.textContent.trim() !== '');
});
const times = [];
const next = () => {
  if (times.length === places.length) { done(times); return; }
  const start = performance.now();
  grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * places[times.length];
  const look = () => {
    if (filled()) { times.push(performance.now() - start); next(); }
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};
next();
"#;

/// One process of the window.
struct Process {
    name: String,
    number: u32,
}

/// The processes of a group.
fn processes(group: u32) -> Vec<Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name stands in brackets and may hold anything.
            let (before, after) = stat.rsplit_once(')')?;
            let of = after.split_whitespace().nth(2)?.parse::<u32>().ok()?;
            let name = before.split_once('(')?.1.to_owned();
            (of == group).then_some(Process { name, number })
        })
        .collect()
}

/// Milliseconds of the processor that a process has used.
fn used(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: f64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / TICKS * 1e3
}

/// MiB that a process holds, its part of what it shares.
fn holds(process: u32) -> f64 {
    let told = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = told.lines().find(|line| line.starts_with("Pss:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// The process that draws the page, and the one that is the program.
struct Window<'a> {
    desk: &'a Desk,
    page: u32,
    program: u32,
}

impl<'a> Window<'a> {
    fn of(desk: &'a Desk) -> Result<Self> {
        let all = processes(desk.machine().session());
        let of = |beginning: &str| {
            let found = all
                .iter()
                .find(|process| process.name.starts_with(beginning));
            found
                .map(|process| process.number)
                .ok_or_else(|| format!("no process {beginning}"))
        };
        Ok(Self {
            desk,
            page: of("WebKitWebProces")?,
            program: of("edutracker-desk")?,
        })
    }

    /// What each process of the window holds, and all of them together.
    fn memory(&self, when: &str) -> Vec<Figure> {
        let all = processes(self.desk.machine().session());
        let window = all.iter().filter(|process| {
            process.name.starts_with("WebKitN")
                || [self.page, self.program].contains(&process.number)
        });
        let total = window.map(|process| holds(process.number)).sum();
        let page = Figure::new(
            format!("memory of the page {when} (budget)"),
            holds(self.page),
            "MiB",
            Some(250.0),
        );
        let whole = Figure::new(
            format!("  and of all processes of the window {when}"),
            total,
            "MiB",
            None,
        );
        vec![page, whole]
    }

    async fn scroll(&self, name: &str, rows: u32, frames: u32, budget: f64) -> Result<Vec<Figure>> {
        let list = css("grid");
        let before = used(self.page);
        let args = vec![json!(list), json!(rows), json!(frames)];
        let told = self.desk.window.run_async(SCROLL, args).await?;
        let cost = (used(self.page) - before) / f64::from(frames);
        let times = numbers(&told["times"]);
        let long = times.iter().filter(|time| **time > 50.0).count();
        let blank = told["blank"].as_f64().ok_or("no places")? * 100.0;
        let figure = |name: String, value, unit, budget| Figure::new(name, value, unit, budget);
        #[allow(clippy::cast_precision_loss, reason = "some hundred frames")]
        let long = long as f64;
        Ok(vec![
            figure(
                format!("{name}, {rows} rows a frame: processor of the page a frame (budget)"),
                cost,
                "ms",
                Some(budget),
            ),
            figure(
                "  time of a frame, median".to_owned(),
                median(times),
                "ms",
                None,
            ),
            figure(format!("  frames over 50 ms, of {frames}"), long, "", None),
            figure(
                "  places without text after two frames".to_owned(),
                blank,
                "%",
                None,
            ),
        ])
    }

    async fn jumps(&self) -> Result<Vec<Figure>> {
        let places: Vec<f64> = (0..25).map(|n| f64::from(n * 17 % 25) / 24.0).collect();
        let args = vec![json!(css("grid")), json!(places)];
        let mut times = numbers(&self.desk.window.run_async(JUMP, args).await?);
        times.sort_by(f64::total_cmp);
        let slow = times[times.len() * 95 / 100];
        Ok(vec![
            Figure::new(
                "jump anywhere until there is text, median",
                median(times),
                "ms",
                None,
            ),
            Figure::new("  95 of 100", slow, "ms", None),
        ])
    }

    /// A block from another program, by its clipboard and two keys.
    async fn paste(&self, rows: usize) -> Result<Vec<Figure>> {
        let window = &self.desk.window;
        let lines: Vec<String> = (0..rows)
            .map(|n| format!("Opleiding {n}\tPBA\tStage\tICT-SOFT\tFrans; Engels"))
            .collect();
        let _clipboard = window.offer_clipboard("UTF8_STRING", &lines.join("\r\n"))?;
        window
            .click_css(".og-row[data-rank=\"0\"] .og-cell[data-at=\"2\"]")
            .await?;
        let before = used(self.page) + used(self.program);
        let start = Instant::now();
        window.press("Control+v").await?;
        window.pending(rows).await?;
        let took = start.elapsed().as_secs_f64();
        let cost = (used(self.page) + used(self.program) - before) / 1e3;
        let start = Instant::now();
        window.press("Control+z").await?;
        window.pending(0).await?;
        let undone = start.elapsed().as_secs_f64();
        Ok(vec![
            Figure::new(
                format!("paste of {rows} rows of 5 cells, seen"),
                took,
                "s",
                None,
            ),
            Figure::new("  processor of page and program", cost, "s", None),
            Figure::new("  and undo, seen", undone, "s", None),
        ])
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().into_iter().flatten();
    values.filter_map(Value::as_f64).collect()
}

/// A window that may be driven: the one built for it, or in an unoptimised
/// bench the one beside it.
fn driven() -> Result<PathBuf> {
    if cfg!(debug_assertions) {
        return program("edutracker-desk");
    }
    let beside = folder();
    let target = beside.parent().ok_or("no folder")?;
    let path = target.join("driven/edutracker-desk");
    if path.is_file() {
        Ok(path)
    } else {
        Err(format!("{} was not built", path.display()))
    }
}

async fn desk(size: usize, organisation: &str, role: &str) -> Result<Desk> {
    let folder = Folder::new("page")?;
    let service = Service::start_sized(folder.path(), Some(size))?;
    let account = account(organisation, role)?;
    let desk = Desk::with(&driven()?, service, folder, &account).await?;
    desk.window.resize(1440, 900).await?;
    Ok(desk)
}

async fn measured(size: usize) -> Result<Vec<Figure>> {
    let reviewer = desk(size, "AGORIA", "reviewer").await?;
    let window = Window::of(&reviewer)?;
    let mut figures = window.memory("at rest");
    figures.extend(window.scroll("dragging the bar", 50, 400, 20.0).await?);
    figures.extend(window.scroll("turning the wheel", 3, 300, 13.0).await?);
    figures.extend(window.jumps().await?);
    figures.extend(window.memory("after scrolling"));
    drop(reviewer);
    let owner = desk(size, "KUL", "administrator").await?;
    let window = Window::of(&owner)?;
    figures.extend(window.paste(ROWS.min(size / 10)).await?);
    figures.extend(window.memory("after the paste"));
    Ok(figures)
}

/// The figures of the window over a list of offers.
pub(crate) async fn run(size: usize) -> Vec<Figure> {
    if !can_drive() {
        return Vec::new();
    }
    measured(size).await.expect("the window")
}
