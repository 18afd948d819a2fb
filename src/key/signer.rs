//! Whoever signs: a key at hand, or one that never leaves its place.

use super::VerifyingKey;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// Something that signs: a [`SigningKey`](super::SigningKey), an HSM, a key management service.
///
/// What it signs is checked with its public key before a credential goes out, so that a wrong remote key is found at
/// once. Where signing takes an asynchronous call, prepare the bytes, have them signed, and attach the signature.
///
/// ```
/// use openbadges::key::{Seed, Signer, SigningKey, VerifyingKey};
///
/// /// Asks a service for signatures; here the service is a key after all.
/// struct Remote {
///     public: VerifyingKey,
///     service: SigningKey,
/// }
///
/// impl Signer for Remote {
///     fn verifying_key(&self) -> VerifyingKey {
///         self.public.clone()
///     }
///
///     fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
///         self.service.sign(bytes)
///     }
/// }
///
/// let service = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
/// let remote = Remote { public: service.verifying_key(), service };
/// assert_eq!(remote.sign(b"bytes").unwrap().len(), 64);
/// ```
pub trait Signer: Send + Sync {
    /// The public half of the key.
    fn verifying_key(&self) -> VerifyingKey;

    /// The signature over `bytes`, hashed by the signer as its algorithm says, in the form of JOSE: for Ed25519 and P-256 64
    /// bytes (not ASN.1), for RSA as many as the modulus has.
    ///
    /// # Errors
    /// Whatever kept it from signing. The crate reports it as `key.signer-failed`.
    fn sign(&self, bytes: &[u8]) -> std::result::Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>>;

    /// Whether the public half was computed from the very key that signs, so that the signature needs no check. Only the
    /// crate can say so.
    #[doc(hidden)]
    fn is_own_key(&self, _: OnlyHere) -> bool {
        false
    }
}

/// What nobody else can name.
#[derive(Debug, Clone, Copy)]
pub struct OnlyHere(());

/// The public half of a key whose other half is out of reach: for signing in two steps only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicOnly(VerifyingKey);

impl PublicOnly {
    /// The key that signatures will be checked with.
    pub fn new(key: VerifyingKey) -> Self {
        PublicOnly(key)
    }
}

impl Signer for PublicOnly {
    fn verifying_key(&self) -> VerifyingKey {
        self.0.clone()
    }

    fn sign(&self, _: &[u8]) -> std::result::Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        Err("only the public half of the key is here: prepare what is signed, and attach the signature".into())
    }
}

/// A signature that fits the signer's public key.
pub(crate) fn checked(signer: &dyn Signer, bytes: &[u8]) -> Result<Vec<u8>> {
    let signature = signer.sign(bytes).map_err(|error| {
        let message = format!("the signer failed: {}", quoted(&error.to_string()));
        Error::key(Code::KeySignerFailed, message)
    })?;
    if !signer.is_own_key(OnlyHere(())) {
        fits(&signer.verifying_key(), bytes, &signature)?;
    }
    Ok(signature)
}

/// Whether a signature that came from elsewhere is one.
pub(crate) fn fits(key: &VerifyingKey, bytes: &[u8], signature: &[u8]) -> Result<()> {
    if key.verifies(bytes, signature) {
        return Ok(());
    }
    let message =
        format!("the signature does not fit the {} key {key}: another key signed, or other bytes", key.algorithm());
    Err(Error::key(Code::KeySignerWrong, message))
}
