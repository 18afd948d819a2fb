//! Which other verifiers would refuse a badge, and why: told offline, and before anything is signed.
//!
//! What is known of each verifier is a table of rules, read from its public sources in 2026; it may have changed since, so
//! the version is a part of its name. Only what can be judged from the badge itself is judged: not what hangs on the
//! network, on the clock or on a signature. Where a verifier does what cannot be foreseen, the outlook is
//! [`Unknown`](Outlook::Unknown), never [`Accepts`](Outlook::Accepts).
//!
//! Issuers ask [`Issuer::preflight`](crate::issue::Issuer::preflight) before they settle on a key, an identifier and a format,
//! and [`Award::preflight`](crate::issue::Award::preflight) of a badge in the making. Of any other credential:
//!
//! ```
//! use openbadges::Document;
//! use openbadges::preflight::{Facts, OtherVerifier, Outlook, Preflight, Securing};
//! use openbadges::proof::Suite;
//!
//! let badge = Document::parse(include_bytes!("../../fixtures/golden/critical-thinking.json"))?;
//! let method = "did:key:z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq#z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq";
//! let preflight = Preflight::of(&Facts::new(&badge, Securing::Embedded(Suite::EddsaRdfc2022), method));
//! assert_eq!(preflight.refused_by().count(), 0);
//! assert_eq!(preflight.outlook(OtherVerifier::DccVerifierCore), Outlook::Accepts);
//! # Ok::<(), openbadges::Error>(())
//! ```

mod certification;
mod dcc;
mod one_ed_tech;
mod openbadgeslib;
mod rule;
mod seen;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::document::Document;
use crate::finding::{Code, Finding, Severity};
use crate::key::{Algorithm, VerifyingKey};
use crate::proof::{Engine, Suite};
use rule::Rule;
use seen::Seen;

/// A verifier whose demands are known. `Display` is its name with its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum OtherVerifier {
    /// 1EdTech's public validator, which institutions are certified against.
    OneEdTechValidator,
    /// verifier-core of the Digital Credentials Consortium, in VerifierPlus and the Learner Credential Wallet.
    DccVerifierCore,
    /// openbadgeslib, in Python.
    OpenBadgesLib,
    /// 1EdTech's conformance test for issuers: its validator, and what it demands beyond.
    Certification,
}

impl OtherVerifier {
    /// All of them.
    pub const ALL: &'static [OtherVerifier] = &[
        OtherVerifier::OneEdTechValidator,
        OtherVerifier::DccVerifierCore,
        OtherVerifier::OpenBadgesLib,
        OtherVerifier::Certification,
    ];

    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            OtherVerifier::OneEdTechValidator => "1EdTech public validator",
            OtherVerifier::DccVerifierCore => "DCC verifier-core",
            OtherVerifier::OpenBadgesLib => "openbadgeslib",
            OtherVerifier::Certification => "1EdTech certification",
        }
    }

    /// The version that the rules were read from; of the certification, the standard's.
    pub fn version(self) -> &'static str {
        match self {
            OtherVerifier::OneEdTechValidator => "1.11",
            OtherVerifier::DccVerifierCore => "1.0",
            OtherVerifier::OpenBadgesLib => "4.6",
            OtherVerifier::Certification => "Open Badges 3.0",
        }
    }

    /// The rules of its own, then those of the verifier that it builds on.
    fn rules(self) -> [&'static [Rule]; 2] {
        match self {
            OtherVerifier::OneEdTechValidator => [one_ed_tech::RULES, &[]],
            OtherVerifier::DccVerifierCore => [dcc::RULES, &[]],
            OtherVerifier::OpenBadgesLib => [openbadgeslib::RULES, &[]],
            OtherVerifier::Certification => [certification::RULES, one_ed_tech::RULES],
        }
    }
}

impl fmt::Display for OtherVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name(), self.version())
    }
}

/// How a badge is secured, or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Securing {
    /// With a proof inside. If proofs are there already, they count and not this.
    Embedded(Suite),
    /// As a JWT.
    Jwt(Algorithm),
}

/// What other verifiers judge a badge by.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'d> {
    document: &'d Document,
    securing: Securing,
    method: &'d str,
    key: Option<&'d VerifyingKey>,
    engine: Option<&'d Engine>,
}

impl<'d> Facts<'d> {
    /// A credential (of a JWT, the one in it, without the claims that repeat it), how it is secured, and the name of the
    /// key: the verification method, or the `kid` of the JWT.
    pub fn new(document: &'d Document, securing: Securing, verification_method: &'d str) -> Self {
        Facts { document, securing, method: verification_method, key: None, engine: None }
    }

    /// The key, with which its name can be compared.
    #[must_use]
    pub fn with_key(mut self, key: &'d VerifyingKey) -> Self {
        self.key = Some(key);
        self
    }

    /// The contexts and limits to read the document with, instead of the crate's own. No verifier is taken to know
    /// contexts that were added.
    #[must_use]
    pub fn with_engine(mut self, engine: &'d Engine) -> Self {
        self.engine = Some(engine);
        self
    }
}

/// One reason why a verifier refuses a badge, or what it makes of it otherwise. `Display` is one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    verifier: OtherVerifier,
    finding: Finding,
}

impl Refusal {
    /// Who refuses.
    pub fn verifier(&self) -> OtherVerifier {
        self.verifier
    }

    /// Why, and where in the credential. An error refuses; a warning is for what the verifier warns of or passes over, or
    /// (`other.not-judged`) for what cannot be foreseen.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.verifier, self.finding)
    }
}

