//! Changes to a ledger, until they are saved.

use std::fmt;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::Ledger;
use super::free::Free;
use super::ledger::{Change, Delegation, Entry, MESSAGE, REVOCATION, SUSPENSION};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::text::{is_kebab, is_uri, quoted};

/// Changes to a [`Ledger`] that are not saved yet.
///
/// Nothing of it can be issued or published before [`commit`](Draft::commit), so that no credential has an index that the
/// issuer does not know of. A draft that is dropped did nothing.
#[derive(Debug, Clone)]
#[must_use = "nothing happens unless it is committed"]
pub struct Draft {
    ledger: Ledger,
    /// The tag of the text that it replaces; none where nothing may be.
    expected: Option<String>,
    /// Made when first asked for.
    free: Option<Free>,
    last: [u8; 8],
}

impl Draft {
    pub(super) fn first(ledger: Ledger) -> Self {
        Draft { ledger, expected: None, free: None, last: [0; 8] }
    }

    pub(super) fn after(ledger: Ledger) -> Self {
        let expected = Some(ledger.tag.clone());
        Draft { ledger, expected, free: None, last: [0; 8] }
    }

    /// Gives a credential an index for a purpose: any of the free ones, each as likely as the others, so that it tells
    /// nothing of the order of issue, however few are left. `expires` is the credential's `validUntil`, if it has one; after
    /// it the index may be used again ([`release`](Draft::release)). `fill` fills a buffer with random bytes, such as
    /// `getrandom::fill`.
    ///
    /// The place in the list is known after [`commit`](Draft::commit).
    ///
    /// # Errors
    /// `status.already-allocated` if it has one for this purpose, `status.wrong-purpose`, `status.list-full`,
    /// `status.closed`, `input.not-a-uri` for the credential's id, `key.no-randomness` if the source fails or repeats
    /// itself.
    pub fn allocate<E: fmt::Display>(
        &mut self,
        credential: &str,
        purpose: &str,
        expires: Option<DateTime<Utc>>,
        fill: impl FnMut(&mut [u8]) -> std::result::Result<(), E>,
    ) -> Result<()> {
        self.check_open()?;
        if !is_uri(credential) {
            let message = format!("the credential's id {} is not an absolute URI", quoted(credential));
            return Err(Error::input(Code::InputNotUri, "", message));
        }
        if !self.ledger.purposes().iter().any(|own| own == purpose) {
            let message = format!("the list {} is not kept for {}", quoted(self.ledger.list()), quoted(purpose));
            return Err(Error::input(Code::StatusWrongPurpose, "", message));
        }
        if let Some(entry) = self.ledger.entry(credential, purpose) {
            let message = format!("the credential {} has the index {} already", quoted(credential), entry.index);
            return Err(Error::input(Code::StatusAlreadyAllocated, "", message));
        }
        let index = self.draw(fill)?;
        // One text for all entries of a purpose.
        let same = self.ledger.entries.values().next().map(|entry| &entry.purpose).filter(|text| &***text == purpose);
        let purpose = same.cloned().unwrap_or_else(|| purpose.into());
        let expires = expires.map(whole_seconds);
        self.ledger.insert(Entry { index, credential: credential.into(), purpose, expires, changes: Vec::new() });
        Ok(())
    }

    /// The entry that a credential would have for a purpose.
    pub fn entry(&self, credential: &str, purpose: &str) -> Option<&Entry> {
        self.ledger.entry(credential, purpose)
    }

    fn draw<E: fmt::Display>(&mut self, mut fill: impl FnMut(&mut [u8]) -> std::result::Result<(), E>) -> Result<u64> {
        let no_randomness = |why: &str| Error::key(Code::KeyNoRandomness, format!("no index can be drawn: {why}"));
        let Draft { ledger, free, last, .. } = self;
        let free = free.get_or_insert_with(|| {
            let taken = ledger.entries.keys().copied().chain(ledger.taken.iter().copied());
            Free::new(ledger.length(), &ledger.ranges, taken)
        });
        let count = free.count();
        if count == 0 {
            let part = ledger.part.as_ref().map_or_else(String::new, |part| format!("the part {} of ", quoted(part)));
            let message = format!("{part}the list {} has no free index", quoted(&ledger.settings.list));
            return Err(with_remedy(Code::StatusListFull, message, "begin another list"));
        }
        loop {
            let mut bytes = [0; 8];
            fill(&mut bytes).map_err(|error| no_randomness(&quoted(&error.to_string())))?;
            // A source that repeats itself would give indexes away, and might be asked for ever.
            if bytes == *last || bytes.iter().all(|byte| bytes.first() == Some(byte)) {
                return Err(no_randomness("the source gave no random bytes"));
            }
            *last = bytes;
            // The high half of the product is below `count`; what would make some indexes likelier is drawn again, once in
            // 2³² times at most.
            let product = u128::from(u64::from_le_bytes(bytes)) * u128::from(count);
            let (high, low) = (product >> 64, product & u128::from(u64::MAX));
            if low >= (1 << 64) % u128::from(count) {
                let index = u64::try_from(high).ok().and_then(|n| free.take(n));
                return index.ok_or_else(|| no_randomness("the free indexes are not what they were counted as"));
            }
        }
    }

