//! Keys of the three kinds that verifiers of Open Badges know, in the forms in which institutions keep them.
//!
//! | kind | signs as | its proofs | read from and written to |
//! | --- | --- | --- | --- |
//! | Ed25519 | `EdDSA` | eddsa-rdfc-2022, eddsa-jcs-2022, JWT | seed, JWK, PEM, Multikey |
//! | P-256 | `ES256` | ecdsa-rdfc-2019, JWT | JWK, PEM, Multikey |
//! | RSA, 2048 to 4096 bits | `RS256` | JWT | JWK, PEM, Multikey |
//!
//! Keys that cannot leave their place (an HSM, a cloud's key management) sign by the trait [`Signer`].
//!
//! Secret bytes are wiped when they are dropped and never printed.
//!
//! ```
//! use openbadges::key::{Algorithm, Seed, SigningKey};
//!
//! let seed = Seed::from_hex("6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4")?;
//! let key = SigningKey::from_seed(&seed);
//! assert_eq!(key.verifying_key().to_multikey(), "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
//! assert_eq!(format!("{seed:?}"), "Seed(..)");
//!
//! let pem = key.to_pem();
//! assert_eq!(SigningKey::from_pem(&pem)?.verifying_key(), key.verifying_key());
//! assert_eq!(key.verifying_key().algorithm(), Algorithm::EdDsa);
//! # Ok::<(), openbadges::Error>(())
//! ```

pub(crate) mod jwk;
pub(crate) mod multibase;
mod multikey;
mod numbers;
mod pem;
mod random;
mod secret;
pub(crate) mod signer;
mod signing;
#[cfg(test)]
mod tests;
mod verifying;

pub use jwk::Jwks;
pub use secret::{Secret, Seed};
pub use signer::{PublicOnly, Signer};
pub(crate) use signer::{checked, fits};
pub use signing::SigningKey;
pub use verifying::VerifyingKey;

use std::fmt;

use crate::error::Error;
use crate::finding::Code;

/// How a key signs, by its name in JOSE (RFC 7518, section 3.1; RFC 8037, section 3.1). Each kind of key has just one, so
/// that a signature cannot be taken for another kind's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Algorithm {
    /// Ed25519.
    EdDsa,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
}

impl Algorithm {
    /// All of them.
    pub const ALL: &'static [Algorithm] = &[Algorithm::EdDsa, Algorithm::Es256, Algorithm::Rs256];

    /// The name in JOSE: `EdDSA`, `ES256`, `RS256`.
    pub fn as_str(self) -> &'static str {
        match self {
            Algorithm::EdDsa => "EdDSA",
            Algorithm::Es256 => "ES256",
            Algorithm::Rs256 => "RS256",
        }
    }

    /// The algorithm of this name; `Ed25519` (RFC 9864) is another for `EdDSA`.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "EdDSA" | "Ed25519" => Some(Algorithm::EdDsa),
            "ES256" => Some(Algorithm::Es256),
            "RS256" => Some(Algorithm::Rs256),
            _ => None,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The sizes of RSA keys, in bits.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

fn unsupported(message: impl Into<String>) -> Error {
    Error::key(Code::KeyUnsupported, message)
}

fn rsa_size(bits: usize) -> Result<(), Error> {
    if RSA_BITS.contains(&bits) {
        return Ok(());
    }
    Err(unsupported(format!("an RSA key has {bits} bits, not {} to {}", RSA_BITS.start(), RSA_BITS.end())))
}
