//! Indented JSON, and JSON without white space, in which every scalar is copied as it was written.

use super::{Kind, Node};

pub(super) fn pretty(root: Node<'_>) -> String {
    let mut out = String::with_capacity(root.raw().len() * 2);
    write(root, 0, &mut out);
    out
}

/// Without white space between values.
pub(super) fn compact(node: Node<'_>, out: &mut String) {
    let (open, close) = match node.kind() {
        Kind::Object => ('{', '}'),
        Kind::Array => ('[', ']'),
        _ => return out.push_str(node.raw()),
    };
    out.push(open);
    for (i, (name, value)) in children(node).enumerate() {
        if i > 0 {
            out.push(',');
        }
        if let Some(name) = name {
            out.push_str(name);
            out.push(':');
        }
        compact(value, out);
    }
    out.push(close);
}

/// Recursion is as deep as the document, which its limits bounded.
fn write(node: Node<'_>, depth: usize, out: &mut String) {
    let (open, close) = match node.kind() {
        Kind::Object => ('{', '}'),
        Kind::Array => ('[', ']'),
        _ => return out.push_str(node.raw()),
    };
    out.push(open);
    let mut empty = true;
    for (name, value) in children(node) {
        if !empty {
            out.push(',');
        }
        empty = false;
        line(depth + 1, out);
        if let Some(name) = name {
            out.push_str(name);
            out.push_str(": ");
        }
        write(value, depth + 1, out);
    }
    if !empty {
        line(depth, out);
    }
    out.push(close);
}

/// Items without, members with their raw names.
fn children<'d>(node: Node<'d>) -> impl Iterator<Item = (Option<&'d str>, Node<'d>)> {
    let members = node.members().map(|(_, value)| {
        let name = Node { document: value.document, at: value.at - 1 };
        (Some(name.raw()), value)
    });
    members.chain(node.items().map(|item| (None, item)))
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}
