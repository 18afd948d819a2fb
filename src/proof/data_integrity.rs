//! Proofs inside documents (Data Integrity 1.0): what they say, and what is signed.

use super::engine::Engine;
use super::suite::Suite;
use crate::document::{Document, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::key::{Signer, VerifyingKey};
use crate::model::{DateTimeZ, Proof};
use crate::text::{is_uri, quoted};

/// What a proof says beside its signature.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofOptions {
    verification_method: String,
    suite: Suite,
    id: Option<String>,
    created: Option<DateTimeZ>,
    expires: Option<DateTimeZ>,
    domain: Vec<String>,
    challenge: Option<String>,
    previous: Vec<String>,
}

impl ProofOptions {
    /// A proof made with the key that this URL stands for.
    pub fn new(verification_method: impl Into<String>) -> Self {
        ProofOptions {
            verification_method: verification_method.into(),
            suite: Suite::default(),
            id: None,
            created: None,
            expires: None,
            domain: Vec::new(),
            challenge: None,
            previous: Vec::new(),
        }
    }

    /// Says how it is made; without it [`EddsaRdfc2022`](Suite::EddsaRdfc2022).
    #[must_use]
    pub fn with_suite(mut self, suite: Suite) -> Self {
        self.suite = suite;
        self
    }

    /// Gives the proof an id, an absolute IRI, by which other proofs can refer to it.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says when the proof was made.
    #[must_use]
    pub fn with_created(mut self, created: DateTimeZ) -> Self {
        self.created = Some(created);
        self
    }

    /// Says until when the proof holds (Data Integrity 1.0, section 2.1).
    #[must_use]
    pub fn with_expires(mut self, expires: DateTimeZ) -> Self {
        self.expires = Some(expires);
        self
    }

    /// Says for whom the proof is meant; called again, for whom else.
    #[must_use]
    pub fn with_domain(mut self, domain: impl Into<String>) -> Self {
        self.domain.push(domain.into());
        self
    }

    /// Repeats what a verifier asked to be repeated.
    #[must_use]
    pub fn with_challenge(mut self, challenge: impl Into<String>) -> Self {
        self.challenge = Some(challenge.into());
        self
    }

    /// Names a proof that this one covers too, by its id; called again, another.
    #[must_use]
    pub fn with_previous_proof(mut self, id: impl Into<String>) -> Self {
        self.previous.push(id.into());
        self
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub(super) fn has_previous(&self) -> bool {
        !self.previous.is_empty()
    }

    pub(super) fn suite(&self) -> Suite {
        self.suite
    }
}

/// The two hashes that a signature covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashes {
    /// SHA-256 of the canonical proof configuration.
    pub proof: [u8; 32],
    /// SHA-256 of the canonical document without its proof.
    pub document: [u8; 32],
}

impl Hashes {
    /// The bytes that are signed: the proof's hash, then the document's.
    pub fn to_bytes(self) -> [u8; 64] {
        let mut bytes = [0; 64];
        let (proof, document) = bytes.split_at_mut(32);
        proof.copy_from_slice(&self.proof);
        document.copy_from_slice(&self.document);
        bytes
    }
}

/// The canonical N-Quads (RDFC-1.0) of a document without its proof: [`Engine::canonicalize`] with the crate's own
/// contexts.
///
/// # Errors
/// As there.
pub fn canonicalize(document: &Document) -> Result<String> {
    Engine::new().canonicalize(document)
}

/// The hashes of a document and of what its proof says beside the signature: [`Engine::hashes`] with the crate's own
/// contexts.
///
/// # Errors
/// As there.
pub fn hashes(document: &Document, options: &ProofOptions) -> Result<Hashes> {
    Engine::new().hashes(document, options)
}

/// The document with a proof, its last member: [`Engine::secure`] with the crate's own contexts.
///
/// This signs any JSON-LD document that the crate's contexts define, whoever issued it; for badges use
/// [`Issuer`](crate::issue::Issuer), which checks that the key is the issuer's.
///
/// ```
/// use openbadges::Document;
/// use openbadges::key::{Seed, SigningKey};
/// use openbadges::proof::{ProofOptions, check, secure};
///
/// let document = Document::parse(br#"{
///     "@context": "https://www.w3.org/ns/credentials/v2",
///     "id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e",
///     "type": "VerifiableCredential",
///     "issuer": "did:example:issuer",
///     "credentialSubject": { "id": "did:example:subject" }
/// }"#)?;
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
/// let secured = secure(&document, &key, &ProofOptions::new("did:example:issuer#key-1"))?;
/// let proof = secured.root().get("proof").unwrap();
/// check(&secured, proof, &key.verifying_key())?;
/// # Ok::<(), openbadges::Error>(())
/// ```
///
/// # Errors
/// As there.
pub fn secure(document: &Document, signer: &dyn Signer, options: &ProofOptions) -> Result<Document> {
    Engine::new().secure(document, signer, options)
}

/// Whether the signature of one proof fits the document and the key: [`Engine::check`] with the crate's own contexts.
///
/// # Errors
/// As there.
pub fn check(document: &Document, proof: Node<'_>, key: &VerifyingKey) -> Result<()> {
    Engine::new().check(document, proof, key)
}

pub(super) fn malformed(place: Node<'_>, message: &str) -> Error {
    Error::input(Code::ProofMalformed, place.pointer(), message)
}

/// What a proof of the document says, but for its signature.
pub(super) fn proof_of(options: &ProofOptions, document: &Document) -> Result<Proof> {
    let mut proof = Proof::new(options.suite.as_str(), options.verification_method.clone());
    proof.created = options.created.clone();
    proof.expires = options.expires.clone();
    proof.domain = options.domain.clone();
    proof.challenge = options.challenge.clone();
    if let Some(id) = &options.id {
        proof.extra.insert("id", Document::of(id)?);
    }
    match options.previous.as_slice() {
        [] => {}
        [one] => proof.extra.insert("previousProof", Document::of(one)?),
        several => proof.extra.insert("previousProof", Document::of(several)?),
    }
    // So that who reads the proof knows its terms (EdDSA Cryptosuites 1.0, section 3.3.1).
    if let Some(context) = document.root().get("@context").filter(|_| options.suite.is_jcs()) {
        proof.extra.insert("@context", context.to_document());
    }
    Ok(proof)
}

/// Whether such a proof can be made, with this key.
pub(super) fn suits(options: &ProofOptions, key: &VerifyingKey) -> Result<()> {
    sound(options)?;
    options.suite.takes(key).map_err(|message| Error::key(Code::ProofWrongKey, message))
}

/// Whether such a proof can be made, with some key.
pub(super) fn sound(options: &ProofOptions) -> Result<()> {
    if !options.suite.is_issued() {
        let message = format!("{} is only read, it has better successors", options.suite);
        return Err(Error::input(Code::ProofUnknownSuite, "/proof", message));
    }
    // Suites over RDF would refuse these too, canonical JSON takes any text.
    let uris = [("verificationMethod", Some(&options.verification_method)), ("id", options.id.as_ref())];
    for (name, uri) in uris.into_iter().filter_map(|(name, uri)| Some((name, uri?))) {
        if !is_uri(uri) {
            let message = format!("the proof's `{name}` {} is not an absolute URI", quoted(uri));
            return Err(Error::input(Code::InputNotUri, format!("/proof/{name}"), message));
        }
    }
    if let (Some(created), Some(expires)) = (&options.created, &options.expires)
        && expires.at() <= created.at()
    {
        let message = format!("the proof would end at {expires}, not after it is made at {created}");
        return Err(Error::input(Code::ProofExpired, "/proof/expires", message));
    }
    Ok(())
}
