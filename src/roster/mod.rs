//! Rosters: what a learning platform exports, as the records of its learners, row by row.
//!
//! A [`Roster`] reads a table or lines of JSON piece by piece and yields an [`Entry`] after the other: the [`Record`] of a
//! learner, or a row that is not understood, with its line, its columns and every reason. No bad row stops the good ones, and
//! none is guessed at. What a roster yields fits the framework: [`Skill::evaluate`](crate::framework::Skill::evaluate)
//! refuses none of it, but what lies after the award date (see [`with_as_of`](Roster::with_as_of)).
//!
//! ```
//! use openbadges::Framework;
//! use openbadges::roster::{Entry, Roster};
//!
//! let table = "\
//! learner_id,email,sub_competency,level,assessed_on,assessor
//! s-1,ada@example.edu,identify-patterns,Proficient,2026-04-17,Grace Hopper
//! s-2,bob@example.edu,Identify patterns,profficient,2026-04-17,Grace Hopper
//! s-1,ada@example.edu,Question assumptions,exemplary,2026-04-18T15:30:00Z,Grace Hopper
//! ";
//! let framework = Framework::twenty_first_century_skills();
//! let mut roster = Roster::csv(table.as_bytes(), &framework)?;
//! let mut lines = Vec::new();
//! for entry in &mut roster {
//!     lines.push(match entry? {
//!         Entry::Record(record) => format!("{}: {} assessments", record.learner().id(), record.assessments().len()),
//!         Entry::Rejected(rejected) => rejected.to_string(),
//!     });
//! }
//! assert_eq!(lines, [
//!     "line 3, column 4 (level): `profficient` is no level of the rubric `performance`; did you mean `proficient`?",
//!     "s-1: 2 assessments",
//! ]);
//! assert_eq!((roster.accepted(), roster.rejected()), (2, 1));
//! # Ok::<(), openbadges::Error>(())
//! ```
//!
//! ## Tables
//!
//! CSV as in RFC 4180, UTF-8 with or without a byte order mark; lines end in LF, CRLF or CR, mixed as may be. What stands most
//! often in the header, outside quotes, of comma, semicolon and tab parts the columns. Blank lines are skipped. A row that is
//! not well formed is rejected: a quote inside a field that does not begin with one, something after the closing quote,
//! a quote that is not closed, the character NUL, bytes that are not UTF-8, more or fewer fields than the header, more bytes
//! than [`Limits::row_bytes`]. Where that row would span lines, only its first line is rejected and the next one is read as a
//! row again, so that one quote too many does not swallow good rows; for the same reason no column that is read may hold a
//! line end.
//!
//! The columns, in any order. Their names are compared without regard to case; spaces, underscores and hyphens are alike.
//! White space around a value does not count. Columns with other names are not read, see [`warnings`](Roster::warnings).
//!
//! | column | |
//! | --- | --- |
//! | `learner_id` | required; the institution's own stable id |
//! | `sub_competency` | required; an id, alias or name of the framework |
//! | `level` | an id or name of the rubric; each row has either this or `points` |
//! | `points` | points on the rubric's scale |
//! | `assessed_on` | required; `2026-04-17`, the beginning of that day in UTC or where [`with_zone`](Roster::with_zone) says, so that it does not lie after the assessment; or RFC 3339, `2026-04-17T15:30:00Z` |
//! | `email` | becomes an identifier of the kind `emailAddress` |
//! | `name` | the learner's name |
//! | `uri` | the learner's DID or URL |
//! | `sourced_id` | becomes an identifier of the kind `sourcedId` |
//! | `skill` | the skill that it was made for, by id, alias or name; it counts for no other |
//! | `assessor`, `assessor_id` | the name and the id of who scored |
//! | `assessor_kind` | `facilitator` (default), `automated` or `automated-with-review` |
//! | `attempt` | from 1 |
//! | `purpose` | `summative` (default) or `formative`, which does not count |
//!
//! A row that repeats another one of its learner is rejected, and so is one whose `email`, `name`, `uri` or `sourced_id` differs from
//! what an earlier row of the learner says; where it says nothing of them it does not differ.
//!
//! ## Canvas
//!
//! The "Outcome Results" report, with a [`CanvasMap`] of what its outcomes and ratings are in the framework. Results that are still to come
//! are ignored: rows without rating, points and mastery. So is a result that stands there again: Canvas lists a student who is in two
//! sections of a course once for each.
//!
//! ## JSON Lines
//!
//! Each line is one learner's record in the form of [`assessment`](crate::assessment#the-json-form), where the members of a record are those of
//! the outermost object.
//!
//! ## Memory
//!
//! A table has a learner's rows in any order. With a [`Census`] from a first reading, a learner's record is yielded as soon as the
//! last of the rows is read, and only those in between are held; without it all learners are, until the end. They then come in the order of
//! their first rows.

