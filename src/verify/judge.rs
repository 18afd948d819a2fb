//! The signatures of a badge, and whose keys made them.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::check::{Check, CheckOutcome, Step};
use super::needs::Need;
use super::open::Wrapped;
use super::policy::{Policy, ProofRule};
use super::resources::Resources;
use super::signature::Signature;
use crate::did::{self, BindingOutcome};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind};
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::model::DateTimeZ;
use crate::proof::jwt::Token;
use crate::proof::{Engine, Stated};
use crate::text::quoted;

/// What all signatures of a badge are judged by.
pub(super) struct Judge<'v> {
    pub(super) engine: &'v Engine,
    pub(super) policy: &'v Policy,
    pub(super) resources: &'v Resources,
    /// Empty if the badge names none.
    pub(super) issuer: &'v str,
    /// From when on the badge is valid, for signatures that do not say when they were made.
    pub(super) valid_from: Option<DateTime<Utc>>,
    pub(super) now: DateTime<Utc>,
    pub(super) domain: Option<&'v str>,
    pub(super) challenge: Option<&'v str>,
}

/// A key, and whether it is the issuer's.
struct Bound {
    key: Option<VerifyingKey>,
    outcome: CheckOutcome,
    findings: Vec<Finding>,
    needs: Vec<Need>,
}

