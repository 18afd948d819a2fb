//! Documents that say whose keys are whose: DID documents (DID Core 1.0, section 5), controller documents (Controlled
//! Identifiers 1.0, section 2), issuers' profiles with keys, and single keys.

use std::collections::BTreeSet;

use super::method::{MOST, all_of_jwks, in_jwks, is_jwks, malformed, of_jwk, url_of};
use super::{Did, VerificationMethod};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::{VerifyingKey, jwk};
use crate::text::quoted;

/// What a verification method may be used for (Controlled Identifiers 1.0, section 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Relationship {
    /// Signing credentials: `assertionMethod`.
    AssertionMethod,
    /// Logging in: `authentication`.
    Authentication,
    /// Encrypting to the subject: `keyAgreement`.
    KeyAgreement,
    /// Using capabilities: `capabilityInvocation`.
    CapabilityInvocation,
    /// Passing capabilities on: `capabilityDelegation`.
    CapabilityDelegation,
}

impl Relationship {
    /// All of them.
    pub const ALL: &'static [Relationship] = &[
        Relationship::AssertionMethod,
        Relationship::Authentication,
        Relationship::KeyAgreement,
        Relationship::CapabilityInvocation,
        Relationship::CapabilityDelegation,
    ];

    /// The member of the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Relationship::AssertionMethod => "assertionMethod",
            Relationship::Authentication => "authentication",
            Relationship::KeyAgreement => "keyAgreement",
            Relationship::CapabilityInvocation => "capabilityInvocation",
            Relationship::CapabilityDelegation => "capabilityDelegation",
        }
    }
}

/// A DID document, or another document of a controller: an issuer's profile at an HTTPS address is one if it lists keys.
///
/// ```
/// use openbadges::Document;
/// use openbadges::did::{DidDocument, Relationship};
///
/// let document = Document::parse(br##"{
///     "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
///     "id": "did:web:example.edu",
///     "verificationMethod": [{
///         "id": "#key-1", "type": "Multikey", "controller": "did:web:example.edu",
///         "publicKeyMultibase": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
///     }],
///     "assertionMethod": ["#key-1"]
/// }"##)?;
/// let document = DidDocument::read(&document)?;
/// let method = document.method("did:web:example.edu#key-1").unwrap();
/// assert_eq!(method.controller(), document.id());
/// assert!(method.key().is_ok());
/// assert!(document.allows(method.id(), Relationship::AssertionMethod));
/// assert!(!document.allows(method.id(), Relationship::Authentication));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct DidDocument {
    id: String,
    controllers: Vec<String>,
    also_known_as: Vec<String>,
    methods: Vec<VerificationMethod>,
    relationships: BTreeSet<(Relationship, String)>,
}

