//! Refuses graphs whose canonical form would cost too much time.
//!
//! RDFC-1.0 tries all orders of blank nodes that look alike (same first-degree hash) and hang on one blank node in the
//! same way: factorial. And from each node that is not unique it walks over all others that it reaches without passing
//! a unique one, copying what it has found at each step: the cube of their number. Both are counted here before it
//! begins. Labels of blank nodes are not supported in documents, so blank nodes form trees.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use oxrdf::{BlankNodeRef, Dataset, GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;

/// The most steps of walks from nodes that are not unique; some tenths of a second.
const MOST_STEPS: usize = 2_000_000;

/// Whether canonicalizing is affordable; if so, whether implementations that sort texts by UTF-16 units would give
/// other labels.
pub(super) fn check(dataset: &Dataset, limits: &Limits) -> Result<bool> {
    let mut lines: HashMap<&str, Vec<String>> = HashMap::new();
    for quad in dataset {
        let nodes = blank_nodes(quad);
        for (i, node) in nodes.iter().enumerate() {
            let Some(node) = node else { continue };
            // A quad that names the node twice is one line of its look.
            if !nodes.iter().take(i).any(|earlier| *earlier == Some(*node)) {
                lines.entry(node.as_str()).or_default().push(line(quad, *node));
            }
        }
    }
    // What each node looks like, as a number.
    let mut numbers: HashMap<Vec<String>, usize> = HashMap::new();
    let mut looks: HashMap<&str, usize> = HashMap::new();
    let mut counts: Vec<usize> = Vec::new();
    let mut disputed = false;
    for (node, mut lines) in lines {
        lines.sort_unstable();
        disputed |= is_disputed(&lines);
        let next = numbers.len();
        let number = *numbers.entry(lines).or_insert(next);
        if number == next {
            counts.push(0);
        }
        if let Some(count) = counts.get_mut(number) {
            *count += 1;
        }
        looks.insert(node, number);
    }
    let is_unique = |node: &str| looks.get(node).and_then(|look| counts.get(*look)).is_none_or(|count| *count == 1);
    let mut siblings: HashMap<(&str, &str, usize, bool), usize> = HashMap::new();
    for quad in dataset {
        if let [Some(subject), Some(object), _] = blank_nodes(quad) {
            let predicate = quad.predicate.as_str();
            let look = |node: BlankNodeRef<'_>| looks.get(node.as_str()).copied().unwrap_or_default();
            *siblings.entry((subject.as_str(), predicate, look(object), true)).or_default() += 1;
            *siblings.entry((object.as_str(), predicate, look(subject), false)).or_default() += 1;
        }
    }
    let symmetric: usize = siblings.into_values().filter(|count| *count > 1).sum();
    if symmetric > limits.symmetric_blank_nodes() {
        let most = limits.symmetric_blank_nodes();
        let message =
            format!("{symmetric} nodes without an id look alike, more than the limit of {most}; give them ids");
        return Err(Error::limit(Code::CanonTooSymmetric, "", message));
    }
    let mut neighbours: HashMap<&str, Vec<&str>> = HashMap::new();
    for quad in dataset {
        if let [Some(subject), Some(object), _] = blank_nodes(quad) {
            neighbours.entry(subject.as_str()).or_default().push(object.as_str());
            neighbours.entry(object.as_str()).or_default().push(subject.as_str());
        }
    }
    let mut seen: HashSet<&str> = HashSet::new();
    let mut steps = 0usize;
    for start in looks.keys().copied().filter(|node| !is_unique(node)) {
        let mut open = if seen.insert(start) { vec![start] } else { Vec::new() };
        let mut reached = 0usize;
        while let Some(node) = open.pop() {
            reached += 1;
            let next = neighbours.get(node).into_iter().flatten().copied().filter(|node| !is_unique(node));
            open.extend(next.filter(|node| seen.insert(node)));
        }
        steps = steps.saturating_add(reached.saturating_pow(3));
    }
    if steps > MOST_STEPS {
        let message = "too many nodes without an id look alike; give them ids";
        return Err(Error::limit(Code::CanonTooSymmetric, "", message));
    }
    Ok(disputed)
}

/// Whether lines in the order of their code points, as the standard has it, stand in another order by UTF-16 units,
/// as some implementations sort.
pub(super) fn is_disputed(lines: &[String]) -> bool {
    lines.windows(2).any(|pair| match pair {
        [a, b] => a.encode_utf16().gt(b.encode_utf16()),
        _ => false,
    })
}

fn blank_nodes<'q>(quad: QuadRef<'q>) -> [Option<BlankNodeRef<'q>>; 3] {
    let subject = match quad.subject {
        NamedOrBlankNodeRef::BlankNode(node) => Some(node),
        NamedOrBlankNodeRef::NamedNode(_) => None,
    };
    let object = match quad.object {
        TermRef::BlankNode(node) => Some(node),
        _ => None,
    };
    let graph = match quad.graph_name {
        GraphNameRef::BlankNode(node) => Some(node),
        _ => None,
    };
    [subject, object, graph]
}

fn line(quad: QuadRef<'_>, own: BlankNodeRef<'_>) -> String {
    let label = |node: BlankNodeRef<'_>| if node == own { "_:a" } else { "_:z" };
    let mut line = String::new();
    // Writing to a String does not fail.
    let _ = match quad.subject {
        NamedOrBlankNodeRef::BlankNode(node) => write!(line, "{} ", label(node)),
        NamedOrBlankNodeRef::NamedNode(node) => write!(line, "{node} "),
    };
    let _ = match quad.object {
        TermRef::BlankNode(node) => write!(line, "{} {} ", quad.predicate, label(node)),
        other => write!(line, "{} {other} ", quad.predicate),
    };
    let _ = match quad.graph_name {
        GraphNameRef::BlankNode(node) => write!(line, "{}", label(node)),
        other => write!(line, "{other}"),
    };
    line
}
