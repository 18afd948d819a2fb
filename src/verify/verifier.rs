//! The checks, one after another.

use chrono::{DateTime, Utc};

use super::report::{Check, CheckOutcome, Report, Step};
use super::resources::Resources;
use crate::did;
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind};
use crate::finding::{Code, Finding, Severity};
use crate::key::VerifyingKey;
use crate::limits::Limits;
use crate::model::{AchievementCredential, DateTimeZ};
use crate::proof::{Contexts, Engine, Stated, Strictness};
use crate::text::quoted;

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
}

impl Verifier {
    /// A verifier with the default limits.
    pub fn new(policy: Policy) -> Self {
        Verifier { policy, engine: Engine::new() }
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

    fn checks(
        &self,
        bytes: &[u8],
        resources: &Resources,
        now: DateTime<Utc>,
        checks: &mut Vec<Check>,
    ) -> Option<(Document, AchievementCredential)> {
        let document = match Document::parse_within(bytes, self.engine.limits()) {
            Ok(document) => document,
            Err(error) => {
                let check = if is_beyond_us(&error) { unknown } else { failed };
                checks.push(check(Step::Json, error.into_findings()));
                return None;
            }
        };
        checks.push(Check::new(Step::Json, CheckOutcome::Passed, format!("{} bytes of JSON", bytes.len())));

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
            Ok(hashed) => hashed,
            Err(error) => {
                let check = if is_beyond_us(&error) { unknown } else { failed };
                checks.push(check(Step::JsonLd, error.into_findings()));
                return None;
            }
        };
        let note = "every member is defined by a known context";
        checks.push(Check::new(Step::JsonLd, CheckOutcome::Passed, note).with_findings(warnings));

        let proofs = document.root().get("proof").into_iter().flat_map(Node::one_or_many);
        let proofs: Vec<Node<'_>> = proofs.take(self.engine.limits().proofs().saturating_add(1)).collect();
        if proofs.len() > self.engine.limits().proofs() {
            let message = format!("the credential has more than {} proofs", self.engine.limits().proofs());
            checks.push(unknown(Step::Proof, vec![Finding::error(Code::ProofTooMany, "/proof", message)]));
            return None;
        }
        let proofs: Vec<Signature> = proofs
            .into_iter()
            .map(|proof| self.signature(&document, hash, proof, credential.issuer.id(), resources, now))
            .collect();
        checks.extend(proof_and_binding(proofs));
        checks.push(validity(&credential, now));
        checks.push(status(&document));
        Some((document, credential))
    }

    /// One proof: its signature, and whose key made it.
    fn signature(
        &self,
        document: &Document,
        hash: [u8; 32],
        proof: Node<'_>,
        issuer: &str,
        resources: &Resources,
        now: DateTime<Utc>,
    ) -> Signature {
        let stated = match Stated::of(proof) {
            Ok(stated) => stated,
            Err(error) if error.code() == Code::ProofUnknownSuite => return Signature::unknown(error),
            Err(error) => return Signature::failed(error),
        };
        let method = proof.get("verificationMethod").and_then(Node::as_str).unwrap_or_default();
        let (key, controller) = match key_of(&method, resources, proof) {
            Ok(found) => found,
            Err(error) if error.code() == Code::ProofKeyUnknown => return Signature::unknown(error),
            Err(error) => return Signature::failed(error),
        };
        let mut findings = match self.engine.check_stated(document, Some(hash), stated, &key) {
            Ok(warnings) => warnings,
            Err(error) if is_beyond_us(&error) => return Signature::unknown(error),
            Err(error) => return Signature::failed(error),
        };
        if let Some(error) = expired(proof, now) {
            return Signature::failed(error);
        }
        let note = format!("{}, made with {}", stated.suite, quoted(&method));
        if controller == issuer {
            let bound = format!("the key is that of the issuer {}", quoted(issuer));
            return Signature { outcome: CheckOutcome::Passed, bound: Some(bound), note, findings };
        }
        let message = format!("the key is that of {}, not of the issuer {}", quoted(&controller), quoted(issuer));
        let finding = Finding::error(Code::ProofKeyNotBound, proof.pointer(), message).with_value(&method);
        findings.push(finding);
        Signature { outcome: CheckOutcome::Passed, bound: None, note, findings }
    }
}

/// How the check of one proof ended.
struct Signature {
    outcome: CheckOutcome,
    /// Why the key is the issuer's, if it is.
    bound: Option<String>,
    note: String,
    findings: Vec<Finding>,
}

