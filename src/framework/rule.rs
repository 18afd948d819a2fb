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
/// `any` (`rules`); the first three may name the sub-competencies they speak of in `of`:
///
/// ```json
/// { "kind": "all", "rules": [
///     { "kind": "all-required", "of": ["plan"] },
///     { "kind": "any", "rules": [
///         { "kind": "at-least", "count": 2 },
///         { "kind": "points", "total": 8, "floor": "1.5" }
///     ] }
/// ] }
/// ```
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

/// What a rule asks of one sub-competency, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Demand {
    /// What everybody who meets the rule has at least.
    mandatory: Option<Points>,
    /// From where on a result adds to meeting the rule; none if the rule does not speak of the sub-competency.
    countable: Option<Points>,
    /// Whether the rule asks for the required level here.
    pub(crate) by_level: bool,
    /// Whether the rule counts points here.
    pub(crate) by_points: bool,
}

impl Demand {
    /// From where on a result supports an award: every result in a badge lies there or above.
    pub(crate) fn threshold(self) -> Option<Points> {
        self.mandatory.max(self.countable)
    }

    /// What everybody who meets the rule has at least; none if one can do without.
    pub(crate) fn mandatory(self) -> Option<Points> {
        self.mandatory.filter(|points| *points > Points::default())
    }

    /// What either of two rules counts.
    fn or(self, other: Demand) -> Demand {
        let both = self.countable.zip(other.countable).map(|(a, b)| a.min(b));
        Demand {
            mandatory: None,
            countable: both.or(self.countable).or(other.countable),
            by_level: self.by_level || other.by_level,
            by_points: self.by_points || other.by_points,
        }
    }
}

impl Rule {
    /// What the rule asks of a sub-competency whose required level has so many points.
    pub(crate) fn demand_of(&self, sub_competency: &str, required: Points) -> Demand {
        match self {
            Rule::AllRequired { of } if of.contains(sub_competency) => {
                Demand { mandatory: Some(required), countable: Some(required), by_level: true, by_points: false }
            }
            Rule::AtLeast { of, .. } if of.contains(sub_competency) => {
                Demand { mandatory: None, countable: Some(required), by_level: true, by_points: false }
            }
            Rule::Points { floor, of, .. } if of.contains(sub_competency) => Demand {
                mandatory: *floor,
                countable: Some(floor.unwrap_or_default()),
                by_level: false,
                by_points: true,
            },
            // Who meets all of them meets the hardest; who meets any may have met the easiest.
            Rule::All { rules } => {
                let demands = rules.iter().map(|rule| rule.demand_of(sub_competency, required));
                demands.fold(Demand::default(), |all, one| Demand {
                    mandatory: all.mandatory.max(one.mandatory),
                    ..all.or(one)
                })
            }
            Rule::Any { rules } => {
                let demands = rules.iter().map(|rule| rule.demand_of(sub_competency, required));
                let either = |any: Demand, one: Demand| Demand {
                    mandatory: any.mandatory.zip(one.mandatory).map(|(a, b)| a.min(b)),
                    ..any.or(one)
                };
                demands.reduce(either).unwrap_or_default()
            }
            _ => Demand::default(),
        }
    }
}
