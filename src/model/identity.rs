//! What identifies the recipient of a badge.

use icu_normalizer::ComposingNormalizerBorrowed;
use md5::Md5;
use sha2::{Digest, Sha256};

use super::conform::rules;
use super::wire::{Kind, Types, class};
use super::{IdentifierType, Term};
use crate::text::hex;

class! {
    /// Something that identifies the recipient: hashed, so that only who knows it can match it, or in clear.
    ///
    /// [`IdentityObject`](https://www.imsglobal.org/spec/ob/v3p0/#identityobject),
    /// [`IdentityHash`](https://www.imsglobal.org/spec/ob/v3p0/#identityhash).
    ///
    /// ```
    /// use openbadges::model::{IdentifierType, IdentityMatch, IdentityObject, Normalization};
    ///
    /// let identity = IdentityObject::hashed(IdentifierType::EmailAddress, "a@example.com", "Kosher");
    /// assert_eq!(
    ///     identity.identity_hash,
    ///     "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    /// );
    /// let found = IdentityMatch::Matches { normalization: Normalization::LowerCase, weak: false };
    /// assert_eq!(identity.matches("A@Example.com"), found);
    /// assert_eq!(identity.matches("b@example.com"), IdentityMatch::Differs);
    /// ```
    IdentityObject "IdentityObject" {
        pub(in crate::model) fn blank;
        types: Types::Equals("IdentityObject");
        closed: true;
        rules: rules::identity_object;
    }
    /// Always `IdentityObject`.
    fixed types: String = "type", Kind::Type, ["IdentityObject"];
    /// Whether `identity_hash` is a hash or the text itself.
    one hashed: bool = "hashed", Kind::Boolean;
    /// `sha256$` and the hash of identifier and salt in hexadecimal digits, or the identifier.
    one identity_hash: String = "identityHash", Kind::Text;
    /// The kind of the identifier.
    one identity_type: Term<IdentifierType> = "identityType", Kind::extensible::<IdentifierType>();
    /// What was appended to the identifier before it was hashed.
    maybe salt: String = "salt", Kind::Text;
}

/// Whether an identifier is the one that an [`IdentityObject`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IdentityMatch {
    /// It is.
    Matches {
        /// In which form it matched.
        normalization: Normalization,
        /// Whether the hash is MD5, for which others can be made that match.
        weak: bool,
    },
    /// It is not.
    Differs,
    /// The hash is of no kind that this crate knows.
    Unknown,
}

impl IdentityMatch {
    /// Whether it matches, in whatever form.
    pub fn is_match(self) -> bool {
        matches!(self, IdentityMatch::Matches { .. })
    }
}

/// In which form an identifier was compared. The standard names none, and issuers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Normalization {
    /// As it was given.
    AsGiven,
    /// Without white space around it.
    Trimmed,
    /// Trimmed, and in Unicode's form NFC: letters and their accents as one character.
    Composed,
    /// Composed, and in lower case: only e-mail addresses.
    LowerCase,
}

impl IdentityObject {
    /// An identifier that only who knows it can match: SHA-256 of its UTF-8 bytes followed by the salt's. Take another salt
    /// for each badge.
    pub fn hashed(kind: impl Into<Term<IdentifierType>>, identifier: &str, salt: impl Into<String>) -> Self {
        let salt = salt.into();
        let digest = Sha256::new().chain_update(identifier).chain_update(&salt).finalize();
        let mut identity = IdentityObject::blank(true, format!("sha256${}", hex(&digest)), kind);
        identity.salt = Some(salt);
        identity
    }

    /// An identifier that everybody can read.
    pub fn plain(kind: impl Into<Term<IdentifierType>>, identifier: impl Into<String>) -> Self {
        IdentityObject::blank(false, identifier, kind)
    }

    /// Whether `identifier` is the one that this stands for: as it is given, then trimmed, composed, and for an e-mail
    /// address in lower case. Hashes are SHA-256, in old badges MD5.
    pub fn matches(&self, identifier: &str) -> IdentityMatch {
        let (hash, weak) = match self.hash() {
            Some(hash) => hash,
            None => return IdentityMatch::Unknown,
        };
        for (normalization, form) in self.forms(identifier).filter(|(_, form)| !form.trim().is_empty()) {
            let same = match hash {
                Hash::None(plain) => {
                    plain == form || self.forms(plain).any(|(n, plain)| n == normalization && plain == form)
                }
                Hash::Sha256(digits) => hex(&self.digest::<Sha256>(&form)).eq_ignore_ascii_case(digits),
                Hash::Md5(digits) => hex(&self.digest::<Md5>(&form)).eq_ignore_ascii_case(digits),
            };
            if same {
                return IdentityMatch::Matches { normalization, weak };
            }
        }
        IdentityMatch::Differs
    }

    /// The hash, and whether it is weak; none if it is none that can be checked.
    fn hash(&self) -> Option<(Hash<'_>, bool)> {
        // A salt that is no text went to `extra`: with what was hashed is then not known.
        if self.extra.get("salt").is_some() {
            return None;
        }
        if !self.hashed {
            return Some((Hash::None(&self.identity_hash), false));
        }
        match is_identity_hash(&self.identity_hash)? {
            (digits, true) => Some((Hash::Md5(digits), true)),
            (digits, false) => Some((Hash::Sha256(digits), false)),
        }
    }

