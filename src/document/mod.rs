//! A JSON text, parsed once into a light tree of spans over its own bytes.
//!
//! What was signed is never written anew: a [`Document`] keeps the text it was read from, byte for byte, and
//! [`Node`]s are views into it. So number texts, member order and escapes survive, every value has a JSON
//! pointer, and an object with two members of one name is refused, where a map would silently keep one.
//!
//! ```
//! use openbadges::Document;
//!
//! let document = Document::parse(br#"{"score": 1.50, "tags": ["a", "b"]}"#)?;
//! let score = document.root().get("score").unwrap();
//! assert_eq!(score.raw(), "1.50");
//! assert_eq!(document.root().get("tags").unwrap().items().nth(1).unwrap().pointer(), "/tags/1");
//! # Ok::<(), openbadges::Error>(())
//! ```

mod known;
mod parse;
mod pretty;
pub(crate) mod read;
mod splice;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::limits::Limits;

pub(crate) use known::Known;

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// a number, kept as the text it was written as
    Number,
    /// a string
    String,
    /// an array
    Array,
    /// an object
    Object,
}

impl Kind {
    /// The kind with its article, for messages.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
        }
    }
}

/// Where one value stands in the text and in the tree.
#[derive(Debug, Clone, Copy)]
struct Slot {
    kind: Kind,
    /// Whether it is a string that holds escapes, or DEL, U+FFFE or U+FFFF, which need a second look elsewhere.
    escaped: bool,
    start: u32,
    end: u32,
    /// The slot after this value and all that is in it.
    next: u32,
    /// The array or object this value is in; the root is its own.
    parent: u32,
    /// Where in its array it stands; for a member's value, how many slots before it its name is (always 1).
    position: u32,
}

/// A JSON text (RFC 8259, no duplicate members) with the tree of its values.
///
/// Cheap to clone: the text and the tree are shared.
#[derive(Debug, Clone)]
pub struct Document {
    // Not `Arc<str>`, into which a text that was written would be copied.
    text: Arc<String>,
    slots: Arc<Vec<Slot>>,
}

impl Document {
    /// Parses `bytes` within the default [`Limits`].
    ///
    /// # Errors
    /// `json.syntax`, `json.not-utf8`, `json.duplicate-member` (all of them) and the limits' own codes.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        Self::parse_within(bytes, &Limits::default())
    }

    /// Parses `bytes` within `limits`, in time and memory proportional to their length.
    ///
    /// # Errors
    /// As [`parse`](Document::parse).
    pub fn parse_within(bytes: &[u8], limits: &Limits) -> Result<Self> {
        parse::parse(bytes, limits)
    }

    /// Parses `text`, in which these objects begin at these places, in their order and none within another.
    pub(crate) fn parse_around(text: String, known: &[(usize, &Known)], limits: &Limits) -> Result<Self> {
        parse::parse_text(text, limits, known)
    }

    /// The outermost value.
    pub fn root(&self) -> Node<'_> {
        Node { document: self, at: 0 }
    }

    /// The text as it was read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes as they were read.
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The same values on indented lines, every string and number as it was written.
    pub fn to_pretty(&self) -> String {
        pretty::pretty(self.root())
    }

    /// The same values without white space between them, every string and number as it was written.
    pub fn to_compact(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        self.push_compact(&mut out);
        out
    }

    pub(crate) fn push_compact(&self, out: &mut String) {
        pretty::compact(self.root(), out);
    }

    /// An object with one member more, see [`splice::with_member`].
    pub(crate) fn with_member(self, name: &str, value: &Document) -> Self {
        splice::with_member(self, name, value)
    }

    /// What serde writes of `value`, as a document.
    ///
    /// # Errors
    /// `json.*` if that is no JSON, or beyond the default [`Limits`].
    pub fn of<T: serde::Serialize + ?Sized>(value: &T) -> Result<Self> {
        let json = serde_json::to_vec(value).map_err(|e| {
            let message = format!("the value cannot be written as JSON: {}", crate::text::quoted(&e.to_string()));
            Error::input(Code::JsonSyntax, "", message)
        })?;
        Self::parse(&json)
    }

    /// The characters of a string: those between its quotes, unless some are escaped.
    fn string(&self, slot: Slot) -> Cow<'_, str> {
        let inner = |start: usize, end: usize| self.text.get(start + 1..end.saturating_sub(1)).unwrap_or_default();
        match (usize::try_from(slot.start), usize::try_from(slot.end)) {
            (Ok(start), Ok(end)) if !slot.escaped => Cow::Borrowed(inner(start, end)),
            (Ok(start), Ok(end)) => parse::unescape(self.text.get(start..end).unwrap_or_default()),
            _ => Cow::Borrowed(""),
        }
    }

    /// Its slots as they are in a document where it begins at `start` of the text and as slot `at`, in `parent`.
    fn moved(&self, start: u32, at: u32, parent: u32, position: u32) -> impl Iterator<Item = Slot> {
        self.slots.iter().enumerate().map(move |(i, slot)| Slot {
            start: slot.start.saturating_add(start),
            end: slot.end.saturating_add(start),
            next: slot.next.saturating_add(at),
            parent: if i == 0 { parent } else { slot.parent.saturating_add(at) },
            position: if i == 0 { position } else { slot.position },
            ..*slot
        })
    }

    fn slot(&self, at: u32) -> Slot {
        // Every index comes from this tree; the fallback keeps an impossible one from being a panic.
        const NOWHERE: Slot =
            Slot { kind: Kind::Null, escaped: false, start: 0, end: 0, next: u32::MAX, parent: 0, position: 0 };
        usize::try_from(at).ok().and_then(|at| self.slots.get(at)).copied().unwrap_or(NOWHERE)
    }
}

