//! Objects: what they are, and under which context.

use std::borrow::Cow;

use super::node::Key;
use super::{Property, Walk};
use crate::document::{Kind, Node};
use crate::proof::canon::active::Active;
use crate::proof::canon::contexts::{Keyword, Manner, Processor, Scope};
use crate::proof::canon::shared::{Found, Place};

/// What an object is, by the keywords in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Node,
    Value,
    List,
    Set,
}

impl Walk<'_> {
    /// A value that no property holds: it must be nodes that say something.
    pub(super) fn free(&mut self, node: Node<'_>, active: &Active, is_top: bool) {
        match node.kind() {
            Kind::Null => self.without_effect(node, "a null"),
            Kind::Array if !is_top && node.items().next().is_none() => self.without_effect(node, "an empty list"),
            Kind::Array => node.items().for_each(|item| self.free(item, active, is_top)),
            Kind::Object => {
                let before = self.dataset.quads().len();
                let (findings, start) = (self.findings.len(), self.items.len());
                self.object(node, active, None, Key::default(), is_top);
                self.items.truncate(start);
                let is_nothing = self.dataset.quads().len() == before && self.findings.len() == findings;
                if is_nothing && !self.dataset.is_full() {
                    self.dropped(node, "a node that says nothing belongs to nothing");
                }
            }
            _ => self.dropped(node, "a value that is no node belongs to nothing"),
        }
    }

    /// An object in the context around it; pushes what it is, if it is a value of `property`.
    pub(super) fn object(
        &mut self,
        object: Node<'_>,
        around: &Active,
        property: Option<Property<'_>>,
        key: Key,
        is_top: bool,
    ) {
        if self.dataset.is_full() {
            return;
        }
        // A part that documents share stands for itself alone.
        let is_apart = property.is_some_and(|property| property.definition.scope == Scope::None)
            && !key.in_map
            && self.graph.is_none();
        if !is_apart || (self.shared.is_none() && self.watched.is_empty()) {
            return self.new_object(object, around, property, key, is_top);
        }
        if let Some(shared) = self.shared
            && let Some(part) = shared.find(object.raw(), around)
            && let Some(subject) = shared.add(part, &mut self.dataset)
        {
            self.used.push(part);
            return self.items.push(subject);
        }
        let before = self.dataset.quads().len();
        self.new_object(object, around, property, key, is_top);
        if let (true, Some(subject), Some(place)) =
            (self.watched.contains(&object.offset()) && is_node(object), self.items.last(), Place::of(around))
        {
            let quads = before..self.dataset.quads().len();
            self.found.push(Found { raw: object.raw().into(), place, subject: *subject, quads });
        }
    }

    fn new_object(
        &mut self,
        object: Node<'_>,
        around: &Active,
        property: Option<Property<'_>>,
        key: Key,
        is_top: bool,
    ) {
        let glance = Glance::at(object, around);
        let mut active = around.clone();
        if let Some(previous) = around.previous().filter(|_| !key.in_map && !glance.keeps_type_scope) {
            active = previous.clone();
        }
        if let Some(property) = property.filter(|property| property.definition.scope != Scope::None) {
            match self.within(object, &active, property) {
                Some(within) => active = within,
                None => return,
            }
        }
        if let Some(context) = glance.context {
            let manner = Manner { propagates: true, overrides: false, at: None };
            match self.contexts(&active, context, manner) {
                Some(inner) => active = inner,
                None => return,
            }
        }
        let types = active;
        // As most objects are: under the crate's contexts, and without a keyword.
        if glance.is_usual && types.is_usual() {
            let Some(active) = self.with_types(glance.class, &types, &types) else { return };
            let id = glance.id.map(|id| (Cow::Borrowed("id"), id));
            if let Some(subject) = self.node(object, &active, &types, key, id, false)
                && property.is_some()
            {
                self.items.push(subject);
            }
            return;
        }
        let is_class = |(name, _): &(Cow<'_, str>, Node<'_>)| types.keyword(name) == Some(Keyword::Type);
        let mut classes: Vec<(Cow<'_, str>, Node<'_>)> = object.members().filter(is_class).collect();
        classes.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut active = types.clone();
        for (_, class) in classes {
            match self.with_types(Some(class), &active, &types) {
                Some(with) => active = with,
                None => return,
            }
        }
        let mut shape = Shape::Node;
        let mut id = None;
        let mut others = false;
        for (name, value) in object.members() {
            let found = match active.keyword(&name) {
                Some(Keyword::Value) => Shape::Value,
                Some(Keyword::List) => Shape::List,
                Some(Keyword::Set) => Shape::Set,
                Some(Keyword::Id) if id.is_some() => return self.invalid(value, "an object has two ids"),
                Some(Keyword::Id) => {
                    id = Some((name, value));
                    continue;
                }
                Some(Keyword::Graph | Keyword::Context) => continue,
                _ => {
                    others = true;
                    continue;
                }
            };
            if shape != Shape::Node {
                return self.invalid(value, "an object is one of a value, a list and a set, not several");
            }
            shape = found;
        }
        match shape {
            Shape::Node => {
                // At the top, an object that is nothing but a graph is the default graph.
                let is_default = is_top && id.is_none() && !others;
                if let Some(subject) = self.node(object, &active, &types, key, id, is_default)
                    && property.is_some()
                {
                    self.items.push(subject);
                }
            }
            Shape::Value if property.is_none() => self.dropped(object, "a value that is no node belongs to nothing"),
            Shape::Value if key.property.is_some() || key.id.is_some() || key.class.is_some() => {
                self.invalid(object, "a value has no properties of its own");
            }
            Shape::Value => self.value_object(object, &active),
            Shape::List if property.is_none() => self.dropped(object, "a list belongs to nothing"),
            Shape::List | Shape::Set => self.collection(object, &active, property, shape == Shape::List),
        }
    }

    /// Brings the contexts of a document or an object into force, each fault with its place.
    fn contexts(&mut self, active: &Active, context: Node<'_>, manner: Manner<'_>) -> Option<Active> {
        if context.kind() != Kind::Array {
            return match self.processor.context(active, context, manner) {
                Ok(active) => Some(active),
                Err(problem) => {
                    self.problem(context, problem);
                    None
                }
            };
        }
        let mut result = Some(active.clone());
        for item in context.items() {
            if let Err(problem) = Processor::check_listed(item) {
                self.problem(item, problem);
                result = None;
                continue;
            }
            match self.processor.context(result.as_ref().unwrap_or(active), item, manner) {
                Ok(next) => result = result.map(|_| next),
                Err(problem) => {
                    self.problem(item, problem);
                    result = None;
                }
            }
        }
        result
    }

    /// A context with what the types of one member bring along, in the order of their names; `types` defines them.
    fn with_types(&mut self, class: Option<Node<'_>>, active: &Active, types: &Active) -> Option<Active> {
        let items = class.into_iter().flat_map(Node::one_or_many);
        let mut named = items.filter_map(|item| Some((item.as_str()?, item)));
        let Some(first) = named.next() else { return Some(active.clone()) };
        let Some(second) = named.next() else { return self.with_type(active, types, &first.0, first.1) };
        let mut names: Vec<(Cow<'_, str>, Node<'_>)> = [first, second].into_iter().chain(named).collect();
        names.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        // A type said twice brings nothing more along.
        names.dedup_by(|(a, _), (b, _)| a == b);
        let mut active = active.clone();
        for (name, node) in &names {
            active = self.with_type(&active, types, name, *node)?;
        }
        Some(active)
    }

    /// The context with what one type brings along, as it is defined in `types`.
    fn with_type(&mut self, active: &Active, types: &Active, name: &str, node: Node<'_>) -> Option<Active> {
        let scope = types.find(name).map_or(Scope::None, |definition| definition.scope);
        if scope == Scope::None {
            return Some(active.clone());
        }
        let manner = Manner { propagates: false, overrides: false, at: None };
        match self.processor.scope(active, scope, manner) {
            Ok(with) => Some(with),
            Err(problem) => {
                self.problem(node, problem);
                None
            }
        }
    }
}

