//! Statements, their texts in one place as N-Quads writes them.

use std::collections::HashSet;

use crate::text::push_quoted;

/// A piece of the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Term {
    /// A blank node, by its number.
    Blank(u32),
    /// An IRI or a literal.
    Text(Span),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Quad {
    pub(super) subject: Term,
    /// An IRI with its angle brackets.
    pub(super) predicate: Span,
    pub(super) object: Term,
    pub(super) graph: Option<Term>,
}

/// A set of statements.
#[derive(Debug, Default)]
pub(super) struct Dataset {
    text: String,
    quads: Vec<Quad>,
    blank_nodes: u32,
}

impl Dataset {
    pub(super) fn quads(&self) -> &[Quad] {
        &self.quads
    }

    pub(super) fn blank_nodes(&self) -> usize {
        usize::try_from(self.blank_nodes).unwrap_or(usize::MAX)
    }

    /// A new blank node.
    pub(super) fn blank(&mut self) -> u32 {
        let node = self.blank_nodes;
        self.blank_nodes = self.blank_nodes.saturating_add(1);
        node
    }

    /// Keeps a text. All of them together stay below 4 GiB, because documents do.
    pub(super) fn keep(&mut self, text: &str) -> Span {
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        Span { start, end: u32::try_from(self.text.len()).unwrap_or(u32::MAX) }
    }

    /// Keeps a text that comes in parts.
    pub(super) fn keep_parts(&mut self, parts: &[&str]) -> Span {
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        parts.iter().for_each(|part| self.text.push_str(part));
        Span { start, end: u32::try_from(self.text.len()).unwrap_or(u32::MAX) }
    }

    pub(super) fn text(&self, span: Span) -> &str {
        let bounds = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
        bounds.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    pub(super) fn push(&mut self, quad: Quad) {
        self.quads.push(quad);
    }

    /// A dataset is a set: what is said twice is said once.
    pub(super) fn deduplicate(&mut self) {
        let quads = std::mem::take(&mut self.quads);
        let mut seen: HashSet<[Option<Result<u32, &str>>; 4]> = HashSet::with_capacity(quads.len());
        let mut kept = Vec::with_capacity(quads.len());
        for quad in quads {
            let key = |term: Term| match term {
                Term::Blank(node) => Ok(node),
                Term::Text(span) => Err(self.text(span)),
            };
            let predicate = Err(self.text(quad.predicate));
            if seen.insert([Some(key(quad.subject)), Some(predicate), Some(key(quad.object)), quad.graph.map(key)]) {
                kept.push(quad);
            }
        }
        self.quads = kept;
    }

    /// A statement as a line of N-Quads, its blank nodes as `label` writes them.
    pub(super) fn write(&self, quad: &Quad, out: &mut String, label: impl Fn(u32, &mut String)) {
        let term = |term: Term, out: &mut String| match term {
            Term::Blank(node) => label(node, out),
            Term::Text(span) => out.push_str(self.text(span)),
        };
        term(quad.subject, out);
        out.push(' ');
        out.push_str(self.text(quad.predicate));
        out.push(' ');
        term(quad.object, out);
        out.push(' ');
        if let Some(graph) = quad.graph {
            term(graph, out);
            out.push(' ');
        }
        out.push_str(".\n");
    }
}

/// A literal in quotes, with the escapes of canonical N-Quads (RDFC-1.0, section 5).
pub(super) fn push_literal(text: &str, out: &mut String) {
    push_quoted(text, out, |b| b < 0x20 || b == 0x7f, |control| format!("\\u{control:04X}"));
}
