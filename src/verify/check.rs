//! One check, and how it ended.

use crate::finding::{Code, Finding};

/// One of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// The bytes are JSON or a compact JWS.
    Format,
    /// The JSON can be read: no duplicate members, within the limits.
    Json,
    /// The rules of the Open Badges 3.0 data model are kept.
    Model,
    /// The contexts are known, and every member and type is defined by them, so that a signature covers it. A JWT covers
    /// everything; there it is a warning.
    JsonLd,
    /// One signature fits, and none does not; of a JWT its own, and none of the proofs in it does not. Its claims say what
    /// the credential says.
    Proof,
    /// The key that signed is the issuer's, of a JWT the one that signed that.
    Binding,
    /// What the policy demands beyond the standard.
    Policy,
    /// The credential is valid now.
    Validity,
    /// The credential was not revoked or suspended.
    Status,
    /// The badge is about the person given.
    Recipient,
    /// The caller trusts the issuer.
    Trust,
    /// The results meet what the achievement requires.
    Award,
    /// The endorsements in it are verified, each as a credential of its own.
    Endorsements,
    /// What it pins by a digest is what was handed in.
    Linked,
    /// Whether a newer edition replaces it.
    Refresh,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: &'static [Step] = &[
        Step::Format,
        Step::Json,
        Step::Model,
        Step::JsonLd,
        Step::Proof,
        Step::Binding,
        Step::Policy,
        Step::Validity,
        Step::Status,
        Step::Recipient,
        Step::Trust,
        Step::Award,
        Step::Endorsements,
        Step::Linked,
        Step::Refresh,
    ];

    /// The step as a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Format => "format",
            Step::Json => "json",
            Step::Model => "model",
            Step::JsonLd => "json-ld",
            Step::Proof => "proof",
            Step::Binding => "binding",
            Step::Policy => "policy",
            Step::Validity => "validity",
            Step::Status => "status",
            Step::Recipient => "recipient",
            Step::Trust => "trust",
            Step::Award => "award",
            Step::Endorsements => "endorsed",
            Step::Linked => "linked",
            Step::Refresh => "refresh",
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

/// What of a badge fits the person given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Matched {
    /// Which of the identifiers; none for the `id`.
    pub(crate) identifier: Option<usize>,
    /// Whether others may fit as well: it is a name, or a hash for which others can be made.
    pub(crate) is_weak: bool,
}

/// One check and how it ended. `Display` is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub(super) step: Step,
    pub(super) outcome: CheckOutcome,
    pub(super) is_tolerated: bool,
    note: String,
    pub(super) findings: Vec<Finding>,
    /// By what the person given fits.
    matched: Vec<Matched>,
}

impl Check {
    pub(super) fn new(step: Step, outcome: CheckOutcome, note: impl Into<String>) -> Self {
        Check { step, outcome, is_tolerated: false, note: note.into(), findings: Vec::new(), matched: Vec::new() }
    }

    pub(super) fn with_findings(mut self, findings: Vec<Finding>) -> Self {
        self.findings = findings;
        self
    }

    pub(super) fn with_matched(mut self, matched: Vec<Matched>) -> Self {
        self.matched = matched;
        self
    }

    pub(super) fn failed(step: Step, findings: Vec<Finding>) -> Self {
        Check::new(step, CheckOutcome::Failed, "").with_findings(findings)
    }

    pub(super) fn unknown(step: Step, findings: Vec<Finding>) -> Self {
        Check::new(step, CheckOutcome::Unknown, "").with_findings(findings)
    }

    /// Takes findings of one code back.
    pub(super) fn drop_findings(&mut self, code: Code) {
        self.findings.retain(|finding| finding.code() != code);
    }

    /// The policy lets a badge be verified though this could not be checked.
    pub(super) fn tolerated(mut self) -> Self {
        self.is_tolerated = self.outcome == CheckOutcome::Unknown;
        self
    }

    /// The policy lets a badge be verified whatever this came to.
    pub(super) fn only_reported(mut self) -> Self {
        self.is_tolerated = matches!(self.outcome, CheckOutcome::Unknown | CheckOutcome::Failed);
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

    /// Whether the check did not pass, and the policy takes the badge nevertheless, with a warning.
    pub fn is_tolerated(&self) -> bool {
        self.is_tolerated
    }

    /// What was checked, in a few words.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// By what the person given fits, of the check whether they do.
    pub(crate) fn matched(&self) -> &[Matched] {
        &self.matched
    }

    /// What was found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}
