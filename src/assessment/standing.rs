//! Where a learner stands in one sub-competency, and the sentences that say so.

use std::fmt;
use std::sync::Arc;

use super::{Assessment, Score};
use crate::framework::{Demand, Level, Points, Skill, SubCompetency};
use crate::language::{Language, Text};

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
    part: Arc<Part>,
    /// The level's place in the rubric.
    level: usize,
    points: Points,
}

impl Counted {
    pub(super) fn new(at: usize, assessment: Assessment, part: Arc<Part>, level: usize, points: Points) -> Self {
        Counted { at, assessment, part, level, points }
    }

    /// The assessment.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The level it amounts to.
    pub fn level(&self) -> &Level {
        static NONE: Level = Level::EMPTY;
        // The place was found in this rubric.
        self.part.levels().get(self.level).unwrap_or(&NONE)
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
#[derive(PartialEq, Eq)]
pub(super) struct Part {
    skill: Skill,
    sub_competency: SubCompetency,
    /// The level that the skill requires where its rule asks for levels.
    required: Option<Level>,
    demand: Demand,
}

impl Part {
    pub(super) fn of(skill: &Skill, sub_competency: &SubCompetency) -> Self {
        let required = skill.required_level(sub_competency).cloned();
        let (skill, demand) = (skill.clone(), skill.demand_of(sub_competency));
        Part { sub_competency: sub_competency.clone(), required, demand, skill }
    }

    pub(super) fn sub_competency(&self) -> &SubCompetency {
        &self.sub_competency
    }

    /// The levels of its rubric.
    pub(super) fn levels(&self) -> &[Level] {
        self.skill.rubric_of(&self.sub_competency).levels()
    }

    /// The points that are asked, whatever else there is.
    pub(super) fn threshold(&self) -> Points {
        self.demand.threshold().unwrap_or_default()
    }
}

/// Without the skill, which would show its whole framework.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Part { skill, sub_competency, required, demand } = self;
        f.debug_struct("Part")
            .field("skill", &skill.id())
            .field("sub_competency", sub_competency)
            .field("required", required)
            .field("demand", demand)
            .finish()
    }
}

/// What a sentence says is needed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Need {
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
    pub(super) fn points(&self) -> Points {
        match self.state {
            State::Met | State::BelowLevel => self.counted.as_ref().map(Counted::points).unwrap_or_default(),
            _ => Points::default(),
        }
    }

    /// Whether a level that counts is the required one or above.
    pub(super) fn is_at_level(&self) -> bool {
        let assessed = matches!(self.state, State::Met | State::BelowLevel);
        assessed && self.part.required.as_ref().is_some_and(|level| self.points() >= level.points())
    }

    /// Whether it may support an award: the rule speaks of it, and it reaches what the rule asks.
    pub(super) fn supports(&self) -> bool {
        let by_points = self.part.demand.by_points && self.points() > Points::default();
        let by_level = self.part.demand.by_level && self.is_at_level();
        self.state == State::Met && (by_points || by_level)
    }

    /// A sentence that says to the learner where they stand, and what the completion rule asks, in the language of the
    /// framework; in English if the crate does not have that.
    pub fn sentence(&self) -> String {
        self.sentence_in(&self.part.skill.framework().language())
    }

    /// The same in a language of the caller's. The names of things stay in that of the framework, see
    /// [`Framework::translated`](crate::Framework::translated).
    ///
    /// ```
    /// # use openbadges::Framework;
    /// # use openbadges::assessment::{Learner, Record};
    /// use openbadges::language::Language;
    ///
    /// let skill = Framework::twenty_first_century_skills().translated("es")?.skill("empathy")?;
    /// let nobody = Record::new(Learner::new("s-1"), []);
    /// let outcome = skill.evaluate(&nobody, "2026-05-01T00:00:00Z".parse().unwrap())?;
    /// let standing = &outcome.standings()[0];
    /// assert_eq!(standing.sentence(), "Escuchar activamente: todavía no te han evaluado; se requiere el nivel Competente");
    /// assert_eq!(
    ///     standing.sentence_in(&Language::english()),
    ///     "Escuchar activamente: you have not been assessed in it yet; Competente is required"
    /// );
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    pub fn sentence_in(&self, language: &Language) -> String {
        let at_level = self.part.required.as_ref().map(Level::points);
        let need = match self.part.demand.threshold() {
            Some(points) if Some(points) == at_level => Need::RequiredLevel,
            Some(points) if points > Points::default() => Need::Points(points),
            _ => Need::Nothing,
        };
        self.say(need, language)
    }

    pub(super) fn say(&self, need: Need, language: &Language) -> String {
        let name = ("name", self.part.sub_competency.name());
        let day = self.counted.as_ref().map(Counted::day).unwrap_or_default();
        let day = ("day", day.as_str());
        let sentence = match (&self.state, &self.counted) {
            (State::Met | State::BelowLevel, Some(counted)) => {
                let level = ("level", counted.level().name());
                match (need, counted.assessment().score()) {
                    (Need::RequiredLevel, Score::Level(_)) => language.fill(Text::OutcomeReached, &[name, level, day]),
                    (Need::Nothing, Score::Level(_)) if !self.part.demand.by_points => {
                        language.fill(Text::OutcomeReached, &[name, level, day])
                    }
                    _ => {
                        let points = counted_points(counted.points(), language);
                        language.fill(Text::OutcomeReachedPoints, &[name, level, ("points", &points), day])
                    }
                }
            }
            (State::TooOld { days }, _) => {
                let text = if *days == 1 { Text::OutcomeTooOldOne } else { Text::OutcomeTooOld };
                return language.fill(text, &[name, day, ("days", &days.to_string())]);
            }
            (State::OnlyFormative, _) => language.fill(Text::OutcomeFormative, &[name]),
            (State::UsedForAnotherSkill { name: other, .. }, _) => {
                return language.fill(Text::OutcomeUsed, &[name, day, ("skill", other)]);
            }
            _ => language.fill(Text::OutcomeNotAssessed, &[name]),
        };
        let sentence = ("sentence", sentence.as_str());
        match (need, &self.part.required) {
            (Need::RequiredLevel, Some(level)) => {
                language.fill(Text::OutcomeNeedLevel, &[sentence, ("level", level.name())])
            }
            (Need::Points(points), _) => {
                let text = one_or_more(points, Text::OutcomeNeedPointsOne, Text::OutcomeNeedPoints);
                language.fill(text, &[sentence, ("points", &points.to_string())])
            }
            _ => sentence.1.to_owned(),
        }
    }
}

/// "1 point", "2.5 points".
pub(crate) fn counted_points(points: Points, language: &Language) -> String {
    let text = one_or_more(points, Text::OutcomePointsOne, Text::OutcomePoints);
    language.fill(text, &[("points", &points.to_string())])
}

pub(super) fn one_or_more(points: Points, one: Text, more: Text) -> Text {
    if points == Points::from(1) { one } else { more }
}
