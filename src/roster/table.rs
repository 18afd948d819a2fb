//! What tables of every layout have in common: a header, and rows with a learner, a result and a time.

use std::borrow::Cow;
use std::io::BufRead;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveTime, Offset as _, Utc};

use super::canvas::{self, CanvasMap};
use super::columns;
use super::csv::{Csv, Row};
use super::entry::{Column, Fault};
use super::group::Understood;
use super::lines::Lines;
use super::lookup::{Lookup, fold};
use crate::assessment::Score;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::framework::{Framework, Points};
use crate::text::{listed, nearest, quoted};

/// How the columns are to be understood.
#[derive(Debug)]
pub(super) enum Layout {
    Own,
    Canvas(Box<CanvasMap>),
}

impl Layout {
    fn known(&self) -> &'static [&'static str] {
        match self {
            Layout::Own => &columns::KNOWN,
            Layout::Canvas(_) => &canvas::KNOWN,
        }
    }

    /// Columns one of which must be there.
    fn required(&self) -> Vec<Vec<usize>> {
        match self {
            Layout::Own => columns::required(),
            Layout::Canvas(map) => map.required(),
        }
    }
}

/// The columns of a table.
#[derive(Debug, Default)]
pub(super) struct Header {
    names: Vec<String>,
    /// Where each known column stands.
    at: Vec<Option<usize>>,
}

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Table {
    csv: Csv,
    header: Header,
    layout: Layout,
    pub(super) context: Context,
    warnings: Vec<Finding>,
}

/// What values are judged by.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) lookup: Lookup,
    pub(super) zone: FixedOffset,
    pub(super) as_of: Option<DateTime<Utc>>,
}

/// What was read.
#[derive(Debug)]
pub(super) enum Read {
    /// A row of this learner.
    Row(String),
    /// A line with nothing in it.
    Blank,
    /// A row that does not matter.
    Ignored,
    Broken(Vec<Fault>),
    End,
}

impl Table {
    /// Reads the header.
    pub(super) fn new<R: BufRead>(lines: &mut Lines<R>, framework: &Framework, layout: Layout) -> Result<(Self, u64)> {
        let mut csv = Csv::new();
        let mut blank = 0;
        loop {
            match csv.read(lines, true)? {
                Row::Fields => break,
                Row::Blank => blank += 1,
                Row::End => {
                    return Err(Error::input(Code::RosterEmpty, "", "the roster is empty: not even a header"));
                }
                Row::Broken(fault) => {
                    let (column, finding) = (fault.column.map_or(1, |column| column.number), fault.finding);
                    let message =
                        format!("line {}, column {column} of the header: {}", lines.line(), finding.message());
                    return Err(Error::input(finding.code(), "", message));
                }
            }
        }
        let row = std::str::from_utf8(lines.row()).unwrap_or_default();
        let names = (0..csv.len()).map(|at| trimmed(&csv.field(row, at)).to_owned()).collect();
        let mut warnings = Vec::new();
        let header = Header::new(names, &layout, lines.line(), &mut warnings)?;
        let context = Context { lookup: Lookup::new(framework), zone: Utc.fix(), as_of: None };
        Ok((Table { csv, header, layout, context, warnings }, blank))
    }

    pub(super) fn is_canvas(&self) -> bool {
        matches!(self.layout, Layout::Canvas(_))
    }

    pub(super) fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// Kinds of the identifiers that its rows name.
    pub(super) fn kinds(&self) -> Vec<&str> {
        match &self.layout {
            Layout::Own => columns::IDENTIFIERS.to_vec(),
            Layout::Canvas(map) => vec![map.identifier()],
        }
    }

    /// Reads the next row so far that it is known whose it is.
    pub(super) fn read<R: BufRead>(&mut self, lines: &mut Lines<R>) -> Result<Read> {
        match self.csv.read(lines, false)? {
            Row::Fields => {}
            Row::Blank => return Ok(Read::Blank),
            Row::End => return Ok(Read::End),
            Row::Broken(mut fault) => {
                if let Some(column) = &mut fault.column {
                    column.name = self.header.name(column.number);
                }
                return Ok(Read::Broken(vec![fault]));
            }
        }
        let row = std::str::from_utf8(lines.row()).unwrap_or_default();
        let values = Values { csv: &self.csv, header: &self.header, row };
        let is_long = lines.span() > 1;
        let read = values.attribute(&self.layout, is_long);
        if is_long && matches!(read, Read::Broken(_)) {
            // A quote too many makes one row of several; the others may be good ones.
            lines.keep_first();
        }
        Ok(read)
    }

