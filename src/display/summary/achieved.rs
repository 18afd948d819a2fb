//! What was achieved, and what of it was shown.

use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::facts::facts;
use crate::model::DateTimeZ;

facts! {
    /// What was achieved.
    Achieved {
        /// The URI that stands for the achievement.
        text id;
        /// Its name.
        text name;
        /// What it is, in short.
        text description;
        /// Its type, a word of the standard such as `MicroCredential`, or an extension.
        maybe kind;
        /// How it is earned, in Markdown as the badge has it: render it with care.
        maybe criteria;
        /// A page that says how it is earned: any URI, see [`web_link`](super::web_link).
        maybe criteria_url;
        /// Its picture, or that of the credential.
        maybe image: Picture;
        /// Words to find it by.
        list tags: String;
        /// Its version: of our own badges the version of the framework.
        maybe version;
        /// A code that people use for it.
        maybe code;
        /// Its field of study.
        maybe field_of_study;
        /// Its focus within that field.
        maybe specialization;
        /// Credits that it brings, a number as the badge has it.
        maybe credits_available;
        /// Credits that the person earned.
        maybe credits_earned;
        /// The number of a licence that came with it.
        maybe license_number;
        /// In which role the person achieved it.
        maybe role;
        /// The academic term.
        maybe term;
        /// When the activity began.
        maybe started: DateTimeZ;
        /// When the activity ended.
        maybe ended: DateTimeZ;
    }
}

facts! {
    /// A picture.
    Picture {
        /// A URL or a data URI; nothing says that it is a picture.
        text uri;
        /// What there is to see.
        maybe caption;
    }
}

facts! {
    /// One thing that the person showed, mostly a sub-competency: a result description of the achievement with the results
    /// that refer to it. Without results, nothing is asserted of it.
    Shown {
        /// The URI that results refer to it by.
        text id;
        /// Its name.
        text name;
        /// The type of the result, a word of the standard such as `RubricCriterionLevel`, or an extension.
        text kind;
        /// The results. Several are several attempts, or say several things; which counts, nothing says.
        list reached: Reached;
        /// The level required; its id in JSON.
        shared required_level: Level;
        /// The value required.
        maybe required_value;
        /// The lowest value there is.
        maybe value_min;
        /// The highest value there is.
        maybe value_max;
        /// The values there are, from low to high.
        list allowed_values: String;
        /// The levels there are: from low to high if [`is_ordered`](Shown::is_ordered).
        list levels: Level;
        /// Whether the order of the levels is known. No signature covers the order of a list. The points and the numbers of the
        /// levels are signed: either give the order if all levels have different ones, and the other does not say otherwise of
        /// any two levels.
        copy is_ordered: bool;
        /// How it was assessed, by whom and when, from evidence that says that it is about this.
        list assessed: Assessed;
    }
}

impl Shown {
    /// Whether the badge asserts something of it.
    pub fn is_asserted(&self) -> bool {
        !self.reached.is_empty()
    }

    /// The place of a level among the levels from low to high, from 1, and how many there are; none if their order is not
    /// known.
    pub fn place(&self, level: &Level) -> Option<(usize, usize)> {
        let at = self.levels.iter().position(|own| own.id == level.id).filter(|_| self.is_ordered)?;
        Some((at + 1, self.levels.len()))
    }
}

facts! {
    /// One result.
    Reached {
        /// The level reached; its id in JSON.
        shared level: Level;
        /// The value reached.
        maybe value;
        /// How far the learner is: a word of the standard such as `Completed`.
        maybe status;
    }
}

facts! {
    /// A level of a rubric.
    Level {
        /// The URI that stands for it.
        text id;
        /// Its name; none if the badge names the level and does not describe it.
        maybe name;
        /// What work at this level looks like.
        maybe description;
        /// Its points, a number as the badge has it.
        maybe points;
        /// The level in terms of success.
        maybe level;
    }
}

/// A level that many results may name: however long it is, it is there once, and its id stands for it in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::display::summary) struct Shared(pub(super) Arc<Level>);

