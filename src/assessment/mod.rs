//! What a learner has shown: performance assessments, and what they amount to.
//!
//! A [`Record`] holds the assessments of one learner. [`Skill::evaluate`](crate::framework::Skill::evaluate) applies
//! the skill's completion rule to it and gives an [`Outcome`] that explains every sub-competency. Only an outcome that
//! is met turns into [`Earned`], the one thing a badge can be awarded for.
//!
//! ```
//! use openbadges::Framework;
//! use openbadges::assessment::Records;
//!
//! let records = Records::from_json(br#"{ "records": [{
//!   "learner": { "id": "s-1", "identifiers": [{ "type": "emailAddress", "value": "a@example.edu" }] },
//!   "assessments": [{
//!     "subCompetency": "identify-patterns", "skill": "critical-thinking", "level": "developing",
//!     "assessedAt": "2026-04-17T15:30:00Z", "assessor": { "kind": "facilitator" }
//!   }]
//! }]}"#)?;
//! let skill = Framework::twenty_first_century_skills().skill("critical-thinking")?;
//! let as_of = "2026-05-01T00:00:00Z".parse().unwrap();
//! let outcome = skill.evaluate(records.of("s-1")?, as_of)?;
//! assert_eq!(
//!     outcome.standings()[1].sentence(),
//!     "Identify patterns: you reached Developing on 2026-04-17; Proficient is required"
//! );
//! let not_earned = outcome.into_earned().unwrap_err();
//! assert_eq!(not_earned.reasons().len(), 4);
//! # Ok::<(), openbadges::Error>(())
//! ```
//!
//! ## The JSON form
//!
//! An object with the member `records`, an array of objects:
//!
//! | where | members |
//! | --- | --- |
//! | record | `learner`, `assessments`, and as may be `awarded` (skills awarded earlier, each `skill` and `at`) |
//! | learner | `id` (stable, the institution's own), and as may be `uri` (a DID or URL), `name`, `identifiers` (each `type`, such as `emailAddress`, `sisSourcedId` or `ext:` and a word of your own, see [`IdentifierType`](crate::model::IdentifierType), and `value`) |
//! | assessment | `subCompetency`, `level` (an id of the rubric) or `points` (0 to 1,000,000 with at most three decimals, a number or a string), `assessedAt` (RFC 3339), `assessor`, and as may be `skill` (it then counts for no other), `learner` (must be the record's), `purpose` (`summative`, the default, or `formative`, which does not count), `attempt` (from 1; orders assessments of the same time), `evidence` |
//! | assessor | `kind` (`facilitator`, `automated`, `automated-with-review`), and as may be `name`, `id` |
//! | evidence | `name`, and as may be `kind` (`assessment`, `artefact`, `reflection`, `observation`), `description`, `genre`, `url`, `visibility` (`private`, the default, or `public`: it then stands in the badge, with or without `url`) |
//!
//! Skills and sub-competencies are named by id or alias.

pub(crate) mod evaluate;
mod learner;
mod outcome;
pub(crate) mod read;
mod standing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use learner::{Identifier, Learner};
pub use outcome::{Earned, NotEarned, Outcome};
pub(crate) use standing::counted_points;
pub use standing::{Counted, Standing, State};

use crate::error::{Error, Result};
use crate::finding::{Code, Finding};
use crate::framework::Points;
use crate::text::{did_you_mean, quoted};

/// What a performance was found to be worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Score {
    /// A level, by its id in the rubric.
    Level(String),
    /// Points on the rubric's scale; the level is the highest one that is worth no more.
    Points(Points),
}

/// How a performance was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AssessorKind {
    /// By a facilitator.
    Facilitator,
    /// By a program.
    Automated,
    /// By a program, and looked over by a facilitator.
    AutomatedWithReview,
}

/// Who scored a performance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessor {
    kind: AssessorKind,
    name: Option<String>,
    id: Option<String>,
}

impl Assessor {
    /// An assessor of whom only the kind is said.
    pub fn new(kind: AssessorKind) -> Self {
        Assessor { kind, name: None, id: None }
    }

    /// Adds the name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Adds the institution's id of the person or program.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// How it was scored.
    pub fn kind(&self) -> AssessorKind {
        self.kind
    }

    /// The name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The institution's id of the person or program.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

/// Whether an assessment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Purpose {
    /// It counts.
    #[default]
    Summative,
    /// It was practice and feedback.
    Formative,
}

/// What a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum EvidenceKind {
    /// The assessment's own task and scoring.
    Assessment,
    /// Something that was made.
    #[default]
    Artefact,
    /// The learner's own look back.
    Reflection,
    /// What others saw, 360-degree feedback among it.
    Observation,
}

/// Whether a piece of evidence may stand in a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Visibility {
    /// It stays with the institution. The default: learners' work and answers are theirs to share.
    #[default]
    Private,
    /// It may be shown to whoever sees the badge.
    Public,
}

/// Something that shows what the learner did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceItem {
    kind: EvidenceKind,
    name: String,
    description: Option<String>,
    genre: Option<String>,
    url: Option<String>,
    visibility: Visibility,
}

impl EvidenceItem {
    /// A private piece of evidence.
    pub fn new(kind: EvidenceKind, name: impl Into<String>) -> Self {
        let visibility = Visibility::Private;
        EvidenceItem { kind, name: name.into(), description: None, genre: None, url: None, visibility }
    }

    /// Adds what it is.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Adds its genre, such as `Essay`.
    #[must_use]
    pub fn with_genre(mut self, genre: impl Into<String>) -> Self {
        self.genre = Some(genre.into());
        self
    }

    /// Adds where it can be seen.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Says whether it may stand in a badge.
    #[must_use]
    pub fn with_visibility(mut self, visibility: Visibility) -> Self {
        self.visibility = visibility;
        self
    }

