//! Secret bytes: the seeds that keys grow from, and the issuer's secret.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::ZeroizeOnDrop;

use super::SigningKey;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// The 32 secret bytes that a signing key grows from. Its file form is 64 hexadecimal digits.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Seed(pub(super) [u8; 32]);

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

    /// A secret derived from a key, for issuers who keep only that one; of the key from a seed, that of the seed. It changes
    /// when the key changes.
    pub fn from_key(key: &SigningKey) -> Self {
        match key.seed() {
            Some(seed) => Secret::from_seed(&seed),
            // The kinds differ in length and first bytes, and so in their secrets.
            None => Secret(Secret(Sha256::digest(key.to_multikey().as_bytes()).into()).derive("issuer secret", &[])),
        }
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
