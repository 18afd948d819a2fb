//! Goes over a document with the context tables: makes its statements, and reports whatever would not become one.
//!
//! The rules are those of JSON-LD 1.1 expansion and of its deserialization to RDF, done in one walk: the context of a
//! node's type holds for that node only, the context of a property for all below it.

use super::contexts::{self, Coercion, Container, Context, Scope, Term};
use super::dataset::{self, Dataset, Quad, Span};
use super::iri;
use crate::document::{Document, Kind, Node};
use crate::finding::{Code, Finding};
use crate::text::{did_you_mean, quoted};

/// A suggestion costs a comparison with every term; a document with more faults than this gets none for the rest.
const MOST_HINTS: usize = 20;

/// What the walk found.
pub(super) struct Walked {
    /// Errors, and warnings for what is merely without effect.
    pub(super) findings: Vec<Finding>,
    /// What the document says; of use only if there are no errors.
    pub(super) dataset: Dataset,
    /// For texts that are put together.
    buffer: String,
}

const RDF_TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const RDF_FIRST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>";
const RDF_REST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>";
const RDF_NIL: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";
const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";

/// Goes over the whole document.
pub(super) fn walk(document: &Document) -> Walked {
    let mut walk = Walked { findings: Vec::new(), dataset: Dataset::default(), buffer: String::new() };
    let root = document.root();
    if root.kind() != Kind::Object {
        walk.error(Code::JsonLdUnsupported, root, "a credential is one JSON object");
        return walk;
    }
    // Without the contexts nothing is defined; saying so once is enough.
    if let Some(contexts) = walk.contexts(root) {
        let active = Active { contexts: &contexts, scopes: None };
        walk.node(root, active, true);
    }
    walk
}

/// The terms in force: those of the scopes, the innermost first, then those of the document's contexts.
#[derive(Clone, Copy)]
struct Active<'a> {
    contexts: &'a [&'static Context],
    scopes: Option<&'a Layer<'a>>,
}

/// The terms that the node's types define for it.
fn scopes(node: Node<'_>, active: Active<'_>) -> Vec<&'static [Term]> {
    let types = node.members().filter(|(name, _)| is_type(name)).flat_map(|(_, value)| value.one_or_many());
    let mut names: Vec<_> = types.filter_map(Node::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.iter().filter_map(|name| added(active.term(name)?.scope)).filter(|terms| !terms.is_empty()).collect()
}

struct Layer<'a> {
    terms: &'static [Term],
    outer: Option<&'a Layer<'a>>,
}

impl Active<'_> {
    fn term(&self, name: &str) -> Option<&'static Term> {
        let mut layer = self.scopes;
        while let Some(l) = layer {
            if let Some(term) = contexts::lookup(l.terms, name) {
                return Some(term);
            }
            layer = l.outer;
        }
        self.contexts.iter().rev().find_map(|context| context.term(name))
    }

    /// The IRI that a name stands for; a term may stand for another term.
    fn expanded<'n>(&self, name: &'n str) -> &'n str {
        match self.term(name) {
            // No term has a colon in its name.
            Some(term) if term.iri.contains(':') => term.iri,
            Some(term) => self.term(term.iri).map_or(term.iri, |other| other.iri),
            None => name,
        }
    }

    /// Every name in force, for suggestions.
    fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.contexts.iter().flat_map(|c| c.terms).map(|t| t.name).collect();
        let mut layer = self.scopes;
        while let Some(l) = layer {
            names.extend(l.terms.iter().map(|t| t.name));
            layer = l.outer;
        }
        names
    }
}

/// The terms that a scope adds; none if it drops everything instead.
fn added(scope: Scope) -> Option<&'static [Term]> {
    match scope {
        Scope::None => Some(&[]),
        Scope::Terms { terms, .. } => Some(terms),
        Scope::Null => None,
    }
}

impl Walked {
    fn error(&mut self, code: Code, node: Node<'_>, message: impl Into<String>) {
        let value = node.as_str().unwrap_or(std::borrow::Cow::Borrowed(node.raw()));
        self.findings.push(Finding::error(code, node.pointer(), message).with_value(&value));
    }

