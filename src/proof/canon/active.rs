//! The context in force at one place of a document ("active context" in JSON-LD 1.1), and what words mean in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::contexts::{Definition, Direction, Keyword, Meaning, Owned, Table, Term, Terms, hash, looks_like_keyword};
use super::iri;

/// Definitions in layers, the last added first. Cheap to clone.
#[derive(Clone)]
pub(super) struct Active(Rc<Layer>);

struct Layer {
    terms: Terms,
    outer: Option<Active>,
    /// The context that nodes inside go back to: what a type brings into force does not reach them.
    previous: Option<Active>,
    settings: Settings,
    /// Whether all definitions are the crate's own: then `id` and `type` are the only other names of keywords.
    is_bundled: bool,
    /// Whether any of them are.
    has_bundled: bool,
    /// Whether `id` and `type` are names of keywords.
    has_aliases: bool,
    has_protected: bool,
    layers: u16,
}

/// What a context says beside its terms.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) vocab: Option<Arc<str>>,
    pub(super) language: Option<Arc<str>>,
    pub(super) direction: Option<Direction>,
    pub(super) base: Option<Arc<str>>,
}

/// What a word stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Expanded<'a> {
    /// Nothing: its definition says so, or it has the form of a keyword without being one.
    Null,
    Keyword(Keyword),
    /// Something with a scheme, or a blank node `_:…`; whether it is a valid IRI is not known yet.
    Iri(Cow<'a, str>),
    /// Nothing defines it, and there is nothing to resolve it against.
    Relative,
}

impl Active {
    /// No definitions.
    pub(super) fn initial(base: Option<Arc<str>>) -> Self {
        let settings = Settings { base, ..Settings::default() };
        Active(Rc::new(Layer {
            terms: Terms::None,
            outer: None,
            previous: None,
            settings,
            is_bundled: true,
            has_bundled: false,
            has_aliases: false,
            has_protected: false,
            layers: 0,
        }))
    }

    /// These definitions before those of this context.
    pub(super) fn with(&self, terms: Terms, settings: Settings, previous: Option<Active>) -> Self {
        let is_bundled =
            self.0.is_bundled && matches!(terms, Terms::None | Terms::Table(_)) && settings.vocab.is_none();
        let has_bundled = self.0.has_bundled || matches!(terms, Terms::Table(_));
        let has_aliases = self.0.has_aliases || matches!(terms, Terms::Table(table) if table.has_aliases());
        // What to go back to is kept as well.
        let layers = previous.as_ref().map_or(0, Active::layers).max(self.0.layers).saturating_add(1);
        let has_protected = self.0.has_protected || terms.has_protected();
        let outer = Some(self.clone());
        Active(Rc::new(Layer {
            terms,
            outer,
            previous,
            settings,
            is_bundled,
            has_bundled,
            has_aliases,
            has_protected,
            layers,
        }))
    }

    /// The same definitions with another context to go back to.
    pub(super) fn going_back_to(&self, previous: Option<Active>) -> Self {
        self.with(Terms::None, self.0.settings.clone(), previous)
    }

    pub(super) fn with_table(&self, table: &'static Table, previous: Option<Active>) -> Self {
        self.with(Terms::Table(table), self.0.settings.clone(), previous)
    }

    /// Whether both are one and the same.
    pub(super) fn is(&self, other: &Active) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(super) fn previous(&self) -> Option<&Active> {
        self.0.previous.as_ref()
    }

    pub(super) fn is_bundled(&self) -> bool {
        self.0.is_bundled
    }

    pub(super) fn has_bundled(&self) -> bool {
        self.0.has_bundled
    }

    /// Whether the only other names of keywords are `id` and `type`, and both are.
    pub(super) fn is_usual(&self) -> bool {
        self.0.is_bundled && self.0.has_aliases
    }

    pub(super) fn layers(&self) -> u16 {
        self.0.layers
    }