impl Deref for Shared {
    type Target = Level;

    fn deref(&self) -> &Level {
        &self.0
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.id)
    }
}

impl Level {
    /// Its name, or else its URI.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

facts! {
    /// How something was assessed. The details are there if the evidence is of the form in which this crate issues it, in
    /// English or Spanish, and says nothing else; in any case the evidence is there as it stands. What an issuer wrote in a
    /// language of its own ([`Issuer::with_language`](crate::issue::Issuer::with_language)) is not recognized: it stands
    /// under [`Summary::evidence`](super::Summary::evidence), whole.
    Assessed {
        /// How.
        maybe method: Method;
        /// The assessor's name.
        maybe assessor;
        /// On which day.
        maybe on: Day;
        /// The evidence that says so.
        one evidence: Evidence;
    }
}

/// How something was assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// By a facilitator.
    Facilitator,
    /// Automatically.
    Automated,
    /// Automatically, with a facilitator's review.
    AutomatedWithReview,
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub(super) NaiveDate);

impl Day {
    /// The date.
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

facts! {
    /// A piece of evidence, as the badge has it. That it is there the issuer signed; what lies behind its link nobody looked at.
    /// What the badge says in several places of evidence of one id stands together, different texts one after the other: no
    /// signature of linked data covers in which of them what is said.
    Evidence {
        /// The page that shows it: any URI, see [`web_link`](super::web_link).
        maybe id;
        /// Its title.
        maybe name;
        /// Its kind.
        maybe genre;
        /// What it is.
        maybe description;
        /// What it shows, in Markdown as the badge has it: render it with care.
        maybe narrative;
        /// For whom it was made.
        maybe audience;
    }
}

facts! {
    /// What corresponds to the achievement in one framework elsewhere.
    AlignedTo {
        /// The framework: by its name, or the host of its addresses, or neither.
        maybe framework;
        /// Whether `framework` is a host, because the badge names no framework.
        copy is_host: bool;
        /// What corresponds.
        list targets: Target;
    }
}

facts! {
    /// One thing that something in the badge corresponds to.
    Target {
        /// Its name.
        text name;
        /// Its URL: any URI, see [`web_link`](super::web_link).
        text url;
        /// Its code in its framework.
        maybe code;
        /// Its type, a word of the standard such as `CFItem`, or an extension.
        maybe kind;
        /// What it is.
        maybe description;
        /// What in the badge corresponds to it.
        one of: Of;
    }
}

/// What in the badge corresponds to something. In JSON the places of the sub-competency and the level stand for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Of {
    pub(super) kind: OfKind,
    /// Place and name among what was shown.
    pub(super) shown: Option<(usize, Arc<str>)>,
    /// Place and name among its levels.
    pub(super) level: Option<(usize, Arc<str>)>,
}

/// Which kind of thing in the badge corresponds to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OfKind {
    /// The achievement.
    Achievement,
    /// A sub-competency.
    Shown,
    /// A level of a sub-competency, whether it was reached or not.
    Level,
    /// A result that the achievement does not describe.
    Result,
}

impl Of {
    /// Of which kind it is.
    pub fn kind(&self) -> OfKind {
        self.kind
    }

    /// The name of the sub-competency, if it is one or a level of one.
    pub fn name(&self) -> Option<&str> {
        self.shown.as_ref().map(|(_, name)| &**name)
    }

    /// The name of the level, if it is one.
    pub fn level(&self) -> Option<&str> {
        self.level.as_ref().map(|(_, name)| &**name)
    }
}

impl Serialize for Of {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = |part: &Option<(usize, Arc<str>)>| part.as_ref().map(|(place, _)| *place);
        let mut out = serializer.serialize_struct("Of", 3)?;
        out.serialize_field("kind", &self.kind)?;
        out.serialize_field("shown", &place(&self.shown))?;
        out.serialize_field("level", &place(&self.level))?;
        out.end()
    }
}
