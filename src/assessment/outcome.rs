//! What a record amounts to, with the reasons.

use std::fmt;

use chrono::{DateTime, Utc};

use super::{Assessment, Learner};
use crate::framework::{Demand, Level, Points, Rule, Scope, Skill, SubCompetency};
use crate::text::{listed, quoted};

/// Where a learner stands in one sub-competency.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// At the required level or above.
    Met,
    /// Assessed, below the required level.
    BelowLevel,
    /// Not assessed.
    NotAssessed,
    /// All assessments lie further back than the completion rule lets count.
    TooOld {
        /// How many days back the rule looks.
        days: u32,
    },
    /// There is practice and feedback, but no assessment that counts.
    OnlyFormative,
    /// The assessments count for another skill, and for one skill only.
    UsedForAnotherSkill {
        /// The other skill's id.
        skill: String,
        /// The other skill's name.
        name: String,
    },
}

/// The assessment that a [`Standing`] rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub(super) at: usize,
    assessment: Assessment,
    level: Level,
    points: Points,
}

impl Counted {
    pub(super) fn new(at: usize, assessment: Assessment, level: Level, points: Points) -> Self {
        Counted { at, assessment, level, points }
    }

    /// The assessment.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The level it amounts to.
    pub fn level(&self) -> &Level {
        &self.level
    }

    /// The points it amounts to.
    pub fn points(&self) -> Points {
        self.points
    }

    /// The day of the assessment, in the zone it was recorded with.
    fn day(&self) -> String {
        self.assessment.assessed_at().format("%Y-%m-%d").to_string()
    }
}

/// Where a learner stands in one sub-competency of a skill, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    sub_competency: SubCompetency,
    required: Option<Level>,
    state: State,
    counted: Option<Counted>,
    /// What the skill's rule asks here.
    demand: Demand,
}

impl Standing {
    pub(super) fn new(
        sub_competency: &SubCompetency,
        required: Option<Level>,
        state: State,
        counted: Option<Counted>,
        demand: Demand,
    ) -> Self {
        Standing { sub_competency: sub_competency.clone(), required, state, counted, demand }
    }

    /// The sub-competency.
    pub fn sub_competency(&self) -> &SubCompetency {
        &self.sub_competency
    }

    /// The level that the skill requires in it.
    pub fn required(&self) -> Option<&Level> {
        self.required.as_ref()
    }

    /// Where the learner stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The assessment that counts; for [`State::TooOld`] and [`State::UsedForAnotherSkill`] the one that would have.
    pub fn counted(&self) -> Option<&Counted> {
        self.counted.as_ref()
    }

    /// The points that count here.
    fn points(&self) -> Points {
        match self.state {
            State::Met | State::BelowLevel => self.counted.as_ref().map(Counted::points).unwrap_or_default(),
            _ => Points::default(),
        }
    }

    fn is_met(&self) -> bool {
        self.state == State::Met
    }

    /// Whether it may support an award: at its required level, or by the points it adds where points are asked.
    fn supports(&self) -> bool {
        let by_points = match self.demand {
            Demand::Points(floor) => {
                self.state == State::BelowLevel
                    && self.points() > Points::default()
                    && floor.is_none_or(|f| self.points() >= f)
            }
            _ => false,
        };
        (self.is_met() && self.demand != Demand::None) || by_points
    }

    /// A sentence that says to the learner where they stand.
    pub fn sentence(&self) -> String {
        let name = self.sub_competency.name();
        let required = match (self.demand, &self.required) {
            (Demand::Points(Some(floor)), _) => format!("; at least {floor} points are required"),
            (Demand::RequiredLevel, Some(level)) => format!("; {} is required", level.name()),
            _ => String::new(),
        };
        let day = self.counted.as_ref().map(Counted::day).unwrap_or_default();
        match (&self.state, &self.counted) {
            (State::Met | State::BelowLevel, Some(counted)) => {
                format!("{name}: you reached {} on {day}{required}", counted.level().name())
            }
            (State::TooOld { days }, _) => {
                format!("{name}: your assessment of {day} is more than {days} days old and no longer counts")
            }
            (State::OnlyFormative, _) => {
                format!("{name}: you have practised it, but the assessment that counts is still to come{required}")
            }
            (State::UsedForAnotherSkill { name: other, .. }, _) => {
                format!("{name}: your assessment of {day} counts for {other}; another one is needed here")
            }
            _ => format!("{name}: you have not been assessed in it yet{required}"),
        }
    }
}

/// What a record amounts to for one skill: every sub-competency, and whether the completion rule is met.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    skill: Skill,
    learner: Learner,
    as_of: DateTime<Utc>,
    standings: Vec<Standing>,
    reasons: Vec<String>,
}

impl Outcome {
    pub(super) fn new(skill: Skill, learner: Learner, as_of: DateTime<Utc>, standings: Vec<Standing>) -> Self {
        let mut reasons = Vec::new();
        unmet(skill.completion().rule(), &standings, &mut reasons);
        Outcome { skill, learner, as_of, standings, reasons }
    }

    /// The skill.
    pub fn skill(&self) -> &Skill {
        &self.skill
    }