    fn digest<D: Digest>(&self, form: &str) -> Vec<u8> {
        D::new().chain_update(form).chain_update(self.salt.as_deref().unwrap_or_default()).finalize().to_vec()
    }

    /// The forms in which an identifier of this kind is compared, the given one first.
    fn forms(&self, identifier: &str) -> impl Iterator<Item = (Normalization, String)> + use<> {
        let trimmed = identifier.trim();
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(trimmed).into_owned();
        // `email` is no word of the standard's, yet its own guide writes it.
        let is_email = matches!(self.identity_type.as_str(), "emailAddress" | "email");
        let lower = is_email.then(|| (Normalization::LowerCase, composed.to_lowercase()));
        [
            (Normalization::AsGiven, identifier.to_owned()),
            (Normalization::Trimmed, trimmed.to_owned()),
            (Normalization::Composed, composed),
        ]
        .into_iter()
        .chain(lower)
    }
}

enum Hash<'i> {
    None(&'i str),
    Sha256(&'i str),
    Md5(&'i str),
}

/// The digits of an identity hash, and whether it is MD5; none if it is none.
pub(super) fn is_identity_hash(text: &str) -> Option<(&str, bool)> {
    let (algorithm, digits) = text.split_once('$')?;
    let (length, weak) = match algorithm {
        "sha256" => (64, false),
        "md5" => (32, true),
        _ => return None,
    };
    (digits.len() == length && digits.bytes().all(|b| b.is_ascii_hexdigit())).then_some((digits, weak))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [IdentifierType; 3] = [IdentifierType::EmailAddress, IdentifierType::SourcedId, IdentifierType::Name];

    fn matched(identity: &IdentityObject, given: &str) -> Option<(Normalization, bool)> {
        match identity.matches(given) {
            IdentityMatch::Matches { normalization, weak } => Some((normalization, weak)),
            _ => None,
        }
    }

    #[test]
    fn every_kind_matches_what_it_was_made_of() {
        use super::super::vocabulary::Vocabulary;
        for (_, kind) in IdentifierType::WORDS {
            for identity in [IdentityObject::hashed(*kind, "Zoë 7", "s"), IdentityObject::plain(*kind, "Zoë 7")] {
                assert_eq!(matched(&identity, "Zoë 7"), Some((Normalization::AsGiven, false)));
                assert_eq!(matched(&identity, " Zoë 7\n"), Some((Normalization::Trimmed, false)));
                assert_eq!(matched(&identity, "Zoe\u{308} 7"), Some((Normalization::Composed, false)));
                assert_eq!(identity.matches("Zoe 7"), IdentityMatch::Differs);
                assert_eq!(identity.matches(""), IdentityMatch::Differs);
            }
        }
    }

    #[test]
    fn only_addresses_match_in_lower_case() {
        for kind in KINDS {
            let identity = IdentityObject::hashed(kind, "a@example.com", "s");
            let expected = (kind == IdentifierType::EmailAddress).then_some((Normalization::LowerCase, false));
            assert_eq!(matched(&identity, "A@Example.COM"), expected, "{kind:?}");
            let plain = IdentityObject::plain(kind, "A@Example.COM");
            assert_eq!(matched(&plain, "a@example.com"), expected, "{kind:?}");
        }
    }

    #[test]
    fn hashes_in_any_case_old_and_unknown_ones() {
        let mut identity = IdentityObject::hashed(IdentifierType::EmailAddress, "a@example.com", "Kosher");
        identity.identity_hash = identity.identity_hash.to_uppercase().replace("SHA256", "sha256");
        assert_eq!(matched(&identity, "a@example.com"), Some((Normalization::AsGiven, false)));
        identity.identity_hash = "md5$DDD142639a792e74751ee7e129237efa".into();
        assert_eq!(matched(&identity, "a@example.com"), Some((Normalization::AsGiven, true)));
        let odd =
            r#"{"type": "IdentityObject", "hashed": false, "identityHash": "a", "identityType": "email", "salt": 7}"#;
        let odd = IdentityObject::read(&crate::Document::parse(odd.as_bytes()).unwrap()).unwrap();
        assert_eq!(odd.matches("a"), IdentityMatch::Unknown);
        let empty = IdentityObject::plain(IdentifierType::Name, "");
        assert_eq!(empty.matches(" "), IdentityMatch::Differs);
        let guide = IdentityObject::plain(Term::Other("email".into()), "A@b.example");
        assert_eq!(matched(&guide, "a@b.example"), Some((Normalization::LowerCase, false)));
        for unknown in ["sha512$00", "sha256$", "sha256$00", "md5$zz", "", "a@example.com"] {
            identity.identity_hash = unknown.into();
            assert_eq!(identity.matches("a@example.com"), IdentityMatch::Unknown, "{unknown}");
        }
    }
}
