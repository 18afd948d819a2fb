//! Applies completion rules to a record.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::standing::Part;
use super::{Assessment, Counted, Outcome, Purpose, Record, Score, Standing, State};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::framework::{Attempts, Framework, Level, Points, SharedAssessments, Skill, SubCompetency};
use crate::text::{did_you_mean, quoted};

/// Each moment of an award is evaluated anew.
const MOST_AWARDED: usize = 100;

/// A suggestion costs a comparison with all there is; a record with more faults than this gets none for the rest.
const MOST_HINTS: usize = 20;

impl Framework {
    /// Evaluates a record for all skills of the framework, in its order.
    ///
    /// Where one assessment may count for one skill only, the skills compete. What a skill was awarded for stays with
    /// it: it is found by evaluating the record as of the day of the award. Of the rest the skills awarded earlier take
    /// first, then the others in the framework's order, and a skill keeps what it takes only if it is completed. An
    /// assessment that names its skill counts for no other, so naming it settles the matter.
    ///
    /// # Errors
    /// Everything in the record that does not fit the framework or lies after `as_of`, all at once.
    pub fn evaluate(&self, record: &Record, as_of: DateTime<Utc>) -> Result<Vec<Outcome>> {
        let outcomes = Contest::new(self, |_| true).evaluate(record, as_of)?;
        Ok(outcomes.into_iter().flatten().collect())
    }
}

impl Skill {
    /// Evaluates a record for this skill.
    ///
    /// Where one assessment may count for one skill only, the record is evaluated for all skills of the framework
    /// together ([`Framework::evaluate`]), so that two badges never rest on one assessment.
    ///
    /// # Errors
    /// Everything in the record that does not fit the framework or lies after `as_of`, all at once.
    pub fn evaluate(&self, record: &Record, as_of: DateTime<Utc>) -> Result<Outcome> {
        let contest = Contest::new(self.framework(), |skill| skill.place() == self.place());
        let own = contest.evaluate(record, as_of)?.into_iter().nth(self.place()).flatten();
        // Every skill that is asked for has an outcome.
        own.ok_or_else(|| Error::input(Code::FrameworkUnknownSkill, "", format!("no skill has the id {}", self.id())))
    }
}

/// Some skills of a framework with those that may take an assessment from them: what they amount to is the same as if all
/// were evaluated.
#[derive(Debug)]
pub(crate) struct Contest {
    framework: Framework,
    /// All of the framework, with what is asked of a learner in each that takes part.
    skills: Vec<(Skill, Vec<Arc<Part>>)>,
    /// Which of them take part, by their places, in order.
    parties: Vec<usize>,
    /// The last of those that are asked for: who takes after it changes nothing of it.
    last: usize,
}

impl Contest {
    /// A contest of those that are asked for.
    pub(crate) fn new(framework: &Framework, is_asked: impl Fn(&Skill) -> bool) -> Self {
        let skills: Vec<Skill> = framework.skills().collect();
        let (mut parties, mut others): (Vec<&Skill>, Vec<&Skill>) = skills.iter().partition(|skill| is_asked(skill));
        // A skill bears on another only by what it takes, and takes only from its own sub-competencies.
        let mut at = 0;
        while let Some(party) = parties.get(at).filter(|_| is_exclusive(framework)) {
            let has = |sub: &SubCompetency| party.sub_competencies().any(|own| own.id() == sub.id());
            let (rivals, rest) = others.into_iter().partition(|skill| skill.sub_competencies().any(has));
            (others, at) = (rest, at + 1);
            let rivals: Vec<&Skill> = rivals;
            parties.extend(rivals);
        }
        let mut parties: Vec<usize> = parties.into_iter().map(Skill::place).collect();
        parties.sort_unstable();
        let last = skills.iter().rfind(|skill| is_asked(skill)).map(Skill::place).unwrap_or_default();
        let with_parts = |skill: Skill| {
            let is_party = parties.contains(&skill.place());
            let parts = skill.sub_competencies().filter(|_| is_party).map(|sub| Part::of(&skill, sub).into()).collect();
            (skill, parts)
        };
        let skills = skills.into_iter().map(with_parts).collect();
        Contest { framework: framework.clone(), parties, last, skills }
    }

