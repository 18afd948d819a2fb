//! Signing in two steps, for signers that take their time.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::key::{VerifyingKey, fits, multibase};
use crate::limits::Limits;
use crate::model::Proof;

/// A document that lacks nothing but its signature. Made by [`Engine::prepare`](super::Engine::prepare).
///
/// ```
/// use openbadges::Document;
/// use openbadges::key::{Seed, Signer, SigningKey};
/// use openbadges::proof::{Engine, ProofOptions};
///
/// let document = Document::parse(br#"{
///     "@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:example:1", "name": "A name"
/// }"#)?;
/// // The key is elsewhere; its public half is here.
/// let remote = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
/// let (public, options) = (remote.verifying_key(), ProofOptions::new("did:example:college#key-1"));
///
/// let prepared = Engine::new().prepare(&document, &public, &options)?;
/// let signature = remote.sign(prepared.bytes()).unwrap();
/// let secured = prepared.attach(&signature)?;
/// assert_eq!(secured.as_str(), Engine::new().secure(&document, &remote, &options)?.as_str());
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) document: Document,
    pub(super) proof: Proof,
    pub(super) bytes: [u8; 64],
    pub(super) key: VerifyingKey,
    pub(super) limits: Limits,
}

impl Prepared {
    /// The bytes to be signed, as they are; the signer hashes them as its algorithm says.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key that is to sign them.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// The document with its proof.
    ///
    /// # Errors
    /// `key.signer-wrong` if the signature does not fit the bytes and the key; `json.too-large` and the like if the document
    /// goes beyond the limits with its proof.
    pub fn attach(self, signature: &[u8]) -> Result<Document> {
        fits(&self.key, &self.bytes, signature)?;
        finished(self.document, self.proof, signature, &self.limits)
    }
}

/// The document with the proof, whose signature fits.
pub(super) fn finished(document: Document, mut proof: Proof, signature: &[u8], limits: &Limits) -> Result<Document> {
    proof.proof_value = Some(multibase::encode(signature));
    let root = document.root();
    let secured = match root.get("proof") {
        None => document.with_member("proof", &Document::parse(proof.to_json().as_bytes())?),
        Some(others) => {
            // In the place of the others: them, and the new one after them.
            let (start, length) = (others.offset(), others.raw().len());
            let (before, after) = (document.as_str().get(..start), document.as_str().get(start + length..));
            let all: Vec<&str> = others.one_or_many().map(|other| other.raw()).collect();
            let proof = proof.to_json();
            let list = [&all[..], &[proof.as_str()]].concat().join(",");
            let count = all.len() + 1;
            if count > limits.proofs() {
                let message =
                    format!("the document would have {count} proofs, more than the limit of {}", limits.proofs());
                return Err(Error::limit(Code::ProofTooMany, "/proof", message));
            }
            let text = format!("{}[{list}]{}", before.unwrap_or_default(), after.unwrap_or_default());
            Document::parse_within(text.as_bytes(), limits)?
        }
    };
    // What could be beyond the limits is read again as a verifier reads it; a value takes two bytes at least.
    let length = secured.as_bytes().len();
    if length > limits.bytes() || length / 2 > limits.values() {
        Document::parse_within(secured.as_bytes(), limits)?;
    }
    Ok(secured)
}
