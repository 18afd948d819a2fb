//! The issuer's own book of a status list: which credential has which index, and what became of it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{Bitstring, Draft, Settings, state};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::Code;
use crate::limits::Limits;
use crate::model::{CredentialStatus, ObjectText, push_string};
use crate::text::{hex, quoted};

/// The purpose of bits that revoke: for good.
pub const REVOCATION: &str = "revocation";
/// The purpose of bits that suspend: until they are taken back.
pub const SUSPENSION: &str = "suspension";
/// The purpose of values that stand for texts.
pub const MESSAGE: &str = "message";

/// A change of an entry's value, and why: the reason stays with the issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) at: DateTime<Utc>,
    pub(super) to: u8,
    pub(super) reason: Option<String>,
}

impl Change {
    /// When, in whole seconds.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The new value.
    pub fn to(&self) -> u8 {
        self.to
    }

    /// Why.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// An index that was given to a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) index: u64,
    pub(super) credential: Arc<str>,
    pub(super) purpose: Arc<str>,
    pub(super) expires: Option<DateTime<Utc>>,
    pub(super) changes: Vec<Change>,
}

impl Entry {
    /// The index.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The id of the credential.
    pub fn credential(&self) -> &str {
        &self.credential
    }

    /// What for.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// When the credential expires.
    pub fn expires(&self) -> Option<DateTime<Utc>> {
        self.expires
    }

    /// What became of it, the oldest change first.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Its value in the list.
    pub fn value(&self) -> u8 {
        self.changes.last().map_or(0, |change| change.to)
    }
}

/// A range of indexes in which another writer gives them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    pub(super) part: String,
    pub(super) range: Range<u64>,
}

impl Delegation {
    /// The name of the part.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// Its indexes.
    pub fn range(&self) -> Range<u64> {
        self.range.clone()
    }
}

/// The issuer's own book of a status list, as it is saved: which credential has which index, what became of it, and why. Not
/// to be published: from it comes the list, which names nobody ([`Publication`](super::Publication)).
///
/// A ledger does not change. Changes are made in a [`Draft`], and come into being when they are saved:
/// [`Draft::commit`] hands the storage the new text and a tag of the old one, to be replaced only if it is still that, and
/// only then gives the new ledger, from which alone there is a [`credential_status`](Ledger::credential_status) to issue with.
/// So an index that was not saved is in no credential, whatever crashes when; and of two writers with the same old ledger one
/// is told that he is late (`status.conflict`), reads again, and begins anew.
///
/// ```
/// use openbadges::status::{Ledger, Settings};
/// # let fill = |bytes: &mut [u8]| { bytes.iter_mut().zip(7_u8..).for_each(|(b, n)| *b = n.wrapping_mul(37)); Ok::<(), String>(()) };
///
/// let mut stored: Option<String> = None; // a file, or a row of a database
/// let draft = Ledger::create(Settings::new("https://badges.example.edu/status/1", "revocation"))?;
/// let ledger = draft.commit(|swap| {
///     assert!(swap.replaces(stored.as_deref())); // in one transaction with the next line
///     stored = Some(swap.text().to_owned());
///     Ok::<bool, String>(true)
/// })?;
///
/// let mut draft = ledger.draft();
/// draft.allocate("urn:uuid:1", "revocation", None, fill)?;
/// let ledger = draft.commit(|swap| {
///     let fits = swap.replaces(stored.as_deref());
///     if fits {
///         stored = Some(swap.text().to_owned());
///     }
///     Ok::<bool, String>(fits)
/// })?;
/// let status = ledger.credential_status("urn:uuid:1", "revocation")?;
/// assert_eq!(status.status_list_credential.as_deref(), Some("https://badges.example.edu/status/1"));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ledger {
    pub(super) settings: Settings,
    pub(super) revision: u64,
    pub(super) part: Option<String>,
    pub(super) is_closed: bool,
    /// Where it gives out indexes: in order, none touching the next.
    pub(super) ranges: Vec<Range<u64>>,
    pub(super) delegated: Vec<Delegation>,
    /// Parts that came back: their names are not used again, or an old text of one could pass for a new part.
    pub(super) merged: Vec<String>,
    /// Indexes of its ranges that were given out before they became its own.
    pub(super) taken: Vec<u64>,
    pub(super) entries: BTreeMap<u64, Entry>,
    pub(super) indexes: HashMap<Arc<str>, Vec<u64>>,
    pub(super) tag: String,
}

impl Ledger {
    /// A new, empty list, still to be saved, where nothing is.
    ///
    /// # Errors
    /// All of `status.list-unusable`, `status.list-too-short`, `status.list-too-large`, `input.not-a-uri`.
    pub fn create(settings: Settings) -> Result<Draft> {
        Error::unless_empty(ErrorKind::Input, settings.findings())?;
        #[allow(clippy::single_range_in_vec_init)] // one range, not its numbers
        let ranges = vec![0..settings.entries];
        Ok(Draft::first(Ledger::blank(settings, ranges)))
    }

