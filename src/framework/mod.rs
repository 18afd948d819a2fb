//! What can be proven: skills, their sub-competencies, the rubrics that score them, and when a skill is completed.
//!
//! A [`Framework`] is built in ([`Framework::twenty_first_century_skills`]) or read from JSON
//! ([`Framework::from_json`]); either way it is consistent afterwards: ids are unique, references hold, points rise.
//! Sub-competencies are entities of their own; several skills may share one.
//!
//! ## The JSON form
//!
//! ```
//! use openbadges::Framework;
//!
//! let framework = Framework::from_json(br#"{
//!   "id": "https://example.edu/frameworks/workplace",
//!   "name": "Workplace Skills",
//!   "version": "2026.1",
//!   "publisher": { "id": "https://example.edu", "name": "Example College", "url": "https://example.edu" },
//!   "rubrics": [{
//!     "id": "mastery", "name": "Mastery", "requiredLevel": "met",
//!     "levels": [
//!       { "id": "not-yet", "name": "Not yet", "points": 0 },
//!       { "id": "met", "name": "Met", "points": 1, "description": "Does so unaided." }
//!     ]
//!   }],
//!   "subCompetencies": [
//!     { "id": "plan", "name": "Plan the work", "description": "Breaks work into steps.", "rubric": "mastery" },
//!     { "id": "report", "name": "Report on it", "description": "Says what was done.", "rubric": "mastery" }
//!   ],
//!   "skills": [{
//!     "id": "project-work", "name": "Project Work", "description": "Carries a small project through.",
//!     "subCompetencies": ["plan", "report"],
//!     "completion": { "rule": { "kind": "all-required" }, "attempts": "latest", "maxAgeDays": 730 }
//!   }]
//! }"#)?;
//! assert_eq!(framework.skill("project-work")?.sub_competencies().count(), 2);
//! # Ok::<(), openbadges::Error>(())
//! ```
//!
//! All ids but the framework's and the publisher's are kebab-case. Members that may be added:
//!
//! | where | members |
//! | --- | --- |
//! | framework | `description`, `status`, `inLanguage`, `provenance`, `completion` (for skills without their own), `sharedAssessments` (`forbidden`, the default, or `allowed`) |
//! | skill | `status`, `aliases`, `tags`, `alignments`, `provenance`, `completion`, `requiredLevels` (sub-competency id → level id) |
//! | sub-competency | `status`, `aliases`, `alignments`, `provenance` |
//! | rubric | `criteria` (`id`, `name`, `description`) |
//! | alignment | `targetName`, `targetUrl`, and as may be `targetCode`, `targetDescription`, `targetFramework`, `targetType` |
//!
//! The members of the example above are required, but for `url`, `description` of a level and `completion`. Points are
//! 0 to 1,000,000 with at most three decimals, a number or a string. `status` is `draft`, `adopted` (the default) or
//! `deprecated`; what is deprecated is evaluated still, but no badge is awarded for it. `provenance` says where a
//! definition was taken from: `confirmed`, `reported`, `derived` or `own` ([`Provenance`]). `aliases` are other names by
//! which assessments and lookups may call a thing; within the framework references use ids. Where assessments are not
//! shared (the default), one that names no skill serves the first skill of the framework that is completed with it.
//! Rules are described at [`Rule`].
//!
//! A `name` or `description` (of the framework, a skill, a sub-competency, a rubric, its levels and criteria) and each of
//! the `tags` may be in several languages: an object by language tag, `{"en": "Empathy", "es": "Empatía"}`. The language
//! that `inLanguage` names is the framework's own and must be there; [`Framework::translated`] gives the others.
//!
//! A member that the form does not know is an error, so that no slip of the
//! keyboard goes unnoticed; all errors are reported at once, each with its JSON pointer.

mod builtin;
mod draft;
mod draft_rule;
mod parts;
mod rubric;
mod rule;
mod skill;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use serde::Serialize;

pub use parts::{Alignment, Provenance, Publisher, Status, SubCompetency};
pub use rubric::{Criterion, Level, Points, Rubric};
pub(crate) use rule::Demand;
pub use rule::{Attempts, Completion, Rule, Scope};
pub use skill::Skill;
use skill::SkillData;
use words::{Chars, Words};

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::language::Language;
use crate::text::{did_you_mean, quoted};

