//! Clients, the real service, a script from a seed: see [`edutracker_tests::sim`].
//! When the faults stop, everybody must see the same; no edit may be lost,
//! applied twice or in part, or put over a value that its author never saw.
//!
//! * `EDUTRACKER_SIM_SECONDS`: how long to play seed after seed (10);
//! * `EDUTRACKER_SIM_SEEDS`: how many at most; `EDUTRACKER_SIM_THREADS`: how many at a time;
//! * `EDUTRACKER_SIM_FIRST`: the first seed (1); `EDUTRACKER_SEED`: this one alone;
//! * `EDUTRACKER_SIM_BRIEF`: tell the failing seed or script and the invariant only (for `cargo xtask mutants`);
//! * `EDUTRACKER_SIM_SCRIPT`: a file with a script to play alone.

use edutracker_tests::sim::{
    report::{Regression, explain, known},
    run::{self, Plan},
    script::Script,
};
use std::time::Duration;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn brief() -> bool {
    std::env::var_os("EDUTRACKER_SIM_BRIEF").is_some()
}

#[test]
fn whatever_goes_wrong_nothing_is_lost_doubled_or_overwritten_unseen() {
    let one = number("EDUTRACKER_SEED");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let plan = Plan {
        first: one.or(number("EDUTRACKER_SIM_FIRST")).unwrap_or(1),
        most: match one {
            Some(_) => 1,
            None => number("EDUTRACKER_SIM_SEEDS").unwrap_or(u64::MAX),
        },
        time: Duration::from_secs(number("EDUTRACKER_SIM_SECONDS").unwrap_or(10)),
        threads: number("EDUTRACKER_SIM_THREADS").map_or(cores, |threads| threads as usize),
    };
    match run::many(&plan) {
        // Shown with `--nocapture`, and by `cargo xtask test`.
        Ok(sum) => eprintln!("{}", sum.line()),
        Err(failed) => {
            let (script, failure) = *failed;
            if brief() {
                panic!("caught at seed {} by {}", script.seed, failure.invariant);
            }
            panic!("{}", explain(&script, &failure));
        }
    }
}

#[test]
fn the_same_seed_plays_the_same() {
    let runtime = run::runtime();
    for seed in 1..4 {
        let script = Script::of(seed);
        let first = run::one(&runtime, &script).expect("holds");
        let second = run::one(&runtime, &script).expect("holds");
        assert_eq!(first.trace, second.trace, "seed {seed}");
        assert_eq!(first.hash(), second.hash());
        assert!(first.changes > 0, "seed {seed} does something");
    }
    let other = run::one(&runtime, &Script::of(4)).expect("holds");
    let first = run::one(&runtime, &Script::of(1)).expect("holds");
    assert_ne!(first.hash(), other.hash(), "another seed is another play");
}

#[test]
fn what_failed_once_holds() {
    let runtime = run::runtime();
    for (n, Regression { showed, script }) in known().into_iter().enumerate() {
        if let Err(failure) = run::one(&runtime, &script) {
            if brief() {
                panic!("caught at script {} by {}", n + 1, failure.invariant);
            }
            panic!("again: {showed}\n{}", explain(&script, &failure));
        }
    }
}

#[test]
fn one_script() {
    let Ok(path) = std::env::var("EDUTRACKER_SIM_SCRIPT") else {
        return;
    };
    let text = std::fs::read_to_string(&path).expect("a file");
    let Regression { script, .. } = serde_json::from_str(&text).expect("a script");
    match run::one(&run::runtime(), &script) {
        Ok(report) => eprintln!("{}", report.trace.join("\n")),
        Err(failure) => panic!("{failure}"),
    }
}