    /// What the row that was read says, and the columns it says it in.
    pub(super) fn understand<'r>(&'r mut self, row: &'r [u8]) -> (Result<Understood<'r>, Vec<Fault>>, &'r Header) {
        let row = std::str::from_utf8(row).unwrap_or_default();
        let values = Values { csv: &self.csv, header: &self.header, row };
        let understood = match &self.layout {
            Layout::Own => columns::understand(&values, &mut self.context),
            Layout::Canvas(map) => canvas::understand(&values, map, &mut self.context),
        };
        (understood, &self.header)
    }
}

impl Header {
    fn new(names: Vec<String>, layout: &Layout, line: u64, warnings: &mut Vec<Finding>) -> Result<Self> {
        const MOST_WARNINGS: usize = 100;
        let known = layout.known();
        let mut findings = Vec::new();
        let mut at = vec![None; known.len()];
        let mut strange = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let Some(k) = known.iter().position(|known| *known == normal(name)) else {
                strange.push((i, name));
                continue;
            };
            let Some(slot) = at.get_mut(k) else { continue };
            if let Some(first) = slot {
                let message = format!("columns {} and {} of the header are both {}", *first + 1, i + 1, quoted(name));
                findings.push(Finding::error(Code::RosterRepeatedColumn, "", message).with_value(name));
            }
            slot.get_or_insert(i);
        }
        for any in layout.required() {
            if any.iter().any(|k| at.get(*k).is_some_and(Option::is_some)) {
                continue;
            }
            let wanted: Vec<&str> = any.iter().filter_map(|k| known.get(*k).copied()).collect();
            // What it was meant to be may be there under a name with a slip.
            let written: Vec<String> = strange.iter().take(100).map(|(_, name)| normal(name)).collect();
            let near = wanted.iter().find_map(|wanted| nearest(wanted, written.iter().map(String::as_str)));
            let near = strange.iter().find(|(_, name)| Some(normal(name).as_str()) == near).map(|(_, name)| name);
            let hint = near.map_or_else(String::new, |name| format!("; is it the column {}?", quoted(name)));
            let names: Vec<String> = wanted.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("the header on line {line} has no column {}{hint}", names.join(" or "));
            let finding = Finding::error(Code::RosterMissingColumn, "", message);
            findings.push(finding.with_value(wanted.first().copied().unwrap_or_default()));
        }
        if let Layout::Own = layout {
            for (i, name) in strange.into_iter().take(MOST_WARNINGS) {
                let hint = nearest(&normal(name), known.iter().copied());
                let hint = hint.map_or_else(String::new, |known| format!("; did you mean `{known}`?"));
                let message = format!("column {} of the header, {}, is not read{hint}", i + 1, quoted(name));
                warnings.push(Finding::warning(Code::RosterUnknownColumn, "", message).with_value(name));
            }
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        Ok(Header { names, at })
    }

    /// A column by its place among the known ones; its number is 0 if there is none.
    pub(super) fn column(&self, known: usize) -> Column {
        let number = self.at.get(known).copied().flatten().map_or(0, |at| at + 1);
        Column { number, name: self.name(number) }
    }

    fn name(&self, number: usize) -> String {
        number.checked_sub(1).and_then(|at| self.names.get(at)).cloned().unwrap_or_default()
    }
}

/// Without the white space around it, and byte order marks: where files were put together, they stand in the middle, unseen.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Names of columns are compared without regard to case; spaces, underscores and hyphens are alike.
fn normal(name: &str) -> String {
    fold(name).replace([' ', '-'], "_")
}

/// The values of one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'r> {
    csv: &'r Csv,
    header: &'r Header,
    row: &'r str,
}

