//! Within which bounds a credential is verified, and the credentials in it.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, Utc};

use super::{Report, Resources};
use crate::document::{Document, Node};
use crate::error::Result;
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::proof::Engine;
use crate::status::StatusList;

/// Endorsements of a badge may be endorsed, and have a status; what is below that is not looked at.
const DEEPEST: usize = 2;

/// How much may be decoded for one badge: so many of the longest status list.
const LONGEST_LISTS: usize = 4;

/// What verifying costs.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    /// Credentials in a badge, or named by it, that are verified.
    credentials: usize,
    /// Bytes of status lists that are decoded.
    list_bytes: usize,
    /// Of what may be spent: whether it was too little for something.
    was_short: bool,
}

impl Cost {
    /// What one badge may cost.
    pub(super) fn most(limits: &Limits) -> Cell<Self> {
        let list_bytes = limits.status_list_bytes().saturating_mul(LONGEST_LISTS);
        Cell::new(Cost { credentials: limits.nested(), list_bytes, was_short: false })
    }

    fn checked_sub(self, other: Cost) -> Option<Self> {
        let credentials = self.credentials.checked_sub(other.credentials)?;
        Some(Cost { credentials, list_bytes: self.list_bytes.checked_sub(other.list_bytes)?, ..self })
    }
}

/// One credential's share of the work.
pub(super) struct Scope<'v> {
    pub(super) resources: &'v Resources,
    pub(super) now: DateTime<Utc>,
    pub(super) engine: &'v Engine,
    /// For the credentials in this one: they share what one may cost.
    inner: &'v Engine,
    /// 0 for the badge itself.
    pub(super) depth: usize,
    /// What may still be spent.
    left: &'v Cell<Cost>,
    /// What was found out about status lists for other badges.
    lists: Option<&'v Lists>,
}

impl<'v> Scope<'v> {
    pub(super) fn new(
        engine: &'v Engine,
        inner: &'v Engine,
        resources: &'v Resources,
        now: DateTime<Utc>,
        left: &'v Cell<Cost>,
    ) -> Self {
        Scope { resources, now, engine, inner, depth: 0, left, lists: None }
    }

    pub(super) fn with_lists(self, lists: Option<&'v Lists>) -> Self {
        Scope { lists, ..self }
    }

    /// The bounds of one credential more; none if there were too many already, or it lies too deep.
    pub(super) fn nested(&self) -> Option<Scope<'v>> {
        if self.depth == DEEPEST {
            return None;
        }
        let left = self.left.get();
        let Some(less) = left.checked_sub(Cost { credentials: 1, list_bytes: 0, was_short: false }) else {
            self.left.set(Cost { was_short: true, ..left });
            return None;
        };
        self.left.set(less);
        let Scope { resources, now, inner, depth, left, .. } = *self;
        // What is known of the lists of badges was found out at their depth.
        Some(Scope { resources, now, engine: inner, inner, depth: depth + 1, left, lists: None })
    }

    /// How a status list was judged, once for all badges that name it, at the cost it has for each.
    pub(super) fn judged_once(
        &self,
        url: &str,
        judge: impl FnOnce(Scope<'v>) -> Option<Judged>,
    ) -> Option<Arc<Judged>> {
        let before = self.left.get();
        let kept = self.lists.map(|lists| lists.of(url));
        if let Some((judged, cost)) = kept.as_ref().and_then(|kept| kept.get())
            && let Some(left) = before.checked_sub(*cost)
        {
            self.left.set(left);
            return Some(judged.clone());
        }
        self.left.set(Cost { was_short: false, ..before });
        let judged = self.nested().and_then(judge);
        let left = self.left.get();
        self.left.set(Cost { was_short: before.was_short || left.was_short, ..left });
        let judged = Arc::new(judged?);
        // Where too little was left, the next badge may learn more.
        if let (Some(kept), Some(cost), false) = (kept, before.checked_sub(left), left.was_short) {
            return Some(kept.get_or_init(|| (judged, cost)).0.clone());
        }
        Some(judged)
    }

    /// Decodes a status list, as long as all of them together may be.
    pub(super) fn list(&self, url: &str, credential: &Document) -> Result<Cow<'v, StatusList>> {
        let left = self.left.get();
        let (limits, list_bytes) = (self.engine.limits(), left.list_bytes);
        let was_short = left.was_short || list_bytes < limits.status_list_bytes();
        let limits = limits.with_status_list_bytes(limits.status_list_bytes().min(list_bytes));
        let list = self.resources.list(url, credential, &limits).inspect_err(|_| {
            self.left.set(Cost { was_short, ..left });
        })?;
        let list_bytes = list_bytes.saturating_sub(list.bits().as_bytes().len());
        self.left.set(Cost { list_bytes, ..left });
        Ok(list)
    }

    /// The proofs inside a document, as many as the limits allow.
    pub(super) fn proofs<'d>(&self, document: &'d Document) -> impl Iterator<Item = Node<'d>> + use<'d> {
        document.root().get("proof").into_iter().flat_map(Node::one_or_many).take(self.engine.limits().proofs())
    }

    pub(super) fn too_many_proofs(&self, document: &Document) -> Option<Finding> {
        let most = self.engine.limits().proofs();
        let count = document.root().get("proof").into_iter().flat_map(Node::one_or_many).count();
        let message = || format!("the credential has {count} proofs, more than the {most} that are checked");
        (count > most).then(|| Finding::error(Code::ProofTooMany, "/proof", message()))
    }
}

/// A status list that was judged as a credential.
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) document: Document,
    /// Whether it describes a part of itself in two places.
    pub(super) is_torn: bool,
}

/// How status lists were judged, by one verifier with one set of resources for one moment.
#[derive(Default)]
pub(crate) struct Lists(Mutex<HashMap<String, Arc<Kept>>>);

/// A list, and what it cost.
type Kept = OnceLock<(Arc<Judged>, Cost)>;

impl Lists {
    fn of(&self, url: &str) -> Arc<Kept> {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = lists.get(url) {
            return kept.clone();
        }
        lists.entry(url.to_owned()).or_default().clone()
    }
}
