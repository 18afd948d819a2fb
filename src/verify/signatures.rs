//! The signatures of a badge, and whose keys made them.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::report::{Check, CheckOutcome, Step};
use super::resources::Resources;
use super::verifier::{failed, is_beyond_us};
use crate::did::{self, BindingOutcome};
use crate::document::{Document, Node};
use crate::error::Error;
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::model::DateTimeZ;
use crate::proof::jwt::Token;
use crate::proof::{Engine, Stated};
use crate::text::quoted;

/// What all signatures of a badge are judged by.
pub(super) struct Judge<'v> {
    pub(super) engine: &'v Engine,
    pub(super) resources: &'v Resources,
    pub(super) issuer: &'v str,
    /// From when on the badge is valid, for signatures that do not say when they were made.
    pub(super) valid_from: DateTime<Utc>,
    pub(super) now: DateTime<Utc>,
    pub(super) domain: Option<&'v str>,
    pub(super) challenge: Option<&'v str>,
}

/// How the check of one signature ended.
pub(super) struct Signature {
    outcome: CheckOutcome,
    findings: Vec<Finding>,
    binding: CheckOutcome,
    about_binding: Vec<Finding>,
    /// How it was made, and with which key.
    note: String,
    /// Whether it is that of a JWT, which is around everything else.
    is_outermost: bool,
}

impl Signature {
    /// It came to no key at all.
    fn ended(error: Error) -> Self {
        let outcome = if is_beyond_us(&error) || error.code() == Code::ProofUnknownSuite {
            CheckOutcome::Unknown
        } else {
            CheckOutcome::Failed
        };
        let (findings, about_binding) = (error.into_findings(), Vec::new());
        Signature {
            outcome,
            findings,
            binding: CheckOutcome::Unknown,
            about_binding,
            note: String::new(),
            is_outermost: false,
        }
    }
}

/// A key, and whether it is the issuer's.
struct Bound {
    key: Option<VerifyingKey>,
    outcome: CheckOutcome,
    findings: Vec<Finding>,
}

