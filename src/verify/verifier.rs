//! The checks, one after another.

use chrono::{DateTime, Utc};

use super::report::{Check, CheckOutcome, Report, Step};
use super::resources::Resources;
use super::signatures::{Judge, proof_and_binding};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind};
use crate::finding::{Code, Finding, Severity};
use crate::limits::Limits;
use crate::model::AchievementCredential;
use crate::proof::jwt::Token;
use crate::proof::{Contexts, Engine, Strictness};

/// How strict a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Policy {
    /// Everything that Open Badges 3.0 demands, and no leeway in time. The default.
    #[default]
    Strict,
}

/// Checks badges. One verifier serves any number of them, from any number of threads.
#[derive(Debug, Clone, Default)]
pub struct Verifier {
    policy: Policy,
    engine: Engine,
    domain: Option<String>,
    challenge: Option<String>,
}

impl Verifier {
    /// A verifier with the default limits.
    pub fn new(policy: Policy) -> Self {
        Verifier { policy, ..Verifier::default() }
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.engine = self.engine.with_limits(limits);
        self
    }

    /// Knows further contexts than those of the standards.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.engine = self.engine.with_contexts(contexts);
        self
    }

    /// Takes only proofs that were made for this domain, such as the host of a site (Data Integrity 1.0, section 2.1).
    /// JWTs are made for none, and are refused then.
    #[must_use]
    pub fn with_domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = Some(domain.into());
        self
    }

    /// Takes only proofs that repeat this text, against replay. JWTs repeat none, and are refused then.
    #[must_use]
    pub fn with_challenge(mut self, challenge: impl Into<String>) -> Self {
        self.challenge = Some(challenge.into());
        self
    }

    /// The policy.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Checks a badge, whatever the bytes are.
    pub fn verify(&self, bytes: &[u8], resources: &Resources, now: DateTime<Utc>) -> Report {
        let mut checks = Vec::with_capacity(Step::ALL.len());
        let badge = self.checks(bytes, resources, now, &mut checks);
        // What was not reached could not be checked.
        for step in Step::ALL.iter().skip(checks.len()) {
            checks.push(Check::new(*step, CheckOutcome::Unknown, "not checked: an earlier check did not pass"));
        }
        Report { checks, badge }
    }

    /// The credential in the bytes: JSON, or a compact JWS around it.
    fn read(&self, bytes: &[u8]) -> Result<(Option<Token>, Document, String), Error> {
        if !Token::looks_like(bytes) {
            let document = Document::parse_within(bytes, self.engine.limits())?;
            return Ok((None, document, format!("{} bytes of JSON", bytes.len())));
        }
        let token = Token::read_within(bytes, self.engine.limits())?;
        let document = token.credential()?;
        Ok((Some(token), document, format!("a compact JWS of {} bytes", bytes.len())))
    }

    fn checks(
        &self,
        bytes: &[u8],
        resources: &Resources,
        now: DateTime<Utc>,
        checks: &mut Vec<Check>,
    ) -> Option<(Document, AchievementCredential)> {
        let (token, document, note) = match self.read(bytes) {
            Ok(read) => read,
            Err(error) => {
                let check = if is_beyond_us(&error) { unknown } else { failed };
                checks.push(check(Step::Json, error.into_findings()));
                return None;
            }
        };
        checks.push(Check::new(Step::Json, CheckOutcome::Passed, note));

        let mut findings = AchievementCredential::conform(&document);
        let broken = findings.iter().any(|finding| finding.severity() == Severity::Error);
        let credential = AchievementCredential::read(&document);
        if let (Err(error), false) = (&credential, broken) {
            findings.extend(error.findings().cloned());
        }
        let Some(credential) = credential.ok().filter(|_| !broken) else {
            checks.push(failed(Step::Model, findings));
            return None;
        };
        let note = "an Open Badges 3.0 credential";
        checks.push(Check::new(Step::Model, CheckOutcome::Passed, note).with_findings(findings));

        let (hash, warnings) = match self.engine.document_hash(&document, Strictness::Checking) {
            Ok((hash, warnings)) => (Some(hash), warnings),
            // A JWT covers every byte, whatever the contexts say of it.
            Err(error) if token.is_some() => {
                (None, error.into_findings().into_iter().map(Finding::into_warning).collect())
            }
            Err(error) => {
                let check = if is_beyond_us(&error) { unknown } else { failed };
                checks.push(check(Step::JsonLd, error.into_findings()));
                return None;
            }
        };
        let note = if hash.is_some() {
            "every member is defined by a known context"
        } else {
            "known contexts do not define every member; the JWT covers them all"
        };
        checks.push(Check::new(Step::JsonLd, CheckOutcome::Passed, note).with_findings(warnings));

        let proofs = document.root().get("proof").into_iter().flat_map(Node::one_or_many);
        let proofs: Vec<Node<'_>> = proofs.take(self.engine.limits().proofs().saturating_add(1)).collect();
        if proofs.len() > self.engine.limits().proofs() {
            let message = format!("the credential has more than {} proofs", self.engine.limits().proofs());
            checks.push(unknown(Step::Proof, vec![Finding::error(Code::ProofTooMany, "/proof", message)]));
            return None;
        }
        let judge = Judge {
            engine: &self.engine,
            resources,
            issuer: credential.issuer.id(),
            valid_from: credential.valid_from.at().to_utc(),
            now,
            domain: self.domain.as_deref(),
            challenge: self.challenge.as_deref(),
        };
        let signatures = token.iter().map(|token| judge.token(token));
        let signatures = signatures.chain(proofs.into_iter().map(|proof| judge.proof(&document, hash, proof)));
        checks.extend(proof_and_binding(signatures.collect(), credential.issuer.id()));
        checks.push(validity(&credential, now));
        checks.push(status(&document));
        Some((document, credential))
    }
}