    fn without_effect(&mut self, node: Node<'_>, what: &str) {
        let message = format!("{what} is not covered by a signature");
        self.findings.push(Finding::warning(Code::JsonLdWithoutEffect, node.pointer(), message));
    }

    fn contexts(&mut self, root: Node<'_>) -> Option<Vec<&'static Context>> {
        let Some(list) = root.get("@context") else {
            self.error(Code::JsonLdUnknownContext, root, "there is no `@context`");
            return None;
        };
        let mut contexts = Vec::new();
        let mut all = true;
        for item in list.one_or_many() {
            let known = item.as_str().and_then(|url| contexts::by_url(&url));
            match (known, item.as_str()) {
                // Each costs its processing, for nothing.
                (Some(context), _) if contexts.contains(&context) => {
                    self.error(Code::JsonLdUnsupported, item, "the same context a second time is not supported");
                    all = false;
                }
                (Some(context), _) => contexts.push(context),
                (None, Some(url)) => {
                    let message = format!("the context {} is not known to this crate", quoted(&url));
                    self.error(Code::JsonLdUnknownContext, item, message);
                    all = false;
                }
                (None, None) => {
                    self.error(Code::JsonLdUnsupported, item, "a context inside the document is not supported");
                    all = false;
                }
            }
        }
        if all && contexts.is_empty() {
            self.error(Code::JsonLdUnknownContext, list, "`@context` is empty");
        }
        (all && !contexts.is_empty()).then_some(contexts)
    }

    fn say(&mut self, subject: dataset::Term, predicate: Span, object: dataset::Term) {
        self.dataset.push(Quad { subject, predicate, object, graph: None });
    }

    /// An IRI as N-Quads writes it.
    fn iri(&mut self, iri: &str) -> Span {
        self.buffer.clear();
        self.buffer.push('<');
        self.buffer.push_str(iri);
        self.buffer.push('>');
        self.dataset.keep(&self.buffer)
    }

    /// A literal as N-Quads writes it.
    fn literal(&mut self, text: &str, datatype: Option<&str>) -> dataset::Term {
        self.buffer.clear();
        dataset::push_literal(text, &mut self.buffer);
        if let Some(datatype) = datatype {
            self.buffer.push_str("^^<");
            self.buffer.push_str(datatype);
            self.buffer.push('>');
        }
        dataset::Term::Text(self.dataset.keep(&self.buffer))
    }

    /// A node object, and what it is in the graph. `active` are the terms in force around it, without those of the types
    /// of the node it is in.
    fn node(&mut self, node: Node<'_>, active: Active<'_>, is_root: bool) -> dataset::Term {
        let id = node.members().find(|(name, _)| is_id(name)).map(|(_, value)| value);
        let subject = match id.and_then(Node::as_str) {
            Some(id) => dataset::Term::Text(self.iri(&id)),
            None => dataset::Term::Blank(self.dataset.blank()),
        };
        self.id_and_types(node, subject, active);
        let scopes = scopes(node, active);
        match scopes.as_slice() {
            [] => self.members(node, subject, active, active, is_root),
            [terms] => {
                let layer = Layer { terms, outer: active.scopes };
                self.members(node, subject, Active { scopes: Some(&layer), ..active }, active, is_root);
            }
            // Which of them wins where both define a term, their order in the alphabet would have to say.
            _ => {
                let place = node.get("type").unwrap_or(node);
                self.error(
                    Code::JsonLdUnsupported,
                    place,
                    "several types that define terms of their own are not supported",
                );
            }
        }
        subject
    }

    fn id_and_types(&mut self, node: Node<'_>, subject: dataset::Term, active: Active<'_>) {
        for (name, value) in node.members() {
            if is_id(&name) {
                match value.as_str() {
                    Some(id) => self.reference(value, &id),
                    None => self.error(Code::JsonLdUnsupported, value, "an id must be a string"),
                }
            } else if is_type(&name) {
                if value.kind() == Kind::Array && value.items().next().is_none() {
                    self.without_effect(value, "an empty list");
                }
                for item in value.one_or_many() {
                    match item.as_str() {
                        Some(word) => {
                            self.type_name(item, &word, active);
                            let predicate = self.dataset.keep(RDF_TYPE);
                            let object = self.iri(active.expanded(&word));
                            self.say(subject, predicate, dataset::Term::Text(object));
                        }
                        None => self.error(Code::JsonLdUnsupported, item, "a type must be a string"),
                    }
                }
            }
        }
    }

    fn type_name(&mut self, node: Node<'_>, word: &str, active: Active<'_>) {
        let defined = active.term(word).is_some_and(|term| !matches!(term.scope, Scope::Null));
        if !defined && !iri::is_absolute(word) {
            let message = format!("no context defines the type {}", quoted(word));
            self.error(Code::JsonLdUndefinedType, node, message);
        }
    }

    /// A text that stands for something: an absolute IRI.
    fn reference(&mut self, node: Node<'_>, text: &str) {
        if text.starts_with("_:") {
            self.error(Code::JsonLdUnsupported, node, "labels of blank nodes are not supported");
        } else if !iri::is_absolute(text) {
            self.error(Code::JsonLdRelativeIri, node, format!("{} is not an absolute IRI", quoted(text)));
        }
    }

    fn members(&mut self, node: Node<'_>, subject: dataset::Term, inner: Active<'_>, outer: Active<'_>, is_root: bool) {
        for (name, value) in node.members() {
            if is_id(&name) || is_type(&name) || (is_root && name == "@context") {
                continue;
            }
            if name.starts_with('@') {
                let message = format!("the keyword {} is not supported here", quoted(&name));
                self.error(Code::JsonLdUnsupported, value, message);
                continue;
            }
            match inner.term(&name) {
                Some(term) => self.value(value, subject, term, inner, outer),
                None if iri::is_absolute(&name) => {
                    self.error(Code::JsonLdUnsupported, value, "a member named by an IRI is not supported");
                }
                None => {
                    let names = if self.findings.len() < MOST_HINTS { inner.names() } else { Vec::new() };
                    let hint = did_you_mean(&name, names);
                    let message = format!("no context defines the member {} here{hint}", quoted(&name));
                    self.error(Code::JsonLdUndefinedMember, value, message);
                }
            }
        }
    }

    /// The value of a member: one item or an array of them.
    fn value(
        &mut self,
        value: Node<'_>,
        subject: dataset::Term,
        term: &'static Term,
        inner: Active<'_>,
        outer: Active<'_>,
    ) {
        if term.coercion == Coercion::Json || term.container == Container::Graph {
            let message = format!("the member `{}` is not supported here", term.name);
            return self.error(Code::JsonLdUnsupported, value, message);
        }
        let predicate = self.iri(inner.expanded(term.name));
        let is_list = term.container == Container::List;
        if value.kind() == Kind::Array && !is_list && value.items().next().is_none() {
            self.without_effect(value, "an empty list");
        }
        // A list is a chain of blank nodes, each with its item and the next.
        let mut end = (is_list && value.kind() != Kind::Null).then_some((subject, predicate));
        for item in value.one_or_many() {
            let object = match item.kind() {
                Kind::Null => {
                    self.without_effect(item, "a null");
                    continue;
                }
                Kind::Array => {
                    self.error(Code::JsonLdUnsupported, item, "a list in a list is not supported");
                    continue;
                }
                _ => self.item(item, term, inner, outer),
            };
            match &mut end {
                None => self.say(subject, predicate, object),
                Some((last, link)) => {
                    let (from, with) = (*last, *link);
                    let next = dataset::Term::Blank(self.dataset.blank());
                    let (first, rest) = (self.dataset.keep(RDF_FIRST), self.dataset.keep(RDF_REST));
                    (*last, *link) = (next, rest);
                    self.say(from, with, next);
                    self.say(next, first, object);
                }
            }
        }
        if let Some((last, link)) = end {
            let nil = dataset::Term::Text(self.dataset.keep(RDF_NIL));
            self.say(last, link, nil);
        }
    }

    /// One value, and what it is in the graph.
    fn item(&mut self, value: Node<'_>, term: &'static Term, inner: Active<'_>, outer: Active<'_>) -> dataset::Term {
        let datatype = match term.coercion {
            Coercion::Datatype(datatype) => Some(datatype),
            _ => None,
        };
        match value.kind() {
            // Only the scope of the property reaches down, not that of the type of the node around.
            Kind::Object => match added(term.scope) {
                Some(terms) => {
                    let layer = Layer { terms, outer: outer.scopes };
                    return self.node(value, Active { scopes: Some(&layer), ..outer }, false);
                }
                None => self.error(Code::JsonLdUnsupported, value, "a context reset is not supported"),
            },
            Kind::Boolean => return self.literal(value.raw(), Some(datatype.unwrap_or(XSD_BOOLEAN))),
            Kind::Number => return self.number(value, datatype),
            Kind::String => return self.string(value, term, datatype, inner),
            Kind::Null | Kind::Array => {}
        }
        // Something was wrong, so that nothing of this is used.
        dataset::Term::Blank(self.dataset.blank())
    }

    fn string(
        &mut self,
        value: Node<'_>,
        term: &'static Term,
        datatype: Option<&str>,
        inner: Active<'_>,
    ) -> dataset::Term {
        let text = value.as_str().unwrap_or_default();
        // N-Quads writers disagree on whether these two are escaped.
        if text.contains(['\u{fffe}', '\u{ffff}']) {
            self.error(Code::JsonLdUnsupported, value, "the text holds a noncharacter, U+FFFE or U+FFFF");
        }
        match term.coercion {
            Coercion::Id => {
                self.reference(value, &text);
                dataset::Term::Text(self.iri(&text))
            }
            Coercion::Vocab => {
                let layer = Layer { terms: added(term.scope).unwrap_or_default(), outer: inner.scopes };
                let active = Active { scopes: Some(&layer), ..inner };
                if active.term(&text).is_none() {
                    self.reference(value, &text);
                }
                dataset::Term::Text(self.iri(active.expanded(&text)))
            }
            _ => self.literal(&text, datatype),
        }
    }

    /// The canonical form is that of the double: an integer if it is whole, otherwise 16 digits (JSON-LD 1.1 API,
    /// section 8.6). Implementations disagree beyond ordinary sizes; such numbers are refused.
    fn number(&mut self, node: Node<'_>, datatype: Option<&str>) -> dataset::Term {
        let number: f64 = node.raw().parse().unwrap_or(f64::NAN);
        let size = number.abs();
        let whole = number.fract() == 0.0;
        let agreed = if whole { size < 9_007_199_254_740_992.0 } else { (1e-6..1e15).contains(&size) };
        let negative_zero = number == 0.0 && node.raw().starts_with('-');
        if !agreed || negative_zero {
            let message = format!("implementations disagree on the canonical form of {}", quoted(node.raw()));
            self.error(Code::JsonLdUnsupported, node, message);
        }
        if whole && datatype != Some(XSD_DOUBLE) {
            return self.literal(&format!("{number:.0}"), Some(datatype.unwrap_or(XSD_INTEGER)));
        }
        let digits = format!("{number:.15E}");
        let (mantissa, exponent) = digits.split_once('E').unwrap_or((&digits, "0"));
        let (one, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let fraction = if fraction.is_empty() { "0" } else { fraction };
        self.literal(&format!("{one}.{fraction}E{exponent}"), Some(datatype.unwrap_or(XSD_DOUBLE)))
    }
}

// Only the aliases count. A document that also had the keywords would say one thing to those who read its members
// and another to those who read its graph.

fn is_id(name: &str) -> bool {
    name == "id"
}

fn is_type(name: &str) -> bool {
    name == "type"
}
