//! From a key to the issuer: whose signature is it?

use chrono::{DateTime, Utc};

use super::document::{DidDocument, KeyDocument, Relationship};
use super::method::VerificationMethod;
use super::{Did, DidUrl, jwk, web};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::text::{is_uri, quoted};

/// How the question whose a key is was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BindingOutcome {
    /// The key is the issuer's, and may sign credentials.
    Bound,
    /// The key is known, but nothing shows that it is the issuer's: whatever it signed, somebody else may have.
    NotBound,
    /// A document is not at hand, or the key is of a kind that the crate does not know.
    Unknown,
    /// The method may not sign for anybody: it is not in its document, not for assertions, or was retired by then.
    Failed,
}

/// A document that is lacking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    id: String,
    url: Option<String>,
}

impl Needed {
    fn new(id: &str) -> Self {
        let url = match Did::parse(id) {
            Ok(did) => web::document_url(&did).ok(),
            Err(_) => id.starts_with("https://").then(|| id.to_owned()),
        };
        Needed { id: id.to_owned(), url }
    }

    /// Whose document it is: a DID or an HTTPS URL. By this it is asked for.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it lies, for `did:web` and HTTPS; for other DIDs their method says how it is found.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
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
    fn new(outcome: BindingOutcome, findings: Vec<Finding>) -> Self {
        Binding { outcome, key: None, controller: None, findings, needs: Vec::new() }
    }

    fn failed(findings: Vec<Finding>) -> Self {
        Binding::new(BindingOutcome::Failed, findings)
    }

    fn failure(code: Code, message: String, value: &str) -> Self {
        Binding::failed(vec![Finding::error(code, "", message).with_value(value)])
    }

    fn bound(key: VerifyingKey, issuer: &str, warnings: Vec<Finding>) -> Self {
        let controller = Some(issuer.to_owned());
        Binding { key: Some(key), controller, ..Binding::new(BindingOutcome::Bound, warnings) }
    }

    fn lacks(id: &str) -> Self {
        let needed = Needed::new(id);
        let message = format!("the document of {}, which says whose the key is, is not at hand", quoted(id));
        let finding = Finding::error(Code::DidDocumentMissing, "", message).with_value(id);
        let finding = match &needed.url {
            Some(url) => finding.with_remedy(format!("fetch it from {} and hand it in", quoted(url))),
            None => finding,
        };
        Binding { needs: vec![needed], ..Binding::new(BindingOutcome::Unknown, vec![finding]) }
    }

    fn not_bound(key: VerifyingKey, controller: Option<&str>, message: String, value: &str) -> Self {
        let finding = Finding::error(Code::ProofKeyNotBound, "", message).with_value(value);
        let controller = controller.map(str::to_owned);
        Binding { key: Some(key), controller, ..Binding::new(BindingOutcome::NotBound, vec![finding]) }
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

    /// What is wrong or lacking; of a bound key, warnings. Their codes are `did.*`, `key.*` and `json.*`; their pointers are
    /// empty, because they are not about the signed document.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The documents that would tell more.
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
/// `signed` is when the signature says that it was made, without which `now` is taken. A key that had expired or was
/// revoked by then fails; one that has been since is bound, with a warning (`did.key-expired-since`,
/// `did.key-revoked-since`): whoever stole it can have signed with an earlier date.
///
/// ```
/// use openbadges::Document;
/// use openbadges::did::{self, BindingOutcome};
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
    let found = find(method, issuer, &documents).and_then(|found| {
        let (key, since) = usable(&found.method, signed.unwrap_or(now), now)?;
        Ok(controlled(&found, key, since, issuer, &documents))
    });
    found.unwrap_or_else(|binding| *binding)
}

/// Whether a key that was found only in the message, such as a JWT's header `jwk`, is the issuer's: if the issuer is its
/// `did:key` or `did:jwk`, or the issuer's own document lists this very key under `assertionMethod`. Otherwise it is not
/// bound: a good signature says that the bytes are as somebody signed them, who may be anybody.
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
    let document = match document_of(issuer, &documents) {
        Ok(document) => document,
        Err(binding) => {
            let findings = [not_bound.findings, binding.findings].concat();
            return Binding { needs: binding.needs, findings, ..not_bound };
        }
    };
    let methods = match document.all(issuer) {
        Ok(methods) => methods,
        Err(error) => {
            let findings = [not_bound.findings, unreadable(issuer, error).findings].concat();
            return Binding { findings, ..not_bound };
        }
    };
    // One key can have two names, one of them retired.
    let bindings = methods.iter().filter(|method| method.key().is_ok_and(|own| own == key)).map(|method| {
        let (key, since) = usable(method, signed.unwrap_or(now), now)?;
        let found = Found { method: method.clone(), document: document.clone(), is_own: true };
        Ok::<_, Box<Binding>>(controlled(&found, key, since, issuer, &documents))
    });
    let mut best: Option<Binding> = None;
    for binding in bindings {
        let binding = binding.unwrap_or_else(|binding| *binding);
        if binding.is_bound() {
            return binding;
        }
        best = Some(binding);
    }
    best.unwrap_or(not_bound)
}

