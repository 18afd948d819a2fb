//! Within which bounds a credential is verified, and the credentials in it.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, Utc};

use super::{Report, Resources};
use crate::document::{Document, Node};
use crate::finding::{Code, Finding};
use crate::proof::Engine;

/// Endorsements of a badge may be endorsed, and have a status; what is below that is not looked at.
const DEEPEST: usize = 2;

/// One credential's share of the work.
pub(super) struct Scope<'v> {
    pub(super) resources: &'v Resources,
    pub(super) now: DateTime<Utc>,
    pub(super) engine: &'v Engine,
    /// For the credentials in this one: they share what one may cost.
    inner: &'v Engine,
    /// 0 for the badge itself.
    pub(super) depth: usize,
    /// How many more credentials are verified.
    left: &'v Cell<usize>,
    /// What was found out about status lists for other badges.
    lists: Option<&'v Lists>,
}

impl<'v> Scope<'v> {
    pub(super) fn new(
        engine: &'v Engine,
        inner: &'v Engine,
        resources: &'v Resources,
        now: DateTime<Utc>,
        left: &'v Cell<usize>,
    ) -> Self {
        Scope { resources, now, engine, inner, depth: 0, left, lists: None }
    }

    pub(super) fn with_lists(self, lists: Option<&'v Lists>) -> Self {
        Scope { lists, ..self }
    }

    /// The bounds of one credential more; none if there were too many already, or it lies too deep.
    pub(super) fn nested(&self) -> Option<Scope<'v>> {
        let left = self.left.get().checked_sub(1)?;
        if self.depth == DEEPEST {
            return None;
        }
        self.left.set(left);
        let Scope { resources, now, inner, depth, left, .. } = *self;
        // What is known of the lists of badges was found out at their depth.
        Some(Scope { resources, now, engine: inner, inner, depth: depth + 1, left, lists: None })
    }

    /// How a status list was judged, once for all badges that name it, at the cost it has for each: the number of credentials
    /// that are verified for it, this one included.
    pub(super) fn judged_once(
        &self,
        url: &str,
        judge: impl FnOnce(Scope<'v>) -> Option<Judged>,
    ) -> Option<Arc<Judged>> {
        let before = self.left.get();
        let kept = self.lists.map(|lists| lists.of(url));
        if let Some(known) = kept.as_ref().and_then(|kept| kept.get())
            && let Some(left) = before.checked_sub(known.cost)
        {
            self.left.set(left);
            return Some(known.clone());
        }
        let mut judged = judge(self.nested()?)?;
        judged.cost = before.saturating_sub(self.left.get());
        let judged = Arc::new(judged);
        // Where there was less left than it may cost, the next badge may learn more.
        if let Some(kept) = kept.filter(|_| self.left.get() > 0) {
            return Some(kept.get_or_init(|| judged).clone());
        }
        Some(judged)
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
    /// How many credentials were verified for it.
    pub(super) cost: usize,
}

/// How status lists were judged, by one verifier with one set of resources for one moment.
#[derive(Default)]
pub(crate) struct Lists(Mutex<HashMap<String, Arc<OnceLock<Arc<Judged>>>>>);

impl Lists {
    fn of(&self, url: &str) -> Arc<OnceLock<Arc<Judged>>> {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = lists.get(url) {
            return kept.clone();
        }
        lists.entry(url.to_owned()).or_default().clone()
    }
}