impl Judge<'_> {
    /// One proof inside the badge, whose hash without proofs is known.
    pub(super) fn proof(&self, document: &Document, hash: Option<[u8; 32]>, proof: Node<'_>) -> Signature {
        let stated = match Stated::of(proof) {
            Ok(stated) => stated,
            Err(error) => return Signature::ended(error),
        };
        // Where the contexts of a JWT's credential do not define all of it, no proof over RDF can cover it.
        let Some(hash) = hash.map(Some).or_else(|| stated.suite.is_jcs().then_some(None)) else {
            let message = "the proof is not checked: not every member is defined by known contexts";
            return Signature::ended(Error::input(Code::ProofUnknownSuite, proof.pointer(), message));
        };
        let place = proof.get("verificationMethod").unwrap_or(proof).pointer();
        let method = proof.get("verificationMethod").and_then(Node::as_str).unwrap_or_default();
        let created = proof.get("created").and_then(Node::as_str).and_then(|text| text.parse::<DateTimeZ>().ok());
        let signed = created.map_or(self.valid_from, |created| created.at().to_utc());
        let bound = self.bound(&method, signed, &place);
        let note = format!("{}, made with {}", stated.suite, quoted(&method));
        self.signature(bound, note, |key| {
            let warnings = self.engine.check_stated(document, hash, stated, key)?;
            self.meant(proof)?;
            Ok(warnings)
        })
    }

    /// The signature of a JWT.
    pub(super) fn token(&self, token: &Token) -> Signature {
        let bound = match (token.kid(), token.jwk()) {
            (Some(kid), hint) => {
                let bound = self.bound(kid, self.valid_from, "");
                // A key from the message may show that the signature is none, never whose it is.
                Bound { key: bound.key.or_else(|| hint.cloned()), ..bound }
            }
            (None, Some(jwk)) => {
                let documents = |id: &str| self.resources.document(id);
                bound_by(did::hint(jwk, self.issuer, documents, Some(self.valid_from), self.now), "")
            }
            (None, None) => Bound { key: None, outcome: CheckOutcome::Unknown, findings: Vec::new() },
        };
        let used = bound.key.clone();
        let note = match token.kid() {
            Some(kid) => format!("JWT, {}, made with {}", token.algorithm(), quoted(kid)),
            None => format!("JWT, {}, made with the key in it", token.algorithm()),
        };
        let mut signature = self.signature(bound, note, |key| {
            token.check(key)?;
            if self.domain.is_some() || self.challenge.is_some() {
                let message = "a JWT is made for no domain and repeats no challenge";
                return Err(Error::input(Code::ProofNotForUs, "", message));
            }
            token.warnings()
        });
        signature.is_outermost = true;
        // Readers that take the key from the header check another signature than we do.
        if let (Some(hint), Some(used)) = (token.jwk(), &used)
            && hint != used
        {
            let message = "the key in the header is not the one that `kid` names";
            signature.findings.push(Finding::warning(Code::JwtWrongKey, "/jwk", message));
        }
        signature
    }

    fn signature(
        &self,
        bound: Bound,
        note: String,
        check: impl FnOnce(&VerifyingKey) -> Result<Vec<Finding>, Error>,
    ) -> Signature {
        let Bound { key, outcome: binding, findings: about_binding } = bound;
        let (outcome, findings) = match key.as_ref().map(check) {
            None => (CheckOutcome::Unknown, Vec::new()),
            Some(Ok(warnings)) => (CheckOutcome::Passed, warnings),
            Some(Err(error)) if is_beyond_us(&error) => (CheckOutcome::Unknown, error.into_findings()),
            // It may be good, for others.
            Some(Err(error)) if error.code() == Code::ProofNotForUs => {
                (CheckOutcome::NotApplicable, error.into_findings())
            }
            Some(Err(error)) => (CheckOutcome::Failed, error.into_findings()),
        };
        Signature { outcome, findings, binding, about_binding, note, is_outermost: false }
    }

    /// The key of a verification method, and whether it is the issuer's.
    fn bound(&self, method: &str, signed: DateTime<Utc>, place: &str) -> Bound {
        // What follows from the name of a key is not for anybody to say.
        let follows = method.starts_with("did:key:") || method.starts_with("did:jwk:");
        let Some(known) = self.resources.key(method).filter(|_| !follows) else {
            let documents = |id: &str| self.resources.document(id);
            return bound_by(did::bind(method, self.issuer, documents, Some(signed), self.now), place);
        };
        let key = Some(known.key.clone());
        if known.controller == self.issuer {
            return Bound { key, outcome: CheckOutcome::Passed, findings: Vec::new() };
        }
        let (controller, issuer) = (quoted(&known.controller), quoted(self.issuer));
        let message = format!("the key is that of {controller}, not of the issuer {issuer}");
        let finding = Finding::error(Code::ProofKeyNotBound, place, message).with_value(method);
        Bound { key, outcome: CheckOutcome::Failed, findings: vec![finding] }
    }

    /// Whether a proof still holds, and is meant for whoever asks (Data Integrity 1.0, section 4.4).
    fn meant(&self, proof: Node<'_>) -> Result<(), Error> {
        if let Some(expires) = proof.get("expires") {
            let text = expires.as_str().unwrap_or_default();
            match text.parse::<DateTimeZ>() {
                Ok(until) if until.at() >= self.now => {}
                Ok(_) => {
                    let message = format!("the proof expired at {}", quoted(&text));
                    return Err(Error::input(Code::ProofExpired, expires.pointer(), message));
                }
                Err(error) => return Err(Error::input(Code::ProofMalformed, expires.pointer(), error.to_string())),
            }
        }
        let texts = |name: &str| -> Vec<Cow<'_, str>> {
            proof.get(name).into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str).collect()
        };
        for (name, expected) in [("domain", self.domain), ("challenge", self.challenge)] {
            let Some(expected) = expected else { continue };
            if !texts(name).iter().any(|text| text == expected) {
                let place = proof.get(name).unwrap_or(proof);
                let message = format!("the proof was not made for the {name} {}", quoted(expected));
                return Err(Error::input(Code::ProofNotForUs, place.pointer(), message));
            }
        }
        Ok(())
    }
}

