//! What a verification insists on beyond the standard, and what it does where the standard leaves a choice.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::error::Error;
use crate::finding::{Code, Finding};
use crate::text::{did_you_mean, quoted};

/// What is done about a form that has a successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Older {
    /// It is refused.
    #[default]
    Refused,
    /// It is taken, with a warning.
    Warned,
}

/// What it means for the verdict that something beside the signature could not be found out. It is never called passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum WhenUnknown {
    /// The badge is undecided.
    #[default]
    Undecided,
    /// The badge may still be verified, with a warning.
    Warned,
}

/// How many of the proofs of a badge must hold. One of them must always be the issuer's, and of a JWT its own signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ProofRule {
    /// One is good, and none is bad or has expired.
    #[default]
    NoneBad,
    /// One is good; what is wrong with others is a warning. So has it the standard (Open Badges 3.0, section 8.3).
    OneGood,
}

/// What an endorsement that is not verified means for the badge that it stands in. It is never shown as one that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum EndorsementRule {
    /// As if it were a part of the badge: one that is wrong fails it, one that could not be checked leaves it undecided.
    #[default]
    MustHold,
    /// It is a warning.
    Reported,
}

/// Whose demands a badge must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Demands {
    /// Those of the standard.
    #[default]
    Standard,
    /// Also those of 1EdTech's certification, and of the validator that it is done with.
    Certification,
}

/// How strict a verification is. Three are ready-made; `with_…` changes them.
///
/// | | [`strict`](Policy::strict), the default | [`certification`](Policy::certification) | [`archive`](Policy::archive) |
/// | --- | --- | --- | --- |
/// | VC Data Model 1.1 | refused | warning | warning |
/// | suites of before the standard | refused | refused | warning |
/// | contexts of Open Badges 3.0.0 to 3.0.2 | warning | warning | warning |
/// | what 1EdTech's validator and certification refuse | | refused | |
/// | a bad proof beside a good one | refused | refused | warning |
/// | results that cannot be compared | undecided | undecided | warning |
/// | an endorsement that is not verified | refused | refused | warning |
/// | a status list of fewer than 131,072 entries | refused | refused | warning |
/// | an issuer that a given registry does not know | undecided | undecided | warning |
/// | leeway in time | none | none | none |
///
/// ```
/// use std::time::Duration;
/// use openbadges::verify::{Older, Policy};
///
/// let policy = Policy::strict().with_older_data_model(Older::Warned).with_leeway(Duration::from_secs(60));
/// assert_eq!(policy.name(), "strict, changed");
/// assert_eq!("archive".parse::<Policy>()?, Policy::archive());
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    preset: Preset,
    is_changed: bool,
    pub(super) older_data_model: Older,
    pub(super) older_suites: Older,
    pub(super) older_contexts: Older,
    pub(super) proofs: ProofRule,
    pub(super) demands: Demands,
    pub(super) endorsements: EndorsementRule,
    pub(super) short_status_lists: Older,
    pub(super) unknown_award: WhenUnknown,
    pub(super) unknown_issuer: WhenUnknown,
    leeway: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Preset {
    Strict,
    Certification,
    Archive,
}

impl Preset {
    const ALL: [Preset; 3] = [Preset::Strict, Preset::Certification, Preset::Archive];

    fn as_str(self) -> &'static str {
        match self {
            Preset::Strict => "strict",
            Preset::Certification => "certification",
            Preset::Archive => "archive",
        }
    }
}

impl Policy {
    /// Open Badges 3.0 as it is now, and nothing that could not be checked.
    pub fn strict() -> Self {
        Policy {
            preset: Preset::Strict,
            is_changed: false,
            older_data_model: Older::Refused,
            older_suites: Older::Refused,
            older_contexts: Older::Warned,
            proofs: ProofRule::NoneBad,
            demands: Demands::Standard,
            endorsements: EndorsementRule::MustHold,
            short_status_lists: Older::Refused,
            unknown_award: WhenUnknown::Undecided,
            unknown_issuer: WhenUnknown::Undecided,
            leeway: Duration::ZERO,
        }
    }

    /// What 1EdTech would certify: `strict`, and nothing that its public validator or its certification refuses. Displayers
    /// have to take VC Data Model 1.1 for it.
    pub fn certification() -> Self {
        let (preset, demands) = (Preset::Certification, Demands::Certification);
        Policy { preset, demands, older_data_model: Older::Warned, ..Policy::strict() }
    }

