//! `did:jwk`: a public JWK as an identifier, for keys of all three kinds.
//!
//! The one verification method of its document is `did:jwk:…#0`. RSA keys, which have no `did:key` that verifiers agree on,
//! are issued under this method.

use super::Did;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::key::{VerifyingKey, jwk};
use crate::text::quoted;

/// The `did:jwk` of a key (did:jwk method, section "Create"): its JWK of just the required members, in base64url.
///
/// ```
/// use openbadges::did::jwk;
/// use openbadges::key::{Seed, SigningKey};
///
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key();
/// let did = jwk::of_key(&key);
/// assert_eq!(jwk::key_of(&did.parse()?).unwrap()?, key);
/// assert_eq!(jwk::verification_method_of_key(&key), format!("{did}#0"));
/// # Ok::<(), openbadges::Error>(())
/// ```
pub fn of_key(key: &VerifyingKey) -> String {
    format!("did:jwk:{}", jwk::encode(key.to_jwk().as_bytes()))
}

/// The verification method of a key in the document of its `did:jwk`.
pub fn verification_method_of_key(key: &VerifyingKey) -> String {
    of_key(key) + "#0"
}

/// The key in a `did:jwk`; none for DIDs of other methods.
///
/// # Errors
/// `did.syntax` if the identifier is no base64url without padding, or has spare bits; `json.*` if that is no JSON or has
/// two members of one name; the codes of [`VerifyingKey::from_jwk`], among them `key.secret` for a private key.
pub fn key_of(did: &Did) -> Option<Result<VerifyingKey>> {
    (did.method() == "jwk").then(|| {
        let bytes = jwk::decode(did.method_specific_id()).ok_or_else(|| {
            let message = format!("{} is not base64url without padding", quoted(did.as_str()));
            Error::input(Code::DidSyntax, "", message)
        })?;
        VerifyingKey::from_jwk(Document::parse(&bytes)?.root())
    })
}
