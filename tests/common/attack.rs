//! Badges that are good, those who tamper with them, and what every policy must say.

// Each test file uses its own part of this.
#![allow(dead_code)]

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use openbadges::finding::{Code, Severity};
use openbadges::key::{Seed, Signer, SigningKey};
use openbadges::proof::{ProofOptions, secure};
use openbadges::verify::{
    CheckOutcome, Demands, Person, Policy, Report, Resources, Step, TrustRegistry, Verdict, Verifier,
};
use openbadges::{Document, Finding, did};
use serde_json::{Value, json};

/// From the issuer with a `did:key`.
pub(crate) const GOLDEN: &str = include_str!("../../fixtures/golden/critical-thinking.json");
/// From the issuer at [`HTTPS`].
pub(crate) const HTTPS_GOLDEN: &str = include_str!("../../fixtures/golden/project-work.json");
pub(crate) const HTTPS: &str = "https://badges.example.edu/issuer";

/// The key of the college that issued both.
pub(crate) fn college() -> SigningKey {
    SigningKey::from_seed(&Seed::from_hex(include_str!("../../fixtures/demonstration.seed")).unwrap())
}

/// The key of somebody who would like to be the college.
pub(crate) fn mallory() -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([66; 32]))
}

/// The name of a key in its own DID.
pub(crate) fn method_of(key: &SigningKey) -> String {
    did::verification_method_of_key(&key.verifying_key())
}

pub(crate) fn golden() -> Value {
    serde_json::from_str(GOLDEN).unwrap()
}

/// The badge without proofs.
pub(crate) fn unsigned(mut badge: Value) -> Value {
    badge.as_object_mut().unwrap().shift_remove("proof");
    badge
}

pub(crate) fn document(value: &Value) -> Document {
    Document::parse(value.to_string().as_bytes()).unwrap()
}

/// The badge, signed by a key under a name.
pub(crate) fn signed_with(badge: Value, key: &SigningKey, options: &ProofOptions) -> Value {
    let signed = secure(&document(&unsigned(badge)), key, options).unwrap();
    serde_json::from_str(signed.as_str()).unwrap()
}

/// The badge, signed by the issuer of [`GOLDEN`].
pub(crate) fn signed(badge: Value) -> Value {
    signed_with(badge, &college(), &ProofOptions::new(method_of(&college())))
}

/// The golden badge with a change that its issuer signed.
pub(crate) fn issued(change: impl FnOnce(&mut Value)) -> Value {
    let mut badge = unsigned(golden());
    change(&mut badge);
    signed(badge)
}

/// A copy with a change that nobody signed.
pub(crate) fn tampered(badge: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let mut badge = badge.clone();
    change(&mut badge);
    badge
}

/// What an issuer publishes for a key.
pub(crate) fn controller(id: &str, method: &str, key: &SigningKey) -> Value {
    let jwk: Value = serde_json::from_str(&key.verifying_key().to_jwk()).unwrap();
    let entry = json!({"id": method, "type": "JsonWebKey", "controller": id, "publicKeyJwk": jwk});
    json!({"id": id, "verificationMethod": [entry], "assertionMethod": [method]})
}

/// The name of the college's key at its address.
pub(crate) fn https_method() -> String {
    format!("{HTTPS}#{}", college().verifying_key())
}

/// What the college itself publishes at its address.
pub(crate) fn published() -> Resources {
    Resources::new().with_document(HTTPS, document(&controller(HTTPS, &https_method(), &college())))
}

/// A compact JWS.
pub(crate) fn jws(header: &str, payload: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let text = format!("{}.{}", BASE64.encode(header), BASE64.encode(payload));
    let signature = BASE64.encode(sign(text.as_bytes()));
    format!("{text}.{signature}")
}

/// A compact JWS, by a key.
pub(crate) fn jws_by(key: &SigningKey, header: &str, payload: &str) -> String {
    jws(header, payload, |bytes| key.sign(bytes).unwrap())
}

pub(crate) fn policies() -> [Policy; 3] {
    [Policy::strict(), Policy::certification(), Policy::archive()]
}

