//! Goes over a document with the contexts in force: makes its statements, and reports whatever would not become one.
//!
//! The rules are those of JSON-LD 1.1 expansion and of its deserialization to RDF, done in one walk without the
//! documents in between. Where they drop something, the walk has a finding instead.

mod findings;
mod literal;
mod map;
mod node;
mod object;
mod value;

use std::borrow::Cow;
use std::collections::HashMap;

use self::findings::Findings;
use super::Strictness;
use super::active::{Active, Expanded};
use super::contexts::{Definition, Manner, Meaning, Problem, Processor};
use super::dataset::{self, Dataset, Quad, Span};
use super::iri;
use super::shared::{Found, Shared};
use crate::document::{Document, Kind, Node};
use crate::finding::{Code, Finding, Severity};
use crate::text::{did_you_mean, quoted};

/// A suggestion costs a comparison with every term; a document with more faults than this gets none for the rest.
const MOST_HINTS: usize = 20;

/// With more names in force than the standards' contexts have there are no suggestions.
const MOST_NAMES: usize = 1_000;

const RDF_TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const RDF_FIRST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>";
const RDF_REST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>";
const RDF_NIL: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";

/// How many of the crate's own texts are remembered.
const FIXED: usize = 256;

/// What the walk found.
pub(super) struct Walked {
    /// Errors, and warnings for what is merely without effect.
    pub(super) findings: Vec<Finding>,
    /// How many there were; not all are listed.
    pub(super) count: usize,
    /// What the document says; of use only if there are no errors.
    pub(super) dataset: Dataset,
    /// Whether a member is undefined that the newer form of the Open Badges 3.0.3 context defines.
    pub(super) wants_newer: bool,
    /// The parts to share that were looked for.
    pub(super) found: Vec<Found>,
    /// The shared parts that were met; what is finished of them is not in the dataset.
    pub(super) used: Vec<usize>,
}

/// What the walk is to do beside its work.
#[derive(Clone, Copy)]
pub(super) struct Task<'t> {
    pub(super) strictness: Strictness,
    /// Whether the document's own proofs are left out.
    pub(super) without_proof: bool,
    /// Parts known already.
    pub(super) shared: Option<&'t Shared>,
    /// Where the objects begin that are to be shared.
    pub(super) watched: &'t [usize],
}

/// Goes over the whole document.
pub(super) fn walk<'r>(document: &Document, processor: Processor<'r>, task: Task<'r>) -> Walked {
    let active = processor.initial().clone();
    let mut walk = Walk {
        processor,
        strictness: task.strictness,
        without_proof: task.without_proof,
        shared: task.shared,
        watched: task.watched,
        found: Vec::new(),
        used: Vec::new(),
        findings: Findings::default(),
        dataset: Dataset::with_capacity(document.as_str().len()),
        items: Vec::new(),
        graph: None,
        labels: HashMap::new(),
        buffer: String::new(),
        fixed: [("", Span::default()); FIXED],
        wants_newer: false,
    };
    walk.document(document.root(), &active);
    if walk.dataset.is_full() {
        let message = "its contexts and ids make so much of the document that it is not looked at further";
        walk.error(Code::JsonLdTooCostly, document.root(), message);
    }
    let Walk { findings, dataset, wants_newer, found, used, labels, .. } = walk;
    // What has a label may be spoken of anywhere.
    let found = if labels.is_empty() { found } else { Vec::new() };
    let (count, findings) = (findings.len(), findings.into_vec());
    Walked { findings, count, dataset, wants_newer, found, used }
}

struct Walk<'r> {
    processor: Processor<'r>,
    strictness: Strictness,
    without_proof: bool,
    shared: Option<&'r Shared>,
    watched: &'r [usize],
    found: Vec<Found>,
    used: Vec<usize>,
    findings: Findings,
    dataset: Dataset,
    /// Values on their way to a statement: each place takes those that were pushed since it began.
    items: Vec<dataset::Term>,
    /// The graph that statements belong to.
    graph: Option<dataset::Term>,
    /// The blank nodes with labels.
    labels: HashMap<String, u32>,
    /// For texts that are put together.
    buffer: String,
    /// Texts of the crate's own that were kept before.
    fixed: [(&'static str, Span); FIXED],
    wants_newer: bool,
}

/// The property around a value, and the context that its definition is from.
#[derive(Clone, Copy)]
struct Property<'a> {
    name: &'a str,
    definition: Definition<'a>,
    active: &'a Active,
    /// Whether it is said the other way round, so that all values must be nodes.
    reversed: bool,
}

impl<'a> Property<'a> {
    /// How its values are read in another context, where the name may be defined otherwise or not at all.
    fn under<'b>(self, active: &'b Active) -> Property<'b>
    where
        'a: 'b,
    {
        let definition = active.find(self.name).unwrap_or(Definition::new(Meaning::Null));
        Property { definition, active, ..self }
    }
}

