//! What a verification still needs.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::did::Needed;

/// What a document is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Purpose {
    /// The key that signed stands in it.
    VerificationMethod,
    /// It is the issuer's own, and must list the key.
    Issuer,
}

impl Purpose {
    /// The purpose as words.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::VerificationMethod => "the key that signed",
            Purpose::Issuer => "the keys that the issuer lists",
        }
    }
}

/// A document that a verification lacks. Once fetched it is handed in by [`Resources::with_document`] under its
/// [`id`](Need::id).
///
/// [`Resources::with_document`]: super::Resources::with_document
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    id: String,
    url: Option<String>,
    purpose: Purpose,
}

impl Need {
    pub(super) fn of(needed: &Needed, issuer: &str) -> Self {
        let purpose = if needed.id() == issuer { Purpose::Issuer } else { Purpose::VerificationMethod };
        Need { id: needed.id().into(), url: needed.url().map(Into::into), purpose }
    }

    /// The DID or URL that the document belongs to.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it is to be fetched: always `https`. None for DIDs of other methods than `did:web`, whose documents are found
    /// as their method says.
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

    /// The media types that are understood, best first, for the header `Accept`.
    pub fn media_types(&self) -> &'static [&'static str] {
        if self.id.starts_with("did:") {
            &["application/did+json", "application/did+ld+json", "application/did", "application/json"]
        } else {
            &["application/json", "application/ld+json", "application/jwk-set+json", "application/jwk+json"]
        }
    }
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Need", 4)?;
        object.serialize_field("id", &self.id)?;
        object.serialize_field("url", &self.url)?;
        object.serialize_field("purpose", self.purpose.as_str())?;
        object.serialize_field("mediaTypes", self.media_types())?;
        object.end()
    }
}
