//! Applies completion rules to a record.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Assessment, Counted, Outcome, Purpose, Record, Score, Standing, State};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::framework::{Attempts, Framework, Level, Points, SharedAssessments, Skill, SubCompetency};
use crate::text::{did_you_mean, quoted};

impl Framework {
    /// Evaluates a record for all skills of the framework, in its order.
    ///
    /// Where one assessment may count for one skill only, the skills compete: those awarded earlier come first, then
    /// the framework's order; a skill keeps assessments only if it is completed. An assessment that names its skill
    /// counts for no other, so naming it settles the matter.
    ///
    /// # Errors
    /// Everything in the record that does not fit the framework or lies after `as_of`, all at once.
    pub fn evaluate(&self, record: &Record, as_of: DateTime<Utc>) -> Result<Vec<Outcome>> {
        let entries = check(self, record, as_of)?;
        let skills: Vec<Skill> = self.skills().collect();
        let mut order: Vec<usize> = Vec::new();
        for id in record.awarded() {
            // Unknown ids were reported above.
            order.extend(self.skill(id).ok().and_then(|awarded| skills.iter().position(|s| s.id() == awarded.id())));
        }
        order.extend(0..skills.len());
        let mut used: Vec<Option<usize>> = vec![None; entries.len()];
        let mut outcomes: Vec<Option<Outcome>> = skills.iter().map(|_| None).collect();
        for at in order {
            let (Some(skill), Some(slot @ None)) = (skills.get(at), outcomes.get_mut(at)) else { continue };
            let outcome = evaluate(skill, record, &entries, &used, &skills, as_of);
            if outcome.is_met() && self.shared_assessments() == SharedAssessments::Forbidden {
                for counted in outcome.proven().filter_map(Standing::counted) {
                    if let Some(user) = used.get_mut(counted.at) {
                        *user = Some(at);
                    }
                }
            }
            *slot = Some(outcome);
        }
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
        if self.framework().shared_assessments() == SharedAssessments::Forbidden {
            let outcomes = self.framework().evaluate(record, as_of)?;
            if let Some(own) = outcomes.into_iter().find(|outcome| outcome.skill() == self) {
                return Ok(own);
            }
        }
        let entries = check(self.framework(), record, as_of)?;
        let skills: Vec<Skill> = self.framework().skills().collect();
        Ok(evaluate(self, record, &entries, &vec![None; entries.len()], &skills, as_of))
    }
}

/// An assessment with what the framework says of it.
struct Entry<'a> {
    at: usize,
    assessment: &'a Assessment,
    sub_competency: &'a str,
    /// The id of the skill it names.
    skill: Option<String>,
    level: Level,
    points: Points,
}

/// Everything in the record that does not fit, or the record as the framework sees it.
fn check<'a>(framework: &'a Framework, record: &'a Record, as_of: DateTime<Utc>) -> Result<Vec<Entry<'a>>> {
    let mut findings = Vec::new();
    let mut entries = Vec::new();
    for (at, assessment) in record.assessments().iter().enumerate() {
        let mut report = |code, member: &str, value: &str, message: String| {
            findings.push(Finding::error(code, format!("{}/{member}", assessment.place), message).with_value(value));
        };
        if assessment.assessed_at() > as_of {
            let text = assessment.assessed_at().to_rfc3339();
            let message =
                format!("the assessment of {} lies after the award date {}", quoted(&text), as_of.to_rfc3339());
            report(Code::RecordAssessedAfterAward, "assessedAt", &text, message);
        }
        let sub = framework.sub_competency(assessment.sub_competency());
        if let Err(error) = &sub {
            report(Code::RecordUnknownSubCompetency, "subCompetency", assessment.sub_competency(), error.to_string());
        }
        let skill = assessment.skill().map(|id| framework.skill(id));
        if let Some(Err(error)) = &skill {
            report(Code::RecordUnknownSkill, "skill", assessment.skill().unwrap_or_default(), error.to_string());
        }
        let skill = skill.and_then(Result::ok);
        let Ok(sub) = sub else { continue };
        if let Some(skill) = &skill
            && !skill.sub_competencies().any(|part| part.id() == sub.id())
        {
            let message = format!("`{}` is no sub-competency of the skill `{}`", sub.id(), skill.id());
            report(Code::RecordSkillWithoutSubCompetency, "skill", skill.id(), message);
        }
        match score(framework, sub, assessment.score()) {
            Ok((level, points)) => {
                let skill = skill.map(|skill| skill.id().to_owned());
                let (level, sub_competency) = (level.clone(), sub.id());
                entries.push(Entry { at, assessment, sub_competency, skill, level, points });
            }
            Err((code, member, value, message)) => report(code, member, &value, message),
        }
    }
    let unknown = record.awarded().iter().enumerate().filter_map(|(i, id)| Some((i, framework.skill(id).err()?)));
    findings
        .extend(unknown.map(|(i, e)| Finding::error(Code::RecordUnknownSkill, format!("/awarded/{i}"), e.to_string())));
    Error::unless_empty(ErrorKind::Input, findings)?;
    Ok(entries)
}