impl Walk<'_> {
    fn document(&mut self, root: Node<'_>, active: &Active) {
        // Without a context no name is defined; saying so once is enough.
        let context = root.get("@context");
        let has_names = root.members().any(|(name, _)| !name.starts_with('@') && !name.contains(':'));
        if has_names && context.is_none_or(|context| context.one_or_many().next().is_none()) {
            let message = "there is no `@context` that defines the members";
            return self.error(Code::JsonLdUnknownContext, context.unwrap_or(root), message);
        }
        match root.kind() {
            Kind::Array => root.items().for_each(|item| self.free(item, active, true)),
            _ => self.free(root, active, true),
        }
    }

    fn error(&mut self, code: Code, node: Node<'_>, message: impl Into<String>) {
        self.findings.add(code, Severity::Error, || {
            let value = node.as_str().unwrap_or(Cow::Borrowed(node.raw()));
            Finding::error(code, node.pointer(), message).with_value(&value)
        });
    }

    /// A value that JSON-LD has another shape for.
    fn invalid(&mut self, node: Node<'_>, message: impl Into<String>) {
        self.error(Code::JsonLdInvalidValue, node, message);
    }

    /// Something that JSON-LD passes over.
    fn dropped(&mut self, node: Node<'_>, message: impl Into<String>) {
        self.error(Code::JsonLdDropped, node, message);
    }

    /// Something that no reader could take for a statement, or that says nothing: dropped, and harmless.
    fn without_effect(&mut self, node: Node<'_>, what: &str) {
        self.findings.add(Code::JsonLdWithoutEffect, Severity::Warning, || {
            let message = format!("{what} is not covered by a signature");
            Finding::warning(Code::JsonLdWithoutEffect, node.pointer(), message)
        });
    }

    fn problem(&mut self, node: Node<'_>, problem: Problem) {
        self.error(problem.code, node, problem.message);
    }

    /// The scope of a property, for a value of it.
    fn within(&mut self, node: Node<'_>, active: &Active, property: Property<'_>) -> Option<Active> {
        let manner = Manner { propagates: true, overrides: true, at: None };
        match self.processor.scope(active, property.definition.scope, manner) {
            Ok(active) => Some(active),
            Err(problem) => {
                self.problem(node, problem);
                None
            }
        }
    }

    fn say(&mut self, subject: dataset::Term, predicate: Span, object: dataset::Term) {
        self.dataset.push(Quad { subject, predicate, object, graph: self.graph });
    }

    fn blank(&mut self) -> dataset::Term {
        dataset::Term::Blank(self.dataset.blank())
    }

    /// One of the crate's own texts, in angle brackets if it has none. Kept once, as long as no other is remembered in
    /// its place.
    fn keep_fixed(&mut self, text: &'static str) -> Span {
        let place = self.fixed.get_mut((text.as_ptr().addr() >> 3) % FIXED);
        if let Some((known, span)) = &place
            && std::ptr::eq(*known, text)
        {
            return *span;
        }
        let span =
            if text.starts_with('<') { self.dataset.keep(text) } else { self.dataset.keep_parts(&["<", text, ">"]) };
        if let Some(place) = place {
            *place = (text, span);
        }
        span
    }

    /// An IRI as N-Quads writes it.
    fn keep_iri(&mut self, iri: &str) -> Span {
        self.dataset.keep_parts(&["<", iri, ">"])
    }

    /// The node that a text stands for, which must be an absolute IRI by now, or a blank node.
    ///
    /// Whoever reads a badge reads ids as they stand. Under the crate's contexts a prefix or a base in a further context
    /// would have them read `mailto:eve` where something else is signed.
    fn reference(
        &mut self,
        node: Node<'_>,
        text: &str,
        expanded: Expanded<'_>,
        active: &Active,
    ) -> Option<dataset::Term> {
        match expanded {
            Expanded::Iri(Cow::Owned(iri)) if active.has_bundled() && !self.may_resolve(text) => {
                let message = format!("{} stands for {}, which is written in full here", quoted(text), quoted(&iri));
                self.error(Code::JsonLdUnsupported, node, message);
                None
            }
            Expanded::Iri(iri) => self.named(node, &iri),
            Expanded::Relative => {
                let message = format!("{} is not an absolute IRI", quoted(text));
                self.error(Code::JsonLdRelativeIri, node, message);
                None
            }
            Expanded::Null | Expanded::Keyword(_) => {
                self.dropped(node, format!("{} stands for nothing", quoted(text)));
                None
            }
        }
    }

    /// Whether a relative reference is resolved as the caller said.
    fn may_resolve(&self, text: &str) -> bool {
        self.processor.initial().settings().base.is_some() && !text.contains(':')
    }

    fn named(&mut self, node: Node<'_>, iri: &str) -> Option<dataset::Term> {
        if let Some(label) = iri.strip_prefix("_:") {
            return Some(dataset::Term::Blank(match self.labels.get(label) {
                Some(number) => *number,
                None => {
                    let number = self.dataset.blank();
                    self.labels.insert(label.to_owned(), number);
                    number
                }
            }));
        }
        if !iri::is_absolute(iri) {
            self.error(Code::JsonLdRelativeIri, node, format!("{} is not an absolute IRI", quoted(iri)));
            return None;
        }
        Some(dataset::Term::Text(self.keep_iri(iri)))
    }

    /// A list as RDF has it: a chain of blank nodes, each with an item and the next. Takes the items since `start`.
    fn list(&mut self, start: usize) -> dataset::Term {
        let nil = dataset::Term::Text(self.keep_fixed(RDF_NIL));
        let (first, rest) = (self.keep_fixed(RDF_FIRST), self.keep_fixed(RDF_REST));
        let mut next = nil;
        while self.items.len() > start {
            let Some(item) = self.items.pop() else { break };
            let link = self.blank();
            self.say(link, first, item);
            self.say(link, rest, next);
            next = link;
        }
        next
    }

    /// A member that nothing defines.
    fn undefined(&mut self, name: &str, value: Node<'_>, active: &Active) {
        let names = if self.findings.len() < MOST_HINTS { active.names() } else { Vec::new() };
        let names = if names.len() <= MOST_NAMES { names } else { Vec::new() };
        let hint = did_you_mean(name, names);
        let message = format!("no context defines the member {} here{hint}", quoted(name));
        self.wants_newer |= matches!(name, "jti" | "endorsementJwt");
        self.error(Code::JsonLdUndefinedMember, value, message);
    }
}
