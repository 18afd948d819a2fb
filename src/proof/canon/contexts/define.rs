//! One context's definitions, from JSON: Create Term Definition (JSON-LD 1.1 API, section 4.2).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::definition::{Coercion, Container, Definition, Keyword, Meaning, Scope, looks_like_keyword};
use super::process::{LONGEST, Manner, Problem, Processor, Result, direction, invalid, redefined, too_long};
use crate::document::{Document, Kind, Node};
use crate::finding::Code;
use crate::proof::canon::active::{Active, Expanded, Names, Settings, expand};
use crate::proof::canon::iri;
use crate::text::quoted;

/// The deepest that terms may rest on each other.
const DEEPEST: usize = 32;

/// A definition that was read from JSON: the texts of `shape` are beside it.
#[derive(Debug, Clone)]
pub(crate) struct Owned {
    shape: Definition<'static>,
    iri: String,
    datatype: String,
    language: String,
    index: String,
    scope: Option<(Document, Option<Arc<str>>)>,
}

impl Owned {
    fn new() -> Self {
        let texts = [(); 4].map(|()| String::new());
        let [iri, datatype, language, index] = texts;
        Owned { shape: Definition::new(Meaning::Null), iri, datatype, language, index, scope: None }
    }

    pub(crate) fn view(&self) -> Definition<'_> {
        Definition {
            meaning: match self.shape.meaning {
                Meaning::Iri(_) => Meaning::Iri(&self.iri),
                other => other,
            },
            coercion: match self.shape.coercion {
                Coercion::Datatype(_) => Coercion::Datatype(&self.datatype),
                other => other,
            },
            language: self.shape.language.map(|language| language.map(|_| self.language.as_str())),
            index: self.shape.index.map(|_| self.index.as_str()),
            scope: match &self.scope {
                Some((context, _)) if context.root().kind() == Kind::Null => Scope::Null,
                Some((context, base)) => Scope::Json(context, base.as_deref()),
                None => self.shape.scope,
            },
            ..self.shape
        }
    }

    /// The length of its longest text.
    pub(super) fn longest(&self) -> usize {
        [&self.iri, &self.datatype, &self.language, &self.index].map(String::len).into_iter().max().unwrap_or_default()
    }

    fn means(&mut self, meaning: Meaning<'_>) {
        self.shape.meaning = match meaning {
            Meaning::Null => Meaning::Null,
            Meaning::Keyword(keyword) => Meaning::Keyword(keyword),
            Meaning::Iri(iri) => {
                iri.clone_into(&mut self.iri);
                Meaning::Iri("")
            }
        };
    }
}

/// The definitions of one context while they are made.
pub(super) struct Builder<'b, 'r> {
    processor: &'b mut Processor<'r>,
    active: &'b Active,
    settings: Settings,
    manner: Manner<'b>,
    protected: bool,
    /// The definitions as they stand in the context.
    local: HashMap<Cow<'b, str>, Node<'b>>,
    own: HashMap<String, Owned>,
    /// The terms begun, and whether they are done.
    state: HashMap<String, bool>,
    /// The terms with a scope.
    scopes: Vec<String>,
    /// How many definitions are begun, each for the one before.
    begun: usize,
}

impl<'b, 'r> Builder<'b, 'r> {
    pub(super) fn new(
        processor: &'b mut Processor<'r>,
        active: &'b Active,
        context: Node<'b>,
        settings: Settings,
        manner: Manner<'b>,
        protected: bool,
    ) -> Self {
        let (local, own, state, scopes) = (context.members().collect(), HashMap::new(), HashMap::new(), Vec::new());
        Builder { processor, active, settings, manner, protected, local, own, state, scopes, begun: 0 }
    }

    /// The definitions, the settings as they were handed in, and the terms with a scope.
    pub(super) fn finish(self) -> (HashMap<String, Owned>, Settings, Vec<String>) {
        (self.own, self.settings, self.scopes)
    }

