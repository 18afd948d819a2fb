//! Whose record it is.

use std::sync::Arc;

/// Whose record it is. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learner(Arc<Parts>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    id: String,
    uri: Option<String>,
    name: Option<String>,
    identifiers: Vec<Identifier>,
}

/// Something that identifies a learner elsewhere, such as an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identifier {
    /// Its kind, in the words of [`IdentifierType`](crate::model::IdentifierType): `emailAddress`, `sourcedId` ..., or
    /// `ext:` and a word.
    pub kind: String,
    /// The identifier.
    pub value: String,
}

impl Learner {
    /// A learner by the institution's own stable id, one that does not die with a school e-mail address.
    pub fn new(id: impl Into<String>) -> Self {
        Learner(Arc::new(Parts { id: id.into(), uri: None, name: None, identifiers: Vec::new() }))
    }

    /// Adds the DID or URL that stands for the learner.
    #[must_use]
    pub fn with_uri(mut self, uri: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).uri = Some(uri.into());
        self
    }

    /// Adds the learner's name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).name = Some(name.into());
        self
    }

    /// Adds an identifier.
    #[must_use]
    pub fn with_identifier(mut self, kind: impl Into<String>, value: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).identifiers.push(Identifier { kind: kind.into(), value: value.into() });
        self
    }

    /// The institution's own id.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The DID or URL that stands for the learner.
    pub fn uri(&self) -> Option<&str> {
        self.0.uri.as_deref()
    }

    /// The name, as the institution has it.
    pub fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// What else identifies the learner.
    pub fn identifiers(&self) -> &[Identifier] {
        &self.0.identifiers
    }
}