/// A verification method, and the document it stands in.
struct Found {
    method: VerificationMethod,
    document: KeyDocument,
    /// Whether that is what the issuer's own id stands for.
    is_own: bool,
}

/// The method, from its own document.
fn find<'d>(
    method: &str,
    issuer: &str,
    documents: &impl Fn(&str) -> Option<&'d Document>,
) -> Result<Found, Box<Binding>> {
    let missing = |message: String| Box::new(Binding::failure(Code::DidMethodMissing, message, method));
    let base = if method.starts_with("did:") {
        let url = DidUrl::parse(method).map_err(|error| Box::new(Binding::failed(error.into_findings())))?;
        if !url.path().is_empty() || url.query().is_some() || url.fragment().is_none_or(str::is_empty) {
            return Err(missing(format!("{} is not a DID with the fragment of one of its keys", quoted(method))));
        }
        url.did().as_str().to_owned()
    } else if method.starts_with("https://") && is_uri(method) {
        method.split_once('#').map_or(method, |(base, _)| base).to_owned()
    } else {
        let message = format!("{} is neither a DID URL nor an HTTPS URL: it leads to no document", quoted(method));
        let finding = Finding::error(Code::DidDocumentMissing, "", message).with_value(method);
        return Err(Box::new(Binding::new(BindingOutcome::Unknown, vec![finding])));
    };
    // The issuer's own document may describe a key that lies elsewhere. What a DID's key is, only that DID's document says.
    if base != issuer && base.starts_with("https://") && has(issuer, documents) {
        let document = document_of(issuer, documents)?;
        if let KeyDocument::Controller(own) = &document
            && let Some(method) = own.method(method).cloned()
        {
            return Ok(Found { method, document, is_own: true });
        }
    }
    let document = document_of(&base, documents).map_err(|mut binding| {
        // Good for checking the signature, not for believing it.
        let fragment = method.split_once('#').map(|(_, fragment)| fragment);
        if binding.outcome == BindingOutcome::Unknown {
            binding.key = fragment.and_then(|fragment| VerifyingKey::from_multikey(fragment).ok());
        }
        binding
    })?;
    match document.method(method) {
        Ok(Some(method)) => Ok(Found { method, document, is_own: base == issuer }),
        Ok(None) => {
            Err(missing(format!("the document of {} has no verification method {}", quoted(&base), quoted(method))))
        }
        Err(error) => Err(Box::new(unreadable(&base, error))),
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

/// Whether the method's controller is the issuer, and lists it for assertions.
fn controlled<'d>(
    found: &Found,
    key: VerifyingKey,
    since: Vec<Finding>,
    issuer: &str,
    documents: &impl Fn(&str) -> Option<&'d Document>,
) -> Binding {
    let (id, controller) = (found.method.id(), found.method.controller());
    let is_claimed = !controller.is_empty();
    if is_claimed && controller != issuer {
        let message = format!("the key is that of {}, not of the issuer {}", quoted(controller), quoted(issuer));
        return Binding::not_bound(key, Some(controller), message, id);
    }
    let own = match &found.document {
        KeyDocument::Controller(document) if found.is_own => Ok(document.clone()),
        // Nothing but keys stands at the issuer's own URL: there is no list to look at, and no other use for them.
        _ if found.is_own => return Binding::bound(key, issuer, since),
        _ => document_of(issuer, documents).map(|document| match document {
            KeyDocument::Controller(document) => document,
            // It lists nothing.
            _ => DidDocument::empty(issuer),
        }),
    };
    let own = match own {
        Ok(own) => own,
        Err(binding) => return Binding { key: Some(key), ..*binding },
    };
    if own.allows(id, Relationship::AssertionMethod) {
        return Binding::bound(key, issuer, since);
    }
    if !is_claimed {
        let message = format!("the document of {} does not list the key {}", quoted(issuer), quoted(id));
        return Binding::not_bound(key, None, message, id);
    }
    let message = format!("{} does not list the key {} under `assertionMethod`", quoted(issuer), quoted(id));
    Binding::failure(Code::DidNotForAssertions, message, id)
}

fn has<'d>(id: &str, documents: &impl Fn(&str) -> Option<&'d Document>) -> bool {
    lookup(id, documents).is_some()
}

