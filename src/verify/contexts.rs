//! Which contexts a badge was read with.

use sha2::{Digest, Sha256};

use super::report::ContextUsed;
use crate::document::{Document, Node};
use crate::proof::Contexts;
use crate::text::hex;

/// More contexts than this are not listed: a badge has two, and each endorsement in it as many.
const MOST: usize = 50;

/// Every context of the credential and of what is in it, each once, in the order of the document.
pub(super) fn contexts_of(document: &Document, known: &Contexts, newer: bool) -> Vec<ContextUsed> {
    let mut found = Vec::new();
    collect(document.root(), known, newer, &mut found);
    found
}

fn collect(node: Node<'_>, known: &Contexts, newer: bool, found: &mut Vec<ContextUsed>) {
    for (name, value) in node.members() {
        if name == "@context" {
            value.one_or_many().for_each(|entry| add(entry, known, newer, found));
        } else {
            collect(value, known, newer, found);
        }
    }
    node.items().for_each(|item| collect(item, known, newer, found));
}

fn add(entry: Node<'_>, known: &Contexts, newer: bool, found: &mut Vec<ContextUsed>) {
    if found.len() == MOST {
        return;
    }
    let url = entry.as_str();
    if url.as_deref().is_some_and(|url| found.iter().any(|before| before.url.as_deref() == Some(url))) {
        return;
    }
    let sha256 = match &url {
        Some(url) => known.digest(url, newer),
        None => Some(hex(&Sha256::digest(entry.raw()))),
    };
    found.push(ContextUsed { pointer: entry.pointer(), url: url.map(Into::into), sha256 });
}
