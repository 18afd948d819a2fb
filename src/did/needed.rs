//! What documents are lacking, and why.

use super::{Did, web};
use crate::text::is_uri;

/// What a document is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Purpose {
    /// The key with which was signed stands in it. Where that is the issuer's own document, it must list the key as well.
    VerificationMethod,
    /// It is the issuer's own document, which must list a key that stands elsewhere.
    Issuer,
}

/// A document that is lacking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    id: String,
    url: Option<String>,
    purpose: Purpose,
}

impl Needed {
    pub(super) fn new(id: &str, purpose: Purpose) -> Self {
        let url = match Did::parse(id) {
            Ok(did) => web::document_url(&did).ok(),
            Err(_) => (id.starts_with("https://") && is_uri(id)).then(|| id.to_owned()),
        };
        Needed { id: id.to_owned(), url, purpose }
    }

    /// Whose document it is: a DID or an HTTPS URL, or the issuer's id whatever that is. By this it is asked for.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it lies, for `did:web` and HTTPS; for other DIDs their method says how it is found. It begins with `https://`:
    /// what somebody on the way could have changed says nothing about keys.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// What for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }
}