    /// The outcome of each that is asked for, at its place among all skills of the framework; and of some others.
    ///
    /// # Errors
    /// As [`Framework::evaluate`].
    pub(crate) fn evaluate(&self, record: &Record, as_of: DateTime<Utc>) -> Result<Vec<Option<Outcome>>> {
        let Checked { entries, mut awarded } = check(&self.framework, record, as_of)?;
        let mut case = Case::new(record, self, entries);
        awarded.sort_by_key(|(skill, at)| (*at, *skill));
        let mut earlier: Vec<usize> = Vec::new();
        // Awards of one moment were made of one evaluation.
        for group in awarded.chunk_by(|a, b| a.1 == b.1).filter(|_| is_exclusive(&self.framework)) {
            let Some((_, at)) = group.first() else { continue };
            let outcomes = case.pass(&earlier, usize::MAX, *at);
            for (skill, _) in group {
                case.reserve(*skill, outcomes.get(*skill).and_then(Option::as_ref));
            }
            earlier.extend(group.iter().map(|(skill, _)| *skill).filter(|skill| self.parties.contains(skill)));
        }
        Ok(case.pass(&earlier, self.last, as_of))
    }
}

/// Whether an assessment counts for one skill only.
fn is_exclusive(framework: &Framework) -> bool {
    framework.shared_assessments() == SharedAssessments::Forbidden
}

/// An assessment with what the framework says of it.
struct Entry<'a> {
    at: usize,
    assessment: &'a Assessment,
    sub_competency: &'a str,
    /// The id of the skill it names.
    skill: Option<String>,
    level: &'a Level,
    points: Points,
}

/// A record as the framework sees it.
struct Checked<'a> {
    entries: Vec<Entry<'a>>,
    /// Skills awarded earlier, by their place in the framework.
    awarded: Vec<(usize, DateTime<Utc>)>,
}

/// Everything in the record that [`Framework::evaluate`] would refuse.
pub(crate) fn refuse_unfit(framework: &Framework, record: &Record, as_of: DateTime<Utc>) -> Result<()> {
    check(framework, record, as_of).map(|_| ())
}

/// Everything in the record that does not fit, or the record as the framework sees it.
fn check<'a>(framework: &'a Framework, record: &'a Record, as_of: DateTime<Utc>) -> Result<Checked<'a>> {
    let mut findings = Vec::new();
    if record.learner().id().trim().is_empty() {
        // Ids of badges derive from it: two learners without one would get the same.
        let place = format!("{}/learner/id", record.place);
        findings.push(Finding::error(Code::InputEmpty, place, "the learner's id is empty"));
    }
    let mut entries = Vec::new();
    for (at, assessment) in record.assessments().iter().enumerate() {
        let found = findings.len();
        let mut report = |code, member: &str, value: &str, message: String| {
            findings.push(
                Finding::error(code, format!("{}/assessments/{at}/{member}", record.place), message).with_value(value),
            );
        };
        if assessment.assessed_at() > as_of {
            let text = assessment.assessed_at().to_rfc3339();
            let message =
                format!("the assessment of {} lies after the award date {}", quoted(&text), as_of.to_rfc3339());
            report(Code::RecordAssessedAfterAward, "assessedAt", &text, message);
        }
        let id = assessment.sub_competency();
        let sub = framework.find_sub_competency(id);
        if sub.is_none() {
            let message = unknown("sub-competency", id, found, || framework.sub_competency(id));
            report(Code::RecordUnknownSubCompetency, "subCompetency", id, message);
        }
        let mut skill = None;
        if let Some(id) = assessment.skill() {
            skill = framework.find_skill(id);
            if skill.is_none() {
                report(Code::RecordUnknownSkill, "skill", id, unknown("skill", id, found, || framework.skill(id)));
            }
        }
        let Some(sub) = sub else { continue };
        if let Some(skill) = &skill
            && !skill.sub_competencies().any(|part| part.id() == sub.id())
        {
            let message = format!("`{}` is no sub-competency of the skill `{}`", sub.id(), skill.id());
            report(Code::RecordSkillWithoutSubCompetency, "skill", skill.id(), message);
        }
        match score(framework, sub, assessment.score()) {
            Ok((level, points)) => {
                let skill = skill.map(|skill| skill.id().to_owned());
                entries.push(Entry { at, assessment, sub_competency: sub.id(), skill, level, points });
            }
            Err((code, member, value, message)) => report(code, member, &value, message),
        }
    }
    let mut awarded: Vec<(usize, DateTime<Utc>)> = Vec::new();
    for (i, (id, at)) in record.awarded().enumerate() {
        let place = format!("{}/awarded/{i}", record.place);
        match framework.find_skill(id) {
            Some(skill)
                if awarded.len() >= MOST_AWARDED || awarded.iter().any(|(other, _)| *other == skill.place()) =>
            {
                let message = format!("the skill `{}` stands twice, or is one too many of those awarded", skill.id());
                findings.push(Finding::error(Code::RecordAwardedTwice, place, message).with_value(id));
            }
            Some(_) if at > as_of => {
                let message =
                    format!("the award of {} lies after this one's date {}", at.to_rfc3339(), as_of.to_rfc3339());
                findings.push(Finding::error(Code::RecordAwardedAfterAward, format!("{place}/at"), message));
            }
            Some(skill) => awarded.push((skill.place(), at.to_utc())),
            None => {
                let message = unknown("skill", id, findings.len(), || framework.skill(id));
                findings.push(Finding::error(Code::RecordUnknownSkill, place, message).with_value(id));
            }
        }
    }
    Error::unless_empty(ErrorKind::Input, findings)?;
    Ok(Checked { entries, awarded })
}

