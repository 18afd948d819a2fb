//! Documents that say whose keys are whose: DID documents (DID Core 1.0, section 5), controller documents (Controlled
//! Identifiers 1.0, section 2), issuers' profiles with keys, and single keys.

use std::collections::BTreeSet;

use super::method::{MOST, in_jwks, is_jwks, malformed, of_jwk, url_of};
use super::reading::{self, Class, Faults};
use super::{Did, VerificationMethod};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::Finding;
use crate::key::VerifyingKey;
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
        let (read, faults) = Self::read_sound(document.root())?;
        Error::unless_empty(ErrorKind::Input, faults.into_findings())?;
        Ok(read)
    }

    /// What of a document can be relied on, and what is wrong with the rest; an error only beyond the limits.
    pub(super) fn read_sound(root: Node<'_>) -> Result<(Self, Faults<'_>)> {
        let (mut whole, mut beside) = (Vec::new(), Vec::new());
        let id = root.get("id").and_then(|id| url_of(id, None, &mut whole));
        if root.get("id").is_none() {
            whole.push(malformed(root, "the document has no `id`"));
        }
        let id = id.unwrap_or_default();
        if id.contains('#') || id.starts_with("did:") && Did::parse(&id).is_err() {
            let message = format!("{} is not the id of a document", quoted(&id));
            whole.push(malformed(root.get("id").unwrap_or(root), message));
        }
        let mut read = DidDocument {
            controllers: urls(root, "controller", &mut beside),
            also_known_as: urls(root, "alsoKnownAs", &mut beside),
            ..DidDocument::empty(&id)
        };
        let entries = reading::entries(root, &mut read)?;
        Ok((read, Faults { secrets: reading::secrets(root), whole, beside, entries }))
    }

    /// Lists a method for a use.
    pub(super) fn list(&mut self, relationship: Relationship, id: String) {
        self.relationships.insert((relationship, id));
    }

    /// Adds a method, embedded in a relationship or not.
    pub(super) fn add(&mut self, relationship: Option<Relationship>, mut method: VerificationMethod) {
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
        match Self::class_of(root) {
            Class::Jwk => {
                Error::unless_empty(ErrorKind::Input, reading::secrets(root))?;
                Ok(KeyDocument::Jwk(document.clone()))
            }
            Class::Controller => DidDocument::read(document).map(KeyDocument::Controller),
            Class::Method => Self::read_method(root, reading::secrets(root)),
        }
    }

    pub(super) fn class_of(root: Node<'_>) -> Class {
        // What says whose document it is, or what its keys are for, is asked for that.
        let is_controllers =
            ["id", "verificationMethod", "assertionMethod"].iter().any(|name| root.get(name).is_some());
        let is_method = ["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58"];
        if !is_controllers && (is_jwks(root) || root.get("kty").is_some()) {
            Class::Jwk
        } else if root.members().any(|(name, _)| is_method.contains(&&*name)) {
            Class::Method
        } else {
            Class::Controller
        }
    }

    /// A single method, of which something may be wrong already.
    pub(super) fn read_method(root: Node<'_>, mut findings: Vec<Finding>) -> Result<Self> {
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
    /// `did.duplicate-method` if two keys of a set have this name, `did.document-malformed` if its end (`exp`) is no time.
    pub fn method(&self, url: &str) -> Result<Option<VerificationMethod>> {
        match self {
            KeyDocument::Controller(document) => Ok(document.method(url).cloned()),
            KeyDocument::Method(method) => Ok((method.id == url).then(|| (**method).clone())),
            KeyDocument::Jwk(document) if is_jwks(document.root()) => in_jwks(document.root(), url),
            KeyDocument::Jwk(document) => of_jwk(document.root(), url).map(Some),
        }
    }
}

/// The URLs of a member, one or many.
fn urls(root: Node<'_>, name: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    let values = root.get(name).into_iter().flat_map(Node::one_or_many).take(MOST);
    values.filter_map(|value| url_of(value, None, findings)).collect()
}
