//! How classes go over the wire: read from nodes, written as JSON, nothing lost between.
//!
//! A class is one table (`class!`): its rows make the struct, the table that [`conform`](super::conform) walks, the
//! reader and the writer.

mod class;
mod extra;
pub(super) mod object;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod writer;

pub(super) use class::{class, construct, count, field, rules, serde_forms, setter};
pub use extra::Extra;
pub(super) use extra::is_secret;
pub(super) use table::{Count, Kind, Member, Table, Types, no_rules};
pub(crate) use text::{ObjectText, push_string};
pub(crate) use writer::{Kept, Writer};

use super::Version;
use crate::document::{self, Document, Node};

/// What a member's value is read as.
pub(crate) trait Value: Sized {
    /// None if the node is something else.
    fn read(node: Node<'_>, version: Version) -> Option<Self>;
    fn write(&self, version: Version, out: &mut Writer<'_>);
}

/// A member of a class: a value, perhaps a value, or a list.
pub(super) trait Field: Sized {
    /// None if the node does not fit, and is to be kept as it is.
    fn read(node: Node<'_>, version: Version) -> Option<Self>;
    /// What stands for a member that is not there; none if it must be.
    fn absent() -> Option<Self>;
    fn is_set(&self) -> bool;
    /// `single`: a list of one is written as its item.
    fn write(&self, single: bool, version: Version, out: &mut Writer<'_>);
}

impl<T: Value> Field for T {
    fn read(node: Node<'_>, version: Version) -> Option<Self> {
        T::read(node, version)
    }

    fn absent() -> Option<Self> {
        None
    }

    fn is_set(&self) -> bool {
        true
    }

    fn write(&self, _: bool, version: Version, out: &mut Writer<'_>) {
        self.write(version, out);
    }
}

impl<T: Value> Field for Option<T> {
    fn read(node: Node<'_>, version: Version) -> Option<Self> {
        T::read(node, version).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_set(&self) -> bool {
        self.is_some()
    }

    fn write(&self, _: bool, version: Version, out: &mut Writer<'_>) {
        if let Some(value) = self {
            value.write(version, out);
        }
    }
}

impl<T: Value> Field for Vec<T> {
    fn read(node: Node<'_>, version: Version) -> Option<Self> {
        let list: Option<Vec<T>> = node.one_or_many().map(|item| T::read(item, version)).collect();
        // An empty list says nothing, yet it was written: it is kept as it is.
        list.filter(|list| !list.is_empty())
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn is_set(&self) -> bool {
        !self.is_empty()
    }

    fn write(&self, single: bool, version: Version, out: &mut Writer<'_>) {
        if let (true, [one]) = (single, self.as_slice()) {
            return one.write(version, out);
        }
        out.push('[');
        for (i, item) in self.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            item.write(version, out);
        }
        out.push(']');
    }
}

impl Value for String {
    fn read(node: Node<'_>, _: Version) -> Option<Self> {
        node.as_str().map(Into::into)
    }

    fn write(&self, _: Version, out: &mut Writer<'_>) {
        push_string(self, out);
    }
}

impl Value for bool {
    fn read(node: Node<'_>, _: Version) -> Option<Self> {
        node.as_bool()
    }

    fn write(&self, _: Version, out: &mut Writer<'_>) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl<T: Value> Value for Box<T> {
    fn read(node: Node<'_>, version: Version) -> Option<Self> {
        T::read(node, version).map(Box::new)
    }

    fn write(&self, version: Version, out: &mut Writer<'_>) {
        (**self).write(version, out);
    }
}

impl Value for Document {
    fn read(node: Node<'_>, _: Version) -> Option<Self> {
        Some(node.to_document())
    }

    fn write(&self, _: Version, out: &mut Writer<'_>) {
        self.push_compact(out);
    }
}

/// Whether a list is written as its single item.
fn is_single(node: Node<'_>) -> bool {
    node.kind() != document::Kind::Array
}
