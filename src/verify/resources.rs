//! What a verification needs beside the badge.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::key::VerifyingKey;

/// Documents and keys that the caller has fetched and answers for. The crate itself fetches nothing.
///
/// For a `did:key` or a `did:jwk` nothing is needed: the key stands in the identifier.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    keys: BTreeMap<String, Key>,
    documents: BTreeMap<String, Document>,
}

/// A key, and who controls it.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) key: VerifyingKey,
    pub(super) controller: String,
}

impl Resources {
    /// None.
    pub fn new() -> Self {
        Resources::default()
    }

    /// The key that a verification method stands for, from its controller's own document.
    ///
    /// Hand in only a key that this document lists under `assertionMethod`; a key that came with the badge is nobody's.
    #[must_use]
    pub fn with_key(
        mut self,
        verification_method: impl Into<String>,
        controller: impl Into<String>,
        key: VerifyingKey,
    ) -> Self {
        self.keys.insert(verification_method.into(), Key { key, controller: controller.into() });
        self
    }

    /// A document, under its DID or the URL that it was fetched from: a DID document, an issuer's profile with its keys, a
    /// key, a set of keys. [`did::bind`](crate::did::bind) says what is looked for in it.
    #[must_use]
    pub fn with_document(mut self, id: impl Into<String>, document: Document) -> Self {
        self.documents.insert(id.into(), document);
        self
    }

    pub(super) fn document(&self, id: &str) -> Option<&Document> {
        self.documents.get(id)
    }

    pub(super) fn key(&self, verification_method: &str) -> Option<&Key> {
        self.keys.get(verification_method)
    }
}
