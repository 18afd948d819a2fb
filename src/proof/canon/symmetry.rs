//! Refuses graphs whose canonical form would cost factorial time.
//!
//! RDFC-1.0 tries all orders of blank nodes that look alike (same first-degree hash) and hang on one blank node in the
//! same way. They are counted here before it begins. Labels of blank nodes are not supported in documents, so blank
//! nodes form trees, and nothing else multiplies the work.

use std::collections::HashMap;
use std::fmt::Write;

use oxrdf::{BlankNodeRef, Dataset, GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;

pub(super) fn check(dataset: &Dataset, limits: &Limits) -> Result<()> {
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
    for (node, mut lines) in lines {
        lines.sort_unstable();
        let next = numbers.len();
        looks.insert(node, *numbers.entry(lines).or_insert(next));
    }
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
    Ok(())
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
