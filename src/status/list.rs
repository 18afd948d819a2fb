//! Status lists as they are published: read.

use std::time::Duration;

use super::bits::checked;
use super::codec::{self, Encoded};
use super::{Bitstring, MINIMUM_LENGTH};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::model::DateTimeZ;
use crate::text::{is_uri, quoted};

/// Of which standard a status list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ListKind {
    /// `BitstringStatusListCredential`.
    Bitstring,
    /// `StatusList2021Credential`, its forerunner.
    StatusList2021,
}

impl ListKind {
    /// Both.
    pub const ALL: [ListKind; 2] = [ListKind::Bitstring, ListKind::StatusList2021];

    /// The type of the credential that holds such a list.
    pub fn credential_type(self) -> &'static str {
        match self {
            ListKind::Bitstring => "BitstringStatusListCredential",
            ListKind::StatusList2021 => "StatusList2021Credential",
        }
    }

    /// The type of the list, which is the credential's subject.
    pub fn list_type(self) -> &'static str {
        match self {
            ListKind::Bitstring => "BitstringStatusList",
            ListKind::StatusList2021 => "StatusList2021",
        }
    }

    /// The type of the `credentialStatus` that points into such a list.
    pub fn entry_type(self) -> &'static str {
        match self {
            ListKind::Bitstring => "BitstringStatusListEntry",
            ListKind::StatusList2021 => "StatusList2021Entry",
        }
    }
}

/// A status list read from its credential (Bitstring Status List 1.0, section 2.2; Status List 2021).
///
/// Nothing is believed by reading: whether the credential is its issuer's, in force, and that of the entry is the
/// verifier's to ask.
///
/// ```
/// use openbadges::{Document, Limits};
/// use openbadges::status::StatusList;
///
/// let document = Document::parse(br#"{
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "id": "https://example.com/credentials/status/3",
///     "type": ["VerifiableCredential", "BitstringStatusListCredential"],
///     "issuer": "did:example:12345",
///     "validFrom": "2021-04-05T14:27:40Z",
///     "credentialSubject": {
///         "id": "https://example.com/status/3#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
///         "encodedList": "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
///     }
/// }"#)?;
/// let list = StatusList::read(&document, &Limits::default())?;
/// assert_eq!(list.purposes(), ["revocation"]);
/// assert_eq!(list.bits().get(94_567, 1)?, 0);
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    kind: ListKind,
    id: Option<String>,
    issuer: String,
    purposes: Vec<String>,
    size: Option<u8>,
    ttl: Option<Duration>,
    valid_from: Option<DateTimeZ>,
    valid_until: Option<DateTimeZ>,
    bits: Bitstring,
    warnings: Vec<Finding>,
}

impl StatusList {
    /// Reads the list in a credential, which is that in a JWT after
    /// [`Token::credential`](crate::proof::jwt::Token::credential).
    ///
    /// # Errors
    /// All of `status.malformed`, `status.not-a-list`, `status.list-too-large`, `status.unsupported-size`.
    pub fn read(document: &Document, limits: &Limits) -> Result<Self> {
        let mut reading = Reading::default();
        let root = document.root();
        if root.kind() != Kind::Object {
            return Err(Error::new(ErrorKind::Input, malformed(root, "a status list credential is an object")));
        }
        let kind = reading.kind(root);
        let subject = reading.subject(root, kind);
        let issuer = reading.issuer(root);
        let id = reading.id(root);
        let valid_from = reading.time(root, ["validFrom", "issuanceDate"]);
        let valid_until = reading.time(root, ["validUntil", "expirationDate"]);
        let purposes = subject.map(|subject| reading.purposes(subject)).unwrap_or_default();
        let size = subject.and_then(|subject| reading.size(subject));
        let ttl = subject.and_then(|subject| reading.ttl(subject));
        let list = subject.and_then(|subject| reading.list(subject, kind, limits));
        let kind_of_error = if reading.errors.iter().all(|f| f.code() == Code::StatusListTooLarge) {
            ErrorKind::Limit
        } else {
            ErrorKind::Input
        };
        Error::unless_empty(kind_of_error, reading.errors)?;
        let (Some(kind), Some(issuer), Some(bits)) = (kind, issuer, list) else {
            // What is missing was reported.
            return Err(Error::new(ErrorKind::Input, malformed(root, "this is no status list credential")));
        };
        let warnings = reading.warnings;
        Ok(StatusList { kind, id, issuer, purposes, size, ttl, valid_from, valid_until, bits, warnings })
    }