/// What can be seen of an object before its own context is known.
pub(super) struct Glance<'d> {
    /// Whether no member is a keyword.
    is_usual: bool,
    id: Option<Node<'d>>,
    class: Option<Node<'d>>,
    context: Option<Node<'d>>,
    /// Whether it is still under the types of the node around: a value, or a mere reference.
    pub(super) keeps_type_scope: bool,
}

impl<'d> Glance<'d> {
    pub(super) fn at(object: Node<'d>, around: &Active) -> Self {
        let mut glance = Glance { is_usual: true, id: None, class: None, context: None, keeps_type_scope: false };
        let mut count = 0;
        let (mut has_value, mut is_reference) = (false, false);
        for (name, value) in object.members() {
            count += 1;
            match name.as_ref() {
                "id" => glance.id = Some(value),
                "type" => glance.class = Some(value),
                "@context" => glance.context = Some(value),
                _ => {}
            }
            glance.is_usual &= !name.starts_with('@') || name == "@context";
            match around.keyword(&name) {
                Some(Keyword::Value) => has_value = true,
                Some(Keyword::Id) => is_reference = true,
                _ => {}
            }
        }
        glance.keeps_type_scope = has_value || (count == 1 && is_reference);
        glance
    }
}

/// Whether an object under the crate's contexts is a node, not a value, list or set, which depend on their property.
fn is_node(object: Node<'_>) -> bool {
    !object.members().any(|(name, _)| matches!(name.as_ref(), "@value" | "@list" | "@set"))
}
