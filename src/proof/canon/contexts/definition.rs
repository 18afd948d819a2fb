//! What a context says about one name (JSON-LD 1.1 API, section 4: "term definition").

use super::Table;
use crate::document::Document;

/// One term definition, its IRIs resolved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition<'c> {
    pub(crate) meaning: Meaning<'c>,
    /// `@type`.
    pub(crate) coercion: Coercion<'c>,
    pub(crate) container: Container,
    /// `@language`; the inner one is none where it is null.
    pub(crate) language: Option<Option<&'c str>>,
    /// `@direction`, likewise.
    pub(crate) direction: Option<Option<Direction>>,
    /// `@index`: the name of the property that holds the key of an index map.
    pub(crate) index: Option<&'c str>,
    /// `@nest`.
    pub(crate) nest: bool,
    /// `@reverse`.
    pub(crate) reverse: bool,
    /// Whether it may stand before a colon.
    pub(crate) prefix: bool,
    pub(crate) protected: bool,
    /// The IRI again, if it is the crate's own and so known to be valid.
    pub(crate) fixed: Option<&'static str>,
    /// `@context`: what holds inside a node of this type, or inside this property's value.
    pub(crate) scope: Scope<'c>,
}

impl<'c> Definition<'c> {
    pub(crate) const fn new(meaning: Meaning<'c>) -> Self {
        Definition {
            meaning,
            coercion: Coercion::None,
            container: Container::NONE,
            language: None,
            direction: None,
            index: None,
            nest: false,
            reverse: false,
            prefix: false,
            protected: false,
            fixed: None,
            scope: Scope::None,
        }
    }

    /// Whether both say the same, protection aside.
    pub(crate) fn is_same(&self, other: &Definition<'_>) -> bool {
        Definition { protected: other.protected, ..*self } == *other
    }
}

/// Where the IRI is kept makes no difference.
impl PartialEq for Definition<'_> {
    fn eq(&self, other: &Self) -> bool {
        let shape = |d: &Self| (d.container, d.direction, d.nest, d.reverse, d.prefix, d.protected);
        shape(self) == shape(other)
            && self.meaning == other.meaning
            && self.coercion == other.coercion
            && (self.language, self.index) == (other.language, other.index)
            && self.scope == other.scope
    }
}

impl Eq for Definition<'_> {}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning<'c> {
    /// Nothing, on purpose.
    Null,
    Keyword(Keyword),
    /// An absolute IRI, or a blank node `_:…`.
    Iri(&'c str),
}

/// How values are read that are plain strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coercion<'c> {
    /// As texts; also `@none`, which keeps a context outside from giving a type.
    None,
    /// As IRIs, relative ones against the base (`@id`).
    Id,
    /// As names first, then as IRIs (`@vocab`).
    Vocab,
    /// Any value, as one JSON literal (`@json`).
    Json,
    /// As literals of this datatype.
    Datatype(&'c str),
}

/// What the arrays and objects under a name mean: a set of `@container` values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Container(u8);

impl Container {
    pub(crate) const NONE: Self = Container(0);
    pub(crate) const SET: Self = Container(1);
    pub(crate) const LIST: Self = Container(2);
    pub(crate) const LANGUAGE: Self = Container(4);
    pub(crate) const INDEX: Self = Container(8);
    pub(crate) const ID: Self = Container(16);
    pub(crate) const TYPE: Self = Container(32);
    pub(crate) const GRAPH: Self = Container(64);

    pub(crate) const fn and(self, other: Self) -> Self {
        Container(self.0 | other.0)
    }

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Container(self.0 & !other.0)
    }

    /// The container of a keyword.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "@set" => Self::SET,
            "@list" => Self::LIST,
            "@language" => Self::LANGUAGE,
            "@index" => Self::INDEX,
            "@id" => Self::ID,
            "@type" => Self::TYPE,
            "@graph" => Self::GRAPH,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    LeftToRight,
    RightToLeft,
}

/// The context that a definition brings into force.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'c> {
    /// None: the context outside goes on.
    None,
    /// `"@context": null`: everything defined outside is dropped.
    Null,
    /// A context that comes with the crate.
    Table(&'static Table),
    /// A context in JSON, and the address of the document it stands in.
    Json(&'c Document, Option<&'c str>),
}

impl PartialEq for Scope<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Scope::None, Scope::None) | (Scope::Null, Scope::Null) => true,
            (Scope::Table(a), Scope::Table(b)) => a == b,
            (Scope::Json(a, _), Scope::Json(b, _)) => a == b,
            // One is resolved and the other is not; taking them for different refuses more, never less.
            _ => false,
        }
    }
}

impl Eq for Scope<'_> {}

/// The keywords that a name can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyword {
    Id,
    Type,
    Value,
    Language,
    Direction,
    Index,
    Graph,
    Included,
    List,
    Set,
    Reverse,
    Nest,
    /// `@none`: a key of a map that says nothing.
    None,
    Json,
    Context,
    /// Those that mean something in contexts only.
    Other,
}

impl Keyword {
    pub(crate) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "@id" => Self::Id,
            "@type" => Self::Type,
            "@value" => Self::Value,
            "@language" => Self::Language,
            "@direction" => Self::Direction,
            "@index" => Self::Index,
            "@graph" => Self::Graph,
            "@included" => Self::Included,
            "@list" => Self::List,
            "@set" => Self::Set,
            "@reverse" => Self::Reverse,
            "@nest" => Self::Nest,
            "@none" => Self::None,
            "@json" => Self::Json,
            "@context" => Self::Context,
            "@base" | "@container" | "@import" | "@prefix" | "@propagate" | "@protected" | "@version" | "@vocab" => {
                Self::Other
            }
            _ => return None,
        })
    }
}

/// Whether a word has the form of a keyword: `@` and letters. Such words are kept for later versions of JSON-LD.
pub(crate) fn looks_like_keyword(word: &str) -> bool {
    word.strip_prefix('@').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
}
