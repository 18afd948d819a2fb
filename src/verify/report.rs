//! What was checked, and how it ended.

use std::fmt;

use chrono::{DateTime, Utc};

use super::check::{Check, CheckOutcome, Step};
use super::endorsement::Endorsement;
use super::needs::Need;
use super::policy::Policy;
use super::signature::Signature;
use super::verified::{NotVerified, Verified, VerifiedEndorsement};
use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::model::{AchievementCredential, Comparison, EndorsementCredential, Version};
use crate::text::file_stem;

/// Of checks that nothing was left for.
pub(super) const NOT_REACHED: &str = "not checked: an earlier check did not pass";

/// What the checks amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// Every check passed.
    Verified,
    /// Every check passed, but there is something to know; or something could not be checked that the policy does not
    /// insist on.
    VerifiedWithWarnings,
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
            Verdict::VerifiedWithWarnings => "verified with warnings",
            Verdict::NotVerified => "not verified",
            Verdict::Undecided => "undecided",
        }
    }

    /// Whether the badge is verified, with warnings or without.
    pub fn is_verified(self) -> bool {
        matches!(self, Verdict::Verified | Verdict::VerifiedWithWarnings)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// In which form a badge was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// JSON, with its proofs inside.
    Json,
    /// A compact JWS.
    Jwt,
}

/// What a credential is, or should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Badge,
    Endorsement,
    StatusList,
}

/// A JSON-LD context that a badge names, or has inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextUsed {
    pub(super) pointer: String,
    pub(super) url: Option<String>,
    pub(super) sha256: Option<String>,
}

impl ContextUsed {
    /// Where it stands: a JSON pointer into the credential.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The address that it is named by; none for one inside the badge.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The SHA-256, in hexadecimal digits, of the document that was taken for it, or of the text of one inside the badge;
    /// none if it is not known.
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }
}

/// What was checked of a badge, how it ended, and who signed. See also [`Verdict`].
///
/// `Display` is a text of a dozen lines, serde writes all of it as versioned JSON, and
/// [`to_problem`](Report::to_problem) what is wrong in the form of RFC 9457.
///
/// What the badge says of itself is in a report only as far as it takes to know which badge is meant, and is a claim there.
/// What is to be shown as genuine comes from [`Verified`].
#[derive(Debug, Clone)]
pub struct Report {
    pub(super) policy: Policy,
    pub(super) at: DateTime<Utc>,
    pub(super) form: Option<Form>,
    pub(super) checks: Vec<Check>,
    pub(super) signatures: Vec<Signature>,
    pub(super) contexts: Vec<ContextUsed>,
    pub(super) needs: Vec<Need>,
    pub(super) kind: Kind,
    pub(super) document: Option<Document>,
    /// The compact JWS around the document.
    pub(super) token: Option<String>,
    pub(super) credential: Option<AchievementCredential>,
    pub(super) endorsement: Option<EndorsementCredential>,
    pub(super) endorsements: Vec<Endorsement>,
    /// What the one handed over was, where this is of a newer edition.
    pub(super) replaces: Option<String>,
}

impl Report {
    /// By which policy the badge was judged.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// For which moment.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// All checks, in their order.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// One check.
    pub fn check(&self, step: Step) -> Option<&Check> {
        self.checks.iter().find(|check| check.step == step)
    }

    /// How one check ended; unknown, if it was not made.
    pub fn outcome(&self, step: Step) -> CheckOutcome {
        self.check(step).map_or(CheckOutcome::Unknown, |check| check.outcome)
    }

