//! Credentials as signed JWTs: compact JWS (RFC 7515) as Open Badges 3.0, section 8.2, narrows them.
//!
//! What a token says of itself is never believed before its signature is checked, and a key in its header never because
//! it stands there: [`Token::check`] takes the key, and whose key that is has to be known from elsewhere.
//!
//! ```
//! use openbadges::Document;
//! use openbadges::key::{Seed, SigningKey};
//! use openbadges::proof::jwt::{JwtOptions, Token, sign};
//!
//! let credential = Document::parse(br#"{
//!     "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
//!     "id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e",
//!     "type": ["VerifiableCredential", "OpenBadgeCredential"],
//!     "issuer": {"id": "https://example.edu/issuer", "type": ["Profile"]},
//!     "validFrom": "2026-05-01T09:00:00Z",
//!     "credentialSubject": {"id": "did:example:learner", "type": ["AchievementSubject"]}
//! }"#)?;
//! let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
//! let text = sign(&credential, &key, &JwtOptions::kid("https://example.edu/keys#1"))?;
//!
//! let token = Token::read(text.as_bytes())?;
//! assert_eq!(token.kid(), Some("https://example.edu/keys#1"));
//! token.check(&key.verifying_key())?;
//! assert_eq!(token.credential()?, credential);
//! # Ok::<(), openbadges::Error>(())
//! ```

mod claims;
mod header;
mod issue;
#[cfg(test)]
mod tests;

pub(crate) use claims::Claimed;
pub use issue::{JwtOptions, Prepared, prepare, sign};

use crate::document::{Document, Kind};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding};
use crate::key::{Algorithm, VerifyingKey, jwk};
use crate::limits::Limits;
use header::Header;

/// A compact JWS that was read; its signature is not checked yet.
///
/// Pointers in findings about the header count from the header, all others from the payload.
#[derive(Debug, Clone)]
pub struct Token {
    text: String,
    /// How many bytes of the text are signed: header, point and payload.
    signed: usize,
    header: Header,
    payload: Document,
    signature: Vec<u8>,
    limits: Limits,
}

impl Token {
    /// Whether this is to be read as a JWS rather than as JSON. White space may stand around it.
    ///
    /// ```
    /// use openbadges::proof::jwt::Token;
    ///
    /// assert!(Token::looks_like(b" eyJhbGciOiJSUzI1NiJ9.e30.c2ln\n"));
    /// assert!(!Token::looks_like(br#"{"@context": []}"#));
    /// ```
    pub fn looks_like(bytes: &[u8]) -> bool {
        // The first six bits of `{` and of white space before it; no JSON text begins with one of these letters.
        matches!(bytes.trim_ascii_start().first(), Some(b'e' | b'I' | b'C' | b'D'))
    }

    /// Reads a compact JWS within the default [`Limits`].
    ///
    /// # Errors
    /// `jwt.not-a-jws`, `jwt.insecure-algorithm` (`none` and HMAC), `jwt.unknown-algorithm`, `jwt.bad-header`,
    /// `jwt.wrong-key` and `key.*` for the key in the header, `json.*` for header and payload. A header's faults are
    /// found all together, unless it is the algorithm.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Self::read_within(bytes, &Limits::default())
    }

    /// Reads a compact JWS; `limits` hold for the token, counted before it is decoded, and for what is in it.
    ///
    /// # Errors
    /// As [`read`](Token::read).
    pub fn read_within(bytes: &[u8], limits: &Limits) -> Result<Self> {
        let parts = Parts::of(bytes, limits)?;
        let (header, signature) = parts.claimed()?;
        let payload = object(parts.payload, "payload", limits)?;
        Ok(parts.token(header, payload, signature, limits))
    }

    /// The payload whatever the header says, and the token, if that is one that can be checked.
    pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<(Document, Result<Self>)> {
        let parts = Parts::of(bytes, limits)?;
        let payload = object(parts.payload, "payload", limits)?;
        let claimed = parts.claimed();
        let token = claimed.map(|(header, signature)| parts.token(header, payload.clone(), signature, limits));
        Ok((payload, token))
    }

    /// The algorithm that the header names.
    pub fn algorithm(&self) -> Algorithm {
        self.header.algorithm
    }

    /// The name of the key: for Open Badges a URL that leads to it. None of its form is checked here.
    pub fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// The key in the header. Anybody can put one there: it is a hint, not the issuer's key.
    pub fn jwk(&self) -> Option<&VerifyingKey> {
        self.header.jwk.as_ref()
    }

    /// The payload, byte for byte as it was signed.
    pub fn payload(&self) -> &Document {
        &self.payload
    }

    /// The compact form, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The credential in the payload, once its claims are found to say the same (Open Badges 3.0, section 8.2.4):
    /// `iss` as `issuer.id`, `jti` as `id`, `sub` as `credentialSubject.id`, `nbf` as `validFrom` and `exp` as
    /// `validUntil`. The claims of RFC 7519, section 4.1, are left out; the members' values stay byte for byte.
    ///
    /// `exp` without `validUntil` becomes one, as the standard demands. In tokens of VCDM 1.1, with the credential in a
    /// `vc` claim, whatever of these members is missing there comes from its claim.
    ///
    /// The signature is not asked for here: see [`check`](Token::check).
    ///
    /// # Errors
    /// All of `jwt.claim-missing`, `jwt.claim-malformed`, `jwt.claim-mismatch`, `jwt.two-credentials`.
    pub fn credential(&self) -> Result<Document> {
        claims::credential(&self.payload, &self.limits).map(|(credential, _)| credential)
    }

    /// What is odd about the claims, but no error: there is no `sub` where the subject has no id either.
    ///
    /// # Errors
    /// As [`credential`](Token::credential).
    pub fn warnings(&self) -> Result<Vec<Finding>> {
        claims::credential(&self.payload, &self.limits).map(|(_, warnings)| warnings)
    }

    /// Whether the key signed this token, with its algorithm.
    ///
    /// # Errors
    /// `jwt.wrong-key` if the key is of another kind than the header says, `proof.signature-invalid`.
    pub fn check(&self, key: &VerifyingKey) -> Result<()> {
        if key.algorithm() != self.header.algorithm {
            return Err(wrong_key("", self.header.algorithm, key));
        }
        let signed = self.text.as_bytes().get(..self.signed).unwrap_or_default();
        if key.verifies(signed, &self.signature) {
            return Ok(());
        }
        let message = format!("the signature of the token does not fit it and the {} key {key}", key.algorithm());
        Err(Error::input(Code::ProofSignatureInvalid, "", message))
    }
}

