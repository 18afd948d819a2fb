//! What of a document one of its proofs covers: the document without its proofs, but with those that the proof builds on,
//! under the contexts that the proof was made with.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::data_integrity::malformed;
use crate::document::{Document, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;
use crate::model::ObjectText;

/// The part of a document that a proof covers.
pub(super) struct Unsecured<'d> {
    pub(super) document: Cow<'d, Document>,
    /// Whether its `proof` is to be left out still.
    pub(super) without_proof: bool,
}

impl<'d> Unsecured<'d> {
    /// Of a document that stands as it is, its proofs left out.
    pub(super) fn whole(document: &'d Document) -> Self {
        Unsecured { document: Cow::Borrowed(document), without_proof: true }
    }

    /// Whether a proof covers just the document without proofs.
    pub(super) fn is_whole(document: &Document, proof: Node<'_>) -> bool {
        let contexts = || document.root().get("@context");
        let same = |own: Node<'_>| contexts().is_some_and(|contexts| contexts.raw() == own.raw());
        proof.get("previousProof").is_none() && proof.get("@context").is_none_or(same)
    }

    /// `proof.wrong-context` if the proof's contexts are not the first of the document's, `proof.malformed` if a proof
    /// that it builds on is not there (Data Integrity 1.0, section 4.5; EdDSA Cryptosuites 1.0, section 3.3.2).
    pub(super) fn by(document: &'d Document, proof: Node<'_>, limits: &Limits) -> Result<Self> {
        if Self::is_whole(document, proof) {
            return Ok(Self::whole(document));
        }
        let context = match proof.get("@context") {
            None => document.root().get("@context"),
            Some(own) => {
                let mut theirs = document.root().get("@context").into_iter().flat_map(Node::one_or_many);
                if !own.one_or_many().all(|own| theirs.next().is_some_and(|their| their.is_equal_to(own))) {
                    let message = "the proof's contexts are not those that the document begins with";
                    return Err(Error::input(Code::ProofWrongContext, own.pointer(), message));
                }
                Some(own)
            }
        };
        let previous = previous(document, proof)?;
        Self::of(document, context, &previous, limits)
    }

    /// Of a document under other contexts, with just these proofs.
    pub(super) fn of(
        document: &Document,
        context: Option<Node<'_>>,
        proofs: &[Node<'_>],
        limits: &Limits,
    ) -> Result<Self> {
        let mut object = ObjectText::with_capacity(document.as_str().len());
        for (name, value) in document.root().members().filter(|(name, _)| name != "proof") {
            match context.filter(|_| name == "@context") {
                Some(context) => object.member(&name, context.raw()),
                None => object.member(&name, value.raw()),
            }
        }
        if !proofs.is_empty() {
            object.member("proof", &list(proofs));
        }
        let document = Cow::Owned(Document::parse_within(object.finish().as_bytes(), limits)?);
        Ok(Unsecured { document, without_proof: false })
    }
}

/// The proofs of a document that another builds on, in the order in which they stand.
pub(super) fn previous<'d>(document: &'d Document, proof: Node<'_>) -> Result<Vec<Node<'d>>> {
    let Some(named) = proof.get("previousProof") else { return Ok(Vec::new()) };
    let mut ids = Vec::new();
    for id in named.one_or_many() {
        ids.push((id, id.as_str().ok_or_else(|| malformed(id, "a previous proof is named by its id"))?));
    }
    if ids.is_empty() {
        return Err(malformed(named, "no previous proof is named"));
    }
    let proofs = || document.root().get("proof").into_iter().flat_map(Node::one_or_many);
    let mut counts: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for id in proofs().filter_map(|proof| proof.get("id")?.as_str()) {
        *counts.entry(id).or_default() += 1;
    }
    for (place, id) in &ids {
        if counts.get(id) != Some(&1) {
            return Err(malformed(*place, "not just one proof of the document has this id"));
        }
    }
    let named: HashSet<Cow<'_, str>> = ids.into_iter().map(|(_, id)| id).collect();
    let is_named = |proof: &Node<'_>| proof.get("id").and_then(Node::as_str).is_some_and(|id| named.contains(&id));
    Ok(proofs().filter(is_named).collect())
}

/// The values as a JSON list.
pub(super) fn list(values: &[Node<'_>]) -> String {
    let values: Vec<&str> = values.iter().map(|value| value.raw()).collect();
    format!("[{}]", values.join(","))
}
