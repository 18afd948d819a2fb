//! What a badge is awarded for.

use serde::{Deserialize, Serialize};

use super::{AchievementType, AlignmentTargetType, Extra, Image, OneOrMany, Profile, ResultType, Term, is_empty};

/// What can be achieved, the same for all who achieve it.
///
/// Open Badges 3.0, class `Achievement`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Achievement {
    /// The URI that stands for it.
    pub id: String,
    /// `Achievement`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_type: Option<Term<AchievementType>>,
    /// Its name.
    pub name: String,
    /// What it is, in short.
    pub description: String,
    /// How it is earned.
    pub criteria: Criteria,
    /// Who defined it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<Profile>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// What it corresponds to elsewhere.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub alignment: Vec<Alignment>,
    /// The results that can be asserted of who earned it.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub result_description: Vec<ResultDescription>,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub tag: Vec<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The language of its texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_language: Option<String>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Achievement {
    /// An achievement with the required members.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        description: impl Into<String>,
        criteria: Criteria,
    ) -> Self {
        Achievement {
            id: id.into(),
            types: OneOrMany::class("Achievement"),
            achievement_type: None,
            name: name.into(),
            description: description.into(),
            criteria,
            creator: None,
            image: None,
            alignment: Vec::new(),
            result_description: Vec::new(),
            tag: Vec::new(),
            version: None,
            in_language: None,
            extra: Extra::new(),
        }
    }
}

/// How an achievement is earned: on a page, in a text, or both; at least one of them.
///
/// Open Badges 3.0, class `Criteria`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Criteria {
    /// The URI of a page that tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The text, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Criteria {
    /// Criteria told in Markdown.
    pub fn narrative(text: impl Into<String>) -> Self {
        Criteria { narrative: Some(text.into()), ..Criteria::default() }
    }
}

/// A result that can be asserted of who earned the achievement.
///
/// Open Badges 3.0, class `ResultDescription`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ResultDescription {
    /// The URI by which results refer to it.
    pub id: String,
    /// `ResultDescription`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// Its name.
    pub name: String,
    /// The kind of the result.
    pub result_type: Term<ResultType>,
    /// The `id` of the level that is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_level: Option<String>,
    /// The levels. No signature covers their order: compare them by their points.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub rubric_criterion_level: Vec<RubricCriterionLevel>,
    /// The value that is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_value: Option<String>,
    /// The values there are, from low to high.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub allowed_value: Vec<String>,
    /// The lowest value there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_min: Option<String>,
    /// The highest value there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_max: Option<String>,
    /// What it corresponds to elsewhere.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub alignment: Vec<Alignment>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ResultDescription {
    /// A result description with the required members.
    pub fn new(id: impl Into<String>, name: impl Into<String>, result_type: impl Into<Term<ResultType>>) -> Self {
        ResultDescription {
            id: id.into(),
            types: OneOrMany::class("ResultDescription"),
            name: name.into(),
            result_type: result_type.into(),
            required_level: None,
            rubric_criterion_level: Vec::new(),
            required_value: None,
            allowed_value: Vec::new(),
            value_min: None,
            value_max: None,
            alignment: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// One level of a rubric.
///
/// Open Badges 3.0, class `RubricCriterionLevel`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RubricCriterionLevel {
    /// The URI by which results refer to it.
    pub id: String,
    /// `RubricCriterionLevel`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// Its name.
    pub name: String,
    /// What work at this level looks like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The level in terms of success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// What it is worth: the only signed order among levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
    /// What it corresponds to elsewhere.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub alignment: Vec<Alignment>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl RubricCriterionLevel {
    /// A level with the required members.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        RubricCriterionLevel {
            id: id.into(),
            types: OneOrMany::class("RubricCriterionLevel"),
            name: name.into(),
            description: None,
            level: None,
            points: None,
            alignment: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// What something corresponds to in an educational framework.
///
/// Open Badges 3.0, class `Alignment`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Alignment {
    /// `Alignment`, and other types as may be.
    #[serde(rename = "type")]
    pub types: OneOrMany<String>,
    /// The name of what is aligned to.
    pub target_name: String,
    /// Its URL.
    pub target_url: String,
    /// Its code in its framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_code: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_description: Option<String>,
    /// The name of its framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_framework: Option<String>,
    /// Its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<Term<AlignmentTargetType>>,
    /// Members that the class does not define.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Alignment {
    /// An alignment with the required members.
    pub fn new(target_name: impl Into<String>, target_url: impl Into<String>) -> Self {
        Alignment {
            types: OneOrMany::class("Alignment"),
            target_name: target_name.into(),
            target_url: target_url.into(),
            target_code: None,
            target_description: None,
            target_framework: None,
            target_type: None,
            extra: Extra::new(),
        }
    }
}