impl Judge<'_> {
    /// One proof inside the badge, whose hash without proofs is known, if contexts define all of it.
    pub(super) fn proof(&self, document: &Document, hash: Option<[u8; 32]>, proof: Node<'_>) -> Signature {
        let (signature, stated) = self.found(proof);
        let Some(stated) = stated else { return signature };
        // No proof over RDF can cover what the contexts do not define; why, the check of these says.
        let hash = match hash {
            Some(hash) => Some(hash),
            None if stated.suite.is_jcs() => None,
            None => return signature,
        };
        signed(signature, |key| {
            let warnings = self.engine.check_stated(document, hash, stated, key)?;
            self.meant(proof)?;
            Ok(warnings)
        })
    }

    /// A proof before its signature is checked, and whether it can be.
    pub(super) fn found<'d>(&self, proof: Node<'d>) -> (Signature, Option<Stated<'d>>) {
        let text = |name: &str| proof.get(name).and_then(Node::as_str);
        let shown = text("cryptosuite").or_else(|| text("type")).unwrap_or_default();
        let mut signature = Signature::at(proof.pointer(), shown);
        signature.verification_method = text("verificationMethod").map(Cow::into_owned);
        signature.created = text("created").map(Cow::into_owned);
        let stated = match Stated::of(proof) {
            Ok(stated) => stated,
            Err(error) => return (ended(signature, error), None),
        };
        signature.secured_with = stated.suite.to_string();
        (signature.suite, signature.algorithm) = (Some(stated.suite), Some(stated.suite.algorithm()));
        let place = proof.get("verificationMethod").unwrap_or(proof).pointer();
        let created = signature.created.as_ref().and_then(|text| text.parse::<DateTimeZ>().ok());
        let at = created.map(|created| created.at().to_utc()).or(self.valid_from);
        let method = text("verificationMethod").unwrap_or_default();
        (with_key(signature, self.bound(&method, at, &place)), Some(stated))
    }

    /// The signature of a JWT, and what its claims say beside the credential.
    pub(super) fn token(&self, wrapped: &Wrapped) -> Signature {
        let mut signature = match &wrapped.token {
            Ok(token) => self.checked(token),
            Err(error) => ended(Signature::at(String::new(), "JWT"), error.clone()),
        };
        signature.is_outermost = true;
        if !wrapped.errors.is_empty() {
            signature.outcome = CheckOutcome::Failed;
        }
        signature.findings.extend(wrapped.errors.iter().chain(&wrapped.warnings).cloned());
        signature
    }

    fn checked(&self, token: &Token) -> Signature {
        let signature = self.found_token(token);
        let used = signature.key.clone();
        let mut signature = signed(signature, |key| {
            token.check(key)?;
            if self.domain.is_some() || self.challenge.is_some() {
                let message = "a JWT is made for no domain and repeats no challenge";
                return Err(Error::input(Code::ProofNotForUs, "", message));
            }
            Ok(Vec::new())
        });
        // Readers that take the key from the header check another signature than we do.
        if let (Some(hint), Some(used)) = (token.jwk(), &used)
            && hint != used
        {
            let message = "the key in the header is not the one that `kid` names";
            signature.findings.push(Finding::warning(Code::JwtWrongKey, "/jwk", message));
        }
        signature
    }

    /// A token before its signature is checked.
    pub(super) fn found_token(&self, token: &Token) -> Signature {
        let mut signature = Signature::at(String::new(), format!("JWT {}", token.algorithm()));
        signature.algorithm = Some(token.algorithm());
        signature.verification_method = token.kid().map(Into::into);
        let bound = match (token.kid(), token.jwk()) {
            (Some(kid), hint) => {
                let bound = self.bound(kid, self.valid_from, "");
                // A key from the message may show that the signature is none, never whose it is.
                Bound { key: bound.key.or_else(|| hint.cloned()), ..bound }
            }
            (None, Some(jwk)) => {
                let documents = |id: &str| self.resources.document(id);
                self.bound_by(did::hint(jwk, self.issuer, documents, self.valid_from, self.now), "")
            }
            (None, None) => {
                Bound { key: None, outcome: CheckOutcome::Unknown, findings: Vec::new(), needs: Vec::new() }
            }
        };
        with_key(signature, bound)
    }

    /// The key of a verification method, and whether it is the issuer's.
    fn bound(&self, method: &str, signed: Option<DateTime<Utc>>, place: &str) -> Bound {
        // What follows from the name of a key is not for anybody to say.
        let follows = method.starts_with("did:key:") || method.starts_with("did:jwk:");
        let Some(known) = self.resources.key(method).filter(|_| !follows) else {
            let documents = |id: &str| self.resources.document(id);
            return self.bound_by(did::bind(method, self.issuer, documents, signed, self.now), place);
        };
        let (key, needs) = (Some(known.key.clone()), Vec::new());
        if known.controller == self.issuer {
            return Bound { key, outcome: CheckOutcome::Passed, findings: Vec::new(), needs };
        }
        let (controller, issuer) = (quoted(&known.controller), quoted(self.issuer));
        let message = format!("the key is that of {controller}, not of the issuer {issuer}");
        let finding = Finding::error(Code::ProofKeyNotBound, place, message).with_value(method);
        Bound { key, outcome: CheckOutcome::Failed, findings: vec![finding], needs }
    }

    fn bound_by(&self, binding: did::Binding, place: &str) -> Bound {
        let key = binding.key().cloned();
        if self.issuer.is_empty() {
            return Bound { key, outcome: CheckOutcome::Unknown, findings: Vec::new(), needs: Vec::new() };
        }
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
        // What is no DID and lies at no HTTPS address nobody can fetch.
        let can_be = |needed: &&did::Needed| needed.url().is_some() || did::Did::parse(needed.id()).is_ok();
        let needs = binding.needs().iter().filter(can_be).map(Need::of).collect();
        Bound { key, outcome, findings, needs }
    }

    /// Whether a proof still holds, and is meant for whoever asks (Data Integrity 1.0, section 4.4).
    fn meant(&self, proof: Node<'_>) -> Result<(), Error> {
        let created = proof.get("created").and_then(|place| Some((place, place.as_str()?.parse::<DateTimeZ>().ok()?)));
        if let Some((place, created)) = created.filter(|(_, at)| self.policy.is_ahead(at.at().to_utc(), self.now)) {
            let message = format!("the proof says that it was made at {created}, which is still to come");
            return Err(Error::input(Code::ProofNotYet, place.pointer(), message));
        }
        if let Some(expires) = proof.get("expires") {
            let text = expires.as_str().unwrap_or_default();
            match text.parse::<DateTimeZ>() {
                Ok(until) if !self.policy.is_over(until.at().to_utc(), self.now) => {}
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

/// Whether all that is wrong is what this crate does not know or support, or has no budget for.
pub(super) fn is_beyond_us(error: &Error) -> bool {
    let beyond = [
        Code::CanonFailed,
        Code::JsonLdUnknownContext,
        Code::JsonLdUnsupported,
        Code::JsonLdTooCostly,
        Code::JwtUnknownAlgorithm,
        Code::ProofUnknownSuite,
    ];
    error.kind() == ErrorKind::Limit || error.findings().all(|finding| beyond.contains(&finding.code()))
}

/// It came to no key at all.
fn ended(signature: Signature, error: Error) -> Signature {
    let outcome = if is_beyond_us(&error) { CheckOutcome::Unknown } else { CheckOutcome::Failed };
    Signature { outcome, findings: error.into_findings(), ..signature }
}

fn with_key(signature: Signature, bound: Bound) -> Signature {
    let Bound { key, outcome, findings, needs } = bound;
    Signature { key, binding: outcome, about_binding: findings, needs, ..signature }
}

/// The signature checked with the key that was found for it.
fn signed(signature: Signature, check: impl FnOnce(&VerifyingKey) -> Result<Vec<Finding>, Error>) -> Signature {
    let (outcome, findings) = match signature.key.as_ref().map(check) {
        None => (CheckOutcome::Unknown, Vec::new()),
        Some(Ok(warnings)) => (CheckOutcome::Passed, warnings),
        Some(Err(error)) if is_beyond_us(&error) => (CheckOutcome::Unknown, error.into_findings()),
        // It may be good, for others.
        Some(Err(error)) if error.code() == Code::ProofNotForUs => (CheckOutcome::NotApplicable, error.into_findings()),
        Some(Err(error)) => (CheckOutcome::Failed, error.into_findings()),
    };
    Signature { outcome, findings, ..signature }
}

/// Of several signatures one must be good and, as the policy has it, none bad; one good one must be made with the issuer's
/// key, of a JWT its own.
pub(super) fn proof_and_binding(signatures: &[Signature], issuer: &str, rule: ProofRule) -> [Check; 2] {
    if signatures.is_empty() {
        let finding = Finding::error(Code::ProofMissing, "", "there is no proof: anybody could have written this");
        let none = Check::new(Step::Binding, CheckOutcome::Unknown, "not checked: there is no proof");
        return [Check::failed(Step::Proof, vec![finding]), none];
    }
    // Of a JWT its own signature must be the issuer's: anybody can put what the issuer signed into one of his own.
    let is_jwt = signatures.iter().any(|signature| signature.is_outermost);
    let counts = |signature: &&Signature| signature.is_outermost == is_jwt;
    let good = || signatures.iter().filter(counts).filter(|signature| signature.outcome == CheckOutcome::Passed);
    let proof = proof_outcome(signatures, good().next().is_some(), rule);
    let good_and = |binding| good().any(|signature| signature.binding == binding);
    let all_others = signatures.iter().filter(counts).all(|signature| signature.binding == CheckOutcome::Failed);
    // Where somebody else's signature is good, one of the issuer's that is not shows nothing.
    let is_lost = |signature: &Signature| [signature.binding, signature.outcome].contains(&CheckOutcome::Failed);
    let binding = if good_and(CheckOutcome::Passed) {
        CheckOutcome::Passed
    } else if all_others || good().next().is_some() && signatures.iter().filter(counts).all(is_lost) {
        CheckOutcome::Failed
    } else {
        CheckOutcome::Unknown
    };
    let (mut of_proof, mut of_binding) = (Vec::new(), Vec::new());
    for signature in signatures {
        // What is wrong with other keys does not matter where one is right.
        if counts(&signature) && (binding != CheckOutcome::Passed || signature.binding == CheckOutcome::Passed) {
            of_binding.extend(signature.about_binding.iter().cloned());
        }
        // Of a proof that is good for others nothing is wrong.
        if signature.outcome != CheckOutcome::NotApplicable || proof != CheckOutcome::Passed {
            of_proof.extend(signature.findings.iter().cloned());
        }
    }
    if proof == CheckOutcome::Passed {
        of_proof = of_proof.into_iter().map(Finding::into_warning).collect();
    }
    let note = match binding {
        CheckOutcome::Passed => format!("the key is that of the issuer {}", quoted(issuer)),
        _ if of_binding.is_empty() => "not checked: no proof is good".into(),
        _ => String::new(),
    };
    let notes: Vec<String> = signatures.iter().map(Signature::note).filter(|note| !note.is_empty()).collect();
    [
        Check::new(Step::Proof, proof, notes.join(", ")).with_findings(of_proof),
        Check::new(Step::Binding, binding, note).with_findings(of_binding),
    ]
}

fn proof_outcome(signatures: &[Signature], is_one_good: bool, rule: ProofRule) -> CheckOutcome {
    let any = |outcome| signatures.iter().any(|signature| signature.outcome == outcome);
    let all_for_others = signatures.iter().all(|signature| signature.outcome == CheckOutcome::NotApplicable);
    // What was made for others proves nothing to us, whatever is in it.
    if signatures.iter().any(|own| own.is_outermost && own.outcome == CheckOutcome::NotApplicable) {
        return CheckOutcome::Failed;
    }
    match rule {
        ProofRule::OneGood if is_one_good => CheckOutcome::Passed,
        _ if any(CheckOutcome::Failed) || all_for_others => CheckOutcome::Failed,
        // Of a JWT a good proof inside is not enough.
        _ if is_one_good => CheckOutcome::Passed,
        _ => CheckOutcome::Unknown,
    }
}