    /// Of which standard it is.
    pub fn kind(&self) -> ListKind {
        self.kind
    }

    /// The credential's id, if it has one: not always the URL that it is found at.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The id of the credential's issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// What its bits are about. Lists of 2021 without a purpose have none.
    pub fn purposes(&self) -> &[String] {
        &self.purposes
    }

    /// Whether its bits are about this.
    pub fn is_for(&self, purpose: &str) -> bool {
        self.purposes.iter().any(|own| own == purpose)
    }

    /// How many bits an entry has, if the list says it; it is the entry in the credential that decides.
    pub fn size(&self) -> Option<u8> {
        self.size
    }

    /// After how long it ought to be fetched anew, if it says that.
    pub fn ttl(&self) -> Option<Duration> {
        self.ttl
    }

    /// From when it holds: `validFrom`, or `issuanceDate`.
    pub fn valid_from(&self) -> Option<&DateTimeZ> {
        self.valid_from.as_ref()
    }

    /// Until when it holds: `validUntil`, or `expirationDate`.
    pub fn valid_until(&self) -> Option<&DateTimeZ> {
        self.valid_until.as_ref()
    }

    /// The bits.
    pub fn bits(&self) -> &Bitstring {
        &self.bits
    }

    /// What is odd about it, but can be read: `status.list-form`, and `status.list-too-short` for a list that is too short
    /// even for entries of one bit.
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }
}

#[derive(Default)]
struct Reading {
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
}

impl Reading {
    fn malformed(&mut self, place: Node<'_>, message: &str) {
        self.errors.push(malformed(place, message));
    }

    fn kind(&mut self, root: Node<'_>) -> Option<ListKind> {
        let is = |name: &str| has_type(root, name);
        let mut kinds = ListKind::ALL.into_iter().filter(|kind| is(kind.credential_type()));
        let (kind, other) = (kinds.next(), kinds.next());
        let place = root.get("type").unwrap_or(root);
        if kind.is_none() || other.is_some() {
            let message = "the types must hold one of `BitstringStatusListCredential` and `StatusList2021Credential`";
            self.malformed(place, message);
        }
        if !is("VerifiableCredential") {
            self.malformed(place, "the types must hold `VerifiableCredential`");
        }
        kind
    }

