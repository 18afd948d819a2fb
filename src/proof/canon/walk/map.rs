//! Objects whose keys are not members: languages, indexes, ids, types.

use super::node::Key;
use super::{Property, Walk};
use crate::document::{Kind, Node};
use crate::finding::Code;
use crate::proof::canon::active::Expanded;
use crate::proof::canon::contexts::{Coercion, Container, Definition, Keyword, Meaning, Scope};
use crate::proof::canon::dataset::{Span, Term};
use crate::text::quoted;

impl Walk<'_> {
    /// Texts by their languages.
    pub(super) fn language_map(&mut self, map: Node<'_>, property: Property<'_>) {
        if map.members().next().is_none() {
            return self.without_effect(map, "an empty map");
        }
        let settings = property.active.settings();
        let direction = property.definition.direction.unwrap_or(settings.direction);
        for (name, value) in map.members() {
            let is_none = property.active.expand_property(&name) == Expanded::Keyword(Keyword::None);
            if value.kind() == Kind::Array && value.items().next().is_none() {
                self.without_effect(value, "an empty list");
            }
            for item in value.one_or_many() {
                match item.kind() {
                    Kind::Null => self.without_effect(item, "a null"),
                    Kind::String => {
                        let language = (!is_none).then_some(name.as_ref());
                        self.text_in(item, language, direction);
                    }
                    _ => self.invalid(item, "in a map by languages, all values must be strings"),
                }
            }
        }
    }

    /// Values by indexes, ids or types.
    pub(super) fn map(&mut self, map: Node<'_>, property: Property<'_>) {
        if map.members().next().is_none() {
            return self.without_effect(map, "an empty map");
        }
        let active = property.active;
        let container = property.definition.container;
        let by_name = container.has(Container::ID.and(Container::TYPE));
        let around = if by_name { active.previous().unwrap_or(active) } else { active };
        for (name, value) in map.members() {
            let is_none = active.expand_property(&name) == Expanded::Keyword(Keyword::None);
            let mut key = Key { in_map: true, ..Key::default() };
            if !is_none {
                let fits = if container.has(Container::ID) {
                    key.id = self.reference(value, &name, active.expand_id(&name), active);
                    key.id.is_some()
                } else if container.has(Container::TYPE) {
                    key.class = self.reference(value, &name, active.expand_name(&name), active);
                    key.class.is_some()
                } else if let Some(index) = property.definition.index {
                    key.property = self.index_property(&name, value, index, property);
                    key.property.is_some()
                } else {
                    let message = format!("the index {}", quoted(&name));
                    self.without_effect(value, &message);
                    true
                };
                if !fits {
                    continue;
                }
            }
            // Whether that reaches the nodes below, implementations disagree.
            let scope = around.find(&name).map(|definition| definition.scope);
            if container.has(Container::TYPE) && scope.is_some_and(|scope| scope != Scope::None) {
                let message = format!("a map with the type {}, which has a context, is not supported", quoted(&name));
                self.error(Code::JsonLdUnsupported, value, message);
                continue;
            }
            if value.kind() == Kind::Array && value.items().next().is_none() {
                self.without_effect(value, "an empty list");
            }
            let definition = Definition { container, ..property.under(around).definition };
            self.value(value, Property { definition, active: around, ..property }, key);
        }
    }

    /// What the key of a map says by the property that its definition names.
    fn index_property(
        &mut self,
        key: &str,
        value: Node<'_>,
        index: &str,
        property: Property<'_>,
    ) -> Option<(Span, Term)> {
        let expanded = property.active.expand_property(index);
        let definition = match (property.active.find(index), &expanded) {
            (Some(definition), _) => definition,
            (None, Expanded::Iri(iri)) => Definition::new(Meaning::Iri(iri)),
            (None, _) => Definition::new(Meaning::Null),
        };
        let predicate = self.predicate(index, value, Property { definition, ..property })?;
        let object = match definition.coercion {
            Coercion::Id => self.reference(value, key, property.active.expand_id(key), property.active)?,
            Coercion::Vocab => self.reference(value, key, property.active.expand_name(key), property.active)?,
            Coercion::None => {
                let settings = property.active.settings();
                let language = definition.language.unwrap_or(settings.language.as_deref());
                self.plain(key, language, value)?
            }
            Coercion::Datatype(datatype) => self.typed(key, datatype, value)?,
            Coercion::Json => {
                self.error(Code::JsonLdUnsupported, value, "a JSON literal as an index is not supported");
                return None;
            }
        };
        Some((predicate, object))
    }
}