    /// The definition of a name.
    pub(super) fn find(&self, name: &str) -> Option<Definition<'_>> {
        let hash = hash(name);
        let mut layer = &self.0;
        loop {
            let found = match &layer.terms {
                Terms::None => None,
                Terms::Table(table) => table.get(name, hash).copied(),
                Terms::Owned(owned) => owned.get(name).map(|definition| definition.view()),
            };
            if found.is_some() {
                return found;
            }
            layer = &layer.outer.as_ref()?.0;
        }
    }

    /// The name by which a document under the crate's contexts says an IRI, if it is not this one: whoever reads its
    /// members would miss what goes by another. A class has a name in capitals, also where a member has its IRI.
    pub(super) fn proper_name(&self, name: &str, iri: &str, is_class: bool) -> Option<&'static str> {
        let fits = |name: &str| is_class == is_class_name(name);
        let is_plain = self.is_bundled() && !name.contains(':');
        if !self.has_bundled() || (fits(name) && (is_plain || self.names_as_bundled(name))) {
            return None;
        }
        // A document may name a context again and again.
        let mut seen: Vec<&Table> = Vec::new();
        let mut layer = Some(self);
        while let Some(Active(found)) = layer {
            if let Terms::Table(table) = found.terms
                && !seen.iter().any(|before| std::ptr::eq(*before, table))
            {
                seen.push(table);
                let says_it = |term: &&Term| term.definition.meaning == Meaning::Iri(iri) && fits(term.name);
                let other = table.terms().iter().find(says_it).map(|term| term.name);
                if let Some(other) = other.filter(|other| *other != name && self.names_as_bundled(other)) {
                    return Some(other);
                }
            }
            layer = found.outer.as_ref();
        }
        None
    }

    /// Whether a name has its meaning from a context of the crate's.
    fn names_as_bundled(&self, name: &str) -> bool {
        let mut layer = Some(self);
        while let Some(Active(found)) = layer {
            match &found.terms {
                Terms::Table(table) if table.get(name, hash(name)).is_some() => return true,
                Terms::Owned(owned) if owned.contains_key(name) => return false,
                _ => layer = found.outer.as_ref(),
            }
        }
        false
    }

    /// Whether any definition in force is protected. What a layer hides it may not have hidden if it was, so all count.
    pub(super) fn has_protected(&self) -> bool {
        self.0.has_protected
    }

    /// Whether the crate's own tables are all there is.
    pub(super) fn is_bundled_only(&self) -> bool {
        self.0.is_bundled && self.0.settings == Settings::default()
    }

    /// The tables in force, the last added first, and after none those to go back to.
    pub(super) fn push_tables(&self, tables: &mut Vec<Option<&'static Table>>) {
        let mut layer = Some(self);
        while let Some(Active(current)) = layer {
            if let Terms::Table(table) = current.terms {
                tables.push(Some(table));
            }
            layer = current.outer.as_ref();
        }
        if let Some(previous) = &self.0.previous {
            tables.push(None);
            previous.push_tables(tables);
        }
    }

    /// The definitions, if they are all there is.
    pub(super) fn only_layer(&self) -> Option<Arc<HashMap<String, Owned>>> {
        match (&self.0.terms, self.0.layers, self.0.settings == Settings::default()) {
            (Terms::Owned(owned), 1, true) => Some(Arc::clone(owned)),
            _ => None,
        }
    }

    /// Every name in force, for suggestions.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = self.0.outer.as_ref().map(Active::names).unwrap_or_default();
        match &self.0.terms {
            Terms::None => {}
            Terms::Table(table) => names.extend(table.terms().iter().map(|term| term.name)),
            Terms::Owned(owned) => {
                // The map has another order each time.
                let own = names.len();
                names.extend(owned.keys().map(String::as_str));
                names.get_mut(own..).unwrap_or_default().sort_unstable();
            }
        }
        names
    }

    /// What a member name stands for, if it is another name for a keyword or one itself.
    pub(super) fn keyword(&self, name: &str) -> Option<Keyword> {
        if name.starts_with('@') {
            return Keyword::of(name);
        }
        if self.is_bundled() {
            let keyword = match name {
                "id" => Keyword::Id,
                "type" => Keyword::Type,
                _ => return None,
            };
            if self.0.has_aliases {
                return Some(keyword);
            }
        }
        match self.find(name)?.meaning {
            Meaning::Keyword(keyword) => Some(keyword),
            _ => None,
        }
    }

    /// A type or the value of a `@vocab` member: a name, or an IRI, if need be against the base.
    pub(super) fn expand_name<'a>(&'a self, word: &'a str) -> Expanded<'a> {
        expand(word, |name| self.find(name), self.settings(), Names::AndBase)
    }

    /// The name of a property.
    pub(super) fn expand_property<'a>(&'a self, word: &'a str) -> Expanded<'a> {
        expand(word, |name| self.find(name), self.settings(), Names::Only)
    }

    /// An id: an IRI, if need be against the base.
    pub(super) fn expand_id<'a>(&'a self, word: &'a str) -> Expanded<'a> {
        expand(word, |name| self.find(name), self.settings(), Names::No)
    }
}

/// Whether a name is one of the crate's contexts for a class; those for members begin with a small letter.
pub(super) fn is_class_name(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether a word may be a defined name, and whether the base counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    No,
    Only,
    AndBase,
}

/// IRI Expansion (JSON-LD 1.1 API, section 5.2), for words whose definitions are complete.
pub(super) fn expand<'a>(
    word: &'a str,
    find: impl Fn(&str) -> Option<Definition<'a>>,
    settings: &'a Settings,
    names: Names,
) -> Expanded<'a> {
    if word.starts_with('@') {
        if let Some(keyword) = Keyword::of(word) {
            return Expanded::Keyword(keyword);
        }
        if looks_like_keyword(word) {
            return Expanded::Null;
        }
    }
    match find(word).map(|definition| definition.meaning) {
        Some(Meaning::Keyword(keyword)) => return Expanded::Keyword(keyword),
        Some(Meaning::Iri(iri)) if names != Names::No => return Expanded::Iri(Cow::Borrowed(iri)),
        Some(Meaning::Null) if names != Names::No => return Expanded::Null,
        _ => {}
    }
    if let Some((prefix, suffix)) = word.split_once(':')
        && !prefix.is_empty()
    {
        if prefix == "_" || suffix.starts_with("//") {
            return Expanded::Iri(Cow::Borrowed(word));
        }
        if let Some(definition) = find(prefix)
            && let (Meaning::Iri(iri), true) = (definition.meaning, definition.prefix)
        {
            return Expanded::Iri(Cow::Owned(format!("{iri}{suffix}")));
        }
        if iri::is_scheme(prefix) {
            return Expanded::Iri(Cow::Borrowed(word));
        }
    }
    if names != Names::No
        && let Some(vocab) = &settings.vocab
    {
        return Expanded::Iri(Cow::Owned(format!("{vocab}{word}")));
    }
    if names == Names::Only {
        return Expanded::Relative;
    }
    match settings.base.as_deref().and_then(|base| iri::resolve(base, word)) {
        Some(resolved) => Expanded::Iri(Cow::Owned(resolved)),
        None => Expanded::Relative,
    }
}
