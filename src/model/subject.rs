//! Who achieved it, and with which results.

use serde::{Deserialize, Serialize};

use super::{
    Achievement, Alignment, Extra, IdentityObject, Image, OneOrMany, Profile, ResultStatusType, Term, is_empty,
};

/// Who achieved something, and with which results. Either `id` or an `identifier` says who.
///
/// Open Badges 3.0, class `AchievementSubject`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AchievementSubject {
    /// The URI or DID that stands for the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `AchievementSubject`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// What else identifies the person.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub identifier: Vec<IdentityObject>,
    /// What was achieved.
    pub achievement: Achievement,
    /// With which results.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub result: Vec<Result>,
    /// Who assessed it for the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Profile>,
    /// What connects the evidence, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// A picture baked for this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl AchievementSubject {
    /// A subject with the required members but one: set `id` or `identifier`.
    pub fn new(achievement: Achievement) -> Self {
        AchievementSubject {
            id: None,
            types: OneOrMany::class("AchievementSubject"),
            identifier: Vec::new(),
            achievement,
            result: Vec::new(),
            source: None,
            narrative: None,
            image: None,
            extra: Extra::new(),
        }
    }
}

/// A result that was achieved.
///
/// Open Badges 3.0, class `Result`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Result {
    /// `Result`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// The `id` of the description of this result in the achievement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_description: Option<String>,
    /// The `id` of the level that was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achieved_level: Option<String>,
    /// How far the learner is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Term<ResultStatusType>>,
    /// The value that was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What the result corresponds to elsewhere.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub alignment: Vec<Alignment>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Result {
    fn default() -> Self {
        Result::new()
    }
}

impl Result {
    /// A result with the required members.
    pub fn new() -> Self {
        Result {
            types: OneOrMany::class("Result"),
            result_description: None,
            achieved_level: None,
            status: None,
            value: None,
            alignment: Vec::new(),
            extra: Extra::new(),
        }
    }
}
