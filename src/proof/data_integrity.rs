//! Data Integrity with eddsa-rdfc-2022 (Data Integrity EdDSA Cryptosuites 1.0, section 3.2).

use super::engine::Engine;
use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::{Signer, VerifyingKey, multibase};
use crate::model::{DateTimeZ, Proof};
use crate::text::quoted;

/// The cryptosuite.
pub(crate) const EDDSA_RDFC_2022: &str = "eddsa-rdfc-2022";

/// What a proof says beside its signature.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofOptions {
    verification_method: String,
    id: Option<String>,
    created: Option<DateTimeZ>,
}

impl ProofOptions {
    /// A proof made with the key that this URL stands for.
    pub fn new(verification_method: impl Into<String>) -> Self {
        ProofOptions { verification_method: verification_method.into(), id: None, created: None }
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

/// What a proof must say for this crate to check it, and its signature.
pub(crate) fn signature(proof: Node<'_>) -> Result<[u8; 64]> {
    let text = |name: &str| proof.get(name).and_then(Node::as_str).unwrap_or_default();
    if proof.kind() != Kind::Object {
        return Err(malformed(proof, "a proof is an object"));
    }
    let (class, suite) = (text("type"), text("cryptosuite"));
    if class != "DataIntegrityProof" || suite != EDDSA_RDFC_2022 {
        let shown = if class == "DataIntegrityProof" { suite } else { class };
        let message = format!("proofs of the kind {} are not checked by this crate", quoted(&shown));
        let finding = Finding::error(Code::ProofUnknownSuite, proof.pointer(), message).with_value(&shown);
        return Err(Error::new(ErrorKind::Input, finding));
    }
    if text("proofPurpose") != "assertionMethod" {
        let place = proof.get("proofPurpose").unwrap_or(proof);
        let message = format!("the purpose of the proof is {}, not `assertionMethod`", quoted(&text("proofPurpose")));
        return Err(Error::input(Code::ProofWrongPurpose, place.pointer(), message));
    }
    for unread in ["@context", "previousProof"] {
        if let Some(place) = proof.get(unread) {
            let message = format!("proofs with `{unread}` are not checked by this crate");
            return Err(Error::input(Code::ProofUnknownSuite, place.pointer(), message));
        }
    }
    multibase::decode(&text("proofValue")).ok_or_else(|| {
        let place = proof.get("proofValue").unwrap_or(proof);
        malformed(place, "`proofValue` is not `z` and 64 bytes in base58btc")
    })
}

pub(super) fn malformed(place: Node<'_>, message: &str) -> Error {
    Error::input(Code::ProofMalformed, place.pointer(), message)
}

pub(super) fn proof_of(options: &ProofOptions) -> Result<Proof> {
    let mut proof = Proof::new(EDDSA_RDFC_2022, options.verification_method.clone());
    proof.created = options.created.clone();
    if let Some(id) = &options.id {
        proof.extra.insert("id", Document::of(id)?);
    }
    Ok(proof)
}
