//! What a record amounts to, with the reasons.

use std::fmt;

use chrono::{DateTime, Utc};

use super::Learner;
use super::standing::{Need, Standing, one_or_more};
use crate::framework::{Points, Rule, Scope, Skill};
use crate::language::{Language, Text};
use crate::text::quoted;

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
        let reasons = reasons(&skill, &standings, &skill.framework().language());
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

    /// What is still missing, in sentences that the learner understands; empty if the rule is met. They are in the language
    /// of the framework, in English if the crate does not have that.
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// The same in a language of the caller's.
    pub fn reasons_in(&self, language: &Language) -> Vec<String> {
        reasons(&self.skill, &self.standings, language)
    }

    /// One line, as `Display` shows it, in a language of the caller's: who, what, and what is missing.
    pub fn line_in(&self, language: &Language) -> String {
        self.line(&self.reasons_in(language), language)
    }

    fn line(&self, reasons: &[String], language: &Language) -> String {
        let learner = quoted(self.learner.id());
        let (learner, skill) = (("learner", learner.as_str()), ("skill", self.skill.name()));
        if self.is_met() {
            let levels = self.proven().filter_map(|s| Some((s.sub_competency().name(), s.counted()?.level().name())));
            let levels =
                levels.map(|(name, level)| language.fill(Text::OutcomeLevel, &[("name", name), ("level", level)]));
            let levels = language.list(&levels.collect::<Vec<_>>());
            language.fill(Text::OutcomeEarned, &[learner, skill, ("levels", &levels)])
        } else {
            let reasons = reasons.join(language.text(Text::ListSemicolon));
            language.fill(Text::OutcomeNotEarned, &[learner, skill, ("reasons", &reasons)])
        }
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

/// What is missing; nothing if the rule is met.
fn reasons(skill: &Skill, standings: &[Standing], language: &Language) -> Vec<String> {
    let mut reasons = Vec::new();
    unmet(skill.completion().rule(), standings, language, &mut reasons);
    if reasons.is_empty() && !standings.iter().any(Standing::supports) {
        // No badge rests on nothing, whatever the rule.
        reasons.push(language.text(Text::OutcomeNothing).to_owned());
    }
    reasons
}

/// Says why a rule is not met; nothing if it is. Each rule says what it asks itself: another one may ask less.
fn unmet(rule: &Rule, standings: &[Standing], language: &Language, reasons: &mut Vec<String>) {
    let within = |of: &Scope| -> Vec<&Standing> {
        standings.iter().filter(|standing| of.contains(standing.sub_competency().id())).collect()
    };
    // Two rules may miss the same thing; once is enough.
    let mut add = |reason: String| {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    match rule {
        Rule::AllRequired { of } => {
            within(of).iter().filter(|s| !s.is_at_level()).for_each(|s| add(s.say(Need::RequiredLevel, language)));
        }
        Rule::AtLeast { count, of } => {
            let scope = within(of);
            let met = scope.iter().filter(|s| s.is_at_level()).count();
            if u32::try_from(met).is_ok_and(|met| met < *count) {
                let (count, total, met) = (count.to_string(), scope.len().to_string(), met.to_string());
                let values = [("count", count.as_str()), ("total", &total), ("reached", &met)];
                add(language.fill(Text::OutcomeAtLeast, &values));
                scope.iter().filter(|s| !s.is_at_level()).for_each(|s| add(s.say(Need::RequiredLevel, language)));
            }
        }
        Rule::Points { total, floor, of } => {
            let scope = within(of);
            let sum: Points = scope.iter().map(|s| s.points()).sum();
            if sum < *total {
                let text = one_or_more(*total, Text::OutcomeTotalOne, Text::OutcomeTotal);
                add(language.fill(text, &[("points", &total.to_string()), ("reached", &sum.to_string())]));
            }
            let need = floor.map_or(Need::Nothing, Need::Points);
            // Below the floor, or where most is to be gained: nothing counts there yet.
            let is_short = |s: &&&Standing| match floor {
                Some(floor) => s.points() < *floor,
                None => sum < *total && s.points() == Points::default(),
            };
            scope.iter().filter(is_short).for_each(|s| add(s.say(need, language)));
        }
        Rule::All { rules } => rules.iter().for_each(|rule| unmet(rule, standings, language, reasons)),
        Rule::Any { rules } => {
            let mut ways = Vec::new();
            for rule in rules {
                let mut missing = Vec::new();
                unmet(rule, standings, language, &mut missing);
                if missing.is_empty() {
                    return;
                }
                ways.push(missing.join(language.text(Text::ListSemicolon)));
            }
            let way = |(i, way): (usize, &String)| {
                language.fill(Text::OutcomeWay, &[("number", &(i + 1).to_string()), ("way", way)])
            };
            let all: Vec<String> = ways.iter().enumerate().map(way).collect();
            let all = all.join(language.text(Text::ListOr));
            add(language.fill(Text::OutcomeWays, &[("count", &ways.len().to_string()), ("ways", &all)]));
        }
    }
}

impl fmt::Display for Outcome {
    /// One line: who, what, and what is missing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(&self.reasons, &self.skill.framework().language()))
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

    /// What is still missing, in sentences that the learner understands: [`Outcome::reasons`].
    pub fn reasons(&self) -> &[String] {
        self.0.reasons()
    }

    /// The same in a language of the caller's.
    pub fn reasons_in(&self, language: &Language) -> Vec<String> {
        self.0.reasons_in(language)
    }
}

impl fmt::Display for NotEarned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for NotEarned {}