/// The finding that the verdict rests on: the first error of the first check that is not as it must be.
pub(crate) fn decisive(report: &Report) -> Option<(Code, String)> {
    let outcome = match report.verdict() {
        Verdict::NotVerified => CheckOutcome::Failed,
        _ => CheckOutcome::Unknown,
    };
    let bad = report.checks().iter().filter(|check| check.outcome() == outcome && !check.is_tolerated());
    let mut errors = bad.flat_map(|check| check.findings()).filter(|finding| finding.severity() == Severity::Error);
    errors.next().map(|finding| (finding.code(), finding.pointer().to_owned()))
}

/// A good badge, with all that it takes to verify it.
#[derive(Clone)]
pub(crate) struct Target {
    good: Vec<u8>,
    resources: Resources,
    person: Option<Person>,
    trust: Option<TrustRegistry>,
}

impl Target {
    pub(crate) fn new(good: impl ToString, resources: Resources) -> Self {
        Target { good: good.to_string().into_bytes(), resources, person: None, trust: None }
    }

    /// The golden badge, whose issuer's key follows from its DID.
    pub(crate) fn golden() -> Self {
        Target::new(GOLDEN, published())
    }

    /// The badge of the issuer at an address.
    pub(crate) fn https() -> Self {
        Target::new(HTTPS_GOLDEN, published())
    }

    pub(crate) fn with_person(self, person: Person) -> Self {
        Target { person: Some(person), ..self }
    }

    pub(crate) fn with_trust(self, trust: TrustRegistry) -> Self {
        Target { trust: Some(trust), ..self }
    }

    pub(crate) fn under(&self, policy: &Policy, bytes: &[u8]) -> Report {
        let now = "2026-07-01T00:00:00Z".parse().unwrap();
        // Not every good badge is certified: a JWT by EdDSA is not.
        let certified = Verifier::new(Policy::certification()).verify(&self.good, &self.resources, now);
        let is_certified = certified.outcome(Step::Policy) == CheckOutcome::Passed;
        let policy = if is_certified { policy.clone() } else { policy.clone().with_demands(Demands::Standard) };
        let verifier = Verifier::new(policy);
        let verifier = match &self.trust {
            Some(trust) => verifier.with_trust(trust.clone()),
            None => verifier,
        };
        match &self.person {
            Some(person) => verifier.verify_for(bytes, &self.resources, now, person),
            None => verifier.verify(bytes, &self.resources, now),
        }
    }

    /// The untampered badge verifies, so that a refusal is due to the attack.
    pub(crate) fn verifies(&self) -> &Self {
        for policy in policies() {
            let report = self.under(&policy, &self.good);
            assert!(report.verdict().is_verified(), "{policy}: {report}");
            assert!(report.into_verified().is_ok());
        }
        self
    }

    /// No policy takes the tampered badge, and all say why.
    #[track_caller]
    pub(crate) fn refuses(&self, bad: impl AsRef<[u8]>, verdict: Verdict, code: Code, pointer: &str) {
        self.verifies();
        for policy in policies() {
            self.refuses_under(&policy, bad.as_ref(), verdict, code, pointer);
        }
    }

    #[track_caller]
    pub(crate) fn refuses_under(&self, policy: &Policy, bad: &[u8], verdict: Verdict, code: Code, pointer: &str) {
        assert!(!verdict.is_verified());
        let report = self.under(policy, bad);
        // Whoever certifies may refuse it for more than one reason.
        let is_uncertified = report.findings().any(|finding| finding.code().as_str().starts_with("other."));
        if is_uncertified {
            let is_found = |finding: &Finding| (finding.code(), finding.pointer()) == (code, pointer);
            assert!(!report.verdict().is_verified() && report.findings().any(is_found), "{policy}: {report}");
            assert!(report.into_verified().is_err());
            return;
        }
        let found = (report.verdict(), decisive(&report));
        assert_eq!(found, (verdict, Some((code, pointer.to_owned()))), "{policy}: {report}");
        // Trust and the person's claim are worth nothing without a signature of the issuer's.
        let is_signed = [Step::Proof, Step::Binding].iter().all(|step| report.outcome(*step) == CheckOutcome::Passed);
        assert!(is_signed || report.outcome(Step::Trust) != CheckOutcome::Passed, "{policy}: {report}");
        let refusal = report.into_verified().err().map(|refusal| refusal.report().verdict());
        assert_eq!(refusal, Some(verdict));
    }
}