/// The three parts of a token.
struct Parts<'t> {
    text: &'t str,
    header: Document,
    payload: &'t str,
    signature: &'t str,
}

impl<'t> Parts<'t> {
    fn of(bytes: &'t [u8], limits: &Limits) -> Result<Self> {
        if bytes.len() > limits.bytes() {
            let message = format!("the token has {} bytes, more than the {} allowed", bytes.len(), limits.bytes());
            return Err(Error::limit(Code::JsonTooLarge, "", message));
        }
        let text = std::str::from_utf8(bytes.trim_ascii()).map_err(|_| not_jws("the token is not in base64url"))?;
        let mut parts = text.split('.');
        let (header, payload, signature) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(header), Some(payload), Some(signature), None) => (header, payload, signature),
            _ => return Err(not_jws("a compact JWS has three parts with a point between them")),
        };
        Ok(Parts { text, header: object(header, "header", limits)?, payload, signature })
    }

    /// How it is said to be signed.
    fn claimed(&self) -> Result<(Header, Vec<u8>)> {
        let header = Header::read(&self.header)?;
        let signature = decoded(self.signature, "signature")?;
        // For RSA the length depends on the key: 2048 to 4096 bits.
        let (lengths, expected) = match header.algorithm {
            Algorithm::EdDsa | Algorithm::Es256 => (64..=64, "64"),
            Algorithm::Rs256 => (256..=512, "256 to 512"),
        };
        if !lengths.contains(&signature.len()) {
            let (algorithm, length) = (header.algorithm, signature.len());
            return Err(not_jws(&format!("a signature of {algorithm} has {expected} bytes, this one {length}")));
        }
        Ok((header, signature))
    }

    fn token(&self, header: Header, payload: Document, signature: Vec<u8>, limits: &Limits) -> Token {
        let signed = self.text.len().saturating_sub(self.signature.len() + 1);
        Token { text: self.text.into(), signed, header, payload, signature, limits: *limits }
    }
}

/// A part that is a JSON object.
fn object(part: &str, name: &str, limits: &Limits) -> Result<Document> {
    let bytes = decoded(part, name)?;
    let document = Document::parse_within(&bytes, limits).map_err(|error| {
        let about = |finding: &Finding| {
            let message = format!("in the {name} of the token: {}", finding.message());
            let about = Finding::error(finding.code(), finding.pointer(), message);
            finding.value().into_iter().fold(about, Finding::with_value)
        };
        let findings = error.findings().map(about).collect();
        Error::unless_empty(error.kind(), findings).err().unwrap_or(error)
    })?;
    if document.root().kind() != Kind::Object {
        return Err(not_jws(&format!("the {name} of the token is {}, not an object", document.root().kind().noun())));
    }
    Ok(document)
}

/// base64url without padding, other characters or spare bits: one text for one value.
fn decoded(part: &str, name: &str) -> Result<Vec<u8>> {
    jwk::decode(part).ok_or_else(|| not_jws(&format!("the {name} of the token is not base64url without padding")))
}

fn not_jws(message: &str) -> Error {
    Error::input(Code::JwtNotJws, "", message)
}

fn wrong_key(pointer: &str, algorithm: Algorithm, key: &VerifyingKey) -> Error {
    let message = format!("the token is signed with {algorithm}, but the key is for {}", key.algorithm());
    Error::input(Code::JwtWrongKey, pointer, message)
}
