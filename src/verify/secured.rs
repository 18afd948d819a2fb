//! What every credential is asked, whatever it says: is it covered, by whose signature, and valid now?

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::Verifier;
use super::check::{Check, CheckOutcome, Step};
use super::judge::{Judge, is_beyond_us, proof_and_binding};
use super::needs::Need;
use super::open::Opened;
use super::scope::Scope;
use super::signature::Signature;
use crate::document::{Document, Kind, Node};
use crate::finding::{Code, Finding};
use crate::model::{DateTimeZ, Version};
use crate::proof::{Engine, Strictness, Suite};

/// How the checks of a credential's security ended.
pub(super) struct Secured {
    /// The id of the issuer; empty if there is none.
    pub(super) issuer: String,
    pub(super) json_ld: Check,
    pub(super) proof: Check,
    pub(super) binding: Check,
    pub(super) validity: Check,
    pub(super) signatures: Vec<Signature>,
}

impl Secured {
    /// Whether it is really the issuer's.
    pub(super) fn is_bound(&self) -> bool {
        [&self.proof, &self.binding].iter().all(|check| check.outcome() == CheckOutcome::Passed)
    }

    /// What the signatures lack, each once.
    pub(super) fn needs(&self) -> Vec<Need> {
        needs_of(&self.signatures)
    }
}

impl Verifier {
    /// Whatever can be asked of any credential; each check is made whether or not the ones before it passed.
    pub(super) fn secured(&self, opened: &Opened, scope: &Scope<'_>) -> Secured {
        let Opened { document, wrapped } = opened;
        let (mut json_ld, hash) = json_ld(scope.engine, document, wrapped.is_some());
        let issuer = issuer_id(document);
        let valid_from = date(document, Version::of(document.root()).native("validFrom")).and_then(|(_, date)| date);
        let judge = self.judge(scope, &issuer, valid_from.map(|from| from.at().to_utc()));
        let mut signatures: Vec<Signature> = wrapped.iter().map(|wrapped| judge.token(wrapped)).collect();
        signatures.extend(scope.proofs(document).map(|proof| judge.proof(document, hash, proof)));
        links(&scope.proofs(document).collect::<Vec<_>>(), &mut signatures);
        // What a graph leaves out, a signature over the text covers.
        let covers_text = |signature: &Signature| {
            signature.is_issuers() && (signature.is_outermost || signature.suite.is_some_and(Suite::is_jcs))
        };
        if signatures.iter().any(covers_text) {
            json_ld.drop_findings(Code::JsonLdWithoutEffect);
        }
        let [mut proof, binding] = proof_and_binding(&signatures, &issuer, self.policy().proofs);
        if let Some(finding) = scope.too_many_proofs(document) {
            proof = Check::unknown(Step::Proof, vec![finding]);
        }
        Secured { json_ld, proof, binding, validity: self.validity(document, scope.now), signatures, issuer }
    }

    /// What the signatures of a credential lack; none of them is checked.
    pub(super) fn lacks(&self, opened: &Opened, scope: &Scope<'_>) -> Vec<Need> {
        let Opened { document, wrapped } = opened;
        let issuer = issuer_id(document);
        let judge = self.judge(scope, &issuer, None);
        let token = wrapped.iter().filter_map(|wrapped| wrapped.token.as_ref().ok());
        let mut signatures: Vec<Signature> = token.map(|token| judge.found_token(token)).collect();
        signatures.extend(scope.proofs(document).map(|proof| judge.found(proof).0));
        needs_of(&signatures)
    }

    fn judge<'v>(&'v self, scope: &'v Scope<'v>, issuer: &'v str, valid_from: Option<DateTime<Utc>>) -> Judge<'v> {
        // What stands in a badge was made for the badge, not for whoever asks now.
        let (domain, challenge) = if scope.depth == 0 { self.meant_for() } else { (None, None) };
        let Scope { engine, resources, now, .. } = *scope;
        Judge { engine, policy: self.policy(), resources, issuer, valid_from, now, domain, challenge }
    }

