//! Scripts: made from a seed alone, so that every step means the same in every
//! play, also when others are left out.

use serde::{Deserialize, Serialize};

/// SplitMix64: the same numbers for the same seed.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    fn small(&mut self) -> u8 {
        self.roll(256) as u8
    }

    /// Whether a thing of so many percent happens.
    fn percent(&mut self, share: u64) -> bool {
        self.roll(100) < share
    }
}

/// Steps of a play.
const STEPS: u32 = 60;
/// Every so many seeds, a play is eight times as long.
const LONG: u64 = 50;
/// Of so many plays one has deaths late in a step: a pull of short pages
/// commits often. Elsewhere a death comes early, where most steps can have it.
const DIES_LATE: u64 = 7;
/// The last commit of a step at which somebody dies.
const LATEST: u64 = 40;

/// What somebody does. Numbers choose among what there is, modulo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Writes a new text into a field of a record.
    Text(u8, u8),
    /// Adds a new member to a set.
    Add(u8),
    /// Takes a member out of a set.
    Take(u8, u8),
    /// Ticks or unticks `published`.
    Publish(u8, bool),
    /// Archives or takes back.
    Archive(u8, bool),
    /// Makes an offer or a contact.
    Create(u8),
    /// Edits all offers of the organisation in one step.
    Bulk(u8),
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
    /// Gives the edits of a record up.
    Discard(u8),
    /// Answers all open questions: 0 mine, 1 theirs, 2 another value.
    Resolve(u8),
    /// A reviewer removes an offer.
    Remove(u8),
    /// A reviewer restores an offer.
    Restore(u8),
    /// A reviewer judges that an offer may stay.
    Keep(u8),
    /// Pulls.
    Pull,
    /// Pushes everything, or what the number chooses.
    Push(Option<u8>),
    /// Asks what a push would do.
    DryRun,
    /// Takes a push of the account back: one of the last, of any device.
    Revert(u8),
    /// Signs out and in again.
    SignOut,
    /// Closes the cache and opens it.
    Reopen,
    /// A push request of before arrives once more.
    Replay(u8),
    /// The client's clock jumps by days.
    ClientClock(i16),
    /// The service's clock jumps by days.
    ServiceClock(i16),
    /// The service is copied.
    Backup,
    /// The service is put back to a copy.
    BackToCopy(u8),
    /// The service is ended and started.
    Restart,
    /// A push that the service lost is made pending again, or given up.
    Lost(bool),
    /// Edits that lost their right are put back, where the right returned.
    Reattach,
    /// The client's account becomes a member of the other organisation.
    Grant,
    /// It is no member any more.
    Revoke,
    /// It may not work.
    Disable,
    /// It may again.
    Enable,
    /// Its role becomes the higher or the lower of two.
    Role(bool),
    /// The client is brought up to date from the version before.
    Upgrade,
}

/// What happens to a request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Nothing.
    None,
    /// The service never gets it.
    Drop,
    /// The service acts, the answer is lost.
    DropAnswer,
    /// The service gets it twice; the second answer arrives.
    Twice,
    /// The service gets it some steps later.
    Late(u8),
    /// The service gets it now, and again some steps later.
    Again(u8),
    /// The answer ends after so many thousandths.
    Cut(u16),
    /// The service has no time: 429, 503 or 409.
    Busy(u16),
    /// The service dies before it has written.
    DiesBefore,
    /// The service dies while it writes: after so many thousandths of it.
    DiesInside(u16),
    /// The service dies after it has written, before it answers.
    DiesAfter,
}

/// Where a client dies: at its n-th commit of the step, just before or just after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kill {
    /// Which commit, from 1.
    pub commit: u32,
    /// After it.
    pub after: bool,
}

/// One thing done, with what goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its place in the script that the seed made.
    pub n: u32,
    /// Which client.
    pub who: u8,
    /// What.
    pub act: Act,
    /// Faults of its requests, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// The client dies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kill: Option<Kill>,
}

/// A record with which the service fails for some steps: it cannot take a push
/// in which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poison {
    /// Which record.
    pub record: u8,
    /// The first step.
    pub from: u32,
    /// The first step at which it is well again.
    pub to: u32,
}

