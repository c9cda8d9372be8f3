//! Pending edits in few bytes each: in groups, and those that were chosen to go.

mod made;

use crate::{
    Error, Result, listing, pack,
    record::{self, RowNumber, Stored},
};
use edutracker_domain::{
    Record, RecordType,
    field::{self, Field},
    record as fields,
};
use edutracker_protocol::command::{PendingSet, RowState, Tick};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A record with pending edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// Its number here.
    pub n: RowNumber,
    /// Its type.
    pub kind: RecordType,
    /// Its state.
    pub state: RowState,
}

/// All records with pending edits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edits {
    /// What needs a person first, then by type and name.
    rows: Vec<Edit>,
    /// The edited fields of each row, a bit for each field of its type; empty
    /// until somebody asked.
    fields: Vec<u64>,
    /// The steps that each row's edits consist of, once somebody asked. A record
    /// goes whole or not at all, whichever of its steps a tick is about; so a
    /// step that was left out stays out where a later one edits its records again.
    steps: Option<BTreeMap<RowNumber, Vec<i64>>>,
}

/// What goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// What was ticked and can go.
    pub ticked: BTreeSet<RowNumber>,
    /// What goes with it: new records that the ticked ones refer to.
    pub along: BTreeSet<RowNumber>,
}

impl Chosen {
    /// Whether a record goes.
    #[must_use]
    pub fn goes(&self, n: RowNumber) -> bool {
        self.ticked.contains(&n) || self.along.contains(&n)
    }
}

impl Edits {
    /// Reads all rows, without their fields.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn read(connection: &Connection) -> Result<Self> {
        let mut statement = connection.prepare_cached(
            "SELECT v.n, l.type, l.state FROM overlay v CROSS JOIN listing l ON l.n = v.n
             ORDER BY CASE l.state WHEN ?1 THEN 0 WHEN ?2 THEN 1 WHEN ?3 THEN 2 ELSE 3 END, l.type, l.name, v.n",
        )?;
        let rows = statement
            .query_map(
                [RowState::Conflict, RowState::Refused, RowState::Invalid]
                    .map(listing::state_position),
                |row| {
                    let state: u32 = row.get(2)?;
                    Ok(Edit {
                        n: row.get(0)?,
                        kind: record::type_of(row.get(1)?),
                        state: RowState::ALL
                            .get(state as usize)
                            .copied()
                            .unwrap_or(RowState::Changed),
                    })
                },
            )?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self {
            rows,
            fields: Vec::new(),
            steps: None,
        })
    }

    /// Looks up which fields each row is about, unless that is known.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn know_fields(&mut self, connection: &Connection) -> Result<()> {
        if self.fields.len() == self.rows.len() {
            return Ok(());
        }
        self.fields = self
            .rows
            .iter()
            .map(|edit| {
                let stored = record::by_number(connection, edit.n)?;
                Ok(edited(&stored).fold(0, |bits, field| bits | bit(edit.kind, field)))
            })
            .collect::<Result<_>>()?;
        Ok(())
    }

    /// Looks up which steps made each row's edits, unless that is known.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn know_steps(&mut self, connection: &Connection) -> Result<()> {
        if self.steps.is_none() {
            self.steps = Some(made::steps(connection)?);
        }
        Ok(())
    }

    /// Looks up what the sets are about, unless that is known.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn know<'a>(
        &mut self,
        connection: &Connection,
        sets: impl IntoIterator<Item = &'a PendingSet>,
    ) -> Result<()> {
        for set in sets {
            match set {
                PendingSet::Field { .. } => self.know_fields(connection)?,
                PendingSet::Step { .. } => self.know_steps(connection)?,
                PendingSet::All {} | PendingSet::Record { .. } => {}
            }
        }
        Ok(())
    }

    /// The steps that a row's edits consist of, the newest first; empty until
    /// they are known ([`Self::know_steps`]), and where no step made the edits.
    #[must_use]
    pub fn steps(&self, n: RowNumber) -> &[i64] {
        let known = self.steps.as_ref().and_then(|steps| steps.get(&n));
        known.map_or(&[], Vec::as_slice)
    }

    /// The rows in the order of the list.
    #[must_use]
    pub fn rows(&self) -> &[Edit] {
        &self.rows
    }

    /// The fields that some row is about, once they are known ([`Self::know_fields`]),
    /// each with the type it is a field of.
    #[must_use]
    pub fn fields(&self) -> Vec<(RecordType, &'static Field)> {
        let mut all: BTreeMap<RecordType, u64> = BTreeMap::new();
        for (edit, bits) in self.rows.iter().zip(&self.fields) {
            *all.entry(edit.kind).or_default() |= bits;
        }
        all.into_iter()
            .flat_map(|(kind, bits)| {
                field::fields(kind)
                    .iter()
                    .filter(move |field| bits & bit(kind, field) != 0)
                    .map(move |field| (kind, field))
            })
            .collect()
    }

    /// The rows of a set, which has to be known ([`Self::know`]).
    ///
    /// # Errors
    /// What SQLite says.
    pub fn of<'a>(
        &'a self,
        connection: &Connection,
        set: &PendingSet,
    ) -> Result<impl Iterator<Item = &'a Edit>> {
        let set = Rows::of(connection, set)?;
        Ok(self
            .rows
            .iter()
            .enumerate()
            .filter(move |(at, edit)| set.has(edit, self.fields.get(*at), self.steps(edit.n)))
            .map(|(_, edit)| edit))
    }

    /// What goes: everything that can, but for what the ticks say, the last one
    /// about a record first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn chosen(&mut self, connection: &Connection, ticks: &[Tick]) -> Result<Chosen> {
        self.know(connection, ticks.iter().map(|tick| &tick.set))?;
        // Single records are many; looking them up costs the same for any number.
        let mut single: BTreeMap<RowNumber, (usize, bool)> = BTreeMap::new();
        let mut sets = Vec::new();
        for (at, tick) in ticks.iter().enumerate() {
            match Rows::of(connection, &tick.set)? {
                Rows::One(Some(n)) => {
                    single.insert(n, (at, tick.on));
                }
                Rows::One(None) => {}
                set => sets.push((at, set, tick.on)),
            }
        }
        let ticked = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, edit)| edit.state == RowState::Changed)
            .filter(|(at, edit)| {
                let own = single.get(&edit.n).copied();
                let set = sets
                    .iter()
                    .rev()
                    .find(|(_, set, _)| set.has(edit, self.fields.get(*at), self.steps(edit.n)))
                    .map(|(at, _, on)| (*at, *on));
                own.max(set).is_none_or(|(_, on)| on)
            })
            .map(|(_, edit)| edit.n)
            .collect();
        let along = pack::needed(connection, &ticked)?
            .into_iter()
            .map(|(_, n)| n)
            .collect();
        Ok(Chosen { ticked, along })
    }
}

