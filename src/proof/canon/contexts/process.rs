//! From contexts in JSON to definitions: Context Processing and Create Term Definition (JSON-LD 1.1 API, sections 4.1 and
//! 4.2).

use std::collections::HashMap;
use std::sync::Arc;

use super::definition::{Coercion, Container, Definition, Direction, Keyword, Meaning, Scope, looks_like_keyword};
use super::{Contexts, Table};
use crate::document::{Document, Kind, Node};
use crate::finding::Code;
use crate::proof::canon::active::{Active, Expanded, Names, Settings, expand};
use crate::proof::canon::iri;
use crate::text::quoted;

/// The deepest that contexts may name each other.
const MOST_REMOTE: usize = 8;

/// The most layers of definitions on top of each other: every lookup may have to go through all.
const MOST_LAYERS: u16 = 128;

/// The definitions of one context.
#[derive(Clone)]
pub(crate) enum Terms {
    None,
    Table(&'static Table),
    Owned(Arc<HashMap<String, Owned>>),
}

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

/// Why a context cannot be used.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) message: String,
}

type Result<T> = std::result::Result<T, Problem>;

/// What is wrong with a context, with the name that JSON-LD has for it.
fn invalid<T>(what: impl AsRef<str>, name: &str) -> Result<T> {
    Err(Problem { code: Code::JsonLdInvalidContext, message: format!("{} ({name})", what.as_ref()) })
}

fn unsupported<T>(message: impl Into<String>) -> Result<T> {
    Err(Problem { code: Code::JsonLdUnsupported, message: message.into() })
}

/// How a context comes into force.
#[derive(Clone, Copy)]
pub(crate) struct Manner<'m> {
    /// Whether nodes inside have it too; a context may say otherwise.
    pub(crate) propagates: bool,
    /// Whether it may define protected terms anew: that of a property.
    pub(crate) overrides: bool,
    /// The address of the document that the context stands in; none for the document itself.
    pub(crate) at: Option<&'m str>,
}

/// The most tables remembered; looking them up is a comparison of pointers each.
const MOST_KNOWN: usize = 32;

/// What came of a table after a context.
struct Known {
    before: Active,
    table: &'static Table,
    propagates: bool,
    overrides: bool,
    result: Active,
}

/// Brings contexts into force.
pub(crate) struct Processor<'r> {
    registry: &'r Contexts,
    initial: Active,
    /// Whether the newer form of the Open Badges 3.0.3 context is meant.
    pub(crate) newer: bool,
    steps: u64,
    /// Tables that came into force before, where, and what came of it: a badge has many nodes of few types.
    known: Vec<Known>,
    /// Those being processed, from the outside in.
    remote: Vec<String>,
}

impl<'r> Processor<'r> {
    pub(crate) fn new(registry: &'r Contexts, base: Option<&str>, steps: u64) -> Self {
        let initial = Active::initial(base.map(Arc::from));
        Processor { registry, initial, newer: false, steps, known: Vec::new(), remote: Vec::new() }
    }

    pub(crate) fn initial(&self) -> &Active {
        &self.initial
    }