    /// Keeps the index of a credential for longer, because the credential was issued anew with a later `validUntil`, or with none:
    /// nobody else has it before. An end that is not later changes nothing, for the earlier edition may be about.
    ///
    /// # Errors
    /// `status.unknown-credential`, `status.closed`.
    pub fn extend(&mut self, credential: &str, purpose: &str, expires: Option<DateTime<Utc>>) -> Result<()> {
        self.check_open()?;
        let entry = self.ledger.known(credential, purpose)?;
        let expires = expires.map(whole_seconds);
        let index = entry.index;
        let is_later = entry.expires.is_some_and(|own| expires.is_none_or(|expires| expires > own));
        if let Some(entry) = self.ledger.entries.get_mut(&index).filter(|_| is_later) {
            entry.expires = expires;
        }
        Ok(())
    }

    /// Revokes a credential, for good. The reason stays in the ledger.
    ///
    /// # Errors
    /// `status.unknown-credential`, `status.already-revoked`, `status.closed`.
    pub fn revoke(&mut self, credential: &str, reason: Option<&str>, at: DateTime<Utc>) -> Result<()> {
        self.check_open()?;
        self.check_not_revoked(credential)?;
        self.change(credential, REVOCATION, Change { at: whole_seconds(at), to: 1, reason: reason.map(Into::into) })
    }

    /// Suspends a credential, until it is reinstated.
    ///
    /// # Errors
    /// `status.unknown-credential`, `status.already-suspended`, `status.already-revoked` (as far as this ledger knows),
    /// `status.closed`.
    pub fn suspend(&mut self, credential: &str, reason: Option<&str>, at: DateTime<Utc>) -> Result<()> {
        self.check_open()?;
        self.check_not_revoked(credential)?;
        if self.ledger.known(credential, SUSPENSION)?.value() != 0 {
            let message = format!("the credential {} is suspended already", quoted(credential));
            return Err(Error::input(Code::StatusAlreadySuspended, "", message));
        }
        self.change(credential, SUSPENSION, Change { at: whole_seconds(at), to: 1, reason: reason.map(Into::into) })
    }

    /// Takes back the suspension of a credential.
    ///
    /// # Errors
    /// `status.unknown-credential`, `status.not-suspended`, `status.already-revoked` (as far as this ledger knows),
    /// `status.closed`.
    pub fn reinstate(&mut self, credential: &str, reason: Option<&str>, at: DateTime<Utc>) -> Result<()> {
        self.check_open()?;
        self.check_not_revoked(credential)?;
        if self.ledger.known(credential, SUSPENSION)?.value() == 0 {
            let message = format!("the credential {} is not suspended", quoted(credential));
            return Err(Error::input(Code::StatusNotSuspended, "", message));
        }
        self.change(credential, SUSPENSION, Change { at: whole_seconds(at), to: 0, reason: reason.map(Into::into) })
    }

    /// Sets which message holds for a credential, by its number.
    ///
    /// # Errors
    /// `status.unknown-credential`, `status.value-out-of-range`, `status.closed`.
    pub fn set_message(&mut self, credential: &str, value: u8, reason: Option<&str>, at: DateTime<Utc>) -> Result<()> {
        self.check_open()?;
        let messages = self.ledger.messages().len();
        if usize::from(value) >= messages {
            let message = format!("there is no message {value}, there are {messages}");
            return Err(Error::input(Code::StatusValueOutOfRange, "", message));
        }
        self.change(credential, MESSAGE, Change { at: whole_seconds(at), to: value, reason: reason.map(Into::into) })
    }

    fn change(&mut self, credential: &str, purpose: &str, change: Change) -> Result<()> {
        let index = self.ledger.known(credential, purpose)?.index;
        if let Some(entry) = self.ledger.entries.get_mut(&index) {
            entry.changes.push(change);
        }
        Ok(())
    }