/// A play: settings and steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// The seed that made it.
    pub seed: u64,
    /// Lines of the feed in one answer.
    pub page: usize,
    /// Which account the fourth client has.
    pub fourth: u8,
    /// Edits in one part of a push; 0 for as many as the service takes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub part: usize,
    /// What the service fails on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poison: Option<Poison>,
    /// The steps.
    pub steps: Vec<Step>,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Script {
    /// The script of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let steps = if seed.is_multiple_of(LONG) {
            8 * STEPS
        } else {
            STEPS
        };
        let mut dice = Dice(seed.wrapping_mul(0xA076_1D64_78BD_642F));
        let page = 1 + dice.roll(7) as usize;
        let fourth = dice.small();
        // Years pass in some plays; in others the service loses its past, or accounts their rights.
        let mood = dice.roll(4);
        let mut all: Vec<Step> = (0..steps).map(|n| step(n, &mut dice, mood)).collect();
        // Dice of their own: the steps of a seed stay what they were.
        let mut dice = Dice(seed.wrapping_mul(0x9FB2_1C65_1E98_DF25));
        let part = if dice.percent(70) {
            1 + dice.roll(4) as usize
        } else {
            0
        };
        let poison = dice.percent(35).then(|| {
            let from = dice.roll(u64::from(steps) / 2) as u32;
            Poison {
                record: dice.small(),
                from,
                to: from + 10 + dice.roll(30) as u32,
            }
        });
        if seed % DIES_LATE == DIES_LATE / 2 {
            for kill in all.iter_mut().filter_map(|step| step.kill.as_mut()) {
                kill.commit = 1 + dice.roll(LATEST) as u32;
            }
        }
        Self {
            seed,
            page,
            fourth,
            part,
            poison,
            steps: all,
        }
    }
}

fn step(n: u32, dice: &mut Dice, mood: u64) -> Step {
    let who = dice.roll(4) as u8;
    let act = act(dice, mood);
    let mut faults = Vec::new();
    let talks = matches!(
        act,
        Act::Pull | Act::Push(_) | Act::DryRun | Act::Revert(_) | Act::SignOut
    );
    if talks && dice.percent(45) {
        for _ in 0..dice.roll(3) {
            faults.push(Fault::None);
        }
        faults.push(fault(dice));
        if dice.percent(20) {
            faults.push(fault(dice));
        }
    }
    let kill = dice.percent(12).then(|| Kill {
        commit: 1 + dice.roll(4) as u32,
        after: dice.percent(50),
    });
    Step {
        n,
        who,
        act,
        faults,
        kill,
    }
}

fn act(dice: &mut Dice, mood: u64) -> Act {
    match dice.roll(100) {
        // An edit under a right that goes again takes three of these in a row.
        0..=6 if mood == 3 => rare(dice, mood),
        0..=21 => Act::Text(dice.small(), dice.small()),
        22..=26 => Act::Add(dice.small()),
        27..=30 => Act::Take(dice.small(), dice.small()),
        31..=33 => Act::Publish(dice.small(), dice.percent(60)),
        34..=35 => Act::Archive(dice.small(), dice.percent(50)),
        36..=37 => Act::Create(dice.small()),
        38 => Act::Bulk(dice.small()),
        39..=41 => Act::Undo,
        42 => Act::Redo,
        43 => Act::Discard(dice.small()),
        44..=48 => Act::Resolve(dice.roll(3) as u8),
        49..=50 => Act::Remove(dice.small()),
        51 => Act::Restore(dice.small()),
        52 => Act::Keep(dice.small()),
        53..=68 => Act::Pull,
        69..=86 => Act::Push(dice.percent(25).then(|| dice.small())),
        87 => Act::DryRun,
        88 => Act::SignOut,
        89 if dice.percent(50) => Act::Upgrade,
        89 => Act::Reopen,
        90..=91 => Act::Replay(dice.small()),
        92 => Act::Revert(dice.small()),
        93 => Act::Restart,
        94 => Act::ClientClock(dice.roll(731) as i16 - 365),
        _ => rare(dice, mood),
    }
}

fn rare(dice: &mut Dice, mood: u64) -> Act {
    match mood {
        // 70 days: longer than answers would have to be kept if cursors did not
        // last 90; 100: cursors have expired; 365: answers are forgotten.
        0 => Act::ServiceClock(match dice.roll(8) {
            0 => 365,
            1 => -365,
            2 => 100,
            3..=5 => 70,
            _ => 45,
        }),
        1 => match dice.roll(6) {
            0..=2 => Act::Backup,
            3 => Act::Lost(dice.percent(70)),
            _ => Act::BackToCopy(dice.small()),
        },
        3 => match dice.roll(11) {
            0..=2 => Act::Grant,
            3..=4 => Act::Revoke,
            5 => Act::Reattach,
            6 => Act::Disable,
            7 => Act::Enable,
            8 | 9 => Act::Role(dice.percent(50)),
            _ => Act::ServiceClock(40),
        },
        2 if dice.percent(30) => Act::ServiceClock(40),
        2 if dice.percent(30) => Act::Backup,
        2 if dice.percent(30) => Act::BackToCopy(dice.small()),
        2 => Act::Revert(dice.small()),
        _ => Act::Pull,
    }
}

fn fault(dice: &mut Dice) -> Fault {
    match dice.roll(20) {
        0..=2 => Fault::Drop,
        3..=7 => Fault::DropAnswer,
        8 => Fault::Twice,
        9 => Fault::Late(1 + dice.roll(6) as u8),
        10..=11 => Fault::Again(1 + dice.roll(9) as u8),
        12..=15 => Fault::Cut(dice.roll(1000) as u16),
        16 => Fault::Busy([429, 503, 409][dice.roll(3) as usize]),
        17 => Fault::DiesBefore,
        18 => Fault::DiesInside(dice.roll(1000) as u16),
        _ => Fault::DiesAfter,
    }
}
