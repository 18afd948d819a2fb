//! What was shown, sub-competency by sub-competency.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::achieved::Shared;
use super::{Assessed, Evidence, Level, Reached, Shown};
use crate::decimal::Decimal;
use crate::model::{self, AchievementCredential, Result, ResultDescription, RubricCriterionLevel, Term};

/// What the results and the evidence come to.
pub(super) struct Found {
    pub(super) shown: Vec<Shown>,
    /// What is no assessment of one of them.
    pub(super) evidence: Vec<Evidence>,
    /// Of each result of no description what it refers to, and what it says.
    pub(super) undescribed: Vec<(Option<String>, String)>,
}

pub(super) fn shown(credential: &AchievementCredential) -> Found {
    let subject = &credential.credential_subject;
    let mut of: HashMap<&str, Vec<&Result>> = HashMap::new();
    let mut undescribed = Vec::new();
    // An id that two descriptions have is none to refer by.
    let mut described: HashMap<&str, usize> = HashMap::new();
    for description in &subject.achievement.result_description {
        *described.entry(&description.id).or_default() += 1;
    }
    for result in &subject.result {
        match result.result_description.as_deref().filter(|id| described.get(id) == Some(&1)) {
            Some(id) => of.entry(id).or_default().push(result),
            None => undescribed.push((result.result_description.clone(), said(result))),
        }
    }
    let results = |id: &str| of.get(id).map_or(&[][..], Vec::as_slice);
    let descriptions = subject.achievement.result_description.iter();
    let mut shown: Vec<Shown> = descriptions.map(|own| one(own, results(&own.id))).collect();
    let evidence = assigned(&credential.evidence, &mut shown);
    Found { shown, evidence, undescribed }
}

/// What a result says, where nobody says what of.
fn said(result: &Result) -> String {
    let status = result.status.as_ref().map(Term::as_str);
    let parts = [result.value.as_deref(), result.achieved_level.as_deref(), status];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn one(description: &ResultDescription, results: &[&Result]) -> Shown {
    let levels = &description.rubric_criterion_level;
    let mut named: HashMap<&str, Shared> = HashMap::new();
    for level in levels {
        named.entry(&level.id).or_insert_with(|| Shared(Arc::new(described(level))));
    }
    let level = |id: &Option<String>| {
        let id = id.as_deref()?;
        Some(named.get(id).cloned().unwrap_or_else(|| Shared(Arc::new(undescribed(id)))))
    };
    let reached = |result: &&Result| Reached {
        level: level(&result.achieved_level),
        value: result.value.clone(),
        status: result.status.as_ref().map(Term::to_string),
    };
    let (levels, is_ordered) = ordered(levels);
    Shown {
        id: description.id.clone(),
        name: description.name.clone(),
        kind: description.result_type.to_string(),
        reached: results.iter().map(reached).collect(),
        required_level: level(&description.required_level),
        required_value: description.required_value.clone(),
        value_min: description.value_min.clone(),
        value_max: description.value_max.clone(),
        allowed_values: description.allowed_value.clone(),
        levels,
        is_ordered,
        assessed: Vec::new(),
    }
}

fn undescribed(id: &str) -> Level {
    Level { id: id.into(), name: None, description: None, points: None, level: None }
}

fn described(level: &RubricCriterionLevel) -> Level {
    Level {
        id: level.id.clone(),
        name: Some(level.name.clone()),
        description: level.description.clone(),
        points: level.points.clone(),
        level: level.level.clone(),
    }
}

/// The levels from low to high, if what is signed says so: by the points of all or by their numbers, where the other says
/// nothing else of any two that it ranks, not even that they are level. Otherwise as they stand.
fn ordered(levels: &[RubricCriterionLevel]) -> (Vec<Level>, bool) {
    type Rank = fn(&RubricCriterionLevel) -> Option<Decimal>;
    let points: Rank = |level| Decimal::parse(level.points.as_deref()?);
    let number: Rank = |level| Decimal::parse(level.level.as_deref()?);
    let by = |rank: Rank, other: Rank| -> Option<Vec<&RubricCriterionLevel>> {
        let ranks = levels.iter().map(|level| Some((rank(level)?, level)));
        let mut ranks = ranks.collect::<Option<Vec<_>>>()?;
        ranks.sort_by(|(one, _), (other, _)| one.cmp(other));
        let others: Vec<Decimal> = ranks.iter().filter_map(|(_, level)| other(level)).collect();
        let is_strict = ranks.windows(2).all(|pair| matches!(pair, [(one, _), (other, _)] if one < other));
        let is_agreed = others.windows(2).all(|pair| matches!(pair, [one, other] if one < other));
        (is_strict && is_agreed).then(|| ranks.into_iter().map(|(_, level)| level).collect())
    };
    match by(points, number).or_else(|| by(number, points)) {
        Some(levels) if !levels.is_empty() => (levels.into_iter().map(described).collect(), true),
        _ => (levels.iter().map(described).collect(), false),
    }
}

/// Gives each its assessments, and gives back what is none. Open Badges has no member that says what a piece of evidence is
/// about: only what this crate issues says so, by its name and its genre, and where two have one name nobody knows.
fn assigned(all: &[model::Evidence], shown: &mut [Shown]) -> Vec<Evidence> {
    let mut places: HashMap<&str, Option<usize>> = HashMap::new();
    for (at, own) in shown.iter().enumerate() {
        places.entry(&own.name).and_modify(|place| *place = None).or_insert(Some(at));
    }
    let about = |evidence: &Evidence| {
        let name = super::assessed::about(evidence.genre.as_deref(), evidence.name.as_deref())?;
        places.get(name).copied().flatten()
    };
    let merged = merged(all);
    let abouts: Vec<Option<usize>> = merged.iter().map(about).collect();
    let mut others = Vec::new();
    for (evidence, about) in merged.into_iter().zip(abouts) {
        match about.and_then(|at| shown.get_mut(at)) {
            Some(own) => {
                let assessed: Assessed = super::assessed::read(evidence, &own.reached);
                own.assessed.push(assessed);
            }
            None => others.push(evidence),
        }
    }
    others
}

/// Evidence of one id is one piece: a signature of linked data covers what is said of an id, not in how many parts and in which
/// order, so that whoever holds the badge could add or split parts. Where they differ all is told.
fn merged(all: &[model::Evidence]) -> Vec<Evidence> {
    let mut parts: Vec<Vec<&model::Evidence>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for own in all {
        let place = own.id.as_deref().map_or(parts.len(), |id| *places.entry(id).or_insert(parts.len()));
        match parts.get_mut(place) {
            Some(same) => same.push(own),
            None => parts.push(vec![own]),
        }
    }
    let one = |parts: Vec<&model::Evidence>| {
        let text = |between: &str, member: fn(&model::Evidence) -> Option<&str>| {
            let texts: BTreeSet<&str> = parts.iter().filter_map(|part| member(part)).collect();
            (!texts.is_empty()).then(|| texts.into_iter().collect::<Vec<_>>().join(between))
        };
        Evidence {
            id: parts.first().and_then(|part| part.id.clone()),
            name: text(" / ", |part| part.name.as_deref()),
            genre: text(" / ", |part| part.genre.as_deref()),
            description: text(" / ", |part| part.description.as_deref()),
            narrative: text("\n\n", |part| part.narrative.as_deref()),
            audience: text(" / ", |part| part.audience.as_deref()),
        }
    };
    parts.into_iter().map(one).collect()
}
