//! What a record amounts to, with the reasons.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Assessment, Learner, Score};
use crate::framework::{Demand, Level, Points, Rule, Scope, Skill, SubCompetency};
use crate::text::{listed, quoted};

/// Where a learner stands in one sub-competency.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// Assessed, at what the completion rule asks here or above.
    Met,
    /// Assessed, below what the completion rule asks here.
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
    level: Arc<Level>,
    points: Points,
}

impl Counted {
    pub(super) fn new(at: usize, assessment: Assessment, level: Arc<Level>, points: Points) -> Self {
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
        self.assessment.assessed_at().date_naive().to_string()
    }
}

/// Where a learner stands in one sub-competency of a skill, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    part: Arc<Part>,
    state: State,
    counted: Option<Counted>,
}

/// A sub-competency of a skill, and what is asked in it: the same for all learners.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    sub_competency: SubCompetency,
    /// The level that the skill requires where its rule asks for levels.
    required: Option<Level>,
    demand: Demand,
    /// Those of its rubric.
    levels: Vec<Arc<Level>>,
}

impl Part {
    pub(super) fn of(skill: &Skill, sub_competency: &SubCompetency) -> Self {
        let required = skill.required_level(sub_competency).cloned();
        let levels = skill.rubric_of(sub_competency).levels().iter().cloned().map(Arc::new).collect();
        Part { sub_competency: sub_competency.clone(), required, demand: skill.demand_of(sub_competency), levels }
    }

    pub(super) fn sub_competency(&self) -> &SubCompetency {
        &self.sub_competency
    }

    /// A level of the rubric, shared by all who reach it.
    pub(super) fn level(&self, level: &Level) -> Arc<Level> {
        let own = self.levels.iter().find(|own| own.id() == level.id());
        own.map_or_else(|| Arc::new(level.clone()), Arc::clone)
    }

    /// The points that are asked, whatever else there is.
    pub(super) fn threshold(&self) -> Points {
        self.demand.threshold().unwrap_or_default()
    }
}

/// What a sentence says is needed.
#[derive(Debug, Clone, Copy)]
enum Need {
    Nothing,
    RequiredLevel,
    Points(Points),
}

impl Standing {
    pub(super) fn new(part: Arc<Part>, state: State, counted: Option<Counted>) -> Self {
        Standing { part, state, counted }
    }

    /// The sub-competency.
    pub fn sub_competency(&self) -> &SubCompetency {
        &self.part.sub_competency
    }

    /// The level that the skill requires in it, where its completion rule asks for levels.
    pub fn required(&self) -> Option<&Level> {
        self.part.required.as_ref()
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

    /// Whether a level that counts is the required one or above.
    fn is_at_level(&self) -> bool {
        let assessed = matches!(self.state, State::Met | State::BelowLevel);
        assessed && self.part.required.as_ref().is_some_and(|level| self.points() >= level.points())
    }

    /// Whether it may support an award: the rule speaks of it, and it reaches what the rule asks.
    fn supports(&self) -> bool {
        let by_points = self.part.demand.by_points && self.points() > Points::default();
        let by_level = self.part.demand.by_level && self.is_at_level();
        self.state == State::Met && (by_points || by_level)
    }

    /// A sentence that says to the learner where they stand, and what the completion rule asks.
    pub fn sentence(&self) -> String {
        let at_level = self.part.required.as_ref().map(Level::points);
        self.say(match self.part.demand.threshold() {
            Some(points) if Some(points) == at_level => Need::RequiredLevel,
            Some(points) if points > Points::default() => Need::Points(points),
            _ => Need::Nothing,
        })
    }

    fn say(&self, need: Need) -> String {
        let name = self.part.sub_competency.name();
        let needed = match (need, &self.part.required) {
            (Need::RequiredLevel, Some(level)) => format!("; {} is required", level.name()),
            (Need::Points(points), _) => format!("; at least {} required", counted_points(points, true)),
            _ => String::new(),
        };
        let day = self.counted.as_ref().map(Counted::day).unwrap_or_default();
        match (&self.state, &self.counted) {
            (State::Met | State::BelowLevel, Some(counted)) => {
                let points = match (need, counted.assessment().score()) {
                    (Need::RequiredLevel, Score::Level(_)) => String::new(),
                    (Need::Nothing, Score::Level(_)) if !self.part.demand.by_points => String::new(),
                    _ => format!(" ({})", counted_points(counted.points(), false)),
                };
                format!("{name}: you reached {}{points} on {day}{needed}", counted.level().name())
            }
            (State::TooOld { days }, _) => {
                let days = format!("{days} {}", if *days == 1 { "day" } else { "days" });
                format!("{name}: your assessment of {day} is more than {days} old and no longer counts")
            }
            (State::OnlyFormative, _) => {
                format!("{name}: you have practised it, but the assessment that counts is still to come{needed}")
            }
            (State::UsedForAnotherSkill { name: other, .. }, _) => {
                format!("{name}: your assessment of {day} counts for {other}; another one is needed here")
            }
            _ => format!("{name}: you have not been assessed in it yet{needed}"),
        }
    }
}

/// "1 point", "2.5 points", and with a verb "1 point is", "2.5 points are".
fn counted_points(points: Points, with_verb: bool) -> String {
    let one = points == Points::from(1);
    let verb = match (with_verb, one) {
        (false, _) => "",
        (true, true) => " is",
        (true, false) => " are",
    };
    format!("{points} {}{verb}", if one { "point" } else { "points" })
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
        if reasons.is_empty() && !standings.iter().any(Standing::supports) {
            // No badge rests on nothing, whatever the rule.
            reasons.push("no assessment shows any of it yet".to_owned());
        }
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

/// Says why a rule is not met; nothing if it is. Each rule says what it asks itself: another one may ask less.
fn unmet(rule: &Rule, standings: &[Standing], reasons: &mut Vec<String>) {
    let within = |of: &Scope| -> Vec<&Standing> {
        standings.iter().filter(|standing| of.contains(standing.part.sub_competency.id())).collect()
    };
    // Two rules may miss the same thing; once is enough.
    let mut add = |reason: String| {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    match rule {
        Rule::AllRequired { of } => {
            within(of).iter().filter(|s| !s.is_at_level()).for_each(|s| add(s.say(Need::RequiredLevel)));
        }
        Rule::AtLeast { count, of } => {
            let scope = within(of);
            let met = scope.iter().filter(|s| s.is_at_level()).count();
            if u32::try_from(met).is_ok_and(|met| met < *count) {
                let total = scope.len();
                add(format!("{count} of {total} sub-competencies are needed at their required levels, you have {met}"));
                scope.iter().filter(|s| !s.is_at_level()).for_each(|s| add(s.say(Need::RequiredLevel)));
            }
        }
        Rule::Points { total, floor, of } => {
            let scope = within(of);
            let sum: Points = scope.iter().map(|s| s.points()).sum();
            if sum < *total {
                add(format!("{} needed in all, you have {sum}", counted_points(*total, true)));
            }
            let need = floor.map_or(Need::Nothing, Need::Points);
            // Below the floor, or where most is to be gained: nothing counts there yet.
            let is_short = |s: &&&Standing| match floor {
                Some(floor) => s.points() < *floor,
                None => sum < *total && s.points() == Points::default(),
            };
            scope.iter().filter(is_short).for_each(|s| add(s.say(need)));
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
            add(format!("one of {} ways is needed: {}", ways.len(), ways.join(" or ")));
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