/// That nothing has this id, with the suggestion of a look-up as long as few faults were found.
fn unknown<T>(kind: &str, id: &str, found: usize, look_up: impl FnOnce() -> Result<T>) -> String {
    match (found < MOST_HINTS).then(look_up) {
        Some(Err(error)) => error.to_string(),
        _ => format!("no {kind} has the id {}", quoted(id)),
    }
}

pub(crate) type ScoreFault = (Code, &'static str, String, String);

/// The level and the points of a score.
pub(crate) fn score<'f>(
    framework: &'f Framework,
    sub: &SubCompetency,
    score: &Score,
) -> std::result::Result<(&'f Level, Points), ScoreFault> {
    let rubric = framework.rubric_of(sub);
    match score {
        Score::Level(id) => rubric.level(id).map(|level| (level, level.points())).ok_or_else(|| {
            let hint = did_you_mean(id, rubric.levels().iter().take(MOST_HINTS).map(Level::id));
            let message = format!("{} is no level of the rubric `{}`{hint}", quoted(id), rubric.id());
            (Code::RecordUnknownLevel, "level", id.clone(), message)
        }),
        Score::Points(points) => rubric.level_of(*points).map(|level| (level, *points)).ok_or_else(|| {
            let end = |level: Option<&Level>| level.map(|level| level.points().to_string()).unwrap_or_default();
            let (least, most) = (end(rubric.levels().first()), end(rubric.levels().last()));
            let message = format!("{points} points lie outside the rubric `{}`, {least} to {most}", rubric.id());
            (Code::RecordPointsOutsideRubric, "points", points.to_string(), message)
        }),
    }
}

/// A record under evaluation.
struct Case<'a> {
    record: &'a Record,
    contest: &'a Contest,
    entries: Vec<Entry<'a>>,
    /// Where in `entries` the assessments of each sub-competency stand.
    by_sub_competency: HashMap<&'a str, Vec<usize>>,
    /// For each assessment the skill that it counts for, by its place, once that is settled.
    used: Vec<Option<usize>>,
}

impl<'a> Case<'a> {
    fn new(record: &'a Record, contest: &'a Contest, entries: Vec<Entry<'a>>) -> Self {
        let mut by_sub_competency: HashMap<&str, Vec<usize>> = HashMap::new();
        for entry in &entries {
            by_sub_competency.entry(entry.sub_competency).or_default().push(entry.at);
        }
        let used = vec![None; entries.len()];
        Case { record, contest, entries, by_sub_competency, used }
    }

    /// The outcome of every skill that takes part at one moment, in the framework's order up to a last one; `first` are those
    /// that take first. What is settled before stays, what is settled here is forgotten again.
    fn pass(&mut self, first: &[usize], last: usize, as_of: DateTime<Utc>) -> Vec<Option<Outcome>> {
        let (settled, contest) = (self.used.clone(), self.contest);
        let mut outcomes: Vec<Option<Outcome>> = contest.skills.iter().map(|_| None).collect();
        for at in first.iter().chain(contest.parties.iter().filter(|at| **at <= last)).copied() {
            let Some(slot @ None) = outcomes.get_mut(at) else { continue };
            *slot = self.evaluate(at, as_of);
            if let Some(outcome) = slot.as_ref().filter(|outcome| is_exclusive(&contest.framework) && outcome.is_met())
            {
                let counted: Vec<usize> = outcome.proven().filter_map(Standing::counted).map(|c| c.at).collect();
                self.take(at, counted.into_iter());
            }
        }
        self.used = settled;
        outcomes
    }

    fn evaluate(&self, at: usize, as_of: DateTime<Utc>) -> Option<Outcome> {
        let (skill, parts) = self.contest.skills.get(at)?;
        let standings = parts.iter().map(|part| {
            let (state, counted) = self.standing(at, skill, part, as_of);
            Standing::new(part.clone(), state, counted)
        });
        Some(Outcome::new(skill.clone(), self.record.learner().clone(), as_of, standings.collect()))
    }

    /// Settles what a skill was awarded for; even if its rule is not met by what is known now, for the award was made.
    fn reserve(&mut self, at: usize, outcome: Option<&Outcome>) {
        let counts = |standing: &&Standing| matches!(standing.state(), State::Met | State::BelowLevel);
        let standings = outcome.map(Outcome::standings).unwrap_or_default();
        let counted: Vec<usize> = standings.iter().filter(counts).filter_map(Standing::counted).map(|c| c.at).collect();
        self.take(at, counted.into_iter());
    }

