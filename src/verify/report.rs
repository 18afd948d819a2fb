//! What was checked, and how it ended.

use std::fmt;

use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::model::AchievementCredential;

/// One of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// The bytes are JSON, without duplicate members, within the limits.
    Json,
    /// The rules of the Open Badges 3.0 data model are kept.
    Model,
    /// The contexts are known, and every member and type is defined by them, so that a signature covers it. A JWT covers
    /// everything; there it is a warning.
    JsonLd,
    /// One signature fits, and none does not; of a JWT its own, and none of the proofs in it does not.
    Proof,
    /// The key that signed is the issuer's, of a JWT the one that signed that.
    Binding,
    /// The credential is valid now.
    Validity,
    /// The credential was not revoked or suspended.
    Status,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: &'static [Step] =
        &[Step::Json, Step::Model, Step::JsonLd, Step::Proof, Step::Binding, Step::Validity, Step::Status];

    /// The step as a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Json => "json",
            Step::Model => "model",
            Step::JsonLd => "json-ld",
            Step::Proof => "proof",
            Step::Binding => "binding",
            Step::Validity => "validity",
            Step::Status => "status",
        }
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CheckOutcome {
    /// It was checked, and it is right.
    Passed,
    /// It was checked, and it is wrong.
    Failed,
    /// It could not be checked. That never counts as passed.
    Unknown,
    /// There is nothing to check.
    NotApplicable,
}

impl CheckOutcome {
    /// The outcome as a word.
    pub fn as_str(self) -> &'static str {
        match self {
            CheckOutcome::Passed => "passed",
            CheckOutcome::Failed => "failed",
            CheckOutcome::Unknown => "unknown",
            CheckOutcome::NotApplicable => "not applicable",
        }
    }
}

/// One check and how it ended. `Display` is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    step: Step,
    outcome: CheckOutcome,
    note: String,
    findings: Vec<Finding>,
}

impl Check {
    pub(super) fn new(step: Step, outcome: CheckOutcome, note: impl Into<String>) -> Self {
        Check { step, outcome, note: note.into(), findings: Vec::new() }
    }

    pub(super) fn with_findings(mut self, findings: Vec<Finding>) -> Self {
        self.findings = findings;
        self
    }

    /// Which check.
    pub fn step(&self) -> Step {
        self.step
    }

    /// How it ended.
    pub fn outcome(&self) -> CheckOutcome {
        self.outcome
    }

    /// What was checked, in a few words.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What was found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// More findings than this are only counted on the line of a check.
const SHOWN: usize = 3;

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<14} {:<8}  {}", self.outcome.as_str(), self.step.as_str(), self.note)?;
        for (i, finding) in self.findings.iter().take(SHOWN).enumerate() {
            let lead = if i == 0 && self.note.is_empty() { "" } else { "; " };
            let mark = if finding.severity() == Severity::Warning { "warning: " } else { "" };
            write!(f, "{lead}{mark}{finding} [{}]", finding.code())?;
        }
        match self.findings.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

/// What the checks amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// Every check passed.
    Verified,
    /// A check failed.
    NotVerified,
    /// No check failed, but not all could be made.
    Undecided,
}

impl Verdict {
    /// The verdict as words.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Verified => "verified",
            Verdict::NotVerified => "not verified",
            Verdict::Undecided => "undecided",
        }
    }
}

/// What was checked of a badge, and how it ended. `Display` is one line for each check and one for the verdict.
#[derive(Debug, Clone)]
pub struct Report {
    pub(super) checks: Vec<Check>,
    pub(super) badge: Option<(Document, AchievementCredential)>,
}

impl Report {
    /// All checks, in their order.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// One check.
    pub fn check(&self, step: Step) -> Option<&Check> {
        self.checks.iter().find(|check| check.step == step)
    }

    /// What was found, over all checks.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.checks.iter().flat_map(|check| &check.findings)
    }

    /// What the checks amount to.
    pub fn verdict(&self) -> Verdict {
        let any = |outcome| self.checks.iter().any(|check| check.outcome == outcome);
        if any(CheckOutcome::Failed) {
            Verdict::NotVerified
        } else if any(CheckOutcome::Unknown) || self.badge.is_none() || self.checks.len() < Step::ALL.len() {
            Verdict::Undecided
        } else {
            Verdict::Verified
        }
    }

    /// Whether the bytes could be read at all.
    pub fn is_readable(&self) -> bool {
        self.check(Step::Json).is_some_and(|check| check.outcome == CheckOutcome::Passed)
    }

    /// The badge, if it is verified; the report as an error, if not.
    ///
    /// # Errors
    /// [`NotVerified`], with this report.
    pub fn into_verified(mut self) -> Result<Verified, NotVerified> {
        if self.verdict() != Verdict::Verified {
            return Err(NotVerified(Box::new(self)));
        }
        match self.badge.take() {
            Some((document, credential)) => Ok(Verified { document, credential }),
            None => Err(NotVerified(Box::new(self))),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for check in &self.checks {
            writeln!(f, "{check}")?;
        }
        f.write_str(self.verdict().as_str())
    }
}

/// A badge of which every check passed.
#[derive(Debug, Clone)]
pub struct Verified {
    document: Document,
    credential: AchievementCredential,
}

impl Verified {
    /// The credential: as it was handed over, or as it stands in the JWT, without the claims that repeat it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The typed view.
    pub fn credential(&self) -> &AchievementCredential {
        &self.credential
    }
}

/// A badge that is not verified, with the report that says why.
#[derive(Debug, Clone)]
pub struct NotVerified(Box<Report>);

impl NotVerified {
    /// The report.
    pub fn report(&self) -> &Report {
        &self.0
    }
}

impl fmt::Display for NotVerified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.verdict().as_str())?;
        let bad = |check: &&Check| !matches!(check.outcome, CheckOutcome::Passed | CheckOutcome::NotApplicable);
        match self.0.findings().next() {
            Some(finding) => write!(f, ": {finding}"),
            None => match self.0.checks.iter().find(bad) {
                Some(check) => write!(f, ": {} {}", check.step.as_str(), check.outcome.as_str()),
                None => Ok(()),
            },
        }
    }
}

impl std::error::Error for NotVerified {}
