//! Ed25519 keys, the seeds they grow from, and the issuer's secret.
//!
//! Secret bytes are wiped when they are dropped and never printed.
//!
//! ```
//! use openbadges::key::{Seed, SigningKey};
//!
//! let seed = Seed::from_hex("6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4")?;
//! let key = SigningKey::from_seed(&seed);
//! assert_eq!(key.verifying_key().to_multikey(), "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
//! assert_eq!(format!("{seed:?}"), "Seed(..)");
//! # Ok::<(), openbadges::Error>(())
//! ```

pub(crate) mod multibase;
#[cfg(test)]
mod tests;

use std::fmt;

use ed25519_dalek::Signer;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// The multicodec of an Ed25519 public key, as a varint.
const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];

/// The 32 secret bytes that a signing key grows from. Its file form is 64 hexadecimal digits.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The seed of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Seed(bytes)
    }

    /// Reads the file form: 64 hexadecimal digits; white space around them is left out.
    ///
    /// # Errors
    /// `key.seed-length`, `key.seed-not-hex`. The text itself, a secret, is not repeated.
    pub fn from_hex(text: &str) -> Result<Self> {
        let digits = text.trim().as_bytes();
        if digits.len() != 64 {
            let message = format!("a seed has 64 hexadecimal digits, this one {} characters", digits.len());
            return Err(Error::key(Code::KeySeedLength, message));
        }
        let mut seed = Seed([0; 32]);
        for (byte, pair) in seed.0.iter_mut().zip(digits.chunks_exact(2)) {
            let value = pair.iter().try_fold(0u8, |value, digit| {
                let digit = char::from(*digit).to_digit(16).and_then(|d| u8::try_from(d).ok())?;
                Some(value << 4 | digit)
            });
            *byte = value.ok_or_else(|| Error::key(Code::KeySeedNotHex, "a seed has hexadecimal digits only"))?;
        }
        Ok(seed)
    }

    /// A fresh seed from a source of random bytes, which fills the buffer it is given.
    ///
    /// ```
    /// # fn random(bytes: &mut [u8]) -> std::io::Result<()> { bytes.fill(7); Ok(()) }
    /// use openbadges::key::Seed;
    ///
    /// let seed = Seed::generate(|bytes| random(bytes))?;
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key.no-randomness` if the source fails or leaves the buffer as it was.
    pub fn generate<E: fmt::Display>(fill: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<Self> {
        let mut seed = Seed([0; 32]);
        fill(&mut seed.0).map_err(|e| {
            let message = format!("the source of random bytes failed: {}", quoted(&e.to_string()));
            Error::key(Code::KeyNoRandomness, message)
        })?;
        if seed.0 == [0; 32] {
            return Err(Error::key(Code::KeyNoRandomness, "the source of random bytes gave none"));
        }
        Ok(seed)
    }

    /// The file form. The text is as secret as the seed, and wiping it is up to the caller.
    pub fn to_hex(&self) -> String {
        // Into one buffer, so that no copies of parts stay behind.
        let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
        let mut text = String::with_capacity(64);
        for byte in &self.0 {
            text.push(digit(byte >> 4));
            text.push(digit(byte & 0x0f));
        }
        text
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

/// A key that signs.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key that grows from a seed (RFC 8032, section 5.1.5).
    pub fn from_seed(seed: &Seed) -> Self {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(&seed.0))
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.verifying_key())
    }
}

/// A key that checks signatures. `Display` is its Multikey.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// The key of these bytes (RFC 8032, section 5.1.2).
    ///
    /// # Errors
    /// `key.weak` if they are no point of the curve or one of small order, for which anybody can sign.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).ok();
        let key = key.filter(|key| !key.is_weak() && is_canonical(bytes));
        key.map(VerifyingKey).ok_or_else(|| Error::key(Code::KeyWeak, "the bytes are no safe Ed25519 public key"))
    }

    /// Reads a Multikey (Controlled Identifiers 1.0, section 2.2.2): `z6Mk…`.
    ///
    /// # Errors
    /// `key.not-a-multikey` for anything else, `key.weak` as for [`from_bytes`](VerifyingKey::from_bytes).
    pub fn from_multikey(text: &str) -> Result<Self> {
        let bytes = multibase::decode::<34>(text);
        let key = bytes.as_ref().and_then(|b| b.strip_prefix(&ED25519_PUBLIC));
        let key: Option<&[u8; 32]> = key.and_then(|k| k.try_into().ok());
        match key {
            Some(key) => Self::from_bytes(key),
            None => {
                let message = format!("{} is not the Multikey of an Ed25519 public key", quoted(text));
                Err(Error::key(Code::KeyNotMultikey, message))
            }
        }
    }

    /// The key as a Multikey: `z6Mk…`.
    pub fn to_multikey(&self) -> String {
        let mut bytes = [0; 34];
        let (codec, key) = bytes.split_at_mut(ED25519_PUBLIC.len());
        codec.copy_from_slice(&ED25519_PUBLIC);
        key.copy_from_slice(self.0.as_bytes());
        multibase::encode(&bytes)
    }

    /// Strict verification: canonical encodings only, no points of small order.
    pub(crate) fn verifies(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify_strict(bytes, &signature).is_ok()
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

/// The issuer's secret, from which credential ids and salts are derived.
///
/// With it the same award always gives the same id, and nobody else can guess or link ids. It must outlive the
/// signing key: with another secret, a second run would issue everything anew.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// The secret of these random bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Secret(bytes)
    }

    /// A secret derived from a seed, for issuers who keep only that one. It changes when the seed changes.
    pub fn from_seed(seed: &Seed) -> Self {
        Secret(Secret(seed.0).derive("issuer secret", &[]))
    }

    /// HMAC-SHA256 over a label and parts, each with its length before it, so that no two lists of parts are alike.
    pub(crate) fn derive(&self, label: &str, parts: &[&str]) -> [u8; 32] {
        // HMAC takes keys of any length, so the fallback is never reached.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        mac.update(b"openbadges 1\0");
        for part in std::iter::once(&label).chain(parts) {
            // A usize has at most 64 bits on every platform there is.
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
