//! Keys that sign.

use std::fmt;
use std::sync::Arc;

use ed25519_dalek::Signer as _;
use rsa::Pkcs1v15Sign;
use rsa::pkcs8::EncodePrivateKey;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::random::{Blinding, Source};
use super::signer::OnlyHere;
use super::{Algorithm, RSA_BITS, Seed, Signer, VerifyingKey, rsa_size};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// A key that signs. It is wiped when it is dropped; neither `Debug` nor anything else shows its secret part, but
/// [`to_pem`](SigningKey::to_pem), [`to_jwk`](SigningKey::to_jwk) and [`to_multikey`](SigningKey::to_multikey).
#[derive(Clone)]
pub struct SigningKey(pub(super) Private);

#[derive(Clone)]
pub(super) enum Private {
    Ed25519(ed25519_dalek::SigningKey),
    P256(p256::ecdsa::SigningKey),
    /// Shared, because a copy is kilobytes.
    Rsa(Arc<rsa::PrivateKey>),
}

impl SigningKey {
    /// The Ed25519 key that grows from a seed (RFC 8032, section 5.1.5).
    pub fn from_seed(seed: &Seed) -> Self {
        SigningKey(Private::Ed25519(ed25519_dalek::SigningKey::from_bytes(&seed.0)))
    }

    /// A fresh key from a source of random bytes, which fills each buffer it is given. RSA keys get 2048 bits; see
    /// [`generate_rsa`](SigningKey::generate_rsa).
    ///
    /// ```
    /// # fn random(bytes: &mut [u8]) -> std::io::Result<()> { bytes.fill(7); Ok(()) }
    /// use openbadges::key::{Algorithm, SigningKey};
    ///
    /// let key = SigningKey::generate(Algorithm::Es256, |bytes| random(bytes))?;
    /// assert_eq!(key.verifying_key().algorithm(), Algorithm::Es256);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// `key.no-randomness` if the source fails, leaves the buffer as it was, or repeats itself.
    pub fn generate<E: fmt::Display>(
        algorithm: Algorithm,
        mut fill: impl FnMut(&mut [u8]) -> std::result::Result<(), E>,
    ) -> Result<Self> {
        match algorithm {
            Algorithm::EdDsa => Ok(SigningKey::from_seed(&Seed::generate(fill)?)),
            Algorithm::Es256 => {
                // One number in four billion is too great; a source that gives only such ones is none.
                for _ in 0..16 {
                    let seed = Seed::generate(&mut fill)?;
                    if let Ok(key) = p256::ecdsa::SigningKey::from_slice(&seed.0) {
                        return Ok(SigningKey(Private::P256(key)));
                    }
                }
                Err(Error::key(Code::KeyNoRandomness, "the source of random bytes gave no number for a P-256 key"))
            }
            Algorithm::Rs256 => SigningKey::generate_rsa(*RSA_BITS.start(), fill),
        }
    }

    /// A fresh RSA key of so many bits, 2048 to 4096. This takes a second or two, more for longer keys.
    ///
    /// # Errors
    /// `key.unsupported` for other sizes, `key.no-randomness` as for [`generate`](SigningKey::generate).
    pub fn generate_rsa<E: fmt::Display>(
        bits: usize,
        fill: impl FnMut(&mut [u8]) -> std::result::Result<(), E>,
    ) -> Result<Self> {
        rsa_size(bits)?;
        let mut source = Source::new(fill);
        match (rsa::PrivateKey::new(&mut source, bits), source.into_failure()) {
            (_, Some(reason)) => Err(Error::key(
                Code::KeyNoRandomness,
                format!("the source of random bytes failed: {}", quoted(&reason)),
            )),
            (Ok(key), None) => SigningKey::from_rsa(key),
            (Err(_), None) => Err(Error::key(Code::KeyNoRandomness, "the source of random bytes gave no RSA key")),
        }
    }

    /// An RSA key within the sizes, of two primes.
    pub(super) fn from_rsa(key: rsa::PrivateKey) -> Result<Self> {
        rsa_size(usize::try_from(key.n().bit_width_vartime()).unwrap_or_default())?;
        if key.primes().len() != 2 {
            return Err(super::unsupported("an RSA key has two primes"));
        }
        // What is taken can be written: `to_pem` and the like do not fail.
        key.to_pkcs8_der().map_err(|_| super::unsupported("the RSA key has no form in PKCS#8"))?;
        Ok(SigningKey(Private::Rsa(Arc::new(key))))
    }

    /// The seed that an Ed25519 key grew from; other kinds grow from none.
    pub fn seed(&self) -> Option<Seed> {
        match &self.0 {
            Private::Ed25519(key) => Some(Seed::from_bytes(key.to_bytes())),
            _ => None,
        }
    }

    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Private::Ed25519(_) => Algorithm::EdDsa,
            Private::P256(_) => Algorithm::Es256,
            Private::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        match &self.0 {
            Private::Ed25519(key) => VerifyingKey::ed25519(key.verifying_key()),
            Private::P256(key) => VerifyingKey::p256(*key.verifying_key()),
            Private::Rsa(key) => VerifyingKey::rsa(key.to_public_key()),
        }
    }

    /// The signature over bytes: 64 bytes, for RSA as many as the modulus has. The same bytes always get the same one.
    pub(crate) fn signature(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        match &self.0 {
            Private::Ed25519(key) => Ok(key.sign(bytes).to_bytes().to_vec()),
            Private::P256(key) => {
                let signature: p256::ecdsa::Signature = key.try_sign(bytes).map_err(|_| failed("P-256"))?;
                Ok(signature.to_bytes().to_vec())
            }
            Private::Rsa(key) => {
                let digest = Sha256::digest(bytes);
                let secret = Zeroizing::new(key.d().to_be_bytes());
                let mut blinding = Blinding::new(&secret, &digest).ok_or_else(|| failed("RSA"))?;
                let scheme = Pkcs1v15Sign::new::<Sha256>();
                let signature = key.sign_with_rng(&mut blinding, scheme, &digest).map_err(|_| failed("RSA"))?;
                // A fault in one of the two exponentiations would give the primes away.
                let scheme = Pkcs1v15Sign::new::<Sha256>();
                key.as_public_key().verify(scheme, &digest, &signature).map_err(|_| failed("RSA"))?;
                Ok(signature)
            }
        }
    }
}

fn failed(kind: &str) -> Error {
    Error::key(Code::KeySignerFailed, format!("the {kind} key could not sign"))
}

impl Signer for SigningKey {
    fn verifying_key(&self) -> VerifyingKey {
        SigningKey::verifying_key(self)
    }

    fn sign(&self, bytes: &[u8]) -> std::result::Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.signature(bytes)?)
    }

    fn is_own_key(&self, _: OnlyHere) -> bool {
        true
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.verifying_key())
    }
}
