//! From a key to the issuer: whose signature is it?

use chrono::{DateTime, Utc};

use super::document::{KeyDocument, Relationship};
use super::lookup::{AtHand, Found, document_of, find};
use super::method::VerificationMethod;
use super::needed::{Needed, Purpose};
use super::reading::Reading;
use crate::document::Document;
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::text::quoted;

/// How the question whose a key is was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BindingOutcome {
    /// The key is the issuer's, and may sign credentials.
    Bound,
    /// The key is known, but nothing shows that it is the issuer's: whatever it signed, somebody else may have.
    NotBound,
    /// A document is not at hand or is that of somebody else, what would decide cannot be read, or the key is of a kind
    /// that the crate does not know.
    Unknown,
    /// The method may not sign for anybody: it is not in its document or there twice, not for assertions, was retired by
    /// then, or its private key is known.
    Failed,
}

/// Whose a key is, as far as can be said. See [`bind`].
#[derive(Debug, Clone)]
pub struct Binding {
    outcome: BindingOutcome,
    key: Option<VerifyingKey>,
    controller: Option<String>,
    findings: Vec<Finding>,
    needs: Vec<Needed>,
}

impl Binding {
    pub(super) fn new(outcome: BindingOutcome, findings: Vec<Finding>) -> Self {
        Binding { outcome, key: None, controller: None, findings, needs: Vec::new() }
    }

    pub(super) fn failed(findings: Vec<Finding>) -> Self {
        Binding::new(BindingOutcome::Failed, findings)
    }

    pub(super) fn failure(code: Code, message: String, value: &str) -> Self {
        Binding::failed(vec![Finding::error(code, "", message).with_value(value)])
    }

    fn bound(key: VerifyingKey, issuer: &str, warnings: Vec<Finding>) -> Self {
        let controller = Some(issuer.to_owned());
        Binding { key: Some(key), controller, ..Binding::new(BindingOutcome::Bound, warnings) }
    }

    /// A document is not at hand.
    pub(super) fn lacks(id: &str, purpose: Purpose) -> Self {
        let what_for = match purpose {
            Purpose::VerificationMethod => "says whose the key is",
            Purpose::Issuer => "must list the key",
        };
        let message = format!("the document of {}, which {what_for}, is not at hand", quoted(id));
        Binding::needing(id, purpose, Finding::error(Code::DidDocumentMissing, "", message).with_value(id))
    }

    /// What was handed in is the document of somebody else: a mistake of the caller, or of who answered.
    pub(super) fn handed_another(id: &str, whose: &str, purpose: Purpose) -> Self {
        let message = format!("the document at hand for {} is that of {}", quoted(id), quoted(whose));
        Binding::needing(id, purpose, Finding::error(Code::DidDocumentOfAnother, "", message).with_value(whose))
    }

    fn needing(id: &str, purpose: Purpose, finding: Finding) -> Self {
        let needed = Needed::new(id, purpose);
        let finding = match needed.url() {
            Some(url) => finding.with_remedy(format!("fetch it from {} and hand it in", quoted(url))),
            None => finding,
        };
        Binding { needs: vec![needed], ..Binding::new(BindingOutcome::Unknown, vec![finding]) }
    }

    /// Of a document that cannot be read where it would decide; where two methods have one name it has decided.
    pub(super) fn unreadable(id: &str, faults: Vec<Finding>) -> Box<Self> {
        let is_ambiguous = faults.iter().any(|finding| finding.code() == Code::DidDuplicateMethod);
        let outcome = if is_ambiguous { BindingOutcome::Failed } else { BindingOutcome::Unknown };
        Box::new(Binding::new(outcome, faults.iter().map(|fault| in_document(id, fault)).collect()))
    }

    /// The private key is known: anybody can sign with it.
    fn leaked(id: &str, method: &str) -> Self {
        let message = format!("the document of {} holds a part of the private key of {}", quoted(id), quoted(method));
        let finding = Finding::error(Code::KeySecret, "", message).with_value(method);
        Binding::failed(vec![finding.with_remedy("take it out, and make a new key: this one is known")])
    }

    fn not_bound(key: VerifyingKey, controller: Option<&str>, message: String, value: &str) -> Self {
        let finding = Finding::error(Code::ProofKeyNotBound, "", message).with_value(value);
        let controller = controller.map(str::to_owned);
        Binding { key: Some(key), controller, ..Binding::new(BindingOutcome::NotBound, vec![finding]) }
    }

    /// A key with which the signature can be checked at least.
    pub(super) fn with_key(self, key: Option<VerifyingKey>) -> Self {
        Binding { key, ..self }
    }