mod canvas;
mod columns;
mod csv;
mod entry;
mod group;
mod json_lines;
mod lines;
mod lookup;
mod table;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::io::BufRead;

use chrono::{DateTime, FixedOffset, Utc};

pub use canvas::CanvasMap;
pub use entry::{Column, Entry, Fault, Rejected};
pub use group::Census;

use crate::assessment::Record;
use crate::error::Result;
use crate::finding::{Code, Finding};
use crate::framework::Framework;
use crate::limits::Limits;
use crate::text::quoted;
use group::{Counted, Group};
use json_lines::JsonLines;
use lines::Lines;
use table::{Layout, Table};

/// A roster that is being read; see the [module documentation](self).
///
/// As an iterator it yields every learner's record and every row that is rejected. An `Err` is the last thing it yields: the
/// rest of the roster could not be read (`roster.read-failed`). Learners whose rows may not all have been read are then
/// not yielded.
#[derive(Debug)]
pub struct Roster<R> {
    lines: Lines<R>,
    source: Source,
    limits: Limits,
    as_of: Option<DateTime<Utc>>,
    group: Group,
    ready: VecDeque<Entry>,
    rest: std::vec::IntoIter<Record>,
    ended: bool,
    accepted: u64,
    rejected: u64,
    ignored: u64,
    blank: u64,
}

#[derive(Debug)]
enum Source {
    Table(Box<Table>),
    JsonLines(JsonLines),
}

/// One step through the roster.
enum Step {
    End,
    /// A line or row that is no result.
    Nothing,
    /// A row whose learner cannot be told.
    Rejected(Vec<Fault>),
    /// A row of a table, of this learner.
    Row(String),
    /// A line of JSON, of this learner.
    Line(String, crate::Document),
}

impl<R: BufRead> Roster<R> {
    /// A table with the columns of the [module documentation](self#tables). The header is read within the default
    /// [`Limits`].
    ///
    /// # Errors
    /// Everything that is wrong with the header: `roster.empty`, `roster.missing-column`, `roster.repeated-column`, and the codes of
    /// rows that are not well formed; `roster.not-utf8` for UTF-16; `roster.read-failed`.
    pub fn csv(reader: R, framework: &Framework) -> Result<Self> {
        Self::table(reader, framework, Layout::Own)
    }

    /// The "Outcome Results" report of Canvas, for the framework that the mapping was read with.
    ///
    /// # Errors
    /// As [`csv`](Roster::csv).
    pub fn canvas(reader: R, map: &CanvasMap) -> Result<Self> {
        Self::table(reader, map.framework(), Layout::Canvas(Box::new(map.clone())))
    }

    /// Lines of JSON, each one learner's record.
    ///
    /// ```
    /// use openbadges::Framework;
    /// use openbadges::roster::{Entry, Roster};
    ///
    /// let lines = r#"{"learner": {"id": "s-1"}, "assessments": []}
    /// {"learner": {"id": "s-2"}}"#;
    /// let mut roster = Roster::json_lines(lines.as_bytes(), &Framework::twenty_first_century_skills())?;
    /// assert!(matches!(roster.next(), Some(Ok(Entry::Record(_)))));
    /// let Some(Ok(Entry::Rejected(rejected))) = roster.next() else { panic!() };
    /// assert_eq!(rejected.to_string(), "line 2: the member `assessments` is missing");
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// `roster.not-utf8` for UTF-16; `roster.read-failed`.
    pub fn json_lines(reader: R, framework: &Framework) -> Result<Self> {
        let lines = Lines::new(reader, Limits::default().row_bytes())?;
        Ok(Self::new(lines, Source::JsonLines(JsonLines::new(framework)), 0))
    }

