//! What a status list is: where it is published, what for, and how long.

use chrono::TimeDelta;

use super::bits::{LARGEST_SIZE, MINIMUM_LENGTH};
use super::{Bitstring, MESSAGE, REVOCATION, SUSPENSION};
use crate::finding::{Code, Finding};
use crate::text::{is_uri, quoted};

/// What a status list is: where it is published, and what for.
///
/// ```
/// use openbadges::status::{Ledger, Settings};
///
/// let settings = Settings::new("https://badges.example.edu/status/1", "revocation").with_entries(1 << 20);
/// let ledger = Ledger::create(settings)?;
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub(super) list: String,
    pub(super) purposes: Vec<String>,
    pub(super) entries: u64,
    pub(super) messages: Vec<String>,
    /// In seconds.
    pub(super) reuse_after: Option<u64>,
}

impl Settings {
    /// A list of [`MINIMUM_LENGTH`] entries, published at this URL, for one purpose: [`REVOCATION`], [`SUSPENSION`],
    /// [`MESSAGE`] or another text. Open Badges allows a credential one status, so that one list for revocation is the
    /// usual thing to have; for suspension there is a second list, or an index more in the same one.
    pub fn new(list: impl Into<String>, purpose: impl Into<String>) -> Self {
        Settings {
            list: list.into(),
            purposes: vec![purpose.into()],
            entries: MINIMUM_LENGTH,
            messages: Vec::new(),
            reuse_after: None,
        }
    }

    /// Keeps it for a further purpose; each credential then has an index of its own for each.
    #[must_use]
    pub fn with_purpose(mut self, purpose: impl Into<String>) -> Self {
        self.purposes.push(purpose.into());
        self
    }

    /// Sets how many entries it has. A list cannot grow later: those who have fetched it would see how many are new.
    #[must_use]
    pub fn with_entries(mut self, entries: u64) -> Self {
        self.entries = entries;
        self
    }

    /// Sets what the values mean, from zero on: as many texts as the bits of an entry have values (2, 4, 8, ... 256).
    #[must_use]
    pub fn with_messages(mut self, messages: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.messages = messages.into_iter().map(Into::into).collect();
        self
    }

    /// Lets an index be given out again so long after its credential expired; without this, never. Whoever asks what was
    /// valid in the past is then told of another credential, and lists are cached: weeks rather than hours.
    #[must_use]
    pub fn with_reuse_after(mut self, window: TimeDelta) -> Self {
        self.reuse_after = Some(u64::try_from(window.num_seconds()).unwrap_or(0));
        self
    }

    /// How many bits an entry has.
    pub(super) fn size(&self) -> u8 {
        match self.messages.len() {
            0..=2 => 1,
            texts => u8::try_from(texts.ilog2()).unwrap_or(u8::MAX),
        }
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut unusable = |message: String| findings.push(Finding::error(Code::StatusListUnusable, "", message));
        let no_purpose = self.purposes.is_empty() || self.purposes.iter().any(|purpose| purpose.trim().is_empty());
        let twice =
            self.purposes.iter().enumerate().any(|(i, purpose)| self.purposes.iter().take(i).any(|p| p == purpose));
        if no_purpose || twice {
            unusable("a list has one purpose or several, none of them empty or named twice".into());
        }
        let texts = self.messages.len();
        let most = 1_usize << LARGEST_SIZE;
        if texts != 0 && !(texts.is_power_of_two() && (2..=most).contains(&texts)) {
            unusable(format!("{texts} messages are not one for each value of an entry of 1 to {LARGEST_SIZE} bits"));
        }
        let has = |purpose: &str| self.purposes.iter().any(|own| own == purpose);
        if texts != 0 && (has(REVOCATION) || has(SUSPENSION)) {
            unusable("messages have a list of their own: revoked and suspended are one bit each".into());
        }
        if has(MESSAGE) && texts == 0 {
            unusable("a list of the purpose `message` needs the messages that its values stand for".into());
        }
        if !is_uri(&self.list) {
            let message = format!("the list's URL {} is not an absolute URI", quoted(&self.list));
            findings.push(Finding::error(Code::InputNotUri, "", message));
        } else if self.list.contains('#') {
            let message =
                format!("the list's URL {} has a fragment, where entries have their index", quoted(&self.list));
            findings.push(Finding::error(Code::StatusListUnusable, "", message));
        }
        if let Err(error) = Bitstring::new(self.entries, self.size().min(LARGEST_SIZE)) {
            findings.extend(error.into_findings());
        }
        findings
    }
}
