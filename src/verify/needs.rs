//! What a verification still needs.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::did::{self, Needed};
use crate::text::is_uri;

/// What something is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Purpose {
    /// A document with the key that signed.
    VerificationMethod,
    /// The issuer's own document, which must list the key.
    Issuer,
    /// The list that says whether the credential was revoked or suspended.
    Status,
    /// A newer edition of the badge, if there is one. The verdict does not hang on it.
    Refresh,
    /// What the badge links to and pins by a digest. The verdict does not hang on it.
    Linked,
}

impl Purpose {
    /// The purpose as words.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::VerificationMethod => "the key that signed",
            Purpose::Issuer => "the keys that the issuer lists",
            Purpose::Status => "whether it was revoked",
            Purpose::Refresh => "a newer edition, if there is one",
            Purpose::Linked => "what the badge links to",
        }
    }
}

impl From<did::Purpose> for Purpose {
    fn from(purpose: did::Purpose) -> Self {
        match purpose {
            did::Purpose::VerificationMethod => Purpose::VerificationMethod,
            did::Purpose::Issuer => Purpose::Issuer,
        }
    }
}

/// Something that a verification lacks. Once fetched it is handed in under its [`id`](Need::id): documents by
/// [`Resources::with_document`](super::Resources::with_document), all else, and whatever may be a JWT, by
/// [`Resources::with_bytes`](super::Resources::with_bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    id: String,
    url: Option<String>,
    purpose: Purpose,
}

impl Need {
    pub(super) fn of(needed: &Needed) -> Self {
        Need { id: needed.id().into(), url: needed.url().map(Into::into), purpose: needed.purpose().into() }
    }

    /// Something at a URL that the badge names.
    pub(super) fn at(url: &str, purpose: Purpose) -> Self {
        let is_https = url.starts_with("https://") && is_uri(url);
        Need { id: url.into(), url: is_https.then(|| url.into()), purpose }
    }

    /// The DID or URL that it belongs to.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it is to be fetched: always `https`. None for DIDs of other methods than `did:web`, whose documents are found
    /// as their method says, and for what lies at no HTTPS address.
    ///
    /// A host may be anything that the badge names, such as one inside the caller's own network: see the example
    /// `verify_online` for what to look out for.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// What it is needed for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Whether the verdict does not hang on it.
    pub fn is_optional(&self) -> bool {
        matches!(self.purpose, Purpose::Refresh | Purpose::Linked)
    }

    /// The media types that are understood, best first, for the header `Accept`.
    pub fn media_types(&self) -> &'static [&'static str] {
        match self.purpose {
            Purpose::Status | Purpose::Refresh => {
                &["application/vc", "application/vc+jwt", "application/vc+ld+json", "application/json", "text/plain"]
            }
            Purpose::Linked => &["*/*"],
            _ if self.id.starts_with("did:") => {
                &["application/did+json", "application/did+ld+json", "application/did", "application/json"]
            }
            _ => &["application/json", "application/ld+json", "application/jwk-set+json", "application/jwk+json"],
        }
    }
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Need", 5)?;
        object.serialize_field("id", &self.id)?;
        object.serialize_field("url", &self.url)?;
        object.serialize_field("purpose", self.purpose.as_str())?;
        object.serialize_field("isOptional", &self.is_optional())?;
        object.serialize_field("mediaTypes", self.media_types())?;
        object.end()
    }
}

/// Adds what is not among them yet.
pub(super) fn add(needs: &mut Vec<Need>, more: impl IntoIterator<Item = Need>) {
    for need in more {
        if !needs.contains(&need) {
            needs.push(need);
        }
    }
}