fn bound_by(binding: did::Binding, place: &str) -> Bound {
    let revoked = binding.findings().iter().any(|finding| finding.code() == Code::DidKeyRevokedSince);
    let outcome = match binding.outcome() {
        // When it signed, only the signature itself says, and whoever stole the key can sign with an earlier date.
        BindingOutcome::Bound if revoked => CheckOutcome::Unknown,
        BindingOutcome::Bound => CheckOutcome::Passed,
        // A document that is lacking might bind it.
        BindingOutcome::NotBound if !binding.needs().is_empty() => CheckOutcome::Unknown,
        BindingOutcome::NotBound | BindingOutcome::Failed => CheckOutcome::Failed,
        BindingOutcome::Unknown => CheckOutcome::Unknown,
    };
    let findings = binding.findings().iter().cloned().map(|finding| finding.under(place)).collect();
    Bound { key: binding.key().cloned(), outcome, findings }
}

/// Of several signatures one must be good and none bad; one good one must be made with the issuer's key, of a JWT its own.
pub(super) fn proof_and_binding(signatures: Vec<Signature>, issuer: &str) -> [Check; 2] {
    if signatures.is_empty() {
        let finding = Finding::error(Code::ProofMissing, "", "there is no proof: anybody could have written this");
        let none = Check::new(Step::Binding, CheckOutcome::Unknown, "not checked: there is no proof");
        return [failed(Step::Proof, vec![finding]), none];
    }
    let any = |outcome| signatures.iter().any(|signature| signature.outcome == outcome);
    let all_for_others = signatures.iter().all(|signature| signature.outcome == CheckOutcome::NotApplicable);
    let outcome = if any(CheckOutcome::Failed) || all_for_others {
        CheckOutcome::Failed
    } else if any(CheckOutcome::Passed) {
        CheckOutcome::Passed
    } else {
        CheckOutcome::Unknown
    };
    // Of a JWT its own signature must be the issuer's: anybody can put what the issuer signed into one of his own.
    let is_jwt = signatures.iter().any(|signature| signature.is_outermost);
    let counts = |signature: &&Signature| signature.is_outermost == is_jwt;
    let good = || signatures.iter().filter(counts).filter(|signature| signature.outcome == CheckOutcome::Passed);
    let good_and = |binding| good().any(|signature| signature.binding == binding);
    let binding = if good_and(CheckOutcome::Passed) {
        CheckOutcome::Passed
    } else if signatures.iter().filter(counts).all(|signature| signature.binding == CheckOutcome::Failed) {
        CheckOutcome::Failed
    } else {
        CheckOutcome::Unknown
    };
    let mut notes = Vec::new();
    let (mut of_proof, mut of_binding) = (Vec::new(), Vec::new());
    for signature in signatures {
        // What is wrong with other keys does not matter where one is right.
        if signature.is_outermost == is_jwt
            && (binding != CheckOutcome::Passed || signature.binding == CheckOutcome::Passed)
        {
            of_binding.extend(signature.about_binding);
        }
        notes.extend((!signature.note.is_empty()).then_some(signature.note));
        // Of a proof that is good for others nothing is wrong.
        if signature.outcome != CheckOutcome::NotApplicable || outcome != CheckOutcome::Passed {
            of_proof.extend(signature.findings);
        }
    }
    let note = match binding {
        CheckOutcome::Passed => format!("the key is that of the issuer {}", quoted(issuer)),
        _ if of_binding.is_empty() => "not checked: no proof is good".into(),
        _ => String::new(),
    };
    [
        Check::new(Step::Proof, outcome, notes.join(", ")).with_findings(of_proof),
        Check::new(Step::Binding, binding, note).with_findings(of_binding),
    ]
}
