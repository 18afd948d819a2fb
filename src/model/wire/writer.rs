//! What objects are written to; it knows parts that many documents share.

use std::any::Any;
use std::ops::{Deref, DerefMut};

use super::Value;
use super::object::Class;
use crate::document::{Document, Known};
use crate::error::Result;
use crate::limits::Limits;
use crate::model::Version;

/// JSON that is being written.
pub(crate) struct Writer<'k> {
    json: String,
    kept: &'k [Kept],
    /// Where kept parts were written.
    places: Vec<(usize, &'k Known)>,
}

/// An object with what is written of it, for documents that have it in common.
#[derive(Debug)]
pub(crate) struct Kept {
    object: Box<dyn Any + Send + Sync>,
    version: Version,
    known: Known,
}

impl Kept {
    /// An object in a credential of this version.
    pub(crate) fn new<T: Value + Any + Clone + Send + Sync>(object: &T, version: Version) -> Result<Self> {
        let mut json = Writer::new(&[]);
        object.write(version, &mut json);
        Ok(Kept {
            object: Box::new(object.clone()),
            version,
            known: Known::new(Document::parse(json.json.as_bytes())?),
        })
    }

    /// An object that stands for another, and is written as that one.
    pub(crate) fn in_place_of<T: Any + Send + Sync>(object: T, written: Document, version: Version) -> Self {
        Kept { object: Box::new(object), version, known: Known::new(written) }
    }

    fn is<C: Class>(&self, object: &C, version: Version) -> bool {
        self.version == version && self.object.downcast_ref() == Some(object)
    }
}

impl<'k> Writer<'k> {
    pub(crate) fn new(kept: &'k [Kept]) -> Self {
        let length: usize = kept.iter().map(|kept| kept.known.as_str().len()).sum();
        Writer { json: String::with_capacity(length + 4_096), kept, places: Vec::new() }
    }

    /// Writes an object that is kept as it was written before, if it is one of these.
    pub(super) fn write_kept<C: Class>(&mut self, object: &C, version: Version) -> bool {
        let Some(kept) = self.kept.iter().find(|kept| kept.is(object, version)) else { return false };
        self.places.push((self.json.len(), &kept.known));
        self.json.push_str(kept.known.as_str());
        true
    }

    pub(crate) fn into_json(self) -> String {
        self.json
    }

    /// What was written, as a document; what was kept is not read again.
    pub(crate) fn into_document(self, limits: &Limits) -> Result<Document> {
        Document::parse_around(self.json, &self.places, limits)
    }
}

impl Deref for Writer<'_> {
    type Target = String;

    fn deref(&self) -> &String {
        &self.json
    }
}

impl DerefMut for Writer<'_> {
    fn deref_mut(&mut self) -> &mut String {
        &mut self.json
    }
}