    fn spend(&mut self, steps: usize) -> Result<()> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        match self.steps.checked_sub(steps) {
            Some(rest) => self.steps = rest,
            None => {
                let message = "the contexts take too many steps to process".to_owned();
                return Err(Problem { code: Code::JsonLdTooCostly, message });
            }
        }
        Ok(())
    }

    /// The scope of a definition.
    pub(crate) fn scope(&mut self, active: &Active, scope: Scope<'_>, manner: Manner<'_>) -> Result<Active> {
        match scope {
            Scope::None => Ok(active.clone()),
            Scope::Null => self.reset(active, manner),
            Scope::Table(table) => self.table(active, table, manner),
            Scope::Json(document, at) => self.context(active, document.root(), Manner { at, ..manner }),
        }
    }

    /// The value of a `@context`.
    pub(crate) fn context(&mut self, active: &Active, local: Node<'_>, manner: Manner<'_>) -> Result<Active> {
        self.process(active, local, manner, false)
    }

    /// In a list of contexts the standard does not look at `@propagate`, and others follow that of the first.
    pub(crate) fn check_listed(context: Node<'_>) -> Result<()> {
        match context.get("@propagate") {
            Some(_) => unsupported("`@propagate` in one of several contexts is not supported"),
            None => Ok(()),
        }
    }

    fn process(&mut self, active: &Active, local: Node<'_>, manner: Manner<'_>, validating: bool) -> Result<Active> {
        let mut manner = manner;
        if let Some(propagates) = local.get("@propagate") {
            manner.propagates = match propagates.as_bool() {
                Some(propagates) => propagates,
                None => return invalid("`@propagate` must be true or false", "invalid @propagate value"),
            };
        }
        let mut result = active.clone();
        if !manner.propagates && result.previous().is_none() {
            result = result.going_back_to(Some(active.clone()));
        }
        for context in local.one_or_many() {
            self.spend(1)?;
            if local.kind() == Kind::Array {
                Self::check_listed(context)?;
            }
            if result.layers() > MOST_LAYERS {
                let message = format!("more than {MOST_LAYERS} contexts are in force at one place");
                return Err(Problem { code: Code::JsonLdTooCostly, message });
            }
            result = match context.kind() {
                Kind::Null => self.reset(&result, manner)?,
                Kind::String => self.named(&result, &context.as_str().unwrap_or_default(), manner, validating)?,
                Kind::Object => self.definitions(&result, context, manner)?,
                _ => {
                    let message = "a context must be a URL, an object or null";
                    return invalid(message, "invalid local context");
                }
            };
        }
        Ok(result)
    }

    /// Nothing stays in force.
    fn reset(&mut self, active: &Active, manner: Manner<'_>) -> Result<Active> {
        if !manner.overrides && active.has_protected() {
            return invalid("a null context would drop protected terms", "invalid context nullification");
        }
        let previous = (!manner.propagates).then(|| active.clone());
        Ok(if previous.is_some() { self.initial.going_back_to(previous) } else { self.initial.clone() })
    }

    /// A context by its address.
    fn named(&mut self, active: &Active, reference: &str, manner: Manner<'_>, validating: bool) -> Result<Active> {
        if let Some(table) = super::by_url(reference, self.newer) {
            return self.table(active, table, manner);
        }
        let base = manner.at.or(self.initial.settings().base.as_deref());
        let resolved = base.and_then(|base| iri::resolve(base, reference));
        let url = resolved.as_deref().unwrap_or(reference);
        // A scope is looked at where it is defined, to find faults; there it may name the context it stands in.
        if validating && self.remote.iter().any(|seen| seen == url) {
            return Ok(active.clone());
        }
        if self.remote.len() >= MOST_REMOTE {
            return invalid(format!("contexts name each other more than {MOST_REMOTE} deep"), "context overflow");
        }
        let Some(registered) = self.registry.get(url) else {
            let message = format!("the context {} is not known", quoted(reference));
            return Err(Problem { code: Code::JsonLdUnknownContext, message });
        };
        if let Some(terms) = registered.compiled_for(active, manner) {
            return Ok(active.with(terms, active.settings().clone(), active.previous().cloned()));
        }
        self.remote.push(url.to_owned());
        let manner = Manner { at: Some(url), ..manner };
        let result = self.process(active, registered.context(), manner, validating);
        self.remote.pop();
        result
    }

    /// A context that comes with the crate.
    fn table(&mut self, active: &Active, table: &'static Table, manner: Manner<'_>) -> Result<Active> {
        let Manner { propagates, overrides, .. } = manner;
        let is_it = |known: &&Known| {
            std::ptr::eq(known.table, table)
                && known.before.is(active)
                && (known.propagates, known.overrides) == (propagates, overrides)
        };
        if let Some(known) = self.known.iter().rev().find(is_it) {
            return Ok(known.result.clone());
        }
        let result = self.new_table(active, table, manner)?;
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        let (before, after) = (active.clone(), result.clone());
        self.known.push(Known { before, table, propagates, overrides, result: after });
        Ok(result)
    }

    fn new_table(&mut self, active: &Active, table: &'static Table, manner: Manner<'_>) -> Result<Active> {
        if active.layers() > 0 {
            self.spend(table.terms().len())?;
            if !manner.overrides {
                for term in table.terms() {
                    if let Some(before) = active.find(term.name)
                        && before.protected
                        && !before.is_same(&term.definition)
                    {
                        return redefined(term.name);
                    }
                }
            }
            for (name, taken_for) in table.free() {
                let found =
                    active.find(name).filter(|definition| definition.prefix).map(|definition| definition.meaning);
                if found != taken_for.map(Meaning::Iri) {
                    let message = format!("a published context rests on the name {}", quoted(name));
                    return unsupported(message + ", which another context defines here");
                }
            }
        }
        let previous = match active.previous() {
            None if !manner.propagates => Some(active.clone()),
            previous => previous.cloned(),
        };
        Ok(active.with_table(table, previous))
    }

    fn definitions(&mut self, active: &Active, context: Node<'_>, manner: Manner<'_>) -> Result<Active> {
        if context.get("@version").is_some_and(|version| version.as_number() != Some("1.1")) {
            return invalid("`@version` must be 1.1", "invalid @version value");
        }
        if context.get("@import").is_some() {
            return unsupported("`@import` in a context is not supported");
        }
        let mut settings = active.settings().clone();
        // The base of the document is no business of contexts kept elsewhere.
        if let Some(base) = context.get("@base").filter(|_| manner.at.is_none() && self.remote.is_empty()) {
            settings.base = self.base(base, &settings)?;
        }
        if let Some(vocab) = context.get("@vocab") {
            settings.vocab = vocabulary(active, vocab, &settings)?;
        }
        if let Some(language) = context.get("@language") {
            settings.language = match (language.as_str(), language.kind()) {
                (Some(language), _) => Some(language.as_ref().into()),
                (None, Kind::Null) => None,
                _ => return invalid("`@language` must be a string or null", "invalid default language"),
            };
        }
        if let Some(value) = context.get("@direction") {
            settings.direction = direction(value)?;
        }
        let protected = match context.get("@protected") {
            None => false,
            Some(protected) => match protected.as_bool() {
                Some(protected) => protected,
                None => return invalid("`@protected` must be true or false", "invalid @protected value"),
            },
        };
        let mut builder = Builder {
            processor: self,
            active,
            settings,
            manner,
            protected,
            own: HashMap::new(),
            state: HashMap::new(),
            scopes: Vec::new(),
        };
        for (name, value) in context.members() {
            if !matches!(
                name.as_ref(),
                "@base" | "@direction" | "@import" | "@language" | "@propagate" | "@protected" | "@version" | "@vocab"
            ) {
                builder.define(context, &name, value)?;
            }
        }
        let (own, settings, scopes) = (builder.own, builder.settings, builder.scopes);
        if own.is_empty() && settings == *active.settings() {
            return Ok(active.clone());
        }
        let terms = if own.is_empty() { Terms::None } else { Terms::Owned(Arc::new(own)) };
        let result = active.with(terms, settings, active.previous().cloned());
        for term in scopes {
            if let Some(definition) = result.find(&term) {
                self.try_scope(&result, &term, definition.scope)?;
            }
        }
        Ok(result)
    }

    /// Processes a scope for its faults only: what it means is decided where it comes into force.
    fn try_scope(&mut self, active: &Active, term: &str, scope: Scope<'_>) -> Result<()> {
        let Scope::Json(document, at) = scope else { return Ok(()) };
        let manner = Manner { propagates: true, overrides: true, at };
        match self.process(active, document.root(), manner, true) {
            Err(problem) if problem.code == Code::JsonLdInvalidContext => {
                let message = format!("the context of the term {}: {}", quoted(term), problem.message);
                invalid(message, "invalid scoped context")
            }
            result => result.map(|_| ()),
        }
    }

    fn base(&self, base: Node<'_>, settings: &Settings) -> Result<Option<Arc<str>>> {
        let text = match (base.as_str(), base.kind()) {
            (Some(text), _) => text,
            (None, Kind::Null) => return Ok(None),
            _ => return invalid("`@base` must be an IRI or null", "invalid base IRI"),
        };
        if iri::is_absolute(&text) {
            return Ok(Some(text.as_ref().into()));
        }
        match settings.base.as_deref().and_then(|base| iri::resolve(base, &text)) {
            Some(resolved) => Ok(Some(resolved.into())),
            None => invalid(format!("`@base` is {}, which is no IRI", quoted(&text)), "invalid base IRI"),
        }
    }
}