/// Whether one assessment may count for two skills of a framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SharedAssessments {
    /// No: each badge needs assessments of its own. The default, because the owner's rule is not known.
    #[default]
    Forbidden,
    /// Yes: an assessment counts for every skill that has its sub-competency.
    Allowed,
}

// With `Eq` two shares of one framework are equal without a look at what is in it (see `Arc`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Inner {
    id: String,
    name: Words,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Words>,
    publisher: Publisher,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<Chars>,
    /// The other languages in which every text is.
    #[serde(skip)]
    languages: Vec<Chars>,
    /// The language whose texts are shown, if it is another than the framework's own.
    #[serde(skip)]
    edition: Option<Chars>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<Provenance>,
    shared_assessments: SharedAssessments,
    rubrics: Vec<Rubric>,
    sub_competencies: Vec<SubCompetency>,
    skills: Vec<SkillData>,
}

/// A set of skills with their sub-competencies and rubrics. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework(Arc<Inner>);

impl Framework {
    /// The nine 21st-century skills of Education Design Lab with their four sub-competencies each.
    ///
    /// Names are the Lab's where they are public (see [`Provenance`] of each); descriptions, the rubric (Emerging,
    /// Developing, Proficient, Exemplary; required: Proficient) and its points are this crate's own, because the
    /// Lab's are not public. It is in English, and [`translated`](Framework::translated) in Spanish: that is this crate's
    /// own translation, names included, and not the Lab's.
    ///
    /// ```
    /// use openbadges::Framework;
    ///
    /// let framework = Framework::twenty_first_century_skills();
    /// let names: Vec<_> = framework.skill("resilience")?.sub_competencies().map(|s| s.name().to_owned()).collect();
    /// assert_eq!(names, ["Learn from experience", "Exhibit flexibility", "Demonstrate self-awareness", "Focus on solutions"]);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    pub fn twenty_first_century_skills() -> Self {
        builtin::twenty_first_century_skills()
    }

    /// Reads a framework from its JSON form, described in the [module documentation](self).
    ///
    /// # Errors
    /// All faults of the draft at once, each with its JSON pointer.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        draft::read(bytes)
    }

    /// The framework in its JSON form; [`from_json`](Framework::from_json) reads it back as an equal one. A
    /// [`translated`](Framework::translated) one is written as the whole that it was translated from, in all languages.
    pub fn to_json(&self) -> String {
        // Strings, numbers, lists and maps with string keys: serde_json cannot fail on them.
        serde_json::to_string_pretty(&*self.0).unwrap_or_default()
    }

    /// The framework's URI.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// The version; badges carry the one they were judged by.
    pub fn version(&self) -> &str {
        &self.0.version
    }

    /// What the framework is.
    pub fn description(&self) -> Option<&str> {
        self.0.description.as_ref().map(Words::as_str)
    }

    /// Who owns it.
    pub fn publisher(&self) -> &Publisher {
        &self.0.publisher
    }

    /// How far along it is.
    pub fn status(&self) -> Status {
        self.0.status
    }

    /// The language of its texts, a BCP 47 tag: its own, or after [`translated`](Framework::translated) the other.
    pub fn in_language(&self) -> Option<&str> {
        self.edition().or(self.0.in_language.as_deref())
    }

    /// The languages in which it has every text, its own first; none if it does not say its own.
    ///
    /// ```
    /// use openbadges::Framework;
    ///
    /// let framework = Framework::twenty_first_century_skills();
    /// assert_eq!(framework.languages().collect::<Vec<_>>(), ["en", "es"]);
    /// ```
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.in_language.iter().chain(&self.0.languages).map(AsRef::as_ref)
    }

    /// The same framework with its texts in another of its languages. Of the languages that it has, the one of this tag is
    /// taken, in upper or lower case, or else the one of the tag less its last parts: `es` for `es-MX`
    /// (RFC 4647, section 3.4). In its own language it is itself.
    ///
    /// Ids are the same, so that it judges the same records. Its badges are for another edition of the same achievements:
    /// see [`Issuer::award`](crate::issue::Issuer::award).
    ///
    /// It may be any language that the framework has texts in. The sentences around these texts, such as those of the
    /// criteria, are the crate's own: in the languages that it knows (see [`Language`]), in
    /// English else; [`Issuer::with_language`](crate::issue::Issuer::with_language) has them in yours.
    ///
    /// ```
    /// use openbadges::Framework;
    ///
    /// let framework = Framework::twenty_first_century_skills().translated("es-MX")?;
    /// assert_eq!(framework.in_language(), Some("es"));
    /// assert_eq!(framework.skill("critical-thinking")?.name(), "Pensamiento crítico");
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// `framework.untranslated` if it has no texts in that language, and for each text that is not there in it, with its
    /// JSON pointer: nothing is filled in from another language, because who reads a badge in one does not expect two.
    pub fn translated(&self, language: &str) -> Result<Self> {
        words::translated(self, language)
    }

    /// The language of its texts, if it is another than its own.
    pub(crate) fn edition(&self) -> Option<&str> {
        self.0.edition.as_deref()
    }

    /// The crate's own language for sentences with its texts.
    pub(crate) fn language(&self) -> Language {
        Language::best(&[], self.in_language())
    }

    /// Its own language, whichever is shown.
    pub(crate) fn own_language(&self) -> Option<&str> {
        self.0.in_language.as_deref()
    }

    /// Where the definition was taken from.
    pub fn provenance(&self) -> Option<Provenance> {
        self.0.provenance
    }

    /// Whether one assessment may count for two skills.
    pub fn shared_assessments(&self) -> SharedAssessments {
        self.0.shared_assessments
    }

    /// The rubrics, in the order of the framework.
    pub fn rubrics(&self) -> &[Rubric] {
        &self.0.rubrics
    }

    /// The sub-competencies, in the order of the framework.
    pub fn sub_competencies(&self) -> &[SubCompetency] {
        &self.0.sub_competencies
    }

    /// The skills, in the order of the framework.
    pub fn skills(&self) -> impl ExactSizeIterator<Item = Skill> + '_ {
        self.0.skills.iter().enumerate().map(|(at, _)| Skill { framework: self.clone(), at })
    }

    /// The skill with this id or alias.
    ///
    /// # Errors
    /// `framework.unknown-skill`, with the nearest id if one is near.
    pub fn skill(&self, id: &str) -> Result<Skill> {
        self.find_skill(id).ok_or_else(|| {
            let ids = || self.0.skills.iter().map(|s| s.id.as_str());
            let mut hint = did_you_mean(id, ids());
            if hint.is_empty() && self.0.skills.len() <= 12 {
                hint = format!("; there are: {}", ids().collect::<Vec<_>>().join(", "));
            }
            let message = format!("no skill has the id {}{hint}", quoted(id));
            Error::input(Code::FrameworkUnknownSkill, "", message)
        })
    }

    pub(crate) fn find_skill(&self, id: &str) -> Option<Skill> {
        let skills = &self.0.skills;
        let by_alias = || skills.iter().position(|s| s.aliases.iter().any(|a| a == id));
        let at = skills.iter().position(|s| s.id == id).or_else(by_alias)?;
        Some(Skill { framework: self.clone(), at })
    }

    /// The sub-competency with this id or alias.
    ///
    /// # Errors
    /// `framework.unknown-sub-competency`, with the nearest id if one is near.
    pub fn sub_competency(&self, id: &str) -> Result<&SubCompetency> {
        self.find_sub_competency(id).ok_or_else(|| {
            let hint = did_you_mean(id, self.0.sub_competencies.iter().map(|s| s.id.as_str()));
            let message = format!("no sub-competency has the id {}{hint}", quoted(id));
            Error::input(Code::FrameworkUnknownSubCompetency, "", message)
        })
    }

    pub(crate) fn find_sub_competency(&self, id: &str) -> Option<&SubCompetency> {
        let all = &self.0.sub_competencies;
        all.iter().find(|s| s.id == id).or_else(|| all.iter().find(|s| s.aliases.iter().any(|a| a == id)))
    }

    /// The rubric that scores a sub-competency of this framework.
    pub fn rubric_of(&self, sub_competency: &SubCompetency) -> &Rubric {
        const NONE: &Rubric = &Rubric {
            id: String::new(),
            name: Words::EMPTY,
            levels: Vec::new(),
            required_level: String::new(),
            criteria: Vec::new(),
        };
        // The index was set where the reference was checked; a stranger's sub-competency finds an empty rubric.
        self.0.rubrics.get(sub_competency.rubric_at).unwrap_or(NONE)
    }
}
