//! Refuses graphs whose canonical form would cost factorial time.
//!
//! RDFC-1.0 tries the orders of blank nodes that look alike (same first-degree hash) and touch other blank nodes.
//! They are counted here before it begins; nodes that look alike but touch no blank node cost nothing.

use std::collections::HashMap;
use std::fmt::Write;

use oxrdf::{BlankNodeRef, Dataset, GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;

/// What one blank node looks like from where it stands.
#[derive(Default)]
struct Look {
    /// Its quads with itself as `_:a` and others as `_:z`.
    lines: Vec<String>,
    touches: bool,
}

pub(super) fn check(dataset: &Dataset, limits: &Limits) -> Result<()> {
    let mut looks: HashMap<&str, Look> = HashMap::new();
    for quad in dataset {
        let nodes = blank_nodes(quad);
        for (i, node) in nodes.iter().enumerate() {
            let Some(node) = node else { continue };
            // A quad that names the node twice is one line of its look.
            if nodes.iter().take(i).any(|earlier| *earlier == Some(*node)) {
                continue;
            }
            let look = looks.entry(node.as_str()).or_default();
            look.touches |= nodes.iter().flatten().any(|other| other != node);
            look.lines.push(line(quad, *node));
        }
    }
    let mut alike: HashMap<Vec<String>, usize> = HashMap::new();
    for mut look in looks.into_values().filter(|look| look.touches) {
        look.lines.sort_unstable();
        *alike.entry(look.lines).or_default() += 1;
    }
    let symmetric: usize = alike.into_values().filter(|count| *count > 1).sum();
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
