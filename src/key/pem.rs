//! PEM (RFC 7468): PKCS#8 and SPKI for all keys, SEC1 for P-256, PKCS#1 for RSA.

use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use p256::elliptic_curve::pkcs8::der::pem::LineEnding;
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey};
use rsa::pkcs8::PrivateKeyInfoRef;
use rsa::pkcs8::der::{Decode, SecretDocument};
use zeroize::Zeroizing;

use super::signing::Private;
use super::verifying::Public;
use super::{SigningKey, VerifyingKey, unsupported};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// Longer texts are no PEM of one key: RSA 4096 takes 3.3 kB, and certificates may stand around it.
const LONGEST: usize = 64 * 1024;

/// The kinds of keys by their object identifiers (RFC 8410, RFC 5480, RFC 8017).
const ED25519: &str = "1.3.101.112";
const ELLIPTIC: &str = "1.2.840.10045.2.1";
const RSA: &str = "1.2.840.113549.1.1.1";

impl SigningKey {
    /// Reads the private key in a PEM file: `PRIVATE KEY` (PKCS#8), `EC PRIVATE KEY` (SEC1) or `RSA PRIVATE KEY` (PKCS#1).
    /// What else stands in the file, such as certificates, is passed over.
    ///
    /// # Errors
    /// `key.not-pem` if there is no such block, more than one, or it cannot be read; `key.unsupported` for encrypted keys,
    /// other kinds, curves and sizes. The text, a secret, is not repeated.
    pub fn from_pem(text: &str) -> Result<Self> {
        let (label, block) = only_block(text, |label| label.ends_with("PRIVATE KEY"), "private key")?;
        match label {
            "PRIVATE KEY" => from_pkcs8(block),
            "EC PRIVATE KEY" => {
                let key = p256::SecretKey::from_sec1_pem(block).map_err(|_| unreadable("P-256 key in SEC1"))?;
                Ok(SigningKey(Private::P256(key.into())))
            }
            "RSA PRIVATE KEY" => SigningKey::from_rsa(
                rsa::PrivateKey::from_pkcs1_pem(block).map_err(|_| unreadable("RSA key in PKCS#1"))?,
            ),
            "ENCRYPTED PRIVATE KEY" => {
                Err(unsupported("the key is encrypted: decrypt it first, `openssl pkey -in FILE`"))
            }
            other => Err(unsupported(format!(
                "{} is a form that is not read: `openssl pkcs8 -topk8 -nocrypt` makes one that is",
                quoted(other)
            ))),
        }
    }

    /// The key as PEM in PKCS#8 (`PRIVATE KEY`), without a password.
    pub fn to_pem(&self) -> Zeroizing<String> {
        // A key that was read or made can be written.
        match &self.0 {
            Private::Ed25519(key) => {
                // Without the public half: version 1, which every tool reads.
                let pair = ed25519_dalek::pkcs8::KeypairBytes { secret_key: key.to_bytes(), public_key: None };
                pair.to_pkcs8_pem(LineEnding::LF).unwrap_or_default()
            }
            Private::P256(key) => p256::SecretKey::from(key).to_pkcs8_pem(LineEnding::LF).unwrap_or_default(),
            Private::Rsa(key) => key.to_pkcs8_pem(LineEnding::LF).unwrap_or_default(),
        }
    }
}

impl VerifyingKey {
    /// Reads the public key in a PEM file: `PUBLIC KEY` (SPKI) or `RSA PUBLIC KEY` (PKCS#1).
    ///
    /// # Errors
    /// `key.not-pem` if there is no such block, more than one, or it cannot be read; `key.unsupported` for other kinds,
    /// curves and sizes; `key.weak` for what is no safe key.
    pub fn from_pem(text: &str) -> Result<Self> {
        let (label, block) = only_block(text, |label| label.ends_with("PUBLIC KEY"), "public key")?;
        match label {
            "PUBLIC KEY" => from_spki(block),
            "RSA PUBLIC KEY" => VerifyingKey::from_rsa(
                rsa::PublicKey::from_pkcs1_pem(block).map_err(|_| unreadable("RSA key in PKCS#1"))?,
            ),
            other => Err(unsupported(format!("{} is a form that is not read", quoted(other)))),
        }
    }

