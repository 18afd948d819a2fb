//! The two JSON-LD contexts of an Open Badges 3.0 credential, as static tables.
//!
//! Signing and verifying expand a credential's terms to IRIs, so a context decides what a
//! signature means. Neither context is ever fetched: whoever answers for its address could
//! change the meaning of what was signed, and a check would depend on the network. Here the
//! definitions are part of the crate, and tests hold them equal to the published documents.
//!
//! Both contexts, and every context inside them, are `@protected`. All of them make `id` an
//! alias of `@id` and `type` one of `@type`, save the one inside `cnf`. Aliases are keywords,
//! not terms, so they are in none of the tables.

mod ob;
#[cfg(test)]
mod tests;
mod vc;

#[cfg(test)]
use serde_json::{Map, Value, json};

pub(crate) use ob::OPEN_BADGES_3_0_3;
pub(crate) use vc::CREDENTIALS_V2;

/// The contexts that come with the crate.
pub(crate) static BUNDLED: &[&Context] = &[&CREDENTIALS_V2, &OPEN_BADGES_3_0_3];

/// A context document: its address and its top-level terms, sorted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Context {
    /// The address credentials name it by.
    pub(crate) url: &'static str,
    /// The terms at the top, sorted bytewise by name.
    pub(crate) terms: &'static [Term],
}

/// One term definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    /// The key as it stands in a document.
    pub(crate) name: &'static str,
    /// The `@id`, as published: usually an IRI, but it can be the name of another term.
    pub(crate) iri: &'static str,
    /// The `@type`.
    pub(crate) coercion: Coercion,
    /// The `@container`.
    pub(crate) container: Container,
    /// The `@context` that holds inside a node of this type, or inside this property's value.
    pub(crate) scope: Scope,
}

/// How a term's string values are read: the `@type` of its definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coercion {
    /// As plain values.
    None,
    /// As IRIs, relative ones against the document (`@id`).
    Id,
    /// As terms first, then as IRIs (`@vocab`).
    Vocab,
    /// As one JSON literal (`@json`).
    Json,
    /// As literals of this datatype. No context here defines an `xsd` prefix, so a datatype
    /// published as `xsd:dateTime` is that very IRI.
    Datatype(&'static str),
}

/// What an array under a term means: the `@container` of its definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    /// Nothing special.
    None,
    /// An unordered set (`@set`).
    Set,
    /// An ordered list (`@list`).
    List,
    /// Each value is a graph of its own (`@graph`).
    Graph,
}

/// The context that a term brings into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// None: the context outside goes on.
    None,
    /// `"@context": null`: every term defined outside is dropped.
    Null,
    /// Further terms, protected, added to those outside.
    Terms {
        /// Whether `id` and `type` are defined here too.
        aliases: bool,
        /// The terms, sorted bytewise by name.
        terms: &'static [Term],
    },
}

/// The bundled context with this address. Addresses are compared as strings, as JSON-LD does.
pub(crate) fn by_url(url: &str) -> Option<&'static Context> {
    BUNDLED.iter().copied().find(|context| context.url == url)
}

/// The definition of `name` in a sorted table.
pub(crate) fn lookup(terms: &'static [Term], name: &str) -> Option<&'static Term> {
    let found = terms.binary_search_by(|term| term.name.cmp(name)).ok()?;
    terms.get(found)
}

impl Context {
    /// The definition of `name` at the top of this context.
    pub(crate) fn term(&self, name: &str) -> Option<&'static Term> {
        lookup(self.terms, name)
    }

    /// The context as a JSON document, for comparing and for the oracle.
    #[cfg(test)]
    pub(crate) fn to_json(self) -> Value {
        json!({ "@context": scope_json(true, self.terms) })
    }
}

/// The value of `@context` for these terms.
#[cfg(test)]
fn scope_json(aliases: bool, terms: &[Term]) -> Value {
    let mut scope = Map::new();
    scope.insert("@protected".into(), true.into());
    if aliases {
        scope.insert("id".into(), "@id".into());
        scope.insert("type".into(), "@type".into());
    }
    for term in terms {
        scope.insert(term.name.into(), term.to_json());
    }
    Value::Object(scope)
}

/// A term that only has an IRI; the methods below add the rest.
const fn term(name: &'static str, iri: &'static str) -> Term {
    Term { name, iri, coercion: Coercion::None, container: Container::None, scope: Scope::None }
}

impl Term {
    const fn coerced(self, coercion: Coercion) -> Self {
        Self { coercion, ..self }
    }

    const fn contained(self, container: Container) -> Self {
        Self { container, ..self }
    }

    const fn with_scope(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// `"@type": "@id"`.
    const fn id(self) -> Self {
        self.coerced(Coercion::Id)
    }

    /// `"@type": "@vocab"`.
    const fn vocab(self) -> Self {
        self.coerced(Coercion::Vocab)
    }

    /// `"@type": "@json"`.
    const fn json(self) -> Self {
        self.coerced(Coercion::Json)
    }

    /// `"@type"`: a datatype.
    const fn typed(self, datatype: &'static str) -> Self {
        self.coerced(Coercion::Datatype(datatype))
    }

    /// `"@container": "@set"`.
    const fn set(self) -> Self {
        self.contained(Container::Set)
    }

    /// `"@container": "@list"`.
    const fn list(self) -> Self {
        self.contained(Container::List)
    }

    /// `"@container": "@graph"`.
    const fn graph(self) -> Self {
        self.contained(Container::Graph)
    }

    /// A context of its own, with the `id` and `type` aliases.
    const fn scoped(self, terms: &'static [Term]) -> Self {
        let aliases = true;
        self.with_scope(Scope::Terms { aliases, terms })
    }

    /// A context of its own, without the aliases.
    const fn scoped_without_aliases(self, terms: &'static [Term]) -> Self {
        let aliases = false;
        self.with_scope(Scope::Terms { aliases, terms })
    }

    /// `"@context": null`.
    const fn unscoped(self) -> Self {
        self.with_scope(Scope::Null)
    }

    /// The definition in JSON: a plain string where the IRI is all there is.
    #[cfg(test)]
    fn to_json(self) -> Value {
        let mut definition = Map::new();
        definition.insert("@id".into(), self.iri.into());
        if let Some(coercion) = self.coercion.keyword() {
            definition.insert("@type".into(), coercion.into());
        }
        if let Some(container) = self.container.keyword() {
            definition.insert("@container".into(), container.into());
        }
        match self.scope {
            Scope::None if definition.len() == 1 => return self.iri.into(),
            Scope::None => {}
            Scope::Null => {
                definition.insert("@context".into(), Value::Null);
            }
            Scope::Terms { aliases, terms } => {
                definition.insert("@context".into(), scope_json(aliases, terms));
            }
        }
        Value::Object(definition)
    }
}

#[cfg(test)]
impl Coercion {
    /// The value of `@type`, if there is one.
    const fn keyword(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Id => Some("@id"),
            Self::Vocab => Some("@vocab"),
            Self::Json => Some("@json"),
            Self::Datatype(datatype) => Some(datatype),
        }
    }
}

#[cfg(test)]
impl Container {
    /// The value of `@container`, if there is one.
    const fn keyword(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Set => Some("@set"),
            Self::List => Some("@list"),
            Self::Graph => Some("@graph"),
        }
    }
}