    /// Frees the indexes of credentials that expired longer ago than the window for that
    /// ([`Settings::with_reuse_after`](super::Settings::with_reuse_after)), and forgets about them; what is forgotten comes
    /// back, for the issuer's archive. Without a window nothing is freed, nor in parts that were delegated.
    ///
    /// # Errors
    /// `status.closed`.
    pub fn release(&mut self, now: DateTime<Utc>) -> Result<Vec<Entry>> {
        self.check_open()?;
        let window = self.ledger.settings.reuse_after.and_then(|seconds| i64::try_from(seconds).ok());
        let Some(before) = window.and_then(TimeDelta::try_seconds).and_then(|window| now.checked_sub_signed(window))
        else {
            return Ok(Vec::new());
        };
        let is_over = |entry: &Entry| entry.expires.is_some_and(|expires| expires < before);
        let over: Vec<u64> = self.ledger.entries().filter(|e| is_over(e)).map(Entry::index).collect();
        let mut released = Vec::new();
        for index in over.into_iter().filter(|index| self.ledger.owns(*index)).collect::<Vec<_>>() {
            let Some(entry) = self.ledger.entries.remove(&index) else { continue };
            if let Some(indexes) = self.ledger.indexes.get_mut(&entry.credential) {
                indexes.retain(|own| *own != index);
                if indexes.is_empty() {
                    self.ledger.indexes.remove(&entry.credential);
                }
            }
            released.push(entry);
        }
        self.free = None;
        Ok(released)
    }

    /// Hands the last `count` indexes to another writer, under a name in kebab-case; in a part, its own name stands
    /// before it (`part/name`). From now on they are given out by that part only: after the commit,
    /// [`Ledger::start_part`] makes its ledger. The full name comes back.
    ///
    /// Where an index lies tells which writer gave it out.
    ///
    /// # Errors
    /// `status.part` if there are not so many left in one piece, or if the name is taken; `input.not-an-id`,
    /// `status.closed`.
    pub fn delegate(&mut self, name: &str, count: u64) -> Result<String> {
        self.check_open()?;
        if !is_kebab(name) {
            let message = format!("{} is not an id: lower-case letters, digits and single hyphens", quoted(name));
            return Err(Error::input(Code::InputNotId, "", message));
        }
        let part = self.ledger.part.as_ref().map_or_else(|| name.to_owned(), |own| format!("{own}/{name}"));
        let unfit = |message: String| Error::input(Code::StatusPart, "", message);
        let is_known = self.ledger.delegated.iter().any(|delegation| delegation.part == part);
        if is_known || self.ledger.merged.contains(&part) {
            return Err(unfit(format!("there is a part {} already, or there was one", quoted(&part))));
        }
        let Some(last) = self.ledger.ranges.last_mut().filter(|last| count > 0 && count <= last.end - last.start)
        else {
            return Err(unfit(format!("there are not {count} indexes in one piece to hand over")));
        };
        let range = last.end - count..last.end;
        last.end = range.start;
        self.ledger.ranges.retain(|range| !range.is_empty());
        // What was taken before is the new part's to know.
        self.ledger.delegated.push(Delegation { part: part.clone(), range });
        self.free = None;
        Ok(part)
    }

    /// Ends a part: it gives out no index and takes no change any more, and can be merged where it came from.
    ///
    /// # Errors
    /// `status.part` if it is no part, or if parts of it have not come back; `status.closed`.
    pub fn close(&mut self) -> Result<()> {
        self.check_open()?;
        if self.ledger.part.is_none() {
            return Err(Error::input(Code::StatusPart, "", "only parts of a list are closed"));
        }
        if let Some(open) = self.ledger.delegated.first() {
            let message = format!("the part {} has not come back yet", quoted(&open.part));
            return Err(Error::input(Code::StatusPart, "", message));
        }
        self.ledger.is_closed = true;
        Ok(())
    }

