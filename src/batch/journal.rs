//! What was issued, line by line.

use std::collections::HashMap;
use std::fmt;
use std::io::BufRead;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, Datelike as _, Utc};
use sha2::{Digest, Sha256};

use crate::document::read::Reader;
use crate::document::{Document, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::issue::Signed;
use crate::model::{DateTimeZ, ObjectText, push_string};
use crate::text::{Key, hex, key, quoted};

/// One badge that was issued: a line of the journal.
///
/// ```json
/// {"credential":"urn:uuid:…","issuer":"did:key:…","learner":"s-1","skill":"resilience","awardedDate":"2026-05-01T00:00:00Z",
///  "sha256":"…","end":10231}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    credential: String,
    issuer: String,
    learner: String,
    skill: String,
    awarded: DateTime<Utc>,
    sha256: String,
    end: Option<u64>,
}

impl Entry {
    pub(super) fn of(signed: &Signed, learner: &str, skill: &str) -> Self {
        // From the document: the typed view is dearer than the signature.
        let root = signed.document().root();
        let text = |node: Option<Node<'_>>| node.and_then(Node::as_str).unwrap_or_default().into_owned();
        let issuer = root.get("issuer");
        let awarded = text(root.get("awardedDate").or_else(|| root.get("validFrom"))).parse::<DateTimeZ>();
        Entry {
            credential: text(root.get("id")),
            issuer: text(issuer.and_then(|issuer| issuer.get("id")).or(issuer)),
            learner: learner.to_owned(),
            skill: skill.to_owned(),
            awarded: awarded.map(|awarded| awarded.at().to_utc()).unwrap_or_default(),
            sha256: hex(&Sha256::digest(signed.to_text().as_bytes())),
            end: None,
        }
    }

    /// Where the badge ends in a file that holds many: what lies behind the last such place was cut off.
    #[must_use]
    pub fn with_end(mut self, end: u64) -> Self {
        self.end = Some(end);
        self
    }

    /// The badge's id.
    pub fn credential(&self) -> &str {
        &self.credential
    }

    /// The institution's own id of the learner.
    pub fn learner(&self) -> &str {
        &self.learner
    }

    /// The id of the skill.
    pub fn skill(&self) -> &str {
        &self.skill
    }

    /// The badge's `awardedDate`.
    pub fn awarded(&self) -> DateTime<Utc> {
        self.awarded
    }

    /// The SHA-256 of the badge as it was handed over, in hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Where the badge ends in its file, if it was said.
    pub fn end(&self) -> Option<u64> {
        self.end
    }

    fn read(line: &[u8]) -> Result<Self> {
        let document = Document::parse(line)?;
        let mut r = Reader::default();
        let known = ["credential", "issuer", "learner", "skill", "awardedDate", "sha256", "end"];
        let Some(o) = r.object(document.root(), &known) else {
            r.finish()?;
            return Err(Error::input(Code::InputWrongType, "", "an entry is an object"));
        };
        let mut text = |name: &str| o.required(name, &mut r).and_then(|node| r.text(node)).unwrap_or_default();
        let (credential, issuer, learner) = (text("credential"), text("issuer"), text("learner"));
        let (skill, sha256) = (text("skill"), text("sha256"));
        let awarded = o.required("awardedDate", &mut r).and_then(|node| {
            let awarded = DateTimeZ::whole_seconds(r.time(node)?.to_utc()).at().to_utc();
            if !(0..=9999).contains(&awarded.year()) {
                r.wrong_type(node, "a time in UTC of four-digit years");
            }
            Some(awarded)
        });
        let end = o.optional("end").and_then(|node| {
            let end = node.as_number().and_then(|text| text.parse().ok());
            if end.is_none() {
                r.wrong_type(node, "a whole number of bytes");
            }
            end
        });
        r.finish()?;
        let awarded = awarded.unwrap_or_default();
        Ok(Entry { credential, issuer, learner, skill, awarded, sha256, end })
    }
}

/// A line, with or without its end.
impl FromStr for Entry {
    type Err = Error;

    /// # Errors
    /// `input.*` and `json.*` for what is no entry.
    fn from_str(line: &str) -> Result<Self> {
        Entry::read(line.as_bytes())
    }
}

/// The line, without its end.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut object = ObjectText::with_capacity(400);
        let awarded = DateTimeZ::whole_seconds(self.awarded);
        let members = [
            ("credential", self.credential.as_str()),
            ("issuer", &self.issuer),
            ("learner", &self.learner),
            ("skill", &self.skill),
            ("awardedDate", awarded.as_str()),
            ("sha256", &self.sha256),
        ];
        for (name, value) in members {
            let mut text = String::new();
            push_string(value, &mut text);
            object.member(name, &text);
        }
        if let Some(end) = self.end {
            object.member("end", &end.to_string());
        }
        f.write_str(&object.finish())
    }
}

