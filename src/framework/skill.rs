//! Skills: what badges are awarded for.

use serde::Serialize;

use super::{
    Alignment, Attempts, Completion, Demand, Framework, Level, Provenance, Rubric, Rule, Scope, Status, SubCompetency,
    Words,
};
use crate::error::Result;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SkillData {
    pub(super) id: String,
    pub(super) name: Words,
    pub(super) description: Words,
    pub(super) sub_competencies: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_map")]
    pub(super) required_levels: Vec<(String, String)>,
    pub(super) completion: Completion,
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<Words>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alignments: Vec<Alignment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) provenance: Option<Provenance>,
    /// Where in the framework's list the sub-competencies stand.
    #[serde(skip)]
    pub(super) parts: Vec<usize>,
}

fn as_map<S: serde::Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(k, v)| (k, v)))
}

/// A skill of a [`Framework`]: what a badge is awarded for. Cheap to clone; it keeps its framework alive.
#[derive(Debug, Clone)]
pub struct Skill {
    pub(super) framework: Framework,
    pub(super) at: usize,
}

impl PartialEq for Skill {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && self.framework == other.framework
    }
}

impl Eq for Skill {}

impl Skill {
    fn data(&self) -> &SkillData {
        static NONE: SkillData = SkillData {
            id: String::new(),
            name: Words::EMPTY,
            description: Words::EMPTY,
            sub_competencies: Vec::new(),
            required_levels: Vec::new(),
            completion: Completion {
                rule: Rule::AllRequired { of: Scope::Whole },
                attempts: Attempts::Best,
                max_age_days: None,
            },
            status: Status::Draft,
            aliases: Vec::new(),
            tags: Vec::new(),
            alignments: Vec::new(),
            provenance: None,
            parts: Vec::new(),
        };
        // Skills are only made with an index of their own framework.
        self.framework.0.skills.get(self.at).unwrap_or(&NONE)
    }

    /// Where in the framework's list it stands.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// The framework it belongs to.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The id, kebab-case, unique among the framework's skills.
    pub fn id(&self) -> &str {
        &self.data().id
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        self.data().name.as_str()
    }

    /// The names in all languages, if there are several.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.data().name.in_all()
    }

    /// What a person who has it does.
    pub fn description(&self) -> &str {
        self.data().description.as_str()
    }

    /// Its sub-competencies, in order.
    pub fn sub_competencies(&self) -> impl Iterator<Item = &SubCompetency> {
        self.data().parts.iter().filter_map(|at| self.framework.0.sub_competencies.get(*at))
    }

    /// The rubric that scores one of its sub-competencies.
    pub fn rubric_of(&self, sub_competency: &SubCompetency) -> &Rubric {
        self.framework.rubric_of(sub_competency)
    }

    /// The level that this skill requires in one of its sub-competencies, where its rule asks for levels.
    pub fn required_level(&self, sub_competency: &SubCompetency) -> Option<&Level> {
        let rubric = self.rubric_of(sub_competency);
        let own = self.data().required_levels.iter().find(|(id, _)| *id == sub_competency.id);
        rubric.level(own.map_or(rubric.required_level.as_str(), |(_, level)| level))
    }

    /// What the completion rule asks of one of its sub-competencies.
    pub(crate) fn demand_of(&self, sub_competency: &SubCompetency) -> Demand {
        let required = self.required_level(sub_competency).map(Level::points).unwrap_or_default();
        self.completion().rule().demand_of(sub_competency.id(), required)
    }

    /// When the skill counts as completed.
    pub fn completion(&self) -> &Completion {
        &self.data().completion
    }

    /// How far along the definition is.
    pub fn status(&self) -> Status {
        self.data().status
    }

    /// Other names it has or had; lookups accept them.
    pub fn aliases(&self) -> &[String] {
        &self.data().aliases
    }

    /// Words to find it by.
    pub fn tags(&self) -> impl ExactSizeIterator<Item = &str> {
        self.data().tags.iter().map(Words::as_str)
    }

    /// What it corresponds to elsewhere.
    pub fn alignments(&self) -> &[Alignment] {
        &self.data().alignments
    }

    /// Where the definition was taken from.
    pub fn provenance(&self) -> Option<Provenance> {
        self.data().provenance
    }
}
