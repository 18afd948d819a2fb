//! What whoever runs it sees: a bar while it works, and what became of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use openbadges::assessment::{Standing, State};
use openbadges::batch::{Answer, Made, Progress};
use openbadges::framework::{Skill, SubCompetency};
use openbadges::roster::Rejected;

use crate::common::{self, shown};
use crate::store::Store;

/// To standard error, whether anybody reads it or not.
pub fn say(text: &str) {
    _ = writeln!(io::stderr(), "{}", common::shown(text));
}

/// A bar on the terminal, if standard error is one.
pub struct Bar {
    learners: Option<usize>,
    begun: Instant,
    shown: Option<Instant>,
    is_terminal: bool,
}

impl Bar {
    pub fn new(learners: Option<usize>) -> Self {
        Bar { learners, begun: Instant::now(), shown: None, is_terminal: io::stderr().is_terminal() }
    }

    pub fn show(&mut self, progress: &Progress) {
        const WIDTH: usize = 30;
        const PAUSE: Duration = Duration::from_millis(100);
        if !self.is_terminal || self.shown.is_some_and(|shown| shown.elapsed() < PAUSE) {
            return;
        }
        self.shown = Some(Instant::now());
        let done = usize::try_from(progress.records).unwrap_or(usize::MAX);
        let of = match self.learners {
            Some(all) if all > 0 => {
                let full = (done.min(all) * WIDTH) / all;
                format!("[{:<WIDTH$}] {done} of {all} learners", "#".repeat(full))
            }
            _ => format!("{done} learners"),
        };
        let rate = progress.issued as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        _ = write!(io::stderr(), "\r{of}, {} badges, {rate:.0} a second\x1b[K", progress.issued);
        _ = io::stderr().flush();
    }