fn lookup<'d>(id: &str, documents: &impl Fn(&str) -> Option<&'d Document>) -> Option<&'d Document> {
    documents(id).or_else(|| {
        let did = Did::parse(id).ok().filter(|did| did.method() == "web")?;
        documents(&web::document_url(&did).ok()?)
    })
}

/// The document of a DID or an HTTPS URL: computed, or handed in.
fn document_of<'d>(id: &str, documents: &impl Fn(&str) -> Option<&'d Document>) -> Result<KeyDocument, Box<Binding>> {
    let did = Did::parse(id).ok();
    if let Some(did) = &did {
        if did.method() == "key" {
            let multikey = did.method_specific_id();
            let (method, key) = (format!("{did}#{multikey}"), VerifyingKey::from_multikey(multikey));
            return Ok(KeyDocument::Controller(DidDocument::computed(did, method, key)));
        }
        if let Some(key) = jwk::key_of(did) {
            return Ok(KeyDocument::Controller(DidDocument::computed(did, format!("{did}#0"), key)));
        }
        if did.method() == "web" {
            web::document_url(did).map_err(|error| Box::new(Binding::failed(error.into_findings())))?;
        }
    }
    let document = lookup(id, documents).ok_or_else(|| Box::new(Binding::lacks(id)))?;
    let read = match did {
        Some(_) => DidDocument::read(document).map(KeyDocument::Controller),
        None => KeyDocument::read(document),
    };
    let read = read.map_err(|error| Box::new(unreadable(id, error)))?;
    match &read {
        KeyDocument::Controller(document) if document.id() != id => {
            let message = format!("the document at hand for {} is that of {}", quoted(id), quoted(document.id()));
            Err(Box::new(Binding::failure(Code::DidDocumentOfAnother, message, document.id())))
        }
        _ => Ok(read),
    }
}

/// A document that is not what it must be; one that is too large for us may be good.
fn unreadable(id: &str, error: Error) -> Binding {
    let is_beyond_us = error.kind() == ErrorKind::Limit;
    let outcome = if is_beyond_us { BindingOutcome::Unknown } else { BindingOutcome::Failed };
    let findings = error.into_findings().into_iter().map(|finding| {
        let message = format!("in the document of {}: {finding}", quoted(id));
        Finding::error(finding.code(), "", message)
    });
    Binding::new(outcome, findings.collect())
}
