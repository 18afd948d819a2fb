//! Objects: nodes, and what looks like one.

use std::borrow::Cow;

use super::{Property, RDF_TYPE, Walk};
use crate::document::{Kind, Node};
use crate::finding::Code;
use crate::proof::canon::active::{Active, Expanded, is_class_name};
use crate::proof::canon::contexts::{Definition, Keyword, Manner, Meaning, Processor, Scope};
use crate::proof::canon::dataset::{Span, Term};
use crate::proof::canon::shared::{Found, Place};
use crate::text::quoted;

/// What a map says about the node under one of its keys.
#[derive(Clone, Copy, Default)]
pub(super) struct Key {
    /// Whether it is in a map at all: then the context of the node around still holds.
    pub(super) in_map: bool,
    pub(super) id: Option<Term>,
    pub(super) class: Option<Term>,
    /// A property and its value.
    pub(super) property: Option<(Span, Term)>,
}

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
                if self.dataset.quads().len() == before && self.findings.len() == findings {
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
            let Some(active) = self.with_types(glance.class.into_iter(), &types) else { return };
            let id = glance.id.map(|id| (Cow::Borrowed("id"), id));
            if let Some(subject) = self.node(object, &active, &types, key, id, false)
                && property.is_some()
            {
                self.items.push(subject);
            }
            return;
        }
        let classes = object.members().filter(|(name, _)| types.keyword(name) == Some(Keyword::Type));
        let Some(active) = self.with_types(classes.map(|(_, value)| value), &types) else { return };
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

    /// The context with what the types of an object bring along, in the order of their names.
    fn with_types<'d>(&mut self, classes: impl Iterator<Item = Node<'d>>, types: &Active) -> Option<Active> {
        let mut named = classes.flat_map(Node::one_or_many).filter_map(|item| Some((item.as_str()?, item)));
        let Some(first) = named.next() else { return Some(types.clone()) };
        let Some(second) = named.next() else { return self.with_type(types, types, &first.0, first.1) };
        let mut names: Vec<(Cow<'_, str>, Node<'_>)> = [first, second].into_iter().chain(named).collect();
        names.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        // A type said twice brings nothing more along.
        names.dedup_by(|(a, _), (b, _)| a == b);
        let mut active = types.clone();
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

    /// A node object with its id: what it says, and its subject.
    fn node(
        &mut self,
        object: Node<'_>,
        active: &Active,
        types: &Active,
        key: Key,
        id: Option<(Cow<'_, str>, Node<'_>)>,
        is_default: bool,
    ) -> Option<Term> {
        let subject = match &id {
            Some((name, value)) => {
                self.unless_keyword(name, "id", *value, active);
                match value.as_str() {
                    Some(text) => self.reference(*value, &text, active.expand_id(&text))?,
                    None => {
                        self.error(Code::JsonLdInvalidValue, *value, "an id must be a string");
                        return None;
                    }
                }
            }
            None => key.id.unwrap_or_else(|| Term::Blank(self.dataset.blank())),
        };
        self.keys(subject, key);
        self.members(object, subject, active, types, is_default);
        Some(subject)
    }

    /// What the key of a map says about a node.
    pub(super) fn keys(&mut self, subject: Term, key: Key) {
        if let Some(class) = key.class {
            let predicate = self.keep_fixed(RDF_TYPE);
            self.say(subject, predicate, class);
        }
        if let Some((predicate, value)) = key.property {
            self.say(subject, predicate, value);
        }
    }

    fn members(&mut self, object: Node<'_>, subject: Term, active: &Active, types: &Active, is_default: bool) {
        let without_proof = self.without_proof && object.is_root();
        for (name, value) in object.members() {
            if without_proof && name == "proof" {
                continue;
            }
            if name.starts_with('@') || active.keyword(&name).is_some() {
                self.keyword(&name, value, subject, active, types, is_default);
                continue;
            }
            if let Some(definition) = active.find(&name) {
                self.member(
                    &name,
                    value,
                    subject,
                    Property { name: &name, definition, active, reversed: definition.reverse },
                );
                continue;
            }
            match active.expand_property(&name) {
                Expanded::Iri(iri) => {
                    let definition = Definition::new(Meaning::Iri(&iri));
                    self.member(&name, value, subject, Property { name: &name, definition, active, reversed: false });
                }
                _ => self.undefined(&name, value, active),
            }
        }
    }

    /// A member named by a keyword, or by another name for one.
    fn keyword(
        &mut self,
        name: &str,
        value: Node<'_>,
        subject: Term,
        active: &Active,
        types: &Active,
        is_default: bool,
    ) {
        match active.keyword(name) {
            Some(Keyword::Id | Keyword::Context) => {}
            Some(Keyword::Type) => {
                self.unless_keyword(name, "type", value, active);
                self.types(value, subject, types);
            }
            Some(Keyword::Graph) => {
                let graph = self.graph;
                if !is_default {
                    self.graph = Some(subject);
                }
                self.free(value, active, false);
                self.graph = graph;
            }
            Some(Keyword::Included) => {
                if value.kind() == Kind::Array && value.items().next().is_none() {
                    self.without_effect(value, "an empty list");
                }
                for item in value.one_or_many() {
                    match item.kind() {
                        Kind::Object => self.free(item, active, false),
                        _ => self.invalid(item, "what is included must be nodes"),
                    }
                }
            }
            Some(Keyword::Reverse) => self.reversed(value, subject, active),
            Some(Keyword::Index) => self.index(value),
            Some(Keyword::Nest) => {
                self.error(Code::JsonLdUnsupported, value, format!("{} (`@nest`) is not supported", quoted(name)));
            }
            Some(_) => self.invalid(value, format!("the keyword {} does not belong here", quoted(name))),
            None => self.dropped(value, format!("{} has the form of a keyword and is none", quoted(name))),
        }
    }

    /// An index says nothing in the graph.
    pub(super) fn index(&mut self, value: Node<'_>) {
        match value.kind() {
            Kind::String => self.without_effect(value, "an index"),
            _ => self.invalid(value, "an index must be a string"),
        }
    }

    /// A document that wrote the keyword, or another name for it, where the standards' contexts have theirs would say one
    /// thing to those who read its members and another to those who read its graph.
    fn unless_keyword(&mut self, name: &str, plain: &str, value: Node<'_>, active: &Active) {
        if name == plain || !active.has_bundled() {
            return;
        }
        let meaning = active.find(plain).filter(|definition| definition.protected).map(|definition| definition.meaning);
        if meaning.is_some_and(|meaning| matches!(meaning, Meaning::Keyword(_))) {
            self.misnamed(name, plain, value);
        }
    }

    fn misnamed(&mut self, name: &str, proper: &str, value: Node<'_>) {
        let message = format!("{} is written {} under these contexts", quoted(name), quoted(proper));
        self.error(Code::JsonLdUnsupported, value, message);
    }

    fn types(&mut self, value: Node<'_>, subject: Term, active: &Active) {
        if value.kind() == Kind::Array && value.items().next().is_none() {
            self.without_effect(value, "an empty list");
        }
        for item in value.one_or_many() {
            let Some(word) = item.as_str() else {
                self.error(Code::JsonLdInvalidValue, item, "a type must be a string");
                continue;
            };
            let fixed = active.find(&word).and_then(|definition| definition.fixed);
            let class = match fixed.filter(|_| is_class_name(&word)) {
                Some(iri) => Some(Term::Text(self.keep_fixed(iri))),
                None => match active.expand_name(&word) {
                    // A keyword as a type is one of JSON-LD's own, which nodes do not have.
                    Expanded::Relative | Expanded::Null | Expanded::Keyword(_) => None,
                    Expanded::Iri(iri) => {
                        if let Some(proper) = active.proper_name(&word, &iri, true) {
                            self.misnamed(&word, proper, item);
                            continue;
                        }
                        self.named(item, &iri)
                    }
                },
            };
            match class {
                Some(class) => {
                    let predicate = self.keep_fixed(RDF_TYPE);
                    self.say(subject, predicate, class);
                }
                None => {
                    let message = format!("no context defines the type {}", quoted(&word));
                    self.error(Code::JsonLdUndefinedType, item, message);
                }
            }
        }
    }

    /// A property with its values.
    fn member(&mut self, name: &str, value: Node<'_>, subject: Term, property: Property<'_>) {
        let Some(predicate) = self.predicate(name, value, property) else { return };
        let start = self.items.len();
        self.values(value, property);
        self.link(value, subject, predicate, start, property.reversed);
    }

    /// The IRI of a property.
    pub(super) fn predicate(&mut self, name: &str, value: Node<'_>, property: Property<'_>) -> Option<Span> {
        if property.definition.nest {
            self.error(Code::JsonLdUnsupported, value, format!("{}: `@nest` is not supported", quoted(name)));
            return None;
        }
        // Who reads the members would look for it on the other node.
        if property.reversed && property.active.has_bundled() {
            let message = format!("{}, a reverse property, is not supported under these contexts", quoted(name));
            self.error(Code::JsonLdUnsupported, value, message);
            return None;
        }
        if let Some(iri) = property.definition.fixed.filter(|_| !is_class_name(name)) {
            return Some(self.keep_fixed(iri));
        }
        match property.definition.meaning {
            Meaning::Iri(iri) if iri.starts_with("_:") => {
                self.dropped(value, format!("the member {} stands for a blank node", quoted(name)));
                None
            }
            Meaning::Iri(iri) => {
                if let Some(proper) = property.active.proper_name(name, iri, false) {
                    self.misnamed(name, proper, value);
                    return None;
                }
                match self.named(value, iri)? {
                    Term::Text(span) => Some(span),
                    Term::Blank(_) => None,
                }
            }
            Meaning::Null | Meaning::Keyword(_) => {
                let message = format!("the member {} stands for nothing, as its context says", quoted(name));
                self.error(Code::JsonLdUndefinedMember, value, message);
                None
            }
        }
    }

    /// Says that the subject has the values since `start`, or the other way round.
    fn link(&mut self, place: Node<'_>, subject: Term, predicate: Span, start: usize, reversed: bool) {
        let mut at = start;
        while let Some(object) = self.items.get(at).copied() {
            at += 1;
            if !reversed {
                self.say(subject, predicate, object);
            } else if self.is_node(object) {
                self.say(object, predicate, subject);
            } else {
                self.invalid(place, "the values of a reverse property must be nodes");
            }
        }
        self.items.truncate(start);
    }

    fn is_node(&self, term: Term) -> bool {
        match term {
            Term::Blank(_) => true,
            Term::Text(span) => self.dataset.text(span).starts_with('<'),
        }
    }

    /// `@reverse`: properties of which this node is the value.
    fn reversed(&mut self, map: Node<'_>, subject: Term, active: &Active) {
        if map.kind() != Kind::Object {
            return self.invalid(map, "`@reverse` must be an object");
        }
        if map.members().next().is_none() {
            return self.without_effect(map, "an empty object");
        }
        // It is an object of its own: what the types of the node brought along does not reach it.
        let active = active.previous().filter(|_| !Glance::at(map, active).keeps_type_scope).unwrap_or(active);
        for (name, value) in map.members() {
            if active.keyword(&name).is_some() {
                self.invalid(value, format!("the keyword {} does not belong here", quoted(&name)));
                continue;
            }
            let expanded = active.expand_property(&name);
            let definition = match (active.find(&name), &expanded) {
                (Some(definition), _) => definition,
                (None, Expanded::Iri(iri)) => Definition::new(Meaning::Iri(iri)),
                _ => {
                    self.undefined(&name, value, active);
                    continue;
                }
            };
            // The reverse of a reverse property is the property.
            let property = Property { name: &name, definition, active, reversed: !definition.reverse };
            let Some(predicate) = self.predicate(&name, value, property) else { continue };
            let start = self.items.len();
            self.values(value, property);
            self.link(value, subject, predicate, start, property.reversed);
        }
    }
}

/// What can be seen of an object before its own context is known.
struct Glance<'d> {
    /// Whether no member is a keyword.
    is_usual: bool,
    id: Option<Node<'d>>,
    class: Option<Node<'d>>,
    context: Option<Node<'d>>,
    /// Whether it is still under the types of the node around: a value, or a mere reference.
    keeps_type_scope: bool,
}

impl<'d> Glance<'d> {
    fn at(object: Node<'d>, around: &Active) -> Self {
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