/// Whether all that is wrong is what this crate does not know or support, or has no budget for.
pub(super) fn is_beyond_us(error: &Error) -> bool {
    let beyond = [
        Code::CanonFailed,
        Code::JsonLdUnknownContext,
        Code::JsonLdUnsupported,
        Code::JsonLdTooCostly,
        Code::JwtUnknownAlgorithm,
    ];
    error.kind() == ErrorKind::Limit || error.findings().all(|finding| beyond.contains(&finding.code()))
}

fn unknown(step: Step, findings: Vec<Finding>) -> Check {
    Check::new(step, CheckOutcome::Unknown, "").with_findings(findings)
}

pub(super) fn failed(step: Step, findings: Vec<Finding>) -> Check {
    Check::new(step, CheckOutcome::Failed, "").with_findings(findings)
}

fn validity(credential: &AchievementCredential, now: DateTime<Utc>) -> Check {
    let from = &credential.valid_from;
    let place = |name| format!("/{}", credential.version().native(name));
    if from.at() > now {
        let message = format!("the credential is valid from {from} on, not yet");
        return failed(Step::Validity, vec![Finding::error(Code::ValidityNotYet, place("validFrom"), message)]);
    }
    match &credential.valid_until {
        Some(until) if until.at() < now => {
            let message = format!("the credential was valid until {until}");
            failed(Step::Validity, vec![Finding::error(Code::ValidityExpired, place("validUntil"), message)])
        }
        Some(until) => Check::new(Step::Validity, CheckOutcome::Passed, format!("valid from {from} until {until}")),
        None => Check::new(Step::Validity, CheckOutcome::Passed, format!("valid from {from} on")),
    }
}

fn status(document: &Document) -> Check {
    match document.root().get("credentialStatus") {
        None => Check::new(Step::Status, CheckOutcome::NotApplicable, "the credential names no status list"),
        Some(status) => {
            let message = "the credential has a status, which was not looked up";
            let finding = Finding::error(Code::StatusUnchecked, status.pointer(), message);
            Check::new(Step::Status, CheckOutcome::Unknown, "").with_findings(vec![finding])
        }
    }
}