    /// The learner.
    pub fn learner(&self) -> &Learner {
        &self.learner
    }

    /// The moment for which it was evaluated.
    pub fn as_of(&self) -> DateTime<Utc> {
        self.as_of
    }

    /// Every sub-competency of the skill, in its order.
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// Whether the completion rule is met.
    pub fn is_met(&self) -> bool {
        self.reasons.is_empty()
    }

    /// What is still missing, in sentences that the learner understands; empty if the rule is met.
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// The standings that a badge rests on; none if the rule is not met. What fell short is not among them: an
    /// earlier failure is nobody's business.
    pub fn proven(&self) -> impl Iterator<Item = &Standing> {
        let met = self.is_met();
        self.standings.iter().filter(move |standing| met && standing.supports())
    }

    /// The proof that the rule was met, or the same outcome as an error that says why not.
    ///
    /// # Errors
    /// [`NotEarned`] if the rule is not met.
    pub fn into_earned(self) -> Result<Earned, NotEarned> {
        if self.is_met() { Ok(Earned(self)) } else { Err(NotEarned(Box::new(self))) }
    }
}

/// Says why a rule is not met; nothing if it is.
fn unmet(rule: &Rule, standings: &[Standing], reasons: &mut Vec<String>) {
    let within = |of: &Scope| -> Vec<&Standing> {
        standings.iter().filter(|standing| of.contains(standing.sub_competency.id())).collect()
    };
    match rule {
        Rule::AllRequired { of } => {
            reasons.extend(within(of).into_iter().filter(|s| !s.is_met()).map(Standing::sentence));
        }
        Rule::AtLeast { count, of } => {
            let scope = within(of);
            let met = scope.iter().filter(|s| s.is_met()).count();
            if u32::try_from(met).is_ok_and(|met| met < *count) {
                let total = scope.len();
                reasons.push(format!(
                    "{count} of {total} sub-competencies are needed at their required levels, you have {met}"
                ));
                reasons.extend(scope.into_iter().filter(|s| !s.is_met()).map(Standing::sentence));
            }
        }
        Rule::Points { total, floor, of } => {
            let scope = within(of);
            let sum: Points = scope.iter().map(|s| s.points()).sum();
            let mut short = sum < *total;
            if short {
                reasons.push(format!("{total} points are needed in all, you have {sum}"));
            }
            for standing in scope.iter().filter(|s| floor.is_some_and(|floor| s.points() < floor)) {
                short = false;
                reasons.push(standing.sentence());
            }
            // Without a floor nothing names the places where points are to be had.
            if short {
                reasons.extend(scope.into_iter().filter(|s| !s.is_met()).map(Standing::sentence));
            }
        }
        Rule::All { rules } => rules.iter().for_each(|rule| unmet(rule, standings, reasons)),
        Rule::Any { rules } => {
            let mut ways = Vec::new();
            for rule in rules {
                let mut missing = Vec::new();
                unmet(rule, standings, &mut missing);
                if missing.is_empty() {
                    return;
                }
                ways.push(missing.join("; "));
            }
            let ways: Vec<String> = ways.iter().enumerate().map(|(i, way)| format!("({}) {way}", i + 1)).collect();
            reasons.push(format!("one of {} ways is needed: {}", ways.len(), ways.join(" or ")));
        }
    }
}

impl fmt::Display for Outcome {
    /// One line: who, what, and what is missing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (learner, skill) = (quoted(self.learner.id()), self.skill.name());
        if self.is_met() {
            let levels = self.proven().filter_map(|s| Some((s.sub_competency().name(), s.counted()?.level().name())));
            let levels: Vec<String> = levels.map(|(name, level)| format!("{name} ({level})")).collect();
            write!(f, "{learner} has earned {skill}: {}", listed(&levels))
        } else {
            write!(f, "{learner} has not earned {skill} yet: {}", self.reasons.join("; "))
        }
    }
}

/// The proof that a learner's record met a skill's completion rule: what a badge can be awarded for.
#[derive(Debug, Clone, PartialEq)]
pub struct Earned(Outcome);

impl Earned {
    /// The outcome that was met.
    pub fn outcome(&self) -> &Outcome {
        &self.0
    }

    /// The skill.
    pub fn skill(&self) -> &Skill {
        self.0.skill()
    }

    /// The learner.
    pub fn learner(&self) -> &Learner {
        self.0.learner()
    }

    /// The moment for which it was evaluated.
    pub fn as_of(&self) -> DateTime<Utc> {
        self.0.as_of()
    }

    /// The standings that the badge rests on.
    pub fn proven(&self) -> impl Iterator<Item = &Standing> {
        self.0.proven()
    }
}

/// A completion rule that was not met, with what is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct NotEarned(Box<Outcome>);

impl NotEarned {
    /// The outcome.
    pub fn outcome(&self) -> &Outcome {
        &self.0
    }

    /// What is still missing, in sentences that the learner understands.
    pub fn reasons(&self) -> &[String] {
        self.0.reasons()
    }
}

impl fmt::Display for NotEarned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for NotEarned {}