    fn take(&mut self, skill: usize, assessments: impl Iterator<Item = usize>) {
        for at in assessments {
            if let Some(user @ None) = self.used.get_mut(at) {
                *user = Some(skill);
            }
        }
    }

    /// The other skill that an assessment counts for.
    fn other_user(&self, entry: &Entry<'_>, own: usize) -> Option<&Skill> {
        let user = self.used.get(entry.at).copied().flatten().filter(|user| *user != own)?;
        self.contest.skills.get(user).map(|(skill, _)| skill)
    }

    /// Where the learner stands in one sub-competency, and the assessment that this rests on.
    fn standing(&self, own: usize, skill: &Skill, part: &Arc<Part>, as_of: DateTime<Utc>) -> (State, Option<Counted>) {
        let places = self.by_sub_competency.get(part.sub_competency().id()).into_iter().flatten();
        let made = |e: &&Entry<'_>| e.assessment.assessed_at() <= as_of;
        let all: Vec<_> = places.filter_map(|at| self.entries.get(*at)).filter(made).collect();
        let counted = |entry: &Entry<'_>| counted(entry, part);
        let names_other = |e: &Entry<'_>| e.skill.as_deref().is_some_and(|id| id != skill.id());
        let is_summative = |e: &&Entry<'_>| e.assessment.purpose() == Purpose::Summative;
        let (for_others, for_this): (Vec<_>, Vec<_>) = all.into_iter().partition(|e| names_other(e));
        if for_this.is_empty() {
            // What was made for another skill is worth mentioning, if it would have counted.
            let other = for_others.into_iter().rev().find(is_summative);
            let user = other.and_then(|e| self.contest.skills.iter().find(|(s, _)| e.skill.as_deref() == Some(s.id())));
            return match (other, user) {
                (Some(entry), Some((user, _))) => (for_another(user), Some(counted(entry))),
                _ => (State::NotAssessed, None),
            };
        }
        let summative: Vec<_> = for_this.into_iter().filter(is_summative).collect();
        if summative.is_empty() {
            return (State::OnlyFormative, None);
        }
        let completion = skill.completion();
        let attempts = completion.attempts();
        let oldest = completion.max_age_days().and_then(|days| as_of.checked_sub_signed(TimeDelta::days(days.into())));
        let is_recent = |e: &&Entry<'_>| oldest.is_none_or(|oldest| e.assessment.assessed_at() >= oldest);
        // The best is sought among what may count. The first or latest is what it is, whether it counts or not.
        let candidates: Vec<_> = match attempts {
            Attempts::Best => summative.clone(),
            Attempts::First | Attempts::Latest => select(&summative, attempts).into_iter().collect(),
        };
        let recent: Vec<_> = candidates.iter().copied().filter(is_recent).collect();
        if recent.is_empty() {
            let days = completion.max_age_days().unwrap_or_default();
            return (State::TooOld { days }, select(&candidates, attempts).map(counted));
        }
        let free: Vec<_> = recent.iter().copied().filter(|e| self.other_user(e, own).is_none()).collect();
        let Some(best) = select(&free, attempts) else {
            let user = recent.iter().find_map(|e| self.other_user(e, own));
            return (user.map_or(State::NotAssessed, for_another), select(&recent, attempts).map(counted));
        };
        let state = if best.points >= part.threshold() { State::Met } else { State::BelowLevel };
        (state, Some(counted(best)))
    }
}

fn for_another(skill: &Skill) -> State {
    State::UsedForAnotherSkill { skill: skill.id().to_owned(), name: skill.name().to_owned() }
}

fn counted(entry: &Entry<'_>, part: &Arc<Part>) -> Counted {
    let level = part.levels().iter().position(|level| level.id() == entry.level.id()).unwrap_or_default();
    Counted::new(entry.at, entry.assessment.clone(), part.clone(), level, entry.points)
}

/// The attempt that counts. Times decide what is first and latest; of one time, the attempt's number.
fn select<'e, 'a>(from: &[&'e Entry<'a>], attempts: Attempts) -> Option<&'e Entry<'a>> {
    let when = |e: &&Entry<'_>| (e.assessment.assessed_at(), e.assessment.attempt(), e.at);
    let entries = from.iter().copied();
    match attempts {
        Attempts::First => entries.min_by_key(when),
        Attempts::Latest => entries.max_by_key(when),
        // Of equals the one that names its skill, so that the other stays free; then the earliest.
        Attempts::Best => entries.min_by_key(|e| (std::cmp::Reverse(e.points), e.skill.is_none(), when(e))),
    }
}
