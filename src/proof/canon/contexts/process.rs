//! Brings contexts into force, whatever form they have: Context Processing (JSON-LD 1.1 API, section 4.1).

use std::collections::HashMap;
use std::sync::Arc;

use super::define::{Builder, Owned};
use super::definition::{Direction, Meaning, Scope};
use super::{Contexts, Table};
use crate::document::{Kind, Node};
use crate::finding::Code;
use crate::proof::canon::active::{Active, Expanded, Names, Settings, expand};
use crate::proof::canon::iri;
use crate::text::quoted;

/// The deepest that contexts may name each other.
const MOST_REMOTE: usize = 8;

/// The longest IRI or language in a context: it may be written for every use.
pub(super) const LONGEST: usize = 2_048;

/// The most layers of definitions on top of each other: every lookup may have to go through all.
const MOST_LAYERS: u16 = 128;

/// The definitions of one context.
#[derive(Clone)]
pub(crate) enum Terms {
    None,
    Table(&'static Table),
    Owned(Arc<HashMap<String, Owned>>),
}

impl Terms {
    pub(crate) fn has_protected(&self) -> bool {
        match self {
            Terms::None => false,
            Terms::Table(table) => table.terms().iter().any(|term| term.definition.protected),
            Terms::Owned(owned) => owned.values().any(|definition| definition.view().protected),
        }
    }
}

/// Why a context cannot be used.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) message: String,
}

pub(super) type Result<T> = std::result::Result<T, Problem>;

/// What is wrong with a context, with the name that JSON-LD has for it.
pub(super) fn invalid<T>(what: impl AsRef<str>, name: &str) -> Result<T> {
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

    pub(super) fn spend(&mut self, steps: usize) -> Result<()> {
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
        not_too_many(active)?;
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
            not_too_many(&result)?;
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
        self.spend(registered.lookups())?;
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
        // Scopes inside are copied, whether or not they come into force.
        self.spend(context.raw().len() / 16)?;
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
        let mut builder = Builder::new(self, active, context, settings, manner, protected);
        for (name, value) in context.members() {
            if !matches!(
                name.as_ref(),
                "@base" | "@direction" | "@import" | "@language" | "@propagate" | "@protected" | "@version" | "@vocab"
            ) {
                builder.define(&name, value)?;
            }
        }
        let (own, settings, scopes) = builder.finish();
        let texts = [&settings.vocab, &settings.language, &settings.base];
        let is_long = texts.into_iter().flatten().any(|text| text.len() > LONGEST);
        if is_long {
            return too_long();
        }
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

pub(super) fn too_long<T>() -> Result<T> {
    let message = format!("a context has an IRI or a language of more than {LONGEST} bytes");
    Err(Problem { code: Code::JsonLdTooCostly, message })
}

fn not_too_many(active: &Active) -> Result<()> {
    if active.layers() <= MOST_LAYERS {
        return Ok(());
    }
    let message = format!("more than {MOST_LAYERS} contexts are in force at one place");
    Err(Problem { code: Code::JsonLdTooCostly, message })
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

pub(super) fn direction(value: Node<'_>) -> Result<Option<Direction>> {
    match (value.as_str().as_deref(), value.kind()) {
        (Some("ltr"), _) => Ok(Some(Direction::LeftToRight)),
        (Some("rtl"), _) => Ok(Some(Direction::RightToLeft)),
        (None, Kind::Null) => Ok(None),
        _ => invalid("`@direction` must be `ltr`, `rtl` or null", "invalid base direction"),
    }
}

pub(super) fn redefined<T>(term: &str) -> Result<T> {
    let message = format!("the term {} is protected and would be defined anew", quoted(term));
    invalid(message, "protected term redefinition")
}