    /// The same, where another document is lacking as well.
    pub(super) fn lacking_too(mut self, other: Binding) -> Self {
        if !other.needs.is_empty() {
            self.findings.extend(other.findings);
            self.needs.extend(other.needs);
        }
        self
    }

    /// The answer.
    pub fn outcome(&self) -> BindingOutcome {
        self.outcome
    }

    /// Whether the key is the issuer's.
    pub fn is_bound(&self) -> bool {
        self.outcome == BindingOutcome::Bound
    }

    /// The key with which the signature can be checked. **Only where the [`outcome`](Binding::outcome) is
    /// [`Bound`](BindingOutcome::Bound) is a good signature the issuer's**; otherwise it says that the bytes are as somebody
    /// signed them.
    pub fn key(&self) -> Option<&VerifyingKey> {
        self.key.as_ref()
    }

    /// Whose key it is, where a document says so; where the key is not bound, that is a claim.
    pub fn controller(&self) -> Option<&str> {
        self.controller.as_deref()
    }

    /// What is wrong or lacking; of a bound key, warnings: also what is wrong in its documents with other entries. Their
    /// codes are `did.*`, `key.*` and `json.*`; their pointers are empty, because they are not about the signed document.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The documents that would tell more: all that are known to be lacking, each once.
    ///
    /// There are never others than that of the verification method and that of the issuer, whatever the documents say that
    /// were handed in. Who hands in what is named, and asks for none twice, is therefore done after two rounds at most. One
    /// that is named again was handed in, but is that of somebody else.
    pub fn needs(&self) -> &[Needed] {
        &self.needs
    }
}

/// Whether the key of a verification method (of a proof, or a JWT's `kid`) is the issuer's.
///
/// It is, if the method is listed under `assertionMethod` of its controller's own document, and that controller is the
/// issuer (Data Integrity 1.0, section 4.4; Controlled Identifiers 1.0, section 3.3). Ids are compared letter by letter.
///
/// - For `did:key` and `did:jwk` nothing else is needed: their documents follow from them.
/// - For other DIDs and for HTTPS URLs, `documents` is asked for the document of an id: of the DID, or of the URL without its
///   fragment. For a `did:web` it is also asked by the document's address.
/// - A JWK or a JWKS names no controller. At the issuer's own URL it is the issuer's; elsewhere the issuer's document must
///   list it, or the key is not bound.
/// - A fragment that is itself a Multikey, `https://example.edu/issuer#z6Mk…`, is only a hint until the document is there.
///
/// A bad entry of a document says nothing about the others: if the key's own entry and the one that lists it are sound, the
/// key is bound, and what is wrong elsewhere is a warning. What may be about the key and cannot be read never helps it:
///
/// - The outcome is [`Unknown`](BindingOutcome::Unknown) if the key's own entry is malformed, its `revoked` or `expires`
///   too; if it is not listed, and an entry of `assertionMethod` cannot be read; if an entry without a readable name is about
///   the same key; if the document as such cannot be read, because it has no `id` or is beyond the limits.
/// - It is `Unknown` too if what was handed in is the document of somebody else (`did.document-of-another`).
/// - It is [`Failed`](BindingOutcome::Failed) if two methods have the key's name (`did.duplicate-method`), or if a part of
///   its private key stands in its entry or beside the same public key elsewhere (`key.secret`); of another key, that is a
///   warning.
///
/// `signed` is when the signature says that it was made, without which `now` is taken. A key that had expired or was
/// revoked by then fails; one that has been since is bound, with a warning (`did.key-expired-since`,
/// `did.key-revoked-since`): whoever stole it can have signed with an earlier date.
///
/// ```
/// use openbadges::Document;
/// use openbadges::did::{self, BindingOutcome, Purpose};
/// use openbadges::key::{Seed, SigningKey};
///
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key();
/// let (issuer, method) = (did::of_key(&key), did::verification_method_of_key(&key));
/// assert!(did::bind(&method, &issuer, |_| None, None, now).is_bound());
/// // Anybody can sign in another's name with a key of their own.
/// let binding = did::bind(&method, "did:web:example.edu", |_| None, None, now);
/// assert_eq!(binding.outcome(), BindingOutcome::NotBound);
///
/// let method = "did:web:example.edu#key-1";
/// let binding = did::bind(method, "did:web:example.edu", |_| None, None, now);
/// assert_eq!(binding.outcome(), BindingOutcome::Unknown);
/// assert_eq!(binding.needs()[0].url(), Some("https://example.edu/.well-known/did.json"));
/// assert_eq!(binding.needs()[0].purpose(), Purpose::VerificationMethod);
///
/// let fetched = Document::parse(format!(r##"{{
///     "id": "did:web:example.edu",
///     "assertionMethod": [{{
///         "id": "#key-1", "type": "Multikey", "controller": "did:web:example.edu", "publicKeyMultibase": "{key}"
///     }}]
/// }}"##).as_bytes())?;
/// let documents = |id: &str| (id == "did:web:example.edu").then_some(&fetched);
/// let binding = did::bind(method, "did:web:example.edu", documents, None, now);
/// assert_eq!((binding.outcome(), binding.key()), (BindingOutcome::Bound, Some(&key)));
/// # Ok::<(), openbadges::Error>(())
/// ```
pub fn bind<'d>(
    method: &str,
    issuer: &str,
    documents: impl Fn(&str) -> Option<&'d Document>,
    signed: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Binding {
    let found = find(method, issuer, &documents);
    found.map_or_else(
        |binding| *binding,
        |(method, found)| judged(&method, &found, issuer, &documents, signed.unwrap_or(now), now),
    )
}