    fn table(reader: R, framework: &Framework, layout: Layout) -> Result<Self> {
        let mut lines = Lines::new(reader, Limits::default().row_bytes())?;
        let (table, blank) = Table::new(&mut lines, framework, layout)?;
        Ok(Self::new(lines, Source::Table(Box::new(table)), blank))
    }

    fn new(lines: Lines<R>, source: Source, blank: u64) -> Self {
        Roster {
            lines,
            source,
            limits: Limits::default(),
            as_of: None,
            group: Group::default(),
            ready: VecDeque::new(),
            rest: Vec::new().into_iter(),
            ended: false,
            accepted: 0,
            rejected: 0,
            ignored: 0,
            blank,
        }
    }

    /// Sets the budgets: [`row_bytes`](Limits::row_bytes) for each row, the others for each line of JSON.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.lines.set_most(limits.row_bytes());
        self
    }

    /// Says where the days of dates without a time begin; in UTC unless this is called.
    #[must_use]
    pub fn with_zone(mut self, zone: FixedOffset) -> Self {
        if let Source::Table(table) = &mut self.source {
            table.context.zone = zone;
        }
        self
    }

    /// Rejects what lies after this moment (`record.assessed-after-award`), which evaluating would refuse together with all
    /// else that the learner has.
    #[must_use]
    pub fn with_as_of(mut self, as_of: DateTime<Utc>) -> Self {
        self.as_of = Some(as_of);
        if let Source::Table(table) = &mut self.source {
            table.context.as_of = Some(as_of);
        }
        self
    }

    /// Says how many rows each learner has, so that a record is yielded as soon as they are read.
    ///
    /// The roster must be the one that was counted. A row more than were counted of its learner is rejected
    /// (`roster.changed`), for the record was yielded before; a learner of whom there are fewer comes at the end.
    ///
    /// ```
    /// use openbadges::Framework;
    /// use openbadges::roster::{Entry, Roster};
    ///
    /// let table = "\
    /// learner_id,sub_competency,level,assessed_on
    /// s-1,identify-patterns,proficient,2026-04-17
    /// s-2,identify-patterns,proficient,2026-04-17
    /// s-2,question-assumptions,proficient,2026-04-17
    /// s-1,question-assumptions,proficient,2026-04-17
    /// ";
    /// let framework = Framework::twenty_first_century_skills();
    /// let census = Roster::csv(table.as_bytes(), &framework)?.census()?;
    /// assert_eq!(census.learners(), 2);
    /// let roster = Roster::csv(table.as_bytes(), &framework)?.with_census(census);
    /// let learners: Vec<_> = roster.map(|entry| match entry {
    ///     Ok(Entry::Record(record)) => record.learner().id().to_owned(),
    ///     other => panic!("{other:?}"),
    /// }).collect();
    /// assert_eq!(learners, ["s-2", "s-1"]);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    #[must_use]
    pub fn with_census(mut self, census: Census) -> Self {
        self.group.set_census(census);
        self
    }

    /// Counts the rows of each learner, for [`with_census`](Roster::with_census) when the roster is read again. It is to be
    /// read with the same limits.
    ///
    /// # Errors
    /// `roster.read-failed`.
    pub fn census(mut self) -> Result<Census> {
        let mut census = Census::default();
        loop {
            match self.step()? {
                Step::End => return Ok(census),
                Step::Row(learner) | Step::Line(learner, _) => census.count(&learner),
                Step::Nothing | Step::Rejected(_) => {}
            }
        }
    }

    /// What is strange about the header, though it can be read: columns that are not (`roster.unknown-column`).
    pub fn warnings(&self) -> &[Finding] {
        match &self.source {
            Source::Table(table) => table.warnings(),
            Source::JsonLines(_) => &[],
        }
    }

    /// How many rows were understood so far.
    pub fn accepted(&self) -> u64 {
        self.accepted
    }

    /// How many rows were rejected so far.
    pub fn rejected(&self) -> u64 {
        self.rejected
    }

    /// How many rows were ignored so far: in a Canvas report results that are still to come or stand there again, and outcomes
    /// that its mapping says to ignore; in any table rows of empty fields.
    pub fn ignored(&self) -> u64 {
        self.ignored
    }

    /// How many blank lines were skipped so far.
    pub fn blank(&self) -> u64 {
        self.blank
    }

    /// Reads on so far that it is known whose the next row is.
    fn step(&mut self) -> Result<Step> {
        match &mut self.source {
            Source::Table(table) => Ok(match table.read(&mut self.lines)? {
                table::Read::End => Step::End,
                table::Read::Blank => {
                    self.blank += 1;
                    Step::Nothing
                }
                table::Read::Ignored => {
                    self.ignored += 1;
                    Step::Nothing
                }
                table::Read::Broken(faults) => Step::Rejected(faults),
                table::Read::Row(learner) => Step::Row(learner),
            }),
            Source::JsonLines(json) => Ok(match json.read(&mut self.lines, &self.limits)? {
                json_lines::Read::End => Step::End,
                json_lines::Read::Blank => {
                    self.blank += 1;
                    Step::Nothing
                }
                json_lines::Read::Line { learner: Some(learner), document: Ok(document) } => {
                    Step::Line(learner, document)
                }
                json_lines::Read::Line { document: Ok(document), .. } => {
                    // Without an id it is no record; this says all that it lacks.
                    Step::Rejected(json.understand(&document, self.lines.line(), self.as_of).err().unwrap_or_default())
                }
                json_lines::Read::Line { document: Err(faults), .. } => Step::Rejected(faults),
            }),
        }
    }

    fn reject(&mut self, learner: Option<String>, faults: Vec<Fault>) {
        self.rejected += 1;
        self.ready.push_back(Entry::Rejected(Rejected { line: self.lines.line(), learner, faults }));
    }

    /// Takes a row of a table; the learner's record is ready with the last one.
    fn take_row(&mut self, learner: String) {
        let counted = self.group.count(&learner);
        let Source::Table(table) = &mut self.source else { return };
        let line = self.lines.line();
        let added = match counted {
            Counted::TooMany => {
                let message = format!(
                    "the learner {} has more rows than when the roster was counted; was it changed in between?",
                    quoted(&learner)
                );
                Err(vec![Fault { column: None, finding: Finding::error(Code::RosterChanged, "", message) }])
            }
            Counted::Open | Counted::Last => {
                let (row, header) = table.understand(self.lines.row());
                row.and_then(|row| self.group.add(&learner, line, row, |known| header.column(known)))
            }
        };
        let is_canvas = table.is_canvas();
        let is_again = |fault: &Fault| fault.finding.code() == Code::RosterDuplicateRow;
        let record = if counted == Counted::Last { self.group.take(&learner, &table.kinds()) } else { None };
        match added {
            Ok(()) => self.accepted += 1,
            // A student in two sections of a course has each result twice.
            Err(faults) if is_canvas && faults.iter().all(is_again) => self.ignored += 1,
            Err(faults) => self.reject(Some(learner), faults),
        }
        self.ready.extend(record.map(Entry::Record));
    }

    fn take_line(&mut self, learner: String, document: &crate::Document) {
        let Source::JsonLines(json) = &mut self.source else { return };
        match json.understand(document, self.lines.line(), self.as_of) {
            Ok(record) => {
                self.accepted += 1;
                self.ready.push_back(Entry::Record(record));
            }
            Err(faults) => self.reject(Some(learner), faults),
        }
    }
}

impl<R: BufRead> Iterator for Roster<R> {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                return Some(Ok(entry));
            }
            if self.ended {
                return self.rest.next().map(|record| Ok(Entry::Record(record)));
            }
            match self.step() {
                Ok(Step::Nothing) => {}
                Ok(Step::Rejected(faults)) => self.reject(None, faults),
                Ok(Step::Row(learner)) => self.take_row(learner),
                Ok(Step::Line(learner, document)) => self.take_line(learner, &document),
                Ok(Step::End) => {
                    self.ended = true;
                    if let Source::Table(table) = &self.source {
                        self.rest = self.group.finish(&table.kinds()).into_iter();
                    }
                }
                Err(error) => {
                    self.ended = true;
                    self.group.forget();
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<R: BufRead> std::iter::FusedIterator for Roster<R> {}
