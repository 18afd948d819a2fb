//! What can be said of a badge that is not verified.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::facts::facts;
use super::{Checked, Reason};
use crate::model::DateTimeZ;
use crate::verify::{NotVerified, Report, Verdict};

facts! {
    /// What it takes to know which badge is meant. It is what the bytes say of themselves: anybody can have written it.
    Claimed {
        /// The id that it claims.
        text id;
        /// The achievement that it claims.
        text name;
        /// The id of the issuer that it claims.
        text issuer;
        /// The name of the issuer that it claims.
        maybe issuer_name;
    }
}

/// What can be said of a badge that is not verified: that it is not, and why. Of what it says itself it has only what it
/// takes to know which one is meant.
///
/// ```
/// use openbadges::display::summary::Unverified;
/// use openbadges::verify::{Resources, Verdict, Verifier};
///
/// let badge = include_str!("../../../fixtures/golden/critical-thinking.json").replace("Proficient", "Exemplary");
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let report = Verifier::default().verify(badge.as_bytes(), &Resources::new(), now);
/// let unverified = Unverified::of(&report).unwrap();
/// assert_eq!(unverified.verdict(), Verdict::NotVerified);
/// assert_eq!(unverified.reasons()[0].code(), Some("proof.signature-invalid"));
/// assert_eq!(unverified.claimed().unwrap().name(), "Critical Thinking");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unverified {
    verdict: Verdict,
    at: DateTimeZ,
    policy: String,
    reasons: Vec<Reason>,
    checks: Vec<Checked>,
    claimed: Option<Claimed>,
}

impl Unverified {
    /// What can be said by a report; none if the badge is verified: then there is a [`Summary`](super::Summary).
    pub fn of(report: &Report) -> Option<Self> {
        if report.verdict().is_verified() {
            return None;
        }
        Some(super::extract::unverified(report))
    }

    pub(super) fn new(report: &Report, at: DateTimeZ, reasons: Vec<Reason>, checks: Vec<Checked>) -> Self {
        let claimed = report.claimed().map(|credential| Claimed {
            id: credential.id.clone(),
            name: credential.credential_subject.achievement.name.clone(),
            issuer: credential.issuer.id().into(),
            issuer_name: credential.issuer.profile().and_then(|profile| profile.name.clone()),
        });
        Unverified { verdict: report.verdict(), at, policy: report.policy().name(), reasons, checks, claimed }
    }

    /// The verdict: not verified, or undecided.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The moment that it holds for.
    pub fn at(&self) -> &DateTimeZ {
        &self.at
    }

    /// By which policy.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// What decided: never empty.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// All checks, in their order.
    pub fn checks(&self) -> &[Checked] {
        &self.checks
    }

    /// Which badge is meant; none if it cannot be read.
    pub fn claimed(&self) -> Option<&Claimed> {
        self.claimed.as_ref()
    }
}

impl From<&NotVerified> for Unverified {
    fn from(not: &NotVerified) -> Self {
        super::extract::unverified(not.report())
    }
}

/// `version` is 1, as that of a summary.
impl Serialize for Unverified {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Unverified", 7)?;
        out.serialize_field("version", &super::VERSION)?;
        out.serialize_field("verdict", &self.verdict)?;
        out.serialize_field("at", &self.at)?;
        out.serialize_field("policy", &self.policy)?;
        out.serialize_field("reasons", &self.reasons)?;
        out.serialize_field("checks", &self.checks)?;
        out.serialize_field("claimed", &self.claimed)?;
        out.end()
    }
}
