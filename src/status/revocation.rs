//! `1EdTechRevocationList`: the ids of credentials that were revoked.

use super::ledger::{Ledger, REVOCATION};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::model::{ObjectText, push_string};
use crate::text::{is_uri, quoted};

/// A list of revoked credentials by their ids
/// ([1EdTech Revocation List Status Method 1.0](https://www.imsglobal.org/spec/vcrl/v1p0/)).
///
/// Deprecated in favour of bit strings: it tells everybody who reads it which credentials were revoked, and nothing signs
/// it. A credential points to it by a `credentialStatus` with the list's URL as `id` and `1EdTechRevocationList` as `type`,
/// which needs the context [`EXTENSIONS`](crate::model::EXTENSIONS).
///
/// ```
/// use openbadges::Document;
/// use openbadges::status::RevocationList;
///
/// let list = RevocationList::new("https://badges.example.edu/revoked", "https://badges.example.edu")
///     .with_revoked("urn:uuid:1", Some("No final payment"));
/// let text = list.to_json()?;
/// let read = RevocationList::read(&Document::parse(text.as_bytes())?)?;
/// assert_eq!(read.revoked("urn:uuid:1").unwrap().reason(), Some("No final payment"));
/// assert!(read.revoked("urn:uuid:2").is_none());
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevocationList {
    id: String,
    issuer: String,
    /// By their ids: the order tells nothing of when, and one is found at once.
    revoked: Vec<Revoked>,
}

/// A credential in a [`RevocationList`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    credential: String,
    is_revoked: bool,
    reason: Option<String>,
}

impl Revoked {
    /// The id of the credential.
    pub fn credential(&self) -> &str {
        &self.credential
    }

    /// Why it was revoked, said to everybody.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

impl RevocationList {
    /// An empty list, by its URL and the id of the issuer of the credentials.
    pub fn new(id: impl Into<String>, issuer: impl Into<String>) -> Self {
        RevocationList { id: id.into(), issuer: issuer.into(), revoked: Vec::new() }
    }

    /// Adds a credential. The reason will be public.
    #[must_use]
    pub fn with_revoked(mut self, credential: impl Into<String>, reason: Option<&str>) -> Self {
        let (credential, reason) = (credential.into(), reason.map(Into::into));
        let place = self.revoked.partition_point(|own| own.credential <= credential);
        self.revoked.insert(place, Revoked { credential, is_revoked: true, reason });
        self
    }

    /// Adds what a ledger, or a part of one, has as revoked. With reasons only if they were written for everybody.
    #[must_use]
    pub fn with_ledger(mut self, ledger: &Ledger, with_reasons: bool) -> Self {
        let revoked = ledger.entries().filter(|entry| entry.purpose() == REVOCATION && entry.value() != 0);
        for entry in revoked {
            let reason = entry.changes().last().and_then(|change| change.reason()).filter(|_| with_reasons);
            let (credential, reason) = (entry.credential().to_owned(), reason.map(Into::into));
            self.revoked.push(Revoked { credential, is_revoked: true, reason });
        }
        sort(&mut self.revoked);
        self
    }

    /// The list as compact JSON, to be served as `application/json`.
    ///
    /// # Errors
    /// All of `input.not-a-uri` for the ids; `status.contradictory` for a credential that stands there twice.
    pub fn to_json(&self) -> Result<String> {
        let mut findings = Vec::new();
        let ids = [&self.id, &self.issuer].into_iter().chain(self.revoked.iter().map(|revoked| &revoked.credential));
        for id in ids.filter(|id| !is_uri(id)) {
            findings.push(Finding::error(Code::InputNotUri, "", format!("{} is not an absolute URI", quoted(id))));
        }
        findings.extend(self.twice().map(|id| {
            let message = format!("the credential {} is listed twice", quoted(id));
            Finding::error(Code::StatusContradictory, "", message)
        }));
        Error::unless_empty(ErrorKind::Input, findings)?;
        let mut entries = String::from("[");
        for (i, revoked) in self.revoked.iter().enumerate() {
            if i > 0 {
                entries.push(',');
            }
            let mut object = ObjectText::default();
            object.member("id", &json(&revoked.credential));
            object.member("revoked", if revoked.is_revoked { "true" } else { "false" });
            if let Some(reason) = &revoked.reason {
                object.member("revocationReason", &json(reason));
            }
            entries.push_str(&object.finish());
        }
        entries.push(']');
        let mut object = ObjectText::default();
        object.member("id", &json(&self.id));
        object.member("issuer", &json(&self.issuer));
        object.member("revokedCredentials", &entries);
        Ok(object.finish())
    }

