//! What a verification needs beside the badge.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::{Arc, OnceLock};

use crate::did::{Did, web};
use crate::document::Document;
use crate::document::read::Reader;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::limits::Limits;
use crate::status::{RevocationList, StatusList};
use crate::text::{is_uri, quoted};

/// Documents and keys that the caller has fetched and answers for. The crate itself fetches nothing.
///
/// For a `did:key` or a `did:jwk` nothing is needed: the key stands in the identifier.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    keys: BTreeMap<String, Key>,
    documents: BTreeMap<String, Document>,
    bytes: BTreeMap<String, Arc<[u8]>>,
    /// Status lists as they were decoded, once for all badges.
    lists: BTreeMap<String, Arc<Decoded>>,
}

/// A document as a status list, and as a list of revoked credentials: one of them at most.
#[derive(Debug, Default)]
struct Decoded {
    list: OnceLock<StatusList>,
    revocations: OnceLock<RevocationList>,
}

/// What a file holds.
#[derive(Clone)]
enum Handed {
    Document(Document),
    Bytes(Arc<[u8]>),
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
        self.hand(id.into(), Some(Handed::Document(document)));
        self
    }

    /// Whatever was fetched from a URL, as it came: a credential as JSON or JWT (a status list, a newer edition of the badge),
    /// an image or a page that the badge pins. What is JSON serves as a document as well.
    #[must_use]
    pub fn with_bytes(mut self, url: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let (url, bytes) = (url.into(), bytes.into());
        let document = Document::parse(&bytes).ok();
        self.hand(url.clone(), Some(Handed::Bytes(bytes)));
        self.documents.extend(document.map(|document| (url, document)));
        self
    }

    /// These and others; where both have a document or a key for one id, the other's. What others have a document of, these
    /// have neither under another address of it, nor keys of.
    #[must_use]
    pub fn with_all(mut self, others: &Resources) -> Self {
        let ids: BTreeSet<String> = others.documents.keys().flat_map(|id| names_of(id)).collect();
        let is_other = |id: &str| names_of(id).iter().all(|name| !ids.contains(name));
        self.documents.retain(|id, _| is_other(id));
        self.bytes.retain(|id, _| is_other(id));
        self.lists.retain(|id, _| is_other(id));
        let is_kept = |method: &str, key: &Key| {
            let document = method.split_once('#').map_or(method, |(document, _)| document);
            !ids.contains(document) && !ids.contains(&key.controller)
        };
        self.keys.retain(|method, key| is_kept(method, key));
        self.keys.extend(others.keys.clone());
        for id in others.ids() {
            self.documents.remove(id);
            self.bytes.remove(id);
            self.lists.remove(id);
        }
        self.documents.extend(others.documents.clone());
        self.bytes.extend(others.bytes.clone());
        self.lists.extend(others.lists.clone());
        self
    }

    /// The documents of a folder whose `index.json` says what they are: an object that has for each DID or URL the name
    /// of a file, be that JSON, a JWT or an image. `file` reads one; the crate opens none itself.
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
        let mut files: BTreeMap<String, Option<Handed>> = BTreeMap::new();
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
                resources.hand(id.into_owned(), read.clone());
                continue;
            }
            let read = match file(&name) {
                Err(error) => {
                    let reason = quoted(&error.to_string());
                    let message = format!("the file {} cannot be read: {reason}", quoted(&name));
                    reader.report(Code::ResourcesUnreadable, value, message);
                    None
                }
                Ok(bytes) if !looks_like_json(&bytes) => Some(Handed::Bytes(bytes.into())),
                Ok(bytes) => match Document::parse(&bytes) {
                    Ok(document) => Some(Handed::Document(document)),
                    Err(error) => {
                        findings.extend(error.into_findings().into_iter().map(|finding| {
                            let message = format!("in the file {}: {finding}", quoted(&name));
                            Finding::error(finding.code(), value.pointer(), message).with_value(&name)
                        }));
                        None
                    }
                },
            };
            resources.hand(id.into_owned(), read.clone());
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
        let others = self.bytes.keys().filter(|id| !self.documents.contains_key(*id));
        self.documents.keys().chain(others).map(String::as_str)
    }

    /// What was handed in for an id, as it came.
    pub(super) fn bytes(&self, id: &str) -> Option<&[u8]> {
        let text = || self.documents.get(id).map(Document::as_bytes);
        self.bytes.get(id).map(|bytes| &**bytes).or_else(text)
    }

    fn hand(&mut self, id: String, handed: Option<Handed>) {
        let Some(handed) = handed else { return };
        self.documents.remove(&id);
        self.bytes.remove(&id);
        self.lists.insert(id.clone(), Arc::default());
        match handed {
            Handed::Document(document) => drop(self.documents.insert(id, document)),
            Handed::Bytes(bytes) => drop(self.bytes.insert(id, bytes)),
        }
    }

    /// The status list in a credential that was handed in, decoded once.
    pub(super) fn list(&self, id: &str, credential: &Document, limits: &Limits) -> Result<Cow<'_, StatusList>> {
        let kept = self.lists.get(id).map(|decoded| &decoded.list);
        let fits = |list: &&StatusList| list.bits().as_bytes().len() <= limits.status_list_bytes();
        if let Some(list) = kept.and_then(OnceLock::get).filter(fits) {
            return Ok(Cow::Borrowed(list));
        }
        let list = StatusList::read(credential, limits)?;
        Ok(match kept {
            Some(kept) => Cow::Borrowed(kept.get_or_init(|| list)),
            None => Cow::Owned(list),
        })
    }

    /// The list of revoked credentials in a document that was handed in, read once.
    pub(super) fn revocations(&self, id: &str) -> Option<Result<Cow<'_, RevocationList>>> {
        let document = self.document(id)?;
        let kept = self.lists.get(id).map(|decoded| &decoded.revocations);
        if let Some(list) = kept.and_then(OnceLock::get) {
            return Some(Ok(Cow::Borrowed(list)));
        }
        let read = RevocationList::read(document);
        Some(read.map(|list| match kept {
            Some(kept) => Cow::Borrowed(kept.get_or_init(|| list)),
            None => Cow::Owned(list),
        }))
    }

    /// Takes over what others have for an id, or for the address of its document; whether they have it, and it is new.
    pub(super) fn take(&mut self, id: &str, url: Option<&str>, others: &Resources) -> bool {
        let mut is_new = false;
        for id in std::iter::once(id).chain(url) {
            if self.bytes(id).is_none()
                && let Some(bytes) = others.bytes(id)
            {
                *self = std::mem::take(self).with_bytes(id, bytes);
                is_new = true;
            }
        }
        is_new
    }

    /// The same of a key.
    pub(super) fn take_key(&mut self, method: &str, others: &Resources) {
        self.keys.extend(others.keys.get_key_value(method).map(|(method, key)| (method.clone(), key.clone())));
    }

    /// Every key, with its verification method and its controller.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, &str, &VerifyingKey)> {
        self.keys.iter().map(|(method, key)| (method.as_str(), key.controller.as_str(), &key.key))
    }

    pub(super) fn document(&self, id: &str) -> Option<&Document> {
        self.documents.get(id)
    }

    pub(super) fn key(&self, verification_method: &str) -> Option<&Key> {
        self.keys.get(verification_method)
    }
}

/// What looks like JSON must be it; a JWT, an image or a page does not.
fn looks_like_json(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start(), [b'{' | b'[', ..])
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