/// A set of pending edits, ready to be asked for each row.
enum Rows {
    All,
    Step(Option<i64>),
    Field(RecordType, u64),
    One(Option<RowNumber>),
}

impl Rows {
    fn of(connection: &Connection, set: &PendingSet) -> Result<Self> {
        Ok(match set {
            PendingSet::All {} => Rows::All,
            PendingSet::Step { step } => {
                Rows::Step(step.map(|step| i64::try_from(step).unwrap_or(i64::MAX)))
            }
            PendingSet::Field { kind, field } => Rows::Field(
                *kind,
                field::field(*kind, field).map_or(0, |field| bit(*kind, field)),
            ),
            PendingSet::Record { kind, id } => {
                Rows::One(match record::number(connection, *kind, *id) {
                    Ok(n) => Some(n),
                    Err(Error::NotFound) => None,
                    Err(error) => return Err(error),
                })
            }
        })
    }

    fn has(&self, edit: &Edit, fields: Option<&u64>, steps: &[i64]) -> bool {
        match self {
            Rows::All => true,
            Rows::Step(Some(step)) => steps.contains(step),
            Rows::Step(None) => steps.is_empty(),
            Rows::Field(kind, bit) => {
                edit.kind == *kind && fields.is_some_and(|fields| fields & bit != 0)
            }
            Rows::One(n) => *n == Some(edit.n),
        }
    }
}

fn bit(kind: RecordType, field: &Field) -> u64 {
    field::fields(kind)
        .iter()
        .position(|other| other.name == field.name)
        .map_or(0, |at| 1 << at)
}

/// The fields that a record's edits are about.
pub fn edited(stored: &Stored) -> impl Iterator<Item = &'static Field> {
    // Of a record that is gone, what it was when the edits were made.
    let before = stored.mirror.as_ref().or(stored.base());
    let after = stored.overlay.as_ref().map(|overlay| &overlay.effective);
    after
        .into_iter()
        .flat_map(move |after| differing(stored.kind, before, after))
}

/// The fields in which two records differ; `before` is none for a new one, of
/// which the organisation it belongs to is no change.
pub fn differing<'a>(
    kind: RecordType,
    before: Option<&'a Record>,
    after: &'a Record,
) -> impl Iterator<Item = &'static Field> + use<'a> {
    let empty = |value: Option<&Value>| matches!(value, None | Some(Value::Bool(false)));
    let before = before.filter(|before| !before.is_empty());
    field::fields(kind)
        .iter()
        .filter(move |field| before.is_some() || field.name != "organisation")
        .filter(move |field| {
            let old = before.and_then(|before| fields::get(before, field.name));
            let new = fields::get(after, field.name);
            old != new && !(empty(old) && empty(new))
        })
}
