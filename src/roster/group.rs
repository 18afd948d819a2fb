//! Rows become records: a table has one row per learner and result, in any order.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::entry::{Column, Fault};
use crate::assessment::{Assessment, Learner, Record, Score};
use crate::finding::{Code, Finding};
use crate::text::{Key, key, quoted};

/// The most rows of one learner: each is compared with those before it. Every sub-competency of the built-in framework a
/// hundred times.
const MOST_ROWS: usize = 4_096;

/// How many rows each learner has in a roster, from reading it once: with it, reading it again holds only the learners
/// whose rows are not all read yet.
///
/// It takes some 40 bytes for each learner. Ids stand in it as digests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    left: HashMap<Key, u64>,
}

impl Census {
    /// How many learners the roster has rows of.
    pub fn learners(&self) -> usize {
        self.left.len()
    }

    pub(super) fn count(&mut self, learner: &str) {
        *self.left.entry(key(learner)).or_default() += 1;
    }
}

/// What a row says of its learner beside the id; each row that says something must say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Uri,
    Name,
    Identifier(usize),
}

/// A fact, its value and the column it stands in, by its place among the known ones.
pub(super) type Said<'r> = (Fact, Cow<'r, str>, usize);

/// A row that is understood as such.
#[derive(Debug)]
pub(super) struct Understood<'r> {
    pub(super) said: [Option<Said<'r>>; 4],
    pub(super) assessment: Assessment,
    /// What else tells it from another row.
    pub(super) mark: u64,
}

/// Whether a row is one of those that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// It is, and more are to come, or nothing was counted.
    Open,
    /// It is the last one of its learner.
    Last,
    /// It is one more than were counted.
    TooMany,
}

/// The learners whose rows are not all read yet.
#[derive(Debug, Default)]
pub(super) struct Group {
    census: Option<Census>,
    pending: HashMap<String, Pending>,
}

#[derive(Debug, Default)]
struct Pending {
    /// The line of the first row.
    line: u64,
    said: Vec<(Fact, String, u64)>,
    assessments: Vec<Assessment>,
    /// For each assessment what tells it from others in short, and its line.
    marks: Vec<(u64, u64)>,
}

impl Group {
    pub(super) fn set_census(&mut self, census: Census) {
        self.census = Some(census);
    }

    /// Counts a row.
    pub(super) fn count(&mut self, learner: &str) -> Counted {
        match self.census.as_mut().and_then(|census| census.left.get_mut(&key(learner))) {
            None => Counted::Open,
            Some(0) => Counted::TooMany,
            Some(left) => {
                *left -= 1;
                if *left == 0 { Counted::Last } else { Counted::Open }
            }
        }
    }

    /// Adds a row to its learner's, unless it contradicts or repeats an earlier one.
    pub(super) fn add(
        &mut self,
        learner: &str,
        line: u64,
        row: Understood<'_>,
        column: impl Fn(usize) -> Column,
    ) -> Result<(), Vec<Fault>> {
        let pending = match self.pending.get_mut(learner) {
            Some(pending) => pending,
            None => self.pending.entry(learner.to_owned()).or_insert_with(|| Pending { line, ..Pending::default() }),
        };
        pending.add(line, row, column)
    }

    /// The record of a learner whose rows are all read; none if none of them was understood.
    pub(super) fn take(&mut self, learner: &str, kinds: &[&str]) -> Option<Record> {
        let (id, pending) = self.pending.remove_entry(learner)?;
        pending.into_record(id, kinds)
    }

    /// The records of all learners that are left, in the order of their first rows.
    pub(super) fn finish(&mut self, kinds: &[&str]) -> Vec<Record> {
        let mut left: Vec<_> = std::mem::take(&mut self.pending).into_iter().collect();
        left.sort_unstable_by_key(|(_, pending)| pending.line);
        left.into_iter().filter_map(|(id, pending)| pending.into_record(id, kinds)).collect()
    }

    pub(super) fn forget(&mut self) {
        self.pending = HashMap::new();
    }
}

impl Pending {
    fn add(&mut self, line: u64, row: Understood<'_>, column: impl Fn(usize) -> Column) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        for (fact, value, known) in row.said.iter().flatten() {
            let Some((_, other, earlier)) = self.said.iter().find(|(other, _, _)| other == fact) else { continue };
            if other != value {
                let message = format!("{} differs from {} of line {earlier}", quoted(value), quoted(other));
                let finding = Finding::error(Code::RosterLearnerDiffers, "", message).with_value(value);
                faults.push(Fault { column: Some(column(*known)), finding });
            }
        }
        let mark = mark(&row.assessment, row.mark);
        let twin = self.marks.iter().zip(&self.assessments).find(|((m, _), a)| *m == mark && **a == row.assessment);
        if let Some(((_, earlier), _)) = twin {
            let message = format!("the row repeats line {earlier}");
            faults.push(Fault { column: None, finding: Finding::error(Code::RosterDuplicateRow, "", message) });
        } else if self.marks.len() >= MOST_ROWS {
            let message = format!("the learner has more than {MOST_ROWS} rows");
            faults.push(Fault { column: None, finding: Finding::error(Code::RosterTooManyRows, "", message) });
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        for (fact, value, _) in row.said.into_iter().flatten() {
            if !self.said.iter().any(|(known, _, _)| *known == fact) {
                self.said.push((fact, value.into_owned(), line));
            }
        }
        self.assessments.push(row.assessment);
        self.marks.push((mark, line));
        Ok(())
    }

    fn into_record(self, id: String, kinds: &[&str]) -> Option<Record> {
        if self.assessments.is_empty() {
            return None;
        }
        let mut learner = Learner::new(id);
        let mut identifiers = Vec::new();
        for (fact, value, _) in self.said {
            match fact {
                Fact::Uri => learner = learner.with_uri(value),
                Fact::Name => learner = learner.with_name(value),
                Fact::Identifier(kind) => identifiers.push((kind, value)),
            }
        }
        // In the order of their kinds, whichever row named which first.
        identifiers.sort_unstable();
        for (kind, value) in identifiers {
            learner = learner.with_identifier(kinds.get(kind).copied().unwrap_or_default(), value);
        }
        Some(Record::new(learner, self.assessments))
    }
}

/// What tells an assessment from others, in short.
fn mark(assessment: &Assessment, more: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (more, assessment.sub_competency(), assessment.assessed_at().timestamp(), assessment.attempt()).hash(&mut hasher);
    match assessment.score() {
        Score::Level(level) => level.hash(&mut hasher),
        Score::Points(points) => points.hash(&mut hasher),
    }
    hasher.finish()
}
