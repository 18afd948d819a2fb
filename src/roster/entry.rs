//! What a roster yields.

use std::fmt;

use crate::assessment::Record;
use crate::finding::Finding;
use crate::text::quoted;

/// What a [`Roster`](super::Roster) yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// All that the roster has of a learner.
    Record(Record),
    /// A row that is not understood. It is left out; the learner's other rows are not.
    Rejected(Rejected),
}

/// A row that is not understood: where it is, and everything that is wrong with it.
///
/// `Display` is one line, such as ``line 17, column 4 (level): `profficient` is no level of the rubric ...``.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    pub(super) line: u64,
    pub(super) learner: Option<String>,
    pub(super) faults: Vec<Fault>,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(super) column: Option<Column>,
    pub(super) finding: Finding,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub(super) number: usize,
    pub(super) name: String,
}

impl Rejected {
    /// The number of the row's first line, from 1; the header's lines count.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The learner's id, where the row could be read so far.
    pub fn learner(&self) -> Option<&str> {
        self.learner.as_deref()
    }

    /// What is wrong, in the order of the columns that are looked at; never nothing.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl Fault {
    /// The column of a table, if it is one column's fault.
    pub fn column(&self) -> Option<&Column> {
        self.column.as_ref()
    }

    /// What is wrong. Its pointer is into the line's JSON; of a table it is empty.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }
}

impl Column {
    /// Its number, from 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Its name as the header has it; empty if the row has more fields than the header.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 4;
        write!(f, "line {}", self.line)?;
        for (i, fault) in self.faults.iter().take(SHOWN).enumerate() {
            let first = if i == 0 { ", " } else { "; " };
            match &fault.column {
                Some(column) if column.name.is_empty() => write!(f, "{first}column {}: ", column.number)?,
                Some(column) => {
                    write!(f, "{first}column {} ({}): ", column.number, quoted(&column.name).trim_matches('`'))?;
                }
                None => f.write_str(if i == 0 { ": " } else { "; " })?,
            }
            write!(f, "{}", fault.finding)?;
        }
        match self.faults.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            1 => f.write_str(" (and 1 more finding)"),
            more => write!(f, " (and {more} more findings)"),
        }
    }
}
