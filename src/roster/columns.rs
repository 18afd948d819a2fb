//! The crate's own layout of a table.

use super::entry::Fault;
use super::group::{Fact, Understood};
use super::table::{Context, Values};
use crate::assessment::read::{ASSESSOR_KINDS, PURPOSES};
use crate::assessment::{Assessment, Assessor, Purpose, Score};
use crate::finding::{Code, Finding};
use crate::text::{is_uri, quoted};

#[rustfmt::skip]
pub(super) const KNOWN: [&str; 15] = [
    "learner_id", "email", "name", "uri", "sourced_id", "sub_competency", "skill", "level", "points", "assessed_on",
    "assessor", "assessor_id", "assessor_kind", "attempt", "purpose",
];

pub(super) const LEARNER: usize = 0;
const EMAIL: usize = 1;
const NAME: usize = 2;
const URI: usize = 3;
const SOURCED_ID: usize = 4;
const SUB_COMPETENCY: usize = 5;
const SKILL: usize = 6;
const LEVEL: usize = 7;
const POINTS: usize = 8;
const ASSESSED_ON: usize = 9;
const ASSESSOR: usize = 10;
const ASSESSOR_ID: usize = 11;
const ASSESSOR_KIND: usize = 12;
const ATTEMPT: usize = 13;
const PURPOSE: usize = 14;

/// The kinds of identifiers that a row may name.
pub(super) const IDENTIFIERS: [&str; 2] = ["emailAddress", "sourcedId"];

pub(super) fn required() -> Vec<Vec<usize>> {
    vec![vec![LEARNER], vec![SUB_COMPETENCY], vec![LEVEL, POINTS], vec![ASSESSED_ON]]
}

pub(super) fn understand<'r>(values: &Values<'r>, context: &mut Context) -> Result<Understood<'r>, Vec<Fault>> {
    let mut faults = Vec::new();
    let facts = [(Fact::Identifier(0), EMAIL), (Fact::Name, NAME), (Fact::Uri, URI), (Fact::Identifier(1), SOURCED_ID)];
    let said = facts.map(|(fact, known)| values.get(known).map(|value| (fact, value, known)));
    if let Some(uri) = values.get(URI).filter(|uri| !is_uri(uri)) {
        let message = format!("{} is not an absolute URI", quoted(&uri));
        faults.push(values.fault(URI, Finding::error(Code::InputNotUri, "", message).with_value(&uri)));
    }
    let sub = sub_competency(values, context, &mut faults);
    let skill = values.get(SKILL).and_then(|text| {
        let Some(skill) = context.lookup.skill(&text) else {
            faults.push(values.fault(SKILL, context.lookup.unknown_skill(&text)));
            return None;
        };
        let is_part = sub.as_ref().is_none_or(|sub| skill.sub_competencies().any(|part| part.id() == sub));
        if !is_part {
            let sub = sub.as_deref().unwrap_or_default();
            let message = format!("`{sub}` is no sub-competency of the skill `{}`", skill.id());
            let finding = Finding::error(Code::RecordSkillWithoutSubCompetency, "", message).with_value(&text);
            faults.push(values.fault(SKILL, finding));
        }
        Some(skill.id().to_owned())
    });
    let score = score(values, sub.as_deref(), context, &mut faults);
    let assessed_at = values.time(ASSESSED_ON, context, &mut faults);
    let kind = values.word(ASSESSOR_KIND, &ASSESSOR_KINDS, &mut faults);
    let attempt = values.attempt(ATTEMPT, &mut faults);
    let purpose = values.word(PURPOSE, &PURPOSES, &mut faults);
    let (Some(sub), Some(score), Some(at), Some(kind), true) = (sub, score, assessed_at, kind, faults.is_empty())
    else {
        return Err(faults);
    };
    let mut assessor = Assessor::new(kind);
    if let Some(name) = values.get(ASSESSOR) {
        assessor = assessor.with_name(name);
    }
    if let Some(id) = values.get(ASSESSOR_ID) {
        assessor = assessor.with_id(id);
    }
    let mut assessment = Assessment::new(sub, score, at, assessor).with_purpose(purpose.unwrap_or(Purpose::Summative));
    if let Some(skill) = skill {
        assessment = assessment.with_skill(skill);
    }
    if let Some(attempt) = attempt {
        assessment = assessment.with_attempt(attempt);
    }
    Ok(Understood { said, assessment, mark: 0 })
}

fn sub_competency(values: &Values<'_>, context: &mut Context, faults: &mut Vec<Fault>) -> Option<String> {
    let Some(text) = values.get(SUB_COMPETENCY) else {
        faults.push(values.empty(SUB_COMPETENCY));
        return None;
    };
    let found = context.lookup.sub_competency(&text).map(|sub| sub.id().to_owned());
    if found.is_none() {
        faults.push(values.fault(SUB_COMPETENCY, context.lookup.unknown_sub_competency(&text)));
    }
    found
}

fn score(values: &Values<'_>, sub: Option<&str>, context: &mut Context, faults: &mut Vec<Fault>) -> Option<Score> {
    match (values.get(LEVEL), values.get(POINTS)) {
        (Some(text), None) => {
            // Which levels there are, the sub-competency says.
            let sub = context.lookup.sub_competency(sub?)?;
            let (id, level) =
                (sub.id().to_owned(), context.lookup.level(sub, &text).map(|level| level.id().to_owned()));
            if level.is_none() {
                faults.push(values.fault(LEVEL, context.lookup.unknown_level(&id, &text)));
            }
            level.map(Score::Level)
        }
        (None, Some(text)) => values.points(POINTS, &text, sub, context, faults),
        (level, _) => {
            let message = match level {
                Some(_) => "the row has both a level and points; it needs one of them",
                None => "the row has neither a level nor points",
            };
            let known = if values.column(LEVEL).number > 0 { LEVEL } else { POINTS };
            faults.push(values.fault(known, Finding::error(Code::RecordScoreNotOne, "", message)));
            None
        }
    }
}
