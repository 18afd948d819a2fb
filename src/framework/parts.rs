//! Small parts of a framework: who owns it, where it was taken from, what it aligns to, and sub-competencies.

use serde::Serialize;

use super::words::Words;

/// How far along a framework, a skill or a sub-competency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Being worked on.
    Draft,
    /// In use.
    #[default]
    Adopted,
    /// No longer in use for new awards: records are still evaluated, but no badge is awarded.
    Deprecated,
}

/// Where a definition was taken from, and so how much weight its wording bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Provenance {
    /// Seen in public with the framework's owner as the source.
    Confirmed,
    /// Seen in public with a third party that reuses the owner's wording.
    Reported,
    /// Derived by this crate from the published definition of the skill: the owner's own list is not public.
    Derived,
    /// The framework author's own.
    Own,
}

/// Who owns a framework; becomes the `creator` of its achievements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publisher {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

impl Publisher {
    /// The publisher's URI.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The publisher's page.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// What a skill or sub-competency corresponds to in another framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alignment {
    pub(super) target_name: String,
    pub(super) target_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target_description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target_framework: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target_type: Option<String>,
}

impl Alignment {
    /// The name of what is aligned to.
    pub fn target_name(&self) -> &str {
        &self.target_name
    }

    /// Its URL.
    pub fn target_url(&self) -> &str {
        &self.target_url
    }

    /// Its code in its framework.
    pub fn target_code(&self) -> Option<&str> {
        self.target_code.as_deref()
    }

    /// What it is.
    pub fn target_description(&self) -> Option<&str> {
        self.target_description.as_deref()
    }

    /// The name of its framework.
    pub fn target_framework(&self) -> Option<&str> {
        self.target_framework.as_deref()
    }

    /// Its type, such as `CFItem` or `ceasn:Competency`.
    pub fn target_type(&self) -> Option<&str> {
        self.target_type.as_deref()
    }
}

/// Something a learner can be assessed in: the smallest unit of a framework, shared by skills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubCompetency {
    pub(super) id: String,
    pub(super) name: Words,
    pub(super) description: Words,
    pub(super) rubric: String,
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alignments: Vec<Alignment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) provenance: Option<Provenance>,
    /// Where in the framework's list its rubric stands.
    #[serde(skip)]
    pub(super) rubric_at: usize,
}

impl SubCompetency {
    /// The id, kebab-case, unique among the framework's sub-competencies.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The names in all languages, if there are several.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.name.in_all()
    }

    /// What a person who has it does.
    pub fn description(&self) -> &str {
        self.description.as_str()
    }

    /// How far along the definition is.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Other names it has or had; lookups accept them.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// What it corresponds to elsewhere.
    pub fn alignments(&self) -> &[Alignment] {
        &self.alignments
    }

    /// Where the definition was taken from.
    pub fn provenance(&self) -> Option<Provenance> {
        self.provenance
    }
}
