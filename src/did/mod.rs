//! Decentralized identifiers. For now `did:key`, whose key stands in the identifier itself.

use crate::error::Result;
use crate::key::VerifyingKey;

/// The `did:key` of a key (The did:key Method, section 3.1).
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

/// The key in a `did:key`, or in a verification method of its document; none for other identifiers.
///
/// # Errors
/// The codes of [`VerifyingKey::from_multikey`]. A fragment that is not the key's own is refused: the document of a
/// `did:key` has no other verification method.
pub fn key_of(did: &str) -> Option<Result<VerifyingKey>> {
    let rest = did.strip_prefix("did:key:")?;
    let (multikey, fragment) = rest.split_once('#').unwrap_or((rest, rest));
    // A wrong fragment is no Multikey of this document; the message shows it.
    let named = if fragment == multikey { multikey } else { rest };
    Some(VerifyingKey::from_multikey(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_must_be_the_keys_own() {
        let key = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
        assert!(key_of(&format!("did:key:{key}")).unwrap().is_ok());
        assert!(key_of(&format!("did:key:{key}#{key}")).unwrap().is_ok());
        for bad in
            [format!("did:key:{key}#"), format!("did:key:{key}#key-1"), format!("did:key:{key}?x"), "did:key:".into()]
        {
            assert!(key_of(&bad).unwrap().is_err(), "{bad}");
        }
        assert!(key_of(&format!("did:web:{key}")).is_none());
        assert!(key_of(key).is_none());
    }
}
