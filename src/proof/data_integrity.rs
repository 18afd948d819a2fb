//! Data Integrity with eddsa-rdfc-2022 (Data Integrity EdDSA Cryptosuites 1.0, section 3.2).

use sha2::{Digest, Sha256};

use super::canon::{self, Strictness};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::{SigningKey, VerifyingKey, multibase};
use crate::limits::Limits;
use crate::model::{CREDENTIALS_V2, DateTimeZ, OPEN_BADGES_3_0_3, Proof, push_string};
use crate::text::quoted;

/// The cryptosuite.
pub(crate) const EDDSA_RDFC_2022: &str = "eddsa-rdfc-2022";

/// What a proof says beside its signature.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofOptions {
    verification_method: String,
    created: Option<DateTimeZ>,
}

impl ProofOptions {
    /// A proof made with the key that this URL stands for.
    pub fn new(verification_method: impl Into<String>) -> Self {
        ProofOptions { verification_method: verification_method.into(), created: None }
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

/// The canonical N-Quads (RDFC-1.0) of a document without its proof.
///
/// # Errors
/// Every member, type and reference that would not reach the graph (codes `json-ld.*`), and `canon.*`.
pub fn canonicalize(document: &Document) -> Result<String> {
    let limits = Limits::default();
    let canonical = canon::canonicalize(&without_proof(document, &limits)?, Strictness::Checking, &limits)?;
    Ok(canonical.lines)
}

/// Whether every member of a part of a badge would be covered by the badge's signature.
pub(crate) fn covers(part: &Document) -> Result<()> {
    let contexts = format!("\"{CREDENTIALS_V2}\",\"{OPEN_BADGES_3_0_3}\"");
    let members = part.as_str().trim_start().strip_prefix('{').unwrap_or_default();
    let document = Document::parse(format!("{{\"@context\":[{contexts}],{members}").as_bytes())?;
    canon::canonicalize(&document, Strictness::Issuing, &Limits::default()).map(|_| ())
}

/// The hashes of a document and of what its proof says beside the signature.
///
/// # Errors
/// As [`canonicalize`].
pub fn hashes(document: &Document, options: &ProofOptions) -> Result<Hashes> {
    let configuration = configuration(document, &proof_of(options))?;
    both(document, &configuration, Strictness::Checking)
}

/// The document with a proof, its last member.
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
/// As [`canonicalize`]; here a null or an empty list is refused too. `proof.malformed` if there is a proof already.
pub fn secure(document: &Document, key: &SigningKey, options: &ProofOptions) -> Result<Document> {
    if let Some(proof) = document.root().get("proof") {
        return Err(malformed(proof, "the document has a proof already"));
    }
    let mut proof = proof_of(options);
    let configuration = configuration(document, &proof)?;
    let hashes = both(document, &configuration, Strictness::Issuing)?;
    proof.proof_value = Some(multibase::encode(&key.sign(&hashes.to_bytes())));
    let open = document.as_str().trim_end().strip_suffix('}').unwrap_or_default().trim_end();
    Document::parse(format!("{open},\"proof\":{}}}", proof.to_json()).as_bytes())
}

/// Whether the signature of one proof fits the document and the key. Whose key it is, is not asked here.
///
/// # Errors
/// `proof.unknown-suite`, `proof.wrong-purpose`, `proof.malformed`, `proof.signature-invalid`, and as [`canonicalize`].
pub fn check(document: &Document, proof: Node<'_>, key: &VerifyingKey) -> Result<()> {
    let limits = Limits::default();
    let signature = signature(proof)?;
    let (document_hash, _) = document_hash(document, Strictness::Checking, &limits)?;
    check_signature(document, document_hash, proof, &signature, key, &limits)
}

/// Checks one of several proofs of a document that was hashed before.
pub(crate) fn check_signature(
    document: &Document,
    document_hash: [u8; 32],
    proof: Node<'_>,
    signature: &[u8; 64],
    key: &VerifyingKey,
    limits: &Limits,
) -> Result<()> {
    let context = document.root().get("@context").map_or("null", Node::raw);
    let mut text = format!("{{\"@context\":{context}");
    push_members_but(&mut text, proof, "proofValue");
    text.push('}');
    let configuration = Document::parse_within(text.as_bytes(), limits)?;
    let configuration = Configuration { document: configuration, pointer: proof.pointer() };
    let hashes = Hashes { proof: configuration.hash(Strictness::Checking, limits)?, document: document_hash };
    if key.verifies(&hashes.to_bytes(), signature) {
        Ok(())
    } else {
        let message = "the signature does not fit the document and the key";
        Err(Error::input(Code::ProofSignatureInvalid, proof.pointer(), message))
    }
}

/// SHA-256 of the canonical document without its proof, and what in its text that does not cover.
pub(crate) fn document_hash(
    document: &Document,
    strictness: Strictness,
    limits: &Limits,
) -> Result<([u8; 32], Vec<Finding>)> {
    let canonical = canon::canonicalize(&without_proof(document, limits)?, strictness, limits)?;
    Ok((Sha256::digest(canonical.lines).into(), canonical.warnings))
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

fn malformed(place: Node<'_>, message: &str) -> Error {
    Error::input(Code::ProofMalformed, place.pointer(), message)
}

fn proof_of(options: &ProofOptions) -> Proof {
    let mut proof = Proof::new(EDDSA_RDFC_2022, options.verification_method.clone());
    proof.created = options.created.clone();
    proof
}

/// The proof without its value, under the contexts of the document.
fn configuration(document: &Document, proof: &Proof) -> Result<Configuration> {
    let context = document.root().get("@context").map_or("null", Node::raw);
    let members = proof.to_json();
    let members = members.strip_prefix('{').unwrap_or_default();
    let document = Document::parse(format!("{{\"@context\":{context},{members}").as_bytes())?;
    Ok(Configuration { document, pointer: "/proof".into() })
}

/// What a proof says beside its signature, under the contexts of the document it stands in.
struct Configuration {
    document: Document,
    /// Where the proof stands.
    pointer: String,
}

impl Configuration {
    fn hash(&self, strictness: Strictness, limits: &Limits) -> Result<[u8; 32]> {
        let canonical = canon::canonicalize(&self.document, strictness, limits).map_err(|e| e.under(&self.pointer))?;
        Ok(Sha256::digest(canonical.lines).into())
    }
}

fn both(document: &Document, proof: &Configuration, strictness: Strictness) -> Result<Hashes> {
    let limits = Limits::default();
    // First the document: what is wrong with its contexts is wrong there, not in the proof.
    let (document, _) = document_hash(document, strictness, &limits)?;
    let proof = proof.hash(strictness, &limits)?;
    Ok(Hashes { proof, document })
}

/// The document's text without the members named `proof` at the top, everything else as it was written.
fn without_proof(document: &Document, limits: &Limits) -> Result<Document> {
    let root = document.root();
    if root.get("proof").is_none() {
        return Ok(document.clone());
    }
    let mut text = String::with_capacity(document.as_str().len());
    text.push('{');
    push_members_but(&mut text, root, "proof");
    text.push('}');
    Document::parse_within(text.as_bytes(), limits)
}

/// Writes the members of an object but one to an object that was begun, each value as it was written.
fn push_members_but(text: &mut String, object: Node<'_>, left_out: &str) {
    for (name, value) in object.members().filter(|(name, _)| name != left_out) {
        if !text.ends_with('{') {
            text.push(',');
        }
        push_string(&name, text);
        text.push(':');
        text.push_str(value.raw());
    }
}
