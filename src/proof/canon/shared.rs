//! What many documents have in common, canonicalized once.
//!
//! A part of a document is an object with all that is in it. Its statements are kept: those without blank nodes as
//! finished lines, since nothing in another document changes them; the others wait for the document, because labels
//! depend on all blank nodes together. A part is used where the very same text stands under the very same context.

use std::collections::{BTreeMap, BTreeSet};

use super::active::Active;
use super::contexts::Table;
use super::dataset::{Dataset, Quad, Term};

/// Parts that documents share.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    parts: Vec<Part>,
    /// Finished lines, sorted by their subjects.
    blocks: Vec<Block>,
    /// Whether any finished line holds a character from U+E000 on.
    pub(super) has_high_characters: bool,
}

/// One part.
#[derive(Debug)]
struct Part {
    /// Its text.
    raw: Box<str>,
    place: Place,
    /// What is not finished, with blank nodes numbered from zero.
    dataset: Dataset,
    /// What the object is.
    subject: Term,
}

/// The finished lines about one subject.
#[derive(Debug)]
struct Block {
    /// The subject with the space behind it.
    subject: Box<str>,
    lines: Box<str>,
    /// The part that it belongs to.
    part: usize,
}

/// What is known of a part after the walk over the document that it was found in.
pub(super) struct Found {
    pub(super) raw: Box<str>,
    pub(super) place: Place,
    pub(super) subject: Term,
    /// Its statements, by their numbers.
    pub(super) quads: std::ops::Range<usize>,
}

/// The context of a place, by the tables in force: enough to know it again in another document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place(Vec<Option<usize>>);

impl Place {
    /// The place, if only the crate's own tables are in force, without a base.
    pub(super) fn of(active: &Active) -> Option<Self> {
        let mut tables = Vec::new();
        active.is_bundled_only().then(|| active.push_tables(&mut tables))?;
        // Tables live for ever, so that their addresses tell them apart.
        let address = |table: &Table| std::ptr::from_ref(table).addr();
        Some(Place(tables.into_iter().map(|table| table.map(address)).collect()))
    }
}

impl Shared {
    /// Of the statements of a document and the parts found in it, none within another.
    pub(super) fn new(dataset: &Dataset, found: Vec<Found>) -> Self {
        // The lines of two parts about one subject would have to be merged every time.
        let mut speakers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (part, found) in found.iter().enumerate() {
            for quad in dataset.quads().get(found.quads.clone()).unwrap_or_default() {
                if let Term::Text(subject) = quad.subject {
                    speakers.entry(dataset.text(subject)).or_default().insert(part);
                }
            }
        }
        let mut shared = Shared::default();
        for (part, found) in found.into_iter().enumerate() {
            let mut finished: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
            let mut rest = Dataset::default();
            let mut names = BTreeMap::new();
            for quad in dataset.quads().get(found.quads).unwrap_or_default() {
                match (quad.subject, quad.object, quad.graph) {
                    (Term::Text(subject), Term::Text(_), None)
                        if speakers.get(dataset.text(subject)).is_none_or(|parts| parts.len() == 1) =>
                    {
                        let mut line = String::new();
                        dataset.write(quad, &mut line, |_, _| {});
                        finished.entry(dataset.text(subject)).or_default().insert(line);
                    }
                    _ => rest.copy(quad, dataset, &mut names),
                }
            }
            let subject = rest.copy_term(found.subject, dataset, &mut names);
            shared.blocks.extend(finished.into_iter().map(|(subject, lines)| Block {
                subject: format!("{subject} ").into(),
                lines: lines.into_iter().collect::<String>().into(),
                part,
            }));
            shared.parts.push(Part { raw: found.raw, place: found.place, dataset: rest, subject });
        }
        shared.blocks.sort_by(|a, b| a.subject.cmp(&b.subject));
        shared.has_high_characters = shared.blocks.iter().any(|block| block.lines.bytes().any(|b| b >= 0xee));
        shared
    }

    /// The part with this text in this context, and its number.
    pub(super) fn find(&self, raw: &str, around: &Active) -> Option<usize> {
        self.parts.iter().position(|part| *part.raw == *raw && Place::of(around).as_ref() == Some(&part.place))
    }

    /// Adds the unfinished statements of a part, and says what the object is.
    pub(super) fn add(&self, part: usize, dataset: &mut Dataset) -> Option<Term> {
        let part = self.parts.get(part)?;
        Some(dataset.append(&part.dataset, part.subject))
    }

    /// The canonical lines of the rest of a document with the finished lines of the parts used in it, piece by
    /// piece; `ends` are those of the lines of the rest.
    pub(super) fn merge<'s>(&'s self, rest: &'s str, ends: &[usize], used: &[usize], mut piece: impl FnMut(&'s str)) {
        let start = |at: usize| at.checked_sub(1).map_or(0, |before| ends.get(before).copied().unwrap_or(rest.len()));
        let line = |at: usize| rest.get(start(at)..start(at + 1)).filter(|line| !line.is_empty());
        let lines = |from: usize, to: usize| rest.get(start(from)..start(to)).unwrap_or_default();
        let (mut from, mut at) = (0, 0);
        for block in self.blocks.iter().filter(|block| used.contains(&block.part)) {
            while line(at).is_some_and(|line| *line < *block.subject) {
                at += 1;
            }
            piece(lines(from, at));
            from = at;
            // No other subject comes between the lines about one.
            if !line(at).is_some_and(|line| line.starts_with(&*block.subject)) {
                piece(&block.lines);
                continue;
            }
            for own in block.lines.split_inclusive('\n') {
                while let Some(line) = line(at).filter(|line| *line <= own) {
                    if line != own {
                        piece(line);
                    }
                    at += 1;
                }
                piece(own);
            }
            from = at;
        }
        piece(lines(from, ends.len()));
    }
}

impl Dataset {
    /// Adds a statement of another dataset; `names` are the numbers of its blank nodes here.
    fn copy(&mut self, quad: &Quad, from: &Dataset, names: &mut BTreeMap<u32, u32>) {
        let subject = self.copy_term(quad.subject, from, names);
        let predicate = self.keep(from.text(quad.predicate));
        let object = self.copy_term(quad.object, from, names);
        let graph = quad.graph.map(|graph| self.copy_term(graph, from, names));
        self.push(Quad { subject, predicate, object, graph });
    }

    fn copy_term(&mut self, term: Term, from: &Dataset, names: &mut BTreeMap<u32, u32>) -> Term {
        match term {
            Term::Text(span) => Term::Text(self.keep(from.text(span))),
            Term::Blank(node) => Term::Blank(*names.entry(node).or_insert_with(|| self.blank())),
        }
    }
}