fn vocabulary(active: &Active, vocab: Node<'_>, settings: &Settings) -> Result<Option<Arc<str>>> {
    let text = match (vocab.as_str(), vocab.kind()) {
        (Some(text), _) => text,
        (None, Kind::Null) => return Ok(None),
        _ => return invalid("`@vocab` must be a string or null", "invalid vocab mapping"),
    };
    match expand(&text, |name| active.find(name), settings, Names::AndBase) {
        Expanded::Iri(iri) => Ok(Some(iri.as_ref().into())),
        _ => invalid(format!("`@vocab` is {}, which is no IRI", quoted(&text)), "invalid vocab mapping"),
    }
}

fn direction(value: Node<'_>) -> Result<Option<Direction>> {
    match (value.as_str().as_deref(), value.kind()) {
        (Some("ltr"), _) => Ok(Some(Direction::LeftToRight)),
        (Some("rtl"), _) => Ok(Some(Direction::RightToLeft)),
        (None, Kind::Null) => Ok(None),
        _ => invalid("`@direction` must be `ltr`, `rtl` or null", "invalid base direction"),
    }
}

fn redefined<T>(term: &str) -> Result<T> {
    let message = format!("the term {} is protected and would be defined anew", quoted(term));
    invalid(message, "protected term redefinition")
}