impl<'r> Values<'r> {
    /// The value of a known column, less the white space around it; none if it is empty or there is no such column.
    pub(super) fn get(&self, known: usize) -> Option<Cow<'r, str>> {
        let at = (*self.header.at.get(known)?)?;
        let value = match self.csv.field(self.row, at) {
            Cow::Borrowed(value) => Cow::Borrowed(trimmed(value)),
            Cow::Owned(value) => Cow::Owned(trimmed(&value).to_owned()),
        };
        (!value.is_empty()).then_some(value)
    }

    /// A column by its place among the known ones; its number is 0 if there is none.
    pub(super) fn column(&self, known: usize) -> Column {
        self.header.column(known)
    }

    pub(super) fn fault(&self, known: usize, finding: Finding) -> Fault {
        let column = self.header.at.get(known).copied().flatten().map(|_| self.column(known));
        Fault { column, finding }
    }

    pub(super) fn empty(&self, known: usize) -> Fault {
        self.fault(known, Finding::error(Code::InputEmpty, "", "the field is empty"))
    }

    /// Whose row it is, if it is one. `is_long` says that it spans lines.
    fn attribute(&self, layout: &Layout, is_long: bool) -> Read {
        let (fields, columns) = (self.csv.len(), self.header.names.len());
        if fields != columns {
            if (0..fields).all(|at| trimmed(&self.csv.field(self.row, at)).is_empty()) {
                return Read::Ignored;
            }
            let message =
                format!("the row has {fields} {}, the header {columns}", if fields == 1 { "field" } else { "fields" });
            return Read::Broken(vec![Fault {
                column: None,
                finding: Finding::error(Code::RosterFieldCount, "", message),
            }]);
        }
        if is_long {
            let long = |known: &usize| self.get(*known).is_some_and(|value| value.contains(['\n', '\r']));
            if let Some(known) = (0..self.header.at.len()).find(long) {
                let message = "the field holds a line end; a quote may be too many";
                return Read::Broken(vec![self.fault(known, Finding::error(Code::RosterQuotes, "", message))]);
            }
        }
        let learner = match layout {
            Layout::Own => columns::LEARNER,
            Layout::Canvas(map) if map.ignores(self) => return Read::Ignored,
            Layout::Canvas(map) => map.learner(),
        };
        match self.get(learner) {
            Some(id) => Read::Row(id.into_owned()),
            None if (0..fields).all(|at| trimmed(&self.csv.field(self.row, at)).is_empty()) => Read::Ignored,
            None => Read::Broken(vec![self.empty(learner)]),
        }
    }

    /// The time in a column that must be filled.
    pub(super) fn time(
        &self,
        known: usize,
        context: &Context,
        faults: &mut Vec<Fault>,
    ) -> Option<DateTime<FixedOffset>> {
        let Some(text) = self.get(known) else {
            faults.push(self.empty(known));
            return None;
        };
        let Some(time) = time(&text, context.zone) else {
            let message = format!(
                "{} is neither a date, such as `2026-05-01`, nor a date and time with a zone, such as `2026-05-01T09:00:00Z`",
                quoted(&text)
            );
            faults.push(self.fault(known, Finding::error(Code::InputNotTime, "", message).with_value(&text)));
            return None;
        };
        if let Some(as_of) = context.as_of.filter(|as_of| time > *as_of) {
            let message =
                format!("the assessment of {} lies after the award date {}", quoted(&text), as_of.to_rfc3339());
            let finding = Finding::error(Code::RecordAssessedAfterAward, "", message).with_value(&text);
            faults.push(self.fault(known, finding));
        }
        Some(time)
    }

    /// The points in a column, on the scale of the sub-competency's rubric.
    pub(super) fn points(
        &self,
        known: usize,
        text: &str,
        sub: Option<&str>,
        context: &Context,
        faults: &mut Vec<Fault>,
    ) -> Option<Score> {
        let points = match text.parse::<Points>() {
            Ok(points) => points,
            Err(error) => {
                faults.push(self.fault(known, Finding::error(error.code(), "", error.to_string()).with_value(text)));
                return None;
            }
        };
        let sub = context.lookup.sub_competency(sub?)?;
        context.lookup.points(sub, points).map_err(|finding| faults.push(self.fault(known, finding))).ok()
    }

    /// The number of the attempt, from 1.
    pub(super) fn attempt(&self, known: usize, faults: &mut Vec<Fault>) -> Option<u32> {
        let text = self.get(known)?;
        let attempt = text.parse().ok().filter(|n| (1..=1_000_000).contains(n));
        if attempt.is_none() {
            let message = format!("{} is not a whole number from 1 to 1000000", quoted(&text));
            faults.push(self.fault(known, Finding::error(Code::InputNotCount, "", message).with_value(&text)));
        }
        attempt
    }

    /// One of some words, or the first of them where the column says nothing.
    pub(super) fn word<T: Copy>(&self, known: usize, words: &[(&str, T)], faults: &mut Vec<Fault>) -> Option<T> {
        let Some(text) = self.get(known) else { return words.first().map(|(_, word)| *word) };
        let folded = fold(&text);
        let found = words.iter().find(|(word, _)| *word == folded).map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let message = format!("{} is none of {}", quoted(&text), listed(&all));
            faults.push(self.fault(known, Finding::error(Code::InputUnknownWord, "", message).with_value(&text)));
        }
        found
    }
}

/// A date, which is the beginning of that day in `zone`, or a date and time with a zone.
fn time(text: &str, zone: FixedOffset) -> Option<DateTime<FixedOffset>> {
    if text.len() == 10 {
        let number = |range| -> Option<u32> {
            let digits: &str = text.get(range)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let parted = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| parted)?;
        return date.and_time(NaiveTime::MIN).and_local_timezone(zone).single();
    }
    // Canvas writes its times in more than one way of ISO 8601.
    let of_utc = || text.strip_suffix(" UTC").and_then(|rest| DateTime::parse_from_rfc3339(&format!("{rest}Z")).ok());
    let short = || DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z").ok();
    let time = DateTime::parse_from_rfc3339(text).ok().or_else(of_utc).or_else(short);
    time.filter(|time| (0..=9999).contains(&time.year()))
}
