//! What stands in the text and can be changed while the signature holds.

use std::borrow::Cow;

use super::Walk;
use crate::document::{Kind, Node};
use crate::finding::{Code, Severity};
use crate::integrity;
use crate::text::quoted;

/// Ids that stand for two descriptions, or for things of differing types: in the signed graph they merge into one, so
/// that a member deleted from one description may still stand in the other and the signature holds. And values
/// that stand twice in a list, where the graph has them once.
///
/// Not counted is what cannot hide anything: descriptions in two endorsements whose own proofs fix them, and the digest
/// by which `relatedResource` pins what is described elsewhere.
pub(super) fn check<'d>(walk: &mut Walk<'d>, root: Node<'d>) {
    let mut with_id: Vec<Thing<'d>> = Vec::new();
    let mut open = vec![(root, Scope::default())];
    let mut signed = 0;
    while let Some((node, mut scope)) = open.pop() {
        if walk.is_good(node) {
            continue;
        }
        let before = open.len();
        match node.kind() {
            Kind::Object => {
                if scope.signed == 0 && !node.is_root() && is_signed_endorsement(node) {
                    signed += 1;
                    scope.signed = signed;
                }
                for (name, value) in node.members() {
                    match &*name {
                        "@context" => embedded(walk, node, value),
                        "id" => {
                            let order = with_id.len();
                            with_id.extend(value.as_str().map(|id| Thing { id, order, node, scope }));
                        }
                        // The one list whose order and repetitions are signed.
                        "allowedValue" => {}
                        _ if matches!(value.kind(), Kind::Object | Kind::Array) => {
                            let is_pins = node.is_root() && name == "relatedResource";
                            open.push((value, Scope { is_pins, ..scope }));
                        }
                        _ => {}
                    }
                }
            }
            Kind::Array => {
                repeated(walk, node);
                let inner = node.items().filter(|item| matches!(item.kind(), Kind::Object | Kind::Array));
                open.extend(inner.map(|item| (item, scope)));
            }
            _ => {}
        }
        if let Some(inner) = open.get_mut(before..) {
            inner.reverse();
        }
    }
    if let Some((good, _)) = walk.good {
        for thing in with_id.iter().filter(|thing| good.has_id(&thing.id)) {
            let message = format!("the id {} stands in a part that was not looked at", quoted(&thing.id));
            walk.warning(Code::ModelDescribedTwice, thing.node, message, "look at the whole");
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

/// Something with an id, and where it stands.
struct Thing<'d> {
    id: Cow<'d, str>,
    order: usize,
    node: Node<'d>,
    scope: Scope,
}

/// What protects a place beside the signature over the whole.
#[derive(Debug, Clone, Copy, Default)]
struct Scope {
    /// In which endorsement with a proof of its own it stands, counted from 1; 0 outside of them.
    signed: usize,
    /// Whether what stands here pins something by its digest.
    is_pins: bool,
}

/// An endorsement whose own proof fixes each member in its place: what a second endorsement says of the same thing
/// cannot hide that one is missing here.
fn is_signed_endorsement(node: Node<'_>) -> bool {
    types_of(node).iter().any(|word| word == "EndorsementCredential")
        && node.get("proof").is_some_and(|proof| proof.one_or_many().next().is_some())
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

fn described_twice<'d>(walk: &mut Walk<'d>, mut with_id: Vec<Thing<'d>>) {
    with_id.sort_by(|a, b| (&a.id, a.order).cmp(&(&b.id, b.order)));
    for same in with_id.chunk_by(|a, b| a.id == b.id).filter(|same| same.len() > 1) {
        let is_credential =
            same.iter().any(|thing| thing.node.is_root() && thing.node.get("credentialSubject").is_some());
        let (mut pinned, mut said) = (false, Said::default());
        for Thing { id, node, scope, .. } in same {
            // A digest, which no other description has: what is pinned is described elsewhere.
            let is_pin = scope.is_pins && integrity::is_pin(*node);
            let is_second = is_pin && std::mem::replace(&mut pinned, true);
            if is_pin && !is_second && !same.iter().any(has_digest) {
                continue;
            }
            let before = said.before(*scope);
            let now = is_described(*node);
            let own = types_of(*node);
            // An endorsement says of what it endorses no more than a comment, which no other description has, unless
            // there is a second one.
            let is_comment = |name: &str| matches!(name, "id" | "type" | "endorsementComment");
            let is_subject = own.iter().any(|word| word == "EndorsementSubject");
            if is_subject && !before.endorsed && own.len() == 1 && node.members().all(|(name, _)| is_comment(&name)) {
                said.add(*scope, &Before { endorsed: true, ..Before::default() });
                continue;
            }
            let problem = match &before.types {
                _ if is_second => Some("is pinned in a second place"),
                _ if before.described && now => Some("is described in a second place"),
                Some(types) if *types != own => Some("stands for things of two types"),
                _ => None,
            };
            said.add(*scope, &Before { endorsed: is_subject, described: now, types: Some(own) });
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

/// What was said of an id.
#[derive(Debug, Clone, Default)]
struct Before<'d> {
    endorsed: bool,
    described: bool,
    types: Option<Vec<Cow<'d, str>>>,
}

impl<'d> Before<'d> {
    fn add(&mut self, now: &Before<'d>) {
        self.endorsed |= now.endorsed;
        self.described |= now.described;
        if self.types.is_none() {
            self.types.clone_from(&now.types);
        }
    }
}

/// What was said of an id so far: anywhere, and for those who stand in a signed endorsement, there and outside of all.
/// The places in one endorsement follow each other.
#[derive(Debug, Default)]
struct Said<'d> {
    anywhere: Before<'d>,
    outside: Before<'d>,
    within: (usize, Before<'d>),
}

impl<'d> Said<'d> {
    /// With what a place could be confused. Two signed endorsements cannot: each fixes its own members.
    fn before(&self, scope: Scope) -> Before<'d> {
        if scope.signed == 0 {
            return self.anywhere.clone();
        }
        let mut before = self.outside.clone();
        if self.within.0 == scope.signed {
            before.add(&self.within.1);
        }
        before
    }

    fn add(&mut self, scope: Scope, now: &Before<'d>) {
        self.anywhere.add(now);
        if scope.signed == 0 {
            return self.outside.add(now);
        }
        if self.within.0 != scope.signed {
            self.within = (scope.signed, Before::default());
        }
        self.within.1.add(now);
    }
}

/// Whether a digest stands in another description than the pin.
fn has_digest(thing: &Thing<'_>) -> bool {
    !thing.scope.is_pins
        && ["digestSRI", "digestMultibase", "mediaType"].iter().any(|name| thing.node.get(name).is_some())
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
