//! Within which bounds a credential is verified, and the credentials in it.

use std::cell::Cell;

use chrono::{DateTime, Utc};

use super::Resources;
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
}

impl<'v> Scope<'v> {
    pub(super) fn new(
        engine: &'v Engine,
        inner: &'v Engine,
        resources: &'v Resources,
        now: DateTime<Utc>,
        left: &'v Cell<usize>,
    ) -> Self {
        Scope { resources, now, engine, inner, depth: 0, left }
    }

    /// The bounds of one credential more; none if there were too many already, or it lies too deep.
    pub(super) fn nested(&self) -> Option<Scope<'v>> {
        let left = self.left.get().checked_sub(1)?;
        if self.depth == DEEPEST {
            return None;
        }
        self.left.set(left);
        let Scope { resources, now, inner, depth, left, .. } = *self;
        Some(Scope { resources, now, engine: inner, inner, depth: depth + 1, left })
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
