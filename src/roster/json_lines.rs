//! Rosters in which each line is a learner's whole record, in JSON.

use std::collections::HashMap;
use std::io::BufRead;

use chrono::{DateTime, Utc};

use super::csv::{too_long, unclean};
use super::entry::Fault;
use super::lines::{Line, Lines};
use crate::assessment::evaluate::refuse_unfit;
use crate::assessment::{Record, read};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::finding::{Code, Finding};
use crate::framework::Framework;
use crate::limits::Limits;
use crate::text::{Key, key, quoted};

/// Lines of JSON that are being read.
#[derive(Debug)]
pub(super) struct JsonLines {
    framework: Framework,
    /// The lines of the learners that there were.
    seen: HashMap<Key, u64>,
}

/// What was read.
#[derive(Debug)]
pub(super) enum Read {
    Line { learner: Option<String>, document: std::result::Result<Document, Vec<Fault>> },
    Blank,
    End,
}

impl JsonLines {
    pub(super) fn new(framework: &Framework) -> Self {
        JsonLines { framework: framework.clone(), seen: HashMap::new() }
    }

    /// Reads the next line so far that it is known whose it is.
    pub(super) fn read<R: BufRead>(&self, lines: &mut Lines<R>, limits: &Limits) -> Result<Read> {
        let broken = |faults| Ok(Read::Line { learner: None, document: Err(faults) });
        match lines.next()? {
            Line::End => return Ok(Read::End),
            Line::TooLong => return broken(vec![too_long()]),
            Line::Read => {}
        }
        let line = lines.row();
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(Read::Blank);
        }
        if let Some((at, code, _)) = unclean(line) {
            let what = if code == Code::RosterNul { "holds the character NUL" } else { "is not UTF-8" };
            let message = format!("the line {what}, at byte {}", at + 1);
            return broken(vec![Fault { column: None, finding: Finding::error(code, "", message) }]);
        }
        match Document::parse_within(line, limits) {
            Ok(document) => {
                let id = document.root().get("learner").and_then(|learner| learner.get("id"));
                let learner =
                    id.and_then(|id| id.as_str()).map(|id| id.into_owned()).filter(|id| !id.trim().is_empty());
                Ok(Read::Line { learner, document: Ok(document) })
            }
            Err(error) => broken(faults(error).into_iter().map(of_one_line).collect()),
        }
    }

    /// The record of a line, if it fits the framework and its learner had none before.
    pub(super) fn understand(
        &mut self,
        document: &Document,
        line: u64,
        as_of: Option<DateTime<Utc>>,
    ) -> std::result::Result<Record, Vec<Fault>> {
        let record = read::single(document).map_err(faults)?;
        refuse_unfit(&self.framework, &record, as_of.unwrap_or(DateTime::<Utc>::MAX_UTC)).map_err(faults)?;
        let id = record.learner().id();
        let first = *self.seen.entry(key(id)).or_insert(line);
        if first != line {
            let message = format!("the learner {} has a record on line {first} already", quoted(id));
            let finding = Finding::error(Code::RecordDuplicateLearner, "/learner/id", message).with_value(id);
            return Err(vec![Fault { column: None, finding }]);
        }
        Ok(record)
    }
}

/// A fault of the JSON, whose own line would be taken for the roster's.
fn of_one_line(fault: Fault) -> Fault {
    if fault.finding.code() != Code::JsonSyntax {
        return fault;
    }
    let message = fault.finding.message().replacen("at line 1, column ", "at column ", 1);
    Fault { finding: Finding::error(Code::JsonSyntax, fault.finding.pointer().to_owned(), message), ..fault }
}

fn faults(error: Error) -> Vec<Fault> {
    error.into_findings().into_iter().map(|finding| Fault { column: None, finding }).collect()
}