    /// Every date that says from when and until when, also those of the other version of the data model: whoever reads them
    /// must not find another answer.
    fn validity(&self, document: &Document, now: DateTime<Utc>) -> Check {
        let step = Step::Validity;
        let unread = || Check::new(step, CheckOutcome::Unknown, "not checked: the dates cannot be read");
        let version = Version::of(document.root());
        let from = date(document, version.native("validFrom"));
        let until = date(document, version.native("validUntil"));
        let starts = ["validFrom", "issuanceDate"].into_iter().filter_map(|name| date(document, name));
        let ends = ["validUntil", "expirationDate"].into_iter().filter_map(|name| date(document, name));
        let (starts, ends): (Vec<_>, Vec<_>) = (starts.collect(), ends.collect());
        let mut findings = Vec::new();
        let is_read = starts.iter().chain(&ends).all(|(_, date)| date.is_some());
        for (place, from) in starts.iter().filter_map(|(place, date)| Some((place, date.as_ref()?))) {
            if self.policy().is_ahead(from.at().to_utc(), now) {
                let message = format!("the credential is valid from {from} on, not yet");
                findings.push(Finding::error(Code::ValidityNotYet, place.pointer(), message).with_value(from.as_str()));
            }
        }
        for (place, until) in ends.iter().filter_map(|(place, date)| Some((place, date.as_ref()?))) {
            if self.policy().is_over(until.at().to_utc(), now) {
                let message = format!("the credential was valid until {until}");
                findings
                    .push(Finding::error(Code::ValidityExpired, place.pointer(), message).with_value(until.as_str()));
            }
        }
        let note = match (from, until) {
            _ if !findings.is_empty() => return Check::failed(step, findings),
            _ if !is_read => return unread(),
            (None, _) => return unread(),
            (Some((_, from)), None) => format!("valid from {} on", shown(from.as_ref())),
            (Some((_, from)), Some((_, until))) => {
                format!("valid from {} until {}", shown(from.as_ref()), shown(until.as_ref()))
            }
        };
        Check::new(step, CheckOutcome::Passed, note)
    }
}

/// A proof that builds on others is as good as these: one that is bad, or could not be checked, is no ground.
fn links(proofs: &[Node<'_>], signatures: &mut [Signature]) {
    if proofs.iter().all(|proof| proof.get("previousProof").is_none()) {
        return;
    }
    let ids: HashMap<Cow<'_, str>, String> =
        proofs.iter().filter_map(|proof| Some((proof.get("id")?.as_str()?, proof.pointer()))).collect();
    let of = |signature: &Signature| {
        let proof = proofs.iter().filter(|_| !signature.is_outermost).find(|p| p.pointer() == signature.pointer)?;
        proof.get("previousProof")
    };
    // Each round goes one link further; there are no more links than proofs.
    for _ in 0..signatures.len() {
        let ended: HashMap<String, CheckOutcome> =
            signatures.iter().map(|signature| (signature.pointer.clone(), signature.outcome)).collect();
        let mut is_done = true;
        for signature in signatures.iter_mut().filter(|signature| signature.outcome == CheckOutcome::Passed) {
            let Some(named) = of(signature) else { continue };
            let outcomes = named.one_or_many().map(|id| {
                let place = id.as_str().and_then(|id| ids.get(&id));
                place.and_then(|place| ended.get(place)).copied().unwrap_or(CheckOutcome::Unknown)
            });
            let outcomes: Vec<CheckOutcome> = outcomes.collect();
            let outcome = if outcomes.contains(&CheckOutcome::Failed) {
                CheckOutcome::Failed
            } else if outcomes.iter().any(|outcome| *outcome != CheckOutcome::Passed) {
                CheckOutcome::Unknown
            } else {
                continue;
            };
            let message = "the proof builds on another that is not good";
            signature.findings.push(Finding::error(Code::ProofSignatureInvalid, named.pointer(), message));
            signature.outcome = outcome;
            is_done = false;
        }
        if is_done {
            break;
        }
    }
}

/// Whether every member is covered, and the hash of all of them.
fn json_ld(engine: &Engine, document: &Document, is_jwt: bool) -> (Check, Option<[u8; 32]>) {
    let (step, passed) = (Step::JsonLd, CheckOutcome::Passed);
    match engine.document_hash(document, Strictness::Checking) {
        Ok((hash, warnings)) => {
            let note = "every member is defined by a known context";
            (Check::new(step, passed, note).with_findings(warnings), Some(hash))
        }
        // A JWT covers every byte, whatever the contexts say of it.
        Err(error) if is_jwt => {
            let note = "known contexts do not define every member; the JWT covers them all";
            let warnings = error.into_findings().into_iter().map(Finding::into_warning).collect();
            (Check::new(step, passed, note).with_findings(warnings), None)
        }
        Err(error) => {
            let check = if is_beyond_us(&error) { Check::unknown } else { Check::failed };
            (check(step, error.into_findings()), None)
        }
    }
}

fn shown(date: Option<&DateTimeZ>) -> &str {
    date.map_or("", DateTimeZ::as_str)
}

/// A date of the credential; the second is none if it is no date.
fn date<'d>(document: &'d Document, name: &str) -> Option<(Node<'d>, Option<DateTimeZ>)> {
    let place = document.root().get(name)?;
    Some((place, place.as_str().and_then(|text| text.parse().ok())))
}

/// The id of the issuer, which may be all that is said of it; empty if there is none.
pub(super) fn issuer_id(document: &Document) -> String {
    let issuer = document.root().get("issuer");
    let id = issuer.and_then(|issuer| if issuer.kind() == Kind::Object { issuer.get("id") } else { Some(issuer) });
    id.and_then(Node::as_str).unwrap_or_default().into_owned()
}

fn needs_of(signatures: &[Signature]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for need in signatures.iter().flat_map(|signature| &signature.needs) {
        if !needs.contains(need) {
            needs.push(need.clone());
        }
    }
    needs
}