    fn find(&self, name: &str) -> Option<Definition<'_>> {
        match (self.own.get(name), self.state.get(name)) {
            (Some(own), _) => Some(own.view()),
            // What was defined before does not count while a term is defined anew.
            (None, Some(_)) => None,
            (None, None) => self.active.find(name),
        }
    }

    /// What a word in a definition stands for; the terms it rests on are defined first.
    fn expand(&mut self, word: &str) -> Result<OwnedWord> {
        // What is before `://` is a scheme.
        let prefix = word.split_once(':').filter(|(_, rest)| !rest.starts_with("//")).map(|(prefix, _)| prefix);
        for name in [Some(word), prefix].into_iter().flatten() {
            if self.state.get(name) != Some(&true)
                && !name.starts_with('@')
                && let Some(value) = self.local.get(name).copied()
            {
                self.define(name, value)?;
            }
        }
        Ok(match expand(word, |name| self.find(name), &self.settings, Names::Only) {
            Expanded::Null => OwnedWord::Null,
            Expanded::Keyword(keyword) => OwnedWord::Keyword(keyword),
            Expanded::Iri(iri) => OwnedWord::Iri(iri.into_owned()),
            Expanded::Relative => OwnedWord::Relative,
        })
    }

    /// Create Term Definition.
    pub(super) fn define(&mut self, term: &str, value: Node<'_>) -> Result<()> {
        match self.state.get(term) {
            Some(true) => return Ok(()),
            Some(false) => {
                let message = format!("the term {} is defined by itself", quoted(term));
                return invalid(message, "cyclic IRI mapping");
            }
            None => {}
        }
        self.processor.spend(1)?;
        if self.begun >= DEEPEST {
            let message = format!("a context has terms that rest on each other more than {DEEPEST} deep");
            return Err(Problem { code: Code::JsonLdTooCostly, message });
        }
        self.begun += 1;
        self.create(term, value)?;
        self.begun -= 1;
        Ok(())
    }

    fn create(&mut self, term: &str, value: Node<'_>) -> Result<()> {
        if term.is_empty() {
            return invalid("a term has no name", "invalid term definition");
        }
        if term == "@type" {
            let is_set = value.get("@container").is_none_or(|container| container.as_str().as_deref() == Some("@set"));
            let only = value.members().all(|(name, _)| name == "@container" || name == "@protected");
            if !is_set || !only || value.members().next().is_none() {
                return invalid("`@type` may only be made a set, or protected", "keyword redefinition");
            }
        } else if Keyword::of(term).is_some() {
            return invalid(format!("the keyword {} cannot be defined anew", quoted(term)), "keyword redefinition");
        } else if looks_like_keyword(term) {
            return Ok(());
        }
        self.state.insert(term.to_owned(), false);
        let mut definition = Owned::new();
        definition.shape.protected = self.protected;
        let is_defined = match value.kind() {
            Kind::Null => true,
            Kind::String => self.means(&mut definition, term, value, true)?,
            Kind::Object => self.object(&mut definition, term, value)?,
            _ => {
                let message = format!("the definition of {} is neither a string nor an object", quoted(term));
                return invalid(message, "invalid term definition");
            }
        };
        if is_defined {
            if !self.manner.overrides
                && let Some(before) = self.active.find(term)
                && before.protected
            {
                if !before.is_same(&definition.view()) {
                    return redefined(term);
                }
                definition.shape.protected = true;
            }
            if definition.longest() > LONGEST {
                return too_long();
            }
            self.own.insert(term.to_owned(), definition);
        }
        self.state.insert(term.to_owned(), true);
        Ok(())
    }

    /// A definition that is an object; false if the term is not to be defined.
    fn object(&mut self, definition: &mut Owned, term: &str, value: Node<'_>) -> Result<bool> {
        for (name, _) in value.members() {
            if !matches!(
                name.as_ref(),
                "@id"
                    | "@reverse"
                    | "@container"
                    | "@context"
                    | "@direction"
                    | "@index"
                    | "@language"
                    | "@nest"
                    | "@prefix"
                    | "@protected"
                    | "@type"
            ) {
                let message = format!("the definition of {} has the member {}", quoted(term), quoted(&name));
                return invalid(message, "invalid term definition");
            }
        }
        if let Some(protected) = value.get("@protected") {
            definition.shape.protected = match protected.as_bool() {
                Some(protected) => protected,
                None => return invalid("`@protected` must be true or false", "invalid @protected value"),
            };
        }
        if let Some(coercion) = value.get("@type") {
            self.coercion(definition, term, coercion)?;
        }
        if let Some(reverse) = value.get("@reverse") {
            return self.reverse(definition, term, value, reverse);
        }
        let id = value.get("@id").filter(|id| id.as_str().as_deref() != Some(term));
        if !self.means(definition, term, id.unwrap_or(value), false)? {
            return Ok(false);
        }
        if let Some(container) = value.get("@container") {
            definition.shape.container = container_of(definition, term, container)?;
        }
        if let Some(index) = value.get("@index") {
            let text = index.as_str().filter(|_| definition.shape.container.has(Container::INDEX));
            let expanded = text.as_ref().map(|text| self.expand(text)).transpose()?;
            match (text, expanded) {
                (Some(text), Some(OwnedWord::Iri(_))) => {
                    text.as_ref().clone_into(&mut definition.index);
                    definition.shape.index = Some("");
                }
                _ => {
                    let message =
                        format!("`@index` in the definition of {} is not the name of a property", quoted(term));
                    return invalid(message, "invalid term definition");
                }
            }
        }
        if let Some(scope) = value.get("@context") {
            self.scope(definition, term, scope);
        }
        if let Some(language) = value.get("@language").filter(|_| value.get("@type").is_none()) {
            definition.shape.language = Some(match (language.as_str(), language.kind()) {
                (Some(language), _) => {
                    language.as_ref().clone_into(&mut definition.language);
                    Some("")
                }
                (None, Kind::Null) => None,
                _ => return invalid("`@language` must be a string or null", "invalid language mapping"),
            });
        }
        if let Some(value) = value.get("@direction").filter(|_| value.get("@type").is_none()) {
            definition.shape.direction = Some(direction(value)?);
        }
        if let Some(nest) = value.get("@nest") {
            match nest.as_str().as_deref() {
                Some(name) if name == "@nest" || Keyword::of(name).is_none() => definition.shape.nest = true,
                _ => return invalid("`@nest` must be a name or `@nest`", "invalid @nest value"),
            }
        }
        if let Some(prefix) = value.get("@prefix") {
            if term.contains([':', '/']) {
                return invalid("a term with `:` or `/` cannot be a prefix", "invalid term definition");
            }
            match (prefix.as_bool(), definition.shape.meaning) {
                (None, _) => return invalid("`@prefix` must be true or false", "invalid @prefix value"),
                (Some(true), Meaning::Keyword(_)) => {
                    return invalid("another name for a keyword cannot be a prefix", "invalid term definition");
                }
                (Some(prefix), _) => definition.shape.prefix = prefix,
            }
        }
        Ok(true)
    }

    fn coercion(&mut self, definition: &mut Owned, term: &str, coercion: Node<'_>) -> Result<()> {
        let text = coercion.as_str();
        let expanded = text.as_ref().map(|text| self.expand(text)).transpose()?;
        definition.shape.coercion = match (expanded, text.as_deref()) {
            (Some(OwnedWord::Keyword(Keyword::Id)), _) => Coercion::Id,
            (Some(OwnedWord::Keyword(Keyword::Json)), _) => Coercion::Json,
            (Some(OwnedWord::Keyword(Keyword::None)), _) => Coercion::None,
            (Some(OwnedWord::Keyword(Keyword::Other)), Some("@vocab")) => Coercion::Vocab,
            (Some(OwnedWord::Iri(iri)), _) if iri::is_absolute(&iri) => {
                definition.datatype = iri;
                Coercion::Datatype("")
            }
            _ => {
                let message = format!("`@type` in the definition of {} is no IRI", quoted(term));
                return invalid(message, "invalid type mapping");
            }
        };
        Ok(())
    }

    fn reverse(&mut self, definition: &mut Owned, term: &str, value: Node<'_>, reverse: Node<'_>) -> Result<bool> {
        if value.get("@id").is_some() || value.get("@nest").is_some() {
            let message = format!("the definition of {} has both `@reverse` and `@id` or `@nest`", quoted(term));
            return invalid(message, "invalid reverse property");
        }
        let Some(text) = reverse.as_str() else {
            return invalid("`@reverse` must be a string", "invalid IRI mapping");
        };
        if looks_like_keyword(&text) {
            return Ok(false);
        }
        match self.expand(&text)? {
            OwnedWord::Iri(iri) => definition.means(Meaning::Iri(&iri)),
            _ => return invalid(format!("`@reverse` is {}, which is no IRI", quoted(&text)), "invalid IRI mapping"),
        }
        if let Some(container) = value.get("@container") {
            definition.shape.container = match (container.as_str().as_deref(), container.kind()) {
                (Some("@set"), _) => Container::SET,
                (Some("@index"), _) => Container::INDEX,
                (None, Kind::Null) => Container::NONE,
                _ => return invalid("a reverse property can be a set or an index", "invalid reverse property"),
            };
        }
        // The standard ends here; a scope or a language would have no meaning that processors agree on.
        if let Some(scope) = value.get("@context") {
            self.scope(definition, term, scope);
        }
        definition.shape.reverse = true;
        Ok(true)
    }

    /// The meaning of a term: of `id`, which is a string, null, or, where there is none, the definition itself.
    fn means(&mut self, definition: &mut Owned, term: &str, id: Node<'_>, is_simple: bool) -> Result<bool> {
        // A plain string that is the term itself says as much as no `@id`.
        let text = id.as_str().filter(|text| !is_simple || text != term);
        match (text, id.kind()) {
            (Some(text), _) => {
                if looks_like_keyword(&text) && Keyword::of(&text).is_none() {
                    return Ok(false);
                }
                let meaning = self.expand(&text)?;
                match &meaning {
                    OwnedWord::Keyword(Keyword::Context) => {
                        return invalid("`@context` cannot have another name", "invalid keyword alias");
                    }
                    OwnedWord::Keyword(keyword) => definition.means(Meaning::Keyword(*keyword)),
                    OwnedWord::Iri(iri) => definition.means(Meaning::Iri(iri)),
                    OwnedWord::Null | OwnedWord::Relative => {
                        let message =
                            format!("the term {} is defined as {}, which is no IRI", quoted(term), quoted(&text));
                        return invalid(message, "invalid IRI mapping");
                    }
                }
                let inner = term.get(1..term.len().saturating_sub(1)).unwrap_or_default();
                if inner.contains(':') || term.contains('/') {
                    self.state.insert(term.to_owned(), true);
                    let own = self.expand_new(term)?;
                    if own != meaning {
                        let message = format!("the term {} is an IRI itself and is defined as another", quoted(term));
                        return invalid(message, "invalid IRI mapping");
                    }
                }
                definition.shape.prefix = is_simple
                    && !term.contains([':', '/'])
                    && matches!(&meaning, OwnedWord::Iri(iri) if
                        iri.starts_with("_:") || iri.ends_with([':', '/', '?', '#', '[', ']', '@']));
                Ok(true)
            }
            (None, Kind::Null) => Ok(true),
            (None, Kind::Object | Kind::String) => self.means_itself(definition, term),
            _ => invalid(format!("`@id` in the definition of {} is no string", quoted(term)), "invalid IRI mapping"),
        }
    }

    /// The term is its own IRI: compact, relative to the vocabulary, or `@type`.
    fn means_itself(&mut self, definition: &mut Owned, term: &str) -> Result<bool> {
        if term == "@type" {
            definition.means(Meaning::Keyword(Keyword::Type));
            return Ok(true);
        }
        match self.expand_new(term)? {
            OwnedWord::Iri(iri) => {
                definition.means(Meaning::Iri(&iri));
                Ok(true)
            }
            _ => {
                let message = format!("the term {} has no IRI, and there is no `@vocab`", quoted(term));
                invalid(message, "invalid IRI mapping")
            }
        }
    }

    /// What a term would stand for if it had no definition. Any defined term may stand before its colon.
    fn expand_new(&mut self, term: &str) -> Result<OwnedWord> {
        if let Some((prefix, suffix)) = term.split_once(':')
            && !prefix.is_empty()
            && !suffix.starts_with("//")
            && self.state.get(prefix) != Some(&true)
            && let Some(value) = self.local.get(prefix).copied()
        {
            self.define(prefix, value)?;
        }
        if let Some((prefix, suffix)) = term.split_once(':')
            && !prefix.is_empty()
            && !suffix.starts_with("//")
            && let Some(Meaning::Iri(iri)) = self.find(prefix).map(|definition| definition.meaning)
        {
            return Ok(OwnedWord::Iri(format!("{iri}{suffix}")));
        }
        let find = |name: &str| if name == term { None } else { self.find(name) };
        Ok(match expand(term, find, &self.settings, Names::Only) {
            Expanded::Null => OwnedWord::Null,
            Expanded::Keyword(keyword) => OwnedWord::Keyword(keyword),
            Expanded::Iri(iri) => OwnedWord::Iri(iri.into_owned()),
            Expanded::Relative => OwnedWord::Relative,
        })
    }

    fn scope(&mut self, definition: &mut Owned, term: &str, scope: Node<'_>) {
        self.scopes.push(term.to_owned());
        definition.scope = Some((scope.to_document(), self.manner.at.map(Arc::from)));
    }
}