    fn subject<'d>(&mut self, root: Node<'d>, kind: Option<ListKind>) -> Option<Node<'d>> {
        let Some(place) = root.get("credentialSubject") else {
            self.malformed(root, "the member `credentialSubject` is missing");
            return None;
        };
        let mut subjects = place.one_or_many();
        let (Some(subject), None) = (subjects.next(), subjects.next()) else {
            self.malformed(place, "a status list credential is about one list");
            return None;
        };
        if subject.kind() != Kind::Object {
            self.malformed(subject, &format!("the list is {}, not an object", subject.kind().noun()));
            return None;
        }
        if let Some(kind) = kind.filter(|kind| !has_type(subject, kind.list_type())) {
            let message = format!("the type of the list must be `{}`", kind.list_type());
            self.malformed(subject.get("type").unwrap_or(subject), &message);
        }
        Some(subject)
    }

    fn issuer(&mut self, root: Node<'_>) -> Option<String> {
        let Some(issuer) = root.get("issuer") else {
            self.malformed(root, "the member `issuer` is missing");
            return None;
        };
        let id = if issuer.kind() == Kind::Object { issuer.get("id") } else { Some(issuer) };
        let id = id.and_then(Node::as_str).filter(|id| is_uri(id));
        if id.is_none() {
            self.malformed(issuer, "the issuer must be a URI or have one as its `id`");
        }
        id.map(Into::into)
    }

    fn id(&mut self, root: Node<'_>) -> Option<String> {
        let node = root.get("id")?;
        let id = node.as_str().filter(|id| is_uri(id));
        if id.is_none() {
            self.malformed(node, "the id must be a URI");
        }
        id.map(Into::into)
    }

    /// The first of two members that is there.
    fn time(&mut self, root: Node<'_>, names: [&str; 2]) -> Option<DateTimeZ> {
        let node = names.into_iter().find_map(|name| root.get(name))?;
        let time = node.as_str().and_then(|text| text.parse().ok());
        if time.is_none() {
            self.malformed(node, "this must be a date and time with a zone");
        }
        time
    }

    fn purposes(&mut self, subject: Node<'_>) -> Vec<String> {
        let Some(node) = subject.get("statusPurpose") else {
            // It came into Status List 2021 late, and the fixtures of others have lists without it.
            if has_type(subject, ListKind::Bitstring.list_type()) {
                self.malformed(subject, "the member `statusPurpose` is missing");
            }
            return Vec::new();
        };
        let mut purposes = Vec::new();
        for purpose in node.one_or_many() {
            match purpose.as_str() {
                Some(text) if !text.is_empty() => purposes.push(text.into_owned()),
                _ => self.malformed(purpose, "a purpose must be a text"),
            }
        }
        if node.kind() == Kind::Array && node.items().next().is_none() {
            self.malformed(node, "there must be a purpose");
        }
        purposes
    }

    fn size(&mut self, subject: Node<'_>) -> Option<u8> {
        let node = subject.get("statusSize")?;
        let Some(number) = node.as_number().and_then(|number| number.parse::<u64>().ok()) else {
            self.malformed(node, "`statusSize` must be a whole number");
            return None;
        };
        match u8::try_from(number).ok().filter(|size| checked(*size).is_ok()) {
            Some(size) => Some(size),
            None => {
                let message = format!("entries of {number} bits are not supported");
                self.errors.push(Finding::error(Code::StatusUnsupportedSize, node.pointer(), message));
                None
            }
        }
    }

    fn ttl(&mut self, subject: Node<'_>) -> Option<Duration> {
        let node = subject.get("ttl")?;
        let ttl = node.as_number().and_then(|number| number.parse().ok()).map(Duration::from_millis);
        if ttl.is_none() {
            self.malformed(node, "`ttl` must be a whole number of milliseconds");
        }
        ttl
    }

    fn list(&mut self, subject: Node<'_>, kind: Option<ListKind>, limits: &Limits) -> Option<Bitstring> {
        let node = subject.get("encodedList");
        let Some((node, text)) = node.and_then(|node| Some((node, node.as_str()?))) else {
            self.malformed(node.unwrap_or(subject), "`encodedList` must be there, and a text");
            return None;
        };
        let (bits, encoded) = match codec::decode(&text, limits) {
            Ok(read) => read,
            Err(error) => {
                let found = error.into_findings().into_iter();
                self.errors.extend(found.map(|finding| finding.under(&node.pointer())));
                return None;
            }
        };
        let is_as_it_should = match kind {
            Some(ListKind::StatusList2021) => !encoded.is_multibase,
            _ => encoded.is_bitstring(),
        };
        if !is_as_it_should {
            let message = format!("the list is encoded {}, which its standard does not say", form(encoded));
            self.warnings.push(Finding::warning(Code::StatusListForm, node.pointer(), message));
        }
        if let Ok(entries @ ..MINIMUM_LENGTH) = bits.entries(1) {
            let message = format!("the list has {entries} bits, fewer than the {MINIMUM_LENGTH} entries it must have");
            self.warnings.push(Finding::warning(Code::StatusListTooShort, node.pointer(), message));
        }
        Some(bits)
    }
}

fn form(encoded: Encoded) -> String {
    let multibase = if encoded.is_multibase { "as multibase" } else { "without the `u` of multibase" };
    let padded = if encoded.is_padded { ", with padding" } else { "" };
    let letters = if encoded.is_url_safe { "base64url" } else { "base64" };
    format!("{multibase} in {letters}{padded}")
}

fn has_type(node: Node<'_>, name: &str) -> bool {
    node.get("type").into_iter().flat_map(Node::one_or_many).any(|word| word.as_str().is_some_and(|word| word == name))
}

fn malformed(place: Node<'_>, message: &str) -> Finding {
    let found = place.as_str().map_or_else(String::new, |text| format!(", found {}", quoted(&text)));
    Finding::error(Code::StatusMalformed, place.pointer(), format!("{message}{found}"))
}