    /// Takes back a part that was closed and saved, with all its entries.
    ///
    /// # Errors
    /// `status.part` if it is not closed, or no part of this ledger; `status.already-allocated` if a credential has an
    /// index for one purpose in both; `status.closed`. The draft is then as it was.
    pub fn merge(&mut self, closed: &Ledger) -> Result<()> {
        self.check_open()?;
        let name = closed.part().unwrap_or_default();
        let unfit =
            |message: &str| Err(Error::input(Code::StatusPart, "", format!("the part {} {message}", quoted(name))));
        let at = self.ledger.delegated.iter().position(|delegation| Some(delegation.part()) == closed.part());
        let Some((at, range)) = at.and_then(|at| Some((at, self.ledger.delegated.get(at)?.range()))) else {
            return unfit("was not delegated, or came back already");
        };
        if closed.settings != self.ledger.settings || closed.ranges.as_slice() != std::slice::from_ref(&range) {
            return unfit("is not one of this list");
        }
        if !closed.is_closed {
            return unfit("is not closed: its writer may go on");
        }
        if let Some(twice) = closed.entries().find(|e| self.ledger.entry(e.credential(), e.purpose()).is_some()) {
            let message = format!("the credential {} has an index in two parts", quoted(twice.credential()));
            return Err(Error::input(Code::StatusAlreadyAllocated, "", message));
        }
        if closed.entries().any(|entry| self.ledger.entries.contains_key(&entry.index)) {
            return unfit("gave out an index that had been given out");
        }
        self.ledger.merged.push(self.ledger.delegated.remove(at).part);
        for entry in closed.entries() {
            self.ledger.insert(entry.clone());
        }
        self.ledger.ranges.push(range);
        self.ledger.ranges.sort_unstable_by_key(|range| range.start);
        self.ledger.ranges.dedup_by(|next, last| {
            let touches = last.end == next.start;
            if touches {
                last.end = next.end;
            }
            touches
        });
        self.free = None;
        Ok(())
    }

    /// Saves the changes and gives the ledger that holds them: only now there is something to issue, or to publish.
    ///
    /// `swap` is to replace what is stored if that is still what it [expects](Swap::replaces), in one step that nobody else
    /// can come between: a transaction, `UPDATE ... WHERE tag = ...`, `If-Match`, or a lock around reading and renaming
    /// files. It says whether it did.
    ///
    /// # Errors
    /// `status.conflict` if somebody else was faster: read again, and make the changes anew. `status.not-saved` if the
    /// storage fails: whether it has the changes is not known, read again and look.
    pub fn commit<E: fmt::Display>(
        self,
        swap: impl FnOnce(&Swap<'_>) -> std::result::Result<bool, E>,
    ) -> Result<Ledger> {
        let Draft { mut ledger, expected, .. } = self;
        ledger.revision += 1;
        let text = ledger.to_json();
        ledger.tag = Ledger::tag_of(text.as_bytes());
        let about = quoted(&ledger.settings.list);
        match swap(&Swap { expected: expected.as_deref(), text: &text, tag: &ledger.tag }) {
            Ok(true) => Ok(ledger),
            Ok(false) => {
                let message = format!("the ledger of the list {about} was changed by somebody else");
                Err(with_remedy(Code::StatusConflict, message, "read it again, and make the changes anew"))
            }
            Err(error) => {
                let why = quoted(&error.to_string());
                let message = format!("the ledger of the list {about} may or may not be saved: {why}");
                Err(with_remedy(Code::StatusNotSaved, message, "read it again, and look"))
            }
        }
    }

    fn check_open(&self) -> Result<()> {
        match &self.ledger.part {
            Some(part) if self.ledger.is_closed => {
                let message = format!("the part {} of the list was closed", quoted(part));
                Err(Error::input(Code::StatusClosed, "", message))
            }
            _ => Ok(()),
        }
    }

    fn check_not_revoked(&self, credential: &str) -> Result<()> {
        match self.ledger.entry(credential, REVOCATION) {
            Some(entry) if entry.value() != 0 => {
                let message = format!("the credential {} is revoked, for good", quoted(credential));
                Err(Error::input(Code::StatusAlreadyRevoked, "", message))
            }
            _ => Ok(()),
        }
    }
}

/// What is to be stored, and instead of what.
#[derive(Debug, Clone, Copy)]
pub struct Swap<'t> {
    expected: Option<&'t str>,
    text: &'t str,
    tag: &'t str,
}

impl<'t> Swap<'t> {
    /// The [tag](Ledger::tag_of) of the text that may be replaced; none if nothing may be there.
    pub fn expected(&self) -> Option<&'t str> {
        self.expected
    }

    /// The new text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tag of the new text.
    pub fn tag(&self) -> &'t str {
        self.tag
    }

    /// Whether what is stored now, if anything is, is what may be replaced.
    pub fn replaces(&self, stored: Option<impl AsRef<[u8]>>) -> bool {
        stored.map(|stored| Ledger::tag_of(stored.as_ref())).as_deref() == self.expected
    }
}

/// Times are saved without fractions, and a ledger is the same as what is read of it.
fn whole_seconds(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::seconds(1)).unwrap_or(at)
}

fn with_remedy(code: Code, message: String, remedy: &str) -> Error {
    Error::new(ErrorKind::Input, Finding::error(code, "", message).with_remedy(remedy))
}
