//! One signature of a badge: how it was made, and how its check ended.

use super::check::CheckOutcome;
use super::needs::Need;
use crate::finding::Finding;
use crate::key::{Algorithm, VerifyingKey};
use crate::proof::Suite;
use crate::text::quoted;

/// One signature of a badge, a proof inside it or that of a JWT: how it was made, with which key, and how its check ended.
///
/// Only if both [`outcome`](Signature::outcome) and [`binding`](Signature::binding) are passed, the issuer signed.
#[derive(Debug, Clone)]
pub struct Signature {
    pub(super) pointer: String,
    pub(super) secured_with: String,
    pub(super) suite: Option<Suite>,
    pub(super) algorithm: Option<Algorithm>,
    pub(super) verification_method: Option<String>,
    pub(super) key: Option<VerifyingKey>,
    pub(super) created: Option<String>,
    pub(super) outcome: CheckOutcome,
    pub(super) findings: Vec<Finding>,
    pub(super) binding: CheckOutcome,
    pub(super) about_binding: Vec<Finding>,
    pub(super) needs: Vec<Need>,
    /// Whether it is that of a JWT, which is around everything else.
    pub(super) is_outermost: bool,
}

impl Signature {
    /// One of which nothing is known yet.
    pub(super) fn at(pointer: String, secured_with: impl Into<String>) -> Self {
        Signature {
            pointer,
            secured_with: secured_with.into(),
            suite: None,
            algorithm: None,
            verification_method: None,
            key: None,
            created: None,
            outcome: CheckOutcome::Unknown,
            findings: Vec::new(),
            binding: CheckOutcome::Unknown,
            about_binding: Vec::new(),
            needs: Vec::new(),
            is_outermost: false,
        }
    }

    /// Where the proof stands: a JSON pointer into the credential. Empty for a JWT.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// How it was made: the cryptosuite, or `JWT` with the algorithm. What is not known bears the name it has in the badge.
    pub fn secured_with(&self) -> &str {
        &self.secured_with
    }

    /// The suite of a proof, if it is one that the crate knows.
    pub fn suite(&self) -> Option<Suite> {
        self.suite
    }

    /// The algorithm of a JWT or a known suite.
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// The URL that stands for the key: `verificationMethod`, of a JWT the `kid`.
    pub fn verification_method(&self) -> Option<&str> {
        self.verification_method.as_deref()
    }

    /// The key that it was checked with, if one was at hand.
    pub fn key(&self) -> Option<&VerifyingKey> {
        self.key.as_ref()
    }

    /// When a proof says it was made.
    pub fn created(&self) -> Option<&str> {
        self.created.as_deref()
    }

    /// Whether the signature fits the badge and the key, still holds, and is meant for whoever asks.
    pub fn outcome(&self) -> CheckOutcome {
        self.outcome
    }

    /// Whether the key is the issuer's.
    pub fn binding(&self) -> CheckOutcome {
        self.binding
    }

    /// What is wrong with it, or should be known of it; then the same of whose key it is.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(&self.about_binding)
    }

    /// Whether it shows that the issuer signed.
    pub fn is_issuers(&self) -> bool {
        self.outcome == CheckOutcome::Passed && self.binding == CheckOutcome::Passed
    }

    /// In a few words: how it was made, with which key.
    pub(super) fn note(&self) -> String {
        let how = match (self.suite, self.algorithm) {
            (None, None) if !self.is_outermost => &quoted(&self.secured_with.chars().take(100).collect::<String>()),
            _ => &self.secured_with,
        };
        match &self.verification_method {
            Some(method) => format!("{how}, made with {}", quoted(method)),
            None if self.is_outermost && self.key.is_some() => format!("{how}, made with the key in it"),
            None => how.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::verify::{Resources, Step, Verifier};

    #[test]
    fn a_token_without_a_key_is_not_made_with_one() {
        // `{"alg":"none"}` and `{}`.
        let token = b"eyJhbGciOiJub25lIn0.e30.";
        let report = Verifier::default().verify(token, &Resources::new(), "2026-07-01T00:00:00Z".parse().unwrap());
        assert_eq!(report.check(Step::Proof).unwrap().note(), "JWT");
    }
}