type ScoreFault = (Code, &'static str, String, String);

/// The level and the points of a score.
fn score<'f>(
    framework: &'f Framework,
    sub: &SubCompetency,
    score: &Score,
) -> std::result::Result<(&'f Level, Points), ScoreFault> {
    let rubric = framework.rubric_of(sub);
    match score {
        Score::Level(id) => rubric.level(id).map(|level| (level, level.points())).ok_or_else(|| {
            let hint = did_you_mean(id, rubric.levels().iter().map(Level::id));
            let message = format!("{} is no level of the rubric `{}`{hint}", quoted(id), rubric.id());
            (Code::RecordUnknownLevel, "level", id.clone(), message)
        }),
        Score::Points(points) => rubric.level_of(*points).map(|level| (level, *points)).ok_or_else(|| {
            let ends: Vec<String> = rubric.levels().iter().map(|level| level.points().to_string()).collect();
            let (least, most) = (ends.first().cloned(), ends.last().cloned());
            let (least, most) = (least.unwrap_or_default(), most.unwrap_or_default());
            let message = format!("{points} points lie outside the rubric `{}`, {least} to {most}", rubric.id());
            (Code::RecordPointsOutsideRubric, "points", points.to_string(), message)
        }),
    }
}

fn evaluate(
    skill: &Skill,
    record: &Record,
    entries: &[Entry<'_>],
    used: &[Option<usize>],
    skills: &[Skill],
    as_of: DateTime<Utc>,
) -> Outcome {
    let standings = skill
        .sub_competencies()
        .map(|sub| {
            let required = skill.required_level(sub).cloned();
            let (state, counted) = standing(skill, sub, entries, used, skills, as_of);
            let demand = skill.completion().rule().demand_of(sub.id());
            Standing::new(sub, required, state, counted, demand)
        })
        .collect();
    Outcome::new(skill.clone(), record.learner().clone(), as_of, standings)
}

/// Where the learner stands in one sub-competency, and the assessment that this rests on.
fn standing(
    skill: &Skill,
    sub: &SubCompetency,
    entries: &[Entry<'_>],
    used: &[Option<usize>],
    skills: &[Skill],
    as_of: DateTime<Utc>,
) -> (State, Option<Counted>) {
    let of_sub: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.sub_competency == sub.id()).collect();
    let own: Vec<_> = of_sub.iter().copied().filter(|e| e.skill.as_deref().is_none_or(|id| id == skill.id())).collect();
    if own.is_empty() {
        // What was made for another skill is worth mentioning, if it would have counted.
        let other = of_sub.iter().rev().find(|e| e.assessment.purpose() == Purpose::Summative);
        let skill = other.and_then(|entry| skills.iter().find(|skill| entry.skill.as_deref() == Some(skill.id())));
        return match (other, skill) {
            (Some(entry), Some(skill)) => (for_another(skill), Some(counted(entry))),
            _ => (State::NotAssessed, None),
        };
    }
    let summative: Vec<_> = own.into_iter().filter(|e| e.assessment.purpose() == Purpose::Summative).collect();
    if summative.is_empty() {
        return (State::OnlyFormative, None);
    }
    let completion = skill.completion();
    let oldest = completion.max_age_days().and_then(|days| as_of.checked_sub_signed(TimeDelta::days(days.into())));
    let is_recent = |entry: &&Entry<'_>| oldest.is_none_or(|oldest| entry.assessment.assessed_at() >= oldest);
    let recent: Vec<_> = summative.iter().copied().filter(is_recent).collect();
    let pick = |from: &[&Entry<'_>]| select(from, completion.attempts()).map(counted);
    if recent.is_empty() {
        let days = completion.max_age_days().unwrap_or_default();
        return (State::TooOld { days }, pick(&summative));
    }
    let user_of = |entry: &Entry<'_>| entry_user(used, entry);
    let free: Vec<_> = recent.iter().copied().filter(|entry| user_of(entry).is_none()).collect();
    let Some(counted) = pick(&free) else {
        let user = recent.iter().find_map(|entry| skills.get(user_of(entry)?));
        return (user.map_or(State::NotAssessed, for_another), pick(&recent));
    };
    let required = skill.required_level(sub).map(Level::points).unwrap_or_default();
    let state = if counted.level().points() >= required { State::Met } else { State::BelowLevel };
    (state, Some(counted))
}

fn for_another(skill: &Skill) -> State {
    State::UsedForAnotherSkill { skill: skill.id().to_owned(), name: skill.name().to_owned() }
}

fn entry_user(used: &[Option<usize>], entry: &Entry<'_>) -> Option<usize> {
    used.get(entry.at).copied().flatten()
}

fn counted(entry: &Entry<'_>) -> Counted {
    Counted::new(entry.at, entry.assessment.clone(), entry.level.clone(), entry.points)
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