/// Skills by their numbers, and when they were awarded.
type Held = Vec<(u32, DateTime<Utc>)>;

/// What was issued so far: read from the lines that the caller keeps, one [`Entry`] each.
///
/// A line is appended after its badge was stored. Who is cut off has at worst a badge that no line tells of: cut the file
/// with the badges to [`end`](Journal::end) and the journal to [`bytes`](Journal::bytes), and go on. The journal names
/// learners: keep it as their records are kept.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    issued: HashMap<Key, DateTime<Utc>>,
    /// By issuer and learner: which skills.
    learners: HashMap<(u32, Key), Held>,
    /// Issuers and skills: few, named by many lines.
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    end: Option<u64>,
    bytes: u64,
}

impl Journal {
    /// The longest line. The longest id of a learner, every character of it escaped, leaves more than half of it.
    const LINE: u64 = 1 << 20;

    /// The longest id of a learner, in bytes: what an entry could not be read back with is not issued.
    pub(super) const LEARNER: usize = 1 << 16;

    /// A journal of nothing.
    pub fn new() -> Self {
        Journal::default()
    }

    /// Reads the lines of a journal. One without an end at the very last was not written whole, and is left out.
    ///
    /// # Errors
    /// `batch.journal-unreadable`: a line is no entry, its badge ends no further than an earlier one (as when two runs write
    /// at once), or the reading failed.
    pub fn read(mut from: impl BufRead) -> Result<Self> {
        let (mut journal, mut line) = (Journal::new(), Vec::new());
        for number in 1u64.. {
            let faulty = |why: String| {
                let message = format!("line {number} of the journal is no entry: {why}");
                Error::input(Code::BatchJournalUnreadable, "", message)
            };
            line.clear();
            let mut one = std::io::Read::take(&mut from, Journal::LINE);
            let read = one.read_until(b'\n', &mut line);
            read.map_err(|error| faulty(quoted(&error.to_string())))?;
            if !line.ends_with(b"\n") {
                if line.len() as u64 == Journal::LINE {
                    return Err(faulty(format!("it is longer than {} bytes", Journal::LINE)));
                }
                break;
            }
            journal.bytes += line.len() as u64;
            if !line.trim_ascii().is_empty() {
                let entry = Entry::read(&line).map_err(|error| faulty(error.to_string()))?;
                if let Some((end, before)) = entry.end.zip(journal.end).filter(|(end, before)| end <= before) {
                    // Whoever cut the badges there would lose some.
                    return Err(faulty(format!("its badge ends at {end}, an earlier one at {before}")));
                }
                journal.add(&entry);
            }
        }
        Ok(journal)
    }

    /// Adds what was issued since.
    pub fn add(&mut self, entry: &Entry) {
        self.issued.insert(key(&entry.credential), entry.awarded);
        let (issuer, skill) = (self.number_of(&entry.issuer), self.number_of(&entry.skill));
        let held = self.learners.entry((issuer, key(&entry.learner))).or_default();
        // The first award counts.
        if !held.iter().any(|(own, _)| *own == skill) {
            held.push((skill, entry.awarded));
        }
        self.end = self.end.max(entry.end);
    }

    fn number_of(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let name: Arc<str> = name.into();
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        number
    }

    /// Whether a badge was issued.
    pub fn has(&self, credential: &str) -> bool {
        self.issued.contains_key(&key(credential))
    }

    /// When it was awarded, if it was issued.
    pub fn awarded_at(&self, credential: &str) -> Option<DateTime<Utc>> {
        self.issued.get(&key(credential)).copied()
    }

    /// How many badges were issued.
    pub fn len(&self) -> usize {
        self.issued.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.issued.is_empty()
    }

    /// Where the last badge ends in the file that holds them, as its entry says.
    pub fn end(&self) -> Option<u64> {
        self.end
    }

    /// How long the journal is without a last line that was not written whole.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The skills that an issuer has awarded to a learner.
    pub(super) fn awarded(&self, issuer: &str, learner: &str) -> impl Iterator<Item = (&str, DateTime<Utc>)> {
        let held = self.numbers.get(issuer).and_then(|issuer| self.learners.get(&(*issuer, key(learner))));
        held.into_iter()
            .flatten()
            .filter_map(|(skill, at)| Some((&**self.names.get(usize::try_from(*skill).ok()?)?, *at)))
    }
}