    /// What was found, over all checks.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.checks.iter().flat_map(|check| &check.findings)
    }

    /// What could not be checked, for whatever reason, whether the policy lets that pass or not. See also
    /// [`decisive`](Report::decisive).
    pub fn missing(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.outcome == CheckOutcome::Unknown)
    }

    /// The documents that would tell more. Those that they in turn call for are known once they are at hand.
    pub fn needs(&self) -> &[Need] {
        &self.needs
    }

    /// Every signature, and how its check ended; that of a JWT first.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The contexts that the badge names, with the digests of what was taken for them.
    pub fn contexts(&self) -> &[ContextUsed] {
        &self.contexts
    }

    /// Every endorsement in the badge, and how its own verification ended.
    pub fn endorsements(&self) -> &[Endorsement] {
        &self.endorsements
    }

    /// If this is the report of a newer edition that was handed in beside the badge: from when on the badge handed over was
    /// valid, which it replaces.
    pub fn replaces(&self) -> Option<&str> {
        self.replaces.as_deref()
    }

    /// How the badge stands to that of another report, of two editions say; none if either cannot be read. Whether either is
    /// genuine, their verdicts say.
    pub fn compare(&self, other: &Report) -> Option<Comparison> {
        Some(self.credential.as_ref()?.compare(other.credential.as_ref()?))
    }

    /// What the badge claims, verified or not.
    pub(crate) fn claimed(&self) -> Option<&AchievementCredential> {
        self.credential.as_ref()
    }

    pub(super) fn endorsement(&self) -> Option<&EndorsementCredential> {
        self.endorsement.as_ref()
    }

    /// Puts the check of a step in the place of the one that is there.
    pub(super) fn set(&mut self, check: Check) {
        if let Some(place) = self.checks.iter_mut().find(|place| place.step == check.step) {
            *place = check;
        }
    }

    /// Adds a finding to the check of a step.
    pub(super) fn add(&mut self, step: Step, finding: Finding) {
        if let Some(check) = self.checks.iter_mut().find(|check| check.step == step) {
            check.findings.push(finding);
        }
    }

    /// What was not reached could not be checked.
    pub(super) fn finished(mut self) -> Self {
        for step in Step::ALL.iter().skip(self.checks.len()) {
            self.checks.push(Check::new(*step, CheckOutcome::Unknown, NOT_REACHED));
        }
        self
    }

    /// In which form the badge was handed over, if that could be told.
    pub fn form(&self) -> Option<Form> {
        self.form
    }

    /// The media type for passing the bytes on (Open Badges 3.0, section 5.1.2; Verifiable Credentials Data Model 2.0,
    /// appendix C).
    pub fn media_type(&self) -> Option<&'static str> {
        let is_old = self.document.as_ref().is_some_and(|document| Version::of(document.root()) == Version::V1_1);
        Some(match (self.form?, is_old) {
            (Form::Json, false) => "application/vc",
            (Form::Json, true) => "application/vc+ld+json",
            (Form::Jwt, false) => "application/vc+jwt",
            (Form::Jwt, true) => "text/plain",
        })
    }

    /// A name for a file with the bytes: the achievement's, in plain letters and digits, with the ending that fits.
    pub fn file_name(&self) -> Option<String> {
        let of_badge = || self.credential.as_ref().map(|credential| &*credential.credential_subject.achievement.name);
        let name = of_badge().or_else(|| self.endorsement.as_ref().map(|own| &*own.name));
        let stem = file_stem(name.unwrap_or_default()).unwrap_or_else(|| {
            let stem = match self.kind {
                Kind::Badge => "badge",
                Kind::Endorsement => "endorsement",
                Kind::StatusList => "status-list",
            };
            stem.into()
        });
        let ending = match self.form? {
            Form::Json => "json",
            Form::Jwt => "jwt",
        };
        Some(format!("{stem}.{ending}"))
    }

    /// What the checks amount to.
    pub fn verdict(&self) -> Verdict {
        let any = |outcome| self.checks.iter().any(|check| check.outcome == outcome && !check.is_tolerated());
        let is_read = self.document.is_some()
            && match self.kind {
                Kind::Badge => self.credential.is_some(),
                Kind::Endorsement => self.endorsement.is_some(),
                Kind::StatusList => true,
            };
        if any(CheckOutcome::Failed) {
            Verdict::NotVerified
        } else if any(CheckOutcome::Unknown) || !is_read || self.checks.len() < Step::ALL.len() {
            Verdict::Undecided
        } else if self.findings().next().is_some() || self.checks.iter().any(Check::is_tolerated) {
            Verdict::VerifiedWithWarnings
        } else {
            Verdict::Verified
        }
    }

    /// Whether the bytes could be read at all: as JSON, or as a compact JWS of it.
    pub fn is_readable(&self) -> bool {
        [Step::Format, Step::Json].iter().all(|step| self.outcome(*step) == CheckOutcome::Passed)
    }

    /// The badge, if it is verified; the report as an error, if not.
    ///
    /// # Errors
    /// [`NotVerified`], with this report.
    pub fn into_verified(self) -> Result<Verified, NotVerified> {
        if !self.verdict().is_verified() {
            return Err(NotVerified::new(self));
        }
        match (self.document.clone(), self.credential.clone()) {
            (Some(document), Some(credential)) => Ok(Verified::new(document, credential, self)),
            _ => Err(NotVerified::new(self)),
        }
    }

    /// The endorsement, if this is the report of one and it is verified; the report as an error, if not.
    ///
    /// # Errors
    /// [`NotVerified`], with this report.
    pub fn into_verified_endorsement(mut self) -> Result<VerifiedEndorsement, NotVerified> {
        if !self.verdict().is_verified() {
            return Err(NotVerified::new(self));
        }
        match (self.document.clone(), self.endorsement.take()) {
            (Some(document), Some(endorsement)) => {
                Ok(VerifiedEndorsement::new(document, endorsement, self.token.take()))
            }
            (_, endorsement) => {
                self.endorsement = endorsement;
                Err(NotVerified::new(self))
            }
        }
    }

    /// The checks that decided that the badge is not verified, or undecided; none if it is verified.
    pub fn decisive(&self) -> impl Iterator<Item = &Check> {
        let outcome = match self.verdict() {
            Verdict::NotVerified => Some(CheckOutcome::Failed),
            Verdict::Undecided => Some(CheckOutcome::Unknown),
            Verdict::Verified | Verdict::VerifiedWithWarnings => None,
        };
        self.checks.iter().filter(move |check| Some(check.outcome) == outcome && !check.is_tolerated())
    }

    /// The other checks.
    pub(super) fn others(&self) -> impl Iterator<Item = &Check> {
        let decisive: Vec<Step> = self.decisive().map(Check::step).collect();
        self.checks.iter().filter(move |check| !decisive.contains(&check.step))
    }

    /// The first finding of what decided; an error, if there is one.
    pub(super) fn reason(&self) -> Option<&Finding> {
        let findings = || self.decisive().flat_map(Check::findings);
        findings().find(|finding| finding.severity() == Severity::Error).or_else(|| findings().next())
    }
}