/// Whether a key that was found only in the message, such as a JWT's header `jwk`, is the issuer's: if the issuer is its
/// `did:key` or `did:jwk`, or the issuer's own document lists this very key under `assertionMethod`. Otherwise it is not
/// bound: a good signature says that the bytes are as somebody signed them, who may be anybody.
///
/// What cannot be read, and may be about the key, leaves it `Unknown`, as with [`bind`].
///
/// ```
/// use openbadges::did::{self, BindingOutcome};
/// use openbadges::key::{Seed, SigningKey};
///
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key();
/// let binding = did::hint(&key, "https://example.edu/issuer", |_| None, None, now);
/// assert_eq!((binding.outcome(), binding.key()), (BindingOutcome::NotBound, Some(&key)));
/// assert_eq!(binding.needs()[0].url(), Some("https://example.edu/issuer"));
///
/// let binding = did::hint(&key, &did::jwk::of_key(&key), |_| None, None, now);
/// assert_eq!(binding.outcome(), BindingOutcome::Bound);
/// ```
pub fn hint<'d>(
    key: &VerifyingKey,
    issuer: &str,
    documents: impl Fn(&str) -> Option<&'d Document>,
    signed: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Binding {
    let message = format!("the key stands in the message only: nothing shows that it is that of {}", quoted(issuer));
    let not_bound = Binding::not_bound(key.clone(), None, message, issuer);
    let reading = match document_of(issuer, Purpose::Issuer, &documents) {
        Ok(reading) => reading,
        Err(binding) => {
            let is_missing = binding.findings.iter().any(|finding| finding.code() == Code::DidDocumentMissing);
            if binding.outcome == BindingOutcome::Unknown && !is_missing {
                return binding.with_key(Some(key.clone()));
            }
            let findings = [not_bound.findings, binding.findings].concat();
            return Binding { needs: binding.needs, findings, ..not_bound };
        }
    };
    if reading.leaks(key) {
        return Binding::leaked(issuer, &key.to_multikey());
    }
    let unreadable = |faults| Binding::unreadable(issuer, faults).with_key(Some(key.clone()));
    let (methods, faults) = match reading.methods_of(key, issuer) {
        Ok(found) => found,
        Err(error) => return unreadable(error.into_findings()),
    };
    // One key can have two names, one of them retired.
    let mut best: Option<Binding> = None;
    let found = Found { reading, id: issuer.to_owned(), own: None };
    for method in methods {
        let binding = judged(&method, &found, issuer, &documents, signed.unwrap_or(now), now);
        if binding.is_bound() {
            return binding;
        }
        best = Some(binding);
    }
    match best {
        // Another name of the key that cannot be read may be the one that is listed.
        _ if !faults.is_empty() => unreadable(faults),
        best => best.unwrap_or(not_bound),
    }
}