    /// Ids that stand there more than once.
    fn twice(&self) -> impl Iterator<Item = &str> {
        let mut ids: Vec<&str> = self.revoked.iter().map(Revoked::credential).collect();
        ids.sort_unstable();
        let again: Vec<bool> = ids.windows(2).map(|pair| matches!(pair, [a, b] if a == b)).collect();
        ids.into_iter().zip(again).filter(|(_, again)| *again).map(|(id, _)| id)
    }

    /// Reads a list, also one whose member has the name `revokedCredential`, in the singular. What the standard does not
    /// define is passed over; a list without the member revokes nothing.
    ///
    /// # Errors
    /// All of `status.malformed`.
    pub fn read(document: &Document) -> Result<Self> {
        let root = document.root();
        let mut findings = Vec::new();
        let mut unfit = |place: Node<'_>, message: &str| {
            findings.push(Finding::error(Code::StatusMalformed, place.pointer(), message));
        };
        if root.kind() != Kind::Object {
            unfit(root, "a revocation list is an object");
        }
        let mut uri = |place: Node<'_>, node: Option<Node<'_>>, what: &str| {
            let found = node.and_then(Node::as_str).filter(|id| is_uri(id));
            if found.is_none() {
                unfit(node.unwrap_or(place), &format!("{what} must be there, and a URI"));
            }
            found.map(|id| id.into_owned()).unwrap_or_default()
        };
        let id = uri(root, root.get("id"), "the list's id");
        let issuer = root.get("issuer");
        let issuer = issuer.filter(|node| node.kind() == Kind::Object).map_or(issuer, |object| object.get("id"));
        let issuer = uri(root, issuer, "the issuer");
        let lists = ["revokedCredentials", "revokedCredential"].map(|name| root.get(name));
        let mut revoked = Vec::new();
        for list in lists.into_iter().flatten() {
            for node in list.one_or_many() {
                if node.kind() != Kind::Object {
                    findings.push(Finding::error(Code::StatusMalformed, node.pointer(), "an entry is an object"));
                    continue;
                }
                match entry(node) {
                    Ok(entry) => revoked.push(entry),
                    Err(error) => findings.extend(error.into_findings()),
                }
            }
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        sort(&mut revoked);
        Ok(RevocationList { id, issuer, revoked })
    }

    /// The URL of the list.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id of the issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// What the list says of a credential, if it says that it is revoked. Of several entries for it one is enough.
    pub fn revoked(&self, credential: &str) -> Option<&Revoked> {
        let from = self.revoked.partition_point(|entry| entry.credential.as_str() < credential);
        let mut own = self.revoked.iter().skip(from).take_while(|entry| entry.credential == credential);
        own.find(|entry| entry.is_revoked)
    }

    /// All credentials that it says are revoked.
    pub fn iter(&self) -> impl Iterator<Item = &Revoked> {
        self.revoked.iter().filter(|entry| entry.is_revoked)
    }
}

fn sort(revoked: &mut [Revoked]) {
    revoked.sort_by(|a, b| a.credential.cmp(&b.credential));
}

/// `revoked` may be missing, which means that it is; some write it as a text.
fn entry(node: Node<'_>) -> Result<Revoked> {
    let mut findings = Vec::new();
    let mut unfit = |place: Node<'_>, message: &str| {
        findings.push(Finding::error(Code::StatusMalformed, place.pointer(), message));
    };
    let credential = node.get("id").and_then(Node::as_str).filter(|id| !id.is_empty());
    if credential.is_none() {
        unfit(node.get("id").unwrap_or(node), "the id of a credential must be there, and a text");
    }
    let is_revoked = match node.get("revoked") {
        None => true,
        Some(value) => match (value.as_bool(), value.as_str().as_deref()) {
            (Some(revoked), _) => revoked,
            (_, Some("true")) => true,
            (_, Some("false")) => false,
            _ => {
                unfit(value, "`revoked` must be true or false");
                true
            }
        },
    };
    let reason = node.get("revocationReason");
    let text = reason.and_then(Node::as_str);
    if let Some(reason) = reason.filter(|_| text.is_none()) {
        unfit(reason, "`revocationReason` must be a text");
    }
    Error::unless_empty(ErrorKind::Input, findings)?;
    let credential = credential.map(|id| id.into_owned()).unwrap_or_default();
    Ok(Revoked { credential, is_revoked, reason: text.map(|reason| reason.into_owned()) })
}

fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_string(text, &mut out);
    out
}