    /// The key as PEM in SPKI (`PUBLIC KEY`).
    pub fn to_pem(&self) -> String {
        let pem = match &self.0 {
            Public::Ed25519(key) => key.to_public_key_pem(LineEnding::LF),
            Public::P256(key) => key.to_public_key_pem(LineEnding::LF),
            Public::Rsa(key) => key.to_public_key_pem(LineEnding::LF),
        };
        pem.unwrap_or_default()
    }
}

fn from_pkcs8(block: &str) -> Result<SigningKey> {
    let (_, der) = SecretDocument::from_pem(block).map_err(|_| unreadable("private key"))?;
    let info = PrivateKeyInfoRef::from_der(der.as_bytes()).map_err(|_| unreadable("private key in PKCS#8"))?;
    match info.algorithm.oid.to_string().as_str() {
        ED25519 => {
            let key = ed25519_dalek::SigningKey::from_pkcs8_der(der.as_bytes());
            Ok(SigningKey(Private::Ed25519(key.map_err(|_| unreadable("Ed25519 key in PKCS#8"))?)))
        }
        ELLIPTIC => {
            let key = p256::SecretKey::from_pkcs8_der(der.as_bytes());
            let key = key.map_err(|_| unsupported("the key is not one of the curve P-256, or cannot be read"))?;
            Ok(SigningKey(Private::P256(key.into())))
        }
        RSA => {
            let key = rsa::PrivateKey::from_pkcs8_der(der.as_bytes());
            SigningKey::from_rsa(key.map_err(|_| unreadable("RSA key in PKCS#8"))?)
        }
        other => Err(unsupported(format!("keys of the kind {other} are not supported, but Ed25519, P-256 and RSA"))),
    }
}

fn from_spki(block: &str) -> Result<VerifyingKey> {
    let (_, der) = SecretDocument::from_pem(block).map_err(|_| unreadable("public key"))?;
    let info = rsa::pkcs8::SubjectPublicKeyInfoRef::from_der(der.as_bytes());
    let info = info.map_err(|_| unreadable("public key in SPKI"))?;
    match info.algorithm.oid.to_string().as_str() {
        ED25519 => {
            let key = ed25519_dalek::VerifyingKey::from_public_key_der(der.as_bytes());
            VerifyingKey::from_bytes(key.map_err(|_| unreadable("Ed25519 key in SPKI"))?.as_bytes())
        }
        ELLIPTIC => {
            let key = p256::ecdsa::VerifyingKey::from_public_key_der(der.as_bytes());
            let key = key.map_err(|_| unsupported("the key is not one of the curve P-256, or cannot be read"))?;
            Ok(VerifyingKey::p256(key))
        }
        RSA => {
            let key = rsa::PublicKey::from_public_key_der(der.as_bytes());
            VerifyingKey::from_rsa(key.map_err(|_| unreadable("RSA key in SPKI"))?)
        }
        other => Err(unsupported(format!("keys of the kind {other} are not supported, but Ed25519, P-256 and RSA"))),
    }
}

/// The only block of a kind in the text, with its label.
fn only_block<'t>(text: &'t str, is_wanted: fn(&str) -> bool, what: &str) -> Result<(&'t str, &'t str)> {
    const BEGIN: &str = "-----BEGIN ";
    let not_pem = |message: String| Err(Error::key(Code::KeyNotPem, message));
    if text.len() > LONGEST {
        return not_pem(format!("the file is longer than {LONGEST} bytes"));
    }
    let mut found = None;
    for (at, _) in text.match_indices(BEGIN) {
        let Some(block) = text.get(at..) else { continue };
        let label = block.strip_prefix(BEGIN).and_then(|rest| rest.split_once("-----")).map_or("", |(label, _)| label);
        if label.len() > 64 || !is_wanted(label) {
            continue;
        }
        let close = format!("-----END {label}-----");
        let Some(end) = block.find(&close) else {
            return not_pem(format!("the {what} has no end: `{close}` is missing"));
        };
        if found.is_some() {
            return not_pem(format!("the file holds more than one {what}"));
        }
        found = block.get(..end + close.len()).map(|block| (label, block));
    }
    match found {
        Some(found) => Ok(found),
        None => not_pem(format!("the file holds no {what} in PEM")),
    }
}

fn unreadable(what: &str) -> Error {
    Error::key(Code::KeyNotPem, format!("the PEM cannot be read as a {what}"))
}