/// The key of a method, if it may be used at all and might have been when it signed.
fn usable(
    method: &VerificationMethod,
    signed: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(VerifyingKey, Vec<Finding>), Box<Binding>> {
    let since = method.period(signed, now).map_err(|error| Box::new(Binding::failed(error.into_findings())))?;
    let unusable = |outcome, reason: &str| {
        let message = format!("the key {} cannot be used: {reason}", quoted(method.id()));
        let finding = Finding::error(Code::DidKeyUnusable, "", message).with_value(method.id());
        Box::new(Binding::new(outcome, vec![finding]))
    };
    let key = method.key().map_err(|error| {
        // A Multikey of a kind that is not known looks like any other text.
        let is_beyond_us = matches!(error.code(), Code::KeyUnsupported | Code::KeyNotMultikey);
        let outcome = if is_beyond_us { BindingOutcome::Unknown } else { BindingOutcome::Failed };
        unusable(outcome, &error.to_string())
    })?;
    // Verifiers that believe the fragment would check with another key.
    let fragment = method.id().split_once('#').map(|(_, fragment)| fragment);
    let named = fragment.and_then(|fragment| VerifyingKey::from_multikey(fragment).ok());
    if named.is_some_and(|named| named != *key) {
        return Err(unusable(BindingOutcome::Failed, "its name is another key"));
    }
    Ok((key.clone(), since))
}

/// Whether the method that was found is the issuer's, and may sign.
fn judged<'d>(
    method: &VerificationMethod,
    found: &Found<'d>,
    issuer: &str,
    documents: &impl AtHand<'d>,
    signed: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Binding {
    if method.is_leaked {
        return Binding::leaked(&found.id, &method.id);
    }
    let (key, since) = match usable(method, signed, now) {
        Ok(usable) => usable,
        Err(binding) => return *binding,
    };
    match controlled(method, found, &key, issuer, documents) {
        Ok(warnings) => Binding::bound(key, issuer, [since, warnings].concat()),
        Err(binding) if binding.outcome == BindingOutcome::Failed => *binding,
        Err(binding) => binding.with_key(Some(key)),
    }
}

/// Whether the method's controller is the issuer, and lists it for assertions. What is wrong with other entries is returned.
fn controlled<'d>(
    method: &VerificationMethod,
    found: &Found<'d>,
    key: &VerifyingKey,
    issuer: &str,
    documents: &impl AtHand<'d>,
) -> Result<Vec<Finding>, Box<Binding>> {
    let (id, controller) = (method.id(), method.controller());
    let is_claimed = !controller.is_empty();
    if is_claimed && controller != issuer {
        let message = format!("the key is that of {}, not of the issuer {}", quoted(controller), quoted(issuer));
        return Err(Box::new(Binding::not_bound(key.clone(), Some(controller), message, id)));
    }
    unharmed(method, key, &found.reading, &found.id)?;
    let mut warnings = warnings(&found.reading, &found.id);
    let fetched;
    let own = if found.id == issuer {
        // Nothing but keys stands at the issuer's own URL: there is no list to look at, and no other use for them.
        if !matches!(found.reading.document, KeyDocument::Controller(_)) {
            return Ok(warnings);
        }
        &found.reading
    } else {
        let own = match &found.own {
            Some(own) => own,
            None => {
                fetched = document_of(issuer, Purpose::Issuer, documents);
                &fetched
            }
        };
        let own = own.as_ref().map_err(|binding| Box::new(binding.as_ref().clone().with_key(Some(key.clone()))))?;
        unharmed(method, key, own, issuer)?;
        warnings.extend(self::warnings(own, issuer));
        own
    };
    if let KeyDocument::Controller(document) = &own.document {
        if document.allows(id, Relationship::AssertionMethod) {
            return Ok(warnings);
        }
        own.lists_clearly(id).map_err(|faults| Binding::unreadable(issuer, faults))?;
    }
    if !is_claimed {
        let message = format!("the document of {} does not list the key {}", quoted(issuer), quoted(id));
        return Err(Box::new(Binding::not_bound(key.clone(), None, message, id)));
    }
    let message = format!("{} does not list the key {} under `assertionMethod`", quoted(issuer), quoted(id));
    Err(Box::new(Binding::failure(Code::DidNotForAssertions, message, id)))
}

/// Whether nothing in a document speaks against a key, nor may do so.
fn unharmed(method: &VerificationMethod, key: &VerifyingKey, at: &Reading<'_>, id: &str) -> Result<(), Box<Binding>> {
    if at.leaks(key) {
        return Err(Box::new(Binding::leaked(id, method.id())));
    }
    at.faults_of(method.id()).map_err(|faults| Binding::unreadable(id, faults))?;
    at.names_clearly(key).map_err(|faults| Binding::unreadable(id, faults))
}

/// What is wrong in a document with what it is not asked for.
fn warnings(reading: &Reading<'_>, id: &str) -> Vec<Finding> {
    reading.faults().map(|fault| in_document(id, fault).into_warning()).collect()
}

fn in_document(id: &str, fault: &Finding) -> Finding {
    Finding::error(fault.code(), "", format!("in the document of {}: {fault}", quoted(id)))
}