/// Everything that other verifiers have against a badge, in the order of [`OtherVerifier::ALL`]; at most 20 findings of
/// each rule.
pub fn refusals(facts: &Facts<'_>) -> Vec<Refusal> {
    let seen = Seen::new(facts);
    OtherVerifier::ALL.iter().flat_map(|verifier| findings(&seen, *verifier)).collect()
}

/// The most findings of one rule.
const MOST: usize = 20;

fn findings(seen: &Seen<'_>, verifier: OtherVerifier) -> Vec<Refusal> {
    let mut found: Vec<Refusal> = Vec::new();
    let [own, inherited] = verifier.rules();
    // Once for each fault: what the rules before have said, the more general ones do not repeat.
    let mut said: HashSet<(Option<Code>, String)> = HashSet::new();
    let rules = own.iter().map(|rule| (rule, false)).chain(inherited.iter().map(|rule| (rule, true)));
    for (rule, is_inherited) in rules {
        let faults = (rule.find)(seen).into_iter().take(MOST).map(|fault| rule.finding(fault));
        let is_new = |finding: &Finding| {
            let pointer = || finding.pointer().to_owned();
            !(rule.is_general && said.contains(&(None, pointer()))
                || is_inherited && said.contains(&(Some(finding.code()), pointer())))
        };
        let new: Vec<Finding> = faults.filter(is_new).collect();
        for finding in &new {
            said.insert((None, finding.pointer().to_owned()));
            if !is_inherited {
                said.insert((Some(finding.code()), finding.pointer().to_owned()));
            }
        }
        found.extend(new.into_iter().map(|finding| Refusal { verifier, finding }));
    }
    found
}

/// What is to be expected of a verifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outlook {
    /// Nothing is known for which it would refuse the badge.
    Accepts,
    /// It refuses the badge.
    Refuses,
    /// It cannot be told from here.
    Unknown,
}

impl Outlook {
    /// The outlook as a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Outlook::Accepts => "accepts",
            Outlook::Refuses => "refuses",
            Outlook::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What each of the other verifiers would make of a badge.
///
/// `Display` is a line for each verifier. Serialized, it is an object with the list `verifiers`, whose items have the
/// members `name`, `version`, `outlook` (a word) and `findings`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preflight {
    refusals: Vec<Refusal>,
}

impl Preflight {
    /// Judges a badge by all tables.
    pub fn of(facts: &Facts<'_>) -> Self {
        Preflight { refusals: refusals(facts) }
    }

    /// All that was found, of one verifier after the other.
    pub fn refusals(&self) -> &[Refusal] {
        &self.refusals
    }

    /// What one verifier has against the badge, warnings too.
    pub fn findings(&self, verifier: OtherVerifier) -> impl Iterator<Item = &Finding> {
        self.refusals.iter().filter(move |refusal| refusal.verifier == verifier).map(|refusal| &refusal.finding)
    }

    /// What is to be expected of one verifier.
    pub fn outlook(&self, verifier: OtherVerifier) -> Outlook {
        if self.findings(verifier).any(|finding| finding.severity() == Severity::Error) {
            Outlook::Refuses
        } else if self.findings(verifier).any(|finding| finding.code() == Code::OtherNotJudged) {
            Outlook::Unknown
        } else {
            Outlook::Accepts
        }
    }

    /// The verifiers that refuse the badge.
    pub fn refused_by(&self) -> impl Iterator<Item = OtherVerifier> {
        self.those(Outlook::Refuses)
    }

    /// The verifiers of which nothing is known for which they would refuse it.
    pub fn accepted_by(&self) -> impl Iterator<Item = OtherVerifier> {
        self.those(Outlook::Accepts)
    }

    fn those(&self, outlook: Outlook) -> impl Iterator<Item = OtherVerifier> {
        OtherVerifier::ALL.iter().copied().filter(move |verifier| self.outlook(*verifier) == outlook)
    }
}

/// More findings of one verifier than this are only counted on its line.
const SHOWN: usize = 3;

impl fmt::Display for Preflight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, verifier) in OtherVerifier::ALL.iter().copied().enumerate() {
            let outlook = self.outlook(verifier);
            let line = if i == 0 { "" } else { "\n" };
            write!(f, "{line}{verifier}: {outlook}")?;
            // What is to be mended first.
            let is_error = |finding: &&Finding| finding.severity() == Severity::Error;
            let errors = self.findings(verifier).filter(is_error);
            let rest = self.findings(verifier).filter(|finding| !is_error(finding));
            for (i, finding) in errors.chain(rest).take(SHOWN).enumerate() {
                let joint = match (i, outlook) {
                    (0, Outlook::Refuses) => " because ",
                    (0, Outlook::Unknown) => ": ",
                    (0, Outlook::Accepts) => ", but ",
                    _ => "; ",
                };
                write!(f, "{joint}{finding}")?;
            }
            let more = self.findings(verifier).count().saturating_sub(SHOWN);
            if more > 0 {
                write!(f, " (and {more} more)")?;
            }
        }
        Ok(())
    }
}

impl Serialize for OtherVerifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Preflight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'p> {
            name: &'static str,
            version: &'static str,
            outlook: &'static str,
            findings: Vec<&'p Finding>,
        }
        let line = |verifier: &OtherVerifier| Line {
            name: verifier.name(),
            version: verifier.version(),
            outlook: self.outlook(*verifier).as_str(),
            findings: self.findings(*verifier).collect(),
        };
        let lines: Vec<Line<'_>> = OtherVerifier::ALL.iter().map(line).collect();
        let mut object = serializer.serialize_struct("Preflight", 1)?;
        object.serialize_field("verifiers", &lines)?;
        object.end()
    }
}
