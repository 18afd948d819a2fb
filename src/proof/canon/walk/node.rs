//! Nodes: their ids, types and members.

use std::borrow::Cow;

use super::object::Glance;
use super::{Property, RDF_TYPE, Walk};
use crate::document::{Kind, Node};
use crate::finding::Code;
use crate::proof::canon::active::{Active, Expanded, is_class_name};
use crate::proof::canon::contexts::{Definition, Keyword, Meaning};
use crate::proof::canon::dataset::{Span, Term};
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

impl Walk<'_> {
    /// A node object with its id: what it says, and its subject.
    pub(super) fn node(
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
                    Some(text) => self.reference(*value, &text, active.expand_id(&text), active)?,
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
            if self.dataset.is_full() {
                return;
            }
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
