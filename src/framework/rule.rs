//! When a skill counts as completed: rules as data. `assessment` evaluates them.

use serde::Serialize;

use super::rubric::Points;

/// Which of a skill's sub-competencies a [`Rule`] speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All of them.
    #[default]
    Whole,
    /// Those with these ids.
    Only(Vec<String>),
}

impl Scope {
    /// Whether the scope has the sub-competency.
    pub fn contains(&self, sub_competency: &str) -> bool {
        match self {
            Scope::Whole => true,
            Scope::Only(ids) => ids.iter().any(|id| id == sub_competency),
        }
    }

    fn is_whole(&self) -> bool {
        *self == Scope::Whole
    }
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Scope::Whole => serializer.serialize_none(),
            Scope::Only(ids) => ids.serialize(serializer),
        }
    }
}

/// When a skill counts as completed.
///
/// In JSON an object with the member `kind`: `all-required`, `at-least` (`count`), `points` (`total`, `floor`), `all` and
/// `any` (`rules`); the first three may name the sub-competencies they speak of in `of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// Each sub-competency at its required level; a strength in one does not make up for another. The default.
    AllRequired {
        /// Of which sub-competencies.
        #[serde(skip_serializing_if = "Scope::is_whole")]
        of: Scope,
    },
    /// So many of the sub-competencies at their required levels.
    AtLeast {
        /// How many.
        count: u32,
        /// Of which sub-competencies.
        #[serde(skip_serializing_if = "Scope::is_whole")]
        of: Scope,
    },
    /// So many points over all the sub-competencies, and with a floor at least that many in each.
    Points {
        /// The points needed in all.
        total: Points,
        /// The points needed in each.
        #[serde(skip_serializing_if = "Option::is_none")]
        floor: Option<Points>,
        /// Of which sub-competencies.
        #[serde(skip_serializing_if = "Scope::is_whole")]
        of: Scope,
    },
    /// Every one of the rules.
    All {
        /// The rules.
        rules: Vec<Rule>,
    },
    /// At least one of the rules.
    Any {
        /// The rules.
        rules: Vec<Rule>,
    },
}

impl Default for Rule {
    fn default() -> Self {
        Rule::AllRequired { of: Scope::Whole }
    }
}

/// Which of several attempts at one sub-competency counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Attempts {
    /// The one with the most points; of equals the earliest.
    #[default]
    Best,
    /// The latest one, even if it is worse.
    Latest,
    /// The first one; there are no retakes.
    First,
}

/// The rule of a skill and which assessments it counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    pub(super) rule: Rule,
    pub(super) attempts: Attempts,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_age_days: Option<u32>,
}

impl Completion {
    /// The rule.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Which of several attempts counts.
    pub fn attempts(&self) -> Attempts {
        self.attempts
    }

    /// How many days before the award an assessment may lie; none if any age will do.
    pub fn max_age_days(&self) -> Option<u32> {
        self.max_age_days
    }
}

/// What a rule asks of one sub-competency, for those who describe the achievement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Nothing: the rule does not speak of it.
    None,
    /// Its required level.
    RequiredLevel,
    /// Points alone, at least so many.
    Points(Option<Points>),
}

impl Rule {
    /// The weakest thing that the rule asks of the sub-competency: a result may satisfy the rule through it.
    pub(crate) fn demand_of(&self, sub_competency: &str) -> Demand {
        match self {
            Rule::AllRequired { of } | Rule::AtLeast { of, .. } if of.contains(sub_competency) => Demand::RequiredLevel,
            Rule::Points { floor, of, .. } if of.contains(sub_competency) => Demand::Points(*floor),
            Rule::All { rules } | Rule::Any { rules } => {
                let demands = rules.iter().map(|rule| rule.demand_of(sub_competency));
                demands.fold(Demand::None, |weakest, demand| match (weakest, demand) {
                    (Demand::None, other) | (other, Demand::None) => other,
                    (Demand::Points(a), Demand::Points(b)) => Demand::Points(a.min(b)),
                    (Demand::Points(p), _) | (_, Demand::Points(p)) => Demand::Points(p),
                    _ => Demand::RequiredLevel,
                })
            }
            _ => Demand::None,
        }
    }
}
