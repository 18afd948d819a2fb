//! Contexts as tables: what each name in a document stands for.
//!
//! Signing and verifying turn a credential's names into IRIs, so a context decides what a signature means. None is ever
//! fetched: whoever answers for its address could change the meaning of what was signed. The contexts of the standards
//! are part of the crate, their definitions resolved once and for all; tests hold them equal, definition by definition,
//! to the published documents. Contexts that a caller registers, and those inside documents, become the same
//! definitions at run time ([`process`]).

mod bundled;
mod define;
mod definition;
mod process;
mod registry;
#[cfg(test)]
mod tests;

pub(crate) use bundled::by_url;
pub(super) use define::Owned;
pub(super) use definition::{Coercion, Container, Definition, Direction, Keyword, Meaning, Scope, looks_like_keyword};
pub(super) use process::{Manner, Problem, Processor, Terms};
pub use registry::Contexts;
#[cfg(test)]
pub(super) use tests::published;

/// Definitions in a hash table that the compiler built.
#[derive(Debug)]
pub(crate) struct Table {
    terms: &'static [Term],
    /// For each slot the number of a term plus one; zero is empty. Twice as many as terms at least, a power of two.
    slots: &'static [u8],
    /// Names that the published definitions use without defining them, as in `xsd:anyURI`, with the IRI they were taken
    /// for: where they stand for something else, the resolved definitions here do not hold.
    free: &'static [(&'static str, Option<&'static str>)],
}

/// One definition with its name.
#[derive(Debug)]
pub(crate) struct Term {
    pub(super) name: &'static str,
    hash: u32,
    pub(super) definition: Definition<'static>,
}

impl Table {
    /// The definition of a name whose [`hash`] is `hash`.
    pub(super) fn get(&'static self, name: &str, hash: u32) -> Option<&'static Definition<'static>> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = usize::try_from(hash).unwrap_or_default() & mask;
        loop {
            let number = usize::from(*self.slots.get(slot)?);
            let term = self.terms.get(number.checked_sub(1)?)?;
            if term.hash == hash && term.name == name {
                return Some(&term.definition);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Whether it defines `id` and `type`.
    pub(super) fn has_aliases(&'static self) -> bool {
        const ID: u32 = hash("id");
        const TYPE: u32 = hash("type");
        self.get("id", ID).is_some() && self.get("type", TYPE).is_some()
    }

    pub(super) fn terms(&self) -> &'static [Term] {
        self.terms
    }

    pub(super) fn free(&self) -> &'static [(&'static str, Option<&'static str>)] {
        self.free
    }
}

/// A published scope is the same as another if it defines the same.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || (self.free == other.free
                && self.terms.len() == other.terms.len()
                && self.terms.iter().all(|term| {
                    // Two terms of one hash would have one name: a test sees to it.
                    other.terms.iter().any(|o| o.name == term.name && o.definition == term.definition)
                }))
    }
}

impl Eq for Table {}

/// A hash of a name: of its length and its first and last eight bytes, which tell the terms of the tables apart.
#[allow(clippy::cast_possible_truncation, clippy::as_conversions)] // also in constants, where conversions cannot be
pub(super) const fn hash(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64),
            _ => {
                let (mut short, mut rest) = (0u64, bytes);
                while let [byte, after @ ..] = rest {
                    short = short << 8 | *byte as u64;
                    rest = after;
                }
                (short, 0)
            }
        },
    };
    let mixed = (first ^ last.rotate_left(29) ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

/// How many slots a table of so many terms has.
const fn slots(terms: usize) -> usize {
    (2 * terms).next_power_of_two()
}

/// The slots of a table.
#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation, clippy::as_conversions)] // only in constants: a wrong index would not compile
const fn index<const N: usize>(terms: &[Term]) -> [u8; N] {
    assert!(terms.len() < 256);
    let mut slots = [0; N];
    let mut i = 0;
    while i < terms.len() {
        let mut slot = terms[i].hash as usize & (N - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (N - 1);
        }
        slots[slot] = i as u8 + 1;
        i += 1;
    }
    slots
}

/// A static table. `protected` or `open` is the `@protected` of the context; `free` are the names it uses undefined.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident, $protection:ident, free $free:expr, [$($term:expr,)+]) => {
        $(#[$doc])*
        pub(super) static $name: $crate::proof::canon::contexts::Table = {
            const TERMS: &[$crate::proof::canon::contexts::Term] = &[$($term.$protection(),)+];
            const SLOTS: &[u8] = &{
                const COUNT: usize = $crate::proof::canon::contexts::slots(TERMS.len());
                $crate::proof::canon::contexts::index::<COUNT>(TERMS)
            };
            $crate::proof::canon::contexts::Table { terms: TERMS, slots: SLOTS, free: $free }
        };
    };
    ($(#[$doc:meta])* $name:ident, $protection:ident, [$($term:expr,)+]) => {
        table! { $(#[$doc])* $name, $protection, free &[], [$($term,)+] }
    };
}
use table;

/// A term that only has an IRI; the methods below add the rest.
const fn term(name: &'static str, iri: &'static str) -> Term {
    // A test looks at all of them.
    let definition = Definition { fixed: Some(iri), ..Definition::new(Meaning::Iri(iri)) };
    Term { name, hash: hash(name), definition }
}

/// `id` for `@id`.
const fn id() -> Term {
    Term { name: "id", hash: hash("id"), definition: Definition::new(Meaning::Keyword(Keyword::Id)) }
}

/// `type` for `@type`.
const fn kind() -> Term {
    Term { name: "type", hash: hash("type"), definition: Definition::new(Meaning::Keyword(Keyword::Type)) }
}

impl Term {
    const fn with(self, definition: Definition<'static>) -> Self {
        Term { definition, ..self }
    }

    const fn coerced(self, coercion: Coercion<'static>) -> Self {
        let definition = Definition { coercion, ..self.definition };
        self.with(definition)
    }

    const fn contained(self, container: Container) -> Self {
        let definition = Definition { container, ..self.definition };
        self.with(definition)
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
        self.contained(Container::SET)
    }

    /// `"@container": "@list"`.
    const fn list(self) -> Self {
        self.contained(Container::LIST)
    }

    /// `"@container": "@graph"`.
    const fn graph(self) -> Self {
        self.contained(Container::GRAPH)
    }

    /// Usable before a colon: a plain definition of an IRI that ends in `#`, `/` or another such character.
    const fn prefix(self) -> Self {
        let definition = Definition { prefix: true, ..self.definition };
        self.with(definition)
    }

    /// A context of its own.
    const fn scoped(self, table: &'static Table) -> Self {
        let definition = Definition { scope: Scope::Table(table), ..self.definition };
        self.with(definition)
    }

    /// `"@context": null`.
    const fn unscoped(self) -> Self {
        let definition = Definition { scope: Scope::Null, ..self.definition };
        self.with(definition)
    }

    const fn protected(self) -> Self {
        let definition = Definition { protected: true, ..self.definition };
        self.with(definition)
    }

    const fn open(self) -> Self {
        self
    }
}
