//! What a verification needs beside the badge.

use std::collections::{BTreeMap, BTreeSet};

use std::fmt::Display;

use crate::did::{Did, web};
use crate::document::Document;
use crate::document::read::Reader;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::text::{is_uri, quoted};

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

    /// These and others; where both have a document or a key for one id, the other's. What others have a document of, these
    /// have neither under another address of it, nor keys of.
    #[must_use]
    pub fn with_all(mut self, others: &Resources) -> Self {
        let ids: BTreeSet<String> = others.documents.keys().flat_map(|id| names_of(id)).collect();
        self.documents.retain(|id, _| names_of(id).iter().all(|name| !ids.contains(name)));
        let is_kept = |method: &str, key: &Key| {
            let document = method.split_once('#').map_or(method, |(document, _)| document);
            !ids.contains(document) && !ids.contains(&key.controller)
        };
        self.keys.retain(|method, key| is_kept(method, key));
        self.keys.extend(others.keys.clone());
        self.documents.extend(others.documents.clone());
        self
    }

    /// The documents of a folder whose `index.json` says what they are: an object that has for each DID or URL the name
    /// of a file. `file` reads one; the crate opens none itself.
    ///
    /// ```
    /// use openbadges::verify::Resources;
    ///
    /// let index = br#"{"did:web:college.example": "college.json"}"#;
    /// let file = |name: &str| match name {
    ///     "college.json" => Ok(br#"{"id": "did:web:college.example"}"#.to_vec()),
    ///     _ => Err("no such file"),
    /// };
    /// let resources = Resources::from_index(index, file)?;
    /// assert_eq!(resources.ids().collect::<Vec<_>>(), ["did:web:college.example"]);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// The codes of [`Document::parse`], of the index and of the files; `input.*` for an index of another form or ids that
    /// are no URIs; `resources.file-name` for names that lead out of the folder, which are never read;
    /// `resources.unreadable` for files that cannot be. All of them, each with its place in the index.
    pub fn from_index<E: Display>(index: &[u8], mut file: impl FnMut(&str) -> Result<Vec<u8>, E>) -> Result<Self> {
        let index = Document::parse(index)?;
        let mut resources = Resources::new();
        let (mut reader, mut findings) = (Reader::default(), Vec::new());
        let root = index.root();
        if root.kind() != crate::document::Kind::Object {
            reader.wrong_type(root, "an object");
        }
        let mut files: BTreeMap<String, Option<Document>> = BTreeMap::new();
        for (id, value) in root.members() {
            if !is_uri(&id) {
                reader.report(Code::InputNotUri, value, format!("{} is not a DID or URL", quoted(&id)));
            }
            let Some(name) = reader.text(value) else { continue };
            if !is_plain(&name) {
                let message = format!("{} is not the name of a file in the folder", quoted(&name));
                reader.report(Code::ResourcesFileName, value, message);
                continue;
            }
            if let Some(read) = files.get(&name) {
                resources.documents.extend(read.clone().map(|document| (id.into_owned(), document)));
                continue;
            }
            let read = match file(&name) {
                Err(error) => {
                    let reason = quoted(&error.to_string());
                    let message = format!("the file {} cannot be read: {reason}", quoted(&name));
                    reader.report(Code::ResourcesUnreadable, value, message);
                    None
                }
                Ok(bytes) => match Document::parse(&bytes) {
                    Ok(document) => Some(document),
                    Err(error) => {
                        findings.extend(error.into_findings().into_iter().map(|finding| {
                            let message = format!("in the file {}: {finding}", quoted(&name));
                            Finding::error(finding.code(), value.pointer(), message).with_value(&name)
                        }));
                        None
                    }
                },
            };
            resources.documents.extend(read.clone().map(|document| (id.into_owned(), document)));
            files.insert(name, read);
        }
        if let Err(error) = reader.finish() {
            findings.extend(error.into_findings());
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        Ok(resources)
    }

    /// Whose documents are at hand.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    pub(super) fn document(&self, id: &str) -> Option<&Document> {
        self.documents.get(id)
    }

    pub(super) fn key(&self, verification_method: &str) -> Option<&Key> {
        self.keys.get(verification_method)
    }
}

/// A document's id, and of a `did:web` its address, or the other way round.
fn names_of(id: &str) -> Vec<String> {
    let mut names = vec![id.to_owned()];
    match Did::parse(id) {
        Ok(did) if did.method() == "web" => names.extend(web::document_url(&did).ok()),
        Ok(_) => {}
        Err(_) => names.extend(web::of_url(id).ok().map(|did| did.as_str().to_owned())),
    }
    names
}

/// Whether a name is that of a file in the folder itself, on any system.
fn is_plain(name: &str) -> bool {
    let is_odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    !name.starts_with('.') && !name.contains(is_odd)
}