/// The definitions of one context while they are made.
struct Builder<'b, 'r> {
    processor: &'b mut Processor<'r>,
    active: &'b Active,
    settings: Settings,
    manner: Manner<'b>,
    protected: bool,
    own: HashMap<String, Owned>,
    /// The terms begun, and whether they are done.
    state: HashMap<String, bool>,
    /// The terms with a scope.
    scopes: Vec<String>,
}

impl Builder<'_, '_> {
    fn find(&self, name: &str) -> Option<Definition<'_>> {
        match (self.own.get(name), self.state.get(name)) {
            (Some(own), _) => Some(own.view()),
            // What was defined before does not count while a term is defined anew.
            (None, Some(_)) => None,
            (None, None) => self.active.find(name),
        }
    }

    /// What a word in a definition stands for; the terms it rests on are defined first.
    fn expand(&mut self, context: Node<'_>, word: &str) -> Result<OwnedWord> {
        // What is before `://` is a scheme.
        let prefix = word.split_once(':').filter(|(_, rest)| !rest.starts_with("//")).map(|(prefix, _)| prefix);
        for name in [Some(word), prefix].into_iter().flatten() {
            if self.state.get(name) != Some(&true)
                && !name.starts_with('@')
                && let Some(value) = context.get(name)
            {
                self.define(context, name, value)?;
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
    fn define(&mut self, context: Node<'_>, term: &str, value: Node<'_>) -> Result<()> {
        match self.state.get(term) {
            Some(true) => return Ok(()),
            Some(false) => {
                let message = format!("the term {} is defined by itself", quoted(term));
                return invalid(message, "cyclic IRI mapping");
            }
            None => {}
        }
        self.processor.spend(1)?;
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
            Kind::String => self.means(&mut definition, context, term, value, true)?,
            Kind::Object => self.object(&mut definition, context, term, value)?,
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
            self.own.insert(term.to_owned(), definition);
        }
        self.state.insert(term.to_owned(), true);
        Ok(())
    }

    /// A definition that is an object; false if the term is not to be defined.
    fn object(&mut self, definition: &mut Owned, context: Node<'_>, term: &str, value: Node<'_>) -> Result<bool> {
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
            self.coercion(definition, context, term, coercion)?;
        }
        if let Some(reverse) = value.get("@reverse") {
            return self.reverse(definition, context, term, value, reverse);
        }
        let id = value.get("@id").filter(|id| id.as_str().as_deref() != Some(term));
        if !self.means(definition, context, term, id.unwrap_or(value), false)? {
            return Ok(false);
        }
        if let Some(container) = value.get("@container") {
            definition.shape.container = container_of(definition, term, container)?;
        }
        if let Some(index) = value.get("@index") {
            let text = index.as_str().filter(|_| definition.shape.container.has(Container::INDEX));
            let expanded = text.as_ref().map(|text| self.expand(context, text)).transpose()?;
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

    fn coercion(&mut self, definition: &mut Owned, context: Node<'_>, term: &str, coercion: Node<'_>) -> Result<()> {
        let text = coercion.as_str();
        let expanded = text.as_ref().map(|text| self.expand(context, text)).transpose()?;
        definition.shape.coercion = match (expanded, text.as_deref()) {
            (Some(OwnedWord::Keyword(Keyword::Id)), _) => Coercion::Id,
            (Some(OwnedWord::Keyword(Keyword::Json)), _) => Coercion::Json,
            (Some(OwnedWord::Keyword(Keyword::None)), _) => Coercion::Plain,
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

    fn reverse(
        &mut self,
        definition: &mut Owned,
        context: Node<'_>,
        term: &str,
        value: Node<'_>,
        reverse: Node<'_>,
    ) -> Result<bool> {
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
        match self.expand(context, &text)? {
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
    fn means(
        &mut self,
        definition: &mut Owned,
        context: Node<'_>,
        term: &str,
        id: Node<'_>,
        is_simple: bool,
    ) -> Result<bool> {
        // A plain string that is the term itself says as much as no `@id`.
        let text = id.as_str().filter(|text| !is_simple || text != term);
        match (text, id.kind()) {
            (Some(text), _) => {
                if looks_like_keyword(&text) && Keyword::of(&text).is_none() {
                    return Ok(false);
                }
                let meaning = self.expand(context, &text)?;
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
                    let own = self.expand_new(context, term)?;
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
            (None, Kind::Object | Kind::String) => self.means_itself(definition, context, term),
            _ => invalid(format!("`@id` in the definition of {} is no string", quoted(term)), "invalid IRI mapping"),
        }
    }

    /// The term is its own IRI: compact, relative to the vocabulary, or `@type`.
    fn means_itself(&mut self, definition: &mut Owned, context: Node<'_>, term: &str) -> Result<bool> {
        if term == "@type" {
            definition.means(Meaning::Keyword(Keyword::Type));
            return Ok(true);
        }
        match self.expand_new(context, term)? {
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
    fn expand_new(&mut self, context: Node<'_>, term: &str) -> Result<OwnedWord> {
        if let Some((prefix, suffix)) = term.split_once(':')
            && !prefix.is_empty()
            && !suffix.starts_with("//")
            && self.state.get(prefix) != Some(&true)
            && let Some(value) = context.get(prefix)
        {
            self.define(context, prefix, value)?;
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