    pub(super) fn blank(settings: Settings, ranges: Vec<Range<u64>>) -> Self {
        Ledger {
            settings,
            revision: 0,
            part: None,
            is_closed: false,
            ranges,
            delegated: Vec::new(),
            merged: Vec::new(),
            taken: Vec::new(),
            entries: BTreeMap::new(),
            indexes: HashMap::new(),
            tag: String::new(),
        }
    }

    /// Reads what was saved. It is the issuer's own and may be long: up to 1 GiB, without a bound on its values.
    ///
    /// # Errors
    /// All of `input.*` for its form and `status.contradictory` for what cannot be; `json.*`.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Self::read_within(bytes, &Limits::default().with_bytes(1 << 30).with_values(usize::MAX))
    }

    /// Reads what was saved, within limits.
    ///
    /// # Errors
    /// As [`read`](Ledger::read).
    pub fn read_within(bytes: &[u8], limits: &Limits) -> Result<Self> {
        let document = Document::parse_within(bytes, limits)?;
        Ok(Ledger { tag: Self::tag_of(bytes), ..state::read(document.root())? })
    }

    /// What is saved: JSON, an entry on a line.
    pub fn to_json(&self) -> String {
        state::write(self)
    }

    /// The tag of a saved ledger, by which it is known whether it is still the same: SHA-256 in hexadecimal digits. A
    /// database may keep it in a column beside the text, a server send it as `ETag`.
    pub fn tag_of(saved: &[u8]) -> String {
        hex(&Sha256::digest(saved))
    }

    /// The tag of the text that this ledger was read from or saved as.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// How often it was saved. No two texts of one ledger have the same.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The URL of the list.
    pub fn list(&self) -> &str {
        &self.settings.list
    }

    /// What the list is kept for.
    pub fn purposes(&self) -> &[String] {
        &self.settings.purposes
    }

    /// How many entries the whole list has.
    pub fn length(&self) -> u64 {
        self.settings.entries
    }

    /// How many bits each has.
    pub fn size(&self) -> u8 {
        self.settings.size()
    }

    /// What the values mean, if they are messages.
    pub fn messages(&self) -> &[String] {
        &self.settings.messages
    }

    /// Which part of the list it is, if it is one.
    pub fn part(&self) -> Option<&str> {
        self.part.as_deref()
    }

    /// Whether it is a part that was closed.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Which parts were handed to other writers.
    pub fn delegated(&self) -> &[Delegation] {
        &self.delegated
    }

    /// How many indexes can still be given out here.
    pub fn free(&self) -> u64 {
        let all: u64 = self.ranges.iter().map(|range| range.end - range.start).sum();
        let given = self.entries.keys().chain(&self.taken).filter(|index| self.owns(**index)).count();
        all.saturating_sub(u64::try_from(given).unwrap_or(u64::MAX))
    }

    pub(super) fn owns(&self, index: u64) -> bool {
        self.ranges.iter().any(|range| range.contains(&index))
    }

    /// All entries, by their indexes.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.entries.values()
    }

    /// The entry that a credential has for a purpose.
    pub fn entry(&self, credential: &str, purpose: &str) -> Option<&Entry> {
        let indexes = self.indexes.get(credential)?;
        indexes.iter().filter_map(|index| self.entries.get(index)).find(|entry| &*entry.purpose == purpose)
    }

    /// The entry, or the error that says what is known.
    pub(super) fn known(&self, credential: &str, purpose: &str) -> Result<&Entry> {
        self.entry(credential, purpose).ok_or_else(|| {
            let message =
                format!("the credential {} has no index for {} in this ledger", quoted(credential), quoted(purpose));
            Error::input(Code::StatusUnknownCredential, "", message)
        })
    }

    /// What is put into a credential: the place in the list at which its status stands. For messages, also their number
    /// of bits and texts.
    ///
    /// Open Badges wants one such object; with several, [`conform`](crate::model::conform) warns
    /// (`model.several-statuses`), and some verifiers look at the first only.
    ///
    /// # Errors
    /// `status.unknown-credential`.
    pub fn credential_status(&self, credential: &str, purpose: &str) -> Result<CredentialStatus> {
        let entry = self.known(credential, purpose)?;
        let status = CredentialStatus::bitstring(self.list(), entry.index, purpose);
        if self.messages().is_empty() {
            return Ok(status);
        }
        let mut object = status.to_json();
        object.pop();
        object.push_str(&format!(",\"statusSize\":{},\"statusMessage\":{}}}", self.size(), self.messages_json()));
        CredentialStatus::read(&Document::parse(object.as_bytes())?)
    }

    pub(super) fn messages_json(&self) -> String {
        let mut out = String::from("[");
        for (value, message) in self.messages().iter().enumerate() {
            if value > 0 {
                out.push(',');
            }
            let mut object = ObjectText::with_capacity(64);
            object.member("status", &format!("\"0x{value:x}\""));
            let mut text = String::new();
            push_string(message, &mut text);
            object.member("message", &text);
            out.push_str(&object.finish());
        }
        out.push(']');
        out
    }

    /// A draft of changes to this ledger.
    pub fn draft(&self) -> Draft {
        Draft::after(self.clone())
    }

    /// A new ledger for a part that was delegated ([`Draft::delegate`]), still to be saved, where nothing is: a part that
    /// is made twice would give out its indexes twice.
    ///
    /// # Errors
    /// `status.part` if there is no such part.
    pub fn start_part(&self, part: &str) -> Result<Draft> {
        let Some(delegation) = self.delegated.iter().find(|delegation| delegation.part == part) else {
            return Err(Error::input(Code::StatusPart, "", format!("no part {} was delegated", quoted(part))));
        };
        #[allow(clippy::single_range_in_vec_init)] // one range, not its numbers
        let mut ledger = Ledger::blank(self.settings.clone(), vec![delegation.range()]);
        ledger.part = Some(part.into());
        ledger.taken = self.entries.range(delegation.range()).map(|(index, _)| *index).collect();
        ledger.taken.extend(self.taken.iter().filter(|index| delegation.range.contains(index)));
        ledger.taken.sort_unstable();
        Ok(Draft::first(ledger))
    }

    /// The bits of the whole list: of this ledger and of every part that was delegated and has not come back. A part that
    /// were left out would be a list of credentials whose revocation is taken back.
    ///
    /// # Errors
    /// `status.part` if one is missing, is not of this list, or if this ledger is itself a part.
    pub fn bits(&self, parts: &[&Ledger]) -> Result<Bitstring> {
        let unfit = |message: String| Error::input(Code::StatusPart, "", message);
        if let Some(part) = &self.part {
            return Err(unfit(format!("this is the part {} of a list, not the whole", quoted(part))));
        }
        let mut awaited: Vec<&Delegation> = self.delegated.iter().collect();
        let mut left: Vec<&Ledger> = parts.to_vec();
        let mut bits = Bitstring::new(self.settings.entries, self.size())?;
        self.set_into(&mut bits)?;
        while let Some(delegation) = awaited.pop() {
            let at = left.iter().position(|part| part.part() == Some(&delegation.part));
            let Some(part) = at.map(|at| left.swap_remove(at)) else {
                return Err(unfit(format!("the part {} of the list is missing", quoted(&delegation.part))));
            };
            if part.settings != self.settings || !part.covers(&delegation.range) {
                return Err(unfit(format!("the part {} is not one of this list", quoted(&delegation.part))));
            }
            part.set_into(&mut bits)?;
            awaited.extend(&part.delegated);
        }
        match left.first() {
            Some(part) => {
                let name = quoted(part.part().unwrap_or_default());
                Err(unfit(format!("{name} is no part of the list that was delegated, or stands there twice")))
            }
            None => Ok(bits),
        }
    }

    /// Whether what it has, and has delegated, is just this range.
    fn covers(&self, range: &Range<u64>) -> bool {
        let mut own: Vec<&Range<u64>> =
            self.ranges.iter().chain(self.delegated.iter().map(|part| &part.range)).collect();
        own.sort_unstable_by_key(|range| range.start);
        let mut end = range.start;
        let is_gapless = own.iter().all(|next| std::mem::replace(&mut end, next.end) == next.start);
        is_gapless && end == range.end
    }

    fn set_into(&self, bits: &mut Bitstring) -> Result<()> {
        let size = self.size();
        let mut set = self.entries.values().filter(|entry| entry.value() != 0);
        set.try_for_each(|entry| bits.set(entry.index, size, entry.value()))
    }

    pub(super) fn insert(&mut self, entry: Entry) {
        self.indexes.entry(entry.credential.clone()).or_default().push(entry.index);
        self.entries.insert(entry.index, entry);
    }
}

/// The same content; the tag is that of a text.
impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        self.settings == other.settings
            && (self.revision, &self.part, self.is_closed) == (other.revision, &other.part, other.is_closed)
            && (&self.ranges, &self.delegated, &self.taken) == (&other.ranges, &other.delegated, &other.taken)
            && (&self.entries, &self.merged) == (&other.entries, &other.merged)
    }
}

impl Eq for Ledger {}
