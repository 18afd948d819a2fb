//! The values of a property.

use super::node::Key;
use super::{Property, Walk};
use crate::document::{Kind, Node};
use crate::finding::Code;
use crate::proof::canon::Strictness;
use crate::proof::canon::active::Active;
use crate::proof::canon::contexts::{Coercion, Container, Keyword, Scope, hash};
use crate::proof::canon::dataset::Term;

impl Walk<'_> {
    /// The value of a member as it stands; pushes what it is.
    pub(super) fn values(&mut self, value: Node<'_>, property: Property<'_>) {
        let container = property.definition.container;
        if property.definition.coercion == Coercion::Json {
            if container.without(Container::SET) != Container::NONE {
                let message = "implementations disagree on a JSON literal in a list, map or graph";
                return self.error(Code::JsonLdUnsupported, value, message);
            }
            return self.json(value);
        }
        if value.kind() == Kind::Object {
            if container.has(Container::LANGUAGE) {
                return self.language_map(value, property);
            }
            if container.has(Container::INDEX.and(Container::ID).and(Container::TYPE)) {
                return self.map(value, property);
            }
        }
        if container.has(Container::LIST) {
            return self.list_of(value, property);
        }
        if value.kind() == Kind::Array && value.items().next().is_none() {
            self.without_effect(value, "an empty list");
        }
        self.value(value, property, Key::default());
    }

    /// A value or an array of them, each pushed as what it is.
    pub(super) fn value(&mut self, value: Node<'_>, property: Property<'_>, key: Key) {
        if self.dataset.is_full() {
            return;
        }
        match value.kind() {
            Kind::Null => self.without_effect(value, "a null"),
            Kind::Array => value.items().for_each(|item| self.value(item, property, key)),
            Kind::Object if self.is_graph(value, property, key) => self.graph(value, property, key),
            Kind::Object => self.object(value, property.active, Some(property), key, false),
            _ if is_graph_of(property, key) => {
                self.dropped(value, "a value that is no node says nothing in a graph");
            }
            _ => self.scalar(value, property, key),
        }
    }

    /// Whether a value of a graph container is to be put into a graph; in a map, one that is a graph already is not.
    fn is_graph(&self, value: Node<'_>, property: Property<'_>, key: Key) -> bool {
        if !is_graph_of(property, key) {
            return false;
        }
        let active = property.active;
        let mut graph = false;
        let mut only = true;
        for (name, _) in value.members() {
            match active.keyword(&name) {
                Some(Keyword::Graph) => graph = true,
                Some(Keyword::Id | Keyword::Index | Keyword::Context) => {}
                _ => only = false,
            }
        }
        !(key.in_map && graph && only)
    }

    /// What a value says, in a graph of its own.
    fn graph(&mut self, value: Node<'_>, property: Property<'_>, key: Key) {
        let name = key.id.unwrap_or_else(|| Term::Blank(self.dataset.blank()));
        let outer = self.graph.replace(name);
        let before = (self.dataset.quads().len(), self.findings.len());
        let start = self.items.len();
        let inner = Key { in_map: key.in_map, ..Key::default() };
        self.object(value, property.active, Some(property), inner, false);
        // What the object is matters inside its graph only.
        if self.items.drain(start..).any(|term| matches!(term, Term::Text(_))) && before.0 == self.dataset.quads().len()
        {
            self.dropped(value, "a value that is no node says nothing in a graph");
        } else if before == (self.dataset.quads().len(), self.findings.len()) {
            self.dropped(value, "a node that says nothing belongs to nothing");
        }
        self.graph = outer;
        self.keys(name, key);
        self.items.push(name);
    }

    /// A list, from the value of a list container.
    fn list_of(&mut self, value: Node<'_>, property: Property<'_>) {
        if property.reversed {
            return self.invalid(value, "the values of a reverse property must be nodes");
        }
        match value.kind() {
            Kind::Null => return self.without_effect(value, "a null"),
            // It says itself that it is a list.
            Kind::Object if has(value, property.active, Keyword::List) => {
                return self.value(value, property, Key::default());
            }
            _ => {}
        }
        let start = self.items.len();
        for item in value.one_or_many() {
            match item.kind() {
                Kind::Array => self.list_of(item, property),
                Kind::Object if has(item, property.active, Keyword::Set) => self.set_in_list(item),
                _ => self.value(item, property, Key::default()),
            }
        }
        let list = self.list(start);
        self.items.push(list);
    }

    fn set_in_list(&mut self, set: Node<'_>) {
        let message = "whether a set in a list is a list of its own, implementations disagree";
        self.error(Code::JsonLdUnsupported, set, message);
    }

    /// An object with `@list` or `@set`.
    pub(super) fn collection(
        &mut self,
        object: Node<'_>,
        active: &Active,
        property: Option<Property<'_>>,
        is_list: bool,
    ) {
        let start = self.items.len();
        for (name, value) in object.members() {
            match active.keyword(&name) {
                Some(Keyword::List | Keyword::Set) => match property {
                    // The context of the object holds in it.
                    Some(property) => {
                        let property = property.under(active);
                        let nested = property.definition.container.has(Container::LIST);
                        for item in value.one_or_many() {
                            match item.kind() {
                                Kind::Array if nested => self.list_of(item, property),
                                Kind::Object if is_list && has(item, active, Keyword::Set) => self.set_in_list(item),
                                Kind::Array if is_list && self.strictness == Strictness::Issuing => {
                                    let message = "whether this is a list in a list, implementations disagree";
                                    self.error(Code::JsonLdUnsupported, item, message);
                                }
                                Kind::Array if item.items().next().is_none() => {
                                    self.without_effect(item, "an empty list");
                                }
                                _ => self.value(item, property, Key::default()),
                            }
                        }
                        if !is_list && value.kind() == Kind::Array && value.items().next().is_none() {
                            self.without_effect(value, "an empty list");
                        }
                    }
                    None => self.free(value, active, false),
                },
                Some(Keyword::Index) => self.index(value),
                Some(Keyword::Context) => {}
                _ => self.invalid(value, "a list or set has no other members"),
            }
        }
        if is_list {
            if property.is_some_and(|property| property.reversed) {
                self.invalid(object, "the values of a reverse property must be nodes");
            }
            let list = self.list(start);
            self.items.push(list);
        }
    }

    /// A string, a number or a boolean.
    fn scalar(&mut self, value: Node<'_>, property: Property<'_>, key: Key) {
        let within;
        let mut property = property;
        let is_name = matches!(property.definition.coercion, Coercion::Id | Coercion::Vocab);
        // The tables have no language: their scopes matter to names only, and where they define the property anew.
        let matters = match property.definition.scope {
            Scope::None => false,
            Scope::Table(table) => is_name || table.get(property.name, hash(property.name)).is_some(),
            Scope::Null | Scope::Json(..) => true,
        };
        if matters {
            if self.strictness == Strictness::Issuing && !matches!(property.definition.scope, Scope::Table(_)) {
                let message = "whether the context of a property holds for a plain value, implementations disagree";
                return self.error(Code::JsonLdUnsupported, value, message);
            }
            match self.within(value, property.active, property) {
                Some(inner) => within = inner,
                None => return,
            }
            property = property.under(&within);
        }
        let active = property.active;
        let text = value.as_str().filter(|_| matches!(property.definition.coercion, Coercion::Id | Coercion::Vocab));
        let Some(text) = text else {
            if key.id.is_some() || key.class.is_some() || key.property.is_some() {
                return self.invalid(value, "a value has no properties of its own");
            }
            return self.literal(value, property.definition, active);
        };
        let expanded = match property.definition.coercion {
            Coercion::Vocab => active.expand_name(&text),
            _ => active.expand_id(&text),
        };
        if let Some(node) = self.reference(value, &text, expanded, active) {
            self.keys(node, key);
            self.items.push(node);
        }
    }
}

/// Whether the values of a property are put into graphs: those of a map by ids or indexes only as its values.
fn is_graph_of(property: Property<'_>, key: Key) -> bool {
    let container = property.definition.container;
    container.has(Container::GRAPH) && (key.in_map || !container.has(Container::INDEX.and(Container::ID)))
}

/// Whether an object has a member named by a keyword, or by another name for it.
fn has(object: Node<'_>, active: &Active, keyword: Keyword) -> bool {
    object.members().any(|(name, _)| active.keyword(&name) == Some(keyword))
}
