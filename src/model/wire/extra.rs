//! What a class does not define, and how the rest was written.

use std::fmt;

use crate::document::{Document, Node};

/// Members that the class does not define, or whose value is not what it defines (a `null`, an empty list), in the order
/// they were read. Beside them it remembers the order in which all members stood, and which lists were written as
/// their single item, so that what was read is written back as it was.
///
/// ```
/// use openbadges::Document;
/// use openbadges::model::Criteria;
///
/// let document = Document::parse(br#"{"level": 1.50, "narrative": "Build a bridge.", "id": null}"#)?;
/// let mut criteria = Criteria::read(&document)?;
/// assert_eq!(criteria.narrative.as_deref(), Some("Build a bridge."));
/// assert_eq!(criteria.extra.get("level").unwrap().as_str(), "1.50");
/// assert_eq!(criteria.to_json(), r#"{"level":1.50,"narrative":"Build a bridge.","id":null}"#);
///
/// criteria.extra.insert("level", Document::of(&2)?);
/// criteria.extra.remove("id");
/// assert_eq!(criteria.to_json(), r#"{"level":2,"narrative":"Build a bridge."}"#);
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Extra {
    members: Vec<(Box<str>, Document)>,
    /// Every member as it was read. One that the class defines stands with its name, and whether a list stood as its
    /// single item; for others stands nothing, and the next of `members` is meant.
    order: Vec<Option<(&'static str, bool)>>,
}

impl Extra {
    /// No members.
    pub fn new() -> Self {
        Extra::default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Document> {
        self.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// The members in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Document)> {
        self.members.iter().map(|(name, value)| (&**name, value))
    }

    /// Sets a member; a new one comes last. One that the class defines is written only while its own field is not set.
    pub fn insert(&mut self, name: &str, value: Document) {
        match self.members.iter_mut().find(|(n, _)| **n == *name) {
            Some((_, old)) => *old = value,
            // Not in the order of what was read: it comes after everything.
            None => self.members.push((name.into(), value)),
        }
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Document> {
        let at = self.members.iter().position(|(n, _)| **n == *name)?;
        let places = self.order.iter().enumerate().filter(|(_, place)| place.is_none());
        if let Some(place) = places.map(|(i, _)| i).nth(at) {
            self.order.remove(place);
        }
        Some(self.members.remove(at).1)
    }

    /// A list that was read as its single item is written as a list.
    pub(crate) fn write_as_list(&mut self, name: &str) {
        for (_, single) in self.order.iter_mut().flatten().filter(|(n, _)| *n == name) {
            *single = false;
        }
    }

    fn sorted(&self) -> Vec<(&str, &Document)> {
        let mut members: Vec<_> = self.iter().collect();
        members.sort_by_key(|(name, _)| *name);
        members
    }

    /// A member that is known not to be there yet.
    pub(super) fn push(&mut self, name: &str, value: Document) {
        self.order.push(None);
        self.members.push((name.into(), value));
    }

    /// A member that went to its own field.
    pub(super) fn passed(&mut self, name: &'static str, single: bool) {
        self.order.push(Some((name, single)));
    }

    /// Every member that was read, in its order.
    pub(super) fn order(&self) -> impl Iterator<Item = Place<'_>> {
        let mut members = self.iter();
        self.order.iter().filter_map(move |place| match place {
            Some((name, single)) => Some(Place::Known(name, *single)),
            None => members.next().map(|(name, value)| Place::Other(name, value)),
        })
    }

    /// The members that were added since.
    pub(super) fn added(&self) -> impl Iterator<Item = (&str, &Document)> {
        let read = self.order.iter().filter(|place| place.is_none()).count();
        self.iter().skip(read)
    }
}

pub(super) enum Place<'e> {
    Known(&'static str, bool),
    Other(&'e str, &'e Document),
}

/// The same members with the same values; how they were written counts for nothing.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.is_empty() && other.is_empty() || self.sorted() == other.sorted()
    }
}

/// Parts of private keys are left out.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A JWK's `kty` has a field of its own, so that it cannot be asked for here.
        let is_key = true;
        let shown = |name: &str, value: &Document| {
            let hides = is_secret(name, is_key) || has_secret(value.root());
            if hides { "…".to_owned() } else { value.to_compact() }
        };
        f.debug_map().entries(self.iter().map(|(name, value)| (name, shown(name, value)))).finish()
    }
}

fn has_secret(node: Node<'_>) -> bool {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let is_key = node.get("kty").is_some();
        if node.members().any(|(name, _)| is_secret(&name, is_key)) {
            return true;
        }
        open.extend(node.items().chain(node.members().map(|(_, value)| value)));
    }
    false
}

/// Whether a member holds what only the owner of a key may know (RFC 7518, section 6; Controlled Identifiers 1.0, section
/// 2.2); the short names of a JWK mean that only in a key.
pub(in crate::model) fn is_secret(name: &str, is_key: bool) -> bool {
    match name {
        "d" | "p" | "q" | "dp" | "dq" | "qi" | "oth" | "k" | "priv" => is_key,
        "secretKeyMultibase" | "privateKeyMultibase" | "privateKeyJwk" | "secretKeyJwk" | "privateKeyBase58" => true,
        _ => false,
    }
}
