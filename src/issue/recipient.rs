//! Whose badge it is.

use crate::assessment::Learner;
use crate::finding::{Code, Finding};
use crate::model::{IdentifierType, Term};
use crate::text::{is_uri, quoted};

/// Whose badge it is: a DID or URL, hashed identifiers, or both; by choice the name in clear.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipient {
    id: Option<String>,
    hashed: Vec<(Term<IdentifierType>, String)>,
    name: Option<String>,
    /// The institution's id of the learner it was made from.
    learner: Option<String>,
}

impl Recipient {
    /// A recipient of whom nothing is known yet.
    pub fn new() -> Self {
        Recipient::default()
    }

    /// A learner by the DID or URL and the identifiers that the record has; the latter are hashed in the badge. The
    /// name stays out; see [`with_name`](Recipient::with_name).
    pub fn of(learner: &Learner) -> Self {
        let (id, own) = (learner.uri().map(Into::into), Some(learner.id().into()));
        let mut recipient = Recipient { id, learner: own, ..Recipient::default() };
        for identifier in learner.identifiers() {
            let kind = match identifier.kind.parse() {
                Ok(kind) => kind,
                Err(never) => match never {},
            };
            recipient.hashed.push((kind, identifier.value.clone()));
        }
        recipient
    }

    /// The DID or URL that stands for the recipient.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// An identifier of any kind. The badge holds its salted hash: who knows the identifier can match it, nobody can
    /// read it.
    #[must_use]
    pub fn with_hashed(mut self, kind: impl Into<Term<IdentifierType>>, value: impl Into<String>) -> Self {
        self.hashed.push((kind.into(), value.into()));
        self
    }

    /// The name in clear, as an identifier of type `name`. Ask the learner first: whoever sees the badge reads it.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub(super) fn hashed(&self) -> &[(Term<IdentifierType>, String)] {
        &self.hashed
    }

    pub(super) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Everything that makes the recipient unusable for what this learner earned.
    pub(super) fn check(&self, learner: &Learner) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut unusable = |pointer: &str, value: &str, message: String| {
            findings.push(Finding::error(Code::IssueRecipientUnusable, pointer, message).with_value(value));
        };
        if let Some(own) = self.learner.as_deref().filter(|own| *own != learner.id()) {
            let message =
                format!("the recipient is learner {}, but learner {} earned it", quoted(own), quoted(learner.id()));
            unusable("/credentialSubject", own, message);
        }
        if let Some(id) = self.id.as_deref().filter(|id| !is_uri(id)) {
            unusable("/credentialSubject/id", id, format!("the recipient's id {} is not an absolute URI", quoted(id)));
        }
        for (i, (kind, value)) in self.hashed.iter().enumerate() {
            let place = format!("/credentialSubject/identifier/{i}");
            if !kind.is_allowed() {
                let message =
                    format!("{} is not a kind of identifier; own ones begin with `ext:`", quoted(kind.as_str()));
                unusable(&place, kind.as_str(), message);
            }
            if value.trim().is_empty() {
                unusable(&place, value, format!("the identifier of kind {} is empty", quoted(kind.as_str())));
            }
        }
        if self.name.as_deref().is_some_and(|name| name.trim().is_empty()) {
            let place = format!("/credentialSubject/identifier/{}", self.hashed.len());
            unusable(&place, "", "the recipient's name is empty".into());
        }
        // A name alone identifies nobody.
        if self.id.is_none() && self.hashed.is_empty() {
            let message =
                format!("the recipient, learner {}, has neither an id nor an identifier", quoted(learner.id()));
            let finding = Finding::error(Code::IssueRecipientMissing, "/credentialSubject", message);
            findings.push(finding.with_remedy("give a DID or URL, or an identifier such as an e-mail address"));
        }
        findings
    }
}
