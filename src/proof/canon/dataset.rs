//! Statements, their texts in one place as N-Quads writes them.

use std::cmp::Ordering;

use crate::text::push_quoted;

/// A piece of the texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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

impl Term {
    /// The number of a blank node.
    pub(super) fn blank(self) -> Option<u32> {
        match self {
            Term::Blank(node) => Some(node),
            Term::Text(_) => None,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Quad {
    pub(super) subject: Term,
    /// An IRI with its angle brackets.
    pub(super) predicate: Span,
    pub(super) object: Term,
    pub(super) graph: Option<Term>,
}

/// Statements; what is said twice counts once.
#[derive(Debug)]
pub(super) struct Dataset {
    text: String,
    quads: Vec<Quad>,
    blank_nodes: u32,
    /// How long the texts may be together.
    most: usize,
    /// How long the lines are together, without the labels of blank nodes.
    lines: usize,
    /// Whether there was a text that they had no room for.
    is_full: bool,
}

/// Without bounds of its own, for what is part of another or comes from tests.
impl Default for Dataset {
    fn default() -> Self {
        let (text, quads) = (String::new(), Vec::new());
        Dataset { text, quads, blank_nodes: 0, most: u32::MAX as usize, lines: 0, is_full: false }
    }
}

impl Dataset {
    /// With room for the statements of a document of so many bytes, as badges are: their texts take some twice of that, and
    /// a statement takes some forty bytes of JSON. Contexts can make much of little, but no more than is allowed here.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let most = bytes.saturating_mul(16).saturating_add(1 << 20).min(u32::MAX as usize);
        let (text, quads) = (String::with_capacity(2 * bytes), Vec::with_capacity(bytes / 40));
        Dataset { text, quads, blank_nodes: 0, most, lines: 0, is_full: false }
    }

    /// Whether a text was left out because there was no room; then nothing of this is used.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

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

    /// Keeps a text.
    pub(super) fn keep(&mut self, text: &str) -> Span {
        self.keep_parts(&[text])
    }

    /// Keeps a text that comes in parts.
    #[inline]
    pub(super) fn keep_parts(&mut self, parts: &[&str]) -> Span {
        let start = self.text.len();
        if parts.iter().map(|part| part.len()).sum::<usize>() > self.most.saturating_sub(start) {
            self.is_full = true;
            return Span::default();
        }
        parts.iter().for_each(|part| self.text.push_str(part));
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: place(start), end: place(self.text.len()) }
    }

    pub(super) fn text(&self, span: Span) -> &str {
        let bounds = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
        bounds.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// Adds all statements of another dataset, and says what one of its terms is here.
    pub(super) fn append(&mut self, other: &Dataset, term: Term) -> Term {
        self.is_full |= other.text.len() > self.most.saturating_sub(self.text.len());
        let (text, blank) = (u32::try_from(self.text.len()).unwrap_or(u32::MAX), self.blank_nodes);
        let moved = |span: Span| Span { start: span.start.saturating_add(text), end: span.end.saturating_add(text) };
        let renamed = |term: Term| match term {
            Term::Blank(node) => Term::Blank(node.saturating_add(blank)),
            Term::Text(span) => Term::Text(moved(span)),
        };
        self.text.push_str(&other.text);
        self.lines = self.lines.saturating_add(other.lines);
        self.is_full |= self.lines > self.most;
        self.blank_nodes = blank.saturating_add(other.blank_nodes);
        self.quads.extend(other.quads.iter().map(|quad| Quad {
            subject: renamed(quad.subject),
            predicate: moved(quad.predicate),
            object: renamed(quad.object),
            graph: quad.graph.map(renamed),
        }));
        renamed(term)
    }

    /// Adds a statement, unless all lines together would be longer than texts may be: a long id stands in the line of
    /// whatever is said of it.
    pub(super) fn push(&mut self, quad: Quad) {
        self.lines = self.lines.saturating_add(self.line_length(&quad, 0));
        if self.lines > self.most {
            self.is_full = true;
            return;
        }
        self.quads.push(quad);
    }

    /// Two texts in the order of their code points.
    pub(super) fn compare_texts(&self, a: Span, b: Span) -> Ordering {
        if a == b { Ordering::Equal } else { self.text(a).cmp(self.text(b)) }
    }

    /// Two statements in the order of what follows the subject in their lines, blank nodes as `rank` orders their labels.
    ///
    /// Going term by term comes to the same as comparing the lines: a term that is the beginning of another is followed
    /// by a space, and what the other goes on with is greater (`@` or `^` after a quote, `-` in a language). After an
    /// object, `.` comes before the `<` or `_` of a graph; and in all places literals (`"`) before IRIs (`<`) before
    /// blank nodes (`_`).
    pub(super) fn compare(&self, a: &Quad, b: &Quad, rank: impl Fn(u32) -> u64) -> Ordering {
        let terms = |a: Term, b: Term| match (a, b) {
            (Term::Text(a), Term::Text(b)) => self.compare_texts(a, b),
            (Term::Text(_), Term::Blank(_)) => Ordering::Less,
            (Term::Blank(_), Term::Text(_)) => Ordering::Greater,
            (Term::Blank(a), Term::Blank(b)) => rank(a).cmp(&rank(b)),
        };
        self.compare_texts(a.predicate, b.predicate).then_with(|| terms(a.object, b.object)).then_with(|| {
            match (a.graph, b.graph) {
                (Some(a), Some(b)) => terms(a, b),
                (a, b) => a.is_some().cmp(&b.is_some()),
            }
        })
    }

    /// Whether any text holds a character from U+E000 on: only with those the order of UTF-16 units may be another.
    pub(super) fn has_high_characters(&self) -> bool {
        self.text.bytes().fold(0, u8::max) >= 0xee
    }

    /// How long the line of a statement is at most, with labels no longer than `label`.
    pub(super) fn line_length(&self, quad: &Quad, label: usize) -> usize {
        let span = |span: Span| usize::try_from(span.end.saturating_sub(span.start)).unwrap_or_default();
        let term = |term: Term| match term {
            Term::Blank(_) => label,
            Term::Text(text) => span(text),
        };
        let graph = quad.graph.map_or(0, |graph| term(graph) + 1);
        term(quad.subject) + span(quad.predicate) + term(quad.object) + graph + "   .\n".len()
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