/// The same JSON value, see [`Node::is_equal_to`].
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.root().is_equal_to(other.root())
    }
}

impl Eq for Document {}

/// One value of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    at: u32,
}

impl<'d> Node<'d> {
    fn slot(self) -> Slot {
        self.document.slot(self.at)
    }

    /// The type of the value.
    pub fn kind(self) -> Kind {
        self.slot().kind
    }

    /// Whether it is the outermost value.
    pub(crate) fn is_root(self) -> bool {
        self.at == 0
    }

    /// Where in the text it begins.
    pub(crate) fn offset(self) -> usize {
        usize::try_from(self.slot().start).unwrap_or(usize::MAX)
    }

    /// The value as it stands in the text.
    pub fn raw(self) -> &'d str {
        let slot = self.slot();
        match (usize::try_from(slot.start), usize::try_from(slot.end)) {
            (Ok(start), Ok(end)) => self.document.text.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }

    /// The string with its escapes resolved, if the value is one.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        (self.kind() == Kind::String).then(|| self.string())
    }

    /// The characters of a string.
    fn string(self) -> Cow<'d, str> {
        self.document.string(self.slot())
    }

    /// The string in its quotes as it stands in the text, if it is one that JSON and N-Quads write alike.
    pub(crate) fn plain(self) -> Option<&'d str> {
        let slot = self.slot();
        (slot.kind == Kind::String && !slot.escaped).then(|| self.raw())
    }

    /// The boolean, if the value is one.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Boolean).then(|| self.raw() == "true")
    }

    /// The text of the number, if the value is one.
    pub fn as_number(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// The value of the member `name`, if this is an object that has it.
    pub fn get(self, name: &str) -> Option<Node<'d>> {
        self.members().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The value at a JSON pointer (RFC 6901) below this one.
    pub(crate) fn at(self, pointer: &str) -> Option<Node<'d>> {
        pointer.split('/').skip(1).try_fold(self, |node, token| match node.kind() {
            Kind::Array => node.items().nth(token.parse().ok()?),
            _ => node.get(&token.replace("~1", "/").replace("~0", "~")),
        })
    }

    /// The value as a document of its own, every byte as it stands here.
    pub fn to_document(self) -> Document {
        let root = self.slot();
        let range = usize::try_from(self.at).ok().zip(usize::try_from(root.next).ok());
        let slots = range.and_then(|(at, next)| self.document.slots.get(at..next)).unwrap_or_default();
        let moved = |slot: &Slot| Slot {
            kind: slot.kind,
            escaped: slot.escaped,
            start: slot.start.saturating_sub(root.start),
            end: slot.end.saturating_sub(root.start),
            next: slot.next.saturating_sub(self.at),
            // The root is its own parent, and what was before it is cut off.
            parent: slot.parent.saturating_sub(self.at),
            position: slot.position,
        };
        Document { text: Arc::new(self.raw().to_owned()), slots: Arc::new(slots.iter().map(moved).collect()) }
    }

    /// Whether both are the same JSON value: members in any order, strings by their characters, numbers by their
    /// text (`1.0` is not `1`). Recursion is as deep as the documents, which their limits bounded.
    pub fn is_equal_to(self, other: Node<'_>) -> bool {
        if self.kind() != other.kind() {
            return false;
        }
        match self.kind() {
            Kind::Null => true,
            Kind::Boolean | Kind::Number => self.raw() == other.raw(),
            Kind::String => self.as_str() == other.as_str(),
            Kind::Array => {
                let (mut ours, mut theirs) = (self.items(), other.items());
                loop {
                    match (ours.next(), theirs.next()) {
                        (None, None) => return true,
                        (Some(our), Some(their)) if our.is_equal_to(their) => {}
                        _ => return false,
                    }
                }
            }
            Kind::Object => {
                let (ours, theirs) = (self.sorted_members(), other.sorted_members());
                ours.len() == theirs.len()
                    && ours.iter().zip(&theirs).all(|(our, their)| our.0 == their.0 && our.1.is_equal_to(their.1))
            }
        }
    }

    fn sorted_members(self) -> Vec<(Cow<'d, str>, Node<'d>)> {
        let mut members: Vec<_> = self.members().collect();
        members.sort_by(|(a, _), (b, _)| a.cmp(b));
        members
    }

    /// The members of an object in the order of the text; none for other values.
    pub fn members(self) -> impl Iterator<Item = (Cow<'d, str>, Node<'d>)> {
        let slot = self.slot();
        let end = if slot.kind == Kind::Object { slot.next } else { 0 };
        let document = self.document;
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let first = usize::try_from(at).ok()?;
            let [name, value, ..] = document.slots.get(first..)? else { return None };
            let node = Node { document, at: at + 1 };
            at = value.next;
            Some((document.string(*name), node))
        })
    }

    /// The items of an array; none for other values.
    pub fn items(self) -> impl Iterator<Item = Node<'d>> {
        let slot = self.slot();
        let end = if slot.kind == Kind::Array { slot.next } else { 0 };
        let document = self.document;
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let item = Node { document, at };
            at = item.slot().next;
            Some(item)
        })
    }

    /// The items of an array, or the value itself where a single value stands for a list of one.
    pub fn one_or_many(self) -> impl Iterator<Item = Node<'d>> {
        let single = (self.kind() != Kind::Array).then_some(self);
        single.into_iter().chain(self.items())
    }

    /// Where the value stands: a JSON pointer (RFC 6901), empty for the root. Names of more than 256 characters are cut
    /// and end in `…`, so that a finding stays readable and a hostile document cannot make it large.
    pub fn pointer(self) -> String {
        let mut tokens = Vec::new();
        let mut at = self.at;
        while at != 0 {
            let slot = self.document.slot(at);
            let parent = self.document.slot(slot.parent);
            tokens.push(match parent.kind {
                Kind::Array => slot.position.to_string(),
                _ => escape_token(&Node { document: self.document, at: at - 1 }.string()),
            });
            at = slot.parent;
        }
        tokens.iter().rev().fold(String::new(), |mut pointer, token| {
            pointer.push('/');
            pointer.push_str(token);
            pointer
        })
    }
}

/// A member name as a token of a JSON pointer.
fn escape_token(name: &str) -> String {
    const LONGEST: usize = 256;
    let mut characters = name.chars();
    let kept: String = characters.by_ref().take(LONGEST).collect();
    let cut = if characters.next().is_some() { "…" } else { "" };
    kept.replace('~', "~0").replace('/', "~1") + cut
}