#[derive(Debug, PartialEq, Eq)]
enum OwnedWord {
    Null,
    Keyword(Keyword),
    Iri(String),
    Relative,
}

/// The containers of a definition: one of them, or one of the combinations that JSON-LD 1.1 has.
fn container_of(definition: &mut Owned, term: &str, value: Node<'_>) -> Result<Container> {
    let mut all = Container::NONE;
    let mut count = 0;
    let mut known = true;
    for item in value.one_or_many() {
        match item.as_str().and_then(|word| Container::of(&word)) {
            Some(container) => all = all.and(container),
            None => known = false,
        }
        count += 1;
    }
    let rest = all.without(Container::SET);
    let pairs = [Container::INDEX, Container::ID];
    let is_single = [Container::NONE, Container::LIST, Container::LANGUAGE, Container::INDEX]
        .iter()
        .chain(&[Container::ID, Container::TYPE, Container::GRAPH])
        .any(|single| rest == *single);
    let is_pair = pairs.iter().any(|other| rest == Container::GRAPH.and(*other));
    let is_list_set = all.has(Container::LIST) && count > 1;
    if !known || count == 0 || !(is_single || is_pair) || is_list_set {
        let message = format!("`@container` in the definition of {} is {}", quoted(term), quoted(value.raw()));
        return invalid(message, "invalid container mapping");
    }
    if all.has(Container::TYPE) {
        match definition.shape.coercion {
            Coercion::None => definition.shape.coercion = Coercion::Id,
            Coercion::Id | Coercion::Vocab => {}
            _ => return invalid("a map by types holds nodes", "invalid type mapping"),
        }
    }
    Ok(all)
}