impl DidDocument {
    /// Reads a document. Members that say nothing about keys are passed over, contexts too: the members mean the same
    /// without them (DID Core 1.0, section 6.2).
    ///
    /// # Errors
    /// Every fault: `did.document-malformed` where a member is missing, of a wrong type or no absolute URL (a fragment, such
    /// as `#key-1`, is one of the document's id), `did.duplicate-method`, `key.secret` if there is anything of a private
    /// key, `did.too-many-methods`.
    pub fn read(document: &Document) -> Result<Self> {
        let root = document.root();
        let mut findings = Vec::new();
        secrets(root, &mut findings);
        let id = root.get("id").and_then(|id| url_of(id, None, &mut findings));
        if root.get("id").is_none() {
            findings.push(malformed(root, "the document has no `id`"));
        }
        let id = id.unwrap_or_default();
        if id.contains('#') || id.starts_with("did:") && Did::parse(&id).is_err() {
            findings.push(malformed(
                root.get("id").unwrap_or(root),
                format!("{} is not the id of a document", quoted(&id)),
            ));
        }
        let mut read = DidDocument {
            controllers: urls(root, "controller", &mut findings),
            also_known_as: urls(root, "alsoKnownAs", &mut findings),
            id,
            methods: Vec::new(),
            relationships: BTreeSet::new(),
        };
        let lists = std::iter::once((None, "verificationMethod"))
            .chain(Relationship::ALL.iter().map(|relationship| (Some(*relationship), relationship.as_str())));
        let entries: Vec<_> = lists
            .flat_map(|(relationship, name)| root.get(name).map(|list| (relationship, list)))
            .flat_map(|(relationship, list)| list.one_or_many().map(move |entry| (relationship, entry)))
            .take(MOST + 1)
            .collect();
        if entries.len() > MOST {
            let message = format!("the document has more than {MOST} verification methods and references");
            return Err(Error::limit(Code::DidTooManyMethods, "", message));
        }
        for (relationship, entry) in entries {
            read.entry(relationship, entry, &mut findings);
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        Ok(read)
    }

    /// One entry of `verificationMethod` or of a relationship: a method, or in the latter a reference to one.
    fn entry(&mut self, relationship: Option<Relationship>, entry: Node<'_>, findings: &mut Vec<Finding>) {
        if let (Some(relationship), Kind::String) = (relationship, entry.kind()) {
            if let Some(reference) = url_of(entry, Some(&self.id), findings) {
                self.relationships.insert((relationship, reference));
            }
            return;
        }
        let Some(mut method) = VerificationMethod::read(entry, Some(&self.id), findings) else { return };
        if self.method(&method.id).is_some() {
            let message = format!("there are two verification methods {}", quoted(&method.id));
            findings.push(Finding::error(Code::DidDuplicateMethod, entry.pointer(), message).with_value(&method.id));
            return;
        }
        method.embedded = relationship;
        self.relationships.extend(relationship.map(|relationship| (relationship, method.id.clone())));
        self.methods.push(method);
    }

    /// Whose document it is.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Who may change the document. That says nothing about whose its keys are.
    pub fn controllers(&self) -> &[String] {
        &self.controllers
    }

    /// What else the subject is called, by its own account.
    pub fn also_known_as(&self) -> &[String] {
        &self.also_known_as
    }

    /// All verification methods, those embedded in relationships too.
    pub fn methods(&self) -> &[VerificationMethod] {
        &self.methods
    }

    /// The method of an id, an absolute URL.
    pub fn method(&self, id: &str) -> Option<&VerificationMethod> {
        self.methods.iter().find(|method| method.id == id)
    }

    /// The ids of the methods that are listed for a use, in alphabetical order. Methods of other documents can be among
    /// them.
    pub fn listed(&self, relationship: Relationship) -> impl Iterator<Item = &str> {
        self.relationships.iter().filter(move |(listed, _)| *listed == relationship).map(|(_, id)| id.as_str())
    }

    /// Whether a method is listed for a use.
    pub fn allows(&self, id: &str, relationship: Relationship) -> bool {
        self.listed(relationship).any(|listed| listed == id)
    }

    /// A document that lists nothing.
    pub(super) fn empty(id: &str) -> Self {
        let (controllers, also_known_as) = (Vec::new(), Vec::new());
        DidDocument { id: id.into(), controllers, also_known_as, methods: Vec::new(), relationships: BTreeSet::new() }
    }

    /// The document of a `did:key` or `did:jwk`, which follows from it.
    pub(super) fn computed(did: &Did, method: String, key: Result<VerifyingKey>) -> Self {
        let id = did.as_str().to_owned();
        let class = if did.method() == "jwk" { "JsonWebKey" } else { "Multikey" };
        DidDocument {
            controllers: Vec::new(),
            also_known_as: Vec::new(),
            relationships: BTreeSet::from([(Relationship::AssertionMethod, method.clone())]),
            methods: vec![VerificationMethod::plain(method, class, id.clone(), key)],
            id,
        }
    }
}

/// What an HTTPS address that stands for a key, or for its controller, may serve.
///
/// ```
/// use openbadges::Document;
/// use openbadges::did::KeyDocument;
///
/// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// let url = "https://example.edu/keys/1";
/// let document = KeyDocument::read(&Document::parse(jwk.as_bytes())?)?;
/// let method = document.method(url)?.unwrap();
/// assert_eq!(method.key().unwrap().to_jwk(), r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
/// // A JWK does not say whose it is.
/// assert_eq!(method.controller(), "");
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum KeyDocument {
    /// A controller's document: a DID document, or a profile with keys.
    Controller(DidDocument),
    /// One verification method, which names its controller.
    Method(Box<VerificationMethod>),
    /// A JWK or a JWKS, which name none.
    Jwk(Document),
}

impl KeyDocument {
    /// Reads whatever it is.
    ///
    /// # Errors
    /// As [`DidDocument::read`].
    pub fn read(document: &Document) -> Result<Self> {
        let root = document.root();
        // What says whose document it is, or what its keys are for, is asked for that.
        let is_controllers =
            ["id", "verificationMethod", "assertionMethod"].iter().any(|name| root.get(name).is_some());
        if !is_controllers && (is_jwks(root) || root.get("kty").is_some()) {
            let mut findings = Vec::new();
            secrets(root, &mut findings);
            Error::unless_empty(ErrorKind::Input, findings)?;
            return Ok(KeyDocument::Jwk(document.clone()));
        }
        let is_method = ["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58"];
        if !root.members().any(|(name, _)| is_method.contains(&&*name)) {
            return DidDocument::read(document).map(KeyDocument::Controller);
        }
        let mut findings = Vec::new();
        secrets(root, &mut findings);
        let method = VerificationMethod::read(root, None, &mut findings);
        Error::unless_empty(ErrorKind::Input, findings)?;
        let none = || Error::new(ErrorKind::Input, malformed(root, "the document is no verification method"));
        method.map(Box::new).map(KeyDocument::Method).ok_or_else(none)
    }