impl Signature {
    fn ended(outcome: CheckOutcome, error: Error) -> Self {
        Signature { outcome, bound: None, note: String::new(), findings: error.into_findings() }
    }

    fn unknown(error: Error) -> Self {
        Signature::ended(CheckOutcome::Unknown, error)
    }

    fn failed(error: Error) -> Self {
        Signature::ended(CheckOutcome::Failed, error)
    }
}

/// Whether all that is wrong is what this crate does not know or support, or has no budget for.
fn is_beyond_us(error: &Error) -> bool {
    let beyond = [Code::CanonFailed, Code::JsonLdUnknownContext, Code::JsonLdUnsupported, Code::JsonLdTooCostly];
    error.kind() == ErrorKind::Limit || error.findings().all(|finding| beyond.contains(&finding.code()))
}

fn unknown(step: Step, findings: Vec<Finding>) -> Check {
    Check::new(step, CheckOutcome::Unknown, "").with_findings(findings)
}

fn failed(step: Step, findings: Vec<Finding>) -> Check {
    Check::new(step, CheckOutcome::Failed, "").with_findings(findings)
}

/// The key of a verification method, and who controls it. A key that came with the badge is never believed.
fn key_of(method: &str, resources: &Resources, proof: Node<'_>) -> Result<(VerifyingKey, String), Error> {
    let place = || proof.get("verificationMethod").unwrap_or(proof).pointer();
    match did::key_of(method) {
        Some(Ok(key)) if method.contains('#') => {
            let controller = did::of_key(&key);
            Ok((key, controller))
        }
        Some(Ok(_)) => {
            let message = format!("the verification method {} has no fragment", quoted(method));
            Err(Error::input(Code::ProofMalformed, place(), message))
        }
        Some(Err(error)) => Err(Error::input(Code::ProofMalformed, place(), error.to_string())),
        None => match resources.key(method) {
            Some(known) => Ok((known.key.clone(), known.controller.clone())),
            None => {
                let message = format!("the key {} is not at hand", quoted(method));
                let finding = Finding::error(Code::ProofKeyUnknown, place(), message).with_value(method);
                let remedy = "hand in the key from the issuer's own document, see `Resources::with_key`";
                Err(Error::new(ErrorKind::Input, finding.with_remedy(remedy)))
            }
        },
    }
}

fn expired(proof: Node<'_>, now: DateTime<Utc>) -> Option<Error> {
    let expires = proof.get("expires")?;
    let text = expires.as_str().unwrap_or_default();
    match text.parse::<DateTimeZ>() {
        Ok(until) if until.at() >= now => None,
        Ok(_) => {
            let message = format!("the proof expired at {}", quoted(&text));
            Some(Error::input(Code::ProofExpired, expires.pointer(), message))
        }
        Err(error) => Some(Error::input(Code::ProofMalformed, expires.pointer(), error.to_string())),
    }
}

/// Of several proofs one must be good and none bad; one good key must be the issuer's.
fn proof_and_binding(proofs: Vec<Signature>) -> [Check; 2] {
    if proofs.is_empty() {
        let finding = Finding::error(Code::ProofMissing, "", "there is no proof: anybody could have written this");
        let none = Check::new(Step::Binding, CheckOutcome::Unknown, "not checked: there is no proof");
        return [failed(Step::Proof, vec![finding]), none];
    }
    let any = |outcome| proofs.iter().any(|proof| proof.outcome == outcome);
    let outcome = if any(CheckOutcome::Failed) {
        CheckOutcome::Failed
    } else if any(CheckOutcome::Passed) {
        CheckOutcome::Passed
    } else {
        CheckOutcome::Unknown
    };
    let bound = proofs.iter().find_map(|proof| proof.bound.clone());
    let mut notes = Vec::new();
    let (mut of_proof, mut of_binding) = (Vec::new(), Vec::new());
    for proof in proofs {
        notes.extend((!proof.note.is_empty()).then_some(proof.note));
        let target = if proof.outcome == CheckOutcome::Passed { &mut of_binding } else { &mut of_proof };
        target.extend(proof.findings);
    }
    let binding = match (bound, outcome) {
        (Some(note), _) => Check::new(Step::Binding, CheckOutcome::Passed, note),
        (None, CheckOutcome::Passed) => failed(Step::Binding, of_binding),
        (None, _) => Check::new(Step::Binding, CheckOutcome::Unknown, "not checked: no proof is good"),
    };
    [Check::new(Step::Proof, outcome, notes.join(", ")).with_findings(of_proof), binding]
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
