//! A report as text, as JSON, and as a problem.

use std::fmt;

use chrono::SecondsFormat;
use serde::{Serialize, Serializer};

use super::check::{Check, CheckOutcome, Step};
use super::endorsement::Endorsement;
use super::report::{ContextUsed, NOT_REACHED, Report, Verdict};
use super::signature::Signature;
use crate::finding::{Finding, Problem, Severity};
use crate::model::ProfileRef;
use crate::text::quoted;

/// The version of the JSON that a report is written as. It rises when members change their meaning or disappear, not when
/// new ones come.
const VERSION: u32 = 1;

/// More findings than this are only counted on the line of a check.
const SHOWN: usize = 3;

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<14} {:<9}  {}", self.outcome().as_str(), self.step().as_str(), self.note())?;
        for (i, finding) in self.findings().iter().take(SHOWN).enumerate() {
            let lead = if i == 0 && self.note().is_empty() { "" } else { "; " };
            let mark = if finding.severity() == Severity::Warning { "warning: " } else { "" };
            write!(f, "{lead}{mark}{finding} [{}]", finding.code())?;
        }
        match self.findings().len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl Report {
    /// The badge that is meant, in a few words: what it says of itself, and by which id. A name is whatever the issuer chose,
    /// so that it stands for the issuer only where the caller trusts that one; else it is what the issuer calls itself.
    fn title(&self) -> Option<String> {
        let credential = self.credential.as_ref()?;
        let (id, name) = match &credential.issuer {
            ProfileRef::Profile(profile) => (quoted(&profile.id), profile.name.as_deref().map(quoted)),
            other => (quoted(other.id()), None),
        };
        let is_verified = self.verdict().is_verified();
        let is_trusted = self.check(Step::Trust).is_some_and(|check| check.outcome() == CheckOutcome::Passed);
        let issuer = match name {
            Some(name) if is_verified && is_trusted => format!("{name} ({id})"),
            Some(name) => format!("{id}, which calls itself {name}"),
            None => id,
        };
        let by = if is_verified { "by" } else { "said to be by" };
        Some(format!("{}, {by} {issuer}", quoted(&credential.credential_subject.achievement.name)))
    }

    /// The report as a problem details object (RFC 9457): `type`, `title` and `detail` say what the first error is, or what
    /// could not be checked; `findings` has all. None if the badge is verified.
    ///
    /// ```
    /// use openbadges::verify::{Resources, Verifier};
    ///
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let report = Verifier::default().verify(b"no badge", &Resources::new(), now);
    /// let problem = serde_json::to_value(report.to_problem()).unwrap();
    /// assert_eq!(problem["title"], "The bytes are neither JSON nor a compact JWS.");
    /// assert_eq!(problem["verdict"], "not verified");
    /// ```
    pub fn to_problem(&self) -> Option<Problem> {
        if self.verdict().is_verified() {
            return None;
        }
        let findings = self.decisive().chain(self.others()).flat_map(Check::findings).cloned().collect();
        let problem = match self.reason() {
            Some(reason) => reason.to_problem(),
            None => Problem::untyped(self.verdict().as_str(), self.decisive().next().map_or("", Check::note)),
        };
        Some(problem.with_verdict(self.verdict().as_str(), findings))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.verdict())?;
        if let Some(title) = self.title() {
            write!(f, ": {title}")?;
        }
        let is_reached = |check: &&Check| check.note() != NOT_REACHED;
        for check in self.checks().iter().filter(is_reached) {
            if check.outcome() != CheckOutcome::NotApplicable {
                write!(f, "\n{check}")?;
            }
        }
        if !self.checks().iter().all(|check| is_reached(&check)) {
            write!(f, "\n{:<14} {:<9}  {NOT_REACHED}", CheckOutcome::Unknown.as_str(), "the rest")?;
        }
        for need in self.needs() {
            write!(f, "\nneeded: {} ({})", quoted(need.url().unwrap_or(need.id())), need.purpose().as_str())?;
        }
        Ok(())
    }
}

/// `version` is 1. Members are added in later versions of the crate, none changes its meaning without another `version`.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let credential = self.credential.as_ref();
        let badge = credential.map(|credential| Badge {
            id: &credential.id,
            name: &credential.credential_subject.achievement.name,
            issuer: credential.issuer.id(),
            issuer_name: match &credential.issuer {
                ProfileRef::Profile(profile) => profile.name.as_deref(),
                _ => None,
            },
        });
        Json {
            version: VERSION,
            verdict: self.verdict().as_str(),
            policy: self.policy.name(),
            at: self.at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            claimed: badge,
            media_type: self.media_type(),
            file_name: self.file_name(),
            signatures: self.signatures(),
            contexts: self.contexts(),
            needs: self.needs(),
            replaces: self.replaces(),
            endorsements: self.endorsements(),
            checks: self.checks(),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Json<'r> {
    version: u32,
    verdict: &'static str,
    policy: String,
    at: String,
    claimed: Option<Badge<'r>>,
    media_type: Option<&'static str>,
    file_name: Option<String>,
    signatures: &'r [Signature],
    contexts: &'r [ContextUsed],
    needs: &'r [super::Need],
    replaces: Option<&'r str>,
    endorsements: &'r [Endorsement],
    checks: &'r [Check],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Badge<'r> {
    id: &'r str,
    name: &'r str,
    issuer: &'r str,
    issuer_name: Option<&'r str>,
}

/// As a word: [`Verdict::as_str`].
impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// As a word: [`Step::as_str`].
impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// As a word: [`CheckOutcome::as_str`].
impl Serialize for CheckOutcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What the badge carries, with the verdict on it; its own checks are in [`Endorsement::report`].
impl Serialize for Endorsement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Json<'e> {
            pointer: &'e str,
            target: &'e str,
            issuer: &'e str,
            verdict: &'static str,
            counts: bool,
        }
        let issuer = self.report().endorsement().map_or("", |own| own.issuer.id());
        let (pointer, target, counts) = (self.pointer(), self.target(), self.counts());
        Json { pointer, target, issuer, verdict: self.report().verdict().as_str(), counts }.serialize(serializer)
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Json<'c> {
            step: &'static str,
            outcome: &'static str,
            is_tolerated: bool,
            note: &'c str,
            findings: &'c [Finding],
        }
        let (step, outcome) = (self.step().as_str(), self.outcome().as_str());
        Json { step, outcome, is_tolerated: self.is_tolerated(), note: self.note(), findings: self.findings() }
            .serialize(serializer)
    }
}

impl Serialize for ContextUsed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Json<'c> {
            pointer: &'c str,
            url: Option<&'c str>,
            sha256: Option<&'c str>,
        }
        Json { pointer: self.pointer(), url: self.url(), sha256: self.sha256() }.serialize(serializer)
    }
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Json<'s> {
            pointer: &'s str,
            secured_with: &'s str,
            verification_method: Option<&'s str>,
            key: Option<String>,
            created: Option<&'s str>,
            outcome: &'static str,
            binding: &'static str,
        }
        Json {
            pointer: self.pointer(),
            secured_with: self.secured_with(),
            verification_method: self.verification_method(),
            key: self.key().map(ToString::to_string),
            created: self.created(),
            outcome: self.outcome().as_str(),
            binding: self.binding().as_str(),
        }
        .serialize(serializer)
    }
}