    /// For badges of years ago: whatever can be checked is, and what is out of date is said.
    pub fn archive() -> Self {
        Policy {
            preset: Preset::Archive,
            older_data_model: Older::Warned,
            older_suites: Older::Warned,
            proofs: ProofRule::OneGood,
            endorsements: EndorsementRule::Reported,
            short_status_lists: Older::Warned,
            unknown_award: WhenUnknown::Warned,
            unknown_issuer: WhenUnknown::Warned,
            ..Policy::strict()
        }
    }

    /// What is done about credentials of VC Data Model 1.1.
    #[must_use]
    pub fn with_older_data_model(mut self, older: Older) -> Self {
        self.older_data_model = older;
        self.changed()
    }

    /// What is done about `Ed25519Signature2020` and `eddsa-2022`, where no other proof holds.
    #[must_use]
    pub fn with_older_suites(mut self, older: Older) -> Self {
        self.older_suites = older;
        self.changed()
    }

    /// What is done about the contexts of Open Badges 3.0.0 to 3.0.2.
    #[must_use]
    pub fn with_older_contexts(mut self, older: Older) -> Self {
        self.older_contexts = older;
        self.changed()
    }

    /// How many of several proofs must hold.
    #[must_use]
    pub fn with_proofs(mut self, rule: ProofRule) -> Self {
        self.proofs = rule;
        self.changed()
    }

    /// Whose demands a badge must meet.
    #[must_use]
    pub fn with_demands(mut self, demands: Demands) -> Self {
        self.demands = demands;
        self.changed()
    }

    /// What an endorsement that is not verified means for the badge.
    #[must_use]
    pub fn with_endorsements(mut self, rule: EndorsementRule) -> Self {
        self.endorsements = rule;
        self.changed()
    }

    /// What is done about status lists of fewer entries than the standard wants, so that nobody is told apart by them.
    #[must_use]
    pub fn with_short_status_lists(mut self, short: Older) -> Self {
        self.short_status_lists = short;
        self.changed()
    }

    /// What it means that the results could not be held against what the achievement requires.
    #[must_use]
    pub fn with_unknown_award(mut self, unknown: WhenUnknown) -> Self {
        self.unknown_award = unknown;
        self.changed()
    }

    /// What it means that the registry given does not know the issuer.
    #[must_use]
    pub fn with_unknown_issuer(mut self, unknown: WhenUnknown) -> Self {
        self.unknown_issuer = unknown;
        self.changed()
    }

    /// How far the verifier's clock and the issuer's may be apart: by so much `validFrom` may lie ahead, and `validUntil` and
    /// a proof's `expires` back.
    #[must_use]
    pub fn with_leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self.changed()
    }

    fn changed(mut self) -> Self {
        self.is_changed = true;
        self
    }

    /// `strict`, `certification` or `archive`; of a policy that was changed, with that behind it.
    pub fn name(&self) -> String {
        let changed = if self.is_changed { ", changed" } else { "" };
        format!("{}{changed}", self.preset.as_str())
    }

    /// Whether `end` is over.
    pub(super) fn is_over(&self, end: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        end < now.checked_sub_signed(self.leeway()).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }

    /// Whether `start` is still to come.
    pub(super) fn is_ahead(&self, start: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        start > now.checked_add_signed(self.leeway()).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    fn leeway(&self) -> TimeDelta {
        TimeDelta::from_std(self.leeway).unwrap_or(TimeDelta::MAX)
    }
}

/// [`Policy::strict`].
impl Default for Policy {
    fn default() -> Self {
        Policy::strict()
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// `strict`, `certification` or `archive`.
impl FromStr for Policy {
    type Err = Error;

    /// # Errors
    /// `input.unknown-word` for anything else.
    fn from_str(name: &str) -> Result<Self, Error> {
        let preset = Preset::ALL.into_iter().find(|preset| preset.as_str() == name);
        match preset {
            Some(Preset::Strict) => Ok(Policy::strict()),
            Some(Preset::Certification) => Ok(Policy::certification()),
            Some(Preset::Archive) => Ok(Policy::archive()),
            None => {
                let names = Preset::ALL.map(Preset::as_str);
                let hint = did_you_mean(name, names);
                let message = format!("{} is no policy; there are {}{hint}", quoted(name), names.join(", "));
                Err(Error::new(
                    crate::ErrorKind::Input,
                    Finding::error(Code::InputUnknownWord, "", message).with_value(name),
                ))
            }
        }
    }
}
