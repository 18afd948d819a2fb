//! What stands in the text and can be changed while the signature holds.

use std::borrow::Cow;

use super::Walk;
use crate::document::{Kind, Node};
use crate::finding::{Code, Severity};
use crate::text::quoted;

/// Ids that stand for two descriptions, or for things of differing types: in the signed graph they merge into one, so
/// that a member deleted from one description may still stand in the other and the signature holds. And values
/// that stand twice in a list, where the graph has them once.
pub(super) fn check<'d>(walk: &mut Walk<'d>, root: Node<'d>) {
    let mut with_id = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let before = open.len();
        match node.kind() {
            Kind::Object => {
                for (name, value) in node.members() {
                    match &*name {
                        "@context" => embedded(walk, node, value),
                        "id" => with_id.extend(value.as_str().map(|id| (id, with_id.len(), node))),
                        // The one list whose order and repetitions are signed.
                        "allowedValue" => {}
                        _ if matches!(value.kind(), Kind::Object | Kind::Array) => open.push(value),
                        _ => {}
                    }
                }
            }
            Kind::Array => {
                repeated(walk, node);
                open.extend(node.items().filter(|item| matches!(item.kind(), Kind::Object | Kind::Array)));
            }
            _ => {}
        }
        if let Some(inner) = open.get_mut(before..) {
            inner.reverse();
        }
    }
    described_twice(walk, with_id);
}

/// A context that a part of a credential brings along. Those of the credential itself, and of one in it, are judged with
/// all that is theirs.
fn embedded<'d>(walk: &mut Walk<'d>, node: Node<'d>, contexts: Node<'d>) {
    if node.is_root() || node.get("credentialSubject").is_some() {
        return;
    }
    for context in contexts.one_or_many().filter(|context| context.kind() == Kind::Object) {
        let message = "no signature covers what a context inside the document defines, only what uses it";
        walk.warning(Code::ModelContext, context, message, "publish the context, and name its URL");
    }
}

/// Scalars, and references by id and type alone, that stand twice in a list.
fn repeated<'d>(walk: &mut Walk<'d>, list: Node<'d>) {
    let mut scalars: Vec<(Cow<'d, str>, Kind, usize, Node<'d>)> = Vec::new();
    for (i, item) in list.items().enumerate() {
        let text = match item.kind() {
            Kind::Array => None,
            Kind::Object => item.get("id").and_then(Node::as_str).filter(|_| !is_described(item)),
            _ => item.as_str().or(Some(Cow::Borrowed(item.raw()))),
        };
        scalars.extend(text.map(|text| (text, item.kind(), i, item)));
    }
    if scalars.len() < 2 {
        return;
    }
    scalars.sort_by(|a, b| (&a.0, a.1 as u8, a.2).cmp(&(&b.0, b.1 as u8, b.2)));
    for pair in scalars.windows(2) {
        if let [first, second] = pair
            && (&first.0, first.1) == (&second.0, second.1)
        {
            let message = format!("{} stands twice in one list; an embedded proof covers it once", quoted(&second.0));
            walk.warning(Code::ModelRepeatedValue, second.3, message, "leave it out");
        }
    }
}

fn described_twice<'d>(walk: &mut Walk<'d>, mut with_id: Vec<(Cow<'d, str>, usize, Node<'d>)>) {
    with_id.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    for same in with_id.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let (mut described, mut endorsed) = (false, false);
        let is_credential = same.iter().any(|(_, _, node)| node.is_root() && node.get("credentialSubject").is_some());
        let mut types: Option<Vec<Cow<'d, str>>> = None;
        for (id, _, node) in same {
            let now = is_described(*node);
            let own = types_of(*node);
            // An endorsement says of what it endorses no more than a comment, which no other description has, unless
            // there is a second one.
            let is_comment = |name: &str| matches!(name, "id" | "type" | "endorsementComment");
            let is_subject = own.iter().any(|word| word == "EndorsementSubject");
            let is_first = is_subject && !endorsed;
            endorsed |= is_subject;
            if is_first && own.len() == 1 && node.members().all(|(name, _)| is_comment(&name)) {
                continue;
            }
            let problem = match &types {
                _ if described && now => Some("is described in a second place"),
                Some(types) if *types != own => Some("stands for things of two types"),
                _ => None,
            };
            described |= now;
            types.get_or_insert(own);
            if let Some(problem) = problem {
                let message = format!("the id {} {problem}", quoted(id));
                let remedy = "describe it once and refer to it by `id` and `type`";
                // Its end and its status, put into another description, would be out of sight.
                let is_own = is_credential && !node.members().all(|(name, _)| is_comment(&name));
                let severity = if is_own { Severity::Error } else { Severity::Warning };
                walk.report(severity, Code::ModelDescribedTwice, *node, Some(id), message, remedy);
            }
        }
    }
}

/// Whether more is said of a thing than its id and type.
fn is_described(node: Node<'_>) -> bool {
    node.members().any(|(name, _)| name != "id" && name != "type")
}

fn types_of(node: Node<'_>) -> Vec<Cow<'_, str>> {
    let mut types: Vec<_> = node.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str).collect();
    types.sort();
    types.dedup();
    types
}