    /// What it is a piece of.
    pub fn kind(&self) -> EvidenceKind {
        self.kind
    }

    /// Its title.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Its genre.
    pub fn genre(&self) -> Option<&str> {
        self.genre.as_deref()
    }

    /// Where it can be seen.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Whether it may stand in a badge.
    pub fn visibility(&self) -> Visibility {
        self.visibility
    }
}

/// One performance assessment of one learner in one sub-competency. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment(Arc<Assessed>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Assessed {
    sub_competency: String,
    skill: Option<String>,
    score: Score,
    assessed_at: DateTime<FixedOffset>,
    assessor: Assessor,
    purpose: Purpose,
    attempt: Option<u32>,
    evidence: Vec<EvidenceItem>,
}

impl Assessment {
    /// A summative assessment.
    pub fn new(
        sub_competency: impl Into<String>,
        score: Score,
        assessed_at: DateTime<FixedOffset>,
        assessor: Assessor,
    ) -> Self {
        Assessment(Arc::new(Assessed {
            sub_competency: sub_competency.into(),
            skill: None,
            score,
            assessed_at,
            assessor,
            purpose: Purpose::Summative,
            attempt: None,
            evidence: Vec::new(),
        }))
    }

    /// Says for which skill it was made; it counts for no other.
    #[must_use]
    pub fn with_skill(mut self, skill: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).skill = Some(skill.into());
        self
    }

    /// Says whether it counts.
    #[must_use]
    pub fn with_purpose(mut self, purpose: Purpose) -> Self {
        Arc::make_mut(&mut self.0).purpose = purpose;
        self
    }

    /// Says which attempt it was, from 1; it orders assessments of the same time.
    #[must_use]
    pub fn with_attempt(mut self, attempt: u32) -> Self {
        Arc::make_mut(&mut self.0).attempt = Some(attempt);
        self
    }

    /// Adds a piece of evidence.
    #[must_use]
    pub fn with_evidence(mut self, item: EvidenceItem) -> Self {
        Arc::make_mut(&mut self.0).evidence.push(item);
        self
    }

    /// The sub-competency, by id or alias.
    pub fn sub_competency(&self) -> &str {
        &self.0.sub_competency
    }

    /// The skill it was made for, by id or alias.
    pub fn skill(&self) -> Option<&str> {
        self.0.skill.as_deref()
    }

    /// What it was found to be worth.
    pub fn score(&self) -> &Score {
        &self.0.score
    }

    /// When it was scored.
    pub fn assessed_at(&self) -> DateTime<FixedOffset> {
        self.0.assessed_at
    }

    /// Who scored it.
    pub fn assessor(&self) -> &Assessor {
        &self.0.assessor
    }

    /// Whether it counts.
    pub fn purpose(&self) -> Purpose {
        self.0.purpose
    }

    /// Which attempt it was.
    pub fn attempt(&self) -> Option<u32> {
        self.0.attempt
    }

    /// What shows it.
    pub fn evidence(&self) -> &[EvidenceItem] {
        &self.0.evidence
    }
}

/// All assessments of one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    learner: Learner,
    assessments: Vec<Assessment>,
    awarded: Vec<Awarded>,
    /// Where it was read from, for findings.
    place: String,
}

/// A skill that was awarded to the learner earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Awarded {
    skill: String,
    at: DateTime<FixedOffset>,
}

impl Record {
    /// A record.
    pub fn new(learner: Learner, assessments: impl IntoIterator<Item = Assessment>) -> Self {
        let assessments = assessments.into_iter().collect();
        Record { learner, assessments, awarded: Vec::new(), place: String::new() }
    }

    /// Says that a skill was awarded earlier, by id or alias, and when. It keeps the assessments that it was awarded
    /// for, where one assessment may count for one skill only.
    #[must_use]
    pub fn with_awarded(mut self, skill: impl Into<String>, at: DateTime<FixedOffset>) -> Self {
        self.awarded.push(Awarded { skill: skill.into(), at });
        self
    }

    /// Whose record it is.
    pub fn learner(&self) -> &Learner {
        &self.learner
    }

    /// The assessments, in the order they came.
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    /// The skills that were awarded earlier, and when.
    pub fn awarded(&self) -> impl Iterator<Item = (&str, DateTime<FixedOffset>)> {
        self.awarded.iter().map(|awarded| (awarded.skill.as_str(), awarded.at))
    }
}

/// Records of several learners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records(Vec<Record>);

impl Records {
    /// Reads records from their JSON form, described in the [module documentation](self).
    ///
    /// Whether a framework knows the sub-competencies and levels is asked when a record is evaluated.
    ///
    /// # Errors
    /// All faults at once, each with its JSON pointer.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        read::records(bytes).map(Records)
    }

    /// The record of the learner with this id.
    ///
    /// # Errors
    /// `record.unknown-learner`, with the nearest id if one is near.
    pub fn of(&self, learner: &str) -> Result<&Record> {
        let found = self.0.iter().find(|record| record.learner.id() == learner);
        found.ok_or_else(|| {
            let hint = did_you_mean(learner, self.0.iter().map(|r| r.learner.id()));
            let message = format!("there is no record of the learner {}{hint}", quoted(learner));
            let finding = Finding::error(Code::RecordUnknownLearner, "/records", message).with_value(learner);
            Error::new(crate::error::ErrorKind::Input, finding)
        })
    }

    /// The records, in the order they came.
    pub fn iter(&self) -> std::slice::Iter<'_, Record> {
        self.0.iter()
    }
}

impl<'r> IntoIterator for &'r Records {
    type Item = &'r Record;
    type IntoIter = std::slice::Iter<'r, Record>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