    pub fn clear(&mut self) {
        if self.shown.take().is_some() {
            _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// What became of the roster: counted, shown in part, and written to a file in full.
pub struct Report {
    roster: String,
    out: String,
    file: Option<(PathBuf, BufWriter<File>)>,
    /// Writing the file went wrong.
    broken: Option<io::Error>,
    /// Without a skill that was asked for, nobody wants to hear of all that a learner has not begun.
    tells_all: bool,
    /// The skills of a learner that there are answers of: what was assessed in each, and what there is to tell.
    learner: Vec<(BTreeSet<String>, Option<String>)>,
    number: u64,
    issued: BTreeMap<String, u64>,
    already: u64,
    not_yet: Lines,
    failed: Lines,
    rejected: Lines,
}

/// Some lines, and how many there are.
#[derive(Default)]
struct Lines {
    first: Vec<String>,
    count: u64,
}

impl Report {
    pub fn create(roster: &str, store: &Store, tells_all: bool) -> common::Result<Self> {
        let create = |path: PathBuf| match File::create(&path) {
            Ok(file) => Ok((path, BufWriter::new(file))),
            Err(error) => Err(format!("{}: {error}", path.display())),
        };
        Ok(Report {
            roster: roster.to_owned(),
            out: store.place(),
            file: store.path("report.txt").map(create).transpose()?,
            broken: None,
            tells_all,
            learner: Vec::new(),
            number: 0,
            issued: BTreeMap::new(),
            already: 0,
            not_yet: Lines::default(),
            failed: Lines::default(),
            rejected: Lines::default(),
        })
    }

    pub fn reject(&mut self, row: &Rejected) {
        let line = row.to_string();
        self.write("rejected", &line);
        self.rejected.add(line);
    }

    pub fn answer(&mut self, answer: &Answer) {
        let skill = answer.skill().map_or("", Skill::name);
        let whose = |text: &str| match skill {
            "" => format!("{}: {text}", short(answer.learner())),
            skill => format!("{}, {skill}: {text}", short(answer.learner())),
        };
        if answer.number() != self.number {
            self.settle();
            self.number = answer.number();
        }
        let ids = |subs: &mut dyn Iterator<Item = &SubCompetency>| subs.map(|sub| sub.id().to_owned()).collect();
        let all = || answer.skill().map(|skill| ids(&mut skill.sub_competencies())).unwrap_or_default();
        match answer.made() {
            Made::Issued(_) => {
                *self.issued.entry(skill.to_owned()).or_default() += 1;
                self.learner.push((all(), None));
            }
            Made::Already(_) => {
                self.already += 1;
                self.learner.push((all(), None));
            }
            Made::NotYet(reasons) => {
                let standings = reasons.outcome().standings().iter();
                let mut begun = standings.filter(|standing| *standing.state() != State::NotAssessed);
                let begun = ids(&mut begun.by_ref().map(Standing::sub_competency));
                self.learner.push((begun, Some(whose(&reasons.reasons().join("; ")))));
            }
            Made::Failed(error) => {
                let line = whose(&error.to_string());
                self.write("failed", &line);
                self.failed.add(line);
                self.learner.push((all(), None));
            }
            _ => {}
        }
    }

    /// Tells what the last learner has not earned yet; of all skills only those that they have begun, and not those that have
    /// but sub-competencies in common with one that they are further in.
    fn settle(&mut self) {
        let learner = std::mem::take(&mut self.learner);
        for (begun, line) in &learner {
            let is_further = |(other, _): &(BTreeSet<_>, _)| begun.len() < other.len() && begun.is_subset(other);
            let is_told = self.tells_all || !(begun.is_empty() || learner.iter().any(is_further));
            if let Some(line) = line.as_ref().filter(|_| is_told) {
                self.write("not yet", line);
                self.not_yet.add(line.clone());
            }
        }
    }

    /// Whether a badge was issued, not just found to be there.
    pub fn has_issued(&self) -> bool {
        !self.issued.is_empty()
    }

    /// Shows it, and says what the exit code is.
    pub fn finish(mut self, rows: u64, ignored: u64) -> common::Result<ExitCode> {
        self.settle();
        let mut text = self.text(rows);
        if ignored > 0 {
            text += &format!("ignored: {}\n", number(ignored, "row", "rows"));
        }
        // The badges are stored, whether anybody reads this or not.
        match self.file {
            Some(_) => _ = write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush()),
            None => _ = write!(io::stderr(), "{text}"),
        }
        let flushed = self.file.as_mut().map_or(Ok(()), |(_, file)| file.flush());
        match (self.broken.or(flushed.err()), &self.file) {
            (Some(error), Some((path, _))) => {
                Err(format!("the badges are stored, but not the whole report; {}: {error}", path.display()).into())
            }
            _ if rows == 0 && self.rejected.count > 0 => Ok(ExitCode::from(2)),
            _ if self.rejected.count > 0 || self.failed.count > 0 => Ok(ExitCode::from(1)),
            _ => Ok(ExitCode::SUCCESS),
        }
    }

    fn text(&self, rows: u64) -> String {
        let issued: u64 = self.issued.values().sum();
        let by_skill = self.issued.iter().map(|(skill, count)| format!("{skill} {count}")).collect::<Vec<_>>();
        let mut text = format!("{}: {}\n", shown(&self.roster), number(rows, "row understood", "rows understood"));
        text += &format!("issued: {}", number(issued, "badge", "badges"));
        if issued > 0 {
            text += &format!(" ({}) in {}", shown(&by_skill.join(", ")), shown(&self.out));
        }
        text.push('\n');
        if self.already > 0 {
            text += &format!("issued before: {}\n", number(self.already, "badge", "badges"));
        }
        let parts = [
            ("not yet", "badge", "badges", &self.not_yet),
            ("could not be signed", "badge", "badges", &self.failed),
            ("rejected", "row", "rows", &self.rejected),
        ];
        for (what, one, many, lines) in parts.into_iter().filter(|(.., lines)| lines.count > 0) {
            text += &format!("{what}: {}\n", number(lines.count, one, many));
            lines.first.iter().for_each(|line| text += &format!("  {}\n", shown(line)));
            let more = lines.count - lines.first.len() as u64;
            match &self.file {
                Some((path, _)) if more > 0 => {
                    text += &format!("  and {more} more in {}\n", shown(&path.to_string_lossy()))
                }
                None if more > 0 => text += &format!("  and {more} more\n"),
                _ => {}
            }
        }
        text
    }

    fn write(&mut self, what: &str, line: &str) {
        let line = shown(line);
        let Some((_, file)) = self.file.as_mut().filter(|_| self.broken.is_none()) else { return };
        self.broken = writeln!(file, "{what}: {line}").err();
    }
}

impl Lines {
    fn add(&mut self, line: String) {
        const SHOWN: usize = 10;
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(line);
        }
    }
}

fn number(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// An id, which may be as long as a book.
fn short(id: &str) -> String {
    const SHOWN: usize = 120;
    let is_long = id.chars().nth(SHOWN).is_some();
    id.chars().take(SHOWN).chain(is_long.then_some('…')).collect()
}