    /// The key that `url` stands for, this being the document that was found at `url` without its fragment. A key of a
    /// JWKS is found by its `kid`, which is the URL or its fragment. The controller is empty where the document names
    /// none.
    ///
    /// # Errors
    /// `did.document-malformed` if two keys of a set have one name, or one has an end (`exp`) that is no time.
    pub fn method(&self, url: &str) -> Result<Option<VerificationMethod>> {
        match self {
            KeyDocument::Controller(document) => Ok(document.method(url).cloned()),
            KeyDocument::Method(method) => Ok((method.id == url).then(|| (**method).clone())),
            KeyDocument::Jwk(document) if is_jwks(document.root()) => in_jwks(document.root(), url),
            KeyDocument::Jwk(document) => of_jwk(document.root(), url).map(Some),
        }
    }
}

impl KeyDocument {
    /// Every key of a JWK or JWKS under one name.
    pub(super) fn all(&self, name: &str) -> Result<Vec<VerificationMethod>> {
        match self {
            KeyDocument::Controller(document) => Ok(document.methods.clone()),
            KeyDocument::Method(method) => Ok(vec![(**method).clone()]),
            KeyDocument::Jwk(document) if is_jwks(document.root()) => all_of_jwks(document.root(), name),
            KeyDocument::Jwk(document) => of_jwk(document.root(), name).map(|method| vec![method]),
        }
    }
}

/// Everything of a private key, wherever it stands. The values are not repeated.
fn secrets(root: Node<'_>, findings: &mut Vec<Finding>) {
    const ENOUGH: usize = 20;
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let is_key = node.get("kty").is_some();
        for (name, value) in node.members() {
            let is_secret = name.starts_with("privateKey")
                || name.starts_with("secretKey")
                || is_key && jwk::SECRET.contains(&&*name);
            if is_secret && findings.len() < ENOUGH {
                let message = format!("the document holds a part of a private key, {}", quoted(&name));
                let remedy = "take it out, and make a new key: this one is known";
                findings.push(Finding::error(Code::KeySecret, value.pointer(), message).with_remedy(remedy));
            }
            open.push(value);
        }
        open.extend(node.items());
    }
}

/// The URLs of a member, one or many.
fn urls(root: Node<'_>, name: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    let values = root.get(name).into_iter().flat_map(Node::one_or_many).take(MOST);
    values.filter_map(|value| url_of(value, None, findings)).collect()
}
