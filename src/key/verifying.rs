//! Keys that check signatures.

use std::fmt;
use std::sync::Arc;

use p256::ecdsa::signature::Verifier as _;
use rsa::Pkcs1v15Sign;
use rsa::traits::PublicKeyParts;
use sha2::{Digest, Sha256};

use super::Algorithm;
use crate::error::{Error, Result};
use crate::finding::Code;

/// A key that checks signatures. `Display` is its Multikey.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey(pub(super) Public);

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Public {
    Ed25519(ed25519_dalek::VerifyingKey),
    P256(p256::ecdsa::VerifyingKey),
    Rsa(Arc<rsa::PublicKey>),
}

impl VerifyingKey {
    /// The Ed25519 key of these bytes (RFC 8032, section 5.1.2).
    ///
    /// # Errors
    /// `key.weak` if they are no point of the curve or one of small order, for which anybody can sign.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).ok();
        let key = key.filter(|key| !key.is_weak() && is_canonical(bytes));
        key.map(VerifyingKey::ed25519)
            .ok_or_else(|| Error::key(Code::KeyWeak, "the bytes are no safe Ed25519 public key"))
    }

    /// The P-256 key of a point, compressed or not (SEC 1, section 2.3.4). The library would also take the form of a
    /// draft, x behind a 5, which would be another name for a key.
    pub(super) fn from_point(bytes: &[u8]) -> Result<Self> {
        let known = bytes.first().is_some_and(|tag| matches!(tag, 2..=4));
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).ok().filter(|_| known);
        key.map(VerifyingKey::p256)
            .ok_or_else(|| Error::key(Code::KeyWeak, "the bytes are no point of the curve P-256"))
    }

    pub(super) fn ed25519(key: ed25519_dalek::VerifyingKey) -> Self {
        VerifyingKey(Public::Ed25519(key))
    }

    pub(super) fn p256(key: p256::ecdsa::VerifyingKey) -> Self {
        VerifyingKey(Public::P256(key))
    }

    pub(super) fn rsa(key: rsa::PublicKey) -> Self {
        VerifyingKey(Public::Rsa(Arc::new(key)))
    }

    /// How the key signs.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Public::Ed25519(_) => Algorithm::EdDsa,
            Public::P256(_) => Algorithm::Es256,
            Public::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// Whether `signature` is the key's over `bytes`, in the form of JOSE. Strict: one encoding for each number; for
    /// Ed25519 no points of small order, for RSA just the one padding. ECDSA has two signatures for each, and both count.
    pub fn verifies(&self, bytes: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Public::Ed25519(key) => {
                let signature = ed25519_dalek::Signature::from_slice(signature);
                signature.is_ok_and(|signature| key.verify_strict(bytes, &signature).is_ok())
            }
            Public::P256(key) => {
                let signature = p256::ecdsa::Signature::from_slice(signature);
                signature.is_ok_and(|signature| key.verify(bytes, &signature).is_ok())
            }
            Public::Rsa(key) => {
                let scheme = Pkcs1v15Sign::new::<Sha256>();
                signature.len() == key.size() && key.verify(scheme, &Sha256::digest(bytes), signature).is_ok()
            }
        }
    }
}

/// Whether the y coordinate lies below the field's prime 2^255 - 19; the library takes greater ones modulo it.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    let [first, middle @ .., last] = bytes;
    *first < 0xed || last & 0x7f != 0x7f || middle.iter().any(|byte| *byte != 0xff)
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_multikey())
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}
