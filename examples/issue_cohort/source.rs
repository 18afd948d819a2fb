//! The roster, which may be read several times.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use chrono::{DateTime, Utc};
use openbadges::Framework;
use openbadges::assessment::Record;
use openbadges::finding::{Code, Finding};
use openbadges::roster::{CanvasMap, Census, Entry, Roster};

use crate::common;
use crate::show::{self, Report};

/// Where the rows come from, and what they are.
pub struct Source<'a> {
    path: &'a str,
    kind: Kind,
    framework: &'a Framework,
    at: DateTime<Utc>,
}

enum Kind {
    Table,
    Canvas(Box<CanvasMap>),
    JsonLines,
}

impl<'a> Source<'a> {
    pub fn of(
        path: &'a str,
        canvas: Option<&str>,
        framework: &'a Framework,
        at: DateTime<Utc>,
    ) -> common::Result<Self> {
        let ends = Path::new(path).extension().and_then(|end| end.to_str()).unwrap_or_default();
        let kind = match canvas {
            Some(map) => {
                Kind::Canvas(Box::new(common::read_file(map, |bytes| CanvasMap::from_json(bytes, framework))?))
            }
            None if ["jsonl", "ndjson"].contains(&ends.to_ascii_lowercase().as_str()) => Kind::JsonLines,
            None => Kind::Table,
        };
        Ok(Source { path, kind, framework, at })
    }

    /// Whether it can be read but once.
    fn is_pipe(&self) -> bool {
        self.path == "-" || !Path::new(self.path).is_file()
    }

    /// How many rows each learner has; none if the roster can be read but once.
    pub fn census(&self) -> common::Result<Option<Census>> {
        if self.is_pipe() {
            return Ok(None);
        }
        self.roster()?.census().map(Some).map_err(|error| common::in_file(self.path, error))
    }

    /// From its beginning.
    pub fn open(&self, census: Option<Census>) -> common::Result<Rows> {
        let roster = self.roster()?.with_as_of(self.at);
        let roster = match census {
            Some(census) => roster.with_census(census),
            None => roster,
        };
        Ok(Rows { roster, unread: None })
    }

    /// From its beginning a second time, if it can be.
    pub fn open_again(&self) -> common::Result<Rows> {
        if self.is_pipe() {
            return Err("with --status the roster is read twice: it must be a file".into());
        }
        self.open(self.census()?)
    }

    fn roster(&self) -> common::Result<Roster<Box<dyn BufRead>>> {
        let reader: Box<dyn BufRead> = match self.path {
            "-" => Box::new(BufReader::new(io::stdin())),
            path => {
                let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
                Box::new(BufReader::with_capacity(1 << 16, file))
            }
        };
        let roster = match &self.kind {
            Kind::Table => Roster::csv(reader, self.framework),
            Kind::Canvas(map) => Roster::canvas(reader, map),
            Kind::JsonLines => Roster::json_lines(reader, self.framework),
        };
        roster.map_err(|error| {
            let lacks = |finding: &Finding| finding.code() == Code::RosterMissingColumn;
            if matches!(self.kind, Kind::Table) && error.findings().any(lacks) {
                show::say(
                    "a roster begins with a row of names: learner_id, email, sub_competency, level, assessed_on, assessor; \
                     a report of Canvas is read with --canvas MAP",
                );
            }
            common::in_file(self.path, error)
        })
    }
}

/// The rows of a roster that is being read.
pub struct Rows {
    roster: Roster<Box<dyn BufRead>>,
    unread: Option<openbadges::Error>,
}

impl Rows {
    /// What is strange about the header.
    pub fn warnings(&self) -> impl Iterator<Item = String> {
        self.roster.warnings().iter().map(ToString::to_string)
    }

    /// The records; what is rejected goes to the report.
    pub fn records<'r>(&'r mut self, report: Option<&'r RefCell<Report>>) -> impl Iterator<Item = Record> + 'r {
        let Rows { roster, unread } = self;
        std::iter::from_fn(move || {
            loop {
                match roster.next()? {
                    Ok(Entry::Record(record)) => return Some(record),
                    Ok(Entry::Rejected(rejected)) => {
                        report.iter().for_each(|report| report.borrow_mut().reject(&rejected))
                    }
                    Err(error) => *unread = Some(error),
                }
            }
        })
    }

    /// How many rows were understood.
    pub fn accepted(&self) -> u64 {
        self.roster.accepted()
    }

    /// How many were ignored, as an outcome that the mapping does not name.
    pub fn ignored(&self) -> u64 {
        self.roster.ignored()
    }

    /// Why not all were read, if so.
    pub fn into_unread(self) -> Option<openbadges::Error> {
        self.unread
    }
}
