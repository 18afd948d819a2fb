//! Decentralized identifiers, the documents that say whose keys are whose, and what follows from them.
//!
//! | method | its document | for |
//! | --- | --- | --- |
//! | `did:key` | follows from the identifier | Ed25519 and P-256 keys; RSA keys are read too |
//! | [`did:jwk`](jwk) | follows from the identifier | keys of all kinds |
//! | [`did:web`](web) | lies at an HTTPS address | institutions: keys can change, the name stays |
//! | others, HTTPS | is handed in by the caller | |
//!
//! A signature says that a key signed. Whose key that is, [`bind`] says: the verification method must be listed under
//! `assertionMethod` of its controller's own document, and the controller must be the issuer. A key that came with the
//! message is only a [`hint`].
//!
//! [`IssuerDocuments`] writes the documents that an issuer publishes.

mod binding;
mod document;
pub mod jwk;
mod lookup;
mod method;
mod needed;
mod publish;
mod reading;
mod syntax;
#[cfg(test)]
mod tests;
pub mod web;

pub use binding::{Binding, BindingOutcome, bind, hint};
pub use document::{DidDocument, KeyDocument, Relationship};
pub use method::VerificationMethod;
pub use needed::{Needed, Purpose};
pub use publish::{IssuerDocuments, IssuerKey, fragment_of_key};
pub use syntax::{Did, DidUrl};

use crate::error::Result;
use crate::key::VerifyingKey;

/// The `did:key` of a key (The did:key Method, section 3.1).
///
/// RSA keys have one as well, which few verifiers read: issue under [`jwk::of_key`] with them.
///
/// ```
/// use openbadges::did;
/// use openbadges::key::{Seed, SigningKey};
///
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key();
/// assert_eq!(did::of_key(&key), format!("did:key:{key}"));
/// assert_eq!(did::verification_method_of_key(&key), format!("did:key:{key}#{key}"));
/// ```
pub fn of_key(key: &VerifyingKey) -> String {
    format!("did:key:{key}")
}

/// The verification method of a key in the document of its `did:key`.
pub fn verification_method_of_key(key: &VerifyingKey) -> String {
    format!("did:key:{key}#{key}")
}

/// The key in a `did:key` or a `did:jwk`, or in a verification method of its document; none for other identifiers.
///
/// # Errors
/// The codes of [`VerifyingKey::from_multikey`] and of [`jwk::key_of`]. A fragment that is not the key's own
/// is refused: such a document has no other verification method.
pub fn key_of(did: &str) -> Option<Result<VerifyingKey>> {
    if did.starts_with("did:jwk:") {
        let bare = did.strip_suffix("#0").unwrap_or(did);
        return match Did::parse(bare) {
            Ok(did) => jwk::key_of(&did),
            Err(error) => Some(Err(error)),
        };
    }
    let rest = did.strip_prefix("did:key:")?;
    let (multikey, fragment) = rest.split_once('#').unwrap_or((rest, rest));
    // A wrong fragment is no Multikey of this document; the message shows it.
    let named = if fragment == multikey { multikey } else { rest };
    Some(VerifyingKey::from_multikey(named))
}
